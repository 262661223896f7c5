"""How well copies are found among news wire articles: Reuters-21578, or any folder laid out like it.

The folder holds ``reuters21578/*.sgm.gz`` and ``reuters_pairs.tsv`` (id_a, id_b, jaccard5, containment5: pairs with the Jaccard of
their 5-word shingles, computed, so silver and not gold). Candidates are the pairs that share a fingerprint; a pair is found
where its alignment says exact or near. Metrics: ``candidates_80`` and ``candidates_50``, the share of silver pairs with a Jaccard
of .8 and .5 and more that are candidates; ``recall_80`` and ``recall_50``, those found; ``precision_50`` and ``precision_35``, the
share of found pairs whose own Jaccard, computed here in full, is .5 or .35 and more; ``articles_per_second``.

Reuters-21578, Distribution 1.0: David D. Lewis, https://archive.ics.uci.edu/dataset/137.
"""

from __future__ import annotations

import gzip
import html
import re
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from benchmarks import _common
from onrecord.model.passage import Passage
from onrecord.relate.copies import Shingled, align
from onrecord.relate.fingerprints import SHINGLE, fingerprints
from onrecord.relate.words import Word, words_of

_ARTICLE = re.compile(r'<REUTERS[^>]*NEWID="(\d+)">(.*?)</REUTERS>', re.S)
_BODY = re.compile(r"<BODY>(.*?)</BODY>", re.S)
_PARAGRAPH = re.compile(r"\n(?=    )")

Pair = tuple[int, int]


def bodies(folder: Path) -> dict[int, str]:
    """The text of each article that has one, by its number."""
    found = {}
    for path in sorted((folder / "reuters21578").glob("*.sgm.gz")):
        with gzip.open(path, "rt", encoding="latin-1") as stream:
            for number, article in _ARTICLE.findall(stream.read()):
                if body := _BODY.search(article):
                    found[int(number)] = html.unescape(body[1])
    return found


def silver(path: Path) -> dict[Pair, float]:
    """The Jaccard of each listed pair."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {(int(a), int(b)): float(jaccard) for a, b, jaccard, _ in rows}


def tokens(text: str) -> list[Word]:
    return [word for part in _PARAGRAPH.split(text) for word in words_of(Passage(part, 0, len(part)))]


def jaccard(a: list[Word], b: list[Word]) -> float:
    """The Jaccard of the sets of 5-word shingles."""
    sets = [
        {tuple(word.text for word in side[at : at + SHINGLE]) for at in range(len(side) - SHINGLE + 1)}
        for side in (a, b)
    ]
    return len(sets[0] & sets[1]) / max(1, len(sets[0] | sets[1]))


def main(argv: list[str] | None = None) -> None:
    run = _common.start("copies", __doc__ or "", "copies", "Reuters-21578 from the UCI archive", argv=argv)
    texts, pairs = bodies(run.data), silver(run.data / "reuters_pairs.tsv")
    began = time.perf_counter()
    words = {number: tokens(text) for number, text in texts.items()}
    holders: dict[int, list[int]] = defaultdict(list)
    for number in sorted(words):
        for mark in fingerprints(words[number]):
            holders[mark].append(number)
    candidates = {pair for held in holders.values() for pair in combinations(held, 2)}
    shingled = {number: Shingled(words[number]) for number in {side for pair in candidates for side in pair}}
    found = {(a, b) for a, b in sorted(candidates) if align(shingled[a], shingled[b]).relation in ("exact", "near")}
    seconds = time.perf_counter() - began
    own = [jaccard(words[a], words[b]) for a, b in sorted(found)]
    metrics: dict[str, float | int | str | list[float]] = {}
    for least in (0.8, 0.5):
        wanted = {pair for pair, value in pairs.items() if value >= least and set(pair) <= words.keys()}
        metrics[f"candidates_{least:.0%}".rstrip("%")] = _common.ratio(len(wanted & candidates), len(wanted))
        metrics[f"recall_{least:.0%}".rstrip("%")] = _common.ratio(len(wanted & found), len(wanted))
    metrics["precision_50"] = _common.ratio(sum(value >= 0.5 for value in own), len(own))
    metrics["precision_35"] = _common.ratio(sum(value >= 0.35 for value in own), len(own))
    metrics["found"] = len(found)
    metrics["articles_per_second"] = len(words) / seconds
    run.report(len(words), metrics)


if __name__ == "__main__":
    main()
