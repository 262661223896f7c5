"""Records as lines of JSON: what is written is read back, and what is no record is told as such."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.model.capture import Capture
from onrecord.model.codec import dumps, from_plain, loads, read_plain, to_plain
from onrecord.model.passage import Evidence
from onrecord.model.when import When


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    id: str
    parts: tuple[Part, ...] = ()
    pairs: tuple[tuple[str, int], ...] = ()
    within: Whole | None = None


def wholes() -> some.SearchStrategy[Whole]:
    texts = some.text(some.characters(), max_size=8)  # half characters among them
    weights = some.none() | some.floats(allow_nan=False, allow_infinity=False)
    parts = some.lists(some.builds(Part, texts, weights), max_size=3).map(tuple)
    pairs = some.lists(some.tuples(texts, some.integers(-(2**60), 2**60)), max_size=3).map(tuple)
    inner = some.none() | some.builds(Whole, texts, parts)
    return some.builds(Whole, texts, parts, pairs, inner)


@given(wholes())
def test_what_is_written_is_read_back(whole: Whole) -> None:
    line = dumps(whole)
    assert loads(Whole, line) == whole == from_plain(Whole, to_plain(whole))
    assert read_plain(line) == to_plain(whole)
    assert dumps(loads(Whole, line)) == line == json.dumps(to_plain(whole), ensure_ascii=False, separators=(",", ":"))


@given(wholes())
def test_what_a_file_holds_is_read_back(whole: Whole) -> None:
    written = dumps(whole).encode("utf-8", "backslashreplace").decode("utf-8")
    assert loads(Whole, written) == whole


def test_fields_of_another_version_are_left_out_or_have_their_defaults() -> None:
    assert loads(Whole, '{"id":"a","added_later":[1,{"b":2}],"parts":[{"name":"n","gone":null}]}') == Whole(
        "a", (Part("n"),)
    )


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"parts":[]}', '{"id":1}', '{"id":"a","parts":[{"name":null}]}', "nul"]
)
def test_what_is_no_record_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        loads(Whole, text)


def test_real_records_are_read_back() -> None:
    evidence = Evidence.of("art_1", "Ilse Brandt said that the ferry sails.", 0, 11)
    when = When("2031-05-02", "2031-05-02", "day", "text", "the date line")
    for record in (evidence, when):
        assert loads(type(record), dumps(record)) == record


def test_bytes_are_never_written() -> None:
    capture = Capture.of(
        source="a.txt",
        location="a.txt",
        data=b"text",
        media_type="text/plain",
        received_at="2031-05-02T00:00:00+00:00",
        sequence=1,
    )
    assert "data" not in to_plain(capture)
    with pytest.raises(TypeError):
        dumps(capture)
