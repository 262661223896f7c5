"""Actors, figures, calendar, map, sources, brief and two texts side by side, in a real browser."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

PAGES = ("/actors", "/figures", "/calendar", "/map", "/sources", "/brief")


def test_the_bar_leads_to_every_page(page: Page) -> None:
    page.goto("/")
    for name in ("Calendar", "Figures", "Actors", "Map", "Sources", "Brief", "Search", "Today"):
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
        assert page.locator('nav [aria-current="page"]').inner_text() == name


def test_a_dot_of_a_chart_opens_its_passage_in_place(page: Page) -> None:
    page.goto("/figures")
    dot = page.locator(".quantity svg a").first
    target = (dot.get_attribute("href") or "").removeprefix("#")
    passage = page.locator(f'[id="{target}"]')
    assert not passage.is_visible()
    dot.focus()
    page.keyboard.press("Enter")
    passage.wait_for(state="visible")
    assert passage.locator("mark").inner_text()


def test_a_place_on_the_map_leads_to_what_is_told_of_it(page: Page) -> None:
    page.goto("/map")
    dot = page.locator(".wide-map svg a").first
    name = (dot.get_attribute("aria-label") or "").partition(",")[0]
    dot.focus()
    page.keyboard.press("Enter")
    assert name in page.locator(".place:target h3").inner_text()


def test_a_story_draws_its_map_when_one_comes_to_it(page: Page) -> None:
    page.goto("/")
    page.goto(page.locator('a[href^="/stories/"]').first.get_attribute("href") or "")
    page.locator("#places").scroll_into_view_if_needed()
    page.locator("#places .wide-map svg a").first.click()
    page.wait_for_url("**/map#place-*")


def test_actors_follow_what_is_typed_and_lead_to_what_they_said(page: Page) -> None:
    page.goto("/actors")
    page.locator("#name").press_sequentially("holm")
    page.wait_for_url("**/actors?q=holm")
    page.locator("#results .voice h3 a").first.click()
    assert page.locator("h1").inner_text() == "Per Holm"
    line = page.locator("#said details.line").first
    line.locator("summary").click()
    line.locator("mark").wait_for()


def test_a_line_that_is_opened_before_the_scripts_have_come_loads_its_passage(page: Page) -> None:
    page.goto("/actors?q=holm")
    actor = page.locator("#results .voice h3 a").first.get_attribute("href") or ""
    held: list[Route] = []
    page.route("**/htmx.min.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    page.goto(actor, wait_until="commit")
    line = page.locator("#said details.line").first
    line.locator("summary").first.click()
    assert line.locator("mark").count() == 0
    page.locator("#said details.line").first.and_(page.locator("[open]")).wait_for()
    held[0].continue_()
    line.locator("mark").wait_for()


def test_a_line_of_the_brief_loads_its_passage_and_is_cited_with_one_key(page: Page) -> None:
    page.goto("/brief")
    page.keyboard.press("j")
    while page.locator("details.here").count() == 0:
        page.keyboard.press("j")
    page.keyboard.press("c")
    page.get_by_text("Copied").wait_for()
    assert "sha256:" in str(page.evaluate("navigator.clipboard.readText()"))
    page.keyboard.press("o")
    page.locator("details.here .passage mark").first.wait_for()


def test_the_brief_prints_its_lines_and_nothing_of_the_screen(page: Page) -> None:
    page.goto("/brief")
    page.emulate_media(media="print")
    assert page.locator(".told-line q").first.is_visible()
    for gone in (".masthead", ".take", ".foot"):
        assert not page.locator(gone).is_visible()


@pytest.mark.parametrize("path", ["/", "/figures", "/sources", "/calendar"])
def test_a_page_prints_nothing_to_press(page: Page, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    pressed = "nav, button, input, select, .foot, .masthead"
    assert [each for each in page.locator(pressed).all() if each.is_visible()] == []
    assert page.locator("h2:not(.hidden)").first.is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_chart_is_drawn_for_the_screen_it_is_on(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/figures")
    shown = [each for each in page.locator(".quantity").first.locator("svg.chart").all() if each.is_visible()]
    (chart,) = shown
    sizes = chart.evaluate(
        """(svg) => [...svg.querySelectorAll("text:not(.caption)")].map((one) =>
          parseFloat(getComputedStyle(one).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""
    )
    assert min(sizes) >= 10.5  # pixels of the screen


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2200])
def test_no_page_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/actors")
    actor = page.locator(".voice h3 a").first.get_attribute("href") or ""
    page.goto("/sources")
    outlet = page.locator("tbody a").first.get_attribute("href") or ""
    for address in (*PAGES, actor, outlet):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("path", PAGES)
def test_headings_follow_each_other_and_controls_have_names_and_room(page: Page, path: str) -> None:
    page.goto(path)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].filter((h) => !h.closest('dialog')).map((h) => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("input:not([type=hidden]), button, a[href]")].filter((one) =>
          !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML)"""
    )
    assert unnamed == []
    # WCAG 2.2, 2.5.8: 24 by 24, but for links in a sentence and where another control for the same is as large.
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input, summary, .masthead nav a, .facets a")].filter((one) => {
          const box = one.getBoundingClientRect();
          return box.width && (box.width < 24 || box.height < 24) && !one.closest(".skip");
        }).map((one) => one.outerHTML)"""
    )
    assert small == []
