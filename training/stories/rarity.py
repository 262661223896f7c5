"""Make the table of how rare terms are in news: ``python -m training.stories.rarity [--bench PATH] [--out FILE]``.

Reads Reuters-21578 (1987), the training part of PolNeAR (United States, 2010s) and Wikinews 2019 and 2020, laid out as in the bench. A
term's share is the mean of its shares of articles in the three, so that the largest does not decide. No text is kept, only stems with
the share of articles that hold them; stems of fewer than 3 in 10,000 are left out, as are those of a single article.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import html
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks._common import DEFAULT_BENCH

from onrecord.model.passage import Passage
from onrecord.relate.rarity import UNIT
from onrecord.relate.words import stem, words_of

OUT = Path(__file__).parents[2] / "src/onrecord/relate/data/rarity.txt"
LEAST = 3e-4
_STORY = re.compile(r"<TITLE>(.*?)</TITLE>.*?<BODY>(.*?)</BODY>", re.DOTALL)

HEAD = """\
# Stems with the share of news articles that hold them, in hundred-thousandths. Made by python -m training.stories.rarity from
# Reuters-21578, PolNeAR (train) and Wikinews 2019 and 2020 (CC BY 2.5).
"""


def reuters(bench: Path) -> Iterator[str]:
    for path in sorted((bench / "copies" / "reuters21578").glob("*.sgm*")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for title, body in _STORY.findall(raw.decode("latin-1")):
            yield html.unescape(f"{title}\n{body}")


def polnear(bench: Path) -> Iterator[str]:
    for path in sorted((bench / "attribution" / "train").rglob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")


def wikinews(bench: Path) -> Iterator[str]:
    csv.field_size_limit(10**9)
    for path in sorted((bench / "stories" / "wikinews_2019_2020").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield f"{row['title']}\n{row['text']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("ONRECORD_BENCH") or DEFAULT_BENCH)
    parser.add_argument("--bench", type=Path, default=default)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    shares: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for texts in (reuters, polnear, wikinews):
        held: Counter[str] = Counter()
        number = 0
        for text in texts(given.bench):
            number += 1
            held.update({stem(word.text) for word in words_of(Passage(text, 0, len(text)))})
        print(f"{texts.__name__:10} {number} articles, {len(held)} stems")
        articles.update(held)
        for term, count in held.items():
            shares[term] += count / number / 3  # type: ignore[assignment]
    kept = sorted(term for term, share in shares.items() if share >= LEAST and articles[term] > 1)
    rows = "".join(f"{round(shares[term] / UNIT)} {term}\n" for term in kept)
    given.out.write_text(HEAD + rows, encoding="utf-8")
    print(f"{len(kept)} stems, {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
