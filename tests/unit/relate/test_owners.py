"""Outlets of one owner are one origin, as far as editors say who owns them."""

from __future__ import annotations

from onrecord.model.passage import Evidence
from onrecord.model.relations import Position
from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate.independence import Houses


def held(origin: str) -> Position:
    evidence = Evidence.of("art_a", "Nobody waits.", 0, 13)
    return Position("supports", None, None, None, None, False, origin, UNKNOWN_TIME, evidence)


def test_outlets_of_one_owner_are_one_origin() -> None:
    positions = [held("The Harbour Post"), held("Quorrin Herald"), held("Tessin News")]
    assert len(Houses(()).origins(positions)) == 3
    owned = Houses((), {"Harbour Post": "Halvard Group", "Quorrin Herald": "Halvard group"})
    assert len(owned.origins(positions)) == 2
    same = Houses((), {"Harbour Post": "Halvard Group", "Quorrin Herald": "Halvard Group"})
    assert same.owners_of_several(positions) == ("Halvard Group",)
    assert same.owners_of_several(positions[1:]) == ()


def test_who_is_told_by_two_outlets_of_one_owner_may_be_one() -> None:
    positions = [held("anonymous via The Harbour Post"), held("anonymous via Quorrin Herald")]
    owned = Houses((), {"The Harbour Post": "Halvard Group", "Quorrin Herald": "Halvard Group"})
    assert len(owned.origins(positions)) == 1
