"""Two texts compared: how much they share, where, and whether that makes one a copy of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from onrecord.model.relations import CopyRelation
from onrecord.relate.aligning import RUN, Mask, Run, covered
from onrecord.relate.furniture import Text, Verdict, judge
from onrecord.relate.furniture_words import STATEMENTS

#: Share of both texts (Dice) from which they are the same text with edits. A Jaccard of .5 over shingles is a Dice of
#: .67; a few words lie outside runs.
NEAR = 0.63

#: Two texts of one form, filled in with different numbers (results, prices, weather), are not copies: of the numbers of
#: the one with fewer, this share must stand in the other; but not where the words are the same next to throughout.
NUMBERS = 0.5
ONE_TEXT = 0.8

#: Words from what is shared within which a number is part of the form.
CLOSE = 8

#: Words and share from which one text holds an excerpt of another.
EXCERPT_WORDS = 40
EXCERPT_SHARE = 0.25

#: Share of a text from which it stands whole in another.
WHOLE = 0.9

#: Share of a run from which it is furniture.
HALF = 0.5

#: Words before a shared run, and at its beginning, in which a statement that both print is announced.
ANNOUNCED = 16


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts share.

    ``relation`` is ``None`` where one is no copy of the other; ``reason`` says why or why not. ``shared_a`` of ``length_a`` words are
    shared, not counting quotations, notices and page furniture. ``begins`` says for each whether it begins with what is
    shared. ``furniture`` is whether all that they share stands beside both reports.
    """

    runs: tuple[Run, ...]
    shared_a: int
    shared_b: int
    length_a: int
    length_b: int
    relation: CopyRelation | None
    reason: str
    begins: tuple[bool, bool] = (True, True)
    furniture: bool = False

    def turned(self) -> Alignment:
        """The same, seen from the other text."""
        return Alignment(
            tuple(run.turned() for run in self.runs),
            self.shared_b, self.shared_a, self.length_b, self.length_a,
            self.relation, self.reason, (self.begins[1], self.begins[0]), self.furniture,
        )  # fmt: skip


def compare(a: Text, b: Text, known_a: Mask | None = None, known_b: Mask | None = None) -> Alignment:
    """Align two texts and judge what they share. ``known_a`` and ``known_b`` are words known to be furniture of their pages."""
    runs = a.runs(b)
    void_a, void_b = _void(a, known_a), _void(b, known_b)
    if known_a is not None or known_b is not None:
        # What is furniture of the one page and part of the other report is an excerpt of that report.
        for run in runs:
            at_a, at_b = slice(run.a, run.a + run.length_a), slice(run.b, run.b + run.length_b)
            if void_a[at_a].mean() < HALF or void_b[at_b].mean() < HALF:
                void_a[at_a], void_b[at_b] = a.notices[at_a], b.notices[at_b]
    counted_a, counted_b = ~void_a & ~a.quoted, ~void_b & ~b.quoted
    kept = _counted(runs, counted_a, counted_b)
    in_a, in_b = _masks(a, b, kept)
    verdict: Verdict | None = None
    if kept:
        verdict = judge(a, b, in_a, in_b, void_a, void_b)
        if not any(verdict.begins):
            told = [run for run in kept if announced(a, run.a) and announced(b, run.b)]
            if told:
                for run in told:
                    counted_a[run.a : run.a + run.length_a] = False
                    counted_b[run.b : run.b + run.length_b] = False
                kept = [run for run in kept if run not in told]
                in_a, in_b = _masks(a, b, kept)
    shared_a, shared_b = int((in_a & counted_a).sum()), int((in_b & counted_b).sum())
    length_a, length_b = int(counted_a.sum()), int(counted_b.sum())
    found = tuple(kept)

    def result(relation: CopyRelation | None, reason: str, furniture: bool = False) -> Alignment:
        begins = verdict.begins if verdict else (False, False)
        return Alignment(found, shared_a, shared_b, length_a, length_b, relation, reason, begins, furniture)

    if length_a >= RUN and len(a.ids) == len(b.ids) and bool((a.ids == b.ids).all()):
        found = (Run(0, 0, len(a.ids), len(b.ids)),)
        return result("exact", "the same words")
    if verdict is None:
        return result(None, "they share no passage but notices and quotations")
    if min(shared_a, shared_b) < RUN:
        return result(None, "what they share is a statement that both print")
    if not verdict.belongs:
        return result(None, verdict.reason, furniture=True)
    unquoted = (shared_a + shared_b) / (length_a + length_b)
    # Where next to everything is shared, quotations and all, it is no chance that they are shared too.
    whole = float((in_a & ~void_a).sum() + (in_b & ~void_b).sum()) / int((~void_a).sum() + (~void_b).sum())
    dice = max(unquoted, whole)
    if dice < ONE_TEXT and _common_numbers(_numbers(a, in_a), _numbers(b, in_b)) < NUMBERS:
        return result(None, "one form with other numbers")
    if dice >= NEAR:
        return result("near", verdict.reason)
    shared, shorter = min(shared_a, shared_b), min(length_a, length_b)
    if shared >= EXCERPT_WORDS and shared >= EXCERPT_SHARE * shorter:
        return result("excerpt", verdict.reason)
    return result(None, "they share too little")


def _void(text: Text, known: Mask | None) -> Mask:
    return text.notices.copy() if known is None else text.notices | known


def _counted(runs: list[Run], counted_a: Mask, counted_b: Mask) -> list[Run]:
    """The runs with enough words that count in both."""
    return [
        run
        for run in runs
        if counted_a[run.a : run.a + run.length_a].sum() >= RUN and counted_b[run.b : run.b + run.length_b].sum() >= RUN
    ]


def _masks(a: Text, b: Text, runs: list[Run]) -> tuple[Mask, Mask]:
    return (
        covered(len(a.words), [(run.a, run.length_a) for run in runs]),
        covered(len(b.words), [(run.b, run.length_b) for run in runs]),
    )


def announced(text: Text, start: int) -> bool:
    """Whether a statement is announced where a run begins: "... said in a statement"."""
    return any(word.text in STATEMENTS for word in text.words[max(0, start - ANNOUNCED) : start + ANNOUNCED])


def _numbers(text: Text, shared: Mask) -> Counter[str]:
    """The numbers that stand in shared words or close to them."""
    near = np.convolve(shared, np.ones(2 * CLOSE + 1, np.int64))[CLOSE:-CLOSE] > 0
    return Counter(text.words[index].text for index in np.flatnonzero(near & text.numeric).tolist())


def _common_numbers(ours: Counter[str], theirs: Counter[str]) -> float:
    """The share of the numbers of the text with fewer that stand in the other; 1 where one has less than two."""
    fewer = min(ours.total(), theirs.total())
    return (ours & theirs).total() / fewer if fewer > 1 else 1.0


def votes(size: int, spans: list[tuple[int, int]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each of ``size`` words in how many spans of (start, length) it lies."""
    steps = np.zeros(size + 1, np.int64)
    for start, length in spans:
        steps[start] += 1
        steps[start + length] -= 1
    return np.cumsum(steps)[:size]
