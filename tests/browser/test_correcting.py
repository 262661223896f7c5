"""An error is corrected where it stands, undone there, and two people at once find the later ruling standing, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def report(page: Page) -> None:
    page.goto("/search?q=denied")
    page.locator(".hits .headline").first.click()
    page.wait_for_url("**/articles/**")


def test_a_stance_is_corrected_beside_its_sentence_and_undone(page: Page) -> None:
    report(page)
    page.locator("aside .correct > summary").first.click()
    panel = page.locator("aside .correction").first
    panel.wait_for()
    panel.get_by_label("Stance").select_option("warns")
    panel.locator("form", has=page.locator("[value=stance]")).get_by_placeholder("why").fill("heard it")
    panel.locator("form", has=page.locator("[value=stance]")).get_by_role("button", name="Rule").click()
    panel.locator(".told-here", has_text="Ruled.").wait_for()  # where the error stands, and the reader with it
    assert "ruled by" in panel.inner_text() and "the machine:" in panel.inner_text()
    panel.locator(".rulings").get_by_role("button", name="Undo").click()
    panel.locator(".told-here", has_text="Undone.").wait_for()
    assert page.get_by_text("heard it").count() == 0
    page.goto("/audit")
    assert "withdrawn by" in page.locator("table").inner_text()


def test_of_two_people_at_once_the_later_stands_and_the_audit_has_both(
    page: Page, browser: Browser, address: str
) -> None:
    report(page)
    other = browser.new_context(base_url=address).new_page()
    other.goto(page.url)
    for each, stance in ((page, "warns"), (other, "rejects")):
        each.locator("aside .correct > summary").first.click()
        each.locator("aside .correction").first.get_by_label("Stance").wait_for()
        each.locator("aside .correction").first.get_by_label("Stance").select_option(stance)
    for each in (page, other):
        form = each.locator("aside .correction form", has=each.locator("[value=stance]")).first
        form.get_by_role("button", name="Rule").click()
        each.locator("aside .correction .rulings").get_by_role("button", name="Undo").first.wait_for()
    page.reload()
    assert "stance rejects" in page.locator("#rulings").inner_text()
    assert "stance warns" not in page.locator("#rulings").inner_text()
    assert page.locator(".ruled-here, #rulings [data-ruled]").count()
    page.goto("/audit")
    told = page.locator("table").inner_text()
    assert "warns" in told and "rejects" in told and "ruled otherwise" in told
    other.context.close()
