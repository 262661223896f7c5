"""What somebody who never saw a desk stumbled over: see "What a newcomer finds" in docs/method/pages.md."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient
from tests.unit.web.web_desk import FIRST, LATER, SECOND, make_desk

from onrecord import open_desk
from onrecord.desk.reading import Library
from onrecord.desk.reading.events import EventView, TurnView, weekday
from onrecord.desk.reading.shelf import Cited
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"

COPY = FIRST.replace("By Ada Orr\n", "By Cy Dahl\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_desk(tmp_path, first=FIRST, second=SECOND, copy=COPY)


@pytest.fixture
def browser(folder: Path) -> TestClient:
    return TestClient(make_app(Library(folder)), base_url=BASE, raise_server_exceptions=False)


def add(folder: Path, name: str, text: str) -> None:
    path = folder.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    with open_desk(folder) as desk:
        desk.add([path], received="2031-05-24")


def shown(page: str) -> str:
    """The words that a reader sees."""
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def changes(browser: TestClient, folder: Path, name: str, text: str) -> dict[str, str]:
    with open_desk(folder) as desk:
        desk.keep(f"before {name}")
    add(folder, name, text)
    page = browser.get("/api/today", params={"since": f"before {name}"}).json()
    return {line["kind"]: line["note"] for line in page["changed"] if "sailors" in line["what"]}


def test_a_figure_moves_with_the_one_who_gave_it_before(tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=SECOND, second=FIRST.replace("2 May 2031", "4 May 2031"))
    browser = TestClient(make_app(Library(folder)), base_url=BASE)
    told = changes(browser, folder, "later", LATER.replace("4 May 2031", "6 May 2031"))
    assert told["moved"] == "about 450 → about 600, Per Holm"  # not from the minister's 300, which is newer


def test_two_who_count_differ_and_nothing_moved(tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=FIRST)
    browser = TestClient(make_app(Library(folder)), base_url=BASE)
    told = changes(browser, folder, "second", SECOND)
    assert "moved" not in told
    assert re.fullmatch(r"(about )?300 \(.*Brandt.*\) · (about )?450 \(.*Holm.*\)", told["another value"])


def test_no_page_shows_an_identifier_where_words_belong(browser: TestClient) -> None:
    stories = re.findall(r"/stories/(story_\w+)", browser.get("/").text)
    for path in ("/", "/brief", "/calendar", "/figures", "/sources", *(f"/stories/{one}" for one in set(stories))):
        assert not re.findall(
            r"\b(?:art|diff|evt|event|claim|series|st)_[0-9a-f]{12}", shown(browser.get(path).text)
        ), path


def test_sides_stand_by_their_time_and_say_where_they_are_from(browser: TestClient) -> None:
    for difference in browser.get("/api/today").json()["disputed"]:
        days = [side["passage"]["published"] for side in difference["sides"]]
        assert sum(side["earliest"] for side in difference["sides"]) <= 1
        assert len(days) > 1


def test_a_forecast_is_told_by_the_forecast_and_an_announcement_by_its_latest_report() -> None:
    def cited(text: str) -> Cited:
        return Cited(**{name: text if name == "text" else 0 for name in Cited.__dataclass_fields__})

    turns = (TurnView("announced", "", cited("it will")), TurnView("held", "", cited("it did")))
    event = EventView("e", "meet", "held", "9 May 2031", "2031-05-09", "", "", "", turns, "", None)
    assert event.telling.passage.text == "it did"
    assert event.on == "Friday 9 May 2031"
    forecast = EventView("e", "meet", "held", "9 to 12 May 2031", "2031-05-09", "", "", "Per Holm", turns, "", None)
    assert forecast.telling.passage.text == "it will"
    assert forecast.on == "9 to 12 May 2031"
    assert weekday("no day") == weekday(None) == ""


def test_a_search_that_finds_nothing_offers_other_forms_of_the_word(browser: TestClient) -> None:
    page = browser.get("/search", params={"q": "sailored"}).text
    offered = re.search(r'href="(/search\?q=sailo%2A|/search\?q=sailo\*)"', page)
    assert offered
    assert browser.get(html.unescape(offered[1])).text.count('class="headline"') >= 1
    assert "other forms" not in browser.get("/search", params={"q": '"no such words"'}).text


def test_outcomes_of_the_calendar_choose(browser: TestClient, folder: Path) -> None:
    add(folder, "later", LATER.replace("9 May", "5 May").replace("Friday", "Monday"))
    add(folder, "end", "Talks over\n\n20 May 2031\n\nThe harbour of Odense was calm on Tuesday, the port said.\n")
    page = browser.get("/api/calendar").json()
    assert page["outcomes"]
    for word, count in page["outcomes"]:
        past = browser.get("/calendar", params={"ended": word}).text.split('id="past"')[1].split("<aside")[0]
        assert past.count("data-passage") >= count
        assert f"<b>{word}</b>" in past
    assert "<b>never</b>" not in browser.get("/calendar", params={"ended": "never"}).text


def test_what_is_empty_or_wrong_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    (tmp_path / "nothing.txt").write_text("")
    with open_desk(folder) as desk:
        desk.add([tmp_path / "nothing.txt"], received="2031-05-24")
    browser = TestClient(make_app(Library(folder)), base_url=BASE, raise_server_exceptions=False)
    for path in ("/", "/calendar", "/figures", "/actors", "/sources", "/brief"):
        main = browser.get(path).text.split("<main")[1]
        assert 'href="/add"' in main, path
    assert "it is empty" in shown(browser.get("/").text)
    assert "after undated" not in shown(browser.get("/calendar").text)
    error = browser.get("/stories/none").text
    assert "<h1>No story has the identifier &#39;none&#39;.</h1>" in error
    assert "<p>Go back to the front page" in error
