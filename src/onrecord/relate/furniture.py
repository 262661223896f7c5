"""Whether what two texts share belongs to both reports, or is furniture of their pages: notices, boxes, standing paragraphs.

The rule looks at one pair and does not depend on which comes first. What is shared belongs to a report where the report begins with
it, or where the rest of the report goes on about it: it has names and rare words in common with it. Furniture stands beside the
report. Notices to the reader and boxes about the writer are also told by their words (:attr:`Text.notices`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from onrecord.relate.aligning import Mask, Shingled
from onrecord.relate.fingerprints import Hashes
from onrecord.relate.furniture_words import NEWS, STRONG, WEAK, WRITER
from onrecord.relate.words import Word, stem, term_weight

#: Words of a longer paragraph that are looked at together, and the count of words of notices from which they are one. A strong word
#: counts twice.
WITHIN = 40
NOTICE = 5

#: Words from which a paragraph is looked at in pieces.
LONG = 120

#: Shares of a piece's words from which it is one.
NOTICE_SHARE = 0.12
WEAK_SHARE = 0.2

#: Words with which a report begins: it says there what it is about.
LEAD = 30

#: Share of the lead or of the title's terms that must be shared for the report to begin with what is shared.
BEGINS = 0.5

#: Rare terms from which a title says what the report is about.
TITLE = 3

#: Rare terms from which a stretch of text says what it is about.
TERMS = 5

#: What a term weighs from which it is rare: not a common word of news.
RARE = 0.5

#: Share of the rare terms of the shorter that the shared passage and the rest have in common where both are one report.
GOES_ON = 0.1

#: The share of words of news in furniture and report alike, and the words for which that stands before any are seen.
NEWS_USUAL = 0.02
FEW = 30

#: How much more of them a shared passage must have than the rests to be the news in both. Chosen on the half to tune on.
NEWS_MARGIN = 1.6

#: The same where one goes on about it: other furniture of the page may have the same names.
NEWS_LEAST = 0.5

#: Share of a text that is most of it.
MOST = 0.5

#: Share of the rare terms of the rests from which the rests are of one story, and from which they are two wordings of one report.
ONE_STORY = 0.15
REWORDED = 0.35


@lru_cache(maxsize=200_000)
def _class(word: str) -> int:
    """The classes of a word, as bits: 1 strong, 2 weak, 4 of the writer, 8 of news; 16 a rare term."""
    year = len(word) == 4 and word.isdecimal() and "1800" <= word < "2100"
    news = word in NEWS or (word[0].isdigit() and not year)
    bits = (word in STRONG) | (word in WEAK) << 1 | (word in WRITER) << 2 | news << 3
    return bits | (term_weight(stem(word)) >= RARE) << 4


class Text(Shingled):
    """A text that can be aligned and whose passages can be judged.

    ``paragraphs`` are the characters at which its paragraphs start, ``title`` the terms of its title.
    """

    def __init__(
        self,
        words: Sequence[Word],
        paragraphs: Sequence[int] = (),
        title: frozenset[str] = frozenset(),
        hashes: Hashes | None = None,
    ) -> None:
        super().__init__(words, hashes)
        self.paragraphs = paragraphs
        self.title = title

    @cached_property
    def classes(self) -> npt.NDArray[np.uint8]:
        """The classes of each word, as bits."""
        return np.fromiter((_class(word.text) for word in self.words), np.uint8, len(self.words))

    @cached_property
    def pieces(self) -> list[tuple[int, int]]:
        """The paragraphs as ranges of words, long ones in pieces."""
        starts = [word.start for word in self.words]
        edges = sorted({0, len(starts), *(bisect_left(starts, start) for start in self.paragraphs)})
        found: list[tuple[int, int]] = []
        for start, end in pairwise(edges):
            parts = max(1, round((end - start) / WITHIN)) if end - start > LONG else 1
            cuts = [start + (end - start) * part // parts for part in range(parts + 1)]
            found.extend(pairwise(cuts))
        return found

    @cached_property
    def notices(self) -> Mask:
        """Which words stand in notices to the reader or boxes about the writer."""
        return _notices(self)


def _notices(text: Text) -> Mask:
    """Which words of a text stand in notices to the reader or boxes about the writer, by the words around them.

    A paragraph is one or is not. In a text without paragraphs the words within :data:`WITHIN` tell.
    """
    size = len(text.words)
    mask = np.zeros(size, np.bool_)
    strong, weak, writer = ((text.classes & bit) > 0 for bit in (1, 2, 4))
    if int(strong.sum()) + int(weak.sum()) < NOTICE - 2 and int(writer.sum()) < NOTICE - 1:
        return mask
    sums = np.zeros((3, size + 1), np.int64)
    np.cumsum([strong, weak, writer], axis=1, out=sums[:, 1:])
    for start, end in text.pieces:
        strongly, weakly, of_writer = (sums[:, end] - sums[:, start]).tolist()
        length = end - start
        mask[start:end] = (
            (strongly and 2 * strongly + weakly >= max(NOTICE - 1, NOTICE_SHARE * length))
            or weakly >= max(NOTICE, WEAK_SHARE * length)
            or of_writer >= max(NOTICE - 1, NOTICE_SHARE * length)
        )
    return mask


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether what two texts share belongs to both, why, in words, and whether each of them begins with it."""

    belongs: bool
    reason: str
    begins: tuple[bool, bool]


def judge(a: Text, b: Text, in_a: Mask, in_b: Mask, void_a: Mask, void_b: Mask) -> Verdict:
    """Judge what two texts share: ``in_a`` and ``in_b`` are the shared words; the words of ``void_a`` and ``void_b`` do not count."""
    shared = _terms(a, in_a & ~void_a) | _terms(b, in_b & ~void_b)
    rests = _terms(a, ~in_a & ~void_a), _terms(b, ~in_b & ~void_b)
    titled = _titled(a, shared, rests[0]), _titled(b, shared, rests[1])
    begins = _opens(a, in_a, void_a) or titled[0] is True, _opens(b, in_b, void_b) or titled[1] is True
    goes_on = _overlap(shared, rests[0]), _overlap(shared, rests[1])
    known = [value for value in goes_on if value is not None]
    little = [len(rest) < TERMS for rest in rests]
    alike = _overlap(*rests)
    ends = bool(in_a[-LEAD:].mean() >= BEGINS and in_b[-LEAD:].mean() >= BEGINS)

    def verdict(belongs: bool, reason: str) -> Verdict:
        return Verdict(belongs, reason, begins)

    news, others = _news((a, in_a & ~void_a)), _news((a, ~in_a & ~void_a), (b, ~in_b & ~void_b))
    if all(begins):
        if any(little):
            return verdict(True, "both begin with what they share, and one has little else")
        if False in titled and True not in titled:
            return verdict(False, "the titles are about something else than what they share")
        if titled == (True, True) or (max(known, default=0) >= GOES_ON and news >= NEWS_LEAST * others):
            return verdict(True, "both begin with what they share and go on about it")
        if news >= NEWS_MARGIN * others:
            return verdict(True, "both begin with what they share, and it is what is new in them")
        return verdict(False, "what they share at the beginning is not what either goes on about")
    if any(begins):
        one = begins.index(True)
        if titled[one] is False:
            return verdict(False, "the title of the one that begins with it is about something else")
        if (goes_on[one] or 0) >= GOES_ON and news >= NEWS_LEAST * others:
            return verdict(True, "one begins with what the other holds within")
        most = float((in_a, in_b)[one].mean()) >= MOST
        if most and news >= NEWS_MARGIN * others:
            return verdict(True, "most of the one stands in the other, and it is as new as the rest")
        return verdict(False, "what they share is not what either is about")
    if (alike or 0) >= REWORDED:
        return verdict(True, "what is not shared is worded alike")
    if len(known) == 2 and max(known) >= GOES_ON and min(known) >= GOES_ON / 2 and news >= others and not ends:
        return verdict(True, "both speak of the same before and after it")
    if (alike or 0) >= ONE_STORY and news >= NEWS_LEAST * others and not ends:
        return verdict(True, "both tell one story around it")
    return verdict(False, "neither begins with what they share, and neither goes on about it")


def _titled(text: Text, shared: frozenset[str], rest: frozenset[str]) -> bool | None:
    """Whether the title speaks of what is shared (``True``) or of the rest (``False``); ``None`` where that cannot be told."""
    if len(text.title) < TITLE:
        return None
    in_shared, in_rest = (len(text.title & terms) / len(text.title) for terms in (shared, rest - shared))
    if in_shared >= BEGINS and in_rest < in_shared:
        return True
    return False if in_rest >= BEGINS / 2 and in_shared < in_rest / 2 else None


def _opens(text: Text, shared: Mask, void: Mask) -> bool:
    """Whether a text opens with shared words, notices aside."""
    first = np.flatnonzero(~void)[:LEAD]
    return bool(len(first)) and bool(shared[first].mean() >= BEGINS)


def _terms(text: Text, mask: Mask) -> frozenset[str]:
    chosen = np.flatnonzero(mask & ((text.classes & 16) > 0))
    return frozenset(stem(text.words[index].text) for index in chosen.tolist())


def _overlap(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The share of the smaller set that stands in the other, ``None`` where one says too little."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= TERMS else None


def _news(*parts: tuple[Text, Mask]) -> float:
    """The share of words of news among the chosen words, drawn towards that of any text where they are few."""
    size = sum(int(mask.sum()) for _, mask in parts)
    found = sum(int(((text.classes & 8) > 0)[mask].sum()) for text, mask in parts)
    return (found + NEWS_USUAL * FEW) / (size + FEW)
