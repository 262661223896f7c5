"""The chronicle of a story: its days that count, each in sentences of its reports."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.brief import Quote, Reference
from onrecord.model.passage import Evidence


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a chronicle.

    ``day`` is YYYY-MM-DD. ``evidence`` are the sentences that tell of it, the most telling first; the words are the sources' own.
    ``article_ids`` are the reports that were published on the day, or later and name it, in order of publication; ``origins`` who wrote
    them (a news agency where the report is credited to one, else the outlet), each once and full copies not counted, sorted. ``weight``,
    from 0 to 1, is how much the day counts beside the weightiest of the chronicle.
    """

    day: str
    evidence: tuple[Evidence, ...]
    article_ids: tuple[str, ...]
    origins: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The days of a story or a thread (``about``) in order. ``reports`` counts its reports, ``considered`` the days of which they tell at
    all, ``undated`` the reports whose day of publication is not known: they add only the days that they name outright."""

    about: str
    entries: tuple[Entry, ...]
    reports: int
    considered: int
    undated: int


@dataclass(frozen=True, slots=True)
class Day:
    """An entry as it is printed: ``reports`` are the numbers of the references of those that tell of the day."""

    day: str
    quotes: tuple[Quote, ...]
    reports: tuple[int, ...]
    origins: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chronicle as ``onrecord timeline --json`` prints it. ``references`` are the reports of its days, numbered as in the brief."""

    about: str
    title: str
    days: tuple[Day, ...]
    references: tuple[Reference, ...]
    reports: int
    considered: int
    undated: int
