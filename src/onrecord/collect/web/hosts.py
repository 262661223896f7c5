"""Turns: one request at a time to a host, with a pause in between, and only so many hosts at the same time."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from onrecord.collect.web.outcomes import Unanswered

#: Failures in a row after which a host is left alone for the rest of the run: each may take a minute, and a host can have
#: hundreds of addresses waiting.
PATIENCE = 3


@dataclass(slots=True)
class Host:
    """One host in one run. ``free_at`` is when it may be asked next, by the loop's clock."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    failures: int = 0


class Hosts:
    """All hosts of one run. ``room`` is set while the caller takes answers as fast as they come."""

    def __init__(self, *, at_once: int, delay_limit: float, room: asyncio.Event) -> None:
        self._hosts: dict[str, Host] = {}
        self._slots = asyncio.Semaphore(at_once)
        self._delay_limit = delay_limit
        self._room = room

    @asynccontextmanager
    async def turn(self, name: str, delay: float) -> AsyncIterator[None]:
        """Waits until the host may be asked, and keeps it until its answer is there.

        ``delay`` is the pause before the next turn, in seconds. Raises :class:`Unanswered` where the wait would be too long.
        A waiting request takes no place of another host's.
        """
        loop = asyncio.get_running_loop()
        host = self._hosts.setdefault(name, Host())
        async with host.turn:
            if host.failures >= PATIENCE:
                raise Unanswered("later", f"{name} did not answer {PATIENCE} times in a row; try again later")
            wait = host.free_at - loop.time()
            if wait > self._delay_limit:
                raise Unanswered(
                    "later", f"{name} asked to be left alone for a while; try again later", math.ceil(wait)
                )
            if wait > 0:
                await asyncio.sleep(wait)
            async with self._slots:
                await self._room.wait()
                try:
                    yield
                finally:
                    host.free_at = max(host.free_at, loop.time() + delay)

    def note(self, name: str, *, silent: bool = False, rest: float = 0.0) -> None:
        """How a request went: whether the host was ``silent``, and the seconds for which it wants to ``rest``."""
        host = self._hosts[name]
        host.failures = host.failures + 1 if silent else 0
        host.free_at = max(host.free_at, asyncio.get_running_loop().time() + rest)
