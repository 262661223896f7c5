"""Where a browser may be sent on to: pages of this desk alone."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request


def own_path(path: str) -> str:
    """``path`` where it is one of this desk, else the front page. Browsers read ``//host`` and ``/\\host`` as other sites."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and len(path) <= 2_000
    return path if is_own and not path.startswith("/login") else "/"


def came_from(request: Request) -> str:
    """The page of this desk on which a button was, with its query; empty where the browser does not tell."""
    try:
        came = urlsplit(request.headers.get("referer", ""))
    except ValueError:  # no address
        return ""
    if came.netloc != request.headers.get("host") or own_path(came.path) != came.path:
        return ""
    return f"{came.path}{f'?{came.query}' if came.query else ''}"
