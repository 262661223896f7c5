"""Lists that are longer than a page go on to the next one, and nothing is lost or shown twice on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord import open_desk
from onrecord.desk.reading import Library, choices, library
from onrecord.web.app import make_app

DEMO = Path(__file__).parents[3] / "demo/harbour/reports"
_NEXT = re.compile(r'rel="next" href="([^"]+)"')


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("further") / "desk"
    with open_desk(folder) as desk:
        desk.add(sorted(DEMO.iterdir())[:14], received="2031-05-24")
    own = Library(folder)
    with TestClient(make_app(own), base_url="http://127.0.0.1:8031") as client:
        yield client
    own.close()


def pages(browser: TestClient, at: str) -> list[str]:
    """The page at an address and all that it goes on to."""
    found = []
    while at:
        found.append(browser.get(at).text)
        at = next(iter(_NEXT.findall(found[-1])), "").replace("&amp;", "&")
        assert len(found) < 100
    return found


def test_figures(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = re.compile(r'class="quantity[^"]*" id="([^"]+)"')
    (whole,) = pages(browser, "/figures")
    monkeypatch.setattr(choices, "VALUES", 5)
    found = [ids.findall(page) for page in pages(browser, "/figures")]
    assert len(found) > 1
    assert sorted(one for some in found for one in some) == sorted(ids.findall(whole))


def test_the_calendar(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = re.compile(r'<details class="line[^"]*" id="(ev_[^"]+)"')
    (whole,) = pages(browser, "/calendar")
    monkeypatch.setattr(choices, "PAST_SHOWN", 1)
    found = pages(browser, "/calendar")
    assert len(found) > 1
    assert sorted(one for page in found for one in ids.findall(page)) == sorted(ids.findall(whole))
    told = re.compile(r"\d+ events? with a day[^<]*")
    assert {told.findall(page)[0] for page in found} == {told.findall(whole)[0]}


def test_an_outlet(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    outlets = browser.get("/api/sources").json()["outlets"]
    most = max(outlets, key=lambda outlet: outlet["reports"])
    assert most["reports"] > 1
    at = f"/sources/outlet?name={most['name']}"
    reports = re.compile(r'<li><a class="headline" href="/articles/([^"]+)"')
    (whole,) = pages(browser, at)
    monkeypatch.setattr(library, "PART", 0)
    monkeypatch.setattr(library, "OUTLET", 1)
    found = [reports.findall(page) for page in pages(browser, at)]
    assert [len(some) for some in found] == [1] * most["reports"]
    assert sorted(one for some in found for one in some) == sorted(reports.findall(whole))
