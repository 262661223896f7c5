"""Addresses that are looked at again: feeds, sitemaps, lists of them and pages, with how their last visits went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.capture import Listing
from onrecord.model.identity import make_id
from onrecord.model.page_key import page_key

SubscriptionKind = Literal["unknown", "page", "feed", "sitemap", "list"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One address and the state of its visits. All times are ISO 8601 in UTC, from the clock: they are input, no evidence.

    ``named`` says that a person asked for it, not a feed or a sitemap that lists it. ``source`` is the address as it was given
    or listed first; ``address`` is where it is fetched now (a permanent move is followed and remembered in ``moved_from``).
    ``kind`` is ``unknown`` until the first answer shows it. ``listing`` is what the feed or sitemap that led to a page says of
    it. ``folders`` are the titles of the folders that it stands in, outermost first. ``record`` is the article as the feed
    gives it whole, as JSON, kept until the page itself could be had.

    ``etag`` and ``last_modified`` are the validators of the last whole answer, ``content`` the digest of what it showed or
    listed. ``interval`` is how many seconds lie between two visits of a feed or sitemap. ``next_due`` is when it is visited
    next, ``None``: never again (a page that has settled or one that is gone). ``failures`` counts failed visits in a row,
    ``trouble`` is the last one's reason in one sentence, empty where the last visit went well; ``note`` is what one should
    know of a visit that did.
    """

    id: str
    source: str
    address: str
    kind: SubscriptionKind = "unknown"
    named: bool = True
    title: str | None = None
    folders: tuple[str, ...] = ()
    listing: Listing | None = None
    record: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content: str | None = None
    first_seen: str = ""
    last_tried: str | None = None
    last_success: str | None = None
    last_changed: str | None = None
    next_due: str | None = None
    interval: int | None = None
    failures: int = 0
    trouble: str = ""
    note: str = ""
    moved_from: tuple[str, ...] = ()

    @staticmethod
    def make_id(address: str) -> str:
        """The identifier of the subscription to ``address``: one for all ways of writing it."""
        return make_id("sub", page_key(address))

    @classmethod
    def of(
        cls,
        address: str,
        *,
        now: str,
        kind: SubscriptionKind = "unknown",
        title: str | None = None,
        folders: tuple[str, ...] = (),
        listing: Listing | None = None,
        record: str | None = None,
    ) -> Subscription:
        """A new subscription to ``address``, due at once."""
        return cls(
            id=cls.make_id(address),
            source=address,
            address=address,
            kind=kind,
            named=listing is None,
            title=title,
            folders=folders,
            listing=listing,
            record=record,
            first_seen=now,
            next_due=now,
        )
