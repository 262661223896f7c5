"""Figures over time by claimant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.picture import Point, Series
from onrecord.model.relations import Relations
from onrecord.publish.wording import amount_words, newest_first, one_line, when_words


@dataclass(frozen=True, slots=True)
class PointView:
    """One value: who gives it, for when. ``day`` is YYYY-MM-DD, ``None`` where no time is known; ``kind`` is level or change."""

    claimant: str
    value: str
    low: float | None
    high: float | None
    bound: str
    kind: str
    day: str | None
    when: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class FigureView:
    """A quantity with its values in order of their times. ``counts`` is what is counted, ``newest`` the day of the newest value."""

    id: str
    counts: str
    unit: str
    points: tuple[PointView, ...]
    newest: str
    why: str


def figure_views(shelf: Shelf, relations: Relations, articles: Collection[str]) -> tuple[FigureView, ...]:
    """The quantities with more than one value of which ``articles`` give one, those given most often first."""
    views = []
    for series in relations.series:
        if series.id not in shelf.muted and any(point.article_id in articles for point in series.points):
            view = figure_view(shelf, series)
            if len({(point.low, point.high, point.kind) for point in view.points}) > 1:
                views.append(view)
    return tuple(sorted(views, key=lambda view: (-len(view.points), newest_first(view.newest), view.id)))


def figure_view(shelf: Shelf, series: Series) -> FigureView:
    """One quantity. A claimant who repeats a value is shown once with it."""
    kept: dict[tuple[object, ...], Point] = {}
    for point in series.points:
        kept.setdefault((point.low, point.high, point.bound, point.kind, _claimant(shelf, point)), point)
    points = tuple(_point(shelf, point, series.unit) for point in kept.values())
    articles = {point.article_id for point in series.points}
    return FigureView(
        id=series.id,
        counts=one_line(series.counts) or (f"a number in {series.unit}" if series.unit else "a number"),
        unit=series.unit,
        points=points,
        newest=max((point.day or "" for point in points), default=""),
        why=f"the same quantity with more than one value, in {len(articles)} reports",
    )


def _point(shelf: Shelf, point: Point, unit: str) -> PointView:
    value = amount_words(point.low, point.high, point.bound, unit)
    return PointView(
        claimant=_claimant(shelf, point),
        value=f"{value} (change)" if point.kind == "change" else value,
        low=point.low,
        high=point.high,
        bound=point.bound,
        kind=point.kind,
        day=point.when.first_day,
        when=when_words(point.when, unknown="no date"),
        passage=shelf.cite(point.evidence),
    )


def _claimant(shelf: Shelf, point: Point) -> str:
    """Whose value it is: an actor's, or the outlet's that states it in its own words."""
    return shelf.actor(point.actor_id, point.claimant) or shelf.sources.outlet(point.article_id)
