"""PolNeAR's articles as windows of word pieces, with the cues of each and, for every cue, the roles of all pieces."""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.statements import glob_safe

from onrecord.annotate.tagger import KINDS, WINDOW, cases

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Spans = dict[str, list[tuple[int, int]]]  # "Source", "Cue", "Content": characters
Names = list[tuple[int, int, str]]  # characters, and one of :data:`onrecord.annotate.tagger.KINDS`

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
    names: Names | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as word pieces: their numbers, characters and cases, the attributions as indexes of pieces, and their name tags."""

    text: str
    ids: list[int]
    places: list[tuple[int, int]]
    cases: list[int]
    relations: list[dict[str, list[int]]]
    names: list[int] | None


def load(folder: Path, split: str, names: dict[str, Names] | None = None) -> list[Marked]:
    """All marked texts of a split (``SPLIT/text/*.txt``, ``SPLIT/attributions/*.ann``), in order of their names.

    ``names``: the names in each text, by the name of its file.
    """
    found = []
    for path in sorted((folder / split / "text").glob("*.txt")):
        files = sorted((folder / split / "attributions").glob(f"{glob_safe(path.stem)}_????.ann"))
        if files:
            by = tuple(_relations(file.read_text(encoding="utf-8")) for file in files)
            found.append(Marked(path.name, path.read_text(encoding="utf-8"), by, (names or {}).get(path.name)))
    return found


def corrected(path: Path) -> list[Marked]:
    """The statements that editors confirmed or gave another speaker, as ``onrecord export rulings`` writes them.

    A speaker whose name does not stand in the passage teaches nothing about where it stands, and is left out.
    """
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] not in ("confirm", "speaker") or not row.get("Cue") or not row.get("Content"):
            continue
        spans: Spans = {
            role: [(a - row["start"], b - row["start"]) for a, b in row[role]] for role in ("Source", "Cue", "Content")
        }
        if row["kind"] == "speaker":
            at = row["text"].find(row["editor"])
            if at < 0:
                continue
            spans["Source"] = [(at, at + len(row["editor"]))]
        found.append(Marked(row["ruling"], row["text"], ([spans],)))
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


def pieces(tokenizer: Tokenizer, text: str, marked: Sequence[Spans], names: Names | None = None) -> Pieces:
    """The text in word pieces. Attributions without a cue are left out. ``None`` for names: nobody looked for them."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    places = encoding.offsets
    starts = [start for start, _ in places]

    def touched(start: int, end: int) -> list[int]:
        at = max(0, bisect_left(starts, start) - 1)
        return [one for one in range(at, bisect_left(starts, end)) if places[one][1] > start]

    relations = []
    for spans in marked:
        own = {role: sorted({at for span in given for at in touched(*span)}) for role, given in spans.items()}
        if own["Cue"]:
            relations.append(own)
    tags = None if names is None else [0] * len(places)
    for start, end, kind in names or ():
        for number, at in enumerate(touched(start, end)):
            if tags is not None:
                tags[at] = 1 + 2 * KINDS.index(kind) + (number > 0)
    return Pieces(text, encoding.ids, places, cases(text, places), relations, tags)


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
    """Other quotation marks, or none, or no capitals, in some of the texts: changes that leave all places where they are."""
    drawn = chance.random()
    if drawn < 0.15:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    if drawn < 0.25:
        return re.sub('[“”"]', " ", text)
    if drawn < 0.32:
        return re.sub('[“”"]', "'", text)
    if drawn < 0.38:
        return "".join(own if len(own) == 1 else sign for sign in text for own in (sign.lower(),))
    return text
