"""Actors, figures, calendar, map, sources and brief."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from onrecord.desk.reading import Library
from onrecord.desk.reading.actors import ActorPage, ActorsPage
from onrecord.desk.reading.beside import BesidePage
from onrecord.desk.reading.brief_page import BriefPage
from onrecord.desk.reading.calendar_page import CalendarPage
from onrecord.desk.reading.figures_page import FiguresPage
from onrecord.desk.reading.places import MapPage
from onrecord.desk.reading.sources_page import OutletPage, SourcesPage
from onrecord.web.asker import visitor
from onrecord.web.data.identifier import Identifier

Short = Annotated[str, Query(max_length=500)]
#: The number of the line that a page of a list begins with; nobody turns so many pages.
First = Annotated[int, Query(ge=0, le=10_000)]


def data(library: Library) -> APIRouter:
    """Their handlers."""
    router = APIRouter()

    @router.get("/actors", summary="Everybody who speaks or is named, by a part of a name and by kind")
    def actors(q: Short = "", kind: Short = "") -> ActorsPage:
        return library.actors(q, kind)

    @router.get(
        "/actors/{actor_id}", summary="An actor: roles, what one said, of one stance or of all, and who denies it"
    )
    def actor(actor_id: Identifier, stance: Short = "") -> ActorPage:
        return library.actor(actor_id, stance)

    @router.get("/figures", summary="Quantities over time by claimant, of all crises or of one thread")
    def figures(thread: Short = "", first: First = 0) -> FiguresPage:
        return library.figures(thread, first)

    @router.get("/calendar", summary="What is announced, and what became of it")
    def calendar(first: First = 0) -> CalendarPage:
        return library.calendar(first=first)

    @router.get("/stories/{story_id}/calendar", summary="The same of one story")
    def story_calendar(story_id: Identifier) -> CalendarPage:
        return library.calendar(story_id)

    @router.get("/map", summary="Places with what happened, is announced, is counted or was said there")
    def desk_map() -> MapPage:
        return library.map()

    @router.get("/stories/{story_id}/map", summary="The same of one story")
    def story_map(story_id: Identifier) -> MapPage:
        return library.map(story_id)

    @router.get("/sources", summary="Outlets: how often first, how often a copy; and the addresses that are visited")
    def sources() -> SourcesPage:
        return library.sources()

    @router.get("/sources/outlet", summary="The reports of an outlet")
    def outlet(name: Short, first: First = 0) -> OutletPage:
        return library.outlet(name, first)

    @router.get("/articles/{article_id}/beside", summary="A copy beside the text that came first")
    def beside(article_id: Identifier) -> BesidePage:
        return library.beside(article_id)

    @router.get("/brief", summary="The brief, compared with a kept state or a day (YYYY-MM-DD) where one is given")
    def brief(since: Short = "", whole: bool = False) -> BriefPage:
        return library.brief(since, whole=whole, person=visitor())

    return router
