"""The sheet that is handed over: a pure function of a brief and of the operations on it, in their order.

A line is known by its section and its record. Where a later brief has no such line, it is the one of the section of that name that shares
most of its passages: identifiers come from the earliest member, which may arrive last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.brief import Brief, Line, Quote
from onrecord.model.handover import (
    WHOLE,
    Beside,
    LeftOut,
    Note,
    Operation,
    Sheet,
    SheetLine,
    SheetSection,
    SheetThread,
)
from onrecord.model.passage import Evidence

#: The key of the threads of one report.
OTHERS = "others"

#: Passages by which a section is found again: its first lines tell it from others.
SECTION_PASSAGES = 40

Place = tuple[str, int, int]


def place(evidence: Evidence) -> Place:
    """Where a passage stands, whatever became of its words."""
    return evidence.article_id, evidence.start, evidence.end


def quotes_of(line: Line) -> Iterator[Quote]:
    """The quotes of a line and of the lines under it."""
    yield from line.quotes
    for child in line.children:
        yield from quotes_of(child)


@dataclass(slots=True)
class _Notes:
    above: list[Note] = field(default_factory=list)
    below: list[Note] = field(default_factory=list)

    def put(self, side: Beside, note: Note) -> None:
        (self.above if side == "above" else self.below).append(note)


@dataclass(slots=True)
class _Line:
    line: Line
    notes: _Notes = field(default_factory=_Notes)
    moved_by: str = ""
    muted_by: str = ""


@dataclass(slots=True)
class _Section:
    key: str
    name: str
    title: str
    empty: str
    omitted: int
    lines: dict[str, _Line]
    order: list[str]
    notes: _Notes = field(default_factory=_Notes)

    def frozen(self) -> SheetSection:
        lines = (
            SheetLine(key, each.line, tuple(each.notes.above), tuple(each.notes.below), each.moved_by, each.muted_by)
            for key in self.order
            for each in (self.lines[key],)
        )
        notes = tuple(self.notes.above), tuple(self.notes.below)
        return SheetSection(self.key, self.name, self.title, tuple(lines), self.empty, self.omitted, *notes)


class _Board:
    """The sections of a brief while operations are applied to them."""

    def __init__(self, brief: Brief) -> None:
        self._met: Counter[str] = Counter()
        self.threads = [
            [
                self._section(f"{thread.thread_id}/{each.name}", each.name, each.title, each.lines, each)
                for each in thread.sections
            ]
            for thread in brief.threads
        ]
        self.others = self._section(OTHERS, OTHERS, "Also on the desk", brief.others, None)
        self.sections = [*(each for thread in self.threads for each in thread), self.others]
        self.notes = _Notes()
        self.loose: list[Note] = []
        self.unplaced: list[Operation] = []
        self._home = {key: each for each in self.sections for key in each.order}

    def _section(self, key: str, name: str, title: str, lines: Sequence[Line], told: object) -> _Section:
        keyed: dict[str, _Line] = {}
        for line in lines:
            own = f"{name}:{line.record_id}"
            self._met[own] += 1
            keyed[own if self._met[own] == 1 else f"{own}:{self._met[own]}"] = _Line(line)
        empty, omitted = getattr(told, "empty", ""), getattr(told, "omitted", 0)
        return _Section(key, name, title, empty, omitted, keyed, list(keyed))

    def apply(self, operation: Operation) -> None:
        """Do it, or note that it has no line."""
        if operation.kind == "note":
            self._note(operation)
            return
        key = self.find(operation.line, operation.passages)
        if key is None or (operation.kind == "move" and not self._move(key, operation)):
            self.unplaced.append(operation)
        elif operation.kind in ("mute", "unmute"):
            self._home[key].lines[key].muted_by = operation.by if operation.kind == "mute" else ""

    def _note(self, operation: Operation) -> None:
        note = Note(operation.number, operation.by, operation.at, operation.text)
        notes = self._notes_at(operation)
        if notes is None:
            self.loose.append(note)
            self.unplaced.append(operation)
        else:
            notes.put(operation.side, note)

    def _notes_at(self, operation: Operation) -> _Notes | None:
        if operation.line == WHOLE:
            return self.notes
        if operation.line == OTHERS or "/" in operation.line:
            section = self._find_section(operation.line, operation.passages)
            return section.notes if section else None
        key = self.find(operation.line, operation.passages)
        return self._home[key].lines[key].notes if key else None

    def _move(self, key: str, operation: Operation) -> bool:
        section, other = self._home[key], operation.other
        if other == key or other not in section.lines:
            return False
        section.order.remove(key)
        section.order.insert(section.order.index(other) + (operation.side == "below"), key)
        section.lines[key].moved_by = operation.by
        return True

    def find(self, key: str, passages: Iterable[Evidence]) -> str | None:
        """The key that the line has here; ``None`` where it is no more."""
        if key in self._home:
            return key
        name, wanted = key.partition(":")[0], {place(each) for each in passages}
        best, most = None, 0
        for section in self.sections:
            for own, each in section.lines.items() if section.name == name else ():
                shared = len(wanted & {place(quote.evidence) for quote in quotes_of(each.line)})
                if shared > most:
                    best, most = own, shared
        return best

    def _find_section(self, key: str, passages: Iterable[Evidence]) -> _Section | None:
        for section in self.sections:
            if section.key == key:
                return section
        name, wanted = key.rpartition("/")[2], {place(each) for each in passages}
        best, most = None, 0
        for section in self.sections:
            if section.name == name:
                quoted = {place(quote.evidence) for each in section.lines.values() for quote in quotes_of(each.line)}
                if len(wanted & quoted) > most:
                    best, most = section, len(wanted & quoted)
        return best


def standing(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """The operations that count, in their order: not those that are undone by one that counts, and no ``undo`` itself."""
    undone: set[int] = set()
    counting = []
    for each in sorted(operations, key=lambda one: one.number, reverse=True):
        if each.number in undone:
            continue
        if each.kind == "undo":
            undone.add(each.undone)
        else:
            counting.append(each)
    return tuple(reversed(counting))


def sheet_of(brief: Brief, operations: Iterable[Operation]) -> Sheet:
    """``brief`` with all that the operations did to it. Muted lines stand in it, by whom they were muted."""
    board = _Board(brief)
    for operation in standing(operations):
        board.apply(operation)
    threads = tuple(
        SheetThread(
            thread.thread_id,
            thread.title,
            thread.title_reference,
            thread.article_count,
            thread.origin_count,
            thread.first,
            thread.last,
            tuple(section.frozen() for section in sections),
        )
        for thread, sections in zip(brief.threads, board.threads, strict=True)
    )
    return Sheet(
        as_of=brief.as_of,
        since=brief.since,
        threads=threads,
        others=board.others.frozen(),
        references=brief.references,
        unread=brief.notes,
        above=tuple(board.notes.above),
        below=tuple(board.notes.below),
        loose=tuple(board.loose),
        left_out=_left_out(each for section in board.sections for each in section.lines.values()),
        unplaced=tuple(board.unplaced),
    )


def _left_out(lines: Iterable[_Line]) -> tuple[LeftOut, ...]:
    counted = Counter(each.muted_by for each in lines if each.muted_by)
    return tuple(LeftOut(by, counted[by]) for by in sorted(counted))


def passages_of(brief: Brief, key: str) -> tuple[Evidence, ...] | None:
    """What the line or the section of this key rests on; ``None`` where there is none."""
    sheet = sheet_of(brief, ())
    for section in sheet.sections:
        quotes = [quote for each in section.lines for quote in quotes_of(each.line)]
        if section.key == key:
            return tuple(quote.evidence for quote in quotes[:SECTION_PASSAGES])
        for each in section.lines:
            if each.key == key:
                return tuple(quote.evidence for quote in quotes_of(each.line))
    return () if key == WHOLE else None


def to_sign(sheet: Sheet) -> Sheet:
    """``sheet`` as it is kept: muted lines are gone but for their count; a note beside one stands where it stood, without it."""
    threads = tuple(
        replace(thread, sections=tuple(_without_muted(each) for each in thread.sections)) for thread in sheet.threads
    )
    return replace(sheet, threads=threads, others=_without_muted(sheet.others), unplaced=())


def _without_muted(section: SheetSection) -> SheetSection:
    above, lines = section.above, list[SheetLine]()
    for each in section.lines:
        if not each.muted_by:
            lines.append(each)
        elif lines:
            lines[-1] = replace(lines[-1], below=(*lines[-1].below, *each.above, *each.below))
        else:
            above = (*above, *each.above, *each.below)
    muted = {each.muted_by for each in section.lines} - {""}
    empty = section.empty
    if muted and not lines:  # what it says of an empty section would be wrong here
        empty = f"All that stood here was left out by {' and '.join(sorted(muted))}."
    return replace(section, lines=tuple(lines), above=above, empty=empty)
