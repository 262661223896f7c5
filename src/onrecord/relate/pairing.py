"""Which texts of a set share passages, and how: candidates by fingerprints, and what the set says about its furniture.

A passage that several texts hold, and that none of them is about, is furniture for all of them. That depends on the set alone, not on
the order in which its texts came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from onrecord.relate.aligning import RUN, Mask
from onrecord.relate.comparing import Alignment, compare, votes
from onrecord.relate.fingerprints import SHINGLE, winnowed
from onrecord.relate.furniture import Text

#: Texts that share a fingerprint of which each is compared with each. Of more, each is compared with the first
#: :data:`SENTINELS`: a notice on a hundred thousand pages would otherwise cost their square.
HELD = 48
SENTINELS = 12

#: Texts besides its own in which a passage must stand as furniture to be known as such, and how many of these outweigh one text
#: with which it is shared as part of the report.
SEEN = 2
OUTWEIGH = 1

Key = tuple[str, str]


def candidates(marks: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of positions whose fingerprints ``marks`` have one in common, each once, in order."""
    sizes = np.fromiter(map(len, marks), np.int64, len(marks))
    values = np.fromiter((value for held in marks for value in held), np.uint32, int(sizes.sum()))
    owners = np.repeat(np.arange(len(marks), dtype=np.int32), sizes)
    order = np.argsort(values, kind="stable")
    values, owners = values[order], owners[order]
    edges = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1], [True])))
    shared = np.flatnonzero(np.diff(edges) > 1)
    pairs: set[tuple[int, int]] = set()
    for at in shared.tolist():
        held = owners[edges[at] : edges[at + 1]].tolist()
        if len(held) <= HELD:
            pairs.update(combinations(held, 2))
        else:
            pairs.update((one, other) for one in held[:SENTINELS] for other in held if one < other)
    return iter(sorted(pairs))


def shares_passage(a: Text, b: Text) -> bool:
    """Whether two texts have as many shingles in common as a run has: what has less need not be aligned."""
    return a.shared(b) > RUN - SHINGLE


def alignments(texts: Mapping[str, Text], apart: Collection[frozenset[str]] = ()) -> dict[Key, Alignment]:
    """The alignments of the pairs of which one is a copy of the other or holds an excerpt. ``apart`` are left out."""
    keys = sorted(texts)
    found = {}
    for one, other in candidates([winnowed(texts[key].hashes) for key in keys]):
        a, b = keys[one], keys[other]
        if frozenset((a, b)) not in apart and shares_passage(texts[a], texts[b]):
            found[a, b] = compare(texts[a], texts[b])
    furniture = known_furniture(texts, found)
    for (a, b), alignment in found.items():
        if alignment.relation != "exact" and (a in furniture or b in furniture):
            found[a, b] = compare(texts[a], texts[b], furniture.get(a), furniture.get(b))
    return {pair: alignment for pair, alignment in found.items() if alignment.relation}


def known_furniture(texts: Mapping[str, Text], found: Mapping[Key, Alignment]) -> dict[str, Mask]:
    """For each text that has any the words that are furniture, by what it shares with several others."""
    beside: dict[str, list[tuple[int, int]]] = defaultdict(list)
    belonging: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (a, b), alignment in found.items():
        for run in alignment.runs:
            into = beside if alignment.furniture else belonging
            into[a].append((run.a, run.length_a))
            into[b].append((run.b, run.length_b))
    known = {}
    for key in sorted(beside):
        size = len(texts[key].words)
        against = votes(size, beside[key])
        mask = (against >= SEEN) & (against > OUTWEIGH * votes(size, belonging.get(key, [])))
        if np.any(mask):
            known[key] = mask
    return known
