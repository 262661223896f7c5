"""What differs between small invented reports, read, annotated and related as a desk does it: the kinds of difference found, and traps."""

from __future__ import annotations

from functools import cache

import pytest
from tests.unit.relate.whole import relate

from onrecord.annotate import annotator
from onrecord.model.annotations import Annotated
from onrecord.model.article import Article, Segment
from onrecord.model.identity import make_id
from onrecord.model.when import When

BEFORE = {
    "Herald": "The harbour town of Orvik lies on the Lisse, and its people make nets.",
    "Echo": "Rain fell on Orvik for nine days before the wind turned.",
}


@cache
def _report(outlet: str, day: str, text: str) -> Annotated:
    text = f"{BEFORE[outlet]}\n\n{text}\n\n"
    start = len(BEFORE[outlet]) + 2
    segments = (
        Segment("body", 0, start, None, None, "written so"),
        Segment("body", start, len(text), None, None, "written so"),
    )
    source = f"{outlet} {day} {text}"
    article = Article(
        Article.make_id(None, source), make_id("cap", source), source, None, outlet, (), None, (), When(day, day, "day", "text"),
        None, "en", text, segments,
    )  # fmt: skip
    return Annotated(article, _annotate(article))


@cache
def _annotator():  # type: ignore[no-untyped-def]
    return annotator()


def _annotate(article: Article):  # type: ignore[no-untyped-def]
    return _annotator()(article)


def _kinds(*reports: tuple[str, str, str]) -> set[str]:
    related = relate([_report(*report) for report in reports])
    return {each.kind for each in related.differences}


HERALD, ECHO = ("Herald", "2031-05-06"), ("Echo", "2031-05-06")

DIFFERENT = [
    (
        "number",
        "The coastguard said the death toll had risen to 17 on Tuesday.",
        "The fishermen's union counts 41 dead so far, its chairman Olav Brekke said.",
    ),
    (
        "number",
        "By Tuesday evening 6,200 people have been evacuated from the town, the interior ministry said.",
        "By the Samaritans' own count 3,100 people had left the town by Tuesday evening.",
    ),
    (
        "number",
        "Nine of the rowers drowned.",
        "The harbour master, Ida Krohn, said that four people, not nine, had drowned.",
    ),
    (
        "status",
        "The Fenwick tunnel has been closed to all traffic since Sunday, the roads office said.",
        "The Fenwick tunnel remains open to traffic, the mayor's spokesman said on Tuesday.",
    ),
    (
        "status",
        "Captain Ragnar Tolle was arrested on Monday, a customs officer said.",
        "Captain Ragnar Tolle has never been detained, his lawyer Britt Aune said.",
    ),
    (
        "status",
        "The singer Mina Haldor is among the dead, the theatre said on Monday.",
        "The singer Mina Haldor is alive, her brother said on Tuesday.",
    ),
    (
        "time",
        "The freighter Selma sank at 2:10 a.m. on Tuesday, the coastguard said.",
        "The freighter Selma sank at a quarter past five on Tuesday morning, the owners said.",
    ),
    (
        "time",
        "The freighter Selma left Orvik on Sunday night with 40 cows, the harbour office said.",
        "The freighter Selma had left Orvik on Monday with 40 cows, the owners said.",
    ),
]

THE_SAME = [
    pytest.param(
        ("Herald", "2031-05-06", "The coastguard said the death toll had risen to 17 on Tuesday."),
        ("Echo", "2031-05-08", "The fishermen's union counts 41 dead so far, its chairman Olav Brekke said."),
        id="a toll grows",
    ),
    pytest.param(
        (*HERALD, "The coastguard said 28 people have died so far."),
        (*ECHO, "The fishermen's union counts 20 children dead so far, its chairman Olav Brekke said."),
        id="children are some of all",
    ),
    pytest.param(
        (*HERALD, "The coastguard counts about 400 people displaced so far."),
        (*ECHO, "The Samaritans have registered 396 displaced people so far, they said."),
        id="a round number",
    ),
    pytest.param(
        (*HERALD, "The coastguard counts at least 12 dead so far."),
        (*ECHO, "The fishermen's union counts 14 dead so far, its chairman Olav Brekke said."),
        id="at least",
    ),
    pytest.param(
        (
            "Herald",
            "2031-05-06",
            "The Fenwick tunnel has been closed to all traffic since Sunday, the roads office said.",
        ),
        ("Echo", "2031-05-08", "The Fenwick tunnel was reopened to traffic on Thursday, the mayor's spokesman said."),
        id="it was opened later",
    ),
    pytest.param(
        (*HERALD, "The Fenwick tunnel has been closed to all traffic since Sunday, the roads office said."),
        (*ECHO, "The Lorrin bridge remains open to traffic, the mayor's spokesman said on Tuesday."),
        id="another thing is open",
    ),
    pytest.param(
        (*HERALD, "The singer Mina Haldor is alive, her brother said on Tuesday."),
        ("Echo", "2031-05-09", "The singer Mina Haldor died on Friday, the hospital said."),
        id="she died later",
    ),
    pytest.param(
        (*HERALD, "The freighter Selma sank at 2:10 a.m. on Tuesday, the coastguard said."),
        (*ECHO, "The tug Bruse sank at a quarter past five on Tuesday morning, the owners said."),
        id="another ship",
    ),
]


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_what_differs_is_found_and_named(kind: str, one: str, other: str) -> None:
    assert _kinds((*HERALD, one), (*ECHO, other)) == {kind}
    assert _kinds((*ECHO, other), (*HERALD, one)) == {kind}


@pytest.mark.parametrize(("one", "other"), THE_SAME)
def test_what_only_looks_different_is_no_difference(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert _kinds(one, other) == set()
