"""What is removed leaves nothing behind but its fate: not in a record, not in a page, not in a file of the desk."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from pathlib import Path

import pytest
from tests.contract import fake_stages as fake
from tests.contract.desks import exported, runner
from tests.contract.fake_stages import Arrival

from onrecord.desk.sqlite import SqliteStore
from onrecord.model.capture import Refusal
from onrecord.model.errors import DeskBusy, NotFound

SECRET = "quarantined"
WORDS = f"{SECRET} lighthouse keepers were moved"


def leftovers(folder: Path) -> list[str]:
    """Where the removed text still stands: raw in a file, or inside anything that the database holds."""
    found = [path.name for path in folder.iterdir() if SECRET.encode() in path.read_bytes()]
    with sqlite3.connect(f"file:{folder / 'desk.sqlite'}?mode=ro", uri=True) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in database.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    data = value if isinstance(value, bytes) else str(value).encode()
                    with contextlib.suppress(zlib.error):
                        data = zlib.decompress(data)
                    # The index keeps words without the letters that they share with the one before.
                    if SECRET[3:].encode() in data:
                        found.append(table)
    database.close()
    return found


def filled(folder: Path) -> SqliteStore:
    store = SqliteStore(folder)
    others = [Arrival(f"{number}.txt", f"Report {number}\n#x\nAnna says thing {number}") for number in range(30)]
    runner(store).add([*others, Arrival("secret.txt", f"Title\n#x\nBo says {WORDS}")])
    runner(store).add([Arrival("secret.txt", f"Title\n#x\nBo says {WORDS} again")])
    return store


def test_nothing_is_left_in_any_file(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.scrub()  # everything into the one file, to see that the search for it works
    assert {"desk.sqlite", "captures", "articles", "annotations", "records"} <= set(leftovers(tmp_path))
    removed = runner(store).remove("secret.txt", "on request")
    assert [fate.fate for fate in removed] == ["removed", "removed"]
    assert leftovers(tmp_path) == [], "while the desk is still open"
    assert b"Bo" not in exported(store)
    assert [fate.reason for fate in store.fates_from("secret.txt")] == ["on request"] * 2
    store.close()
    assert leftovers(tmp_path) == []


def test_by_the_identifier_of_the_article(tmp_path: Path) -> None:
    store = filled(tmp_path)
    (article_id,) = store.matching("lighthouse")
    runner(store).remove(article_id, "on request")
    assert leftovers(tmp_path) == []
    store.close()


def test_a_crash_before_the_file_is_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(tmp_path)

    def crash(_: SqliteStore) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(SqliteStore, "scrub", crash)
        runner(store).remove("secret.txt", "on request")
    store.close()
    store = SqliteStore(tmp_path)
    runner(store).process()
    assert leftovers(tmp_path) == []
    store.close()


def test_a_reader_that_stays_is_told_and_the_next_run_rewrites(tmp_path: Path) -> None:
    store, reader = filled(tmp_path), SqliteStore(tmp_path)
    with reader.snapshot():
        assert len(list(reader.all_articles())) == 31
        with pytest.raises(DeskBusy, match="still reads"):
            runner(store).remove("secret.txt", "on request")
        assert store.matching("lighthouse") == []
    reader.close()
    runner(store).process()
    assert leftovers(tmp_path) == []
    store.close()


def test_it_does_not_come_back_by_itself() -> None:
    store = SqliteStore(None)
    first, other = Arrival("a.txt", "first"), Arrival("b.txt", "other")
    runner(store).add([first, other])
    runner(store).remove("a.txt", "embargo")
    before = exported(store)
    (fate,) = runner(store).add([first])
    assert (fate.fate, fate.reason) == (
        "refused",
        "it was removed before (embargo); add it with --again to take it back",
    )
    assert exported(store) == before
    edited, moved = runner(store).add([Arrival("a.txt", "edited"), Arrival("c.txt", "first")])
    assert edited.fate == moved.fate == "refused"
    (fate,) = runner(store).add([first], again=True)
    assert fate.fate == "taken"
    (fate,) = runner(store).add([Arrival("a.txt", "edited")])
    assert fate.fate == "revision"
    store.close()


def test_one_of_two_sources_of_an_article() -> None:
    store = SqliteStore(None)
    address = "@address http://one.example/\n"
    runner(store).add(
        [Arrival("a", address + "@published 2031-05-01"), Arrival("b", address + "@published 2031-05-02")]
    )
    runner(store).remove("b", "why")
    assert [article.source for article in store.all_articles()] == ["a"]
    assert {fate.source: fate.fate for fate in store.all_fates()} == {"a": "taken", "b": "removed"}
    store.close()


def test_an_archive_with_all_its_members_and_what_was_refused() -> None:
    store = SqliteStore(None)
    runner(store).add(
        [
            Arrival("a.zip!/1", "one"),
            Arrival("a.zip!/2", fake.REFUSE),
            Refusal("a.zip!/3", "too large"),
            Arrival("b", "b"),
        ]
    )
    assert len(runner(store).remove("a.zip", "why")) == 3
    assert [article.source for article in store.all_articles()] == ["b"]
    assert sorted(fate.fate for fate in store.all_fates()) == ["removed", "removed", "removed", "taken"]
    with pytest.raises(NotFound, match=r"Nothing was added from 'a\.zip'"):
        runner(store).remove("a.zip", "why")
    store.close()
