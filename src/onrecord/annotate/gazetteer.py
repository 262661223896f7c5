"""The gazetteer: what places there are and how they are written.

Compiled at build time (see ``build_places.py``) from GeoNames and a table made by hand; a desk adds the places of its own
crisis. The file is opened read-only when the gazetteer is made, and a name is looked up when it is first met: starting costs
milliseconds, and a name met again costs a dictionary lookup.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from onrecord.model.errors import DeskError, UsageError
from onrecord.model.names import place_key

PlaceKind = Literal["country", "region", "town", "site", "sea"]
Sense = Literal["name", "adjective", "people", "seat"]

PLACES = Path(__file__).with_name("data") / "places.sqlite"

#: The layout of the file that this module reads; ``build_places.py`` writes the same number into it.
SCHEMA_VERSION = 1

#: The columns of a desk's own places.
COLUMNS = ("name", "kind", "country", "capital_of", "latitude", "longitude", "aliases")

#: No name has more words.
MOST_WORDS = 6

_KINDS: Mapping[str, PlaceKind] = {kind: kind for kind in ("country", "region", "town", "site", "sea")}


@dataclass(frozen=True, slots=True)
class Place:
    """A place, in one of its spellings.

    ``key`` is an ISO 3166 code for countries, ``geonames:NUMBER`` for towns and states, ``region:``, ``sea:`` or ``river:`` and a
    word for larger areas, ``local:NAME`` for a desk's own. ``country`` is the key of the country that it lies in (for a country,
    its own); ``capital_of`` the key of the country whose capital it is. ``sense`` says what the spelling is: a name, an
    ``adjective`` ("Danish"), a ``people`` ("the Danes") or the ``seat`` of a government ("the Kremlin"): then ``metonym`` holds and
    the words stand for the government. ``weak`` spellings are also ordinary words, people's names or small towns and need
    evidence; ``needs_the`` ones mean the place only after "the" ("the West").
    """

    key: str
    name: str
    kind: PlaceKind
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int
    capital_of: str | None = None
    adjective: str | None = None
    sense: Sense = "name"
    weak: bool = False
    needs_the: bool = False
    in_capitals: bool = False

    @property
    def metonym(self) -> bool:
        """Whether the words name the government of ``country`` by where it sits."""
        return self.sense == "seat"


class Gazetteer:
    """Places by their names. Make one with :meth:`load`; it may be used by one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, extra: Mapping[str, tuple[Place, ...]]) -> None:
        self._connection = connection
        self._extra = extra
        self._met: dict[str, tuple[Place, ...]] = {}
        self._countries: dict[str, Place | None] = {
            place.key: place for places in extra.values() for place in places if place.kind == "country"
        }

    @classmethod
    def load(cls, extra_csv: str | None = None) -> Gazetteer:
        """The shipped gazetteer with a desk's own places, given as the text of a CSV with the columns ``COLUMNS``.

        Of the columns only ``name`` and ``kind`` must be filled. ``aliases`` are separated by ``;``; adjectives and bynames are
        aliases too. ``country`` and ``capital_of`` name a row of the same table, or a country that the gazetteer knows.

        Raises :class:`UsageError` where the CSV cannot be read so, :class:`DeskError` where the gazetteer's own file is missing.
        """
        gazetteer = cls(_open(PLACES), {})
        return cls(gazetteer._connection, _read_extra(extra_csv, gazetteer)) if extra_csv else gazetteer

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places that ``name`` can mean, the most likely first: a desk's own, then countries, regions, capitals, towns by
        population. Upper and lower case, accents, hyphens and a leading "the" make no difference, but an abbreviation ("US")
        has to stand in capitals.
        """
        key = place_key(name)
        found = self._met.get(key)
        if found is None:
            found = self._extra.get(key, ()) + tuple(self._select(key))
            self._met[key] = found
        if any(place.in_capitals for place in found) and not name.replace(".", "").isupper():
            found = tuple(place for place in found if not place.in_capitals)
        return found

    def country(self, key: str | None) -> Place | None:
        """The country with this key, ``None`` where there is none. ``adjective`` is the one that names are made with."""
        if key is None:
            return None
        if key not in self._countries:
            row = self._connection.execute(
                "SELECT key, name, kind, country, latitude, longitude, population, capital_of, adjective FROM place"
                " WHERE key = ? AND kind = 'country'",
                (key,),
            ).fetchone()
            self._countries[key] = Place(*row) if row else None
        return self._countries[key]

    def _select(self, key: str) -> Iterator[Place]:
        rows = self._connection.execute(
            "SELECT p.key, p.name, p.kind, p.country, p.latitude, p.longitude, p.population, p.capital_of,"
            " p.adjective, a.sense, a.weak, a.article, a.exact FROM alias a JOIN place p USING (key)"
            " WHERE a.folded = ? ORDER BY a.place_order",
            (key,),
        )
        for *columns, sense, weak, article, exact in rows:
            place = Place(*columns)
            yield replace(place, sense=sense, weak=bool(weak), needs_the=bool(article), in_capitals=bool(exact))


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise DeskError(f"The gazetteer {path.name} is missing: install Onrecord again, or run python build_places.py.")
    # immutable: nobody writes to an installed file, so no locks are needed and many processes can read it
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != SCHEMA_VERSION:
        raise DeskError(f"The gazetteer {path.name} is of another version: run python build_places.py.")
    return connection


def _read_extra(text: str, known: Gazetteer) -> dict[str, tuple[Place, ...]]:
    """A desk's own places by their looked-up spellings, in the order of the table."""
    rows = list(_rows(text))
    own = {place_key(row["name"]): f"local:{row['name']}" for row in rows}

    def country_key(name: str) -> str | None:
        if not name:
            return None
        return own.get(place_key(name)) or next(
            (place.key for place in known.lookup(name) if place.kind == "country" and place.sense == "name"), None
        )

    found: dict[str, list[Place]] = {}
    for row in rows:
        kind = _KINDS[row["kind"]]
        key = f"local:{row['name']}"
        aliases = [alias for part in row["aliases"].split(";") if (alias := part.strip())]
        place = Place(
            key=key,
            name=row["name"],
            kind=kind,
            country=key if kind == "country" else country_key(row["country"]),
            latitude=_degrees(row["latitude"], 90),
            longitude=_degrees(row["longitude"], 180),
            population=0,
            capital_of=country_key(row["capital_of"]),
        )
        senses = {alias: _sense(place, alias) for alias in aliases}
        place = replace(place, adjective=next((alias for alias in aliases if senses[alias] == "adjective"), None))
        found.setdefault(place_key(place.name), []).append(place)
        for alias in aliases:
            spelled = replace(place, sense=senses[alias], needs_the=alias.startswith("the "))
            found.setdefault(place_key(alias), []).append(spelled)
    return {key: tuple(places) for key, places in found.items()}


def _rows(text: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = sorted({"name", "kind"} - set(reader.fieldnames or ()))
    if missing:
        raise UsageError(
            f"The table of places lacks the column {missing[0]!r}: its first line must name {','.join(COLUMNS)}."
        )
    for raw in reader:
        row = {column: (raw.get(column) or "").strip() for column in COLUMNS}
        if not any(row.values()):
            continue
        if not row["name"]:
            raise UsageError(
                f"The table of places has no name in line {reader.line_num}: fill it in or remove the line."
            )
        if row["kind"] not in _KINDS:
            raise UsageError(
                f"The table of places has the kind {row['kind']!r} in line {reader.line_num}: use {', '.join(_KINDS)}."
            )
        yield row


#: Endings by which an alias of a country is an adjective and not a second name.
_ADJECTIVE_ENDINGS = ("an", "ian", "ish", "ese", "ic", "i", "ite")
_PEOPLE_ENDINGS = ("ans", "ians", "is", "ites")


def _sense(place: Place, alias: str) -> Sense:
    """What an alias in a desk's table is: the table does not say, so its ending and first letters tell."""
    if place.kind not in {"country", "region"} or " " in alias or alias.isupper():
        return "name"
    folded, own = place_key(alias), place_key(place.name)
    if folded[:2] != own[:2]:
        return "name"
    if folded.endswith(_PEOPLE_ENDINGS):
        return "people"
    return "adjective" if folded.endswith(_ADJECTIVE_ENDINGS) else "name"


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -most <= value <= most else None
