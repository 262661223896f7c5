"""The value that TIMEX3 (TimeML 1.2.1) gives a time: one string for a day, a week, a quarter, a duration, a vague "now".

Benchmarks and other programs compare times in this form. It says less than a ``When``: "early May" and "May" are the same.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Final

from onrecord.model.annotations import TimeMention
from onrecord.model.calendar import bind
from onrecord.model.when import When

#: Three months that begin with this one have a name of their own.
_QUARTERS: Final = {1: "Q1", 4: "Q2", 7: "Q3", 10: "Q4"}
_SEASONS: Final = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_HALVES: Final = {1: "H1", 7: "H2"}


def timex_value(mention: TimeMention, published: When) -> str:
    """The TIMEX3 value of ``mention`` in an article of ``published``; empty where nothing can be said.

    A time of day without a day is one of the day of publication, as the guidelines of TimeML have it.
    """
    if mention.timex and not mention.timex.startswith("T"):
        return mention.timex
    when = mention.when
    if when.relative is not None and when.relative.until:
        when = replace(when, relative=replace(when.relative, until=False))  # "by Friday" is the value of Friday
    when = bind(when, published)
    if not mention.timex:
        value = interval_value(when)
        if when.known and when.relative is not None and when.relative.unit == "weekend":
            return f"{_week(date.fromisoformat(when.start or ''))}-WE"
        return value
    day = when.first_day or published.first_day
    return f"{day}{mention.timex}" if day else mention.timex


def interval_value(when: When) -> str:
    """The smallest unit of the calendar that holds the interval of ``when``; empty where it is unknown."""
    if when.start is None or when.end is None:
        return ""
    if "T" in when.start and when.precision in ("minute", "hour"):
        return when.start
    first, last = date.fromisoformat(when.start[:10]), date.fromisoformat(when.end[:10])
    if first == last:
        return first.isoformat()
    if when.precision == "week" and _week(first) == _week(last):
        return _week(first)
    return _months(first, last) or _common_part(first, last)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _months(first: date, last: date) -> str:
    """The name of a quarter, a half-year or a season; empty where the days are none."""
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return ""
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    names = {3: _QUARTERS | _SEASONS, 6: _HALVES}.get(length, {})
    return f"{first.year}-{names[first.month]}" if first.month in names else ""


def _common_part(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}"
    for length in (4, 3, 2):
        if f"{first.year:04d}"[:length] == f"{last.year:04d}"[:length]:
            return f"{first.year:04d}"[:length]
    return ""
