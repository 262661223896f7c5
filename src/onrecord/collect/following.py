"""From what a feed, a sitemap or a list lists to subscriptions: which of its entries are followed, and what it says of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from onrecord.collect.feeds import Document, Entry, Outlines
from onrecord.collect.schedule import stamp
from onrecord.collect.times import moment
from onrecord.model.capture import Listing
from onrecord.model.page_key import page_key
from onrecord.model.subscription import Subscription


@dataclass(frozen=True, slots=True)
class Rules:
    """How much of a feed or sitemap is followed.

    ``items``: entries of one visit, the newest first. ``days``: a sitemap lists all that a site ever had; entries and further
    sitemaps that did not change for so long are left alone, and so are those that do not say when they did. ``sitemaps``: of
    an index.
    """

    items: int = 100
    days: int = 3
    sitemaps: int = 50


DEFAULT_RULES = Rules()


def followed(
    found: Document, place: Subscription, now: datetime, rules: Rules = DEFAULT_RULES
) -> tuple[Subscription, ...]:
    """The articles, and of an index of sitemaps the sitemaps, that ``found`` lists at ``place``, each due at once."""
    entries, sitemaps = found.entries, found.sitemaps
    if found.kind == "sitemap":
        since = now - timedelta(days=rules.days)
        entries = tuple(entry for entry in entries if _moment(entry) >= since)
        # One that an index lists may list pages alone: otherwise one could lead from site to site without end. Where the
        # index does not date it, only a visit can tell.
        dated = (entry for entry in sitemaps if _moment(entry) == _UNDATED or _moment(entry) >= since)
        sitemaps = tuple(dated) if place.named else ()
    name = place.title or found.title
    listed = [_subscription(entry, place, name, "page", now) for entry in _newest(entries, rules.items)]
    listed += [_subscription(entry, place, name, "sitemap", now) for entry in _newest(sitemaps, rules.sitemaps)]
    return tuple(listed)


def named(found: Outlines, now: datetime) -> tuple[Subscription, ...]:
    """The subscriptions of a list, each due at once."""
    at = stamp(now)
    return tuple(Subscription.of(each.address, now=at, title=each.title, folders=each.folders) for each in found.found)


def _newest(entries: Iterable[Entry], most: int) -> list[Entry]:
    """The newest of ``entries``, each address once, those without a date last and in their order."""
    unique: dict[str, Entry] = {}
    for entry in entries:
        unique.setdefault(page_key(entry.address), entry)
    return sorted(unique.values(), key=_moment, reverse=True)[:most]


#: Stands for no date where dates are compared.
_UNDATED = datetime.min.replace(tzinfo=UTC)


def _moment(entry: Entry) -> datetime:
    """When ``entry`` was published or changed, whichever is later."""
    return max(filter(None, map(moment, (entry.published, entry.updated))), default=_UNDATED)


def _subscription(
    entry: Entry, place: Subscription, name: str | None, kind: Literal["page", "sitemap"], now: datetime
) -> Subscription:
    listing = Listing(
        place=place.source,
        name=entry.outlet or name,
        title=entry.title,
        authors=entry.authors,
        published=entry.published,
        updated=entry.updated,
        language=entry.language,
    )
    return Subscription.of(entry.address, now=stamp(now), kind=kind, listing=listing, record=_record(entry))


def _record(entry: Entry) -> str | None:
    """The article as the feed gives it whole, in the fields of a JSON Feed."""
    if entry.whole is None:
        return None
    record = {
        "url": entry.address,
        "title": entry.title,
        "authors": [{"name": name} for name in entry.authors],
        "date_published": entry.published,
        "date_modified": entry.updated,
        "language": entry.language,
        "content_text" if entry.whole_is_plain else "content_html": entry.whole,
    }
    told = {name: value for name, value in record.items() if value}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode()
