"""The tables of chances: classes of cues, bins, and the classes of errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import chances
from benchmarks.statements import Relation


def relation(source: str, cue: str, content: str) -> Relation:
    return Relation(*(frozenset(map(int, part.split())) for part in (source, cue, content)))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["has", "said"], "verb of speech"),
        (["claims"], "verb or noun of speech"),
        (["according", "to"], "according to"),
        (["applauded"], "other cue, said"),
        (["seems"], "other cue, attitude"),
        (["zigzagged"], "in no table"),
    ],
)
def test_classes_of_cues(words: list[str], name: str) -> None:
    assert chances.class_of(words) == name


def test_a_bin_is_named_by_its_lower_end() -> None:
    assert [chances.binned(value, (0.0, 0.5, 0.8)) for value in (0.0, 0.49, 0.5, 0.79, 1.0)] == [
        "0.00", "0.00", "0.50", "0.50", "0.80",
    ]  # fmt: skip


def test_each_error_has_one_class() -> None:
    plain = ["mayor", "said", "it", "was", "over", "and", "denied", "all", "of", "this"]
    gold = [relation("0", "1", "2 3 4"), relation("0", "6", "7 8 9")]
    assert chances.errors(gold, gold, plain) == {"right": 2}
    assert chances.errors([], gold, plain) == {"missed: verb of speech": 2}
    assert chances.errors(gold, [], plain) == {"in no list: verb of speech": 2}
    assert chances.errors([relation("", "1", "2 3 4")], gold[:1], plain) == {"source wrong: none given": 1}
    assert chances.errors([relation("5", "1", "2 3 4")], gold[:1], plain) == {"source wrong: another": 1}
    assert chances.errors([relation("0", "1", "4 5 6 7")], gold[:1], plain) == {
        "what is said differs by more than half": 1
    }
    assert chances.right_ones([relation("5", "1", "2"), relation("0", "6", "7")], gold, plain) == {1}


def test_tables_of_a_small_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("text", "attributions"):
        (tmp_path / "train" / kind).mkdir(parents=True)
    text = "A town waits.\n\nThe mayor said that the bridge was closed.\n"
    spans = [("Source", "The mayor"), ("Cue", "said"), ("Content", "that the bridge was closed")]
    marks = "".join(
        f"T{k}\t{role} {text.index(words)} {text.index(words) + len(words)}\t{words}\n"
        for k, (role, words) in enumerate(spans, 1)
    )
    for number in range(14):
        (tmp_path / "train" / "text" / f"story{number:02}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "train" / "attributions" / f"story{number:02}_anna.ann").write_text(
            marks + "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n", encoding="utf-8"
        )
    assert chances.main(["--data", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "statement, tagger" not in out
    assert "statement, rule, verb of speech" in out
    assert "tagger_relation_f1_from_0.78     1.0000" in out
    assert chances.main(["--data", str(tmp_path), "--split", "all"]) == 2
    assert "choose, check" in capsys.readouterr().err
