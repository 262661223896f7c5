"""What two texts share, word by word: runs of equal words, with small edits inside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from onrecord.relate.fingerprints import QUOTED, SHINGLE, Hashes, shingles, word_hashes
from onrecord.relate.words import Word

#: Words outside quotation marks that a shared run must have to count: below it stand names with their titles, stock
#: phrases and notices, which two writers have in common without copying.
RUN = 12

#: Places of one phrase in one text that are looked at.
REPEATS = 8

#: Words between two shared runs that may differ for them to be one run with an edit in it.
EDIT = 4

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that two texts share: where they begin in each, and how many they are in each, edits included."""

    a: int
    b: int
    length_a: int
    length_b: int

    def turned(self) -> Run:
        return Run(self.b, self.a, self.length_b, self.length_a)


class Shingled:
    """The words of a text with the hashes of their shingles, ready to be aligned with many others."""

    def __init__(self, words: Sequence[Word], hashes: Hashes | None = None) -> None:
        self.words = words
        self.hashes = shingles(words) if hashes is None else hashes

    @cached_property
    def ids(self) -> npt.NDArray[np.uint64]:
        """The hash of each word."""
        return word_hashes(self.words)

    @cached_property
    def quoted(self) -> Mask:
        """Which words stand in quotation marks."""
        return np.fromiter((word.quoted for word in self.words), np.bool_, len(self.words))

    @cached_property
    def numeric(self) -> Mask:
        """Which words are numbers."""
        return np.fromiter((word.text[0].isdigit() for word in self.words), np.bool_, len(self.words))

    @cached_property
    def _sorted(self) -> tuple[Hashes, npt.NDArray[np.intp]]:
        order = np.argsort(self.hashes, kind="stable")
        order = order[self.hashes[order] != QUOTED]
        return self.hashes[order], order

    def shared(self, other: Shingled) -> int:
        """How many shingles of ``other`` stand in this text: what is below that of one run needs no alignment."""
        values, _ = self._sorted
        if not len(values):
            return 0
        at = np.minimum(np.searchsorted(values, other.hashes), len(values) - 1)
        return int((values[at] == other.hashes).sum())

    def runs(self, other: Shingled) -> list[Run]:
        """The runs of words that this text (``a``) shares with ``other`` (``b``), in the order of ``other``."""
        values, order = self._sorted
        left = np.searchsorted(values, other.hashes, "left")
        right = np.searchsorted(values, other.hashes, "right")
        starts = np.flatnonzero((right > left) & (other.hashes != QUOTED)).tolist()
        exact: list[tuple[int, int, int]] = []
        end = 0
        for at in starts:
            if at < end:
                continue
            places = order[left[at] : min(right[at], left[at] + REPEATS)].tolist()
            length, negative = max((_common(self.ids, other.ids, start, at), -start) for start in places)
            if length >= SHINGLE:
                exact.append((-negative, at, length))
                end = at + length
        return _merged(exact)


def _common(a: npt.NDArray[np.uint64], b: npt.NDArray[np.uint64], i: int, j: int) -> int:
    """The number of words that are the same in both from ``i`` and ``j`` on."""
    most = min(len(a) - i, len(b) - j)
    reach = 32
    done = 0
    while done < most:
        step = min(reach, most - done)
        differs = a[i + done : i + done + step] != b[j + done : j + done + step]
        first = int(differs.argmax())
        if differs[first]:
            return done + first
        done += step
        reach *= 4
    return most


def _merged(exact: Sequence[tuple[int, int, int]]) -> list[Run]:
    """Runs that follow each other in both texts with no more than an edit between them made one."""
    merged: list[Run] = []
    for a, b, length in exact:
        if merged:
            last = merged[-1]
            gap_a, gap_b = a - last.a - last.length_a, b - last.b - last.length_b
            if 0 <= gap_a <= EDIT and 0 <= gap_b <= EDIT:
                merged[-1] = Run(last.a, last.b, a + length - last.a, b + length - last.b)
                continue
        merged.append(Run(a, b, length, length))
    return merged


def covered(size: int, spans: Sequence[tuple[int, int]]) -> Mask:
    """Which of ``size`` words lie in spans of (start, length)."""
    mask = np.zeros(size, np.bool_)
    for start, length in spans:
        mask[start : start + length] = True
    return mask
