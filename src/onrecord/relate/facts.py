"""Dated facts: the sentences of an article that give a time, and when two of them tell of one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from onrecord.model.annotations import Annotated, TimeMention
from onrecord.model.article import SegmentKind
from onrecord.model.names import skeleton, split_name
from onrecord.model.passage import Passage
from onrecord.model.statement import Mention
from onrecord.relate.remembered import Remembered
from onrecord.relate.tables import SENTENCE_NAMES
from onrecord.relate.words import quoted_ranges, sentences, stem, term_weight, words_of

_TOLD: tuple[SegmentKind, ...] = ("heading", "summary", "body")

#: Cosine of two sentences from which they may tell of one fact; where both name the same weekday, less will do.
ONE_FACT = 0.4
ONE_FACT_ON_ONE_WEEKDAY = 0.28

#: The weight of shared terms that it takes besides, and the share of the people of the sentence with fewer that the other
#: must name too: one president stands in sentences about many visitors.
SHARED_WEIGHT = 3.0
SHARED_PEOPLE = 0.6

#: Cosine from which a sentence without a time counts as told in another article too.
RETOLD = 0.35


@dataclass(frozen=True, slots=True)
class Fact:
    """A time and the terms of the sentence that gives it, with their weights; ``people`` are bare surnames, ``quoted`` times stand in quotations."""

    time: TimeMention
    sentence: Passage
    terms: Mapping[str, float]
    people: frozenset[str]
    caption: bool
    quoted: bool


@Remembered
def facts(item: Annotated) -> tuple[Fact, ...]:
    """The dated facts of an article's headings, body and captions, in reading order."""
    article = item.article
    times = sorted(item.annotations.times, key=lambda time: time.start)
    named = {mention.start: mention for mention in item.annotations.mentions}
    found: list[Fact] = []
    for passage in article.passages(*_TOLD, "caption"):
        inside = [time for time in times if passage.start <= time.start < passage.end]
        if not inside:
            continue
        caption = any(
            segment.kind == "caption" and segment.start <= passage.start < segment.end for segment in article.segments
        )
        quoted = quoted_ranges(passage.text)
        for sentence in sentences(passage):
            here = [time for time in inside if sentence.start <= time.start < sentence.end]
            if not here:
                continue
            weights, people = _weights(sentence, here, named)
            for time in here:
                inside_quote = any(a <= time.start - passage.start < b for a, b in quoted)
                found.append(Fact(time, sentence, weights, people, caption, inside_quote))
    return tuple(found)


@Remembered
def _told(item: Annotated) -> tuple[Mapping[str, float], ...]:
    """The weights of each sentence of the body."""
    named = {mention.start: mention for mention in item.annotations.mentions}
    found = []
    for passage in item.article.body:
        inside = [time for time in item.annotations.times if passage.start <= time.start < passage.end]
        for sentence in sentences(passage):
            here = [time for time in inside if sentence.start <= time.start < sentence.end]
            found.append(_weights(sentence, here, named)[0])
    return tuple(found)


def retold(a: Annotated, b: Annotated, rarity: Mapping[str, float]) -> float:
    """How much of ``a`` is told in ``b`` too: the sum over its sentences of the best cosine in ``b``, from :data:`RETOLD` on."""
    return sum(
        best
        for weights in _told(a)
        if (best := max((_cosine(weights, other, rarity) for other in _told(b)), default=0.0)) >= RETOLD
    )


def _weights(
    sentence: Passage, times: list[TimeMention], named: Mapping[int, Mention]
) -> tuple[dict[str, float], frozenset[str]]:
    weights: dict[str, float] = {}
    people: set[str] = set()
    inside: Mention | None = None
    for word in words_of(sentence):
        mention = named.get(word.start)
        if mention is not None:
            inside = mention
            if mention.kind == "person" and mention.name:
                surname = skeleton(split_name(mention.name)[1])
                people.add(surname)
                weights[surname] = SENTENCE_NAMES["person"]
        if any(time.start <= word.start < time.end for time in times):
            continue
        kind = inside.kind if inside is not None and word.start < inside.end else None
        if kind == "person":
            continue  # counted by the surname above; a title or role beside it says nothing more
        term = stem(word.text)
        weight = term_weight(term)
        if weight:
            factor = SENTENCE_NAMES[kind] if kind else (1.5 if word.capital else 1.0)
            weights[term] = max(weights.get(term, 0.0), weight * factor)
    return weights, frozenset(people)


def sameness(a: Fact, b: Fact, rarity: Mapping[str, float]) -> float:
    """How far two sentences tell of one thing, 0 where they share too little: the cosine of their weighted terms."""
    cosine = _cosine(a.terms, b.terms, rarity)
    if cosine < (ONE_FACT_ON_ONE_WEEKDAY if _one_weekday(a, b) else ONE_FACT):
        return 0.0
    both = a.people & b.people
    if a.people and b.people and len(both) < SHARED_PEOPLE * min(len(a.people), len(b.people)):
        return 0.0
    rare = any(a.terms[term] >= 1 for term in a.terms.keys() & b.terms.keys() if term not in both)
    return cosine if len(both) > 1 or rare else 0.0


def _cosine(a: Mapping[str, float], b: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    """The cosine of two sentences, 0 where what they share weighs too little to mean anything."""
    shared = sorted(a.keys() & b.keys())
    if len(shared) < 2 or sum(sqrt(a[term] * b[term]) for term in shared) < SHARED_WEIGHT:
        return 0.0
    dot = sum(a[term] * b[term] * rarity.get(term, 1.0) ** 2 for term in shared)
    norms = [sqrt(sum((value * rarity.get(term, 1.0)) ** 2 for term, value in side.items())) for side in (a, b)]
    return dot / (norms[0] * norms[1]) if all(norms) else 0.0


def _one_weekday(a: Fact, b: Fact) -> bool:
    ours, theirs = a.time.when.relative, b.time.when.relative
    if ours is None or theirs is None or ours.unit != "weekday":
        return False
    return (ours.unit, ours.weekday) == (theirs.unit, theirs.weekday)
