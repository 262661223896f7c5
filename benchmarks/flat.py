"""How well the body is found in flattened text: pages without their markup, as reports arrive by copy and paste.

Data: the pages of scrapinghub/article-extraction-benchmark (MIT), each rendered to text (every visible line of the page, a
blank line between two). A line is gold body when at least half of its 4-gram shingles stand in the page's true body; headings
and lines of fewer than three words, on which the truth has no single habit, are not counted. Metric: precision,
recall and F1 of body lines, weighted by words, averaged over pages, with a bootstrap interval over pages.

``--split tune`` are the sites whose host has an even digest, ``--split test`` the others: rules may be looked for in the
former only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import urlsplit

from benchmarks._common import bootstrap, f1, ratio, start
from benchmarks.html import load, shingles
from onrecord.model.capture import Capture, Refusal
from onrecord.read import reader
from onrecord.read.decode import decode
from onrecord.read.page import see

Counts = tuple[int, int, int]  # words of body lines: right, wrong, missed


def split_of(address: str) -> str:
    """The half that the page's site belongs to."""
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    return "tune" if hashlib.sha256(host.encode()).digest()[0] % 2 == 0 else "test"


def in_body(line: str, truth: dict[tuple[str, ...], int]) -> bool:
    """Whether at least half of the line's shingles stand in the true body."""
    own = shingles(line)
    return sum(1 for shingle in own if shingle in truth) >= 0.5 * len(own) if own else False


def score(text: str, body: str, read: object) -> Counts:
    """The words of body lines of one page that are right, wrong and missed."""
    capture = Capture.of(
        source="page.txt", location="page.txt", data=text.encode(), media_type="text/plain", received_at=""
    )
    article = read(capture)  # type: ignore[operator]
    if isinstance(article, Refusal):
        return 0, 0, sum(shingles(body).values())
    truth = shingles(body)
    joined = " ".join(body.split())
    right = wrong = missed = 0
    for segment in article.segments:
        line = article.text[segment.start : segment.end].strip()
        words = len(line.split())
        if words < 3 or segment.kind == "heading":
            continue
        gold = in_body(line, truth) if words >= 4 else " ".join(line.split()) in joined
        said = segment.kind == "body"
        right += words * (gold and said)
        wrong += words * (said and not gold)
        missed += words * (gold and not said)
    return right, wrong, missed


def scores(pages: Sequence[Counts]) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over pages."""
    precision = ratio(sum(ratio(r, r + w) for r, w, _ in pages), len(pages))
    recall = ratio(sum(ratio(r, r + m) for r, _, m in pages), len(pages))
    return precision, recall, f1(precision, recall)


def main() -> None:
    run = start("flat", __doc__ or "", "extraction", "scrapinghub/article-extraction-benchmark")
    read = reader()
    counts = []
    for _, address, page, body in load(run.data):
        if run.split in (None, split_of(address)):
            text = "\n\n".join(line.text for line in see(decode(page)).lines)
            counts.append(score(text, body, read))
    precision, recall, both = scores(counts)
    low, high = bootstrap(counts, lambda sample: scores(sample)[2])
    run.report(
        len(counts),
        {"f1": both, "f1_interval": [round(low, 4), round(high, 4)], "precision": precision, "recall": recall},
    )


if __name__ == "__main__":
    main()
