"""Feeds, as a feed reader reads them back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from tests.unit.web.web_desk import FIRST, INJECTIONS, SECOND, hostile, make_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord import open_desk
from onrecord.desk.reading import Library
from onrecord.desk.reading.feeds import Entry, FeedPage
from onrecord.web.app import make_app
from onrecord.web.feeds import as_atom, as_json

BASE = "http://127.0.0.1:8031"
SEARCH = "/feeds/search/{}?q=sailors%20actor:%22Ilse%20Brandt%22"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(
        tmp_path_factory.mktemp("feeds"), first=FIRST, second=SECOND, third="A note\n\nNothing else is here.\n"
    )


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Library(folder)), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


def story(browser: TestClient) -> str:
    return max(browser.get("/api/today").json()["leads"], key=lambda lead: int(lead["reports"]))["story_id"]


@pytest.mark.parametrize(("path", "count"), [("/feeds/{}", 3), (SEARCH, 2), ("/feeds/search/{}?q=nobodyhasit", 0)])
def test_a_reader_of_feeds_reads_them_back(browser: TestClient, path: str, count: int) -> None:
    atom = browser.get(path.format("atom"))
    assert atom.headers["content-type"] == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(atom.content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert len(read.entries) == count
    assert read.feed.id.startswith("urn:uuid:")
    links = {link.rel: link.href for link in read.feed.links}
    assert links["self"] == BASE + path.format("atom")
    plain = browser.get(path.format("json"))
    assert plain.headers["content-type"] == "application/feed+json; charset=utf-8"
    told = plain.json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == BASE + path.format("json")
    assert [item["id"] for item in told["items"]] == [entry.id for entry in read.entries]
    for entry, item in zip(read.entries, told["items"], strict=True):
        assert entry.title == item["title"]
        assert entry.link == item["url"]
        assert browser.get(entry.link.removeprefix(BASE)).status_code == 200
        assert datetime.fromisoformat(item["date_modified"]) == datetime.fromisoformat(entry.updated)
        assert entry.summary.split()[0] == item["content_text"].split()[0]


def test_a_story_has_a_feed_of_its_reports(browser: TestClient) -> None:
    story_id = story(browser)
    read = feedparser.parse(browser.get(f"/feeds/stories/{story_id}/atom").content)
    articles = {source["report"]["id"] for source in browser.get(f"/api/stories/{story_id}").json()["sources"]}
    assert {entry.link.rsplit("/", 1)[1] for entry in read.entries} == articles


def test_what_has_no_date_has_none_in_the_feed(browser: TestClient) -> None:
    entries = feedparser.parse(browser.get("/feeds/atom").content).entries
    (undated,) = (entry for entry in entries if "published" not in entry)
    assert "undated" in undated.summary
    assert {entry.published for entry in entries if entry is not undated} == {
        "2031-05-02T00:00:00Z",
        "2031-05-03T00:00:00Z",
    }


def test_pages_say_where_their_feeds_are(browser: TestClient) -> None:
    for path, feed in (
        ("/", "/feeds/atom"),
        (f"/stories/{story(browser)}", f"/feeds/stories/{story(browser)}/json"),
        ("/search?q=sailors", "/feeds/search/atom?q=sailors"),
    ):
        links = re.findall(
            r'<link rel="alternate" type="application/(?:atom\+xml|feed\+json)" title="[^"]+" href="([^"]+)">',
            browser.get(path).text,
        )
        assert feed in links
        for link in links:
            assert browser.get(link).status_code == 200


def test_a_feed_that_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=FIRST)
    with TestClient(make_app(Library(folder)), base_url=BASE) as client:
        first = client.get("/feeds/atom")
        tag, changed = first.headers["etag"], first.headers["last-modified"]
        assert first.headers["cache-control"] == "private, no-cache"
        for known in (
            {"If-None-Match": tag},
            {"If-None-Match": f'"other", W/{tag}'},
            {"If-None-Match": "*"},
            {"If-Modified-Since": changed},
        ):
            again = client.get("/feeds/atom", headers=known)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
        for unknown in (
            {"If-None-Match": '"other"'},
            {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
            {"If-Modified-Since": "yesterday"},
            {"If-None-Match": '"other"', "If-Modified-Since": changed},
        ):
            assert client.get("/feeds/atom", headers=unknown).status_code == 200
        assert client.get("/feeds/json").headers["etag"] != tag
        (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
        with open_desk(folder) as desk:
            desk.add([tmp_path / "second.txt"], received="2031-05-25")
        now = client.get("/feeds/atom", headers={"If-None-Match": tag})
        assert now.status_code == 200
        assert client.get("/feeds/atom", headers={"If-Modified-Since": changed}).status_code == 200
        ids = [entry.id for entry in feedparser.parse(first.content).entries]
        assert set(ids) < {entry.id for entry in feedparser.parse(now.content).entries}


def test_another_port_is_the_same_feed(browser: TestClient) -> None:
    here = feedparser.parse(browser.get("/feeds/atom").content)
    there = feedparser.parse(browser.get("/feeds/atom", headers={"Host": "localhost:9"}).content)
    assert here.feed.id == there.feed.id
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert there.entries[0].link.startswith("http://localhost:9/")


@pytest.mark.parametrize("injection", INJECTIONS)
def test_no_report_puts_markup_into_a_feed(tmp_path: Path, injection: str) -> None:
    folder = make_desk(tmp_path, first=hostile(injection))
    with TestClient(make_app(Library(folder)), base_url=BASE) as client:
        root = Xml.fromstring(client.get("/feeds/atom").content)
        assert {element.tag.partition("}")[0] for element in root.iter()} == {"{http://www.w3.org/2005/Atom"}
        title = root.find("{*}entry/{*}title")
        assert title is not None
        assert unescape(injection) in (title.text or "")  # a text file with entities is read as what they stand for
        assert unescape(injection) in client.get("/feeds/json").json()["items"][0]["title"]
        search = client.get("/feeds/search/atom", params={"q": f"ferry {injection}"})
        assert search.status_code == 200
        Xml.fromstring(search.content)


def test_characters_that_no_document_may_hold_are_left_out() -> None:
    entry = Entry(
        "art_1",
        "a\x00b\x0bc\ud800\ufffe",
        "W\x07ire",
        ("A\x1b",),
        "2031-05-02T17:40+02:00",
        "2031-05-24T23:59:59+00:00",
        "text",
        "note",
        "https://news.example/ü <x>",
        "en",
    )
    page = FeedPage("T\x01", "s", "/", "2031-05-24T23:59:59+00:00", (entry,))
    read = feedparser.parse(as_atom(page, BASE, "/feeds/atom").encode())
    assert not read.bozo
    assert read.entries[0].title == "abc"
    assert read.entries[0].published == "2031-05-02T15:40:00Z"
    assert json.loads(as_json(page, BASE, "/feeds/json").encode())["items"][0]["title"].startswith("a\x00b")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/rss", 400),
        ("/feeds/stories/none/atom", 404),
        ("/feeds/search/atom", 400),
        ("/feeds/search/atom?q=stance:shouts", 400),
        ("/feeds/search/json?q=after:soon", 400),
    ],
)
def test_what_is_no_feed_says_so(browser: TestClient, path: str, status: int) -> None:
    assert browser.get(path).status_code == status
