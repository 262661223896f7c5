"""Pages, JSON and the guard, as a browser asks for them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, INJECTIONS, SECOND, hostile, make_desk, of_a_page

from onrecord import open_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk.query import FIELDS
from onrecord.desk.reading import Library
from onrecord.desk.reading.slices import slice_of
from onrecord.web.app import make_app
from onrecord.web.guard import HEADERS

STATIC = Path(__file__).parents[3] / "src/onrecord/web/static"
BASE = "http://127.0.0.1:8031"

#: Attributes by which a page would run a script or load from elsewhere.
_RUNS = re.compile(r"on\w+|style|hx-on.*|hx-vals|srcdoc|formaction")


class Page(HTMLParser):
    """What a browser makes of a page: elements, links, and the text in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self, start: str) -> list[str]:
        return sorted(
            {each["href"] for tag, each in self.tags if tag == "a" and (each.get("href") or "").startswith(start)}
        )

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [each for tag, each in self.tags if tag == name]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("web"), first=FIRST, second=SECOND)


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Library(folder)), base_url=BASE, raise_server_exceptions=False) as client:
        yield of_a_page(client)


def visit(browser: TestClient, path: str) -> Page:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def every_page(browser: TestClient, most: int = 10**9) -> Iterator[tuple[str, str]]:
    """Each page that can be reached from the front page, and what it is; of an address with other queries, ``most``."""
    seen: set[str] = set()
    taken: Counter[str] = Counter()
    waiting = ["/", "/search", "/search?q=ferry"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        taken[path.partition("?")[0]] += 1
        if taken[path.partition("?")[0]] > most:
            continue
        html = browser.get(path)
        assert html.status_code == 200, (path, html.text)
        if "text/html" not in html.headers["content-type"]:
            continue  # a file to take away, which no browser runs
        yield path, html.text
        for tag, each in Page(html.text).tags:
            target = (each.get("href") or "").partition("#")[0] or each.get("hx-get") or ""
            if (
                tag in ("a", "details", "div")
                and target.startswith("/")
                and target not in seen
                and target not in waiting
            ):
                waiting.append(target)


# What pages show


def test_the_front_page_leads_to_stories_and_they_to_articles(browser: TestClient) -> None:
    stories = visit(browser, "/").links("/stories/")
    assert stories
    articles = visit(browser, stories[0]).links("/articles/")
    assert articles
    assert "Ferry talks fail" in "".join(visit(browser, path).text for path in articles)


def test_every_passage_on_every_page_stands_in_its_article(browser: TestClient, folder: Path) -> None:
    with open_desk(folder) as desk:
        texts = {row["id"]: row["text"] for row in desk.show("articles")}
    checked = 0
    for _, html in every_page(browser):
        for found in re.finditer(
            r'<figure class="passage">.*?<mark>([^<]*)</mark>.*?/articles/(art_\w+)\?start=(\d+)&amp;end=(\d+)',
            html,
            re.S,
        ):
            shown, article_id, start, end = found.groups()
            assert Page(shown).text == texts[article_id][int(start) : int(end)]
            checked += 1
    assert checked > 10


def test_json_carries_the_digest_of_what_it_quotes(browser: TestClient, folder: Path) -> None:
    story = visit(browser, "/").links("/stories/")[0]
    with open_desk(folder) as desk:
        texts = {row["id"]: row["text"] for row in desk.show("articles")}
    quoted = 0
    waiting: list[Any] = [browser.get(f"/api{story}").json(), browser.get("/api/today").json()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "digest" in value:
                words = texts[value["article_id"]][value["start"] : value["end"]]
                assert value["text"] == words
                assert hashlib.sha256(words.encode()).hexdigest() == value["digest"]
                assert value["digest"] in value["locator"]
                quoted += 1
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    assert quoted > 10


def test_an_article_marks_what_one_came_to_see(browser: TestClient) -> None:
    story = visit(browser, visit(browser, "/").links("/stories/")[0])
    link = next(each for each in story.links("/articles/") if "start=" in each)
    html = browser.get(link).text
    assert html.count('id="at"') == 1


def test_a_field_that_there_is_not_is_told_with_those_that_there_are(browser: TestClient) -> None:
    told = browser.get("/search?q=speaker:holm").text
    assert "<code>speaker:</code> is no field" in told
    assert all(f"<code>{name}:</code>" in told for name in FIELDS)
    for fine in ("zzz", "outlet:zzz", "https://zzz.example"):
        assert "is no field" not in browser.get("/search", params={"q": fine}).text


def test_search_marks_what_matched_and_says_whose_words_they_are(browser: TestClient) -> None:
    html = browser.get("/search?q=fares").text
    assert "<mark>fares</mark>" in html
    assert "Ilse Brandt" in Page(html).text
    part = browser.get("/search?q=fares", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "<mark>fares</mark>" in part


@pytest.mark.parametrize("query", ["", "   ", "nothingmatches", '"', "AND", "a*", "(((", "NEAR(", "\x00", "é" * 200])
def test_every_query_is_answered(browser: TestClient, query: str) -> None:
    assert browser.get("/search", params={"q": query}).status_code == 200


def test_a_page_follows_the_desk(tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=FIRST)
    with TestClient(make_app(Library(folder)), base_url=BASE) as client:
        before = client.get("/api/today").json()["articles"]
        (tmp_path / "reports/second.txt").write_text(SECOND, encoding="utf-8")
        with open_desk(folder) as desk:
            desk.add([tmp_path / "reports/second.txt"])
        assert client.get("/api/today").json()["articles"] == before + 1 == 2


def test_an_empty_desk_says_what_to_do(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk"):
        pass
    with TestClient(make_app(Library(tmp_path / "desk")), base_url=BASE) as client:
        assert "onrecord add" in client.get("/").text


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/stories/story_none",
        "/articles/art_none",
        "/stories/story_none/claims/disputed",
        "/api/articles/x",
        "/api/passages/art_none/0-5",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert Page(answer.text).text.count(".") >= 1 or "error" in answer.json()


def test_offsets_outside_the_article_are_refused(browser: TestClient) -> None:
    article = visit(browser, visit(browser, "/").links("/stories/")[0]).links("/articles/")[0].partition("?")[0]
    for span in ("5-5", "9-3", "0-999999"):
        assert browser.get(f"/api/passages/{article.removeprefix('/articles/')}/{span}").status_code == 404
    assert browser.get(f"{article}?start=999999&end=9999999").status_code == 200
    assert browser.get(f"{article}?start=x").status_code == 400


def test_the_api_describes_itself(browser: TestClient) -> None:
    paths = json.loads(browser.get("/api/openapi.json").text)["paths"]
    assert set(paths) == {
        "/api/today",
        "/api/following",
        "/api/following/unread",
        "/api/following/seen",
        "/api/following/{follow_id}",
        "/api/settings",
        "/api/settings/changes",
        "/api/settings/{name}",
        "/api/podcast",
        "/api/handover",
        "/api/handover/draft",
        "/api/handover/draft/renew",
        "/api/handover/draft/give-up",
        "/api/handover/draft/edits",
        "/api/handover/draft/sign",
        "/api/handover/{number}",
        "/api/handover/{number}/since/{earlier}",
        "/api/audit",
        "/api/records/{record_id}/correction",
        "/api/rulings",
        "/feeds/{form}",
        "/feeds/search/{form}",
        "/feeds/stories/{story_id}/{form}",
        "/api/stories/{story_id}",
        "/api/articles/{article_id}",
        "/api/search",
        "/api/loads",
        "/api/loads/{load_id}",
        "/api/loads/{load_id}/stop",
        "/api/actors",
        "/api/actors/{actor_id}",
        "/api/figures",
        "/api/calendar",
        "/api/stories/{story_id}/calendar",
        "/api/map",
        "/api/stories/{story_id}/map",
        "/api/sources",
        "/api/sources/outlet",
        "/api/articles/{article_id}/beside",
        "/api/brief",
        "/api/passages/{article_id}/{start}-{end}",
    }


# What may not happen


@pytest.mark.parametrize("injection", INJECTIONS)
def test_no_report_puts_markup_into_a_page(tmp_path: Path, injection: str) -> None:
    folder = make_desk(tmp_path, first=hostile(injection), second=SECOND)
    with TestClient(make_app(Library(folder)), base_url=BASE) as client:
        pages = list(every_page(client, most=4))
        pages.append(("query", client.get("/search", params={"q": f"ferry {injection}"}).text))
    assert len(pages) > 4
    for path, html in pages:
        page = Page(html)
        scripts = [each.get("src") for each in page.of("script")]
        assert all(re.fullmatch(r"/static/[a-z.]+\.js", script or "") for script in scripts), path
        assert not page.of("img"), path
        for tag, attributes in page.tags:
            assert not [name for name in attributes if _RUNS.fullmatch(name)], (path, tag, attributes)
            href = attributes.get("href") or ""
            assert not href.lower().lstrip().startswith(("javascript:", "data:")), path
            target = attributes.get("hx-get") or "/"
            assert re.match(r"/(search|stories/)?", target), path
            assert attributes.get("hx-trigger") != "load", path
        assert "49{% raw" not in html


def test_every_answer_carries_the_headers(browser: TestClient) -> None:
    for path in ("/", "/search", "/api/today", "/static/onrecord.css", "/nowhere", "/api/nowhere"):
        answer = browser.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_pages_name_no_other_host(browser: TestClient) -> None:
    for path, html in every_page(browser):
        for tag, each in Page(html).tags:
            for name in ("src", "action", "hx-get") + (() if tag == "a" else ("href",)):
                assert not re.match(r"(?:\w+:)?//", each.get(name) or ""), path


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8031",
        "127.0.0.1@evil.example",
        "10.0.0.1",
        "localhost.",
        "",
    ],
)
def test_another_name_for_this_machine_is_refused(browser: TestClient, host: str) -> None:
    answer = browser.get("/api/today", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9", "localhost:8031", "LOCALHOST", "[::1]:8031"])
def test_names_of_this_machine_are_welcome(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 200),
        ("GET", {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ("GET", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 200),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403),
        ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403),
        ("GET", {"Origin": "https://evil.example"}, 403),
        ("GET", {"Origin": "null"}, 403),
        ("GET", {"Origin": "http://127.0.0.1:9999"}, 403),
        ("POST", {}, 403),
        ("POST", {"Origin": "https://evil.example"}, 403),
        ("POST", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {"Origin": BASE}, 405),
        ("DELETE", {"Sec-Fetch-Site": "same-origin"}, 405),
    ],
)
def test_other_sites_are_refused(browser: TestClient, method: str, headers: dict[str, str], status: int) -> None:
    assert browser.request(method, "/", headers=headers).status_code == status


def test_what_is_vendored_is_what_was_published() -> None:
    listed = json.loads((STATIC / "vendored.json").read_text(encoding="utf-8"))
    for each in listed:
        assert hashlib.sha256((STATIC / each["file"]).read_bytes()).hexdigest() == each["sha256"]
        assert (STATIC / each["licence_file"]).read_text(encoding="utf-8").strip()
    own = {
        "onrecord.css",
        "analysis.css",
        "account.css",
        "following.css",
        "handover.css",
        "adding.css",
        "icon.svg",
        "vendored.json",
    }
    own |= {
        f"{name}.js"
        for name in ("onrecord", "account", "adding", "following", "handover", "listen", "reading", "visits")
    }
    assert {path.name for path in STATIC.iterdir()} - own == {
        name for each in listed for name in (each["file"], each["licence_file"])
    }


def test_a_story_that_is_being_read_anew_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an upgrade, when what followed from the old reading is gone, and the new is not there yet."""
    desk = make_desk(tmp_path, first=FIRST, second=SECOND)
    story = Library(desk).today().leads[0].story_id
    monkeypatch.setattr("onrecord.desk.reading.stories.slice_of", lambda store, *_, **__: slice_of(store, ()))
    with TestClient(make_app(Library(desk)), base_url=BASE) as client:
        answer = client.get(f"/stories/{story}")
    assert answer.status_code == 503 and "being read anew" in answer.text
