"""The scores that must not fall: runs the benchmarks and compares them with ``floors.toml``.

    python -m benchmarks.floors [NAME...] [--history]

A table ``[NAME.PART]`` of ``floors.toml`` is one run of ``python -m benchmarks.NAME --split PART`` (``all``: without a split); each
key is a metric and the least that it may be, ``most`` holds those with the most that they may be. ``--history`` compares the file
with the one of the last commit instead, and runs nothing: floors only rise. Ends with 1 where something fell, with 2 where data are
missing. ``[harbour]`` is compared by the tests.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.toml")
BY_TESTS = "harbour"

Table = dict[str, Any]


def fallen(floors: Table, measured: Table) -> Iterator[str]:
    """A line for each metric below its floor, above its ceiling or not measured."""
    for bounds, ceiling in ((floors, False), (floors.get("most", {}), True)):
        for metric, bound in bounds.items():
            if metric == "most":
                continue
            value = measured.get(metric)
            if value is None:
                yield f"{metric} was not measured"
            elif (value > bound) if ceiling else (value < bound):
                yield f"{metric} is {value}, {'at most' if ceiling else 'at least'} {bound} is asked"


def lowered(before: Table, now: Table, path: str = "") -> Iterator[str]:
    """A line for each floor of ``before`` that is gone or easier to reach in ``now``."""
    for name, bound in before.items():
        own = f"{path}{name}"
        if name not in now:
            yield f"{own} is gone"
        elif isinstance(bound, dict):
            yield from lowered(bound, now[name], f"{own}.")
        elif (now[name] > bound) if ".most." in own else (now[name] < bound):
            yield f"{own} went from {bound} to {now[name]}"


def _measured(name: str, part: str) -> Table:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json"]
    done = subprocess.run(
        command + ([] if part == "all" else ["--split", part]), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(2)  # the benchmark said why
    measured: Table = json.loads(done.stdout.splitlines()[-1])
    return measured


def _history(floors: Table) -> list[str]:
    asked = ["git", "-C", str(FILE.parent), "show", f"HEAD:./{FILE.name}"]
    shown = subprocess.run(asked, capture_output=True, text=True, check=False)
    return list(lowered(tomllib.loads(shown.stdout), floors)) if shown.returncode == 0 else []


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.floors", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run (default: all with floors)")
    parser.add_argument("--history", action="store_true", help="compare with the last commit, run nothing")
    arguments = parser.parse_args()
    floors = tomllib.loads(FILE.read_text(encoding="utf-8"))
    unknown = [name for name in arguments.names if name not in floors or name == BY_TESTS]
    if unknown:
        parser.error(f"{FILE.name} has no floors for {', '.join(unknown)} that a benchmark measures")
    if arguments.history:
        fell = _history(floors)
    else:
        fell = []
        for name in arguments.names or [name for name in floors if name != BY_TESTS]:
            for part, bounds in floors[name].items():
                found = [f"{name} ({part}): {line}" for line in fallen(bounds, _measured(name, part))]
                print(f"{name} ({part}): {'below its floors' if found else 'all floors hold'}")
                fell += found
    for line in fell:
        print(line, file=sys.stderr)
    raise SystemExit(1 if fell else 0)


if __name__ == "__main__":
    main()
