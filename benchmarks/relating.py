"""What it costs to relate a thread, and to relate it again after one more report: ``python -m benchmarks.relating --reports 100,400,950``.

The reports are made (:mod:`benchmarks._press`), read and annotated as a desk would; their copies and stories are found within each
happening. Every size has a process of its own. ``first_s`` is the processor's time in which all but the last report are related by a
process that has related nothing, ``again_s`` that for all of them afterwards, as a desk does that takes in one more; both times the
articles are taken anew from their pickled form, as from a store. ``memory_mb`` is the most that the process held.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pickle
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks import _common, _press
from onrecord.annotate import annotator
from onrecord.model.annotations import Annotated
from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.model.relations import Neighbourhood
from onrecord.read import reader
from onrecord.relate import neighbourhoods, relate


def made(count: int) -> list[Annotated]:
    """So many annotated reports."""
    read, annotate, found = reader(), annotator(), []
    for number in range(count):
        source = f"made/{number}.txt"
        capture = Capture.of(
            source=source, location=source, data=_press.report(number).encode(), media_type="text/plain",
            received_at="2201-01-01T00:00:00+00:00",
        )  # fmt: skip
        article = read(capture)
        if isinstance(article, Article):
            found.append(Annotated(article, annotate(article)))
    return found


def grouped(items: list[Annotated]) -> list[Neighbourhood]:
    """The neighbourhoods of the reports, happening by happening."""
    parts = (items[at : at + _press.REPORTS] for at in range(0, len(items), _press.REPORTS))
    return [found for part in parts for found in neighbourhoods(part)]


def measured(count: int) -> tuple[float, float, float]:
    """Seconds for the first time and for the second, and megabytes."""
    items = made(count)
    seconds = []
    for part in (items[:-1], items):
        job = pickle.dumps((part, grouped(part)))
        thread, groups = pickle.loads(job)
        start = time.process_time()
        relate(thread, groups)
        seconds.append(time.process_time() - start)
    return seconds[0], seconds[1], _common.memory_mb()


def sizes(text: str) -> list[int]:
    """The sizes in ``text``. Raises ``ValueError``, of which argparse makes a sentence."""
    found = [int(part) for part in text.split(",")]
    if min(found) < 2:
        raise ValueError("a thread of fewer than two reports relates nothing")
    return found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relating", description=__doc__)
    parser.add_argument("--reports", type=sizes, default=[100, 400], help="of the threads, with commas between")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    arguments = parser.parse_args(argv)
    run = _common.Run(Path(), None, arguments.json, arguments)
    metrics: dict[str, float | int | str | list[float]] = {}
    for count in arguments.reports:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as own:
            first, again, memory = own.submit(measured, count).result()
        metrics |= {f"first_s_{count}": first, f"again_s_{count}": again, f"memory_mb_{count}": memory}
    run.report(sum(arguments.reports), metrics)


if __name__ == "__main__":
    main()
