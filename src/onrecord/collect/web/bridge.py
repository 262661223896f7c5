"""Between ordinary code and an event loop in a thread: items in, results out as they finish."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, suppress
from queue import SimpleQueue
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Opens what does the work, inside the loop. It gets ``room``, an event that is set while results are taken fast enough.
OpenWorker = Callable[[asyncio.Event], AbstractAsyncContextManager[Callable[[Item], Awaitable[Result]]]]


def as_finished(
    items: Iterable[Item], open_worker: OpenWorker[Item, Result], *, ahead: int, untaken: int
) -> Iterator[Result]:
    """The results of an asynchronous function over ``items``, as they finish.

    ``items`` is consumed in the thread of the caller, at most ``ahead`` before their results. When ``untaken`` results wait to
    be taken, the worker is told to start nothing new. What ``items`` or the worker raises, is raised here. However this ends,
    what is under way is cancelled and the thread has ended.
    """
    loop = _LoopThread(open_worker, untaken)
    try:
        waiting = iter(items)
        more, under_way = True, 0
        while more or under_way:
            while more and under_way < ahead and (not under_way or loop.results.empty()):
                try:
                    item = next(waiting)
                except StopIteration:
                    more = False
                    break
                loop.submit(item)
                under_way += 1
            if under_way:
                result = loop.take()
                under_way -= 1
                yield result
    finally:
        loop.close()


class _LoopThread(Generic[Item, Result]):
    def __init__(self, open_worker: OpenWorker[Item, Result], untaken: int) -> None:
        self.results: SimpleQueue[tuple[Result] | BaseException] = SimpleQueue()
        self._open_worker = open_worker
        self._untaken_limit = untaken
        self._untaken = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._started = threading.Event()
        # A daemon: if Ctrl-C comes again while this thread is being ended, nobody waits for it.
        self._thread = threading.Thread(target=self._run, name="onrecord-web", daemon=True)
        self._thread.start()
        self._started.wait()

    # In the thread of the caller

    def submit(self, item: Item) -> None:
        self._call(self._start, item)

    def take(self) -> Result:
        found = self.results.get()
        if isinstance(found, BaseException):
            raise found
        self._call(self._taken)
        return found[0]

    def close(self) -> None:
        self._call(self._end)
        self._thread.join()

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended, with an error that waits among the results
                self._loop.call_soon_threadsafe(function, *arguments)

    # In the thread of the loop

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:
            self.results.put(error)
        finally:
            self._started.set()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._work: asyncio.Future[Callable[[Item], Awaitable[Result]]] = self._loop.create_future()
        self._started.set()
        async with self._open_worker(self._room) as work:
            self._work.set_result(work)
            await self._stop.wait()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _end(self) -> None:
        self._stop.set()

    def _start(self, item: Item) -> None:
        task = asyncio.create_task(self._one(item))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _one(self, item: Item) -> None:
        found: tuple[Result] | BaseException
        try:
            work = await self._work
            found = (await work(item),)
        except Exception as error:
            found = error
        self._untaken += 1
        if self._untaken >= self._untaken_limit:
            self._room.clear()
        self.results.put(found)

    def _taken(self) -> None:
        self._untaken -= 1
        if self._untaken < self._untaken_limit:
            self._room.set()
