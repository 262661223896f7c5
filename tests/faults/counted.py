"""Work on a store that counts its statements to the database and kills the process at one of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from onrecord.desk.sqlite import SqliteStore


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
