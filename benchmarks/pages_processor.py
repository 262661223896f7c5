"""How much of a processor's time the pages of a large desk take, and how large they are: what no other job on the machine changes.

``--folder`` is a desk that is there, for example one that :mod:`benchmarks.pages` keeps; nothing is written to it. Each page is read and
printed in this process as its handler does it (``read`` and ``print``), each story, report and outlet for the first time: none was kept.
Milliseconds of processor time; the pages are drawn as those of :mod:`benchmarks.pages`, ``--drawn`` of each kind.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import _common
from onrecord.desk.reading import Library
from onrecord.desk.sqlite import FILE_NAME
from onrecord.web.pages.reading import SHOWN
from onrecord.web.pages.rendering import render
from onrecord.web.server import settle

#: How often a page of which there is one is made.
ONCE = 12

#: Reads a page, and prints what was read.
Page = tuple[Callable[[], Any], Callable[[Any], Any]]


def kinds(library: Library, folder: Path, drawn: int) -> dict[str, list[Page]]:
    """The pages of each kind."""
    chance = random.Random(7)
    with sqlite3.connect(f"file:{folder / FILE_NAME}?mode=ro", uri=True) as raw:
        found = raw.execute("SELECT id FROM overview WHERE kind = 'stories' ORDER BY weight DESC, id")
        stories = [row[0] for row in found]
        articles = [row[0] for row in raw.execute("SELECT article_id FROM reports")]
        outlets = [row[0] for row in raw.execute("SELECT DISTINCT outlet FROM reports WHERE outlet IS NOT NULL")]

    def some(every: list[str]) -> list[str]:
        return chance.sample(every, min(drawn, len(every)))

    def story(one: str) -> Page:
        return lambda: library.story_opening(one), lambda told: render(
            "story.html", page=told.page, claims=told.claims, contested=told.contested, shown=SHOWN
        )

    def article(one: str) -> Page:
        return lambda: library.article(one), lambda page: render("article.html", page=page, target=None)

    def outlet(one: str) -> Page:
        return lambda: library.outlet(one), lambda page: render("outlet.html", page=page)

    def today() -> Any:
        fresh = Library(folder)  # keeps nothing yet; opening the desk counts
        try:
            return fresh.today()
        finally:
            fresh.close()

    front: Page = (today, lambda page: render("today.html", page=page, choice="", wrong="", week=""))
    figures: Page = (library.figures, lambda page: render("figures.html", page=page))
    calendar: Page = (
        library.calendar,
        lambda page: render("calendar.html", page=page, base="http://127.0.0.1", ended=""),
    )
    return {
        "today": [front] * ONCE,
        "story": [story(one) for one in some(stories)],
        "large_story": [story(one) for one in some(stories[: len(stories) // 50 + 1])],
        "article": [article(one) for one in some(articles)],
        "figures": [figures] * ONCE,
        "calendar": [calendar] * ONCE,
        "outlet": [outlet(one) for one in some(outlets)],
    }


def within(times: list[float]) -> float:
    """Within what 95 in 100 are."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages_processor", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="the desk")
    parser.add_argument("--drawn", type=int, default=120, help="pages of each kind")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    arguments = parser.parse_args(argv)
    run = _common.Run(Path(), None, arguments.json, arguments)
    library = Library(arguments.folder)
    metrics: dict[str, float | int | str | list[float]] = {}
    for kind, pages in kinds(library, arguments.folder, arguments.drawn).items():
        shown = pages[0][1](pages[0][0]())  # loads the templates, opens the connection
        settle()
        read, printed, sizes = [], [], []
        for ask, show in pages[1:]:
            start = time.process_time()
            page = ask()
            middle = time.process_time()
            shown = show(page)
            read.append((middle - start) * 1000)
            printed.append((time.process_time() - middle) * 1000)
            sizes.append(len(shown.body) / 1000)
        if not read:
            continue
        both = [one + other for one, other in zip(read, printed, strict=True)]
        metrics |= {f"{kind}_ms": median(both), f"{kind}_p95_ms": within(both)}
        metrics |= {f"{kind}_kb": median(sizes), f"{kind}_most_kb": max(sizes)}
        print(
            f"{kind:12} read {median(read):.0f} ms, printed {median(printed):.0f}, both {median(both):.0f} and 95 in 100 within "
            f"{within(both):.0f}; {median(sizes):.0f} kB, at most {max(sizes):.0f}",
            flush=True,
        )
    library.close()
    run.report(len(metrics), metrics)


if __name__ == "__main__":
    main()
