from __future__ import annotations

from dataclasses import replace

from tests.unit.relate.builders import Draft
from tests.unit.relate.whole import relate

from onrecord.model.relations import Claim, Relations

MENDED = "The harbour board of Tellin said 42 barges had sunk at the quay in the storm of Monday night."
WRONG = MENDED.replace("42", "61")
REST = (
    "Divers of the Orvik salvage company went down at first light and marked each wreck with a yellow buoy, while the pilots kept "
    "the fairway closed to all but the ferry and the lifeboat.",
    "Insurers from Castelune walked the mole in the afternoon with notebooks in plastic bags, and the cranes stood idle because "
    "the rails beneath them had been washed out for forty metres.",
)


def _printed(source: str, first: str, outlet: str, day: str) -> Draft:
    draft = Draft(source, first, *REST, title="Barges sink at Tellin quay", published=day, outlet=outlet)
    draft.says(first, first[first.index(" said ") + 6 : -1], "harbour board of Tellin")
    return draft


def _said(related: Relations, number: str) -> list[Claim]:
    return [claim for claim in related.claims if number in claim.about]


def test_a_copy_that_keeps_what_the_report_dropped_in_a_later_version_is_retracted() -> None:
    now, before = _printed("a", MENDED, "Herald", "2031-05-06"), _printed("a", WRONG, "Herald", "2031-05-06")
    copy = _printed("b", WRONG, "Echo", "2031-05-07")
    related = relate([replace(now.done(), earlier=(before.article,)), copy.done()])
    assert {claim.state for claim in _said(related, "61")} == {"retracted"}
    assert now.article.id in _said(related, "61")[0].reason
    assert {claim.state for claim in _said(related, "42")} == {"single_source"}


def test_without_a_later_version_nothing_is_retracted() -> None:
    related = relate(
        [_printed("a", MENDED, "Herald", "2031-05-06").done(), _printed("b", WRONG, "Echo", "2031-05-07").done()]
    )
    assert "retracted" not in {claim.state for claim in related.claims}


def test_what_others_say_too_is_not_retracted() -> None:
    now, before = _printed("a", MENDED, "Herald", "2031-05-06"), _printed("a", WRONG, "Herald", "2031-05-06")
    copy = _printed("b", WRONG, "Echo", "2031-05-07")
    other = Draft(
        "c",
        WRONG.replace("The harbour board of Tellin", "The coastguard of Tellin"),
        title="Barges sink at Tellin quay",
        published="2031-05-07",
        outlet="Meridian",
    )
    other.says(
        other.article.body[0].text,
        "61 barges had sunk at the quay in the storm of Monday night",
        "coastguard of Tellin",
    )
    related = relate([replace(now.done(), earlier=(before.article,)), copy.done(), other.done()])
    assert "retracted" not in {claim.state for claim in related.claims}


def test_a_sentence_in_other_words_is_not_taken_back() -> None:
    now = _printed("a", MENDED.replace("the storm of Monday night", "Monday night's storm"), "Herald", "2031-05-06")
    before, copy = _printed("a", MENDED, "Herald", "2031-05-06"), _printed("b", MENDED, "Echo", "2031-05-07")
    related = relate([replace(now.done(), earlier=(before.article,)), copy.done()])
    assert "retracted" not in {claim.state for claim in related.claims}


def test_what_a_correction_says_was_wrong_is_retracted() -> None:
    printed = _printed("a", WRONG, "Herald", "2031-05-06")
    note = "Correction: our article of 6 May said that 61 barges had sunk at the quay in the storm of Monday night. It was 42."
    mending = Draft("b", *REST, note, title="Cranes stand idle at Tellin quay", published="2031-05-08", outlet="Herald")
    related = relate([printed.done(), mending.done()])
    assert {claim.state for claim in _said(related, "61")} == {"retracted"}
