"""Propositions: what one sentence of a statement says, and how likely two of them say the same.

Names carry little: two sentences of one crisis share them whatever they say. So what is compared is all that is no name: how alike
these words are, weighted by how rare each is in news, and how many pairs of neighbouring words both have. The weights are those of a
logistic regression on pairs of sentences that were marked by hand (``benchmarks/truth/propositions.jsonl``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.article import Article
from onrecord.model.passage import Passage
from onrecord.model.statement import Statement
from onrecord.relate.context import Context, Contexts
from onrecord.relate.independence import state_of
from onrecord.relate.movements import MOVING_WORDS, family_of, movements_in
from onrecord.relate.rarity import rarity
from onrecord.relate.tables import OUTCOME
from onrecord.relate.words import sentences, stem, term_weight, words_of

#: The chance from which two sentences are taken to say the same, and the weights that give it.
SAME = 0.85
_ALIKE, _PAIRS, _CONSTANT = 5.24, 0.45, -3.82
_MOST_PAIRS = 6

#: How alike the words of two sentences must be at least that are taken to say the same: with the most pairs that count.
LEAST_ALIKE = (math.log(SAME / (1 - SAME)) - _CONSTANT - _PAIRS * _MOST_PAIRS) / _ALIKE

#: Words that are no names which a sentence needs to be compared, and which two must share.
LEAST_WORDS = 3
LEAST_SHARED = 2

#: Characters of a content in which a "not" turns all of it round.
NEGATION_REACH = 60

#: The weight of the names that two sentences on how talks ended share: who met, and where.
ONE_MEETING = 1.5

#: Before the name of a kind of thing, among words.
_KIND = "~"

#: The kind of thing of which a country has one: its forces pull back, whichever of them are meant.
_TROOPS = "troops"

#: What a movement weighs, as a rare word does, and as how many neighbouring words it counts.
_MOVEMENT = 8.0
_MOVEMENT_PAIRS = 2
_OWN = re.compile(r"\b(?:its|our|their|we)\b", re.IGNORECASE)

#: What is so is said not to be so; "must not" and "will not" say nothing of what is.
_NEGATION = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|been)\s+(?:not|never)\b"
    r"|\b(?:is|are|was|were|has|have|had|did|does|do)n['’]t\b"
    r"|\A\W{0,3}(?:no|not|nobody|none|nothing)\b"
    r"|\b(?:has|have|had) no (?:part|role|hand|knowledge)\b"
    r"|\bnever\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposition:
    """One sentence of what is said.

    ``plain`` are the stems that are no names, each with its rarity (a movement and a kind of thing by one name, whatever word
    says it); ``pairs`` the neighbouring words; ``ways`` the movements; ``context`` who and which countries are named;
    ``countries`` these, and that of the speaker where one's own are spoken of ("its forces").
    """

    article: Article
    passage: Passage
    plain: Mapping[str, float]
    names: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    negated: bool
    ways: frozenset[tuple[int, int]]
    context: Context
    countries: frozenset[str]
    norm: float

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of things that it speaks of: ``troops``, ``ships``."""
        return frozenset(term.removeprefix(_KIND) for term in self.plain if term.startswith(_KIND))


def propositions_of(article: Article, statement: Statement, contexts: Contexts) -> tuple[Proposition, ...]:
    """What a statement says, sentence by sentence."""
    own = state_of(statement.speaker)
    return tuple(
        proposition_of(article, sentence, contexts, own)
        for content in statement.contents
        for sentence in sentences(Passage.of(article.text, content.start, content.end))
    )


def proposition_of(article: Article, sentence: Passage, contexts: Contexts, own: str | None = None) -> Proposition:
    """What one sentence says, made once; ``own`` is the country for which its speaker speaks."""
    key = (article.id, sentence.start, sentence.end, own)
    if key not in contexts.said:
        contexts.said[key] = _proposition(article, sentence, contexts, own)
    return contexts.said[key]


def _proposition(article: Article, sentence: Passage, contexts: Contexts, own: str | None) -> Proposition:
    movements = movements_in(sentence.text)
    moving = {at for each in movements for at in range(sentence.start + each.start, sentence.start + each.end)}
    named: set[int] = set()
    for mention in contexts.mentions_in(article.id, sentence.start, sentence.end):
        at = mention.start
        for part in mention.text.split(" "):
            named.add(at)
            at += len(part) + 1
    plain = {f"way {row} {side}": _MOVEMENT for row, side in sorted({each.way for each in movements})}
    names: set[str] = set()
    stems: list[str] = []
    for word in words_of(sentence):
        term = stem(word.text)
        stems.append(term)
        family = family_of(term)
        if word.start in moving and word.text in MOVING_WORDS:
            continue
        if word.start in named:
            names.add(term)
        elif family:
            plain[f"{_KIND}{family}"] = rarity(stem(family))
        elif term_weight(term):
            plain[term] = rarity(term)
    context = contexts.of_sentence(article, sentence)
    return Proposition(
        article,
        sentence,
        plain,
        frozenset(names),
        frozenset(pairwise(stems)),
        frozenset(term for term in plain if term[0].isdigit()),
        negated(sentence.text),
        frozenset(each.way for each in movements),
        context,
        context.countries | ({own} if own and _OWN.search(sentence.text) else set()),
        math.sqrt(sum(plain[term] ** 2 for term in sorted(plain))),
    )


def negated(text: str) -> bool:
    """Whether a content says that something is not so, near its beginning: "No mine has been laid"."""
    return bool(_NEGATION.search(text, 0, NEGATION_REACH))


def same_chance(a: Proposition, b: Proposition) -> float:
    """The chance that two sentences say the same; 0 where too little is shared, where one is negated or numbers differ."""
    shared = a.plain.keys() & b.plain.keys()
    if len(shared) < LEAST_SHARED or min(len(a.plain), len(b.plain)) < LEAST_WORDS or a.negated != b.negated:
        return 0.0
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return 0.0
    pairs = min(len(a.pairs & b.pairs) + (_MOVEMENT_PAIRS if a.ways & b.ways else 0), _MOST_PAIRS)
    return 1 / (1 + math.exp(-(_ALIKE * _weight(a, shared) / (a.norm * b.norm) + _PAIRS * pairs + _CONSTANT)))


def same(a: Proposition, b: Proposition) -> bool:
    """Whether two sentences are taken to say the same: by their words, or since both tell one movement of one country's troops."""
    return same_chance(a, b) >= SAME or (one_movement(a, b) and _TROOPS in a.kinds & b.kinds)


def covered(small: Proposition, large: Proposition) -> tuple[float, int]:
    """The share of the weight of ``small``'s words that ``large`` has too, and how many words these are.

    Names do not count, and kinds of things ("soldiers", "forces") do not add to the number.
    """
    shared = small.plain.keys() & large.plain.keys()
    count = sum(not term.startswith(_KIND) for term in shared)
    return (_weight(small, shared) / small.norm**2 if small.norm else 0.0), count


def one_movement(a: Proposition, b: Proposition) -> bool:
    """Whether two sentences tell the same movement of things of one kind and of one country."""
    return bool(a.ways & b.ways and a.kinds & b.kinds and a.countries & b.countries)


def opposed(a: Proposition, b: Proposition) -> bool:
    """Whether two sentences tell opposite movements of things of one kind and of one country, or opposite outcomes of one meeting."""
    against = {(row, 1 - side) for row, side in a.ways} & b.ways
    moving = {way for way in against if way[0] != OUTCOME}
    if moving and a.kinds & b.kinds and a.countries & b.countries:
        return True
    return against != moving and sum(map(term_weight, sorted(a.names & b.names))) >= ONE_MEETING


def _weight(a: Proposition, shared: Iterable[str]) -> float:
    return sum(a.plain[term] ** 2 for term in sorted(shared))
