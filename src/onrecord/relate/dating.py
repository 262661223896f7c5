"""When articles without a date were published, inferred from what they say and from the dated articles beside them.

Two ways, in this order. What was learned on dated articles whose dates were hidden (:mod:`~onrecord.relate.dating_learned`)
gives every possible day a probability, and answers where a few days hold nearly all of it: that needs articles around. A small
model of rules (:mod:`~onrecord.relate.dating_rules`) answers where the article has a fact, a date or a text in common with a dated
one: that is all there is in a thread of three; in a larger one what was learned must find the answer likely too. Where neither is sure the date stays unknown.

A date that is given is believed, unless it lies far from all around it (:mod:`~onrecord.relate.dating_doubts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model.annotations import Annotated
from onrecord.model.when import NO_DATE_GIVEN, When
from onrecord.relate.dating_desk import Desk
from onrecord.relate.dating_doubts import doubts
from onrecord.relate.dating_learned import agrees, features, learned, probabilities
from onrecord.relate.dating_rules import by_rules, evidence
from onrecord.relate.dating_weights import weights
from onrecord.relate.threads import Copied, day_range


def date_articles(
    thread: Sequence[Annotated], given: Mapping[str, When], copied: Copied, only: str | None = None
) -> dict[str, When]:
    """The publication of each article: ``given`` where that is known, inferred where it can be, unknown with a reason.

    Inferred dates rest on given ones alone, never on each other, nor on those that are not trusted. ``only`` names the one
    article that is asked for.
    """
    items = sorted(thread, key=lambda item: item.article.id)
    doubted = doubts(items, given)
    desk = Desk(items, given, doubted)
    found = {}
    for item in items:
        key = item.article.id
        if only not in (None, key):
            continue
        stated = given[key]
        if key in doubted:
            doubt = doubted[key]
            if doubt.against:
                found[key] = (inferred := infer(item, desk, copied)).because(f"{doubt.said}; {inferred.reason}")
            else:
                found[key] = stated.because("; ".join(filter(None, (doubt.said, stated.reason))))
        else:
            found[key] = stated if stated.known else _told(infer(item, desk, copied), stated.reason)
    return found


def _told(inferred: When, stated: str) -> When:
    """``inferred`` with the reason why no date is believed that the article states, where it states something."""
    if stated not in ("", NO_DATE_GIVEN):
        return inferred.because(f"{stated}; {inferred.reason}")
    return inferred if inferred.known else inferred.because(f"the article gives no date, and {inferred.reason}")


def infer(item: Annotated, desk: Desk, copied: Copied) -> When:
    """The publication of one undated article, or unknown with the reason."""
    if not desk.items:
        return When(reason="no article beside it has a date")
    around = desk.around(item)
    grounds = evidence(around, copied)
    chances = probabilities(features(around, grounds), weights())
    sure = learned(around.days, chances, around, grounds)
    if sure.known:
        return sure
    ruled = by_rules(around, grounds)
    span = day_range(ruled)
    return ruled if span is None or agrees(around.days, chances, span, around.times) else sure
