"""The field of a chart: its axes, where a day and a value stand on them, and how both are written there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from onrecord.model.brief import ChartValue
from onrecord.publish.wording import number_words

#: The width of a chart in its own units, where nobody says another: as wide as a column of print in its own type.
WIDTH = 640.0
#: The least height of what is drawn between the axis and the top.
PLOT = 132.0
TOP, BOTTOM, LEFT = 26.0, 24.0, 12.0
#: The distance of two labels below each other, and about the width of one character.
LINE, CHARACTER = 16.0, 6.1
#: The share of the width that the labels at the right have: at least, and at most where their words need it.
LABELS, MOST_LABELS = 0.3, 0.5
#: Between what is drawn and its labels.
GAP = 18.0
#: Days that a value may be given for and still stand at one place: for longer ones only the first is drawn.
LONGEST = 31
#: Days of the axis stand at least as far apart.
APART = 52.0


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Text:
    """Words at ``x``, ``y``; ``anchor`` is start, middle or end. ``note`` is the number of a report after them, where one is."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """The field on which values stand."""

    left: float
    right: float
    bottom: float
    ticks: tuple[float, ...]
    first: int
    last: int
    #: Characters that a label at the right may have.
    room: int

    @classmethod
    def around(
        cls, values: Sequence[ChartValue], by_claimant: Mapping[str, Sequence[ChartValue]], width: float, unit: str
    ) -> Field:
        reached = [0.0]
        for own in by_claimant.values():
            level = 0.0
            for value in own:
                sides = [side for side in (value.low, value.high) if side is not None]
                if value.kind == "level":
                    reached += sides
                    level = height_of(value) or 0.0
                else:
                    reached.append(level + signed(value))
        ticks = tuple(_round_values(min(reached), max(reached)))
        ends = [value for value in values if is_end(value, by_claimant)]
        labels = {(value.who, value.value, value.kind): _long(value) for value in ends}
        longest = max(map(_long, ends))
        share = min(MOST_LABELS, max(LABELS, (GAP + (longest + 2) * CHARACTER) / width))
        room = int((width * share - GAP) / CHARACTER)
        lines = sum(2 if long > room else 1 for long in labels.values())
        lasting = [ordinal(value.last) for value in values if lasts(value)]
        return cls(
            left=LEFT + max(len(tick_words(tick, unit)) for tick in ticks) * CHARACTER,
            right=round(width * (1 - share), 1),
            room=room,
            bottom=TOP + max(PLOT, LINE * (lines - 1)),
            ticks=ticks,
            first=min(ordinal(value.first) for value in values),
            last=max([*lasting, *(ordinal(value.first) for value in values)]),
        )

    def across(self, day: int) -> float:
        """Where a day stands."""
        wide = self.right - self.left - 28
        return round(self.left + 14 + wide * (day - self.first) / ((self.last - self.first) or 1), 1)

    def up(self, value: float) -> float:
        """Where a value stands."""
        low, high = self.ticks[0], self.ticks[-1]
        share = (value - low) / ((high - low) or 1.0)
        return round(self.bottom - (self.bottom - TOP) * min(1.0, max(0.0, share)), 1)


def _long(value: ChartValue) -> int:
    """Characters of the label of a value at the right."""
    return len(value.value) + 1 + len(value.who) + (5 if value.reference else 0)


def is_end(value: ChartValue, by_claimant: Mapping[str, Sequence[ChartValue]]) -> bool:
    return value.kind == "change" or value is [one for one in by_claimant[value.who] if one.kind == "level"][-1]


def height_of(value: ChartValue) -> float | None:
    """Where the mark stands: the middle of a range, the known side of an open one."""
    if value.low is not None and value.high is not None:
        return (value.low + value.high) / 2
    return value.low if value.low is not None else value.high


def signed(value: ChartValue) -> float:
    size = height_of(value) or 0.0
    return -size if value.direction == "down" else size


def lasts(value: ChartValue) -> bool:
    return 0 < ordinal(value.last) - ordinal(value.first) <= LONGEST


def ordinal(day: str | None) -> int:
    """The ordinal of a day, 0 for none."""
    try:
        return date.fromisoformat(day or "").toordinal()
    except ValueError:
        return 0


def _round_values(lowest: float, highest: float) -> list[float]:
    """Nothing, and two or three round values on each side up to the first beyond what is reached."""
    most = max(highest, -lowest)
    if most <= 0:
        return [0.0, 1.0]
    size = 10.0 ** floor(log10(most))
    step = next(part * size for part in (0.2, 0.25, 0.5, 1.0, 2.0, 5.0) if part * size * 3 >= most)
    return [round(step * index, 9) for index in range(floor(lowest / step), ceil(highest / step) + 1)]


def short_number(value: float) -> str:
    """``70000`` as ``70,000``, ``65000000`` as ``65m``."""
    for size, sign in ((1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:.4g}{sign}"
    return number_words(value)


def tick_words(value: float, unit: str) -> str:
    return f"{short_number(value)} %" if unit == "%" and value else short_number(value)


def day_words(day: int, *, year: bool) -> str:
    value = date.fromordinal(day)
    return f"{value.day} {_MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


def day_labels(days: Sequence[int], across: Callable[[int], float]) -> list[Text]:
    """The days that have room for their label, the first and the last before all others; the first of a year says it."""
    kept = [days[0]]
    for day in [days[-1], *days[1:-1]]:
        if all(abs(across(day) - across(other)) > APART for other in kept):
            kept.append(day)
    made: list[Text] = []
    for index, day in enumerate(sorted(kept)):
        before = sorted(kept)[index - 1] if index else None
        year = before is None or date.fromordinal(before).year != date.fromordinal(day).year
        made.append(Text(across(day), 0.0, day_words(day, year=year), "middle"))
    return made
