"""Sentences: where they end, and that their offsets are the text's."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.sentences import boundaries, split
from onrecord.model.article import Article, Segment, SegmentKind
from onrecord.model.when import UNKNOWN_TIME


def article(*segments: tuple[SegmentKind, str]) -> Article:
    text, parts = "", []
    for kind, words in segments:
        parts.append(Segment(kind, len(text), len(text) + len(words), None, None, "a test's"))
        text += words
    return Article("art_1", "cap_1", "s", None, None, (), None, (), UNKNOWN_TIME, None, "en", text, tuple(parts))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in boundaries(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Orel met Gen. Lind. They spoke.", ["Mr. Orel met Gen. Lind.", "They spoke."]),
        ("The U.S. Navy left. It was late.", ["The U.S. Navy left.", "It was late."]),
        ("He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
        ("At 5 p.m. Friday it began. All left.", ["At 5 p.m. Friday it began.", "All left."]),
        ("It began at 5 p.m. Officials left.", ["It began at 5 p.m.", "Officials left."]),
        ("Prices rose 3.5 per cent. Wages fell.", ["Prices rose 3.5 per cent.", "Wages fell."]),
        ('"We are ready. We wait," he said. Nobody came.', ['"We are ready.', 'We wait," he said.', "Nobody came."]),
        ('"Is it over?" Ora Lind asked the minister. "No."', ['"Is it over?" Ora Lind asked the minister.', '"No."']),
        ("“Stop!” he cried. “Now.”", ["“Stop!” he cried.", "“Now.”"]),
        ("They left (it was late.) Nobody saw.", ["They left (it was late.)", "Nobody saw."]),
        ("The port was shut.Ships waited.", ["The port was shut.", "Ships waited."]),
        ("See varsk.example.com for more.", ["See varsk.example.com for more."]),
        ("J. Lind and T.K. Orel came. So did I.", ["J. Lind and T.K. Orel came.", "So did I."]),
        ("Room No. 12 was empty. No. It was full.", ["Room No. 12 was empty.", "No.", "It was full."]),
        ("Well... maybe not… Yes.", ["Well... maybe not…", "Yes."]),
        ("", []),
        ("   \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_only_speaking_segments_are_read_and_keep_their_kind() -> None:
    given_article = article(
        ("heading", "Port shut\n\n"),
        ("notice", "Listen now.\n"),
        ("body", "One. Two.\n\nThree."),
        ("caption", "A ship."),
    )
    found = split(given_article)
    assert [(s.text, s.segment) for s in found] == [
        ("Port shut", "heading"),
        ("One.", "body"),
        ("Two.", "body"),
        ("Three.", "body"),
        ("A ship.", "caption"),
    ]
    assert [s.paragraph for s in found] == [0, 1, 1, 2, 3]


@given(st.text(alphabet="aB1 .!?\"”“\n()'U.S.Mr", max_size=200))
def test_offsets_are_the_texts_and_nothing_is_lost(text: str) -> None:
    found = split(article(("body", text)))
    assert all(text[s.start : s.end] == s.text and s.text == s.text.strip() for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
