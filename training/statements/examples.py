"""PolNeAR's articles as windows of word pieces, with the cues of each and, for every cue, the roles of all pieces."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.statements import glob_safe

from onrecord.annotate.tagger import WINDOW

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Spans = dict[str, list[tuple[int, int]]]  # "Source", "Cue", "Content": characters

#: One file in ten stays out, to choose by; which ones is told by its place in the order of names.
HELD_OUT, OF = 3, 10
#: How far windows lie apart in training, and how much that varies from epoch to epoch.
STRIDE, VARIES = 220, 20


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its attributions as each of its annotators marked them, the first by name first."""

    name: str
    text: str
    by: tuple[list[Spans], ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as word pieces: their numbers, their characters and the attributions as indexes of pieces."""

    text: str
    ids: list[int]
    places: list[tuple[int, int]]
    relations: list[dict[str, list[int]]]


def load(folder: Path, split: str) -> list[Marked]:
    """All marked texts of a split (``SPLIT/text/*.txt``, ``SPLIT/attributions/*.ann``), in order of their names."""
    found = []
    for path in sorted((folder / split / "text").glob("*.txt")):
        files = sorted((folder / split / "attributions").glob(f"{glob_safe(path.stem)}_????.ann"))
        if files:
            by = tuple(_relations(file.read_text(encoding="utf-8")) for file in files)
            found.append(Marked(path.name, path.read_text(encoding="utf-8"), by))
    return found


def _relations(annotation: str) -> list[Spans]:
    spans: Spans = {}
    found: list[Spans] = []
    for line in annotation.splitlines():
        if re.match(r"T\d+\t", line):
            name, kind, *_ = line.split("\t")
            spans[name] = [(int(a), int(b)) for a, b in (part.split() for part in kind.split(" ", 1)[1].split(";"))]
        elif line.startswith("E"):
            parts: Spans = {"Source": [], "Cue": [], "Content": []}
            for role in line.split("\t")[1].split():
                label, _, name = role.partition(":")
                parts.get(label.rstrip("0123456789"), []).extend(spans.get(name, []))
            found.append(parts)
    return found


def pieces(tokenizer: Tokenizer, text: str, marked: Sequence[Spans]) -> Pieces:
    """The text in word pieces. Attributions without a cue are left out."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    starts = [start for start, _ in encoding.offsets]
    relations = []
    for spans in marked:
        own: dict[str, list[int]] = {}
        for role, given in spans.items():
            touched: set[int] = set()
            for start, end in given:
                at = max(0, bisect_left(starts, start) - 1)
                while at < len(starts) and starts[at] < end:
                    if encoding.offsets[at][1] > start:
                        touched.add(at)
                    at += 1
            own[role] = sorted(touched)
        if own["Cue"]:
            relations.append(own)
    return Pieces(text, encoding.ids, encoding.offsets, relations)


def windows(given: Pieces, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Windows over the pieces, which begin with a sentence where one begins near."""
    at = 0
    while True:
        end = min(len(given.ids), at + WINDOW)
        yield at, end
        if end >= len(given.ids):
            return
        wanted = at + STRIDE + chance.randint(-VARIES, VARIES)
        back = range(wanted, max(at + 60, wanted - 50), -1)
        at = next((one for one in back if _opens(given.text, given.places[one][0])), wanted)


def _opens(text: str, at: int) -> bool:
    return re.search(r"[.!?\n”\"]\s+$", text[max(0, at - 3) : at]) is not None


def damaged(text: str, chance: random.Random) -> str:
    """Other quotation marks, or none, in a third of the texts: changes that leave all places where they are."""
    drawn = chance.random()
    if drawn < 0.15:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    if drawn < 0.25:
        return re.sub('[“”"]', " ", text)
    if drawn < 0.32:
        return re.sub('[“”"]', "'", text)
    return text
