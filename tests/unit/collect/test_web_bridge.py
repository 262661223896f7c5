"""Items into an event loop in a thread, and results out of it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from onrecord.collect.web.bridge import as_finished

Work = Callable[[int], Awaitable[int]]


@asynccontextmanager
async def doubling(room: asyncio.Event) -> AsyncIterator[Work]:
    async def work(item: int) -> int:
        await asyncio.sleep(0)
        if item < 0:
            raise ArithmeticError(f"{item} is less than nothing")
        return 2 * item

    yield work


def no_thread_is_left() -> bool:
    return not any(thread.name == "onrecord-web" for thread in threading.enumerate())


@pytest.mark.parametrize(("ahead", "untaken"), [(1, 1), (3, 1), (1, 5), (100, 2)])
def test_every_item_has_its_result(ahead: int, untaken: int) -> None:
    assert sorted(as_finished(range(50), doubling, ahead=ahead, untaken=untaken)) == list(range(0, 100, 2))
    assert no_thread_is_left()


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ArithmeticError, match="-1 is less than nothing"):
        list(as_finished([1, -1, 2], doubling, ahead=2, untaken=2))
    assert no_thread_is_left()


def test_a_worker_that_cannot_be_opened() -> None:
    @asynccontextmanager
    async def broken(room: asyncio.Event) -> AsyncIterator[Work]:
        raise OSError("no more sockets")
        yield

    with pytest.raises(OSError, match="no more sockets"):
        list(as_finished([1, 2], broken, ahead=2, untaken=2))
    assert no_thread_is_left()


def test_a_loop_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(main: object) -> None:
        main.close()  # type: ignore[attr-defined]
        raise OSError("too many open files")

    monkeypatch.setattr(asyncio, "run", run)
    with pytest.raises(OSError, match="too many open files"):
        list(as_finished([1], doubling, ahead=1, untaken=1))


def test_nothing_new_is_begun_while_results_wait() -> None:
    begun: list[int] = []

    @asynccontextmanager
    async def counting(room: asyncio.Event) -> AsyncIterator[Work]:
        places = asyncio.Semaphore(2)

        async def work(item: int) -> int:
            async with places:
                await room.wait()
                begun.append(item)
                await asyncio.sleep(0)
                return item

        yield work

    results = as_finished(range(100), counting, ahead=100, untaken=3)
    next(results)
    time.sleep(0.1)  # time in which a worker that is not told would begin everything
    assert len(begun) <= 1 + 3 + 2  # taken, waiting, and under way when there was no more room
    assert len(list(results)) == 99


def test_closing_cancels_what_is_under_way() -> None:
    cancelled = threading.Event()

    @asynccontextmanager
    async def hanging(room: asyncio.Event) -> AsyncIterator[Work]:
        under_way = asyncio.Event()

        async def work(item: int) -> int:
            if not item:
                await under_way.wait()
            else:
                under_way.set()
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    cancelled.set()
                    raise
            return item

        yield work

    results = as_finished([0, 1], hanging, ahead=2, untaken=2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert cancelled.is_set()
    assert no_thread_is_left()


def test_items_are_taken_in_the_thread_of_the_caller() -> None:
    threads: set[int] = set()

    def items() -> Iterator[int]:
        for n in range(10):
            threads.add(threading.get_ident())
            yield n

    assert len(list(as_finished(items(), doubling, ahead=3, untaken=3))) == 10
    assert threads == {threading.get_ident()}
