"""The sentences that tell of a day: those that together come nearest to what all that is told of it is about.

The centre of a day is the mean of the sentences that name it and of the first sentences published on it and on the day after, in the
terms that both have; sentences are added one by one where the sum of them comes nearest to the centre (PM-mean and
centroid-opt of Gholipour Ghalandari and Ifrim, 2020), with a little taken off for length and for a
pronoun at the beginning. What announces the day comes last.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.relate.chronicle_lines import Line, Source
from onrecord.relate.rarity import rarity

#: How many sentences of a report tell of its own day though they name none.
LEADING = 6
#: Sentences with fewer terms are no sentences, or say nothing by themselves.
FEWEST_TERMS = 3
#: From how many terms on a sentence is long, and what every further so many take off.
LONG, TOO_LONG = 25, 0.1
#: What is taken off a sentence that was written before its day: it announces, and does not tell. More than likeness can make up for.
AHEAD = 1.0
#: What is taken off a sentence that begins with a pronoun: by itself it does not say of whom.
OPEN = 0.05
#: Likeness from which a sentence says nothing new beside a chosen one.
SAME = 0.8
#: How many of the sentences nearest to the centre are compared: the work of a day stays bounded.
COMPARED = 60

Vector = dict[str, float]


def tellings(sources: Sequence[Source]) -> dict[int, tuple[Line, ...]]:
    """By its ordinal, the sentences that tell of each day; of equal sentences the first that is not of before the day."""
    told: dict[int, dict[tuple[str, ...], Line]] = defaultdict(dict)
    for source in sources:
        for line in source.lines:
            if len(line.terms) < FEWEST_TERMS or line.corrects:
                continue
            days = set(line.days)
            if not days and line.place < LEADING and source.day is not None:
                days = {source.day, source.day - 1}  # a morning's paper tells of the day before
            for day in sorted(days):
                held = told[day].get(line.terms)
                if held is None or (_announces(held, day) and not _announces(line, day)):
                    told[day][line.terms] = line
    return {day: tuple(lines.values()) for day, lines in told.items()}


def choose(day: int, lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """At most ``most`` of the sentences that tell of ``day``, in the order in which they are chosen."""
    vectors = [_vector(line.terms) for line in lines]
    centre = _centre(lines, vectors)
    near = [_dot(vector, centre) for vector in vectors]
    off = [_off(day, line) for line in lines]
    left = sorted(range(len(lines)), key=lambda at: (off[at] - near[at], lines[at].article_id, lines[at].start))
    left = left[:COMPARED]
    chosen: list[int] = []
    total: Counter[str] = Counter()
    length, reached = 0.0, 0.0
    while left and len(chosen) < most:
        gains = {at: _dot(vectors[at], total) for at in left}
        best = max(
            left, key=lambda at: (reached + near[at]) / math.sqrt(max(length + 2 * gains[at] + 1, 1e-9)) - off[at]
        )
        left.remove(best)
        if any(_dot(vectors[best], vectors[other]) > SAME for other in chosen):
            continue
        chosen.append(best)
        reached += near[best]
        length += 2 * gains[best] + 1
        total.update(vectors[best])
    return tuple(lines[at] for at in chosen)


def _off(day: int, line: Line) -> float:
    return (
        (AHEAD if _announces(line, day) else 0.0)
        + (OPEN if line.open else 0.0)
        + TOO_LONG * max(0, len(line.terms) - LONG) / LONG
    )


def _announces(line: Line, day: int) -> bool:
    return line.written is not None and line.written < day


def _vector(terms: Sequence[str]) -> Vector:
    counts = Counter(terms)
    return _unit({term: rarity(term) * (1 + math.log(count)) for term, count in sorted(counts.items())})


def _centre(lines: Sequence[Line], vectors: Sequence[Vector]) -> Vector:
    naming = _mean([vector for line, vector in zip(lines, vectors, strict=True) if line.days])
    leading = _mean([vector for line, vector in zip(lines, vectors, strict=True) if not line.days])
    held = set(naming) & set(leading) if naming and leading else set(naming) | set(leading)
    return _unit({term: naming.get(term, 0.0) + leading.get(term, 0.0) for term in sorted(held)})


def _mean(vectors: Sequence[Vector]) -> Vector:
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    return {term: weight / len(vectors) for term, weight in total.items()}


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else vector


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum(weight * b.get(term, 0.0) for term, weight in a.items())
