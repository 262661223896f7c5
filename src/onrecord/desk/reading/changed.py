"""What has changed since a day, as the brief tells it: each change with the passages that show it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.brief import Line
from onrecord.model.state import DeskState
from onrecord.publish import changes


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change. ``kind`` is how the brief calls it (new, moved, closed, superseded, disputed, retracted, new report ...), ``what`` whom or
    what it is about, ``note`` what it was and is, ``why`` what it rests on."""

    id: str
    kind: str
    what: str
    note: str
    why: str
    passages: tuple[Cited, ...]


def changes_since(shelf: Shelf, since: DeskState | str) -> tuple[ChangeLine, ...]:
    """What has changed since a state of the desk, or since the beginning of a day (YYYY-MM-DD), in the order of the brief."""
    return tuple(_change(shelf, line) for section in changes(shelf.contents, since) for line in section.lines)


def _change(shelf: Shelf, line: Line) -> ChangeLine:
    kind, _, what = line.label.partition(" · ")
    quotes = [quote for each in (line, *line.children) for quote in each.quotes if quote.revision is None]
    return ChangeLine(
        line.record_id,
        kind,
        what,
        shelf.named(line.note),
        shelf.named(line.why),
        shelf.cite_all(quote.evidence for quote in quotes),
    )
