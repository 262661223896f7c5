"""How quick the pages of a large desk are while reports come in, and how large.

``--articles 100000`` says how many reports the desk holds. They are made (:mod:`benchmarks._press`): ``--lay`` of them go through the desk's own
reader, annotator and the rest, and that desk is laid along time again and again (:mod:`benchmarks._laid`), with every statement, claim,
figure and event. ``--folder`` keeps the desk and goes on with one that is there.

``onrecord serve`` runs as a process, and beside it another one adds new reports to the same desk without a pause (``--still``: none does).
wrk (https://github.com/wg/wrk, a Debian package) asks for each kind of page in turn for ``--seconds``, over one connection; each
request is for another story, article or word, of all layings, so that little of it was read before. ``NAME_ms``, ``NAME_p95_ms`` and
``NAME_longest_ms`` are until the whole answer is there: the median, within what 95 in 100 were, and the longest. ``NAME_corrected_p95_ms`` is
wrk's own 95th centile: as if requests came at the mean pace, so that each of those that would have waited for a slow one counts as slow too.
``NAME_first_ms`` is the very first request, ``NAME_cpu_ms`` the mean of the server's processor time for
an answer, ``NAME_kb`` and ``NAME_most_kb`` the median and the largest size of the page. ``paint_ms``: first
contentful paint after the first byte, in Chromium, where Playwright is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from benchmarks import _common, _laid, _press
from onrecord.collect.inputs import Input
from onrecord.desk.executors import InlineExecutor
from onrecord.desk.runner import Runner
from onrecord.desk.settings import read_settings
from onrecord.desk.sqlite import FILE_NAME, SqliteStore
from onrecord.desk.stages import real_stages

#: Addresses of one kind that are asked for, drawn from the whole desk.
DRAWN = 400
#: Pages of each kind whose size is taken, and that Chromium opens.
SIZED, PAINTED = 16, 4

#: The script by which wrk asks for one address after the other and tells how long each answer took.
_SCRIPT = """
local ffi = require("ffi")
ffi.cdef[[typedef struct { long seconds; long nanoseconds; } moment; int clock_gettime(int clock, moment *at);]]
local at, paths, place, began = ffi.new("moment"), {}, 0, 0
local function now() ffi.C.clock_gettime(1, at); return tonumber(at.seconds) * 1000 + tonumber(at.nanoseconds) / 1e6 end
took, threads = {}, {}
setup = function(thread) threads[#threads + 1] = thread end
for line in io.lines("PATHS") do paths[#paths + 1] = line end
request = function() place = place % #paths + 1; began = now(); return wrk.format("GET", paths[place]) end
response = function() took[#took + 1] = now() - began end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('{"count": %d, "corrected": %f, "wrong": %d, "took": [%s]}\\n', summary.requests,
    latency:percentile(95) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    table.concat(threads[1]:get("took"), ",")))
end
"""


def runner(folder: Path) -> Runner:
    """A desk with its own stages, and a clock after all that was made."""
    stages = real_stages(read_settings(None), None)
    return Runner(SqliteStore(folder), stages, InlineExecutor(), lambda: datetime(2201, 1, 1, tzinfo=UTC))


def arrival(name: str, number: int) -> Input:
    return Input(name, name, "text/plain", _press.report(number).encode())


def desk(folder: Path, articles: int, lay: int) -> None:
    """A desk of about so many reports, unless it is there. The last report of every happening stays out, as news to come."""
    lay = min(lay, articles)
    layings = -(-articles // lay)
    last = _laid.name_of(layings - 1, 0)
    first = folder.parent / f"lay_{lay}"
    if not (folder / FILE_NAME).exists():
        if not (first / FILE_NAME).exists():
            first.mkdir(parents=True, exist_ok=True)
            own = runner(first)
            wanted = (k for k in count() if k % _press.REPORTS < _press.REPORTS - 1)
            own.add(arrival(_laid.name_of(0, number), number) for number, _ in zip(wanted, range(lay), strict=False))
            own.store.close()
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(first / FILE_NAME, folder)
    own = runner(folder)
    if not own.store.seen_at(last):
        assert isinstance(own.store, SqliteStore)
        _laid.Laying(own.store, own.stages).lay(range(1, layings), searched=True)
    own.store.close()


def load(folder: Path) -> None:
    """Add new reports, of new happenings on the desk's last days, until the process is ended."""
    with sqlite3.connect(folder / FILE_NAME) as raw:
        (newest,) = raw.execute("SELECT max(first_day) FROM reports").fetchone()
    own = runner(folder)
    started = int(time.time())
    for number in count():
        text = _press.report(number % 2000).replace(" 2001", f" {newest[:4]}")
        name = f"load/{started}/{number}"
        own.add([Input(name, name, "text/plain", text.encode())])
        print(number + 1, flush=True)


def addresses(folder: Path) -> dict[str, list[str]]:
    """Addresses of each kind of page, drawn from the whole desk."""
    chance = random.Random(7)

    def drawn(values: list[str]) -> list[str]:
        return chance.sample(values, min(DRAWN, len(values)))

    with sqlite3.connect(folder / FILE_NAME) as raw:

        def column(query: str, *told: object) -> list[str]:
            return [row[0] for row in raw.execute(query, told)]

        stories = column("SELECT id FROM overview WHERE kind = 'stories' ORDER BY weight DESC, id")
        articles = column("SELECT article_id FROM reports")
        actors = column("SELECT DISTINCT id FROM overview WHERE kind = 'actors'")
        threads = column("SELECT DISTINCT component_id FROM overview WHERE kind = 'series'")
        outlets = column("SELECT DISTINCT outlet FROM reports WHERE outlet > ''")
        names = column("SELECT DISTINCT called FROM names WHERE alias = 0 AND speaker LIKE 'act%'")
        places = column("SELECT DISTINCT value FROM found_by WHERE field = 'place'")
        days = column("SELECT DISTINCT first_day FROM reports WHERE first_day > ''")
        titles = column("SELECT json_extract(body, '$.title') FROM articles ORDER BY random() LIMIT ?", DRAWN)
    words = [chance.choice(title.replace(":", " ").split()) for title in titles if title]

    def by_field(field: str, values: list[str], beside: list[str] | None = None) -> list[str]:
        beside = beside or [""] * len(values)
        told = (f'{word} {field}:"{value}"'.strip() for word, value in zip(beside, drawn(values), strict=False))
        return [f"/search?q={quote(query)}" for query in told]

    found = {
        "today": ["/"],
        "story": [f"/stories/{one}" for one in drawn(stories)],
        "large_story": [f"/stories/{one}" for one in stories[: len(stories) // 50 + 1]],
        "article": [f"/articles/{one}" for one in drawn(articles)],
        "search": [f"/search?q={quote(word)}" for word in words],
        "search_fields": [
            *by_field("actor", names),
            *by_field("place", places),
            *by_field("outlet", outlets, words),
            *by_field("after", days, words),
            *by_field("actor", names, words),
        ],
        "actors": ["/actors", *(f"/actors?q={quote(name[:4])}" for name in drawn(names))],
        "actor": [f"/actors/{one}" for one in drawn(actors)],
        "figures": ["/figures", *(f"/figures?thread={one}" for one in drawn(threads))],
        "calendar": ["/calendar", *(f"/stories/{one}/calendar" for one in drawn(stories))],
        "map": ["/map", *(f"/stories/{one}/map" for one in drawn(stories))],
        "sources": ["/sources"],
        "outlet": [f"/sources/outlet?name={quote(one)}" for one in drawn(outlets)],
        "brief": ["/brief"],
        "feed": ["/feeds/atom", *(f"/feeds/search/atom?q={quote(word)}" for word in words)],
        "story_feed": [f"/feeds/stories/{one}/atom" for one in drawn(stories)],
    }
    for paths in found.values():
        chance.shuffle(paths)
    return found


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of a process that serves the desk, and its number."""
    started = "from onrecord.cli import main; main()"
    command = [sys.executable, "-c", started, "serve", "--port", "0", "--desk", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rpartition(" ")[2].rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait()


@contextmanager
def loading(folder: Path, wanted: bool) -> Iterator[None]:
    """A process that adds reports all the while."""
    if not wanted:
        yield
        return
    code = f"from pathlib import Path; from benchmarks.pages import load; load(Path({str(folder)!r}))"
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen([sys.executable, "-c", code], stdout=told)
        start = time.perf_counter()
        try:
            yield
        finally:
            running = process.poll() is None
            process.terminate()
            process.wait()
            told.seek(0)
            added = (told.read().split() or ["0"])[-1]
            print(
                f"{'added beside':32} {added} in {time.perf_counter() - start:.0f} s{'' if running else ', then failed'}"
            )


def asked(address: str, paths: list[str], seconds: int) -> dict[str, Any]:
    """What wrk tells of these pages; ``wrong`` counts answers that are no pages."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "paths").write_text("\n".join(paths) + "\n", encoding="utf-8")
        script = Path(folder) / "pages.lua"
        script.write_text(_SCRIPT.replace("PATHS", str(Path(folder) / "paths")), encoding="utf-8")
        told = ["-t1", "-c1", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), address]
        done = subprocess.run(["wrk", *told], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    found["took"].sort()
    return found


def sizes(address: str, paths: list[str]) -> tuple[list[int], float]:
    """The sizes of some of these pages in bytes, none where there is no such page; and milliseconds until the first of all was there."""
    found, first = [], 0.0
    for path in paths[:SIZED]:
        start = time.perf_counter()
        try:
            with urlopen(address + path, timeout=60) as answer:
                found.append(len(answer.read()))
        except HTTPError as error:
            if error.code != 404:
                raise
        first = first or (time.perf_counter() - start) * 1000
    return sorted(found), first


def processor(process: int) -> float:
    """Milliseconds of processor time that a process has had, by Linux; what else runs on the machine changes them less than the times."""
    path = Path(f"/proc/{process}/stat")
    if not path.exists():
        return 0.0
    user, system = path.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") * 1000


def table(metrics: dict[str, Any], kinds: list[str]) -> str:
    """The pages as a table in Markdown."""
    head = "| page | size, median and largest | median | 95 in 100 | processor | first | paint |\n|---|---|---|---|---|---|---|"

    def row(kind: str) -> str:
        of = {name.removeprefix(f"{kind}_"): value for name, value in metrics.items() if name.startswith(f"{kind}_")}
        paint = f"{of['paint_ms']:.0f} ms" if "paint_ms" in of else ""
        return (
            f"| {kind.replace('_', ' ')} | {of['kb']:.0f} kB, {of['most_kb']:.0f} kB | {of['ms']:.0f} ms | {of['p95_ms']:.0f} ms | "
            f"{of['cpu_ms']:.0f} ms | {of['first_ms']:.0f} ms | {paint} |"
        )

    return "\n".join([head, *(row(kind) for kind in kinds if f"{kind}_ms" in metrics)])


def painted(address: str, paths: list[str]) -> list[float]:
    """Milliseconds from the first byte of each page to its first contentful paint; nothing where no browser is there."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        return []
    asks = """() => new Promise(done => new PerformanceObserver(list => {
        const entry = performance.getEntriesByType("navigation")[0];
        for (const paint of list.getEntriesByName("first-contentful-paint")) done(paint.startTime - entry.responseStart);
    }).observe({type: "paint", buffered: true}))"""
    found = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in paths[:PAINTED]:
            page = browser.new_page()
            page.goto(address + path)
            found.append(float(page.evaluate(asks)))
            page.close()
        browser.close()
    return sorted(found)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--articles", type=int, default=10000, help="reports on the desk")
    parser.add_argument("--lay", type=int, default=1000, help="reports of the desk that it is made of")
    parser.add_argument("--folder", type=Path, help="where the desks are kept (default: nowhere)")
    parser.add_argument("--seconds", type=int, default=15, help="for each kind of page")
    parser.add_argument("--still", action="store_true", help="no load beside")
    parser.add_argument("--only", default="", help="kinds of pages, with commas between (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    arguments = parser.parse_args(argv)
    if shutil.which("wrk") is None:
        print("benchmarks.pages: wrk is not installed; get it with `apt-get install wrk`", file=sys.stderr)
        raise SystemExit(2)
    run = _common.Run(Path(), None, arguments.json, arguments)
    metrics: dict[str, float | int | str | list[float]] = {}
    with tempfile.TemporaryDirectory() as empty:
        folder = (arguments.folder or Path(empty)) / f"pages_{arguments.articles}"
        desk(folder, arguments.articles, arguments.lay)
        metrics["disk_mb"] = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        kinds = addresses(folder)
        wanted = [kind for kind in kinds if not arguments.only or kind in arguments.only.split(",")]
        with serving(folder) as (address, process), loading(folder, not arguments.still):
            for kind in wanted:
                found, first = sizes(address, kinds[kind])
                if not found:
                    print(f"{kind:12} no such page", flush=True)
                    continue
                before = processor(process)
                told = asked(address, kinds[kind], arguments.seconds)
                took = told["took"]
                within = took[min(len(took) - 1, int(0.95 * len(took)))]
                used = (processor(process) - before) / max(1, told["count"])
                paint = painted(address, kinds[kind])
                metrics[f"{kind}_ms"], metrics[f"{kind}_p95_ms"], metrics[f"{kind}_longest_ms"] = (
                    median(took),
                    within,
                    took[-1],
                )
                metrics[f"{kind}_corrected_p95_ms"] = told["corrected"]
                metrics[f"{kind}_kb"], metrics[f"{kind}_most_kb"] = median(found) / 1000, found[-1] / 1000
                metrics[f"{kind}_cpu_ms"], metrics[f"{kind}_first_ms"] = used, first
                if paint:
                    metrics[f"{kind}_paint_ms"], metrics[f"{kind}_most_paint_ms"] = median(paint), paint[-1]
                metrics[f"{kind}_wrong"] = told["wrong"]
                print(
                    f"{kind:12} {told['count']:.0f} answers, {median(took):.1f} ms, 95 in 100 within {within:.1f} ms (corrected {told['corrected']:.1f}), "
                    f"the longest {took[-1]:.0f}, processor {used:.1f} ms, "
                    f"{median(found) / 1000:.0f} kB, at most {found[-1] / 1000:.0f}, "
                    f"painted {f'{median(paint):.0f} ms after the first byte' if paint else 'in no browser'}, "
                    f"{told['wrong']:.0f} wrong",
                    flush=True,
                )
    print(table(metrics, wanted))
    run.report(arguments.articles, metrics)


if __name__ == "__main__":
    main()
