"""Which texts of a set share passages, and how: candidates by fingerprints, and what the set says about its furniture.

A passage that several texts hold, and that none of them is about, is furniture for all of them. That depends on the set alone, not on
the order in which its texts came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np

from onrecord.relate.aligning import RUN, Mask
from onrecord.relate.comparing import Alignment, compare, votes
from onrecord.relate.fingerprints import SHINGLE, winnowed
from onrecord.relate.furniture import Text

#: Texts that share a fingerprint of which each is compared with each. Of more, each is compared with the first
#: :data:`SENTINELS`: a notice on a hundred thousand pages would otherwise cost their square.
HELD = 48
SENTINELS = 6

#: Texts besides its own in which a passage must stand as furniture to be known as such, and how many of these outweigh one text
#: with which it is shared as part of the report.
SEEN = 2
OUTWEIGH = 4

Key = tuple[str, str]


def candidates(texts: Mapping[str, Text]) -> list[Key]:
    """The pairs of keys, sorted, whose texts share a fingerprint."""
    holders: dict[int, list[str]] = defaultdict(list)
    for key in sorted(texts):
        for value in winnowed(texts[key].hashes):
            holders[value].append(key)
    pairs: set[Key] = set()
    for held in holders.values():
        if 1 < len(held) <= HELD:
            pairs.update(combinations(held, 2))
        elif len(held) > HELD:
            pairs.update((one, other) for one in held[:SENTINELS] for other in held if one < other)
    return sorted(pairs)


def shares_passage(a: Text, b: Text) -> bool:
    """Whether two texts have as many shingles in common as a run has: what has less need not be aligned."""
    return a.shared(b) > RUN - SHINGLE


def alignments(texts: Mapping[str, Text], apart: Collection[frozenset[str]] = ()) -> dict[Key, Alignment]:
    """The alignments of the pairs of which one is a copy of the other or holds an excerpt. ``apart`` are left out."""
    found = {
        (a, b): compare(texts[a], texts[b])
        for a, b in candidates(texts)
        if frozenset((a, b)) not in apart and shares_passage(texts[a], texts[b])
    }
    furniture = known_furniture(texts, found)
    for (a, b), alignment in found.items():
        if alignment.relation not in (None, "exact") and (a in furniture or b in furniture):
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
