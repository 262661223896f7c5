"""Which of those who support a claim speak for themselves, and which only pass on what another said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.passage import Passage
from onrecord.model.relations import Position
from onrecord.relate.binding import Report
from onrecord.relate.words import words_of

#: The share of words in common from which two sentences are the same one, printed twice; shorter ones are alike by chance.
SAME_WORDS = 0.8
LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Voices:
    """The outlets of a thread, and its articles."""

    outlets: dict[str, str]
    articles: dict[str, Article]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Voices:
        return cls(
            {report.article.id: report.outlet for report in reports},
            {report.article.id: report.article for report in reports},
        )

    def independent(self, held: Sequence[Position]) -> list[Position]:
        """Those of ``held``, in their order, that count: one of each sentence, however many names stand in it or print it; no
        outlet that names, in this report or another, who told it; and of the reports of unknown outlets one, since
        they may be of one outlet.
        """
        names = frozenset(self.outlets.values())
        own = [each for each in held if each.origin in names]
        told = {self.outlets[each.evidence.article_id] for each in held if each not in own}
        kept: list[Position] = []
        said: list[frozenset[str]] = []
        nobody = False
        for each in held:
            words = self._words(each)
            if (each in own and each.origin in told) or any(_are_one(words, other) for other in said):
                continue
            if each in own and each.origin in self.articles:
                if nobody:
                    continue
                nobody = True
            kept.append(each)
            said.append(words)
        return kept

    def _words(self, held: Position) -> frozenset[str]:
        place = held.evidence
        sentence = Passage.of(self.articles[place.article_id].text, place.start, place.end)
        return frozenset(word.text for word in words_of(sentence))


def _are_one(a: frozenset[str], b: frozenset[str]) -> bool:
    return a == b or (min(len(a), len(b)) >= LEAST_WORDS and len(a & b) >= SAME_WORDS * len(a | b))
