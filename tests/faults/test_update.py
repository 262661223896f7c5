"""Subscriptions end to end: a real server on loopback, the real client, the real reader."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.web_server import Route, Seen, WebServer, Wire, always, redirect, reply

from onrecord.desk import AddReport, Desk, open_desk
from onrecord.model.errors import NotFound

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
SETTINGS = {"web_allow_private": True, "web_per_host_delay": 0}


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **told: float) -> None:
        self.now += timedelta(**told)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Iterator[Desk]:
    with open_desk(settings=SETTINGS, clock=clock) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


def article(number: int | str, head: str = "", more: str = "") -> bytes:
    return f"""<!DOCTYPE html><html lang="en"><head><title>Ferry report {number}</title>{head}</head><body>
<nav><a href="/">Home</a></nav><article><h1>Ferry report {number}</h1>
<p>The talks on ferry number {number} to Halmstad have failed, the transport minister, Ilse Brandt, said on Friday.</p>
<p>About 300 sailors were waiting in the port of Odense on Friday evening, according to the harbour union. {more}</p>
<p>A senior official denied that the ferry had been sold. The two sides will meet again on 9 May in Odense.</p>
</article></body></html>""".encode()


def page(number: int | str, head: str = "", more: str = "", **headers: str) -> Route:
    return always(reply(200, article(number, head, more), Content_Type="text/html; charset=utf-8", **headers))


def rss(*items: str, channel: str = "") -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Herald feed</title>{channel}{''.join(items)}</channel></rss>"
    ).encode()


def item(link: str, date: str = "Fri, 02 May 2031 10:00:00 +0200", more: str = "") -> str:
    return f"<item><title>Listed</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def feed(*items: str, channel: str = "", **headers: str) -> Route:
    return always(reply(200, rss(*items, channel=channel), Content_Type="application/rss+xml", **headers))


def whole(words: str) -> str:
    return f"<content:encoded><![CDATA[<p>{words}</p><p>The harbour union said that it would wait for an answer until Monday.</p>]]></content:encoded>"


def fates(report: AddReport) -> dict[str, tuple[str, str]]:
    return {fate.source.rpartition("/")[2]: (fate.fate, fate.reason) for fate in report.fates}


def sources(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["source"].rpartition("/")[2]: row for row in desk.show("sources")}


def test_a_feed_is_subscribed_and_what_it_lists_is_taken(desk: Desk, server: WebServer, clock: Clock) -> None:
    def conditional(seen: Seen, wire: Wire) -> None:
        same = seen.headers.get("if-none-match") == '"one"'
        wire.send(reply(304, ETag='"one"') if same else reply(200, rss(item("/1"), item("/2")), ETag='"one"'))

    server.routes |= {"/rss": conditional, "/1": page(1), "/2": page(2)}
    report = desk.add([server.address("/rss")])
    assert report.summary == "2 taken, 1 subscribed."
    assert report.troubles == ()
    assert sorted(server.paths) == ["/1", "/2", "/rss"]
    rows = list(desk.show("articles"))
    assert {row["source"] for row in rows} == {server.address("/1"), server.address("/2")}
    assert {row["title"] for row in rows} == {"Ferry report 1", "Ferry report 2"}
    row = sources(desk)["rss"]
    assert (row["kind"], row["title"], row["health"], row["articles"], row["waiting"]) == (
        "feed",
        "Herald feed",
        "well",
        2,
        2,
    )
    assert {fate["fate"] for fate in desk.show("fates")} == {"taken"}
    assert desk.update().summary == "There was nothing to add.", "nothing is due yet"
    assert len(server.paths) == 3
    clock.forward(hours=2)
    assert desk.update().summary == "Nothing to do: 2 unchanged."
    assert sorted(server.paths[3:]) == ["/1", "/2", "/rss"]
    assert desk.update(everything=True).counts == {"unchanged": 2}
    clock.forward(days=30)
    desk.update()
    count = len(server.paths)
    clock.forward(days=1)
    desk.update()
    assert server.paths[count:] == ["/rss"], "pages settle, feeds do not"


def test_only_an_item_that_was_updated_is_visited_before_its_time(desk: Desk, server: WebServer, clock: Clock) -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
    entry = '<entry><link href="/{0}"/><title>{0}</title><updated>{1}</updated></entry>'
    first = entry.format(1, "2031-05-02T11:00:00Z") + entry.format(2, "2031-05-02T11:00:00Z")
    server.routes |= {"/atom": always(reply(200, atom.format(first).encode())), "/1": page(1), "/2": page(2)}
    desk.add([server.address("/atom")])
    clock.forward(days=10)
    desk.update()
    server.seen.clear()
    clock.forward(days=1)
    now = entry.format(1, "2031-05-02T11:00:00Z") + entry.format(2, "2031-05-13T08:00:00Z")
    server.routes |= {
        "/atom": always(reply(200, atom.format(now).encode())),
        "/2": page(2, more="Nobody was hurt, it added."),
    }
    report = desk.update()
    assert server.paths == ["/atom", "/2"]
    assert fates(report)["2"] == ("revision", f"version 2 of the article that first came from {server.address('/2')}")


def test_one_item_under_several_addresses_is_one_article(desk: Desk, server: WebServer) -> None:
    canonical = f'<link rel="canonical" href="{server.address("/2031/ferry")}">'
    server.routes |= {
        "/rss": feed(
            item("/2031/ferry?utm_source=rss"), item("/2031/ferry/"), item("/click/1"), item("/2031/ferry.amp")
        ),
        "/other": feed(item("/2031/ferry?utm_source=other&fbclid=1"), item("/moved")),
        "/2031/ferry": page(1, canonical),
        "/2031/ferry.amp": page(1, canonical, more="In short."),
        "/click/1": redirect(302, "/2031/ferry?utm_campaign=click"),
        "/moved": redirect(301, "/2031/ferry"),
    }
    report = desk.add([server.address("/rss"), server.address("/other")])
    (row,) = desk.show("articles")
    assert row["address"] == server.address("/2031/ferry")
    asked = [path for path in server.paths if path.startswith("/2031")]
    assert len(asked) <= 3, "ways of writing one address are one visit"
    assert report.refused == 0
    assert sorted(kind for kind, _ in fates(report).values())[0] in ("revision", "taken", "unchanged")
    assert all(fate.article_id == row["id"] for fate in report.fates if fate.digest)
    unchanged = [fate.reason for fate in report.fates if fate.fate == "unchanged"]
    assert unchanged
    assert all(reason.startswith("the same content came from") for reason in unchanged)


@pytest.mark.parametrize("status", [403, 404, 410, 451])
def test_the_text_of_the_feed_stands_in_for_a_page_that_is_not_given(
    desk: Desk, server: WebServer, clock: Clock, status: int
) -> None:
    server.routes |= {
        "/rss": feed(item("/closed", more=whole("Ilse Brandt told the Herald that the ferry would be sold."))),
        "/closed": always(reply(status, b"no")),
    }
    report = desk.add([server.address("/rss")])
    kind, reason = fates(report)["closed"]
    assert kind == "taken"
    assert reason.startswith("the page itself could not be had (")
    assert f"({status})" in reason
    (row,) = desk.show("articles")
    assert "Ilse Brandt told the Herald that the ferry would be sold." in row["text"]
    assert (row["title"], row["address"]) == ("Listed", server.address("/closed"))
    assert row["published"]["start"].startswith("2031-05-02")
    assert [fate["reason"] for fate in desk.show("fates") if fate["article_id"]] == [reason]
    if status != 410:
        server.routes["/closed"] = page("opened")
        clock.forward(days=1)
        assert fates(desk.update())["closed"][0] == "revision"
        (row,) = desk.show("articles")
        assert row["title"] == "Ferry report opened"


def test_robots_txt_is_kept_to_and_the_text_of_the_feed_is_taken(desk: Desk, server: WebServer) -> None:
    server.routes |= {
        "/robots.txt": always(reply(200, b"User-agent: *\nDisallow: /closed", Content_Type="text/plain")),
        "/rss": feed(item("/closed", more=whole("The ferry will be sold.")), item("/closed/2")),
        "/closed": page(1),
    }
    told = fates(desk.add([server.address("/rss")]))
    assert "robots.txt" in told["closed"][1]
    assert told["closed"][0] == "taken"
    assert told["2"][0] == "refused"
    assert server.paths == ["/rss"]


def test_a_page_is_taken_and_looked_at_again(desk: Desk, server: WebServer, clock: Clock) -> None:
    server.routes |= {"/1": page(1)}
    assert desk.add([server.address("/1")]).summary == "1 taken."
    clock.forward(hours=1)
    server.routes |= {"/1": page(1, more="Nobody was hurt, the union added later.")}
    assert desk.update().counts == {"revision": 1}
    row = sources(desk)["1"]
    assert (row["kind"], row["health"], row["articles"]) == ("page", "well", 1)
    clock.forward(hours=5)
    server.routes |= {"/1": always(reply(404))}
    report = desk.update()
    assert report.fates == ()
    assert [trouble.source for trouble in report.troubles] == [server.address("/1")]
    assert len(list(desk.show("articles"))) == 1, "what was taken stays"


def test_nothing_in_a_header_dates_an_article(desk: Desk, server: WebServer) -> None:
    dates = {"Date": "Mon, 01 Jan 2035 00:00:00 GMT", "Last_Modified": "Tue, 01 Apr 2031 08:00:00 GMT"}
    server.routes |= {"/1": page(1, **dates)}
    desk.add([server.address("/1")])
    (row,) = desk.show("articles")
    assert row["published"]["start"] is None
    assert row["updated"] is None


def test_what_a_header_says_of_the_encoding(desk: Desk, server: WebServer) -> None:
    body = article(1).replace(b"Ilse Brandt", "Ильза Брандт".encode("koi8-r"))
    server.routes |= {"/1": always(reply(200, body, Content_Type="text/html; charset=koi8-r"))}
    desk.add([server.address("/1")])
    (row,) = desk.show("articles")
    assert "Ильза Брандт" in row["text"]


def test_a_feed_that_fails_backs_off_and_shows_it(desk: Desk, server: WebServer, clock: Clock) -> None:
    server.routes |= {"/rss": feed(item("/1")), "/1": page(1)}
    desk.add([server.address("/rss")])
    server.routes |= {"/rss": always(reply(503))}
    for failures in range(1, 4):
        clock.forward(days=1)
        report = desk.update()
        (trouble,) = report.troubles
        assert "(503)" in trouble.reason
        row = sources(desk)["rss"]
        assert (row["health"], row["failures"], row["trouble"]) == ("failing", failures, trouble.reason)
        assert row["next_due"] == (clock.now + timedelta(minutes=15 * 2 ** (failures - 1))).isoformat()
    assert row["last_success"] == NOON.isoformat()
    assert len(list(desk.show("articles"))) == 1
    server.routes |= {"/rss": feed(item("/1"))}
    clock.forward(days=1)
    assert desk.update().troubles == ()
    assert sources(desk)["rss"]["health"] == "well"
    server.routes |= {"/rss": always(reply(410))}
    clock.forward(days=1)
    assert len(desk.update().troubles) == 1
    assert sources(desk)["rss"]["health"] == "ended"
    clock.forward(days=9)
    server.seen.clear()
    desk.update()
    assert "/rss" not in server.paths


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
            "declares entities",
        ),
        (
            b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><title>&a;</title></channel></rss>',
            "declares entities",
        ),
        (b"<rss><chan", "no feed that can be read"),
    ],
)
def test_a_harmful_feed_is_one_sentence(desk: Desk, server: WebServer, body: bytes, told: str) -> None:
    server.routes |= {
        "/rss": always(reply(200, body, Content_Type="application/rss+xml")),
        "/good": feed(item("/1")),
        "/1": page(1),
    }
    report = desk.add([server.address("/rss"), server.address("/good")])
    assert told in fates(report)["rss"][1]
    assert fates(report)["rss"][0] == "refused"
    assert report.counts == {"taken": 1, "subscribed": 1, "refused": 1}
    server.routes["/rss"] = feed(item("/1"))
    assert desk.add([server.address("/rss")]).refused == 0
    assert [fate["fate"] for fate in desk.show("fates") if fate["source"].endswith("/rss")] == ["taken"]


def test_a_moved_feed_is_followed_and_remembered(desk: Desk, server: WebServer, clock: Clock) -> None:
    server.routes |= {"/old": redirect(301, "/new"), "/new": feed(item("/1")), "/1": page(1)}
    desk.add([server.address("/old")])
    row = sources(desk)["old"]
    assert (row["address"], row["moved_from"]) == (server.address("/new"), [server.address("/old")])
    server.seen.clear()
    clock.forward(hours=2)
    desk.update()
    assert "/old" not in server.paths
    desk.add([server.address("/new")])
    assert len(sources(desk)) == 1, "its new address is no second subscription"


def test_two_feeds_that_become_one(desk: Desk, server: WebServer, clock: Clock) -> None:
    server.routes |= {"/a": feed(item("/1")), "/b": feed(item("/1")), "/1": page(1)}
    desk.add([server.address("/a"), server.address("/b")])
    server.routes |= {"/a": redirect(301, "/b")}
    clock.forward(hours=2)
    (trouble,) = desk.update().troubles
    assert "moved for good" in trouble.reason
    assert (sources(desk)["a"]["health"], sources(desk)["b"]["health"]) == ("ended", "well")


def test_sitemaps(desk: Desk, server: WebServer) -> None:
    index = f"<sitemapindex><sitemap><loc>{server.address('/news.xml.gz')}</loc></sitemap></sitemapindex>"
    entries = "".join(
        f"<url><loc>{server.address(f'/{name}')}</loc><lastmod>{day}</lastmod></url>"
        for name, day in (("1", "2031-05-02"), ("old", "2029-05-02"))
    )
    server.routes |= {
        "/sitemap.xml": always(reply(200, index.encode(), Content_Type="text/xml")),
        "/news.xml.gz": always(
            reply(200, gzip.compress(f"<urlset>{entries}</urlset>".encode()), Content_Type="application/gzip")
        ),
        "/1": page(1),
    }
    report = desk.add([server.address("/sitemap.xml")])
    assert report.counts == {"taken": 1, "subscribed": 1}
    assert server.paths == ["/sitemap.xml", "/news.xml.gz", "/1"]
    rows = sources(desk)
    assert rows["sitemap.xml"]["kind"] == rows["news.xml.gz"]["kind"] == "sitemap"
    assert rows["news.xml.gz"]["articles"] == 1


def test_a_list_of_subscriptions_comes_in_and_goes_out(
    desk: Desk, server: WebServer, tmp_path: Path, clock: Clock
) -> None:
    server.routes |= {
        "/rss": feed(item("/1")),
        "/feed.json": always(reply(200, JSON_FEED)),
        "/1": page(1),
        "/2": page(2),
        "/3": page(3),
    }
    opml = tmp_path / "mine.opml"
    opml.write_text(
        f"""<opml version="2.0"><body><outline text="North"><outline text="Denmark">
        <outline text="The Herald" xmlUrl="{server.address("/rss")}"/></outline></outline>
        <outline text="Wire" xmlUrl="{server.address("/feed.json")}"/><outline text="P" type="link" url="{server.address("/3")}"/>
        <outline text="Wrong" xmlUrl="gopher://x"/></body></opml>"""
    )
    report = desk.add([opml])
    assert report.counts == {"taken": 3, "subscribed": 3, "refused": 1}
    assert fates(report)["mine.opml"] == ("taken", "it names 3 addresses, each visited from now on")
    rows = sources(desk)
    assert (rows["rss"]["title"], rows["rss"]["folders"]) == ("The Herald", ["North", "Denmark"])
    written = desk.opml()
    (tmp_path / "out.opml").write_bytes(written)
    with open_desk(settings=SETTINGS, clock=clock) as other:
        other.add([tmp_path / "out.opml"])
        assert other.opml() == written
        assert len(list(other.show("articles"))) == 3


JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Wire",
        "items": [{"id": "2", "url": "/2", "title": "Two"}],
    }
).encode()


def test_a_list_in_a_folder_makes_nothing_be_fetched(desk: Desk, server: WebServer, tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(f'<opml><body><outline xmlUrl="{server.address("/rss")}"/></body></opml>')
    report = desk.add([tmp_path])
    assert report.counts == {"refused": 1}
    assert server.seen == []


def test_private_addresses_are_not_asked_unless_the_settings_allow_it(server: WebServer) -> None:
    server.routes |= {"/1": page(1)}
    with open_desk() as desk:
        report = desk.add([server.address("/1")])
    assert report.counts == {"refused": 1}
    assert server.seen == []


@pytest.mark.parametrize(
    "given", ["https://", "ftp://a.example/", "https://ada:secret@a.example/", "file:///etc/passwd", "http://[::1"]
)
def test_what_is_no_address_is_refused(desk: Desk, given: str) -> None:
    report = desk.add([given])
    assert report.counts == {"refused": 1}
    assert "secret" not in report.fates[0].source


def test_what_is_removed_is_not_visited_again(desk: Desk, server: WebServer, clock: Clock) -> None:
    server.routes |= {"/rss": feed(item("/1"), item("/2")), "/1": page(1), "/2": page(2)}
    rss_address = server.address("/rss")
    desk.add([rss_address])
    (fate,) = desk.remove(server.address("/1/"), "embargo")
    assert (fate.source, fate.fate) == (server.address("/1"), "removed")
    server.seen.clear()
    clock.forward(days=1)
    desk.update()
    assert sorted(server.paths) == ["/2", "/rss"]
    assert desk.add([server.address("/1?utm_source=x")]).counts == {"refused": 1}
    assert desk.add([server.address("/1")], again=True).counts == {"taken": 1}
    (fate,) = desk.remove(rss_address, "noise")
    assert (fate.source, fate.reason) == (rss_address, "noise")
    with pytest.raises(NotFound):
        desk.remove(rss_address, "noise")
    assert set(sources(desk)) == {"1"}
    assert len(list(desk.show("articles"))) == 2, "what came from it stays"
    server.seen.clear()
    clock.forward(days=30)
    desk.update()
    assert server.paths == ["/1"]
    assert desk.add([rss_address]).counts == {"refused": 1}
    assert desk.add([rss_address], again=True).counts["subscribed"] == 1


def test_files_and_addresses_are_updated_together(desk: Desk, server: WebServer, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "a.txt").write_text("Ferry talks fail\n\nThe ferry to Halmstad was sold, the union said on Friday.")
    server.routes |= {"/1": page(1)}
    assert desk.add([tmp_path / "a.txt", server.address("/1")]).counts == {"taken": 2}
    clock.forward(hours=1)
    assert desk.update().counts == {"unchanged": 2}
    (tmp_path / "a.txt").write_text(
        "Ferry talks fail\n\nThe ferry to Halmstad was not sold, the union said on Saturday."
    )
    assert desk.update().counts == {"revision": 1}
