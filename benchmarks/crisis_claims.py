"""Scores what a desk makes of who contradicts whom in a crisis: its differences, and the states of its claims.

A difference that the desk finds is *right* when two of its sides stand where the two sides of a true one stand (what the truth lists under
``also`` can stand for one of the two). A pair of ``arguable`` is not counted. Everything else is wrong, whether or not the
truth names it among ``not_differences``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.model.passage import Evidence
from onrecord.model.relations import Claim, Difference

if TYPE_CHECKING:
    from benchmarks.crisis import Crisis, Place

#: Whether it is right, and what it is.
Row = tuple[bool, str]

STATES = ("single_source", "corroborated", "disputed", "superseded", "retracted")


def touches(places: Iterable[Place], wanted: Iterable[Place]) -> bool:
    """Whether any of ``places`` overlaps any of ``wanted``."""
    wanted = list(wanted)
    return any(
        article == other and start < other_end and other_start < end
        for article, start, end in places
        for other, other_start, other_end in wanted
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Where the two sides of a true difference stand, and what else of ``also`` says what one of them says; of which, is not told."""

    sides: tuple[list[Place], list[Place]]
    also: list[Place]

    @classmethod
    def of(cls, crisis: Crisis, item: dict[str, Any]) -> Pair:
        one, other = (crisis.shown_places(each["report"], each["quote"]) for each in item["sides"])
        also = [place for each in item.get("also", []) for place in crisis.shown_places(each["report"], each["quote"])]
        return cls((one, other), also)

    def is_joined_by(self, passages: Sequence[Sequence[Place]]) -> bool:
        """Whether one of ``passages`` stands where a side stands, and another where the other side or an ``also`` does."""
        for side, other in (self.sides, self.sides[::-1]):
            first = [number for number, each in enumerate(passages) if touches(each, side)]
            second = [number for number, each in enumerate(passages) if touches(each, [*other, *self.also])]
            if any(a != b for a in first for b in second):
                return True
        return False


def _places(evidence: Evidence) -> list[Place]:
    return [(evidence.article_id, evidence.start, evidence.end)]


def _found(crisis: Crisis) -> Iterator[Difference]:
    for relations in crisis.contents.relations:
        yield from relations.differences


def _pairs(crisis: Crisis, name: str) -> list[tuple[dict[str, Any], Pair]]:
    return [(item, Pair.of(crisis, item)) for item in crisis.truth.get(name, [])]


def score_differences(crisis: Crisis) -> dict[str, list[Row]]:
    """Precision of the differences found, all and by kind, and the pairs that are none."""
    true, arguable = _pairs(crisis, "differences"), _pairs(crisis, "arguable")
    rows: dict[str, list[Row]] = {"precision": []}
    sides_of = [(each, [_places(side.evidence) for side in each.sides]) for each in _found(crisis)]
    for each, sides in sides_of:
        hit = any(pair.is_joined_by(sides) for _, pair in true)
        if not hit and any(pair.is_joined_by(sides) for _, pair in arguable):
            continue
        row = (hit, f"{each.kind}: " + " / ".join(side.value[:70] for side in each.sides))
        rows["precision"].append(row)
        rows.setdefault(f"precision.{each.kind}", []).append(row)
    rows["not_differences"] = [
        (
            not any(pair.is_joined_by(sides) for _, sides in sides_of),
            " / ".join(side["quote"][:70] for side in item["sides"]),
        )
        for item, pair in _pairs(crisis, "not_differences")
    ]
    return rows


def score_kinds(crisis: Crisis, shown: set[str]) -> dict[str, list[Row]]:
    """The true differences that the brief shows (``shown``, identifiers) by kind."""
    rows: dict[str, list[Row]] = {}
    for item in crisis.truth.get("differences", []):
        rows.setdefault(f"differences.{item['kind']}", []).append((item["id"] in shown, item["id"]))
    return rows


def score_claims(crisis: Crisis) -> dict[str, list[Row]]:
    """States of the claims of the truth: found at all, in the right state, and precision by the state that was given.

    The claim that is scored is, of all that take a position where the truth's passages stand, the one that has most of them; where
    several have as many, that in the true state.
    """
    rows: dict[str, list[Row]] = {"found": [], "state": []}
    claims = [claim for relations in crisis.contents.relations for claim in relations.claims]
    for item in crisis.truth.get("claims", []):
        true = item["state"].replace(" ", "_")
        passages = [crisis.shown_places(each["report"], each["quote"]) for each in item["passages"]]
        label = f"{true}: {item['passages'][0]['report']}: {item['passages'][0]['quote'][:70]}"
        counts = [(sum(_stands_in(claim, passage) for passage in passages), claim) for claim in claims]
        most = max((count for count, _ in counts), default=0)
        states = sorted({claim.state for count, claim in counts if count == most and most})
        rows["found"].append((bool(states), label))
        rows["state"].append((true in states, f"{label} is {', '.join(states) or 'not found'}"))
        rows.setdefault(f"state.{true}", []).append(rows["state"][-1])
        if states:
            given = true if true in states else states[0]
            rows.setdefault(f"precision.{given}", []).append((given == true, f"{label} is {given}"))
    return rows


def _stands_in(claim: Claim, passage: Sequence[Place]) -> bool:
    return any(touches(_places(held.evidence), passage) for held in claim.positions)
