"""Visits: subscriptions that are due are fetched, and each answer becomes what it is.

::

    due ─► fetch ─► a page              ─► an input
                  │ a feed, a sitemap   ─► subscriptions to what it lists, each due at once
                  │ a list (OPML)       ─► subscriptions, as if they had been given one by one
                  └ no answer           ─► its subscription says why, and when it is tried again

What one visit gives belongs together: whoever stores it does so in one transaction. Nothing is decided by what is known
already; :func:`~onrecord.collect.schedule.listed` does that when a listed subscription meets the one that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from onrecord.collect import feeds
from onrecord.collect.feeds import Document, Outlines
from onrecord.collect.following import DEFAULT_RULES, Rules, followed, named
from onrecord.collect.inputs import Input
from onrecord.collect.pages import media_type
from onrecord.collect.schedule import Outcome, after
from onrecord.model.capture import Refusal
from onrecord.model.errors import InputError, NotText
from onrecord.model.identity import digest
from onrecord.model.subscription import Subscription

if TYPE_CHECKING:
    from onrecord.collect.web import Answer, Request

    #: Requests to answers, as they finish; the settings of the web are in it.
    Fetch = Callable[[Iterable[Request]], Iterator[Answer]]

#: Failed visits after which an article that the feed gives whole is taken from there: about two hours by the schedule.
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: the subscription after it, what it lists, and the input that it gave, if any.

    ``arrival`` is a refusal where there is no article at an address that was never had before.
    """

    subscription: Subscription
    listed: tuple[Subscription, ...] = ()
    arrival: Input | Refusal | None = None


def visit(due: Iterable[Subscription], fetch: Fetch, now: datetime, rules: Rules = DEFAULT_RULES) -> Iterator[Visit]:
    """Visit every one of ``due``, each once, in the order in which the answers come. Never raises for what is sent."""
    from onrecord.collect.web import Request  # noqa: PLC0415 - a network is loaded once one is wanted

    waiting: dict[Request, list[Subscription]] = {}
    for subscription in due:
        request = Request(subscription.address, subscription.etag, subscription.last_modified)
        waiting.setdefault(request, []).append(subscription)
    for answer in fetch(list(waiting)):
        for subscription in waiting[answer.request]:
            yield _visited(subscription, answer, now, rules)


def _visited(before: Subscription, answer: Answer, now: datetime, rules: Rules) -> Visit:
    subscription = _moved(before, answer.moved_to)
    if answer.outcome == "unchanged":
        return Visit(after(subscription, Outcome("seen"), now))
    if answer.outcome != "whole":
        kind: Literal["gone", "failed"] = "gone" if answer.for_good else "failed"
        outcome = Outcome(kind, retry_after=answer.retry_after, reason=answer.reason)
        return _without(subscription, outcome, answer.outcome != "later", now)
    # Its validators are kept where it could be used, so that "unchanged" never hides an answer that could not.
    answered = replace(subscription, etag=answer.etag, last_modified=answer.last_modified)
    try:
        found = feeds.read(answer.data, answer.address, charset=answer.charset)
        if found is None:
            if before.kind in ("page", "unknown"):
                return _page(answered, answer, now)
            raise NotText(f"it gives a page in place of the {before.kind} that it was; see it in a browser")
        if before.kind == "page":  # what is listed as an article leads nowhere else
            raise NotText("it is no article but a feed, a sitemap or a list; add its address to visit what it lists")
        if isinstance(found, Outlines):
            return _outlines(answered, found, now)
        return _document(answered, found, now, rules)
    except InputError as error:
        return _without(subscription, Outcome("failed", reason=str(error)), True, now)


def _moved(subscription: Subscription, address: str | None) -> Subscription:
    if address is None or address == subscription.address:
        return subscription
    earlier = dict.fromkeys((*subscription.moved_from, subscription.address))
    return replace(subscription, address=address, moved_from=tuple(each for each in earlier if each != address))


def _page(subscription: Subscription, answer: Answer, now: datetime) -> Visit:
    arrival = Input(
        subscription.source,
        subscription.source,
        media_type(answer.data, answer.content_type),
        answer.data,
        answer.address,
        listing=subscription.listing,
        charset=answer.charset,
    )
    page = replace(subscription, kind="page", record=None, note="")
    return Visit(after(page, Outcome("seen", digest(answer.data)), now), arrival=arrival)


def _document(subscription: Subscription, found: Document, now: datetime, rules: Rules) -> Visit:
    listed = followed(found, subscription, now, rules)
    given = found.entries + found.sitemaps
    name, note = subscription.title or found.title, _note(len(given), len(listed), found.nowhere)
    read = replace(subscription, kind=found.kind, title=name, note=note)
    if found.ended:
        outcome = Outcome("gone", reason="it says that nothing will be added to it any more")
    else:
        outcome = Outcome("seen", _digest_of(f"{entry.address} {entry.updated}" for entry in given), found.pause)
    return Visit(after(read, outcome, now), listed)


def _outlines(subscription: Subscription, found: Outlines, now: datetime) -> Visit:
    listed = named(found, now)
    note = _note(len(listed), len(listed), len(found.wrong))
    content = _digest_of(each.address for each in found.found)
    return Visit(after(replace(subscription, kind="list", note=note), Outcome("seen", content), now), listed)


def _without(subscription: Subscription, outcome: Outcome, no_use: bool, now: datetime) -> Visit:
    """A visit that gave nothing. ``no_use``: another one soon will not either, so what the feed gives is taken at once."""
    failed = after(subscription, outcome, now)
    given_up = no_use or failed.failures >= PATIENCE or failed.next_due is None
    if failed.kind not in ("page", "unknown") or failed.last_success:
        return Visit(failed)
    if failed.record is None or not given_up:
        return Visit(failed, arrival=None if failed.content else Refusal(failed.source, outcome.reason))
    data = failed.record.encode()
    if digest(data) == failed.content:
        return Visit(failed)
    note = f"the page itself could not be had ({outcome.reason}); this is the text that the feed gives"
    arrival = Input(
        failed.source,
        failed.source,
        "application/json",
        data,
        failed.source,
        listing=failed.listing,
        charset="utf-8",
        note=note,
    )
    return Visit(replace(failed, content=digest(data)), arrival=arrival)


def _note(given: int, followed: int, nowhere: int) -> str:
    told = []
    if followed < given:
        told.append(f"of {given:,} entries the {followed:,} newest were followed")
    if nowhere:
        told.append(f"{nowhere:,} entries have no address that can be visited")
    return "; ".join(told)


def _digest_of(lines: Iterable[str]) -> str:
    """The digest of ``lines`` in any order."""
    return digest("\n".join(sorted(lines)))
