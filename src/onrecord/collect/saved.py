"""Pages that a browser saved: where they are from and when they were saved, as the browser wrote it on top of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.errors import MessageError
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

_LOOK = 4096  # bytes in which a browser's remark stands
#: What browsers write on saving (MSDN calls it the Mark of the Web): its number counts the characters of the address.
_MARK = re.compile(rb"<!--\s{0,20}saved from url=\(\d{4,5}\)(https?://[^\s<>\"]{1,4000})", re.I)
#: What the SingleFile extension writes.
_SINGLE_FILE = re.compile(rb"<!--\s{0,20}Page saved with SingleFile\s{1,20}url: (https?://[^\s<>\"]{1,4000})", re.I)
_SINGLE_FILE_DATE = re.compile(
    rb"saved date: \w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})", re.I
)  # Mon May 02 2031 10:00:00 GMT+0200 (...)
_LOOK_FOR_PART = 1 << 16


def from_page(data: bytes) -> tuple[str | None, str | None]:
    """The address of a saved HTML page and when it was saved (ISO 8601, UTC), each ``None`` where the page does not say."""
    head = data[:_LOOK]
    mark = _MARK.search(head)
    if mark is not None:
        return _address(mark[1]), None
    mark = _SINGLE_FILE.search(head)
    if mark is None:
        return None, None
    date = _SINGLE_FILE_DATE.search(head, mark.end())
    return _address(mark[1]), _moment(b" ".join(date.groups()).decode("ascii", "replace")) if date else None


def from_archive(data: bytes) -> tuple[str | None, str | None]:
    """The same of a page that was saved in one file (``.mhtml``): its headers say it, else those of its first part do."""
    try:
        headers = BytesHeaderParser(policy=compat32).parsebytes(data[:_LOOK_FOR_PART])
        given = headers.get("Snapshot-Content-Location") or headers.get("Content-Location")
        address = _address(str(given).encode("utf-8", "replace")) if given else None
        date = headers.get("Date")
        saved_at = _utc(parsedate_to_datetime(str(date))) if date else None
    except (MessageError, ValueError, TypeError, IndexError, OverflowError):
        address = saved_at = None
    if address is None:
        part = re.search(rb"^Content-Location:[ \t]*(https?://[^\s<>\"]{1,4000})", data[:_LOOK_FOR_PART], re.I | re.M)
        address = _address(part[1]) if part else None
    return address, saved_at


def _address(given: bytes) -> str | None:
    address = given.decode("utf-8", "replace").strip()
    whole = address.lower().startswith(("http://", "https://")) and address.isprintable() and " " not in address
    return address if whole else None


def _moment(text: str) -> str | None:
    try:
        return _utc(datetime.strptime(text, "%b %d %Y %H:%M:%S %z"))
    except (ValueError, OverflowError):
        return None


def _utc(moment: datetime) -> str | None:
    """A moment without an offset is taken as UTC, as RFC 5322 reads "-0000"."""
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat(timespec="seconds")
