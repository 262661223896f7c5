"""Listening: what the page asks the browser to say is recorded, for a test has no voice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

RECORDER = Path(__file__).with_name("speech_recorder.js")


@pytest.fixture
def report(page: Page) -> Page:
    """A report, on a page whose speech is recorded."""
    page.add_init_script(path=RECORDER)
    page.goto("/search?q=fares")
    page.get_by_role("link", name="Ferry talks fail").first.click()
    page.wait_for_url("**/articles/**")
    page.goto(page.url.partition("?")[0])
    return page


def spoken(page: Page) -> list[str]:
    return list(page.evaluate("spoken.map((each) => each.text)"))


def marked(page: Page) -> str:
    return str(page.evaluate("[...CSS.highlights.get('spoken')].map((each) => each.toString()).join('|')"))


def value(page: Page, expression: str) -> Any:
    return page.evaluate(expression)


def test_each_sentence_is_read_once_and_marked_while_it_is(report: Page) -> None:
    report.get_by_role("button", name="Listen").click()
    assert spoken(report) == ["Ferry talks fail"]
    report.evaluate("finish()")
    assert spoken(report)[1].startswith("The talks on the ferry have failed")
    assert " ".join(marked(report).split()) == spoken(report)[1]
    while report.get_by_role("button", name="Pause").count():
        report.evaluate("finish()")
    assert marked(report) == ""
    whole = " ".join(spoken(report))
    shown = " ".join(" ".join(report.locator(".text .block > p, .text .block > h2").all_inner_texts()).split())
    assert len(spoken(report)) == len(set(spoken(report)))
    assert whole.removeprefix("Ferry talks fail").strip() == shown.removeprefix("Ferry talks fail").strip()


def test_keys_hold_it_go_back_and_stop_it(report: Page) -> None:
    report.keyboard.press("l")
    report.evaluate("finish()")
    second = spoken(report)[-1]
    report.keyboard.press("Space")
    said = len(spoken(report))
    assert report.get_by_role("button", name="Go on").is_visible()
    report.evaluate("spoken.at(-1).onend()")  # some browsers say so of what was cancelled
    assert len(spoken(report)) == said
    assert " ".join(marked(report).split()) == second
    report.keyboard.press("Space")
    assert spoken(report)[-1] == second
    report.keyboard.press("ArrowLeft")
    assert spoken(report)[-1] == "Ferry talks fail"
    report.keyboard.press("ArrowRight")
    assert spoken(report)[-1] == second
    report.keyboard.press("Escape")
    assert marked(report) == ""
    assert report.get_by_role("button", name="Listen").is_visible()
    assert report.evaluate("cancelled") > 0


def test_speed_and_voice_are_used_and_stay(report: Page) -> None:
    report.keyboard.press("l")
    assert value(report, "spoken.at(-1).rate") == 1
    report.get_by_label("Speed").select_option("1.5")
    report.get_by_label("Voice").select_option("two")
    assert value(report, "[spoken.at(-1).rate, spoken.at(-1).voice.name, spoken.at(-1).lang]") == [1.5, "Two", "en"]
    assert report.get_by_label("Voice").locator("option").all_inner_texts() == [
        "The browser's own",
        "One (en-GB)",
        "Two (en-US)",
    ]
    report.reload()
    report.keyboard.press("l")
    assert value(report, "[spoken.at(-1).rate, spoken.at(-1).voice.name]") == [1.5, "Two"]


def test_a_browser_without_a_voice_says_so(report: Page) -> None:
    report.keyboard.press("l")
    report.evaluate("spoken.at(-1).onerror({ error: 'synthesis-failed' })")
    report.get_by_text("no voice for this").wait_for()
    assert report.get_by_role("button", name="Listen").is_visible()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_page_follows_what_is_read_and_leaps_where_motion_is_not_wanted(report: Page, motion: str) -> None:
    report.emulate_media(reduced_motion=motion)
    report.set_viewport_size({"width": 390, "height": 260})
    report.evaluate("() => { window.moves = []; window.scrollBy = (how) => { window.moves.push(how.behavior); }; }")
    report.keyboard.press("l")
    for _ in range(3):
        report.evaluate("finish()")
    assert set(value(report, "moves")) == {"instant" if motion == "reduce" else "smooth"}


def test_a_page_that_is_left_is_silent(report: Page) -> None:
    report.keyboard.press("l")
    report.evaluate("cancelled = 0; dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert value(report, "cancelled") == 1


def test_without_speech_there_is_no_button(page: Page) -> None:
    page.add_init_script("delete window.SpeechSynthesisUtterance; window.SpeechSynthesisUtterance = undefined")
    page.goto("/search?q=fares")
    page.locator(".hits .headline").first.click()
    page.wait_for_url("**/articles/**")
    assert page.get_by_role("button", name="Listen").count() == 0
    page.keyboard.press("l")
