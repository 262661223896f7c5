"""Times as reports give them: intervals with a precision, and how they are known.

``annotate`` sees one article and cannot know its date for certain, so it writes times *relative* to publication
("the Friday after it"); ``relate`` binds them once publication dates are known. Both are a ``When``: an unbound one
has a ``relative`` and no ``start``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Precision = Literal["minute", "hour", "day", "week", "month", "year", "interval", "unknown"]

RelativeUnit = Literal["hour", "day", "week", "weekday", "weekend", "month", "quarter", "year", "date"]


@dataclass(frozen=True, slots=True)
class Relative:
    """A time said relative to the day of publication.

    ``unit`` tells how to read the rest:

    - ``hour``, ``day``, ``week``, ``month``, ``year``: ``amount`` units away (0 is the one of publication, -1 the one
      before), ``length`` of them. "yesterday": day, -1. "last week": week, -1. "in the coming days": day, 1,
      length 5. "overnight": day, -1, length 2.
    - ``week`` with a ``weekday``: that day of the week which lies ``amount`` weeks away ("Tuesday of last week").
    - ``weekday``: ``weekday`` (0 is Monday), in ``direction``: -1 the last one up to the day of publication, 1 the
      next one from the day of publication on, 0 the one nearest. ``amount`` shifts by further weeks.
    - ``weekend``: as weekday, Saturday to Sunday.
    - ``quarter``: ``amount`` quarters away ("last quarter"); with ``month``, the quarter that begins in it, ``amount`` years
      away ("the first quarter of last year").
    - ``date``: ``month`` and perhaps ``day`` without a year, in ``direction`` (0: the nearest one). ``part``
      narrows a month ("mid": 11th to 20th).
    - ``until``: the interval runs between the day of publication and the time meant ("by mid-February", "since
      Monday").
    - ``strict``: never the day, month or weekend of publication itself ("last Friday"); with ``direction`` 1 the one in
      the calendar week after it ("next Tuesday").
    - ``shift``: days added at the end ("two days after Tuesday's meeting").
    """

    unit: RelativeUnit
    amount: int = 0
    length: int = 1
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    direction: int = 0
    part: Literal["early", "mid", "late"] | None = None
    until: bool = False
    strict: bool = False
    shift: int = 0


@dataclass(frozen=True, slots=True)
class When:
    """An interval of time.

    ``start`` and ``end`` are ISO 8601, both inclusive at their own precision: dates ("2022-01-19") or date-times
    ("2022-01-19T00:25", with an offset where the source gives one). Both are ``None`` where the time is unknown or not yet
    bound. ``known_from`` says how it is known: ``text``, ``address``, ``structured data``, ``meta``, ``time element``,
    ``record``, ``header`` (sent by the outlet itself), ``feed`` (what led to the article says
    it), ``inferred``, ``publication`` (taken over from the article), ``ruling`` or ``unknown``; ``reason`` says it in words,
    with what it was inferred from.
    """

    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    known_from: str = "unknown"
    reason: str = ""
    relative: Relative | None = None

    @property
    def known(self) -> bool:
        return self.start is not None and self.end is not None

    @property
    def first_day(self) -> str | None:
        """The day on which it begins, as YYYY-MM-DD."""
        return self.start[:10] if self.start else None

    @property
    def last_day(self) -> str | None:
        """The day on which it ends, as YYYY-MM-DD."""
        return self.end[:10] if self.end else None

    def because(self, reason: str) -> When:
        """The same time with another reason."""
        return replace(self, reason=reason)


def newest_certain(whens: Iterable[When]) -> str | None:
    """The latest day that one of ``whens`` certainly reaches, ``None`` where none is known.

    Of an interval only the beginning is certain: what was published between the 2nd and the 26th may be of the 2nd.
    """
    return max((when.first_day for when in whens if when.first_day), default=None)


UNKNOWN_TIME = When()

#: Why a date of publication is unknown of which a capture says nothing at all.
NO_DATE_GIVEN = "the capture gives no date of publication"
