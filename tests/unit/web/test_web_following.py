"""Following in the page: one gesture begins and ends it, counts are one's own, and what was shown is what counts as seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, LATER, SECOND, of_a_page, own_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk import open_desk
from onrecord.desk.reading import Library
from onrecord.desk.reading.story_opening import StoryOpening
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return own_desk(tmp_path, first=FIRST, second=SECOND)


@pytest.fixture
def browser(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("USER", "Ada")
    with TestClient(make_app(Library(desk)), base_url=BASE, headers={"Origin": BASE}, follow_redirects=False) as client:
        yield of_a_page(client)


def come(desk: Path, **reports: str) -> None:
    """More reports come onto the desk."""
    for name, text in reports.items():
        (desk.parent / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_desk(desk) as opened:
        opened.add([desk.parent / "reports"], received="2031-05-24")


def story(browser: TestClient) -> str:
    found: str = browser.get("/api/today").json()["leads"][0]["story_id"]
    return found


def actor(browser: TestClient, name: str) -> str:
    rows = browser.get("/api/actors").json()["heard"]
    return next(row["id"] for row in rows if row["name"] == name)


def items(browser: TestClient) -> dict[str, dict[str, Any]]:
    return {item["kind"]: item for item in browser.get("/api/following").json()["items"]}


def form(html: str) -> dict[str, str]:
    """What the first form of a button to follow sends."""
    found = re.search(r'<form action="/following" method="post".*?</form>', html, re.S)
    assert found, html[:2000]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', found[0]))


def test_one_gesture_follows_and_one_ends_it(browser: TestClient) -> None:
    page = f"/stories/{story(browser)}"
    sent = form(browser.get(page).text)
    answer = browser.post("/following", data=sent, headers={"Referer": BASE + page})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    shown = browser.get(page).text
    assert "Following" in shown and form(shown)["stop"].startswith("fol_")
    assert [item["target"] for item in browser.get("/api/following").json()["items"]] == [sent["target"]]
    browser.post("/following", data=form(shown))
    assert browser.get("/api/following").json()["items"] == []


@pytest.mark.parametrize(
    "referer", ["", "http://[", "https://evil.example/x", f"{BASE}//evil.example", f"{BASE}/login"]
)
def test_a_button_leads_back_to_the_desk_alone(browser: TestClient, referer: str) -> None:
    sent = {"kind": "search", "target": "ferry"}
    answer = browser.post("/following", data=sent, headers={"Referer": referer})
    assert (answer.status_code, answer.headers["location"]) == (303, "/following")


def test_what_comes_while_a_page_is_made_is_new_to_whoever_follows_from_it(
    browser: TestClient, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(
        desk,
        third="Ferry waits\n\n3 May 2031\n\nAbout 500 sailors were waiting in the port of Odense, Per Holm said.\n",
    )
    page, opening = f"/stories/{story(browser)}", Library.story_opening

    def late(library: Library, story_id: str) -> StoryOpening:
        made = opening(library, story_id)
        come(desk, later=LATER)
        return made

    position = re.findall(r'name="upto" value="(\d+)"', browser.get(page).text)[0]
    monkeypatch.setattr(Library, "story_opening", late)
    numbers = re.findall(r'name="upto" value="(\d+)"', browser.get(page).text)
    assert len(numbers) > 1  # of the story and of its figures
    assert set(numbers) == {position}


def test_with_a_script_the_button_alone_comes_back(browser: TestClient) -> None:
    sent = form(browser.get(f"/stories/{story(browser)}").text)
    answer = browser.post("/following", data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.text and form(answer.text)["stop"]
    answer = browser.post("/following", data=form(answer.text), headers={"HX-Request": "true"})
    assert "stop" not in form(answer.text) and "Follow" in answer.text


def test_every_kind_is_followed_and_told(browser: TestClient, desk: Path) -> None:
    come(
        desk,
        third="Ferry waits\n\n3 May 2031\n\nAbout 500 sailors were waiting in the port of Odense, Per Holm said.\n",
    )
    figure = browser.get("/api/figures").json()["threads"][0]["moving"][0]["id"]
    place = next(each for each in browser.get("/api/map").json()["placed"] if each["name"] == "Odense")
    wanted = [
        {"kind": "story", "target": story(browser)},
        {"kind": "actor", "target": actor(browser, "Per Holm")},
        {"kind": "figure", "target": figure},
        {"kind": "place", "target": place["key"], "label": place["name"]},
        {"kind": "search", "target": "sailors  stance:announces"},
        {"kind": "search", "target": "sailors"},
    ]
    for each in wanted:
        assert browser.post("/api/following", json=each).status_code == 201
    assert browser.get("/api/following/unread").json() == {"count": 0, "partly": False}
    come(desk, later=LATER, again=LATER)
    found = {(item["kind"], item["target"]): item for item in browser.get("/api/following").json()["items"]}
    for each in wanted[:4]:
        item = found[each["kind"], each["target"]]
        assert item["count"] > 0, item
        assert item["lines"][0]["passage"]["text"]
        assert item["page"] and not item["gone"]
        assert browser.get(item["page"]).status_code == 200
    assert found["search", "sailors"]["words"] == "2 new reports, 1 of them a copy"
    assert found["search", "sailors"]["feed"] == "/feeds/search/atom?q=sailors"
    assert found["story", story(browser)]["words"] == "2 new reports, 1 of them a copy"
    assert found["actor", wanted[1]["target"]]["words"] == "2 new statements, 1 of them in a copy"
    assert browser.get("/api/following/unread").json()["count"] == sum(item["count"] for item in found.values())
    shown = browser.get("/following").text
    assert "2 new reports, 1 of them a copy" in shown and "Ministers to meet" in shown


def test_a_late_report_is_new_whatever_its_date(browser: TestClient, desk: Path) -> None:
    browser.post("/api/following", json={"kind": "search", "target": "ferry"})
    come(desk, old="The ferry was built\n\nBy Bo Lund\n1 March 1999\n\nThe ferry was built in Odense, Per Holm said.\n")
    assert items(browser)["search"]["words"] == "1 new report"


def test_looking_at_its_page_is_looking_up_to_what_that_shows(browser: TestClient, desk: Path) -> None:
    page = f"/stories/{story(browser)}"
    browser.post("/api/following", json={"kind": "story", "target": story(browser)})
    come(desk, later=LATER)
    shown = browser.get(page).text
    found = re.search(r'data-looked="(\w+)" data-upto="(\d+)"', shown)
    assert found, "the page says what it has shown"
    come(desk, more=LATER.replace("600", "700").replace("4 May", "5 May"))  # while it is read
    assert browser.post("/api/following/seen", json={"id": found[1], "upto": int(found[2])}).status_code == 204
    assert items(browser)["story"]["words"] == "1 new report, 1 of them a copy"
    browser.post("/api/following/seen", json={"id": found[1], "upto": 1})
    assert items(browser)["story"]["count"] == 1, "what was seen stays seen, and nothing else is"
    browser.post("/api/following/seen", json={"upto": 10**15})
    come(desk, last=LATER.replace("600", "800").replace("4 May", "6 May"))
    assert items(browser)["story"]["count"] == 1, "nobody has seen what is still to come"


def test_a_search_counts_as_seen_where_all_that_is_new_is_on_the_page(browser: TestClient, desk: Path) -> None:
    browser.post("/api/following", json={"kind": "search", "target": "sailors"})
    come(desk, later=LATER)
    assert "data-looked" in browser.get("/search?q=sailors").text
    assert "data-looked" not in browser.get("/search?q=sailors&first=1").text or items(browser)["search"]["count"] == 1
    assert "data-looked" not in browser.get("/search?q=minister").text


def test_what_is_marked_is_what_its_form_says(browser: TestClient, desk: Path) -> None:
    browser.post("/api/following", json={"kind": "story", "target": story(browser)})
    browser.post("/api/following", json={"kind": "search", "target": "sailors"})
    come(desk, later=LATER)
    item = items(browser)["story"]
    answer = browser.post(
        "/following/seen", data={"follow": item["id"], "upto": item["upto"]}, headers={"Referer": f"{BASE}/following"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/following")
    assert (items(browser)["story"]["count"], items(browser)["search"]["count"]) == (0, 1)
    browser.post("/following/seen", data={"upto": browser.get("/api/following").json()["upto"]})
    assert browser.get("/api/following/unread").json()["count"] == 0
    assert "Nothing new" in browser.get("/following").text


def test_nobody_sees_or_ends_what_another_follows(browser: TestClient, desk: Path) -> None:
    with open_desk(desk) as opened:
        other = opened.follow("search", "sailors", by="Bo")
    come(desk, later=LATER)
    assert browser.get("/api/following").json()["items"] == []
    assert browser.delete(f"/api/following/{other.id}").status_code == 404
    assert browser.post("/api/following/seen", json={"id": other.id, "upto": 99}).status_code == 404
    browser.post("/api/following", json={"kind": "search", "target": "sailors"})
    browser.post("/api/following/seen", json={"upto": 99})
    with open_desk(desk) as opened:
        assert [item.count for item in opened.following(by="Bo").items] == [1]


def test_removing_a_report_lowers_the_count_and_a_story_that_is_gone_says_so(browser: TestClient, desk: Path) -> None:
    browser.post("/api/following", json={"kind": "story", "target": story(browser)})
    come(desk, later=LATER)
    assert items(browser)["story"]["count"] == 1
    reports = desk.parent / "reports"
    with open_desk(desk) as opened:
        opened.remove(str(reports / "later.txt"), "asked")
        assert items(browser)["story"]["count"] == 0
        for name in ("first", "second"):
            opened.remove(str(reports / f"{name}.txt"), "asked")
    item = items(browser)["story"]
    assert (item["gone"], item["words"], item["lines"]) == (True, "no longer on the desk", [])
    shown = browser.get("/following").text
    assert "No longer on the desk" in shown and "Ferry talks" not in shown


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"kind": "weather", "target": "rain"}, 400),
        ({"kind": "story", "target": "story_000000000000"}, 404),
        ({"kind": "story", "target": ""}, 400),
        ({"kind": "actor", "target": "Nobody At All"}, 404),
        ({"kind": "figure", "target": "ser_1"}, 404),
        ({"kind": "place", "target": "Atlantis-on-Sea"}, 404),
        ({"kind": "search", "target": "  "}, 400),
        ({"kind": "search", "target": "stance:shouts"}, 400),
        ({"kind": "search", "target": "x" * 600}, 400),
        ({"kind": "search", "target": "ferry", "upto": -1}, 400),
        ({"kind": "search", "target": "ferry", "upto": 2**70}, 400),
        ({"kind": "search", "target": "\x00 ferry\n\n\u202e"}, 201),
    ],
)
def test_what_cannot_be_followed_is_said_in_a_sentence(
    browser: TestClient, wanted: dict[str, Any], status: int
) -> None:
    answer = browser.post("/api/following", json=wanted)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.json()["error"].endswith(".")
