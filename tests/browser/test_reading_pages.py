"""The pages in a real browser: keys, passages, search, narrow screens, and no script error or policy violation on any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


def here(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.here')?.innerText ?? ''"))


def to_a_story(page: Page) -> None:
    page.goto("/")
    page.locator(".lead h2 a, .reports .headline").first.click()
    page.wait_for_url("**/stories/**")


def test_a_newcomer_gets_from_the_front_page_to_the_passage_in_its_article(page: Page) -> None:
    to_a_story(page)
    line = page.locator("#timeline details.line, #said details.line").first
    line.locator("summary").click()
    words = line.locator("mark").inner_text()
    line.locator("figcaption a").click()
    page.wait_for_url("**/articles/**")
    marked = "".join(page.locator("article mark").all_inner_texts())
    assert "".join(words.split()) == "".join(marked.split())
    assert page.locator("#at").count() == 1
    box = page.locator("#at").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 720


def test_reading_with_keys_alone(page: Page) -> None:
    to_a_story(page)
    page.keyboard.press("j")
    first = here(page)
    page.keyboard.press("j")
    assert here(page) not in ("", first)
    page.keyboard.press("k")
    assert here(page) == first
    page.keyboard.press("o")
    assert page.locator("details.here").get_attribute("open") is not None
    page.keyboard.press("o")
    assert page.locator("details.here").get_attribute("open") is None
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("fares")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=fares")
    assert page.locator(".hits mark").first.inner_text() == "fares"


def test_one_key_copies_a_citation(page: Page) -> None:
    to_a_story(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.get_by_text("Copied").wait_for()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("“")
    assert "sha256:" in copied


def test_a_star_stays(page: Page) -> None:
    page.goto("/search?q=ferry")
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert page.locator(".starred").count() == 1
    page.reload()
    assert page.locator(".starred").count() == 1


def test_results_follow_what_is_typed(page: Page) -> None:
    page.goto("/search")
    page.locator("#q").press_sequentially("union")
    page.locator(".hits mark").first.wait_for()
    assert page.url.endswith("q=union")


def test_folded_claims_load_when_they_are_opened(page: Page) -> None:
    to_a_story(page)
    folded = page.locator("#claims details.more").first
    folded.locator("> summary").click()
    folded.locator("article.claim").first.wait_for()
    assert folded.locator("article.claim").count() > 0


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2200])
def test_no_page_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    to_a_story(page)
    story = page.url
    page.locator("#sources .headline").first.click()
    page.wait_for_url("**/articles/**")
    for address in ("/", story, page.url, "/search?q=ferry"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    ratio = page.evaluate(
        """() => {
          const light = (name) => {
            const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
            const part = [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16) / 255)
              .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
          };
          const least = (ground) => Math.min(...["--ink", "--soft", "--red", "--blue", "--green", "--ochre", "--plum"].map((name) => {
            const [a, b] = [light(name), light(ground)].sort((one, other) => other - one);
            return (a + 0.05) / (b + 0.05);
          }));
          return Math.min(least("--paper"), least("--sheet"));
        }"""
    )
    assert ratio >= 4.5  # WCAG 2.2, 1.4.3
