"""Signatures of cookies and of forms: HMAC-SHA256 (RFC 2104) of the standard library, under the desk's key."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode


class Signer:
    """Signs under ``key``. What is signed for one purpose is worth nothing for another."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def cookie(self, secret: str) -> str:
        """``secret`` with its signature, as a cookie holds it."""
        return f"{secret}.{self._of('cookie', secret)}"

    def opened(self, cookie: str) -> str:
        """The secret of a cookie; empty where the desk did not sign it."""
        secret, _, signature = cookie.rpartition(".")
        return secret if secret and _same(signature, self._of("cookie", secret)) else ""

    def form_token(self, secret: str) -> str:
        """What the forms of the one with this secret carry. It does not tell the secret."""
        return self._of("form", secret)

    def is_form_token(self, given: str, secret: str) -> bool:
        """Whether a form of the one with this secret carried ``given``."""
        return _same(given, self._of("form", secret))

    def _of(self, purpose: str, secret: str) -> str:
        made = hmac.digest(self._key, f"{purpose}\0{secret}".encode("utf-8", "replace"), "sha256")
        return urlsafe_b64encode(made).rstrip(b"=").decode()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
