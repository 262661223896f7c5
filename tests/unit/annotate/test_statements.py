"""Who says what, by the constructions in which reports attribute. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.annotate.reports import GAZETTEER, annotated, article_of, check_offsets, only, said, statements

from onrecord.annotate import annotate
from onrecord.annotate.cues import cue_table, find_hedge
from onrecord.annotate.quotes import find_quotations

CONSTRUCTIONS = [
    # sentence, speaker, cue, content, stance
    ("Mr Orlan Tesk said that the bridge was safe.", "Orlan Tesk", "said", "the bridge was safe", "says"),
    ("Orlan Tesk said on Monday the bridge was safe.", "Orlan Tesk", "said", "the bridge was safe", "says"),
    ("“The bridge is safe,” Orlan Tesk said.", "Orlan Tesk", "said", "“The bridge is safe,”", "says"),
    ("“The bridge is safe,” said Orlan Tesk, the mayor of Varsk.", "Orlan Tesk", "said", "“The bridge is safe,”", "says"),
    ("“The bridge is safe”, Orlan Tesk told reporters.", "Orlan Tesk", "told", "“The bridge is safe”", "says"),
    ("Orlan Tesk said: “The bridge is safe. It will stay so.”", "Orlan Tesk", "said", "“The bridge is safe. It will stay so.”", "says"),
    ("The bridge was safe, Orlan Tesk said.", "Orlan Tesk", "said", "The bridge was safe", "says"),
    ("The bridge was safe, according to Orlan Tesk.", "Orlan Tesk", "according to", "The bridge was safe", "says"),
    ("According to Orlan Tesk, the bridge was safe.", "Orlan Tesk", "According to", "the bridge was safe", "says"),
    ("Orlan Tesk, the mayor of Varsk, warned that the bridge might fall.", "Orlan Tesk", "warned", "the bridge might fall", "warns"),
    ("The mayor, Orlan Tesk, denied closing the bridge.", "Orlan Tesk", "denied", "closing the bridge", "denies"),
    ("Orlan Tesk (D-Varsk) confirmed that the bridge was shut.", "Orlan Tesk", "confirmed", "the bridge was shut", "confirms"),
    ("Varnia has denied the charge.", "Varnia", "has denied", "the charge", "denies"),
    ("Varsk denies any plan to close the bridge.", "Varsk", "denies", "any plan to close the bridge", "denies"),
    ("Varnia accused Lasmin of blocking the river.", "Varnia", "accused", "Lasmin of blocking the river", "accuses"),
    ("Varnia rejected the Lasmini offer.", "Varnia", "rejected", "the Lasmini offer", "rejects"),
    ("Orlan Tesk promised to rebuild the bridge.", "Orlan Tesk", "promised", "to rebuild the bridge", "promises"),
    ("Orlan Tesk urged drivers to stay at home.", "Orlan Tesk", "urged", "drivers to stay at home", "demands"),
    ("Orlan Tesk predicted that the river would rise.", "Orlan Tesk", "predicted", "the river would rise", "predicts"),
    ("The plan was confirmed by Orlan Tesk.", "Orlan Tesk", "was confirmed", "The plan", "confirms"),
    ("The price, Orlan Tesk said, was too high for Varnia.", "Orlan Tesk", "said", "The price | was too high for Varnia", "says"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "speaker", "cue", "content", "stance"), CONSTRUCTIONS)
def test_constructions(sentence: str, speaker: str, cue: str, content: str, stance: str) -> None:
    found = only(sentence)
    assert found.speaker.name == speaker
    assert found.cue is not None
    assert found.cue.text in {cue, cue.removeprefix("was ")}
    assert said(found) == content
    assert found.stance == stance
    assert not found.negated


@pytest.mark.parametrize(
    "sentence",
    [
        "The claims of both sides were old.",
        "He set out to say more than he could.",
        "Orlan Tesk could say that the bridge is safe.",
        "Varnia’s claim that the bridge is safe is old.",
        "Nobody knew what to ask.",
        "The report lay on a table.",
        "Orlan Tesk asked not to be named.",
        "There are fears of a flood.",
        "Lasmini demands grew.",
    ],
)
def test_words_that_are_no_cues(sentence: str) -> None:
    assert statements(sentence) == ()


def test_split_quotation_is_one_statement() -> None:
    found = only("“The bridge is safe,” Orlan Tesk told the Harbour Gazette. “Nobody needs to worry about it.”")
    assert said(found) == "“The bridge is safe,” | “Nobody needs to worry about it.”"
    assert found.direct
    assert found.via == ("Harbour Gazette",)
    assert found.to == "the Harbour Gazette"


def test_quotation_over_paragraphs() -> None:
    found = only("Orlan Tesk said: “The bridge is old.", "“It was built by my father.", "“We shall mend it.”")
    assert len(found.contents) == 3
    assert len(found.evidence) == 3


def test_quoted_paragraph_after_an_attributed_one() -> None:
    found = only("“The bridge is old,” Orlan Tesk said.", "“It was built by my father, and we shall mend it.”")
    assert len(found.contents) == 2
    assert "goes on" in found.reason


def test_quotation_attributed_in_the_next_paragraph() -> None:
    found = only("“The bridge was built long before my time.", "“We shall mend it,” Orlan Tesk said.")
    assert len(found.contents) == 2


def test_quotation_of_nobody_stays_open() -> None:
    found = only("The hall was full.", "“Somebody ought to tell us what is going on here.”")
    assert found.speaker.name is None
    assert not found.speaker.anonymous
    assert found.speaker.reason
    assert annotated("The hall was full.", "“Somebody ought to tell us what is going on here.”").open_statements == 1


def test_question_and_answer() -> None:
    first, second = statements(
        "Orlan Tesk, the mayor, met the press.",
        "“Is it safe?” Anna Bell asked the mayor.",
        "“I would not cross it,” he replied.",
    )
    assert (first.stance, first.speaker.name) == ("asks", "Anna Bell")
    assert second.speaker.name == "Orlan Tesk"


def test_lost_marks_go_on_in_the_first_person() -> None:
    found = only("A bridge like this is folly, Orlan Tesk said. If we want to cross the river, we need a ferry.")
    assert len(found.contents) == 2
    assert found.direct
    assert (
        only("A bridge like this is folly, Orlan Tesk said. The river is wide.").contents[0].text.startswith("A bridge")
    )


@pytest.mark.parametrize(
    "text",
    [
        'Orlan Tesk said it was"utterly and completely false".',
        "Orlan Tesk said it was ''utterly and completely false''.",
        "Orlan Tesk said it was ‘utterly and completely false’.",
        'Orlan Tesk said it was “utterly and completely false".',
        "Orlan Tesk said it was 'utterly and completely false'.",
    ],
)
def test_marks_of_all_shapes(text: str) -> None:
    found = only(text)
    assert found.direct
    assert found.speaker.name == "Orlan Tesk"


def test_scare_quotes_are_not_direct_speech() -> None:
    assert not only("Orlan Tesk said the bridge was in a “bad way” since spring.").direct
    assert only("Orlan Tesk said: “No.”").direct


def test_attributions_side_by_side_do_not_share_characters() -> None:
    first, second = statements("Orlan Tesk said the bridge was safe, but Anna Bell warned that it was old.")
    assert said(first) == "the bridge was safe"
    assert said(second) == "it was old"
    first, second = statements("Orlan Tesk rejected the offer, telling reporters it was a trick.")
    assert (first.speaker.name, second.speaker.name) == ("Orlan Tesk", "Orlan Tesk")
    assert said(first) == "the offer"


def test_chain_of_attributions() -> None:
    outer, inner = statements("Orlan Tesk said that Varnia had denied the charge.")
    assert (outer.speaker.name, inner.speaker.name) == ("Orlan Tesk", "Varnia")
    assert inner.via == ("Orlan Tesk",)
    first, second = statements(
        "The bridge was mined, according to a person familiar with the matter, the Harbour Gazette reported."
    )
    person = first if first.speaker.anonymous else second
    assert person.via == ("Harbour Gazette",)


def test_nameless_speakers() -> None:
    for text in (
        "A senior Varnish official said the bridge was safe.",
        "Sources confirmed the bridge was safe.",
        "Two people familiar with the matter said the bridge was safe.",
        "It is understood that the bridge is safe.",
        "The bridge is reportedly safe.",
        "The bridge is said to be safe.",
    ):
        found = only(text)
        assert found.speaker.anonymous, text
        assert found.speaker.name is None
        assert found.speaker.reason


def test_what_an_outlet_has_found() -> None:
    found = only("The bridge will be closed, the Harbour Gazette has learned.")
    assert found.speaker.anonymous
    assert found.via == ("Harbour Gazette",)


def test_negation_hedge_time_and_future() -> None:
    assert only("Orlan Tesk did not say that the bridge was safe.").negated
    assert only("Orlan Tesk said the bridge would probably fall.").hedge == "likely or probable"
    told = only("On Tuesday Orlan Tesk said the bridge was safe.")
    assert told.said.relative is not None
    assert told.said.relative.weekday == 1
    assert only("Orlan Tesk said the bridge was safe.").said.reason
    later = only("Orlan Tesk will say that the bridge is safe.")
    assert "still to be said" in later.said.reason


def test_no_comment() -> None:
    for text in (
        "The Varnish foreign ministry declined to comment on the bridge.",
        "The Varnish foreign ministry did not immediately respond to a request for comment.",
    ):
        found = only(text)
        assert found.stance == "declines_to_comment"
        assert found.speaker.name is not None


def test_headlines_are_marked_as_such() -> None:
    found = only("The river is high.", heading="Orlan Tesk: ‘We will not wait for the flood’")
    assert found.segment == "heading"
    assert found.speaker.name == "Orlan Tesk"
    found = only("The river is high.", heading="‘We will not wait for the flood’, says Orlan Tesk")
    assert found.direct


def test_other_languages_are_left_alone() -> None:
    found = annotate(article_of("Orlan Tesk said that the bridge was safe.", language="de"), GAZETTEER)
    assert found.statements == ()
    assert found.mentions == ()


def test_hedges_and_cues_are_read_from_data() -> None:
    hedge = find_hedge("it is highly likely that they may come")
    assert hedge is not None
    assert hedge.band == "highly likely"
    assert find_hedge("They came in May.") is None
    assert cue_table()["forecast"][0].form == "past"


def test_quotations_in_a_paragraph() -> None:
    def shown(text: str) -> list[str]:
        return [text[item.start : item.end] for item in find_quotations(text, 0, len(text))]

    assert shown("“One,” he said. “Two.”") == ["“One,”", "“Two.”"]
    assert shown("He said “one.") == ["“one."]
    assert shown('“One," he said.') == ['“One,"']
    assert shown("It's the dogs' bowl, isn't it") == []
    assert shown("'It's mine,' he said.") == ["'It's mine,'"]
    assert shown('“She said "yes" to me,” he said.') == ['“She said "yes" to me,”']
    assert shown("''One,'' he said.") == ["''One,''"]
    assert shown('All is well here," he said.') == ['All is well here,"']
    assert shown('"One and two. "Three," he said.') == ['"One and two.', '"Three,"']
    assert shown('A board 6" wide and 4" thick') == []


PIECES = st.sampled_from(
    ["Orlan Tesk", "he", "she", "the official", "said", "told", "denied", "that", "Varnia", "the bridge", "was safe", ",",
     ".", ":", "“", "”", '"', "'", "''", "(", ")", "on Tuesday", "and", "but", "according to", "reportedly", "adding",
     "Talks", "will meet", "were postponed", "\n\n", "\n", "who", "declined to comment", "it is understood", "’s", "%"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.text(max_size=30))
def test_no_text_breaks_it(pieces: list[str], noise: str) -> None:
    article = article_of(" ".join(pieces) + noise, heading=" ".join(pieces[:5]))
    found = annotate(article, GAZETTEER)
    check_offsets(article, found)
    assert len({item.id for item in found.statements}) == len(found.statements)
    assert annotate(article, GAZETTEER) == found


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab .,'\"“”‘’«»`\n", max_size=80))
def test_quotations_are_in_order_and_inside(text: str) -> None:
    at = 0
    for item in find_quotations(text, 0, len(text)):
        assert at <= item.start < item.end <= len(text)
        at = item.end


def test_long_text_takes_linear_time() -> None:
    one = "Orlan Tesk said the bridge was safe, and " * 400
    annotate(article_of(one + "'" * 3000 + "(" * 3000 + "“" * 500), GAZETTEER)


def test_a_denial_that_an_outlet_reported_stays_the_deniers() -> None:
    found = statements(
        "Orlan Tesk denied having offered to close the bridge, as the Harbour Gazette reported on Friday."
    )
    assert [item.speaker.name for item in found if item.stance == "denies"] == ["Orlan Tesk"]
    assert not any(said(item).endswith(" as") for item in found)
