"""What politeness costs: requests for each second of processor time, of ``fetch`` and of HTTP libraries alone, in one run.

Needs no data. A small server runs in a process of its own on loopback and sends the same page to every request on connections
that stay open. Each client asks for it with 32 requests under way, reads it whole, and is counted by the processor time of
this process alone, all its threads included; the best of several rounds, in turn. For ``fetch`` the 32 are names that lead
to loopback, since it asks one thing at a time of a host; its pauses are off, its guard, its turns and its limits are not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import time
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from multiprocessing.connection import Connection

import aiohttp

from onrecord.collect.web import Request, WebSettings, fetch

AT_ONCE = 32
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fetch", description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=2000, help="in each round (default: 2000)")
    parser.add_argument("--bytes", type=int, default=20_000, help="of the page (default: 20000)")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    arguments = parser.parse_args()
    started = time.perf_counter()
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=serve, args=(there, arguments.bytes), daemon=True)
    server.start()
    port = here.recv()
    clients: dict[str, Callable[[int, int, int], None]] = {
        "fetch": by_fetch,
        "fetch_robots": by_fetch_with_robots,
        "aiohttp": by_aiohttp,
    }
    if find_spec("httpx"):
        clients["httpx"] = by_httpx
    best = dict.fromkeys(clients, 0.0)
    try:
        for _ in range(ROUNDS):
            for name, client in clients.items():
                before = time.process_time()
                client(port, arguments.requests, arguments.bytes)
                best[name] = max(best[name], arguments.requests / (time.process_time() - before))
    finally:
        server.terminate()
    metrics = {f"{name}_requests_per_cpu_second": round(value, 1) for name, value in best.items()}
    metrics |= {f"fetch_over_{name}": round(best["fetch"] / best[name], 3) for name in best if name != "fetch"}
    for name, value in metrics.items():
        print(f"{name:40} {value}")
    if arguments.json:
        seconds = round(time.perf_counter() - started, 2)
        print(json.dumps({**metrics, "items": arguments.requests, "seconds": seconds}))


# Clients: each asks ``count`` times for a page of ``size`` bytes


def by_fetch(port: int, count: int, size: int, *, robots: bool = False) -> None:
    settings = WebSettings(per_host_delay=0, robots=robots, allow_private=True, hosts_at_once=AT_ONCE)
    requests = (Request(f"http://h{n % AT_ONCE}.example:{port}/{n}") for n in range(count))
    answers = fetch(requests, settings, resolve=lambda host, port: ["127.0.0.1"])
    assert sum(len(answer.data) == size for answer in answers) == count


def by_fetch_with_robots(port: int, count: int, size: int) -> None:
    by_fetch(port, count, size, robots=True)


def by_aiohttp(port: int, count: int, size: int) -> None:
    async def run() -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

            async def get(n: int) -> int:
                async with session.get(f"http://127.0.0.1:{port}/{n}") as response:
                    return len(await response.read())

            await all_of(get, count, size)

    asyncio.run(run())


def by_httpx(port: int, count: int, size: int) -> None:
    import httpx

    async def run() -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=AT_ONCE)  # it closes all but 20 by itself
        async with httpx.AsyncClient(trust_env=False, limits=limits) as client:

            async def get(n: int) -> int:
                return len((await client.get(f"http://127.0.0.1:{port}/{n}")).content)

            await all_of(get, count, size)

    asyncio.run(run())


async def all_of(get: Callable[[int], Awaitable[int]], count: int, size: int) -> None:
    numbers = iter(range(count))

    async def worker() -> None:
        for n in numbers:
            assert await get(n) == size

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))


# The server


class Page(asyncio.Protocol):
    """Answers every request with the same bytes; robots.txt with a page that rules nothing out."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._head += data
        while b"\r\n\r\n" in self._head:
            _, _, self._head = self._head.partition(b"\r\n\r\n")
            self._transport.write(self._answer)


def serve(pipe: Connection, size: int) -> None:
    body = (b"<p>The ferry has sailed.</p>\n" * (size // 29 + 1))[:size]
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {size}\r\n\r\n"

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Page(head.encode() + body), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


if __name__ == "__main__":
    main()
