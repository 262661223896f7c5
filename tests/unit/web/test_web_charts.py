"""Step charts: where things stand. Needs no extra."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk.reading.figures import FigureView, PointView
from onrecord.desk.reading.shelf import Cited
from onrecord.web.charts import HEIGHT, WIDTH, step_chart

CITED = Cited("two", "", "", "art_1", 0, 3, "0" * 64, "Wire", "Title", "1 May 2031", "", "", "")


def point(claimant: str, low: float | None, high: float | None, day: str | None, kind: str = "level") -> PointView:
    bound = "exact" if low == high else "at_most" if low is None else "at_least" if high is None else "range"
    return PointView(claimant, f"{low} {high}", low, high, bound, kind, day, day or "no date", CITED)


def figure(*points: PointView) -> FigureView:
    return FigureView("ser_1", "ships", "ship", points, "", "")


def test_a_value_that_grows_steps_up_and_to_the_right() -> None:
    chart = step_chart(figure(point("Port", 10, 10, "2031-05-01"), point("Port", 30, 30, "2031-05-09")))
    assert chart is not None
    (steps,) = chart.steps
    first, second = steps.marks
    assert first.x < second.x
    assert first.y > second.y  # up is less in a drawing
    assert steps.path == f"M{first.x},{first.y}H{second.x}V{second.y}"
    assert [tick.label for tick in chart.days] == ["1 May", "9 May"]
    assert chart.values[0].label == "0"


def test_bounds_have_shapes_of_their_own() -> None:
    chart = step_chart(
        figure(point("A", None, 10, "2031-05-01"), point("B", 10, None, "2031-05-02"), point("C", 4, 8, "2031-05-03"))
    )
    assert chart is not None
    assert {steps.full_name: steps.marks[0].shape for steps in chart.steps} == {
        "A": "at_most",
        "B": "at_least",
        "C": "range",
    }


def test_changes_undated_and_unknown_values_are_not_drawn() -> None:
    assert step_chart(figure(point("A", 1, 1, "2031-05-01"), point("A", 2, 2, "2031-05-02", "change"))) is None
    assert step_chart(figure(point("A", 1, 1, "2031-05-01"), point("A", 2, 2, None))) is None
    assert step_chart(figure(point("A", 1, 1, "2031-05-01"), point("A", None, None, "2031-05-02"))) is None


def test_those_who_say_the_same_share_a_label() -> None:
    chart = step_chart(figure(*(point(name, 5, 5, "2031-05-01") for name in "ABC"), point("D", 9, 9, "2031-05-02")))
    assert chart is not None
    assert sorted(filter(None, (steps.name for steps in chart.steps))) == ["A +2", "D"]


values = st.one_of(st.none(), st.floats(min_value=0, max_value=1e12))
days = st.dates().map(lambda day: day.isoformat())


@given(st.lists(st.builds(point, st.text(max_size=40), values, values, st.one_of(st.none(), days)), max_size=12))
def test_all_that_is_drawn_stands_on_the_chart(points: list[PointView]) -> None:
    chart = step_chart(figure(*points))
    if chart is None:
        return
    for steps in chart.steps:
        for mark in steps.marks:
            assert 0 <= mark.x <= WIDTH
            assert 0 <= mark.y <= HEIGHT
