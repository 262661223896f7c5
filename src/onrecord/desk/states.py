"""States of the desk that were kept under a name, for a later brief to say what has changed since.

They are the desk's journal and no record of it: no export holds them, and two desks that know the same may have kept others.
A state has no word of a source, only identifiers, digests, times and where passages stood; when a source is removed, what a
state holds of it goes too. What is kept is when it was; what was held then is read from what has changed since (:mod:`onrecord.desk.journal`),
for a page that of its records alone. A desk of an earlier version has states that were written down whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from onrecord.desk.journal import REPORTS
from onrecord.desk.store import KeptState, Key, Store
from onrecord.model.article import Article
from onrecord.model.codec import dumps, loads
from onrecord.model.contents import Contents
from onrecord.model.errors import DeskDamaged, UsageError
from onrecord.model.identity import digest
from onrecord.model.state import DeskState, Held
from onrecord.publish.since import HOLDING, held_of

#: Before the name of a state that was written down whole, the name of the stamp that keeps it.
_PREFIX = "state "

#: What a reader saw when the last visit to the front page began, and what when this one did.
LAST_VISIT, THIS_VISIT = VISITS = "last visit", "this visit"

#: Between the name of a visit and whose it is, where people have accounts. No name that anybody gives holds it.
_WHOSE = "\n"

#: Characters of a name.
LONGEST = 80


def check_name(name: str) -> None:
    """Raises ``UsageError`` where nothing can be kept under ``name``."""
    if _day(name):
        raise UsageError(f"{name} is a day, and --since takes it for one: keep the state under another name.")
    if name in VISITS:
        raise UsageError(f"{name!r} is what the front page keeps by itself: keep the state under another name.")
    if not name.strip() or name != name.strip() or len(name) > LONGEST or not name.isprintable():
        raise UsageError(f"{name!r} is no name for a state: give a word or a few, {LONGEST} characters at most.")


def keep(store: Store, name: str, kept_at: str) -> None:
    """Keep what is there now under a name, in place of the state that has it."""
    with store.transaction():
        store.put_stamp(_PREFIX + name, None)
        store.keep(name, store.newest_day(), kept_at)


def visit(store: Store, kept_at: str, person: str = "") -> None:
    """Begin a visit: what this one saw is what the last one saw, and this one sees what is there. ``person`` as in :func:`own`."""
    last, this = own(LAST_VISIT, person), own(THIS_VISIT, person)
    with store.transaction():
        whole = store.stamp(_PREFIX + this)
        if whole is not None or any(each.name == this for each in store.kept()):
            store.put_stamp(_PREFIX + last, None)
            store.rename(this, last)
        if whole is not None:
            store.put_stamp(_PREFIX + last, dumps(replace(_state(whole), name=last)))
            store.put_stamp(_PREFIX + this, None)
        store.keep(this, store.newest_day(), kept_at)


def own(name: str, person: str) -> str:
    """The name by which :func:`find` finds what ``person`` calls ``name``: visits are each person's own; of nobody (empty) the desk's.

    Raises ``UsageError`` for what is no name, so that nobody names another's.
    """
    if _WHOSE in name:
        raise UsageError("There is no such state of this desk: choose one on the front page.")
    return f"{name}{_WHOSE}{person}" if person and name in VISITS else name


def forget_visits(store: Store, person: str) -> None:
    """Keep no visit of somebody whose account has ended."""
    with store.transaction():
        for name in VISITS:
            store.drop(own(name, person))


def names(store: Store, person: str = "") -> tuple[str, ...]:
    """The names of the states that were kept, sorted: those of all and, as ``person`` calls them, one's own visits."""
    whole = (name.removeprefix(_PREFIX) for name in store.stamps(_PREFIX))
    kept = {*whole, *(each.name for each in store.kept())}
    visits = {name for name in VISITS if own(name, person) in kept}
    return tuple(sorted({name for name in kept if _WHOSE not in name and name not in VISITS} | visits))


def find(store: Store, name: str) -> KeptState | DeskState | str:
    """The state of this name, or the day that ``name`` is. Raises ``UsageError`` where it is neither. One's own visits are told as one calls them."""
    if _day(name):
        return name
    called, _, person = name.partition(_WHOSE)
    for each in store.kept():
        if each.name == name:
            return replace(each, name=called)
    body = store.stamp(_PREFIX + name)
    if body is None:
        known = ", ".join(names(store, person))
        kept = f"kept are: {known}" if known else "none was kept yet; keep one with `onrecord brief --keep NAME`"
        raise UsageError(f"There is no state {called!r} of this desk ({kept}); or give a day, 2031-05-02.")
    return _state(body)


def as_it_was(store: Store, state: KeptState, contents: Contents) -> DeskState:
    """What was held then of all that ``contents`` is about, which was read from the desk: all of it or a part."""
    now: dict[Key, Sequence[Held]] = {
        (REPORTS, article.id): (Held("report", article.id, digest(article.text)),) for article in contents.articles
    }
    for relations in contents.relations:
        for kind in HOLDING:
            now |= {(kind, record.id): tuple(held_of(record)) for record in getattr(relations, kind)}
        for point in (
            point for series in relations.series for point in series.points
        ):  # of which a part may lack the figure
            now.setdefault(("figures", point.figure_id), (Held("figure", point.figure_id, "", (point.evidence,)),))
    then = {**now, **store.held_at(state.moment, now, [article.id for article in contents.articles])}
    held = dict.fromkeys(item for items in then.values() for item in items)
    return DeskState(state.name, state.as_of, state.kept_at, tuple(sorted(held, key=lambda item: (item.kind, item.id))))


def known(store: Store, state: KeptState | DeskState, article_ids: Sequence[str]) -> frozenset[str]:
    """Those of these reports that were there then."""
    if isinstance(state, DeskState):
        return frozenset(item.id for item in state.held if item.kind == "report").intersection(article_ids)
    then = store.held_at(state.moment, [(REPORTS, one) for one in article_ids], ())
    return frozenset(one for one in article_ids if then.get((REPORTS, one), True))


def forget(store: Store, article_ids: Collection[str]) -> None:
    """Let no state hold anything of a passage that no version of these articles has any more. Stands in a transaction."""
    current = store.articles(sorted(article_ids))
    texts = {one: [*store.earlier(one), *([current[one]] if one in current else [])] for one in article_ids}
    for row, (kind, one), held in store.held_of(sorted(article_ids)):
        standing = [item for item in held if _stands(item, texts)]
        there = one in current if kind == REPORTS else bool(store.records_called(kind, [one]))
        if standing or there:
            store.replace_held(row, standing)
        else:
            store.replace_held(row, None)
    for name in store.stamps(_PREFIX):
        state = _state(store.stamp(name) or "")
        left = tuple(item for item in state.held if _stands(item, texts))
        if left != state.held:
            store.put_stamp(name, dumps(replace(state, held=left)))


def _stands(item: Held, texts: Mapping[str, Sequence[Article]]) -> bool:
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
