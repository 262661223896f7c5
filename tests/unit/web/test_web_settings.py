"""The page of settings is the same table as the file, records who changed it, and changes nothing that the machine runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.web.web_desk import FIRST, make_desk, of_a_page

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk.podcasts import FOLDER
from onrecord.desk.reading import Library
from onrecord.desk.settings import SETTINGS
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return make_desk(tmp_path, first=FIRST)


@pytest.fixture
def browser(desk: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Library(desk)), base_url=BASE, follow_redirects=False) as client:
        client.headers["Origin"] = BASE
        yield of_a_page(client)


def test_every_setting_is_on_the_page(browser: TestClient) -> None:
    page = browser.get("/settings").text
    assert [row["name"] for row in browser.get("/api/settings").json()] == [setting.name for setting in SETTINGS]
    for setting in SETTINGS:
        assert f'id="{setting.name}"' in page
        assert (f'name="name" value="{setting.name}"' in page) is not setting.guarded


def test_a_change(browser: TestClient, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "ada")
    answer = browser.post("/settings", data={"name": "feed_days", "value": "5"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings#feed_days")
    assert (desk / "onrecord.toml").read_text() == "feed_days = 5\n"
    assert browser.put("/api/settings/web_robots", data={"value": "false"}).json()["after"] is False
    changes = browser.get("/api/settings/changes").json()
    assert [(each["name"], each["by"]) for each in changes] == [("web_robots", "ada"), ("feed_days", "ada")]
    assert "feed_days: the default → 5" in browser.get("/settings").text
    browser.post("/settings", data={"name": "feed_days", "value": "5", "default": "true"})
    assert "feed_days" not in (desk / "onrecord.toml").read_text()


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS if setting.guarded])
def test_what_the_machine_runs_or_reaches_is_not_changed_from_here(browser: TestClient, desk: Path, name: str) -> None:
    for answer in (
        browser.post("/settings", data={"name": name, "value": "true"}),
        browser.put(f"/api/settings/{name}", data={"value": "true"}),
    ):
        assert answer.status_code == 400
        assert "own machine" in answer.text
    assert not (desk / "onrecord.toml").exists()


def test_a_wrong_value_is_one_sentence(browser: TestClient) -> None:
    answer = browser.post("/settings", data={"name": "workers", "value": "<b>many</b>"})
    assert answer.status_code == 400
    assert "whole number" in answer.text
    assert browser.put("/api/settings/speed", data={"value": "1"}).status_code == 400


def test_no_file_of_the_desk_is_served_as_an_episode(browser: TestClient, desk: Path) -> None:
    (desk / FOLDER).mkdir()
    (desk / FOLDER / "brief-x.json").write_text("{}")
    for name in ("..%2Fdesk.sqlite", "desk.sqlite", "brief-x.json", "brief-x.wav", "%2e%2e", "brief-x.wav%00"):
        assert browser.get(f"/podcast/{name}").status_code == 404, name
    assert browser.get("/podcast.xml").headers["content-type"].startswith("application/rss+xml")
