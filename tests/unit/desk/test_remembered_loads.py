"""What a desk remembers of loads: what is kept, for how long, who may change it, and what goes with what is removed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tests.faults.test_removed import SECRET
from tests.unit.web.web_desk import FIRST, SECOND

from onrecord.desk import open_desk
from onrecord.desk.handing import Handed
from onrecord.desk.loads import REMEMBERED, Asked, Given, InputFate, Load, RememberedLoads, Step

OUT = "It was taken out."


def waiting(kept: RememberedLoads, what: str = "a load", *texts: tuple[str, str], address: str = "") -> Load:
    with kept.new() as (load_id, folder):
        given = []
        for number, (name, text) in enumerate(texts):
            (folder / str(number)).write_text(text, encoding="utf-8")
            given.append(Given(str(number), name, ""))
        return kept.put(load_id, what, Asked((address,) if address else (), tuple(given), False))


def taken(kept: RememberedLoads, desk: Path, load: Load) -> tuple[InputFate, ...]:
    """Take what ``load`` asks for, as the process of a load does."""
    with open_desk(desk) as opened:
        report = opened.add(kept.handed(load.id, kept.asked(load.id)))
    return tuple(InputFate(fate.source, fate.fate, fate.reason, fate.article_id) for fate in report.fates)


def holding(folder: Path, words: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_a_load_is_the_same_for_whoever_reads_it(tmp_path: Path) -> None:
    kept = RememberedLoads(tmp_path)
    load = waiting(kept, "two files", ("a.txt", FIRST), ("b.txt", SECOND), address="https://news.example/a")
    kept.change(load.id, state="running", steps=(Step("read", "read", 1, None),))
    other = RememberedLoads(tmp_path)
    (found,) = other.all()
    assert found == kept.find(load.id)
    assert (found.state, found.steps, found.change) == ("running", (Step("read", "read", 1, None),), 1)
    assert [handed.path.read_text() for handed in other.handed(load.id, other.asked(load.id))] == [FIRST, SECOND]
    assert other.asked(load.id).addresses == ("https://news.example/a",)
    kept.change(load.id, state="done", sentence="2 taken.")
    assert other.find(load.id) == kept.find(load.id)
    assert other.change(load.id, state="failed") == kept.find(load.id), "nothing more becomes of it"


def test_what_is_handed_over_is_for_its_owner_alone(tmp_path: Path) -> None:
    kept = RememberedLoads(tmp_path)
    waiting(kept, "a file", ("a.txt", FIRST))
    for path in (tmp_path / "loads").rglob("*.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for path in (tmp_path / "loads", *(each for each in (tmp_path / "loads").rglob("*") if each.is_dir())):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_the_last_that_ended_are_remembered_and_all_that_did_not(tmp_path: Path) -> None:
    kept = RememberedLoads(tmp_path)
    first = waiting(kept, "still waiting")
    ids = [waiting(kept, f"load {number}").id for number in range(REMEMBERED + 3)]
    for load_id in ids:
        kept.change(load_id, state="done")
    assert [load.id for load in kept.all()] == [*reversed(ids[3:]), first.id]
    assert len(list((tmp_path / "loads").iterdir())) == REMEMBERED + 1


@pytest.mark.parametrize("load_id", ["", "..", "../desk", "0123456789AB", "0123456789ab\n", "0123456789ab/given"])
def test_no_identifier_becomes_another_path(tmp_path: Path, load_id: str) -> None:
    kept = RememberedLoads(tmp_path)
    waiting(kept)
    (tmp_path / "load.json").write_text("{}")
    assert kept.find(load_id) is None
    assert kept.stop(load_id, OUT) is None
    assert kept.change(load_id, state="done") is None


@pytest.mark.parametrize("record", ["", "{", "[]", "null", '{"id": 1}', '{"id": "x", "what": "y", "state": "done"}'])
def test_a_record_that_cannot_be_read_is_a_load_that_failed(tmp_path: Path, record: str) -> None:
    kept = RememberedLoads(tmp_path)
    load = waiting(kept, "a file", ("a.txt", FIRST))
    (tmp_path / "loads" / load.id / "load.json").write_text(record)
    (found,) = RememberedLoads(tmp_path).all()
    assert (found.id, found.state) == (load.id, "failed")
    assert "add the same again" in found.sentence
    kept.sweep()
    assert not (tmp_path / "loads" / load.id / "given").exists()


def test_one_that_waits_is_taken_out_at_once_and_one_that_runs_is_asked_to_end(tmp_path: Path) -> None:
    kept = RememberedLoads(tmp_path)
    waits, runs = waiting(kept, "waits", ("a.txt", FIRST)), waiting(kept, "runs")
    kept.change(runs.id, state="running")
    out, asked = kept.stop(waits.id, OUT), kept.stop(runs.id, OUT)
    assert out and (out.state, out.sentence) == ("stopped", OUT)
    assert [path.name for path in (tmp_path / "loads" / waits.id).iterdir()] == ["load.json"]
    assert asked and (asked.state, asked.stopping) == ("running", True)
    assert RememberedLoads(tmp_path).is_to_stop(runs.id)
    kept.change(runs.id, state="done")
    assert kept.stop(runs.id, OUT) == kept.find(runs.id)


def test_one_alone_has_the_turn(tmp_path: Path) -> None:
    one, other = RememberedLoads(tmp_path), RememberedLoads(tmp_path)
    waiting(one)
    with one.turn(), pytest.raises(BlockingIOError), other.turn():
        pass
    with other.turn():
        pass


def test_of_a_load_that_was_cut_off_the_desk_knows_what_became_of_each(tmp_path: Path) -> None:
    kept = RememberedLoads(tmp_path / "desk")
    with open_desk(tmp_path / "desk") as desk:
        (tmp_path / "text").write_text(FIRST)
        desk.add([Handed(tmp_path / "text", "came.txt"), Handed(tmp_path / "text", "bad.exe")])
    load = waiting(
        kept, "files", ("came.txt", FIRST), ("bad.exe", FIRST), ("late.txt", SECOND), address="https://a.example/"
    )
    fates = kept.fates_so_far(tmp_path / "desk", load.id)
    assert [(fate.source.split("/")[-1], fate.kind) for fate in fates if fate.source.startswith("dropped/")] == [
        ("came.txt", "taken"), ("bad.exe", "refused"), ("late.txt", "left")]  # fmt: skip
    assert fates[0] == InputFate("https://a.example/", "left", "", None)
    (tmp_path / "desk" / "desk.sqlite").write_bytes(b"no desk any more" * 100)
    assert {fate.kind for fate in kept.fates_so_far(tmp_path / "desk", load.id)} == {"left"}


def test_what_is_removed_is_in_no_load(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    open_desk(desk).close()
    kept = RememberedLoads(desk)
    secret = f"The {SECRET} report\n\nThe {SECRET} ferry has sunk, the union said."
    ended = waiting(kept, f"the text “The {SECRET} report”", ("", secret), ("other.txt", SECOND))
    fates = taken(kept, desk, ended)
    kept.change(ended.id, state="done", fates=fates, sentence="2 taken.")
    untouched = waiting(kept, "another file", ("more.txt", FIRST))
    kept.change(untouched.id, state="done", fates=taken(kept, desk, untouched))
    cut_off = waiting(kept, f"the text “The {SECRET} report”", ("", secret), ("third.txt", FIRST + "More."))
    kept.change(cut_off.id, state="running")
    before = {load.id: load for load in kept.all()}
    assert len(holding(desk / "loads", SECRET)) == 3, "two records and a file"
    with open_desk(desk) as opened:
        opened.remove(next(fate.source for fate in fates if fate.source.startswith("pasted/")), "on request")
    assert holding(desk, SECRET) == []
    assert holding(desk / "loads", "pasted/") == []
    after = {load.id: load for load in kept.all()}
    assert after[untouched.id] == before[untouched.id]
    assert [fate.source.split("/")[-1] for fate in after[ended.id].fates] == ["other.txt"]
    assert [each.name for each in kept.asked(cut_off.id).given] == ["third.txt"]
    assert "removed from the desk" in after[cut_off.id].sentence
