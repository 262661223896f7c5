"""One request on the wire and its answer: limits of size and time, and what is not worth reading."""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from onrecord.collect.web.kinds import wrong_start, wrong_type
from onrecord.collect.web.outcomes import REDIRECTS, UNCHANGED, WHOLE, Unanswered, of_error, of_status

GZIP = b"\x1f\x8b"
#: Members of a gzip file. One is usual; tools that pack in parallel make one for each 64 kB or more.
MEMBERS = 1000
#: What is given to a member at once: each copies what is behind its end, so all of it would cost the square of the size.
WINDOW = 64 * 1024
#: Characters of a ``Content-Type``; real ones have fifty.
LONGEST_TYPE = 200
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([a-z0-9_.:+-]{1,40})(?![a-z0-9_.:+-])", re.I)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a body, a redirect, or that nothing changed."""

    status: int
    headers: Mapping[str, str]
    data: bytes = b""
    content_type: str | None = None
    charset: str | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bounds:
    """``seconds`` for all of it, ``size`` in bytes after unpacking. With ``cut`` what is longer is cut off there, and any type
    is taken: a robots.txt. Otherwise it is refused."""

    seconds: float
    size: int
    cut: bool = False


async def exchange(session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], bounds: Bounds) -> Reply:
    """Asks once. Raises :class:`Unanswered` for everything that is no body, redirect or "unchanged"."""
    try:
        async with (
            asyncio.timeout(bounds.seconds),
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            status = response.status
            if status in REDIRECTS:
                return Reply(status, response.headers, cookies=_cookies(response))
            if status == UNCHANGED and ("If-None-Match" in headers or "If-Modified-Since" in headers):
                return Reply(status, response.headers)
            if status not in WHOLE:
                raise of_status(status, response.headers, time.time())
            return await _with_body(response, bounds)
    except Unanswered:
        raise
    except Exception as error:
        raise of_error(error) from error


async def _with_body(response: aiohttp.ClientResponse, bounds: Bounds) -> Reply:
    content_type = response.content_type.lower() if "Content-Type" in response.headers else None
    if not bounds.cut:
        reason = wrong_type(content_type)
        if reason:
            raise Unanswered("refused", reason)
        if (response.content_length or 0) > bounds.size:
            raise _too_large(bounds.size)
    data = await _read(response.content, bounds)
    if data.startswith(GZIP) and not bounds.cut:
        # A packed file, such as sitemap.xml.gz; its header speaks of the packing and not of what is in it.
        data, content_type = _unpack(data, bounds.size), None
    return Reply(
        response.status, response.headers, data, content_type, _charset(response.headers.get("Content-Type", ""))
    )


async def _read(content: aiohttp.StreamReader, bounds: Bounds) -> bytes:
    """The body, unpacked by aiohttp piece by piece: a bomb ends where the size is reached, whatever it would become."""
    pieces: list[bytes] = []
    size = 0
    async for piece in content.iter_any():
        if not pieces and not bounds.cut:
            reason = wrong_start(piece)
            if reason:
                raise Unanswered("refused", reason)
        pieces.append(piece)
        size += len(piece)
        if size > bounds.size:
            if not bounds.cut:
                raise _too_large(bounds.size)
            break
    return b"".join(pieces)[: bounds.size]


def _unpack(data: bytes, size: int) -> bytes:
    """All members of a gzip file. What is behind the last one is left, as gzip itself does."""
    view, start, left = memoryview(data), 0, size
    pieces: list[bytes] = []
    members = 0
    while data.startswith(GZIP, start):
        members += 1
        if members > MEMBERS:
            raise Unanswered("refused", f"it is packed with gzip in more than {MEMBERS} parts; look for it unpacked")
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not member.eof:
            window = view[start : start + WINDOW]
            if not window:
                raise Unanswered("refused", "it is packed with gzip and not whole; look for it unpacked")
            try:
                piece = member.decompress(window, left + 1)
            except zlib.error:
                raise Unanswered("refused", "it is packed with gzip and damaged; look for it unpacked") from None
            left -= len(piece)
            if left < 0:
                raise _too_large(size)
            pieces.append(piece)
            start += len(window) - len(member.unused_data)
    return b"".join(pieces)


def _cookies(response: aiohttp.ClientResponse) -> dict[str, str]:
    pairs = ((name, morsel.coded_value) for name, morsel in response.cookies.items())
    return {name: value for name, value in pairs if value.isascii() and value.isprintable()}


def _charset(header: str) -> str | None:
    """What a ``Content-Type`` says of the encoding. In single quotes, too: the library does not read those, browsers do."""
    found = _CHARSET.search(header[:LONGEST_TYPE])
    return found[1].lower() if found else None


def _too_large(size: int) -> Unanswered:
    return Unanswered(
        "refused", f"it is larger than {size:,} bytes; raise the limit, or save the page and add the file"
    )
