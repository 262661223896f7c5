"""How alike two articles are in what they are about: weighted terms, names before words, rare before common."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model.annotations import Annotated
from onrecord.relate.remembered import Remembered
from onrecord.relate.tables import ARTICLE_NAMES
from onrecord.relate.words import Word, stem, term_weight, words, words_of

#: A word with a capital inside a sentence is part of a name, even where no mention covers it.
CAPITAL_WEIGHT = 1.5

#: A headline says what it is about in few words: each counts as if it stood this often.
TITLE_COUNT = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is about: weight of each term, before it is known how rare the term is among the others."""

    weights: Mapping[str, float]
    norm: float

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Profile:
        """Without the terms that weigh nothing."""
        told = {term: weight for term, weight in weights.items() if weight}
        return cls(told, math.sqrt(sum(value * value for value in told.values())))


@Remembered
def tokens(item: Annotated) -> tuple[Word, ...]:
    """The words of the article's body."""
    return words(item.article)


@Remembered
def profile(item: Annotated) -> Profile:
    """The terms of an article's headings and body with their weights."""
    kinds = _kinds(item)
    counts: Counter[str] = Counter()
    factor: dict[str, float] = {}
    for passage in item.article.passages("heading"):
        for word in words_of(passage):
            counts[stem(word.text)] += TITLE_COUNT
    previous_end = -9
    for word in tokens(item):
        term = stem(word.text)
        counts[term] += 1
        kind = kinds.get(word.start)
        weight = ARTICLE_NAMES[kind] if kind else 1.0
        if not kind and word.capital and word.start - previous_end == 1:
            weight = CAPITAL_WEIGHT
        factor[term] = max(factor.get(term, 0.0), weight) if kind != "country" else weight
        previous_end = word.end
    weights = {}
    for term in sorted(counts):
        weight = term_weight(term) * factor.get(term, 1.0)
        if weight:
            weights[term] = weight * (1 + math.log(counts[term]))
    return Profile.of(weights)


def _kinds(item: Annotated) -> dict[int, str]:
    """For the start of each word of a named mention, what the mention is."""
    kinds: dict[int, str] = {}
    for mention in item.annotations.mentions:
        if mention.text[:1].isupper():
            at = mention.start
            for part in mention.text.split(" "):
                kinds[at] = mention.kind
                at += len(part) + 1
    return kinds


def likeness(a: Profile, b: Profile, rarity: Mapping[str, float] | None = None) -> float:
    """The cosine of two profiles, from 0 to 1; ``rarity`` weighs terms by how few of a collection have them."""
    if not a.norm or not b.norm:
        return 0.0
    if len(b.weights) < len(a.weights):
        a, b = b, a
    if rarity is None:
        dot = sum(value * b.weights[term] for term, value in a.weights.items() if term in b.weights)
        return dot / (a.norm * b.norm)
    dot = sum(value * b.weights[term] * rarity[term] ** 2 for term, value in a.weights.items() if term in b.weights)
    norms = [math.sqrt(sum((value * rarity[term]) ** 2 for term, value in side.weights.items())) for side in (a, b)]
    return dot / (norms[0] * norms[1]) if all(norms) else 0.0


def shared_terms(a: Profile, b: Profile) -> list[str]:
    """The terms that two articles have in common, the weightiest first."""
    both = {term: value * b.weights[term] for term, value in a.weights.items() if term in b.weights}
    return sorted(both, key=lambda term: (-both[term], term))
