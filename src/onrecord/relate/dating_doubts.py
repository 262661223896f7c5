"""Dates that are given and lie far from all around them: they are not trusted.

Such an article dates no other. Where its own text speaks against the stated day, the date is inferred instead or left unknown;
where nothing speaks either way it is kept, and its reason says that it is not trusted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model.annotations import Annotated
from onrecord.model.when import When
from onrecord.relate.facts import facts
from onrecord.relate.threads import day_range

#: Days to the nearest other dated article of the thread from which a date lies far from all around it.
FAR = 180

#: Dated articles that must lie together for another to lie far from them.
TOGETHER = 3

#: Dates in the text that lie this near to the stated one bear it out.
BORNE_OUT = 30

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_BEFORE = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),? +(?:the +)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A given date that is not trusted: ``why`` says where it lies, ``against`` what in the text speaks against it, or is empty."""

    stated: str
    why: str
    against: str

    @property
    def said(self) -> str:
        """The doubt in words, with the stated day."""
        more = f", and {self.against}" if self.against else ", and nothing in the text bears it out"
        return f"the stated date {self.stated} is not trusted: {self.why}{more}"


def _borne_out(item: Annotated, stated: int) -> bool:
    """Whether the text gives a date near the stated day."""
    return any(
        abs(span[0] - stated) <= BORNE_OUT for fact in facts(item) if (span := _single(fact.time.when)) is not None
    )


def _against(item: Annotated, stated: int, last: int) -> str:
    """What in the text speaks against the stated day, in words: a later date up to the ``last`` day around it, or a weekday."""
    told = [(span[0], fact.time.text) for fact in facts(item) if (span := _single(fact.time.when)) is not None]
    later = next((words for day, words in sorted(told) if stated < day <= last), "")
    if later:
        return f"the text speaks of “{later}”"
    wrong = _wrong_weekday(item, stated)
    return f"“{wrong}” does not fall in its year" if wrong else ""


def _wrong_weekday(item: Annotated, stated: int) -> str:
    """A weekday with a day and month ("Thursday 6 March") that is another weekday around the stated day."""
    for fact in facts(item):
        relative = fact.time.when.relative
        if relative is None or relative.unit != "date" or not relative.month or not relative.day:
            continue
        text = item.article.text
        named = relative.weekday
        before = _WEEKDAY_BEFORE.search(text, max(0, fact.time.start - 16), fact.time.start)
        inside = fact.time.text.casefold().partition(" ")[0].rstrip(",")
        if before:
            named = _WEEKDAYS.index(before.group(1).casefold())
        elif inside in _WEEKDAYS:
            named = _WEEKDAYS.index(inside)
        if named is not None and named not in _weekdays_near(stated, relative.month, relative.day):
            return text[before.start() : fact.time.end] if before else fact.time.text
    return ""


def _single(when: When) -> tuple[int, int] | None:
    span = day_range(when)
    return span if span and span[0] == span[1] else None


def _weekdays_near(stated: int, month: int, day: int) -> set[int]:
    """The weekdays on which this day of this month falls in the years around the stated day."""
    found = set()
    for year in (date.fromordinal(stated).year + step for step in (-1, 0, 1)):
        try:
            at = date(year, month, day)
        except ValueError:
            continue
        if abs(at.toordinal() - stated) <= FAR:
            found.add(at.weekday())
    return found


def doubts(items: Sequence[Annotated], given: Mapping[str, When]) -> dict[str, Doubt]:
    """The articles whose given date lies far from all others of their thread and is borne out by nothing in their text, by
    identifier. A ruling is not doubted.

    All others: the largest run of dates with no gap of more than :data:`FAR` days; where no run is the largest, none is doubted.
    Dates far from it that are not all the same bear each other out: a story may come up again after years.
    """
    spans = sorted(
        ((span, item.article.id, item) for item in items if (span := day_range(given[item.article.id])) is not None),
        key=lambda entry: entry[:2],
    )
    runs: list[list[tuple[tuple[int, int], str, Annotated]]] = []
    reached = 0
    for entry in spans:
        if runs and entry[0][0] - reached <= FAR:
            runs[-1].append(entry)
        else:
            runs.append([entry])
        reached = max(reached, entry[0][1])
    largest = max(runs, key=len, default=[])
    if len(largest) < TOGETHER or sum(len(run) == len(largest) for run in runs) > 1:
        return {}
    low, high = largest[0][0][0], max(entry[0][1] for entry in largest)
    found = {}
    for run in runs:
        if run is largest or len({span for span, _, _ in run}) > 1:
            continue
        for (first, last), key, item in run:
            if given[key].known_from != "ruling" and not _borne_out(item, first):
                away, side = (low - last, "before") if last < low else (first - high, "after")
                why = f"it lies {away} days {side} all around it"
                found[key] = Doubt(str(given[key].first_day), why, _against(item, first, high))
    return found
