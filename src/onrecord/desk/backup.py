"""Backups: one file that holds a desk of one moment, and a new desk made from it.

A backup is a zip archive: the database, names, roles and hashed passwords of its accounts, the desk's settings and the table of places that
they name, and at the end ``manifest.json`` with the size and the SHA-256 digest of each. Only who made it may read it. It is made while other processes read and write: the database writes out a copy of one moment. That
copy has no page that is free, so nothing of what was removed before.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from onrecord.desk.accounts.file import FILE_NAME as ACCOUNTS_FILE
from onrecord.desk.accounts.keeping import copy_accounts
from onrecord.desk.settings import FILE_NAME as SETTINGS_FILE
from onrecord.desk.settings import Settings
from onrecord.desk.sqlite import FILE_NAME, SqliteStore
from onrecord.desk.store import Store
from onrecord.desk.workshop import synced, workshop
from onrecord.model.errors import DeskDamaged, UsageError

MANIFEST = "manifest.json"

#: What a manifest calls itself, and the version of its form.
FORM, FORM_VERSION = "onrecord backup", 1

#: Files of a desk that are for their owner alone, wherever they come from.
_PRIVATE = (ACCOUNTS_FILE,)

#: Bytes of a manifest: a few files of some hundred bytes each are named in it.
_LONGEST_MANIFEST = 1 << 20

#: Files of a backup: more than any desk has.
_MOST_FILES = 100

_PIECE = 1 << 20

#: What a file in a backup may be called: no path, nothing hidden.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}")


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a backup: its name, its bytes in number, and their SHA-256 digest in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself. ``made_at`` is ISO 8601 in UTC; ``articles`` and ``captures`` are counts.

    ``left_out`` are sentences about what a desk made from it will lack.
    """

    path: str
    made_at: str
    onrecord: str
    schema: int
    articles: int
    captures: int
    files: tuple[Held, ...]
    left_out: tuple[str, ...] = ()


def back_up(store: Store, settings: Settings, folder: Path | None, path: Path, now: datetime) -> Backup:
    """Write a backup to ``path``, a file that does not exist, or a folder, in which it is named by the moment.

    Raises ``UsageError`` where there is something already or nothing can be written.
    """
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    if path.is_dir():
        path = path / f"{folder.name if folder and folder.name else 'desk'}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"
    if os.path.lexists(path):
        raise UsageError(f"{path} exists already, and a backup replaces nothing: name another file.")
    with workshop(path) as place:
        copied = place / "desk"
        copied.mkdir()
        counts = _copied(store, copied)
        if folder is not None:
            copy_accounts(folder, copied)
        left_out = tuple(_copy_settings(settings, folder, copied))
        archive = place / "backup"
        try:
            with archive.open("xb") as out:
                archive.chmod(0o600)  # it holds captures and hashes of passwords
                held = _packed(copied, out, made_at, counts)
                out.flush()
                os.fsync(out.fileno())
            os.link(archive, path)  # fails, and replaces nothing, where there is a file by now
            synced(path.parent)
        except FileExistsError:
            raise UsageError(f"{path} exists already, and a backup replaces nothing: name another file.") from None
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror}): name another place.") from error
    return Backup(
        str(path),
        made_at,
        version("onrecord"),
        counts["schema"],
        counts["articles"],
        counts["captures"],
        held,
        left_out,
    )


def _copied(store: Store, folder: Path) -> dict[str, int]:
    """The database as a new one in ``folder``, with what it counts."""
    store.copy_to(folder)
    with closing(SqliteStore(folder)) as copy:
        if copy.stamp("scrub") is not None:  # a removal that was cut off: its words still stand in the index
            copy.scrub()
            with copy.transaction():
                copy.put_stamp("scrub", None)
        return {**copy.sizes(), "schema": copy.schema_version}


def _copy_settings(settings: Settings, folder: Path | None, target: Path) -> Iterator[str]:
    """Copy the settings file and the table of places that it names; yields a sentence for what lies elsewhere."""
    if folder is None or not (folder / SETTINGS_FILE).is_file():
        return
    shutil.copyfile(folder / SETTINGS_FILE, target / SETTINGS_FILE)
    name = "" if "places" in settings.chosen else str(settings.values["places"])
    if not name:
        return
    if _NAME.fullmatch(name) and name not in (FILE_NAME, MANIFEST) and (folder / name).is_file():
        shutil.copyfile(folder / name, target / name)
    else:
        yield f"The table of places {name} lies outside the desk and is not in the backup: keep it, too."


def _packed(folder: Path, out: IO[bytes], made_at: str, counts: dict[str, int]) -> tuple[Held, ...]:
    held = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo.from_file(file, file.name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open("rb") as source, archive.open(entry, "w") as target:
                held.append(_passed_on(file.name, source, target))
        told = {"form": FORM, "version": FORM_VERSION, "made_at": made_at, "onrecord": version("onrecord"), **counts}
        files = [{"name": each.name, "bytes": each.bytes, "sha256": each.sha256} for each in held]
        archive.writestr(MANIFEST, json.dumps({**told, "files": files}, indent=1) + "\n")
    return tuple(held)


def _passed_on(name: str, source: IO[bytes], target: IO[bytes], most: int | None = None) -> Held:
    """Copy ``source`` to ``target`` and say what it was. It stops behind ``most`` bytes: what is more is never unpacked."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        digest.update(piece)
        if most is not None and size > most:
            break
        target.write(piece)
    return Held(name, size, digest.hexdigest())


def restore(path: Path, folder: Path) -> Backup:
    """Make a new desk in ``folder`` from the backup at ``path``, whole or not at all.

    Raises ``UsageError`` where ``folder`` holds anything or ``path`` is no backup, ``DeskDamaged`` where its bytes are not those
    that were written, and ``DeskTooNew`` where a later Onrecord wrote them.
    """
    folder = folder.absolute()
    _refuse_full(folder)
    try:
        with zipfile.ZipFile(path) as archive:
            backup = _read_manifest(archive, path)
            _refuse_large(backup, folder)
            with workshop(folder) as place:
                made = place / "desk"
                made.mkdir()
                for each in backup.files:
                    _unpack(archive, each, made, path)
                with closing(SqliteStore(made)) as store:  # brings it to this schema, as opening any desk does
                    faults = list(store.damage())
                if faults:
                    raise DeskDamaged(
                        f"The desk in the backup {path} was damaged when it was made: restore an earlier one."
                    )
                for file in made.iterdir():
                    if file.name in _PRIVATE:
                        file.chmod(0o600)
                    synced(file)
                made.chmod(0o777 & ~_umask())
                _refuse_full(folder)
                made.rename(folder)
                synced(folder.parent)
                return backup
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DeskDamaged(f"{path} is no backup, or was cut off or changed: restore another one.") from error
    except OSError as error:
        raise UsageError(f"The backup {path} cannot be restored to {folder} ({error.strerror}): check both.") from error


def _refuse_full(folder: Path) -> None:
    if os.path.lexists(folder) and not (folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())):
        raise UsageError(
            f"There is something at {folder} already, and a restore replaces nothing: name a new folder with --desk."
        )


def _refuse_large(backup: Backup, folder: Path) -> None:
    near = next(parent for parent in folder.parents if parent.is_dir())
    needed = sum(each.bytes for each in backup.files)
    if needed > shutil.disk_usage(near).free:
        raise UsageError(
            f"The desk needs {needed >> 20:,} MiB and the disk of {folder} has less: free some space first."
        )


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> Backup:
    damaged = DeskDamaged(f"{path} is no backup, or was cut off or changed: restore another one.")
    names = archive.namelist()
    if names.count(MANIFEST) != 1 or archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
        raise damaged
    with archive.open(MANIFEST) as file:
        text = file.read(_LONGEST_MANIFEST + 1)
    try:
        told: Any = json.loads(text)
        if told["form"] != FORM or len(told["files"]) > _MOST_FILES:
            raise damaged
        if told["version"] > FORM_VERSION:
            raise UsageError(
                f"{path} was written by a later Onrecord ({told['onrecord']}): install that version to restore it."
            )
        files = tuple(Held(str(each["name"]), int(each["bytes"]), str(each["sha256"])) for each in told["files"])
        schema, articles, captures = (int(told[name]) for name in ("schema", "articles", "captures"))
        backup = Backup(str(path), str(told["made_at"]), str(told["onrecord"]), schema, articles, captures, files)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged from error
    named = [each.name for each in files]
    proper = all(_NAME.fullmatch(name) and name != MANIFEST for name in named) and FILE_NAME in named
    if not proper or sorted(names) != sorted([*named, MANIFEST]) or any(each.bytes < 0 for each in files):
        raise damaged
    return backup


def _unpack(archive: zipfile.ZipFile, wanted: Held, folder: Path, path: Path) -> None:
    with archive.open(wanted.name) as source, (folder / wanted.name).open("xb") as target:
        found = _passed_on(wanted.name, source, target, wanted.bytes)
    if found != wanted:
        raise DeskDamaged(
            f"{wanted.name} in {path} is not what was backed up: its digest differs; restore another backup."
        )


def _umask() -> int:
    """The mask of this process for new files, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
