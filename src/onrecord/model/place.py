"""A place on the map, as exports are given it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place. ``key`` is as in :class:`~onrecord.model.statement.Mention`, ``kind`` country, region, town, site or sea.

    ``latitude`` and ``longitude`` are degrees (WGS 84), ``None`` where nobody gave them.
    """

    key: str
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
