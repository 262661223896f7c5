"""Pictures of figures on a page: the desk's drawing, escaped. Needs no extra but the pages'."""

from __future__ import annotations

import pytest

from onrecord.desk.reading.figures import FigureView, PointView
from onrecord.desk.reading.shelf import Cited

pytest.importorskip("markupsafe", reason="markupsafe, of the extra web, is not installed")

from onrecord.web.charts import step_chart

CITED = Cited("two", "", "", "art_1", 0, 3, "0" * 64, "Wire", "Title", "1 May 2031", "", "", "")


def point(claimant: str, value: float, day: str) -> PointView:
    return PointView(claimant, f"{value:g}", value, value, "exact", "level", day, day, CITED, last=day)


def test_the_picture_is_the_desks_and_no_report_can_put_markup_into_it() -> None:
    points = (point("<script>", 10, "2031-05-01"), point("<script>", 30, "2031-05-09"))
    made = step_chart(FigureView("ser_1", "<b>ships", "ship", points, "", ""))
    assert made.count("<svg") == 2 and "1 May 2031" in made  # for a page and for a phone
    assert "<script>" not in made and "<b>" not in made


def test_what_the_values_say_as_well_is_no_picture() -> None:
    assert step_chart(FigureView("ser_1", "ships", "ship", (point("A", 1, "2031-05-01"),), "", "")) == ""
