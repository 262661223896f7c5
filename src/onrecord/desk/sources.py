"""Where inputs come from: the names of files taken apart, and what is visited with what came of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.desk.store import Seen, Store
from onrecord.model.codec import to_plain
from onrecord.model.subscription import Subscription

Plain = dict[str, Any]

#: What follows the name of a file in the name of something inside it: a member of an archive, what is attached to a mail, a
#: record of a dump (by its identifier, its digest, its line or where it stands). Folders may be called "Breaking news!", so an
#: archive is told by its ending. The digest that names a text from standard input (``-#``) is a part of its name.
_INSIDE = re.compile(r"(?<=\.zip)!/.*|(?<=\.eml)!/.*|#(?:id=.*|at=\d+|L?\d{1,10}|(?<!\A-#)[0-9a-f]{12})$", re.S | re.I)

_STANDARD_INPUT = "stdin:"
_ADDRESSES = ("https://", "http://")


def file_of(name: str) -> str:
    """The source or location of the file that an input came from, by its own source or location."""
    return _INSIDE.sub("", name, count=1)


def files_of(seen: Iterable[Seen]) -> Iterator[tuple[str, str]]:
    """The location of each file that captures came from, once, with the source that it was added as."""
    given: set[str] = set()
    for each in seen:
        if each.location.startswith((_STANDARD_INPUT, *_ADDRESSES)):
            continue
        location = file_of(each.location)
        if location not in given:
            given.add(location)
            yield location, file_of(each.source)


def sources(store: Store) -> Iterator[Plain]:
    """What is visited again and again, as plain dicts: the fields of a subscription, with its health and what came of it.

    Feeds, sitemaps and lists, and the pages that a person named. What a feed led to is counted with the feed: ``articles``
    that came from it, how many of them were the ``first`` of a group of copies and how many ``copies`` of an earlier one,
    and of the pages that it lists how many are ``waiting`` to be visited (again) and how many are ``failing``.
    """
    articles: dict[str, set[str]] = {}
    for place, article_id in store.all_visited():
        articles.setdefault(place, set()).add(article_id)
    groups = [json.loads(record.body) for record in store.all_records("copies")]
    firsts = {group["first_article_id"] for group in groups}
    copies = {member["article_id"] for group in groups for member in group["members"]} - firsts
    listed: dict[str, Counter[str]] = {}
    shown: list[Subscription] = []
    for subscription in store.all_subscriptions():
        if subscription.named or subscription.kind != "page":
            shown.append(subscription)
        if subscription.listing is not None and not subscription.named:
            counts = listed.setdefault(subscription.listing.place, Counter())
            counts["waiting"] += subscription.next_due is not None
            counts["failing"] += subscription.failures > 0
    for subscription in shown:
        own = articles.get(subscription.source, set())
        pages = listed.get(subscription.source, Counter())
        yield {
            **to_plain(subscription),
            "health": health(subscription),
            "articles": len(own),
            "first": len(own & firsts),
            "copies": len(own & copies),
            "waiting": pages["waiting"],
            "failing": pages["failing"],
        }


def health(subscription: Subscription) -> str:
    """How its visits go, in a word: new, well, failing (it is tried again), settled (a page that is looked at no more), ended."""
    if subscription.failures:
        return "failing" if subscription.next_due else "ended"
    if subscription.last_tried is None:
        return "new"
    if subscription.next_due is None:
        return "ended" if subscription.trouble else "settled"
    return "well"
