"""Passwords: which are taken, and how they are kept (argon2id, RFC 9106, by argon2-cffi with its defaults)."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from onrecord.model.errors import DeskBusy, UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: OWASP ASVS 4.0.3, 2.1.1 and 2.1.2. No kind of character is asked for (2.1.9), and none is refused (2.1.4).
SHORTEST, LONGEST = 12, 128

#: Of zxcvbn's 0 to 4; 3 is "safely unguessable": more than 10^8 guesses by its count (Wheeler 2016, USENIX Security).
_STRONG_ENOUGH = 3
#: Characters that zxcvbn looks at: its cost grows faster than their number.
_LOOKED_AT = 72

#: Hashes made at a time: each takes 64 MiB. And seconds that one waits for its turn.
_AT_ONCE, _PATIENCE = 2, 5.0
_turn: Final = threading.BoundedSemaphore(_AT_ONCE)


def check_installed() -> None:
    """Raises ``UsageError`` where what accounts need is not installed."""
    if any(find_spec(name) is None for name in ("argon2", "zxcvbn")):
        raise UsageError("Accounts need the extra [web]: install it with `pip install 'onrecord[web]'`.")


def check_password(password: str, name: str) -> None:
    """Raises ``UsageError`` that says what to do where ``password`` is too short, too long or easily guessed."""
    check_installed()
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # noqa: PLC0415 - part of an extra

    if len(" ".join(password.split())) < SHORTEST:
        raise UsageError(f"The password is too short: take {SHORTEST} characters or more, such as four words.")
    if len(password) > LONGEST:
        raise UsageError(f"The password is longer than {LONGEST} characters: take a shorter one.")
    guessed = zxcvbn(_normal(password)[:_LOOKED_AT], user_inputs=[name, *name.split(), "onrecord"])
    if guessed["score"] < _STRONG_ENOUGH or _normal(name).casefold() == _normal(password).casefold():
        raise UsageError("The password is easily guessed: take several words that do not belong together.")


def hash_password(password: str) -> str:
    """``password`` as it is kept."""
    with _one_at_a_time():
        return _hasher().hash(_normal(password))


def is_password(kept: str | None, password: str) -> bool:
    """Whether ``password`` is the one ``kept``. Without one it takes as long as with: no time tells who has an account."""
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415 - part of an extra

    if len(password) > LONGEST:
        return False  # says nothing of anybody: nobody has such a one
    known = kept if kept is not None else _nobody()
    try:
        with _one_at_a_time():
            _hasher().verify(known, _normal(password))
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether ``kept`` was made with parameters that are no longer the ones."""
    return _hasher().check_needs_rehash(kept)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _turn.acquire(timeout=_PATIENCE):
        raise DeskBusy("Too many are logging in at once: try again in a moment.")
    try:
        yield
    finally:
        _turn.release()


@cache
def _hasher() -> PasswordHasher:
    check_installed()
    from argon2 import PasswordHasher  # noqa: PLC0415 - part of an extra

    return PasswordHasher()


@cache
def _nobody() -> str:
    """The hash that stands in for an account that is not there."""
    return hash_password("nobody has this password")


def _normal(text: str) -> str:
    """One spelling for what keyboards write in several ways (NIST SP 800-63B, 5.1.1.2); surrogates are no characters."""
    return unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8"))
