"""A backup or a restore that is killed leaves nothing half, and a backup beside a load is of one moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.contract.desks import NOON, exported, runner
from tests.contract.fake_stages import Arrival
from tests.faults.counted import killed_at
from tests.faults.test_killed import start

from onrecord.desk.backup import back_up, restore
from onrecord.desk.checking import check
from onrecord.desk.settings import read_settings
from onrecord.desk.sqlite import SqliteStore

#: What a process does to files, as Python's audit events name it.
_STEPS = ("open", "os.", "shutil.", "sqlite3.connect")


def steps(work: Callable[[], object], last: int = 0) -> int:
    """How many steps ``work`` takes in a process of its own; at the ``last`` (0: never) it is killed. -1 where it was."""
    return killed_at(work, last, on_files=_STEPS, statements=False)


def save(folder: Path, path: Path) -> None:
    store = SqliteStore(folder)
    back_up(store, read_settings(), folder, path, NOON)
    store.close()


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, bytes]:
    (folder := tmp_path / "desk").mkdir()
    store = SqliteStore(folder)
    runner(store).add([Arrival(f"{n}.txt", f"Report {n}\n#x\nAnna says thing {n}") for n in range(5)])
    before = exported(store)
    store.close()
    return folder, before


def restored(path: Path, folder: Path) -> bytes:
    restore(path, folder)
    store = SqliteStore(folder)
    try:
        return exported(store)
    finally:
        store.close()


def test_killed_while_it_saves(desk: tuple[Path, bytes], tmp_path: Path) -> None:
    folder, before = desk
    (place := tmp_path / "out").mkdir()
    save(folder, place / "warm.zip")  # loads what is loaded at the first one
    taken = steps(lambda: save(folder, place / "whole.zip"))
    assert taken > 10
    for last in range(1, taken, max(1, taken // 20)):
        target = place / f"{last}.zip"
        assert steps(lambda target=target, last=last: save(folder, target), last) == -1
        if target.exists():  # killed after the last step that matters
            assert restored(target, tmp_path / f"new{last}") == before
        save(folder, place / f"next{last}.zip")
        assert restored(place / f"next{last}.zip", tmp_path / f"next{last}") == before
        assert not list(place.glob(".*")), "the next one clears away what was left"


def test_killed_while_it_restores(desk: tuple[Path, bytes], tmp_path: Path) -> None:
    folder, before = desk
    save(folder, tmp_path / "b.zip")
    (place := tmp_path / "out").mkdir()
    restore(tmp_path / "b.zip", place / "warm")
    taken = steps(lambda: restore(tmp_path / "b.zip", place / "whole"))
    assert taken > 10
    for last in range(1, taken, max(1, taken // 20)):
        target = place / str(last)
        assert steps(lambda target=target: restore(tmp_path / "b.zip", target), last) == -1
        if target.exists():
            store = SqliteStore(target)
            assert exported(store) == before
            store.close()
        assert restored(tmp_path / "b.zip", place / f"next{last}") == before
        assert not list(place.glob(".*")), "the next one clears away what was left"


def test_beside_a_running_load(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    process = start(folder)
    made: list[Path] = []
    while process.poll() is None or not made:
        if (folder / "desk.sqlite").exists() and len(made) < 6:
            try:
                save(folder, tmp_path / f"{len(made)}.zip")
            except Exception as error:
                if process.poll() is not None:
                    raise
                assert "Another process" in str(error), error  # it made its tables just then
            else:
                made.append(tmp_path / f"{len(made)}.zip")
    process.communicate(timeout=120)
    assert process.returncode == 0, "the load was not disturbed"
    for number, path in enumerate(made):
        restore(path, tmp_path / f"new{number}")
        store = SqliteStore(tmp_path / f"new{number}")
        runner(store).process()  # what was due at that moment
        assert check(store).faults == ()
        store.close()
