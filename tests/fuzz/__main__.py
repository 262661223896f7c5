"""``python -m tests.fuzz --inputs 1000000 --workers 2``: fuzzes every parser and prints what came of it.

``--input N --only PARSER`` does one input again, in this process, and shows it.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.fuzz.campaign import Report, everything, input_of, lines_of, run
from tests.fuzz.parsers import PARSERS


def main() -> int:
    """Exit status 1 says that there were faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="how many in all (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    parser.add_argument("--limit", type=float, default=20.0, help="seconds after which an input hangs")
    parser.add_argument("--only", default="", metavar="PARSER", help="parsers whose name holds this")
    parser.add_argument("--first", type=int, default=0, help="number of the first input: other numbers, other inputs")
    parser.add_argument("--input", type=int, metavar="N", help="do this one input again")
    chosen = parser.parse_args()
    if chosen.input is not None:
        (again,) = [each for each in PARSERS if each.name == chosen.only]
        data = input_of(again, chosen.input)
        sys.stdout.write(f"{len(data):,} bytes: {data[:3000]!r}\n")
        again.run(data)
        return 0
    begin = last = time.monotonic()

    def tell(report: Report) -> None:
        nonlocal last
        if sys.stderr.isatty() and time.monotonic() - last > 2:
            last = time.monotonic()
            sys.stderr.write(f"\r{sum(report.inputs.values()):,} inputs, {len(report.faults):,} faults ")

    work = everything(chosen.inputs, only=chosen.only, first=chosen.first)
    report = run(work, workers=chosen.workers, limit=chosen.limit, tell=tell)
    print(*lines_of(report), sep="\n")
    print(f"{time.monotonic() - begin:,.0f} seconds")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
