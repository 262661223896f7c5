"""What is said and what is an attitude, an act or a thing. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.annotate.reports import GAZETTEER, article_of, statements

from onrecord.annotate import annotate
from onrecord.annotate.cues import acts, cue_table, other_cue

SAID = [
    # sentence, the cue's last word, speaker
    ("Mr Orlan Tesk applauded the plan for a new bridge over the river.", "applauded", "Orlan Tesk"),
    ("Mr Orlan Tesk voiced the anger of many ferrymen about the new bridge.", "voiced", "Orlan Tesk"),
    ("Mr Orlan Tesk was adamant that he has no plans to run for mayor.", "adamant", "Orlan Tesk"),
    ("Mr Orlan Tesk went on to say that the bridge would be closed.", "say", "Orlan Tesk"),
    ("Mr Orlan Tesk encouraged voters to go to the polls on Sunday.", "encouraged", "Orlan Tesk"),
    ("Mr Orlan Tesk has long been convinced that the bridge will fall.", "convinced", "Orlan Tesk"),
]


@pytest.mark.parametrize(("sentence", "cue", "speaker"), SAID)
def test_told_by_other_cues(sentence: str, cue: str, speaker: str) -> None:
    found = [item for item in statements(sentence) if item.cue and item.cue.text.split()[-1] == cue]
    assert [item.speaker.name for item in found] == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr Orlan Tesk hopes that the bridge will be built soon.",
        "Mr Orlan Tesk could say that the bridge is safe.",
        "Mr Orlan Tesk left the hall without saying that the bridge was safe.",
        "Varsk denied the ferrymen a visa.",
        "The committee met on Friday and confirmed him.",
        "The court dismissed the appeal.",
        "Mr Orlan Tesk maintains a lead of nine points over his rivals.",
        "Mr Orlan Tesk advises the port on its sale to Lasmin Water.",
    ],
)
def test_attitudes_acts_and_things_are_no_statements(sentence: str) -> None:
    assert not statements(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Varsk denied the claim that ferrymen need a visa.",
        "The committee confirmed that the bridge was safe.",
        "Mr Orlan Tesk dismissed the report.",
        "Mr Orlan Tesk maintains the bridge is safe.",
    ],
)
def test_the_same_verbs_of_speech_stay(sentence: str) -> None:
    assert len(statements(sentence)) == 1


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("According to Varnia's figures, the river rose by a metre.", "Varnia"),
        ("The river rose by a metre, according to the figures of the day.", None),
        ("A report on Orlan Tesk said that the bridge was closed.", None),
    ],
)
def test_whose_a_document_is(sentence: str, speaker: str | None) -> None:
    (found,) = statements(sentence)
    assert found.speaker.name == speaker


def test_two_offices_are_one_person() -> None:
    (found,) = statements("Ferry Party leader and president Orlan Tesk said that the bridge was safe.")
    assert found.speaker.name == "Orlan Tesk"


def test_acts_are_those_of_verbs_of_speech() -> None:
    known = {cue.lemma for cues in cue_table().values() for cue in cues}
    assert acts()
    assert set(acts()) <= known


def test_frames_of_other_cues() -> None:
    assert other_cue("applauded") is not None
    held = other_cue("worried")
    assert held is not None
    assert held.attitude
    assert held.held
    wanted = other_cue("wanted")
    assert wanted is not None
    assert not wanted.held


@given(
    st.lists(
        st.sampled_from(["Tesk", "denied", "him", "to", "say", "maintains", "found", ",", "that", "“", "of", "."]),
        max_size=14,
    )
)
def test_no_words_break_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = annotate(article_of(text), GAZETTEER)
    assert found == annotate(article_of(text), GAZETTEER)
