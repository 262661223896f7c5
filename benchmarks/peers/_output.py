"""What every peer shares: it reads a folder of texts and writes JSON lines.

``python -m benchmarks.peers.NAME FOLDER`` prints one object for each ``*.txt`` of the folder, in order of names::

    {"file": "a.txt", "attributions": [{"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 40]]}]}

with spans of characters, half open, sorted and apart from each other, and then ``{"seconds": ..., "memory_mb": ...}``: the
processor time without the loading, and the most memory that was held. This module runs in the peers' environment: it imports
nothing but the standard library.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import _common

Span = tuple[int, int]
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Attribution:
    """Who said what, as spans of characters of the text; ``source`` is empty where nobody is named."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold anything, with the offset of each."""
    for match in _PARAGRAPH.finditer(text):
        if match[0].strip():
            yield match.start(), match[0]


def spans_of(tokens: Iterable[Any], offset: int = 0) -> tuple[Span, ...]:
    """The characters of spaCy tokens, moved by ``offset``; tokens that follow each other make one span."""
    spans: list[list[int]] = []
    last = -2
    for token in sorted(set(tokens), key=lambda item: item.i):
        start, end = token.idx + offset, token.idx + len(token) + offset
        if token.i == last + 1:
            spans[-1][1] = end
        else:
            spans.append([start, end])
        last = token.i
    return tuple((start, end) for start, end in spans)


def run(name: str, load: Callable[[], Callable[[Sequence[str]], Iterable[list[Attribution]]]]) -> None:
    """Print what a peer finds. ``load`` gives the function from texts to the attributions of each, in the same order."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.peers.{name}")
    parser.add_argument("folder", type=Path, help="a folder of *.txt")
    files = sorted(parser.parse_args().folder.glob("*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    extract = load()
    began = time.process_time()
    found = list(extract(texts))
    seconds = time.process_time() - began
    for file, attributions in zip(files, found, strict=True):
        print(json.dumps({"file": file.name, "attributions": [asdict(item) for item in attributions]}))
    print(json.dumps({"seconds": seconds, "memory_mb": _common.memory_mb()}))
