"""Waiting: Retry-After, the pauses between turns, and what a robots.txt asks for."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from onrecord.collect.web.hosts import PATIENCE, Hosts
from onrecord.collect.web.outcomes import Unanswered
from onrecord.collect.web.robots import KEPT, Robots, Rules
from onrecord.collect.web.waiting import LONGEST, seconds_to_wait

NOON = 1_935_748_800.0  # 5 May 2031, 12:00 UTC


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        (None, None, None),
        ("", None, None),
        ("0", None, 0),
        (" 120 ", None, 120),
        ("86401", None, LONGEST),
        ("9" * 5000, None, LONGEST),
        ("-5", None, None),
        ("1.5", None, None),
        ("١٢", None, None),
        ("soon", None, None),
        ("Mon, 05 May 2031 12:02:00 GMT", None, 120),
        ("Mon, 05 May 2031 12:02:00 GMT", "Mon, 05 May 2031 12:01:30 GMT", 30),
        ("Mon, 05 May 2031 12:02:00 GMT", "nonsense", 120),
        ("Monday, 05-May-31 12:02:00 GMT", None, 120),
        ("Mon May  5 12:02:00 2031", None, 120),
        ("Mon, 05 May 2031 14:02:00 +0200", None, 120),
        ("Mon, 05 May 2031 11:00:00 GMT", None, 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None, LONGEST),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None, LONGEST),
        ("Mon, 05 May 2031 12:02:00 GMT" + " " * 500 + "x", None, None),
    ],
)
def test_retry_after(value: str | None, date: str | None, seconds: int | None) -> None:
    assert seconds_to_wait(value, date, NOON) == seconds


@given(st.none() | st.text(max_size=80), st.none() | st.text(max_size=80))
def test_any_retry_after_is_within_a_day(value: str | None, date: str | None) -> None:
    seconds = seconds_to_wait(value, date, NOON)
    assert seconds is None or 0 <= seconds <= LONGEST


# Turns


def turns(hosts_of: list[tuple[str, float]], monkeypatch: pytest.MonkeyPatch, *, limit: float = 30) -> list[float]:
    """The pauses that turns at these hosts, each with its delay, would have made."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def take() -> None:
        room = asyncio.Event()
        room.set()
        hosts = Hosts(at_once=4, delay_limit=limit, room=room)
        for name, delay in hosts_of:
            async with hosts.turn(name, delay):
                pass

    monkeypatch.setattr(asyncio, "sleep", sleep)
    asyncio.run(take())
    return pauses


def test_a_pause_between_two_turns_of_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    (pause,) = turns([("a", 10), ("b", 0), ("a", 10), ("b", 0)], monkeypatch)
    assert 5 < pause <= 10


def test_a_pause_that_is_too_long_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unanswered) as later:
        turns([("a", 100), ("a", 0)], monkeypatch)
    assert later.value.outcome == "later"
    assert 90 <= (later.value.retry_after or 0) <= 100


def test_failures_in_a_row() -> None:
    async def take(silences: list[bool]) -> None:
        room = asyncio.Event()
        room.set()
        hosts = Hosts(at_once=1, delay_limit=30, room=room)
        for silent in silences:
            async with hosts.turn("a", 0):
                hosts.note("a", silent=silent)

    asyncio.run(take([True] * PATIENCE))
    asyncio.run(take([True, False] * PATIENCE))
    with pytest.raises(Unanswered):
        asyncio.run(take([True] * (PATIENCE + 1)))


# robots.txt


def allowed(text: str, path: str, product: str = "onrecord") -> bool:
    return Rules(text, product).allow(URL("https://a.example" + path))


def test_rules() -> None:
    text = "User-agent: a\nUser-agent: OnRecord\nDisallow: /x\nAllow: /x/y$\n\nUser-agent: b\nDisallow: /\n"
    assert [allowed(text, path) for path in ("/", "/x", "/x/y", "/x/y/z")] == [True, False, True, False]
    assert not allowed(text, "/", "b")
    assert allowed(text, "/x", "c")


def test_names_of_programs() -> None:
    for agent in ("otherbot", "onrecorder", "my-onrecord", "x onrecord", "on", "-"):
        assert allowed(f"User-agent: {agent}\nDisallow: /", "/"), agent
    for agent in ("*", "onrecord", "ONRECORD", "onrecord*", "Onrecord/2.0 (all of it)", "onrecord # us"):
        assert not allowed(f"User-agent: {agent}\nDisallow: /", "/"), agent


def test_a_group_of_thousands_of_programs_costs_little() -> None:
    """Two minutes and gigabytes, if each of them were kept with all its rules."""
    agents = "".join(f"User-agent: bot{n}\n" for n in range(17_000))
    text = agents + "User-agent: *\n" + "".join(f"Disallow: /{n}\n" for n in range(17_000))
    assert not allowed(text, "/7") and allowed(text, "/x")


@pytest.mark.parametrize(
    ("line", "delay"),
    [("Crawl-delay: 5", 5.0), ("Crawl-delay: 0.5", 0.5), ("Crawl-delay: -1", 0), ("Crawl-delay: nan", 0), ("", 0)],
)
def test_crawl_delay(line: str, delay: float) -> None:
    assert Rules(f"User-agent: *\n{line}\nDisallow: /x", "onrecord").delay == delay


@given(st.text(max_size=300), st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_rules_answer_any_path(text: str, path: str) -> None:
    rules = Rules(text, "onrecord")
    assert rules.allow(URL("https://a.example").with_path("/" + path)) in (True, False)
    assert 0 <= rules.delay < float("inf")


def test_an_origin_is_asked_once_and_the_oldest_is_forgotten() -> None:
    asked: list[str] = []

    async def get(url: URL) -> bytes:
        asked.append(str(url))
        await asyncio.sleep(0)
        return b""

    async def ask() -> None:
        robots = Robots(get, "Onrecord/1")
        await asyncio.gather(*(robots.delay(URL(f"https://a.example/{n}")) for n in range(5)))
        assert asked == ["https://a.example/robots.txt"]
        for n in range(KEPT):
            await robots.delay(URL(f"https://a.example:{n + 2000}/"))
        await robots.delay(URL("https://a.example/"))

    asyncio.run(ask())
    assert len(asked) == KEPT + 2
