"""The dated articles of a thread, made ready once, and what stands around one article without a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from zlib import crc32

import numpy as np

from onrecord.model.annotations import Annotated
from onrecord.model.when import When
from onrecord.relate.dating_words import Indices, Terms, Vector
from onrecord.relate.likeness import profile, tokens
from onrecord.relate.remembered import Remembered
from onrecord.relate.threads import day_range

#: Days before and after the dated articles around it that are thought possible for an undated one.
MARGIN = 45

#: Days from the middle of the dated articles around it beyond which none is thought possible: a desk may span centuries.
FARTHEST_DAY = 1000

#: Dated articles that are looked at for one undated: those most alike.
NEAREST = 400

#: A dated article whose own date is wider than this in days dates nothing.
NARROW = 3

#: Words in a phrase, and in how many dated articles it may stand to be rare.
PHRASE = 4
RARE = 4

#: Days to the next dated articles: the one at this rank is looked at, and the days are held within these bounds.
RANK = 4
CLOSEST, FARTHEST = 1.0, 20.0


@Remembered
def phrases(item: Annotated) -> frozenset[int]:
    """Each run of :data:`PHRASE` words of the body, by its checksum."""
    found = [word.text for word in tokens(item)]
    return frozenset(
        crc32(" ".join(found[at : at + PHRASE]).encode("utf-8", "surrogatepass"))
        for at in range(len(found) - PHRASE + 1)
    )


@Remembered
def amounts(item: Annotated) -> frozenset[tuple[float, str]]:
    """The figures of an article with their units; small numbers are no marks."""
    found = set()
    for figure in item.annotations.figures:
        value = figure.high if figure.high is not None else figure.low
        if value is not None and value >= 20:
            found.add((value, figure.unit))
    return frozenset(found)


class Desk:
    """The dated articles of a thread: ``times`` are their days as ordinals, shape (articles,), fractions where a date is wider."""

    def __init__(
        self, thread: Sequence[Annotated], given: Mapping[str, When], doubted: Collection[str] = frozenset()
    ) -> None:
        """``doubted`` are identifiers of articles of the ``thread`` whose dates are not trusted."""
        self.thread = tuple(thread)
        self.given = given
        kept = [
            (item, span)
            for item in thread
            if item.article.id not in doubted
            and (span := day_range(given[item.article.id]))
            and span[1] - span[0] < NARROW
        ]
        self.items = tuple(item for item, _ in kept)
        self.spans = tuple(span for _, span in kept)
        self.times: Vector = np.array([(first + last) / 2 for first, last in self.spans])

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.items)

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How rare each term is in the thread."""
        counts = Counter(term for item in self.thread for term in profile(item).weights)
        return {term: 0.1 + log((len(self.thread) + 1) / (count + 0.5)) for term, count in counts.items()}

    @cached_property
    def holders(self) -> Mapping[int, tuple[int, ...]]:
        """For each phrase that is rare the places of the articles that have it."""
        return _rare((phrases(item) for item in self.items), RARE)

    @cached_property
    def counted(self) -> Mapping[tuple[float, str], tuple[int, ...]]:
        """For each amount that is rare the places of the articles that give it."""
        return _rare((amounts(item) for item in self.items), max(RARE, len(self.items) // 30))

    def around(self, item: Annotated) -> Around:
        """What stands around ``item``: the dated articles most like it. There must be at least one."""
        likeness = self.terms.likeness(item)
        best = np.lexsort((np.arange(len(likeness)), -np.round(likeness, 9)))[:NEAREST]
        return Around(self, item, np.sort(best), likeness)

    def shown(self, place: int) -> str:
        """A dated article as a reason names it."""
        key = self.items[place].article.id
        return f"{key} ({self.given[key].first_day})"


def _rare(marked: Iterable[frozenset[int]] | Iterable[frozenset[tuple[float, str]]], most: int) -> dict:  # type: ignore[type-arg]
    holders: dict[object, list[int]] = {}
    for place, marks in enumerate(marked):
        for mark in marks:
            holders.setdefault(mark, []).append(place)
    return {mark: tuple(places) for mark, places in holders.items() if len(places) <= most}


@dataclass(frozen=True)
class Around:
    """An undated article, the places of the dated ones beside it, and its likeness to all of the desk's, shape (articles,)."""

    desk: Desk
    item: Annotated
    near: Indices
    likeness: Vector

    @cached_property
    def times(self) -> Vector:
        """The days of those near, shape (near,)."""
        return self.desk.times[self.near]

    @cached_property
    def dated(self) -> tuple[Annotated, ...]:
        """The dated articles near, in the order of :attr:`near`."""
        return tuple(self.desk.items[place] for place in self.near)

    @cached_property
    def days(self) -> range:
        """The days that are possible, as ordinals."""
        middle = round(float(np.median(self.times)))
        first = max(1, round(float(self.times.min())) - MARGIN, middle - FARTHEST_DAY)
        last = min(LAST_DAY, round(float(self.times.max())) + MARGIN, middle + FARTHEST_DAY)
        return range(first, last + 1)

    @cached_property
    def spacing(self) -> Vector:
        """Days from each one near to the next few: in a sparse desk less is known than in one of ten reports a day."""
        times = np.sort(self.times)
        gaps = np.full(len(times), FARTHEST)
        if len(times) > RANK:
            for at, time in enumerate(self.times):
                place = int(np.searchsorted(times, time))
                window = np.sort(np.abs(times[max(0, place - RANK) : place + RANK + 1] - time))
                gaps[at] = window[min(RANK, len(window) - 1)] / 2
        bounded: Vector = np.minimum(np.maximum(gaps, CLOSEST), FARTHEST)
        return bounded

    def fading(self, days: float, adaptive: bool = False) -> Vector:
        """How near each possible day is to each article, 1 on its day, falling to 1/e over ``days``; shape (near, days).

        ``adaptive``: over ``days`` times the spacing of the articles there.
        """
        key = (days, adaptive)
        if key not in self._faded:
            over = days * self.spacing[:, None] if adaptive else days
            self._faded[key] = np.exp(-np.abs(self.times[:, None] - np.array(self.days)[None, :]) / over)
        return self._faded[key]

    @cached_property
    def _faded(self) -> dict[tuple[float, bool], Vector]:
        return {}


#: 31 December 9999, the calendar's last day.
LAST_DAY = 3_652_059
