"""What goes into the client and what comes out."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from onrecord.model.errors import UsageError

Outcome = Literal["whole", "unchanged", "gone", "later", "refused"]

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Request:
    """An address to fetch. ``etag`` and ``last_modified`` are those of the last whole answer: nothing new then costs one line."""

    address: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one request.

    ``outcome`` is ``whole`` (``data`` is all of it), ``unchanged`` (since the validators of the request), ``gone`` (the server
    has nothing there: 404, 410), ``later`` (worth another try: overload, a fault of the server or of the way to it) or
    ``refused`` (no other try will help before a person changes something). ``address`` is where it was found, after
    redirects, or where the way ended. ``moved_to`` is the address to use from now on: every redirect on the way was
    permanent, and something stood at its end. ``data`` is the body as sent, unpacked, in the server's encoding.
    ``content_type`` is the media type in lower case, without parameters, and ``charset`` what the header says of the
    encoding; both ``None`` where it says nothing. ``etag`` and ``last_modified`` go into the next request.
    ``reason`` is one sentence, empty where the outcome is ``whole``. ``retry_after`` is in seconds from now, where the host
    said how long it wants to be left alone. ``for_good``: the server says that nothing will ever be there again (410).
    """

    request: Request
    outcome: Outcome
    address: str
    moved_to: str | None = None
    data: bytes = b""
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    reason: str = ""
    retry_after: int | None = None
    for_good: bool = False


def _user_agent() -> str:
    try:
        return f"Onrecord/{version('onrecord')}"
    except PackageNotFoundError:  # used from its sources, not installed
        return "Onrecord"


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the client behaves. Times are in seconds, sizes in bytes. Raises ``UsageError`` for a value that makes no sense."""

    #: What servers see. Its first word, up to the slash, is the name that a robots.txt is asked for. Whoever runs a desk
    #: should add an address where they can be reached: ``Onrecord/1.0 (desk@example.org)``.
    user_agent: str = field(default_factory=_user_agent)
    #: To find the name, connect and agree on encryption. Living servers need less than one; far and busy ones a few.
    timeout_connect: float = 10.0
    #: Between two pieces of an answer. Pages that are put together on request can take more than ten.
    timeout_read: float = 20.0
    #: One request with its answer, redirects not included. Ends what drips for ever; 8 MiB in 60 s is a slow telephone.
    timeout_total: float = 60.0
    #: The body of one answer, unpacked; the same as for a file (``Limits.article``).
    max_bytes: int = 8 * MEBIBYTE
    #: RFC 9309 asks for five at least, browsers stop at twenty. Longer chains than ten have only been seen as traps.
    max_redirects: int = 10
    #: Between the end of one request to a host and the start of the next.
    per_host_delay: float = 1.0
    #: What a robots.txt (``Crawl-delay``) or ``Retry-After`` may ask for and still be waited for. What should wait for longer
    #: is answered with ``later``; a longer ``Crawl-delay`` is taken for this one.
    delay_limit: float = 30.0
    #: Hosts that are asked at the same time, each one request at a time. Enough to keep one core busy.
    hosts_at_once: int = 32
    #: Requests that are taken from the caller and not yet answered: enough that a run of addresses of one host, which wait for
    #: each other, does not hold up the others. A waiting request costs about 5 kB.
    requests_at_once: int = 1000
    #: Whether addresses of this machine and of private networks may be asked. On a server others would read through it.
    allow_private: bool = False
    #: Single IP addresses and networks (``10.2.0.0/16``) that may be asked although they are private: an own archive.
    allowed: frozenset[str] = frozenset()
    #: Whether robots.txt is asked for and kept to.
    robots: bool = True

    def __post_init__(self) -> None:
        times = (self.timeout_connect, self.timeout_read, self.timeout_total)
        if not all(seconds > 0 for seconds in times):
            raise UsageError("a timeout must be more than 0 seconds")
        if not (self.per_host_delay >= 0 and self.delay_limit >= 0 and self.max_redirects >= 0):
            raise UsageError("delays and the number of redirects must be 0 or more")
        if min(self.max_bytes, self.hosts_at_once, self.requests_at_once) < 1:
            raise UsageError("max_bytes, hosts_at_once and requests_at_once must be 1 or more")
        if not (self.user_agent.strip() and self.user_agent.isascii() and self.user_agent.isprintable()):
            raise UsageError(
                "the user agent must be one line of plain ASCII, such as 'Onrecord/1.0 (desk@example.org)'"
            )
        for network in sorted(self.allowed):
            try:
                ipaddress.ip_network(network, strict=False)
            except ValueError:
                raise UsageError(f"{network!r} is no IP address or network; write 10.2.0.7 or 10.2.0.0/16") from None
