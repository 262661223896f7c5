"""Places in sentences: what is one, and which one."""

from __future__ import annotations

import pytest

from onrecord.annotate.gazetteer import Gazetteer
from onrecord.annotate.places import find_places
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.tokens import tokenise


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load("name,kind,country,capital_of,latitude,longitude,aliases\nVarnia,country,,,,,Varnish\n")


def keys(gazetteer: Gazetteer, *texts: str) -> list[str]:
    tokens = [tokenise(Sentence(0, len(text), text, 0, "body")) for text in texts]
    return [hit.place.key for hits in find_places(tokens, gazetteer) for hit in hits if hit.certain]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ships left Odessa for the Black Sea.", ["geonames:698740", "sea:black"]),
        ("Danish and Varnish ships met.", ["DK", "local:Varnia"]),
        ("Varnias minister flew home.", ["local:Varnia"]),
        ("Talks between the West and Varnia failed.", ["region:west", "local:Varnia"]),
        ("He went West.", []),
        ("Reading is fun, and Nice people read.", []),
        ("He lives in Reading.", ["geonames:2639577"]),
        ("In March the talks began.", []),
        ("They spoke in English.", []),
        ("They met in Cambridge, Massachusetts.", ["geonames:4931972", "geonames:6254926"]),
        ("They marched up Odessa Street.", []),
    ],
)
def test_places_need_no_more_and_no_less_than_evidence(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert keys(gazetteer, text) == expected


def test_the_country_spoken_of_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    assert "geonames:2653941" in keys(gazetteer, "Britain was calm.", "Students marched in Cambridge.")
    assert "geonames:5913695" in keys(gazetteer, "Canada was calm.", "Students marched in Cambridge.")
