"""XML from outside: decoded by us, without its prolog, so that no parser ever sees what it declares.

Entity bombs and external entities live in the DOCTYPE. A document that declares an entity is refused; of every other one
the parsers get what begins with the root element, in UTF-8, without characters that XML forbids.
"""

from __future__ import annotations

import codecs
import re

from onrecord.model.errors import UnsafeInput

#: Characters of a prolog. Real ones have a declaration, a style sheet and perhaps a licence in a comment.
LONGEST_PROLOG = 1 << 16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,40})[\"']")
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,9}));?|&#x?[0-9a-f]{9,};?", re.I)
_ROOT = re.compile(r"<(?:[^\W\d][\w.-]*:)?([^\W\d][\w.-]*)")
_INTERNAL_SUBSET_END = re.compile(r"\]\s*>")


def decoded(data: bytes, charset: str | None = None) -> str:
    """``data`` as text; never fails. ``charset`` is what the server said.

    The order is that of RFC 7303 (byte order mark, server, declaration) but for one thing: bytes that are UTF-8 and hold
    more than ASCII are UTF-8, since a server's default often says otherwise and such bytes are hardly ever anything else.
    """
    for mark, wide in _MARKS:
        if data.startswith(mark):
            return data.decode(wide, "replace").removeprefix("\ufeff")
    declared = _DECLARED.match(data[:300].lstrip())
    names = [charset, declared[1].decode("ascii") if declared else None, "utf-8"]
    for name in names if data.isascii() else ["utf-8", *names]:
        try:
            codec = codecs.lookup(name) if name else None
            if codec is not None and getattr(codec, "_is_text_encoding", True):
                return str(codec.decode(data, "strict")[0])
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def root_of(text: str) -> tuple[str, int] | None:
    """The local name of the root element, in lower case, and where it begins; ``None`` where the text is no XML.

    Raises ``UnsafeInput`` where the DOCTYPE before it declares an entity.
    """
    at = 0
    while True:
        at = _skip(text, at)
        if at > LONGEST_PROLOG:
            return None
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _doctype_end(text, at)
            if "<!ENTITY" in text[at:end].upper():
                raise UnsafeInput(
                    "it declares entities, as documents built to do harm do; ask its publisher to leave them out"
                )
        else:
            match = _ROOT.match(text, at)
            return (match[1].lower(), at) if match else None
        if end <= at:
            return None
        at = end


def body_of(text: str, root: int) -> bytes:
    """The document from its root element on, in UTF-8, without the characters that XML forbids and references to them."""
    return _REFERENCE.sub(_allowed, _FORBIDDEN.sub("", text[root:])).encode("utf-8")


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2] or -1)
    return reference[0] if 0 <= code <= 0x10FFFF and not _FORBIDDEN.match(chr(code)) else ""


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n\ufeff":
        at += 1
    return at


def _doctype_end(text: str, at: int) -> int:
    """Where the DOCTYPE that begins at ``at`` ends; a subset in brackets belongs to it."""
    closing, opening = text.find(">", at), text.find("[", at)
    if opening == -1 or -1 < closing < opening:
        return closing + 1
    match = _INTERNAL_SUBSET_END.search(text, opening)
    return match.end() if match else len(text)
