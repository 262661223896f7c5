"""How much of a processor's time the pages of a large desk take, and how large they are: what other work on the machine changes little.

``--folder`` is a desk that is there, for example one that :mod:`benchmarks.pages` keeps; nothing is written to it. The application answers in this
process, without a network: the pages of :mod:`benchmarks.pages`, ``--drawn`` of each kind, each asked for the first time. Milliseconds of
processor time. What is asked before, to load templates and open connections, is not counted.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from benchmarks import _common, pages
from onrecord.desk.reading import Library
from onrecord.web.app import make_app
from onrecord.web.server import settle

#: How often a page of which there is one is asked for; after the first time it is kept.
ONCE = 12
#: Pages of each kind that are asked for before.
BEFORE = 2


def within(times: list[float]) -> float:
    """Within what 95 in 100 are."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages_processor", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="the desk")
    parser.add_argument("--drawn", type=int, default=120, help="pages of each kind")
    parser.add_argument("--only", default="", help="kinds of pages, with commas between (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    arguments = parser.parse_args(argv)
    run = _common.Run(Path(), None, arguments.json, arguments)
    metrics: dict[str, float | int | str | list[float]] = {}
    library = Library(arguments.folder)
    with TestClient(make_app(library), base_url="http://127.0.0.1", follow_redirects=False) as client:
        for kind, paths in pages.addresses(arguments.folder).items():
            if arguments.only and kind not in arguments.only.split(","):
                continue
            asked = paths[: arguments.drawn + BEFORE] if len(paths) > BEFORE else paths * ONCE
            for path in asked[:BEFORE]:
                client.get(path)
            settle()
            times, sizes = [], []
            for path in asked[BEFORE:]:
                start = time.process_time()
                answer = client.get(path)
                times.append((time.process_time() - start) * 1000)
                if answer.status_code != 404:
                    answer.raise_for_status()
                    sizes.append(len(answer.content) / 1000)
            if not sizes:
                continue
            metrics |= {f"{kind}_ms": median(times), f"{kind}_p95_ms": within(times), f"{kind}_most_ms": max(times)}
            metrics |= {f"{kind}_kb": median(sizes), f"{kind}_most_kb": max(sizes)}
            print(
                f"{kind:14} {len(times)} answers, {median(times):.0f} ms, 95 in 100 within {within(times):.0f}, at most "
                f"{max(times):.0f}; {median(sizes):.0f} kB, at most {max(sizes):.0f}",
                flush=True,
            )
    library.close()
    run.report(len(metrics), metrics)


if __name__ == "__main__":
    main()
