"""What is announced by the form of its sentence, and what is foreseen. All texts are invented."""

from __future__ import annotations

import pytest
from tests.unit.annotate.reports import annotated


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("A second round is planned for Thursday, again in Odrel.", "round"),
        ("Leaders of the bloc meet here in Varsk on Wednesday.", "meet here in Varsk"),
        ("They take effect at midnight on Saturday.", "take effect"),
        ("Citizens must register by Friday evening.", "register"),
        ("The army ordered residents to leave the valley by noon on Monday.", "leave the valley"),
        ("The funeral of the two drivers is set for Thursday.", "funeral"),
        ("The bridge is closed to lorries from 6 a.m. on Monday.", "closed"),
        ("The deadline is Friday.", "deadline"),
        ("There will be a vigil in schools at noon on Friday.", "vigil"),
        ("Orlan Tesk is flying to Varsk on Friday.", "flying to Varsk"),
    ],
)
def test_forms_that_announce(sentence: str, what: str) -> None:
    found = annotated(sentence).events
    assert [(event.what, event.status) for event in found] == [(what, "announced")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Of the agreement that was to be signed by last Friday there is no trace.",
        "He let the ships sail on Monday.",
        "The bridge is closed until Friday.",
    ],
)
def test_forms_that_do_not(sentence: str) -> None:
    assert not [event for event in annotated(sentence).events if event.status == "announced"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr Ida Lorn expects the garrison in Varsk, the second city, to go over to the rebels before the weekend.",
        "Dr Ida Lorn believes Colonel Orlan Tesk will step aside within days.",
        "Dr Ida Lorn went further: she foresees a signed agreement by Friday.",
    ],
)
def test_forecasts_in_the_third_person(sentence: str) -> None:
    (found,) = annotated(sentence).events
    assert (found.forecaster, found.status) == ("Ida Lorn", "conditional")
    assert found.when.relative is not None and found.when.relative.until
