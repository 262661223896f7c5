"""What the weights are learned from: desks of many sizes with some dates hidden, and the features of each possible day."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from benchmarks._undated_desks import Topic, rounds
from benchmarks.stories import threads

from onrecord.model.annotations import Annotated
from onrecord.relate.dating_desk import Desk
from onrecord.relate.dating_learned import features
from onrecord.relate.dating_rules import by_rules, evidence
from onrecord.relate.threads import Copied, day_range

#: Sizes of the desks that are cut out of a topic, and how many dates are hidden in all desks of one size. A desk of few
#: articles is what a user begins with; what a feature says must hold there too.
SIZES = ((300, 110), (60, 70), (20, 50), (6, 40))


@dataclass(frozen=True)
class Example:
    """One hidden date: ``features`` of each possible day by name, shape (days,), the true day as an ordinal, which need not be among
    ``days``, and what the rules answer, as first and last day."""

    topic: str
    size: int
    days: range
    features: Mapping[str, npt.NDArray[np.float32]]
    true: int
    by_rules: tuple[int, int] | None


def examples(topic: Topic, chance: random.Random) -> Iterator[Example]:
    """The examples of one topic: runs of neighbouring days and thinned-out ones, in turn, of each size."""
    ordered = sorted(topic.items, key=lambda item: (str(item.article.published.start), item.article.id))
    for size, hide in SIZES:
        done = turn = 0
        while done < min(hide, len(ordered)):
            turn += 1
            desk = _cut(ordered, size, turn, chance)
            for example in _hidden(topic, desk, len(desk), chance, hide - done):
                done += 1
                yield example
            if size >= len(ordered):
                break


def _cut(ordered: Sequence[Annotated], size: int, turn: int, chance: random.Random) -> list[Annotated]:
    if size >= len(ordered):
        return list(ordered)
    if turn % 3 == 0:
        return sorted(chance.sample(list(ordered), size), key=lambda item: item.article.id)
    first = chance.randrange(len(ordered) - size + 1)
    return list(ordered[first : first + size])


def _hidden(topic: Topic, desk: list[Annotated], size: int, chance: random.Random, most: int) -> Iterator[Example]:
    for hidden in rounds(desk, max(1, min(most, size // 3)), chance):
        for thread in threads(hidden.items) if topic.kind == "wikinews" else [hidden.items]:
            given = {item.article.id: item.article.published for item in thread}
            dated = [item for item in thread if given[item.article.id].known]
            if not dated or len(dated) == len(thread):
                continue
            # Copies are not looked for: of flattened texts too few are whole ones to learn from.
            copied = Copied({})
            ready = Desk(thread, given)
            for item in thread:
                true = hidden.true.get(item.article.id)
                if true is not None:
                    around = ready.around(item)
                    grounds = evidence(around, copied)
                    found = {name: each.astype(np.float32) for name, each in features(around, grounds).items()}
                    ruled = day_range(by_rules(around, grounds))
                    yield Example(topic.name, size, around.days, found, true, ruled)
