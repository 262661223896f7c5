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
from onrecord.web.data.identifier import Offset, Rank
from onrecord.web.pages.rendering import Identifier, render

#: Speakers that the page of a story shows at once.
FOREMOST = 12


def pages(library: Library) -> APIRouter:
    """Their handlers."""
    router = APIRouter()

    @router.get("/stories/{story_id}")
    def story(story_id: Identifier) -> HTMLResponse:
        return render("story.html", page=library.story(story_id), foremost=FOREMOST)

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
        article_id: Identifier, start: Offset, end: Offset, of: Annotated[str, Query(max_length=80)] = ""
    ) -> HTMLResponse:
        return render("passage.html", passage=library.passage(article_id, start, end), of=of)

    @router.get("/search")
    def search(request: Request, q: str = "", first: Rank = 0) -> HTMLResponse:
        part = request.headers.get("hx-request") == "true"
        template = "results.html" if part else "search.html"
        try:
            return render(template, page=library.search(q, first), wrong="")
        except UsageError as error:  # half a field, while it is typed, is no failure
            return render(template, page=no_search(q[:LONGEST_QUERY]), wrong=str(error))

    return router
