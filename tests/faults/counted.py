"""Work on a store that counts its statements to the database and kills the process at one of them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from onrecord.desk.sqlite import SqliteStore

#: What a process does to files, as Python's audit events name it.
_ON_FILES = ("os.remove", "os.rename", "os.rmdir", "shutil.")


def counted(folder: Path, last: int, work: Callable[[SqliteStore], object]) -> int:
    """The number of statements that ``work`` takes; at the ``last`` (0: never) the process kills itself."""
    folder.mkdir(exist_ok=True)
    store = SqliteStore(folder)
    statements = 0

    def count(*_: Any) -> None:
        nonlocal statements
        statements += 1
        if statements == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store._engine, "before_cursor_execute", count)
    work(store)
    store.close()
    return statements


def killed_at(
    work: Callable[[], object], last: int = 0, *, on_files: tuple[str, ...] = _ON_FILES, statements: bool = True
) -> int:
    """In a process of its own: how many steps ``work`` takes, ``statements`` to the database and what is done to files (``on_files``: audit events).

    At the ``last`` (0: never) the process is killed: -1.
    """
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - the process ends below
        try:
            count = 0

            def step(name: str, *_: Any) -> None:
                nonlocal count
                if name == "statement" or name.startswith(on_files):
                    count += 1
                    if count == last:
                        os.kill(os.getpid(), signal.SIGKILL)

            if statements:
                event.listen(Engine, "before_cursor_execute", lambda *_: step("statement"))
            sys.addaudithook(step)
            work()
            os.write(tell, str(count).encode())
        finally:
            os._exit(0)
    os.close(tell)
    _, status = os.waitpid(child, 0)
    with os.fdopen(told) as read:
        return -1 if os.WIFSIGNALED(status) else int(read.read() or "0")
