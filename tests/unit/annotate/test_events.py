"""Events and what becomes of them, by trigger words and tense. All texts are invented."""

from __future__ import annotations

import pytest
from tests.unit.annotate.reports import annotated

from onrecord.annotate.events import OTHER
from onrecord.model.picture import Event


def events(*paragraphs: str) -> tuple[Event, ...]:
    return annotated(*paragraphs).events


@pytest.mark.parametrize(
    ("sentence", "code", "status"),
    [
        ("Mr Orlan Tesk met Mr Josef Arn in Varsk on Monday.", "CONSULT", "happened"),
        ("Mr Orlan Tesk will meet Mr Josef Arn in Varsk on Monday.", "CONSULT", "announced"),
        ("Mr Orlan Tesk is to visit Lasmin on Tuesday.", "CONSULT", "announced"),
        ("The talks in Varsk that were to begin today have been put off until Monday.", "CONSULT", "moved"),
        ("The second round of talks between Varnia and Lasmin on Friday was called off.", "CONSULT", "cancelled"),
        ("The summit of Varnia and Lasmin went ahead on Friday.", "CONSULT", "held"),
        ("Varnia deployed soldiers along the river on Sunday.", "MOBILIZE", "happened"),
        ("Varnia shelled Lasmin on Sunday.", "ASSAULT", "happened"),
        ("Varnia is considering a deployment of soldiers next week.", "MOBILIZE", "planned"),
        ("Mr Orlan Tesk will address the nation on television on Sunday.", OTHER, "announced"),
        ("Mr Orlan Tesk said he would publish a report on Friday.", OTHER, "announced"),
    ],
)
def test_status(sentence: str, code: str, status: str) -> None:
    found = events(sentence)
    assert [(item.code, item.status) for item in found] == [(code, status)]
    assert found[0].when.relative is not None
    assert len(found[0].turns) == 1
    assert found[0].turns[0].status == status


@pytest.mark.parametrize(
    "sentence",
    [
        "Meetings are dull.",
        "There are fears of an invasion.",
        "Any attack would be answered.",
        "If Varnia attacks, Lasmin will answer.",
        "Orlan Tesk will be happy.",
        "The bridge will be old.",
    ],
)
def test_what_is_no_event(sentence: str) -> None:
    assert events(sentence) == ()


def test_actors_and_place() -> None:
    (found,) = events("Mr Orlan Tesk met Mr Josef Arn in Varsk on Monday.")
    assert found.actors == ("Orlan Tesk", "Josef Arn")
    assert found.place is not None
    assert found.forecaster is None


def test_forecast_has_its_forecaster() -> None:
    (found,) = events("Mr Orlan Tesk warned that Varnia could attack Lasmin by Friday.")
    assert found.status == "conditional"
    assert found.forecaster == "Orlan Tesk"


def test_moved_to_the_new_time() -> None:
    (found,) = events("The vote in Varsk has been put off from Thursday to Saturday.")
    assert found.status == "moved"
    assert found.when.relative is not None
    assert found.when.relative.weekday == 5


def test_the_speaker_of_a_sentence_is_no_actor_of_its_event() -> None:
    (found,) = events("Varnia will host a conference on Sunday, Mr Orlan Tesk said.")
    assert found.actors == ("Varnia",)
    (found,) = events("Mr Orlan Tesk said he would travel to Lasmin on Sunday.")
    assert found.actors == ("Orlan Tesk",)
