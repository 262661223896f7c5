"""What a person said, what is under embargo and what was kept long enough leave nothing behind but fates, in backups neither."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.contract.fake_stages import fake_stages
from tests.faults.test_removed import SECRET, leftovers

from onrecord.desk import Desk, open_desk
from onrecord.desk.executors import InlineExecutor
from onrecord.desk.sqlite import FILE_NAME, SqliteStore
from onrecord.model.errors import DeskBusy, NotFound, UsageError
from onrecord.model.state import DeskState

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
SAID = f"the {SECRET} lighthouse keepers were moved at night"


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with opened(tmp_path, clock) as desk:
        yield desk


def opened(tmp_path: Path, clock: Clock) -> Desk:
    return open_desk(tmp_path / "desk", clock=clock, stages=fake_stages(), executor=InlineExecutor())


def write(folder: Path, reports: dict[str, str]) -> list[str]:
    (folder / "in").mkdir(exist_ok=True)
    for name, text in reports.items():
        (folder / "in" / name).write_text(text)
    return [str(folder / "in" / name) for name in reports]


def everywhere(folder: Path) -> list[str]:
    """Where the removed words still stand: in the desk, and in a backup that is made now."""
    found = leftovers(folder / "desk")
    with zipfile.ZipFile(folder / "now.zip") as archive:
        (copy := folder / "copy").mkdir()
        archive.extractall(copy)
    return found + leftovers(copy)


def test_a_persons_words(desk: Desk, tmp_path: Path) -> None:
    desk.add(
        write(
            tmp_path,
            {
                "own.txt": f"One\n#x\nBo says {SAID}\nAnna says other things",
                "copied.txt": f"Two\n#x\n{SAID}",
                "was.txt": f"Three\n#y\nBo says {SAID} before dawn",
                "other.txt": "Four\n#x\nAnna says that Bo is away",
            },
        )
    )
    desk.add(write(tmp_path, {"was.txt": "Three\n#y\nNobody spoke"}))
    (speaker,) = [
        row["id"] for row in desk.show("statements") if row["speaker"]["name"] == "Bo" and "One" not in row["id"]
    ]
    desk.rule("speaker", speaker, "Bo", by="me", why=f"heard {SECRET}")
    desk.keep("monday")
    plan = desk.words_of("Bo")
    told = {Path(report.source).name: report for report in plan.reports}
    assert set(told) == {"own.txt", "copied.txt", "was.txt"}
    assert (told["own.txt"].statements, told["own.txt"].others) == (1, 1)
    assert "earlier revision" in told["was.txt"].because
    assert leftovers(tmp_path / "desk"), "a plan changes nothing"
    fates = desk.remove_words("Bo", "on request")
    assert {(fate.fate, fate.reason) for fate in fates} == {("removed", "on request")}
    assert len(fates) == 4, "each revision has its own"
    desk.back_up(tmp_path / "now.zip")
    assert everywhere(tmp_path) == []
    assert [Path(row["source"]).name for row in desk.show("articles")] == ["other.txt"]
    assert desk.check().faults == ()
    again = desk.add([tmp_path / "in" / "own.txt"])
    assert [fate.fate for fate in again.fates] == ["refused"]
    with pytest.raises(NotFound, match="Nobody called"):
        desk.words_of("Bo")
    with pytest.raises(UsageError, match="holds no name"):
        desk.words_of("??")


def test_who_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.add(
        write(tmp_path, {"a.txt": "A\n#x\nBo says this", "b.txt": "B\n#x\nBo was away", "c.txt": "C\n#x\nAnna came"})
    )
    assert [Path(report.source).name for report in desk.words_of("Bo").reports] == ["a.txt"]
    plan = desk.words_of("Bo", mentions=True)
    assert sorted(Path(report.source).name for report in plan.reports) == ["a.txt", "b.txt"]


def test_an_embargo_ends(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    (source,) = write(tmp_path, {"leak.txt": f"Leak\n#x\nBo says {SAID}"})
    desk.add([source])
    with pytest.raises(UsageError, match="has come already"):
        desk.remove(source, "embargo", until="2031-05-02")
    with pytest.raises(UsageError, match="is no day"):
        desk.remove(source, "embargo", until="tomorrow")
    (fate,) = desk.remove(source, "embargo", until="2031-05-04")
    assert fate.reason == "embargo, until 2031-05-04"
    desk.back_up(tmp_path / "now.zip")
    assert everywhere(tmp_path) == []
    for days, expected in ((0, "refused"), (1, "refused"), (2, "taken")):
        clock.now = NOON + timedelta(days=days)
        (fate,) = desk.add([source]).fates
        assert fate.fate == expected, days


def test_what_was_kept_long_enough(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    old = write(tmp_path, {"old.txt": f"Old\n#x\nBo says {SAID}", "both.txt": f"Both\n#x\nAnna says {SAID}"})
    desk.add(old)
    clock.now += timedelta(days=20)
    desk.add(write(tmp_path, {"both.txt": "Both\n#x\nAnna says less", "new.txt": "New\n#x\nBo says more"}))
    clock.now += timedelta(days=11)
    with pytest.raises(UsageError, match="1 or more"):
        desk.expired()
    planned = desk.expired(30)
    assert [(Path(each.source).name, each.sequence) for each in planned] == [("both.txt", 1), ("old.txt", 1)]
    assert [Path(each.source).name for each in desk.expired(30, old[0])] == ["old.txt"]
    assert leftovers(tmp_path / "desk"), "a plan changes nothing"
    fates = desk.retain(30)
    assert {(fate.fate, fate.reason) for fate in fates} == {("expired", "it was kept for 30 days")}
    desk.back_up(tmp_path / "now.zip")
    assert everywhere(tmp_path) == []
    assert sorted(row["title"] for row in desk.show("articles")) == ["Both", "New"]
    assert desk.check().faults == ()
    assert desk.retain(30) == ()
    (fate,) = desk.add([old[0]]).fates
    assert fate.fate == "refused", "the same is not taken again"
    Path(old[0]).write_text("Old\n#x\nBo says something new")
    Path(old[1]).write_text("Both\n#x\nAnna says more again")
    assert [fate.fate for fate in desk.add(old).fates] == ["taken", "revision"]


def test_an_update_keeps_to_the_setting(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock) as desk:
        desk.add(write(tmp_path, {"old.txt": f"Old\n#x\nBo says {SAID}"}))
    clock.now += timedelta(days=31)
    with opened(tmp_path, clock) as desk:
        desk.update()
        assert list(desk.show("articles"))
    (tmp_path / "desk" / "onrecord.toml").write_text("retain_days = 30\n")
    with opened(tmp_path, clock) as desk:
        desk.update()
        assert list(desk.show("articles")) == []
        desk.update()
        assert [row["fate"] for row in desk.show("fates")] == ["expired"]
    assert leftovers(tmp_path / "desk") == []


def test_what_else_is_to_go_goes_while_somebody_still_reads(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    (source,) = write(tmp_path, {"leak.txt": f"Leak\n#x\nBo says {SAID}"})
    desk.add([source])
    desk.keep("before")
    (tmp_path / "in" / "leak.txt").write_text("Leak\n#x\nBo says less")
    desk.add([source])  # from now on the state tells what the text was
    with closing(SqliteStore(tmp_path / "desk", reading=True)) as reader, reader.snapshot():
        reader.tally()
        with pytest.raises(DeskBusy, match="is removed"):  # and its file is to be written once more
            desk.remove(source, "embargo", until="2031-05-04")
    state = desk.state("before")
    assert isinstance(state, DeskState) and not state.held
    with closing(sqlite3.connect(tmp_path / "desk" / FILE_NAME)) as database:
        assert database.execute("SELECT count(*) FROM held").fetchone() == (0,)
    desk.process()
    assert leftovers(tmp_path / "desk") == []
    clock.now = NOON + timedelta(days=2)
    (fate,) = desk.add([source]).fates
    assert fate.fate == "taken"  # the day is known on which the embargo ends
