"""Which line of flattened text is the title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.read.lines import Line, fold
from onrecord.read.phrases import STOP_WORDS

_STEM = 5


def find(lines: Sequence[Line], start: int, end: int, given: str | None = None) -> int | None:
    """Of the lines in front of the article, which runs from ``start`` to ``end``, the one whose words it uses most.

    ``given``: the title, where something outside the lines tells it.
    """
    if given:
        wanted = fold(given)
        for index, line in enumerate(lines):
            if line.folded == wanted:
                return index
    candidates = [index for index in range(start) if _may_be(lines[index])]
    candidates += _that_end_like_sentences(lines, start, end)
    if not candidates or start == end == 0:
        return _only_line(lines)
    vocabulary = _vocabulary(line.text for line in lines[start:end] if line.kind in (None, "body"))
    scores = {index: _share(lines[index], vocabulary) for index in candidates}
    best = max(scores.values())
    if best <= 0:
        return next((index for index in candidates if lines[index].count >= 4), None)
    signed = (i for i in candidates if i + 1 < len(lines) and lines[i + 1].kind in ("byline", "date_line"))
    good = next(index for index in candidates if scores[index] >= 0.7 * best)
    return next((index for index in signed if scores[index] >= 0.4 * best), good)


def _may_be(line: Line) -> bool:
    return line.kind is None and 2 <= line.count <= 32 and not line.continues


def _that_end_like_sentences(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """A first line that ends like a sentence but has a byline, a date or a picture between it and the article."""
    if start >= end or lines[start].count > 22 or lines[start].kind is not None:
        return []
    asks = lines[start].text.rstrip("\"'”’").endswith(("?", "!"))
    following = [line.kind for line in lines[start + 1 : start + 3]]
    return [start] if asks or any(kind in ("byline", "date_line") for kind in following) else []


def _only_line(lines: Sequence[Line]) -> int | None:
    """Without prose the first line that could be a title is one, if others follow."""
    return next((index for index, line in enumerate(lines[:-1]) if _may_be(line) and line.count >= 4), None)


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {word[:_STEM] for text in texts for word in fold(text).split()}


def _share(line: Line, vocabulary: set[str]) -> float:
    own = {word[:_STEM] for word in line.folded.split() if word not in STOP_WORDS and len(word) > 1}
    if not own:
        return 0.0
    hits = len(own & vocabulary)
    return hits / len(own) * min(hits, 6)
