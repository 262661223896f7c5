"""Times as feeds write them, to ISO 8601. The zone stays as it was given; none is added where none was given."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 100
_PART_OF_A_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")

#: Before this year there were no feeds; what lies before it is an empty field of a program (1 January of 1 or 1970).
_FIRST_YEAR = 1980


def iso(text: object) -> str | None:
    """The time in ``text``: ISO 8601 in any of its forms, or RFC 822 as RSS writes it; ``None`` where it is neither.

    >>> iso("Fri, 02 May 2031 10:15:00 +0200")
    '2031-05-02T10:15:00+02:00'
    >>> iso("2031-05-02")
    '2031-05-02'
    """
    if not isinstance(text, str) or not (text := text.strip()) or len(text) > _LONGEST:
        return None
    if _PART_OF_A_DATE.fullmatch(text):
        return text if int(text[:4]) >= _FIRST_YEAR else None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.year < _FIRST_YEAR:
            return None
        moment = moment.replace(microsecond=0)
        is_day = ":" not in text and not re.match(r"[\d-]{8,10}T\d", text)
        return moment.date().isoformat() if is_day else moment.isoformat()
    return None


def iso_of_parts(parts: object, text: object) -> str | None:
    """The time that feedparser read (a ``struct_time`` in UTC) in ``text``, which is in neither form."""
    if not isinstance(parts, tuple) or len(parts) < 6 or parts[0] < _FIRST_YEAR:
        return None
    year, month, day, hour, minute, second = parts[:6]
    if isinstance(text, str) and ":" not in text:
        return f"{year:04}-{month:02}-{day:02}"
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}+00:00"


def moment(text: str | None) -> datetime | None:
    """``text``, as :func:`iso` gives it, as a moment to compare: UTC where it names no zone, its first one for a day.

    ``None`` where it is no day.
    """
    try:
        read = datetime.fromisoformat(text or "")
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
