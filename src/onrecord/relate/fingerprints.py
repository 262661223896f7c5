"""Fingerprints by winnowing: a few hashes of a text's word shingles, such that texts that share a passage share one.

Method: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (2003). Of every
window of :data:`WINDOW` neighbouring shingles the smallest hash is kept; two texts that share ``WINDOW + SHINGLE - 1``
words in a row therefore always share a fingerprint, whatever stands around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from onrecord.relate.words import Word

#: Words in a shingle: five in a row are rarely written twice by chance.
SHINGLE = 5

#: Shingles in a window. Wider windows give fewer keys and miss shorter excerpts: 40 keeps about one key for
#: twenty words and finds every shared run of 44 words, a long paragraph.
WINDOW = 40

#: The smallest hashes of the whole text, kept too: short texts with scattered edits share these before they share a run.
SMALLEST = 3


def shingles(tokens: Sequence[Word]) -> list[int]:
    """The hash of each run of :data:`SHINGLE` words, -1 where it touches a quotation: what is quoted is no copy."""
    texts = [token.text for token in tokens]
    quoted = [token.quoted for token in tokens]
    hashes = []
    for start in range(len(tokens) - SHINGLE + 1):
        if any(quoted[start : start + SHINGLE]):
            hashes.append(-1)
        else:
            hashes.append(crc32(" ".join(texts[start : start + SHINGLE]).encode("utf-8", "surrogatepass")))
    return hashes


def fingerprints(tokens: Sequence[Word]) -> tuple[int, ...]:
    """The fingerprints of a text, sorted."""
    hashes = [value for value in shingles(tokens) if value >= 0]
    if not hashes:
        return ()
    kept = set(sorted(set(hashes))[:SMALLEST])
    at = -1
    for start in range(max(1, len(hashes) - WINDOW + 1)):
        end = min(start + WINDOW, len(hashes))
        if at < start:
            at = min(range(start, end), key=lambda index: (hashes[index], -index))
        elif hashes[end - 1] <= hashes[at]:
            at = end - 1
        kept.add(hashes[at])
    return tuple(sorted(kept))
