"""Charts of a quantity over time: where the lines, marks, arrows and labels stand. :mod:`onrecord.publish.chart_svg` draws them.

A level is a mark, and the levels of one claimant are joined by steps: a value holds until the same claimant gives another. Two
that it gives for one day are not joined, unless a sentence gives one of them as the level before. A change is an arrow as long as the change is on the axis; it begins at the last level of its claimant, else at nothing. The axis
begins at nothing. What each claimant says last stands at the right, with the number of the report, so that no legend is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.brief import Chart, ChartValue
from onrecord.publish.chart_field import (
    BOTTOM,
    CHARACTER,
    LINE,
    TOP,
    WIDTH,
    Field,
    Text,
    day_labels,
    day_words,
    height_of,
    lasts,
    ordinal,
    short_number,
    signed,
    tick_words,
)

#: What the bar of a value says that is not one number.
_OPEN = {
    "range": "; the bar spans from the least to the most that may be meant",
    "at_most": "; the bar spans what may be meant: that or less",
    "at_least": "; the bar spans what may be meant: that or more",
}
#: Claimants that have a colour of their own; the others share one.
COLOURS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A level at ``x``, ``y``, for the days until ``to_x``. ``low_y`` to ``high_y`` is its range.

    ``shape`` is exact, about, at_most, at_least or range; ``label`` the words of its ``value``, where there is room and no label at the right says it.
    """

    x: float
    to_x: float
    y: float
    low_y: float
    high_y: float
    shape: str
    hover: str
    label: Text | None
    value: ChartValue


@dataclass(frozen=True, slots=True)
class Arrow:
    """A change, from ``y`` to ``tip``; ``pointed`` where it is known whether something was added or taken off."""

    x: float
    y: float
    tip: float
    pointed: bool
    hover: str


@dataclass(frozen=True, slots=True)
class Track:
    """What one claimant says: ``path`` joins its levels. ``colour`` counts from 0."""

    who: str
    colour: int
    path: str
    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """A label at the right: value and who gives it, led to from ``x``, ``y``; ``below`` is the rest of a long name. ``hover`` names all."""

    x: float
    y: float
    colour: int
    value: str
    who: Text
    hover: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn on ``width`` times ``height``; ``said`` says in words what it shows, for those who do not see it."""

    width: float
    height: float
    left: float
    right: float
    bottom: float
    title: str
    caption: str
    said: str
    values: tuple[Text, ...]
    days: tuple[Text, ...]
    tracks: tuple[Track, ...]
    endings: tuple[Ending, ...]


def drawing(chart: Chart, width: float = WIDTH) -> Drawing | None:
    """``chart`` as a drawing; ``None`` where nothing is to be seen that words do not say as well.

    Needed are values for two days, a level among them, and three values or two of one claimant.
    """
    values = [value for value in chart.values if ordinal(value.first) and height_of(value) is not None]
    days = {ordinal(value.first) for value in values}
    by_claimant: dict[str, list[ChartValue]] = defaultdict(list)
    for value in sorted(values, key=lambda value: (ordinal(value.first), not value.previous)):
        by_claimant[value.who].append(value)
    few = len(values) < 3 and len(by_claimant) > 1
    if few or len(days) < 2 or not any(value.kind == "level" for value in values):
        return None
    ordered = sorted(by_claimant.items(), key=lambda item: (-len(item[1]), item[1][0].first or "", item[0]))
    field = Field.around(values, by_claimant, width, chart.unit)
    taken = _Taken(field.left, field.right, field.bottom)
    tracks, ends = [], []
    for index, (who, own) in enumerate(ordered):
        track, own_ends = _track(who, own, min(index, COLOURS), field, taken)
        tracks.append(track)
        ends += own_ends
    return Drawing(
        width=width,
        height=field.bottom + BOTTOM,
        left=field.left,
        right=field.right,
        bottom=field.bottom,
        title=chart.title,
        caption=_caption(chart.title, any(_shape(value) in _OPEN for value in values), int(width / CHARACTER)),
        said="; ".join(_told(value) for value in values),
        values=tuple(
            Text(field.left - 6, field.up(tick) + 4, tick_words(tick, chart.unit), "end") for tick in field.ticks
        ),
        days=tuple(day_labels(sorted(days), field.across)),
        tracks=tuple(tracks),
        endings=_spread(ends, field),
    )


def _caption(title: str, has_open: bool, room: int) -> str:
    """What is drawn, and what a bar means where there is one; only the title is cut where there is no room for all."""
    rest = ", by day and who gives it" + ("; a bar spans what is left open" if has_open else "")
    return f"{_cut(f'{title[:1].upper()}{title[1:]}', max(8, room - len(rest)))}{rest}"


class _Taken:
    """The boxes on which a label stands already, or a mark."""

    def __init__(self, left: float, right: float, bottom: float) -> None:
        self.left, self.right, self.bottom = left, right, bottom
        self.boxes: list[tuple[float, float, float, float]] = []

    def mark(self, x: float, y: float) -> None:
        self.boxes.append((x - 5, y - 5, x + 5, y + 5))

    def place(self, x: float, y: float, texts: Sequence[str], note: int | None) -> Text | None:
        """The first of ``texts`` at a side of a mark where it stands on nothing else."""
        for text in texts:
            wide = (len(text) + (len(str(note)) + 2 if note else 0)) * CHARACTER
            for anchor, at_x, at_y, from_x in (
                ("middle", x, y - 8, x - wide / 2),
                ("start", x - 5, y - 8, x - 5),
                ("end", x + 5, y - 8, x + 5 - wide),
                ("end", x - 8, y + 4, x - 8 - wide),
                ("start", x - 5, y + 17, x - 5),
                ("middle", x, y + 17, x - wide / 2),
            ):
                box = (from_x, at_y - 10, from_x + wide, at_y + 2)
                inside = self.left <= box[0] and box[2] <= self.right and box[1] >= TOP - 12 and box[3] <= self.bottom
                if inside and not self._meets(*box):
                    self.boxes.append(box)
                    return Text(round(at_x, 1), round(at_y, 1), text, anchor, note)
        return None

    def _meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        for (
            from_x,
            from_y,
            to_x,
            to_y,
        ) in self.boxes:  # a loop of its own: of a hundred labels each asks every other six times
            if left < to_x and from_x < right and top < to_y and from_y < bottom:
                return True
        return False


@dataclass(frozen=True, slots=True)
class _End:
    """What stands at the right, before the labels have their places."""

    x: float
    y: float
    colour: int
    value: str
    who: str
    note: int | None


def _track(who: str, own: Sequence[ChartValue], colour: int, field: Field, taken: _Taken) -> tuple[Track, list[_End]]:
    path = ""
    level = 0.0
    marks: list[Mark] = []
    arrows: list[Arrow] = []
    ends: list[_End] = []
    before: ChartValue | None = None
    levels = [value for value in own if value.kind == "level"]
    for value in levels:
        taken.mark(field.across(ordinal(value.first)), field.up(height_of(value) or 0.0))
    for value in own:
        x = field.across(ordinal(value.first))
        if value.kind == "change":
            base, tip = field.up(level), field.up(level + signed(value))
            arrows.append(Arrow(x, base, tip, value.direction is not None, _told(value)))
            ends.append(_End(x, tip, colour, value.value, who, value.reference))
            continue
        level = height_of(value) or 0.0
        y = field.up(level)
        joined = before is not None and (before.previous or before.first != value.first)
        path += f"H{x}V{y}" if joined else f"M{x},{y}"
        before = value
        is_last = value is levels[-1]
        label = None if is_last else taken.place(x, y, [value.value, short_number(level)], value.reference)
        marks.append(
            Mark(
                x=x,
                to_x=field.across(ordinal(value.last)) if lasts(value) else x,
                y=y,
                low_y=field.up(value.low if value.low is not None else 0.0),
                high_y=field.up(value.high) if value.high is not None else TOP - 6,
                shape=_shape(value),
                hover=_told(value) + _OPEN.get(_shape(value), ""),
                label=label,
                value=value,
            )
        )
        if is_last:
            ends.append(_End(x, y, colour, value.value, who, value.reference))
    return Track(who, colour, path, tuple(marks), tuple(arrows)), ends


@dataclass(frozen=True, slots=True)
class _Label:
    """The words of a label, on two lines where one has no room."""

    name: str
    below: str
    note: int | None
    hover: str


def _label(group: Sequence[_End], field: Field) -> _Label:
    first, names = group[0], list(dict.fromkeys(end.who for end in group))
    others = f" +{len(names) - 1}" if len(names) > 1 else ""
    number = None if names[0].endswith(f"[{first.note}]") else first.note
    note = f" [{number}]" if number else ""
    room = max(6, field.room - len(first.value) - 1)
    told = f"{names[0]}{others}"
    name, below = told, ""
    if len(told) + len(note) > room:
        name, below = _broken(names[0], room)
        last = (below or name) + others
        if len(last) + len(note) > (field.room if below else room):
            last = _cut(below or name, max(6, (field.room if below else room) - len(others) - len(note))) + others
        name, below = (name, last) if below else (last, "")
    return _Label(name, below, number, ", ".join(names))


def _broken(name: str, room: int) -> tuple[str, str]:
    """``name`` in two at a space, the first part as long as there is room; in one where its first word has none."""
    head, _, _ = name[: room + 1].rpartition(" ")
    return (head, name[len(head) + 1 :]) if head else (name, "")


def _spread(ends: Sequence[_End], field: Field) -> tuple[Ending, ...]:
    """The labels at the right, each as near to its value as the others leave room. Those that end with the same share one."""
    same: dict[tuple[float, str], list[_End]] = defaultdict(list)
    for end in sorted(ends, key=lambda end: (end.y, end.colour, end.who, end.x)):
        same[end.y, end.value].append(end)
    groups = list(same.values())
    labels = [_label(group, field) for group in groups]
    high = [LINE * (2 if label.below else 1) for label in labels]
    places: list[float] = []
    for at, group in enumerate(groups):
        places.append(max(group[0].y, places[-1] + high[at - 1]) if places else group[0].y)
    lowest = field.bottom + LINE
    if places[-1] + high[-1] > lowest:  # what stands too low moves up, and pushes what stands above it
        for at in range(len(places) - 1, -1, -1):
            places[at] = min(places[at], lowest - high[at])
            lowest = places[at]
    made = []
    for group, place, label in zip(groups, places, labels, strict=True):
        first = group[0]
        text = Text(field.right + 14, round(place + 4, 1), label.name, note=label.note)
        made.append(Ending(first.x, first.y, first.colour, first.value, text, label.hover, label.below))
    return tuple(made)


def _told(value: ChartValue) -> str:
    day = day_words(ordinal(value.first), year=True)
    return f"{value.who}: {value.value}, {day}" + (f" [{value.reference}]" if value.reference else "")


def _shape(value: ChartValue) -> str:
    if value.low is None:
        return "at_most"
    if value.high is None:
        return "at_least"
    if value.low != value.high:
        return "range"
    return "about" if value.bound == "about" else "exact"


def _cut(name: str, length: int) -> str:
    return name if len(name) <= length else f"{name[: length - 1].rstrip()}…"
