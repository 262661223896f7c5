"""A first look at bytes: whether they can be text at all, and of what type they are where no name says so."""

from __future__ import annotations

import re

from onrecord.collect.inputs import JSON_LINES
from onrecord.model.errors import NotText

#: How formats that are no text begin, and what people call them.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
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
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_LOOK = 8192  # bytes that are looked at
_HTML = re.compile(
    rb"^\s{0,500}(?:<!--.{0,2000}?-->\s{0,500})?<(?:!doctype\s+html|html|head|body|\?xml)\b", re.I | re.S
)
_MAIL = re.compile(
    rb"^(?:From|To|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Delivered-To):[ \t]", re.I | re.M
)


def check_text(data: bytes) -> None:
    """Raises ``NotText`` where ``data`` is empty or plainly something else than text. Which encoding it has is not asked."""
    if not data.strip():
        raise NotText("it is empty; give a file with an article in it")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(f"it is {name}, not text; save the article as text or HTML and add that")
    head = data[:_LOOK]
    if b"\x00" in head and not head.startswith(_BYTE_ORDER_MARKS) and not _wide(head):
        raise NotText("it is binary, not text; save the article as text or HTML and add that")


def sniff(data: bytes) -> str:
    """The type of ``data`` that came without a telling name: one of the values of :data:`onrecord.collect.inputs.TYPES`."""
    head = data[:_LOOK].lstrip(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "text/html"
    start = head.lstrip()
    if start[:1] == b"{":
        lines = [line for line in head.splitlines() if line.strip()]
        several = len(lines) > 1 and lines[0].rstrip().endswith(b"}") and lines[1].lstrip()[:1] == b"{"
        return JSON_LINES if several else "application/json"
    if start[:2] in (b"[{", b"[\n", b"[ ", b"[\r"):
        return "application/json"
    first_block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if len(_MAIL.findall(first_block)) >= 2 and _MAIL.match(first_block):
        return "message/rfc822"
    return "text/plain"


def _wide(head: bytes) -> bool:
    """Whether every second byte is almost always NUL: UTF-16 of a Latin script, without its mark."""
    even, odd = head[0::2], head[1::2]
    if len(head) < 4:
        return False
    return max(even.count(0) / len(even), odd.count(0) / len(odd)) > 0.7 and min(even.count(0), odd.count(0)) == 0
