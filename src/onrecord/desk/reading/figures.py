"""Figures over time by claimant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.brief import Chart, ChartValue
from onrecord.model.picture import Bound, Figure, Point, Series
from onrecord.model.relations import Relations
from onrecord.publish.chart_svg import chart_svg
from onrecord.publish.movement import quantity
from onrecord.publish.wording import amount_words, newest_first, when_words

_CHANGE = " (change)"


@dataclass(frozen=True, slots=True)
class PointView:
    """One value: who gives it, for when. ``day`` is YYYY-MM-DD, ``None`` where no time is known; ``last`` is its last day; ``kind`` is level or change."""

    claimant: str
    value: str
    low: float | None
    high: float | None
    bound: Bound
    kind: Literal["level", "change"]
    day: str | None
    when: str
    passage: Cited
    direction: Literal["up", "down"] | None = None
    last: str | None = None
    id: str = ""


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
    figures = {figure.id: figure for figure in relations.figures}
    views = []
    for series in relations.series:
        if series.id not in shelf.muted and any(point.article_id in articles for point in series.points):
            view = figure_view(shelf, series, figures)
            if len({(point.low, point.high, point.kind) for point in view.points}) > 1:
                views.append(view)
    return tuple(sorted(views, key=lambda view: (-len(view.points), newest_first(view.newest), view.id)))


def figure_view(shelf: Shelf, series: Series, figures: Mapping[str, Figure]) -> FigureView:
    """One quantity. A claimant who repeats a value is shown once with it; ``figures`` are those of its points."""
    kept: dict[tuple[object, ...], Point] = {}
    for point in series.points:
        kept.setdefault((point.low, point.high, point.bound, point.kind, _claimant(shelf, point)), point)
    points = tuple(_point(shelf, point, series.unit, figures.get(point.figure_id)) for point in kept.values())
    articles = {point.article_id for point in series.points}
    return FigureView(
        id=series.id,
        counts=quantity(series, figures, shelf.sources.texts),
        unit=series.unit,
        points=points,
        newest=max((point.day or "" for point in points), default=""),
        why=f"the same quantity with more than one value, in {len(articles)} reports",
    )


def drawn(figure: FigureView, width: float, link: str = "") -> str:
    """The chart of a quantity as SVG, as in the brief; empty where nothing is to be seen that the values do not say.

    With ``link`` the mark of a value leads to ``#LINK-N``, N its place among the points.
    """
    values = (
        ChartValue(
            who=point.claimant,
            value=f"{point.direction or 'by'} {point.value.removesuffix(_CHANGE)}"
            if point.kind == "change"
            else point.value,
            low=point.low,
            high=point.high,
            bound=point.bound,
            kind=point.kind,
            direction=point.direction,
            first=point.day,
            last=point.last,
        )
        for point in figure.points
    )
    return chart_svg(Chart(figure.counts, figure.unit, tuple(values)), width, link)


def _point(shelf: Shelf, point: Point, unit: str, figure: Figure | None) -> PointView:
    value = amount_words(point.low, point.high, point.bound, unit, figure.text if figure else "")
    return PointView(
        claimant=_claimant(shelf, point),
        value=f"{value}{_CHANGE}" if point.kind == "change" else value,
        low=point.low,
        high=point.high,
        bound=point.bound,
        kind=point.kind,
        day=point.when.first_day,
        last=point.when.last_day,
        direction=figure.direction if figure else None,
        when=when_words(point.when, unknown="no date"),
        passage=shelf.cite(point.evidence),
        id=point.figure_id,
    )


def _claimant(shelf: Shelf, point: Point) -> str:
    """Whose value it is: an actor's, or the outlet's that states it in its own words."""
    return shelf.actor(point.actor_id, point.claimant) or shelf.sources.outlet(point.article_id)
