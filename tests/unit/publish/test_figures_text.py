"""Figures in a terminal: quantities by day with bars, then the figures that stand alone."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publish.outputs import FIRST, SECOND

from onrecord import open_desk
from onrecord.publish.figures_text import BAR, _bar, figures_as_text


def _text(tmp_path: Path, reports: dict[str, str], width: int) -> list[str]:
    for name, text in reports.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_desk(None) as desk:
        desk.add([str(tmp_path)], received="2031-05-20")
        return list(figures_as_text(desk.show("figures"), desk.show("series"), desk.show("articles"), width=width))


def test_a_quantity_that_moves_is_told_by_day(tmp_path: Path) -> None:
    lines = _text(tmp_path, FIRST | SECOND, 100)
    head = next(line for line in lines if "ser_" in line)
    first, second = lines[lines.index(head) + 1 : lines.index(head) + 3]
    assert "about 300" in first and "500" in second and "Nils Brandt" in second
    assert first.count("█") < second.count("█") == BAR


def test_a_narrow_terminal_has_no_bars(tmp_path: Path) -> None:
    lines = _text(tmp_path, FIRST | SECOND, 60)
    assert any("about 300" in line for line in lines) and not any("█" in line for line in lines)


def test_an_empty_desk_says_so(tmp_path: Path) -> None:
    assert _text(tmp_path, {}, 100) == ["No figures on this desk."]


@given(st.floats(min_value=0, max_value=1e12), st.floats(min_value=1e-6, max_value=1e12))
def test_a_bar_is_never_longer_than_the_longest(value: float, most: float) -> None:
    made = _bar(min(value, most), most)
    assert len(made) <= BAR
    assert bool(made) == (value > 0)
