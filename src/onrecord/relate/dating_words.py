"""What the words of an article say of its day: a regression from words to days, learned on the dated articles beside it.

Every dated article is a row of weighted terms: its words, and its pairs of neighbouring words, each half of the row's length.
To date another one, its likeness to all of them (the cosine) is not enough: what all articles of a crisis repeat as background
makes everything alike. Kernel ridge regression takes that out. It gives each dated article the weight with which its day
counts; articles that say the same thing share theirs, and what everybody says counts for nothing.

Method: Saunders, Gammerman and Vovk, "Ridge regression learning algorithm in dual variables" (1998); the system is solved by
conjugate gradients (Hestenes and Stiefel 1952), so that the square matrix of all likenesses is never made: the cost is a few
dozen walks over the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.model.annotations import Annotated
from onrecord.relate.likeness import tokens
from onrecord.relate.remembered import Remembered
from onrecord.relate.words import stem

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

#: How strongly the regression is held back, beside a likeness of 1 of each article to itself.
RIDGE = 1.0

#: Steps of conjugate gradients at most, and the share of the error at which they end.
STEPS = 40
ENOUGH = 1e-5


@Remembered
def terms(item: Annotated) -> tuple[Mapping[int, float], Mapping[int, float]]:
    """The words of an article's headings and body, and its pairs of words, by their checksums, with their weights."""
    found = [word.text for word in tokens(item)]
    words = Counter(crc32(stem(word).encode("utf-8", "surrogatepass")) for word in found)
    pairs = {crc32(f"{one} {other}".encode("utf-8", "surrogatepass")) for one, other in pairwise(found)}
    return {key: 1 + log(words[key]) for key in sorted(words)}, dict.fromkeys(sorted(pairs), 1.0)


class Terms:
    """The dated articles as rows of weighted terms. ``rows``, ``columns`` and ``values`` are the cells that are not 0."""

    def __init__(self, items: Sequence[Annotated]) -> None:
        self.size = len(items)
        self._idf: tuple[dict[int, float], ...] = tuple(
            {key: log((self.size + 1) / (count + 0.5)) for key, count in counts.items()}
            for counts in (
                Counter(key for item in items for key in terms(item)[0]),
                Counter(key for item in items for key in terms(item)[1]),
            )
        )
        # Pairs come after all words: a checksum is a column for each of both.
        self._column: tuple[dict[int, int], ...] = tuple(
            {key: place for place, key in enumerate(sorted(idf))} for idf in self._idf
        )
        self.width = sum(map(len, self._column))
        rows, columns, values = [], [], []
        for row, item in enumerate(items):
            for column, value in self.row(item).items():
                rows.append(row)
                columns.append(column)
                values.append(value)
        self.rows: Indices = np.array(rows, dtype=np.int64)
        self.columns: Indices = np.array(columns, dtype=np.int64)
        self.values: Vector = np.array(values, dtype=np.float64)

    def row(self, item: Annotated) -> dict[int, float]:
        """The cells of one article, known columns alone; words and pairs are each of length 1/√2."""
        cells: dict[int, float] = {}
        offset = 0
        for weights, idf, column in zip(terms(item), self._idf, self._column, strict=True):
            own = {column[key]: value * idf[key] for key, value in weights.items() if key in idf}
            length = (2 * sum(value * value for value in own.values())) ** 0.5 or 1.0
            cells.update({offset + place: value / length for place, value in own.items()})
            offset += len(column)
        return cells

    def likeness(self, item: Annotated) -> Vector:
        """The cosine of the article with each dated one, shape (size,)."""
        dense = np.zeros(self.width)
        for column, value in self.row(item).items():
            dense[column] = value
        return np.bincount(self.rows, self.values * dense[self.columns], self.size).astype(np.float64)

    def weights(self, likeness: Vector, kept: Indices) -> Vector:
        """With what weight each of the ``kept`` rows counts for an article of this ``likeness`` to all; shape (kept,)."""
        place = np.full(self.size, -1)
        place[kept] = np.arange(len(kept))
        inside = place[self.rows] >= 0
        rows, columns, values = place[self.rows[inside]], self.columns[inside], self.values[inside]

        def times(vector: Vector) -> Vector:
            spread = np.bincount(columns, values * vector[rows], self.width)
            return np.bincount(rows, values * spread[columns], len(kept)) + RIDGE * vector

        wanted = likeness[kept]
        found = np.zeros(len(kept))
        left = wanted.copy()
        step = left.copy()
        error = first = float(left @ left)
        for _ in range(STEPS):
            if error <= ENOUGH * ENOUGH * first or not error:
                break
            moved = times(step)
            far = error / float(step @ moved)
            found += far * step
            left -= far * moved
            before, error = error, float(left @ left)
            step = left + (error / before) * step
        return found
