"""robots.txt: what a site asks of programs (RFC 9309), read with protego, once for each origin of a run."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from protego import Protego
from yarl import URL

from onrecord.collect.web.outcomes import Unanswered

#: RFC 9309 asks that 500 kibibytes at least be read; the rest of a longer file is left.
LONGEST = 500 * 1024
#: Origins whose rules are kept; the oldest are forgotten first, and asked for again if they come again.
KEPT = 2000

_AGENT = re.compile(r"(\s*user[- ]?agent\s*:?\s*)([^#]*)", re.I)
#: The name of a program. RFC 9309 has letters, hyphens and low lines; names with digits are about as common.
_PRODUCT = re.compile(r"[a-z0-9_.-]*", re.I)


class Rules:
    """The rules of one origin for one program."""

    def __init__(self, text: str, product: str) -> None:
        self._product = product
        self._parsed = Protego.parse(_for_one(text, product))

    def allow(self, url: URL) -> bool:
        return self._parsed.can_fetch(str(url), self._product)

    @property
    def delay(self) -> float:
        """Seconds between two requests, 0 where the site asks for none."""
        return self._parsed.crawl_delay(self._product) or 0.0


@dataclass(slots=True)
class _Entry:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    found: Rules | Unanswered | None = None


class Robots:
    """The rules of all origins. ``get`` fetches one robots.txt: its bytes, or :class:`Unanswered`."""

    def __init__(self, get: Callable[[URL], Awaitable[bytes]], user_agent: str) -> None:
        self._get = get
        self._product = _product(user_agent)
        self._entries: dict[URL, _Entry] = {}

    async def delay(self, url: URL) -> float:
        """How long to pause after ``url``. Raises :class:`Unanswered` where it may not be asked for, or not now."""
        rules = await self._rules(url.origin())
        if not rules.allow(url):
            raise Unanswered(
                "refused",
                "the site's robots.txt asks programs not to read it; open it in a browser, save the page and add the file",
            )
        return rules.delay

    async def _rules(self, origin: URL) -> Rules:
        entry = self._entries.setdefault(origin, _Entry())
        if len(self._entries) > KEPT:
            del self._entries[next(iter(self._entries))]
        async with entry.lock:
            if entry.found is None:
                entry.found = await self._ask(origin / "robots.txt")
        if isinstance(entry.found, Unanswered):
            # A new one each time: an exception carries the traceback of its last raising.
            raise Unanswered("later", entry.found.reason, entry.found.retry_after)
        return entry.found

    async def _ask(self, url: URL) -> Rules | Unanswered:
        try:
            data = await self._get(url)
        except Unanswered as no:
            if no.outcome == "later":
                # RFC 9309, 2.3.1.4: a site whose robots.txt cannot be reached is to be left alone.
                return Unanswered("later", f"of its robots.txt: {no.reason}", no.retry_after)
            # 2.3.1.3: there is none. What the guard refused, it refuses of the page, too.
            data = b""
        return Rules(data.decode("utf-8-sig", "replace"), self._product)


def _product(text: str) -> str:
    """The name in ``Name/1.0 (about it)``, in lower case."""
    found = _PRODUCT.match(text.strip())
    return found[0].lower() if found else ""


def _for_one(text: str, product: str) -> str:
    """``text`` with its lines about this program under the bare name, and those about all others under one name.

    RFC 9309 (2.2.1) compares whole names, without a version; protego looks for one in the other. And protego keeps a set of
    rules for each program of a group: half a megabyte that names 17,000 programs and then 17,000 paths would cost it 289
    million steps. With one name for all others it costs one pass.
    """

    def plain(line: str) -> str:
        match = _AGENT.match(line)
        if match is None or match[2].strip() in ("", "*"):
            return line
        return match[1] + (product if _product(match[2]) == product else "-")

    return "\n".join(plain(line) for line in text.splitlines())
