"""Feeds, sitemaps and lists of subscriptions: bytes to what they list. Pure; which of them bytes are is told by their content.

::

    bytes ─► xml (decode, cut the prolog off) ─┬► syndication (RSS, Atom)
                                               ├► sitemaps
                                               ├► opml
                                               └► json_feed
"""

from __future__ import annotations

from onrecord.collect.feeds import json_feed, opml, sitemaps, syndication, xml
from onrecord.collect.feeds.documents import Document, Entry, Outline, Outlines

__all__ = ["Document", "Entry", "Outline", "Outlines", "read", "write_opml"]

write_opml = opml.write

_FEED_ROOTS = ("rss", "rdf", "feed")


def read(data: bytes, address: str, *, charset: str | None = None) -> Document | Outlines | None:
    """The feed, sitemap or list in ``data``, which was fetched from ``address``; ``None`` where it is none of them.

    ``charset`` is what the server said of the encoding. Raises ``NotText`` where it is one of them but cannot be read and
    ``UnsafeInput`` where it is built to do harm.
    """
    text = xml.decoded(data, charset)
    if json_feed.is_json_feed(text):
        return json_feed.parse(text, address)
    found = xml.root_of(text)
    if found is None:
        return None
    name, start = found
    if name in _FEED_ROOTS:
        return syndication.parse(xml.body_of(text, start), address)
    if name in sitemaps.ROOTS:
        return sitemaps.parse(xml.body_of(text, start), address)
    return opml.parse(xml.body_of(text, start)) if name == "opml" else None
