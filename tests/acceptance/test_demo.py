"""The demo crisis against its truth. Floors only rise; ``python -m benchmarks.crisis`` prints where one stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from benchmarks.crisis import Crisis, score

ROOT = Path(__file__).resolve().parents[2]
FLOORS = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))["harbour"]


@pytest.fixture(scope="module")
def scores(harbour: Crisis) -> dict[str, float]:
    return {name: value.share for name, value in score(harbour).items()}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(scores: dict[str, float], name: str) -> None:
    assert scores[name] >= FLOORS[name]


def test_the_truth_can_be_found(harbour: Crisis) -> None:
    """A planted passage that no article has would make a score look worse than it is."""
    lost = [
        f"{item['report']}: {item['quote']}"
        for kind in ("statements", "figures", "denials", "forecasts")
        for item in harbour.truth[kind]
        if harbour.find(item["report"], item["quote"]) is None
    ]
    total = sum(len(harbour.truth[kind]) for kind in ("statements", "figures", "denials", "forecasts"))
    assert len(lost) <= 0.05 * total, lost[:10]
