"""The brief as PDF, through typst (the extra ``[pdf]``).

What is printed goes to typst as data and never as markup, so no report can put any into the brief. The same brief gives the
same bytes: no font of the machine, no clock.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from onrecord.model.brief import Brief
from onrecord.model.codec import to_plain
from onrecord.model.errors import UsageError
from onrecord.publish.chart_svg import chart_svg
from onrecord.publish.page import Page, page_of

_TEMPLATE = Path(__file__).with_name("data") / "brief.typ"


def check() -> None:
    """Raises ``UsageError`` where typst is not installed."""
    if find_spec("typst") is None:
        raise UsageError("A PDF needs typst: install it with `pip install 'onrecord[pdf]'`.")


def render(brief: Brief) -> bytes:
    """``brief`` as a PDF (1.7, tagged). Raises ``UsageError`` where typst is not installed."""
    return render_page(page_of(brief), brief.as_of)


def render_page(page: Page, as_of: str | None) -> bytes:
    """The same of a brief in words, also of one that was handed over. Raises ``UsageError`` where typst is not installed."""
    check()
    import typst  # noqa: PLC0415 - an extra

    made = typst.compile(
        _TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"brief": _data(page)},
        timestamp=_moment(as_of),
    )
    assert isinstance(made, bytes)
    return made


def _moment(day: str | None) -> datetime:
    """What the PDF says of when it was made: the day of the newest evidence."""
    try:
        return datetime.fromisoformat(day or "1970-01-01").replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _data(page: Page) -> str:
    """What the template prints, as JSON that UTF-8 can hold; charts are drawn, by the identifiers of their lines."""
    lines = [line for thread in page.threads for section in thread.sections for line in section.lines]
    drawn = {line.id: chart_svg(line.chart) for line in lines if line.chart}
    told = json.dumps({"page": to_plain(page), "charts": drawn}, ensure_ascii=False)
    return told.encode("utf-8", "replace").decode("utf-8")
