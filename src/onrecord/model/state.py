"""What a desk held at one moment, kept under a name: what a later brief is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Evidence

HeldKind = Literal["report", "claim", "figure", "event", "difference"]


@dataclass(frozen=True, slots=True)
class Held:
    """One record that a desk held: no word of a source, only where its words stood.

    ``state`` is a claim's state, an event's status, a difference's kind, or the digest of a report's text. ``start`` and ``end`` are
    an event's time, ISO 8601. ``members`` are the passages that it rested on. Two records with a passage in common are one
    record at two moments: identifiers come from the earliest member, which may arrive last.
    """

    kind: HeldKind
    id: str
    state: str
    members: tuple[Evidence, ...] = ()
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class DeskState:
    """All that a desk held, sorted by kind, then by identifier.

    ``name`` is what a person called it or the day that it is of, ``as_of`` the day of the newest evidence then. ``kept_at`` is
    when it was kept, read from the clock once; empty for a state that was made from the evidence.
    """

    name: str
    as_of: str | None
    kept_at: str
    held: tuple[Held, ...]
