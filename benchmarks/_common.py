"""What all benchmarks share: their arguments, bootstrap intervals and the last line of JSON.

``python -m benchmarks.NAME [--data PATH] [--split NAME] [--json]``. Where ``--data`` is not given the data are looked for in
``$ONRECORD_BENCH`` and then in ``../shared/bench``, in the folder of the benchmark. No data belong to the project.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

DEFAULT_BENCH = Path("../shared/bench")


@dataclass(slots=True)
class Run:
    """One run of a benchmark: its arguments, and its clock."""

    data: Path
    split: str | None
    as_json: bool
    rest: argparse.Namespace
    started: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.started

    def report(self, items: int, metrics: dict[str, float | int | str | list[float]]) -> None:
        """Print the metrics for people, and with ``--json`` as one JSON object on the last line."""
        for name, value in metrics.items():
            print(f"{name:32} {_shown(value)}")
        print(f"{'items':32} {items}\n{'seconds':32} {self.seconds:.1f}")
        if self.as_json:
            rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in metrics.items()}
            print(json.dumps({**rounded, "items": items, "seconds": round(self.seconds, 2)}, ensure_ascii=False))


def start(
    name: str,
    description: str,
    folder: str,
    source: str,
    extend: Callable[[argparse.ArgumentParser], None] | None = None,
    argv: Sequence[str] | None = None,
) -> Run:
    """Read the arguments. ``folder`` is the benchmark's in the bench, ``source`` where anyone can fetch it again.

    Ends the program with status 2 and one line where the data are not there.
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=description)
    parser.add_argument("--data", type=Path, help=f"laid out as bench/{folder} (default: there)")
    parser.add_argument("--split", help="a part of the data, where they have parts")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    if extend is not None:
        extend(parser)
    arguments = parser.parse_args(argv)
    data = arguments.data or Path(os.environ.get("ONRECORD_BENCH") or DEFAULT_BENCH) / folder
    if not data.exists():
        print(f"benchmarks.{name}: {data} is not there; fetch {source} and give its place with --data", file=sys.stderr)
        raise SystemExit(2)
    return Run(data, arguments.split, arguments.json, arguments)


def bootstrap(
    items: Sequence[Item], metric: Callable[[Sequence[Item]], float], *, rounds: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """The 95 % interval of ``metric`` over ``items``, drawn with replacement; the same numbers in every run."""
    if not items:
        return 0.0, 0.0
    chance = random.Random(seed)
    values = sorted(metric(chance.choices(items, k=len(items))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]


def ratio(part: float, whole: float) -> float:
    """``part / whole``, 0 where there is nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both."""
    return ratio(2 * precision * recall, precision + recall)


def memory_mb() -> float:
    """The most memory that this process held so far, in MB (1,000,000 bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6  # bytes there, KiB elsewhere


def _shown(value: float | int | str | list[float]) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, list):
        return " to ".join(f"{item:.4f}" for item in value)
    return str(value)
