"""Figures for people: quantities with their values by day, as bars of a terminal; then the figures that stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.model.codec import from_plain
from onrecord.model.picture import Figure, Point, Series
from onrecord.publish.listing import NAME, WIDTH, Row, cut, folded_lines
from onrecord.publish.movement import change_words, moves, point_words, quantity
from onrecord.publish.table import rows_as_text
from onrecord.publish.wording import NO_OUTLET, one_line, plural, when_words

#: Columns of the longest bar, and the columns beside it from which there is one.
BAR, NARROW = 20, 60
#: An eighth of a column and more.
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def figures_as_text(
    rows: Iterable[Row], series: Iterable[Row], articles: Iterable[Row], *, width: int = WIDTH
) -> Iterator[str]:
    """Each quantity that moves, its levels as bars from nothing in the order of their days; then all other figures, one a line."""
    by_id = {row["id"]: row for row in rows}
    figures = {name: from_plain(Figure, row) for name, row in by_id.items()}
    known = {row["id"]: row for row in articles}
    texts = {name: row["text"] for name, row in known.items()}
    made = sorted((from_plain(Series, row) for row in series), key=lambda one: (-len(one.points), one.id))
    told: set[str] = set()
    for one in made:
        if moves(one):
            told.update(point.figure_id for point in one.points)
            yield from _series(one, figures, known, quantity(one, figures, texts), width)
            yield ""
    alone = [row for name, row in by_id.items() if name not in told]
    if alone and told:
        yield "Given once:"
    if alone or not told:
        yield from rows_as_text("figures", alone)


def _series(
    series: Series, figures: Mapping[str, Figure], articles: Mapping[str, Row], title: str, width: int
) -> Iterator[str]:
    points = sorted(series.points, key=lambda point: point.kind == "change")
    yield from folded_lines(f"{cut(title)} · {plural(len(points), 'value')} · {series.id}", "", width)
    most = max((abs(_at(point)) for point in points if point.kind == "level"), default=0.0)
    days = [when_words(point.when, unknown="no date") for point in points]
    values = [_value(point, series.unit, figures) for point in points]
    wide, long = max(map(len, days)), max(map(len, values))
    for point, day, value in zip(points, days, values, strict=True):
        level = _at(point) if point.kind == "level" else 0.0
        bar = f"{_bar(level, most):<{BAR}}  " if width >= NARROW + BAR else ""
        who = cut(point.claimant, NAME // 2) if point.claimant else _outlet(articles, point.article_id)
        yield f"  {day:<{wide}}  {bar}{value:<{long}}  {who}  {point.figure_id}"


def _bar(value: float, most: float) -> str:
    """A bar as long as ``value`` is beside ``most``; what is more than nothing is seen."""
    if value <= 0 or most <= 0:
        return ""
    eighths = max(1, round(8 * BAR * value / most))
    return _EIGHTHS[8] * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _value(point: Point, unit: str, figures: Mapping[str, Figure]) -> str:
    if point.kind == "change":
        return change_words(point, unit, figures)
    return point_words(point, unit, figures)


def _at(point: Point) -> float:
    return point.high if point.high is not None else point.low if point.low is not None else 0.0


def _outlet(articles: Mapping[str, Row], article_id: str) -> str:
    return one_line((articles[article_id]["outlet"] if article_id in articles else None) or NO_OUTLET)
