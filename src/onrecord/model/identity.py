"""Digests and identifiers: the same parts always give the same name, on every machine."""

from __future__ import annotations

import hashlib

#: Hexadecimal digits of an identifier after its prefix: 48 bits, so that a desk of a million records of one
#: kind has about one chance in five hundred of a single collision, and identifiers stay short enough to type.
ID_DIGITS = 12


def digest(content: str | bytes) -> str:
    """The SHA-256 of ``content`` (text as UTF-8) as 64 hexadecimal digits."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def make_id(prefix: str, *parts: object) -> str:
    """An identifier such as ``st_3f2a9c0d1e4b`` from the parts that make a record what it is.

    Parts are joined by a character that no part holds (the ASCII unit separator), so that ``("ab", "c")`` and
    ``("a", "bc")`` differ.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}_{digest(joined)[:ID_DIGITS]}"
