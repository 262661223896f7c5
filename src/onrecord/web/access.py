"""Who may: a layer around the application that knows who asks, and refuses what they may not do or what no page of theirs sent.

A request comes with a token for programs, with the cookie of a login, or from this machine, where nobody logs in. What changes
something must moreover carry the token of a form, in a header or as the first field, unless a program's token stands for it: no browser
sends that by itself.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.desk.accounts import Accounts
from onrecord.model.errors import AccessError, OnrecordError
from onrecord.web.asker import CURRENT, FIELD, HEADER, Asker, local_account
from onrecord.web.door import Door
from onrecord.web.redirects import own_path
from onrecord.web.rights import PROGRAM_PATHS, SAFE_METHODS, is_below, needed_role, needed_scope
from onrecord.web.signing import Signer

#: With the prefix a browser takes the cookies only by https, for this host and for every path (RFC 6265bis, 4.1.3.2).
SESSION_COOKIE, VISIT_COOKIE = "__Host-onrecord", "__Host-onrecord-visit"

#: Bytes of a request that changes something, but for those that bring files and bound themselves.
LARGEST = 1 << 20
_BRINGING_FILES = ("/add", "/api/loads")

#: The token as the first field of a form, as browsers write it: urlencoded, or as the first part of multipart/form-data.
_FIRST_FIELD = re.compile(
    rb"(?:--[^\r\n]{1,200}\r\nContent-Disposition: form-data; name=\"%b\"\r\n\r\n|%b=)([\w-]{1,100})(?:\r\n|&|\Z)"
    % ((FIELD.encode(),) * 2),
    re.I,
)
_LONGEST_FIRST_FIELD = 600

_LOGIN_FIRST = "Log in first: this desk is not open to everybody."
_NOT_YOURS = "Your account may not do this: ask an owner of the desk for the role of {}."
_TOO_LARGE = "This is more than the desk takes at once: send less."
_OLD_PAGE = "This page is older than your login: load it again and send it once more."

Failed = Callable[[Request, OnrecordError | int, str], Response]


class Access:
    """Wraps ``app``. ``failed`` makes the answer to a refusal: of a request, an error or a status, and a sentence."""

    def __init__(self, app: ASGIApp, accounts: Accounts, door: Door, signer: Signer, failed: Failed) -> None:
        self.app = app
        self._accounts = accounts
        self._door = door
        self._signer = signer
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        replayed = receive
        asked_by = CURRENT.set(Asker(None))
        try:
            asker = await run_in_threadpool(self._asker, request)
            CURRENT.set(asker)
            scope.setdefault("state", {})["account"] = asker.account
            refused = self._refused(request, asker)
            if refused is None and request.method not in SAFE_METHODS:
                refused, replayed = await self._bounded_and_ours(request, asker, receive)
            if refused is None:
                await self.app(scope, replayed, self._with_visit(request, asker, send))
            else:
                await refused(scope, receive, send)
        except OnrecordError as error:  # of the file of accounts; the application answers its own
            await self._failed(request, error, str(error))(scope, receive, send)
        finally:
            CURRENT.reset(asked_by)

    def _asker(self, request: Request) -> Asker:
        """Who sent ``request``. Raises ``AccessError`` for a token that is not good."""
        given = _bearer(request)
        if given:
            found = self._accounts.bearer(given)
            if found is None:
                raise AccessError("This token is not known or has ended: make a new one on the page of your account.")
            account, scope = found
            if not any(is_below(_path(request), beginning) for beginning in PROGRAM_PATHS):
                raise AccessError("Tokens are for /api, /feeds and the podcast: log in for the pages.")
            return Asker(account, scope=scope)
        if not self._door.login:
            return Asker(local_account(), self._signer.form_token("local"), local=True)
        secret = self._signer.opened(request.cookies.get(SESSION_COOKIE, ""))
        account_of_session = self._accounts.session(secret) if secret else None
        if account_of_session:
            return Asker(account_of_session, self._signer.form_token(secret), secret)
        visit = self._signer.opened(request.cookies.get(VISIT_COOKIE, "")) or secrets.token_urlsafe(32)
        return Asker(None, self._signer.form_token(visit), visit)

    def _refused(self, request: Request, asker: Asker) -> Response | None:
        path = _path(request)
        if not path.isprintable():  # routers take a line's end for the end of a path
            return self._failed(request, 404, "There is no such page: begin at the front page.")
        if asker.scope == "read" and needed_scope(request.method) == "write":
            return self._failed(request, 403, "This token is for reading: make one with the scope write.")
        role = needed_role(request.method, path)
        if role is None or asker.may(role):
            return None
        if asker.account is not None:
            return self._failed(request, 403, _NOT_YOURS.format(role))
        wants_page = request.method == "GET" and not any(is_below(path, each) for each in PROGRAM_PATHS)
        if wants_page and "hx-request" not in request.headers:
            query = request.scope["query_string"].decode("latin-1")
            asked = path + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?next={quote(own_path(asked), safe='/')}", 303)
        refused = self._failed(request, 401, _LOGIN_FIRST)
        refused.headers["WWW-Authenticate"] = "Bearer"
        refused.headers["HX-Redirect"] = "/login"
        return refused

    async def _bounded_and_ours(
        self, request: Request, asker: Asker, receive: Receive
    ) -> tuple[Response | None, Receive]:
        """A refusal of what is too large or no page of the asker sent, and what gives the body again from its beginning."""
        unbounded = any(is_below(_path(request), path) for path in _BRINGING_FILES)
        messages, body = await _beginning(receive, _LONGEST_FIRST_FIELD if unbounded else LARGEST + 1)
        if not unbounded and len(body) > LARGEST:
            return self._failed(request, 413, _TOO_LARGE), receive
        if _bearer(request):  # no browser sends a program's token by itself
            return None, _again(messages, receive)
        field = _FIRST_FIELD.match(body[:_LONGEST_FIRST_FIELD])
        given = request.headers.get(HEADER) or (field[1].decode() if field else "")
        secret = "local" if asker.local else asker.session
        if not self._signer.is_form_token(given, secret):
            return self._failed(request, 403, _OLD_PAGE), receive
        return None, _again(messages, receive)

    def _with_visit(self, request: Request, asker: Asker, send: Send) -> Send:
        """Before login a cookie of its own ties the forms to the browser; the login gives another one."""
        if asker.account is not None or request.method != "GET" or is_below(_path(request), "/static"):
            return send
        made = Response()
        keep_cookie(made, VISIT_COOKIE, self._signer.cookie(asker.session))
        cookie = made.raw_headers[-1]

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], cookie]}
            await send(message)

        return with_cookie


def keep_cookie(response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Gives the browser a cookie that no script reads and that no other site makes it send; with 0 seconds it is forgotten."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")


def _path(request: Request) -> str:
    """The path that is routed by: that of ``request.url`` is read from an address made with the Host header."""
    return str(request.scope["path"])


def _bearer(request: Request) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() or "-" if scheme.lower() == "bearer" else ""


async def _beginning(receive: Receive, enough: int) -> tuple[list[Message], bytes]:
    """Messages of a request until its body has ``enough`` bytes or ends."""
    messages, body = [], b""
    while len(body) < enough:
        message = await receive()
        messages.append(message)
        body += message.get("body", b"")
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    return messages, body


def _again(messages: list[Message], receive: Receive) -> Receive:
    """What gives ``messages`` and then what ``receive`` gives."""
    kept = iter(messages)

    async def replayed() -> Message:
        for message in kept:
            return message
        return await receive()

    return replayed
