from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from tests.contract.desks import NOON
from tests.contract.fake_stages import REFUSE, fake_stages

from onrecord.desk import KINDS, open_desk
from onrecord.desk.executors import InlineExecutor
from onrecord.model.errors import DeskError, NotFound, RulingError, UsageError


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("First\n#x\n@published 2031-05-01\nAnna says the harbour is open")
    (folder / "b.txt").write_text("Second\n#y\nAnna says no")
    return folder


def test_the_whole_front_door(tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[tuple[str, int, int | None]] = []
    with open_desk("desk", stages=fake_stages(), clock=lambda: NOON, executor=InlineExecutor()) as desk:
        report = desk.add(["reports", "missing.txt"], progress=lambda *step: told.append(step))
        assert report.counts == {"taken": 2, "refused": 1}
        assert report.refused == 1
        assert report.summary == "2 taken, 1 refused."
        assert ("read", 2, 2) in told
        assert desk.add([reports / "a.txt"]).summary == "Nothing to do: 1 unchanged."
        assert desk.add([]).summary == "There was nothing to add."
        assert desk.process() == {}
        assert desk.add(["-"], stdin=io.BytesIO(b"Third #x"), stdin_name="note.txt").counts == {"taken": 1}
    with open_desk(Path("desk"), stages=fake_stages()) as desk:
        contents = desk.contents()
        assert [article.source for article in sorted(contents.articles, key=lambda each: each.source)] == [
            "note.txt",
            "reports/a.txt",
            "reports/b.txt",
        ]
        assert list(contents.articles) == sorted(contents.articles, key=lambda each: each.id)
        assert len(contents.relations) == 2
        (article,) = (row for row in desk.show("articles") if row["source"] == "reports/a.txt")
        assert {"id", "outlet", "via", "title", "byline", "updated", "language", "text", "segments"} <= article.keys()
        assert article["published"]["reason"] == "given", "as relate knows it"
        assert desk.record(article["id"]).record == article
        (actor,) = desk.show("actors")
        assert len(actor["article_ids"]) == 2, "one line for an actor of two threads"
        assert desk.record(actor["id"]).record == actor
        assert {len(list(desk.show(kind))) for kind in KINDS} <= {0, 1, 2, 3, 4}
        (hit,) = desk.search("harbour")
        assert hit.article_id == article["id"]
        with pytest.raises(UsageError, match="There is no kind 'cats'"):
            desk.show("cats")
        with pytest.raises(NotFound, match="No record has the identifier"):
            desk.record("st_none")
        with pytest.raises(UsageError, match="nothing to search for"):
            desk.search(" ")


def test_update_takes_what_has_changed(tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reports)
    with open_desk(stages=fake_stages()) as desk:
        desk.add(["a.txt", "b.txt"])
        assert desk.update().summary == "Nothing to do: 2 unchanged."
        Path("a.txt").write_text("First, edited")
        Path("b.txt").unlink()
        monkeypatch.chdir(tmp_path)
        report = desk.update()
        assert [(fate.source, fate.fate) for fate in report.fates] == [("a.txt", "revision"), ("b.txt", "refused")]
        assert len(desk.contents().articles) == 2, "what was taken stays"


def test_a_file_that_is_refused_is_refused_each_time(reports: Path) -> None:
    (reports / "c.txt").write_text(REFUSE)
    with open_desk(stages=fake_stages()) as desk:
        for _ in range(2):
            (refused,) = (fate for fate in desk.add([reports]).fates if fate.fate == "refused")
            assert refused.reason == "it says nothing"


def test_problems_are_listed(reports: Path) -> None:
    (reports / "c.txt").write_text("%explode relate")
    with open_desk(stages=fake_stages()) as desk:
        (fate,) = (fate for fate in desk.add([reports]).fates if fate.reason)
        assert fate.reason.startswith("its thread was not related: it could not be processed (KeyError")
        assert [problem.stage for problem in desk.problems()] == ["relate"]


def test_settings(tmp_path: Path, reports: Path) -> None:
    (tmp_path / "onrecord.toml").write_text("max_article = 5\n")
    for desk in (
        open_desk(tmp_path, stages=fake_stages()),
        open_desk(settings=tmp_path / "onrecord.toml", stages=fake_stages()),
    ):
        with desk:
            assert desk.add([reports]).refused == 2
    with pytest.raises(UsageError, match="There is no setting 'wrkers'"):
        open_desk(settings={"wrkers": 2})
    with pytest.raises(UsageError, match="no settings file"):
        open_desk(settings=tmp_path / "none.toml")


def test_a_desk_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "desk"):
        with pytest.raises(DeskError, match="cannot be made"):
            open_desk(path)


def test_update_finds_files_whatever_they_are_called(tmp_path: Path) -> None:
    folder = tmp_path / "Breaking news!"
    folder.mkdir()
    for name in ("two\nlines.txt", "a\\b.txt", "x#1.txt", "[1].txt", os.fsdecode(b"byte\xff.txt")):
        (folder / name).write_text(f"Report {name!r}")
    with open_desk(stages=fake_stages()) as desk:
        assert desk.add([folder]).counts == {"taken": 5}
        assert desk.update().summary == "Nothing to do: 5 unchanged."
        (folder / "two\nlines.txt").unlink()
        (gone,) = (fate for fate in desk.update().fates if fate.fate == "refused")
        assert gone.source.endswith("two\\x0alines.txt")
        assert gone.reason.startswith("the file is gone")


def test_a_file_is_removed_under_any_of_its_names(
    tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(reports)
    with open_desk(stages=fake_stages()) as desk:
        for name in ("./reports/a.txt", "reports//a.txt", str(reports / "a.txt"), "link/a.txt"):
            assert desk.add(["reports"], again=True).refused == 0
            assert [fate.source for fate in desk.remove(name, "why")] == ["reports/a.txt"]
        assert [article.source for article in desk.contents().articles] == ["reports/b.txt"]


def test_what_is_typed_may_be_no_text(reports: Path) -> None:
    typed = "\udcff"
    with open_desk(stages=fake_stages()) as desk:
        desk.add([reports])
        assert desk.search(typed) == []
        with pytest.raises(NotFound):
            desk.remove(typed, typed)
        with pytest.raises(NotFound):
            desk.remove("\0", "why")
        with pytest.raises(RulingError):
            desk.rule("mute", typed, typed, by=typed, why=typed)
        (fate,) = desk.remove(str(reports / "a.txt"), typed)
        assert fate.reason == "?"
