"""Adds the inputs of ``arrivals.many`` to the desk in the folder given, with fake stages; started by tests that kill it.

``python -m tests.faults.add_program FOLDER [STATEMENT [WORKERS]]``: at its STATEMENT-th statement to the database (0: never)
the process kills itself. Prints the number of statements.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.contract.desks import runner
from tests.faults.arrivals import many
from tests.faults.counted import counted

from onrecord.desk.executors import executor_for

COUNT = 36


def main() -> None:
    folder = Path(sys.argv[1])
    last = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    print(counted(folder, last, lambda store: runner(store, executor=executor_for(workers)).add(many(COUNT))))


if __name__ == "__main__":
    main()
