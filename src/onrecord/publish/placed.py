"""What happened, is announced, is counted or was said at a place: one walk over it for maps and their exports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.model.names import place_key
from onrecord.model.picture import Event, Figure
from onrecord.model.relations import Relations
from onrecord.model.statement import Statement
from onrecord.publish.references import Sources


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the name of its place, and that place's key where one is known."""

    kind: Literal["events", "figures", "statements"]
    name: str
    key: str | None
    record: Event | Figure | Statement


def placed(threads: Iterable[Relations], sources: Sources) -> Iterator[Placed]:
    """All that has a place, thread by thread: events and figures by their times, statements by their identifiers.

    Figures and statements of full copies are left out, and statements that repeat one of the same article.
    """
    threads = sorted(threads, key=lambda each: each.thread_id)
    known = _known(threads)
    for relations in threads:
        for event in sorted(relations.events, key=lambda each: (each.when.start or "9999", each.id)):
            if event.place:
                yield Placed("events", event.place, event.place_key, event)
        for figure in sorted(relations.figures, key=lambda each: (each.as_of.start or "9999", each.id)):
            if figure.place and not sources.is_full_copy(figure.article_id):
                yield Placed("figures", figure.place, figure.place_key, figure)
        for statement in sorted(relations.statements, key=lambda each: each.id):
            if statement.place and statement.repeats is None and not sources.is_full_copy(statement.article_id):
                # As written, without a key: where the desk knows one place of this name, it is that one.
                yield Placed("statements", statement.place, known.get(place_key(statement.place)), statement)


def _known(threads: Iterable[Relations]) -> dict[str, str]:
    """The keys of the names that stand for one place everywhere."""
    keys: dict[str, set[str]] = defaultdict(set)
    for relations in threads:
        told = [(event.place, event.place_key) for event in relations.events]
        told += [(figure.place, figure.place_key) for figure in relations.figures]
        for name, key in told:
            if name and key:
                keys[place_key(name)].add(key)
    return {name: min(found) for name, found in keys.items() if len(found) == 1}
