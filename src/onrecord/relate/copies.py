"""Copies: articles that print the same text, which of them came first, and why that is thought."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from onrecord.model.annotations import Annotated
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Span
from onrecord.model.relations import CopyGroup, CopyMember, CopyRelation
from onrecord.model.when import When
from onrecord.relate.fingerprints import SHINGLE, fingerprints, shingles
from onrecord.relate.likeness import tokens
from onrecord.relate.tables import WIRE_CREDITS
from onrecord.relate.words import Word

#: Words outside quotation marks that a shared run must have to count: below it stand names with their titles, stock
#: phrases and notices, which two writers have in common without copying.
RUN = 12

#: Places of one phrase in one text that are looked at.
REPEATS = 8

#: Words between two shared runs that may differ for them to be one run with an edit in it.
EDIT = 4

#: Share of both texts (Dice) from which they are the same text with edits. A Jaccard of .5 over shingles is a Dice of
#: .67; a few words lie outside runs.
NEAR = 0.63

#: Two texts of one form, filled in with different numbers (results, prices, weather), are not copies: of the numbers of
#: the one with fewer, this share must stand in the other.
NUMBERS = 0.5

#: Words and share from which one text holds an excerpt of another.
EXCERPT_WORDS = 40
EXCERPT_SHARE = 0.25

#: An agency's name is a credit where it stands in the first or last characters of the body.
CREDIT_REACH = 240


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts share: runs as (start in a, start in b, words), and unquoted words in them and in each text.

    ``dice`` is the share of both that lies in runs, ``numbers`` the share of their numbers that they have in common.
    """

    runs: tuple[tuple[int, int, int], ...]
    shared: int
    length_a: int
    length_b: int
    dice: float
    numbers: float
    same: bool

    @property
    def relation(self) -> CopyRelation | None:
        if self.same and self.length_a >= RUN:
            return "exact"
        if self.shared < RUN or self.numbers < NUMBERS:
            return None
        if self.dice >= NEAR:
            return "near"
        share = self.shared / max(1, min(self.length_a, self.length_b))
        return "excerpt" if self.shared >= EXCERPT_WORDS and share >= EXCERPT_SHARE else None


class Shingled:
    """The words of a text with the hashes of their shingles, and where each stands: made once, aligned with many."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.texts = [word.text for word in words]
        self.hashes = shingles(words)
        self.unquoted = sum(not word.quoted for word in words)
        self.numbers = Counter(word.text for word in words if word.text[0].isdigit())
        self.places: dict[int, list[int]] = defaultdict(list)
        for index, value in enumerate(self.hashes):
            if value >= 0 and len(self.places[value]) < REPEATS:
                self.places[value].append(index)


def align(one: Shingled, other: Shingled) -> Alignment:
    """The runs of words that two texts share, in linear time but for phrases that one text repeats."""
    a, b, places = one.words, other.words, one.places
    runs: list[tuple[int, int, int]] = []
    end = 0
    for at in [index for index, value in enumerate(other.hashes) if value in places]:
        if at < end:
            continue
        length, start = max((_common(one.texts, other.texts, start, at), -start) for start in places[other.hashes[at]])
        if length >= SHINGLE:
            runs.append((-start, at, length))
            end = at + length
    kept = []
    for group in _merged(runs):
        count = sum(1 for _, start, length in group for word in b[start : start + length] if not word.quoted)
        if count >= RUN:
            first, last = group[0], group[-1]
            kept.append((count, (first[0], first[1], last[1] + last[2] - first[1])))
    shared = sum(count for count, _ in kept)
    length_a, length_b = one.unquoted, other.unquoted
    unquoted = 2 * shared / max(1, length_a + length_b)
    # Where next to everything is shared, quotations and all, it is no chance that they are shared too.
    whole = 2 * sum(run[2] for _, run in kept) / max(1, len(a) + len(b))
    return Alignment(
        tuple(run for _, run in kept),
        shared,
        length_a,
        length_b,
        max(unquoted, whole),
        _common_numbers(one.numbers, other.numbers),
        one.texts == other.texts,
    )


def _common_numbers(ours: Counter[str], theirs: Counter[str]) -> float:
    """The share of the numbers of the text with fewer that stand in the other; 1 where one has less than two."""
    fewer = min(ours.total(), theirs.total())
    return (ours & theirs).total() / fewer if fewer > 1 else 1.0


def _common(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    """The number of words that are the same in both from ``i`` and ``j`` on."""
    length = 0
    for one, other in zip(islice(a, i, None), islice(b, j, None), strict=False):
        if one != other:
            break
        length += 1
    return length


def _merged(runs: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    groups: list[list[tuple[int, int, int]]] = []
    for run in runs:
        if groups:
            before = groups[-1][-1]
            gap_a, gap_b = run[0] - before[0] - before[2], run[1] - before[1] - before[2]
            if 0 <= gap_a <= EDIT and 0 <= gap_b <= EDIT:
                groups[-1].append(run)
                continue
        groups.append([run])
    return groups


def find_copies(
    thread: Sequence[Annotated], published: Mapping[str, When], apart: Collection[frozenset[str]] = ()
) -> tuple[CopyGroup, ...]:
    """The copy groups of a thread. ``apart`` are pairs of article ids that an editor ruled to be no copies."""
    printed = {
        item.article.id: _Printed(item.article, tokens(item), published[item.article.id])
        for item in sorted(thread, key=lambda item: item.article.id)
    }
    pairs = _related(printed, apart)
    groups = []
    for component in _components(printed, pairs):
        groups.extend(_groups(printed, component, pairs))
    return tuple(sorted(groups, key=lambda group: group.id))


@dataclass(frozen=True, slots=True)
class _Printed:
    """An article with the words of its body and the time at which it is known to be published."""

    article: Article
    tokens: Sequence[Word]
    published: When


def _related(articles: Mapping[str, _Printed], apart: Collection[frozenset[str]]) -> dict[tuple[str, str], Alignment]:
    shingled = {key: Shingled(printed.tokens) for key, printed in articles.items()}
    holders: dict[int, list[str]] = defaultdict(list)
    for key in sorted(articles):
        for value in fingerprints(articles[key].tokens):
            holders[value].append(key)
    candidates = {pair for held in holders.values() if len(held) > 1 for pair in combinations(held, 2)}
    related = {}
    for a, b in sorted(candidates):
        enough = len(shingled[a].places.keys() & shingled[b].places.keys()) > RUN - SHINGLE
        if enough and frozenset((a, b)) not in apart:
            alignment = align(shingled[a], shingled[b])
            if alignment.relation:
                related[a, b] = alignment
    return related


def _components(articles: Mapping[str, _Printed], pairs: Mapping[tuple[str, str], Alignment]) -> list[list[str]]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    found, seen = [], set()
    for key in sorted(neighbours):
        if key not in seen:
            component, stack = [], [key]
            seen.add(key)
            while stack:
                current = stack.pop()
                component.append(current)
                for other in sorted(neighbours[current] - seen):
                    seen.add(other)
                    stack.append(other)
            found.append(sorted(component))
    return found


def _groups(
    articles: Mapping[str, _Printed], component: list[str], pairs: Mapping[tuple[str, str], Alignment]
) -> list[CopyGroup]:
    """The groups of one component: the first one takes all that share text with it, what is left over starts again."""
    groups = []
    left = component
    while len(left) > 1:
        first, reason = _first([articles[key] for key in left])
        members = []
        for key in left:
            alignment = pairs.get((min(first, key), max(first, key)))
            if key != first and alignment:
                members.append(_member(articles[key], alignment, first < key))
        if members:
            groups.append(CopyGroup(make_id("copy", first), first, tuple(members), reason))
        taken = {first, *(member.article_id for member in members)}
        left = [key for key in left if key not in taken]
    return groups


def _member(printed: _Printed, alignment: Alignment, is_b: bool) -> CopyMember:
    found = printed.tokens
    spans = []
    for start_a, start_b, length in alignment.runs:
        start = start_b if is_b else start_a
        end = min(start + length, len(found)) - 1
        spans.append(Span(found[start].start, found[end].end))
    own, others = alignment.length_b, alignment.length_a
    if not is_b:
        own, others = others, own
    relation = alignment.relation
    assert relation is not None
    whole = others if relation == "excerpt" else own
    similarity = 1.0 if relation == "exact" else round(min(1.0, alignment.shared / max(1, whole)), 3)
    return CopyMember(
        printed.article.id, relation, similarity, tuple(sorted(spans, key=lambda span: (span.start, span.end)))
    )


def _first(printed: Sequence[_Printed]) -> tuple[str, str]:
    """Which of articles with the same text came first, and why: credits, then times, then who contains whom."""
    credited = {
        one.article.id: sum(1 for other in printed if other is not one and credits(other.article, one.article))
        for one in printed
    }
    best = max(credited.values())
    if best:
        printed = [one for one in printed if credited[one.article.id] == best]
        if len(printed) == 1:
            return printed[0].article.id, f"credited as the source by {best} of the others"
    dated = [one for one in printed if one.published.known]
    if dated:
        earliest = min(_last_moment(one.published) for one in dated)
        whole = len(dated) == len(printed)
        printed = [one for one in dated if str(one.published.start) <= earliest]
        if len(printed) == 1:
            of_those = "" if whole else " of those with a date"
            return printed[0].article.id, f"published first{of_those} ({printed[0].published.start})"
    agencies = [one for one in printed if is_agency(one.article)]
    if len(agencies) == 1:
        return agencies[0].article.id, "the outlet is a news agency, by its own date line"
    sizes = {one.article.id: len(one.tokens) for one in printed}
    longest = sorted(key for key, size in sizes.items() if size == max(sizes.values()))
    if len(longest) == 1:
        return longest[0], "the longest text: the others stand in it"
    return longest[0], "nothing tells which came first; taken by identifier"


def _last_moment(published: When) -> str:
    """The last moment at which it may have been published, so that a bare day does not come before a minute of it."""
    end = str(published.end)
    return end if len(end) > 10 else f"{end}T24"


def credits(article: Article, other: Article) -> bool:
    """Whether ``article`` names the outlet of ``other`` as the source of its text: byline, credit line, or in brackets."""
    if not other.outlet or (article.outlet or "").casefold() == other.outlet.casefold():
        return False
    names = {other.outlet.casefold()}
    names |= {short.casefold() for short, full in WIRE_CREDITS.items() if full.casefold() in names}
    names |= {WIRE_CREDITS[short].casefold() for short in WIRE_CREDITS if short.casefold() in names}
    lines = " ".join((*article.byline, *(passage.text for passage in article.passages("byline", "credit")))).casefold()
    edges = _edges(article)
    return any(
        name in lines.replace("/", " ").split()
        or f" {name} " in f" {lines} "
        or f"({name})" in edges
        or f"{name} –" in edges
        or f"{name} —" in edges
        or f"{name} - " in edges
        or f"reporting by {name}" in edges
        or f"source: {name}" in edges
        or f"from {name}" in edges
        for name in sorted(names)
    )


def is_agency(article: Article) -> bool:
    """Whether the article opens with its own outlet in brackets, as agencies do: "OSLO, May 3 (Name) -"."""
    name = (article.outlet or "").casefold()
    return bool(name) and any(f"({name})" in passage.text[:CREDIT_REACH].casefold() for passage in article.body[:1])


def _edges(article: Article) -> str:
    body = article.body
    if not body:
        return ""
    return f"{body[0].text[:CREDIT_REACH]} … {body[-1].text[-CREDIT_REACH:]}".casefold()
