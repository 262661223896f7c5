"""Pages that a browser saved in one file (.mhtml): a mail that nobody sent, with the page as its first part.

The Date header says when the page was saved, and is no date of publication; collecting takes it as the time of receipt.
"""

from __future__ import annotations

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.read import html
from onrecord.read.draft import finish
from onrecord.read.parts import Part, parse, parts_of


def read(capture: Capture) -> Article:
    """The article in a page that was saved in one file. Raises ``NotText``."""
    message = parse(capture.data)
    address = capture.address or _address(str(message.get("Snapshot-Content-Location") or ""))
    pages = [part for part in parts_of(message, capture.data) if part.kind == "text/html"]
    page = _main(pages, str(message.get_param("start") or "").strip("<> "), address)
    if page is None:
        raise NotText("the saved page holds no HTML; save it again as a web page and add that")
    draft = html.draft_of(page.text, address or _address(page.location))
    for line in draft.lines:
        line.place = page.place(line.place)
    return finish(capture, draft)


def _main(pages: list[Part], start: str, address: str | None) -> Part | None:
    """The part that the headers name as the one to begin with, else the one from the page's address, else the first."""
    named = (page for page in pages if start and page.identifier == start)
    same = (page for page in pages if address and page.location == address)
    return next(named, None) or next(same, None) or next(iter(pages), None)


def _address(given: str) -> str | None:
    given = given.strip()
    return (
        given
        if given.lower().startswith(("http://", "https://")) and given.isprintable() and " " not in given
        else None
    )
