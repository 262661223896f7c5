"""The stance of what is said where the cue alone does not tell. All texts are invented."""

from __future__ import annotations

import pytest
from tests.unit.annotate.reports import only


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Mr Orlan Tesk said it was a lie.", "denies"),
        ('Mr Orlan Tesk called the report "a fantasy in green ink".', "denies"),
        ('Mr Orlan Tesk dismissed the report as "nonsense".', "denies"),
        ("Mr Orlan Tesk insisted that Varnia has no plans to attack.", "denies"),
        ("Varnia had no part in the fire, Mr Orlan Tesk declared.", "denies"),
        ('"No Varnish mine has been laid," Mr Orlan Tesk said.', "denies"),
        ('"I did not sell it," Mr Orlan Tesk said.', "denies"),
        ("Varnia will host a summit on Sunday, Mr Orlan Tesk said.", "announces"),
        ("She is to visit Lasmin on Tuesday, her office said.", "announces"),
        ("Mr Orlan Tesk said the number would pass 9,000 within ten days.", "predicts"),
        ('"I expect rain before the end of next week," Mr Orlan Tesk said.', "predicts"),
        ('"No Varnish citizen was hurt," Mr Orlan Tesk said.', "says"),
        ("Mr Orlan Tesk said Varnia could close the bridge on Sunday.", "says"),
        ("Mr Orlan Tesk said the bridge was closed on Sunday.", "says"),
        ("Mr Orlan Tesk rejected the plan.", "rejects"),
    ],
)
def test_stance(sentence: str, stance: str) -> None:
    assert only(sentence).stance == stance
