"""A backup holds the desk of one moment, and a restore makes that desk or nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.desks import NOON, exported, runner
from tests.contract.fake_stages import Arrival

from onrecord.desk.backup import MANIFEST, back_up, restore
from onrecord.desk.settings import read_settings
from onrecord.desk.sqlite import SqliteStore
from onrecord.model.errors import DeskDamaged, UsageError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    (tmp_path / "desk").mkdir()
    store = SqliteStore(tmp_path / "desk")
    runner(store).add([Arrival(f"{n}.txt", f"Report {n}\n#x\nAnna says thing {n}") for n in range(4)])
    yield store
    store.close()


def backup(store: SqliteStore, folder: Path, path: Path) -> Path:
    return Path(back_up(store, read_settings(folder / "onrecord.toml"), folder, path, NOON).path)


def test_what_is_backed_up_is_restored(store: SqliteStore, tmp_path: Path) -> None:
    made = backup(store, tmp_path / "desk", tmp_path / "b.zip")
    told = restore(made, tmp_path / "new")
    assert (told.articles, told.captures, told.made_at) == (4, 4, NOON.isoformat())
    again = SqliteStore(tmp_path / "new")
    assert exported(again) == exported(store)
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "desk", "new"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["desk.sqlite"]


_WORDS = st.text("abc é\n#x", max_size=20)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), _WORDS), max_size=8), st.sets(st.sampled_from("abcd"), max_size=2))
def test_any_desk_comes_back_byte_for_byte(reports: list[tuple[str, str]], removed: set[str]) -> None:
    with TemporaryDirectory() as name:
        (folder := Path(name) / "desk").mkdir()
        store = SqliteStore(folder)
        runner(store).add([Arrival(f"{source}.txt", f"{source}\n#x\nAnna says {words}") for source, words in reports])
        for source in sorted(removed & {source for source, _ in reports}):
            runner(store).remove(f"{source}.txt", "on request")
        restore(backup(store, folder, Path(name) / "b.zip"), Path(name) / "new")
        again = SqliteStore(Path(name) / "new")
        assert exported(again) == exported(store)
        again.close()
        store.close()


def test_settings_and_places_come_along(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "desk" / "onrecord.toml").write_text('places = "own.csv"\n')
    (tmp_path / "desk" / "own.csv").write_text("name\n")
    restore(backup(store, tmp_path / "desk", tmp_path / "b.zip"), tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["desk.sqlite", "onrecord.toml", "own.csv"]


def test_places_elsewhere_are_told(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "desk" / "onrecord.toml").write_text('places = "../own.csv"\n')
    (tmp_path / "own.csv").write_text("name\n")
    folder = tmp_path / "desk"
    made = back_up(store, read_settings(folder / "onrecord.toml"), folder, tmp_path / "b.zip", NOON)
    assert len(made.left_out) == 1
    assert "own.csv" in made.left_out[0]


def test_nothing_is_replaced(store: SqliteStore, tmp_path: Path) -> None:
    made = backup(store, tmp_path / "desk", tmp_path / "b.zip")
    with pytest.raises(UsageError, match="replaces nothing"):
        backup(store, tmp_path / "desk", made)
    with pytest.raises(UsageError, match="replaces nothing"):
        restore(made, tmp_path / "desk")
    (tmp_path / "empty").mkdir()
    restore(made, tmp_path / "empty")


def test_in_a_folder_it_is_named_by_the_moment(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    assert backup(store, tmp_path / "desk", tmp_path / "backups").name == "desk-20310502T120000Z.zip"
    later = back_up(store, read_settings(), tmp_path / "desk", tmp_path / "backups", NOON + timedelta(seconds=1))
    assert later.path.endswith("desk-20310502T120001Z.zip")


def rewritten(path: Path, change: dict[str, bytes], *, drop: str = "") -> Path:
    """A zip with the members of ``path``, some of them changed, dropped or new."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != drop}
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**members, **change}.items():
            archive.writestr(name, data)
    return other


def manifest(path: Path, **changes: object) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read(MANIFEST))
    return {MANIFEST: json.dumps({**told, **changes}).encode()}


def test_what_was_changed_is_refused(store: SqliteStore, tmp_path: Path) -> None:
    made = backup(store, tmp_path / "desk", tmp_path / "b.zip")
    held = [{"name": "desk.sqlite", "bytes": 10, "sha256": "0" * 64}]
    outside = [*json.loads(manifest(made)[MANIFEST])["files"], {"name": "../x", "bytes": 1, "sha256": "0" * 64}]
    bad: list[tuple[dict[str, bytes], str]] = [
        ({"desk.sqlite": b"other"}, ""),
        ({"more.txt": b"x"}, ""),
        ({}, MANIFEST),
        ({}, "desk.sqlite"),
        ({MANIFEST: b"{}"}, ""),
        ({MANIFEST: b"[" * 100_000}, ""),
        (manifest(made, files=held), ""),
        ({**manifest(made, files=outside), "../x": b"x"}, ""),
        (manifest(made, form="other"), ""),
        (manifest(made, schema="x"), ""),
    ]
    for change, drop in bad:
        path = rewritten(made, change, drop=drop)
        with pytest.raises(DeskDamaged):
            restore(path, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "x").exists()
    with pytest.raises(UsageError, match="later Onrecord"):
        restore(rewritten(made, manifest(made, version=2)), tmp_path / "new")
    with pytest.raises(UsageError, match="cannot be restored"):
        restore(tmp_path / "none.zip", tmp_path / "new")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changed_byte_is_refused_or_harmless(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        (folder := Path(name) / "desk").mkdir()
        store = SqliteStore(folder)
        runner(store).add([Arrival("a.txt", "A\n#x\nAnna says a")])
        made = backup(store, folder, Path(name) / "b.zip")
        before = exported(store)
        store.close()
        whole = bytearray(made.read_bytes())
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] ^= data.draw(st.integers(1, 255))
        cut = data.draw(st.none() | st.integers(0, len(whole)))
        made.write_bytes(whole[:cut])
        try:
            restore(made, Path(name) / "new")
        except (DeskDamaged, UsageError):
            assert not (Path(name) / "new").exists()
        else:  # a time stamp of the archive, say
            again = SqliteStore(Path(name) / "new")
            assert exported(again) == before
            again.close()


def test_a_pending_removal_is_finished_in_the_backup(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner(store).add([Arrival("secret.txt", "S\n#x\nBo says quarantined keepers were moved")])

    def crash(_: SqliteStore) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(SqliteStore, "scrub", crash)
        runner(store).remove("secret.txt", "on request")
    restore(backup(store, tmp_path / "desk", tmp_path / "b.zip"), tmp_path / "new")
    assert b"arantined" not in (tmp_path / "new" / "desk.sqlite").read_bytes()
