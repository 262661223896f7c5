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
        "Orlan Tesk did not resign.",
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


def test_places_are_names_one_for_all_spellings() -> None:
    (found,) = events("Mr Orlan Tesk met Mr Josef Arn in Kiev on Monday.")
    assert (found.place, found.place_key) == ("Kyiv", "geonames:703448")
    (found,) = events("Mr Orlan Tesk met Mr Josef Arn in Varsk on Monday.")
    assert (found.place, found.place_key) == ("Varsk", "local:Varsk")
    (found,) = events("In Varsk, Mr Orlan Tesk said the two countries would sign a treaty there on Monday.")
    assert found.place == "Varsk"


def test_each_event_of_a_sentence_has_its_own_time_place_and_actors() -> None:
    moved, met = events("Mr Orlan Tesk will move on to Odrel, and then meet Mr Josef Arn in Varsk on Friday.")
    assert (moved.actors, moved.place) == (("Orlan Tesk",), "Odrel")
    assert (met.actors, met.place, met.status) == (("Orlan Tesk", "Josef Arn"), "Varsk", "announced")
    assert met.when.relative is not None and met.when.relative.weekday == 4
    first, second = events(
        "Mr Orlan Tesk, who met Mr Josef Arn on Sunday and was holding talks with Ms Ida Lorn on Thursday, was calm."
    )
    assert first.actors == ("Orlan Tesk", "Josef Arn")
    assert second.actors == ("Orlan Tesk", "Ida Lorn")
    assert second.when.relative is not None and second.when.relative.weekday == 3


def test_the_time_of_another_clause_is_not_taken() -> None:
    found = events(
        "Mr Orlan Tesk spoke by phone on Thursday with Mr Josef Arn, discussing the meetings held last week."
    )
    assert found[0].actors == ("Orlan Tesk", "Josef Arn")
    assert found[0].when.relative is not None and found[0].when.relative.weekday == 3
    (call,) = events("Ahead of the trip, Mr Orlan Tesk spoke to his counterpart, Mr Josef Arn, on Tuesday.")
    assert (call.what, call.actors) == ("spoke to", ("Orlan Tesk", "Josef Arn"))


@pytest.mark.parametrize(
    ("before", "sentence", "actors"),
    [
        (
            "Mr Orlan Tesk spoke to Mr Josef Arn.",
            "The two agreed to meet in Varsk on Friday.",
            ("Orlan Tesk", "Josef Arn"),
        ),
        ("Mr Orlan Tesk called Mr Josef Arn.", "They will meet in Varsk on Friday.", ("Orlan Tesk", "Josef Arn")),
        ("Varnia answered Lasmin.", "Both sides will meet in Varsk on Friday.", ("Varnia", "Lasmin")),
        ("Mr Orlan Tesk called Mr Josef Arn and Ms Ida Lorn.", "They will meet in Varsk on Friday.", ()),
        ("Mr Orlan Tesk was calm.", "He will meet Mr Josef Arn in Varsk on Friday.", ("Orlan Tesk", "Josef Arn")),
    ],
)
def test_pronouns_and_the_two(before: str, sentence: str, actors: tuple[str, ...]) -> None:
    assert events(f"{before} {sentence}")[-1].actors == actors


def test_a_meeting_after_which_something_is_told() -> None:
    ahead, past = events(
        "Mr Orlan Tesk said he would speak again in the next few days to Mr Josef Arn after a meeting in Varsk last Friday."
    )
    assert (ahead.status, ahead.actors) == ("announced", ("Orlan Tesk", "Josef Arn"))
    assert (past.status, past.actors, past.place) == ("happened", ("Orlan Tesk", "Josef Arn"), "Varsk")
    assert past.when.relative is not None and past.when.relative.direction == -1


def test_who_only_stands_in_the_sentence_takes_no_part() -> None:
    (found,) = events("Mr Orlan Tesk travelled to Varsk on Monday to discuss the quarrel between Varnia and Lasmin.")
    assert found.actors == ("Orlan Tesk",)
    assert events("Mr Orlan Tesk spoke to reporters on Monday.") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        '"I expect the bridge to be closed before the end of next week," Mr Orlan Tesk said.',
        'Mr Orlan Tesk said: "If you want my bet, their tanks are in Varsk by Sunday."',
        "Mr Orlan Tesk said the number would pass 9,000 within ten days.",
        '"Some time before the middle of the month, they will go," Mr Orlan Tesk said.',
        "Mr Orlan Tesk predicted that prices would fall before the month was out.",
        'Mr Orlan Tesk warned that Varnia could be plotting a "false trail" raid "in the next few days".',
        "Mr Orlan Tesk said: We see every sign that they will use force between now and the end of March.",
        "Mr Orlan Tesk was sure. He would be surprised if prices did not fall before the end of May.",
    ],
)
def test_forecasts_have_a_window_and_a_forecaster(sentence: str) -> None:
    (found,) = events(sentence)
    assert (found.forecaster, found.status) == ("Orlan Tesk", "conditional")
    assert found.when.relative is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr Orlan Tesk said he would go to Varsk by Sunday.",
        '"We will publish the report within ten days," Mr Orlan Tesk said.',
        "Varnia will send soldiers by Sunday, Mr Orlan Tesk said.",
        "The summit will be held in Varsk on 8 May, the ministry said.",
    ],
)
def test_plans_of_ones_own_are_no_forecasts(sentence: str) -> None:
    assert [item.forecaster for item in events(sentence)] in ([], [None])


@pytest.mark.parametrize("words", ["and meet ", "to fly to ", "they met ", "before they met "])
def test_chains_without_end_do_no_harm(words: str) -> None:
    assert isinstance(events("Mr Orlan Tesk will meet " + words * 400 + "on Friday."), tuple)
