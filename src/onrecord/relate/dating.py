"""When articles without a date were published, inferred from what they say and from dated articles on the same events.

Each possible day gets a weight from what is known, as a small Bayesian model does: days near dated articles that are alike;
days on which "on Tuesday" means the Tuesday that a dated article gives for the same fact; days shortly after the
weekdays that the article itself looks back on; no day before a date that it mentions as past. The shortest interval
that holds most of the weight is the answer; where that is too wide to say anything, the date stays unknown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.model.annotations import Annotated
from onrecord.model.when import When
from onrecord.relate.grounds import calendar_dates, copies, matches, neighbours, values, weekdays
from onrecord.relate.likeness import profile
from onrecord.relate.threads import Copied, day_range

#: The share of the weight that the interval must hold. Weekdays come round every seven days: where the days around the
#: best one hold :data:`SURE` of all weight, the week is settled and the share is taken of them alone.
HELD = 0.85
HELD_OF_ALL = 0.95
SURE = 0.88
AROUND = 6

#: Days that an interval may span without a fact in common with a dated article, and at all.
USEFUL = 11
WIDEST = 31

#: Days before the oldest and after the newest dated article that are thought possible.
MARGIN = 45


def date_articles(
    thread: Sequence[Annotated], given: Mapping[str, When], copied: Copied, only: str | None = None
) -> dict[str, When]:
    """The publication of each article: ``given`` where that is known, inferred where it can be, unknown with a reason.

    Inferred dates rest on given ones alone, never on each other. ``only`` names the one article that is asked for.
    """
    items = sorted(thread, key=lambda item: item.article.id)
    dated = [item for item in items if day_range(given[item.article.id])]
    rarity = _rarity(items)
    found = {}
    for item in items:
        key = item.article.id
        if only not in (None, key):
            continue
        if given[key].known:
            found[key] = given[key]
        elif not dated:
            found[key] = When(reason="the article gives no date, and no article beside it has one")
        else:
            found[key] = _infer(item, dated, given, rarity, copied)
    return found


def _rarity(items: Sequence[Annotated]) -> dict[str, float]:
    frequency: dict[str, int] = {}
    for item in items:
        for term in profile(item).weights:
            frequency[term] = frequency.get(term, 0) + 1
    return {term: 0.1 + math.log((len(items) + 1) / (count + 0.5)) for term, count in frequency.items()}


def _infer(
    item: Annotated, dated: Sequence[Annotated], given: Mapping[str, When], rarity: Mapping[str, float], copied: Copied
) -> When:
    spans = [span for other in dated if (span := day_range(given[other.article.id]))]
    days = range(min(span[0] for span in spans) - MARGIN, max(span[1] for span in spans) + MARGIN + 1)
    grounds = [
        neighbours(item, dated, given, rarity, days),
        *matches(item, dated, given, rarity, days),
        *weekdays(item, days),
        *calendar_dates(item, days),
        *values(item, dated, given, days),
        *copies(item, dated, given, copied, days),
    ]
    logs = [sum(math.log(max(1e-9, ground.weigh.get(day, ground.default))) for ground in grounds) for day in days]
    top = max(logs)
    weights = [math.exp(value - top) for value in logs]
    peak = max(range(len(weights)), key=lambda index: (weights[index], -index))
    first, last = _interval(weights, peak)
    width = last - first + 1
    firm = any(ground.firm for ground in grounds)
    best = days[peak]
    said = [ground.said for ground in grounds if ground.said and ground.weigh.get(best, ground.default) >= 0.2]
    if width > (WIDEST if firm else USEFUL):
        return When(reason="the article gives no date, and what it says fits many weeks")
    start, end = (date.fromordinal(days[index]).isoformat() for index in (first, last))
    return When(start, end, "day" if start == end else "interval", "inferred", "; ".join(said[:6]))


def _interval(weights: Sequence[float], peak: int) -> tuple[int, int]:
    """The shortest interval that is likely enough to hold the day: see :data:`HELD`."""
    low, high = max(0, peak - AROUND), peak + AROUND + 1
    around = weights[low:high]
    if sum(around) < SURE * sum(weights):
        return _shortest(weights, HELD_OF_ALL)
    first, last = _shortest(around, HELD)
    return low + first, low + last


def _shortest(weights: Sequence[float], share: float) -> tuple[int, int]:
    """The shortest run of days that holds this share of the weight; of equally short ones that with the most."""
    total = sum(weights)
    best = (len(weights), 0.0, 0, len(weights) - 1)
    start, held = 0, 0.0
    for end, weight in enumerate(weights):
        held += weight
        while start < end and held - weights[start] >= share * total:
            held -= weights[start]
            start += 1
        if held >= share * total:
            best = min(best, (end - start + 1, -round(held / total, 9), start, end))
    return best[2], best[3]
