"""Actors, figures, calendar, map, sources, brief and two texts side by side, as a browser asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.web.web_desk import FIRST, LATER, SECOND, make_desk

from onrecord import open_desk
from onrecord.model.subscription import Subscription
from onrecord.publish import pdf

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk.reading import Library
from onrecord.desk.reading.related import related_stories
from onrecord.desk.reading.shelf import Shelf
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"

COPY = (
    FIRST.replace("have failed", "have broken down")
    .replace("By Ada Orr\n", "By Cy Dahl\n")
    .replace("2 May 2031", "3 May 2031")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("analysis"), first=FIRST, second=SECOND, third=COPY, fourth=LATER)


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Library(folder)), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


def get(browser: TestClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


# Actors


def test_actors_are_found_by_a_part_of_a_name_and_by_kind(browser: TestClient) -> None:
    everybody = browser.get("/api/actors").json()
    assert {"Ilse Brandt", "Per Holm"} <= {row["name"] for row in everybody["heard"]}
    found = browser.get("/api/actors", params={"q": "BRAND"}).json()
    assert [row["name"] for row in found["heard"]] == ["Ilse Brandt"]
    people = browser.get("/api/actors", params={"kind": "person"}).json()
    assert {row["kind"] for row in people["heard"] + people["named"]} == {"person"}
    assert "fewer letters" in get(browser, "/actors?q=nobodyhasthis")


def test_an_actor_says_by_day_and_by_stance(browser: TestClient) -> None:
    actor = browser.get("/api/actors", params={"q": "brandt"}).json()["heard"][0]["id"]
    page = browser.get(f"/api/actors/{actor}").json()
    assert [role["name"] for role in page["roles"]]
    days = [saying["day"] for saying in page["sayings"]]
    assert days == sorted(days, reverse=True)
    stance, _, count = page["stances"][0]
    chosen = browser.get(f"/api/actors/{actor}", params={"stance": stance}).json()
    assert {saying["kind"] for saying in chosen["sayings"]} == {stance}
    assert len(chosen["sayings"]) == count
    assert browser.get("/actors/act_none").status_code == 404


# Figures


def test_every_dot_of_a_chart_leads_to_the_passage_of_its_value(browser: TestClient) -> None:
    html = get(browser, "/figures")
    targets = re.findall(r'<a href="#(v-[^"]+)"', html)
    assert targets
    assert set(targets) <= set(re.findall(r'<figure class="passage" id="([^"]+)"', html))
    assert browser.get("/figures?thread=thr_none").status_code == 404


# Calendar


def test_what_is_announced_stands_by_day_and_can_be_subscribed_to(browser: TestClient) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed: pip install icalendar")
    page = browser.get("/api/calendar").json()
    days = [day["words"] for day in page["ahead"] + page["past"]]
    assert "Friday 9 May 2031" in days
    assert f"{BASE}/calendar.ics" in get(browser, "/calendar")
    answer = browser.get("/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["DTSTART"].dt) for event in events} == {"2031-05-09"}
    assert len(events) == sum(day["count"] for day in page["ahead"] + page["past"])


def test_a_story_has_a_calendar_of_its_own(browser: TestClient) -> None:
    stories = {lead["story_id"] for lead in browser.get("/api/today").json()["leads"]}
    files = [browser.get(f"/stories/{story}/calendar.ics").text for story in sorted(stories)]
    whole = browser.get("/calendar.ics").text.count("BEGIN:VEVENT")
    assert 0 < whole == sum(file.count("BEGIN:VEVENT") for file in files)
    assert all(browser.get(f"/stories/{story}/calendar").status_code == 200 for story in stories)
    assert browser.get("/stories/story_none/calendar.ics").status_code == 404


# Map


def test_every_dot_of_the_map_leads_to_a_place_of_the_list(browser: TestClient) -> None:
    html = get(browser, "/map")
    dots = set(re.findall(r'class="dot \w+" href="#([^"]+)"', html))
    assert dots
    assert dots <= set(re.findall(r'class="place" id="([^"]+)"', html))
    assert "Odense" in html


def test_the_map_of_a_story_has_no_place_of_another(browser: TestClient) -> None:
    everywhere = {place["key"]: place["count"] for place in browser.get("/api/map").json()["placed"]}
    for lead in browser.get("/api/today").json()["leads"]:
        for place in browser.get(f"/api/stories/{lead['story_id']}/map").json()["placed"]:
            assert place["count"] <= everywhere[place["key"]]


# Sources


def test_an_outlet_lists_its_reports_and_copies(browser: TestClient) -> None:
    outlets = browser.get("/api/sources").json()["outlets"]
    assert sum(outlet["reports"] for outlet in outlets) == 4
    assert sum(outlet["copies"] for outlet in outlets) == 1
    for outlet in outlets:
        page = browser.get("/api/sources/outlet", params={"name": outlet["name"]}).json()
        assert len(page["reports"]) == outlet["reports"]
        assert len(page["copies"]) == outlet["copies"] + outlet["excerpts"]
    assert browser.get("/sources/outlet?name=None+such").status_code == 404


def test_copies_are_folded_under_the_text_that_came_first(browser: TestClient) -> None:
    (printed,) = browser.get("/api/sources").json()["printed"]
    (copy,) = printed["copies"]
    assert copy["report"]["copy_of"] == printed["report"]["id"]
    assert printed["reason"]
    html = get(browser, "/sources").partition('id="printed"')[2]
    assert f'href="/articles/{printed["report"]["id"]}"' in html.partition("<details")[0]
    assert f'href="/articles/{copy["report"]["id"]}/beside"' in html.partition("<details")[2]


def test_feeds_say_how_their_visits_went(tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=FIRST)
    failing = Subscription(
        id=Subscription.make_id("https://news.example/<b>feed"),
        source="https://news.example/<b>feed",
        address="https://news.example/<b>feed",
        kind="feed",
        last_tried="2031-05-24T06:00:00+00:00",
        next_due="2031-05-24T12:00:00+00:00",
        failures=3,
        trouble="The server did not answer: nothing to do but wait.",
    )
    with open_desk(folder) as desk:
        store = desk._store
        with store.writing(), store.transaction():
            store.put_subscription(failing)
    with TestClient(make_app(Library(folder)), base_url=BASE) as client:
        html = get(client, "/sources")
    assert "The server did not answer" in html
    assert "24 May 2031 12:00" in html
    assert "<b>" not in re.sub(r"<b>\d+</b>", "", html)


# Two texts side by side


def test_a_copy_stands_beside_the_first_with_what_differs_marked(browser: TestClient) -> None:
    copied = [
        copy
        for outlet in browser.get("/api/sources").json()["outlets"]
        for copy in browser.get("/api/sources/outlet", params={"name": outlet["name"]}).json()["copies"]
    ]
    html = get(browser, f"/articles/{copied[0]['report']['id']}/beside")
    assert {"failed", "broken down"} <= set(re.findall(r"<mark>([^<]+)</mark>", html))
    first = copied[0]["other"]["id"]
    assert browser.get(f"/articles/{first}/beside").status_code == 404
    assert f"/articles/{copied[0]['report']['id']}/beside" in get(browser, f"/articles/{first}")


# Brief


def test_a_brief_is_taken_away_as_a_file(browser: TestClient) -> None:
    assert browser.get("/brief.md").text.startswith("# Brief")
    assert browser.get("/brief.json").json()["threads"]
    assert browser.get("/brief.exe").status_code == 404
    pytest.importorskip("typst", reason="typst is not installed: pip install 'onrecord[pdf]'")
    assert browser.get("/brief.pdf").content.startswith(b"%PDF")


def test_without_typst_one_sentence_says_what_to_install(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    assert "onrecord[pdf]" in get(browser, "/brief")
    assert 'href="/brief.pdf' not in get(browser, "/brief")
    assert browser.get("/brief.pdf").status_code == 400


def test_a_brief_says_what_has_changed_since_a_day(browser: TestClient) -> None:
    sections = [
        section["name"]
        for thread in browser.get("/api/brief?since=2031-05-03").json()["threads"]
        for section in thread["sections"]
    ]
    assert "changed" in sections
    assert browser.get("/brief?since=no-such-state").status_code == 400


def test_the_passage_of_each_line_of_the_brief_can_be_loaded(browser: TestClient) -> None:
    places = set(re.findall(r'hx-get="(/passages/[^"]+)"', get(browser, "/brief")))
    assert places
    for place in places:
        assert '<figure class="passage">' in get(browser, place)


@pytest.mark.parametrize("path", ["/actors", "/figures", "/calendar", "/map", "/sources", "/brief", "/calendar.ics"])
def test_an_empty_desk_has_all_pages(tmp_path: Path, path: str) -> None:
    with open_desk(tmp_path / "desk"):
        pass
    with TestClient(make_app(Library(tmp_path / "desk")), base_url=BASE) as client:
        assert client.get(path).status_code == 200


def test_related_stories_are_those_in_which_the_same_people_speak(folder: Path) -> None:
    with open_desk(folder) as desk:
        contents = desk.contents()
    relations = max(contents.relations, key=lambda each: len(each.datings))
    speakers: dict[str, set[str]] = {}
    for statement in relations.statements:
        if statement.speaker.actor_id:
            speakers.setdefault(statement.article_id, set()).add(statement.speaker.actor_id)
    one, other = sorted(article for article in speakers if article in {each.article_id for each in relations.datings})[
        :2
    ]
    shared = speakers[one] & speakers[other]
    told = relations.stories[0]
    first = replace(told, id="story_1", article_ids=(one,), title_article_id=one, reasons=())
    second = replace(told, id="story_2", article_ids=(other,), title_article_id=other, reasons=())
    lonely = replace(told, id="story_3", article_ids=(), title_article_id=one, reasons=())
    shelf = Shelf(replace(contents, relations=(replace(relations, stories=(first, second, lonely)),)))
    related = related_stories(shelf, one, shelf.story_of(one))
    assert [story.id for story in related] == (["story_2"] if shared else [])
    assert shared
    assert set(related[0].shared) == {shelf.actor(actor, None) for actor in shared}
    assert related_stories(shelf, one, None) == ()


def test_names_and_days_are_told_on_pointing_at_them(browser: TestClient) -> None:
    articles = {hit["report"]["id"] for hit in browser.get("/api/search?q=ferry").json()["hits"]}
    told = [
        (run["text"], run["hover"])
        for article in articles
        for block in browser.get(f"/api/articles/{article}").json()["blocks"]
        for run in block["runs"]
        if run["hover"]
    ]
    assert any(text == "Odense" and "Denmark" in hover for text, hover in told)
    assert any("Friday" in text and "May 2031" in hover for text, hover in told)
