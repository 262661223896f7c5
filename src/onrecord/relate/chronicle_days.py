"""How much the days of a story count: four counts of each day, weighted as learned from timelines that journalists made.

Days are told apart by how many reports of the topic were published on them and, better, by how often later reports come back
to them. ``python -m training.timelines`` makes the weights.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from onrecord.relate.chronicle_lines import Source

#: What is counted of a day, each report and sentence by how near the topic it is: ``published`` reports of the day; ``named``
#: reports that name it; ``after`` sentences of later reports that name it; ``outright`` sentences that name it by a date.
COUNTS = ("published", "named", "after", "outright")

Counts = dict[str, float]


@cache
def weights() -> Mapping[str, float]:
    """What each of :data:`COUNTS` counts for."""
    loaded = json.loads((files("onrecord.relate") / "data" / "chronicle.json").read_text(encoding="utf-8"))
    learned: dict[str, float] = loaded["weights"]
    return learned


def count_days(sources: Sequence[Source]) -> dict[int, Counts]:
    """By its ordinal, the counts of each day that is named or on which something was published.

    A sentence that stands in several reports counts once for a day: it is a copy, or furniture of the outlet.
    """
    counted: dict[int, Counts] = defaultdict(lambda: dict.fromkeys(COUNTS, 0.0))
    seen: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for source in sources:
        if source.day is not None and not source.copied:
            counted[source.day]["published"] += source.nearness
        named: set[int] = set()
        for line in source.lines:
            if line.corrects:
                continue
            for day in sorted(line.days):
                if line.terms in seen[day]:
                    continue
                seen[day].add(line.terms)
                counts = counted[day]
                if day not in named:
                    counts["named"] += source.nearness
                    named.add(day)
                if source.day is not None and source.day > day:
                    counts["after"] += line.nearness
                if day in line.outright:
                    counts["outright"] += line.nearness
    return dict(counted)


def features(counted: Mapping[int, Counts]) -> dict[int, tuple[float, ...]]:
    """The counts of each day as shares (0 to 1) of the largest of their kind, on a logarithmic scale."""
    most = {name: max((math.log1p(counts[name]) for counts in counted.values()), default=0.0) for name in COUNTS}
    return {
        day: tuple(math.log1p(counts[name]) / most[name] if most[name] else 0.0 for name in COUNTS)
        for day, counts in counted.items()
    }


def scores(counted: Mapping[int, Counts], learned: Mapping[str, float]) -> dict[int, float]:
    """How much each day counts; a larger number counts more."""
    return {
        day: sum(learned[name] * value for name, value in zip(COUNTS, values, strict=True))
        for day, values in features(counted).items()
    }
