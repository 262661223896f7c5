"""Sentences by a plain rule: enough to compare texts by, not to read them by (``annotate`` has its own)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)\]]{0,3}(?=\s+[\"“‘(\[]{0,2}[^\W_a-z])|\n\s*\n")
#: What ends with a full stop in mid-sentence, behind the last stop or white space.
_SHORTENED = re.compile(
    r"(?:^|[\s.(“\"])(?:[^\W\d_]|Mrs?|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Rep|Gov|Prof|Sir|St|No|vs)$"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of ``text`` from ``start`` to ``end``, without the white space around it."""
    end = len(text) if end is None else end
    position = start
    for stop in _STOP.finditer(text, start, end):
        if text[stop.start()] == "." and _SHORTENED.search(text, max(position, stop.start() - 6), stop.start()):
            continue
        yield from _trimmed(text, position, stop.end())
        position = stop.end()
    yield from _trimmed(text, position, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inner = text[start:end].strip()
    if inner:
        first = text.index(inner, start)
        yield first, first + len(inner)
