"""Which content is worth reading to its end: what can be an article, a feed, a list of pages, or a document."""

from __future__ import annotations

from onrecord.collect.content import check
from onrecord.collect.inputs import PLAIN
from onrecord.model.errors import NotText

#: Families and types that hold no text that could be read here. Everything else is begun with, and judged by its first bytes:
#: servers send feeds, pages and documents under many names, ``application/octet-stream`` not the least of them.
_FAMILIES = ("image/", "audio/", "video/", "font/", "model/")
_TYPES = frozenset(
    (
        "application/epub+zip",
        "application/java-archive",
        "application/msword",
        "application/ogg",
        "application/vnd.android.package-archive",
        "application/vnd.apple.mpegurl",
        "application/vnd.microsoft.portable-executable",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.rar",
        "application/wasm",
        "application/x-7z-compressed",
        "application/x-bzip2",
        "application/x-mpegurl",
        "application/x-msdownload",
        "application/x-rar-compressed",
        "application/x-shockwave-flash",
        "application/x-tar",
        "application/x-xz",
        "application/x-zip-compressed",
        "application/zip",
        "application/zstd",
        "text/css",
    )
)
#: Documents and packed files that are no text and yet can be taken: PDF, Word (a zip archive), gzip (a packed sitemap).
_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b")


def wrong_type(content_type: str | None) -> str | None:
    """One sentence where a body of this media type need not be read."""
    if content_type and (content_type.startswith(_FAMILIES) or content_type in _TYPES):
        return f"it is {content_type}, which holds no article; give the address of the page itself"
    return None


def wrong_start(data: bytes) -> str | None:
    """One sentence where content that begins with ``data`` can be neither text nor a document, whatever its header says."""
    if not data.strip() or data.startswith(_DOCUMENTS):
        return None
    try:
        check(data, PLAIN)
    except NotText as error:
        return str(error)
    return None
