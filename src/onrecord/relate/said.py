"""An index of what is said: propositions found by the weight of the words that they share with another.

Of the thousands of sentences in a thread nearly all share some word with a given one, and nearly none enough to say the same. What a
pair shares is added up along the lists of the sentences that have a word, which is far cheaper than to take each pair in hand; only
pairs for which the sum does not rule it out are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.relate.propositions import LEAST_ALIKE, LEAST_SHARED, Proposition

#: The heaviest words of a sentence, by which others that say the same are found.
HEAVIEST = 8

#: The share by which a sum may differ from that of the same weights in another order, and far more.
_ROUNDING = 1e-9


class Said:
    """Propositions, each with whose it is (a number), found by the heavy words that they share."""

    def __init__(self) -> None:
        self._all: list[tuple[int, Proposition]] = []
        self._norms: list[float] = []
        self._by_term: dict[str, list[int]] = {}
        self._by_row: dict[int, set[int]] = {}

    def add(self, owner: int, propositions: Sequence[Proposition]) -> None:
        for proposition in propositions:
            number = len(self._all)
            for term in proposition.plain:
                self._by_term.setdefault(term, []).append(number)
            for row, _ in proposition.ways:
                self._by_row.setdefault(row, set()).add(number)
            self._all.append((owner, proposition))
            self._norms.append(proposition.norm)

    def alike(self, proposition: Proposition) -> Iterator[tuple[int, Proposition]]:
        """Those that share one of its heaviest words, :data:`LEAST_SHARED` words in all, and may say the same
        (:func:`~onrecord.relate.propositions.same`), in the order in which they were added.
        """
        least = LEAST_ALIKE * proposition.norm * (1 - _ROUNDING)
        shared, norms = self._shared(proposition), self._norms
        likely = {number for number, weight in shared.items() if weight >= least * norms[number]}
        for number in sorted(likely | (shared.keys() & self._moving(proposition))):
            owner, other = self._all[number]
            if len(proposition.plain.keys() & other.plain.keys()) >= LEAST_SHARED:
                yield owner, other

    def covering(self, proposition: Proposition, share: float) -> Iterator[tuple[int, Proposition, float]]:
        """Those that share one of its heaviest words and have at least ``share`` of its weight
        (:func:`~onrecord.relate.propositions.covered`) or tell a movement of the same row.

        Each comes with the most that its share can be, 1 for movements; those with most come first, then in the order in which
        they were added.
        """
        whole = proposition.norm**2 * (1 - _ROUNDING)
        shared = self._shared(proposition)
        most = {number: weight / whole for number, weight in shared.items() if weight >= share * whole}
        most |= dict.fromkeys(shared.keys() & self._moving(proposition), 1 + _ROUNDING)
        for number in sorted(most, key=lambda each: (-most[each], each)):
            yield *self._all[number], most[number]

    def _shared(self, proposition: Proposition) -> dict[int, float]:
        """For each that shares one of the heaviest words, the sum of the squared weights of all words shared."""
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
