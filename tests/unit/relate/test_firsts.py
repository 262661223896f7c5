"""Which came first: each sign alone, with its reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from builders import Draft

from onrecord.model.article import Article, Segment
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.relate.firsts import addressed, credits, first, pictures

TEXT = (
    "The lock at Marn was opened again on Sunday after eleven weeks of work on its gates.",
    "Barges may pass by day only, and none that draws more than two metres.",
)


def article(source: str, *paragraphs: str, outlet: str, **given: object) -> Article:
    return replace(Draft(source, *(paragraphs or TEXT), outlet=outlet).article, **given)  # type: ignore[arg-type]


def with_segment(given: Article, kind: str, text: str) -> Article:
    start = len(given.text)
    segment = Segment(kind, start, start + len(text), None, None, "written so")  # type: ignore[arg-type]
    return replace(given, text=given.text + text, segments=(*given.segments, segment))


def came_first(
    *articles: Article,
    times: Mapping[str, When] | None = None,
    sizes: Mapping[str, int] | None = None,
    within: Mapping[str, set[str]] | None = None,
) -> tuple[str, str]:
    published = {one.id: UNKNOWN_TIME for one in articles} | dict(times or {})
    return first(articles, published, sizes or {one.id: 100 for one in articles}, within or {})


WIRE = article("wire", outlet="Marn Wire")


def test_credits_in_words() -> None:
    for closing in (
        "First published by Marn Wire.",
        "This article originally appeared in the Marn Wire and is reprinted here.",
        "Republished with permission from Marn Wire.",
        "(Marn Wire)",
        "Reporting by Marn Wire",
        "Source: Marn Wire",
    ):
        post = article("post", *TEXT, closing, outlet="Post")
        assert credits(post, WIRE), closing
        assert not credits(WIRE, post)
    assert not credits(article("post", *TEXT, "It was first published in 1911.", outlet="Post"), WIRE)
    assert not credits(article("post", *TEXT, "First published by Marn Wirework.", outlet="Post"), WIRE)


def test_an_agency_read_from_the_text_is_a_credit() -> None:
    post = article("post", outlet="Post", credit="Associated Press")
    agency = article("ap", outlet="AP")
    assert credits(post, agency)
    assert came_first(agency, post) == (agency.id, "credited as the source by 1 of the others")


def test_an_address_names_the_outlet() -> None:
    mirror = article("mirror", outlet="Portal", address="https://portal.example/news/marn-wire/2031/lock-opened-again")
    assert addressed(mirror, WIRE)
    assert came_first(mirror, WIRE) == (WIRE.id, "named in the address of 1 of the others")
    assert addressed(article("m", outlet="Portal", address="https://www.marnwire.example/a/b"), WIRE)
    headline = article("h", outlet="Portal", address="https://portal.example/news/marn-wire-sold-to-portal")
    assert not addressed(headline, WIRE)
    assert not addressed(article("x", outlet="Portal", address="https://[portal/marn-wire/a-long-last-segment"), WIRE)


def test_times_tell_as_far_as_they_are_precise() -> None:
    post = article("post", outlet="Post")
    early = When("2031-05-04T08:10", "2031-05-04T08:10", "minute", "meta")
    late = When("2031-05-04T09:00", "2031-05-04T09:00", "minute", "meta")
    same_day = When("2031-05-04", "2031-05-04", "day", "text")
    assert came_first(post, WIRE, times={post.id: late, WIRE.id: early})[0] == WIRE.id
    key, reason = came_first(post, WIRE, times={post.id: early, WIRE.id: same_day}, sizes={post.id: 90, WIRE.id: 100})
    assert (key, reason) == (WIRE.id, "the longest text: the others stand in it")


def test_a_text_that_stands_whole_in_another_is_older_than_it() -> None:
    post = article("post", outlet="Post")
    key, reason = came_first(post, WIRE, sizes={post.id: 300, WIRE.id: 100}, within={WIRE.id: {post.id}})
    assert key == WIRE.id and "stands whole in 1 of the others" in reason


def test_a_picture_is_weak_evidence() -> None:
    post = with_segment(article("post", outlet="Post"), "caption", "The lock on Sunday. Photo: Marn Wire")
    assert pictures(post, WIRE) and not credits(post, WIRE)
    key, reason = came_first(post, WIRE, sizes={post.id: 120, WIRE.id: 100})
    assert key == WIRE.id and "weak evidence" in reason
    earlier = When("2031-05-01", "2031-05-01", "day", "text")
    later = When("2031-05-09", "2031-05-09", "day", "text")
    assert came_first(post, WIRE, times={post.id: earlier, WIRE.id: later})[0] == post.id


def test_a_credit_line_of_a_picture_is_no_credit_of_the_text() -> None:
    assert not credits(with_segment(article("post", outlet="Post"), "credit", "Image: Marn Wire"), WIRE)
    assert credits(with_segment(article("post", outlet="Post"), "credit", "Marn Wire"), WIRE)


def test_an_agency_by_its_date_line() -> None:
    wire = article("wire", "MARN, May 4 (Marn Wire) - " + TEXT[0], TEXT[1], outlet="Marn Wire")
    assert came_first(article("post", outlet="Post"), wire)[1] == "the outlet is a news agency, by its own date line"


def test_where_nothing_tells_the_reason_says_so() -> None:
    post = article("post", outlet="Post")
    assert came_first(post, WIRE) == (min(post.id, WIRE.id), "nothing tells which came first; taken by identifier")
    assert came_first(post, WIRE) == came_first(WIRE, post)
