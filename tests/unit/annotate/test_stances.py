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
        ("Mr Orlan Tesk called the report a lie.", "denies"),
        ("The union called the offer an insult.", "says"),
        ("Ms Ida Lorn called the closure a misunderstanding.", "says"),
        ("Ms Ida Lorn called for an inquiry.", "demands"),
        ("Ms Ida Lorn called again for a truce.", "demands"),
        ("The mayor called on residents to leave.", "demands"),
        ("The airline blamed ice on the runway.", "says"),
        ("Ms Ida Lorn blamed a faulty valve.", "says"),
        ("The union blamed the ministry.", "accuses"),
        ("Ms Ida Lorn blamed the crash on Varnia.", "accuses"),
        ("Varnia accused Lasmin of shelling the port.", "accuses"),
        ('Mr Orlan Tesk said: "Any deal with them will be dead by Friday."', "says"),
        ("Mr Orlan Tesk said the fever will be over by Friday.", "predicts"),
        ("Mr Orlan Tesk said the bridge will be repaired by Friday.", "announces"),
    ],
)
def test_stance(sentence: str, stance: str) -> None:
    assert only(sentence).stance == stance
