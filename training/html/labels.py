"""Which of a page's visible lines are its true body: the longest way through both texts at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+")
_SIZE = 4  # tokens of a shingle, as the benchmark's metric has it
_HALF = 0.5  # the share of a line's shingles that must stand in the body
_PLACES = 6  # places in the body that are tried for a long line; a short one may stand in many more
_SHORT_PLACES = 30
_SLACK = 3  # tokens by which two lines may overlap in the body: it splits words where markup does
_APART = 0.002  # what a line between two lines of the body costs: of two equal copies the one among the others is taken
_FARTHEST = 50

#: A line that may stand in the body from token ``start`` to ``end``, and how many of its shingles do.
Candidate = tuple[int, int, int, float]


def gold(lines: Sequence[str], body: str) -> list[bool]:
    """For each of ``lines`` whether it is part of ``body``.

    Pages show a sentence more than once (in a summary, under a picture, in a list of stories): of all ways to find the body
    among the lines in its own order the one that covers most of it is taken.
    """
    candidates = sorted(_candidates(lines, _TOKEN.findall(body)))
    best: list[float] = []
    before: list[int] = []
    for line, start, _, weight in candidates:
        total, previous = 0.0, -1
        for index in range(len(best)):
            other, _, end, _ = candidates[index]
            if other < line and end <= start + _SLACK:
                reached = best[index] - _APART * min(_FARTHEST, line - other)
                if reached > total:
                    total, previous = reached, index
        best.append(total + weight)
        before.append(previous)
    found = [False] * len(lines)
    covered: set[int] = set()
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        line, start, end, _ = candidates[at]
        found[line] = True
        covered.update(range(start, end))
        at = before[at]
    for line, start, end, weight in candidates:  # what the body has in another order than the page
        own = set(range(start, end))
        if not found[line] and weight >= 2 * _SIZE and len(own - covered) > 0.8 * len(own):
            found[line] = True
            covered |= own
    return found


def _candidates(lines: Sequence[str], body: Sequence[str]) -> list[Candidate]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(body)):
        for size in range(1, min(_SIZE, len(body) - at) + 1):
            places[tuple(body[at : at + size])].append(at)
    found: list[Candidate] = []
    for index, line in enumerate(lines):
        tokens = _TOKEN.findall(line)
        if not tokens:
            continue
        if len(tokens) < _SIZE:
            starts = places.get(tuple(tokens), [])[:_SHORT_PLACES]
            found += [(index, at, at + len(tokens), float(len(tokens))) for at in starts]
            continue
        shingles = [tuple(tokens[at : at + _SIZE]) for at in range(len(tokens) - _SIZE + 1)]
        hits = [(at, shingle) for at, shingle in enumerate(shingles) if shingle in places]
        if len(hits) < _HALF * len(shingles):
            continue
        starts_of: dict[int, int] = defaultdict(int)
        for at, shingle in hits:
            for place in places[shingle]:
                starts_of[max(0, place - at)] += 1
        likely = sorted(starts_of.items(), key=lambda item: (-item[1], item[0]))[:_PLACES]
        found += [(index, at, at + len(tokens), len(hits) + count / 100) for at, count in likely]
    return found
