"""Handing over by pages and JSON: forms that need no script, drafts that change meanwhile, and bytes that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, INJECTIONS, LATER, SECOND, hostile, of_a_page, own_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord import open_desk
from onrecord.desk.reading import Library
from onrecord.model.identity import digest
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return own_desk(tmp_path, first=FIRST, second=SECOND)


@pytest.fixture
def browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("USER", "Ada")
    with TestClient(
        make_app(Library(folder)), base_url=BASE, follow_redirects=False, headers={"Origin": BASE}
    ) as client:
        yield of_a_page(client)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def draft(browser: TestClient) -> str:
    assert browser.post("/handover/draft").status_code == 303
    return str(browser.get("/handover/draft").text)


def buttons(page: str, word: str) -> list[str]:
    return [unescape(each) for each in re.findall(rf'name="do" value="({word} [^"]+)"', page)]


def edit(browser: TestClient, page: str, do: str, **fields: str) -> Any:
    seen = {name: hidden(page, name) for name in ("draft", "taken_at", "seen")}
    return browser.post("/handover/draft/edits", data={**seen, "do": do, **fields})


def sign(browser: TestClient) -> Any:
    version = hidden(browser.get("/handover/draft").text, "version")
    return browser.post("/handover/draft/sign", data={"version": version})


def test_a_draft_is_made_edited_and_signed_by_forms_alone(browser: TestClient) -> None:
    assert "Nothing was handed over yet" in browser.get("/handover").text
    assert browser.get("/handover/draft").headers["location"] == "/handover"
    page = draft(browser)
    assert edit(browser, page, buttons(page, "mute")[0]).status_code == 303
    down = buttons(page, "below")[0]
    moved = edit(browser, page, down)
    assert moved.headers["location"].endswith(f"#{down.split()[1]}")
    assert 'name="text"' in browser.get("/handover/draft?note=brief").text
    edit(browser, page, "note brief", text="Quiet night.\r\nWatch Odense.")
    page = browser.get("/handover/draft").text
    assert "Note of Ada, not evidence" in page and "<p>Watch Odense.</p>" in page
    assert "Left out by Ada: 1 line" in page
    (undo,) = [each for each in buttons(page, "undo") if each == "undo 1"]
    edit(browser, page, undo)
    assert "Left out" not in browser.get("/handover/draft").text
    signed = sign(browser)
    assert (signed.status_code, signed.headers["location"]) == (303, "/handover/1")
    kept = browser.get("/handover/1").text
    assert "Signed by Ada, " in kept and "Watch Odense." in kept and "digest verified" in kept
    assert '<a href="/handover/1">' in browser.get("/handover").text


def test_two_analysts_at_once_lose_nothing(browser: TestClient, folder: Path) -> None:
    page = draft(browser)
    first, second = buttons(page, "mute")[:2]
    key = second.split()[1]
    with open_desk(folder) as desk:
        desk.handovers.edit("mute", by="Bo", line=first.split()[1])
        desk.handovers.edit("note", by="Bo", line=key, text="Bo was here.")
    answer = edit(browser, page, f"note {key}", text="So was Ada.")
    after = browser.get(answer.headers["location"]).text
    assert "nothing of yours was lost" in after and "Bo muted" in after
    assert "Bo was here." in after and "So was Ada." in after
    stale = browser.post("/handover/draft/sign", data={"version": hidden(page, "version")})
    assert stale.status_code == 409 and "was changed since you looked (by Ada and Bo)" in stale.text
    assert browser.get("/api/handover").json()["signed"] == []
    assert sign(browser).status_code == 303


def test_what_was_signed_is_the_same_bytes_however_the_desk_goes_on(browser: TestClient, tmp_path: Path) -> None:
    draft(browser)
    sign(browser)
    before = {form: browser.get(f"/handover/1.{form}").content for form in ("md", "html", "json")}
    shown = browser.get("/handover/1").text
    (tmp_path / "reports" / "later.txt").write_text(LATER, encoding="utf-8")
    with open_desk(tmp_path / "desk") as desk:
        desk.add([tmp_path / "reports"], received="2031-05-24")
    assert {form: browser.get(f"/handover/1.{form}").content for form in before} == before
    assert browser.get("/handover/1").text == shown
    assert browser.get("/api/handover/1").content == before["json"]
    assert digest(before["json"]) == browser.get("/api/handover").json()["signed"][0]["digest"]
    whole = before["html"].decode()
    assert whole.partition('<main class="kept">')[2].rpartition("</main>")[0] in shown
    draft(browser)
    assert "Since handover 1" in browser.get("/handover/draft").text
    sign(browser)
    page = browser.get("/handover/2?since=1").text
    assert "From handover 1 to 2" in page and "600 sailors" in page
    same = browser.get("/api/handover/2/since/1").json()
    assert {each["kind"] for each in same["shifts"]} >= {"new"}


def test_what_is_removed_is_said_on_the_page(browser: TestClient, tmp_path: Path) -> None:
    draft(browser)
    sign(browser)
    signed = browser.get("/api/handover").json()["signed"][0]["digest"]
    with open_desk(tmp_path / "desk") as desk:
        desk.remove(str(tmp_path / "reports" / "second.txt"), "embargo")
    page = browser.get("/handover/1").text
    assert "450 sailors" not in page and "words removed since it was signed" in page
    assert "embargo" in page and signed in page and "digest verified" not in page
    assert "embargo" in browser.get("/handover").text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/handover/9", 404), ("/handover/0", 400), ("/handover/x", 400), ("/handover/1.exe", 400), ("/handover/9.md", 404),
     ("/handover/1?since=9", 404), ("/handover/99999999999999999999", 400), ("/api/handover/1/since/9", 404)],
)  # fmt: skip
def test_what_there_is_not_is_said_in_one_sentence(browser: TestClient, path: str, status: int) -> None:
    draft(browser)
    sign(browser)
    assert browser.get(path).status_code == status


@pytest.mark.parametrize(
    "form",
    [{"do": "mute nothing"}, {"do": "shout brief"}, {"do": ""}, {"do": "undo x"}, {"do": "undo 99999999999999999999"},
     {"do": "note brief", "text": ""}, {"do": "note brief", "text": "x" * 4001}, {"do": "above known:x known:y"},
     {"do": "note brief", "text": "x", "side": "left"}, {}],
)  # fmt: skip
def test_a_form_that_no_page_sent_changes_nothing(browser: TestClient, form: dict[str, str]) -> None:
    draft(browser)
    assert browser.post("/handover/draft/edits", data=form).status_code == 400
    assert browser.get("/api/handover/draft").json()["edits"] == []


def test_an_edit_of_a_draft_that_was_signed_meanwhile_is_refused(browser: TestClient) -> None:
    page = draft(browser)
    sign(browser)
    assert edit(browser, page, "note brief", text="Late.").status_code == 409
    draft(browser)
    assert edit(browser, page, "note brief", text="Late.").status_code == 409


def test_by_json(browser: TestClient) -> None:
    made = browser.post("/api/handover/draft", json={})
    assert made.status_code == 201
    known = made.json()
    assert browser.post("/api/handover/draft", json={}).status_code == 400
    line = known["threads"][0]["sections"][0]["lines"][0]["key"]
    assert browser.post("/api/handover/draft/edits", json={"kind": "mute", "line": line}).json()["number"] == 1
    assert browser.post("/api/handover/draft/sign", json={"version": known["version"]}).status_code == 409
    anew = browser.post("/api/handover/draft/renew").json()
    assert anew["left_out"] == ["Left out by Ada: 1 line"]
    assert browser.post("/api/handover/draft/sign", json={"version": anew["version"]}).json()["number"] == 1
    browser.post("/api/handover/draft", json={"since": "2031-05-03"})
    version = browser.get("/api/handover/draft").json()["version"]
    assert browser.post("/api/handover/draft/give-up", json={"version": version}).status_code == 204
    assert browser.get("/api/handover/draft").status_code == 404


@pytest.mark.parametrize("injection", INJECTIONS)
def test_nothing_puts_markup_into_what_is_handed_over(
    tmp_path: Path, injection: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", f"Ada {injection}")
    folder = own_desk(tmp_path, first=hostile(injection), second=SECOND)
    with TestClient(make_app(Library(folder)), base_url=BASE, headers={"Origin": BASE}) as client:
        of_a_page(client)
        for number in (1, 2):
            page = client.post("/handover/draft").text
            edit(client, page, "note brief", text=f"Mind {injection} this {number}")
            edit(client, page, buttons(page, "mute")[number])
            drafted = client.get("/handover/draft?note=brief").text
            sign(client)
        pages = [drafted, *(client.get(path).text for path in ("/handover", "/handover/1", "/handover/2?since=1"))]
    for html in pages:
        for tag in ("<script>alert", "<img", "<svg onload", "<details open ontoggle", "hx-get='/x'", "<b>{%"):
            assert tag not in html, tag
        # What stands inside a quoted value is its text: a label may have the words of a report.
        assert not re.search(r"<[a-z]+[^>]*\son[a-z]+\s*=", re.sub(r'="[^"]*"', '=""', html))
