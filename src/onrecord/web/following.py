"""Following: the page of what somebody follows, the button on every page of something that can be followed, and the same as JSON.

Each of these is about the person who asks, and nobody else's can be named.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from onrecord.desk.following import a_kind
from onrecord.desk.reading import Library
from onrecord.desk.reading.following import FollowingPage, Unread, Watch
from onrecord.model.follow import Follow
from onrecord.web.asker import who
from onrecord.web.pages.rendering import render
from onrecord.web.redirects import came_from

Text = Annotated[str, Form(max_length=1_000)]
Number = Annotated[int, Form(ge=0)]

#: Numbers of arrivals: as many as SQLite gives.
_LARGEST = 2**63 - 1


class Wanted(BaseModel):
    """What is to be followed: ``target`` is an identifier, a name, or a search; ``label`` the name of a place whose key is the target.

    ``upto`` is the number up to which it counts as seen, by default all that there is.
    """

    kind: str = Field(max_length=40)
    target: str = Field(max_length=1_000)
    label: str = Field(default="", max_length=500)
    upto: int | None = Field(default=None, ge=0, le=_LARGEST)


class Looked(BaseModel):
    """What was seen: all with a number up to ``upto``, as it was shown; of one follow by its ``id``, or of all."""

    upto: int = Field(ge=0, le=_LARGEST)
    id: str = Field(default="", max_length=80)


def pages(library: Library) -> APIRouter:
    """The page, and what its forms send."""
    router = APIRouter(include_in_schema=False)

    @router.get("/following")
    def following(request: Request) -> HTMLResponse:
        return render("following.html", page=library.following(who(request).name))

    @router.post("/following")
    def follow(
        request: Request, kind: Text, target: Text, label: Text = "", upto: Number | None = None, stop: Text = ""
    ) -> Response:
        person = who(request).name
        if stop:
            library.unfollow(person, stop)
            made = ""
        else:
            made = library.follow(person, kind, target, label, upto).id
        if request.headers.get("hx-request") == "true":
            watch = Watch(a_kind(kind), target, label, made, upto or 0)
            return render("follow.html", watch=watch)
        return RedirectResponse(came_from(request) or "/following", 303)

    @router.post("/following/seen")
    def seen(request: Request, upto: Number, follow: Text = "") -> Response:
        library.seen(who(request).name, min(upto, _LARGEST), follow)
        return RedirectResponse(came_from(request) or "/following", 303)

    return router


def data(library: Library) -> APIRouter:
    """The same as JSON."""
    router = APIRouter(prefix="/api/following", tags=["following"])

    @router.get("", summary="What you follow, with what is new in each since you last looked")
    def following(request: Request) -> FollowingPage:
        return library.following(who(request).name)

    @router.get("/unread", summary="How much is new in all that you follow")
    def unread(request: Request) -> Unread:
        return library.unread(who(request).name)

    @router.post("", status_code=201, summary="Follow a story, an actor, a figure, a place or a search")
    def follow(request: Request, wanted: Wanted) -> Follow:
        return library.follow(who(request).name, wanted.kind, wanted.target, wanted.label, wanted.upto)

    @router.post("/seen", status_code=204, summary="Note what you have seen, of one thing or of all")
    def seen(request: Request, looked: Looked) -> Response:
        library.seen(who(request).name, looked.upto, looked.id)
        return Response(status_code=204)

    @router.delete("/{follow_id}", status_code=204, summary="Follow it no more")
    def stop(request: Request, follow_id: Annotated[str, PathParameter(max_length=80)]) -> Response:
        library.unfollow(who(request).name, follow_id)
        return Response(status_code=204)

    return router
