"""Figures that a report itself sets against each other: "three people, not seven", "the company speaks of 2,900; the institute, of 4,300",
"340 houses. The ministry's figure is 190".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.relate.context import Contexts
from onrecord.relate.quantities import words_of_unit
from onrecord.relate.series import Measured, measure_of
from onrecord.relate.threads import gap_in_days
from onrecord.relate.words import sentence_around

Pair = tuple[Measured, Measured]

#: Days before a report in which others may have given the value that it calls wrong.
LATELY = 14

#: Between a value and the one that it is given instead of.
_NOT = re.compile(
    r"\W{0,2}(?:[\w'’-]+ ){0,3}?\W{0,2}(?:and )?(?:not|rather than|instead of) (?:the |for |at )?\Z", re.IGNORECASE
)
#: Between the counts of two that one sentence sets against each other.
_BUT = re.compile(r";|\b(?:while|whereas|but|against|though|although)\b", re.IGNORECASE)
#: "The ministry's figure for the town is 190": before a bare value in the sentence after another.
_ITS_FIGURE = re.compile(
    r"\b(?:figure|number|count|estimate|tally|toll)s?\b[^.;]{0,40}\b(?:is|are|was|were|stands? at|stood at)\W{0,2}(?:\w+ )?\Z",
    re.IGNORECASE,
)
#: A figure of what is ordinary or was before is nobody's answer: "the usual weekly tally is about 260".
_ORDINARY = re.compile(
    r"\b(?:usual|usually|normal|normally|typical|ordinary|average|previous|earlier|daily|weekly|monthly|annual|yearly|"
    r"last (?:week|month|year))\b",
    re.IGNORECASE,
)
_BEFORE_ITS = 30
_VOICES = frozenset({"person", "body", "office", "country"})


def set_against(levels: Sequence[Measured], contexts: Contexts) -> Iterator[Pair]:
    """Pairs of figures of one report, the one by somebody else than the other; ``levels`` are in any order."""
    for a, b in _neighbours(levels):
        between = b.article.text[a.figure.end : b.figure.start]
        one_sentence = a.sentence == b.sentence and len(between) < len(a.sentence)
        if (one_sentence and _BUT.search(between) and _same_things(a, b) and _two_voices(a, b, contexts)) or (
            not one_sentence
            and not words_of_unit(b)
            and _follows(a, b)
            and (its := _ITS_FIGURE.search(between))
            and not _ORDINARY.search(between, max(0, its.start() - _BEFORE_ITS))
        ):
            yield a, b


def set_right(levels: Sequence[Measured]) -> Iterator[Pair]:
    """Pairs of a figure and another report's that has the value which the first one's sentence calls wrong."""
    for a, b in _neighbours(levels):
        if not _NOT.fullmatch(b.article.text[a.figure.end : b.figure.start]) or not _same_things(a, b):
            continue
        wrong = b.figure.low, b.figure.high
        for other in levels:
            gap = gap_in_days(a.point.when, other.point.when)
            if other.article.id == a.article.id or (other.figure.low, other.figure.high) != wrong:
                continue
            same = a.fates & other.fates or words_of_unit(a) & words_of_unit(other)
            if (
                gap is not None
                and gap <= LATELY
                and same
                and measure_of(other.figure.unit) == measure_of(a.figure.unit)
            ):
                yield a, other


def _neighbours(levels: Sequence[Measured]) -> Iterator[Pair]:
    """Figures that follow each other in one article."""
    placed = sorted(levels, key=lambda one: (one.article.id, one.figure.start))
    return ((a, b) for a, b in pairwise(placed) if a.article.id == b.article.id and a.figure.end <= b.figure.start)


def _same_things(a: Measured, b: Measured) -> bool:
    """Whether the second value is of what the first one counts: by its words, or since it has none."""
    ours, theirs = words_of_unit(a), words_of_unit(b)
    return not theirs or bool(ours & theirs) or bool(a.heads & b.heads)


def _two_voices(a: Measured, b: Measured, contexts: Contexts) -> bool:
    """Whether somebody is named before the one value, and somebody else between the two."""
    start = sentence_around(a.article, a.figure.start, a.figure.end).start
    before, between = (
        {
            mention.name or mention.text
            for mention in contexts.mentions_in(a.article.id, *place)
            if mention.kind in _VOICES
        }
        for place in ((start, a.figure.start), (a.figure.end, b.figure.start))
    )
    return bool(before and between - before)


def _bare(one: Measured) -> bool:
    """Whether the number stands without a noun: what it counts was said before."""
    return " " not in one.figure.text.strip()


def _follows(a: Measured, b: Measured) -> bool:
    """Whether the second value stands in the sentence after the first one's."""
    first = sentence_around(a.article, a.figure.start, a.figure.end)
    second = sentence_around(b.article, b.figure.start, b.figure.end)
    return 0 <= second.start - first.end <= 2
