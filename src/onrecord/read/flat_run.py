"""From where to where the article runs, given for each line the chance that it is the article's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.read.flat_features import HEAVIEST, stems
from onrecord.read.lines import Line

#: The chance from which on a line speaks for the article's running on.
EVEN = 0.5
#: How loud a line speaks, in words, that names itself (a caption, a link) and does not close an article: it may stand inside one.
INSERT = 3
#: The chance from which on a line in the run is the article's; the same for a line that does not end like a sentence (a headline
#: of another story looks like it), the more so between two that do, and for one that says itself that it is something else.
LEAST_CHANCE = 0.35
LEAST_WITHOUT_END = 0.45
LEAST_ALONE = 0.55
LEAST_AGAINST_ITS_WORD = 0.9
#: What another run must weigh, in words, to be a part of the article that furniture cuts off; and the share of its words that it
#: must have in common with the article, as a part of what the article's second half has in common with its first.
#: Like all numbers here chosen by cross-validation on half of the sites of the extraction benchmark.
LEAST_MASS = 20.0
LEAST_KINSHIP = 0.4
#: What an article's second half has in common with its first at least, and where it is too short to tell.
LOWEST_KINSHIP, USUAL_KINSHIP = 0.2, 0.4
_FEWEST_LINES = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Where the article runs: ``start`` to ``end`` is its greatest part, ``inside`` tells for each line whether it is in any."""

    start: int
    end: int
    inside: npt.NDArray[np.bool_]


def find(lines: Sequence[Line], chances: npt.NDArray[np.float64]) -> Run:
    """The run of lines whose chances weigh most, and other runs that speak of the same. Long lines weigh more than short ones.

    Body text as the best stretch of a page: Finn, Kushmerick and Smyth, "Fact or fiction: content classification for digital
    libraries" (2001), here over lines with learned weights.
    """
    weights = (chances - EVEN) * np.array([_weight(line) for line in lines])
    runs = maximal_runs(np.round(weights, 4).tolist())
    inside = np.zeros(len(lines), dtype=bool)
    if not runs:
        return Run(0, 0, inside)
    start, end, _ = max(runs, key=lambda run: (run[2], -run[0]))
    likely = told(lines, chances, np.ones(len(lines), dtype=bool))
    words = [stems(line) for line in lines]
    core = [index for index in range(start, end) if likely[index]]
    known = _vocabulary(words, core)
    least = LEAST_KINSHIP * max(LOWEST_KINSHIP, _own_kinship(words, core))
    for first, last, mass in runs:
        own = [index for index in range(first, last) if likely[index]]
        if mass >= LEAST_MASS and own and (first == start or _kinship(words, own, known) >= least):
            inside[first:last] = True
    start, end = _extended(lines, chances, inside, start, end)
    return Run(start, end, inside)


def _weight(line: Line) -> int:
    """How loud a line speaks for or against the article's running on, in words."""
    return INSERT if line.kind is not None and not line.closes else min(line.count, HEAVIEST) + 1


def is_body(line: Line, chance: float, inside: bool, alone: bool = False) -> bool:
    """Whether a line is the article's: ``chance`` as the model gives it, ``inside`` whether it stands in the article's run.

    ``alone``: whether the lines before and after it end like sentences; there a line that does not is the headline of another
    story sooner than an item of a list.
    """
    if line.sure:
        return False
    if line.kind is not None:
        least = LEAST_AGAINST_ITS_WORD
    elif line.prose or line.continues:
        least = LEAST_CHANCE
    else:
        least = LEAST_ALONE if alone else LEAST_WITHOUT_END
    return inside and chance >= least


def told(lines: Sequence[Line], chances: npt.NDArray[np.float64], inside: npt.NDArray[np.bool_]) -> list[bool]:
    """For each line whether it is the article's."""
    sentences = [line.kind is not None or line.prose for line in lines]
    alone = [before and after for before, after in zip([True, *sentences], [*sentences[1:], True], strict=False)]
    return [is_body(*given) for given in zip(lines, chances.tolist(), inside.tolist(), alone, strict=True)]


def maximal_runs(weights: Sequence[float]) -> list[tuple[int, int, float]]:
    """All maximal scoring runs of ``weights`` as (start, end, sum), in order, in linear time.

    No run can be made longer or shorter without losing weight, and no two touch: Ruzzo and Tompa, "A linear time algorithm
    for finding all maximal scoring subsequences" (1999).
    """
    runs: list[_Open] = []
    total = 0.0
    for index, weight in enumerate(weights):
        before, total = total, round(total + weight, 4)
        if weight <= 0:
            continue
        own = _Open(index, index + 1, before, total, -1)
        while True:
            at = len(runs) - 1
            while at >= 0 and runs[at].before >= own.before:
                at = runs[at].lower
            if at < 0 or runs[at].after >= own.after:
                runs.append(replace(own, lower=at))
                break
            own = replace(own, start=runs[at].start, before=runs[at].before)
            del runs[at:]
    return [(run.start, run.end, round(run.after - run.before, 4)) for run in runs]


@dataclass(frozen=True, slots=True)
class _Open:
    """A run that may still grow: the sums of all weights before and after it, and the last run that begins at a lower sum."""

    start: int
    end: int
    before: float
    after: float
    lower: int


def _vocabulary(words: Sequence[frozenset[str]], lines: Iterable[int]) -> frozenset[str]:
    return frozenset().union(*(words[index] for index in lines))


def _kinship(words: Sequence[frozenset[str]], lines: Sequence[int], known: frozenset[str]) -> float:
    """The share of the words of ``lines`` that are ``known``."""
    return sum(len(words[index] & known) for index in lines) / max(1, sum(len(words[index]) for index in lines))


def _own_kinship(words: Sequence[frozenset[str]], core: Sequence[int]) -> float:
    half = len(core) // 2
    return (
        _kinship(words, core[half:], _vocabulary(words, core[:half])) if len(core) >= _FEWEST_LINES else USUAL_KINSHIP
    )


def _extended(
    lines: Sequence[Line], chances: npt.NDArray[np.float64], inside: npt.NDArray[np.bool_], start: int, end: int
) -> tuple[int, int]:
    """The greatest run with the sentences that join it on both sides and may be the article's by their own chance.

    Captions, credits and the like may stand between, since they stand inside articles too.
    """
    joins = [
        line.kind is None and line.prose and chance >= LEAST_CHANCE for line, chance in zip(lines, chances, strict=True)
    ]
    inserts = [line.kind is not None and not line.closes for line in lines]
    end = _reach(joins, inserts, end)
    start = len(lines) - _reach(joins[::-1], inserts[::-1], len(lines) - start)
    inside[start:end] = True
    return start, end


def _reach(joins: Sequence[bool], inserts: Sequence[bool], end: int) -> int:
    """From ``end`` on, the end of the last line that joins, over what may stand between."""
    for index in range(end, len(joins)):
        if joins[index]:
            end = index + 1
        elif not inserts[index]:
            break
    return end
