"""The application: pages, JSON and static files behind the guard."""

from __future__ import annotations

import secrets
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from onrecord.desk.accounts import Accounts, read_key
from onrecord.desk.reading import Library
from onrecord.model.errors import (
    AccessError,
    DeskBusy,
    NotFound,
    OnrecordError,
    Outdated,
    RulingError,
    TooManyAttempts,
    UsageError,
)
from onrecord.web import adding, following, handover, podcasts, ruling, settings
from onrecord.web.access import Access
from onrecord.web.data import data
from onrecord.web.described import REFUSALS, described, what_is_wrong
from onrecord.web.door import Door
from onrecord.web.feeds import feeds
from onrecord.web.guard import Guard
from onrecord.web.loads import Loads
from onrecord.web.pages import accounts as accounts_pages
from onrecord.web.pages import pages, render
from onrecord.web.rights import PROGRAM_PATHS, is_below
from onrecord.web.signing import Signer

#: What a browser is told for each kind of error; all others are the desk's own fault.
_STATUS: dict[type[OnrecordError], int] = {
    NotFound: 404,
    UsageError: 400,
    RulingError: 400,
    DeskBusy: 503,
    Outdated: 409,
    AccessError: 401,
    TooManyAttempts: 429,
}

_CANNOT = {
    False: "This cannot be done here: go back and follow a link of the page.",
    True: "This cannot be done here: /api/openapi.json says what can be sent where.",
}


def make_app(library: Library, door: Door | None = None, accounts: Accounts | None = None) -> ASGIApp:
    """The pages of ``library``, reached by ``door`` (default: from this machine alone, without a login).

    Raises ``DeskError`` where the key of the desk's accounts cannot be used.
    """
    door = door or Door()
    accounts = accounts or Accounts(library.folder)
    # Without a login nothing outlives the server that needs a signature.
    signer = Signer(read_key(library.folder) if door.login else secrets.token_bytes(32))
    app = FastAPI(
        title="Onrecord",
        description="What a desk holds, with the passage behind every line. Offsets are characters of an article's text.",
        docs_url=None,  # it would load scripts from another host
        redoc_url=None,
        openapi_url="/api/openapi.json",
        responses=REFUSALS,
    )
    loads = Loads(
        library.folder, public_only=door.login
    )  # who comes from elsewhere must not look around in this network
    app.include_router(data(library))
    app.include_router(adding.data(loads))
    app.include_router(ruling.data(library))
    app.include_router(feeds(library))
    app.include_router(pages(library))
    app.include_router(adding.pages(loads))
    for part in (settings, podcasts, following, handover):
        app.include_router(part.data(library))
        app.include_router(part.pages(library))
    app.include_router(ruling.pages(library))
    app.include_router(accounts_pages.pages(accounts, signer))
    app.add_middleware(Access, accounts=accounts, door=door, signer=signer, failed=_refusal)
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")

    @app.exception_handler(OnrecordError)
    def known(request: Request, error: OnrecordError) -> Response:
        return _refusal(request, error, str(error))

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        if _is_of_programs(request):
            return _failed(request, 400, what_is_wrong(error.errors()))
        return _failed(request, 400, "The address is not one of the desk's: go back and follow the link again.")

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return _failed(request, 404, "There is no such page: begin at the front page.")
        answer = _failed(request, error.status_code, _CANNOT[_is_of_programs(request)])
        answer.headers.update(error.headers or {})  # of 405, which methods may be used
        return answer

    @app.exception_handler(Exception)
    def unknown(request: Request, error: Exception) -> Response:
        return _failed(request, 500, "Onrecord failed inside; nothing was lost. Go back, or load the page again.")

    app.openapi = lambda: described(app)  # type: ignore[method-assign] # as FastAPI's manual has it
    return Guard(app, door)  # outermost: what fails inside carries the headers too


def _refusal(request: Request, why: OnrecordError | int, sentence: str) -> Response:
    if isinstance(why, int):
        return _failed(request, why, sentence)
    answer = _failed(request, _STATUS.get(type(why), 500), sentence)
    if isinstance(why, TooManyAttempts):
        answer.headers["Retry-After"] = str(why.seconds)
    if answer.status_code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _failed(request: Request, status: int, sentence: str) -> Response:
    if _is_of_programs(request):
        return JSONResponse({"error": sentence}, status)
    if request.headers.get("hx-request") == "true":  # a part of a page: its script says the sentence
        return PlainTextResponse(sentence, status)
    return render("error.html", code=status, sentence=sentence, status=status)


def _is_of_programs(request: Request) -> bool:
    return any(is_below(request.scope["path"], path) for path in PROGRAM_PATHS)
