"""Checking a desk: what it was given is still there, what it shows leads back to that, and what it looks things up by is right.

Everything is read in one snapshot, so that a desk can be checked while others use it. Nothing is changed but by :func:`mend`, which makes
anew what follows from the rest.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from onrecord.desk.accounts import keeping as accounts
from onrecord.desk.handovers import faults as handover_faults
from onrecord.desk.store import Seen, Store
from onrecord.model.article import Article
from onrecord.model.errors import DeskDamaged
from onrecord.model.identity import digest
from onrecord.model.passage import Evidence

Part = Literal["store", "captures", "articles", "evidence", "search", "tables", "handovers", "accounts"]
PARTS: tuple[Part, ...] = ("store", "captures", "articles", "evidence", "search", "tables", "handovers", "accounts")

#: Faults of one part that are told one by one.
MOST = 50

_RESTORE = "restore the last backup with `onrecord restore`, or add the same inputs to a new desk"
_AGAIN = "restore the last backup, or remove it with `onrecord remove` and add it with --again"
_MEND = "make it anew with `onrecord check --mend`"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one part of a desk: ``sentence`` says it and what to do. ``id`` is the record's, empty where it is none."""

    part: Part
    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, in numbers, and every fault; at most :data:`MOST` of a part and a last one that counts the others."""

    captures: int
    articles: int
    evidence: int
    faults: tuple[Fault, ...]


def check(store: Store, folder: Path | None = None) -> Checked:
    """Look at everything; of a desk in a ``folder`` also at its accounts. Reads the whole desk, and hinders nobody."""
    counted = {"captures": 0, "articles": 0, "evidence": 0}
    faults: list[Fault] = []
    with store.snapshot():
        faults += _of("store", lambda: _store(store))
        if not faults:  # of a damaged file the other parts would say the same again
            faults += _of("captures", lambda: _captures(store, counted))
            faults += _of("articles", lambda: _articles(store, counted))
            faults += _of("evidence", lambda: _evidence(store, counted))
            faults += _of("search", lambda: _search(store))
            faults += _of("tables", lambda: _tables(store))
            faults += _of("handovers", lambda: handover_faults(store))
    if folder is not None:
        faults += _of("accounts", lambda: accounts.faults(folder))
    return Checked(counted["captures"], counted["articles"], counted["evidence"], tuple(faults))


def mend(store: Store) -> None:
    """Make the index of texts and the tables for pages anew."""
    with store.writing(), store.transaction():
        store.refill()


def _of(part: Part, found: Callable[[], Iterator[tuple[str, str]]]) -> list[Fault]:
    faults: list[Fault] = []
    more = 0
    try:
        for record_id, sentence in found():
            if len(faults) < MOST:
                faults.append(Fault(part, record_id, sentence))
            else:
                more += 1
    except DeskDamaged:
        faults.append(Fault(part, "", f"A record of the {part} cannot be read: {_RESTORE}."))
    if more:
        faults.append(Fault(part, "", f"{more:,} more of the {part} are wrong in the same way: {_RESTORE}."))
    return faults


def _store(store: Store) -> Iterator[tuple[str, str]]:
    for said in store.damage():
        yield "", f"The database is damaged ({' '.join(said.split())}): {_RESTORE}."


def _captures(store: Store, counted: dict[str, int]) -> Iterator[tuple[str, str]]:
    seen: list[Seen] = list(store.all_seen())
    for each in seen:
        counted["captures"] += 1
        try:
            (capture,) = store.captures([each.capture_id])
            whole = digest(capture.data) == each.digest
        except (DeskDamaged, zlib.error, ValueError):
            whole = False
        if not whole:
            yield each.capture_id, f"The bytes of {each.source} are not those that were received: {_AGAIN}."
        if not any(fate.digest == each.digest for fate in store.fates_from(each.source)):
            yield each.capture_id, f"Nothing says what became of {each.source}: {_AGAIN}."


def _articles(store: Store, counted: dict[str, int]) -> Iterator[tuple[str, str]]:
    counted["articles"] = store.sizes()["articles"]
    for kind, record_id in store.altered():
        yield record_id, f"The {kind} of {record_id} changed after it was stored: {_AGAIN}."


def _evidence(store: Store, counted: dict[str, int]) -> Iterator[tuple[str, str]]:
    for relations in store.all_relations():
        texts: dict[str, tuple[Article, ...]] = {}
        for name in type(relations).__dataclass_fields__:
            for record in getattr(relations, name) if name != "thread_id" else ():
                for evidence in evidence_in(record):
                    counted["evidence"] += 1
                    if evidence.article_id not in texts:
                        current = store.articles([evidence.article_id]).values()
                        texts[evidence.article_id] = (*current, *store.earlier(evidence.article_id))
                    if not any(evidence.holds_in(article.text) for article in texts[evidence.article_id]):
                        record_id = getattr(record, "id", evidence.article_id)
                        place = f"{evidence.article_id} at {evidence.start} to {evidence.end}"
                        yield record_id, f"What {record_id} quotes does not stand in {place}: {_RESTORE}."


def evidence_in(value: Any) -> Iterator[Evidence]:
    """Every piece of evidence inside a record."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from evidence_in(item)
    elif hasattr(type(value), "__dataclass_fields__"):
        for name in type(value).__dataclass_fields__:
            yield from evidence_in(getattr(value, name))


def _search(store: Store) -> Iterator[tuple[str, str]]:
    for article_id in store.unsearchable():
        what = f"A search does not find {article_id} by its words" if article_id else "A search finds what is not there"
        yield article_id, f"{what}: {_MEND}."


def _tables(store: Store) -> Iterator[tuple[str, str]]:
    for name in store.outdated():
        yield name, f"The table {name}, by which pages find things, differs from what is stored: {_MEND}."
