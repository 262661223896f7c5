"""An index of what is said: propositions found by the weight of the words that they share with another.

Of the thousands of sentences in a thread nearly all share some word with a given one, and nearly none enough to say the same. What a
pair shares is added up along the lists of the sentences that have a word, which is far cheaper than to take each pair in hand; only
pairs for which the sum does not rule it out are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from onrecord.relate.propositions import LEAST_ALIKE, LEAST_SHARED, Proposition, covered

#: The heaviest words of a sentence, by which others that say the same are found.
HEAVIEST = 8

#: The share by which a sum may differ from that of the same weights in another order, and far more.
_ROUNDING = 1e-9

#: When it was added, whose it is, and what it says.
_Held = tuple[int, int, Proposition]


class Covering(NamedTuple):
    """A proposition, whose it is, the share of another's weight and the number of its words that it has, and whether it is pointed at."""

    owner: int
    said: Proposition
    share: float
    words: int
    pointed: bool


class Said:
    """Propositions, each with whose it is (a number), found by the heavy words that they share.

    Reports repeat each other: sentences of the same words are looked at once.
    """

    def __init__(self) -> None:
        self._number: dict[frozenset[str], int] = {}
        self._same_words: list[list[_Held]] = []
        self._norms: list[float] = []
        self._by_term: dict[str, list[int]] = {}
        self._by_row: dict[int, set[int]] = {}
        self._by_mark: dict[tuple[str, str | None], set[int]] = {}
        self._number_of: list[int] = []

    def add(self, owner: int, propositions: Sequence[Proposition], outlet: str | None = None) -> None:
        """Adds propositions of one owner, which ``outlet`` printed."""
        for proposition in propositions:
            added = len(self._number_of)
            words = frozenset(proposition.plain)
            number = self._number.setdefault(words, len(self._same_words))
            if number == len(self._same_words):
                self._same_words.append([])
                self._norms.append(proposition.norm)
                for term in words:
                    self._by_term.setdefault(term, []).append(number)
                for row, _ in proposition.ways:
                    self._by_row.setdefault(row, set()).add(number)
            self._same_words[number].append((added, owner, proposition))
            self._number_of.append(number)
            marks = [("actor", actor) for actor in proposition.context.actors]
            marks += [("country", country) for country in proposition.context.countries]
            for mark in (*marks, ("outlet", outlet)):
                self._by_mark.setdefault(mark, set()).add(added)

    def alike(self, proposition: Proposition) -> Iterator[tuple[int, Proposition]]:
        """Those that share one of its heaviest words, :data:`LEAST_SHARED` words in all, and may say the same
        (:func:`~onrecord.relate.propositions.same`), in the order in which they were added.
        """
        least = LEAST_ALIKE * proposition.norm * (1 - _ROUNDING)
        shared, norms = self._shared(proposition), self._norms
        likely = {number for number, weight in shared.items() if weight >= least * norms[number]}
        likely |= shared.keys() & self._moving(proposition)
        found = [
            each
            for number in likely
            for each in self._same_words[number]
            if len(proposition.plain.keys() & self._same_words[number][0][2].plain.keys()) >= LEAST_SHARED
        ]
        return ((owner, other) for _, owner, other in sorted(found, key=_added))

    def naming(self, actor: str | None, country: str | None, outlets: Iterable[str]) -> frozenset[int]:
        """Which of them, by when they were added, name an actor or a country or were printed by one of ``outlets``."""
        marks = [("actor", actor), ("country", country), *(("outlet", each) for each in outlets)]
        return frozenset().union(*(self._by_mark.get(mark, ()) for mark in marks if mark[1] is not None))

    def covering(
        self, proposition: Proposition, enough: tuple[float, int], pointed: AbstractSet[int], least: float
    ) -> Iterator[Covering]:
        """Those that share one of its heaviest words and have of its weight and words (:func:`~onrecord.relate.propositions.covered`)
        at least as much as ``enough`` says, or tell a movement of the same row; of those in ``pointed``
        (:meth:`naming`) the share ``least`` is enough.

        Those that tell a movement come first, then those with the largest share, then in the order in which they were added.
        """
        whole = proposition.norm**2 * (1 - _ROUNDING)
        shared = self._shared(proposition)
        moving = shared.keys() & self._moving(proposition)
        near = {self._number_of[added] for added in pointed}
        likely = moving | {
            number
            for number, weight in shared.items()
            if weight >= enough[0] * whole or (weight >= least * whole and number in near)
        }
        has = {number: covered(proposition, self._same_words[number][0][2]) for number in likely}
        for number in sorted(has, key=lambda each: (each not in moving, -has[each][0], each)):
            share, count = has[number]
            every = number in moving or (share >= enough[0] and count >= enough[1])
            for added, owner, other in self._same_words[number]:
                if every or added in pointed:
                    yield Covering(owner, other, share, count, added in pointed)

    def _shared(self, proposition: Proposition) -> dict[int, float]:
        """For the words of each that share one of the heaviest, the sum of the squared weights of all words shared."""
        plain = proposition.plain
        terms = sorted(plain, key=lambda term: (-plain[term], term))
        shared: dict[int, float] = {}
        for term in terms[:HEAVIEST]:
            weight = plain[term] ** 2
            for number in self._by_term.get(term, ()):
                shared[number] = shared.get(number, 0.0) + weight
        for term in terms[HEAVIEST:]:
            weight = plain[term] ** 2
            for number in self._by_term.get(term, ()):
                if number in shared:
                    shared[number] += weight
        return shared

    def _moving(self, proposition: Proposition) -> frozenset[int]:
        """Those that tell a movement of a row of which the proposition tells one, either way."""
        return frozenset().union(*(self._by_row.get(row, ()) for row, _ in proposition.ways))


def _added(held: _Held) -> int:
    """When one of the propositions was added."""
    return held[0]
