"""What one time expression means before its surroundings are asked, and the spans of the calendar's units."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from onrecord.annotate.time_words import SEASONS
from onrecord.model.when import Precision, Relative, When

Part = Literal["early", "mid", "late"]


Unit = Literal["hour", "day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression means before its surroundings are asked.

    ``tensed``: the verb near it tells whether it is ahead or behind. ``anchored``: it is counted from another time ("a day
    earlier"), by ``amount`` of ``unit``; the same day, week, month or year where ``amount`` is 0. ``clock``: hours and minutes
    of a time of day. ``timex``: as in ``TimeMention``. ``ahead``: what is meant instead where the verb looks ahead
    ("in two weeks").
    """

    start: int
    end: int
    when: When
    tensed: bool = False
    anchored: bool = False
    unit: Unit | None = None
    amount: int = 0
    clock: tuple[int, int] | None = None
    timex: str = ""
    ahead: When | None = None


def absolute(first: date, last: date, precision: Precision, reason: str) -> When:
    """A time that the text gives in full."""
    return When(first.isoformat(), last.isoformat(), precision, "text", reason)


def relative(meaning: Relative, precision: Precision, reason: str) -> When:
    """A time counted from publication."""
    return When(None, None, precision, "text", reason, meaning)


def unknown(reason: str) -> When:
    """A time whose interval the text does not give."""
    return When(None, None, "unknown", "text", reason)


_PARTS: Final[dict[str, Part]] = {"early": "early", "mid": "mid", "late": "late", "beginning": "early", "start": "early",
    "middle": "mid", "end": "late", "close": "late", "first": "early", "second": "late", "latter": "late"}  # fmt: skip


def part_of(match: re.Match[str]) -> Part | None:
    raw = match.groupdict().get("part")
    if not raw:
        return None
    for word in raw.lower().replace("the ", "").replace("very ", "").split():
        if word in _PARTS:
            return _PARTS[word]
    return None


def month_span(year: int, month: int, part: Part | None) -> tuple[date, date]:
    """The first and last day of a month, or of its first, second or last ten days."""
    last = monthrange(year, month)[1]
    low, high = {None: (1, last), "early": (1, 10), "mid": (11, 20), "late": (21, last)}[part]
    return date(year, month, low), date(year, month, high)


def year_span(year: int, part: Part | None) -> tuple[date, date]:
    """The first and last day of a year, or of its first, second or last four months."""
    low, high = {None: (1, 12), "early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return date(year, low, 1), date(year, high, monthrange(year, high)[1])


def season_span(season: str, year: int) -> tuple[date, date]:
    """The months of a season; winter is counted to the year in which it begins."""
    first, last = SEASONS[season]
    end = year + (last < first)
    return date(year, first, 1), date(end, last, monthrange(end, last)[1])


_PART_OF_DAY: Final = re.compile(r"\b(?:(morning)|(afternoon|lunchtime)|(evening)|(night|tonight|overnight))\b", re.I)


def part_of_day(text: str) -> str:
    """The part of a day that ``text`` names, as TIMEX3 writes it ("TMO"), or the empty string."""
    found = _PART_OF_DAY.search(text)
    return ("TMO", "TAF", "TEV", "TNI")[(found.lastindex or 1) - 1] if found else ""


def period(count: float | None, name: str) -> str:
    """A duration as ISO 8601 writes it, X for a number that the text leaves open: "P3M", "PT2H", "PXY"."""
    letter = _ISO_LETTERS[name]
    amount = "X" if count is None else f"{count * (2 if name == 'fortnight' else 1):g}"
    return f"PT{amount}{letter[1]}" if letter[0] == "T" else f"P{amount}{letter}"


_ISO_LETTERS: Final[dict[str, str]] = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y",
    "decade": "DE", "century": "CE", "fortnight": "W", "weekend": "D", "morning": "D", "evening": "D", "quarter": "Q",
}  # fmt: skip


SCALE: Final[dict[str, tuple[Unit, float]]] = {
    "second": ("hour", 1 / 3600), "minute": ("hour", 1 / 60), "hour": ("hour", 1), "day": ("day", 1), "night": ("day", 1),
    "morning": ("day", 1), "evening": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1),
    "quarter": ("month", 3), "year": ("year", 1), "decade": ("year", 10), "century": ("year", 100), "weekend": ("week", 1),
}  # fmt: skip
