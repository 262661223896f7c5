"""Names as they may be shown, stored and compared.

A file name is any bytes but NUL and a slash. Line breaks would forge lines of output, direction marks would turn them
round, and bytes that are no text cannot be stored as text. They are written as escapes, so that two different names never
become one.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata

_ESCAPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def shown(name: str) -> str:
    r"""``name`` with control, format and undecodable characters as ``\n``-like escapes and backslashes doubled.

    >>> shown("two\nlines")
    'two\\x0alines'
    """
    if name.isascii() and name.isprintable() and "\\" not in name:
        return name
    return "".join(_escape(character) for character in name)


def meant(name: str) -> str:
    """The name that :func:`shown` wrote as ``name``."""
    return _ESCAPE.sub(lambda match: _unescaped(match[1]), name)


def normalised(path: str) -> str:
    """``path`` without ``./``, ``//`` and ``a/..``, as text to show; its meaning is not looked up on the disk."""
    path = posixpath.normpath(path)
    return shown(path[1:] if path.startswith("//") else path)


_ESCAPE = re.compile(r"\\(\\|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")


def _unescaped(escape: str) -> str:
    if escape == "\\":
        return escape
    code = int(escape[1:], 16)
    return chr(code + 0xDC00 if escape[0] == "x" and code >= 0x80 else code)


def _escape(character: str) -> str:
    code = ord(character)
    if character == "\\":
        return "\\\\"
    if unicodedata.category(character) not in _ESCAPED_CATEGORIES:
        return character
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no text, as os.fsdecode gives it
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
