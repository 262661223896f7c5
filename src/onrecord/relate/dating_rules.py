"""A missing date by rules: the weights of all grounds multiplied, as a small Bayesian model does.

Each possible day gets a weight from what is known: days near dated articles that are alike; days on which "on Tuesday" means the
Tuesday that a dated article gives for the same fact; days shortly after the weekdays that the article itself looks back on; no
day before a date that it mentions as past. The shortest interval that holds most of the weight is the answer, where a fact, a
date or a text in common ties the article to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from onrecord.model.when import When
from onrecord.relate.dating_desk import Around
from onrecord.relate.dating_words import Vector
from onrecord.relate.grounds import Ground, calendar_dates, copies, matches, neighbours, values, weekdays
from onrecord.relate.threads import Copied

#: The share of the weight that the interval must hold. Weekdays come round every seven days: where the days around the
#: best one hold :data:`SURE` of all weight, the week is settled and the share is taken of them alone.
HELD = 0.85
HELD_OF_ALL = 0.95
SURE = 0.88
AROUND = 6

#: Days that an interval may span.
WIDEST = 31

#: The weight from which a ground speaks for a day, and how many grounds a reason names.
SPEAKS = 0.2
NAMED = 6


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the rules say of an article's day, by kind. ``of_likeness`` is for the rules alone: what is learned has its own."""

    matches: tuple[Ground, ...]
    weekdays: tuple[Ground, ...]
    dates: tuple[Ground, ...]
    copies: tuple[Ground, ...]
    of_likeness: tuple[Ground, ...]

    def __iter__(self) -> Iterator[Ground]:
        yield from (*self.of_likeness, *self.matches, *self.weekdays, *self.dates, *self.copies)

    def said(self, day: int) -> list[str]:
        """The grounds that speak for a day, in words."""
        return [ground.said for ground in self if ground.said and _weight(ground, day) >= SPEAKS]


def evidence(around: Around, copied: Copied) -> Grounds:
    """All that the rules know of an article's day."""
    item, given, days, rarity = around.item, around.desk.given, around.days, around.desk.rarity
    dated = around.dated
    return Grounds(
        tuple(matches(item, dated, given, rarity, days)),
        tuple(weekdays(item, days)),
        tuple(calendar_dates(item, days)),
        tuple(copies(item, dated, given, copied, days)),
        (neighbours(item, dated, given, rarity, days), *values(item, dated, given, days)),
    )


def _weight(ground: Ground, day: int) -> float:
    return ground.weigh.get(day, ground.default)


def logs(grounds: Sequence[Ground], days: range) -> Vector:
    """The logarithm of the weight of each day; shape (days,)."""
    total = np.zeros(len(days))
    for ground in grounds:
        total += np.log([max(1e-9, _weight(ground, day)) for day in days])
    return total


def by_rules(around: Around, grounds: Grounds) -> When:
    """The publication of one undated article by its grounds, or unknown with the reason."""
    days = around.days
    summed = logs(list(grounds), days)
    weights = np.exp(summed - summed.max()).tolist()
    peak = max(range(len(weights)), key=lambda index: (weights[index], -index))
    first, last = _interval(weights, peak)
    if last - first + 1 > WIDEST or not any(
        ground.firm and _weight(ground, days[peak]) >= SPEAKS for ground in grounds
    ):
        return When(reason="what it says fits many weeks")
    start, end = (date.fromordinal(days[index]).isoformat() for index in (first, last))
    said = grounds.said(days[peak])
    return When(start, end, "day" if start == end else "interval", "inferred", "; ".join(said[:NAMED]))


def _interval(weights: Sequence[float], peak: int) -> tuple[int, int]:
    """The shortest interval that is likely enough to hold the day: see :data:`HELD`."""
    low, high = max(0, peak - AROUND), peak + AROUND + 1
    around = weights[low:high]
    if math.fsum(around) < SURE * math.fsum(weights):
        return _shortest(weights, HELD_OF_ALL)
    first, last = _shortest(around, HELD)
    return low + first, low + last


def _shortest(weights: Sequence[float], share: float) -> tuple[int, int]:
    """The shortest run of days that holds this share of the weight; of equally short ones that with the most."""
    total = sum(weights)
    best = (len(weights), 0.0, 0, len(weights) - 1)
    start, held = 0, 0.0
    for end, weight in enumerate(weights):
        held += weight
        while start < end and held - weights[start] >= share * total:
            held -= weights[start]
            start += 1
        if held >= share * total:
            best = min(best, (end - start + 1, -round(held / total, 9), start, end))
    return best[2], best[3]
