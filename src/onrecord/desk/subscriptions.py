"""Subscriptions of a desk: what is named is put down, what is due is visited, and what comes of it is stored.

::

    named ─► a subscription, due at once                                        name
    due   ─► visit ─► what it lists joins what is known                         visit
                    | its input is taken, like a file's
                    | all of one visit in one transaction
                    └ what became due by it is visited next

A process that is killed in between loses nothing: what was visited is stored whole, and the rest is still due.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.desk import embargoes
from onrecord.desk.runner import Runner
from onrecord.desk.store import Store
from onrecord.model.capture import Fate, Refusal
from onrecord.model.page_key import page_key
from onrecord.model.subscription import Subscription

if TYPE_CHECKING:
    from onrecord.collect import Wanted
    from onrecord.collect.visits import Fetch, Visit

#: Subscriptions in memory at a time. Requests to one host wait for each other, so more of them keep more hosts busy.
SLICE = 2000

_KINDS = {
    "feed": "a feed: what it lists is taken from now on",
    "sitemap": "a sitemap: what it lists as new is taken from now on",
    "list": "a list of subscriptions: each of them is visited from now on",
}


@dataclass(slots=True)
class Visited:
    """What some visits came to: the fates of inputs, and the troubles of addresses that gave none."""

    fates: list[Fate] = field(default_factory=list)
    troubles: list[Refusal] = field(default_factory=list)


@dataclass
class Subscriptions:
    """The subscriptions in ``store``. Every method that changes them is called inside ``store.writing()``.

    ``rules`` are the fields of ``collect.following.Rules``.
    """

    store: Store
    runner: Runner
    fetch: Fetch
    rules: Mapping[str, int]

    def name(self, wanted: Iterable[Wanted], *, again: bool = False) -> tuple[list[str], list[Fate]]:
        """Put down what a person named: the identifiers of what to visit now, and the fates of what is not visited.

        What was removed before is refused unless ``again``.
        """
        ids: dict[str, None] = {}
        fates: list[Fate] = []
        lists: Counter[str] = Counter()
        with self.store.transaction():
            for each in wanted:
                known = self._known(each.source)
                if known is None and not again and page_key(each.source) in self._removed:
                    reason = "it was removed before; add it with --again to take it back"
                    fates.append(Fate.of(each.source, "", "refused", reason))
                    continue
                if known is None:
                    known = Subscription.of(each.source, now=self._now())
                title, folders = known.title or each.title, known.folders or each.folders
                self.store.put_subscription(replace(known, named=True, title=title, folders=folders))
                ids[known.id] = None
                if each.named_in:
                    lists[each.named_in] += 1
            for source, count in lists.items():
                fates.append(Fate.of(source, "", "taken", f"it names {count:,} addresses, each visited from now on"))
                self.store.put_fate(fates[-1])
        return list(ids), fates

    def due(self) -> list[str]:
        """What is due now, what has waited longest first."""
        return self.store.subscriptions_due(self._now())

    def all(self) -> list[str]:
        return [each.id for each in self.store.all_subscriptions()]

    def visit(self, ids: Iterable[str], *, again: bool = False) -> Visited:
        """Visit these, and what they list, each once."""
        done = Visited()
        queue = deque(dict.fromkeys(ids))
        if not queue:
            return done
        from onrecord.collect.following import Rules  # noqa: PLC0415 - feeds are loaded once one is visited
        from onrecord.collect.visits import visit  # noqa: PLC0415

        rules = Rules(**self.rules)
        queued = set(queue)
        while queue:
            chosen = [queue.popleft() for _ in range(min(SLICE, len(queue)))]
            now = self.runner.clock().astimezone(UTC)
            for each in visit(self.store.subscriptions(chosen), self.fetch, now, rules):
                with self.store.transaction():
                    found = self._put(each, now, again, done)
                new = [subscription_id for subscription_id in found if subscription_id not in queued]
                queue.extend(new)
                queued.update(new)
                self.runner.tell("visit", len(queued) - len(queue), len(queued))
        return done

    def _put(self, visit: Visit, now: datetime, again: bool, done: Visited) -> list[str]:
        """Store one visit. Returns what is due now by what it lists."""
        subscription = self._merged(visit.subscription)
        self.store.put_subscription(subscription)
        due = list(self._put_listed(visit, now))
        arrival = visit.arrival
        if arrival is not None:
            done.fates.append(self.runner.take_one(arrival, again=again))
        elif subscription.trouble:
            # Where the feed's own text stands in for a page, its fate says that the page could not be had.
            if not (subscription.record and subscription.content):
                done.troubles.append(Refusal(subscription.source, subscription.trouble))
        elif subscription.kind == "page":
            done.fates += self._unchanged(subscription)
        elif subscription.named:
            done.fates += self._subscribed(subscription)
        return due

    def _put_listed(self, visit: Visit, now: datetime) -> Iterator[str]:
        from onrecord.collect.schedule import listed, stamp  # noqa: PLC0415

        for found in visit.listed:
            known = self._known(found.address)
            if known is None and page_key(found.address) in self._removed:
                continue
            merged = found if known is None else listed(known, found, now)
            if merged != known:
                self.store.put_subscription(merged)
            if merged.next_due is not None and merged.next_due <= stamp(now):
                yield merged.id

    def _merged(self, subscription: Subscription) -> Subscription:
        """``subscription``, ended where it has moved for good to an address that another one visits."""
        others = (each for each in self.store.subscriptions_to(subscription.address) if each.id != subscription.id)
        other = next(others, None)
        if other is None or not subscription.moved_from or other.next_due is None:
            return subscription
        reason = f"it has moved for good to {subscription.address}, which is visited already; remove this one"
        return replace(subscription, next_due=None, trouble=reason)

    def _unchanged(self, subscription: Subscription) -> Iterator[Fate]:
        for seen in self.store.seen_at(subscription.source)[-1:]:
            yield Fate.of(seen.source, seen.digest, "unchanged", "the server says that it has not changed")

    def _subscribed(self, subscription: Subscription) -> Iterator[Fate]:
        """The fate of the address of a feed, once."""
        fate = Fate.of(subscription.source, "", "taken", _KINDS[subscription.kind])
        if self.store.fate(fate.id) != fate:
            self.store.put_fate(fate)
            yield fate

    def _known(self, address: str) -> Subscription | None:
        found = self.store.subscriptions([Subscription.make_id(address)]) or self.store.subscriptions_to(address)
        return found[0] if found else None

    @cached_property
    def _removed(self) -> frozenset[str]:
        """The keys of all addresses that were removed or expired, but those of embargoes that are over.

        Reads all fates, once in a run that visits anything new.
        """
        over = embargoes.over(self.store, self.runner.clock())
        gone = (fate for fate in self.store.all_fates() if fate.fate in ("removed", "expired") and fate.id not in over)
        return frozenset(page_key(fate.source) for fate in gone)

    def _now(self) -> str:
        from onrecord.collect.schedule import stamp  # noqa: PLC0415

        return stamp(self.runner.clock())
