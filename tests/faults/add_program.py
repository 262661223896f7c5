"""Adds the inputs of ``arrivals.many`` to the desk in the folder given, with fake stages; started by tests that kill it.

``python -m tests.faults.add_program FOLDER [STATEMENT [WORKERS]]``: at its STATEMENT-th statement to the database (0: never)
the process kills itself. Prints the number of statements.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event
from tests.contract.desks import runner
from tests.faults.arrivals import many

from onrecord.desk.executors import executor_for
from onrecord.desk.sqlite import SqliteStore

COUNT = 36


def main() -> None:
    folder = Path(sys.argv[1])
    last = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    folder.mkdir(exist_ok=True)
    store = SqliteStore(folder)
    statements = 0

    def count(*_: Any) -> None:
        nonlocal statements
        statements += 1
        if statements == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store._engine, "before_cursor_execute", count)
    runner(store, executor=executor_for(workers)).add(many(COUNT))
    store.close()
    print(statements)


if __name__ == "__main__":
    main()
