"""Binding relative times to the calendar, once the article's own date is known.

The conventions are those of English-language newsrooms; each is written beside the line that follows it. Nothing here
reads a clock: the only date that counts is the one handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from onrecord.model.when import Precision, Relative, When

#: A weekday or a date that the width of the publication spreads over more days than this says too little to be a time.
WIDEST_UNION = 10
#: Publication intervals wider than this are not walked day by day: nothing bound to them would be narrow enough.
WIDEST_PUBLICATION = 400

_NO_DATE = "the article's own date is unknown"
_TOO_WIDE = "the article's own date is not known closely enough"
_OUT_OF_RANGE = "the time lies outside the calendar"

#: Units whose answer may jump by a week or a year from one day of publication to the next.
_JUMPING = ("weekday", "weekend", "date")

_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class _Days:
    """An interval of whole days, both ends included."""

    first: date
    last: date

    def union(self, other: _Days) -> _Days:
        return _Days(min(self.first, other.first), max(self.last, other.last))

    @property
    def width(self) -> int:
        return (self.last - self.first).days + 1


def bind(when: When, published: When) -> When:
    """``when`` on the calendar, seen from an article published at ``published``.

    What is known already, or is not relative, comes back as it is, so binding twice changes nothing. Where ``published`` is
    unknown, or so wide that the result would say nothing, the time stays unbound and ``reason`` says why. A publication
    wider than a day widens the bound time: every day of it is tried and the union taken.
    """
    relative = when.relative
    if relative is None or when.known:
        return when
    if not published.known or published.first_day is None or published.last_day is None:
        return when.because(_NO_DATE)
    try:
        first, last = date.fromisoformat(published.first_day), date.fromisoformat(published.last_day)
        if last < first or (last - first).days > WIDEST_PUBLICATION:
            return when.because(_TOO_WIDE)
        if relative.unit == "hour":
            return _bind_hours(when, relative, published, first, last)
        earliest = _days(relative, first)
        latest = _days(relative, last) if last != first else earliest
        bound = earliest.union(latest)
        if relative.unit in _JUMPING:
            # The answer jumps between the days of the interval, so both ends are not enough.
            day = first
            while day < last:
                day += timedelta(days=1)
                bound = bound.union(_days(relative, day))
        own_width = max(earliest.width, latest.width)
        if relative.unit in _JUMPING and bound.width >= own_width + WIDEST_UNION:
            return when.because(_TOO_WIDE)
    except (ValueError, OverflowError):
        return when.because(_OUT_OF_RANGE)
    return _bound(when, bound, published, widened=first != last)


def bind_or_published(when: When, published: When) -> When:
    """The time bound; where the text gives none at all, the day of publication, by which it was said."""
    if when.relative is None and not when.known and published.known:
        return replace(
            published,
            known_from="publication",
            reason="the text gives no time; by the day of publication",
            relative=None,
        )
    return bind(when, published)


def _days(relative: Relative, published: date) -> _Days:
    """The days that ``relative`` means in an article published on ``published``."""
    meant = _MEANING[relative.unit](relative, published)
    if relative.shift:
        step = timedelta(days=relative.shift)
        meant = _Days(meant.first + step, meant.last + step)
    if relative.until:
        meant = meant.union(_Days(published, published)) if meant.first <= published else _Days(published, meant.last)
    return meant


def _by_day(relative: Relative, published: date) -> _Days:
    first = published + timedelta(days=relative.amount)
    return _Days(first, first + timedelta(days=max(relative.length, 1) - 1))


def _by_week(relative: Relative, published: date) -> _Days:
    # Weeks run from Monday to Sunday (ISO 8601): "last week" is the calendar week before, not the last seven days.
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=relative.amount)
    if relative.weekday is not None:
        day = monday + timedelta(days=relative.weekday)
        return _Days(day, day)
    return _Days(monday, monday + timedelta(weeks=max(relative.length, 1)) - timedelta(days=1))


def _by_month(relative: Relative, published: date) -> _Days:
    first = _add_months(published.replace(day=1), relative.amount)
    last = _add_months(first, max(relative.length, 1)) - timedelta(days=1)
    return _narrow(_Days(first, last), relative) if relative.length <= 1 else _Days(first, last)


def _by_quarter(relative: Relative, published: date) -> _Days:
    if relative.month:
        first = date(published.year + relative.amount, relative.month, 1)
    else:
        # Quarters of the calendar year: which months a firm's own quarter has is not said in the report.
        first = _add_months(date(published.year, (published.month - 1) // 3 * 3 + 1, 1), 3 * relative.amount)
    return _Days(first, _add_months(first, 3 * max(relative.length, 1)) - timedelta(days=1))


def _by_year(relative: Relative, published: date) -> _Days:
    first = date(published.year + relative.amount, 1, 1)
    last = date(first.year + max(relative.length, 1) - 1, 12, 31)
    if relative.part and relative.length <= 1:
        return {
            "early": _Days(first, date(first.year, 4, 30)),
            "mid": _Days(date(first.year, 5, 1), date(first.year, 8, 31)),
            "late": _Days(date(first.year, 9, 1), last),
        }[relative.part]
    return _Days(first, last)


def _by_weekday(relative: Relative, published: date) -> _Days:
    weekday = relative.weekday or 0
    ahead = timedelta(days=(weekday - published.weekday()) % 7)
    behind = timedelta(days=(published.weekday() - weekday) % 7)
    if relative.direction > 0 and relative.strict:
        # "next Tuesday" is the one of next week, even where this week's is still to come: that one is "Tuesday".
        day = published - timedelta(days=published.weekday()) + timedelta(days=7 + weekday)
    elif relative.direction > 0:
        day = published + ahead  # a report that names its own weekday means its own day
    elif relative.direction < 0:
        day = published - behind
        if relative.strict and day == published:
            day -= timedelta(days=7)  # "last Friday" is never today
    else:
        day = published + ahead if ahead < behind else published - behind
    day += timedelta(weeks=relative.amount)
    return _Days(day, day)


def _by_weekend(relative: Relative, published: date) -> _Days:
    saturday = published - timedelta(days=published.weekday()) + timedelta(days=5)  # of the week of publication
    if relative.direction < 0 and (saturday > published or relative.strict):
        saturday -= timedelta(days=7)
    elif relative.direction > 0 and relative.strict:
        saturday += timedelta(days=7)
    elif relative.direction == 0 and published.weekday() < 2:
        saturday -= timedelta(days=7)  # on Monday and Tuesday the weekend just past is the nearer one
    saturday += timedelta(weeks=relative.amount)
    return _Days(saturday, saturday + timedelta(days=1))


def _by_date(relative: Relative, published: date) -> _Days:
    candidates = []
    for year in range(published.year - 8, published.year + 9):  # 29 February comes once in up to eight years
        try:
            candidates.append(_date_in(relative, year))
        except ValueError:
            continue
    if relative.direction > 0:
        candidates = [
            days for days in candidates if days.last >= published and not (relative.strict and days.first <= published)
        ]
    elif relative.direction < 0:
        candidates = [
            days for days in candidates if days.first <= published and not (relative.strict and days.last >= published)
        ]
    if not candidates:
        raise ValueError("no such day in any year")
    if relative.direction:
        chosen = candidates[0] if relative.direction > 0 else candidates[-1]
    else:
        chosen = min(candidates, key=lambda days: (_distance(days, published), days.first))
    if relative.amount:
        chosen = _date_in(relative, chosen.first.year + relative.amount)
    return chosen


def _date_in(relative: Relative, year: int) -> _Days:
    if relative.month is None:
        raise ValueError("a date without a month")
    if relative.day is not None:
        day = date(year, relative.month, relative.day)
        return _Days(day, day + timedelta(days=max(relative.length, 1) - 1))
    first = date(year, relative.month, 1)
    last = _add_months(first, max(relative.length, 1)) - timedelta(days=1)
    return _narrow(_Days(first, last), relative)


def _narrow(month: _Days, relative: Relative) -> _Days:
    """The part of ``month`` that ``relative.part`` names."""
    if relative.part is None:
        return month
    low, high = _PARTS[relative.part]
    return _Days(month.first.replace(day=low), min(month.last, month.first.replace(day=min(high, month.last.day))))


def _distance(days: _Days, published: date) -> int:
    if days.first <= published <= days.last:
        return 0
    return min(abs((days.first - published).days), abs((days.last - published).days))


def _add_months(first: date, months: int) -> date:
    total = first.year * 12 + first.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


_MEANING = {
    "day": _by_day,
    "week": _by_week,
    "month": _by_month,
    "quarter": _by_quarter,
    "year": _by_year,
    "weekday": _by_weekday,
    "weekend": _by_weekend,
    "date": _by_date,
}


def _bind_hours(when: When, relative: Relative, published: When, first: date, last: date) -> When:
    """Hours before or after publication: an hour where its time of day is known, the days they may fall on where not."""
    hours = timedelta(hours=relative.amount)
    spread = timedelta(hours=max(relative.length, 1) - 1)
    if published.start == published.end and published.start is not None and "T" in published.start:
        begin = datetime.fromisoformat(published.start) + hours
        end = begin + spread
        return replace(
            when,
            start=begin.isoformat(timespec="minutes"),
            end=end.isoformat(timespec="minutes"),
            precision="hour" if relative.length <= 1 else "interval",
            known_from=_known_from(published),
            reason=_reason(when, published),
        )
    midnight = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - a wall clock time, as the report gives it
    close = datetime(last.year, last.month, last.day, 23, 59)  # noqa: DTZ001
    days = _Days((midnight + hours).date(), (close + hours + spread).date())
    return _bound(when, days, published, widened=True)


def _bound(when: When, days: _Days, published: When, *, widened: bool) -> When:
    precision: Precision = when.precision
    if days.width == 1:
        precision = "day"
    elif widened or precision in ("day", "hour", "minute", "unknown"):
        precision = "interval"
    return replace(
        when,
        start=days.first.isoformat(),
        end=days.last.isoformat(),
        precision=precision,
        known_from=_known_from(published) if when.known_from != "publication" else "publication",
        reason=_reason(when, published),
    )


def _known_from(published: When) -> str:
    return "inferred" if published.known_from == "inferred" else "text"


def _reason(when: When, published: When) -> str:
    span = (
        published.first_day
        if published.first_day == published.last_day
        else f"{published.first_day} to {published.last_day}"
    )
    base = f"counted from publication on {span}"
    return f"{when.reason}; {base}" if when.reason else base
