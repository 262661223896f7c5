"""What one more article costs on a desk of a hundred thousand: its links, copies and story.

The articles are made, with their annotations: ``--sizes 10000,100000`` says how many. A happening has about twenty reports within
days, three in ten of them copies of another with sentences cut, put elsewhere or framed by other page furniture; fifty happenings
are one crisis and share names. Eight happenings begin on each day. ``--folder`` keeps the desk and goes on with one that is there. For
each size ``--added`` further articles come one by one, each the last report of one of the latest happenings, and ``add_ms`` is the
median of the time for their sketch, keys, links and neighbourhood, with everything that these make due; ``add_p95_ms`` its 95th
centile; ``load_per_second`` how many articles a second the first load took in the same steps; ``memory_mb`` the most that the process
held.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from statistics import median

from benchmarks import _common
from benchmarks._desk import Timed, arrival, runner
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


def _mentions(text: str, of: int) -> list[Mention]:
    found = []
    for name in happening(of)[1]:
        at = text.find(name)
        while at >= 0:
            found.append(Mention(name, at, at + len(name), "person", name))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda mention: mention.start)


def measure(folder: Path, size: int, added: int) -> tuple[list[float], float, Timed]:
    """The seconds of each of ``added`` articles on a desk of ``size``, and those of an article of the first load."""
    own = runner(made, folder)
    # Of every happening the last report stays out, to be added one by one.
    numbers = [number for number in range(size + size // (REPORTS - 1) + REPORTS) if number % REPORTS < REPORTS - 1]
    start = time.perf_counter()
    if not own.store.seen_at(f"made/{numbers[size - 1]}"):
        own.add(arrival(f"made/{number}") for number in numbers[:size])
    loaded = own.seconds / size
    chance = random.Random(size)
    rounds = []
    happenings = size // (REPORTS - 1)
    for of in chance.sample(range(max(0, happenings - 2 * added), happenings), added):
        before = own.seconds
        own.add([arrival(f"made/{of * REPORTS + REPORTS - 1}")])
        rounds.append(own.seconds - before)
    print(f"{size} articles: {time.perf_counter() - start:.0f} s in all", flush=True)
    return rounds, loaded, own


def sizes(text: str) -> list[int]:
    """The sizes in ``text``. Raises ``ValueError``, of which argparse makes a sentence."""
    found = [int(part) for part in text.split(",")]
    if min(found) < 100:
        raise ValueError("a desk of fewer than 100 articles tells nothing")
    return found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=sizes, default=[1000, 10000], help="of the desks, with commas between")
    parser.add_argument("--added", type=int, default=50, help="articles that come one by one")
    parser.add_argument("--folder", type=Path, help="where the desks are kept (default: nowhere)")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    arguments = parser.parse_args(argv)
    run = _common.Run(Path(), None, arguments.json, arguments)
    metrics: dict[str, float | int | str | list[float]] = {}
    items = 0
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as empty:
            folder = (arguments.folder or Path(empty)) / f"made_{size}"
            folder.mkdir(parents=True, exist_ok=True)
            rounds, loaded, own = measure(folder, size, arguments.added)
            metrics[f"add_ms_{size}"] = 1000 * median(rounds)
            metrics[f"add_p95_ms_{size}"] = 1000 * sorted(rounds)[int(0.95 * len(rounds))]
            metrics[f"load_per_second_{size}"] = 1 / loaded if loaded else 0.0
            metrics[f"stories_{size}"] = sum(1 for _ in own.store.all_records("stories"))
            own.store.close()
        items += size
    metrics["memory_mb"] = _common.memory_mb()
    run.report(items, metrics)


if __name__ == "__main__":
    main()
