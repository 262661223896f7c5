"""What answers become, with a stand-in for the network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.collect.test_feeds import JSON_FEED, PIECES, RSS

from onrecord.collect.inputs import Input
from onrecord.collect.schedule import stamp
from onrecord.collect.visits import PATIENCE, Visit, visit
from onrecord.collect.web import Answer, Outcome, Request
from onrecord.model.capture import Listing, Refusal
from onrecord.model.subscription import Subscription

NOW = datetime(2031, 5, 2, 12, tzinfo=UTC)
NAMED = Subscription.of("https://herald.example/x", now=stamp(NOW))
LISTED = Subscription.of(
    "https://herald.example/ferry?utm_source=rss",
    now=stamp(NOW),
    kind="page",
    listing=Listing("https://herald.example/rss", published="2031-05-02"),
    record=json.dumps({"title": "Ferry", "content_html": "<p>All of it</p>"}),
)
PAGE = b"<!DOCTYPE html><html><body><p>The ferry has sailed.</p></body></html>"


def one(
    subscription: Subscription, outcome: Outcome = "whole", data: bytes = b"", now: datetime = NOW, **told: object
) -> Visit:
    def fetch(requests: Iterable[Request]) -> Iterator[Answer]:
        for request in requests:
            yield Answer(request, outcome, subscription.address, data=data, **told)  # type: ignore[arg-type]

    (done,) = visit([subscription], fetch, now)
    return done


def test_a_page_becomes_an_input() -> None:
    done = one(NAMED, data=PAGE, content_type="text/html", charset="iso-8859-1", etag='"1"', last_modified="then")
    arrival = done.arrival
    assert isinstance(arrival, Input)
    assert arrival.source == arrival.location == arrival.address == NAMED.source
    assert (arrival.media_type, arrival.data, arrival.charset, arrival.received_at) == (
        "text/html",
        PAGE,
        "iso-8859-1",
        None,
    )
    after = done.subscription
    assert (after.kind, after.etag, after.last_modified, after.failures) == ("page", '"1"', "then", 0)
    assert after.last_success == after.last_changed == stamp(NOW)


def test_a_listed_page_keeps_what_is_said_of_it_and_the_name_it_was_listed_by() -> None:
    arrival = one(LISTED, data=PAGE, content_type="text/html").arrival
    assert isinstance(arrival, Input)
    assert (arrival.source, arrival.listing) == (LISTED.source, LISTED.listing)


@pytest.mark.parametrize(
    ("content_type", "data", "media_type"),
    [
        (None, PAGE, "text/html"),
        ("text/plain", PAGE, "text/html"),
        ("text/plain", b"The ferry has sailed.", "text/plain"),
        ("application/xhtml+xml", PAGE, "text/html"),
        ("application/octet-stream", b"%PDF-1.7 x", "application/pdf"),
        ("application/json", b'{"title": "x"}', "application/json"),
        ("message/rfc822", b"From: a\nTo: b\n\nx", "message/rfc822"),
    ],
)
def test_types(content_type: str | None, data: bytes, media_type: str) -> None:
    arrival = one(NAMED, data=data, content_type=content_type).arrival
    assert isinstance(arrival, Input)
    assert arrival.media_type == media_type


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"PK\x03\x04zip", b'{"a": 1}\n{"a": 2}\n'])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    done = one(NAMED, data=data, etag="1")
    assert isinstance(done.arrival, Refusal)
    assert done.arrival.source == NAMED.source
    assert (done.subscription.failures, done.subscription.etag) == (1, None)


def test_a_feed_becomes_subscriptions() -> None:
    done = one(NAMED, data=RSS.encode(), content_type="text/html", etag="1")
    assert done.arrival is None
    after = done.subscription
    assert (after.kind, after.title, after.etag, after.interval) == ("feed", "Odense Herald & Sons", "1", 90 * 60)
    assert after.note == "2 entries have no address that can be visited"
    ferry = next(each for each in done.listed if "ferry" in each.address)
    assert (ferry.kind, ferry.named, ferry.next_due) == ("page", False, stamp(NOW))
    assert ferry.listing == Listing(
        NAMED.source, "The Wire", "Ferry talks fail", ("Ada Orr",), "2031-05-02T10:15:00+02:00", None, "da"
    )
    assert json.loads(ferry.record or "") == {
        "url": ferry.address,
        "title": "Ferry talks fail",
        "authors": [{"name": "Ada Orr"}],
        "date_published": "2031-05-02T10:15:00+02:00",
        "language": "da",
        "content_html": "<p>All of it.</p><script>alert(1)</script>",
    }
    again = one(after, data=RSS.encode(), now=NOW + timedelta(hours=2)).subscription
    assert again.last_changed == after.last_changed


def test_no_more_items_than_the_rules_say() -> None:
    items = [{"url": f"https://a.example/{number}"} for number in range(150)]
    done = one(NAMED, data=json.dumps({**JSON_FEED, "items": items}).encode())
    assert len(done.listed) == 100
    assert done.subscription.note == "of 150 entries the 100 newest were followed"


def test_a_feed_that_ends() -> None:
    done = one(NAMED, data=json.dumps({**JSON_FEED, "expired": True}).encode())
    assert len(done.listed) == 2
    assert done.subscription.next_due is None
    assert "nothing will be added" in done.subscription.trouble


def test_a_list_at_an_address() -> None:
    opml = b'<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/"/></outline></body></opml>'
    done = one(NAMED, data=opml)
    assert done.subscription.kind == "list"
    (listed,) = done.listed
    assert (listed.address, listed.title, listed.folders, listed.named) == ("https://a.example/", "A", ("F",), True)


@pytest.mark.parametrize("data", [PAGE, b"", b"<rss", b'<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'])
def test_a_feed_that_is_none_any_more_is_in_trouble_and_no_article(data: bytes) -> None:
    feed = one(NAMED, data=RSS.encode(), etag="1").subscription
    done = one(feed, data=data, etag="2", content_type="text/html")
    assert done.arrival is None
    assert done.listed == ()
    after = done.subscription
    assert (after.kind, after.failures, after.etag) == ("feed", 1, "1"), "what could not be used validates nothing"
    assert after.trouble


def test_a_feed_that_is_listed_as_an_article_is_not_followed() -> None:
    done = one(replace(LISTED, record=None), data=RSS.encode())
    assert done.listed == ()
    assert isinstance(done.arrival, Refusal)
    assert done.arrival.reason.startswith("it is no article but a feed")


def test_nothing_new() -> None:
    page = one(NAMED, data=PAGE, etag="1").subscription
    done = one(page, "unchanged", now=NOW + timedelta(hours=1))
    assert (done.arrival, done.listed) == (None, ())
    assert (done.subscription.etag, done.subscription.last_changed) == ("1", stamp(NOW))
    assert done.subscription.last_success == stamp(NOW + timedelta(hours=1))


def test_permanent_moves_are_remembered() -> None:
    moved = one(NAMED, data=PAGE, moved_to="https://new.example/x").subscription
    assert (moved.source, moved.address, moved.moved_from) == (NAMED.source, "https://new.example/x", (NAMED.source,))
    back = one(moved, data=PAGE, moved_to=NAMED.source).subscription
    assert (back.address, back.moved_from) == (NAMED.source, ("https://new.example/x",))


@pytest.mark.parametrize("outcome", ["gone", "refused"])
def test_the_text_of_the_feed_stands_in_for_a_page_that_cannot_be_had(outcome: Outcome) -> None:
    done = one(LISTED, outcome, reason="robots.txt forbids it")
    arrival = done.arrival
    assert isinstance(arrival, Input)
    assert (arrival.source, arrival.media_type) == (LISTED.source, "application/json")
    assert (
        arrival.note == "the page itself could not be had (robots.txt forbids it); this is the text that the feed gives"
    )
    assert json.loads(arrival.data)["title"] == "Ferry"
    assert done.subscription.next_due is not None, "it is tried again"
    assert one(done.subscription, outcome, reason="x").arrival is None, "once is enough"
    page = one(done.subscription, data=PAGE, content_type="text/html")
    assert isinstance(page.arrival, Input)
    assert (page.arrival.media_type, page.arrival.note, page.subscription.record) == ("text/html", "", None)


def test_it_waits_for_a_server_that_is_only_busy() -> None:
    subscription = LISTED
    for _ in range(PATIENCE - 1):
        done = one(subscription, "later", reason="try again later", retry_after=7200)
        subscription = done.subscription
        assert isinstance(done.arrival, Refusal)
    assert subscription.next_due == stamp(NOW + timedelta(hours=2))
    assert isinstance(one(subscription, "later", reason="try again later").arrival, Input)


def test_a_page_that_was_had_stays_when_it_goes() -> None:
    had = one(LISTED, data=PAGE).subscription
    done = one(had, "gone", reason="it is gone", for_good=True)
    assert done.arrival is None
    assert (done.subscription.next_due, done.subscription.trouble) == (None, "it is gone")


def test_two_subscriptions_to_one_address_are_one_request() -> None:
    asked: list[Request] = []

    def fetch(requests: Iterable[Request]) -> Iterator[Answer]:
        for request in requests:
            asked.append(request)
            yield Answer(request, "whole", request.address, data=PAGE)

    other = replace(NAMED, id="sub_other", source="https://old.example/")
    assert len(list(visit([NAMED, other], fetch, NOW))) == 2
    assert len(asked) == 1


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
    | st.binary(max_size=80),
    st.sampled_from(
        [
            None,
            "text/html",
            "text/xml",
            "application/json",
            "application/pdf",
            "multipart/related",
            "x",
            "text/html; charset=\x00",
        ]
    ),
    st.sampled_from(["page", "feed", "sitemap", "unknown", "list"]),
    st.sampled_from([None, "utf-8", "rot13", "utf-7", "\x00", "x" * 100]),
)
def test_nothing_that_is_sent_breaks_it(data: bytes, content_type: str | None, kind: str, charset: str | None) -> None:
    done = one(replace(NAMED, kind=kind), data=data, content_type=content_type, charset=charset)
    assert done.subscription.trouble or done.arrival is None or isinstance(done.arrival, Input)
    assert "\n" not in done.subscription.trouble
