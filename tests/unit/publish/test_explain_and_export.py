"""Explanations of every kind of record, and tables that read back."""

from __future__ import annotations

import csv
import io
import json
import string
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publish.test_brief import REPORTS

from onrecord import Desk, open_desk
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.passage import Evidence
from onrecord.publish import Explanation, explain, write
from onrecord.publish.explain import SharedText
from onrecord.publish.explanation_text import explanation_as_text
from onrecord.publish.table import rows_as_text

KINDS = ("articles", "stories", "statements", "actors", "figures", "events", "claims")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_desk(None) as opened:
        opened.add([str(folder)])
        yield opened


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_can_be_explained(desk: Desk, kind: str) -> None:
    contents = desk.contents()
    texts = {article.id: article.text for article in contents.articles}
    for row in desk.show(kind):
        explanation = explain(contents, row["id"])
        assert explanation.passages, row
        for passage in explanation.passages:
            text = texts[passage.article_id]
            assert text[passage.start : passage.end] == passage.text
            assert passage.before + passage.text + passage.after in text
        shown = explanation_as_text(explanation, colour=False)
        assert row["id"] in shown


def test_the_beginning_of_an_identifier_is_enough(desk: Desk) -> None:
    contents = desk.contents()
    (whole, *_) = (row["id"] for row in desk.show("claims"))
    assert explain(contents, whole[:-1]).id == whole


def test_a_thread_is_explained_by_its_stories(desk: Desk) -> None:
    for relations in desk.contents().relations:
        explanation = desk.explain(relations.thread_id)
        assert [name for name, _ in explanation.steps] and explanation.kind == "thread"
        assert {name for name, _ in explanation.steps} == {story.id for story in relations.stories}


def test_each_position_of_a_claim_says_under_which_origin_it_counts(desk: Desk) -> None:
    claims = [claim for relations in desk.contents().relations for claim in relations.claims]
    assert claims
    for claim in claims:
        told = [value for name, value in desk.explain(claim.id).steps if name in ("supports", "denies", "doubts")]
        assert len(told) == len(claim.positions)
        for line, held in zip(told, claim.positions, strict=True):
            assert held.evidence.article_id in line and f"origin: {held.origin}" in line
            alone = "counted as" not in line and "not counted" not in line
            assert held.kind != "supports" or not alone or held.origin in claim.origins


def test_two_columns_where_there_is_room(desk: Desk) -> None:
    text = "The harbour master closed the eastern basin after a crane fell across the quay."
    evidence = Evidence.of("art_1", text, 0, len(text))
    shared = SharedText("quotation", 14, evidence, replace(evidence, article_id="art_2"), text, text)
    explanation = Explanation("art_1 art_2", "articles", "Two", (), (), {}, (shared,))
    wide, narrow = (explanation_as_text(explanation, colour=False, width=width) for width in (120, 60))
    assert "1. a quotation that both carry, 14 words" in wide
    assert any("art_1, characters 0 to" in line and "art_2, characters 0 to" in line for line in wide.splitlines())
    assert not any("art_1," in line and "art_2," in line for line in narrow.splitlines())
    assert max(map(len, wide.splitlines())) <= 120 and max(map(len, narrow.splitlines())) <= 60


@pytest.mark.parametrize("identifier", ["st_nothing", "art", ""])
def test_what_is_not_there_or_not_one_is_not_found(desk: Desk, identifier: str) -> None:
    with pytest.raises(NotFound):
        explain(desk.contents(), identifier)


@pytest.mark.parametrize("kind", ["articles", "figures", "events", "claims", "differences", "fates"])
def test_one_line_for_each_row(desk: Desk, kind: str) -> None:
    rows = list(desk.show(kind))
    lines = list(rows_as_text(kind, rows))
    assert len(lines) == max(1, len(rows))
    assert not [line for line in lines if "\n" in line]


words = st.text(max_size=12)  # short, so that a table is made at once on any machine
values = st.one_of(st.none(), words, st.integers(), st.booleans(), st.lists(words, max_size=3))
names = st.text(string.ascii_letters, min_size=1, max_size=8)
tables = st.lists(st.dictionaries(names, values, min_size=1, max_size=4), max_size=4)


@given(tables)
def test_json_lines_read_back(rows: list[dict[str, object]]) -> None:
    stream = io.BytesIO()
    assert write(rows, "jsonl", stream) == len(rows)
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == rows


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.integers()}), min_size=1, max_size=5))
def test_csv_reads_back_and_runs_nothing(rows: list[dict[str, object]]) -> None:
    stream = io.BytesIO()
    write(rows, "csv", stream)
    text = stream.getvalue().decode("utf-8", "surrogatepass")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(read) == len(rows)
    for row, back in zip(rows, read, strict=True):
        assert back["a"].removeprefix("'") == str(row["a"]).removeprefix("'")
        assert is_number(back["a"]) or not back["a"].lstrip().startswith(("=", "+", "-", "@"))
        assert back["b"] == str(row["b"])


def is_number(text: str) -> bool:
    return text.isascii() and text.removeprefix("+").removeprefix("-").replace(".", "", 1).isdigit()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        " =1",
        "＝1+1",
        "＋1",
        "－x",
        "＠x",
        "--5",
        "-",
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_is_text(text: str) -> None:
    assert cells("csv", text) == [f"'{text}"]
    assert cells("jsonl", text) == [text], "exact"


@pytest.mark.parametrize("value", [-5, 3, -0.5, "-5", "+3", "-0.25", "7,000 = more", "a-b", "", "'quoted'"])
def test_numbers_and_other_text_stay_as_they_are(value: object) -> None:
    assert cells("csv", value) == [str(value)]


def cells(form: str, value: object) -> list[object]:
    write([{"a": value, "b": 1}], form, stream := io.BytesIO())
    text = stream.getvalue().decode()
    rows = csv.DictReader(io.StringIO(text, newline="")) if form == "csv" else map(json.loads, text.splitlines())
    return [row["a"] for row in rows]


def test_parquet_reads_back(desk: Desk) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    stream = io.BytesIO()
    rows = list(desk.show("statements"))
    write(rows, "parquet", stream)
    stream.seek(0)
    table = parquet.read_table(stream).to_pylist()
    assert [row["id"] for row in table] == [row["id"] for row in rows]


def test_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="jsonl, csv, parquet"):
        write([], "xlsx", io.BytesIO())
