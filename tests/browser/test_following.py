"""A person follows, new reports come, the count appears, a look takes it away; a second person is not disturbed. In a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import served
from tests.browser.test_accessibility import HERE, grave
from tests.unit.web.web_desk import FIRST, LATER, SECOND, make_desk

from onrecord.desk import open_desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("following"), first=FIRST, second=SECOND)


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    from onrecord.desk.reading import Library

    with served(Library(folder)) as found:
        yield found


def come(folder: Path, name: str, text: str) -> None:
    """A report comes onto the desk."""
    (folder.parent / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_desk(folder) as desk:
        desk.add([folder.parent / "reports" / f"{name}.txt"], received="2031-05-24")


def story(page: Page) -> str:
    page.goto("/")
    return str(page.locator(".lead h2 a").first.get_attribute("href"))


def test_a_story_is_followed_and_what_is_new_is_counted_until_it_is_looked_at(page: Page, folder: Path) -> None:
    with open_desk(folder) as desk:
        desk.follow("search", "sailors", by="Bo")
    address = story(page)
    page.goto(address)
    page.locator(".top .follow").get_by_role("button", name="Follow", exact=True).click()
    page.locator(".top .follow").get_by_role("button", name="Following: stop following").wait_for()
    page.goto("/calendar")
    page.wait_for_load_state("networkidle")
    badge = page.locator("[data-unread]")
    assert badge.is_hidden()
    come(folder, "later", LATER)
    page.reload()
    badge.wait_for()
    assert badge.inner_text().split() == ["1", "new"]
    page.locator("nav").get_by_role("link", name="Following").click()
    page.wait_for_url("**/following")
    assert "1 new report" in page.locator(".followed").inner_text()
    page.locator(".followed .line > summary").click()
    page.locator(".followed .passage mark").wait_for()
    page.locator(".followed .headline").click()
    page.wait_for_url(f"**{address}")
    page.wait_for_load_state("networkidle")
    assert badge.is_hidden(), "the page of the story has shown it"
    with open_desk(folder) as desk:
        assert [item.count for item in desk.following(by="Bo").items] == [1]


def test_seen_by_a_button_and_stopped_by_another(page: Page, folder: Path) -> None:
    page.goto("/search?q=minister")
    page.locator("#results .follow").get_by_role("button", name="Follow", exact=True).click()
    page.locator("#results .follow .on").wait_for()
    come(
        folder,
        "more",
        "Minister resigns\n\nBy Ed Falk\n6 May 2031\n\nThe minister, Ilse Brandt, resigned on Tuesday.\n",
    )
    page.goto("/following")
    item = page.locator(".followed", has_text="minister").filter(has_text="Search")
    item.get_by_role("button", name="Mark as seen").click()
    page.wait_for_load_state("networkidle")
    stop = page.get_by_role("button", name="Stop following minister", exact=True)
    assert page.locator("#quiet").get_by_role("button", name="Stop following minister", exact=True).count() == 1
    stop.click()
    page.wait_for_load_state("networkidle")
    assert stop.count() == 0


def test_it_works_without_a_script(browser: Browser, address: str, folder: Path) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/actors")
    page.locator('a[href^="/actors/act"]').first.click()
    page.get_by_role("button", name="Follow", exact=True).click()
    page.get_by_role("button", name="Following: stop following").click()
    page.get_by_role("button", name="Follow", exact=True).wait_for()
    context.close()


def test_its_page_has_no_serious_finding(page: Page, folder: Path) -> None:
    from onrecord.web.asker import local_account

    with open_desk(folder) as desk:
        desk.follow("search", "ferry", by=local_account().name)
        desk.follow("search", "nothing of the kind", by=local_account().name)
    come(folder, "again", LATER.replace("4 May", "7 May"))
    for path in ("/following", story(page)):
        page.goto(path)
        page.evaluate((HERE / "axe.min.js").read_text(encoding="utf-8"))
        for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 900})
            assert grave(page) == [], (path, scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
