"""HTML: each handler asks for a read model and names the template that prints it."""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from onrecord.desk.reading import Library
from onrecord.desk.reading.claims import STATES
from onrecord.desk.reading.shelf import day_or_undated
from onrecord.model.errors import NotFound
from onrecord.model.passage import Span
from onrecord.web.charts import step_chart

_TEMPLATES = Environment(
    loader=FileSystemLoader(File(__file__).with_name("templates")),
    autoescape=True,  # of everything, whatever a file is called: every text comes from outside
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["chart"] = step_chart
_TEMPLATES.filters["words"] = day_or_undated

Identifier = Annotated[str, Path(max_length=80)]


def render(template: str, *, code: int = 200, **values: Any) -> HTMLResponse:
    """A page, answered with the status ``code``."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(**values), code)


def pages(library: Library) -> APIRouter:
    """The handlers of the pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def today() -> HTMLResponse:
        return render("today.html", page=library.today())

    @router.get("/stories/{story_id}")
    def story(story_id: Identifier) -> HTMLResponse:
        return render("story.html", page=library.story(story_id))

    @router.get("/stories/{story_id}/claims/{state}")
    def claims(story_id: Identifier, state: str) -> HTMLResponse:
        if state not in STATES:
            raise NotFound(f"Claims are never {state!r}: go back to the story and open them there.")
        chosen = [claim for claim in library.story(story_id).claims if claim.state == state]
        return render("claims.html", claims=chosen)

    @router.get("/articles/{article_id}")
    def article(article_id: Identifier, start: int | None = None, end: int | None = None) -> HTMLResponse:
        target = Span(start, end) if start is not None and end is not None and start < end else None
        return render("article.html", page=library.article(article_id, target), target=target)

    @router.get("/search")
    def search(request: Request, q: str = "", outlet: str = "") -> HTMLResponse:
        page = library.search(q, outlet)
        part = request.headers.get("hx-request") == "true"
        return render("results.html" if part else "search.html", page=page)

    return router
