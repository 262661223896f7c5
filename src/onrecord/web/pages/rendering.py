"""Templates: where they are, how they escape, and what they may call."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import Path
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.desk.reading.shelf import day_or_undated
from onrecord.desk.reading.sources_page import moment_words
from onrecord.web.asker import asker, form_token
from onrecord.web.charts import step_chart
from onrecord.web.maps import draw_map


def _now_words() -> str:
    """The moment at which a page is made, for what is printed of it."""
    return moment_words(datetime.now(UTC).isoformat()) + " UTC"


def _ticked(text: str) -> Markup:
    """``text`` with what stands between backticks as code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


_TEMPLATES = Environment(
    loader=FileSystemLoader(File(__file__).parents[1] / "templates"),
    autoescape=True,  # of everything, whatever a file is called: every text comes from outside
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["chart"] = step_chart
_TEMPLATES.filters["drawn"] = draw_map
_TEMPLATES.filters["words"] = day_or_undated
_TEMPLATES.filters["ticked"] = _ticked
_TEMPLATES.globals["asker"] = asker
_TEMPLATES.globals["now_words"] = _now_words
_TEMPLATES.globals["form_token"] = form_token

Identifier = Annotated[str, Path(max_length=80)]


def render(template: str, *, code: int = 200, **values: Any) -> HTMLResponse:
    """A page, answered with the status ``code``."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(**values), code)
