"""Which of those who support a claim speak for themselves, and which only pass on what another said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.passage import Passage
from onrecord.model.relations import Position
from onrecord.model.statement import Mention
from onrecord.relate.binding import Report
from onrecord.relate.words import words_of

#: The share of words in common from which two sentences are the same one, printed twice; shorter ones are alike by chance.
SAME_WORDS = 0.8
LEAST_WORDS = 6
#: A body behind the name of one of its people: "Ora Lind of Clear Wells".
_OF_A_BODY = re.compile(
    r",? (?:of|from|with|at) (?:the )?(?P<body>[A-Z][\w’'-]*(?: (?:of |for |and )?[A-Z][\w’'-]*){0,5})"
)
#: Words of a name in a sentence from which it names its bearer, where nothing found it there: "the defence ministry".
_NAMING = 2
_LITTLE = frozenset({"the", "a", "an", "of", "and", "for", "s"})


@dataclass(frozen=True, slots=True)
class Voices:
    """The outlets of a thread, and its articles."""

    outlets: dict[str, str]
    articles: dict[str, Article]
    mentions: dict[str, Sequence[Mention]]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Voices:
        return cls(
            {report.article.id: report.outlet for report in reports},
            {report.article.id: report.article for report in reports},
            {report.article.id: report.item.annotations.mentions for report in reports},
        )

    def independent(self, held: Sequence[Position]) -> list[Position]:
        """Those of ``held``, in their order, that count: one of each sentence, however many names stand in it or print it; no
        outlet that names, in this report or another, who told it, and no sentence of an outlet that names another of them; of those whom
        one outlet describes without a name one, and one of those described in the same words; and of the reports of unknown outlets
        one, since they may be of one outlet.
        """
        names = frozenset(self.outlets.values())
        own = [each for each in held if each.origin in names]
        told = {self.outlets[each.evidence.article_id] for each in held if each not in own}
        kept: list[Position] = []
        said: list[frozenset[str]] = []
        nobody = False
        described: list[tuple[str, frozenset[str]]] = []
        for each in held:
            words = self._words(each)
            if (each in own and each.origin in told) or any(_are_one(words, other) for other in said):
                continue
            if each in own and self._names_another(each, held):
                continue
            if each not in own and each.actor_id is None and not each.anonymous:
                here = self.outlets[each.evidence.article_id], _plain(each.origin)
                if any(here[0] == other[0] or here[1] <= other[1] or other[1] <= here[1] for other in described):
                    continue
                described.append(here)
            if each in own and each.origin in self.articles:
                if nobody:
                    continue
                nobody = True
            kept.append(each)
            said.append(words)
        return kept

    def _names_another(self, own: Position, held: Sequence[Position]) -> bool:
        """Whether the outlet's sentence names, as a body or a person, another of those who hold it ("the ministry puts the dead at
        nine"), or another is introduced as one of the outlet's own people ("Ora Lind of Clear Wells", and Clear Wells' report)."""
        others = [_plain(each.origin) for each in held if each.origin != own.origin]
        place = own.evidence
        outlet = _plain(own.origin)
        if any(self._belongs(each, outlet) for each in held if each.actor_id and each.origin != own.origin):
            return True
        words = self._words(own)
        if any(len(words & other) >= _NAMING for other in others):
            return True
        return any(
            named <= other
            for mention in (self.mentions.get(place.article_id, ()) if others else ())
            if place.start <= mention.start < place.end and mention.kind in ("person", "body")
            if (named := _plain(mention.text))
            for other in others
        )

    def _belongs(self, each: Position, outlet: frozenset[str]) -> bool:
        """Whether a report of theirs says behind the speaker's name that the speaker is of ``outlet``."""
        text = self.articles[each.evidence.article_id].text
        behind = text.find(each.origin) + len(each.origin)
        own = _OF_A_BODY.match(text, behind) if behind >= len(each.origin) else None
        words = _plain(own["body"]) if own else frozenset()
        return bool(words) and words <= outlet

    def _words(self, held: Position) -> frozenset[str]:
        place = held.evidence
        sentence = Passage.of(self.articles[place.article_id].text, place.start, place.end)
        return frozenset(word.text for word in words_of(sentence))


def _plain(name: str) -> frozenset[str]:
    """The words of a name or a description that tell who is meant: "the defence ministry" and "Ministry of Defence" have the same."""
    return frozenset(word.text.casefold() for word in words_of(Passage(name, 0, len(name)))) - _LITTLE


def _are_one(a: frozenset[str], b: frozenset[str]) -> bool:
    return a == b or (min(len(a), len(b)) >= LEAST_WORDS and len(a & b) >= SAME_WORDS * len(a | b))
