"""Sentences with the code of the event that they tell, and who does it to whom: two public sets, and how far they are alike."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.annotate.coding import QUADS, Deed
from onrecord.annotate.tagger import Span

SENTENCES, RECORDS = "PLV_train.tsv", "PLOVER_GSR_CAMEO.txt"
SOURCE = "https://github.com/snowood1/Zero-Shot-PLOVER (PLV_train.tsv) and https://github.com/openeventdata/PLOVER (PLOVER_GSR_CAMEO.txt)"
#: The roots of PLOVER's first draft, in which its records are coded, by what they are called now.
_NOW = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "RETREAT": "YIELD",
    "CONCEDE": "YIELD",
}
_MODES_NOW = {
    "strike-hun": "hunger",
    "strike-gen": "strike",
    "demo-org": "demo",
    "demo-spon": "demo",
    "riot-spon": "riot",
    "host": "visit",
    "confiscate": "seize",
    "detain": "arrest",
}
#: The classes of the sentences, by their numbers there.
_QUADS = dict(zip("1234", QUADS, strict=True))
_TAG = re.compile(r"(</?[st]>)")
_MARKED = re.compile(r"\((SRC/TAR|TAR/SRC|SRC|TAR|EVT|LOC)[^():]*:\s*([^()]*)\)")
#: Sentences that share so much of their words are kept together when some are held out.
_ALIKE = 0.5
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence with what was marked in it. ``quad`` is the class that was marked, or else that of its code."""

    text: str
    deed: Deed
    code: str
    quad: str
    mode: str = ""


def sentences(path: Path) -> list[Coded]:
    """The sentences of a table laid out as ``PLV_train.tsv``; other columns than the marked sentence and the codes may lack."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            text, spans = _unmarked(row.get("marked_sentence") or row["sentence"])
            for name in "st":
                words = (row.get("source" if name == "s" else "target") or "").strip()
                if name not in spans and words and words in text:
                    spans[name] = (text.index(words), text.index(words) + len(words))
            deed = Deed(0, len(text), spans.get("s"), spans.get("t"))
            quad = _QUADS.get(row.get("gold_penta", ""), "")
            found.append(Coded(text, deed, row["gold_root"], quad or _quad(row["gold_root"])))
    return found


def records(path: Path) -> list[Coded]:
    """PLOVER's own records, with the codes that are used now."""
    found = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        if row["event"] == "DOCUMENT":
            continue
        info = row.get("textInfo")
        text, spans = _without_marks(info.get("markup", "") if isinstance(info, dict) else "")
        code = _NOW.get(row["event"], row["event"])
        both = [*spans.get("SRC/TAR", []), *spans.get("TAR/SRC", [])]
        source = (spans.get("SRC") or both[:1] or [None])[0]
        target = (spans.get("TAR") or both[1:] or [None])[0]
        text = text or row["text"]
        mode = row.get("mode") or ""
        found.append(Coded(text, Deed(0, len(text), source, target), code, _quad(code), _MODES_NOW.get(mode, mode)))
    return found


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def families(items: Sequence[Coded]) -> list[int]:
    """For each sentence the number of its family: sentences that share half of their words, directly or over others."""
    bags = [frozenset(re.findall(r"\w+", item.text.lower())) for item in items]
    first = list(range(len(items)))

    def top(at: int) -> int:
        while first[at] != at:
            at = first[at]
        return at

    for one in range(len(items)):
        for other in range(one):
            if len(bags[one] & bags[other]) >= _ALIKE * len(bags[one] | bags[other]):
                first[top(one)] = top(other)
    return [top(at) for at in range(len(items))]


def folds(items: Sequence[Coded], seed: int) -> list[tuple[list[int], list[int]]]:
    """What is learned from and what is held out, in turn: codes alike in all, families together."""
    from sklearn.model_selection import StratifiedGroupKFold

    cut = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    parts = cut.split(items, [item.code for item in items], families(items))
    return [(learned.tolist(), held.tolist()) for learned, held in parts]


def _quad(code: str) -> str:
    return next(quad for quad, codes in QUADS.items() if code in codes)


def _unmarked(marked: str) -> tuple[str, dict[str, Span]]:
    """The sentence without its tags, and the spans of ``s`` and ``t``."""
    text, opened, spans = "", {}, {}
    for part in _TAG.split(marked):
        if part in {"<s>", "<t>"}:
            opened[part[1]] = len(text)
        elif part in {"</s>", "</t>"}:
            if part[2] in opened:
                spans[part[2]] = (opened[part[2]], len(text))
        else:
            text += part
    return text, spans


def _without_marks(marked: str) -> tuple[str, dict[str, list[Span]]]:
    text, at = "", 0
    spans: dict[str, list[Span]] = {}
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        spans.setdefault(match[1], []).append((len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + marked[at:], spans
