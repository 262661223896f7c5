"""What an account, a session and a token are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, get_args

from onrecord.model.errors import UsageError

#: Each role may do what those before it may.
Role = Literal["reader", "editor", "owner"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

#: What a token is good for; "write" holds "read". It never does more than the role of its account.
Scope = Literal["read", "write"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)

#: Characters of a name, and what it may have beside letters with their marks and digits.
_LONGEST: Final = 60
_BESIDE: Final = frozenset(" .'’@-_")
#: Scripts of which letters look the same. A name has letters of one of them.
_ALIKE: Final = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may use the desk. ``invited``: has no password yet. Times are seconds since 1970; ``None`` for never."""

    name: str
    role: Role
    invited: bool = False
    seen: float | None = None
    changed: float | None = None

    def may(self, role: Role) -> bool:
        """Whether this account may do what ``role`` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A login that has not ended. ``id`` names it in a list and opens nothing."""

    id: str
    began: float
    seen: float


@dataclass(frozen=True, slots=True)
class Token:
    """A token for programs, without its secret. ``ends`` and ``used`` are seconds since 1970."""

    id: str
    label: str
    scope: Scope
    ends: float
    used: float | None = None


def account_name(text: str) -> str:
    """``text`` as the name of an account. Raises ``UsageError`` where it cannot be one."""
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    if not (name[:1].isalnum() and len(name) <= _LONGEST and all(_fits(character) for character in name)):
        raise UsageError("A name has 1 to 60 letters, digits, spaces or . ' @ - and begins with a letter or a digit.")
    if (
        len({script for script in _ALIKE for character in name if unicodedata.name(character, "").startswith(script)})
        > 1
    ):
        raise UsageError("The letters of a name are of one script, so that no name looks like another one.")
    return name


def _fits(character: str) -> bool:
    return character.isalnum() or character in _BESIDE or unicodedata.category(character) in ("Mn", "Mc")


def folded(name: str) -> str:
    """What names that look alike to a person have in common: no two accounts share it."""
    once = unicodedata.normalize("NFKC", name.replace("’", "'")).casefold()
    return unicodedata.normalize("NFKC", " ".join(once.split()))


def a_role(text: str) -> Role:
    """``text`` as a role. Raises ``UsageError``."""
    if text not in ROLES:
        raise UsageError(f"{text!r} is no role: choose reader, editor or owner.")
    return text


def a_scope(text: str) -> Scope:
    """``text`` as a scope. Raises ``UsageError``."""
    if text not in SCOPES:
        raise UsageError(f"{text!r} is no scope: choose read or write.")
    return text
