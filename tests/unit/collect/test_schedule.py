"""When an address is visited next: laws, and the table of the schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect.schedule import (
    DAY,
    FIRST,
    HOUR,
    LONGEST,
    LOOKS,
    SHORTEST,
    Outcome,
    after,
    listed,
    retry_after,
    stamp,
)
from onrecord.model.capture import Listing
from onrecord.model.subscription import Subscription

START = datetime(2031, 5, 2, 12, tzinfo=UTC)
FEED = Subscription.of("https://herald.example/rss", now=stamp(START), kind="feed")
PAGE = Subscription.of("https://herald.example/ferry", now=stamp(START), kind="page", listing=Listing(FEED.source))

outcomes = st.builds(
    Outcome,
    kind=st.sampled_from(["seen", "seen", "seen", "failed", "gone"]),
    content=st.sampled_from([None, "a", "b"]),
    pause=st.none() | st.integers(0, 10**9),
    retry_after=st.none() | st.integers(0, 10**9),
    reason=st.just("it failed"),
)
kinds = st.sampled_from(["unknown", "page", "feed", "sitemap", "list"])
steps = st.lists(st.tuples(outcomes, st.integers(0, 20 * DAY)), min_size=1, max_size=12)


def later(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def due_in(subscription: Subscription, now: datetime) -> float | None:
    return subscription.next_due and (datetime.fromisoformat(subscription.next_due) - now).total_seconds()


@given(kinds, steps)
def test_never_due_in_the_past_and_never_later_than_the_longest_wait(
    kind: str, visits: list[tuple[Outcome, int]]
) -> None:
    subscription, now = replace(FEED, kind=kind), START
    for outcome, seconds in visits:
        subscription, now = after(subscription, outcome, now), now + timedelta(seconds=seconds)
        assert subscription.next_due is None or subscription.last_tried is not None
        if subscription.next_due is not None and subscription.last_tried is not None:
            wait = due_in(subscription, datetime.fromisoformat(subscription.last_tried))
            assert wait is not None
            longest = LOOKS[-1] if kind == "page" else LONGEST
            assert 0 < wait <= longest
        assert (subscription.failures > 0) == bool(subscription.trouble)


@given(kinds, steps)
def test_a_feed_is_never_dropped_in_silence(kind: str, visits: list[tuple[Outcome, int]]) -> None:
    subscription, now = replace(FEED, kind=kind), START
    for outcome, seconds in visits:
        subscription, now = after(subscription, outcome, now), now + timedelta(seconds=seconds)
        if subscription.next_due is None and kind != "page":
            assert outcome.kind == "gone"
            assert subscription.trouble == "it failed"


@given(st.integers(1, 10**6))
def test_the_wait_after_failures_grows_to_a_day(failures: int) -> None:
    assert SHORTEST <= retry_after(failures) <= retry_after(failures + 1) <= LONGEST
    assert retry_after(failures) == LONGEST or retry_after(failures + 1) > retry_after(failures)


def test_a_feed_that_changes_is_visited_more_often() -> None:
    subscription, now = after(FEED, Outcome("seen", "0"), START), START
    assert subscription.interval == FIRST
    for number in range(6):
        now += timedelta(hours=1)
        subscription = after(subscription, Outcome("seen", str(number + 1)), now)
    assert subscription.interval == SHORTEST
    assert subscription.last_changed == stamp(now)
    for _ in range(20):
        now += timedelta(hours=1)
        subscription = after(subscription, Outcome("seen"), now)
    assert subscription.interval == LONGEST
    assert subscription.last_changed != stamp(now)


@pytest.mark.parametrize(("pause", "interval"), [(None, FIRST), (60, FIRST), (6 * HOUR, 6 * HOUR), (30 * DAY, LONGEST)])
def test_what_a_feed_asks_for_is_kept_up_to_a_day(pause: int | None, interval: int) -> None:
    assert after(FEED, Outcome("seen", "a", pause=pause), START).interval == interval


def test_a_server_that_asks_for_time_gets_it() -> None:
    assert due_in(after(FEED, Outcome("failed", retry_after=2 * HOUR, reason="x"), START), START) == 2 * HOUR
    assert due_in(after(FEED, Outcome("failed", retry_after=90 * DAY, reason="x"), START), START) == LONGEST


def test_one_good_visit_ends_the_failures() -> None:
    failing = FEED
    for _ in range(5):
        failing = after(failing, Outcome("failed", reason="it failed"), START)
    assert (failing.failures, failing.trouble) == (5, "it failed")
    well = after(failing, Outcome("seen", "a"), START)
    assert (well.failures, well.trouble, well.last_success) == (0, "", stamp(START))


def test_a_page_is_looked_at_on_a_decaying_schedule_and_then_settles() -> None:
    page, now, looks = PAGE, START, []
    while page.next_due is not None:
        now = datetime.fromisoformat(page.next_due)
        page = after(page, Outcome("seen", "a"), now)
        looks.append(int((now - START).total_seconds()))
    assert looks == [0, *LOOKS]
    assert page.trouble == ""


def test_a_page_that_cannot_be_had_is_given_up_after_its_last_look() -> None:
    page, now, tries = PAGE, START, 0
    while page.next_due is not None:
        now = datetime.fromisoformat(page.next_due)
        page, tries = after(page, Outcome("failed", reason="it failed"), now), tries + 1
    assert LOOKS[-1] <= (now - START).total_seconds() <= LOOKS[-1] + LONGEST
    assert 10 < tries < 20
    assert page.trouble == "it failed"


def test_what_is_gone_for_good_is_not_visited_again() -> None:
    for subscription in (FEED, PAGE):
        ended = after(subscription, Outcome("gone", reason="it is gone"), START)
        assert (ended.next_due, ended.trouble) == (None, "it is gone")


# Listed again


def told(place: str = FEED.source, updated: str | None = None, published: str | None = None) -> Subscription:
    listing = Listing(place, updated=updated, published=published)
    return Subscription.of(PAGE.source, now=stamp(later(HOUR)), kind="page", listing=listing, record='{"text":"whole"}')


def test_a_known_page_is_due_only_where_it_was_updated_since() -> None:
    known = after(PAGE, Outcome("seen", "a"), START)
    now = later(HOUR // 2)
    for updated in (None, "2031-05-02T11:00:00Z", "2031-05-02", "2031", "no time"):
        assert listed(known, told(updated=updated), now).next_due == known.next_due
    new = listed(known, told(updated="2031-05-02T14:20:00+02:00"), now)
    assert (new.next_due, new.record) == (stamp(now), '{"text":"whole"}')
    visited = after(replace(new, record=None), Outcome("seen", "b"), now)
    assert listed(visited, told(updated="2031-05-02T14:20:00+02:00"), later(HOUR)).next_due == visited.next_due
    wrong_clock = told(updated="2031-05-09T00:00:00Z")
    once = listed(visited, wrong_clock, later(HOUR))
    assert once.next_due == stamp(later(HOUR))
    again = after(once, Outcome("seen", "b"), later(HOUR))
    assert listed(again, wrong_clock, later(2 * HOUR)) == again, (
        "a clock that goes wrong does not make it due each time"
    )


def test_a_feed_that_is_listed_as_an_article_stays_a_feed() -> None:
    assert listed(FEED, told(), START) == FEED


times = st.none() | st.sampled_from(["2031-05-02T11:00:00Z", "2031-05-02T13:00:00Z", "2031-05-02T13:30:00+01:00"])


@given(times, times, times, times, st.booleans())
def test_the_order_in_which_places_list_a_page_makes_no_difference(
    a: str | None, b: str | None, c: str | None, d: str | None, visited: bool
) -> None:
    known = after(PAGE, Outcome("seen", "a"), START) if visited else PAGE
    known = replace(known, listing=None)
    now = later(2 * HOUR)
    one, other = told("https://one.example/", a, b), told("https://other.example/", c, d)
    assert listed(listed(known, one, now), other, now) == listed(listed(known, other, now), one, now)
