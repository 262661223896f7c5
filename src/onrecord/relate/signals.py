"""What speaks for two articles telling of one happening: the signals, and the chance that was learned from them.

Signals are cosines of the articles' terms, weighted by how rare they are in news (:mod:`~onrecord.relate.rarity`), and counts of what
they share. One of them weighs by the neighbourhood instead: of the terms of an article those count that its nearest neighbours lack,
so that inside one crisis it is not the crisis that is compared. A logistic model weighs them (``python -m training.stories``).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.model.sketch import Sketch
from onrecord.relate.rarity import UNHEARD, rarities, share
from onrecord.relate.remembered import Remembered

Matrix = npt.NDArray[np.float64]
Terms = Mapping[str, float]

#: The signals, in the order of the model's weights.
SIGNALS = ("text", "contrast", "lead", "numbers")

#: Neighbours of an article that its terms are held against, the least likeness of one, and how many articles of other
#: news are thought to stand beside them.
NEIGHBOURS = 20
NEIGHBOUR = 0.05
BESIDE = 25

#: The unit of the values that are multiplied: 2 to the power of -20. A product of two has 40 bits, and a sum of thousands of them
#: stays below the 53 that are exact.
GRAIN = 2.0**-20

#: Shared numbers count up to this many.
NUMBERS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """The terms of one article. ``text`` and ``lead`` hold 1 + ln(count), the headline's among them; ``numbers`` as written."""

    text: Terms
    lead: Terms
    numbers: frozenset[str]


@Remembered
def told(given: Sketch) -> Told:
    """The terms of an article."""
    return Told(
        _damped(zip(given.terms, given.counts, strict=True)),
        _damped(zip(given.terms, given.leads, strict=True)),
        frozenset(given.numbers),
    )


def _damped(counts: Iterable[tuple[str, int]]) -> Terms:
    return {term: _damp(count) for term, count in counts if count}


@cache
def _damp(count: int) -> float:
    return 1 + math.log(count)


@Remembered
def _scaled(given: Sketch) -> tuple[Terms, Terms]:
    """Text and lead weighted by rarity, each of length 1."""
    own = told(given)
    return _unit(_weighted(own.text)), _unit(_weighted(own.lead))


def at_most(a: Sketch, b: Sketch) -> float:
    """What the chance of these two can be in a neighbourhood where all that they share is rare: the contrast is the text then."""
    model = learned()
    text, lead = (max(0.0, round(_dot(one, other), 6)) for one, other in zip(_scaled(a), _scaled(b), strict=True))
    numbers = min(NUMBERS, len(told(a).numbers & told(b).numbers))
    risen = (model.weights["text"] + model.weights["contrast"]) * math.sqrt(text)
    risen += model.weights["lead"] * math.sqrt(lead) + model.weights["numbers"] * numbers + model.intercept
    return round(1 / (1 + math.exp(-risen)), 6)


def _dot(one: Terms, other: Terms) -> float:
    fewer, more = sorted((one, other), key=len)
    return sum(fewer[term] * more[term] for term in sorted(fewer.keys() & more.keys()))


def signals(items: Sequence[Sketch]) -> Matrix:
    """The signals of each two of these articles; shape (n, n, signals). Those that are cosines are given as square roots."""
    all_told = [told(item) for item in items]
    text = _cosines([_weighted(one.text) for one in all_told])
    layers = {
        "text": np.sqrt(text),
        "contrast": np.sqrt(_cosines(_contrasted([one.text for one in all_told], text))),
        "lead": np.sqrt(_cosines([_weighted(one.lead) for one in all_told])),
        "numbers": np.minimum(_products([dict.fromkeys(one.numbers, 1.0) for one in all_told]), NUMBERS),
    }
    return np.stack([layers[name] for name in SIGNALS], axis=-1)


def chances(items: Sequence[Sketch]) -> Matrix:
    """The chance that each two of these articles tell of one happening, by what was learned; shape (n, n)."""
    model = learned()
    risen = signals(items) @ np.array([model.weights[name] for name in SIGNALS]) + model.intercept
    # Rounded, so that the last bits of another machine's arithmetic change no decision.
    found: Matrix = np.round(1 / (1 + np.exp(-risen)), 6)
    return found


def _weighted(terms: Terms) -> Terms:
    rarity = rarities().get
    return {term: value * rarity(term, UNHEARD) for term, value in terms.items()}


def _contrasted(texts: Sequence[Terms], text: Matrix) -> list[Terms]:
    """The terms of each article, weighted by how few of its nearest neighbours have them."""
    near = text.copy()
    np.fill_diagonal(near, -1.0)
    place = {term: index for index, term in enumerate(sorted({term for terms in texts for term in terms}))}
    holds = np.zeros((len(texts), len(place)))
    for row, terms in enumerate(texts):
        holds[row, [place[term] for term in terms]] = 1.0
    shares = [BESIDE * share(term) for term in place]
    found: list[Terms] = []
    for row, terms in zip(near, texts, strict=True):
        nearest = [int(other) for other in np.argsort(-row, kind="stable")[:NEIGHBOURS] if row[other] > NEIGHBOUR]
        held = holds[nearest].sum(axis=0).tolist()
        size = BESIDE + len(nearest) + 1
        weights = {}
        for term, value in terms.items():
            at = place[term]
            weights[term] = value * max(0.01, math.log(size / (shares[at] + held[at] + 0.5)))
        found.append(weights)
    return found


def _cosines(vectors: Sequence[Terms]) -> Matrix:
    """The cosine of each two; rounded, so that equal vectors are equally alike on every machine."""
    found: Matrix = np.round(_products([_unit(vector) for vector in vectors]), 6)
    return found


def _unit(vector: Terms) -> Terms:
    norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / norm for term, value in vector.items()}


def _products(vectors: Sequence[Terms]) -> Matrix:
    """The inner product of each two.

    Values are taken as whole numbers of :data:`GRAIN`: sums of their products are exact in floating point, so that neither the order
    in which a machine sums nor what the other articles hold changes a bit.
    """
    held = Counter(term for vector in vectors for term in vector)
    place = {term: index for index, term in enumerate(sorted(term for term, count in held.items() if count > 1))}
    found = np.zeros((len(vectors), max(1, len(place))))
    for row, vector in enumerate(vectors):
        shared = [(place[term], value) for term, value in vector.items() if term in place]
        if shared:
            columns, values = zip(*shared, strict=True)
            found[row, list(columns)] = values
    found = np.round(found / GRAIN)
    product: Matrix = found @ found.T * GRAIN**2
    return product


@dataclass(frozen=True, slots=True)
class Learned:
    """What each signal counts for, the constant beside them, and the average chance from which groups are joined."""

    weights: Mapping[str, float]
    intercept: float
    together: float


@cache
def learned() -> Learned:
    """The weights that ship with the package."""
    text = (files("onrecord.relate") / "data" / "stories.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    return Learned(loaded["weights"], loaded["intercept"], loaded["together"])
