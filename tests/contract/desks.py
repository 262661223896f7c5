"""Desks for tests: with fake stages, a clock that stands still, and their whole contents as bytes to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.contract.fake_stages import fake_stages

from onrecord.desk.executors import Executor, InlineExecutor
from onrecord.desk.runner import Arrival, Runner
from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.stages import Stages
from onrecord.desk.store import Store
from onrecord.desk.views import KINDS, show
from onrecord.model.capture import Refusal
from onrecord.model.codec import dumps

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def runner(store: Store, stages: Stages | None = None, executor: Executor | None = None) -> Runner:
    return Runner(store, stages or fake_stages(), executor or InlineExecutor(), lambda: NOON)


def exported(store: Store) -> bytes:
    """Every record that a desk shows, and every thread as it is stored."""
    lines = [dumps(row) if not isinstance(row, dict) else repr(row) for kind in KINDS for row in show(store, kind)]
    lines += [dumps(relations) for relations in store.all_relations()]
    lines += [dumps(revision) for revision in store.all_revisions()]
    lines += [dumps(article) for article in store.all_earlier()]
    return "\n".join(lines).encode()


def export_of(arrivals: Iterable[Arrival | Refusal], folder: Path | None = None) -> bytes:
    """What a desk that has seen nothing else makes of these."""
    store = SqliteStore(folder)
    try:
        runner(store).add(arrivals)
        return exported(store)
    finally:
        store.close()
