"""Fingerprints by winnowing: a few hashes of a text's word shingles, such that texts that share a passage share one.

Method: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (2003). Of every
window of :data:`WINDOW` neighbouring shingles the smallest hash is kept; two texts that share ``WINDOW + SHINGLE - 1``
words in a row therefore always share a fingerprint, whatever stands around them.

A shingle's hash is a polynomial of the hashes of its words, as Karp and Rabin roll it, and then mixed, so that the smallest hashes
of a text are a fair draw of its shingles.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.relate.words import Word

#: Words in a shingle: five in a row are rarely written twice by chance.
SHINGLE = 5

#: Shingles in a window. Wider windows give fewer keys and miss shorter excerpts: 40 keeps about one key for
#: twenty words and finds every shared run of 44 words, a long paragraph.
WINDOW = 40

#: The smallest hashes of the whole text, kept too: short texts with scattered edits share these before they share a run.
SMALLEST = 3

#: What touches a quotation has no hash: what is quoted is no copy.
QUOTED = -1

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(32)

Hashes = npt.NDArray[np.int64]


@lru_cache(maxsize=200_000)
def _word_hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def word_hashes(tokens: Sequence[Word]) -> npt.NDArray[np.uint64]:
    """The 32-bit hash of each word."""
    return np.fromiter((_word_hash(token.text) for token in tokens), np.uint64, len(tokens))


def shingles(tokens: Sequence[Word]) -> Hashes:
    """The 32-bit hash of each run of :data:`SHINGLE` words, :data:`QUOTED` where it touches a quotation."""
    count = len(tokens) - SHINGLE + 1
    if count <= 0:
        return np.empty(0, np.int64)
    words = word_hashes(tokens)
    rolled = words[:count].copy()
    for offset in range(1, SHINGLE):
        rolled *= _FACTOR
        rolled += words[offset : offset + count]
    rolled ^= rolled >> _HALF
    rolled *= _MIXER
    hashes = (rolled >> _HALF).astype(np.int64)
    quoted = np.fromiter((token.quoted for token in tokens), np.bool_, len(tokens))
    if quoted.any():
        sums = np.concatenate(([0], np.cumsum(quoted)))
        hashes[sums[SHINGLE:] > sums[:-SHINGLE]] = QUOTED
    return hashes


def fingerprints(tokens: Sequence[Word]) -> tuple[int, ...]:
    """The fingerprints of a text, sorted."""
    return winnowed(shingles(tokens))


def winnowed(hashes: Hashes) -> tuple[int, ...]:
    """The fingerprints among the hashes of a text's shingles, sorted."""
    hashes = hashes[hashes != QUOTED]
    if not len(hashes):
        return ()
    smallest = np.unique(hashes)[:SMALLEST]
    lowest = _window_minima(hashes) if len(hashes) > WINDOW else smallest[:1]
    return tuple(np.union1d(smallest, lowest).tolist())


def _window_minima(hashes: Hashes) -> Hashes:
    """The smallest value of each window: of two windows half as wide that overlap, and so on (in log(WINDOW) passes)."""
    width, minima = 1, hashes
    while width < WINDOW:
        step = min(width, WINDOW - width)
        minima = np.minimum(minima[:-step], minima[step:])
        width += step
    return minima
