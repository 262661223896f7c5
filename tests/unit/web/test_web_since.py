"""The front page compared with a day, a state that was kept, and the last visit."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.web.web_desk import FIRST, SECOND, make_desk, of_a_page

from onrecord import open_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk.reading import Library
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"
OWN = {"Origin": BASE}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_desk(tmp_path, first=FIRST)


@pytest.fixture
def browser(folder: Path) -> TestClient:
    return of_a_page(TestClient(make_app(Library(folder)), base_url=BASE, raise_server_exceptions=False))


def receive_more(folder: Path) -> None:
    more = folder.parent / "second.txt"
    more.write_text(SECOND, encoding="utf-8")
    with open_desk(folder) as desk:
        desk.add([more], received="2031-05-24")


def new(browser: TestClient, since: str) -> list[int]:
    return [lead["new"] for lead in browser.get("/api/today", params={"since": since}).json()["leads"]]


def test_a_state_is_kept_and_compared_with(browser: TestClient, folder: Path) -> None:
    answer = browser.post("/today/keep", headers=OWN, data={"name": "morning & noon"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?since=morning%20%26%20noon#changed"
    assert new(browser, "morning & noon") == [0]
    before = browser.get("/api/today", params={"since": "morning & noon"}).json()
    assert before["changed"] == []
    receive_more(folder)
    after = browser.get("/api/today", params={"since": "morning & noon"}).json()
    assert sum(lead["new"] for lead in after["leads"]) == 1
    assert "“morning & noon”" in after["since_words"]
    assert {line["kind"] for line in after["changed"]} & {"disputed", "new report", "moved"}
    for line in after["changed"]:
        assert line["passages"], line


def test_the_choice_stays_until_another_is_made(browser: TestClient) -> None:
    browser.post("/today/keep", headers=OWN, data={"name": "morning"})
    assert "Changed since “morning”" in browser.get("/?since=morning").text
    assert "Changed since “morning”" in browser.get("/").text
    assert "Changed since 1 May 2031" in browser.get("/?since=morning&day=2031-05-01").text
    assert "Changed since 1 May 2031" in browser.get("/").text
    assert "Changed since 1 May 2031" in browser.get("/?since=").text  # the day before the newest evidence, 2 May
    assert "onrecord_since" not in browser.cookies


def test_a_state_that_is_gone_is_told_and_forgotten(browser: TestClient) -> None:
    page = browser.get("/?since=evening").text
    assert "There is no state" in page
    assert "Changed since 1 May 2031" in page
    assert "There is no state" not in browser.get("/").text
    assert browser.get("/api/today?since=evening").status_code == 400


@pytest.mark.parametrize("name", ["", " ", "2031-05-02", "x" * 81, "a\nb", "a\u202eb"])
def test_what_is_no_name_is_refused_with_a_sentence(browser: TestClient, name: str) -> None:
    answer = browser.post("/today/keep", headers=OWN, data={"name": name})
    assert answer.status_code == 400
    assert "state" in answer.text


def test_a_visit_shows_what_is_new_since_the_one_before(browser: TestClient, folder: Path) -> None:
    assert browser.post("/today/visit", headers=OWN).status_code == 204
    assert "last visit" not in browser.get("/api/today").json()["states"]
    receive_more(folder)
    assert browser.post("/today/visit", headers=OWN).status_code == 204
    assert sum(new(browser, "last visit")) == 1
    assert "Changed since your last visit" in browser.get("/", params={"since": "last visit"}).text
    browser.post("/today/visit", headers=OWN)
    assert sum(new(browser, "last visit")) == 0


@pytest.mark.parametrize("path", ["/today/visit", "/today/keep"])
def test_no_other_site_can_keep_anything(browser: TestClient, path: str) -> None:
    assert browser.post(path, data={"name": "x"}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert browser.get("/api/today").json()["states"] == []
