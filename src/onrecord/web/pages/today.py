"""The front page, what it is compared with, and the states that readers keep for that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Cookie, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.desk.reading import Library
from onrecord.model.errors import UsageError
from onrecord.web.asker import visitor
from onrecord.web.pages.rendering import render

#: The cookie that keeps what a reader compares with, so that the front page opens as it was left. It says nothing else.
_CHOICE = "onrecord_since"
_YEAR = 365 * 24 * 3600

Name = Annotated[str, Query(max_length=200)]


def pages(library: Library) -> APIRouter:
    """Their handlers."""
    router = APIRouter()

    @router.get("/")
    def today(
        request: Request, since: Name | None = None, day: Name = "", kept: Annotated[str, Cookie(alias=_CHOICE)] = ""
    ) -> HTMLResponse:
        choice = day or (unquote(kept) if since is None else since)
        wrong = ""
        try:
            page = library.today(choice, visitor())
        except UsageError as error:
            page, wrong = library.today(person=visitor()), str(error)
        answer = render(
            "today.html", page=page, choice="" if wrong else choice, wrong=wrong, week=_week_before(page.as_of)
        )
        if since is not None or day or wrong:
            value = "" if wrong else quote(choice)
            answer.set_cookie(
                _CHOICE,
                value,
                max_age=_YEAR if value else 0,
                httponly=True,
                samesite="strict",
                secure=request.url.scheme == "https",
            )
        return answer

    @router.post("/today/visit")
    def visit() -> Response:
        library.visit(visitor())
        return Response(status_code=204)

    @router.post("/today/keep")
    def keep(name: Annotated[str, Form(max_length=200)] = "") -> Response:
        library.keep(name.strip())
        return RedirectResponse(f"/?since={quote(name.strip(), safe='')}#changed", 303)

    return router


def _week_before(day: str | None) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days=6)).isoformat() if day else ""
    except (ValueError, OverflowError):
        return ""
