"""When an address is visited next. Pure: (subscription, what a visit came to, now) to the subscription after it.

====================  ==================================================================  ===============================
number                is                                                                  why
====================  ==================================================================  ===============================
``LOOKS``             1 h, 6 h, 1 d, 3 d, 7 d after a page was first seen, then never     corrections and additions come
                                                                                          mostly in the first hours; a
                                                                                          week covers the late ones
``SHORTEST``          15 minutes between two visits of a feed                             a desk reads by the quarter
                                                                                          hour; publishers block what
                                                                                          comes more often
``LONGEST``           1 day                                                               nothing waits longer, however
                                                                                          quiet or broken its source
``FIRST``             1 hour until it is known how often a feed changes                   between the two
change, no change     half the time, half as much again                                   two quiet visits undo about
                                                                                          one that found something
``FIRST_RETRY``       15 minutes after the first failure, doubled with each, to a day     a short failure costs little, a
                                                                                          long one few requests
====================  ==================================================================  ===============================

What a feed asks for itself (``ttl``, ``sy:updatePeriod``) is a lower bound, up to a day. ``Retry-After`` is, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from onrecord.collect.times import moment
from onrecord.model.capture import Listing
from onrecord.model.subscription import Subscription

MINUTE, HOUR, DAY = 60, 3600, 86_400

LOOKS = (1 * HOUR, 6 * HOUR, 1 * DAY, 3 * DAY, 7 * DAY)
SHORTEST, FIRST, LONGEST = 15 * MINUTE, 1 * HOUR, 1 * DAY
FIRST_RETRY = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a visit came to.

    ``seen``: an answer that could be used, or that nothing has changed (``content`` is ``None``); ``failed``: none this time;
    ``gone``: there will never be one. ``content`` is the digest of what was shown or listed, ``pause`` and ``retry_after``
    are seconds that the feed and the server ask for. ``reason`` says in one sentence what went wrong.
    """

    kind: Literal["seen", "failed", "gone"]
    content: str | None = None
    pause: int | None = None
    retry_after: int | None = None
    reason: str = ""


def after(subscription: Subscription, outcome: Outcome, now: datetime) -> Subscription:
    """``subscription`` after a visit at ``now``. What it becomes due at lies after ``now``, or is ``None``."""
    tried = replace(subscription, last_tried=stamp(now))
    if outcome.kind == "seen":
        return _seen(tried, outcome, now)
    failed = replace(tried, failures=subscription.failures + 1, trouble=outcome.reason, note="")
    if outcome.kind == "gone":
        return replace(failed, next_due=None)
    wait = max(retry_after(failed.failures), min(outcome.retry_after or 0, LONGEST))
    retry = now + timedelta(seconds=wait)
    if subscription.kind != "page":
        return replace(failed, next_due=stamp(retry))
    look = _next_look(subscription, now)
    if look is None:
        return replace(failed, next_due=None)
    # A page that was had before can wait for its next look; one that was not is wanted as soon as it may be.
    return replace(failed, next_due=stamp(max(look, retry) if subscription.last_success else retry))


def retry_after(failures: int) -> int:
    """Seconds from the last of ``failures`` failed visits in a row to the next try."""
    return int(min(LONGEST, FIRST_RETRY * 2 ** (min(failures, 20) - 1)))


def listed(known: Subscription, found: Subscription, now: datetime) -> Subscription:
    """``known``, which a feed or sitemap lists (again) as ``found``: due at once where it says that it was updated since.

    Of two places that list the same page the one that dates it is believed, else the first by address: in which order they
    were read makes no difference.
    """
    if found.listing is None or known.kind != found.kind:
        return known
    before = known.listing
    best = (
        found.listing
        if before is None or before.place == found.listing.place
        else min(before, found.listing, key=_rank)
    )
    merged = replace(known, listing=best, record=known.record or (None if known.last_success else found.record))
    told, visited = found.listing.updated, known.last_success or known.last_tried
    if told is None or visited is None or (before is not None and told == before.updated) or not _later(told, visited):
        return merged
    return replace(merged, record=found.record or known.record, next_due=stamp(now))


def stamp(moment: datetime) -> str:
    """``moment`` as subscriptions hold it: ISO 8601 in UTC to the second, so that texts sort by time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _seen(tried: Subscription, outcome: Outcome, now: datetime) -> Subscription:
    changed = outcome.content is not None and outcome.content != tried.content
    seen = replace(
        tried,
        last_success=tried.last_tried,
        last_changed=tried.last_tried if changed else tried.last_changed,
        content=outcome.content or tried.content,
        failures=0,
        trouble="",
    )
    if seen.kind == "page":
        look = _next_look(seen, now)
        return replace(seen, next_due=stamp(look) if look else None)
    interval = _interval(tried.interval, changed, outcome.pause)
    return replace(seen, interval=interval, next_due=stamp(now + timedelta(seconds=interval)))


def _next_look(subscription: Subscription, now: datetime) -> datetime | None:
    first = datetime.fromisoformat(subscription.first_seen)
    looks = (first + timedelta(seconds=look) for look in LOOKS)
    return next((look for look in looks if look > now), None)


def _interval(before: int | None, changed: bool, pause: int | None) -> int:
    """Seconds to the next visit of a feed. The first visit finds everything new, so it tells nothing."""
    wanted = FIRST if before is None else before // 2 if changed else before * 3 // 2
    return min(LONGEST, max(SHORTEST, wanted, pause or 0))


def _rank(listing: Listing) -> tuple[bool, str]:
    return listing.published is None, listing.place


def _later(told: str, visited: str) -> bool:
    """Whether ``told``, a time as a feed gave it, lies after ``visited``."""
    updated = moment(told)
    return updated is not None and updated > datetime.fromisoformat(visited)
