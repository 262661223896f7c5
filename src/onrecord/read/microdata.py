"""Microdata in a page: the properties of its article that elements carry (``itemprop``), and the times that they mark (``time``)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from onrecord.read import dates
from onrecord.read.linked_data import ARTICLES

#: Ancestors that are looked through for the item that a property belongs to, or for the part of a page that an element is in.
_HIGHEST = 40
_BESIDE = frozenset({"nav", "aside", "footer"})
_MOST_DAYS = 3  # times of more days in one part of a page are a list of other stories


def properties(tree: HtmlElement, *names: str) -> Iterator[tuple[str, str]]:
    """(property, value) of the elements that carry one of ``names`` for the article, in the order of the page."""
    for element in tree.xpath(".//*[@itemprop]")[:2_000]:
        for name in (element.get("itemprop") or "").split():
            if name in names and _is_of_article(element):
                value = element.get("content") or element.get("datetime") or _text(element)
                if value and value.strip():
                    yield name, " ".join(value.split())


def _is_of_article(element: HtmlElement) -> bool:
    """Whether the nearest item around the element is an article; a comment's date is none of the article's."""
    for above, _ in zip(element.iterancestors(), range(_HIGHEST), strict=False):
        if above.get("itemscope") is not None:
            return str(above.get("itemtype") or "").rstrip("/").rsplit("/", 1)[-1].lower() in ARTICLES
    return False


def times(tree: HtmlElement, title: HtmlElement | None) -> Iterator[tuple[str, bool]]:
    """(stamp, whether it is of an update) of the ``time`` elements that date the article whose title is shown by ``title``.

    They stand in the nearest part of the page around the title that holds any; where they are of many days they
    are the dates of other stories, and none is taken but those that say themselves what they are.
    """
    elements = [element for element in _around(tree, title) if not _beside(element)]
    stamps = [(element, element.get("datetime") or "") for element in elements]
    dated = [(element, stamp, found[0].value[:10]) for element, stamp in stamps if (found := dates.find(stamp))]
    said = [(element, stamp, day) for element, stamp, day in dated if _says(element)]
    if len({day for _, _, day in dated}) > _MOST_DAYS:
        dated = said
    for element, stamp, _ in [*said, *(item for item in dated if item not in said)]:
        yield stamp, _is_update(element)


def _around(tree: HtmlElement, title: HtmlElement | None) -> list[HtmlElement]:
    if title is not None:
        for above, _ in zip(title.iterancestors(), range(_HIGHEST), strict=False):
            found = above.findall(".//time")
            if found:
                return list(found)
    return list(tree.iter("time"))


def _beside(element: HtmlElement) -> bool:
    return any(above.tag in _BESIDE for above, _ in zip(element.iterancestors(), range(_HIGHEST), strict=False))


def _says(element: HtmlElement) -> bool:
    """Whether a time element says by its own names that it is the article's."""
    own = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('data-testid') or ''}".lower()
    return "pubdate" in element.attrib or any(word in own for word in ("publish", "entry-date", "modif", "updat"))


def _is_update(element: HtmlElement) -> bool:
    """Whether a time element gives an update: by its own names or by the words right before it."""
    previous = element.getprevious()
    parent = element.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    own = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    return ("publish" not in own and ("modif" in own or "updat" in own)) or dates.updates(before)


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext())[:400]
