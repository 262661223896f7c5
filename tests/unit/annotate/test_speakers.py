"""Pronouns, roles and bodies as speakers: the right name, or none with its reason. All texts are invented."""

from __future__ import annotations

import pytest
from tests.unit.annotate.reports import GAZETTEER, article_of, said, statements

from onrecord.annotate.names import find_mentions
from onrecord.annotate.phrases import phrase_in
from onrecord.annotate.sentences import split
from onrecord.annotate.speakers import Speakers
from onrecord.annotate.units import units
from onrecord.model.statement import Statement


def last(*paragraphs: str, notes: tuple[str, ...] = ()) -> Statement:
    return statements(*paragraphs, notes=notes)[-1]


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["Mr Orlan Tesk came to Varsk. He said the bridge was safe."], "Orlan Tesk"),
        (["Ms Anna Bell met Mr Orlan Tesk. She said the bridge was safe."], "Anna Bell"),
        (["Ms Anna Bell met Mr Orlan Tesk. He said the bridge was safe."], "Orlan Tesk"),
        (["“It is safe,” said Mr Orlan Tesk.", "He added: “It is also old.”"], "Orlan Tesk"),
        (
            ["Mr Orlan Tesk met Mr Josef Arn. He said the bridge was safe."],
            "Orlan Tesk",
        ),  # who opens the sentence before
        (["Jens Arn, the mayor of Varsk, came late.", "The mayor said the bridge was safe."], "Jens Arn"),
        (
            ["The Varnish foreign ministry said talks would go on. It said they were useful."],
            "Varnish Foreign Ministry",
        ),
    ],
)
def test_resolved(paragraphs: list[str], name: str) -> None:
    found = last(*paragraphs)
    assert found.speaker.name == name
    assert not found.speaker.anonymous


def test_two_who_fit_stay_open_with_candidates() -> None:
    found = last("The hall was full when Mr Orlan Tesk met Mr Josef Arn.", "In the end he said the bridge was safe.")
    assert found.speaker.name is None
    assert set(found.speaker.candidates) == {"Orlan Tesk", "Josef Arn"}
    assert "several" in found.speaker.reason


def test_a_pronoun_does_not_reach_far() -> None:
    found = last("Mr Orlan Tesk came to Varsk.", "The river was high.", "The bridge shook.", "He said it was safe.")
    assert found.speaker.name is None
    assert found.speaker.reason


def test_paragraphs_out_of_order_keep_pronouns_inside() -> None:
    paragraphs = ("Mr Orlan Tesk came to Varsk.", "He said the bridge was safe.")
    assert last(*paragraphs).speaker.name == "Orlan Tesk"
    assert last(*paragraphs, notes=("paragraphs are out of order",)).speaker.name is None
    assert (
        last("He said the bridge was safe.", "Mr Orlan Tesk came to Varsk. He said it shook.").speaker.name
        == "Orlan Tesk"
    )
    assert statements("He said it was safe.", "Mr Orlan Tesk came to Varsk.")[0].speaker.name is None


def test_somebody_nameless_goes_on() -> None:
    first, second = statements(
        "“We are ready,” a senior Varnish official said.", "“We have boats,” the official said, pointing at the river."
    )
    assert first.speaker.anonymous
    assert second.speaker.anonymous
    first, second = statements("“We are ready,” an official said.", "They added: “We have boats for all of us.”")
    assert second.speaker.anonymous
    assert second.speaker.name is None


def test_a_nameless_opener_keeps_the_pronoun_open() -> None:
    found = last("Mr Orlan Tesk left by the front door.", "His Lasmini counterpart stayed. He said he was tired.")
    assert found.speaker.name is None


def test_another_minister_is_not_the_minister() -> None:
    found = last(
        "Varnish Foreign Minister Orlan Tesk met the press.", "The Lasmini prime minister warned his citizens to stay."
    )
    assert found.speaker.name is None


def test_several_people_of_a_body_are_nameless() -> None:
    found = last("Ministry of Defence chiefs warned that the border was open.")
    assert found.speaker.name is None
    assert found.speaker.anonymous


def test_several_speakers_are_not_one() -> None:
    found = last("Varnia and Lasmin have rejected the offer.")
    assert found.speaker.name is None
    assert found.speaker.candidates == ("Varnia", "Lasmin")
    assert not found.speaker.anonymous


def test_spokesman_of_somebody_is_not_that_person() -> None:
    found = last("Mr Orlan Tesk met the press. Mr Tesk’s spokesman said the bridge was safe.")
    assert found.speaker.name is None
    assert found.speaker.anonymous


def test_documents_speak_for_nobody_named() -> None:
    found = last("The bridge was safe, a statement said.")
    assert found.speaker.name is None
    assert not found.speaker.anonymous
    assert "document" in found.speaker.reason


def test_subject_of_coordinated_and_trailing_cues() -> None:
    found = statements("Mr Orlan Tesk met the engineers and said the bridge was safe, adding that it was old.")
    assert [item.speaker.name for item in found] == ["Orlan Tesk", "Orlan Tesk"]
    assert [said(item) for item in found] == ["the bridge was safe", "it was old"]


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # who has just spoken speaks on, whomever the words are about
        (["The bridge would fall, Mr Orlan Tesk said at Varsk. He promised help to Mr Josef Arn's men."], "Orlan Tesk"),
        (
            ["“Mr Josef Arn is late,” said Mr Orlan Tesk. “Mr Josef Arn is always late and always has been,” he said."],
            "Orlan Tesk",
        ),
        (["Ms Anna Bell said the dam held.", "“Ask Ms Maria Lund about the lock,” she said."], "Anna Bell"),
        # who is asked answers
        (
            ["Mr Orlan Tesk came late.", "An engineer asked Mr Tesk if the dam would hold.", "“You tell me,” he said."],
            "Orlan Tesk",
        ),
        # a name in front of which the description has stood
        (["Ostrow aide Orlan Tesk came to Varsk.", "The Ostrow aide said the bridge was safe."], "Orlan Tesk"),
        (["Another pollster, Orlan Tesk of Varsk University, said the bridge was safe."], "Orlan Tesk"),
        # who is told does not speak
        (["Mr Josef Arn met Mr Orlan Tesk.", "“It is safe,” he told Mr Arn."], "Orlan Tesk"),
        # a name may end with a noun for people
        (["On Monday Harbour Insider said the bridge was safe."], "Harbour Insider"),
        # an age tells a name
        (["“It is safe,” said Orzo Walker, 66, of Varsk. He said the dam was old."], "Orzo Walker"),
    ],
)
def test_goes_on(paragraphs: list[str], name: str) -> None:
    assert last(*paragraphs).speaker.name == name


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Orzo and Mirela Walker said the bridge was safe."],
        ["Mr Orlan Tesk met Ms Anna Tesk.", "The Tesks said the bridge was safe."],
        ["Mr Orlan Tesk came with Mr Josef Tesk. The younger Mr Tesk said the bridge was safe."],
        ["Mr Orlan Tesk said the dam held.", "The lawmaker said the bridge was safe."],
        ["The Harbour Fund paid for the report.", "The company said the bridge was safe."],
    ],
)
def test_close_ones_stay_open(paragraphs: list[str]) -> None:
    found = last(*paragraphs)
    assert found.speaker.name is None
    assert not found.speaker.anonymous
    assert found.speaker.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "30 percent of those asked said the bridge was safe.",
        "A third of the town said the bridge was safe.",
        "Those surveyed said the bridge was safe.",
        "Party bosses said the bridge was safe.",
        "The organizers said the bridge was safe.",
        "The crowd said the bridge was safe.",
        "Varsklings say the bridge is safe.",
        "Russians said the bridge was safe.",
        "Other Republicans said the bridge was safe.",
        "A shipping company said the bridge was safe.",
    ],
)
def test_people_whom_nobody_names(sentence: str) -> None:
    found = last(sentence)
    assert found.speaker.name is None
    assert found.speaker.anonymous


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["Fox News reported a fire. The fire was small, the news outlet said."], "Fox News"),
        (["Korvel Lines Ltd ran the ferry.", "The company said the bridge was safe."], "Korvel Lines Ltd"),
        (
            ["The Tesk campaign said the dam held.", "Mr Orlan Tesk came late. His campaign said the bridge was safe."],
            "Tesk campaign",
        ),
    ],
)
def test_a_generic_noun_for_a_body(paragraphs: list[str], name: str) -> None:
    assert last(*paragraphs).speaker.name == name


def test_whom_he_has_meant_she_does_not() -> None:
    paragraphs = ("Orzo Walker, 66, came late. He said the bridge was safe.", "She said the dam was old.")
    assert statements(*paragraphs)[0].speaker.name == "Orzo Walker"
    assert last(*paragraphs).speaker.name is None


def test_a_couple_tells_no_gender() -> None:
    found = last("“It is safe,” said Orzo Walker, 66. He wrote to Mr and Mrs Walker. He said the dam was old.")
    assert found.speaker.name == "Orzo Walker"


def test_an_office_that_many_hold_is_not_that_of_somebody_far_away() -> None:
    found = last(
        "Senator Orlan Tesk came to Varsk.", "The river rose.", "Then it fell.", "Mr Josef Arn slept.",
        "He walked home.", "Mr Josef Arn woke, and the senator said the bridge was safe.",
    )  # fmt: skip
    assert found.speaker.name is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Mr Orlan Tesk, who said the bridge was safe, came late.", "who"),
        ("The dam broke, said Orlan Tesk, an engineer from Varsk.", "Orlan Tesk, an engineer from Varsk"),
        ("The engineer, Mr Orlan Tesk, said the dam was old.", "The engineer, Mr Orlan Tesk,"),
    ],
)
def test_any_words_of_a_source_lead_to_its_speaker(sentence: str, words: str) -> None:
    article = article_of(sentence)
    sentences = split(article)
    mentions = find_mentions(article, sentences, GAZETTEER)
    rows = units(article.text, sentences, mentions, ())
    start = article.text.index(words)
    unit = next(row for row in rows if row.start <= start < row.end)
    phrase = phrase_in(unit, start, start + len(words))
    assert phrase is not None
    assert Speakers(article, rows, mentions).of(unit, phrase, "say").name == "Orlan Tesk"


def test_a_headline_verb_is_no_part_of_a_name() -> None:
    found = statements("Anna Bell, the mayor, came late.", "Bell said the bridge was safe.",
                       heading="Anna Bell Tells Varsk Council That Bridges Hold")  # fmt: skip
    assert found[-1].speaker.name == "Anna Bell"


def test_a_pronoun_after_one_of_two_namesakes_stays_open() -> None:
    found = last(
        "Mr Orlan Tesk and Mr Josef Tesk met Mr Ivo Arn.", "Tesk said the bridge was safe. He said it would hold."
    )
    assert found.speaker.name is None
