"""Figures as they move: levels by day, changes apart from them, what one claimant repeats folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from onrecord.model.brief import Chart, ChartValue, Line
from onrecord.model.picture import Figure, Point, Series
from onrecord.publish.thread import Ranked, Thread
from onrecord.publish.wording import amount_words, one_line, when_words

#: Words of the sources by which a number without a noun is called.
NAMED = 3

#: Words of a sentence that are shown on both sides of a number.
BEFORE, AFTER = 4, 4

#: Units in words.
UNITS = {
    "%": "per cent",
    "m": "metres",
    "m²": "square metres",
    "m³": "cubic metres",
    "m³/day": "cubic metres a day",
    "km": "kilometres",
    "km²": "square kilometres",
    "kg": "kilograms",
    "t": "tonnes",
    "person": "people",
}
#: What is no noun for what is counted; and nouns that fit whatever is counted of people.
_NO_NOUN = {"%", "m", "m³", "km", "number", "a number", "percent", "per cent"}
_ANYBODY = {"people", "person", "persons"}

#: Words long enough to name something.
_WORD = re.compile(r"[^\W\d_]{5,}")


def figures(thread: Thread) -> Iterable[Ranked]:
    """The quantities with two values or more, those that most reports give first."""
    for series in thread.relations.series:
        if moves(series):
            articles = {point.article_id for point in series.points}
            yield Ranked((-len(articles), -len(series.points), series.id), series_line(thread, series))


def point_line(thread: Thread, point: Point, unit: str, *, note: str = "") -> Line:
    """One value: who gives it, for when, with its passage."""
    value = point_words(point, unit, thread.figures)
    parts = [
        point.claimant or thread.sources.called(point.article_id),
        f"change: {change_words(point, unit, thread.figures)}" if point.kind == "change" else value,
        when_words(point.when, unknown="no date"),
    ]
    return thread.line(point.figure_id, " · ".join(parts), [thread.sources.quote(point.evidence)], note=note)


def moves(series: Series) -> bool:
    """Whether a quantity has two values or more: "no more than 12,000" and "12,000" are one."""
    return len({(_value(point), point.kind) for point in series.points}) > 1


def levels(series: Series, figures: Mapping[str, Figure]) -> list[list[Point]]:
    """The levels by day, in order; a level that its sentence gives as the one before stands before the others of its day.

    A level of the same value as a change in the series is none that can be relied on: one of both was read wrongly.
    """
    changed = {_value(point) for point in series.points if point.kind == "change"}

    def key(point: Point) -> tuple[str, bool]:
        figure = figures.get(point.figure_id)
        return point.when.first_day or "9999", not (figure and figure.previous)

    found = sorted(
        (point for point in series.points if point.kind == "level" and _value(point) not in changed), key=key
    )
    return [list(points) for _, points in groupby(found, key)]


def movement_words(series: Series, figures: Mapping[str, Figure]) -> str:
    """``about 30,000 → 55,000 → 70,000; changes: up at most 6,000``; values of one day are parted by a stroke."""
    steps: list[str] = []
    last: set[float] = set()
    for points in levels(series, figures):
        values = {_value(point): point for point in reversed(points)}
        if set(values) != last:
            told = [point_words(values[value], series.unit, figures) for value in sorted(values)]
            steps.append(" / ".join(told))
        last = set(values)
    changes = dict.fromkeys(
        change_words(point, series.unit, figures) for point in series.points if point.kind == "change"
    )
    parts = [" → ".join(steps), f"changes: {', '.join(changes)}" if changes else ""]
    return "; ".join(filter(None, parts))


def change_words(point: Point, unit: str, figures: Mapping[str, Figure]) -> str:
    """A change with its direction, where the text gives one: ``up at most 6,000``."""
    figure = figures.get(point.figure_id)
    direction = (figure.direction if figure else None) or "changed by"
    return f"{direction} {point_words(point, unit, figures)}"


def folded_points(series: Series) -> list[tuple[Point, list[Point]]]:
    """Each point, with the later ones by which the same claimant gives the same value again."""
    kept: dict[tuple[object, ...], tuple[Point, list[Point]]] = {}
    for point in series.points:
        claimant = point.actor_id or point.claimant or point.article_id
        value = (_value(point), point.kind, claimant)
        if value in kept:
            kept[value][1].append(point)
        else:
            kept[value] = (point, [])
    return sorted(kept.values(), key=lambda item: item[0].kind == "change")


def quantity(series: Series, figures: Mapping[str, Figure], texts: Mapping[str, str]) -> str:
    """What is counted, in words of the sources; ``texts`` are those of the articles.

    One word ("people") is told apart by the place that the figures share, else by the words around the first number. Where nothing is
    said to be counted ("0.4 percent"), it is what all passages name before the number ("premium, per cent"), else the unit with such words.
    """
    counts = one_line(series.counts)
    unit = UNITS.get(series.unit, series.unit)
    if counts and counts.casefold() not in _NO_NOUN:
        place = _shared_place(series, figures) if " " not in counts else ""
        if place and place not in counts:
            return f"{counts}, {place}"
        if counts.casefold() not in _ANYBODY:
            return counts
        return ": ".join(filter(None, [UNITS.get(counts, counts), _around(series, figures, texts)]))
    named = " ".join(_named_before(series, figures, texts))
    if named:
        return ", ".join(filter(None, [named, unit]))
    return ": ".join(filter(None, [unit, _around(series, figures, texts)])) or "number"


def _around(series: Series, figures: Mapping[str, Figure], texts: Mapping[str, str]) -> str:
    """The first number with the words on both sides of it in its sentence: ``“front month ended at 39.75 a megawatt hour”``."""
    point = next((point for point in series.points if point.figure_id in figures), series.points[0])
    figure = figures.get(point.figure_id)
    text = texts.get(point.article_id, "")
    if figure is None or not text:
        return ""
    before = text[min(point.evidence.start, figure.start) : figure.start].split()
    after = text[figure.end : max(point.evidence.end, figure.end)].split()
    kept = [*before[-BEFORE:], one_line(figure.text), *after[:AFTER]]
    cut = ("… " if len(before) > BEFORE else "", " …" if len(after) > AFTER else "")
    words = " ".join(kept).strip(' .,;:“”"')
    return f"“{cut[0]}{words}{cut[1]}”"


def _shared_place(series: Series, figures: Mapping[str, Figure]) -> str:
    """The place where most of the figures are and none is elsewhere."""
    places = [figure.place for point in series.points if (figure := figures.get(point.figure_id)) and figure.place]
    return one_line(places[0]) if len(set(places)) == 1 and 2 * len(places) >= len(series.points) else ""


def _named_before(series: Series, figures: Mapping[str, Figure], texts: Mapping[str, str]) -> list[str]:
    """The words before the number in most passages, in the order of the first, without the names of who gives it."""
    claimants = {word.casefold() for point in series.points for word in _WORD.findall(point.claimant or "")}
    told: dict[str, int] = {}
    passages = dict.fromkeys(
        texts.get(point.article_id, "")[point.evidence.start : figure.start]
        for point in series.points
        if (figure := figures.get(point.figure_id))
    )
    for passage in passages:
        for word in dict.fromkeys(word.casefold() for word in _WORD.findall(passage)):
            told[word] = told.get(word, 0) + 1
    shared = [word for word, count in told.items() if count > max(1, len(passages) // 2) and word not in claimants]
    return shared[:NAMED]


def series_label(thread: Thread, series: Series) -> str:
    """What is counted, and who gives it, where one does."""
    what = quantity(series, thread.figures, thread.sources.texts)
    claimants = {point.claimant for point in series.points}
    only = next(iter(claimants)) if len(claimants) == 1 else None
    return f"{what} · {one_line(only)}" if only else what


def series_line(thread: Thread, series: Series) -> Line:
    """A series: its movement, then each point with its passage."""
    children = []
    for point, again in folded_points(series):
        numbers = dict.fromkeys(
            thread.sources.number[item.article_id] for item in again if item.article_id != point.article_id
        )
        note = f"again in {', '.join(f'[{number}]' for number in numbers)}" if numbers else ""
        children.append(point_line(thread, point, series.unit, note=note))
    return thread.line(
        series.id,
        series_label(thread, series),
        [],
        note=movement_words(series, thread.figures),
        why="the same quantity with more than one value",
        children=children,
        chart=series_chart(thread, series),
    )


def series_chart(thread: Thread, series: Series) -> Chart:
    """What is drawn of a series: each value once for each who gives it, and no level that :func:`levels` leaves out."""
    changed = {_value(point) for point in series.points if point.kind == "change"}
    made = []
    for point, _ in folded_points(series):
        if point.kind == "level" and _value(point) in changed:
            continue  # as in the movement: one of both was read wrongly
        figure = thread.figures.get(point.figure_id)
        is_change = point.kind == "change"
        made.append(
            ChartValue(
                who=one_line(point.claimant) if point.claimant else thread.sources.called(point.article_id),
                value=change_words(point, series.unit, thread.figures)
                if is_change
                else point_words(point, series.unit, thread.figures),
                low=point.low,
                high=point.high,
                bound=point.bound,
                kind=point.kind,
                direction=figure.direction if figure else None,
                first=point.when.first_day,
                last=point.when.last_day,
                reference=thread.sources.number[point.article_id],
                previous=bool(figure and figure.previous),
            )
        )
    return Chart(quantity(series, thread.figures, thread.sources.texts), series.unit, tuple(made))


def way_of(series: Series, figures: Mapping[str, Figure]) -> tuple[Point, ...]:
    """The first and the last level by one claimant, and between them the peak or the low where it lies beyond both.

    It is the claimant with whom it moved most: two claimants differ, they do not move. Left out is a day on which a claimant gives
    several values, and whatever has no date. Empty where nobody gives two values.
    """
    by_claimant: dict[str, list[Point]] = {}
    for day in levels(series, figures):
        on_day: dict[str, list[Point]] = {}
        for point in day:
            if point.when.known and (point.actor_id or point.claimant):
                on_day.setdefault(point.actor_id or point.claimant or "", []).append(point)
        for claimant, points in on_day.items():
            if len({_value(point) for point in points}) == 1:
                by_claimant.setdefault(claimant, []).append(points[0])
    ways = [_turning(points) for points in by_claimant.values() if len({_value(point) for point in points}) > 1]
    return max(ways, key=lambda way: (factor(way), way[0].figure_id), default=())


def _turning(points: Sequence[Point]) -> tuple[Point, ...]:
    first, last = points[0], points[-1]
    low, high = sorted((_value(first), _value(last)))
    beyond = [point for point in points if not low <= _value(point) <= high]
    if not beyond:
        return first, last
    return first, max(beyond, key=lambda point: max(low - _value(point), _value(point) - high)), last


def factor(way: Sequence[Point]) -> float:
    """By what a value grew or shrank between two of ``way``, 1 or more; without bound from or to nothing."""
    low, *_, high = sorted(abs(_value(point)) for point in way)
    return high / low if low else float("inf")


def _value(point: Point) -> float:
    return point.high if point.high is not None else point.low if point.low is not None else 0.0


def point_words(point: Point, unit: str, figures: Mapping[str, Figure]) -> str:
    """A value in words; ``figures`` have how the report says it."""
    figure = figures.get(point.figure_id)
    return amount_words(point.low, point.high, point.bound, unit, figure.text if figure else "")
