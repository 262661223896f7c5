"""Bytes to characters.

The order is that of trust: a byte order mark, then the encoding that the content declares, then UTF-8, then what
``charset-normalizer`` makes of the bytes, then Windows-1252, which decodes anything. An encoding that is declared but does
not fit the bytes is not believed.
"""

from __future__ import annotations

import codecs
import re

from onrecord.model.errors import NotText

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{2,40})", re.I
)
#: Controls but those for white space and escapes, and what could not be decoded.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\ufffd]+")
_LOOK_FOR_DECLARATION = 4096
_SAMPLE = 1 << 16  # bytes that the detection looks at; more costs time and changes nothing
#: Declared names that browsers read as Windows-1252, which has letters where these have control characters.
_AS_WINDOWS = frozenset({"iso-8859-1", "latin-1", "latin1", "iso8859-1", "ascii", "us-ascii"})


def decode(data: bytes, *, declared: str | None = None) -> str:
    """``data`` as text. ``declared``: the encoding that comes with it, if any; an HTML page's own is looked for.

    Raises ``NotText`` where it is empty or no text at all.
    """
    if not data.strip():
        raise NotText("it is empty; give a file with an article in it")
    text = _decoded(data, declared)
    if _noise(text) > 0.1:
        raise NotText("it is binary, not text; save the article as text or HTML and add that")
    return text


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    # Bytes beyond ASCII that are UTF-8 are hardly ever anything else, and what a server declares is often its default.
    text = None if data.isascii() else _try(data, "utf-8")
    if text is not None:
        return text
    for encoding in (declared, _declared(data), _wide(data), "utf-8"):
        text = _try(data, encoding)
        if text is not None:
            return text
    text = _nearly_utf8(data)
    return text if text is not None else _detected(data)


def _try(data: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    name = "cp1252" if name.lower() in _AS_WINDOWS else name
    try:
        codec = codecs.lookup(name)
        if not getattr(codec, "_is_text_encoding", True):
            return None
        return codec.decode(data, "strict")[0]
    except (LookupError, UnicodeError, ValueError):
        return None


def _declared(data: bytes) -> str | None:
    """What an HTML page says of itself; believed only where UTF-8 does not fit, since pages that were saved anew still carry it."""
    match = _DECLARED.search(data[:_LOOK_FOR_DECLARATION])
    if match is None or _try(data, "utf-8") is not None:
        return None
    name = match[1].decode("ascii").lower()
    return None if name.startswith("utf") else name


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: almost every second byte of a Latin script is NUL."""
    head = data[:_LOOK_FOR_DECLARATION]
    if len(head) < 4 or b"\x00" not in head:
        return None
    if head[1::2].count(0) > 0.7 * len(head[1::2]):
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > 0.7 * len(head[0::2]) else None


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a file that was cut, a careless join): better than another encoding for all of it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    multibyte = sum(1 for character in text if character > "\x7f") - broken
    return text if multibyte > 4 * broken else None


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    best = from_bytes(data[:_SAMPLE], cp_exclusion=["utf_7"]).best()
    text = _try(data, best.encoding) if best is not None and not _latin(data) else None
    return text if text is not None else data.decode("cp1252", "replace")


def _latin(data: bytes) -> bool:
    """Whether few bytes are outside ASCII, as in a Western European text: Windows-1252 then is the safe reading."""
    sample = data[:_SAMPLE]
    return sum(1 for byte in sample if byte > 0x7F) < 0.1 * len(sample)


def _noise(text: str) -> float:
    """The share of characters that no text has: controls and what could not be decoded."""
    sample = text[:_SAMPLE]
    return sum(map(len, _NO_TEXT.findall(sample))) / max(1, len(sample))
