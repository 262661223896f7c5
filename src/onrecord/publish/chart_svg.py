"""A chart as static SVG: no script, no font of its own, readable in print and without colour.

Colours stand as attributes, which any style sheet of the page may override by class; the PDF takes them as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from onrecord.model.brief import Chart, ChartValue
from onrecord.publish.chart_field import LINE, WIDTH, Text
from onrecord.publish.charts import Arrow, Drawing, Ending, Mark, Track, drawing

#: Ink that tells claimants apart, also in grey: the last is of all further ones.
COLOURS = ("#a8321a", "#1f5f8b", "#3d7034", "#8c6a00", "#7a3f75", "#6b6a62")
INK, SOFT, RULE, PAPER = "#1b1b18", "#66655c", "#d4d1c6", "#fdfcf9"
#: Families that a page may have; the last but one is the PDF's.
FONT = "Source Sans 3, Segoe UI, Helvetica Neue, Arial, Libertinus Serif, sans-serif"


def chart_svg(chart: Chart, width: float = WIDTH, link: str = "") -> str:
    """``chart`` as one ``<svg>``, empty where there is nothing to draw. Numbers of reports lead to ``#ref-N``.

    With ``link`` each mark leads to ``#LINK-N``, N the place of its value in the chart, from 0.
    """
    drawn = drawing(chart, width)
    if drawn is None:
        return ""
    leads = {value: f"#{link}-{place}" for place, value in enumerate(chart.values)} if link else {}
    body = "".join(
        [
            f'<text class="caption" x="0" y="11" fill="{SOFT}">{escape(drawn.caption)}</text>',
            *_axes(drawn),
            *(_leader(ending, drawn.right) for ending in drawn.endings),
            *(_track(track, leads) for track in reversed(drawn.tracks)),  # the first on top, as its label is
            *(_ending(ending) for ending in drawn.endings),
        ]
    )
    role = "group" if "<a " in body else "img"  # what is in an image cannot be followed
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {drawn.width:g} {drawn.height:g}" '
        f'width="{drawn.width:g}" height="{drawn.height:g}" role="{role}" aria-label="{escape(f"{drawn.title}. {drawn.said}")}" '
        f'font-family="{FONT}" font-size="11.5">{body}</svg>'
    )


def _axes(drawn: Drawing) -> list[str]:
    made = []
    for tick in drawn.values:
        is_base = tick.text == "0"
        made.append(
            f'<line class="grid{" base" if is_base else ""}" x1="{drawn.left:g}" x2="{drawn.right:g}" y1="{tick.y - 4:g}" '
            f'y2="{tick.y - 4:g}" stroke="{SOFT if is_base else RULE}" stroke-width="0.8"/>{_text(tick, "tick", SOFT)}'
        )
    made += [
        f'<line class="grid base" x1="{day.x:g}" x2="{day.x:g}" y1="{drawn.bottom:g}" y2="{drawn.bottom + 4:g}" '
        f'stroke="{SOFT}" stroke-width="0.8"/>'
        + _text(Text(day.x, drawn.bottom + 17, day.text, day.anchor), "tick", SOFT)
        for day in drawn.days
    ]
    return made


def _track(track: Track, leads: Mapping[ChartValue, str]) -> str:
    ink = COLOURS[track.colour]
    path = (
        f'<path class="step" d="{track.path}" fill="none" stroke="{ink}" stroke-width="1.8"/>'
        if len(track.marks) > 1
        else ""
    )
    marks = "".join(_linked(mark, _mark(mark, ink), leads.get(mark.value)) for mark in track.marks)
    return f'<g class="by-{track.colour}">{path}{"".join(_arrow(arrow, ink) for arrow in track.arrows)}{marks}</g>'


def _linked(mark: Mark, drawn: str, lead: str | None) -> str:
    """A mark as a link, with room for a finger around it."""
    if lead is None:
        return drawn
    room = f'<circle class="touch" cx="{mark.x:g}" cy="{mark.y:g}" r="13" fill="transparent"/>'
    # The mark's own title names the link; what is written beside it stays part of that name.
    return f'<a href="{escape(lead)}">{room}{drawn}</a>'


def _mark(mark: Mark, ink: str) -> str:
    x, y = mark.x, mark.y
    parts = []
    hover = f"<title>{escape(mark.hover)}</title>"
    if mark.shape not in ("exact", "about"):
        parts.append(
            f'<line class="bound" x1="{x:g}" x2="{x:g}" y1="{mark.low_y:g}" y2="{mark.high_y:g}" stroke="{ink}" '
            f'stroke-width="6" stroke-opacity="0.18">{hover}</line>'
        )
    if mark.to_x > x:
        parts.append(
            f'<line class="lasting" x1="{x:g}" x2="{mark.to_x:g}" y1="{y:g}" y2="{y:g}" stroke="{ink}" '
            'stroke-width="4" stroke-opacity="0.3"/>'
        )
    filled = f'fill="{ink}" stroke="{PAPER}" stroke-width="1.2"'
    if mark.shape == "at_most":
        parts.append(f'<path class="mark" d="M{x - 4.8:g},{y - 4:g}h9.6l-4.8,8z" {filled}>{hover}</path>')
    elif mark.shape == "at_least":
        parts.append(f'<path class="mark" d="M{x - 4.8:g},{y + 4:g}h9.6l-4.8,-8z" {filled}>{hover}</path>')
    elif mark.shape == "about":
        parts.append(
            f'<circle class="mark hollow" cx="{x:g}" cy="{y:g}" r="3.4" fill="{PAPER}" stroke="{ink}" '
            f'stroke-width="1.8">{hover}</circle>'
        )
    else:
        parts.append(f'<circle class="mark" cx="{x:g}" cy="{y:g}" r="3.8" {filled}>{hover}</circle>')
    if mark.label:
        parts.append(_text(mark.label, "value", ink))
    return "".join(parts)


def _arrow(arrow: Arrow, ink: str) -> str:
    x, tip = arrow.x, arrow.tip
    back = 6.0 if tip < arrow.y else -6.0
    head = (
        f'<path class="mark" d="M{x:g},{tip:g}l-4,{back:g}h8z" fill="{ink}"/>'
        if arrow.pointed and abs(tip - arrow.y) > 1
        else ""
    )
    return (
        f'<g class="change"><title>{escape(arrow.hover)}</title><line class="step" x1="{x:g}" x2="{x:g}" '
        f'y1="{arrow.y:g}" y2="{tip:g}" stroke="{ink}" stroke-width="1.8"/>{head}</g>'
    )


def _leader(ending: Ending, right: float) -> str:
    bend = f"M{ending.x:g},{ending.y:g}H{right:g}L{right + 10:g},{ending.who.y - 4:g}"
    return (
        f'<path class="lead by-{ending.colour}" d="{bend}" fill="none" stroke="{COLOURS[ending.colour]}" '
        'stroke-width="0.8" stroke-dasharray="1.5 3" stroke-opacity="0.8"/>'
    )


def _ending(ending: Ending) -> str:
    who = ending.who
    below = (
        f'<tspan class="name" x="{who.x:g}" dy="{LINE - 2:g}" fill="{INK}">{escape(ending.below)}</tspan>'
        if ending.below
        else ""
    )
    return (
        f'<text class="ending by-{ending.colour}" x="{who.x:g}" y="{who.y:g}"><title>{escape(ending.hover)}</title>'
        f'<tspan class="last" font-weight="700" fill="{COLOURS[ending.colour]}">{escape(ending.value)}</tspan> '
        f'<tspan class="name" fill="{INK}">{escape(who.text)}</tspan>{below}{_note(who.note)}</text>'
    )


def _text(text: Text, kind: str, ink: str) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    halo = f' stroke="{PAPER}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"' if kind == "value" else ""
    weight = ' font-weight="600"' if kind == "value" else ""
    return (
        f'<text class="{kind}" x="{text.x:g}" y="{text.y:g}"{anchor} fill="{ink}"{weight}{halo}>'
        f"{escape(text.text)}{_note(text.note)}</text>"
    )


def _note(number: int | None) -> str:
    if number is None:
        return ""
    return (
        f' <a href="#ref-{number}" tabindex="-1"><tspan class="note-number" font-size="9.5" font-weight="400" '
        f'fill="{SOFT}">[{number}]</tspan></a>'
    )
