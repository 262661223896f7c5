"""Scores what a desk makes of who contradicts whom in a crisis: its differences, and the states of its claims.

A difference that the desk finds is *right* when two of its sides stand where the two sides of a true one stand (what the truth lists under
``also`` stands for the side whose words it shares). A pair of ``arguable`` is not counted. Everything else is wrong, whether or not the
truth names it among ``not_differences``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.model.passage import Evidence
from onrecord.model.relations import Claim, Difference
from onrecord.relate.words import content_terms

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


def side_places(crisis: Crisis, item: dict[str, Any], number: int) -> list[Place]:
    """Where side ``number`` of a true difference stands, and what else of ``also`` tells the same.

    The truth does not say of which side an ``also`` is: it is of the one with more of whose numbers, then words, it has; of
    none where both have as many.
    """
    side, other = item["sides"][number], item["sides"][1 - number]
    found = crisis.shown_places(side["report"], side["quote"])
    for each in item.get("also", []):
        if _alike(each["quote"], side["quote"]) > _alike(each["quote"], other["quote"]):
            found += crisis.shown_places(each["report"], each["quote"])
    return found


def _alike(one: str, other: str) -> tuple[int, float]:
    """The numbers that two quotes share, and of the content words of the shorter the share that both have."""
    a, b = content_terms(one), content_terms(other)
    return sum(term[0].isdigit() for term in a & b), len(a & b) / max(1, min(len(a), len(b)))


def joins(sides: Sequence[Sequence[Place]], pair: Sequence[Sequence[Place]]) -> bool:
    """Whether two different ones of ``sides`` stand where the two of ``pair`` stand."""
    first, second = ([number for number, side in enumerate(sides) if touches(side, each)] for each in pair)
    return any(a != b for a in first for b in second)


def _places(evidence: Evidence) -> list[Place]:
    return [(evidence.article_id, evidence.start, evidence.end)]


def _found(crisis: Crisis) -> Iterator[Difference]:
    for relations in crisis.contents.relations:
        yield from relations.differences


def _pairs(crisis: Crisis, name: str) -> list[tuple[dict[str, Any], list[list[Place]]]]:
    return [(item, [side_places(crisis, item, number) for number in (0, 1)]) for item in crisis.truth.get(name, [])]


def score_differences(crisis: Crisis) -> dict[str, list[Row]]:
    """Precision of the differences found, all and by kind, and the pairs that are none."""
    true, arguable = _pairs(crisis, "differences"), _pairs(crisis, "arguable")
    rows: dict[str, list[Row]] = {"precision": []}
    sides_of = [(each, [_places(side.evidence) for side in each.sides]) for each in _found(crisis)]
    for each, sides in sides_of:
        hit = any(joins(sides, pair) for _, pair in true)
        if not hit and any(joins(sides, pair) for _, pair in arguable):
            continue
        row = (hit, f"{each.kind}: " + " / ".join(side.value[:70] for side in each.sides))
        rows["precision"].append(row)
        rows.setdefault(f"precision.{each.kind}", []).append(row)
    rows["not_differences"] = [
        (
            not any(joins(sides, pair) for _, sides in sides_of),
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
