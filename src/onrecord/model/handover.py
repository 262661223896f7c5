"""Handing over: a draft that several people edit, what is signed of it and kept, and what differs between two of these.

What people did to a draft is a log of small operations. The :class:`Sheet` that they see follows from the brief and the log alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.brief import Brief, Line, Reference
from onrecord.model.passage import Evidence

OperationKind = Literal["note", "mute", "unmute", "move", "undo"]
Beside = Literal["above", "below"]
ShiftKind = Literal["new", "gone", "changed", "moved"]

#: The name of the whole sheet, for a note on it.
WHOLE = "brief"


@dataclass(frozen=True, slots=True)
class Operation:
    """One edit of a draft, by whom and when (ISO 8601, UTC). ``number`` counts the operations of the draft from 1.

    ``line`` is the key of a line; of a note it may be that of a section, or :data:`WHOLE`. A line is moved, or a note put, to the
    ``side`` of something: a line to that of the line ``other``, a note to that of ``line``. ``passages`` is what ``line`` rested on, by which
    it is found again in a later brief. An ``undo`` takes back the earlier operation ``undone``.
    """

    number: int
    kind: OperationKind
    by: str
    at: str
    line: str = ""
    side: Beside = "above"
    other: str = ""
    text: str = ""
    undone: int = 0
    passages: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What an analyst adds: no evidence, and never shown as such. ``number`` is that of its operation."""

    number: int
    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the brief by its ``key``, with the notes beside it. ``moved_by`` and ``muted_by`` are empty where nobody did."""

    key: str
    line: Line
    above: tuple[Note, ...] = ()
    below: tuple[Note, ...] = ()
    moved_by: str = ""
    muted_by: str = ""


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section of the brief. ``empty`` is what stands there where it has no lines, ``omitted`` how many the brief had no room for."""

    key: str
    name: str
    title: str
    lines: tuple[SheetLine, ...]
    empty: str
    omitted: int
    above: tuple[Note, ...] = ()
    below: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetThread:
    """One crisis, as in :class:`~onrecord.model.brief.ThreadBrief`."""

    thread_id: str
    title: str
    title_reference: int
    article_count: int
    origin_count: int
    first: str | None
    last: str | None
    sections: tuple[SheetSection, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many lines somebody muted."""

    by: str
    lines: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A brief with all that people did to it.

    ``above`` and ``below`` are notes on the whole. ``loose`` are notes whose line is no more, ``unplaced`` all operations that have no line
    now; ``left_out`` counts muted lines by who muted them. ``others``, ``unread`` (its ``notes``), ``as_of`` and ``since`` are as in
    :class:`~onrecord.model.brief.Brief`.
    """

    as_of: str | None
    since: str | None
    threads: tuple[SheetThread, ...]
    others: SheetSection
    references: tuple[Reference, ...]
    unread: tuple[str, ...]
    above: tuple[Note, ...] = ()
    below: tuple[Note, ...] = ()
    loose: tuple[Note, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unplaced: tuple[Operation, ...] = ()

    @property
    def sections(self) -> tuple[SheetSection, ...]:
        """All sections in reading order, that of the other threads last."""
        return (*(section for thread in self.threads for section in thread.sections), self.others)


@dataclass(frozen=True, slots=True)
class Draft:
    """A brief that is being edited. ``id`` tells it from others; ``taken_at`` is when its brief was made, ``seen`` the last operation."""

    id: str
    begun_by: str
    begun_at: str
    taken_at: str
    brief: Brief
    operations: tuple[Operation, ...]

    @property
    def seen(self) -> int:
        """The number of the last operation, 0 where there is none."""
        return max((each.number for each in self.operations), default=0)

    @property
    def version(self) -> str:
        """What changes with every edit and with the brief: who signs names what they saw."""
        return f"{self.id} {self.taken_at} {self.seen}"


@dataclass(frozen=True, slots=True)
class Removal:
    """Words were taken out of a kept brief at a time, for a reason, for the desk removed what they are from."""

    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Handover:
    """A signed brief. ``previous`` is the digest of the one with the number before, empty for the first; times are ISO 8601 in UTC.

    ``removals`` say what was taken out of it since, and then ``signed_digest`` is that of this record as it was signed.
    """

    number: int
    signed_by: str
    signed_at: str
    taken_at: str
    previous: str
    sheet: Sheet
    removals: tuple[Removal, ...] = ()
    signed_digest: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A signed brief as lists have it. ``digest`` is the SHA-256 of its JSON as it was signed, whatever was removed from it since."""

    number: int
    signed_by: str
    signed_at: str
    as_of: str | None
    digest: str
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a signed brief. ``signed`` is the SHA-256 of what was signed, ``digest`` that of what is kept now."""

    form: str
    signed: str
    digest: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ShiftPassage:
    """Words of a source as a kept brief has them, with who printed them and when."""

    text: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class ShiftValue:
    """What ``who`` gave before and now; empty where nothing. ``who`` is empty for what the line as a whole said."""

    who: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of one line between two briefs. ``key`` is that in the later one, of a line that is gone that in the earlier one.

    ``place`` says in words where it was and is, where it moved. ``before`` are the passages of the earlier brief, ``after`` those of the later.
    """

    kind: ShiftKind
    key: str
    thread: str
    section: str
    label: str
    note: str
    place: str
    values: tuple[ShiftValue, ...]
    before: tuple[ShiftPassage, ...]
    after: tuple[ShiftPassage, ...]


@dataclass(frozen=True, slots=True)
class ShiftDifference:
    """What differs between the brief ``earlier`` and the brief ``later`` (0: a draft), made from these two alone."""

    earlier: int
    later: int
    shifts: tuple[Shift, ...]
    unchanged: int
