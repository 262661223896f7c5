"""Sentences that were scraped twice within one paragraph."""

from __future__ import annotations

from itertools import groupby

from onrecord.model.sentences import sentences
from onrecord.read.lines import fold

#: Shorter sentences come back by themselves.
FEWEST_WORDS = 7


def doubled(paragraph: str) -> list[tuple[int, int]]:
    """Where ``paragraph`` says again, in the same words, a sentence that it has said; neighbours are one range."""
    seen: set[str] = set()
    flags = []
    for start, end in sentences(paragraph):
        words = fold(paragraph[start:end])
        flags.append((start, end, words in seen))
        if len(words.split()) >= FEWEST_WORDS:
            seen.add(words)
    found = []
    for again, run in groupby(flags, key=lambda flag: flag[2]):
        if again:
            places = list(run)
            found.append((places[0][0], places[-1][1]))
    return found
