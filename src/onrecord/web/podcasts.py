"""The podcast of the brief: the feed, and the files of the episodes that ``onrecord podcast`` has made."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import FileResponse, Response

from onrecord.desk.podcasts import FILE, FOLDER, Episode, episodes, feed_of
from onrecord.desk.reading import Library
from onrecord.model.errors import NotFound

_TYPES = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt",
    ".json": "application/json+chapters",
}


def pages(library: Library) -> APIRouter:
    """The feed and the files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/podcast.xml")
    def podcast(request: Request) -> Response:
        origin = f"{request.url.scheme}://{request.headers['host']}"
        made = feed_of(library.folder / FOLDER, f"{origin}/podcast.xml", f"{origin}/podcast/")
        return Response(made, media_type="application/rss+xml; charset=utf-8")

    @router.get("/podcast/{name}")
    def file(name: Annotated[str, Path(max_length=80)]) -> FileResponse:
        path = library.folder / FOLDER / name
        if not FILE.fullmatch(name) or not path.is_file():
            raise NotFound("There is no such episode any more: load the feed again.")
        return FileResponse(path, media_type=_TYPES[path.suffix])

    return router


def data(library: Library) -> APIRouter:
    """The episodes as JSON."""
    router = APIRouter(prefix="/api/podcast", tags=["podcast"])

    @router.get("", summary="The episodes that were made")
    def every() -> list[Episode]:
        return episodes(library.folder / FOLDER)

    return router
