"""RSS 0.9x, 1.0, 2.0 and Atom, by feedparser: slow, but it reads what real feeds hold.

It is given bytes and an address to make links whole with, and nothing that it could fetch or open. It cleans no markup: the
text of an entry is read like any other page, which lets no markup through.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.collect.addresses import visitable
from onrecord.collect.feeds.documents import Document, Entry, plain
from onrecord.collect.times import iso, iso_of_parts
from onrecord.model.errors import NotText, UnsafeInput

#: Signs "<" in one feed: those of 20,000 entries. feedparser reads about 5,000 a second on a slow core.
MOST_TAGS = 300_000

_UNREADABLE = "it is no feed that can be read; see it in a browser and ask its publisher to mend it"

#: Seconds, by the names of https://web.resource.org/rss/1.0/modules/syndication/
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


def parse(data: bytes, address: str) -> Document:
    """The feed in ``data``, UTF-8 without a prolog, that was fetched from ``address``. Raises an ``InputError`` for none."""
    if data.count(b"<") > MOST_TAGS:
        raise UnsafeInput(f"the feed holds more than {MOST_TAGS:,} tags; ask its publisher for a shorter one")
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - a fifth of a second that only a feed need cost

    try:
        found = feedparser.parse(
            io.BytesIO(data),  # as text it would be taken for an address to fetch or a file to open
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": address},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # its second parser, for broken XML, fails in many ways of its own
        raise NotText(_UNREADABLE) from error
    feed = found.feed
    if not found.entries and not feed:
        raise NotText(_UNREADABLE)
    entries = [_entry(item, address, is_rss=str(found.version).startswith("rss")) for item in found.entries]
    return Document(
        kind="feed",
        title=plain(_field(feed, "title")),
        entries=tuple(entry for entry in entries if entry is not None),
        pause=_pause(feed),
        nowhere=entries.count(None),
    )


def _field(item: dict[str, Any], name: str) -> Any:
    """A field as the feed has it. ``item[name]`` gives other fields in its place where it has none."""
    return dict.get(item, name)


def _parts(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A field that has parts, such as links. An element of that very name (``<links>``) puts text in its place."""
    value = _field(item, name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _entry(item: dict[str, Any], base: str, *, is_rss: bool) -> Entry | None:
    # Where a service counts clicks by an address of its own it gives the article's beside it.
    address = visitable(str(_field(item, "feedburner_origlink") or ""), base) or _link(item, base)
    if address is None:
        return None
    whole, whole_is_plain = _whole(_parts(item, "content"))
    source = _field(item, "source")
    published, updated = _time(item, "published"), _time(item, "updated")
    if is_rss:  # "dc:date", which feedparser calls an update, is the only date that many of them have
        published = published or updated
    return Entry(
        address=address,
        title=plain(_field(item, "title")),
        outlet=plain(_field(source, "title")) if isinstance(source, dict) else None,
        authors=_authors(item),
        published=published,
        updated=updated,
        language=plain(_field(item, "language")),
        whole=whole,
        whole_is_plain=whole_is_plain,
    )


def _time(item: dict[str, Any], name: str) -> str | None:
    text = _field(item, name)
    return iso(text) or iso_of_parts(_field(item, f"{name}_parsed"), text)


def _link(item: dict[str, Any], base: str) -> str | None:
    alternates = [link.get("href") for link in _parts(item, "links") if link.get("rel", "alternate") == "alternate"]
    for text in (_field(item, "link"), *alternates, _field(item, "id")):
        if not isinstance(text, str) or (text is _field(item, "id") and "://" not in text):
            continue
        if address := visitable(text, base):
            return address
    return None


def _whole(contents: Iterable[Mapping[str, Any]]) -> tuple[str | None, bool]:
    """The text of ``content:encoded`` or Atom's ``content``, the longest where there are several; whether it is plain."""
    values = [(part.get("value") or "", part.get("type") == "text/plain") for part in contents]
    text, is_plain = max(values, key=lambda pair: len(pair[0]), default=("", False))
    return (text, is_plain) if text.strip() else (None, False)


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    names = [plain(author.get("name")) for author in _parts(item, "authors")]
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))


def _pause(feed: dict[str, Any]) -> int | None:
    """The seconds between two visits that ``ttl`` (minutes) or the syndication module asks for; the longer of both."""
    asked = []
    ttl = str(_field(feed, "ttl") or "").strip()
    if re.fullmatch(r"\d{1,6}", ttl):
        asked.append(int(ttl) * 60)
    period = _PERIODS.get(str(_field(feed, "sy_updateperiod") or "").strip().lower())
    if period is not None:
        times = str(_field(feed, "sy_updatefrequency") or "1").strip()
        asked.append(period // max(1, int(times) if re.fullmatch(r"\d{1,6}", times) else 1))
    return max(asked, default=None)
