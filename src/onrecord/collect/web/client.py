"""From a request to its answer: robots, turns, redirects, and what is remembered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from yarl import URL

from onrecord.collect.web import robots as robots_txt
from onrecord.collect.web.addresses import follow, parse
from onrecord.collect.web.exchange import Bounds, Reply, exchange
from onrecord.collect.web.guard import Guard, Resolve, Resolver, system_resolve
from onrecord.collect.web.hosts import Hosts
from onrecord.collect.web.outcomes import PERMANENT, REDIRECTS, UNCHANGED, Unanswered, of_error
from onrecord.collect.web.records import Answer, Request, WebSettings

# What aiohttp says of odd cookies and headers; Python would print it, as long as nobody listens.
logging.getLogger("aiohttp").addHandler(logging.NullHandler())

#: What is read here, best first. Servers that have a page in several forms choose by it.
ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5"
)
#: One header line. News sites send policies of 20 kB in one; 64 KiB are a mistake or an attack.
LONGEST_HEADER = 64 * 1024
#: A validator is a few dozen characters long. What is longer, or could break a header, is forgotten.
LONGEST_VALIDATOR = 1024


@dataclass(frozen=True, slots=True)
class _Found:
    url: URL
    reply: Reply
    moved: bool  # it is elsewhere, and every redirect on the way was permanent


class Client:
    """One run. :func:`open_client` makes it."""

    def __init__(self, session: aiohttp.ClientSession, hosts: Hosts, settings: WebSettings) -> None:
        self._session = session
        self._hosts = hosts
        self._settings = settings
        self._robots = robots_txt.Robots(self._get_robots, settings.user_agent) if settings.robots else None
        self._bounds = Bounds(settings.timeout_total, settings.max_bytes)

    async def answer(self, request: Request) -> Answer:
        """Never raises, except when it is cancelled."""
        try:
            found = await self._find(parse(request.address), _validators(request), self._bounds, self._robots)
        except Exception as error:
            no = of_error(error)
            address = no.address or request.address
            return Answer(
                request, no.outcome, address, reason=no.reason, retry_after=no.retry_after, for_good=no.for_good
            )
        reply, address = found.reply, str(found.url)
        moved_to = address if found.moved else None
        etag, last_modified = (_kept(reply.headers.get(name)) for name in ("ETag", "Last-Modified"))
        if reply.status == UNCHANGED:
            return Answer(
                request,
                "unchanged",
                address,
                moved_to,
                etag=etag or request.etag,
                last_modified=last_modified or request.last_modified,
                reason="nothing changed since it was read last; nothing is to be done",
            )
        return Answer(
            request, "whole", address, moved_to, reply.data, reply.content_type, reply.charset, etag, last_modified
        )

    async def _find(
        self, start: URL, headers: Mapping[str, str], bounds: Bounds, robots: robots_txt.Robots | None
    ) -> _Found:
        """Follows redirects to their end. The validators go along: the server at the end is the one that gave them."""
        url, permanent = start, True
        cookies: dict[str, str] = {}
        seen: set[tuple[URL, frozenset[tuple[str, str]]]] = set()
        try:
            while len(seen) <= self._settings.max_redirects:
                here = (url, frozenset(cookies.items()))
                if here in seen:
                    raise Unanswered(
                        "refused", "it redirects in a circle; open it in a browser and give the address there"
                    )
                seen.add(here)
                reply = await self._ask(url, {**headers, **_cookie_header(cookies)}, bounds, robots)
                if reply.status not in REDIRECTS:
                    return _Found(url, reply, moved=permanent and url != start)
                there = follow(url, reply.headers.get("Location"))
                permanent = permanent and reply.status in PERMANENT
                # Some sites hand out a cookie and send one back to where one was. Cookies live for this one request only,
                # and no other origin sees them.
                cookies = {**cookies, **reply.cookies} if there.origin() == url.origin() else {}
                url = there
            raise Unanswered(
                "refused", f"it redirects more than {self._settings.max_redirects} times; check the address"
            )
        except Unanswered as no:
            no.address = str(url)
            raise

    async def _ask(
        self, url: URL, headers: Mapping[str, str], bounds: Bounds, robots: robots_txt.Robots | None
    ) -> Reply:
        """One request, when it is its host's turn."""
        asked_for = await robots.delay(url) if robots else 0.0
        delay = max(self._settings.per_host_delay, min(asked_for, self._settings.delay_limit))
        host = url.raw_host or ""
        async with self._hosts.turn(host, delay):
            try:
                reply = await exchange(self._session, url, headers, bounds)
            except Unanswered as no:
                self._hosts.note(host, silent=no.silent, rest=no.retry_after or 0)
                raise
            self._hosts.note(host)
            return reply

    async def _get_robots(self, url: URL) -> bytes:
        bounds = Bounds(self._settings.timeout_total, robots_txt.LONGEST, cut=True)
        return (await self._find(url, {}, bounds, None)).reply.data


@asynccontextmanager
async def open_client(
    settings: WebSettings, *, room: asyncio.Event, resolve: Resolve | None = None
) -> AsyncIterator[Callable[[Request], Awaitable[Answer]]]:
    """A client with its connections, as the function that answers one request. ``room``: see :class:`Hosts`."""
    guard = Guard(allow_private=settings.allow_private, allowed=settings.allowed)
    connector = aiohttp.TCPConnector(
        resolver=Resolver(guard, resolve or system_resolve, threads=settings.hosts_at_once),
        socket_factory=guard.open_socket,
        use_dns_cache=False,  # a host has one connection, which is kept: there is nothing to be saved
        limit=0,  # turns are the limit
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": settings.user_agent, "Accept": ACCEPT},
        timeout=aiohttp.ClientTimeout(connect=settings.timeout_connect, sock_read=settings.timeout_read),
        trust_env=False,  # a proxy of the environment would be asked without the guard, and .netrc holds passwords
        max_line_size=LONGEST_HEADER,
        max_field_size=LONGEST_HEADER,
    ) as session:
        hosts = Hosts(at_once=settings.hosts_at_once, delay_limit=settings.delay_limit, room=room)
        yield Client(session, hosts, settings).answer


def _validators(request: Request) -> dict[str, str]:
    pairs = (("If-None-Match", request.etag), ("If-Modified-Since", request.last_modified))
    return {name: value for name, given in pairs if (value := _kept(given))}


def _kept(value: str | None) -> str | None:
    return value if value and len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable() else None


def _cookie_header(cookies: Mapping[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
