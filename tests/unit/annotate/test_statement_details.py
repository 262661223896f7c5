"""What a statement tells beside who said what: form, occasion, place, the anonymous, refusals, repeats. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.annotate.reports import GAZETTEER, annotated, article_of, only, said, statements

from onrecord.annotate import annotate
from onrecord.annotate.cues import find_hedge
from onrecord.annotate.unnamed import count_in
from onrecord.model.article import Article, Segment
from onrecord.model.when import UNKNOWN_TIME


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("Orlan Tesk said: “The bridge is safe and will stay so.”", "direct"),
        ("Orlan Tesk said that the bridge was safe.", "indirect"),
        ("Orlan Tesk said the bridge was in a “bad way” since spring.", "indirect"),
        ("Orlan Tesk said the bridge had been “in a very bad way indeed” since spring.", "mixed"),
    ],
)
def test_form(sentence: str, form: str) -> None:
    found = only(sentence)
    assert found.form == form
    assert found.direct == (form != "indirect")


def test_lost_marks_are_direct() -> None:
    found = only("A bridge like this is folly, Orlan Tesk said. If we want to cross the river, we need a ferry.")
    assert found.form == "direct"


OCCASIONS = [
    # sentence, occasion, place
    ("Orlan Tesk said in a speech in Varsk on Monday that the bridge was safe.", "in a speech in Varsk", "Varsk"),
    ("Orlan Tesk said at a news conference in Odrel that the bridge was safe.", "at a news conference in Odrel", "Odrel"),
    ("“The bridge is safe,” Orlan Tesk said in an interview with the Harbour Gazette on Tuesday.", "in an interview with the Harbour Gazette", None),
    ("In a statement on Monday, the Varnish foreign ministry said the bridge was safe.", "In a statement", None),
    ("Speaking at a rally in Varsk, Orlan Tesk said the bridge was safe.", "at a rally in Varsk", "Varsk"),
    ("Orlan Tesk wrote on Twitter: “The bridge is safe and will stay so.”", "on Twitter", None),
    ("Orlan Tesk said in a letter to Anna Bell that the bridge was safe.", "in a letter to Anna Bell", None),
    ("Orlan Tesk said during a call with Anna Bell on Friday that the bridge was safe.", "during a call with Anna Bell", None),
    ("Orlan Tesk said by telephone from Odrel that the bridge was safe.", "by telephone from Odrel", "Odrel"),
    ("Orlan Tesk told the Harbour Gazette in an interview that the bridge was safe.", "in an interview", None),
    ("“The bridge is safe,” said Orlan Tesk, the mayor of Varsk, at a briefing on Monday.", "at a briefing", None),
    ("Anna Bell, in an interview on LBC, said the bridge was old.", "in an interview on LBC", None),
    ("“We shall mend it,” Anna Bell said on the BBC's Sunday programme.", "on the BBC's Sunday programme", None),
    ("Anna Bell said in a press release published on Monday that the bridge was old.", "in a press release", None),
    ("In television interviews on Monday, Anna Bell said that the bridge was old.", "In television interviews", None),
    ("Orlan Tesk said in Odrel that the bridge was safe.", None, "Odrel"),
    ("“The bridge is safe and will stay so,” Orlan Tesk told reporters in Odrel.", None, "Odrel"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "occasion", "place"), OCCASIONS)
def test_occasion_and_place(sentence: str, occasion: str | None, place: str | None) -> None:
    found = only(sentence)
    assert (found.occasion, found.place) == (occasion, place)


@pytest.mark.parametrize(
    "sentence",
    [
        "Orlan Tesk said that the bridge was safe at a meeting in Odrel.",  # in what is said
        "Officials in Odrel said that the bridge was safe.",  # of the speaker
        "Orlan Tesk, the mayor of Varsk, said that the bridge was safe.",
        "After a meeting in Odrel collapsed, Orlan Tesk said the bridge was safe.",
        "Anna Bell said of the war in Lasmin that it was a mistake.",
        "Orlan Tesk said: “I said so in a speech in Varsk.”",
    ],
)
def test_no_guess_at_occasion_and_place(sentence: str) -> None:
    for found in statements(sentence):
        assert (found.occasion, found.place) == (None, None)


def test_the_topic_of_a_statement_is_not_its_place() -> None:
    found = only("Orlan Tesk said in a statement on the situation in Lasmin that the bridge was safe.")
    assert (found.occasion, found.place) == ("in a statement", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "“The bridge is safe,” Orlan Tesk said at a briefing on Monday.",
        "“The bridge is safe,” Orlan Tesk said at Monday's briefing.",
        "Speaking at a rally on Monday, Orlan Tesk said the bridge was safe.",
        "Orlan Tesk, speaking to reporters on Monday, said the bridge was safe.",
    ],
)
def test_the_time_of_the_occasion(sentence: str) -> None:
    relative = only(sentence).said.relative
    assert relative is not None
    assert relative.weekday == 0


def test_speaking_to_somebody() -> None:
    found = only("Orlan Tesk, speaking to reporters in Odrel, said the bridge was safe.")
    assert (found.to, found.place) == ("reporters", "Odrel")
    assert only("“It is safe and will stay so,” Orlan Tesk told reporters in Odrel.").to == "reporters"


ANONYMOUS = [
    # sentence, speaker, count, why
    ("Two officials, who were not authorised to speak publicly, said the bridge was safe.", "Two officials", "Two", "who were not authorised to speak publicly"),
    ("The bridge is safe, said several officials on condition of anonymity.", "several officials", "several", "on condition of anonymity"),
    ("An official, who asked not to be named because of the sensitivity of the matter, said the bridge was safe.", "An official", None, "who asked not to be named because of the sensitivity of the matter"),
    ("A person familiar with the plans, who declined to be identified discussing private matters, said the bridge was old.", "A person familiar with the plans", None, "who declined to be identified discussing private matters"),
    ("“I was there,” said the woman, who spoke on condition of anonymity because she feared for her job.", "the woman", None, "on condition of anonymity because she feared for her job"),
    ("The bridge will close, three diplomats told the Harbour Gazette, requesting anonymity because the talks were private.", "three diplomats", "three", "requesting anonymity because the talks were private"),
    ("A senior official said the bridge was safe.", "A senior official", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "speaker", "count", "why"), ANONYMOUS)
def test_what_is_given_of_the_anonymous(sentence: str, speaker: str, count: str | None, why: str | None) -> None:
    found = only(sentence).speaker
    assert found.anonymous
    assert (found.text, found.count, found.unnamed_because) == (speaker, count, why)


def test_two_reasons_are_told_as_one_and_not_as_what_is_said() -> None:
    found = only(
        "An aide confirmed the meeting on condition of anonymity because they were not allowed to discuss the plan."
    )
    assert said(found) == "the meeting"
    assert found.speaker.unnamed_because == (
        "on condition of anonymity because they were not allowed to discuss the plan"
    )


def test_a_reason_in_a_sentence_of_its_own() -> None:
    found = only(
        "A senior official said the bridge was safe.",
        "The official spoke on condition of anonymity because he was not allowed to brief the press.",
    )
    assert found.speaker.unnamed_because is not None
    assert found.speaker.unnamed_because.startswith("on condition of anonymity")
    assert len(found.evidence) == 2


def test_a_named_speaker_has_no_such_reason() -> None:
    found = only("Orlan Tesk said that the official had spoken on condition of anonymity.")
    assert found.speaker.name == "Orlan Tesk"
    assert (found.speaker.count, found.speaker.unnamed_because) == (None, None)
    assert said(found).endswith("on condition of anonymity")


@pytest.mark.parametrize(
    "sentence",
    ["The official asked not to be named because the talks were private.", "Two aides declined to be identified."],
)
def test_a_reason_is_no_statement(sentence: str) -> None:
    assert statements(sentence) == ()


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("two officials", "two"),
        ("the two officials", "two"),
        ("at least three people", "at least three"),
        ("1,200 miners", "1,200"),
        ("a dozen aides", "a dozen"),
        ("an official", None),
        ("two-thirds of voters", None),
        ("40 percent of voters", None),
        ("the 1999 report", None),
        ("one in four voters", None),
        ("some 300 miners", "some 300"),
        ("some 22 percent of voters", None),
        ("officials in two towns", None),
    ],
)
def test_counts(words: str, count: str | None) -> None:
    assert count_in(words) == count


@pytest.mark.parametrize(
    ("sentence", "stance", "negated"),
    [
        ("Orlan Tesk did not say whether the bridge was safe.", "says", True),
        ("The Varnish foreign ministry did not confirm that the bridge was mined.", "confirms", True),
        ("The Varnish foreign ministry neither confirmed nor denied the report.", "declines_to_comment", False),
        ("The Varnish foreign ministry would neither confirm nor deny that the bridge was mined.", "declines_to_comment", False),
        ("The Varnish foreign ministry denied that the bridge was mined.", "denies", False),
    ],
)  # fmt: skip
def test_negation_and_refusal(sentence: str, stance: str, negated: bool) -> None:
    found = only(sentence)
    assert (found.stance, found.negated) == (stance, negated)


@pytest.mark.parametrize(
    ("sentence", "band"),
    [
        ("Orlan Tesk said the bridge was likely to fall.", "likely or probable"),
        ("Orlan Tesk said the bridge may fall.", "realistic possibility"),
        ("Orlan Tesk said the bridge could not be saved.", None),
        ("Orlan Tesk said the bridge was not expected to open.", "unlikely"),
        ("The bridge is reportedly safe.", "reported"),
        ("It is understood that the bridge is safe.", "reported"),
        ("Orlan Tesk said the bridge would open in May.", None),
    ],
)
def test_hedges(sentence: str, band: str | None) -> None:
    assert only(sentence).hedge == band


def test_a_hedge_may_open_a_sentence() -> None:
    found = find_hedge("Probably it will fall")
    assert found is not None
    assert (found.phrase, found.band) == ("Probably", "likely or probable")


def with_caption(body: str, caption: str) -> Article:
    text = f"{body}\n\n{caption}\n\n"
    cut = len(body) + 2
    segments = (
        Segment("body", 0, cut, None, None, "a test's"),
        Segment("caption", cut, len(text), None, None, "a test's"),
    )
    return Article("art_1", "cap_1", "s", None, None, (), None, (), UNKNOWN_TIME, None, "en", text, segments, ())


def test_a_headline_that_the_body_says_again() -> None:
    body = "Orlan Tesk said that the old bridge over the river would close."
    heading, told = statements(body, heading="‘Old bridge over the river will close’, says Orlan Tesk")
    assert (heading.segment, heading.repeats) == ("heading", told.id)
    assert told.repeats is None


@pytest.mark.parametrize(
    "heading",
    [
        "‘Nobody will pay for a ferry’, says Orlan Tesk",  # something else
        "‘Old bridge over the river will close’, says Anna Bell",  # somebody else
    ],
)
def test_a_headline_with_a_statement_of_its_own(heading: str) -> None:
    body = "Orlan Tesk said that the old bridge over the river would close. Anna Bell was in the hall."
    assert [item.repeats for item in statements(body, heading=heading)] == [None, None]


def test_a_caption_that_the_body_says_again() -> None:
    article = with_caption(
        "Orlan Tesk said that the old bridge would close.", "Orlan Tesk said the old bridge would close"
    )
    told, caption = annotate(article, GAZETTEER).statements
    assert (caption.segment, caption.repeats) == ("caption", told.id)


def test_open_speakers_are_counted_once() -> None:
    once = annotated("The minister said that the old bridge over the river would close.")
    twice = annotated(
        "The minister said that the old bridge over the river would close.",
        heading="‘Old bridge over the river will close’, says minister",
    )
    assert once.open_statements == twice.open_statements == 1


PIECES = st.sampled_from(
    ["Orlan Tesk", "two officials", "he", "who", "said", "told", "reporters", "in a speech", "in Varsk", "on Monday", ",", ".",
     "“the bridge is safe and old”", "that", "the bridge was safe", "asked not to be named", "on condition of anonymity",
     "because", "at a rally", "speaking", "neither", "confirmed", "nor", "denied", "did not", "on Twitter", "with", "Anna Bell",
     "in an interview", "one of", "Monday's", "briefing", "\n\n", "“", "”", "and", "after", "from", "not authorised to speak"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_details_are_words_of_the_article_outside_what_is_said(pieces: list[str]) -> None:
    article = article_of(" ".join(pieces), heading=" ".join(pieces[:6]))
    found = annotate(article, GAZETTEER)
    ids = {item.id for item in found.statements if item.segment == "body"}
    for item in (*found.statements, *found.attitudes):
        assert (item.form == "indirect") == (not item.direct)
        assert item.repeats is None or (item.segment != "body" and item.repeats in ids)
        speaker = item.speaker
        assert speaker.anonymous or (speaker.count is None and speaker.unnamed_because is None)
        for words in (item.occasion, item.place, item.to, speaker.count, speaker.unnamed_because):
            assert words is None or words in article.text
    assert annotate(article, GAZETTEER) == found
