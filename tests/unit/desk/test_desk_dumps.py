"""Dumps in a desk: columns that are named stay named, and a record that is put in changes no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz import samples

from onrecord.desk import open_desk
from onrecord.model.errors import UsageError

ROWS: list[dict[str, object]] = [{"kopf": f"Ferry to Lund stopped again, day {n}", "inhalt": "\n".join(samples.STORY), "tag": f"2021-05-0{n}", "date": "2021-06-06"} for n in (1, 2)]  # fmt: skip
COLUMNS = "title=kopf,text=inhalt,published=tag"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.jsonl"])
def test_update_remembers_which_column_holds_what(name: str) -> None:
    write = {".csv": samples.csv_table, ".parquet": samples.parquet_table, ".jsonl": samples.json_lines}[
        Path(name).suffix
    ]
    Path(name).write_bytes(write(ROWS))
    with open_desk() as desk:
        assert desk.add([name], columns=COLUMNS).counts == {"taken": 2}
        found = {article["title"]: article["published"]["start"] for article in desk.show("articles")}
        assert found == {row["kopf"]: row["tag"] for row in ROWS}
        assert desk.update().counts == {"unchanged": 2}
        Path(name).write_bytes(write([{**ROWS[0], "kopf": "A new one", "tag": "2021-05-05"}, *ROWS]))
        assert desk.update().counts == {"taken": 1, "unchanged": 2}
        desk.remove(name, "embargo")
        assert not list(desk.show("articles"))


def test_columns_that_are_not_understood_change_nothing() -> None:
    Path("a.csv").write_bytes(samples.csv_table(ROWS))
    with open_desk() as desk, pytest.raises(UsageError):
        desk.add(["a.csv"], columns="title")


def test_a_line_on_top_of_a_dump_is_one_new_article() -> None:
    old: list[dict[str, object]] = [{"title": row["kopf"], "text": row["inhalt"], "date": row["tag"]} for row in ROWS]
    Path("a.jsonl").write_bytes(samples.json_lines(old))
    with open_desk() as desk:
        desk.add(["a.jsonl"])
        Path("a.jsonl").write_bytes(samples.json_lines([{**old[0], "title": "Fog over Lund"}, *old]))
        assert desk.add(["a.jsonl"]).counts == {"taken": 1, "unchanged": 2}
        assert all(article["revision"] == 1 for article in desk.show("articles"))


def test_a_pasted_page_and_its_file_are_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    with open_desk() as desk:
        desk.add(["-"], stdin=io.BytesIO(samples.PAGE.encode()), stdin_name=samples.ADDRESS)
        Path("p.mhtml").write_bytes(samples.saved_page(samples.PAGE.replace("40 passengers", "41 passengers")))
        desk.add(["p.mhtml"])
        (article,) = desk.show("articles")
        assert article["revision"] == 2
