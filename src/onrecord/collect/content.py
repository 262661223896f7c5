"""A first look at bytes: whether they can be what their name says, and of what type they are where no name says so."""

from __future__ import annotations

import re
from importlib.util import find_spec

from onrecord.collect.inputs import (
    HTML,
    JSON,
    JSON_LINES,
    MAIL,
    PARQUET,
    PDF,
    PLAIN,
    SAVED_PAGE,
    WARC,
    WORD,
    ZIP,
)
from onrecord.model.errors import NotText, UnreadableInput

#: How formats that are read, but are no text, begin; what people call them and which ending they have.
_READ: tuple[tuple[bytes, str, str, str], ...] = (
    (b"%PDF-", PDF, "a PDF", ".pdf"),
    (b"PK\x03\x04", ZIP, "a zip archive or an office document", ".zip or .docx"),
    (b"PAR1", PARQUET, "a Parquet table", ".parquet"),
    (b"WARC/", WARC, "a web archive", ".warc"),
)
#: How formats that are not read begin.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"RIFF", "a sound or video file"),
)
_GZIP = b"\x1f\x8b"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
#: The packages that read what is no text; they are not part of the base install.
_EXTRAS = {PDF: "pypdfium2", WORD: "docx"}
_NO_TEXT = frozenset({PDF, WORD, ZIP, PARQUET, WARC})

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_LOOK = 8192  # bytes that are looked at
_PDF_WITHIN = (
    1024  # bytes in which a PDF's mark stands: readers of PDF allow for what mail and web servers put before it
)
_HTML = re.compile(
    rb"^\s{0,500}(?:<!--.{0,2000}?-->\s{0,500}){0,3}<(?:!doctype\s+html|html|head|body|\?xml)\b", re.I | re.S
)
_MAIL = re.compile(
    rb"^(?:From|To|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Delivered-To):[ \t]", re.I | re.M
)
#: What Chromium, Firefox and the old Internet Explorer write on top of a page that they save in one file.
_SAVED = re.compile(rb"^(?:Snapshot-Content-Location:|From: ?<Saved by )", re.I | re.M)


def check(data: bytes, kind: str | None) -> None:
    """Raises ``NotText`` where ``data`` is empty or plainly something else than ``kind`` says (``None``: anything that is read).

    Which encoding a text has is not asked. A document whose reader is not installed is an ``UnreadableInput`` here and not
    later: what is taken once is not looked at again when the reader is there.
    """
    if not data.strip():
        raise NotText("it is empty; give a file with an article in it")
    if kind == PDF and b"%PDF-" not in data[:_PDF_WITHIN]:
        raise NotText("it is no PDF, or its beginning is damaged; fetch it again")
    if kind in (WORD, ZIP) and not data.startswith(_ZIPS):
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise NotText("it is encrypted or an old office document; save it as .docx without a password and add that")
        raise NotText("it is no whole zip archive or Word document; fetch it again")
    if kind in _EXTRAS and find_spec(_EXTRAS[kind]) is None:
        raise UnreadableInput(
            "its reader is missing; install it (pip install 'onrecord[documents]') and add the file again"
        )
    if kind is None or kind in _NO_TEXT:
        return
    for signature, _, name, ending in _READ:
        if data.startswith(signature):
            raise NotText(f"it is {name}, not text; give it the ending {ending} and add it again")
    if data.startswith(_GZIP):
        raise NotText("it is compressed with gzip; give it the ending .gz behind its own and add it again")
    _check_text(data)


def _check_text(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(f"it is {name}, not text; save the article as text or HTML and add that")
    head = data[:_LOOK]
    if b"\x00" in head and not head.startswith(_BYTE_ORDER_MARKS) and not _wide(head):
        raise NotText("it is binary, not text; save the article as text or HTML and add that")


def sniff(data: bytes) -> str:
    """The type of ``data`` that came without a telling name: one of the values of :data:`onrecord.collect.inputs.TYPES`.

    Raises ``NotText`` where it is of none that is read.
    """
    for signature, kind, _, _ in _READ:
        if data.startswith(signature):
            return WORD if kind == ZIP and b"word/document.xml" in data else kind
    _check_text(data)
    head = data[:_LOOK].lstrip(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return HTML
    start = head.lstrip()
    if start[:1] == b"{":
        lines = [line for line in head.splitlines() if line.strip()]
        several = len(lines) > 1 and lines[0].rstrip().endswith(b"}") and lines[1].lstrip()[:1] == b"{"
        return JSON_LINES if several else JSON
    if start[:2] in (b"[{", b"[\n", b"[ ", b"[\r"):
        return JSON
    first_block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if len(_MAIL.findall(first_block)) >= 2 and _MAIL.match(first_block):
        return SAVED_PAGE if _SAVED.search(first_block) else MAIL
    return PLAIN


def _wide(head: bytes) -> bool:
    """Whether every second byte is almost always NUL: UTF-16 of a Latin script, without its mark."""
    even, odd = head[0::2], head[1::2]
    if len(head) < 4:
        return False
    return max(even.count(0) / len(even), odd.count(0) / len(odd)) > 0.7 and min(even.count(0), odd.count(0)) == 0
