"""The desk's settings: the same table as in its file and on the command line, and who changed it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.desk import open_desk
from onrecord.desk.reading import Library
from onrecord.desk.setting_changes import Change, Row
from onrecord.web.asker import who
from onrecord.web.described import TOO_LARGE
from onrecord.web.pages.rendering import render

#: Changes that the page shows.
_SHOWN = 50

Name = Annotated[str, Path(max_length=80)]
Typed = Annotated[str | None, Form(max_length=1000, description="as it is typed; without it the default is back")]


def pages(library: Library) -> APIRouter:
    """The page, and what its forms send."""
    router = APIRouter(include_in_schema=False)

    @router.get("/settings")
    def settings() -> HTMLResponse:
        with open_desk(library.folder) as desk:
            return render("settings.html", rows=desk.settings(), changes=desk.setting_changes()[:_SHOWN])

    @router.post("/settings")
    def change(
        request: Request,
        name: Annotated[str, Form(max_length=80)] = "",
        value: Annotated[str, Form(max_length=1000)] = "",
        default: Annotated[bool, Form()] = False,
    ) -> RedirectResponse:
        with open_desk(library.folder) as desk:
            desk.set(name, None if default else value, by=who(request).name, anywhere=True)
        return RedirectResponse(f"/settings#{name}", 303)

    return router


def data(library: Library) -> APIRouter:
    """The same as JSON."""
    router = APIRouter(prefix="/api/settings", tags=["settings"])

    @router.get("", summary="The settings, with what counts now")
    def every() -> tuple[Row, ...]:
        with open_desk(library.folder) as desk:
            return desk.settings()

    @router.get("/changes", summary="Who changed which setting, and when; the latest first")
    def changes() -> tuple[Change, ...]:
        with open_desk(library.folder) as desk:
            return desk.setting_changes()

    @router.put("/{name}", responses=TOO_LARGE, summary="Change a setting")
    def change(request: Request, name: Name, value: Typed = None) -> Change:
        with open_desk(library.folder) as desk:
            return desk.set(name, value, by=who(request).name, anywhere=True)

    return router
