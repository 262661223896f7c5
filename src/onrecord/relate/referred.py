"""Figures that only refer to another: "the 7,000 figure was backed by the minister", "he could not verify the 7,000 figure".

They measure nothing: whoever is told to say so takes a position on the claim of the value that they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model.relations import Difference, PositionKind, Side
from onrecord.relate.assertions import Asserted, Origins, position
from onrecord.relate.binding import Report
from onrecord.relate.series import Measured
from onrecord.relate.sides import difference, once
from onrecord.relate.tables import DENIAL_CUES, DOUBT_CUES

_BEFORE = re.compile(r"\b(?:the|that|this|its|their|those)\s+\Z", re.IGNORECASE)
_AFTER = re.compile(r"[\s-]+(?:[a-z]+\s)?(?:figure|number|estimate|count|tally|toll|total|claim)\b", re.IGNORECASE)

_MARKS = re.compile('["“”‘]')

#: Why a difference is one within what one and the same is reported to say.
BOTH_WAYS = "one and the same is reported to support it and not to"


def refers(one: Measured) -> bool:
    """Whether a figure names the value that another one gives."""
    figure, text = one.figure, one.article.text
    before = _BEFORE.search(text, max(0, figure.start - 8), figure.start)
    return before is not None and _AFTER.match(text, figure.end) is not None


def take_positions(
    referring: Sequence[Measured], asserted: Sequence[Asserted], reports: Sequence[Report], origins: Origins
) -> None:
    """Adds the positions of those who are told to speak of a value to the claim of that value, in the same article or else the newest
    other one."""
    by_id = {report.article.id: report for report in reports}
    for one in referring:
        claim = _named(one, asserted)
        if claim is None or one.statement is None:
            continue
        taken = position(
            _kind(one), one.statement, origins.of(one.statement, one.figure.evidence[0]), by_id[one.article.id]
        )
        if all((held.kind, held.evidence) != (taken.kind, taken.evidence) for held in claim.positions):
            claim.positions.append(taken)


def both_ways(asserted: Sequence[Asserted]) -> Iterator[Difference]:
    """Claims that one actor is reported, in one article, to support and to doubt or deny."""
    for claim in asserted:
        for support in claim.positions:
            against = [
                held
                for held in claim.positions
                if support.kind == "supports"
                and held.kind != "supports"
                and support.actor_id
                and held.actor_id == support.actor_id
                and held.evidence.article_id == support.evidence.article_id
            ]
            if against:
                sides = [Side(claim.about, held.speaker, claim.id, held.evidence) for held in (support, *against)]
                yield difference("denial", claim.about, once(sides), BOTH_WAYS)


def _kind(one: Measured) -> PositionKind:
    said = f" {_MARKS.sub('', one.sentence.casefold())}"  # 'not "necessarily" able to "verify"'
    if any(cue in said for cue in DOUBT_CUES):
        return "doubts"
    return "denies" if any(cue in said for cue in DENIAL_CUES) else "supports"


def _named(one: Measured, asserted: Sequence[Asserted]) -> Asserted | None:
    """The claim of the value that a figure names: the nearest before it in its article."""
    value = one.figure.high if one.figure.high is not None else one.figure.low
    found = [
        (start, claim.id, claim)
        for claim in asserted
        if claim.figure_ids and value in (claim.low, claim.high)
        for article_id, start, _ in claim.spans
        if article_id == one.article.id and start < one.figure.start
    ]
    return max(found, key=lambda entry: entry[:2])[2] if found else None
