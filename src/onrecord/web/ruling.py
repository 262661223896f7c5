"""Correcting: a panel for each record, what it sends, and the audit of all rulings."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from onrecord.desk.reading import Library
from onrecord.desk.reading.rulings import AuditPage, Correction
from onrecord.model.errors import NotFound
from onrecord.model.ruling import OUTLET_RULINGS, Ruling
from onrecord.web.asker import who
from onrecord.web.described import TOO_LARGE
from onrecord.web.pages.rendering import Identifier, render
from onrecord.web.redirects import came_from

Text = Annotated[str, Form(max_length=1_000)]

#: An identifier in what somebody pasted: alone, or in the address of its page.
_IDENTIFIER = re.compile(r"\b(?:story|art)_[0-9a-z]+\b")

#: Kinds whose value is a story or an article.
_NAMES_RECORD = ("merge", "split", "move", "not_a_copy", "not_same_claim")


class Asked(BaseModel):
    """A ruling that is asked for: kind, target and value as ``onrecord rule`` takes them."""

    kind: str = Field(max_length=40)
    target: str = Field(max_length=500)
    value: str = Field(default="", max_length=1_000)
    why: str = Field(default="", max_length=1_000)


def pages(library: Library) -> APIRouter:
    """The panel, what it sends, and the audit."""
    router = APIRouter(include_in_schema=False)

    def panel_of(record_id: str, request: Request, template: str, told: str = "") -> HTMLResponse:
        return render(template, page=library.correction(record_id), who=who(request).name, told=told)

    @router.get("/correct/{record_id}")
    def correct(request: Request, record_id: Identifier) -> HTMLResponse:
        return panel_of(record_id, request, "correction.html" if _in_panel(request) else "correct.html")

    @router.post("/rulings")
    def rule(
        request: Request, kind: Text, target: Text, value: Text = "", why: Text = "", panel: Text = ""
    ) -> Response:
        asked = _IDENTIFIER.search(value) if kind in _NAMES_RECORD else None
        library.rule(kind, target, asked[0] if asked else value, by=who(request).name, why=why)
        if panel and _in_panel(request):
            told = "Undone." if kind == "withdraw" else "Ruled."
            try:
                return panel_of(panel, request, "correction.html", told)
            except NotFound:  # a story that is merged, a difference that is none
                return render("corrected.html", told=told)
        return RedirectResponse(_back(request, target if kind not in (*OUTLET_RULINGS, "withdraw") else ""), 303)

    @router.get("/audit")
    def audit() -> HTMLResponse:
        return render("audit.html", page=library.audit())

    return router


def data(library: Library) -> APIRouter:
    """The same as JSON."""
    router = APIRouter(prefix="/api", tags=["rulings"])

    @router.get("/audit", summary="Every ruling ever, the newest first, and whether it stands")
    def audit() -> AuditPage:
        return library.audit()

    @router.get(
        "/records/{record_id}/correction",
        summary="What the machine answers of a record, what is ruled, and what may be",
    )
    def correct(record_id: Annotated[str, PathParameter(max_length=80)]) -> Correction:
        return library.correction(record_id)

    @router.post(
        "/rulings",
        status_code=201,
        responses=TOO_LARGE,
        summary="Rule as `onrecord rule` does; a ruling is taken back by one of the kind withdraw",
    )
    def rule(request: Request, asked: Asked) -> Ruling:
        return library.rule(asked.kind, asked.target, asked.value, by=who(request).name, why=asked.why)

    return router


def _in_panel(request: Request) -> bool:
    """Whether the panel asks, which takes the place of itself, and not a form of a page."""
    return request.headers.get("hx-request") == "true"


def _back(request: Request, record_id: str) -> str:
    """The page of the desk on which the button was, at the record; the audit where the browser does not tell."""
    page = came_from(request)
    return f"{page}#{record_id or 'rulings'}" if page else "/audit"
