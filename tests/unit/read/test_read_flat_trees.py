"""Ensembles of trees in arrays: the same as walking each tree by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.flat_trees import UNIT, Trees, chances

GROUPS = np.array([0, 1, 1])


def trees() -> Trees:
    """Two trees of the first class, one of the second, over three features. The last is a leaf alone."""
    return Trees.load(
        {
            "t_feature": np.array([0, -1, 1, -1, -1, 2, -1, -1, -1], dtype=np.int16),
            "t_threshold": np.array([0.5, 0, -1.0, 0, 0, 0.0, 0, 0, 0], dtype=np.float32),
            "t_left": np.array([1, 1, 3, 3, 4, 6, 6, 7, 8], dtype=np.int32),
            "t_right": np.array([2, 1, 4, 3, 4, 7, 6, 7, 8], dtype=np.int32),
            "t_value": np.array([10, -300, 40, 500, -70, 5, 900, -11, 77], dtype=np.int32),
            "t_roots": np.array([0, 5, 8], dtype=np.int32),
            "t_classes": np.array([0, 0, 1], dtype=np.int16),
        },
        "t",
    )


def walked(row: list[float]) -> tuple[int, int]:
    first = -300 if row[0] <= 0.5 else (500 if row[1] <= -1.0 else -70)
    return first + (900 if row[2] <= 0.0 else -11), 77


rows = st.lists(st.lists(st.floats(-3, 3, width=32), min_size=3, max_size=3), min_size=1, max_size=40)


@given(rows)
def test_scores_are_those_of_the_leaves(values: list[list[float]]) -> None:
    found = trees().scores(np.array(values, dtype=np.float32))
    assert [tuple(row) for row in found.tolist()] == [walked(row) for row in values]


@given(rows)
def test_what_the_groups_added_leads_from_the_roots_to_the_scores(values: list[list[float]]) -> None:
    ensemble = trees()
    table = np.array(values, dtype=np.float32)
    added = ensemble.shares(table, GROUPS)
    # The roots of the first class hold 10 and 5, that of the second 77, as does its only leaf.
    assert (added.sum(axis=1) + 15).tolist() == ensemble.scores(table)[:, 0].tolist()


def test_long_texts_are_scored_in_slabs_alike() -> None:
    table = np.tile(np.array([[0.2, 0, 1], [0.9, -2, -1], [0.9, 2, 0]], dtype=np.float32), (700, 1))
    ensemble = trees()
    assert (ensemble.scores(table)[:3] == ensemble.scores(table)[-3:]).all()
    assert ensemble.shares(table, GROUPS).shape == (2100, 2)
    assert ensemble.scores(table[:0]).shape == (0, 2)


def test_chances_are_probabilities() -> None:
    found = chances(np.array([0, UNIT, -UNIT, 10**9, -(10**9)]))
    assert found.tolist() == [0.5, 0.7311, 0.2689, 1.0, 0.0]
