"""Figures as pictures: the drawing is the desk's, the same as in the brief; its colours are the style sheet's."""

from __future__ import annotations

from markupsafe import Markup

from onrecord.desk.reading.figures import FigureView, drawn

#: About what a column of the page is wide, so that its type is as large as the page's small type.
WIDTH = 440.0


def step_chart(figure: FigureView, link: str = "") -> Markup:
    """The chart of ``figure`` as SVG; empty where nothing is to be seen that the values do not say. Marks lead to ``#LINK-N``."""
    return Markup(drawn(figure, WIDTH, link))  # noqa: S704 - every text in it is escaped where it is drawn
