"""JSON-LD in a page (schema.org): the items that describe its article, and the sections that lead to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from onrecord.model.address import canonical
from onrecord.read.lines import fold
from onrecord.read.wordlist import words

Item = dict[str, Any]

ARTICLES = words(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle "
    "askpublicnewsarticle liveblogposting blogposting socialmediaposting report techarticle scholarlyarticle satiricalarticle "
    "advertisercontentarticle"
)
_PAGES = words("webpage itempage")
_SITES = words("website")
_DEEPEST = 12  # levels of nesting that are looked at
_MOST = 2_000  # items that are looked at


@dataclass(slots=True)
class LinkedData:
    """The items of a page: those of articles (the page's own first), of the page itself and of its site."""

    articles: list[Item] = field(default_factory=list)
    pages: list[Item] = field(default_factory=list)
    sites: list[Item] = field(default_factory=list)
    crumbs: list[str] = field(default_factory=list)
    _named: dict[str, Item] = field(default_factory=dict)

    def resolved(self, value: Any) -> Any:
        """What ``value`` stands for: an item given by its ``@id`` alone is that item."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return self._named.get(value["@id"], value)
        return value

    def sort(self, addresses: Iterable[str], titles: Iterable[str]) -> None:
        """Put the page's own article first: the one with its address or its headline. Others are of stories beside it."""
        own_addresses = {canonical(address) for address in addresses}
        own_titles = {fold(title) for title in titles}

        def distance(item: Item) -> int:
            headline = item.get("headline")
            if any(canonical(address) in own_addresses for address in addresses_of(item)):
                return 0
            return 0 if isinstance(headline, str) and fold(headline) in own_titles else 1

        self.articles.sort(key=distance)


def read(tree: HtmlElement) -> LinkedData:
    """The linked data of the page ``tree``. What is no JSON is passed over."""
    found = LinkedData()
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            value = json.loads(_tidy(script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(value):
            _sort_in(found, item)
    return found


def addresses_of(item: Item) -> Iterator[str]:
    """The addresses that an item gives itself."""
    for name in ("url", "mainEntityOfPage", "@id"):
        value = item.get(name)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value


def kinds(item: Item) -> set[str]:
    """The types of an item, in lower case and without their vocabulary."""
    value = item.get("@type")
    return {str(kind).rsplit("/", 1)[-1].lower() for kind in (value if isinstance(value, list) else [value])}


def _sort_in(found: LinkedData, item: Item) -> None:
    names = kinds(item)
    if isinstance(item.get("@id"), str) and "name" in item:
        found._named.setdefault(item["@id"], item)
    if names & ARTICLES:
        found.articles.append(item)
    elif names & _PAGES:
        found.pages.append(item)
    elif names & _SITES:
        found.sites.append(item)
    elif "breadcrumblist" in names and not found.crumbs:
        found.crumbs = list(_crumbs(item.get("itemListElement")))


def _items(value: Any) -> Iterator[Item]:
    """The items in ``value`` and the items that these hold as parts, in order."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(_MOST):
        if not waiting:
            return
        value, depth = waiting.pop()
        inner: list[Any] = []
        if isinstance(value, list):
            inner = value[:200]
        elif isinstance(value, dict):
            yield value
            inner = [
                value[name]
                for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "breadcrumb")
                if name in value
            ]
        if depth < _DEEPEST:
            waiting.extend((each, depth + 1) for each in reversed(inner))


def _crumbs(value: Any) -> Iterator[str]:
    """The names of a list of breadcrumbs, from the front page on."""
    for element in value[:20] if isinstance(value, list) else []:
        if isinstance(element, dict):
            item = element.get("item")
            name = element.get("name") or (item.get("name") if isinstance(item, dict) else None)
            if isinstance(name, str) and name.strip():
                yield " ".join(name.split())


def _tidy(text: str) -> str:
    text = text.strip()
    for opening, closing in (
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ):
        if text.startswith(opening):
            text = text.removeprefix(opening).strip().removesuffix(closing).strip()
    return text.rstrip(";")
