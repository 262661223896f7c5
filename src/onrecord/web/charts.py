"""Figures as pictures: the drawing is the desk's, the same as in the brief; its colours are the style sheet's."""

from __future__ import annotations

from markupsafe import Markup

from onrecord.desk.reading.figures import FigureView, drawn

#: About what a column of the page is wide, and the screen of a phone: the type of each is as large as the page's small type.
WIDE, NARROW = 440.0, 340.0


def step_chart(figure: FigureView, link: str = "") -> Markup:
    """The chart of ``figure`` as SVG; empty where nothing is to be seen that the values do not say. Marks lead to ``#LINK-N``.

    It is drawn twice, and the style sheet shows the one that fits the screen."""
    wide = drawn(figure, WIDE, link)
    if not wide:
        return Markup()
    both = f'<div class="wide-chart">{wide}</div><div class="narrow-chart">{drawn(figure, NARROW, link)}</div>'
    return Markup(both)  # noqa: S704 - every text in it is escaped where it is drawn
