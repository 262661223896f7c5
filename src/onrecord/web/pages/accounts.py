"""Login, invitation, one's own account, and the owners' list of accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.desk.accounts import ROLES, SCOPES, Account, Accounts
from onrecord.desk.accounts.records import a_role, a_scope
from onrecord.model.errors import AccessError, OnrecordError, TooManyAttempts, UsageError
from onrecord.web.access import SESSION_COOKIE, VISIT_COOKIE, keep_cookie
from onrecord.web.asker import asker, who
from onrecord.web.pages.rendering import render
from onrecord.web.redirects import own_path
from onrecord.web.signing import Signer

Text = Annotated[str, Form()]
Who = Annotated[Account, Depends(who)]

_NOBODY = "On this machine nobody logs in: see the page of all accounts, or `onrecord account`."


def pages(accounts: Accounts, signer: Signer) -> APIRouter:
    """Their handlers."""
    router = APIRouter(include_in_schema=False)
    for part in (_entering, _own, _all):
        router.include_router(part(accounts, signer))
    return router


def _entering(accounts: Accounts, signer: Signer) -> APIRouter:
    router = APIRouter()

    @router.get("/login")
    def login(next: str = "/") -> Response:
        if asker().account is not None:
            return RedirectResponse(own_path(next), 303)
        return render("login.html", next=own_path(next), name="", wrong="")

    @router.post("/login")
    def enter(request: Request, name: Text = "", password: Text = "", next: Text = "/") -> Response:
        if asker().local:
            return RedirectResponse("/", 303)
        try:
            _, secret = accounts.login(name, password, _address(request))
        except AccessError as error:
            again = render(
                "login.html", next=own_path(next), name=name[:60], wrong=str(error), code=_refused_with(error)
            )
            if isinstance(error, TooManyAttempts):
                again.headers["Retry-After"] = str(error.seconds)
            return again
        answer = RedirectResponse(own_path(next), 303)
        if asker().account is not None:
            accounts.end(asker().session)  # the login before this one in the same browser
        keep_cookie(answer, SESSION_COOKIE, signer.cookie(secret))
        keep_cookie(answer, VISIT_COOKIE, "", seconds=0)
        return answer

    @router.post("/logout")
    def leave() -> Response:
        if asker().local:
            return RedirectResponse("/", 303)
        accounts.end(asker().session)
        answer = RedirectResponse("/login", 303)
        keep_cookie(answer, SESSION_COOKIE, "", seconds=0)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    @router.get("/invitation")
    def invitation() -> HTMLResponse:
        return render("invitation.html", wrong="", done="")

    @router.post("/invitation")
    def accept(code: Text = "", password: Text = "") -> HTMLResponse:
        try:
            account = accounts.accept(code, password)
        except (AccessError, UsageError) as error:
            return render("invitation.html", wrong=str(error), done="", code=_refused_with(error))
        return render("invitation.html", wrong="", done=account.name)

    return router


def _own(accounts: Accounts, signer: Signer) -> APIRouter:
    router = APIRouter(prefix="/account")

    def shown(me: Account, wrong: str = "", done: str = "", secret: str = "", code: int = 200) -> HTMLResponse:
        local = asker().local
        return render(
            "account.html",
            me=me,
            sessions=() if local else accounts.sessions(me.name),
            tokens=() if local else accounts.tokens(me.name),
            scopes=SCOPES,
            wrong=wrong,
            done=done,
            secret=secret,
            moment=_moment,
            code=code,
        )

    @router.get("")
    def mine(me: Who) -> HTMLResponse:
        return shown(me)

    @router.post("/password")
    def password(request: Request, me: Who, old: Text = "", new: Text = "") -> Response:
        _not_local()
        try:
            accounts.change_password(me.name, old, new, _address(request))
        except (AccessError, UsageError) as error:
            return shown(me, wrong=str(error), code=_refused_with(error))
        _, secret = accounts.login(
            me.name, new, _address(request)
        )  # all sessions have ended; this browser gets a new one
        answer = RedirectResponse("/account", 303)
        keep_cookie(answer, SESSION_COOKIE, signer.cookie(secret))
        return answer

    @router.post("/sessions/end")
    def end_others(me: Who) -> Response:
        _not_local()
        accounts.end_all(me.name, but=asker().session)
        return RedirectResponse("/account", 303)

    @router.post("/tokens")
    def make_token(me: Who, label: Text = "", scope: Text = "read", days: Text = "30") -> HTMLResponse:
        _not_local()
        try:
            secret = accounts.make_token(
                me.name, label, a_scope(scope), int(days) if days.isdecimal() and len(days) < 9 else 0
            )
        except UsageError as error:
            return shown(me, wrong=str(error), code=400)
        return shown(me, secret=secret)

    @router.post("/tokens/end")
    def end_token(me: Who, token: Text = "") -> Response:
        _not_local()
        accounts.end_token(me.name, token)
        return RedirectResponse("/account", 303)

    return router


def _all(accounts: Accounts, signer: Signer) -> APIRouter:
    router = APIRouter(prefix="/accounts")

    def shown(wrong: str = "", invited: str = "", secret: str = "", code: int = 200) -> HTMLResponse:
        return render(
            "accounts.html",
            accounts=accounts.all(),
            roles=ROLES,
            wrong=wrong,
            invited=invited,
            secret=secret,
            moment=_moment,
            code=code,
        )

    @router.get("")
    def everybody() -> HTMLResponse:
        return shown()

    @router.post("/invite")
    def invite(request: Request, name: Text = "", role: Text = "reader") -> HTMLResponse:
        try:
            code = accounts.invite(name, a_role(role))
        except UsageError as error:
            return shown(wrong=str(error), code=400)
        return shown(invited=name, secret=f"{str(request.base_url).rstrip('/')}/invitation#{code}")

    @router.post("/role")
    def set_role(name: Text = "", role: Text = "") -> Response:
        return changed(lambda: accounts.set_role(name, a_role(role)))

    @router.post("/end-sessions")
    def end_sessions(name: Text = "") -> Response:
        return changed(lambda: accounts.end_all(name))

    @router.post("/remove")
    def remove(name: Text = "") -> Response:
        return changed(lambda: accounts.remove(name))

    def changed(change: Callable[[], None]) -> Response:
        try:
            change()
        except UsageError as error:
            return shown(wrong=str(error), code=400)
        return RedirectResponse("/accounts", 303)

    return router


def _not_local() -> None:
    if asker().local:
        raise UsageError(_NOBODY)


def _refused_with(error: OnrecordError) -> int:
    if isinstance(error, TooManyAttempts):
        return 429
    return 401 if isinstance(error, AccessError) else 400


def _address(request: Request) -> str:
    """Where a request comes from, as delays count it: of IPv6 the network, since each of its machines has 2^64 addresses."""
    host = request.client.host if request.client else ""
    try:
        numbers = ip_address(host)
    except ValueError:
        return host
    if numbers.version == 4 or numbers.ipv4_mapped:
        return host
    return str(ip_network((int(numbers) >> 64 << 64, 64)))


def _moment(seconds: float | None) -> str:
    """A time as a person reads it; "never" for none."""
    return "never" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
