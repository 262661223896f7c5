"""A copy beside the text that came first, paragraph by paragraph, with the words that only one of them has marked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.desk.reading.shelf import Report, Shelf
from onrecord.model.errors import NotFound
from onrecord.model.passage import Passage

#: Words of each text that are compared: comparing costs more than their number, and no report is this long.
LONGEST = 6_000

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shared:
    """Characters of a paragraph; ``other`` where the other text has them too."""

    text: str
    other: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph at ``start`` to ``end`` of its article."""

    start: int
    end: int
    pieces: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs that stand beside each other; one side is empty where the other text has nothing of the kind."""

    first: tuple[Paragraph, ...]
    copy: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """The report that came ``first`` and a ``copy``; ``reason`` says why it is held to be first, ``similarity`` is the share of the words."""

    first: Report
    copy: Report
    relation: str
    similarity: float
    reason: str
    headline_differs: bool
    rows: tuple[Row, ...]
    same_words: int
    first_words: int
    copy_words: int
    cut: bool


def beside_page(shelf: Shelf, copy_id: str) -> BesidePage:
    """A copy beside the first text of its group. Raises ``NotFound`` for what is no copy."""
    shelf.article(copy_id)
    found = [
        (member, group)
        for group in shelf.copies_of(copy_id)
        for member in group.members
        if member.article_id == copy_id
    ]
    if not found:
        raise NotFound("This report copies no other on the desk: go back and choose one of its copies.")
    member, group = min(found, key=lambda pair: (pair[0].relation == "excerpt", -pair[0].similarity, pair[1].id))
    first, copy = shelf.article(group.first_article_id), shelf.article(copy_id)
    rows, counts, cut = compare(first.body, copy.body)
    return BesidePage(
        first=shelf.report(first.id),
        copy=shelf.report(copy.id),
        relation=member.relation,
        similarity=member.similarity,
        reason=shelf.named(group.reason),
        headline_differs=shelf.title(first.id) != shelf.title(copy.id),
        rows=rows,
        same_words=counts[0],
        first_words=counts[1],
        copy_words=counts[2],
        cut=cut,
    )


def compare(
    first: tuple[Passage, ...], copy: tuple[Passage, ...]
) -> tuple[tuple[Row, ...], tuple[int, int, int], bool]:
    """The paragraphs of two texts side by side; how many words both, the first and the copy have; and whether either was too long.

    The longest runs of equal words are found first, then those on either side of them (Ratcliff and Metzener, 1988, as in ``difflib``).
    """
    one, other = _Words(first), _Words(copy)
    matcher = SequenceMatcher(None, one.words, other.words)
    beside: dict[int, Counter[int]] = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            a, b = block.a + step, block.b + step
            one.shared.add(a)
            other.shared.add(b)
            beside.setdefault(other.paragraph[b], Counter())[one.paragraph[a]] += 1
    rows: list[Row] = []
    at = 0
    for index in range(len(copy)):
        own = other.paragraph_view(index)
        counts = beside.get(index)
        best = min(counts, key=lambda place: (-counts[place], place)) if counts else None
        if best is None or best < at - 1:
            rows.append(Row((), (own,)))
        elif best == at - 1 and rows and rows[-1].first:
            rows[-1] = Row(rows[-1].first, (*rows[-1].copy, own))
        elif best >= at:
            rows += [Row((one.paragraph_view(place),), ()) for place in range(at, best)]
            rows.append(Row((one.paragraph_view(best),), (own,)))
            at = best + 1
        else:
            rows.append(Row((), (own,)))
    rows += [Row((one.paragraph_view(place),), ()) for place in range(at, len(first))]
    return tuple(rows), (len(one.shared), len(one.words), len(other.words)), one.cut or other.cut


class _Words:
    """The words of a text, which paragraph each stands in, and which the other text has too."""

    def __init__(self, paragraphs: tuple[Passage, ...]) -> None:
        self._paragraphs = paragraphs
        self.words: list[str] = []
        self.paragraph: list[int] = []
        self.shared: set[int] = set()
        self.cut = False
        self._first: list[int] = []
        for index, passage in enumerate(paragraphs):
            self._first.append(len(self.words))
            for found in _WORD.finditer(passage.text):
                if len(self.words) == LONGEST:
                    self.cut = True
                    break
                self.words.append(found[0].casefold())
                self.paragraph.append(index)

    def paragraph_view(self, index: int) -> Paragraph:
        """A paragraph in runs of words that the other text has, and of those that it has not."""
        passage = self._paragraphs[index]
        pieces: list[Shared] = []
        at, state, last = 0, True, 0
        for number, found in enumerate(_WORD.finditer(passage.text), start=self._first[index]):
            shared = number >= len(self.words) or number in self.shared
            if shared != state:
                # What stands between two words is in no mark: a mark begins and ends with a word.
                edge = last if shared else found.start()
                pieces.append(Shared(passage.text[at:edge], state))
                at, state = edge, shared
            last = found.end()
        end = len(passage.text) if state else last
        pieces += [Shared(passage.text[at:end], state), Shared(passage.text[end:], True)]
        return Paragraph(passage.start, passage.end, tuple(piece for piece in pieces if piece.text))
