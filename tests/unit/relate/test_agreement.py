"""When a number that two reports have is one claim, and when it has two origins. All texts are invented."""

from __future__ import annotations

import pytest
from tests.unit.relate.builders import Draft
from tests.unit.relate.whole import relate

from onrecord.model.relations import Claim


def claims(one: str, other: str, number: str, unit: str, value: float) -> list[Claim]:
    drafts = [
        Draft("a", one, title="Flood in the Orla valley", published="2031-03-04", outlet="Varsk Post"),
        Draft("b", other, title="Flood in the Orla valley", published="2031-03-05", outlet="Odrel Gazette"),
    ]
    for draft, sentence in zip(drafts, (one, other), strict=True):
        words = next(form for form in (number, number.capitalize()) if form in sentence)
        draft.figure(sentence, words, value, unit=unit, counts=words.split()[1])
    return [claim for claim in relate([draft.done() for draft in drafts]).claims if claim.positions]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        # the same count of the same matter
        ("Five sailors were rescued from the wreck.", "The tug rescued five sailors at dawn.", True),
        # a number in common and nothing else
        ("Inspectors spoke with five sailors in the Odrel prison.", "Five sailors walked home over the bridge.", False),
    ],
)
def test_a_shared_number_alone_is_no_agreement(one: str, other: str, together: bool) -> None:
    found = claims(one, other, "five sailors", "sailor", 5.0)
    assert (max((len(claim.origins) for claim in found), default=0) > 1) is together


def test_what_is_known_already_is_not_counted_again() -> None:
    found = claims(
        "No herd was lost outside the two valleys.", "Our vets worked in the two valleys.", "two valleys", "valley", 2.0
    )
    assert found == []
