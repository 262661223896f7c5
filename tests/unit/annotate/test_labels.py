"""Numbers that name a thing are no figures; numbers that count one stay. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.annotate.reports import annotated

from onrecord.annotate.labels import names_a_thing


def texts(sentence: str) -> list[str]:
    return [figure.text for figure in annotated(sentence).figures]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bulletin No. 22 lists the losses.",
        "Order Nr. 12 was signed by the colonel.",
        "Case #17 was a nurse.",
        "The decree, No 118, takes effect at once.",
        "The army holds Outpost 31 and Hill 203.",
        "Checkpoint 9 remains in our hands.",
        "The court struck out point 4.",
        "Clauses 3 and 4 of the agreement were read aloud.",
        "Under Article 8 and Resolution 1907 the inspectors may enter.",
        "Unit 2 of the plant and pumps 5, 6 and 8 were stopped.",
        "Lorries queued on Highway 12 and at kilometre 63.",
        "7. We hold the bridge.",
        "3) No vessel of the Navy left port.",
        "Gate 3 and gates 5 to 7 are open.",
        '"We sold the cow," said the farmer Orla Tesk, 64.',
    ],
)
def test_a_number_that_names_is_no_figure(sentence: str) -> None:
    assert texts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Bulletin № 8 gives 30 dead.", ["30"]),
        ("Ward 6 holds 22 patients.", ["22 patients"]),
        ("At the post 14 soldiers were killed.", ["14 soldiers"]),
        ("The army will post 12 guards at the bridge.", ["12 guards"]),
        ("On the ward 22 patients died.", ["22 patients"]),
        ("The price fell 4 points to 39.", ["4 points", "39"]),
        ("Gate 3 and 12 lorries burned.", ["12 lorries"]),
        ("Hospitals 12 kilometres away were full.", ["12 kilometres"]),
        ("Schools 4,000 pupils attend were shut.", ["4,000 pupils"]),
        ("In the camps 3,000 people are waiting.", ["3,000 people"]),
        ("Brigade 7 lost 12 men.", ["12 men"]),
    ],
)
def test_a_number_that_counts_stays(sentence: str, counted: list[str]) -> None:
    assert texts(sentence) == counted


@given(st.text(max_size=60), st.integers(0, 99999), st.text(max_size=20), st.text(max_size=10))
def test_any_text_is_read(before: str, number: int, after: str, counted: str) -> None:
    digits = str(number)
    found = names_a_thing(before + digits + after, len(before), len(before) + len(digits), counted)
    assert found in (True, False)
