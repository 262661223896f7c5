"""What ``collect`` gives, and which file types it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from onrecord.model.capture import Listing, MediaType

ZIP = "application/zip"
JSON_LINES = "application/jsonl"

#: File name endings, in lower case, and what they are. Archives and JSON Lines hold several inputs.
TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text/plain",
        ".text": "text/plain",
        ".html": "text/html",
        ".htm": "text/html",
        ".xhtml": "text/html",
        ".json": "application/json",
        ".jsonl": JSON_LINES,
        ".ndjson": JSON_LINES,
        ".eml": "message/rfc822",
        ".zip": ZIP,
    }
)

KNOWN_TYPES = ".txt, .html, .json, .jsonl, .eml or .zip"


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes as received, with the name under which they came.

    ``source`` is the name as given (``archive.zip!/name.txt`` for a member, ``dump.jsonl#L12`` and ``dump.json#3`` for a
    record, counted from 1), ``location`` the same with the absolute real path; both are the address where it was fetched.
    ``address`` is what a record's own ``url`` field says, or where it was fetched; ``None`` where there is none.
    ``received_at`` is when an archive says that it received it (ISO 8601, UTC); ``None``: now. ``listing`` is what the feed
    or sitemap that led to it says of it.
    """

    source: str
    location: str
    media_type: MediaType
    data: bytes
    address: str | None = None
    received_at: str | None = None
    listing: Listing | None = None


def type_of(name: str) -> str | None:
    """The type that the ending of a file name stands for, ``None`` for an ending that is not known."""
    return TYPES.get(PurePosixPath(name).suffix.lower())
