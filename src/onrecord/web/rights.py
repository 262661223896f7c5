"""Which role a request needs. What is not in the table is read by readers and changed by editors, so that nothing new stands open."""

from __future__ import annotations

from typing import Final

from onrecord.desk.accounts import Role, Scope

#: Everybody, before login.
PUBLIC: Final = None

#: The beginning of a path, in whole parts, and who may ask for it and for what is below it.
NEEDED: Final[tuple[tuple[str, Role | None], ...]] = (
    ("/static", PUBLIC),  # the package's own files: the login page is made of them
    ("/login", PUBLIC),
    ("/invitation", PUBLIC),
    ("/accounts", "owner"),
    ("/account", "reader"),  # one's own
    ("/logout", "reader"),
    ("/today/visit", "reader"),  # notes that somebody looked
    ("/following", "reader"),  # one's own
    ("/api/following", "reader"),
    ("/settings", "owner"),
    ("/api/settings", "owner"),
    ("/add", "editor"),
    ("/correct", "editor"),
    ("/api/loads", "editor"),
    ("/handover/draft", "editor"),
    ("/api/handover/draft", "editor"),
)

#: What programs ask for, feed readers and podcast players among them: they reach it with a token, and a refusal there is JSON and no page.
#: Pages, logins and accounts are for people.
PROGRAM_PATHS: Final = ("/api", "/feeds", "/podcast.xml", "/podcast")

SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")


def needed_role(method: str, path: str) -> Role | None:
    """The least role that may ask; ``None`` where nobody need log in."""
    for beginning, role in NEEDED:
        if is_below(path, beginning):
            return role
    return "reader" if method in SAFE_METHODS else "editor"


def needed_scope(method: str) -> Scope:
    """What a token must be good for."""
    return "read" if method in SAFE_METHODS else "write"


def is_below(path: str, beginning: str) -> bool:
    """Whether ``path`` is ``beginning`` or below it: ``/account`` has nothing to do with ``/accounts``."""
    return path == beginning or path.startswith(beginning + "/")
