"""Handing over: the list of what was signed, the draft with its edits, each signed brief as it is kept, and what differs between two."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from onrecord.desk import open_desk
from onrecord.desk.reading import Library
from onrecord.desk.reading.handover import DraftPage, HandoverList
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.handover import Handover, Kept, Operation, ShiftDifference
from onrecord.web.asker import visitor, who
from onrecord.web.described import OUTDATED
from onrecord.web.pages.rendering import render

Number = Annotated[int, Path(ge=1, le=1_000_000_000)]
Since = Annotated[int, Query(ge=0, le=1_000_000_000)]
Key = Annotated[str, Form(max_length=200)]
Text = Annotated[str, Form(max_length=8_000)]
Ending = Literal["md", "json", "html", "pdf"]

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}

_NO_DRAFT = "There is no draft now: begin one on the page Handover."


class Asked(BaseModel):
    """An edit that is asked for, as in :class:`~onrecord.model.handover.Operation`. ``draft`` and ``taken_at`` say which draft one has seen."""

    kind: Literal["note", "mute", "unmute", "move", "undo"]
    line: str = Field(default="", max_length=200)
    side: Literal["above", "below"] = "above"
    other: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=8_000)
    undone: int = Field(default=0, ge=0, le=1_000_000_000)
    draft: str = Field(default="", max_length=200)
    taken_at: str = Field(default="", max_length=80)


class Begun(BaseModel):
    """A draft that is asked for: of the brief of now, with what has changed ``since`` a kept state or a day."""

    since: str = Field(default="", max_length=200)


class Signing(BaseModel):
    """What is signed, or given up: the ``version`` of the draft that one has seen."""

    version: str = Field(max_length=200)


def pages(library: Library) -> APIRouter:
    """The pages, and what their forms send."""
    router = APIRouter(include_in_schema=False)

    @router.get("/handover")
    def every() -> HTMLResponse:
        return render("handover.html", page=library.handovers())

    @router.get("/handover/draft")
    def draft(
        request: Request, note: Annotated[str, Query(max_length=200)] = "", seen: Since = 0, before: Since = 0
    ) -> Response:
        page = library.draft()
        if page is None:
            return RedirectResponse("/handover", 303)
        mine = who(request).name
        meanwhile = [each for each in page.edits if before < each.number < seen and each.by != mine]
        return render("handover_draft.html", page=page, noting=note, meanwhile=meanwhile)

    @router.post("/handover/draft")
    def begin(request: Request, since: Key = "") -> RedirectResponse:
        _begin(library, since, who(request).name)
        return RedirectResponse("/handover/draft", 303)

    @router.post("/handover/draft/renew")
    def renew(draft: Key) -> RedirectResponse:
        _renew(library, draft)
        return RedirectResponse("/handover/draft", 303)

    @router.post("/handover/draft/give-up")
    def give_up(version: Key) -> RedirectResponse:
        with open_desk(library.folder) as desk:
            desk.handovers.give_up(version)
        return RedirectResponse("/handover", 303)

    @router.post("/handover/draft/edits")
    def edit(
        request: Request,
        do: Key,
        draft: Key = "",
        taken_at: Key = "",
        seen: Annotated[int, Form(ge=0, le=1_000_000_000)] = 0,
        text: Text = "",
        side: Annotated[Literal["above", "below"], Form()] = "above",
    ) -> RedirectResponse:
        asked = _asked(do, text.replace("\r\n", "\n"), side)
        made = _edit(library, asked.model_copy(update={"draft": draft, "taken_at": taken_at}), who(request).name)
        told = urlencode({"before": seen, "seen": made.number})
        return RedirectResponse(f"/handover/draft?{told}#{quote(asked.line or 'edits', safe=':')}", 303)

    @router.post("/handover/draft/sign")
    def sign(request: Request, version: Key) -> RedirectResponse:
        with open_desk(library.folder) as desk:
            kept = desk.handovers.sign(version, who(request).name)
        return RedirectResponse(f"/handover/{kept.number}", 303)

    @router.get("/handover/{number}.{ending}")
    def file(number: Number, ending: Ending) -> Response:
        how = (
            "attachment" if ending == "html" else "inline"
        )  # a page of its own style, which the policy of this host keeps out
        name = {"Content-Disposition": f'{how}; filename="handover-{number}.{ending}"'}
        return Response(library.handover_file(number, ending), media_type=_TYPES[ending], headers=name)

    @router.get("/handover/{number}")
    def one(number: Number, since: Since = 0) -> HTMLResponse:
        if since:
            return render("handover_shift.html", page=library.shift(since, number))
        return render("handover_kept.html", page=library.handover(number))

    return router


def data(library: Library) -> APIRouter:
    """The same as JSON."""
    router = APIRouter(prefix="/api/handover", tags=["handover"])

    @router.get("", summary="What was signed, the last first, and whether there is a draft")
    def every() -> HandoverList:
        return library.handovers()

    @router.get("/draft", summary="The draft, with every edit and what differs from what was signed last")
    def draft() -> DraftPage:
        page = library.draft()
        if page is None:
            raise NotFound(_NO_DRAFT)
        return page

    @router.post("/draft", responses=OUTDATED, status_code=201, summary="Begin a draft of the brief of now")
    def begin(request: Request, asked: Begun) -> DraftPage:
        _begin(library, asked.since, who(request).name)
        return draft()

    @router.post("/draft/renew", responses=OUTDATED, summary="Put the brief of now under the edits of the draft")
    def renew() -> DraftPage:
        _renew(library, "")
        return draft()

    @router.post("/draft/give-up", responses=OUTDATED, status_code=204, summary="Delete the draft of this version")
    def give_up(asked: Signing) -> None:
        with open_desk(library.folder) as desk:
            desk.handovers.give_up(asked.version)

    @router.post(
        "/draft/edits",
        responses=OUTDATED,
        status_code=201,
        summary="Note, mute, unmute, move, or take such an edit back",
    )
    def edit(request: Request, asked: Asked) -> Operation:
        return _edit(library, asked, who(request).name)

    @router.post(
        "/draft/sign",
        responses=OUTDATED,
        status_code=201,
        summary="Sign the draft of this version: it gets the next number and is kept",
    )
    def sign(request: Request, asked: Signing) -> Kept:
        with open_desk(library.folder) as desk:
            return desk.handovers.sign(asked.version, who(request).name)

    @router.get("/{number}", response_model=Handover, summary="A signed brief, byte for byte as it is kept")
    def one(number: Number) -> Response:
        return Response(library.handover_file(number, "json"), media_type=_TYPES["json"])

    @router.get("/{number}/since/{earlier}", summary="What differs between two signed briefs, made from these alone")
    def since(number: Number, earlier: Number) -> ShiftDifference:
        return library.handover_difference(earlier, number)

    return router


def _begin(library: Library, since: str, by: str) -> None:
    brief = library.composed(since, visitor())
    with open_desk(library.folder) as desk:
        desk.handovers.begin(brief, by)


def _renew(library: Library, draft_id: str) -> None:
    with open_desk(library.folder) as desk:
        held = desk.handovers.draft()
    since, begun_by = (held.brief.since or "", held.begun_by) if held else ("", "")
    brief = library.composed(since, begun_by if visitor() else "")  # the visit of whoever began it, whoever renews it
    with open_desk(library.folder) as desk:
        desk.handovers.renew(brief, draft_id)


def _asked(do: str, text: str, side: Literal["above", "below"]) -> Asked:
    """What a button says: ``mute KEY``, ``unmute KEY``, ``note KEY``, ``undo NUMBER``, or ``above KEY OTHER`` and ``below KEY OTHER``."""
    word, _, rest = do.partition(" ")
    if word in ("above", "below"):
        line, _, other = rest.partition(" ")
        return Asked(kind="move", line=line, side="above" if word == "above" else "below", other=other)
    if word == "undo" and rest.isdecimal() and len(rest) < 9:
        return Asked(kind="undo", undone=int(rest))
    if word == "note":
        return Asked(kind="note", line=rest, text=text, side=side)
    if word in ("mute", "unmute"):
        return Asked(kind="mute" if word == "mute" else "unmute", line=rest)
    raise UsageError("The button of this page is not known: load the page again.")


def _edit(library: Library, asked: Asked, by: str) -> Operation:
    with open_desk(library.folder) as desk:
        return desk.handovers.edit(
            asked.kind,
            by=by,
            draft_id=asked.draft,
            taken_at=asked.taken_at,
            line=_text(asked.line),
            side=asked.side,
            other=_text(asked.other),
            text=_text(asked.text),
            undone=asked.undone,
        )


def _text(given: str) -> str:
    """Lone surrogates are no text, and no store can hold them."""
    return given.encode("utf-8", "replace").decode("utf-8")
