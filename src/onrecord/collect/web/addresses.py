"""What may be asked for: http and https, a host, a usual port, nobody's password."""

from __future__ import annotations

import re
from urllib.parse import quote

from yarl import URL

from onrecord.collect.web.outcomes import Unanswered

LONGEST = 8192  # characters; servers stop at about as many
#: Ports above 1023 that browsers do not ask either, because another protocol could take the request for its own: the Fetch
#: standard's list of bad ports. Below 1024 only the two of the web are asked, above it all others.
BAD_PORTS = frozenset(
    (1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080)
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.I)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.I)
_FOUR_NUMBERS = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def parse(address: str) -> URL:
    """``address`` in normal form: host in lower case and as in the DNS (IDNA), path and query quoted, no fragment.

    Raises :class:`Unanswered` with what is wrong with it.
    """
    text = address.strip()
    if len(text) > LONGEST:
        raise _refuse(f"its address is longer than {LONGEST} characters; check it")
    if _CONTROL.search(text):
        raise _refuse("its address has line breaks or other characters in it that belong in none; check it")
    try:
        url = URL(text)
        url = _checked(url).with_fragment(None)
        return url.with_path("/", keep_query=True) if url.raw_path == "/" else url
    except (ValueError, IndexError):  # yarl's (the latter for "http://[]@"), and those of the international names
        raise _refuse("it is no address of the web; check the spelling") from None


def follow(here: URL, location: str | None) -> URL:
    """Where a redirect from ``here`` leads. Raises :class:`Unanswered` where it is not followed."""
    if not location:
        raise _refuse("it redirects without saying where; open it in a browser and give the address that it ends at")
    text = location.strip()
    if any("\ud800" <= character <= "\udfff" for character in text):
        # aiohttp keeps bytes that are no UTF-8 as surrogates; they go back as the bytes that they were.
        text = quote(text.encode("utf-8", "surrogateescape"), safe="%/:=&?~#+!$,;'@()*[]")
    try:
        joined = str(here.join(URL(text)))
    except (ValueError, IndexError):  # as above
        raise _refuse(
            "it redirects to what is no address; open it in a browser and give the address that it ends at"
        ) from None
    there = parse(joined)
    if here.scheme == "https" and there.scheme == "http":
        raise _refuse(
            f"it redirects from https to {there}, where anyone on the way could change it; give that address if it will do"
        )
    return there


def _checked(url: URL) -> URL:
    if url.scheme not in ("http", "https"):
        raise _refuse(
            f"only http and https are fetched, not {url.scheme or 'a name without either'}; give the page's address"
        )
    if url.user is not None or url.password is not None:
        raise _refuse("its address has a user name in it, which is kept nowhere; give the address without it")
    host = (url.raw_host or "").rstrip(".")
    if not host:
        raise _refuse("its address has no host; check it")
    if ":" not in host:
        labels = host.split(".")
        if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
            raise _refuse("its host is no name that the DNS could have; check the spelling")
        # https://url.spec.whatwg.org/#ends-in-a-number-checker
        if _NUMBER.fullmatch(labels[-1]) and not _FOUR_NUMBERS.fullmatch(host):
            raise _refuse("its host is a number; write an IP address as four numbers with dots")
    port = url.port
    if port is None or (port < 1024 and port not in (80, 443)) or port in BAD_PORTS:
        raise _refuse(f"port {port} is not one that pages are served on; check the address")
    return url if host == url.raw_host else url.with_host(host)


def _refuse(reason: str) -> Unanswered:
    return Unanswered("refused", reason)
