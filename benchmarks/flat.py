"""How well the body is found in flattened text: pages without their markup, as reports arrive by copy and paste.

Data: the pages of scrapinghub/article-extraction-benchmark (MIT), each rendered to text in two ways (``_flat_pages``): every
visible line, and as a text browser shows them. Metric, of body lines: precision, recall and F1, weighted by words and
averaged over pages, with a bootstrap interval over pages; and plain line F1 over all lines of all pages (``line_f1``).
Not counted are lines of fewer than three words and, of true body lines, those of at most twelve words without a full stop
that the reader calls headings: on these the truth has no single habit. Body text that stands several times on the page must be
found once: a line is not missed when nine in ten of its 4-gram shingles stand in lines that were found, and each further
copy of a line that is called body is wrong.

``kinds``: of the lines outside the body whose markup tells a kind, the share that the reader gives the same kind; then each
kind's share.

trafilatura is measured in the same run on the same text, each line a paragraph: no library is made for such text.

``--split tune`` are the sites whose host has an even digest, ``--split test`` the others: what the project learns from are the
former only.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks._common import bootstrap, f1, ratio, start
from benchmarks._flat_pages import RENDERINGS, Page, Piece, has_browser, pages, words_of
from benchmarks.html import shingles
from onrecord.model.article import SegmentKind
from onrecord.model.capture import Capture, Refusal
from onrecord.read import reader

Counts = tuple[int, int, int]  # of body lines, or of their words: right, wrong, missed
Kinds = Sequence[SegmentKind]

FEWEST_WORDS = 3
LONGEST_HEADING = 12
FOUND = 0.9
_ENDS = (".", "!", "?", "”", '"', "…", "。")


def kinds_of(text: str, starts: Sequence[int]) -> list[SegmentKind]:
    """The kinds that the reader gives the lines of ``text`` that begin at ``starts``."""
    capture = Capture.of(
        source="page.txt", location="page.txt", data=text.encode(), media_type="text/plain", received_at=""
    )
    article = reader()(capture)
    if isinstance(article, Refusal):
        return ["notice"] * len(starts)
    segments = [segment.capture_start or 0 for segment in article.segments]
    return [article.segments[max(0, bisect_right(segments, at) - 1)].kind for at in starts]


def onrecord_kinds(page: Page) -> list[SegmentKind]:
    return kinds_of(page.text, [piece.start for piece in page.pieces])


def trafilatura_kinds(page: Page) -> list[SegmentKind]:
    """Body is what trafilatura keeps of the lines, given as paragraphs."""
    import trafilatura

    lines = [page.text[piece.start : piece.end] for piece in page.pieces]
    markup = "".join(f"<p>{escape(line)}</p>" for line in lines)
    found = trafilatura.extract(f"<html><body>{markup}</body></html>", favor_precision=True, include_comments=False)
    kept = {" ".join(line.split()) for line in (found or "").split("\n")}
    return ["body" if " ".join(line.split()) in kept else "notice" for line in lines]


def _exempt(text: str, said: SegmentKind) -> bool:
    return said == "heading" and words_of(text) <= LONGEST_HEADING and not text.endswith(_ENDS)


def score(page: Page, kinds: Kinds, *, by_words: bool) -> Counts:
    """The body lines of one page that are right, wrong and missed."""
    right = wrong = 0
    found: set[tuple[str, ...]] = set()
    seen: set[str] = set()
    lost: list[str] = []
    for piece, said in zip(page.pieces, kinds, strict=True):
        text = " ".join(page.text[piece.start : piece.end].split())
        size = words_of(text)
        if size < FEWEST_WORDS or (piece.gold and _exempt(text, said)):
            continue
        counted = size if by_words else 1
        if said != "body":
            lost += [text] if piece.gold else []
        elif piece.gold and text not in seen:
            right += counted
            seen.add(text)
            found.update(shingles(text))
        else:
            wrong += counted
    missed = 0
    for text in dict.fromkeys(lost):
        own = shingles(text)
        if text not in seen and sum(1 for shingle in own if shingle in found) < FOUND * len(own):
            missed += words_of(text) if by_words else 1
    return right, wrong, missed


def averaged(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over pages."""
    precision = ratio(sum(ratio(r, r + w) for r, w, _ in counts), len(counts))
    recall = ratio(sum(ratio(r, r + m) for r, _, m in counts), len(counts))
    return precision, recall, f1(precision, recall)


def pooled(counts: Sequence[Counts]) -> float:
    """F1 over the lines of all pages together."""
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return ratio(2 * right, 2 * right + wrong + missed)


def silver(page: Page, kinds: Kinds) -> Counter[tuple[SegmentKind, bool]]:
    """How many lines outside the body that markup gives a kind have the same kind here, by kind."""
    return Counter((piece.kind, piece.kind == said) for piece, said in _told(page.pieces, kinds))


def _told(pieces: Sequence[Piece], kinds: Kinds) -> list[tuple[Piece, SegmentKind]]:
    return [
        (piece, said)
        for piece, said in zip(pieces, kinds, strict=True)
        if piece.kind is not None and piece.kind != "body" and not piece.gold
    ]


@dataclass(frozen=True, slots=True)
class _Result:
    words: list[Counts]
    lines: list[Counts]
    kinds: Counter[tuple[SegmentKind, bool]]


def measure(given: Sequence[Page], find: Callable[[Page], Kinds]) -> _Result:
    """All counts of ``given``, one for each page."""
    result = _Result([], [], Counter())
    for page in given:
        kinds = find(page)
        result.words.append(score(page, kinds, by_words=True))
        result.lines.append(score(page, kinds, by_words=False))
        result.kinds.update(silver(page, kinds))
    return result


def metrics(result: _Result, prefix: str) -> dict[str, float | int | str | list[float]]:
    """The body metrics of one rendering under their names."""
    precision, recall, both = averaged(result.words)
    low, high = bootstrap(result.words, lambda sample: averaged(sample)[2])
    return {
        f"{prefix}f1": both,
        f"{prefix}f1_interval": [round(low, 4), round(high, 4)],
        f"{prefix}precision": precision,
        f"{prefix}recall": recall,
        f"{prefix}line_f1": pooled(result.lines),
    }


def kind_shares(counts: Mapping[tuple[SegmentKind, bool], int], prefix: str) -> dict[str, float]:
    """The share of lines with their silver kind: of all, then of each kind."""
    names = sorted({kind for kind, _ in counts})
    shares = {name: ratio(counts.get((name, True), 0), sum(counts.get((name, is_), 0) for is_ in (True, False))) for name in names}  # fmt: skip
    right = sum(count for (_, same), count in counts.items() if same)
    return {f"{prefix}kinds": ratio(right, sum(counts.values()))} | {f"{prefix}kinds.{name}": shares[name] for name in names}  # fmt: skip


def main() -> None:
    run = start("flat", __doc__ or "", "extraction", "scrapinghub/article-extraction-benchmark")
    found: dict[str, float | int | str | list[float]] = {}
    items = 0
    for rendering in RENDERINGS:
        if rendering == "browser" and not has_browser():
            print("benchmarks.flat: the second rendering needs inscriptis; pip install inscriptis", file=sys.stderr)
            continue
        given = list(pages(run.data, run.split, rendering))
        items = len(given)
        prefix = "" if rendering == "whole" else f"{rendering}_"
        result = measure(given, onrecord_kinds)
        found |= metrics(result, prefix)
        found |= metrics(measure(given, trafilatura_kinds), f"{prefix}trafilatura_")
        found |= kind_shares(result.kinds, prefix)
    run.report(items, found)


if __name__ == "__main__":
    main()
