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
from onrecord.read import bylines, dates, facts, flat, page_facts, structured
from onrecord.read.decode import decode
from onrecord.read.draft import Block, Draft, compose, finish
from onrecord.read.lines import Line, fold
from onrecord.read.page import Page, see

_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:caption|cutline|figcaption|legend|cap)(?:$|[\s_-])", re.I)
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|by-line|author|authors|writer)(?:$|[\s_-])", re.I)
_PLACES_FOR_DATES = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|time|timestamp|stamp|published|pubdate|posted|meta|dek-meta)(?:$|[\s_-])", re.I
)
_LONGEST_CAPTION = 120  # words; longer ones are text that a careless class name covers
LONG_ENOUGH = 12  # words of the first paragraph: what is shorter under a title may be a byline or a date
_LINES_OF_A_HEAD = 12  # lines under a title that may still belong to it


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
    title = page_facts.title(tree, facts_found)
    marked = _marked(tree)
    blocks = _ordered(list(_main(tree)), page)
    marked += _between(page, title, blocks)
    if not blocks:
        draft = _from_lines(page, address)
        draft.title = draft.title or title
    else:
        draft = _from_blocks(blocks, page, title, marked)
    republished = page_facts.republished(page, draft)
    if republished is not None:
        draft.outlet = republished
    page_facts.complete(draft, facts_found, tree, address, marked)
    return draft


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
            text = page_facts.text_of(element)
            if 0 < len(text.split()) <= _LONGEST_CAPTION:
                found.append(Block(text, None, "caption", "the page marks it as the caption of a picture"))
        elif _BYLINE_CLASS.search(name):
            text = page_facts.text_of(element)
            if len(text) <= 160 and (bylines.is_byline(text) or bylines.names_only(text)):
                found.append(Block(text, None, "byline", "the page marks it as the byline"))
        elif element.tag == "time" or _PLACES_FOR_DATES.search(name):
            text = page_facts.text_of(element)
            if len(text) <= 200 and dates.date_line(text):
                found.append(Block(text, None, "date_line", "the page marks it as a date"))
    return found
