"""Two revisions of an article beside each other: what was added, withdrawn, corrected, and what that touches.

Sentences of both are paired: first those that say the same, wherever they stand (so a paragraph that moved is not withdrawn),
then, of the rest, those most alike, if half of their words are the same. What is left is added or withdrawn. Within a
corrected pair the words are aligned by difflib (Ratcliff and Obershelp).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.model.annotations import Annotations
from onrecord.model.article import Article, SegmentKind
from onrecord.model.identity import make_id
from onrecord.model.passage import Passage
from onrecord.model.picture import Figure
from onrecord.model.revision_changes import PassageChange, RevisionChange, Touched
from onrecord.model.sentences import sentences
from onrecord.model.statement import Statement
from onrecord.publish.wording import amount_words, one_line, stance_words

#: Kinds of segments that an outlet answers for.
_TELLING: frozenset[SegmentKind] = frozenset({"heading", "summary", "body", "caption"})
#: The least share of words in common with which a sentence is a correction of another.
LEAST_ALIKE = 0.5
#: So many of the sentences that share the rarest words are looked at for each: more than that are not alike but long.
CANDIDATES = 12
#: Words of a sentence beyond which its words are not aligned one by one.
LONGEST = 600

_WORD = re.compile(r"\w+(?:[.,'-]\w+)*|[^\w\s]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: Passage
    segment: SegmentKind
    key: str
    words: tuple[tuple[str, int, int], ...]
    is_title: bool


def compare(
    before: Article, after: Article, said_before: Annotations, said_after: Annotations, numbers: tuple[int, int]
) -> RevisionChange:
    """What changed from ``before`` to ``after``, which are revisions ``numbers`` of one article, with what each says."""
    olds, news = _sentences(before), _sentences(after)
    kept = _same(olds, news)
    pairs = _alike(olds, news, {old for old, _ in kept}, {new for _, new in kept})
    changes = _changes(olds, news, kept, pairs, _Told(said_before), _Told(said_after))
    return RevisionChange(
        id=make_id("chg", before.capture_id, after.capture_id),
        article_id=after.id,
        before=numbers[0],
        after=numbers[1],
        capture_before=before.capture_id,
        capture_after=after.capture_id,
        title_before=before.title,
        title_after=after.title,
        changes=tuple(changes),
        moved=len(kept) - _longest_rise([new for _, new in kept]),
    )


def _sentences(article: Article) -> list[_Sentence]:
    found = []
    for segment in article.segments:
        if segment.kind not in _TELLING:
            continue
        for start, end in sentences(article.text, segment.start, segment.end):
            passage = Passage.of(article.text, start, end)
            plain = passage.text.translate(_PLAIN)  # one character for one, so that places stay
            words = tuple((match[0], start + match.start(), start + match.end()) for match in _WORD.finditer(plain))
            title = segment.kind == "heading" and passage.text == article.title
            found.append(_Sentence(passage, segment.kind, " ".join(plain.split()), words, title))
    return found


def _same(olds: Sequence[_Sentence], news: Sequence[_Sentence]) -> list[tuple[int, int]]:
    """Pairs of sentences that say the same, in the order of the earlier text: of doubles the first with the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(len(news) - 1, -1, -1):
        places[news[index].key].append(index)
    return [(index, places[old.key].pop()) for index, old in enumerate(olds) if places.get(old.key)]


def _alike(
    olds: Sequence[_Sentence], news: Sequence[_Sentence], used_olds: set[int], used_news: set[int]
) -> dict[int, int]:
    """Of the sentences that are left, those that correct each other: later one to earlier one, the most alike first."""
    left_olds = [index for index in range(len(olds)) if index not in used_olds]
    left_news = [index for index in range(len(news)) if index not in used_news]
    holding: dict[str, list[int]] = defaultdict(list)
    for old in left_olds:
        for word in {word.casefold() for word, _, _ in olds[old].words}:
            holding[word].append(old)
    scored = []
    for new in left_news:
        for old in _candidates(news[new], holding):
            alike = _likeness(olds[old], news[new])
            if olds[old].is_title and news[new].is_title:
                alike = 1.0  # the title is the title, in whatever words
            if alike >= LEAST_ALIKE:
                scored.append((-alike, abs(old - new), new, old))
        titles = [old for old in left_olds if olds[old].is_title] if news[new].is_title else []
        scored += [(-1.0, 0, new, old) for old in titles]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, new, old in sorted(scored):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def _candidates(new: _Sentence, holding: dict[str, list[int]]) -> list[int]:
    """The earlier sentences that share most words with ``new``, found by its rarest words."""
    words = sorted({word.casefold() for word, _, _ in new.words}, key=lambda word: (len(holding.get(word, ())), word))
    shared: Counter[int] = Counter()
    for word in words:
        found = holding.get(word, [])
        if len(found) <= 4 * CANDIDATES or not shared:
            shared.update(found[: 20 * CANDIDATES])
    return [old for old, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]]


def _likeness(old: _Sentence, new: _Sentence) -> float:
    """The share of words in common (Dice), marks left out."""
    a = Counter(word.casefold() for word, _, _ in old.words if word[0].isalnum())
    b = Counter(word.casefold() for word, _, _ in new.words if word[0].isalnum())
    both = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / both if both else 0.0


def _changes(
    olds: Sequence[_Sentence],
    news: Sequence[_Sentence],
    kept: Sequence[tuple[int, int]],
    pairs: dict[int, int],
    told_before: _Told,
    told_after: _Told,
) -> Iterator[PassageChange]:
    """In the order of the later text; what was withdrawn stands behind the sentence that it followed."""
    gone = set(range(len(olds))) - {old for old, _ in kept} - set(pairs.values())
    follows: dict[int, list[int]] = defaultdict(list)
    later_of = dict(kept) | {old: new for new, old in pairs.items()}
    behind = -1
    for old in range(len(olds)):
        if old in gone:
            follows[behind].append(old)
        else:
            behind = later_of[old]
    here = {new for _, new in kept}
    for new in range(-1, len(news)):
        if new in pairs:
            yield _corrected(olds[pairs[new]], news[new], told_before, told_after)
        elif new >= 0 and new not in here:
            sentence = news[new]
            touched = tuple(told_after.within(sentence.passage))
            yield PassageChange("added", sentence.segment, None, sentence.passage, touched_after=touched)
        for old in follows.get(new, ()):
            sentence = olds[old]
            touched = tuple(told_before.within(sentence.passage))
            yield PassageChange("withdrawn", sentence.segment, sentence.passage, None, touched_before=touched)


def _corrected(old: _Sentence, new: _Sentence, told_before: _Told, told_after: _Told) -> PassageChange:
    gone, added = _differing(old, new)
    before = told_before.signed(old.passage)
    after = told_after.signed(new.passage)
    return PassageChange(
        kind="corrected",
        segment=new.segment,
        before=old.passage,
        after=new.passage,
        gone=gone,
        new=added,
        touched_before=tuple(touched for sign, touched in before if sign not in {other for other, _ in after}),
        touched_after=tuple(touched for sign, touched in after if sign not in {other for other, _ in before}),
    )


def _differing(old: _Sentence, new: _Sentence) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The runs of words that only the one or only the other has."""
    if max(len(old.words), len(new.words)) > LONGEST:
        return (old.passage,), (new.passage,)
    matcher = SequenceMatcher(
        None, [word for word, _, _ in old.words], [word for word, _, _ in new.words], autojunk=False
    )
    gone, added = [], []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            gone += _run(old, first, last)
            added += _run(new, start, end)
    return tuple(gone), tuple(added)


def _run(sentence: _Sentence, first: int, last: int) -> list[Passage]:
    if first == last:
        return []
    start, end = sentence.words[first][1], sentence.words[last - 1][2]
    offset = sentence.passage.start
    return [Passage(sentence.passage.text[start - offset : end - offset], start, end)]


class _Told:
    """The statements and figures of one revision, by where they stand."""

    def __init__(self, said: Annotations) -> None:
        items = [*map(_statement, said.statements), *map(_figure, said.figures)]
        self._items = sorted(items, key=lambda item: (item[1].start, item[1].end, item[1].id))
        self._starts = [touched.start for _, touched in self._items]
        self._longest = max((touched.end - touched.start for _, touched in self._items), default=0)

    def signed(self, passage: Passage) -> list[tuple[object, Touched]]:
        """What stands in ``passage``, each with what it says apart from where."""
        first = bisect_left(self._starts, passage.start - self._longest)
        last = bisect_left(self._starts, passage.end)
        return [(sign, touched) for sign, touched in self._items[first:last] if touched.end > passage.start]

    def within(self, passage: Passage) -> Iterable[Touched]:
        return (touched for _, touched in self.signed(passage))


def _statement(statement: Statement) -> tuple[object, Touched]:
    content = statement.contents[0] if statement.contents else statement.cue
    assert content is not None  # a statement has words or a cue
    speaker = statement.speaker
    who = speaker.name or speaker.text or ("anonymous" if speaker.anonymous else "nobody named")
    said = tuple(one_line(each.text.translate(_PLAIN)) for each in statement.contents)
    sign = ("statement", who, statement.stance, statement.negated, said)
    label = f"{who} {'not ' if statement.negated else ''}{stance_words(statement.stance)}"
    return sign, Touched("statement", statement.id, content.text, content.start, content.end, label)


def _figure(figure: Figure) -> tuple[object, Touched]:
    sign = ("figure", figure.low, figure.high, figure.bound, figure.unit, figure.counts, figure.kind)
    label = " ".join(
        filter(None, (amount_words(figure.low, figure.high, figure.bound, figure.unit, figure.text), figure.counts))
    )
    return sign, Touched("figure", figure.id, figure.text, figure.start, figure.end, label)


def _longest_rise(numbers: Sequence[int]) -> int:
    """The length of the longest run of rising numbers, gaps allowed: how many sentences kept their order."""
    tails: list[int] = []
    for number in numbers:
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
    return len(tails)
