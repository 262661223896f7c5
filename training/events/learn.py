"""The model of ``annotate/coding.py``, fitted to coded sentences.

Rarities and weights of words and pooled vectors, by a multinomial logistic regression that is held back (L2), with all codes counting
alike. Vectors are first brought to their main directions. Nothing is drawn by chance but the folds of :func:`crossed`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks._coded import Coded, folds

from onrecord.annotate.coding import QUAD_OF, Coder, Deed, Floats, grams, pooled, weighed
from onrecord.annotate.tagger import Pieces, tagger

#: How strongly weights are held back (scikit-learn's C), how much a record of PLOVER and a phrase count beside a sentence.
C, OF_RECORDS, OF_PHRASES = 10.0, 0.5, 0.5
#: What a block of words counts for beside the others.
BLOCKS = {"all": 1.0, "between": 1.0, "after": 0.7}
#: Main directions of the vectors that are kept, and of everything together.
DIRECTIONS, ALL_DIRECTIONS = 300, 700
#: A word or pair must stand in so many sentences.
FEWEST = 2
#: Who does it to whom in the phrases, in turn: invented.
_PAIRS = (
    ("The government", "Varland"),
    ("Varland", "the rebels"),
    ("The president", "the opposition"),
    ("Police", "Ora Lind"),
    ("Odrelian officials", "Varnia"),
)

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A coded sentence as the model sees it."""

    coded: Coded
    grams: dict[str, list[str]]
    pooled: Floats
    weight: float


def examples(items: Iterable[Coded], weight: float = 1.0) -> list[Example]:
    """``items`` with their words and vectors."""
    found = []
    for item in items:
        pieces: Pieces = tagger()(item.text).pieces
        found.append(Example(item, grams(item.text, item.deed), pooled(pieces, item.deed), weight))
    return found


def phrases() -> list[Coded]:
    """The phrases by which each code is told, with invented names for S and T."""
    return [_phrase(*row) for row in _phrases(Path(__file__).with_name("phrases.csv"))]


def _phrases(path: Path) -> Iterator[tuple[str, str, tuple[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for number, phrase in enumerate(row["phrases"].split(";")):
                yield row["code"], phrase, _PAIRS[number % len(_PAIRS)]


def _phrase(code: str, phrase: str, pair: tuple[str, str]) -> Coded:
    text = ""
    spans: dict[str, tuple[int, int]] = {}
    for word in phrase.split():
        text += " " if text else ""
        written = dict(zip("ST", pair, strict=True)).get(word, word)
        if written != word:
            spans[word] = (len(text), len(text) + len(written))
        text += written
    return Coded(text + ".", Deed(0, len(text) + 1, spans.get("S"), spans.get("T")), code, QUAD_OF[code])


def fit(given: Sequence[Example]) -> Coder:
    """The model that was learned from ``given``."""
    from sklearn.linear_model import LogisticRegression

    rarity = {block: _rarity(given, block) for block in BLOCKS}
    row_of: dict[str, dict[str, int]] = {}
    size = 0
    for block in BLOCKS:
        row_of[block] = {word: number for number, word in enumerate(rarity[block], size)}
        size += len(rarity[block])
    of_words = np.zeros((len(given), size))
    for row, example in zip(of_words, given, strict=True):
        for block, weight in BLOCKS.items():
            for word, value in weighed(example.grams[block], rarity[block]).items():
                row[row_of[block][word]] = weight * value
    vectors, turned, mean = _directions(np.stack([example.pooled for example in given]).astype(np.float64))
    all_of_it = np.concatenate([of_words, vectors], axis=1)
    # The same model in fewer numbers: the directions in which the sentences differ at all.
    back = _main_directions(all_of_it, ALL_DIRECTIONS)
    model = LogisticRegression(C=C, class_weight="balanced", max_iter=300)
    model.fit(all_of_it @ back, [e.coded.code for e in given], sample_weight=[e.weight for e in given])
    weights = back @ model.coef_.T
    of_vectors = turned @ weights[size:]
    of_each = np.concatenate([np.full(len(rarity[block]), weight) for block, weight in BLOCKS.items()])
    return Coder(
        tuple(model.classes_.tolist()),
        rarity,
        row_of,
        (weights[:size] * of_each[:, None]).astype(np.float32),
        of_vectors.astype(np.float32),
        (model.intercept_ - mean @ of_vectors).astype(np.float32),
    )


def _rarity(given: Sequence[Example], block: str) -> dict[str, float]:
    """For each word that stands in enough sentences 1 + log((1 + sentences) / (1 + sentences with it)), in alphabetical order."""
    counts = Counter(word for example in given for word in set(example.grams[block]))
    return {word: 1 + log((1 + len(given)) / (1 + n)) for word, n in sorted(counts.items()) if n >= FEWEST}


def _directions(vectors: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    """``vectors`` by their main directions, the matrix that turns them so, and their mean."""
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    plain = (vectors - mean) / spread
    turned = _main_directions(plain, DIRECTIONS)
    main = plain @ turned
    scale = np.sqrt((main**2).sum(axis=1).mean())
    return main / scale, turned / spread[:, None] / scale, mean


def _main_directions(rows: Doubles, most: int) -> Doubles:
    """The directions in which ``rows`` differ most from 0, as columns; by the products of the rows, of which there are fewer."""
    values, found = np.linalg.eigh(rows @ rows.T)
    kept = np.argsort(values)[::-1][:most]
    kept = kept[values[kept] > 1e-6 * values[kept[0]]]
    return np.asarray(rows.T @ (found[:, kept] / np.sqrt(values[kept])))


def crossed(
    given: Sequence[Example], others: Sequence[Example], seed: int
) -> tuple[list[dict[str, float]], list[Coder]]:
    """For each of ``given`` the chances of its codes by a model that has not seen it, nor one of its family, and that model;
    ``others`` are always learned from."""
    found: list[dict[str, float]] = [{} for _ in given]
    models: dict[int, Coder] = {}
    for learned, held in folds([example.coded for example in given], seed):
        model = fit([*(given[number] for number in learned), *others])
        for number in held:
            models[number] = model
            found[number] = model.of(given[number].grams, given[number].pooled)
    return found, [models[number] for number in range(len(given))]
