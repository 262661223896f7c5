"""A denial that is passed on is that of whoever denies: "the Gazette reported that the mayor denied it" is no denial by the Gazette."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.relate.builders import Draft

from onrecord.model.statement import Stance, Statement
from onrecord.relate.denying import denial_within

SENTENCE = "The Gazette reported that Ilse Brandt denied selling the ferry."


def statements(stance: Stance = "says") -> tuple[Statement, Statement]:
    """What the Gazette tells, and the denial within it."""
    draft = Draft("art_1", SENTENCE)
    told = draft.says(SENTENCE, "Ilse Brandt denied selling the ferry", "The Gazette", stance=stance)
    denied = draft.says(SENTENCE, "selling the ferry", "Ilse Brandt", stance="denies")
    return replace(told, cue=draft.find("reported")), replace(denied, cue=draft.find("denied"))


def test_whoever_passes_a_denial_on_denies_nothing() -> None:
    told, denied = statements()
    assert denial_within([told, denied], told) is denied
    assert denial_within([told, denied], denied) is denied


def test_a_denial_of_a_denial_is_ones_own() -> None:
    told, denied = statements("denies")
    assert denial_within([told, denied], told) is told


def test_what_holds_no_other_denial_stays() -> None:
    told, denied = statements()
    assert denial_within([told, replace(denied, stance="says")], told) is told
    assert denial_within([told], told) is told
