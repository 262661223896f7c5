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

from onrecord.model.annotations import Annotated
from onrecord.relate.likeness import TITLE_COUNT, tokens
from onrecord.relate.rarity import rarity, share
from onrecord.relate.remembered import Remembered
from onrecord.relate.words import Word, stem, term_weight, words_of

Matrix = npt.NDArray[np.float64]
Terms = Mapping[str, float]

#: The signals, in the order of the model's weights.
SIGNALS = ("text", "contrast", "lead", "numbers")

#: Words from the beginning of the body that are the lead.
LEAD = 120

#: Neighbours of an article that its terms are held against, the least likeness of one, and how many articles of other
#: news are thought to stand beside them.
NEIGHBOURS = 20
NEIGHBOUR = 0.05
BESIDE = 25

#: Shared numbers count up to this many.
NUMBERS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """The terms of one article. ``text`` and ``lead`` hold 1 + ln(count), the headline's among them; ``numbers`` as written."""

    text: Terms
    lead: Terms
    numbers: frozenset[str]


@Remembered
def told(item: Annotated) -> Told:
    """The terms of an article."""
    headline = Counter(_terms(word for passage in item.article.passages("heading") for word in words_of(passage)))
    body = tokens(item)
    text = Counter(_terms(body))
    text.update(dict.fromkeys(headline, TITLE_COUNT))
    lead = Counter(_terms(body[:LEAD]))
    lead.update(headline)
    return Told(
        _damped(text),
        _damped(lead),
        frozenset(word.text for word in body if _telling(word.text)),
    )


def _terms(found: Iterable[Word]) -> Iterable[str]:
    return (term for term in (stem(word.text) for word in found) if term_weight(term))


def _telling(text: str) -> bool:
    """Whether a number says more than "two of them", and is no year."""
    year = len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
    return text[0].isdigit() and (len(text) > 2 or "." in text) and not year


def _damped(counts: Mapping[str, int]) -> Terms:
    return {term: 1 + math.log(counts[term]) for term in sorted(counts)}


def signals(items: Sequence[Annotated]) -> Matrix:
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


def chances(items: Sequence[Annotated]) -> Matrix:
    """The chance that each two of these articles tell of one happening, by what was learned; shape (n, n)."""
    model = learned()
    risen = signals(items) @ np.array([model.weights[name] for name in SIGNALS]) + model.intercept
    # Rounded, so that the last bits of another machine's arithmetic change no decision.
    found: Matrix = np.round(1 / (1 + np.exp(-risen)), 6)
    return found


def _weighted(terms: Terms) -> Terms:
    return {term: value * rarity(term) for term, value in terms.items()}


def _contrasted(texts: Sequence[Terms], text: Matrix) -> list[Terms]:
    """The terms of each article, weighted by how few of its nearest neighbours have them."""
    near = text.copy()
    np.fill_diagonal(near, -1.0)
    found: list[Terms] = []
    for row, terms in zip(near, texts, strict=True):
        nearest = [int(place) for place in np.argsort(-row, kind="stable")[:NEIGHBOURS] if row[place] > NEIGHBOUR]
        held = Counter(term for place in nearest for term in texts[place])
        size = BESIDE + len(nearest) + 1
        found.append(
            {
                term: value * max(0.01, math.log(size / (BESIDE * share(term) + held[term] + 0.5)))
                for term, value in terms.items()
            }
        )
    return found


def _cosines(vectors: Sequence[Terms]) -> Matrix:
    """The cosine of each two; rounded, so that equal vectors are equally alike on every machine."""
    scaled = []
    for vector in vectors:
        norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        scaled.append({term: value / norm for term, value in vector.items()})
    found: Matrix = np.round(_products(scaled), 6)
    return found


def _products(vectors: Sequence[Terms]) -> Matrix:
    """The inner product of each two. Summed term by term, over those that share it: most terms are shared by few, and a sum
    does not depend on what the other articles hold."""
    holders: dict[str, list[int]] = {}
    for row, vector in enumerate(vectors):
        for term in vector:
            holders.setdefault(term, []).append(row)
    product = np.zeros((len(vectors), len(vectors)))
    for term in sorted(term for term, rows in holders.items() if len(rows) > 1):
        rows = np.array(holders[term])
        values = np.array([vectors[row][term] for row in holders[term]])
        product[rows[:, None], rows] += values[:, None] * values
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
