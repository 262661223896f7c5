"""Pages as the model learns from them: their features, which of their lines are the body, and how much each line counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from benchmarks.html import host, load, split_of

from onrecord.read import html, page_facts, page_features, page_model, structured
from onrecord.read.decode import decode
from onrecord.read.page import see
from training.html.labels import gold

_FEWEST = 100  # words: a body of fewer counts as if it had so many


@dataclass(frozen=True, slots=True)
class Example:
    """One page: ``values`` has a row for each of its ``texts``, ``gold`` tells which are the body."""

    site: str
    texts: list[str]
    body: str
    hints: page_features.Hints
    values: npt.NDArray[np.float32]
    gold: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


def examples(data: Path, split: str | None) -> Iterator[Example]:
    """The pages of one half of the benchmark (``None``: of both)."""
    for _, address, source, body in load(data):
        if split not in (None, split_of(address)):
            continue
        text = decode(source)
        page = see(text)
        tree = html.tree_of(text, page)
        if tree is None:
            continue
        title = page_facts.title(tree, structured.read(tree))
        lines, hints, _ = page_model.view(text, page, tree, title)
        values = page_features.features(lines, hints)
        texts = [line.text for line in lines]
        labels = np.array(gold(texts, body))
        yield Example(host(address), texts, body, hints, values, labels, _weights(texts, labels))


def _weights(texts: list[str], labels: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """The root of a line's share of the body: the metric averages over pages, and a lost paragraph costs more than a line."""
    sizes = np.array([len(text.split()) for text in texts], dtype=np.float64)
    return np.sqrt(sizes / max(_FEWEST, float(sizes[labels].sum())))
