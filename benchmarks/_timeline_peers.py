"""Others' ways to a timeline, on the same folders and with the same dates: what the chronicle is measured beside.

``datewise`` follows the code of Gholipour Ghalandari and Ifrim (ACL 2020): a linear regression over seven counts of a day chooses the
days, the sentences near the mean of those that name the day and those published on it are kept (PM-mean, cut at the knee), and
centroid-opt chooses among them. ``mentions``, ``publications`` and ``random`` choose other days and the same sentences. ``chieu`` is
Chieu and Lee (2004) as the package ``tilse`` has it, one sentence a day.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from benchmarks._timelines import Folder, Timeline

Vector = dict[str, float]
Matrix = npt.NDArray[np.float64]

COUNTS = 7
LEADING = 6
WINDOW = 10
EXTENT = 0.8
SAME = 0.9999
SEED = 7

_STOP_WORDS = """
    a about after all also an and are as at be been but by can could did do for from had has have he her his i if in into is it its
    more no not of on one or other out over said she so some than that the their them there they this to up was we were what when
    which who will with would you
    """
_STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"\b\w\w+\b")


@dataclass(frozen=True)
class Sentence:
    """A line with the day that it names first, if it names one; ``place`` counts from 0 in its document."""

    text: str
    published: int
    named: int | None
    place: int
    vector: Vector


def sentences_of(folder: Folder) -> list[Sentence]:
    """The lines of a folder as unit vectors of TF-IDF, each a document of its own."""
    rows = [
        (line, document.day, min(named, default=None), place)
        for document in folder.documents
        for place, (line, named) in enumerate(zip(document.lines, document.named, strict=True))
    ]
    words = [[word for word in _WORD.findall(line.lower()) if word not in _STOP] for line, *_ in rows]
    holding = Counter(word for found in words for word in set(found))
    rare = {word: math.log((1 + len(rows)) / (1 + count)) + 1 for word, count in holding.items()}
    return [
        Sentence(
            line, day, named, place, unit({word: count * rare[word] for word, count in sorted(Counter(found).items())})
        )
        for (line, day, named, place), found in zip(rows, words, strict=True)
    ]


def day_counts(folder: Folder) -> tuple[list[int], Matrix]:
    """The days of a folder and the seven counts of each, every column of length 1."""
    counted: dict[int, list[float]] = defaultdict(lambda: [0.0] * COUNTS)
    for document in folder.documents:
        seen = set()
        for named in document.named:
            for day in named:
                row = counted[day]
                row[0] += 1
                row[1] += day < document.day
                row[2] += day > document.day
                seen.add(day)
        for day in seen:
            row = counted[day]
            row[3] += 1
            row[4] += day < document.day
            row[5] += day > document.day
        counted[document.day][6] += 1
    days = sorted(counted)
    table = np.array([counted[day] for day in days], dtype=np.float64)
    return days, table / np.maximum(np.linalg.norm(table, axis=0), 1e-12)


def predict(
    folder: Folder, name: str, days: int, sentences: int, span: tuple[int, int], datewise: Sequence[float]
) -> Timeline:
    """The timeline of the peer ``name``. ``datewise`` are the weights of the seven counts."""
    found = sentences_of(folder)
    if name == "chieu":
        return chieu(found, days, span)
    ranked = [day for day in RANKERS[name](folder, datewise) if span[0] <= day <= span[1]]
    told = collect(found)
    made: Timeline = {}
    for day in ranked:
        chosen = centroid_opt(kept(*told[day]), sentences) if day in told else []
        if chosen:
            made[date.fromordinal(day).isoformat()] = chosen
        if len(made) == days:
            break
    return made


def _by_count(counts: Mapping[int, float]) -> list[int]:
    return sorted(counts, key=lambda day: (-counts[day], day))


def _datewise(folder: Folder, weights: Sequence[float]) -> list[int]:
    days, table = day_counts(folder)
    return _by_count(dict(zip(days, (table @ np.array(weights)).tolist(), strict=True)))


def _mentions(folder: Folder, _: Sequence[float]) -> list[int]:
    return _by_count(Counter(day for document in folder.documents for named in document.named for day in named))


def _publications(folder: Folder, _: Sequence[float]) -> list[int]:
    return _by_count(Counter(document.day for document in folder.documents))


def _random(folder: Folder, _: Sequence[float]) -> list[int]:
    days = sorted({document.day for document in folder.documents})
    random.Random(SEED).shuffle(days)
    return days


RANKERS: Mapping[str, Callable[[Folder, Sequence[float]], list[int]]] = {
    "datewise": _datewise,
    "mentions": _mentions,
    "publications": _publications,
    "random": _random,
}
NAMES = (*RANKERS, "chieu")


def collect(found: Iterable[Sentence]) -> dict[int, tuple[list[Sentence], list[Sentence]]]:
    """By day the sentences that name it, and the first ones published on it or on the day after."""
    told: dict[int, tuple[list[Sentence], list[Sentence]]] = defaultdict(lambda: ([], []))
    for sentence in found:
        if sentence.named is not None:
            told[sentence.named][0].append(sentence)
        elif sentence.place < LEADING:
            told[sentence.published][1].append(sentence)
            told[sentence.published - 1][1].append(sentence)
    return told


def kept(naming: Sequence[Sentence], leading: Sequence[Sentence]) -> list[Sentence]:
    """PM-mean: the sentences nearer to the mean of both kinds than the knee of their likenesses."""
    if not naming or not leading:
        return [*naming, *leading]
    one, other = mean(naming), mean(leading)
    centre = {word: one[word] + other[word] for word in sorted(one.keys() & other.keys())}
    length = math.sqrt(sum(weight * weight for weight in centre.values())) or 1.0
    every = [*naming, *leading]
    near = [dot(sentence.vector, centre) / length for sentence in every]
    least = sorted(near, reverse=True)[_knee(sorted(near, reverse=True))]
    return [sentence for sentence, value in zip(every, near, strict=True) if value > max(0.0, least)] or every


def _knee(values: Sequence[float]) -> int:
    """Where a falling curve lies farthest from the line between its ends."""
    points = np.stack([np.arange(len(values), dtype=np.float64), np.array(values)], axis=1)
    line = points[-1] - points[0]
    line /= np.linalg.norm(line) or 1.0
    away = points - points[0]
    return int(np.argmax(np.linalg.norm(away - np.outer(away @ line, line), axis=1)))


def centroid_opt(pool: Sequence[Sentence], most: int) -> list[str]:
    """Sentences added one by one so that their sum comes nearest to the sum of all."""
    centre = unit(mean(pool))
    near = [dot(sentence.vector, centre) for sentence in pool]
    left, chosen = list(range(len(pool))), []
    total: Counter[str] = Counter()
    while left and len(chosen) < most:
        length = sum(value * value for value in total.values())

        def gain(at: int, length: float = length) -> float:
            together = length + 2 * dot(pool[at].vector, total) + 1
            return (sum(near[other] for other in chosen) + near[at]) / math.sqrt(max(together, 1e-9))

        best = max(left, key=lambda at: (gain(at), -at))
        left.remove(best)
        if all(dot(pool[best].vector, pool[other].vector) <= SAME for other in chosen):
            chosen.append(best)
            total.update(pool[best].vector)
    return [pool[at].text for at in chosen]


def chieu(found: Sequence[Sentence], days: int, span: tuple[int, int]) -> Timeline:
    """Sentences by their likeness to all of the ten days around them; one that was chosen keeps its neighbouring days free."""
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    when = [sentence.published if sentence.named is None else sentence.named for sentence in found]
    for day, sentence in zip(when, found, strict=True):
        sums[day].update(sentence.vector)
    ranked = []
    for at, (day, sentence) in enumerate(zip(when, found, strict=True)):
        if not span[0] <= day <= span[1]:
            continue
        reached = [0.0] * (WINDOW + 1)
        for away in range(WINDOW + 1):
            near = {day - away, day + away}
            reached[away] = sum(dot(sentence.vector, sums[other]) for other in near if other in sums)
            reached[away] += reached[away - 1] if away else 0.0
        extent = next(away for away in range(1, WINDOW + 1) if reached[away] >= EXTENT * reached[WINDOW])
        ranked.append((-reached[WINDOW], at, day, extent))
    made: Timeline = {}
    closed: set[int] = set()
    for _, at, day, extent in sorted(ranked):
        if day not in closed and len(made) < days:
            made[date.fromordinal(day).isoformat()] = [found[at].text]
            closed.update(range(day - extent, day + extent + 1))
    return made


def mean(pool: Sequence[Sentence]) -> Vector:
    total: Counter[str] = Counter()
    for sentence in pool:
        total.update(sentence.vector)
    return {word: weight / len(pool) for word, weight in total.items()}


def unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else vector


def dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b.get(word, 0.0) for word, weight in a.items())
