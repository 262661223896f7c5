"""The benchmark of the codes of events: how its data are read and scored. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks._coded import families, records, sentences
from benchmarks.events import class_f1, macro, main


def test_sentences_are_read_with_who_does_it_to_whom(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text(
        "sentence\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta\n"
        "x\tOn Sunday <s>Varnia</s> praised <t>Lasmin</t>.\tVarnia\tLasmin\tSUPPORT\t1\n"
        "Varnia freed him.\t\tVarnia\ta recipient\tYIELD\t2\n",
        encoding="utf-8",
    )
    first, second = sentences(table)
    assert first.text == "On Sunday Varnia praised Lasmin."
    assert first.deed.source == (10, 16)
    assert first.deed.target == (25, 31)
    assert (first.code, first.quad) == ("SUPPORT", "verbal cooperation")
    assert (second.deed.source, second.deed.target) == ((0, 6), None)


def test_records_have_the_codes_of_today(tmp_path: Path) -> None:
    table = tmp_path / "records.txt"
    marked = "(SRC: Varnia) (EVT: blamed) (TAR: Lasmin) on Sunday."
    rows = [
        {"event": "DOCUMENT"},
        {"event": "DISAPPROVE", "text": "x", "textInfo": {"markup": marked}},
        {"event": "PROTEST", "text": "Dockers refused food.", "mode": "strike-hun"},
    ]
    table.write_text(json.dumps(rows), encoding="utf-8")
    first, second = records(table)
    assert (first.text, first.code, first.deed.target) == ("Varnia blamed Lasmin on Sunday.", "ACCUSE", (14, 20))
    assert (second.text, second.code, second.mode) == ("Dockers refused food.", "PROTEST", "hunger")


def test_alike_sentences_are_one_family(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    words = ["Varnia praised the long report.", "Lasmin praised the long report.", "Nobody came to us."]
    table.write_text("sentence\tgold_root\n" + "".join(f"{row}\tSUPPORT\n" for row in words), encoding="utf-8")
    one, other, third = families(sentences(table))
    assert one == other != third


def test_macro_f1_counts_classes_alike() -> None:
    pairs = [("A", "A"), ("A", "A"), ("A", "A"), ("B", "A")]
    assert class_f1(pairs, "A") == pytest.approx((0.75, 1.0, 6 / 7))
    assert macro(pairs) == pytest.approx(3 / 7)


def test_data_that_are_not_there_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(tmp_path)])
    assert ended.value.code == 2
    assert "fetch" in capsys.readouterr().err
