"""Addresses compared: the many addresses of one page come to one key."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from onrecord.model.address import canonical

#: Hosts of the same site for one kind of reader or device.
_VARIANT_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
#: ``/amp``, ``/amp/`` and ``.amp`` before the end of a path, ``/amp/`` at its beginning.
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp/?$|\.amp(?=(?:\.html?)?/?$)", re.I)
_AMP_PARAMETER = re.compile(r"(?:amp|outputType=amp)(?:=.*)?", re.I)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)
#: Copies that a search engine keeps: the address of the page stands in that of the copy.
_AMP_CACHE = re.compile(
    r"^https?://(?:[^/]+\.cdn\.ampproject\.org/(?:[a-z]/)?|(?:www\.)?google\.[a-z.]{2,6}/amp/)(?:s/)?(?=[^/]+\.[^/]+)",
    re.I,
)
#: Characters. What is longer is data and no place.
_LONGEST = 4096
_UNQUOTED_IN_PATH = "/:@!$&'()*+,;=~-._"


def page_key(address: str) -> str:
    """What all addresses of the page at ``address`` have in common, written like an address; for comparing, not for fetching.

    Beyond :func:`~onrecord.model.address.canonical`: scheme, ``www.`` and ``m.``, fragments, the order of parameters,
    ``index.html``, trailing slashes, AMP variants and the copies of AMP caches make no difference. What is no address of
    the web comes back as it is. Applying it twice changes nothing more.

    >>> page_key("http://www.herald.example/2031/05/ferry/?utm_source=rss#top")
    'https://herald.example/2031/05/ferry'
    """
    if len(address) > _LONGEST:
        return address
    whole = canonical(_fixed(lambda text: _AMP_CACHE.sub("https://", text), address))
    try:
        return _key(whole) if whole is not None else address
    except ValueError:  # half a character
        return address


def _key(address: str) -> str:
    parts = urlsplit(address)
    host = _fixed(lambda text: _VARIANT_HOST.sub("", text), parts.hostname or "")
    if ":" in host:
        host = f"[{host}]"
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_UNQUOTED_IN_PATH, errors="surrogateescape")
    path = _fixed(lambda text: _INDEX.sub("", _AMP_PATH.sub("", text)).rstrip("/"), path)
    kept = sorted(item for item in parts.query.split("&") if item and not _AMP_PARAMETER.fullmatch(item))
    return f"https://{host}{port}{path}" + (f"?{'&'.join(kept)}" if kept else "")


def _fixed(change: Callable[[str], str], text: str) -> str:
    """``text`` changed until it stays the same."""
    while (changed := change(text)) != text:
        text = changed
    return text
