"""Today, stories, articles and search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.desk.reading import Library
from onrecord.desk.reading.claims import STATES
from onrecord.desk.reading.library import LONGEST_QUERY
from onrecord.desk.reading.search import no_search
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.passage import Span
from onrecord.web.asker import who
from onrecord.web.data.identifier import Offset, Rank
from onrecord.web.pages.rendering import Identifier, render

#: Lines of each part that the page of a story shows at once, of the reports those of one day; the others are loaded when they are opened.
SHOWN = {
    "reports": 8,
    "differences": 6,
    "disputes": 6,
    "denied": 8,
    "figures": 4,
    "voices": 8,
    "ahead": 10,
    "past": 8,
    "agreed": 6,
    "sources": 12,
    "gaps": 8,
}
#: Statements of a speaker that are shown at once.
NEWEST = 3


def pages(library: Library) -> APIRouter:
    """Their handlers."""
    router = APIRouter()

    @router.get("/stories/{story_id}")
    def story(request: Request, story_id: Identifier) -> Response:
        # Before the page: all up to the numbers of these is in it.
        watch = library.watch(who(request).name, "story", story_id)
        watching = library.watching(who(request).name, "figure")
        opening = library.story_opening(story_id)
        if opening.page.id != story_id:  # it has grown or was merged since the address was kept
            return RedirectResponse(f"/stories/{opening.page.id}", 303)
        return render(
            "story.html",
            page=opening.page,
            claims=opening.claims,
            contested=opening.contested,
            shown=SHOWN,
            watch=watch,
            looked=watch.seen_in(watch.fresh),
            figures=watching,
        )

    @router.get("/stories/{story_id}/more/{part}")
    def more(story_id: Identifier, part: Identifier) -> HTMLResponse:
        page = library.story_opening(story_id).page
        lines = {
            "differences": page.differences,
            "disputes": [claim for claim in page.disputes if claim.supports],
            "denied": [claim for claim in page.disputes if not claim.supports],
            "figures": page.figures,
            "ahead": page.ahead,
            "past": page.past,
            "agreed": [claim for claim in page.claims if claim.state == "corroborated"],
            "sources": page.sources,
            "gaps": page.gaps,
        }
        if part not in lines:
            raise NotFound(f"A story has no part {part!r}: go back to it and open its lines there.")
        return render("story_more.html", part=part, lines=lines[part][SHOWN[part] :])

    @router.get("/stories/{story_id}/more/reports/{day}")
    def reports(story_id: Identifier, day: Identifier) -> HTMLResponse:
        days = {each.day or "undated": each.reports for each in library.story_opening(story_id).page.days}
        return render("story_more.html", part="reports", lines=days.get(day, ())[SHOWN["reports"] :])

    @router.get("/stories/{story_id}/values/{series_id}")
    def values(story_id: Identifier, series_id: Identifier) -> HTMLResponse:
        figures = {figure.id: figure.points for figure in library.story_opening(story_id).page.figures}
        return render("story_more.html", part="values", lines=figures.get(series_id, ()))

    @router.get("/stories/{story_id}/said/{statement_id}")
    def said(story_id: Identifier, statement_id: Identifier) -> HTMLResponse:
        voices = {voice.sayings[0].id: voice.sayings for voice in library.story_opening(story_id).page.voices}
        return render("said.html", sayings=voices.get(statement_id, ())[NEWEST:])

    @router.get("/stories/{story_id}/claims/{state}")
    def claims(story_id: Identifier, state: str) -> HTMLResponse:
        if state not in STATES:
            raise NotFound(f"Claims are never {state!r}: go back to the story and open them there.")
        chosen = [claim for claim in library.story(story_id).claims if claim.state == state]
        return render("claims.html", claims=chosen)

    @router.get("/stories/{story_id}/voices/{which}")
    def voices(story_id: Identifier, which: str) -> HTMLResponse:
        everybody = library.story_opening(story_id).page.voices
        named = [voice for voice in everybody if not voice.anonymous]
        parts = {"others": named[SHOWN["voices"] :], "anonymous": [voice for voice in everybody if voice.anonymous]}
        if which not in parts:
            raise NotFound(f"Speakers are never {which!r}: go back to the story and open them there.")
        return render("voices.html", voices=parts[which])

    @router.get("/articles/{article_id}")
    def article(article_id: Identifier, start: int | None = None, end: int | None = None) -> HTMLResponse:
        target = Span(start, end) if start is not None and end is not None and start < end else None
        return render("article.html", page=library.article(article_id, target), target=target)

    @router.get("/passages/{article_id}/{start}-{end}")
    def passage(
        article_id: Identifier, start: Offset, end: Offset, of: Annotated[str, Query(max_length=80)] = ""
    ) -> HTMLResponse:
        return render("passage.html", passage=library.passage(article_id, start, end), of=of)

    @router.get("/search")
    def search(request: Request, q: str = "", first: Rank = 0) -> HTMLResponse:
        part = request.headers.get("hx-request") == "true"
        template = "results.html" if part else "search.html"
        try:
            asked = library.asked(q)
            watch = library.watch(who(request).name, "search", asked) if asked else None
            page = library.search(q, first)
        except UsageError as error:  # half a field, while it is typed, is no failure
            return render(template, page=no_search(q[:LONGEST_QUERY]), wrong=str(error), watch=None, looked=False)
        looked = watch is not None and watch.seen_in([hit.report.id for hit in page.hits])
        return render(template, page=page, wrong="", watch=watch, looked=looked)

    return router
