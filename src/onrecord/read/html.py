"""HTML pages. trafilatura finds the article in the page; what it gives is then read line by line like any other text.

The text of the article is its title, its byline and date where the page shows them, the paragraphs, headings and lists that
trafilatura holds to be the article, and the captions between them; the rest of the page stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.model.when import When
from onrecord.read import bylines, dates, facts, flat, naming, outlets, structured
from onrecord.read.decode import decode
from onrecord.read.draft import Block, Draft, compose, finish
from onrecord.read.lines import Line, fold
from onrecord.read.page import Page, see
from onrecord.read.repair import repaired

_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:caption|cutline|figcaption|legend|cap)(?:$|[\s_-])", re.I)
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|by-line|author|authors|writer)(?:$|[\s_-])", re.I)
_PLACES_FOR_DATES = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|time|timestamp|stamp|published|pubdate|posted|meta|dek-meta)(?:$|[\s_-])", re.I
)
_LONGEST_CAPTION = 120  # words; longer ones are text that a careless class name covers
LONG_ENOUGH = 12  # words of the first paragraph: what is shorter under a title may be a byline or a date
_LINES_OF_A_HEAD = 12  # lines under a title that may still belong to it
_SUFFIX = re.compile(r"\s+(?:[|•·»–—]|-|::)\s+([^|•·»–—]{2,50})$")


def read(capture: Capture) -> Article:
    """The article in a capture of an HTML page. Raises ``NotText``."""
    return finish(capture, draft_of(decode(capture.data), capture.address))


def draft_of(source: str, address: str | None) -> Draft:
    """The article in the page ``source``; places are characters of ``source``."""
    from trafilatura import load_html  # noqa: PLC0415 - a third of a second that plain text need not cost

    page = see(source)
    try:
        tree = load_html(source)
    except (LxmlError, ValueError, RecursionError):
        tree = None
    if tree is None:
        return _from_lines(page, address)
    facts_found = structured.read(tree)
    title = _title(tree, facts_found)
    marked = _marked(tree)
    blocks = _ordered(list(_main(tree)), page)
    marked += _between(page, title, blocks)
    if not blocks:
        draft = _from_lines(page, address)
        draft.title = draft.title or title
    else:
        draft = _from_blocks(blocks, page, title, marked)
    republished = _republished(page, draft)
    if republished is not None:
        draft.outlet = republished
    _complete(draft, facts_found, tree, address, marked)
    return draft


def _republished(page: Page, draft: Draft) -> str | None:
    """Another paper's name right above the title, where the text itself speaks of that paper as its own: an aggregator's page."""
    top = page.find(draft.title) if draft.title else None
    if top is None:
        return None
    above = [line.text for line in page.lines if line.end <= top[0]][-2:]
    body = "\n".join(line.text for line in draft.lines if line.kind == "body")
    return next(
        (name for name in reversed(above) if naming.is_name(name) and naming.speaks_of_itself(name, body)), None
    )


def _from_lines(page: Page, address: str | None) -> Draft:
    """Where no article is found by the markup, the page's lines are sorted as flat text is."""
    text, lines = compose(Block(line.text, (line.start, line.end)) for line in page.lines)
    if not lines:
        raise NotText("the page shows no text; save it after it has loaded and add it again")
    draft = Draft(text, lines, address=address)
    found = flat.sort(lines)
    facts.fill(draft, found)
    return draft


def _from_blocks(blocks: list[Block], page: Page, title: str | None, marked: list[Block]) -> Draft:
    placed = [block.place for block in blocks if block.place is not None]
    first = min((place[0] for place in placed), default=0)
    last = max((place[1] for place in placed), default=0)
    head: list[Block] = []
    if title:
        place = page.find(title)
        head.append(Block(title, place, "heading", "the title that the page gives"))
    known = {fold(block.text) for block in blocks}
    top = head[0].place[0] if head and head[0].place else first
    extra: list[Block] = []
    seen: set[str] = set()
    for mark in marked:
        place, key = mark.place or page.find(mark.text), fold(mark.text)
        if place is None or key in known or key in seen or not min(top, first) <= place[0] <= last:
            continue
        seen.add(key)
        extra.append(Block(mark.text, place, mark.kind, mark.reason))
    text, lines = compose(head + _merged(extra, blocks))
    _settle(lines, {fold(mark.text): mark for mark in marked}, title)
    return Draft(text, lines, title=title)


def _between(page: Page, title: str | None, blocks: list[Block]) -> list[Block]:
    """Bylines and dates that the page shows between its title and its first paragraph, whatever their markup is."""
    top = page.find(title) if title else None
    paragraphs = (block.place for block in blocks if block.place and len(block.text.split()) >= LONG_ENOUGH)
    first = next((place for place in paragraphs if top is None or place > top), None)
    if top is None or first is None:
        return []
    shown = [line for line in page.lines if top[1] <= line.start and line.end <= first[0] and len(line.text) <= 200]
    found = []
    for line in shown[:_LINES_OF_A_HEAD]:
        if bylines.is_byline(line.text) or bylines.names_only(line.text) or bylines.beside_a_time(line.text):
            found.append(Block(line.text, (line.start, line.end), "byline", "names of people under the title"))
        elif dates.date_line(line.text):
            found.append(Block(line.text, (line.start, line.end), "date_line", "a date under the title"))
    return found


def _settle(lines: list[Line], marked: dict[str, Block], title: str | None) -> None:
    """Kinds for what trafilatura gave: what says itself that it is no paragraph is believed, the rest is the article."""
    for line in lines:
        mark = marked.get(line.folded)
        if line.kind is None and mark is not None and mark.kind is not None:
            line.become(mark.kind, mark.reason)
    flat.sort_article(lines, title)


def _merged(extra: list[Block], blocks: list[Block]) -> list[Block]:
    """Both in the order of the page; a block without a place stays behind the one before it."""
    merged: list[Block] = []
    waiting = sorted(extra, key=lambda block: block.place or (0, 0))
    for block in blocks:
        while waiting and block.place is not None and (waiting[0].place or (0, 0)) < block.place:
            merged.append(waiting.pop(0))
        merged.append(block)
    return merged + waiting


def _ordered(blocks: list[Block], page: Page) -> list[Block]:
    """The blocks with their places in the source."""
    after = 0
    placed = []
    for block in blocks:
        place = page.find(block.text, after)
        if place is not None and place[0] >= after:
            after = place[1]
        placed.append(Block(block.text, place, block.kind, block.reason))
    return placed


def _main(tree: HtmlElement) -> Iterator[Block]:
    """What trafilatura holds to be the article, block by block."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    try:
        document = bare_extraction(tree, favor_precision=True, include_comments=False, with_metadata=False)
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError):
        document = None  # a page that breaks the extraction is read as flat text
    body: Any = getattr(document, "body", None)
    if body is None:
        return
    for element in body:
        yield from _blocks(element)


def _blocks(element: Any) -> Iterator[Block]:
    if element.tag == "head":
        yield from _texts(element, "heading", "a heading of the page")
    elif element.tag in ("list", "quote", "table", "row", "div") and len(element):
        if element.text and element.text.strip():
            yield Block(element.text)
        for child in element:
            yield from _blocks(child)
            if child.tail and child.tail.strip():
                yield Block(child.tail)
    elif element.tag not in ("graphic", "media"):
        yield from _texts(element, None, "")


def _texts(element: Any, kind: Any, reason: str) -> Iterator[Block]:
    """The text of an element, one block for each line that a line break ends."""
    pieces: list[str] = [element.text or ""]
    for node in element.iterdescendants():
        if node.tag == "lb":
            pieces.append("\n")
        elif isinstance(node.tag, str):
            pieces.append(node.text or "")
        pieces.append(node.tail or "")
    for line in "".join(pieces).split("\n"):
        if line.strip():
            yield Block(line, None, kind, reason)


def _marked(tree: HtmlElement) -> list[Block]:
    """Captions, bylines and dates by their elements and class names, in the order of the page."""
    found: list[Block] = []
    for element in tree.iter("figcaption", "p", "div", "span", "time", "address"):
        name = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("rel"))))
        is_caption = element.tag == "figcaption" or (_CAPTION_CLASS.search(name) is not None)
        if is_caption:
            text = _text(element)
            if 0 < len(text.split()) <= _LONGEST_CAPTION:
                found.append(Block(text, None, "caption", "the page marks it as the caption of a picture"))
        elif _BYLINE_CLASS.search(name):
            text = _text(element)
            if len(text) <= 160 and (bylines.is_byline(text) or bylines.names_only(text)):
                found.append(Block(text, None, "byline", "the page marks it as the byline"))
        elif element.tag == "time" or _PLACES_FOR_DATES.search(name):
            text = _text(element)
            if len(text) <= 200 and dates.date_line(text):
                found.append(Block(text, None, "date_line", "the page marks it as a date"))
    return found


def _text(element: Any) -> str:
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        if isinstance(piece, str):
            pieces.append(piece)
            size += len(piece)
            if size > 4000:
                break
    return " ".join(repaired(" ".join(pieces)).split())


def _title(tree: HtmlElement, found: structured.Structured) -> str | None:
    """The title: of what the page shows as one (``h1``) and what it says that it is, the first shown one that fits."""
    shown = [text for element in tree.iter("h1") if 0 < len((text := _text(element)).split()) <= 50]
    said = [*found.titles, *[_text(element) for element in tree.iter("title")][:1]]
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


def _complete(
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
    title = next((_text(element) for element in tree.iter("title")), "")
    match = _SUFFIX.search(title)
    if match is None:
        return []
    name = match[1].strip()
    key = fold(name).replace(" ", "")
    host = outlets.host_of(address).replace("-", "").replace(".", "")
    home = {fold(_text(link)) for link in tree.iter("a") if (link.get("href") or "") in ("/", "./", "index.html")}
    if fold(name) in home or (len(key) >= 4 and key.removeprefix("the") in host) or outlets.of_name(name):
        return [name]
    return []
