"""Floors: what falls is told, and they only rise."""

from __future__ import annotations

import tomllib

import pytest
from benchmarks.floors import FILE, fallen, lowered


@pytest.mark.parametrize(
    ("floors", "measured", "told"),
    [
        ({"f1": 0.9}, {"f1": 0.9}, 0),
        ({"f1": 0.9}, {"f1": 0.89}, 1),
        ({"f1": 0.9}, {}, 1),
        ({"most": {"wrong": 0.1}}, {"wrong": 0.1}, 0),
        ({"most": {"wrong": 0.1}}, {"wrong": 0.2}, 1),
    ],
)
def test_a_metric_beyond_its_bound_is_told(floors: dict[str, object], measured: dict[str, float], told: int) -> None:
    assert len(list(fallen(floors, measured))) == told


def test_floors_only_rise_and_ceilings_only_fall() -> None:
    before = {"html": {"all": {"f1": 0.9, "most": {"wrong": 0.1}}}}
    assert not list(lowered(before, {"html": {"all": {"f1": 0.95, "most": {"wrong": 0.0}}}, "flat": {}}))
    assert list(lowered(before, {"html": {"all": {"f1": 0.8, "most": {"wrong": 0.2}}}})) == [
        "html.all.f1 went from 0.9 to 0.8",
        "html.all.most.wrong went from 0.1 to 0.2",
    ]
    assert list(lowered(before, {})) == ["html is gone"]


def test_the_file_is_understood() -> None:
    floors = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert all(isinstance(part, dict) for name, own in floors.items() if name != "harbour" for part in own.values())
