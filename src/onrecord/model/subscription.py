"""Addresses that are looked at again: feeds, sitemaps and pages, with how their last visits went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.capture import Listing
from onrecord.model.identity import make_id

SubscriptionKind = Literal["unknown", "page", "feed", "sitemap"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One address and the state of its visits. All times are ISO 8601 in UTC, from the clock: they are input, no evidence.

    ``source`` is the address as it was given or listed first; ``address`` is where it is fetched now (a permanent move is
    followed and remembered in ``moved_from``). ``kind`` is ``unknown`` until the first answer shows it. ``listing`` is what
    the feed or sitemap that led to a page says of it; ``None`` for what a person named. ``etag`` and ``last_modified`` are the
    validators of the last whole answer. ``next_due`` is when it is visited next, ``None``: never again (a page that has
    settled, or one that is gone). ``failures`` counts failed visits in a row, ``trouble`` is the last one's reason in one
    sentence, empty where the last visit went well.
    """

    id: str
    source: str
    address: str
    kind: SubscriptionKind = "unknown"
    title: str | None = None
    listing: Listing | None = None
    etag: str | None = None
    last_modified: str | None = None
    first_seen: str = ""
    last_tried: str | None = None
    last_success: str | None = None
    last_changed: str | None = None
    next_due: str | None = None
    failures: int = 0
    trouble: str = ""
    moved_from: tuple[str, ...] = ()

    @classmethod
    def of(cls, address: str, *, now: str, listing: Listing | None = None) -> Subscription:
        """A new subscription to ``address``, due at once."""
        return cls(
            id=make_id("sub", address), source=address, address=address, listing=listing, first_seen=now, next_due=now
        )
