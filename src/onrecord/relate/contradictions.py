"""Contradictions: a sentence that says that something is not so, and an earlier one, of somebody else, that says that it is.

Words of denying are not needed ("No vessel of the navy fired on the quay"). What is asked instead is that the words that stand under
the negation are those of the other sentence, or of their sense, and that both share enough besides that is rare in these reports.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from onrecord.model.article import Article
from onrecord.model.passage import Passage
from onrecord.relate.binding import Report
from onrecord.relate.context import Contexts
from onrecord.relate.negations import REACH, is_denied, is_supposed, negations_in
from onrecord.relate.rarity import UNHEARD, rarity
from onrecord.relate.remembered import SENTENCES
from onrecord.relate.senses import excluded_by, group_of, root
from onrecord.relate.words import Word, stem, term_weight, words_of

#: What a word of the same sense is worth, where the same word is worth 1; and a name.
SENSE = 0.7
NAME = 0.8
#: What a word that all reports of the thread have is worth of what one that few have is.
SHARED_BY_ALL = 0.25
#: Reports up to which a word counts as rare among those of the thread.
FEW = 2

#: The share of what is negated that must stand in the other sentence, how much both must share in all (a rare word is 1) and by how many
#: words; how much where nobody is quoted for it; what must be shared of what is negated; by how many words where nearly all of what is negated stands there.
NEGATED, SHARED, SHARED_BY = 0.6, 1.1, 3
PRINTED, WEIGHT = 1.5, 0.4
NEARLY_ALL, NEARLY_SHARED, NEARLY_BY = 0.7, 1.1, 2
#: The same where what is denied is told, in so many words to be false.
FALSE, FALSE_SHARED, FALSE_BY = 0.6, 0.7, 3
#: The same where there is said to be none of it.
NONE, NONE_SHARED = 0.7, 0.9
#: What a word weighs that says the contrary.
CONTRARY = 0.5
#: The same where the other sentence stands just before: how much both share; where they share less, all of what is negated.
BESIDE, BESIDE_SHARED = 0.8, 0.3
ALL = 0.99


Kind = Literal["flat", "none", "not"]

#: Whom a sentence speaks of stands in the one before.
_POINTS = re.compile(r"\W*(?:he|she|it|they|the|this|that|these|those|his|her|its|their|there)\b", re.IGNORECASE)


#: Who speaks speaks of himself.
_OWN = re.compile(r"\b(?:I|we|my|our|me|us)\b")
#: Before what is denied stands whose word it is: "the government's charge that ...", "a report in the Courier that ...".
_WORD_OF = re.compile(
    r"(?:[\w'’,-]+\s+){0,6}?(?:claims?|charges?|allegations?|accusations?|assertions?|suggestions?|reports?|rumou?rs?|stor(?:y|ies))"
    r"(?:\s+[\w'’,-]+){0,5}?\s+(?:that|of|about)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Weighed:
    """The words of a sentence, each by its root, with its groups of sense and its weight.

    ``names`` are those that stand in a name; ``untold`` those that are only wanted, feared or possible, or are said not to be.
    """

    weights: Mapping[str, float]
    senses: Mapping[str, frozenset[str]]
    untold: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def beside(self, before: Weighed) -> Weighed:
        """These words, with the names that stand in the sentence before."""
        named = before.names - self.weights.keys()
        return replace(
            self,
            weights={**self.weights, **{term: before.weights[term] for term in sorted(named)}},
            senses={**self.senses, **{term: before.senses[term] for term in sorted(named)}},
        )

    @cached_property
    def told(self) -> Weighed:
        """These words without those that are not told to be so."""
        if not self.untold:
            return self
        kept = self.weights.keys() - self.untold
        return Weighed({key: self.weights[key] for key in kept}, {key: self.senses[key] for key in kept})

    @cached_property
    def sensed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The roots that share a sense with others, with their groups."""
        return tuple((term, groups) for term, groups in self.senses.items() if groups)

    def keys(self) -> frozenset[str]:
        """The roots and the groups of sense."""
        return frozenset(self.weights).union(*self.senses.values())

    def found_in(self, other: Weighed, among: Iterable[str]) -> Iterator[tuple[str, float]]:
        """Those of the roots ``among`` that ``other`` has, or has a word of the same sense for, with what that is worth."""
        taken: set[str] = set()
        for term in sorted(among, key=lambda each: (each not in other.weights, each)):
            if term in other.weights:
                taken.add(term)
                yield term, self.weights[term]
                continue
            if not self.senses[term]:
                continue  # as of most words, whose sense is their own
            alike = [word for word, groups in other.sensed if word not in taken and groups & self.senses[term]]
            if alike:
                taken.add(min(alike))
                yield term, self.weights[term] * SENSE


class _Counted(NamedTuple):
    """A word that says what a sentence is about: where it begins, its root and groups of sense, its rarity as a share of the greatest, and
    whether it is told to be so: neither negated nor only wanted, feared or possible.
    """

    at: int
    key: str
    groups: frozenset[str]
    rarity: float
    told: bool


@lru_cache(maxsize=SENTENCES)
def _counted(text: str) -> tuple[_Counted, ...]:
    """The words of a sentence that count, by the sentence alone."""
    negated = [(each.start, each.end) for each in negations_in(text)]
    found = []
    for word in words_of(Passage(text, 0, len(text))):
        if not _counts(word.text):
            continue
        term, at = stem(word.text), word.start
        told = not any(start <= at < end for start, end in negated) and not is_supposed(text, at)
        found.append(_Counted(at, root(term), group_of(term), rarity(term) / UNHEARD, told))
    return tuple(found)


class Weights:
    """What words weigh in a thread: less where news has them often, or where all its reports have them."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._size = len(contexts.tokens)
        self._reports: dict[str, int] = {}
        self._made: dict[tuple[object, ...], Weighed] = {}
        for words, _ in contexts.tokens.values():
            for term in {root(stem(text)) for text in {word.text for word in words}}:
                self._reports[term] = self._reports.get(term, 0) + 1

    def of(self, article: Article, passages: Sequence[Passage]) -> Weighed:
        """The words of passages of an article, made once: a sentence is weighed as what is said, as what denies and as what stands before."""
        key = (article.id, *((passage.start, passage.end) for passage in passages))
        if key not in self._made:
            self._made[key] = self._weighed(article, passages)
        return self._made[key]

    def _weighed(self, article: Article, passages: Sequence[Passage]) -> Weighed:
        weights: dict[str, float] = {}
        senses: dict[str, frozenset[str]] = {}
        untold, told, names = set[str](), set[str](), set[str]()
        for passage in passages:
            named = set(self._named(article, passage))
            for word in _counted(passage.text):
                is_name = passage.start + word.at in named
                if is_name:
                    names.add(word.key)
                (told if word.told else untold).add(word.key)
                weight = NAME if is_name else word.rarity
                weights[word.key] = max(weights.get(word.key, 0.0), weight * self._share(word.key))
                senses[word.key] = word.groups
        return Weighed(weights, senses, frozenset(untold - told), frozenset(names))

    def of_name(self, name: str) -> Weighed:
        """The words of a name."""
        keys = sorted({root(stem(word.text)) for word in words_of(Passage(name, 0, len(name))) if _counts(word.text)})
        return Weighed(
            {key: NAME * self._share(key) for key in keys}, dict.fromkeys(keys, frozenset()), names=frozenset(keys)
        )

    def _named(self, article: Article, passage: Passage) -> Iterator[int]:
        for mention in self._contexts.mentions_in(article.id, passage.start, passage.end):
            at = mention.start
            for part in mention.text.split(" "):
                yield at
                at += len(part) + 1

    def _share(self, term: str) -> float:
        """1 for what at most :data:`FEW` reports have, :data:`SHARED_BY_ALL` for what all have."""
        count = self._reports.get(term, 1)
        if count <= FEW or self._size <= FEW:
            return 1.0
        rare = math.log(self._size / count) / math.log(self._size / FEW)
        return SHARED_BY_ALL + (1 - SHARED_BY_ALL) * max(0.0, min(1.0, rare))


@dataclass(frozen=True, slots=True)
class Denied:
    """What one negation of a sentence negates, and all else that the sentence speaks of.

    ``head`` is the word that is negated itself; ``None`` where all of it is called false. ``kind`` tells how: ``flat`` in so many words,
    ``none`` where there is said to be nothing of it, ``not`` otherwise.
    """

    report: Report
    sentence: Passage
    weighed: Weighed
    zone: frozenset[str]
    head: str | None
    kind: Kind
    ever: bool


def denied_in(
    report: Report,
    sentence: Passage,
    weights: Weights,
    before: Passage | None = None,
    speaker: Weighed | None = None,
    besides: Weighed | None = None,
) -> Iterator[Denied]:
    """What a sentence negates. ``before`` is the sentence before it, in which stands whom "he" or "the general" means; ``speaker`` is the
    name of "I", and ``besides`` what else is said in the same breath.
    """
    own = weights.of(report.article, [sentence])
    around = _with_names(own, sentence, weights.of(report.article, [before]) if before else None, speaker)
    if besides is not None:
        around = around.beside(besides)
    for negation in negations_in(sentence.text):
        part = Passage(
            sentence.text[negation.start : negation.end],
            sentence.start + negation.start,
            sentence.start + negation.end,
        )
        behind = list(words_of(part))
        words = [word for word in behind if _counts(word.text)]
        if not words or not is_denied(behind, words[0]):
            continue
        if not negation.flat:
            words = _first_part(part, words)[:REACH]
        zone = frozenset(root(stem(word.text)) for word in words) & own.weights.keys()
        if zone:
            head = None if negation.flat else root(stem(words[0].text))
            kind: Kind = "flat" if negation.flat else "none" if negation.none else "not"
            yield Denied(report, sentence, around, zone, head, kind, negation.ever)
    yield from _contrary(report, sentence, around)


def _first_part(part: Passage, words: list[Word]) -> list[Word]:
    """The words up to the first comma behind the first of them: what is added after it is not negated in the same way."""
    comma = part.text.find(",", words[0].end - part.start)
    return words if comma < 0 else [word for word in words if word.start < part.start + comma]


def _with_names(weighed: Weighed, sentence: Passage, before: Weighed | None, names: Weighed | None) -> Weighed:
    """The words of a sentence with the names that "he" and "I" mean in it."""
    if before is not None and _POINTS.match(sentence.text):
        weighed = weighed.beside(before)
    if names is not None and _OWN.search(sentence.text):
        weighed = weighed.beside(names)
    return weighed


def _contrary(report: Report, sentence: Passage, weighed: Weighed) -> Iterator[Denied]:
    """What a sentence excludes by a word that says the contrary: "The mayor is alive"."""
    for word in words_of(sentence):
        groups = excluded_by(stem(word.text))
        key = root(stem(word.text))
        if groups and key not in weighed.untold:
            term = f"not {key}"
            widened = replace(
                weighed, weights={**weighed.weights, term: CONTRARY}, senses={**weighed.senses, term: groups}
            )
            yield Denied(report, sentence, widened, frozenset({term}), term, "not", ever=True)


def denied_wholly(report: Report, part: Passage, weights: Weights) -> Denied:
    """What a denial in so many words denies: all that it names, but for whose word it is."""
    lead = _WORD_OF.match(part.text)
    if lead:
        part = Passage(part.text[lead.end() :], part.start + lead.end(), part.end)
    weighed = weights.of(report.article, [part])
    return Denied(report, part, weighed, frozenset(weighed.weights), None, "flat", ever=True)


@lru_cache(maxsize=100_000)
def _counts(word: str) -> bool:
    term = stem(word)
    return term_weight(term) > 0 or bool(group_of(term))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far another sentence says what is negated: whether it has the very word, the share of the negated words that it has and what these
    weigh, what both share in all, by how many words.
    """

    head: bool
    zone: float
    weight: float
    shared: float
    count: int


def likeness(denied: Denied, said: Weighed, *, pointed: bool = False) -> Likeness:
    """How far ``said`` is what is negated; ``pointed`` where it names who negates, or the country for which that one speaks."""
    mine = denied.weighed
    pointed = pointed and bool(_OWN.search(denied.sentence.text))
    zone = dict(mine.found_in(said if denied.kind == "flat" else said.told, denied.zone))
    rest = dict(mine.found_in(said, mine.weights.keys() - denied.zone))
    whole = sum(mine.weights[term] for term in denied.zone)
    return Likeness(
        denied.head is None or denied.head in zone,
        sum(zone.values()) / whole if whole else 0.0,
        sum(zone.values()),
        sum(zone.values()) + sum(rest.values()) + pointed * NAME,
        len(zone) + len(rest) + pointed,
    )


def contradicts(denied: Denied, found: Likeness, *, beside: bool, printed: bool) -> bool:
    """Whether what is negated is what the other sentence says; ``beside`` where that stands just before, ``printed`` where no one is quoted
    for it.
    """
    if not found.head:
        return False
    if beside and found.zone >= (BESIDE if found.shared >= BESIDE_SHARED else ALL):
        return denied.ever or found.shared >= BESIDE_SHARED
    if denied.kind == "flat":
        return found.zone >= FALSE and found.shared >= FALSE_SHARED and found.count >= FALSE_BY
    if denied.kind == "none" and found.zone >= NONE and found.shared >= NONE_SHARED:
        return found.count >= NEARLY_BY
    if found.weight < WEIGHT or found.zone < NEGATED or found.shared < (PRINTED if printed else SHARED):
        return False
    if found.zone >= NEARLY_ALL and found.shared >= NEARLY_SHARED:
        return found.count >= (SHARED_BY if printed else NEARLY_BY)
    return found.count >= SHARED_BY
