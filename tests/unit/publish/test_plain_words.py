"""What stands in the record as stems, identifiers, ISO days and shares stands on pages in plain words."""

from __future__ import annotations

import pytest

from onrecord.model.when import Relative, When
from onrecord.publish.gaps import announced_for, silence_until
from onrecord.publish.spelled import spelled
from onrecord.publish.wording import amount_words, copy_words, days_in_words, due_words, status_words, without_ids


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("dozens of people", "dozens (12 to 120)"),
        ("at least a dozen", "a dozen (12 to 120)"),
        ("12 to 120 dozens", "12 to 120"),
        ("", "12 to 120"),
    ],
)
def test_vague_words_stand_before_their_bounds(told: str, words: str) -> None:
    assert amount_words(12, 120, "range", "", told) == words


def test_days_and_times_in_a_sentence_are_in_words() -> None:
    assert days_in_words("published first (2031-05-06T14:05), not 2031-05-07") == (
        "published first (6 May 2031 14:05), not 7 May 2031"
    )
    assert days_in_words("order 2031-05-066") == "order 2031-05-066"


def test_a_limit_is_a_limit() -> None:
    limit = When("2031-05-06", "2031-05-31", "interval", "text", "", Relative("month", 0, 1, until=True))
    assert due_words(limit) == "by 31 May 2031"
    assert due_words(When("2031-05-06", "2031-05-08", "interval", "text")) == "6 to 8 May 2031"
    assert announced_for(due_words(limit)) == "by 31 May 2031"
    assert announced_for("6 May 2031") == "for 6 May 2031"
    assert announced_for("") == "without a day"


def test_silence_is_what_was_not_found() -> None:
    assert status_words("unreported") == "no outcome found"
    assert silence_until("2031-05-09") == "no outcome was found in the reports up to 9 May 2031"


def test_identifiers_of_records_are_no_words() -> None:
    told = "the same source later gives another value (cl_0123456789ab)"
    assert without_ids(told) == "the same source later gives another value"
    assert without_ids("F2; with diff_0123456789ab, diff_0123456789ac") == "F2"


def test_stems_are_spelled_as_the_report_spells_them() -> None:
    text = "The ministry of the Northern provinces met in Hallow."
    assert (
        spelled("shares with X: provinc, ministri, hallow, zzzz", text) == "shares with X: provinces, ministry, Hallow"
    )
    assert spelled("shares with X: zzzz", text) == "shares with X"


def test_another_version_is_no_copy() -> None:
    assert copy_words("near", "[2]", again=True) == "another version of [2]"
    assert copy_words("near", "[2]") != copy_words("near", "[2]", again=True)
