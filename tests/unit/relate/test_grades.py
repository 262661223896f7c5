"""The credibility of claims: the written rule, row by row."""

from __future__ import annotations

import pytest

from onrecord.model.passage import Evidence
from onrecord.model.relations import ClaimState, Credibility, Position, PositionKind
from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate.grades import credibility


def held(article: str, kind: PositionKind = "supports", *, anonymous: bool = False) -> Position:
    evidence = Evidence.of(article, "words", 0, 5)
    return Position(kind, None, None, None, None, anonymous, article, UNKNOWN_TIME, evidence)


@pytest.mark.parametrize(
    ("state", "supporting", "denying", "positions", "grade"),
    [
        ("corroborated", "abc", "", [held("a"), held("b"), held("c")], 1),
        ("corroborated", "abc", "", [held("a"), held("b"), held("c"), held("d", "doubts")], 4),
        ("corroborated", "ab", "", [held("a"), held("b")], 2),
        ("single_source", "ab", "", [held("a"), held("a")], 3),
        ("single_source", "a", "", [held("a")], 3),
        ("single_source", "a", "", [held("a", anonymous=True)], 4),
        ("disputed", "ab", "", [held("a"), held("b")], 3),
        ("disputed", "ab", "c", [held("a"), held("b"), held("c", "denies")], 3),
        ("disputed", "a", "c", [held("a"), held("c", "denies")], 4),
        ("disputed", "a", "cd", [held("a"), held("c", "denies"), held("d", "denies")], 5),
        ("disputed", "", "c", [held("c", "denies")], 6),
        ("retracted", "ab", "", [held("a"), held("b")], 5),
        ("superseded", "a", "", [held("a")], 6),
    ],
)
def test_the_rule(
    state: ClaimState, supporting: str, denying: str, positions: list[Position], grade: Credibility
) -> None:
    assert credibility(state, tuple(supporting), tuple(denying), positions) == grade
