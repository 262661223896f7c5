"""Who asks: the name under which rulings, follows and briefs are kept."""

from __future__ import annotations

import os

from starlette.requests import Request

#: What ``onrecord rule`` calls whoever gives no name.
NOBODY = "editor"


def who(request: Request) -> str:
    """The name of whoever sent ``request``. On loopback there are no accounts: it is the user who serves the desk."""
    return os.environ.get("USER", "").strip() or NOBODY
