"""HTML pages: which of the lines that a page shows are its article; these are then read like any other text.

::

    source ─► page (visible lines) ─► page_model (which are the article; two extractors have a vote) ─► flat (kinds) ─► facts

The text of the article is its title, its byline and date where the page shows them, its paragraphs, headings and lists, and
the captions between them; the rest of the page stays out. Each block is a line of the page, so it knows its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from onrecord.model.article import Article, SegmentKind
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.read import bylines, dates, facts, flat, page_facts, structured
from onrecord.read.decode import decode
from onrecord.read.draft import Block, Draft, compose, finish
from onrecord.read.lines import fold, length
from onrecord.read.page import Element, Page, Seen, see

_CAPTION = re.compile(r"(?:^|[\s_\"'-])(?:caption|cutline|figcaption|legend|cap)(?:$|[\s_\"'-])", re.I)
_BYLINE = re.compile(r"(?:^|[\s_\"'-])(?:byline|by-line|author|authors|writer)(?:$|[\s_\"'-])", re.I)
_DATE = re.compile(
    r"(?:^|[\s_\"'-])(?:date|dateline|time|timestamp|stamp|published|pubdate|posted|meta|dek-meta)(?:$|[\s_\"'-])", re.I
)
_ATTRIBUTES = 1500  # characters of a tag that are looked at
_LEVELS = 3  # elements around a line whose names are looked at
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONGEST_CAPTION = 120  # words; longer ones are text that a careless class name covers
_LONGEST_MARK = 200  # characters of a byline or a date
_LONG_ENOUGH = 12  # words of the first paragraph: what is shorter under a title may be a byline or a date
_ABOVE_A_TITLE = 0.2  # of the words that are taken; where more stand above it, it is the title shown once more behind
_LINES_OF_A_HEAD = 12  # lines under a title that may still belong to it
#: A tree is built, and other extractors are asked, of no more than this: resiliparse's time grows with the square of the
#: depth, and a tag costs trafilatura 0.1 ms. Of the benchmark's pages the largest has 3,005 tags, the deepest 51 open at once.
_MOST_TAGS = 50_000
_DEEPEST = 400
_MOST_ATTRIBUTES = 1_000  # of one tag: each is compared with all others


def read(capture: Capture) -> Article:
    """The article in a capture of an HTML page. Raises ``NotText``."""
    return finish(capture, draft_of(decode(capture.data, declared=capture.charset), capture.address))


def draft_of(source: str, address: str | None) -> Draft:
    """The article in the page ``source``; places are characters of ``source``. Raises ``NotText``."""
    page = see(source)
    tree = tree_of(source, page)
    if tree is None:
        return _from_lines(page, address)
    found = structured.read(tree)
    title = page_facts.title(tree, found)
    blocks = list(_blocks(page, title, article_lines(source, page, tree, title)))
    if blocks:
        text, lines = compose(blocks)
        flat.sort_article(lines, title)
        draft = Draft(text, lines, title=title)
    else:
        draft = _from_lines(page, address)
        draft.title = draft.title or title
    republished = page_facts.republished(page, draft)
    if republished is not None:
        draft.outlet = republished
    page_facts.complete(draft, found, tree, page, address)
    return draft


def article_lines(source: str, page: Page, tree: HtmlElement, title: str | None) -> Sequence[bool]:
    """For each line of the page whether it is the article's."""
    from onrecord.read import page_model  # noqa: PLC0415 - the trees are read once, and only where there are pages

    chosen: list[bool] = page_model.article(source, page, tree, title).tolist()
    return chosen


def tree_of(source: str, page: Page) -> HtmlElement | None:
    """The page as a tree; ``None`` where it shows nothing, is broken beyond repair, or is made to cost much."""
    from trafilatura import load_html  # noqa: PLC0415 - a third of a second that plain text need not cost

    if not page.lines:
        return None
    if page.tags > _MOST_TAGS or page.depth > _DEEPEST or page.attributes > _MOST_ATTRIBUTES:
        return None
    try:
        return load_html(source)
    except (LxmlError, ValueError, RecursionError):
        return None


def _from_lines(page: Page, address: str | None) -> Draft:
    """Where no article is found by the markup, the page's lines are sorted as flat text is."""
    text, lines = compose(Block(line.text, (line.start, line.end)) for line in page.lines)
    if not lines:
        raise NotText("the page shows no text; save it after it has loaded and add it again")
    draft = Draft(text, lines, address=address)
    found = flat.sort(lines)
    facts.fill(draft, found)
    return draft


def _blocks(page: Page, title: str | None, chosen: Sequence[bool]) -> Iterator[Block]:
    """The title, the ``chosen`` lines, and the bylines, dates and captions among them, in the order of the page."""
    taken = [at for at, is_article in enumerate(chosen) if is_article]
    while taken and dates.date_line(page.lines[taken[-1]].text):
        taken.pop()  # a bare date behind the end is another story's, or the page's
    if not taken:
        return
    top = _title_at(page, title, taken)
    if top is not None:
        taken = [at for at in taken if at >= top] or taken  # what stands above a title is another story's
    if title and top is None:
        yield Block(title, page.find(title), "heading", "the title that the page gives")
    begin = taken[0] if top is None else top
    first = next((at for at in taken if length(page.lines[at].text) >= _LONG_ENOUGH), taken[-1])
    head = range(begin, min(first, begin + _LINES_OF_A_HEAD)) if title else range(0)
    told: set[str] = set()
    for at in range(begin, taken[-1] + 1):
        line = page.lines[at]
        place = (line.start, line.end)
        if at == top:
            yield Block(line.text, place, "heading", "the title that the page gives")
            continue
        kind, reason = _kind(line, chosen[at], at in head)
        if not chosen[at]:
            key = fold(line.text)
            if kind is None or key in told:
                continue
            told.add(key)
        yield Block(line.text, place, kind, reason)


def _title_at(page: Page, title: str | None, taken: Sequence[int]) -> int | None:
    """The line that shows the title: the last one with hardly any of the article in front of it."""
    if not title:
        return None
    letters = "".join(title.split())
    words = [length(page.lines[at].text) for at in taken]
    most = _ABOVE_A_TITLE * sum(words)
    before = accumulate(words)
    reach = next((at for at, so_far in zip(taken, before, strict=True) if so_far > most), taken[-1])
    for at in range(reach, -1, -1):
        text = page.lines[at].text
        if len(text) < 2 * len(title) + 20 and (text == title or "".join(text.split()) == letters):
            return at
    return None


def _kind(line: Seen, chosen: bool, in_head: bool) -> tuple[SegmentKind | None, str]:
    """The kind of a line where its markup or its place under the title tells one, and the reason."""
    text = line.text
    names = list(_around(line.element))
    if any(name == "figcaption" or _CAPTION.search(attributes) for name, attributes in names):
        if length(text) <= _LONGEST_CAPTION:
            return "caption", "the page marks it as the caption of a picture"
    elif len(text) <= _LONGEST_MARK and not chosen:
        signed = bylines.is_byline(text) or bool(bylines.names_only(text))
        if signed and any(_BYLINE.search(attributes) for _, attributes in names):
            return "byline", "the page marks it as the byline"
        if in_head and (signed or bylines.beside_a_time(text)):
            return "byline", "names of people under the title"
        dated = dates.date_line(text)
        if dated and any(_DATE.search(attributes) for _, attributes in names):
            return "date_line", "the page marks it as a date"
        if in_head and dated:
            return "date_line", "a date under the title"
    if chosen and names and names[0][0] in _HEADINGS:
        return "heading", "a heading of the page"
    return None, ""


def _around(element: Element | None) -> Iterator[tuple[str, str]]:
    """Names and attributes of the elements right around a line, the innermost first."""
    for _ in range(_LEVELS):
        if element is None or element.name in ("body", "html", "article", "main"):
            return
        yield element.name, element.attributes[:_ATTRIBUTES]
        element = element.parent
