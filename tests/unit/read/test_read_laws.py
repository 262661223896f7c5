"""What holds for every capture, whatever is in it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.article import Article
from onrecord.model.capture import Capture, MediaType, Refusal
from onrecord.read import reader
from onrecord.read.decode import decode
from onrecord.read.page import see

READ = reader()
TYPES: tuple[MediaType, ...] = ("text/plain", "text/html", "application/json", "message/rfc822")

WORDS = st.sampled_from(
    ["The minister said the bridge was open.", "Read more: A ferry sinks", "By Ana Pell", "2 May 2031, 10:05", "Home", "World",
     "\u00a0", "\u00ad", "\r\n", "\n\n", "\u2028", "ﬁre", "(Image: Getty)", "“No,” he said.", "31 mins ago", "See more World", "<p>", "</p>",
     "<script>", "<!--", "&amp;", "https://example.org/2031/05/02/x", "…", "Related stories", "Fog over Lund Harbour"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS | st.text(max_size=12), max_size=40).map(" ".join),
    st.lists(WORDS, max_size=40).map("\n".join),
)


def capture(data: bytes, media_type: MediaType) -> Capture:
    return Capture.of(source="x", location="/x", data=data, media_type=media_type, received_at="")


def check(article: Article) -> None:
    assert article.segments[0].start == 0
    assert article.segments[-1].end == len(article.text)
    for before, after in zip(article.segments, article.segments[1:], strict=False):
        assert before.end == after.start
    assert all(segment.reason and segment.start < segment.end for segment in article.segments)
    article.text.encode("utf-8")


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_segments_partition_the_text_and_lead_back_to_the_capture(text: str) -> None:
    data = text.encode("utf-8", "replace")
    result = READ(capture(data, "text/plain"))
    if isinstance(result, Refusal):
        return
    check(result)
    decoded = decode(data)
    places = [(segment.capture_start, segment.capture_end) for segment in result.segments]
    for (_, end), (start, _) in pairwise(places):
        assert end == start
    for segment in result.segments:
        repairs = [each for each in result.repairs if segment.start <= each.end and each.start <= segment.end]
        if not repairs:
            there = decoded[segment.capture_start : segment.capture_end]
            assert there.split() == result.text[segment.start : segment.end].split()


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(TYPES))
def test_no_bytes_break_it(data: bytes, media_type: MediaType) -> None:
    result = READ(capture(data, media_type))
    if isinstance(result, Article):
        check(result)
    else:
        assert result.reason


@settings(deadline=None, max_examples=150)
@given(TEXTS, st.sampled_from(TYPES))
def test_no_text_breaks_it(text: str, media_type: MediaType) -> None:
    result = READ(capture(text.encode("utf-8", "surrogatepass"), media_type))
    if isinstance(result, Article):
        check(result)
        assert result == READ(capture(text.encode("utf-8", "surrogatepass"), media_type))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "date",
                    "url",
                    "outlet",
                    "byline",
                    "author",
                    "text",
                    "paragraphs",
                    "html",
                    "language",
                    "x",
                    "type",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(JSON)
def test_no_record_breaks_it(record: object) -> None:
    result = READ(capture(json.dumps(record).encode(), "application/json"))
    if isinstance(result, Article):
        check(result)


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_a_page_is_seen_and_its_lines_are_found_again(source: str) -> None:
    page = see(source)
    for line in page.lines:
        assert 0 <= line.start < line.end <= len(source)
        assert page.find(line.text, line.start) is not None


PARAGRAPHS = st.lists(
    st.tuples(
        st.sampled_from(["council", "harbour", "ministry", "army"]),
        st.integers(0, 999),
        st.sampled_from(["Monday", "Friday"]),
    ),
    min_size=4,
    max_size=9,
    unique=True,
)


@settings(deadline=None, max_examples=60)
@given(PARAGRAPHS, st.integers(0, 8))
def test_each_sentence_is_in_the_body_once(items: list[tuple[str, int, str]], doubled: int) -> None:
    sentences = [f"The {who} said on {day} that {n} families had left the lower town by boat." for who, n, day in items]
    again = sentences[doubled % len(sentences)]
    text = "\n\n".join(
        ["Families leave the lower town by boat", "By Ana Pell", *sentences, "Read more: How to pack", again]
    )
    result = READ(capture(text.encode(), "text/plain"))
    assert isinstance(result, Article)
    assert [passage.text for passage in result.body] == sentences
    assert sum(segment.kind == "repeated" for segment in result.segments) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 200_000,
        "<svg>" * 50_000,
        "<!--" * 50_000,
        "&" * 200_000,
        "<p" * 100_000,
        "(" * 100_000 + "\n" + "a" * 100_000,
        "1 " * 100_000,
        "Home " * 40_000,
        "By " * 40_000,
        "© " * 40_000,
    ],
)
def test_hostile_text_is_read_in_linear_time(hostile: str) -> None:
    """Guarded by the time limit of the test run: what is quadratic in these takes hours."""
    for media_type in ("text/plain", "text/html"):
        READ(capture(hostile.encode(), media_type))  # type: ignore[arg-type]
