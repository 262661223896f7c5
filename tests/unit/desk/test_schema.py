from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.contract.store_contract import capture, put

from onrecord.desk import schema
from onrecord.desk.sqlite import APPLICATION_ID, SqliteStore
from onrecord.model.errors import DeskBusy, DeskDamaged, DeskError, DeskTooNew


def test_the_tables_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    SqliteStore(tmp_path).close()
    with sqlite3.connect(tmp_path / "desk.sqlite") as database:
        assert database.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        for table in schema.metadata.sorted_tables:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table.name})")]
            assert columns == [column.name for column in table.columns if column.name != "rowid"]
    database.close()


def test_a_migration_that_fails_leaves_the_desk_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(tmp_path)
    with store.transaction():
        store.put_stamp("read", "7")
    store.close()
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE more (x TEXT)", "NO SQL")))
        patched.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
        with pytest.raises(Exception, match="syntax error"):
            SqliteStore(tmp_path)
    store = SqliteStore(tmp_path)
    assert store.stamp("read") == "7"
    store.close()


def test_a_later_migration_is_applied_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(tmp_path)
    with store.transaction():
        store.put_stamp("read", "7")
    store.close()
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE more (x TEXT)",)))
        patched.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
        for _ in range(2):
            store = SqliteStore(tmp_path)
            assert store.stamp("read") == "7"
            store.close()
    with pytest.raises(DeskTooNew, match="written by a later Onrecord"):
        SqliteStore(tmp_path)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 2000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "desk.sqlite").write_bytes(content)
    with pytest.raises(DeskDamaged, match="choose another folder"):
        SqliteStore(tmp_path)
    assert (tmp_path / "desk.sqlite").read_bytes() == content


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.sqlite") as database:
        database.execute("CREATE TABLE cats (name TEXT)")
    database.close()
    with pytest.raises(DeskDamaged, match="is not a desk"):
        SqliteStore(tmp_path)


def test_a_damaged_desk(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    with store.transaction():
        for number in range(2000):
            store.put_stamp(f"stamp {number}", "value " * 10)
    store.scrub()
    store.close()
    path = tmp_path / "desk.sqlite"
    data = bytearray(path.read_bytes())
    data[8192:] = b"\x5a" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(DeskDamaged):
        store = SqliteStore(tmp_path)
        list(store.all_seen())
        for number in range(2000):
            store.stamp(f"stamp {number}")


@pytest.mark.parametrize("body", [b"\xff\xfe no text", b"{no json", b"[1]", b'{"id": "art_1"}'])
def test_a_damaged_record(tmp_path: Path, body: bytes) -> None:
    store = SqliteStore(tmp_path)
    put(store, capture())
    store.close()
    with sqlite3.connect(tmp_path / "desk.sqlite") as database:
        database.execute("UPDATE articles SET body = CAST(? AS TEXT)", (body,))
        database.execute("UPDATE captures SET data = ?", (body,))
    database.close()
    store = SqliteStore(tmp_path)
    with pytest.raises(DeskDamaged, match="is damaged"):
        list(store.all_articles())
    with pytest.raises(DeskDamaged, match="is damaged"):
        store.captures([capture().id])
    store.close()


def test_a_desk_in_a_folder_that_may_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a ?b#c%20d"
    folder.mkdir()
    store = SqliteStore(folder)
    kept = put(store, capture())
    store.close()
    assert [path.name for path in folder.iterdir()] == ["desk.sqlite"]
    monkeypatch.setattr("os.access", lambda *told: False)
    store = SqliteStore(folder)
    assert list(store.all_articles()) == [kept]
    with pytest.raises(DeskError, match="cannot be written to"), store.transaction():
        store.put_stamp("read", "7")
    store.close()
    assert [path.name for path in folder.iterdir()] == ["desk.sqlite"]


def test_an_empty_file_becomes_a_desk(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").touch()
    store = SqliteStore(tmp_path)
    assert store.due_count("read") == 0
    store.close()


def test_one_writer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.desk.sqlite.BUSY_MILLISECONDS", 20)
    first, second = SqliteStore(tmp_path), SqliteStore(tmp_path)
    with first.writing(), first.writing():
        with pytest.raises(DeskBusy, match="Another process is writing"), second.writing():
            pass
        with first.transaction():
            first.put_stamp("read", "7")
            with pytest.raises(DeskBusy, match="Another process is writing"), second.transaction():
                pass
            assert second.stamp("read") is None, "readers see what was there before"
    with second.writing(), second.transaction():
        second.put_stamp("read", "8")
    assert first.stamp("read") == "8"
    first.close()
    second.close()
