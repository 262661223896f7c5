"""What was read, the last visit, fields and facets, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_what_was_opened_is_read_and_can_be_made_unread(page: Page) -> None:
    page.goto("/search?q=fares")
    first = page.locator(".hits .headline").first
    assert "unread" in (first.get_attribute("class") or "")
    first.click()
    page.wait_for_url("**/articles/**")
    page.go_back()
    page.locator(".hits .headline.read").first.wait_for()
    page.keyboard.press("j")
    page.keyboard.press("u")
    page.get_by_text("Marked as unread.").wait_for()
    assert page.locator(".hits .headline.read").count() == 0
    page.keyboard.press("u")
    assert page.locator(".hits .headline.read").count() == 1


def test_the_button_of_a_report_marks_it_unread(page: Page) -> None:
    page.goto("/search?q=fares")
    page.locator(".hits .headline").first.click()
    page.wait_for_url("**/articles/**")
    page.get_by_role("button", name="Mark as unread").click()
    page.get_by_role("button", name="Mark as read").wait_for()
    page.goto("/search?q=fares")
    assert page.locator(".hits .headline.read").count() == 0


def test_a_line_stars_its_report_and_what_is_starred_is_listed(page: Page) -> None:
    page.goto("/actors?q=holm")
    page.goto(page.locator("#results .voice h3 a").first.get_attribute("href") or "")
    page.locator("#said details.line > summary").first.focus()
    page.locator("#said details.line.here").wait_for()
    page.keyboard.press("s")
    page.get_by_text("Starred, listed under Following: ").wait_for()
    page.goto("/")
    headline = page.locator("a[data-star^=story_]").first
    headline.focus()
    title = headline.inner_text()
    page.keyboard.press("s")
    page.get_by_text("Starred, listed under Following: ").wait_for()
    page.goto("/following")
    starred = page.locator("#stars a.headline")
    starred.first.wait_for()
    assert starred.count() == 2
    assert starred.first.inner_text() == title  # the latest first
    starred.last.click()
    page.wait_for_url("**/articles/**")
    page.go_back()
    page.locator("#stars button").first.click()
    page.locator("#stars button").first.click()
    page.locator("#stars").wait_for(state="hidden")


def test_a_story_with_more_reports_than_were_read_says_how_many(page: Page) -> None:
    page.goto("/")
    headline = page.locator("a[data-star^=story_]").first
    page.evaluate(
        "(id) => localStorage.setItem('onrecord.read', JSON.stringify([[id, 0]]))", headline.get_attribute("data-star")
    )
    page.reload()
    count = headline.get_attribute("data-count")
    assert page.locator(".unread-words").first.inner_text().strip() == f"{count} since you read it"


def test_a_reader_without_storage_still_reads(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    page.goto("/search?q=fares")
    page.locator(".hits .headline").first.click()
    page.wait_for_url("**/articles/**")
    assert page.locator("h1").count() == 1


def test_the_front_page_is_compared_with_the_last_visit(page: Page) -> None:
    with page.expect_response("**/today/visit") as begun:
        page.goto("/")
    assert begun.value.status == 204
    page.evaluate("localStorage.setItem('onrecord.seen', '1')")
    with page.expect_response("**/today/visit"):
        page.reload()
    visits: list[str] = []
    page.on("request", lambda asked: visits.append(asked.url) if asked.url.endswith("/today/visit") else None)
    page.reload()
    page.get_by_label("Since").select_option("last visit")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="Changed since your last visit").wait_for()
    assert visits == []  # within the hour it is the same visit
    page.goto("/")
    page.get_by_role("heading", name="Changed since your last visit").wait_for()


def test_a_state_is_kept_by_its_name(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Keep what the desk holds now").click()
    page.get_by_label("Name").fill("morning conference")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("heading", name="Changed since “morning conference”").wait_for()
    page.get_by_text("Nothing that was known before has changed.").wait_for()


def test_a_search_is_narrowed_down_and_widened_again(page: Page) -> None:
    page.goto("/search?q=sailors")
    choice = page.locator(".facet", has_text="How it is said").get_by_role("link", name="denies")
    count = choice.locator("b").inner_text()
    choice.click()
    page.locator(".chosen").wait_for()
    assert page.locator("#q").input_value() == "sailors stance:denies"
    assert page.locator(".hits > li").count() == int(count)
    page.locator(".chosen a").click()
    page.locator(".chosen").wait_for(state="detached")
    assert page.locator("#q").input_value() == "sailors"


def test_half_a_field_is_no_failure(page: Page) -> None:
    page.goto("/search")
    page.locator("#q").press_sequentially("stance:den")
    page.get_by_text("There is no stance").wait_for()
    page.locator("#q").press_sequentially("ies")
    page.locator(".hits > li").first.wait_for()


def test_the_keys_are_listed(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("?")
    keys = page.locator("#keys kbd").all_inner_texts()
    assert set("jkoscul/?") <= set(keys)
