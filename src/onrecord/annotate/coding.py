"""What sort of event a stretch of text tells of: the root code of PLOVER, its quad class and its mode.

A linear model (multinomial logistic regression) over the words of the stretch, those between the two who take part, those after the
one who acts, and the tagger's vectors pooled over the same places. Who takes part is masked and other words with a capital are all one, so
that a code does not depend on who it is. ``python -m training.events`` makes ``data/coding.npz``; ``docs/method/events.md`` says how
well it does. The mode is looked up in ``data/modes.csv``, by words, once the code is known.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import log, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.annotate.tagger import Pieces, Span

Floats = npt.NDArray[np.float32]

#: The root codes of PLOVER (Open Event Data Alliance, 2023 codebook) in their quad classes.
QUADS: dict[str, tuple[str, ...]] = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT"),
    "material cooperation": ("AID", "COOPERATE", "YIELD"),
    "verbal conflict": ("ACCUSE", "REJECT", "REQUEST", "THREATEN"),
    "material conflict": ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"),
}
QUAD_OF = {code: quad for quad, codes in QUADS.items() for code in codes}
#: The words that stand for who acts and to whom. No word of a text is written so once it is normalised.
SOURCE, TARGET, NAME, NUMBER = "<s>", "<t>", "<n>", "<0>"
#: Words after the one who acts, and words between both where one of them is not named.
_AFTER, _BETWEEN = 5, 14
#: Characters after the first of both: there the verb stands.
_VERB = 30
_ZONES = 6
_WORD = re.compile(r"\w+|[$€£]")
#: Words of a stretch that are looked at; longer ones are no clause.
_MOST = 120


@dataclass(frozen=True, slots=True)
class Deed:
    """The characters ``start`` to ``end`` in which it is told that ``source`` does something to ``target``, where these are named."""

    start: int
    end: int
    source: Span | None
    target: Span | None


def grams(text: str, deed: Deed) -> dict[str, list[str]]:
    """What the model looks at of the words, by block: single words and pairs, of the whole, between both, after the source."""
    row = _masked(text, deed)
    at = row.index(SOURCE) if SOURCE in row else -1
    to = row.index(TARGET) if TARGET in row else -1
    if at >= 0 and to >= 0:
        between, order = row[min(at, to) : max(at, to) + 1], "active" if at < to else "passive"
    elif at >= 0:
        between, order = row[at : at + _BETWEEN], "no target"
    elif to >= 0:
        between, order = row[max(0, to - _BETWEEN + 1) : to + 1], "no source"
    else:
        between, order = row, "neither"
    return {
        "all": [*row, *_pairs(row)],
        "between": [*between, *_pairs(between), *_pairs(between, 2), order],
        "after": [*(tail := row[at + 1 : at + 1 + _AFTER]), *_pairs(tail)],
    }


def _pairs(row: Sequence[str], apart: int = 1) -> list[str]:
    return [f"{one}{'_' * apart}{other}" for one, other in zip(row, row[apart:], strict=False)]


def _masked(text: str, deed: Deed) -> list[str]:
    """The words of the stretch, stemmed, with names, numbers and who takes part masked."""
    parts = sorted((span, mark) for span, mark in ((deed.source, SOURCE), (deed.target, TARGET)) if span is not None)
    row: list[str] = []
    at = deed.start
    for (start, end), mark in parts:
        if start < at:
            continue  # one inside the other: the first counts
        _add(row, text[at:start])
        row.append(mark)
        at = end
    _add(row, text[at : max(at, deed.end)])
    return row[:_MOST]


def _add(row: list[str], text: str) -> None:
    for word in _WORD.findall(text):
        if word[0].isdigit():
            row.append(NUMBER)
        elif word[0].isupper() and row:
            row.append(NAME)
        else:
            row.append(stemmed(word.lower()))


def stemmed(word: str) -> str:
    """The word without the common endings of verbs and plurals: "denies", "denied" and "deny" are one."""
    for ending in ("ies", "ied"):
        if word.endswith(ending) and len(word) > 5:
            return word[: -len(ending)] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


def pooled(pieces: Pieces, deed: Deed) -> Floats:
    """The tagger's vectors, means over: all, the source, the target, between both, the first words there, what follows; one row."""
    first = int(np.searchsorted(pieces.places[:, 1], deed.start, side="right"))
    last = int(np.searchsorted(pieces.places[:, 0], deed.end, side="left"))
    vectors = pieces.vectors[first:last].astype(np.float32)
    middle = pieces.places[first:last].mean(axis=1) if last > first else np.zeros(0)
    source = deed.source or (deed.start, deed.start)
    target = deed.target or (deed.end, deed.end)
    low, high = (source[1], target[0]) if source[1] <= target[0] else (target[1], source[0])
    zones = (
        (deed.start, deed.end), source, target, (low, high), (low, min(high, low + _VERB)), (max(high, deed.start), deed.end),
    )  # fmt: skip
    row = np.zeros((_ZONES, pieces.vectors.shape[1]), dtype=np.float32)
    for zone, (start, end) in zip(row, zones, strict=True):
        inside = (middle >= start) & (middle < end)
        if inside.any():
            zone[:] = vectors[inside].mean(axis=0)
    return row.ravel()


def weighed(row: Sequence[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """TF-IDF of one block with 1 + log of the counts, of length 1; ``rarity`` has the words that are known."""
    counts = Counter(word for word in row if word in rarity)
    values = {word: (1 + log(count)) * rarity[word] for word, count in counts.items()}
    length = sqrt(sum(value * value for value in values.values()))
    return {word: value / length for word, value in sorted(values.items())}


@dataclass(frozen=True, slots=True)
class Coder:
    """The model: for each block of words their rarities and their rows in ``weights`` (rows, codes); the weights of the pooled
    vectors (values, codes); a constant for each code.
    """

    codes: tuple[str, ...]
    rarity: Mapping[str, Mapping[str, float]]
    row_of: Mapping[str, Mapping[str, int]]
    weights: Floats
    of_vectors: Floats
    constant: Floats
    card: Mapping[str, Any] = field(default_factory=dict)

    def chances(self, text: str, deed: Deed, pieces: Pieces) -> dict[str, float]:
        """For each code how likely the stretch tells of such an event; they sum to 1."""
        return self.of(grams(text, deed), pooled(pieces, deed))

    def of(self, words: Mapping[str, Sequence[str]], vectors: Floats) -> dict[str, float]:
        """The same, of :func:`grams` and of what was :func:`pooled`."""
        score = self.constant + vectors @ self.of_vectors
        for block, rarity in self.rarity.items():
            values = weighed(words[block], rarity)
            if values:
                rows = [self.row_of[block][word] for word in values]
                score = score + np.fromiter(values.values(), dtype=np.float32) @ self.weights[rows]
        risen = np.exp(score - score.max())
        return dict(zip(self.codes, (risen / risen.sum()).tolist(), strict=True))

    def to_bytes(self) -> bytes:
        """The file."""
        blocks = list(self.rarity)
        rows = [word for block in blocks for word in sorted(self.row_of[block], key=self.row_of[block].__getitem__)]
        held = io.BytesIO()
        np.savez_compressed(
            held,
            card=np.array(json.dumps(dict(self.card), sort_keys=True)),
            codes=np.array(self.codes),
            blocks=np.array(blocks),
            sizes=np.array([len(self.rarity[block]) for block in blocks]),
            words=np.frombuffer("\n".join(rows).encode(), dtype=np.uint8),
            rarity=np.array([self.rarity[b][w] for b in blocks for w in sorted(self.row_of[b], key=self.row_of[b].__getitem__)], np.float16),
            weights=self.weights.astype(np.float16),
            of_vectors=self.of_vectors.astype(np.float16),
            constant=self.constant,
        )  # fmt: skip
        return held.getvalue()

    @staticmethod
    def from_bytes(data: bytes) -> Coder:
        """The model of a file that :meth:`to_bytes` made."""
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            words = held["words"].tobytes().decode().split("\n")
            rarities = held["rarity"].astype(float).tolist()
            rarity: dict[str, dict[str, float]] = {}
            row_of: dict[str, dict[str, int]] = {}
            at = 0
            for block, size in zip(held["blocks"].tolist(), held["sizes"].tolist(), strict=True):
                rarity[block] = dict(zip(words[at : at + size], rarities[at : at + size], strict=True))
                row_of[block] = {word: number for number, word in enumerate(words[at : at + size], at)}
                at += size
            return Coder(
                tuple(held["codes"].tolist()),
                rarity,
                row_of,
                held["weights"].astype(np.float32),
                held["of_vectors"].astype(np.float32),
                held["constant"].astype(np.float32),
                json.loads(str(held["card"])),
            )


@cache
def coder() -> Coder:
    """The model of the package, loaded once."""
    return Coder.from_bytes(files("onrecord.annotate").joinpath("data", "coding.npz").read_bytes())


def quads(chances: Mapping[str, float]) -> dict[str, float]:
    """The chances of the quad classes: those of their codes together."""
    return {quad: sum(chances.get(code, 0.0) for code in codes) for quad, codes in QUADS.items()}


def mode_of(code: str, words: str) -> str:
    """PLOVER's mode of an event with ``code`` that is told by ``words`` (in lower case); empty where no word tells it."""
    row = f" {' '.join(_WORD.findall(words))} "
    return next((mode for mode, forms in _modes().get(code, ()) if any(form in row for form in forms)), "")


@cache
def _modes() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By code its modes with their words between blanks, in the order in which they are asked."""
    text = files("onrecord.annotate").joinpath("data", "modes.csv").read_text(encoding="utf-8")
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in csv.DictReader(text.splitlines()):
        forms = tuple(f" {' '.join(_WORD.findall(form))} " for form in row["forms"].split(";"))
        table.setdefault(row["code"], []).append((row["mode"], forms))
    return table
