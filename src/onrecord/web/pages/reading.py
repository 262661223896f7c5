"""Today, stories, articles and search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.desk.reading import Library
from onrecord.desk.reading.claims import STATES
from onrecord.desk.reading.library import LONGEST_QUERY
from onrecord.desk.reading.search import no_search
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.passage import Span
from onrecord.web.asker import who
from onrecord.web.pages.rendering import Identifier, render

#: Speakers that the page of a story shows at once.
FOREMOST = 12


def pages(library: Library) -> APIRouter:
    """Their handlers."""
    router = APIRouter()

    @router.get("/stories/{story_id}")
    def story(request: Request, story_id: Identifier) -> HTMLResponse:
        watch = library.watch(who(request).name, "story", story_id)  # before the page: all up to its number is in it
        page = library.story(story_id)
        figures = library.watching(who(request).name, "figure")
        return render(
            "story.html",
            page=page,
            foremost=FOREMOST,
            watch=watch,
            looked=watch.seen_in(watch.fresh),
            figures=figures,
        )

    @router.get("/stories/{story_id}/claims/{state}")
    def claims(story_id: Identifier, state: str) -> HTMLResponse:
        if state not in STATES:
            raise NotFound(f"Claims are never {state!r}: go back to the story and open them there.")
        chosen = [claim for claim in library.story(story_id).claims if claim.state == state]
        return render("claims.html", claims=chosen)

    @router.get("/stories/{story_id}/voices/{which}")
    def voices(story_id: Identifier, which: str) -> HTMLResponse:
        everybody = library.story(story_id).voices
        named = [voice for voice in everybody if not voice.anonymous]
        parts = {"others": named[FOREMOST:], "anonymous": [voice for voice in everybody if voice.anonymous]}
        if which not in parts:
            raise NotFound(f"Speakers are never {which!r}: go back to the story and open them there.")
        return render("voices.html", voices=parts[which])

    @router.get("/articles/{article_id}")
    def article(article_id: Identifier, start: int | None = None, end: int | None = None) -> HTMLResponse:
        target = Span(start, end) if start is not None and end is not None and start < end else None
        return render("article.html", page=library.article(article_id, target), target=target)

    @router.get("/passages/{article_id}/{start}-{end}")
    def passage(
        article_id: Identifier, start: int, end: int, of: Annotated[str, Query(max_length=80)] = ""
    ) -> HTMLResponse:
        return render("passage.html", passage=library.passage(article_id, start, end), of=of)

    @router.get("/search")
    def search(request: Request, q: str = "", first: Annotated[int, Query(ge=0)] = 0) -> HTMLResponse:
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
