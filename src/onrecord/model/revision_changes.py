"""What a new revision of an article adds, withdraws and corrects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Passage

PassageChangeKind = Literal["added", "withdrawn", "corrected"]


@dataclass(frozen=True, slots=True)
class Touched:
    """A statement or figure that a change touches: its identifier, and what it says at ``start`` to ``end`` of its revision."""

    kind: Literal["statement", "figure"]
    id: str
    text: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class PassageChange:
    """One sentence that was added, withdrawn, or corrected.

    ``before`` stands in the text of the earlier revision, ``after`` in that of the later one; an added sentence has no
    ``before``, a withdrawn one no ``after``. ``gone`` and ``new`` are the words of a corrected sentence that differ. ``segment`` is
    the kind of segment that it stands in. ``touched_before`` and ``touched_after`` are the statements and figures that only the
    one revision has there, or has in other words.
    """

    kind: PassageChangeKind
    segment: str
    before: Passage | None
    after: Passage | None
    gone: tuple[Passage, ...] = ()
    new: tuple[Passage, ...] = ()
    touched_before: tuple[Touched, ...] = ()
    touched_after: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """What changed from revision ``before`` of an article to revision ``after``, in the order of the later text.

    ``capture_before`` and ``capture_after`` are the captures that were read. ``moved`` counts sentences that stand elsewhere now in
    the same words; they are neither added nor withdrawn. A change of typography or white space alone is no change.
    """

    id: str
    article_id: str
    before: int
    after: int
    capture_before: str
    capture_after: str
    title_before: str | None
    title_after: str | None
    changes: tuple[PassageChange, ...]
    moved: int

    def of(self, kind: PassageChangeKind) -> tuple[PassageChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)
