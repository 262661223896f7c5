"""A shift drafts, moves, mutes, notes and signs; the desk goes on and what was signed does not; two people at once; axe on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.test_accessibility import HERE, grave

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEW = """Fourth ferry tied up

By Ed Voss
5 May 2031

A fourth ferry was tied up in Odense on Monday, the union's chairman, Per Holm, said.

About 900 sailors were waiting in the port of Odense, Holm said.
"""


def begin(page: Page) -> None:
    page.goto("/handover")
    if page.get_by_role("link", name="Go on with the draft").count():
        page.goto("/handover/draft")
        page.get_by_role("button", name="Give the draft up").click()
        page.wait_for_url("**/handover")
    page.get_by_role("button", name="Draft from the brief of now").click()
    page.wait_for_url("**/handover/draft")


def note(page: Page, text: str, link: str = "Note on the whole") -> None:
    page.get_by_role("link", name=link).first.click()
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Add the note").click()
    page.locator(".analyst", has_text=text).first.wait_for()


def sign(page: Page) -> str:
    page.get_by_role("button", name="Sign as").click()
    page.get_by_text("digest verified").wait_for()
    return page.url


def keys(page: Page) -> list[str]:
    return page.locator(".drafted").evaluate_all("lines => lines.map((line) => line.id)")


def section_of_two(page: Page) -> list[str]:
    """The keys of a section with two lines or more."""
    found: list[list[str]] = page.locator(".sheet .part").evaluate_all(
        "parts => parts.map((part) => [...part.querySelectorAll('.drafted')].map((line) => line.id))"
    )
    return next(each for each in found if len(each) > 1)


def line(key: str) -> str:
    return f'[id="{key}"]'


def test_a_shift_drafts_signs_and_the_next_sees_what_is_different(page: Page) -> None:
    begin(page)
    note(page, "Quiet night.")
    first, second, *_ = section_of_two(page)
    page.locator(line(first)).get_by_role("button", name="Move down").click()
    page.wait_for_url("**#*")
    assert keys(page).index(second) < keys(page).index(first)
    assert "placed here by" in page.locator(line(first)).inner_text()
    muted = keys(page)[-1]
    page.locator(line(muted)).get_by_role("button", name="Mute").click()
    page.locator(f"{line(muted)}.muted").wait_for()
    page.locator(line(muted)).get_by_role("button", name="Take in").click()
    page.locator(f"{line(muted)}:not(.muted)").wait_for()
    page.locator(line(muted)).get_by_role("button", name="Mute").click()
    page.locator(f"{line(muted)}.muted").wait_for()
    signed = sign(page)
    told = page.locator(".kept").text_content() or ""
    assert "not evidence" in told and "Quiet night." in told and "Left out by" in told

    page.goto("/add")
    page.get_by_label("An address, or a text").fill(NEW)
    page.get_by_role("button", name="Add to the desk").click()
    page.get_by_text("Done").first.wait_for(timeout=60_000)
    page.goto(signed)
    assert page.locator(".kept").text_content() == told  # of all that is in it, whatever is open

    begin(page)
    page.locator("#since").get_by_text("New").wait_for()
    assert page.locator(".since-mark").count() > 0
    later = sign(page)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="From handover").wait_for()
    assert later in page.url and "900 sailors" in page.locator(".shifts").inner_text()


def test_keys_move_mute_and_note(page: Page) -> None:
    begin(page)
    first, second, *_ = section_of_two(page)
    page.locator(line(second)).focus()
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_url("**#*")
    page.locator(f"{line(second)}.here").wait_for()  # the line that was moved is the one that one is at
    assert keys(page).index(second) < keys(page).index(first)
    page.keyboard.press("m")
    page.locator(f"{line(second)}.muted.here").wait_for()
    page.keyboard.press("n")
    page.locator("#text").wait_for()
    page.locator("#text:focus").wait_for()


def test_of_two_people_at_once_no_edit_is_lost_and_nobody_signs_unseen(
    page: Page, browser: Browser, address: str, expected: list[str]
) -> None:
    begin(page)
    other = browser.new_context(base_url=address).new_page()
    other.goto("/handover/draft")
    note(page, "From the one.")
    note(other, "From the other.")
    assert "From the one." in other.locator(".sheet").inner_text()
    expected.append("409")
    page.get_by_role("button", name="Sign as").click()
    page.get_by_text("was changed since you looked").wait_for()
    page.goto("/handover/draft")
    assert {"From the one.", "From the other."} <= set(page.locator(".analyst p:last-child").all_inner_texts())
    page.get_by_role("button", name="Take back").first.click()
    page.wait_for_load_state()
    sign(page)
    other.context.close()


@pytest.mark.parametrize("path", ["/handover", "/handover/draft", "/handover/1", "/handover/2?since=1"])
def test_no_page_has_a_serious_finding(page: Page, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/handover")
    while page.locator(".handovers > li").count() < 2:
        begin(page)
        note(page, "For the next shift.")
        sign(page)
        page.goto("/handover")
    if path.endswith("draft"):
        begin(page)
        note(page, "For the next shift.")
        path += "?note=brief"
    page.goto(path)
    page.evaluate((HERE / "axe.min.js").read_text(encoding="utf-8"))  # past the policy, which keeps it out
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert grave(page) == [], (scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
