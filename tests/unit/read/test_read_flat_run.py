"""From where to where an article runs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import flat_run
from onrecord.read.lines import Line, split

Runs = list[tuple[int, int, float]]

WATER = "The water came in through the bow door of the ferry on Monday morning, the harbour master said ({})."
OTHER = "Three bakers won prizes for their almond cakes at the summer market in the old town square ({})."


def by_hand(weights: list[float], first: int = 0) -> Runs:
    """The greatest run, and the same again on both sides of it: the definition, in cubic time."""
    best, place = 0.0, None
    for start in range(len(weights)):
        total = 0.0
        for end in range(start, len(weights)):
            total = round(total + weights[end], 4)
            shorter = place is not None and total == best and end + 1 - start < place[1] - place[0]
            if total > best or shorter:
                best, place = total, (start, end + 1)
    if place is None:
        return []
    start, end = place
    return [*by_hand(weights[:start], first), (first + start, first + end, best), *by_hand(weights[end:], first + end)]


@given(st.lists(st.integers(-300, 300).filter(bool).map(lambda n: n / 100), max_size=14))
def test_maximal_runs_are_those_of_the_definition(weights: list[float]) -> None:
    found = flat_run.maximal_runs(weights)
    assert [sum_ for _, _, sum_ in found] == [sum_ for _, _, sum_ in by_hand(weights)]
    assert all(left[1] <= right[0] for left, right in pairwise(found))


def test_a_hundred_thousand_weights_are_one_pass() -> None:
    assert flat_run.maximal_runs([1.0, -2.0] * 50_000) == [(at, at + 1, 1.0) for at in range(0, 100_000, 2)]
    assert flat_run.maximal_runs([2.0, -1.0] * 50_000) == [(0, 99_999, 50_001.0)]


def lines_of(*texts: str) -> list[Line]:
    return split("\n\n".join(texts))


def test_a_part_of_the_article_behind_furniture_is_the_articles_and_another_story_is_not() -> None:
    story = [WATER.format(n) for n in range(6)]
    menu = ["Weather"] * 30
    for more, taken in ((WATER, True), (OTHER, False)):
        lines = lines_of(*story, *menu, *[more.format(n) for n in range(4)])
        found = flat_run.find(lines, np.array([0.9] * 6 + [0.02] * 30 + [0.85] * 4))
        assert (found.start, found.end) == (0, 6)
        assert found.inside[:6].all()
        assert not found.inside[6:36].any()
        assert found.inside[36:].all() == taken


def test_nothing_likely_is_no_run() -> None:
    lines = lines_of("Weather", "Sports", "Sign in")
    found = flat_run.find(lines, np.array([0.1, 0.2, 0.0]))
    assert (found.start, found.end, found.inside.any()) == (0, 0, False)


def test_a_line_that_names_itself_needs_more_to_be_body() -> None:
    plain, caption = lines_of(WATER.format(1), WATER.format(2))
    caption.become("caption", "it says so")
    assert flat_run.is_body(plain, 0.6, inside=True)
    assert not flat_run.is_body(caption, 0.6, inside=True)
    assert flat_run.is_body(caption, 0.95, inside=True)
    assert not flat_run.is_body(plain, 0.99, inside=False)
