"""Copies: articles that print the same text, which of them came first, and why that is thought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Passage, Span
from onrecord.model.relations import CopyGroup, CopyMember
from onrecord.model.when import When
from onrecord.relate.comparing import WHOLE, Alignment, compare
from onrecord.relate.components import components
from onrecord.relate.firsts import first
from onrecord.relate.furniture import RARE, Text
from onrecord.relate.pairing import HELD, Key, alignments, shares_passage
from onrecord.relate.remembered import Remembered
from onrecord.relate.words import stem, term_weight, words, words_of


def find_copies(
    articles: Iterable[Article], published: Mapping[str, When], apart: Collection[frozenset[str]] = ()
) -> tuple[CopyGroup, ...]:
    """The copy groups among some articles. ``apart`` are pairs of article ids that an editor ruled to be no copies."""
    items = {article.id: article for article in sorted(articles, key=lambda article: article.id)}
    texts = {key: text_of(article) for key, article in items.items()}
    pairs = alignments(texts, apart)
    groups: list[CopyGroup] = []
    for component in components({key for pair in pairs for key in pair}, pairs):
        groups.extend(_groups(items, texts, component, pairs, published, apart))
    return tuple(sorted(groups, key=lambda group: group.id))


@Remembered
def text_of(article: Article) -> Text:
    """The body of an article, ready to be compared with many others."""
    return Text(words(article), [passage.start for passage in article.body], title_terms(article.title or ""))


def title_terms(title: str) -> frozenset[str]:
    """The rare terms of a title."""
    found = (stem(word.text) for word in words_of(Passage(title, 0, len(title))))
    return frozenset(term for term in found if term_weight(term) >= RARE)


def _groups(
    items: Mapping[str, Article],
    texts: Mapping[str, Text],
    component: list[str],
    pairs: Mapping[Key, Alignment],
    published: Mapping[str, When],
    apart: Collection[frozenset[str]],
) -> list[CopyGroup]:
    """The groups of one component: the first one takes all that share text with it, what is left over starts again."""
    groups = []
    left = component
    within = _within(pairs, component)
    while len(left) > 1:
        sizes = {key: len(texts[key].words) for key in left}
        origin, reason = first([items[key] for key in left], published, sizes, within)
        members = []
        for key in left:
            pair = (min(origin, key), max(origin, key))
            alignment = pairs.get(pair)
            # Of a passage that many hold not each pair was compared.
            if alignment is None and key != origin and len(component) > HELD and frozenset(pair) not in apart:
                a, b = texts[pair[0]], texts[pair[1]]
                alignment = compare(a, b) if shares_passage(a, b) else None
            if key != origin and alignment and alignment.relation:
                members.append(_member(key, texts[key], alignment if origin < key else alignment.turned()))
        if members:
            groups.append(CopyGroup(make_id("copy", origin), origin, tuple(members), reason))
        taken = {origin, *(member.article_id for member in members)}
        left = [key for key in left if key not in taken]
    return groups


def _within(pairs: Mapping[Key, Alignment], component: Sequence[str]) -> dict[str, set[str]]:
    """For each text those in which it stands whole, and which begin with something else."""
    members = set(component)
    found: dict[str, set[str]] = defaultdict(set)
    for (a, b), alignment in pairs.items():
        if a in members:
            for one, other, seen in ((a, b, alignment), (b, a, alignment.turned())):
                if seen.shared_a >= WHOLE * seen.length_a and seen.begins == (True, False):
                    found[one].add(other)
    return found


def _member(key: str, text: Text, alignment: Alignment) -> CopyMember:
    """The member that is ``b`` of an alignment with the first article."""
    spans = [Span(text.words[run.b].start, text.words[run.b + run.length_b - 1].end) for run in alignment.runs]
    relation = alignment.relation
    assert relation is not None
    if relation == "exact":
        similarity = 1.0
    elif relation == "excerpt":
        similarity = alignment.shared_a / alignment.length_a
    else:
        similarity = alignment.shared_b / alignment.length_b
    return CopyMember(
        key, relation, round(similarity, 3), tuple(sorted(spans, key=lambda span: (span.start, span.end)))
    )
