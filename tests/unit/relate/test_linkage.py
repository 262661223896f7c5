"""Groups by average linkage: laws that hold for any scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.relate.linkage import COHESION, Matrix, average_linkage, components


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    size = draw(st.integers(1, 8))
    scores = np.eye(size)
    # Distinct scores: of equal ones the lowest indices go first, which reordering changes.
    values = draw(st.lists(st.integers(0, 10_000), min_size=size * size, max_size=size * size, unique=True))
    for i in range(size):
        for j in range(i):
            scores[i, j] = scores[j, i] = values[i * size + j] / 10_000
    return scores


@given(matrices(), st.floats(0.05, 0.95))
def test_each_index_is_in_one_group(scores: Matrix, threshold: float) -> None:
    groups = average_linkage(scores, threshold)
    assert sorted(index for group in groups for index in group) == list(range(len(scores)))
    assert groups == sorted(groups) and all(group == sorted(group) for group in groups)


@given(matrices(), st.floats(0.05, 0.95))
def test_every_group_reaches_the_threshold_or_is_single(scores: Matrix, threshold: float) -> None:
    for group in average_linkage(scores, threshold):
        if len(group) > 1:
            within = scores[np.ix_(group, group)]
            assert within[np.triu_indices(len(group), 1)].max() >= threshold


@given(matrices(), st.floats(0.05, 0.95), st.randoms(use_true_random=False))
def test_order_does_not_matter(scores: Matrix, threshold: float, chance: object) -> None:
    order = list(range(len(scores)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    there = average_linkage(scores[np.ix_(order, order)], threshold)
    assert {frozenset(order[index] for index in group) for group in there} == {
        frozenset(group) for group in average_linkage(scores, threshold)
    }


@given(matrices(), matrices(), st.floats(0.05, 0.95))
def test_what_no_pair_ties_is_grouped_by_itself(one: Matrix, other: Matrix, threshold: float) -> None:
    size = len(one)
    both = np.zeros((size + len(other), size + len(other)))
    both[:size, :size], both[size:, size:] = one, other
    apart = average_linkage(one, threshold) + [
        [index + size for index in group] for group in average_linkage(other, threshold)
    ]
    assert average_linkage(both, threshold) == sorted(apart)


def test_two_close_groups_that_are_little_alike_stay_two() -> None:
    between = 0.9 * COHESION * 0.9
    scores = np.array([[1, 0.9, between, between], [0.9, 1, between, between]])
    scores = np.vstack([scores, scores[:, [2, 3, 0, 1]]])
    assert average_linkage(scores, between / 2) == [[0, 1], [2, 3]]
    # A single article has nothing to be compared with.
    assert average_linkage(scores[:3, :3], between / 2) == [[0, 1, 2]]


def test_components() -> None:
    tied = np.zeros((4, 4), dtype=bool)
    tied[0, 2] = tied[2, 0] = True
    assert components(tied) == [[0, 2], [1], [3]]
