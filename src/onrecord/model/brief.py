"""The brief: what is known, disputed, announced and missing, each line with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Evidence
from onrecord.model.when import When

SectionName = Literal[
    "known", "said", "disputed", "figures", "announced", "forecasts", "single_source", "gaps", "sources"
]


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered reference: an article, and how a reader finds it again. ``first`` is the number of the article that it copies."""

    number: int
    article_id: str
    outlet: str | None
    via: tuple[str, ...]
    title: str | None
    published: When
    source: str
    address: str | None
    copy_of: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, where they stand, and the number of their reference."""

    text: str
    reference: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the brief.

    ``label`` is structured and never a sentence (who, stance, slot, date: "James Heappey · warns"); ``quotes`` are words of
    sources. ``record_id`` is what ``onrecord explain`` takes; ``why`` says why the line stands where it does.
    """

    id: str
    record_id: str | None
    label: str
    quotes: tuple[Quote, ...]
    note: str
    why: str
    children: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief. ``empty`` is what to print where it has no lines."""

    name: SectionName
    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as of the newest evidence (``as_of``, a day, or ``None`` where nothing is dated)."""

    title: str
    as_of: str | None
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    counts: tuple[tuple[str, int], ...]
