"""Connections that only read: as many as there are readers at one moment, kept open between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from onrecord.desk import open_desk
from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.store import Store


class Readers:
    """Stores of the desk in ``folder``. With a write-ahead log they wait for no writer, and no writer waits for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._idle: LifoQueue[SqliteStore] = LifoQueue()
        self._made = False

    @contextmanager
    def snapshot(self) -> Iterator[Store]:
        """A store, all that is read of it in the block of one moment. Raises ``DeskBusy`` and ``DeskDamaged``."""
        try:
            store = self._idle.get_nowait()
        except Empty:
            store = self._open()
        try:
            with store.snapshot():
                yield store
        except BaseException:
            store.close()  # what went wrong may be its connection
            raise
        self._idle.put(store)

    def close(self) -> None:
        """Close those that nobody reads from."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _open(self) -> SqliteStore:
        if not self._made:
            with open_desk(self._folder):  # which makes it, or brings it to this version
                self._made = True
        return SqliteStore(self._folder, reading=True)
