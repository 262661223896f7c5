"""Times of day that a sentence gives, with the day where it gives one, in minutes that can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model.calendar import bind
from onrecord.model.passage import Passage
from onrecord.relate.binding import Report
from onrecord.relate.threads import day_range

DAY = 24 * 60

_TIMEX = re.compile(r"T(\d{2}):(\d{2})\Z")
_MIDNIGHT = re.compile(r"\bmidnight\b", re.IGNORECASE)

#: Words that make a time the beginning or end of what lasts, or say by which clock it is told.
_SPAN = re.compile(
    r"\b(?:from|until|till|by|since|between|every|after|before|past|within)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_SHORTLY = re.compile(r"\b(?:shortly|just|minutes|moments|soon)\s+(?:before|after|past)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_ZONE = re.compile(r"\W{0,2}(?:local time|GMT|UTC|BST|CET|CEST|E[SD]?T|C[SD]?T|P[SD]?T|IST|AE[SD]T|JST)\b")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: minutes since midnight (1440 for the midnight that ends a day), the ordinal of its ``day`` where that is
    given, the ``zone`` as written, the words that give it.
    """

    minute: int
    day: int | None
    zone: str
    text: str


def clocks_in(report: Report, sentence: Passage) -> tuple[Clock, ...]:
    """The times of day at which a sentence says that something happened."""
    text = report.article.text
    found: list[Clock] = []
    days: list[int] = []
    hours: list[tuple[int, int, int]] = []
    for time in report.item.annotations.times:
        if not sentence.start <= time.start < sentence.end:
            continue
        span = day_range(bind(time.when, report.published)) if time.when.known or time.when.relative else None
        if span and span[0] == span[1]:
            days.append(span[0])
        given = _TIMEX.match(time.timex)
        if given:
            hours.append((int(given[1]) * 60 + int(given[2]), time.start, time.end))
    for minute, start, end in hours:
        if _SPAN.search(text, max(0, start - 30), start) and not _SHORTLY.search(text, max(0, start - 40), start):
            continue
        zone = _ZONE.match(text, end)
        day = days[0] if len(set(days)) == 1 else None
        found.append(Clock(minute, day, zone.group().strip(" ,(") if zone else "", text[start:end]))
    return tuple(found)


def apart(a: Clock, b: Clock) -> int:
    """Minutes between two times; round the clock where one of them has no day, or where "midnight" may be of either night."""
    if a.day is None or b.day is None:
        gap = abs(a.minute - b.minute) % DAY
        return min(gap, DAY - gap)
    return min(abs(one - other) for one in _instants(a) for other in _instants(b))


def _instants(clock: Clock) -> tuple[int, ...]:
    at = (clock.day or 0) * DAY + clock.minute
    if not _MIDNIGHT.search(clock.text):
        return (at,)
    return (at, at - DAY if clock.minute >= DAY else at + DAY)
