"""Actors, figures, calendar, map, sources and brief: what an analyst looks through."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.desk.reading import Library
from onrecord.web.asker import visitor, who
from onrecord.web.pages.rendering import Identifier, render

Short = Annotated[str, Query(max_length=500)]
#: The number of the line that a page of a list begins with; nobody turns so many pages.
First = Annotated[int, Query(ge=0, le=10_000)]

#: What calendars are told of a file.
CALENDAR = "text/calendar; charset=utf-8"


def pages(library: Library) -> APIRouter:
    """Their handlers."""
    router = APIRouter()

    @router.get("/actors")
    def actors(request: Request, q: Short = "", kind: Short = "") -> HTMLResponse:
        part = request.headers.get("hx-request") == "true"
        return render("actors_list.html" if part else "actors.html", page=library.actors(q, kind))

    @router.get("/actors/{actor_id}")
    def actor(request: Request, actor_id: Identifier, stance: Short = "") -> HTMLResponse:
        watch = library.watch(who(request).name, "actor", actor_id)  # before the page: all up to its number is in it
        page = library.actor(actor_id, stance)
        looked = not stance and bool(watch.fresh) and watch.seen_in(library.latest_said(actor_id))
        return render("actor.html", page=page, watch=watch, looked=looked)

    @router.get("/figures")
    def figures(request: Request, thread: Short = "", first: First = 0) -> HTMLResponse:
        watching = library.watching(who(request).name, "figure")
        return render("figures.html", page=library.figures(thread, first), watching=watching)

    @router.get("/calendar")
    def calendar(request: Request, ended: Short = "", first: First = 0) -> HTMLResponse:
        return render("calendar.html", page=library.calendar(first=first), base=_base(request), ended=ended)

    @router.get("/stories/{story_id}/calendar")
    def story_calendar(request: Request, story_id: Identifier, ended: Short = "") -> HTMLResponse:
        return render("calendar.html", page=library.calendar(story_id), base=_base(request), ended=ended)

    @router.get("/calendar.ics")
    def calendar_file() -> Response:
        return Response(library.calendar_file(), media_type=CALENDAR)

    @router.get("/stories/{story_id}/calendar.ics")
    def story_calendar_file(story_id: Identifier) -> Response:
        return Response(library.calendar_file(story_id), media_type=CALENDAR)

    @router.get("/map")
    def desk_map(request: Request) -> HTMLResponse:
        watching = library.watching(who(request).name, "place")
        return render("map.html", page=library.map(), watching=watching)

    @router.get("/stories/{story_id}/map")
    def story_map(request: Request, story_id: Identifier) -> HTMLResponse:
        part = request.headers.get("hx-request") == "true"
        watching = library.watching(who(request).name, "place")
        return render("map_part.html" if part else "map.html", page=library.map(story_id), watching=watching)

    @router.get("/sources")
    def sources() -> HTMLResponse:
        return render("sources.html", page=library.sources())

    @router.get("/sources/outlet")
    def outlet(name: Short, first: First = 0) -> HTMLResponse:
        return render("outlet.html", page=library.outlet(name, first))

    @router.get("/articles/{article_id}/beside")
    def beside(article_id: Identifier) -> HTMLResponse:
        return render("beside.html", page=library.beside(article_id))

    @router.get("/brief")
    def brief(since: Short = "", whole: bool = False) -> HTMLResponse:
        return render("brief.html", page=library.brief(since, whole=whole, person=visitor()))

    @router.get("/brief.{ending}")
    def brief_file(ending: Identifier, since: Short = "", whole: bool = False) -> Response:
        media_type, made = library.brief_file(ending, since, whole=whole, person=visitor())
        return Response(
            made, media_type=media_type, headers={"Content-Disposition": f'inline; filename="brief.{ending}"'}
        )

    return router


def _base(request: Request) -> str:
    """The address of the desk, as the reader knows it: the guard lets no other name in."""
    return str(request.base_url).rstrip("/")
