"""The gazetteer: what a name can mean, and a desk's own places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.gazetteer import Gazetteer
from onrecord.model.errors import UsageError

OWN = """name,kind,country,capital_of,latitude,longitude,aliases
Varnia,country,,,40.5,20.25,Varnish;Varnians;the peninsula
Varsk,town,Varnia,Varnia,41,21,Old Varsk
Sea of Lasmin,sea,,,,,
Lind Harbour,site,Denmark,,99,x,
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(OWN)


@pytest.mark.parametrize(
    ("name", "key", "sense"),
    [
        ("Ukraine", "UA", "name"),
        ("DENMARK", "DK", "name"),
        ("Danish", "DK", "adjective"),
        ("Danes", "DK", "people"),
        ("Kremlin", "RU", "seat"),
        ("the Netherlands", "NL", "name"),
        ("Côte d’Ivoire", "CI", "name"),
        ("US", "US", "name"),
        ("U.S.", "US", "name"),
        ("Kiev", "geonames:703448", "name"),
        ("Kyiv", "geonames:703448", "name"),
        ("Washington", "geonames:4140963", "name"),
        ("Black Sea", "sea:black", "name"),
        ("Varnia", "local:Varnia", "name"),
        ("Varnish", "local:Varnia", "adjective"),
        ("Varnians", "local:Varnia", "people"),
        ("old varsk", "local:Varsk", "name"),
    ],
)
def test_the_likeliest_place_comes_first(gazetteer: Gazetteer, name: str, key: str, sense: str) -> None:
    best = gazetteer.lookup(name)[0]
    assert (best.key, best.sense) == (key, sense)


def test_an_abbreviation_needs_its_capitals(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("us") == gazetteer.lookup("Us") == ()


def test_ordinary_words_are_weak(gazetteer: Gazetteer) -> None:
    assert all(gazetteer.lookup(name)[0].weak for name in ("Reading", "Nice", "Mobile"))


def test_a_capital_knows_its_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Kyiv")[0].capital_of == "UA"
    assert gazetteer.lookup("Varsk")[0].capital_of == "local:Varnia"


def test_a_seat_is_a_metonym_and_the_peninsula_needs_its_article(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Downing Street")[0].metonym
    assert gazetteer.lookup("peninsula")[0].needs_the


def test_coordinates_out_of_range_are_unknown(gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup("Lind Harbour")[0]
    assert (place.latitude, place.longitude, place.country) == (None, None, "DK")


def test_countries_by_key(gazetteer: Gazetteer) -> None:
    ukraine, own = gazetteer.country("UA"), gazetteer.country("local:Varnia")
    assert ukraine is not None and ukraine.adjective == "Ukrainian"
    assert own is not None and own.adjective == "Varnish"
    assert gazetteer.country("ZZ") is None


@pytest.mark.parametrize("table", ["town\nVarsk\n", "name,kind\nVarsk,planet\n", "name,kind\n,town\n"])
def test_a_bad_table_is_refused_in_one_sentence(table: str) -> None:
    with pytest.raises(UsageError, match="table of places"):
        Gazetteer.load(table)


@given(st.text(max_size=60))
def test_lookup_never_fails(name: str) -> None:
    gazetteer = Gazetteer.load()
    assert gazetteer.lookup(name) == gazetteer.lookup(name)
