"""Repair of characters and of words: what is mended, what is left alone, and that everything leads back. All texts are invented."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.article import QUOTES_LOST, Article
from onrecord.model.capture import Capture, MediaType
from onrecord.read import reader
from onrecord.read.decode import decode
from onrecord.read.repair import folded, repair, repaired
from onrecord.read.repair_doubles import doubled
from onrecord.read.repair_edits import Edit, Repaired, undone
from onrecord.read.repair_words import mend_words

READ = reader()

PIECES = st.sampled_from(
    [
        "The minister", "said", "toinvade", "border.The", "Russias demand", "dont", "doesnt", "â€™", "Ã©", "â\x80\x99", "Ã ", "ﬁ",
        "\u00ad", "\u200b", "&amp;", "amp;", "&#8217;", "&shy;", "\r", "\n", "\u00a0", "-\n", "govern-\nment", "“", "�", "?s", " s ",
        "\ud800", "\x85", "\x07", "é", "Луганск", "saidRossi", "Rossi", "2,000troops", " ", ".", ",",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
)


def article(text: str, media_type: MediaType = "text/plain") -> Article:
    data = text.encode("utf-8", "replace")
    capture = Capture.of(source="x", location="/x", data=data, media_type=media_type, received_at="")
    result = READ(capture)
    assert isinstance(result, Article)
    return result


def words_mended(text: str) -> str:
    mended, _ = mend_words(Repaired.of(text), [(0, len(text))], [True])
    return mended.text


def check_way_back(mended: Repaired, text: str) -> None:
    origins = [mended.origin(offset) for offset in range(len(mended.text) + 1)]
    assert origins == sorted(origins)
    assert origins[0] >= 0
    assert origins[-1] == len(text)
    assert "".join(undone(mended.text, mended.repairs).split()) == "".join(text.split())
    touched = set()
    for start, origin, end in zip(mended.starts, mended.origins, [*mended.starts[1:], len(mended.text)], strict=True):
        if mended.text[start:end] == text[origin : origin + end - start]:
            touched.add((start, end))
    kept = sum(end - start for start, end in touched)
    assert kept >= len(mended.text) - sum(each.end - each.start for each in mended.repairs) - _whites(text)


def _whites(text: str) -> int:
    return sum(character.isspace() and character not in " \n" for character in text)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_offsets_lead_back_whatever_was_mended(text: str) -> None:
    check_way_back(repair(text), text)
    mended, _ = mend_words(repair(text), [(0, len(repair(text).text))], [True])
    check_way_back(mended, text)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_repairing_what_is_repaired_changes_nothing(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once == repair(text).text
    assert repair(once).repairs == ()
    assert " ".join(once.split()) == folded(text).text
    words = words_mended(once)
    assert words_mended(words) == words


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(codec="ascii", exclude_characters="&-?", exclude_categories=("Cc",)), max_size=200))
def test_plain_characters_stay_as_they_are(text: str) -> None:
    assert repaired(text) == text


@settings(deadline=None, max_examples=200)
@given(
    st.text("abé ", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.text("xy", max_size=2)), max_size=6),
)
def test_edits_can_be_undone_and_added_up(text: str, given_edits: list[tuple[int, int, str]]) -> None:
    mended = Repaired.of(text)
    for at, length, new in given_edits:
        start = min(at, len(mended.text))
        mended = mended.then([Edit(start, min(start + length, len(mended.text)), new, "space")])
    assert undone(mended.text, mended.repairs) == text
    origins = [mended.origin(offset) for offset in range(len(mended.text) + 1)]
    assert origins == sorted(origins)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_an_article_tells_what_was_mended_in_it(text: str) -> None:
    data = text.encode("utf-8", "replace")
    if not data.strip():
        return
    result = READ(Capture.of(source="x", location="/x", data=data, media_type="text/plain", received_at=""))
    if isinstance(result, Article):
        assert "".join(undone(result.text, result.repairs).split()) == "".join(decode(data).split())
        ends = [each.end for each in result.repairs]
        assert all(before <= after.start for before, after in zip(ends, result.repairs[1:], strict=False))


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("The councilâ€™s cafÃ© is Â£5 dearer â€“ â€œa scandalâ€\x9d", "The council’s café is £5 dearer – “a scandal”"),
        ("Sheâ\x80\x99d left, voilÃ  le quai", "She’d left, voilà le quai"),
        ("Some “good” marks and a bad one, itâ€™s said", "Some “good” marks and a bad one, it’s said"),
        ("Fish &amp;amp; chips cost &#163;9&#8212;so they say", "Fish & chips cost £9—so they say"),
        ("the coun\u00adcil of\u00a0ﬁne\u200b things", "the council of fine things"),
        ("The govern-\nment met", "The government met"),
        ("A long-\nterm plan", "A long-\nterm plan"),
        ("He wait\x85", "He wait…"),
    ],
)  # fmt: skip
def test_characters_are_mended(damaged: str, whole: str) -> None:
    assert repaired(damaged) == whole


@pytest.mark.parametrize(
    "text",
    [
        "“Quotes” and ‘others’, naïve façade, ５００ wide digits, ½ and ²",
        "VÃO FAZER is how Portuguese shouts",
        "Ünlü şehirler, Đặng, Łódź, Zürich — all as they should be",
        "AT&T and R&D; Tom & Jerry; a&b",
        "русский текст и “кавычки”",
    ],
)
def test_what_is_no_damage_stays(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("The army is ready toinvade the island.", "The army is ready to invade the island."),
        ("They crossed the border.The convoy stopped.", "They crossed the border. The convoy stopped."),
        ("Rossi left. The envoy saidRossi was late.", "Rossi left. The envoy said Rossi was late."),
        ("Rossi left. The envoy met toRossi later.", "Rossi left. The envoy met to Rossi later."),
        ("Troops went toUkraine and the envoy ofBelgium left Moldovaand Chad.", "Troops went to Ukraine and the envoy of Belgium left Moldova and Chad."),
        ("They met inthe harbour.", "They met in the harbour."),
        ("Some 2,000troops were sent in2031.", "Some 2,000 troops were sent in 2031."),
        ("She went home,where it was quiet.", "She went home, where it was quiet."),
        ("The minister said:“We will go.”He left.", "The minister said: “We will go.” He left."),
        ("The island'sports are shut.", "The island's ports are shut."),
        ("The island’sharbours are shut.", "The island’s harbours are shut."),
        ("Thepresident spoke.", "The president spoke."),
    ],
)  # fmt: skip
def test_lost_spaces_are_put_back_where_that_is_certain(damaged: str, whole: str) -> None:
    assert words_mended(damaged) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Stoltenberg met Heathcote in Totnes, Luhansk and Offenbach.",
        "An iPhone, an eBay seller, YouTube and LinkedIn; McAllister and deBlanc; easyJet flew.",
        "See www.example.org/fromthe.The or write to andthe@example.org about #tothepoint by @ofthehour.",
        "The datacentre, the newsfeed and the paywall of a microblog.",
        "The thermistor, the totem, the ampersand and the torrent of toothpaste.",
        "At 10am a 20mph wind, 3pm tea, a 5km run, the 1990s, G20, F16, COVID19 and 4x4s.",
        "He read the U.S.News list, Node.js and Booking.Com at 7.The-end.",
        "They kept talkin and walkin, jihadis said.",
        "Anderson, Sandford, Forsyth, Hadfield, Wasson, Atwood, Bertrand, Thessaly, Tobias and Ofori.",
    ],
)
def test_names_and_new_words_are_not_cut(text: str) -> None:
    assert words_mended(text) == text


def test_two_words_of_content_are_parted_only_in_an_article_that_has_lost_its_spaces() -> None:
    lossy = "The army is ready toinvade the island. A brigade fromthe north crossed the riverborder at night."
    assert "river border" in words_mended(lossy)
    assert "riverborder" in words_mended("The army is ready. A brigade crossed the riverborder at night.")
    assert words_mended("The riverborder ofthe north; the riverborder fromthe south.").count("riverborder") == 2


LOST = (
    "Russias envoy said he doesnt know. Britain watched Russia closely, and Britains minister flew to Russia. "
    "The coalitions eastern flank is long. The Russians fear the Kurds."
)


def test_apostrophes_come_back_where_the_article_has_lost_them() -> None:
    mended = words_mended(LOST)
    assert mended == LOST.replace("Russias", "Russia's").replace("doesnt", "doesn't").replace("Britains", "Britain's")


@pytest.mark.parametrize(
    "text",
    [
        "One dont in a tweet is a writer’s own, and the envoy’s note isn’t shorter for it, nor hes the only one.",
        "The Russians, the Koreas, the Bidens, the Olympics and the Americas met; MPs and NGOs too.",
        "He cant, it was said.",
    ],
)
def test_apostrophes_are_not_put_where_few_are_missing(text: str) -> None:
    assert words_mended(text) == text


def test_a_sign_of_loss_in_the_place_of_an_apostrophe_is_one() -> None:
    assert (
        words_mended("Russia�s envoy doesn�t know. Is it Russia?s?") == "Russia's envoy doesn't know. Is it Russia's?"
    )
    assert words_mended("Did she go? so they ask, and why?") == "Did she go? so they ask, and why?"


def test_lost_quotation_marks_are_told_and_not_invented() -> None:
    body = "\n\n".join(
        [
            "Harbour pact is off",
            "The island of Sorrel and its neighbours have given up the pact that kept the ferries running for years.",
            "Giving her first account of it, the minister said: I have no idea who told them that we would stay.",
            "The pact had kept the ferries between the islands running since the storms of the year before last.",
        ]
    )
    found = article(body)
    assert QUOTES_LOST in found.notes
    assert "“" not in found.text and '"' not in found.text
    quoted = article(body.replace("I have no idea who told them that we would stay.", "“I have no idea,” and left."))
    assert QUOTES_LOST not in quoted.notes


def test_a_sentence_that_was_scraped_twice_into_its_paragraph_is_marked() -> None:
    again = "The ferries between the two islands will stop on Friday night."
    other = "Nobody has told the people on the quay."
    found = article(
        f"Ferries stop\n\nBy Ana Pell\n\n{again} {other} {again}\n\nThe council meets on Monday to talk about it."
    )
    assert [passage.text for passage in found.passages("repeated")] == [again]
    assert found.body[0].text == f"{again} {other}"
    assert doubled(f"{again} {again} {other}") == [(len(again) + 1, 2 * len(again) + 1)]
    assert doubled("No comment, he said. He left at once. No comment, he said.") == []


def test_a_page_tells_its_repairs_too() -> None:
    paragraph = "The councilâ€™s ferries are ready toleave the harbour, the minister told people on the quay on Monday."
    page = f"<html><body><article><h1>Ferries to leave</h1><p>{paragraph}</p><p>{'It was a long day for all of them. ' * 6}</p></article></body></html>"
    found = article(page, "text/html")
    assert "council’s ferries are ready to leave" in found.text
    assert {(each.was, each.kind) for each in found.repairs} == {("â€™", "encoding"), ("", "space")}
    for each in found.repairs:
        assert found.text[each.start : each.end] in ("’", " ")


def test_a_record_and_a_mail_tell_their_repairs_too() -> None:
    first = "The councilâ€™s ferries are ready toleave the harbour, the minister told people on the quay on Monday."
    second = "It was a long day for all of them, and nobody knows yet when the next one of its kind will come."
    record = json.dumps({"title": "Ferries to leave", "text": f"{first}\n\n{second}"}, ensure_ascii=False)
    mail = f"Subject: Ferries to leave\nContent-Type: text/plain; charset=utf-8\n\n{first}\n\n{second}\n"
    for text, media_type in ((record, "application/json"), (mail, "message/rfc822")):
        found = article(text, media_type)  # type: ignore[arg-type]
        assert "council’s ferries are ready to leave" in found.text
        assert {(each.was, each.kind) for each in found.repairs} == {("â€™", "encoding"), ("", "space")}
        (body,) = [each for each in found.segments if "council" in found.text[each.start : each.end]]
        assert text[body.capture_start : body.capture_end] == first


@pytest.mark.parametrize(
    "hostile",
    [
        "&amp;" * 60_000, "&" * 200_000, "Ã" * 100_000, "â€" * 100_000, "a-\n" * 60_000, "tothe" * 40_000, "to" * 100_000,
        "the " * 60_000, "\u00adé" * 60_000, "Russias " * 30_000, "a.B" * 60_000, "“" * 100_000, "x?s" * 60_000, "1,000" * 40_000,
        "word. " * 40_000, "(" * 100_000, "&#38;#38;" * 20_000, "said:I " * 30_000, "A" * 200_000, "a, " * 60_000, "!" * 200_000,
    ],
)  # fmt: skip
def test_hostile_text_costs_linear_time(hostile: str) -> None:
    """Guarded by the time limit of the test run: what is quadratic in these takes hours."""
    words_mended(repaired(hostile))
    doubled(hostile)
