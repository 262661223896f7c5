"""Until when what was removed may not be added again. Kept beside the fate: a removal without an end has none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from onrecord.desk.store import Store
from onrecord.model.capture import Fate
from onrecord.model.errors import UsageError

#: Before the identifier of a fate, the name of the stamp that keeps the day.
_PREFIX = "embargo "


def day_of(given: str) -> str:
    """``given`` as a day (YYYY-MM-DD). Raises ``UsageError``."""
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError as error:
        raise UsageError(f"{given!r} is no day: give --until as 2031-05-02.") from error


def put(store: Store, fates: Iterable[Fate], until: str | None) -> None:
    """Note until when each of these lasts; ``None``: without an end. Stands in a transaction."""
    for fate in fates:
        store.put_stamp(_PREFIX + fate.id, until)


def is_over(store: Store, fate_id: str, now: datetime) -> bool:
    """Whether the removal that this fate tells of had an end, and that day has come (UTC)."""
    until = store.stamp(_PREFIX + fate_id)
    return until is not None and until <= now.astimezone(UTC).date().isoformat()


def over(store: Store, now: datetime) -> frozenset[str]:
    """The identifiers of all such fates."""
    ids = (name.removeprefix(_PREFIX) for name in store.stamps(_PREFIX))
    return frozenset(one for one in ids if is_over(store, one, now))
