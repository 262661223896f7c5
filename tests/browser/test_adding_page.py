"""Adding in a browser: files, texts, what is told while it works and when it ends, and a page that is left meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.unit.web.web_desk import SECOND

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLOW = 60_000  # a load starts a process of its own, on whatever machine the tests run


def test_files_are_dropped_read_and_opened(page: Page) -> None:
    page.goto("/add")
    page.evaluate(
        """(text) => {
          const given = new DataTransfer();
          given.items.add(new File([text], "dropped <b>report</b>.txt", { type: "text/plain" }));
          given.items.add(new File(["\\u0000\\u0001"], "noise.bin"));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }));
        }""",
        SECOND.replace("ferry plan", "bridge plan"),
    )
    assert page.locator("#chosen li").all_inner_texts() == ["dropped <b>report</b>.txt, 1 kB", "noise.bin, 1 kB"]
    page.get_by_role("button", name="Add to the desk").click()
    load = page.locator("article.load").first
    load.get_by_text("Done").wait_for(timeout=SLOW)
    assert "noise.bin" in load.locator(".refused").inner_text()
    assert load.locator("b b").count() == 0
    assert page.locator("#chosen li").count() == 0
    load.locator(".fates .headline").click()
    page.wait_for_url("**/articles/**")
    assert "bridge plan" in page.locator("h1").inner_text()


def test_a_load_goes_on_while_its_page_is_closed(page: Page) -> None:
    page.goto("/add")
    page.get_by_label("An address, or a text").fill("A text of its own\n\nThe lighthouse was lit again on Monday.")
    page.get_by_role("button", name="Add to the desk").click()
    page.locator("article.load").first.wait_for()
    page.goto("/")
    page.goto("/add")
    load = page.locator("article.load", has_text="A text of its own").first
    load.get_by_text("Done").wait_for(timeout=SLOW)


def test_what_is_wrong_is_told_beside_the_button(page: Page, expected: list[str]) -> None:
    expected.append("400")
    page.goto("/add")
    page.get_by_role("button", name="Add to the desk").click()
    page.get_by_text("There is nothing to add").wait_for()
    assert page.get_by_role("button", name="Add to the desk").is_enabled()


def test_a_private_address_is_refused_where_one_reads_it(page: Page) -> None:
    page.goto("/add")
    page.get_by_label("An address, or a text").fill("http://127.0.0.1:9/\nhttp://10.0.0.1/")
    page.get_by_role("button", name="Add to the desk").click()
    refused = page.locator("article.load").first.locator(".refused li")
    refused.first.wait_for(timeout=SLOW)
    assert refused.count() == 2


def test_files_can_be_chosen_by_keyboard(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "chosen.txt"
    report.write_text("Chosen\n\nThe pier was mended, the union said.", encoding="utf-8")
    page.goto("/add")
    page.get_by_label("Files").set_input_files(report)
    page.get_by_role("button", name="Add to the desk").focus()
    page.keyboard.press("Enter")
    page.locator("article.load", has_text="chosen.txt").get_by_text("Done").wait_for(timeout=SLOW)
