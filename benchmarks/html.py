"""How well the body of an article is found in an HTML page.

Data: scrapinghub/article-extraction-benchmark (MIT): ``ground-truth.json`` and ``html/ID.html.gz``. Metric: the one of its
evaluator: 4-gram shingles, true and false counts of each page divided by their sum, precision and recall averaged over
pages, F1 of both averages. trafilatura alone (``favor_precision``) is measured in the same run.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks._common import bootstrap, f1, ratio, start
from onrecord.model.capture import Capture, Refusal
from onrecord.read import reader

_TOKEN = re.compile(r"\w+")
Counts = tuple[float, float, float]


def shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    """The n-grams of the words of ``text``; of a shorter text the text itself."""
    tokens = _TOKEN.findall(text)
    found = (tuple(tokens[at : at + n]) for at in range(max(1, len(tokens) - n + 1)))
    return Counter(shingle for shingle in found if shingle)


def matching(true: str, predicted: str) -> Counts:
    """True positives, false positives and false negatives of the shingles, divided by their sum."""
    gold, found = shingles(true), shingles(predicted)
    hits = sum((gold & found).values())
    counts = (hits, found.total() - hits, gold.total() - hits)
    whole = sum(counts)
    return (counts[0] / whole, counts[1] / whole, counts[2] / whole) if whole else (0.0, 0.0, 0.0)


def scores(pages: Sequence[Counts]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pages."""
    precisions = [1.0 if fp == fn == 0 else ratio(tp, tp + fp) for tp, fp, fn in pages if tp + fp > 0]
    recalls = [1.0 if fp == fn == 0 else ratio(tp, tp + fn) for tp, fp, fn in pages if tp + fn > 0]
    precision, recall = ratio(sum(precisions), len(precisions)), ratio(sum(recalls), len(recalls))
    return precision, recall, f1(precision, recall)


def load(data: Path) -> list[tuple[str, str, bytes, str]]:
    """(id, address, page, body) of every page, sorted by id."""
    truth = json.loads((data / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        (
            name,
            item.get("url", ""),
            gzip.decompress((data / "html" / f"{name}.html.gz").read_bytes()),
            item["articleBody"],
        )
        for name, item in sorted(truth.items())
    ]


def onrecord_body() -> Callable[[bytes, str], str]:
    read = reader()

    def body(page: bytes, address: str) -> str:
        capture = Capture.of(
            source="page.html",
            location="page.html",
            data=page,
            media_type="text/html",
            received_at="",
            address=address or None,
        )
        article = read(capture)
        if isinstance(article, Refusal):
            return ""
        # The truth has the headings between paragraphs but not the title.
        passages = article.passages("body", "heading")
        return "\n".join(passage.text for passage in passages if passage.text != article.title)

    return body


def trafilatura_body(page: bytes, address: str) -> str:
    import trafilatura

    return trafilatura.extract(page, favor_precision=True, include_comments=False) or ""


def main() -> None:
    run = start("html", __doc__ or "", "extraction", "scrapinghub/article-extraction-benchmark")
    pages = load(run.data)
    metrics: dict[str, float | int | str | list[float]] = {}
    for name, body in (("", onrecord_body()), ("trafilatura_", trafilatura_body)):
        body(pages[0][2], pages[0][1])  # what is loaded at the first call is not counted
        begun = time.perf_counter()
        bodies = [body(page, address) for _, address, page, _ in pages]
        seconds = time.perf_counter() - begun
        counts = [matching(truth, found) for (_, _, _, truth), found in zip(pages, bodies, strict=True)]
        precision, recall, both = scores(counts)
        low, high = bootstrap(counts, lambda sample: scores(sample)[2])
        metrics |= {
            f"{name}f1": both,
            f"{name}f1_interval": [round(low, 4), round(high, 4)],
            f"{name}precision": precision,
            f"{name}recall": recall,
            f"{name}pages_per_second": len(pages) / seconds,
        }
    run.report(len(pages), metrics)


if __name__ == "__main__":
    main()
