"""JSON Feed 1 and 1.1, https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import json
from typing import Any

from onrecord.collect.addresses import visitable
from onrecord.collect.feeds.documents import Document, Entry, plain
from onrecord.collect.times import iso
from onrecord.model.errors import NotText


def is_json_feed(text: str) -> bool:
    """Whether ``text`` says near its beginning that it is one."""
    return text.lstrip()[:1] == "{" and "jsonfeed.org/version/" in text[:4096].replace("\\/", "/")


def parse(text: str, address: str) -> Document:
    """The feed in ``text``. Raises ``NotText`` where it is none."""
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise NotText("it is no whole JSON; ask its publisher to mend it") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise NotText("it is no JSON Feed: it has no list of items; ask its publisher to mend it")
    entries = [_entry(item, feed, address) for item in feed["items"]]
    return Document(
        kind="feed",
        title=plain(feed.get("title")),
        entries=tuple(entry for entry in entries if entry is not None),
        ended=feed.get("expired") is True,
        nowhere=entries.count(None),
    )


def _entry(item: Any, feed: dict[str, Any], base: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    # "external_url" is what a blog's entry is about: another text by other people.
    address = next((found for name in ("url", "id") if (found := _address(item.get(name), name, base))), None)
    if address is None:
        return None
    markup, words = item.get("content_html"), item.get("content_text")
    whole = next((text for text in (markup, words) if isinstance(text, str) and text.strip()), None)
    return Entry(
        address=address,
        title=plain(item.get("title")),
        authors=_authors(item) or _authors(feed),
        published=iso(item.get("date_published")),
        updated=iso(item.get("date_modified")),
        language=plain(item.get("language")) or plain(feed.get("language")),
        whole=whole,
        whole_is_plain=whole is not None and whole is not markup,
    )


def _address(value: Any, name: str, base: str) -> str | None:
    if not isinstance(value, str) or (name == "id" and "://" not in value):
        return None
    return visitable(value, base)


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 has a list of authors, version 1 a single one."""
    listed = holder.get("authors")
    authors = listed if isinstance(listed, list) else [holder.get("author")]
    names = (plain(author.get("name")) for author in authors[:50] if isinstance(author, dict))
    return tuple(dict.fromkeys(name for name in names if name))
