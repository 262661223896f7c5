"""Binding relative times: the conventions one by one, then the laws."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.calendar import bind
from onrecord.model.when import UNKNOWN_TIME, Relative, When

WEDNESDAY = When("2031-05-14", "2031-05-14", "day", "text")


def unbound(**fields: object) -> When:
    return When(None, None, "day", "text", "", Relative(**fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("relative", "start", "end"),
    [
        ({"unit": "day"}, "2031-05-14", "2031-05-14"),
        ({"unit": "day", "amount": -1}, "2031-05-13", "2031-05-13"),
        ({"unit": "day", "amount": 1, "length": 5}, "2031-05-15", "2031-05-19"),
        ({"unit": "day", "amount": -1, "length": 2}, "2031-05-13", "2031-05-14"),
        ({"unit": "week", "amount": -1}, "2031-05-05", "2031-05-11"),
        ({"unit": "week"}, "2031-05-12", "2031-05-18"),
        ({"unit": "month", "amount": -5}, "2030-12-01", "2030-12-31"),
        ({"unit": "month", "part": "late"}, "2031-05-21", "2031-05-31"),
        ({"unit": "year", "amount": 1}, "2032-01-01", "2032-12-31"),
        # a report that names its own weekday means its own day
        ({"unit": "weekday", "weekday": 2, "direction": -1}, "2031-05-14", "2031-05-14"),
        ({"unit": "weekday", "weekday": 2, "direction": 1}, "2031-05-14", "2031-05-14"),
        ({"unit": "weekday", "weekday": 4, "direction": 1}, "2031-05-16", "2031-05-16"),
        ({"unit": "weekday", "weekday": 4, "direction": -1}, "2031-05-09", "2031-05-09"),
        ({"unit": "weekday", "weekday": 0}, "2031-05-12", "2031-05-12"),
        # "last Wednesday" is never today; "next Friday" is the one of next week
        ({"unit": "weekday", "weekday": 2, "direction": -1, "strict": True}, "2031-05-07", "2031-05-07"),
        ({"unit": "weekday", "weekday": 4, "direction": 1, "strict": True}, "2031-05-23", "2031-05-23"),
        ({"unit": "weekday", "weekday": 1, "direction": -1, "shift": -1}, "2031-05-12", "2031-05-12"),
        ({"unit": "weekend", "direction": -1}, "2031-05-10", "2031-05-11"),
        ({"unit": "weekend", "direction": 1}, "2031-05-17", "2031-05-18"),
        ({"unit": "date", "month": 12, "day": 30}, "2030-12-30", "2030-12-30"),
        ({"unit": "date", "month": 6, "day": 2, "direction": -1}, "2030-06-02", "2030-06-02"),
        ({"unit": "date", "month": 2, "day": 29, "direction": 1}, "2032-02-29", "2032-02-29"),
        ({"unit": "date", "month": 6, "part": "mid", "direction": 1}, "2031-06-11", "2031-06-20"),
        ({"unit": "date", "month": 6, "part": "mid", "direction": 1, "until": True}, "2031-05-14", "2031-06-20"),
        ({"unit": "weekday", "weekday": 0, "direction": -1, "until": True}, "2031-05-12", "2031-05-14"),
        ({"unit": "date", "month": 5, "direction": -1, "strict": True}, "2030-05-01", "2030-05-31"),
    ],
)
def test_conventions(relative: dict[str, object], start: str, end: str) -> None:
    bound = bind(unbound(**relative), WEDNESDAY)
    assert (bound.start, bound.end) == (start, end)
    assert "2031-05-14" in bound.reason


def test_unknown_publication_leaves_it_open() -> None:
    bound = bind(unbound(unit="day"), UNKNOWN_TIME)
    assert not bound.known
    assert bound.reason == "the article's own date is unknown"


def test_hours_need_a_time_of_day() -> None:
    exact = When("2031-05-14T09:30", "2031-05-14T09:30", "minute", "text")
    assert bind(unbound(unit="hour", amount=-3), exact).start == "2031-05-14T06:30"
    vague = bind(unbound(unit="hour", amount=-3), WEDNESDAY)
    assert (vague.start, vague.end) == ("2031-05-13", "2031-05-14")


def test_a_wide_publication_widens_or_gives_up() -> None:
    two_days = When("2031-05-13", "2031-05-14", "interval", "inferred")
    bound = bind(unbound(unit="day", amount=-1), two_days)
    assert (bound.start, bound.end, bound.precision, bound.known_from) == (
        "2031-05-12",
        "2031-05-13",
        "interval",
        "inferred",
    )
    # published on Tuesday or Wednesday, "on Wednesday", behind: last week's or today's
    assert bind(unbound(unit="weekday", weekday=2, direction=-1), two_days).start == "2031-05-07"
    month = When("2031-05-01", "2031-05-31", "month", "text")
    assert not bind(unbound(unit="weekday", weekday=2, direction=-1), month).known


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
weekdays = st.integers(0, 6)
directions = st.sampled_from([-1, 0, 1])


@given(days, weekdays, directions)
def test_a_bound_weekday_is_that_weekday_in_its_direction_within_a_week(
    day: date, weekday: int, direction: int
) -> None:
    published = When(day.isoformat(), day.isoformat(), "day", "text")
    bound = bind(unbound(unit="weekday", weekday=weekday, direction=direction), published)
    assert bound.first_day == bound.last_day and bound.first_day is not None
    found = date.fromisoformat(bound.first_day)
    assert found.weekday() == weekday
    distance = (found - day).days
    assert abs(distance) < 7
    assert distance * direction >= 0
    if direction == 0:
        assert abs(distance) <= 3


relatives = st.builds(
    Relative,
    unit=st.sampled_from(["hour", "day", "week", "weekday", "weekend", "month", "year", "date"]),
    amount=st.integers(-60, 60),
    length=st.integers(1, 12),
    weekday=st.none() | weekdays,
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31),
    direction=directions,
    part=st.sampled_from([None, "early", "mid", "late"]),
    until=st.booleans(),
    strict=st.booleans(),
    shift=st.integers(-20, 20),
)


@given(relatives, days, st.integers(0, 40))
def test_binding_never_fails_and_binds_once(relative: Relative, day: date, width: int) -> None:
    published = When(day.isoformat(), (day + timedelta(days=width)).isoformat(), "interval", "text")
    bound = bind(When(None, None, "unknown", "text", "", relative), published)
    if bound.known:
        assert bound.start is not None and bound.end is not None and bound.start <= bound.end
        assert bind(bound, published) == bound
        assert bind(bound, UNKNOWN_TIME) == bound


@given(relatives, days, st.integers(0, 20), st.integers(0, 20))
def test_a_wider_publication_gives_no_narrower_time(relative: Relative, day: date, before: int, after: int) -> None:
    when = When(None, None, "unknown", "text", "", relative)
    narrow = bind(when, When(day.isoformat(), day.isoformat(), "day", "text"))
    first, last = day - timedelta(days=before), day + timedelta(days=after)
    wide = bind(when, When(first.isoformat(), last.isoformat(), "interval", "text"))
    if narrow.known and wide.known:
        assert wide.first_day <= narrow.first_day  # type: ignore[operator]
        assert wide.last_day >= narrow.last_day  # type: ignore[operator]
