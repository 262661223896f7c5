"""What one more article costs on a desk of a hundred thousand: its links, copies and story.

The articles are made, with their annotations: ``--sizes 10000,100000`` says how many. A happening has about twenty reports within
days, three in ten of them copies of another with sentences cut, put elsewhere or framed by other page furniture; fifty happenings
are one crisis and share names. Eight happenings begin on each day. Desks larger than ``--lay`` are made of one of that size, laid
along time again and again (:mod:`benchmarks._laid`): the same rows as those of a load, in a fraction of the time. ``--folder`` keeps the
desks and goes on with those that are there.

For each size ``--added`` further articles come one by one, each the last report of one of the latest happenings, to a runner that
has nothing in memory. ``add_ms`` is the median of the time for their sketch, keys, links and neighbourhood, with everything that these
make due; ``add_p95_ms`` its 95th centile, ``add_cpu_ms`` and ``add_cpu_p95_ms`` the same of the processor's time, which others
on the machine change less; ``load_per_second`` how many articles a second the first load took in the same steps, with ``--workers``; ``memory_mb`` the most
that the process held (of a desk that is there already: run it twice), ``disk_mb`` the size of the file. ``--plot FILE`` draws the
processor's time over the size.
"""

from __future__ import annotations

import argparse
import math
import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from statistics import median

from benchmarks import _common, _laid
from benchmarks._desk import Timed, arrival, runner
from onrecord.desk.executors import executor_for
from onrecord.desk.sqlite import FILE_NAME, SqliteStore
from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.statement import Mention
from onrecord.model.when import When
from onrecord.relate.rarity import table as rarity_table

REPORTS, HAPPENINGS = 20, 50  # of a happening; of a crisis
SYLLABLES = tuple(f"{first}{vowel}" for first in "bdfgklmnprst" for vowel in "ao")
FRAMES = tuple(
    f"Read more from our {place} desk. Sign up for the morning letter." for place in ("north", "south", "city")
)


def word(number: int) -> str:
    """A word of its own for each number."""
    parts = []
    number += 24**2
    while number:
        number, rest = divmod(number, 24)
        parts.append(SYLLABLES[rest])
    return "".join(parts)


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Stems of news, and how often they are drawn, summed up."""
    stems = sorted(rarity_table())
    return stems, list(accumulate(rarity_table()[stem] for stem in stems))


@lru_cache(maxsize=4096)
def happening(number: int) -> tuple[list[str], list[str]]:
    """The words and the names that its reports share, a part of them with all of its crisis."""
    crisis = number // HAPPENINGS
    own = random.Random(f"happening {number}")
    words = [word(200_000 + number * 30 + k) for k in range(30)] + [word(100_000 + crisis * 6 + k) for k in range(6)]
    names = [word(50_000_000 + number * 6 + k).title() for k in range(6)]
    names += [word(40_000_000 + crisis * 3 + k).title() for k in range(3)]
    own.shuffle(words)
    return words, names


def sentences(chance: random.Random, number: int) -> list[str]:
    words, names = happening(number)
    found = []
    for _ in range(chance.randint(12, 24)):
        length = chance.randint(9, 22)
        row = chance.choices(vocabulary()[0], cum_weights=vocabulary()[1], k=length)
        for _ in range(3):
            row[chance.randrange(length)] = chance.choice(words)
        row[chance.randrange(length)] = chance.choice(names)
        found.append(" ".join(row).capitalize() + ".")
    return found


@lru_cache(maxsize=64)
def made(name: str) -> Annotated:
    """The annotated article of a name such as ``made/17``: the same for the same number."""
    number = int(name.rpartition("/")[2])
    chance = random.Random(f"article {number}")
    of, place = divmod(number, REPORTS)
    rows = sentences(chance, of)
    if place and chance.random() < 0.3:
        rows = sentences(random.Random(f"article {of * REPORTS + chance.randrange(place)}"), of)
        rows = [row for row in rows if chance.random() < 0.9]
        rows.insert(chance.randrange(len(rows)), chance.choice(FRAMES))
    day = (
        date(2001, 1, 1) + timedelta(days=of // 8 + place // 5)
    ).isoformat()  # eight happenings a day, each of four days
    title = f"{happening(of)[1][0]} {' '.join(chance.sample(happening(of)[0], 4))}"
    body = [" ".join(rows[k : k + 3]) for k in range(0, len(rows), 3)]
    text = "\n".join((title, *body)) + "\n"
    segments, at = [], 0
    for k, line in enumerate((title, *body)):
        segments.append(Segment("body" if k else "heading", at, at + len(line) + 1, None, None, "made"))
        at += len(line) + 1
    published = When(day, day, "day", "made")
    article = Article(
        Article.make_id(None, name), "", name, None, f"Outlet {chance.randrange(400)}", (), title, (), published, None,
        "en", text, tuple(segments),
    )  # fmt: skip
    return Annotated(article, Annotations(article.id, tuple(_mentions(text, of)), (), (), (), (), 0))


def made_in(name: str) -> Annotated:
    """The annotated article of a name in any laying (:mod:`benchmarks._laid`)."""
    return _laid.laid(made(f"made/{name.rpartition('/')[2]}"), name)


def _mentions(text: str, of: int) -> list[Mention]:
    found = []
    for name in happening(of)[1]:
        at = text.find(name)
        while at >= 0:
            found.append(Mention(name, at, at + len(name), "person", name))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda mention: mention.start)


def loaded(folder: Path, size: int, workers: int) -> Timed:
    """A desk of ``size`` articles, loaded unless it is there."""
    own = runner(made_in, folder, sketch=_laid.sketch)
    # Of every happening the last report stays out, to be added one by one.
    numbers = [number for number in range(size + size // (REPORTS - 1) + REPORTS) if number % REPORTS < REPORTS - 1]
    if not own.store.seen_at(f"made/{numbers[size - 1]}"):
        own.sketching = executor_for(workers)
        own.add(arrival(f"made/{number}") for number in numbers[:size])
        own.sketching = None
    return own


def desk(folder: Path, size: int, lay: int, workers: int) -> tuple[Timed, int]:
    """A desk of ``size`` articles or a few more, and its last laying."""
    if not lay or size <= lay:
        return loaded(folder, size, workers), 0
    layings = -(-size // lay)
    if not (folder / FILE_NAME).exists():
        first = folder.parent / f"lay_{lay}"
        first.mkdir(exist_ok=True)
        loaded(first, lay, workers).store.close()
        shutil.copy(first / FILE_NAME, folder)
    own = runner(made_in, folder, sketch=_laid.sketch)
    if not own.store.seen_at(_laid.name_of(layings - 1, 0)):
        assert isinstance(own.store, SqliteStore)
        _laid.Laying(own.store, own.stages).lay(range(1, layings))
    own.store.close()
    return runner(made_in, folder, sketch=_laid.sketch), layings - 1


def added(own: Timed, laying: int, size: int, count: int) -> tuple[list[float], list[float]]:
    """The seconds, by the clock and of the processor, of each of ``count`` articles that come to a desk, or to its last laying."""
    chance = random.Random(size)
    happenings = size // (REPORTS - 1)
    clock, cpu = [], []
    names = [
        _laid.name_of(laying, of * REPORTS + REPORTS - 1) for of in range(max(0, happenings - 2 * count), happenings)
    ]
    waiting = [name for name in names if not own.store.seen_at(name)]
    for name in chance.sample(waiting, min(count, len(waiting))):
        arrived = arrival(name)
        made(f"made/{name.rpartition('/')[2]}")
        before = own.seconds, own.cpu
        own.forget_all()
        own.add([arrived])
        clock.append(own.seconds - before[0])
        cpu.append(own.cpu - before[1])
    return clock, cpu


def plot(path: Path, points: Sequence[tuple[int, float, float]]) -> None:
    """Draw ``points`` (articles in the desk, median, 95th centile in milliseconds) over the logarithm of the size."""
    width, height, left, bottom = 640, 320, 60, 40
    most = max(100.0, *(high for _, _, high in points)) * 1.1
    low, high = (math.log10(edge) for edge in (min(points)[0], max(points)[0]))

    def x(size: float) -> float:
        return round(left + (math.log10(size) - low) / ((high - low) or 1.0) * (width - left - 30), 1)

    def y(milliseconds: float) -> float:
        return round(height - bottom - milliseconds / most * (height - bottom - 20), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{left}" y="14">milliseconds of the processor for one more article, by articles in the desk: median, 95th centile</text>',
    ]
    for level in range(0, int(most) + 1, 25 if most < 250 else 100):
        parts.append(f'<line x1="{left}" x2="{width - 30}" y1="{y(level)}" y2="{y(level)}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y(level) + 4}" text-anchor="end">{level}</text>')
    for size, _, _ in points:
        parts.append(f'<text x="{x(size)}" y="{height - bottom + 18}" text-anchor="middle">{size:,}</text>')
    for colour, column in (("#1f5fa8", 1), ("#c06010", 2)):
        line = " ".join(f"{x(point[0])},{y(point[column])}" for point in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.extend(f'<circle cx="{x(point[0])}" cy="{y(point[column])}" r="3" fill="{colour}"/>' for point in points)
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def sizes(text: str) -> list[int]:
    """The sizes in ``text``. Raises ``ValueError``, of which argparse makes a sentence."""
    found = [int(part) for part in text.split(",")]
    if min(found) < 100:
        raise ValueError("a desk of fewer than 100 articles tells nothing")
    return found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=sizes, default=[1000, 10000], help="of the desks, with commas between")
    parser.add_argument(
        "--lay", type=int, default=0, help="the size of the desk that larger ones are made of (default: none)"
    )
    parser.add_argument("--added", type=int, default=50, help="articles that come one by one")
    parser.add_argument("--workers", type=int, default=1, help="processes that sketch in a first load")
    parser.add_argument("--folder", type=Path, help="where the desks are kept (default: nowhere)")
    parser.add_argument("--plot", type=Path, help="an SVG file for the cost of one more article")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    arguments = parser.parse_args(argv)
    run = _common.Run(Path(), None, arguments.json, arguments)
    metrics: dict[str, float | int | str | list[float]] = {}
    points: list[tuple[int, float, float]] = []
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as empty:
            folder = (arguments.folder or Path(empty)) / f"made_{size}"
            folder.mkdir(parents=True, exist_ok=True)
            start = time.perf_counter()
            own, laying = desk(folder, size, arguments.lay, arguments.workers)
            metrics[f"load_per_second_{size}"] = size / own.seconds if own.seconds else 0.0
            clock, cpu = added(own, laying, min(size, arguments.lay or size), arguments.added)
            metrics[f"add_ms_{size}"] = 1000 * median(clock)
            metrics[f"add_p95_ms_{size}"] = 1000 * sorted(clock)[int(0.95 * len(clock))]
            points.append((size, 1000 * median(cpu), 1000 * sorted(cpu)[int(0.95 * len(cpu))]))
            _, metrics[f"add_cpu_ms_{size}"], metrics[f"add_cpu_p95_ms_{size}"] = points[-1]
            metrics[f"disk_mb_{size}"] = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
            own.store.close()
            print(f"{size} articles: {time.perf_counter() - start:.0f} s in all", flush=True)
    metrics["memory_mb"] = _common.memory_mb()
    if arguments.plot:
        plot(arguments.plot, points)
    run.report(sum(arguments.sizes), metrics)


if __name__ == "__main__":
    main()
