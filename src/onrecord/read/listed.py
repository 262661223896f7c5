"""What the feed, sitemap or archive that led to an article says of it: taken where the article itself says nothing."""

from __future__ import annotations

from onrecord.model.address import host_of
from onrecord.model.capture import Listing
from onrecord.model.when import When
from onrecord.read import bylines, dates, published, sites
from onrecord.read.draft import Draft


def complete(draft: Draft, listing: Listing) -> None:
    """Fill in what is still open in ``draft``. A date is taken where the article has none, or the same one less precisely."""
    draft.title = draft.title or listing.title
    if not draft.byline:
        names = [name for author in listing.authors for name in bylines.people(author)]
        draft.byline = tuple(dict.fromkeys(names))
    if draft.outlet is None and not draft.via and listing.name and _at_home(draft.address, listing.place):
        draft.outlet = sites.tidy(listing.name)
    given = _time(listing.published, listing.place)
    if given is not None:
        draft.published = published.choose([draft.published, given])
    if draft.updated is None:
        draft.updated = published.only_if_later(_time(listing.updated, listing.place), draft.published)


def _time(value: str | None, place: str) -> When | None:
    if not value:
        return None
    where = host_of(place) or dates.shorten(place, 60)
    return dates.iso(value, "feed", f"the list at {where} that led to it: {dates.shorten(value, 40)}")


def _at_home(address: str | None, place: str) -> bool:
    """Whether an article stands at the site of the list that led to it: the name of a feed of many sites is no outlet."""
    own, listed = host_of(address), host_of(place)
    if not own or not listed:
        return False
    own, listed = own.removeprefix("www."), listed.removeprefix("www.")
    return own == listed or _parent(own) == _parent(listed)


def _parent(host: str) -> str:
    """The domain that a host belongs to ("feeds.herald.example" and "herald.example")."""
    from courlan import extract_domain  # noqa: PLC0415 - a third of a second that a text without a listing need not cost

    return extract_domain(f"https://{host}/", fast=True) or host
