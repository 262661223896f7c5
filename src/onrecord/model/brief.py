"""The brief: what is known, disputed, announced and missing, each line with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Evidence
from onrecord.model.picture import Bound
from onrecord.model.when import When

SectionName = Literal[
    "changed",
    "findings",
    "known",
    "disputed",
    "figures",
    "announced",
    "forecasts",
    "said",
    "single_source",
    "copies",
    "gaps",
]


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered reference: an article, and how a reader finds it again. ``copy_of`` is the number of the one it copies.

    ``statements`` counts what was found in it, ``open_statements`` those whose speaker stayed open.
    """

    number: int
    article_id: str
    outlet: str | None
    via: tuple[str, ...]
    title: str | None
    byline: tuple[str, ...]
    published: When
    source: str
    address: str | None
    copy_of: int | None
    copy_relation: str | None
    statements: int = 0
    open_statements: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, where they stand, and the number of their reference.

    ``before`` and ``after`` are the words around them in the article, for showing the passage in place. ``revision`` is the number
    of the earlier revision that they stand in, where the current one has them no more.
    """

    text: str
    reference: int
    evidence: Evidence
    before: str
    after: str
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class ChartValue:
    """One value of a chart: ``who`` gives it, for ``first`` to ``last`` (YYYY-MM-DD), in words (``value``), from ``reference``.

    ``low``, ``high``, ``bound``, ``kind``, ``direction`` and ``previous`` are as in :class:`~onrecord.model.picture.Figure`.
    """

    who: str
    value: str
    low: float | None
    high: float | None
    bound: Bound
    kind: Literal["level", "change"]
    direction: Literal["up", "down"] | None
    first: str | None
    last: str | None
    reference: int | None = None
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A quantity over time, to be drawn: ``title`` says in words what is counted, ``unit`` is as in a figure."""

    title: str
    unit: str
    values: tuple[ChartValue, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the brief.

    ``label`` is structured and never a sentence (who, stance, slot, date: "James Heappey · warns"); ``quotes`` are words of
    sources. ``record_id`` is what ``onrecord explain`` takes; ``why`` says why the line stands where it does. ``chart`` is
    what can be drawn of it.
    """

    record_id: str
    label: str
    note: str
    why: str
    quotes: tuple[Quote, ...]
    children: tuple[Line, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief. ``empty`` is what to print where it has no lines, ``omitted`` how many were left out.

    ``more`` are the commands that show what was left out.
    """

    name: SectionName
    title: str
    lines: tuple[Line, ...]
    empty: str
    omitted: int = 0
    more: tuple[str, ...] = ("onrecord brief --all",)


@dataclass(frozen=True, slots=True)
class ThreadBrief:
    """One crisis of the desk. ``title`` is the headline of its largest story."""

    thread_id: str
    title: str
    title_reference: int
    article_count: int
    origin_count: int
    first: str | None
    last: str | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as of the newest evidence (``as_of``, a day, or ``None`` where nothing is dated).

    ``others`` are threads of one article beside larger ones: a headline each. ``notes`` are what concerns the desk as a
    whole (inputs that were refused). ``since`` is what it is compared with, where it is: a day, or the name of a state of the desk.
    """

    as_of: str | None
    threads: tuple[ThreadBrief, ...]
    others: tuple[Line, ...]
    references: tuple[Reference, ...]
    notes: tuple[str, ...]
    since: str | None = None
