"""Web archives: WARC files of crawls and the WET files of text made from them. Needs fastwarc, which is an extra.

Each record that claims to be a page has a fate of its own: a page that was answered with status 200, or the text of one. What
an archive holds beside pages (redirects, errors, pictures, pages seen before) is counted and told in one sentence; requests and
the archive's own remarks are not spoken of. Where the file is damaged, that place is refused, and the records around it are
read: the reader stops there, so it is started anew at the next record.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.collect.columns import Columns
from onrecord.collect.content import check, sniff
from onrecord.collect.disk import too_large
from onrecord.collect.inputs import HTML, PDF, PLAIN, Input
from onrecord.collect.limits import Limits
from onrecord.collect.names import shown
from onrecord.model.capture import MediaType, Refusal
from onrecord.model.errors import InputError, UnreadableInput, UnsafeInput
from onrecord.model.identity import digest

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_MEDIA: dict[str, MediaType] = {
    HTML: "text/html",
    "application/xhtml+xml": "text/html",
    PLAIN: "text/plain",
    PDF: "application/pdf",
}
#: What is told of records that are no pages; requests, metadata and the archive's own remarks are not told.
_COUNTED = {
    "revisit": "seen before (revisit)",
    "continuation": "parts of a split record",
    "unknown": "of an unknown kind",
}
_START = re.compile(rb"WARC/(?:0\.\d\d|1\.\d)\r?\n|\x1f\x8b\x08")
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]{0,8}(?:;[^\r\n]{0,200})?\r?\n")
_STEP = 1 << 20  # bytes that are looked through at once for the next record
_OVERLAP = 512  # bytes that show whether one begins
_MOST_DAMAGE = 1000  # places; a file with more is not worth the search
_LONGEST_HEAD = 1 << 16  # bytes of headers before a page
_LONGEST_IDENTIFIER = 120  # characters
_MOST_ENCODINGS = 4  # laid over each other
_MOST_TOLD = 8


def pages(stream: BinaryIO, source: str, location: str, limits: Limits, columns: Columns) -> Iterator[Input | Refusal]:
    """The pages in the archive, in its order, ``SOURCE#id=RECORD`` each; address and time of receipt are the record's.

    ``columns`` is for tables and not looked at.
    """
    try:
        from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - an extra
    except ImportError:
        yield Refusal(
            source, "web archives need fastwarc; install it (pip install 'onrecord[archive]') and add the file again"
        )
        return
    reading = _Reading(source, location, limits)
    size = stream.seek(0, io.SEEK_END)
    start = spots = 0
    pending: int | None = None  # the record behind which something is damaged that no record owns up to yet
    while start < size:
        stream.seek(start)
        last: int | None = None
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                if last is None and pending is not None:
                    yield reading.damage(pending, start)
                pending, last = None, record.stream_pos
                yield from reading.take(record, last)
                if reading.pages > limits.members:
                    yield Refusal(
                        source, f"it holds more than {limits.members:,} pages; the rest was not read: split it"
                    )
                    return
            break
        except (OSError, ValueError, UnicodeError):
            spots += 1
        if spots > _MOST_DAMAGE:
            yield Refusal(source, f"it is damaged in more than {_MOST_DAMAGE:,} places; the rest was not read")
            return
        if last is None:
            yield reading.damage(start)
            pending, last = None, start
        elif last not in reading.damaged:
            pending = last
        start = _next_record(stream, last + 1, size)
    if pending is not None:
        yield reading.damage(pending, size)
    yield from reading.summary()


class _Reading:
    """What was found in one archive so far."""

    def __init__(self, source: str, location: str, limits: Limits) -> None:
        self._source, self._location, self._limits = source, location, limits
        self.pages = 0
        self.damaged: set[int] = set()
        self._others: Counter[str] = Counter()
        self._names: set[str] = set()
        self._seen: set[tuple[str, str]] = set()

    def take(self, record: WarcRecord, at: int) -> Iterator[Input | Refusal]:
        """The page in ``record``, the refusal of one, or nothing but another count. Raises ``OSError`` behind damage."""
        kind = str(record.record_type)
        if kind not in ("response", "resource", "conversion"):
            if kind in _COUNTED:
                self._others[_COUNTED[kind]] += 1
            return
        try:
            yield from self._page(record, kind, at)
        except OSError:
            self.damaged.add(at)
            yield Refusal(self._name(record, at), "this record is damaged; fetch the archive again")
            raise

    def _page(self, record: WarcRecord, kind: str, at: int) -> Iterator[Input | Refusal]:
        length, limit = record.content_length, self._limits.document
        block = record.reader.read(min(length, limit + _LONGEST_HEAD))
        status, media_type, body = _answer(block, record, kind)
        if status == 0:
            yield Refusal(self._name(record, at), "this record is damaged: it holds no answer; fetch the archive again")
            return
        if status != 200:
            self._others[f"answered with status {status}"] += 1
            return
        media = _MEDIA.get(media_type)
        if media is None:
            self._others[f"of type {media_type or 'unknown'}"] += 1
            return
        name = self._name(record, at)
        self.pages += 1
        limit = self._limits.of(media)
        if length > limit + _LONGEST_HEAD:
            yield Refusal(name, too_large(limit, length))
        elif len(block) < length:
            yield Refusal(name, "this record is cut off; fetch the archive again")
        elif not _fits(record.headers.get("WARC-Block-Digest"), block):
            yield Refusal(
                name, "this record is damaged: its content is not what its digest says; fetch the archive again"
            )
        else:
            yield from self._input(name, media, body, record, limit)

    def _input(
        self, name: str, media: MediaType, body: _Body, record: WarcRecord, limit: int
    ) -> Iterator[Input | Refusal]:
        try:
            data = body.decoded(limit)
            check(data, media)
        except InputError as error:
            yield Refusal(name, str(error))
            return
        address = _address(record.headers.get("WARC-Target-URI"))
        key = (address or name, digest(data))
        if key in self._seen:
            self._others["the same again"] += 1
            return
        self._seen.add(key)
        fragment = name.removeprefix(self._source)
        yield Input(name, self._location + fragment, media, data, address, _moment(record), charset=body.charset)

    def _name(self, record: WarcRecord, at: int) -> str:
        """The record's identifier where it stands once, else where it stands."""
        identifier = shown(record.record_id or "").strip("<>").removeprefix("urn:uuid:")
        name = f"{self._source}#id={identifier}"
        if not 0 < len(identifier) <= _LONGEST_IDENTIFIER or name in self._names:
            name = f"{self._source}#at={at}"
        self._names.add(name)
        return name

    def damage(self, at: int, until: int | None = None) -> Refusal:
        """The refusal of a place in the file: the record at ``at``, or what stands between it and ``until``."""
        self.damaged.add(at)
        where = "it is damaged here" if until is None else f"it is damaged between this byte and byte {until:,}"
        return Refusal(f"{self._source}#at={at}", f"{where}; what stands before and after was read: fetch it again")

    def summary(self) -> Iterator[Refusal]:
        """One sentence on what is there beside pages, if anything is."""
        told = ", ".join(
            f"{count:,} {what}" for what, count in sorted(self._others.items(), key=_most_first)[:_MOST_TOLD]
        )
        if told:
            more = ", and others" if len(self._others) > _MOST_TOLD else ""
            yield Refusal(self._source, f"of its records {self.pages:,} are pages; left out: {told}{more}")
        elif not self.pages and not self.damaged:
            yield Refusal(self._source, "it holds no page; give an archive with pages or their texts in it")


@dataclass(frozen=True, slots=True)
class _Body:
    """The bytes of a page as they travelled, with the encodings that were laid over them, the outermost first.

    ``charset`` is what the server said of its characters.
    """

    data: bytes
    encodings: tuple[str, ...] = ()
    charset: str | None = None

    def decoded(self, limit: int) -> bytes:
        """The page itself; raises ``UnsafeInput`` beyond ``limit`` bytes, ``UnreadableInput`` where it is damaged.

        Archives often keep a page decoded under the header of its encoding: what does not begin like one is none.
        """
        data = self.data
        for encoding in self.encodings:
            reader = _reader(encoding, data)
            if reader is None:
                continue
            try:
                data = reader.read(limit + 1)
                while len(data) <= limit and (more := reader.read(limit + 1 - len(data))):
                    data += more
            except (OSError, ValueError) as error:
                raise UnreadableInput("this page is damaged under its compression; fetch the archive again") from error
            if len(data) > limit:
                raise UnsafeInput(too_large(limit))
        if len(data) > limit:
            raise UnsafeInput(too_large(limit, len(data)))
        return data


def _reader(encoding: str, data: bytes) -> Any:
    from fastwarc import stream_io  # noqa: PLC0415 - an extra; whoever comes here has it

    stream = io.BytesIO(data)
    if encoding == "chunked" and _CHUNK.match(data):
        return stream_io.ChunkedReader(stream)
    if encoding in ("gzip", "x-gzip") and data.startswith(b"\x1f\x8b"):
        return stream_io.GzipReader(stream)
    if encoding == "deflate" and data[:1] == b"\x78":
        return stream_io.GzipReader(stream, zlib=True)
    if encoding == "zstd" and data.startswith(b"\x28\xb5\x2f\xfd"):
        return stream_io.ZstdReader(stream)
    if encoding == "br" and data.lstrip()[:1] != b"<":  # it has no mark; a page begins with markup
        return stream_io.BrotliReader(stream)
    return None


def _answer(block: bytes, record: WarcRecord, kind: str) -> tuple[int, str, _Body]:
    """Status, media type and body of a record. What is no answer of a web server counts as one with status 200.

    The status is 0 where the record should hold an answer and does not.
    """
    if kind != "response" or not record.is_http:
        media_type = _media_type(record.headers.get("Content-Type"), block)
        return 200, media_type, _Body(block)
    from fastwarc.warc import WarcRecord as New  # noqa: PLC0415 - an extra; whoever comes here has it

    answer = New()
    answer.set_bytes_content(block)
    answer.is_http = True
    try:
        answer.parse_http(quirks_mode=True)
    except (OSError, ValueError):
        return 0, "", _Body(b"")
    headers = answer.http_headers
    body = answer.reader.read()
    named = ",".join(headers.get(name) or "" for name in ("Transfer-Encoding", "Content-Encoding")).lower()
    encodings = tuple(each.strip() for each in named.split(",") if each.strip())[:_MOST_ENCODINGS]
    return (
        headers.status_code or 0,
        _media_type(headers.get("Content-Type"), body),
        _Body(body, encodings, answer.http_charset),
    )


def _media_type(given: str | None, body: bytes) -> str:
    """The media type without parameters; looked for in the content where none is given."""
    name = (given or "").partition(";")[0].strip().lower()[:80]
    if name:
        return name if name.isprintable() else "unknown"
    try:
        return sniff(body)
    except InputError:
        return ""


def _fits(given: str | None, block: bytes) -> bool:
    """Whether ``block`` has the digest that the record gives, in base 32 or 16; one that cannot be checked is believed."""
    name, _, value = (given or "").partition(":")
    if name.lower() not in ("sha1", "sha256", "md5") or not value.strip():
        return True
    found = hashlib.new(name.lower(), block, usedforsecurity=False)
    value = value.strip().rstrip("=").lower()
    known = (found.hexdigest(), base64.b32encode(found.digest()).decode("ascii").rstrip("=").lower())
    return value in known or len(value) not in map(len, known)


def _next_record(stream: BinaryIO, position: int, size: int) -> int:
    """Where the next record begins at or behind ``position``; ``size`` where none does."""
    while True:
        stream.seek(position)
        data = stream.read(_STEP + _OVERLAP)
        for match in _START.finditer(data):
            if match.start() >= _STEP:
                break
            if match[0][:1] != b"\x1f" or _opens_record(data[match.start() : match.start() + _OVERLAP]):
                return position + match.start()
        if len(data) < _STEP + _OVERLAP:
            return size
        position += _STEP


def _opens_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False


def _address(given: str | None) -> str | None:
    address = (given or "").strip().strip("<>")  # a wget of 2014 writes it in angle brackets
    whole = address.lower().startswith(("http://", "https://")) and address.isprintable() and " " not in address
    return address if whole else None


def _moment(record: WarcRecord) -> str | None:
    try:
        moment = record.record_date
        return moment.astimezone(UTC).isoformat(timespec="seconds") if moment is not None else None
    except (ValueError, OverflowError, TypeError):
        return None


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
