"""States of the desk that were kept under a name, for a later brief to say what has changed since.

They are the desk's journal and no record of it: no export holds them, and two desks that know the same may have kept others.
A state has no word of a source, only identifiers, digests, times and where passages stood; when a source is removed, what a
state holds of it goes too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from onrecord.desk.store import Store
from onrecord.model.article import Article
from onrecord.model.codec import dumps, loads
from onrecord.model.errors import DeskDamaged, UsageError
from onrecord.model.state import DeskState, Held

#: Before the name of a state, the name of the stamp that keeps it.
_PREFIX = "state "

#: What a reader saw when the last visit to the front page began, and what when this one did.
LAST_VISIT, THIS_VISIT = "last visit", "this visit"

#: Characters of a name.
LONGEST = 80


def check_name(name: str) -> None:
    """Raises ``UsageError`` where nothing can be kept under ``name``."""
    if _day(name):
        raise UsageError(f"{name} is a day, and --since takes it for one: keep the state under another name.")
    if not name.strip() or name != name.strip() or len(name) > LONGEST or not name.isprintable():
        raise UsageError(f"{name!r} is no name for a state: give a word or a few, {LONGEST} characters at most.")


def keep(store: Store, state: DeskState) -> None:
    """Record a state in place of the one with the same name."""
    with store.transaction():
        store.put_stamp(_PREFIX + state.name, dumps(state))


def find(store: Store, name: str) -> DeskState | str:
    """The state of this name, or the day that ``name`` is. Raises ``UsageError`` where it is neither."""
    if _day(name):
        return name
    body = store.stamp(_PREFIX + name)
    if body is None:
        known = ", ".join(names(store))
        kept = f"kept are: {known}" if known else "none was kept yet; keep one with `onrecord brief --keep NAME`"
        raise UsageError(f"There is no state {name!r} of this desk ({kept}); or give a day, 2031-05-02.")
    return _state(body)


def names(store: Store) -> tuple[str, ...]:
    """The names of the states that were kept, sorted."""
    return tuple(name.removeprefix(_PREFIX) for name in store.stamps(_PREFIX))


def visit(store: Store, now: DeskState) -> None:
    """Begin a visit: what this one saw is what the last one saw, and ``now`` is what is there."""
    body = store.stamp(_PREFIX + THIS_VISIT)
    with store.transaction():
        if body is not None:
            store.put_stamp(_PREFIX + LAST_VISIT, dumps(replace(_state(body), name=LAST_VISIT)))
        store.put_stamp(_PREFIX + THIS_VISIT, dumps(replace(now, name=THIS_VISIT)))


def forget(store: Store, article_ids: Collection[str]) -> None:
    """Let no state hold anything of a passage that no version of these articles has any more. Stands in a transaction."""
    names = store.stamps(_PREFIX)
    if not names:
        return
    current = store.articles(sorted(article_ids))
    texts = {one: [*store.earlier(one), *([current[one]] if one in current else [])] for one in article_ids}
    for name in names:
        state = _state(store.stamp(name) or "")
        held = tuple(item for item in state.held if _stands(item, texts))
        if held != state.held:
            store.put_stamp(name, dumps(replace(state, held=held)))


def _stands(item: Held, texts: dict[str, list[Article]]) -> bool:
    if item.kind == "report":
        return item.id not in texts or bool(texts[item.id])
    return all(
        member.article_id not in texts or any(member.holds_in(article.text) for article in texts[member.article_id])
        for member in item.members
    )


def _state(body: str) -> DeskState:
    try:
        return loads(DeskState, body)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DeskDamaged("A state that the desk kept cannot be read: keep a new one under its name.") from error


def _day(name: str) -> bool:
    try:
        return len(name) == len("2031-05-02") and date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
