"""How a figure is worded: what its own words and its sentence tell besides the value, by which two of them are of one thing or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.relate.series import Measured

#: A count of what is still to be sent, called up or built is of another time.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|could|may|might|expect(?:s|ed)?|predict(?:s|ed)?|forecast|to (?:pass|reach|exceed))\b"
)

#: "... puts it at around 14,000", "the number is now 11": the bare number takes over what the one before counts.
_TAKES_OVER = re.compile(
    r"\b(?:puts?|putting) (?:it|them|the)\b|\b(?:numbers?|figures?|toll|total|estimates?|tally|treated|killed|died|dead|wounded|"
    r"injured|hurt)\b",
    re.IGNORECASE,
)
#: A count that goes on: the later of two values is no other account but the next.
_GOES_ON = re.compile(
    r"\b(?:is|has|have|had|are) (?:now|since|by now|risen|climbed|reached)\b|\b(?:rose|climbed) to\b", re.IGNORECASE
)

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")

#: So many a day are not so many in all.
_RATE = re.compile(
    r"\b(?:a|per|every|each) (?:second|minute|hour|day|night|week|month|year)\b|\b(?:daily|weekly|annually)\b"
    r"|\b(?:just|only) (?:today|yesterday|on \w+day)\b|\b(?:today|yesterday|\w+day) alone\b",
    re.IGNORECASE,
)

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OF_THEM = re.compile(r"\bof (?:the|them|these|those|whom|which)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:first|initial|remaining|last|final|other|another|among them|including|of (?:these|those|them|whom)),?\s+\Z",
    re.IGNORECASE,
)
#: "two other weapons", "20 children and 8 adults": a number of more than one that make a whole.
_MORE = re.compile(r"\b(?:other|others|more|another|further|additional)\b", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r"\W{1,2}(?:\w+\W{1,2}){0,2}?(?:and|as well as)\W{1,2}(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|another|several)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FigureWords:
    """``part``: it counts a part of something ("the first 480 soldiers", "three of the wounded", "20 children and 8 adults"); ``ahead``:
    what is still to come; ``rate``: so many a day; ``goes_on``: the next value of a count; ``takes_over``: a number may take over what
    the one before counts. ``years`` and ``numbers`` are those of its sentence, ``printed`` the numbers of the figure itself.
    """

    part: bool
    ahead: bool
    rate: bool
    goes_on: bool
    takes_over: bool
    years: frozenset[str]
    numbers: frozenset[str]
    printed: frozenset[str]


def figure_words(one: Measured) -> FigureWords:
    """How ``one`` is worded."""
    sentence = one.sentence
    return FigureWords(
        is_part(one),
        _AHEAD.search(sentence) is not None,
        _RATE.search(sentence) is not None,
        _GOES_ON.search(sentence) is not None,
        _TAKES_OVER.search(sentence) is not None,
        frozenset(_YEAR.findall(sentence)),
        frozenset(_NUMBER.findall(sentence)),
        frozenset(_NUMBER.findall(one.figure.text)),
    )


def is_part(one: Measured) -> bool:
    """Whether a figure counts a part of something."""
    figure, text = one.figure, one.article.text
    before = _PART.search(text, max(0, figure.start - 18), figure.start)
    return (
        before is not None
        or _OF_THEM.search(text, figure.start, figure.end + 12) is not None
        or _MORE.search(text, figure.start, figure.end) is not None
        or _AND_OTHERS.match(text, figure.end) is not None
    )


def both_print_both(a: FigureWords, b: FigureWords) -> bool:
    """Whether each sentence gives both values: "by 74 votes to 61" in two reports is no difference."""
    return not a.printed.isdisjoint(b.numbers) and not b.printed.isdisjoint(a.numbers)


def of_other_years(a: FigureWords, b: FigureWords) -> bool:
    """Whether each sentence names years, and not the same."""
    return bool(a.years and b.years) and a.years.isdisjoint(b.years)
