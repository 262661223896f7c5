"""Dates and amounts in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.when import When
from onrecord.publish.wording import amount_words, day_words, one_line, when_words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(), "undated"),
        (When("2031-05-02T08:10", "2031-05-02T08:10", "minute", "text"), "2 May 2031 08:10"),
        (When("2031-05-02", "2031-05-02", "day", "text"), "2 May 2031"),
        (When("2031-05-02", "2031-05-04", "interval", "text"), "2 to 4 May 2031"),
        (When("2031-04-30", "2031-05-04", "interval", "text"), "30 April to 4 May 2031"),
        (When("2030-12-30", "2031-01-02", "interval", "inferred"), "30 December 2030 to 2 January 2031 (inferred)"),
    ],
)
def test_when(when: When, words: str) -> None:
    assert when_words(when) == words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((1200.0, 1200.0, "about", "soldier"), "about 1,200"),
        ((None, 7000.0, "at_most", "troop"), "at most 7,000"),
        ((20.0, 30.0, "range", "%"), "20 to 30 %"),
        ((1.5, 1.5, "exact", "EUR"), "1.5 EUR"),
        ((None, None, "exact", "troop"), "an amount not given"),
    ],
)
def test_amount(arguments: tuple[float | None, float | None, str, str], words: str) -> None:
    low, high, bound, unit = arguments
    assert amount_words(low, high, bound, unit) == words  # type: ignore[arg-type]


def test_a_day_that_is_none_comes_back() -> None:
    assert day_words("some time") == "some time"


@given(st.text())
def test_one_line_has_no_line_breaks(text: str) -> None:
    assert one_line(text) == " ".join(text.split())
    assert not {"\n", "\r", "\t"} & set(one_line(text))
