"""What ``collect`` gives, and which file types it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from onrecord.model.capture import Listing, MediaType

PLAIN = "text/plain"
HTML = "text/html"
MAIL = "message/rfc822"
SAVED_PAGE = "multipart/related"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSON = "application/json"
JSON_LINES = "application/jsonl"
CSV = "text/csv"
TSV = "text/tab-separated-values"
PARQUET = "application/vnd.apache.parquet"
WARC = "application/warc"
ZIP = "application/zip"

#: File name endings, in lower case, and what they are. What :data:`CONTAINERS` names holds several inputs.
TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": PLAIN,
        ".text": PLAIN,
        ".html": HTML,
        ".htm": HTML,
        ".xhtml": HTML,
        ".mhtml": SAVED_PAGE,
        ".mht": SAVED_PAGE,
        ".eml": MAIL,
        ".pdf": PDF,
        ".docx": WORD,
        ".json": JSON,
        ".jsonl": JSON_LINES,
        ".ndjson": JSON_LINES,
        ".csv": CSV,
        ".tsv": TSV,
        ".parquet": PARQUET,
        ".warc": WARC,
        ".wet": WARC,
        ".zip": ZIP,
    }
)

#: Types that hold many inputs and are read piece by piece.
CONTAINERS = frozenset({JSON_LINES, CSV, TSV, PARQUET, WARC, ZIP})

#: Types of one input that are more than text with markup: pictures and fonts travel with them.
DOCUMENTS = frozenset({PDF, WORD, SAVED_PAGE, MAIL})

KNOWN_TYPES = (
    ".txt, .html, .mhtml, .eml, .pdf, .docx, .json, .jsonl, .csv, .tsv, .parquet, .warc, .wet or .zip (or .gz of one)"
)


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes as received, with the name under which they came.

    ``source`` is the name as given (``archive.zip!/name.txt`` for a member and ``mail.eml!/name.pdf`` for what is attached,
    ``dump.jsonl#id=4711`` or ``dump.jsonl#3f2a9c0d1e4b`` for a record), ``location`` the same with the absolute real path;
    both are the address where it was fetched. ``address`` is what a record, an archive or a saved page says of where it is
    from, or where it was fetched; ``None`` where there is none.
    ``received_at`` is when an archive says that it received it (ISO 8601, UTC); ``None``: now. ``listing`` is what the feed
    or sitemap that led to it says of it, ``charset`` what the server said of the encoding. ``note`` is what its fate is to say.
    """

    source: str
    location: str
    media_type: MediaType
    data: bytes
    address: str | None = None
    received_at: str | None = None
    listing: Listing | None = None
    charset: str | None = None
    note: str = ""


def type_of(name: str) -> str | None:
    """The type that the ending of a file name stands for, ``None`` for an ending that is not known.

    Of a file that is compressed (``page.html.gz``) it is the type of what is in it; see :func:`compressed`.
    """
    path = PurePosixPath(name)
    return TYPES.get(PurePosixPath(path.stem).suffix.lower() if compressed(name) else path.suffix.lower())


def compressed(name: str) -> bool:
    """Whether the ending of a file name says that it is compressed with gzip."""
    return name.lower().endswith(".gz")
