"""Each fault is found, said in one sentence, and what can be made anew is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.desks import exported, runner
from tests.contract.fake_stages import Arrival

from onrecord.desk.checking import MOST, PARTS, check, mend
from onrecord.desk.sqlite import FILE_NAME, SqliteStore
from onrecord.model.errors import DeskDamaged


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of which each test spoils a copy."""
    folder = tmp_path_factory.mktemp("whole")
    store = SqliteStore(folder)
    runner(store).add([Arrival(f"{n}.txt", f"Report {n}\n#x{n % 3}\nAnna says thing {n}") for n in range(60)])
    store.close()
    return folder


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    store = SqliteStore(tmp_path)
    yield store
    store.close()


def spoil(store: SqliteStore, statement: str) -> None:
    store._pragma("foreign_keys", "OFF")
    with store.transaction():
        store._connection.exec_driver_sql(statement)


def test_a_whole_desk(store: SqliteStore) -> None:
    checked = check(store)
    assert (checked.captures, checked.articles, checked.faults) == (60, 60, ())
    assert checked.evidence >= 60


@pytest.mark.parametrize(
    ("statement", "parts"),
    [
        ("UPDATE captures SET data = x'00' WHERE source = '3.txt'", {"captures"}),
        ("UPDATE captures SET digest = 'other' WHERE source = '3.txt'", {"captures"}),
        ("DELETE FROM fates WHERE source = '3.txt'", {"captures"}),
        ("UPDATE articles SET body = replace(body, 'Report 3', 'Rapport 3')", {"articles", "evidence", "search"}),
        ("UPDATE annotations SET digest = 'other' WHERE rowid = 1", {"articles"}),
        ("UPDATE annotations SET body = x'00' WHERE rowid = 1", {"articles"}),
        (
            "UPDATE records SET body = replace(body, '\"digest\":\"', '\"digest\":\"0') WHERE kind = 'statements'",
            {"evidence"},
        ),
        ("UPDATE records SET body = 'x' WHERE kind = 'statements'", {"evidence", "tables"}),
        ("DELETE FROM searched WHERE rowid = 1", {"search"}),
        ("INSERT INTO searched (rowid, text) VALUES (999, 'words')", {"search"}),
        ("UPDATE reports SET statements = 7 WHERE rowid IS NULL OR outlet IS NULL", {"tables"}),
        ("UPDATE overview SET weight = 9", {"tables"}),
        ("INSERT INTO rests VALUES ('act_x', 'claims', '', 'thr_x', 0)", {"tables"}),
        ("DELETE FROM captures WHERE source = '3.txt'", {"store"}),
    ],
)
def test_every_fault_is_found(store: SqliteStore, statement: str, parts: set[str]) -> None:
    statement = statement.replace("rowid IS NULL OR ", "")
    spoil(store, statement)
    faults = check(store).faults
    assert {fault.part for fault in faults} == parts
    assert parts <= set(PARTS)
    for fault in faults:
        assert fault.sentence.endswith(".")
        assert ": " in fault.sentence  # what to do
        assert "\n" not in fault.sentence


def test_mending(store: SqliteStore) -> None:
    before = exported(store)
    for statement in ("DELETE FROM searched WHERE rowid < 9", "DELETE FROM overview", "DELETE FROM reports"):
        spoil(store, statement)
    assert check(store).faults
    mend(store)
    assert check(store).faults == ()
    assert exported(store) == before


def test_many_faults_are_counted(store: SqliteStore) -> None:
    spoil(store, "UPDATE captures SET data = x'00'")
    faults = check(store).faults
    assert len(faults) == MOST + 1
    assert faults[-1].sentence.startswith("10 more")


def test_a_damaged_file(tmp_path: Path, store: SqliteStore) -> None:
    store.scrub()
    store.close()
    file = tmp_path / FILE_NAME
    data = bytearray(file.read_bytes())
    at = data.index(b"Report 7")
    at -= at % 4096  # the beginning of its page
    data[at : at + 64] = b"\xff" * 64
    file.write_bytes(data)
    damaged = SqliteStore(tmp_path)
    try:
        faults = check(damaged).faults
    except DeskDamaged:
        pytest.fail("a damaged file is a fault, not an error")
    assert {fault.part for fault in faults} == {"store"}
    damaged.close()


def test_it_takes_no_lock(tmp_path: Path, store: SqliteStore) -> None:
    writer = SqliteStore(tmp_path)
    with writer.writing(), writer.transaction():
        writer.put_stamp("anything", "x")
        assert check(store).faults == ()
    writer.close()
