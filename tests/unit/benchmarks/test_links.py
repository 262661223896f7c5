"""The scorer of speaker links: what counts as right, and which statement a link is compared with."""

from __future__ import annotations

import pytest
from benchmarks.links import Link, judged, load, outcome, same_name
from tests.unit.annotate.reports import statements

from onrecord.model.statement import Speaker


def link(name: str | None, source: tuple[int, int] = (0, 1), *, anonymous: bool = False, open_: bool = False) -> Link:
    return Link("x.txt", "0", False, source, None, name, (), anonymous, open_, "pronoun", False)


def speaker(name: str | None, *, anonymous: bool = False) -> Speaker:
    return Speaker("he", 0, 2, name, anonymous)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Brown", "Brown", True),
        ("Ann Brown", "Ms Brown", True),
        ("Ann Brown", "Mayor Ann Brown", True),
        ("Ann Brown", "Tom Brown", False),
        ("Ann Brown", "Ann Lind", False),
        ("Daily Argus", "Varsk Daily Argus", True),
        ("the Brown campaign", "Brown campaign", True),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_outcomes() -> None:
    assert outcome(link("Ann Brown"), speaker("Brown")) == "right"
    assert outcome(link("Ann Brown"), speaker("Tom Lind")) == "wrong"
    assert outcome(link("Ann Brown"), speaker(None)) == "open"
    assert outcome(link("Ann Brown"), speaker(None, anonymous=True)) == "wrong"
    assert outcome(link(None, anonymous=True), speaker(None, anonymous=True)) == "right"
    assert outcome(link(None, anonymous=True), speaker("Ann Brown")) == "wrong"
    assert outcome(link(None, open_=True), speaker(None)) == "right"
    assert outcome(link(None, open_=True), speaker("Ann Brown")) == "wrong"


def test_each_statement_answers_one_link() -> None:
    text = "Ms Ann Brown said the dam held, and Mr Tom Lind said the lock was shut."
    found = statements(text)
    assert len(found) == 2
    links = [link("Ann Brown", (0, 12)), link("Tom Lind", (36, 47)), link("Ann Brown", (60, 64))]
    assert [verdict.outcome for verdict in judged(links, found)] == ["right", "right", "not found"]


def test_the_marked_links_are_whole() -> None:
    links = load()
    assert len(links) >= 300
    assert all(item.source[0] < item.source[1] for item in links)
    assert all((item.name is not None) + item.anonymous + item.open == 1 for item in links)
    assert len({(item.file, item.source) for item in links}) == len(links)
