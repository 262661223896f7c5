"""The benchmark of claims: its areas, and that the marked pairs are whole."""

from __future__ import annotations

import json

import pytest
from benchmarks.claims import TRUTH, area


def test_area() -> None:
    assert area([(0.9, True), (0.1, False)]) == 1
    assert area([(0.1, True), (0.9, False)]) == 0
    assert area([(0.5, True), (0.5, False)]) == pytest.approx(0.5)


def test_each_marked_pair_is_of_two_articles_of_one_event() -> None:
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 190
    for row in rows:
        events = {int(row[side]["article"].split("/")[0]) for side in ("a", "b")}
        assert events == {row["event"]}
        assert row["a"]["article"] != row["b"]["article"]
        assert all(
            row[side]["span"][0] < row[side]["span"][1] and len(row[side]["sha256"]) == 16 for side in ("a", "b")
        )
