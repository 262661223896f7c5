"""What every request must be and every answer carries, whatever page it is for.

The desk listens on loopback, where any page that the reader has open elsewhere can send requests too. Three things keep those out:
a request must be for a name of this machine (else a name elsewhere could be pointed here: DNS rebinding), it must not be one that
another site makes a browser send (Fetch Metadata; Origin for browsers without), and what is answered may not be framed, embedded,
or run anything that this package does not hold (Content-Security-Policy).
"""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Names of this machine, with or without a port.
_OWN_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.I)

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

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


class Guard:
    """Wraps an application: refuses what does not come from this machine's own pages, and sets the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.inner = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if "cache-control" not in headers:
                    headers["Cache-Control"] = "no-store"  # what a desk holds stays in the desk
            await send(message)

        status, sentence = refusal(scope["method"], Headers(scope=scope))
        if sentence:
            await PlainTextResponse(sentence, status)(scope, receive, with_headers)
        else:
            await self.inner(scope, receive, with_headers)


def refusal(method: str, headers: Headers) -> tuple[int, str]:
    """The status and the sentence by which a request is refused; an empty sentence where it is welcome."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not _OWN_HOST.fullmatch(hosts[0]):
        return 421, "This desk answers only at 127.0.0.1 and localhost: open it by that address."
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"http://{hosts[0].lower()}":
        return 403, "Another site sent this request: open the desk itself and do it there."
    followed = (
        method == "GET" and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
    if site in ("cross-site", "same-site") and not followed:  # a link to a page may be followed from anywhere
        return 403, "Another site sent this request: open the desk itself and do it there."
    if method not in _SAFE_METHODS and origin is None and site != "same-origin":
        return 403, "Nothing tells where this request comes from: send it from a page of the desk."
    return 200, ""
