"""Sitemaps, indexes of sitemaps and Google's news sitemaps, https://www.sitemaps.org/protocol.html

``lastmod`` is when a page changed last. Only ``news:publication_date`` is a date of publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.collect.addresses import visitable
from onrecord.collect.feeds.documents import Document, Entry, plain
from onrecord.collect.feeds.markup import children, local_name, tree_of
from onrecord.collect.times import iso
from onrecord.model.errors import NotText

ROOTS = ("urlset", "sitemapindex")


def parse(data: bytes, address: str) -> Document:
    """The sitemap in ``data``, UTF-8 without a prolog, that was fetched from ``address``. Raises ``NotText`` for none."""
    root = tree_of(data)
    if root is None or local_name(root) not in ROOTS:
        raise NotText("it is no sitemap that can be read; see it in a browser and ask its publisher to mend it")
    found = [_entry(child, address) for child in children(root, "url", "sitemap")]
    entries = tuple(entry for entry in found if entry is not None)
    is_index = local_name(root) == "sitemapindex"
    return Document(
        kind="sitemap",
        entries=() if is_index else entries,
        sitemaps=entries if is_index else (),
        nowhere=found.count(None),
    )


def _entry(element: Any, base: str) -> Entry | None:
    told = dict(_told(element))
    address = visitable(told.get("loc", ""), base)
    if address is None:
        return None
    return Entry(
        address=address,
        title=plain(told.get("title")),
        outlet=plain(told.get("name")),
        published=iso(told.get("publication_date")),
        updated=iso(told.get("lastmod")),
        language=plain(told.get("language")),
    )


def _told(element: Any) -> Iterator[tuple[str, str]]:
    """What an entry says, by local names: its own ``loc`` and ``lastmod``, and what stands in ``news:news``."""
    for child in children(element, "loc", "lastmod"):
        yield local_name(child), child.text or ""
    for news in children(element, "news"):
        for child in children(news, "title", "publication_date"):
            yield local_name(child), child.text or ""
        for publication in children(news, "publication"):
            for child in children(publication, "name", "language"):
                yield local_name(child), child.text or ""
