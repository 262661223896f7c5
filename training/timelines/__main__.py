"""Learn which days of a story count, from timelines that journalists made.

    python -m training.timelines [--data PATH]

``PATH`` is laid out as for ``benchmarks.timelines`` (Timeline17). Writes the shipped weights, learned from all topics, and
``training/timelines/left_out.json``: for each topic the weights learned from the others alone, by which ``benchmarks.timelines`` judges
that topic, with those of the regression of the peer ``datewise``. The same data give the same files.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks._common import DEFAULT_BENCH
from benchmarks._timeline_peers import day_counts
from benchmarks._timelines import Folder, load

from onrecord.relate.chronicle_days import COUNTS, count_days, features
from onrecord.relate.chronicle_lines import read_sources
from onrecord.relate.threads import Copied

Matrix = npt.NDArray[np.float64]

OUT = Path(__file__).parents[2] / "src/onrecord/relate/data/chronicle.json"
LEFT_OUT = Path(__file__).with_name("left_out.json")

#: How strongly weights are held towards 0 (L2), and how many steps of Newton's method are made: six are enough.
HELD_BACK = 1.0
STEPS = 25


def days_of(folder: Folder) -> list[tuple[Matrix, Matrix]]:
    """For each timeline of a folder the features of all days from its first to its last, and which of them it has."""
    sources = read_sources((document.item for document in folder.documents), folder.published, Copied.of(()))
    counted = count_days(sources)
    found = []
    for reference in folder.references.values():
        chosen = {date.fromisoformat(day).toordinal() for day in reference}
        span = range(min(chosen), max(chosen) + 1)
        values = features({day: counts for day, counts in counted.items() if day in span})
        table = np.array([values.get(day, (0.0,) * len(COUNTS)) for day in span])
        found.append((table, np.array([float(day in chosen) for day in span])))
    return found


def learn(folders: Sequence[Folder], days: dict[str, list[tuple[Matrix, Matrix]]]) -> dict[str, float]:
    """Logistic regression over days. A timeline counts with the root of its length, however long the time that it covers is."""
    tables, marks, shares = [], [], []
    for folder in folders:
        for table, mark in days[folder.name]:
            tables.append(table)
            marks.append(mark)
            shares.append(np.full(len(mark), 100 / len(mark) * np.sqrt(mark.sum())))
    x, y, share = np.concatenate(tables), np.concatenate(marks), np.concatenate(shares)
    x = np.column_stack([np.ones(len(x)), x])
    held = np.diag([0.0] + [HELD_BACK] * (x.shape[1] - 1))
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share * (chance - y)) + held @ weights
        bend = (x * (share * chance * (1 - chance))[:, None]).T @ x + held
        weights -= np.linalg.solve(bend, slope)
    return {name: round(float(weight), 4) for name, weight in zip(COUNTS, weights[1:], strict=True)}


def learn_datewise(folders: Sequence[Folder]) -> list[float]:
    """The peer's linear regression over its seven counts."""
    tables, marks = [], []
    for folder in folders:
        days, table = day_counts(folder)
        for reference in folder.references.values():
            chosen = {date.fromisoformat(day).toordinal() for day in reference}
            tables.append(table)
            marks.append(np.array([float(day in chosen) for day in days]))
    x, y = np.concatenate(tables), np.concatenate(marks)
    solved = np.linalg.lstsq(np.column_stack([np.ones(len(x)), x]), y, rcond=None)[0]
    return [round(float(weight), 4) for weight in solved[1:]]


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, write both files, print the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.timelines", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="topic folders, as for benchmarks.timelines")
    data = parser.parse_args(argv).data or Path(os.environ.get("ONRECORD_BENCH") or DEFAULT_BENCH) / "timelines"
    try:
        folders = load(data)
    except (FileNotFoundError, NotADirectoryError) as error:
        print(f"training.timelines: {error}; give the folder of topic folders with --data", file=sys.stderr)
        return 2
    days = {folder.name: days_of(folder) for folder in folders}
    topics = sorted({folder.topic for folder in folders})
    left_out = {}
    for topic in topics:
        others = [folder for folder in folders if folder.topic != topic]
        if others:
            left_out[topic] = {"weights": learn(others, days), "datewise": learn_datewise(others)}
    about = {"made by": "python -m training.timelines", "topics": topics, "timelines": sum(map(len, days.values()))}
    shipped = {"about": about, "weights": learn(folders, days)}
    every = {**left_out, "": {"weights": shipped["weights"], "datewise": learn_datewise(folders)}}
    OUT.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    LEFT_OUT.write_text(json.dumps(every, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(every, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
