"""Loads that a desk remembers: what pages asked it to take in, how far that is, and what became of each input.

Each has a folder of its own in ``loads/`` beside the database, for its owner alone: ``load.json`` is the record, written whole or not at all;
``given/`` holds what was handed over, under numbers, and ``asked.json`` says what that is, until the load has ended; ``stop`` asks whoever
does the load to end it. Any process may read them and ask; one alone, which has the turn, does loads.

They lie in files and not in the database because they are written while another process writes to that. None of it is evidence, so it is in
no backup and no export. What is removed from the desk goes from here, too.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from onrecord.desk.handing import Handed, source_of
from onrecord.desk.sources import file_of
from onrecord.desk.sqlite import SqliteStore
from onrecord.model.codec import dumps, loads
from onrecord.model.errors import OnrecordError
from onrecord.model.identity import ID_DIGITS

State = Literal["waiting", "running", "done", "stopped", "failed"]

#: The folder in a desk's own.
FOLDER = "loads"

#: Loads that have ended and are remembered.
REMEMBERED = 20

_RECORD, _ASKED, _GIVEN, _STOP = "load.json", "asked.json", "given", "stop"

_ID = re.compile(r"[0-9a-f]{12}")

_DIGEST = re.compile(rf"dropped/[0-9a-f]{{{ID_DIGITS}}}/")

_REMOVED = "What was removed from the desk since"
_REMOVED_MEANWHILE = "Some of what was given was removed from the desk since, and is not taken."
_DAMAGED = "What was kept of this load cannot be read any more: add the same again."


@dataclass(frozen=True, slots=True)
class Step:
    """How far one step is: ``done`` of ``total`` units (``None``: nobody knows yet)."""

    name: str
    words: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class InputFate:
    """What became of one input. ``kind`` is a fate of ``model.capture``, "trouble" for an address that gave nothing, or "left" for what the load did not come to."""

    source: str
    kind: str
    reason: str
    article_id: str | None

    @property
    def name(self) -> str:
        """What a person knows it by: without the digest that tells two files of one name apart."""
        if self.source.startswith("pasted/"):
            return "The text that was pasted"
        return _DIGEST.sub("", self.source) or "A file without a name"


@dataclass(frozen=True, slots=True)
class Load:
    """One load. ``what`` says what was given; ``sentence`` how it ended, or what happened to it so far.

    ``added_at`` is ISO 8601 in UTC. ``begun`` counts how often it was taken up: a server that ends cuts it off. ``change`` grows with every change.
    """

    id: str
    what: str
    state: State
    steps: tuple[Step, ...] = ()
    fates: tuple[InputFate, ...] = ()
    sentence: str = ""
    change: int = 0
    added_at: str = ""
    begun: int = 0
    stopping: bool = False

    @property
    def ended(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in ("done", "stopped", "failed")

    @property
    def refused(self) -> tuple[InputFate, ...]:
        """The inputs that were not taken."""
        return tuple(fate for fate in self.fates if fate.kind in ("refused", "trouble"))

    @property
    def left(self) -> tuple[InputFate, ...]:
        """The inputs that it did not come to."""
        return tuple(fate for fate in self.fates if fate.kind == "left")

    @property
    def taken(self) -> tuple[InputFate, ...]:
        """All others."""
        return tuple(fate for fate in self.fates if fate.kind not in ("refused", "trouble", "left"))


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was handed over: ``file`` is the number under which it lies, ``name`` and ``address`` are as in ``Handed``."""

    file: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a load is to take in. ``public_only``: no private address is asked for it, whatever the desk's settings allow."""

    addresses: tuple[str, ...]
    given: tuple[Given, ...]
    public_only: bool


class RememberedLoads:
    """The loads of the desk in ``folder``. Several processes may have one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._read: dict[str, tuple[tuple[int, int, int], Load]] = {}

    # Reading

    def all(self) -> tuple[Load, ...]:
        """All that are remembered, the newest first."""
        found = [load for name in self._names() if (load := self.find(name)) is not None]
        self._read = {load.id: self._read[load.id] for load in found if load.id in self._read}
        return tuple(sorted(found, key=lambda load: (load.added_at, load.id), reverse=True))

    def find(self, load_id: str) -> Load | None:
        """The load with this identifier; one whose record cannot be read is one that failed."""
        if not _ID.fullmatch(load_id):  # it becomes a path
            return None
        path = self._folder / load_id / _RECORD
        try:
            status = path.stat()
            mark = (status.st_ino, status.st_mtime_ns, status.st_size)
            known = self._read.get(load_id)
            if known is not None and known[0] == mark:
                return known[1]
            load = loads(Load, path.read_text(encoding="utf-8"))
            if load.id != load_id:
                raise ValueError(load.id)
        except OSError:
            return None
        except (ValueError, TypeError, AttributeError):
            return Load(load_id, "A load", "failed", sentence=_DAMAGED)
        self._read[load_id] = (mark, load)
        return load

    def asked(self, load_id: str) -> Asked:
        """What a load that has not ended is to take in; nothing where that cannot be read."""
        try:
            return loads(Asked, (self._folder / load_id / _ASKED).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, AttributeError):
            return Asked((), (), True)

    def handed(self, load_id: str, asked: Asked) -> list[Handed]:
        """What lies there of what was asked for."""
        folder = self._folder / load_id / _GIVEN
        return [Handed(folder / each.file, each.name, each.address) for each in asked.given]

    def is_to_stop(self, load_id: str) -> bool:
        """Whether somebody has asked for the load to end."""
        return (self._folder / load_id / _STOP).exists()

    def _names(self) -> list[str]:
        with suppress(OSError):
            return sorted(path.name for path in self._folder.iterdir() if _ID.fullmatch(path.name))
        return []

    # Changing

    @contextmanager
    def new(self) -> Iterator[tuple[str, Path]]:
        """The identifier of a new load and the folder for its files. Where :meth:`put` was not called in the block, nothing is left of it.

        Raises ``OSError`` where it cannot be made.
        """
        load_id = uuid4().hex[:12]
        folder = self._folder / load_id
        self._folder.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700)
        try:
            with _locked(folder):  # what a killed server left is told by this lock, which falls with its process
                given = folder / _GIVEN
                given.mkdir(mode=0o700)
                yield load_id, given
        finally:
            if not (folder / _RECORD).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def put(self, load_id: str, what: str, asked: Asked) -> Load:
        """Remember a new load as waiting. Called inside :meth:`new`."""
        load = Load(load_id, what, "waiting", added_at=datetime.now(UTC).isoformat(timespec="microseconds"))
        _write(self._folder / load_id / _ASKED, dumps(asked))
        _write(self._folder / load_id / _RECORD, dumps(load))
        return load

    def change(self, load_id: str, **changes: Any) -> Load | None:
        """The load with these ``changes``, ``None`` where it is gone. One that ends gives up its files, and the oldest that have ended are forgotten."""
        return self._change(load_id, lambda _: changes)

    def stop(self, load_id: str, taken_out: str) -> Load | None:
        """Ask whoever does the load to end it; one that waits ends at once with the sentence ``taken_out``. One that has ended stays as it is."""

        def changes(load: Load) -> dict[str, Any]:
            if load.state == "waiting":
                return {"state": "stopped", "sentence": taken_out}
            (self._folder / load_id / _STOP).touch(mode=0o600)
            return {"stopping": True}

        return self._change(load_id, changes)

    def _change(self, load_id: str, changes: Callable[[Load], dict[str, Any]]) -> Load | None:
        if not _ID.fullmatch(load_id):
            return None
        folder = self._folder / load_id
        try:
            with _locked(folder):
                load = self.find(load_id)
                if load is None or load.ended:
                    return load
                told = changes(load)
                load = replace(load, change=load.change + 1, **told)
                _write(folder / _RECORD, dumps(load), lasting="state" in told)
                if load.ended:
                    self._give_up(folder)
        except FileNotFoundError:
            return None
        if load.ended:
            self._forget_oldest()
        return load

    def _give_up(self, folder: Path) -> None:
        shutil.rmtree(folder / _GIVEN, ignore_errors=True)
        for name in (_ASKED, _STOP):
            (folder / name).unlink(missing_ok=True)

    def _forget_oldest(self) -> None:
        ended = [load.id for load in self.all() if load.ended]
        for load_id in ended[REMEMBERED:]:
            shutil.rmtree(self._folder / load_id, ignore_errors=True)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The turn to do loads, which ends with this process at the latest. Raises ``BlockingIOError`` where another has it."""
        with _locked(self._folder, wait=False):
            yield

    def sweep(self) -> None:
        """Delete what a killed server left: files that no load names, and those of loads that have ended."""
        for name in self._names():
            folder = self._folder / name
            with suppress(OSError), _locked(folder, wait=False) as held:
                load = self.find(name)
                if load is None and held:  # else its files may be on their way
                    shutil.rmtree(folder, ignore_errors=True)
                elif load is not None and load.ended:
                    self._give_up(folder)

    # What became of them

    def fates_so_far(self, desk: Path, load_id: str) -> tuple[InputFate, ...]:
        """What the desk knows of each input of a load that was cut off: its fate, or that the load did not come to it."""
        asked = self.asked(load_id)
        found: list[InputFate] = []
        with suppress(OnrecordError):
            store = SqliteStore(desk, reading=True)
            try:
                for shown, source in self._named(load_id, asked):
                    known = store.fates_from(source) or store.fates_from(f"stdin:{source}") if source else []
                    found += [InputFate(fate.source, fate.fate, fate.reason, fate.article_id) for fate in known]
                    if not known:
                        found.append(InputFate(shown, "left", "", None))
            finally:
                store.close()
            return tuple(found)
        return tuple(InputFate(shown, "left", "", None) for shown, _ in self._named(load_id, asked))

    def _named(self, load_id: str, asked: Asked) -> Iterator[tuple[str, str]]:
        """How each input is called, and the source by which the desk knows it (empty where it cannot be read any more)."""
        for address in asked.addresses:
            yield address, address
        for handed in self.handed(load_id, asked):
            source = ""
            with suppress(OSError):
                source = source_of(handed)
            yield source or handed.name or "a text", source

    def forget(self, sources: Collection[str], article_ids: Collection[str]) -> None:
        """Take out what was removed from the desk: fates, names, the first words of texts, and files that still wait."""
        gone = {source.removeprefix("stdin:") for source in sources}
        files = gone | {file_of(source) for source in gone}
        for name in self._names():
            folder = self._folder / name
            with suppress(FileNotFoundError), _locked(folder):
                load = self.find(name)
                if load is None:
                    continue
                fates = tuple(
                    fate
                    for fate in load.fates
                    if fate.source.removeprefix("stdin:") not in gone and fate.article_id not in article_ids
                )
                waited = not load.ended and self._withdraw(folder, files)
                if len(fates) < len(load.fates) or waited:
                    sentence = _REMOVED_MEANWHILE if waited else load.sentence
                    changed = replace(load, what=_REMOVED, fates=fates, sentence=sentence, change=load.change + 1)
                    _write(folder / _RECORD, dumps(changed))

    def _withdraw(self, folder: Path, files: Collection[str]) -> bool:
        """Whether something in ``files`` was still to be taken; it is not any more."""
        asked = self.asked(folder.name)
        given: list[Given] = []
        for each, handed in zip(asked.given, self.handed(folder.name, asked), strict=True):
            with suppress(OSError):
                if source_of(handed) in files:
                    handed.path.unlink()
                    continue
            given.append(each)
        addresses = tuple(each for each in asked.addresses if each not in files)
        left = replace(asked, addresses=addresses, given=tuple(given))
        if left == asked:
            return False
        _write(folder / _ASKED, dumps(left))
        return True


def forget(desk: Path, sources: Iterable[str], article_ids: Collection[str]) -> None:
    """Take what was removed from the desk in the folder ``desk`` out of its loads. Doing it again changes nothing."""
    RememberedLoads(desk).forget(set(sources), set(article_ids))


@contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of ``folder``; false on a file system that locks no folders. Raises ``BlockingIOError`` where another holds it and this is not to wait."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            held = True
        except BlockingIOError:
            raise
        except OSError:
            held = False
        yield held
    finally:
        os.close(descriptor)


def _write(path: Path, text: str, *, lasting: bool = True) -> None:
    """Replace ``path`` by ``text``, whole or not at all; ``lasting``: also where the power fails."""
    made = path.with_name(f".{path.name}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
        if lasting:
            file.flush()
            os.fsync(descriptor)
    made.replace(path)
