"""Why there is no answer: statuses and faults of the network as an outcome and one sentence."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping

import aiohttp

from onrecord.collect.web.guard import Forbidden
from onrecord.collect.web.records import Outcome
from onrecord.collect.web.waiting import seconds_to_wait

WHOLE = frozenset((200, 203))
UNCHANGED = 304
PERMANENT = frozenset((301, 308))
REDIRECTS = PERMANENT | {302, 303, 307}
#: Statuses of the 400s that are about this moment and not about the address: timeout, too early, too many requests. A server
#: that was meant by mistake (421) is another one on the next connection.
PASSING = frozenset((408, 421, 425, 429))
#: Seconds to leave a host alone that asks for fewer requests and does not say for how long.
A_WHILE = 60


class Unanswered(Exception):
    """Ends a request without a body. ``address`` is where, once that is known.

    ``silent``: the host did not say anything. ``for_good``: it says that nothing will ever be there again.
    """

    def __init__(
        self,
        outcome: Outcome,
        reason: str,
        retry_after: int | None = None,
        *,
        silent: bool = False,
        for_good: bool = False,
    ) -> None:
        super().__init__(reason)
        self.outcome: Outcome = outcome
        self.reason = reason
        self.retry_after = retry_after
        self.silent = silent
        self.for_good = for_good
        self.address: str | None = None


def of_status(status: int, headers: Mapping[str, str], now: float) -> Unanswered:
    """What a status that comes without a usable body means. ``now`` is in seconds since 1970, by the clock of this machine."""
    wait = seconds_to_wait(headers.get("Retry-After"), headers.get("Date"), now)
    if status == 404:
        return Unanswered("gone", "the server has no such page (404); look for its new address, or remove it")
    if status == 410:
        return Unanswered("gone", "the server says that it is gone for good (410); remove it", for_good=True)
    if status == 429:
        return Unanswered(
            "later", "the server asks for fewer requests (429); try again later", A_WHILE if wait is None else wait
        )
    if status in (401, 402, 403, 407, 451):
        return Unanswered(
            "refused",
            f"the server does not give it to this program ({status}); open it in a browser, save the page and add the file",
        )
    if status >= 500 or status in PASSING:
        return Unanswered("later", f"the server cannot answer now ({status}); try again later", wait)
    if 200 <= status < 300:
        return Unanswered("later", f"the server answered without a page ({status}); try again later")
    if status == UNCHANGED:
        return Unanswered("later", "the server says that nothing changed, although nobody asked (304); try again later")
    return Unanswered("refused", f"the server does not accept the request ({status}); check the address in a browser")


def of_error(error: Exception) -> Unanswered:
    """What an error of the HTTP library or of the operating system means."""
    match error:
        case Unanswered():
            return error
        case aiohttp.ClientConnectorError(os_error=Forbidden() as forbidden):
            return Unanswered("refused", str(forbidden))
        case aiohttp.ClientConnectorDNSError():
            return _silent("its host's name leads nowhere; check the spelling, or the network")
        case aiohttp.ClientConnectorCertificateError(certificate_error=ssl.SSLCertVerificationError() as why):
            what = why.verify_message.rstrip(".")
            return Unanswered("refused", f"its certificate is not to be trusted ({what}); ask who runs the site")
        case aiohttp.ClientSSLError():
            return Unanswered("refused", "no encrypted connection can be agreed on; open it in a browser to see why")
        case aiohttp.ConnectionTimeoutError():
            return _silent("its host does not take the connection in time; try again later")
        case asyncio.TimeoutError():
            return _silent("the answer takes too long; try again later")
        case aiohttp.ClientConnectorError():
            return _silent("its host takes no connection; try again later")
        case aiohttp.ClientPayloadError():
            return _silent("the answer broke off or is damaged; try again later")
        case aiohttp.ClientResponseError():
            return Unanswered(
                "refused", "what its server sends is no proper HTTP, or far too large in its headers; check the address"
            )
        case aiohttp.InvalidURL():
            return Unanswered("refused", "it is no address of the web; check the spelling")
        case aiohttp.ClientError() | OSError():
            return _silent("the connection broke before there was an answer; try again later")
        case _:
            # A fault of ours or of a library's costs one answer and not the run.
            name = type(error).__name__
            return Unanswered("later", f"fetching it failed with an error that is not known ({name}); report it")


def _silent(reason: str) -> Unanswered:
    return Unanswered("later", reason, silent=True)
