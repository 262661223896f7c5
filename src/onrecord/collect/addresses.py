"""Addresses that can be visited: HTTP and HTTPS, whole, without what belongs to the reader alone."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

#: Characters. Browsers and servers take about 2,000 to 8,000; what is longer is data, not a place.
LONGEST = 4096

#: How subscriptions are written for feed readers: ``feed://host/x`` and ``feed:https://host/x``.
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?://)|feed(?=://)", re.I)


def visitable(text: str, base: str | None = None) -> str | None:
    """The address in ``text``, made whole by ``base``, without its fragment; ``None`` where it cannot be visited.

    An address with a user name or a password in it is none: it would be shown wherever the article is.
    """
    text = _FEED_SCHEME.sub(lambda match: "http" if match[0].lower() == "feed" else "", text.strip(), count=1)
    if not text or len(text) > LONGEST:
        return None
    try:
        whole = urljoin(base, text) if base else text
        parts = urlsplit(whole)
        named, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not named or port == 0 or "@" in parts.netloc:
        return None
    address = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))
    return address if address.isprintable() and " " not in address else None
