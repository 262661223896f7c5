"""The tagger: windows, and what it gives for plain sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.tagger import WINDOW, Tagged, Tags, tagger, windows

WORDS = st.lists(
    st.sampled_from(["The", "mayor", "said", "it", "“yes”", "no.", "\n\n", "denied", "Ärger", "\u200b", "東京"]),
    max_size=400,
)


@given(st.integers(0, 2000), st.integers(0, 60))
def test_every_piece_is_one_windows_own(count: int, every: int) -> None:
    text = "".join("a. " if every and at % every == 0 else "ab " for at in range(count))
    places = [(3 * at, 3 * at + 2) for at in range(count)]
    found = windows(text, places)
    assert [at for window in found for at in range(window.first, window.last)] == list(range(count))
    assert all(window.start <= window.first and window.last <= window.end <= window.start + WINDOW for window in found)


def texts(spans: tuple[tuple[int, int], ...], text: str) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("The mayor said that the bridge was closed.", "said", "mayor", "bridge was closed"),
        ("“The bridge is closed,” Ana Pell told reporters.", "told", "Ana Pell", "The bridge is closed"),
        ("According to the ministry, two people were hurt.", "According to", "ministry", "two people were hurt"),
        ("Moscow denies that it plans to attack.", "denies", "Moscow", "it plans to attack"),
    ],
)
def test_plain_sentences(text: str, cue: str, source: str, content: str) -> None:
    (found,) = tagger()(text).attributions
    assert cue in " ".join(texts(found.cue, text))
    assert source in " ".join(texts(found.source, text))
    assert content in " ".join(texts(found.contents, text))
    assert 0.5 < found.chance <= 1


def test_names_with_their_kinds() -> None:
    text = "Mary Osborne of Meridian Holdings said in Helsinki that the Norwegians had left."
    assert [(text[name.start : name.end], name.kind) for name in tagger()(text).names] == [
        ("Mary Osborne", "person"),
        ("Meridian Holdings", "body"),
        ("Helsinki", "place"),
        ("Norwegians", "group"),
    ]


def test_no_cue_and_no_text() -> None:
    assert tagger()("") == Tags((), ())
    assert tagger()("The river is wide.") == Tags((), ())


def test_a_long_text_gives_what_its_parts_give() -> None:
    parts = [f"The mayor of town {number} said the bridge was closed.\n\n" for number in range(60)]
    found = tagger()("".join(parts)).attributions
    assert len(found) == len(parts)
    assert [item.cue for item in found] == sorted(item.cue for item in found)


@settings(deadline=None, max_examples=25)
@given(WORDS)
def test_any_text_is_tagged_alike_each_time_and_inside_itself(words: list[str]) -> None:
    text = " ".join(words)
    tags = tagger()(text)
    assert tags == tagger()(text)
    for name in tags.names:
        assert 0 <= name.start < name.end <= len(text)
        assert text[name.start : name.end].strip() == text[name.start : name.end]
    assert [name.start for name in tags.names] == sorted({name.start for name in tags.names})
    for item in tags.attributions:
        assert isinstance(item, Tagged)
        assert item.cue
        for start, end in (*item.cue, *item.source, *item.contents):
            assert 0 <= start < end <= len(text)
