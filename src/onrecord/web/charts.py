"""Step charts: where the lines, marks and labels of a figure stand. What they look like is the style sheet's matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor, log10

from onrecord.desk.reading.figures import FigureView, PointView

#: The size in its own units: about what a column of the page is wide, so that its type is as large as the page's small type.
WIDTH, HEIGHT = 440.0, 228.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 132.0, 20.0, 26.0
#: The least distance between two labels below each other, and of a value from the one beside it.
LINE, APART = 26.0, 44.0
#: Claimants that have a colour of their own, and characters of a name that fit beside the chart.
COLOURS, NAME = 5, 17

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Mark:
    """One value at ``x``, ``y``. ``low_y`` to ``high_y`` is its range; ``shape`` is exact, at_most, at_least or range; ``number`` is its
    place among the points of the figure."""

    x: float
    y: float
    low_y: float
    high_y: float
    shape: str
    label: str
    hover: str
    number: int


@dataclass(frozen=True, slots=True)
class Steps:
    """What one claimant says over time: ``path`` joins its values, ``rest`` goes on from the last, which nobody has repeated since.

    The name stands at ``label_y`` right of the chart; empty where another's label stands for it."""

    name: str
    full_name: str
    last: str
    colour: int
    path: str
    rest: str
    end_y: float
    label_y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of ``width`` times ``height``; ``said`` says in words what it shows, for those who do not see it."""

    width: float
    height: float
    left: float
    right: float
    bottom: float
    steps: tuple[Steps, ...]
    values: tuple[Tick, ...]
    days: tuple[Tick, ...]
    said: str


def step_chart(figure: FigureView) -> Chart | None:
    """The chart of the levels of ``figure``; ``None`` where fewer than two have a day and a value."""
    points = [
        point for point in figure.points if point.kind == "level" and _ordinal(point) and _value(point) is not None
    ]
    if len(points) < 2:
        return None
    days = [_ordinal(point) for point in points]
    first, last = min(days), max(days)
    tops = [value for point in points for value in (point.low, point.high) if value is not None]
    ticks = _round_values(max(tops), min(tops))
    top = ticks[-1] or 1.0
    right = WIDTH - RIGHT

    def across(day: int) -> float:
        return round(LEFT + 10 + (right - LEFT - 20) * ((day - first) / (last - first) if last > first else 0.5), 1)

    def up(value: float) -> float:
        bottom = HEIGHT - BOTTOM
        return round(bottom - (bottom - TOP) * (value / top), 1)

    by_claimant: dict[str, list[PointView]] = defaultdict(list)
    for point in points:
        by_claimant[point.claimant].append(point)
    taken: list[tuple[float, float]] = []
    numbers = {point: number for number, point in enumerate(figure.points)}
    ordered = sorted(by_claimant.items(), key=lambda item: (-len(item[1]), item[1][0].day or "", item[0]))
    drawn = [
        _steps(name, own, min(index, COLOURS), across, up, right, taken, numbers)
        for index, (name, own) in enumerate(ordered)
    ]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right,
        bottom=HEIGHT - BOTTOM,
        steps=tuple(_spread(drawn)),
        values=tuple(Tick(up(value), _short_number(value)) for value in ticks),
        days=tuple(Tick(across(day), _short_day(day)) for day in _some_days(sorted(set(days)), across)),
        said="; ".join(f"{point.claimant}: {point.value}, {point.when}" for point in points),
    )


def _steps(
    name: str,
    points: Sequence[PointView],
    colour: int,
    across: Callable[[int], float],
    up: Callable[[float], float],
    right: float,
    taken: list[tuple[float, float]],
    numbers: Mapping[PointView, int],
) -> Steps:
    marks: list[Mark] = []
    path = ""
    for point in points:
        value = _value(point)
        assert value is not None
        x, y = across(_ordinal(point)), up(value)
        path += f"H{x}V{y}" if path else f"M{x},{y}"
        crowded = any(abs(x - other_x) < APART and abs(y - other_y) < LINE / 2 for other_x, other_y in taken)
        label = "" if crowded or (point is points[-1] and x > right - APART) else _short_number(value)
        if label:
            taken.append((x, y))
        marks.append(
            Mark(
                x=x,
                y=y,
                low_y=up(point.low if point.low is not None else 0.0),
                high_y=up(point.high) if point.high is not None else TOP - 8,
                shape=_shape(point),
                label=label,
                hover=f"{point.claimant}: {point.value}, {point.when}",
                number=numbers[point],
            )
        )
    end = marks[-1]
    rest = f"M{end.x},{end.y}H{right}" if end.x < right else ""
    return Steps(_cut(name, NAME), name, points[-1].value, colour, path, rest, end.y, end.y, tuple(marks))


def _spread(steps: Sequence[Steps]) -> list[Steps]:
    """The same with labels far enough from each other, none below the chart. Those who end with the same share a label."""
    ending: dict[tuple[float, str], list[Steps]] = defaultdict(list)
    for each in sorted(steps, key=lambda each: (each.end_y, each.colour, each.full_name)):
        ending[each.end_y, each.last].append(each)
    unnamed = [replace(other, name="") for _, *others in ending.values() for other in others]
    ordered = [
        replace(
            first,
            name=f"{_cut(first.full_name, NAME - 3)} +{len(others)}",
            full_name=", ".join(each.full_name for each in (first, *others)),
        )
        if others
        else first
        for first, *others in ending.values()
    ]
    places: list[float] = []
    for each in ordered:
        places.append(max(each.end_y, places[-1] + LINE) if places else max(each.end_y, TOP - 6))
    over = places[-1] - (HEIGHT - 16)
    if over > 0:
        places = [max(TOP - 10 + index * LINE * 0.5, place - over) for index, place in enumerate(places)]
    return unnamed + [replace(each, label_y=round(place, 1)) for each, place in zip(ordered, places, strict=True)]


def _cut(name: str, length: int) -> str:
    return name if len(name) <= length else f"{name[: length - 1].rstrip()}…"


def _shape(point: PointView) -> str:
    if point.low is None:
        return "at_most"
    if point.high is None:
        return "at_least"
    return "range" if point.low != point.high else "exact"


def _value(point: PointView) -> float | None:
    """Where the mark stands: the middle of a range, the known side of an open one."""
    if point.low is not None and point.high is not None:
        return (point.low + point.high) / 2
    return point.low if point.low is not None else point.high


def _ordinal(point: PointView) -> int:
    try:
        return date.fromisoformat(point.day or "").toordinal()
    except ValueError:
        return 0


def _round_values(highest: float, lowest: float) -> list[float]:
    """Nothing, and two or three round values up to the first above ``highest``."""
    if highest <= 0 or lowest < 0:
        return [0.0]
    size = 10.0 ** floor(log10(highest))
    step = next(part * size for part in (0.2, 0.25, 0.5, 1.0, 2.0, 5.0) if part * size * 3 >= highest)
    return [step * index for index in range(1 + next(n for n in range(1, 5) if step * n >= highest))]


def _short_number(value: float) -> str:
    """``70000`` as ``70,000``, ``65000000`` as ``65m``."""
    for size, sign in ((1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:.4g}{sign}"
    return f"{value:,.6g}"


def _short_day(day: int) -> str:
    value = date.fromordinal(day)
    return f"{value.day} {_MONTHS[value.month - 1]}"


def _some_days(days: Sequence[int], across: Callable[[int], float]) -> list[int]:
    """The days that have room for their label, the first and the last before all others."""
    kept = [days[0]]
    if days[-1] != days[0]:
        kept.append(days[-1])
    for day in days[1:-1]:
        if all(abs(across(day) - across(other)) > APART for other in kept):
            kept.append(day)
    return sorted(kept)
