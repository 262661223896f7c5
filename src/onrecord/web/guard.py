"""What every request must be and every answer carries, whatever page it is for.

Any page that the reader has open elsewhere can send requests too, to this machine as well. Three things keep those out:
a request must be for a name of this desk (else a name elsewhere could be pointed here: DNS rebinding), it must not be one that
another site makes a browser send (Fetch Metadata; Origin for browsers without), and what is answered may not be framed, embedded,
or run anything that this package does not hold (Content-Security-Policy).
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.door import Door
from onrecord.web.rights import PROGRAM_PATHS, SAFE_METHODS, is_below

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers would send the desk's own forms with the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


#: A year, as browsers' lists of such hosts ask for; names below this one are others' business.
_HTTPS_ONLY: Final = "max-age=31536000"


class Guard:
    """Wraps an application: refuses what does not come from the desk's own pages, and sets the headers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.inner = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return

        is_data = is_below(scope["path"], "/api")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self._door.login:
                    headers["Strict-Transport-Security"] = _HTTPS_ONLY
                if is_data:  # a browser that is led there shows no page of it
                    headers["Content-Disposition"] = 'attachment; filename="api.json"'
                if "cache-control" not in headers:
                    headers["Cache-Control"] = "no-store"  # what a desk holds stays in the desk
            await send(message)

        scope["scheme"] = self._door.scheme  # whatever a proxy made of it: addresses in answers are made with it
        status, sentence = refusal(scope["method"], Headers(scope=scope), self._door)
        if sentence:
            program = any(is_below(scope["path"], path) for path in PROGRAM_PATHS)
            answer = JSONResponse({"error": sentence}, status) if program else PlainTextResponse(sentence, status)
            await answer(scope, receive, with_headers)
        else:
            await self.inner(scope, receive, with_headers)


def refusal(method: str, headers: Headers, door: Door) -> tuple[int, str]:
    """The status and the sentence by which a request is refused; an empty sentence where it is welcome."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not door.is_own(hosts[0]):
        return 421, f"This desk answers only at {' and '.join(sorted(door.hosts))}: open it by that address."
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"{door.scheme}://{hosts[0].lower()}":
        return 403, "Another site sent this request: open the desk itself and do it there."
    followed = (
        method == "GET" and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
    if site in ("cross-site", "same-site") and not followed:  # a link to a page may be followed from anywhere
        return 403, "Another site sent this request: open the desk itself and do it there."
    by_program = headers.get("authorization", "").lower().startswith("bearer ")  # no browser sends this by itself
    if method not in SAFE_METHODS and origin is None and site != "same-origin" and not by_program:
        return 403, "Nothing tells where this request comes from: send it from a page of the desk."
    return 200, ""
