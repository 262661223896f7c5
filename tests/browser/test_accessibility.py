"""No serious finding of axe-core on any page, light and dark, wide and narrow. Its file is for tests alone; no page loads it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent

#: The findings that nobody should have to read around: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
GRAVE = ("serious", "critical")

PAGES = (
    "/", "story", "article", "beside", "actor", "/search", "/search?q=ferry", "/search?q=stance:denies", "/search?q=nobodyhasit",
    "/search?q=stance:shouts", "/add", "/actors", "/figures", "/calendar", "/map", "/sources", "/brief", "/following", "/nowhere",
)  # fmt: skip


def found(page: Page, path: str) -> str:
    """The address of a page of this kind on the desk."""
    first = {
        "story": ("/", ".lead h2 a"),
        "article": ("/search?q=ferry", ".hits .headline"),
        "actor": ("/actors", 'a[href^="/actors/act"]'),
    }
    if path == "beside":
        reports = [hit["report"] for hit in page.request.get("/api/search?q=ferry").json()["hits"]]
        return next(f"/articles/{report['id']}/beside" for report in reports if report["copy_of"])
    if path not in first:
        return path
    page.goto(first[path][0])
    return str(page.locator(first[path][1]).first.get_attribute("href"))


def grave(page: Page) -> list[str]:
    told = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{finding['id']} ({len(finding['nodes'])}): {finding['nodes'][0]['html'][:200]} {finding['nodes'][0]['failureSummary']}"
        for finding in told["violations"]
        if finding["impact"] in GRAVE
    ]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_finding(page: Page, path: str, expected: list[str]) -> None:
    page.emulate_media(reduced_motion="reduce")
    address = found(page, path)
    if path == "/nowhere":
        expected.append("404")
    page.goto(address)
    page.evaluate((HERE / "axe.min.js").read_text(encoding="utf-8"))  # past the policy, which keeps it out
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert grave(page) == [], (scheme, width)


def test_what_is_vendored_is_what_was_published() -> None:
    (listed,) = json.loads((HERE / "vendored.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((HERE / listed["file"]).read_bytes()).hexdigest() == listed["sha256"]
    assert "Mozilla Public License, version 2.0" in (HERE / listed["licence_file"]).read_text(encoding="utf-8")
