"""Where a browser may be sent on to: pages of this desk alone."""

from __future__ import annotations


def own_path(path: str) -> str:
    """``path`` where it is one of this desk, else the front page. Browsers read ``//host`` and ``/\\host`` as other sites."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and len(path) <= 2_000
    return path if is_own and not path.startswith("/login") else "/"
