"""What a page says about its article: title, byline, outlet, address and dates.

What the page says for machines (``structured``) comes before what it shows.
"""

from __future__ import annotations

import re
from typing import Any

from lxml.html import HtmlElement

from onrecord.model.when import When
from onrecord.read import bylines, dates, facts, naming, outlets, structured
from onrecord.read.draft import Block, Draft
from onrecord.read.lines import fold
from onrecord.read.page import Page
from onrecord.read.repair import repaired

_SUFFIX = re.compile(r"\s+(?:[|•·»–—]|-|::)\s+([^|•·»–—]{2,50})$")


def title(tree: HtmlElement, found: structured.Structured) -> str | None:
    """The title: of what the page shows as one (``h1``) and what it says that it is, the first shown one that fits."""
    shown = [text for element in tree.iter("h1") if 0 < len((text := text_of(element)).split()) <= 50]
    said = [*found.titles, *[text_of(element) for element in tree.iter("title")][:1]]
    wanted = [set(fold(text).split()) for text in said if text]
    for text in shown:
        words = set(fold(text).split())
        if any(
            len(words & other) >= 0.6 * min(len(words), len(other)) and len(words & other) >= min(3, len(other))
            for other in wanted
        ):
            return text
    if found.titles:
        return facts.without_suffix(found.titles[0], found.outlets)[0]
    if len(shown) == 1:
        return shown[0]
    named = next((text for text in said if text), None)
    return facts.without_suffix(named, found.outlets)[0] if named else None


def republished(page: Page, draft: Draft) -> str | None:
    """Another paper's name right above the title, where the text itself speaks of that paper as its own: an aggregator's page."""
    top = page.find(draft.title) if draft.title else None
    if top is None:
        return None
    above = [line.text for line in page.lines if line.end <= top[0]][-2:]
    body = "\n".join(line.text for line in draft.lines if line.kind == "body")
    return next(
        (name for name in reversed(above) if naming.is_name(name) and naming.speaks_of_itself(name, body)), None
    )


def complete(
    draft: Draft, found: structured.Structured, tree: HtmlElement, address: str | None, marked: list[Block]
) -> None:
    """Byline, outlet, address, dates and language, from what the page says for machines before what it shows."""
    draft.address = (
        next((a for a in found.addresses if a.startswith(("http://", "https://"))), None) or address or draft.address
    )
    names = [name for author in found.authors for name in bylines.people(author)]
    head = [
        *[block.text for block in marked if block.kind == "byline"],
        *[line.text for line in draft.lines if line.kind == "byline"],
    ]
    shown = [name for text in head for name in bylines.people(text)][:6]
    draft.byline = tuple(dict.fromkeys(names)) or tuple(dict.fromkeys(shown)) or draft.byline
    own = [*found.outlets, *_outlet_in_title(tree, draft.address)]
    if draft.outlet is not None and own and fold(draft.outlet) not in {fold(name) for name in own}:
        draft.via = (*draft.via, own[0])  # the page shows another paper's text
    facts.fill_outlet(draft, own)
    published = [*_times(found.published), draft.published]
    shown_dates = [block.text for block in marked if block.kind == "date_line"]
    text = dates.from_lines(
        [*shown_dates, *(line.text for line in draft.lines if line.kind in ("date_line", "byline"))]
    )
    in_address = dates.in_address(draft.address) if draft.address else None
    draft.published = dates.choose([*published, text.published, in_address])
    updated = next(iter(_times(found.updated)), None) or text.updated or draft.updated
    draft.updated = dates.only_if_later(updated, draft.published)


def _times(values: list[tuple[str, str]]) -> list[When]:
    order = ("structured data", "meta", "time element")
    found = [
        dates.iso(value, known_from, f"the page's {known_from}: {dates.shorten(value, 40)}")
        for known_from, value in sorted(values, key=lambda pair: order.index(pair[0]))
    ]
    return [when for when in found if when is not None]


def _outlet_in_title(tree: HtmlElement, address: str | None) -> list[str]:
    """The name behind the title's last bar or dash, where the page's home link or its host says the same."""
    title = next((text_of(element) for element in tree.iter("title")), "")
    match = _SUFFIX.search(title)
    if match is None:
        return []
    name = match[1].strip()
    key = fold(name).replace(" ", "")
    host = outlets.host_of(address).replace("-", "").replace(".", "")
    home = {fold(text_of(link)) for link in tree.iter("a") if (link.get("href") or "") in ("/", "./", "index.html")}
    if fold(name) in home or (len(key) >= 4 and key.removeprefix("the") in host) or outlets.of_name(name):
        return [name]
    return []


def text_of(element: Any) -> str:
    """The text of an element on one line, its first 4,000 characters at most."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        if isinstance(piece, str):
            pieces.append(piece)
            size += len(piece)
            if size > 4000:
                break
    return " ".join(repaired(" ".join(pieces)).split())
