"""What is made of statements: figures and events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Evidence
from onrecord.model.when import When

Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "range"]

EventStatus = Literal[
    "happened", "under_way", "announced", "planned", "conditional", "denied", "held", "moved", "cancelled", "unreported"
]

#: How a forecast ended, as far as the reports tell.
Outcome = Literal["came_true", "not_come_true", "open"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. ``text`` is the run of characters that gives number, bound and unit, at ``start`` to ``end``.

    ``low`` and ``high`` are equal for one value and ``None`` where that side is open ("at least 20": low 20, high ``None``;
    "as many as 7,000": low ``None``, high 7000); numbers are in ``unit`` after multipliers ("£1.4million": 1400000, ``GBP``). ``unit``
    is an ISO 4217 code, an SI symbol, ``%`` or a counted noun in the singular ("soldier" for "troops" stays "troop"). ``counts`` is
    the noun phrase that is counted ("Russian troops"), ``place`` where (a name for people, one for all spellings of a place;
    ``place_key`` is the key of a known one, as in :class:`~onrecord.model.statement.Mention`), ``as_of`` when. ``kind`` is ``level`` or ``change``
    ("7,000 more"), ``previous`` marks a level that the sentence gives as the one before ("from about 100,000").
    ``statement_id`` is the statement in whose content it stands, if any: who says so.
    """

    id: str
    article_id: str
    text: str
    start: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    counts: str
    place: str | None
    as_of: When
    kind: Literal["level", "change"]
    direction: Literal["up", "down"] | None
    previous: bool
    statement_id: str | None
    evidence: tuple[Evidence, ...]
    place_key: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One figure in a series: who gives it, when, from where."""

    figure_id: str
    article_id: str
    claimant: str | None
    actor_id: str | None
    low: float | None
    high: float | None
    bound: Bound
    kind: Literal["level", "change"]
    when: When
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Series:
    """The same quantity over time: ``points`` in the order of their times, then of their identifiers."""

    id: str
    thread_id: str
    unit: str
    counts: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One step in the life of an event: what one report says became of it."""

    status: EventStatus
    when: When
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is under way or is announced.

    ``code`` is a PLOVER event code (``CONSULT``, ``MOBILIZE`` ...), ``quad`` its class (``material conflict`` ...; empty where it has none) and
    ``mode`` PLOVER's mode of it (``hunger`` of a protest; empty where nothing tells). ``chance`` is how likely the model of codes holds
    the code, ``None`` where it was not asked. ``what`` is the verb or noun that names it in the text.
    ``actors`` are names inside ``annotate`` and actor identifiers after ``relate``. ``turns`` are its reports in order of their
    times; ``status`` is the last that counts. ``place`` and ``place_key`` are as in a figure. ``forecaster`` is who says that it will happen, where somebody does;
    ``closed`` is then how the forecast ended: told as done in a later report, its window past and no report of it, or still open.
    """

    id: str
    story_id: str | None
    code: str
    what: str
    status: EventStatus
    actors: tuple[str, ...]
    place: str | None
    when: When
    forecaster: str | None
    turns: tuple[Turn, ...]
    evidence: tuple[Evidence, ...]
    place_key: str | None = None
    quad: str = ""
    mode: str = ""
    chance: float | None = None
    closed: Outcome | None = None


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """How the forecasts of one forecaster ended, in numbers of forecasts."""

    forecaster: str
    came_true: int
    not_come_true: int
    open: int


def forecast_records(events: Iterable[Event]) -> tuple[ForecastRecord, ...]:
    """The record of each forecaster among ``events``, sorted by name."""
    ends: dict[str, list[Outcome]] = {}
    for event in events:
        if event.forecaster is not None and event.closed is not None:
            ends.setdefault(event.forecaster, []).append(event.closed)
    return tuple(
        ForecastRecord(name, told.count("came_true"), told.count("not_come_true"), told.count("open"))
        for name, told in sorted(ends.items())
    )
