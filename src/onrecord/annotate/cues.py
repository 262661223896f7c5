"""The cue words and the words of likelihood, read once from the package's data."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from onrecord.model.statement import Stance

Form = Literal["base", "third", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb (with its particle) by which reports attribute.

    ``frames`` say what may follow: ``clause`` (with or without "that", or a quotation), ``quoted`` (only a quotation),
    ``person`` (an addressee first), ``object`` (a noun phrase is what is said: "denied the charge"), ``infinitive``
    ("promised to ..."); ``noun`` marks verbs whose form may be a noun, ``outlet`` those that only an outlet's subject makes a
    cue ("The Herald understands"), ``thing`` those whose object is often no words ("maintained a lead").
    """

    lemma: str
    words: tuple[str, ...]
    form: Form
    stance: Stance
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hedge:
    """The first word of likelihood of a passage, and its band on the PHIA yardstick (or ``reported`` for hearsay)."""

    phrase: str
    band: str


def _read(name: str) -> list[dict[str, str]]:
    text = files("onrecord.annotate").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def cue_table() -> dict[str, tuple[Cue, ...]]:
    """Cues by their first word, those of more words first."""
    table: dict[str, list[Cue]] = {}
    for row in _read("cues.csv"):
        frames = frozenset(row["frames"].split())
        forms = row["forms"].split(";")
        base = forms[0].split()[0]
        kinds = [_form(form.split()[0], base) for form in forms]
        if "past" not in kinds:
            kinds[0] = "past"  # "forecast" is its own past tense
        for form, kind in zip(forms, kinds, strict=True):
            parts = tuple(form.split())
            cue = Cue(row["lemma"], parts, kind, cast(Stance, row["stance"]), frames)
            table.setdefault(parts[0], []).append(cue)
    return {word: tuple(sorted(cues, key=lambda cue: (-len(cue.words), cue.lemma))) for word, cues in table.items()}


@dataclass(frozen=True, slots=True)
class OtherCue:
    """A word that is a cue only where the tagger says so; ``attitude`` where it tells what somebody thinks or wants, not says.

    ``frames`` say what beside "that" and a clause may be said: ``clause`` (a clause without "that"), ``object`` (a noun phrase:
    "applauded the plan"), ``about`` (the same after "of" or "about"), ``infinitive`` ("encouraged her to go"). Of an attitude
    ``held`` is a belief or a fear, which counts as a statement where a clause tells it.
    """

    lemma: str
    stance: Stance
    attitude: bool
    frames: frozenset[str] = frozenset()

    @property
    def held(self) -> bool:
        return "held" in self.frames


_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"),
)  # fmt: skip


def other_cue(word: str) -> OtherCue | None:
    """The row of ``data/other_cues.csv`` for a word in lower case, in any of its regular forms."""
    return next((found for lemma in _lemmas(word) if (found := _others().get(lemma)) is not None), None)


@cache
def _others() -> dict[str, OtherCue]:
    return {
        row["word"]: OtherCue(
            row["word"], cast(Stance, row["stance"]), row["attitude"] == "yes", frozenset(row["frames"].split())
        )
        for row in _read("other_cues.csv")
    }


@cache
def acts() -> dict[str, frozenset[str]]:
    """By verb of speech the objects with which it tells of an act: "denied bail", "dismissed the appeal"; ``data/acts.csv``."""
    return {row["lemma"]: frozenset(row["objects"].split()) for row in _read("acts.csv")}


def _lemmas(word: str) -> list[str]:
    found = [word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            found.append(stem + instead)
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


def _form(word: str, base: str) -> Form:
    if word == base:
        return "base"
    if word.endswith("ing"):
        return "ing"
    return "third" if word in {base + "s", base + "es", base[:-1] + "ies"} else "past"


@cache
def _hedges() -> tuple[re.Pattern[str], dict[str, str]]:
    bands = {row["phrase"]: row["band"] for row in _read("hedges.csv")}
    longest_first = sorted(bands, key=lambda phrase: (-len(phrase), phrase))
    either = ("may" if phrase == "may" else f"(?i:{phrase[0]}){re.escape(phrase[1:])}" for phrase in longest_first)
    return re.compile(r"\b(?:" + "|".join(either) + r")\b"), bands


def find_hedge(text: str) -> Hedge | None:
    """The first word of likelihood in ``text``, with its band; ``None`` where there is none.

    "May" with a capital is taken for the month. The bands are those of the Professional Head of Intelligence Assessment's
    yardstick; ``could``, ``may`` and ``might`` stand for its "realistic possibility" because reports use them so. A phrase without
    a band ("could not": somebody was unable to) is none.
    """
    pattern, bands = _hedges()
    for match in pattern.finditer(text):
        band = bands[match[0][0].lower() + match[0][1:]]
        if band:
            return Hedge(match[0], band)
    return None
