"""What a passage speaks of: the weighted terms of its sentence, who is in it, and whose nation."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model.article import Article
from onrecord.model.passage import Evidence, Passage
from onrecord.model.statement import Mention
from onrecord.relate.binding import Report
from onrecord.relate.likeness import profile, tokens
from onrecord.relate.tables import SENTENCE_NAMES
from onrecord.relate.words import Word, sentence_around, stem, term_weight, words_of

if TYPE_CHECKING:
    from onrecord.relate.propositions import Proposition

#: The share of a thread's articles that hold a term which tells nothing there, and the articles from which that can be said.
EVERYWHERE = 0.4
SOME = 6


@dataclass(frozen=True, slots=True)
class Context:
    """The terms of a passage with their weights, the actors and the countries named in it."""

    terms: Mapping[str, float]
    actors: frozenset[str]
    countries: frozenset[str]
    norm: float


@dataclass(frozen=True, slots=True)
class Contexts:
    """Makes contexts for the passages of a thread. ``actor_of`` gives a name's actor.

    ``made`` and ``said`` keep what was made of a sentence, by its article and place: several steps look at the same ones.
    """

    rarity: Mapping[str, float]
    actor_of: Callable[[str | None, str | None], str | None]
    mentions: Mapping[str, tuple[Sequence[Mention], Sequence[int]]]
    tokens: Mapping[str, tuple[Sequence[Word], Sequence[int]]]
    common: frozenset[str] = frozenset()
    made: dict[tuple[str, int, int], Context] = field(default_factory=dict)
    said: dict[tuple[str, int, int, str | None], Proposition] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Sequence[Report], actor_of: Callable[[str | None, str | None], str | None]) -> Contexts:
        frequency: dict[str, int] = {}
        mentions, found = {}, {}
        for report in reports:
            for term in profile(report.item).weights:
                frequency[term] = frequency.get(term, 0) + 1
            ordered = sorted(report.item.annotations.mentions, key=lambda mention: (mention.start, mention.end))
            body = tokens(report.item)
            found[report.article.id] = (body, [word.start for word in body])
            mentions[report.article.id] = (ordered, [mention.start for mention in ordered])
        size = len(reports)
        rarity = {term: 1 + math.log((size + 10) / (count + 10)) for term, count in frequency.items()}
        common = frozenset(term for term, count in frequency.items() if size >= SOME and count > EVERYWHERE * size)
        return cls(rarity, actor_of, mentions, found, common)

    def everywhere(self, term: str) -> bool:
        """Whether so many articles of the thread hold a stem that it tells nothing there."""
        return term in self.common

    def around(self, article: Article, start: int, end: int) -> Context:
        """The context of the sentence in which ``start`` to ``end`` stands."""
        return self.of_sentence(article, sentence_around(article, start, end))

    def of_sentence(self, article: Article, sentence: Passage) -> Context:
        """The context of one passage, made once."""
        key = (article.id, sentence.start, sentence.end)
        if key not in self.made:
            self.made[key] = self.within(article, [sentence])
        return self.made[key]

    def within(self, article: Article, passages: Iterable[Passage]) -> Context:
        """The context of these passages taken together."""
        terms: dict[str, float] = {}
        actors: set[str] = set()
        countries: set[str] = set()
        for passage in passages:
            kinds: dict[int, str] = {}
            for mention in self.mentions_in(article.id, passage.start, passage.end):
                actor = self.actor_of(mention.name, mention.kind) if mention.name else None
                if actor:
                    actors.add(actor)
                country = mention.place if mention.kind == "country" and mention.place else mention.country
                if country:
                    countries.add(country)
                at = mention.start
                for part in mention.text.split(" "):
                    kinds[at] = mention.kind
                    at += len(part) + 1
            for word in self._words_in(article, passage):
                term = stem(word.text)
                weight = term_weight(term)
                if weight:
                    kind = kinds.get(word.start)
                    factor = (
                        SENTENCE_NAMES[kind] if kind else (1.5 if word.capital and word.start > passage.start else 1.0)
                    )
                    terms[term] = max(terms.get(term, 0.0), weight * factor * self.rarity.get(term, 1.0))
        norm = math.sqrt(sum(terms[term] ** 2 for term in sorted(terms)))
        return Context(terms, frozenset(actors), frozenset(countries), norm)

    def _words_in(self, article: Article, passage: Passage) -> Sequence[Word]:
        """The words of a passage: those of the body are taken apart already."""
        tokens, starts = self.tokens[article.id]
        first, last = bisect_left(starts, passage.start), bisect_left(starts, passage.end)
        return tokens[first:last] if first < last else tuple(words_of(passage))

    def mentions_in(self, article_id: str, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin from ``start`` to before ``end``."""
        ordered, starts = self.mentions.get(article_id, ((), ()))
        return ordered[bisect_left(starts, start) : bisect_left(starts, end)]


def alike(a: Context, b: Context) -> float:
    """The cosine of two contexts."""
    if not a.norm or not b.norm:
        return 0.0
    shared = sorted(a.terms.keys() & b.terms.keys())
    return sum(a.terms[term] * b.terms[term] for term in shared) / (a.norm * b.norm)


def cover(small: Context, large: Context) -> float:
    """The share of the weight of ``small`` that stands in ``large``."""
    if not small.norm:
        return 0.0
    shared = sorted(small.terms.keys() & large.terms.keys())
    return sum(small.terms[term] ** 2 for term in shared) / small.norm**2


def quote(article: Article, start: int, end: int) -> Evidence:
    """Evidence for a range of an article."""
    return Evidence.of(article.id, article.text, start, end)
