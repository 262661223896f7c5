"""Invited, password, login, refused as a reader, logged out: in a browser, by https."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import served
from tests.web_server import CERTIFICATE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PASSWORD = "walnut orbit quiet ferry"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of an empty desk that others reach, and its folder."""
    for needed in ("fastapi", "argon2", "zxcvbn"):
        pytest.importorskip(needed, reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    from onrecord import open_desk
    from onrecord.desk.accounts import Accounts
    from onrecord.desk.reading import Library

    folder = tmp_path_factory.mktemp("access")
    with open_desk(folder):
        pass
    Accounts(folder).add("Ada", "owner", "harbour violin seven moss")
    with served(Library(folder), CERTIFICATE) as address:
        yield address, folder


def test_from_the_invitation_to_the_end_of_the_login(browser: Browser, desk: tuple[str, Path]) -> None:
    from onrecord.desk.accounts import Accounts

    address, folder = desk
    code = Accounts(folder).invite("Bo", "reader")
    context = browser.new_context(base_url=address, ignore_https_errors=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    page.goto(f"/invitation#{code}")
    assert page.get_by_label("Code of the invitation").input_value() == code
    assert code not in page.url
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("show it").check()
    assert page.get_by_label("Password").get_attribute("type") == "text"
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("link", name="Log in").click()

    page.get_by_label("Name").fill("Bo")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").get_by_text("wrong").wait_for()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Bo").wait_for()
    assert page.get_by_role("link", name="Add", exact=True).count() == 0
    assert {cookie["httpOnly"] and cookie["secure"] for cookie in context.cookies()} == {True}

    for path in ("/add", "/accounts"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 403
        page.get_by_text("Your account may not do this").wait_for()

    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Log in").wait_for()
    page.goto("/search?q=ferry")
    page.get_by_role("heading", name="Log in").wait_for()
    assert wrong == []
    context.close()
