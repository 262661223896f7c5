"""Two texts side by side, and whom an actor contradicts. Needs no extra."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk.reading.actors import contradict
from onrecord.desk.reading.beside import Row, compare
from onrecord.desk.reading.countries import country_words
from onrecord.desk.reading.sources_page import feed_view
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Difference, DifferenceKind, Side
from onrecord.model.subscription import Subscription

EVIDENCE = Evidence("art_1", 0, 3, "0" * 64)


def body(*paragraphs: str) -> tuple[Passage, ...]:
    made, at = [], 0
    for text in paragraphs:
        made.append(Passage(text, at, at + len(text)))
        at += len(text) + 2
    return tuple(made)


def marked(rows: tuple[Row, ...], side: str) -> list[str]:
    return [
        piece.text for row in rows for paragraph in getattr(row, side) for piece in paragraph.pieces if not piece.other
    ]


def test_only_what_differs_is_marked() -> None:
    rows, counts, cut = compare(
        body("The ferry sails at noon.", "Nobody came."), body("The ferry leaves at noon, he said.", "Nobody came.")
    )
    assert marked(rows, "first") == ["sails"]
    assert marked(rows, "copy") == ["leaves", "he said"]
    assert counts == (6, 7, 9)
    assert [(len(row.first), len(row.copy)) for row in rows] == [(1, 1), (1, 1)]
    assert not cut


def test_paragraphs_that_one_has_alone_stand_alone() -> None:
    rows, _, _ = compare(body("One two three.", "Four five six."), body("Seven eight.", "Four five six.", "Nine ten."))
    assert [(len(row.first), len(row.copy)) for row in rows] == [(0, 1), (1, 0), (1, 1), (0, 1)]


texts = st.lists(st.text("ab cé.’\n", min_size=1, max_size=40), max_size=6)


@given(texts, texts)
def test_both_texts_stand_there_whole_and_in_order(first: list[str], copy: list[str]) -> None:
    rows, (same, of_first, of_copy), _ = compare(body(*first), body(*copy))
    for side, text in (("first", first), ("copy", copy)):
        shown = ["".join(piece.text for piece in each.pieces) for row in rows for each in getattr(row, side)]
        assert shown == text
    assert same <= min(of_first, of_copy)
    assert of_first == sum(len(re.findall(r"\w+", text)) for text in first)


@given(texts)
def test_a_text_beside_itself_has_no_marks(text: list[str]) -> None:
    rows, _, _ = compare(body(*text), body(*text))
    assert marked(rows, "first") == marked(rows, "copy") == []


def test_very_long_texts_are_cut_and_say_so() -> None:
    long = " ".join(f"w{n}" for n in range(6_100))
    rows, _, cut = compare(body(long), body(long + " end"))
    assert cut
    assert "".join(piece.text for piece in rows[0].copy[0].pieces) == long + " end"


@pytest.mark.parametrize(
    ("kind", "sides", "own", "contradicts"),
    [
        ("number", (("four", None), ("nine", None)), (0, 1), True),
        ("number", (("four", None), ("Four", None), ("nine", None)), (0, 1), False),
        ("denial", (("it burned", "cl_1"), ("not so", None), ("no", None)), (1, 2), False),
        ("denial", (("it burned", "cl_1"), ("not so", None)), (0, 1), True),
    ],
)
def test_one_contradicts_oneself_only_where_ones_own_words_do_not_fit(
    kind: DifferenceKind, sides: tuple[tuple[str, str | None], ...], own: tuple[int, ...], contradicts: bool
) -> None:
    made = tuple(Side(value, "Ann", claim, EVIDENCE) for value, claim in sides)
    difference = Difference("diff_1", kind, "it", made, "")
    assert contradict(difference, [made[number] for number in own]) is contradicts


def test_countries_are_called_by_their_names() -> None:
    assert country_words("DK") == "Denmark"
    assert country_words("local:Orrenia") == "Orrenia"
    assert country_words(None) == ""
    assert country_words("??") == "??"


def test_a_feed_is_new_then_well_then_failing_or_settled() -> None:
    new = Subscription.of("https://a.example/feed", now="2031-05-24T06:00:00+00:00", kind="feed")
    assert feed_view(new).state == "new"
    assert feed_view(new).next_due == "24 May 2031 06:00"
    made = {name: getattr(new, name) for name in Subscription.__slots__}
    assert feed_view(Subscription(**made | {"last_success": "2031-05-24T06:00:00+00:00"})).state == "well"
    assert feed_view(Subscription(**made | {"failures": 1})).state == "failing"
    assert feed_view(Subscription(**made | {"next_due": None})).state == "settled"
