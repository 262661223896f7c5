"""A missing date by what was learned on dated articles whose dates were hidden: a probability for every possible day.

Features tell of each day how much speaks for it: dated articles near it that use the same words, the same rare phrases or the
same rare figures, how many are dated around it, and what the rules say. What a feature counts for is learned
(``python -m training.dating``), and the probabilities are the softmax of the sums: a conditional logit model (McFadden 1974) whose
choices are the days. The narrowest interval that holds enough of the probability is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from onrecord.model.when import When
from onrecord.relate.dating_desk import Around, amounts, phrases
from onrecord.relate.dating_rules import NAMED, Grounds, logs
from onrecord.relate.dating_weights import sure
from onrecord.relate.dating_words import Vector

#: What is added before a logarithm is taken, so that a day of which nothing is known is not excluded.
LITTLE = 0.01
SOME = 0.3

#: Over how many days the pull of a dated article fades: plain, or times the spacing of the articles around it.
_REACHES = (("1", 1.0, False), ("3", 3.0, False), ("8", 8.0, False), ("s", 1.0, True), ("3s", 3.0, True))

#: Articles of unknown days that are thought to stand beside those of a desk.
UNSEEN = 10

#: Shared phrases of one pair of articles count up to this many, and less the more there are.
MANY = 40
LESS = 0.7

#: Why a date stays unknown.
UNSURE = "no few days are likely enough by what it says and by the dated articles beside it"

#: The probability that an interval of the rules needs, and the number of dated articles from which it needs it.
AGREED = 0.9
FEW = 4
#: The rules take a thread for one dense crisis. An interval of theirs wider than a week stands only where that is so: where dated
#: articles stand in it, one in two days.
WEEK = 7  # days
DENSE = 0.5

#: Rare phrases from which two articles hold a passage in common, and from which a reason names them.
PASSAGE = 25
SHARED = 3


def learned(days: range, chances: Vector, around: Around, grounds: Grounds) -> When:
    """The publication of one undated article where a few days are nearly sure by their ``chances``, or unknown."""
    first, last, share, certain = narrowest(days, chances, sure())
    if not certain:
        return When(reason=UNSURE)
    best = first + int(np.argmax(chances[first - days.start : last + 1 - days.start]))
    said = list(dict.fromkeys([*_alike(around, first, last), *grounds.said(best)]))[: NAMED - 1]
    start, end = date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
    reason = "; ".join([*said, f"{share:.0%} likely among all days by what was learned"])
    return When(start, end, "day" if start == end else "interval", "inferred", reason)


def agrees(days: range, chances: Vector, ruled: tuple[int, int], dated: Vector) -> bool:
    """Whether an interval that the rules give stands: what was learned finds it likely. ``dated`` are the days of the articles around.

    Where these are too few for that to tell, nothing checks the rules: they must settle the week themselves.
    """
    width = ruled[1] - ruled[0] + 1
    if len(dated) < FEW:
        return width <= WEEK
    held = float(chances[max(0, ruled[0] - days.start) : max(0, ruled[1] + 1 - days.start)].sum())
    inside = int(np.count_nonzero((dated >= ruled[0]) & (dated <= ruled[1])))
    return round(held, 9) >= AGREED and (width <= WEEK or inside >= DENSE * width)


def probabilities(given: Mapping[str, Vector], weight: Mapping[str, float]) -> Vector:
    """The probability of each day by its features; shape (days,)."""
    summed = sum((weight.get(name, 0.0) * feature for name, feature in sorted(given.items())), np.zeros(1))
    # Rounded, so that days of equal weight stay equal whatever the order of the sums.
    risen = np.exp(np.round(summed - summed.max(), 9))
    found: Vector = risen / risen.sum()
    return found


def narrowest(days: range, chances: Vector, least_by_width: Mapping[int, float]) -> tuple[int, int, float, bool]:
    """The narrowest interval that is likely enough, as (first day, last day, its share of the weight, likely enough).

    For each width in days (ascending) the interval with the largest share, the earliest of equals. Where none has the share
    asked for, the likeliest of the widest.
    """
    held = np.concatenate([[0.0], np.cumsum(chances)])
    start, width, share = 0, 1, 0.0
    for wide, least in least_by_width.items():
        width = min(wide, len(chances))
        shares = np.round(held[width:] - held[:-width], 9)
        start = int(np.argmax(shares))
        share = float(shares[start])
        if share >= least:
            return days[start], days[start + width - 1], share, True
    return days[start], days[start + width - 1], share, False


def features(around: Around, grounds: Grounds) -> dict[str, Vector]:
    """What speaks for each possible day, by name; each of shape (days,)."""
    return {
        **_words(around),
        **_crowd(around),
        **_passages(around),
        **_numbers(around),
        "matches": logs(grounds.matches, around.days),
        "weekdays": logs(grounds.weekdays, around.days),
        "dates": logs(grounds.dates, around.days),
        "copies": logs(grounds.copies, around.days),
    }


def _words(around: Around) -> dict[str, Vector]:
    """Days near the dated articles whose words it shares, background aside (:mod:`~onrecord.relate.dating_words`)."""
    weight = around.desk.terms.weights(around.likeness, around.near)
    likest = float(around.likeness[around.near].max())
    found = {}
    for name, days, adaptive in _REACHES:
        faded = around.fading(days, adaptive)
        # With few articles the mean of their days is no ground to stand on: it is drawn towards no day at all.
        usual = faded.sum(axis=0) / (len(weight) + UNSEEN)
        found[f"words {name}"] = np.log(np.maximum(usual + weight @ (faded - usual), 0.0) + LITTLE)
        found[f"words {name} by likeness"] = found[f"words {name}"] * likest
    return found


def _crowd(around: Around) -> dict[str, Vector]:
    """Days on which the dated articles lie close: a crisis is reported most where it moves."""
    days = np.array(around.days)
    spread = (around.fading(1.0, adaptive=True) / around.spacing[:, None]).sum(axis=0)
    of_week = np.bincount((np.round(around.times).astype(int) - 1) % 7, minlength=7)  # ordinal 1 was a Monday
    share: Vector = np.log((of_week + 3.0) / (len(around.times) + 21))
    return {
        "crowd 1": np.log(around.fading(1.0).sum(axis=0) + SOME),
        "crowd 4": np.log(around.fading(4.0).sum(axis=0) + SOME),
        "crowd s": np.log(spread + 0.02),
        "crowd weekday": share[(days - 1) % 7],
    }


def _shared_phrases(around: Around) -> Vector:
    """How many rare phrases each dated article near shares, less where several have them; shape (near,)."""
    desk = around.desk
    shared = np.zeros(len(desk.items))
    for phrase in sorted(phrases(around.item)):
        for place in desk.holders.get(phrase, ()):
            shared[place] += 1 / len(desk.holders[phrase])
    return shared[around.near]


def _passages(around: Around) -> dict[str, Vector]:
    """Days near dated articles with the same rare phrases: of another outlet, which took them from the same source, and of
    the same one, which repeats its own for weeks."""
    counts = _shared_phrases(around)
    outlet = around.item.article.outlet
    own = np.array([outlet is not None and other.article.outlet == outlet for other in around.dated], dtype=bool)
    found = {}
    for name, mine in (("own", own), ("other", ~own)):
        some = np.minimum(counts, MANY) ** LESS * mine
        whole = (counts >= PASSAGE) * mine
        for kind, adaptive in (("1", False), ("s", True)):
            faded = around.fading(1.0, adaptive)
            found[f"phrases {name} {kind}"] = np.log(SOME + some @ faded)
            found[f"passages {name} {kind}"] = np.log(0.05 + np.minimum(1.0, whole @ faded))
    return found


def _numbers(around: Around) -> dict[str, Vector]:
    """Days near dated articles that give the same rare figures: tolls and counts move, and are printed while they hold."""
    desk = around.desk
    shared = np.zeros(len(desk.items))
    for amount in sorted(amounts(around.item)):
        for place in desk.counted.get(amount, ()):
            shared[place] += 1 / len(desk.counted[amount])
    counts = shared[around.near]
    return {
        "numbers 1": np.log(SOME + counts @ around.fading(1.0)),
        "numbers 4": np.log(SOME + counts @ around.fading(4.0)),
        "numbers s": np.log(SOME + counts @ around.fading(1.0, adaptive=True)),
    }


def _alike(around: Around, first: int, last: int) -> list[str]:
    """The dated articles of these days, or the days beside them, that are most alike, in words."""
    beside = (around.times >= first - 1) & (around.times <= last + 1)
    likeness, shared = around.likeness[around.near] * beside, _shared_phrases(around) * beside
    said = []
    for counts, least, words in ((likeness, LITTLE, "most like"), (shared, SHARED, "shares rare phrases with")):
        best = sorted(range(len(counts)), key=lambda at: (-round(float(counts[at]), 9), at))[:2]
        named = [around.desk.shown(int(around.near[at])) for at in best if counts[at] >= least]
        if named:
            said.append(f"{words} {', '.join(named)}")
    return said
