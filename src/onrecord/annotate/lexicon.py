"""The shipped tables of names, offices and bodies, read once."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from onrecord.model.names import place_key

_DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class RoleHead:
    """The noun of an office. ``family`` is what is compared ("premier" is "prime minister"); a ``group`` noun ("official",
    "lawmaker") never leads to one person by itself.
    """

    family: str
    kind: Literal["office", "group"]
    plural: bool


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body that is known by name. ``kind``: alliance, government, parliament, party, agency, military, company, court,
    institute or outlet. ``in_capitals``: this spelling is an abbreviation that must stand in capitals. ``elsewhere``: other
    countries have bodies of this name.
    """

    name: str
    kind: str
    country: str | None
    in_capitals: bool
    lower: bool
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables; every key is folded (see ``onrecord.model.names``)."""

    role_heads: dict[str, RoleHead]
    bodies: dict[str, KnownBody]
    first_names: dict[str, str]
    ordinary: frozenset[str]
    surnames: frozenset[str]
    #: The words that an office or a body can begin with: nearly every other token need not be looked at further.
    role_openers: frozenset[str]
    body_openers: frozenset[str]

    def is_ordinary(self, word: str) -> bool:
        """Whether a folded word is an everyday English one, inflected or not."""
        if word in self.ordinary:
            return True
        for ending in ("ing", "ed", "es", "s", "ly", "er"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 2:
                undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
                if stem in self.ordinary or stem + "e" in self.ordinary or undoubled in self.ordinary:
                    return True
        return False


@cache
def lexicon() -> Lexicon:
    """The tables. The first call reads them (about 20 ms), so factories call it before the first article."""
    roles: dict[str, RoleHead] = {}
    for row in _rows("role_heads.csv"):
        kind: Literal["office", "group"] = "group" if row["kind"] == "group" else "office"
        roles[row["head"]] = RoleHead(row["family"], kind, False)
        if row["plural"]:
            roles[row["plural"]] = RoleHead(row["family"], kind, True)
    bodies: dict[str, KnownBody] = {}
    for row in _rows("bodies.csv"):
        for text in (row["name"], *row["aliases"].split(";")):
            if text:
                bare = text.replace(".", "")
                in_capitals = bare.isupper() and len(bare) <= 4
                bodies[place_key(text)] = KnownBody(
                    row["name"],
                    row["kind"],
                    row["country"] or None,
                    in_capitals,
                    text[0].islower(),
                    row["elsewhere"] == "yes" and text == row["name"],
                )
    return Lexicon(
        role_heads=roles,
        bodies=bodies,
        first_names={row["name"]: row["gender"] for row in _rows("first_names.csv")},
        ordinary=_lines("ordinary_words.txt"),
        surnames=_lines("surnames.txt"),
        role_openers=_openers(roles),
        body_openers=_openers(bodies),
    )


def _openers(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(key.split()[0] for key in keys)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _lines(name: str) -> frozenset[str]:
    return frozenset((_DATA / name).read_text(encoding="utf-8").split())
