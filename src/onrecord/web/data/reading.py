"""Today, stories, articles, search and passages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from onrecord.desk.reading import Library
from onrecord.desk.reading.article import ArticlePage
from onrecord.desk.reading.library import LONGEST_QUERY
from onrecord.desk.reading.search import SearchPage
from onrecord.desk.reading.shelf import Cited
from onrecord.desk.reading.story import StoryPage
from onrecord.desk.reading.today import TodayPage
from onrecord.web.asker import visitor
from onrecord.web.data.identifier import Identifier, Offset, Rank


def data(library: Library) -> APIRouter:
    """Their handlers."""
    router = APIRouter()

    @router.get("/today", summary="The front page; since is a day, or the name of a state that was kept")
    def today(since: Annotated[str, Query(max_length=80)] = "") -> TodayPage:
        return library.today(since, visitor())

    @router.get("/stories/{story_id}", summary="A story")
    def story(story_id: Identifier) -> StoryPage:
        return library.story(story_id)

    @router.get("/articles/{article_id}", summary="An article")
    def article(article_id: Identifier) -> ArticlePage:
        return library.article(article_id)

    @router.get(
        "/search", summary="Reports that match words, a phrase, AND, OR, NOT, word*, and the fields outlet:, actor: ..."
    )
    def search(q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "", first: Rank = 0) -> SearchPage:
        return library.search(q, first)

    @router.get("/passages/{article_id}/{start}-{end}", summary="The characters of an article from start to end")
    def passage(article_id: Identifier, start: Offset, end: Offset) -> Cited:
        return library.passage(article_id, start, end)

    return router
