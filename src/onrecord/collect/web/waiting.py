"""``Retry-After``: how long a host wants to be left alone."""

from __future__ import annotations

import math
import re
from datetime import UTC
from email.utils import parsedate_to_datetime

#: Longer than a day is taken for a day: a host that says next year, by mistake or not, is asked again tomorrow.
LONGEST = 24 * 60 * 60


def seconds_to_wait(value: str | None, date: str | None, now: float) -> int | None:
    """Seconds from now that the header's ``value`` stands for, 0 to :data:`LONGEST`; ``None`` where it cannot be read.

    A time is meant by the server's clock. What that clock says now stands in the answer's ``Date``; where it does not,
    ``now`` is taken, the seconds since 1970 by ours (RFC 9110, sections 10.2.3 and 6.6.1).
    """
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]+", text):
        return min(int(text[:10]), LONGEST)  # more digits are longer than a day in any case
    until = _seconds(text)
    if until is None:
        return None
    since = _seconds(date or "")
    return max(0, min(math.ceil(until - (now if since is None else since)), LONGEST))


def _seconds(text: str) -> float | None:
    """A date of HTTP as seconds since 1970. Dates without a zone are in UTC."""
    if not text or len(text) > 64:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):  # the library raises all of them on odd dates
        return None
