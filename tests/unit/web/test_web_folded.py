"""What a page folds away is counted on it and comes when it is opened, all of it and nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord import open_desk
from onrecord.desk.reading import Library
from onrecord.web.app import make_app
from onrecord.web.pages import reading

DEMO = Path(__file__).parents[3] / "demo/harbour/reports"
_LINE = re.compile(r'data-passage="([^"]+)"')
_FOLDED = re.compile(r'<details class="(?:more|values)" hx-get="([^"]+)"[^>]*>\s*<summary>(\d+)? ?([^<]*)</summary>')


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("folded") / "desk"
    with open_desk(folder) as desk:
        desk.add(sorted(DEMO.iterdir())[:14], received="2031-05-24")
    library = Library(folder)
    with TestClient(make_app(library), base_url="http://127.0.0.1:8031") as client:
        yield client
    library.close()


def largest(browser: TestClient) -> str:
    leads = browser.get("/api/today").json()["leads"]
    return str(max(leads, key=lambda lead: lead["reports"])["story_id"])


def test_what_is_folded_comes_when_it_is_opened(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/stories/{largest(browser)}"
    whole = browser.get(address).text
    assert "/more/" not in whole  # a story of this size is on one page
    monkeypatch.setattr(reading, "SHOWN", dict.fromkeys(reading.SHOWN, 1))
    cut = browser.get(address).text
    assert len(cut) < len(whole)
    folded = _FOLDED.findall(cut)
    assert {at.split("/")[3] for at, _, _ in folded} >= {"more", "claims", "voices", "said", "values"}
    lines = set(_LINE.findall(cut))
    for at, count, words in folded:
        part = browser.get(at)
        assert part.status_code == 200
        assert "none any more" not in part.text
        assert "<html" not in part.text
        if "further" in words and not words.split()[1].startswith(("gap", "source", "claim", "denial", "disputed")):
            shown = part.text.count('<article class="') or part.text.count("<li")
            assert shown == int(count), at
        lines |= set(_LINE.findall(part.text))
    assert lines >= set(_LINE.findall(whole))


def test_a_part_that_is_not_there(browser: TestClient) -> None:
    address = f"/stories/{largest(browser)}"
    assert browser.get(f"{address}/more/nothing").status_code == 404
    for at in ("more/reports/1999-01-01", "values/ser_none", "said/st_none", "more/gaps"):
        assert "none any more" in browser.get(f"{address}/{at}").text
    assert browser.get("/stories/story_none/more/gaps").status_code == 404
