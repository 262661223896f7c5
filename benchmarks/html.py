"""How well the body of an article is found in an HTML page.

Data: scrapinghub/article-extraction-benchmark (MIT): ``ground-truth.json`` and ``html/ID.html.gz``. Metric: the one of its
evaluator: 4-gram shingles, true and false counts of each page divided by their sum, precision and recall averaged over
pages, F1 of both averages.

``--split tune`` are the sites whose host has an even digest, ``--split test`` the others: the project learns from the former
only. Without ``--split`` all pages are read, and each half is reported too.

Measured in the same run, page by page in turn: the whole reading of a page (without a prefix); its first part, which finds the
lines of the article (``lines_``) and is what the others do; trafilatura alone (``favor_precision``), resiliparse's main content, and
readability-lxml and newspaper4k where they are installed. Pages per second are of CPU time, so that what else runs on the
machine counts little.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks._common import bootstrap, f1, ratio, start
from onrecord.model.capture import Capture, Refusal
from onrecord.read import html, page_facts, reader, structured
from onrecord.read.decode import decode
from onrecord.read.page import see

_TOKEN = re.compile(r"\w+")
_NOT_COUNTED = 5  # pages that are read once before the clock runs: they load what is loaded when it is needed first
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


def host(address: str) -> str:
    """The site that the page is from."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def split_of(address: str) -> str:
    """The half that the page's site belongs to: ``tune`` where the digest of its host is even, else ``test``."""
    return "tune" if hashlib.sha256(host(address).encode()).digest()[0] % 2 == 0 else "test"


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


def found_lines(page: bytes, address: str) -> str:
    """The lines that the reader takes for the article: what the extractors do too, before kinds, repair, language and facts."""
    source = decode(page, declared=None)
    seen = see(source)
    tree = html.tree_of(source, seen)
    if tree is None:
        return ""
    title = page_facts.title(tree, structured.read(tree))
    chosen = html.article_lines(source, seen, tree, title)
    return "\n".join(line.text for line, is_article in zip(seen.lines, chosen, strict=True) if is_article)


def trafilatura_body(page: bytes, address: str) -> str:
    import trafilatura

    return trafilatura.extract(page, favor_precision=True, include_comments=False) or ""


def resiliparse_body(page: bytes, address: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    return str(extract_plain_text(HTMLTree.parse_from_bytes(page, detect_encoding(page)), main_content=True))


def readability_body(page: bytes, address: str) -> str:
    import lxml.html
    from readability import Document

    try:
        return str(lxml.html.fromstring(Document(page).summary()).text_content())
    except Exception:  # what a peer cannot read counts as nothing found
        return ""


def newspaper_body(page: bytes, address: str) -> str:
    import newspaper

    try:
        article = newspaper.Article(address or "https://example.org/")
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)
    except Exception:  # as above
        return ""


def readers() -> dict[str, Callable[[bytes, str], str]]:
    """What is measured, by the prefix of its metrics: ours without one."""
    found = {
        "": onrecord_body(),
        "lines_": found_lines,
        "trafilatura_": trafilatura_body,
        "resiliparse_": resiliparse_body,
    }
    peers = {"readability": readability_body, "newspaper": newspaper_body}
    return found | {f"{name}_": body for name, body in peers.items() if find_spec(name) is not None}


def main() -> None:
    run = start("html", __doc__ or "", "extraction", "scrapinghub/article-extraction-benchmark")
    pages = [page for page in load(run.data) if run.split in (None, split_of(page[1]))]
    if not pages:
        raise SystemExit(f"benchmarks.html: there is no split {run.split}; take tune or test")
    found = readers()
    seconds = dict.fromkeys(found, 0.0)
    counts: dict[str, list[Counts]] = {name: [] for name in found}
    for body in found.values():
        for _, address, page, _ in pages[:_NOT_COUNTED]:
            body(page, address)
    for _, address, page, truth in pages:
        for name, body in found.items():
            begun = time.process_time()
            text = body(page, address)
            seconds[name] += time.process_time() - begun
            counts[name].append(matching(truth, text))
    metrics: dict[str, float | int | str | list[float]] = {}
    for name in found:
        precision, recall, both = scores(counts[name])
        low, high = bootstrap(counts[name], lambda sample: scores(sample)[2])
        metrics |= {
            f"{name}f1": both,
            f"{name}f1_interval": [round(low, 4), round(high, 4)],
            f"{name}precision": precision,
            f"{name}recall": recall,
            f"{name}pages_per_second": len(pages) / seconds[name],
        }
        for half in ("tune", "test") if run.split is None else ():
            own = [count for count, page in zip(counts[name], pages, strict=True) if split_of(page[1]) == half]
            metrics[f"{name}f1_{half}"] = scores(own)[2]
    run.report(len(pages), metrics)


if __name__ == "__main__":
    main()
