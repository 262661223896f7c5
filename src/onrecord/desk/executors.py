"""The one seam for where stages run: in this process, or in several.

Parallel is a ``map``: one worker and many are the same call and give the same results in the same order. What runs is made
by a factory once in each worker, so that what it loads is loaded once and nothing but records crosses between processes.
``tests/contract/executor_contract.py`` is what every executor must pass.

Processes come from :mod:`concurrent.futures`, which says so when a worker dies; ``multiprocessing.Pool`` would wait for
ever.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from onrecord.model.errors import DeskError, OnrecordError

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger(__name__)

#: Items handed out for each worker before the first result is taken: enough that none waits, few enough that memory stays flat.
WINDOW = 4

#: Times that an item may end its worker while it runs alone. Once may be chance (a machine short of memory).
TRIES = 2


@dataclass(frozen=True, slots=True)
class Failure:
    """In place of a result: why an item has none, in one sentence."""

    reason: str


class Executor(Protocol):
    """Where stages run."""

    def map(self, make: Callable[[], Callable[[T], R]], items: Iterable[T]) -> Iterator[R | Failure]:
        """What ``make()`` gives for each of ``items``, in their order; a :class:`Failure` where it raised.

        ``make`` is called once in each worker and must pickle, as must items and results. ``items`` are taken as results
        are: only a bounded number is ever waiting. An error of ``make`` itself is raised.
        """
        ...


def attempt(work: Callable[[T], R], item: T) -> R | Failure:
    """``work(item)``, or a :class:`Failure` where that raises."""
    try:
        return work(item)
    except Exception as error:
        _log.debug("a stage failed", exc_info=True)
        told = " ".join(str(error).split())[:200]
        return Failure(
            f"it could not be processed ({type(error).__name__}{': ' + told if told else ''}); please report this"
        )


class InlineExecutor:
    """Everything in this process, one after the other."""

    def map(self, make: Callable[[], Callable[[T], R]], items: Iterable[T]) -> Iterator[R | Failure]:
        work: Callable[[T], R] | None = None
        for item in items:
            work = work or make()
            yield attempt(work, item)


class ProcessExecutor:
    """``workers`` processes on this machine. The caller's main module must be importable (``if __name__ == "__main__":``).

    A worker that dies takes the whole pool with it. The items that were under way then run one by one in new pools; one
    that ends its worker again, :data:`TRIES` times, comes back as a :class:`Failure`, and the rest goes on.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, make: Callable[[], Callable[[T], R]], items: Iterable[T]) -> Iterator[R | Failure]:
        return _Run(self.workers, make).results(iter(items))


class _Run(Generic[T, R]):
    """One call of :meth:`ProcessExecutor.map`."""

    def __init__(self, workers: int, make: Callable[[], Callable[[T], R]]) -> None:
        self._workers = workers
        self._make = make
        self._pool: ProcessPoolExecutor | None = None

    def results(self, items: Iterator[T]) -> Iterator[R | Failure]:
        under_way: deque[tuple[T, Future[R | Failure | _NotMade]]] = deque()
        try:
            while True:
                try:
                    while len(under_way) < self._workers * WINDOW:
                        item = next(items)
                        under_way.append((item, self._submit(item)))
                except StopIteration:
                    if not under_way:
                        return
                item, future = under_way[0]
                try:
                    result = self._outcome(future)
                except BrokenProcessPool:
                    suspects = list(under_way)
                    under_way.clear()
                    for item, future in suspects:
                        yield self._outcome(future) if _succeeded(future) else self._alone(item)
                else:
                    under_way.popleft()
                    yield result
        finally:
            self._end()

    def _alone(self, item: T) -> R | Failure:
        for _ in range(TRIES):
            try:
                return self._outcome(self._submit(item))
            except BrokenProcessPool:
                self._end()
                self._check_that_workers_start()
        return Failure(f"it ended the process that worked on it, {TRIES} times; please report this")

    def _submit(self, item: T) -> Future[R | Failure | _NotMade]:
        try:
            pool = self._open()
            with _without_interrupts():
                return pool.submit(_in_worker, item)
        except BrokenProcessPool:  # broken by an item before this one: that one's future says so
            broken: Future[R | Failure | _NotMade] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

    def _outcome(self, future: Future[R | Failure | _NotMade]) -> R | Failure:
        try:
            result = future.result()
        except BrokenProcessPool:
            self._end()
            raise
        except Exception as error:  # what came or went does not pickle
            return Failure(f"it could not be handed to another process ({type(error).__name__}); please report this")
        if isinstance(result, _NotMade):
            raise result.error
        return result

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start_worker,
                initargs=(self._make,),
            )
        return self._pool

    def _check_that_workers_start(self) -> None:
        try:
            pool = self._open()
            with _without_interrupts():
                started = pool.submit(_idle)
            started.result()
        except BrokenProcessPool:
            self._end()
            raise DeskError(
                "No worker process can be started here: set workers to 1, or put the code that calls Onrecord under "
                'if __name__ == "__main__".'
            ) from None

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes that are started in the block never hear Ctrl-C, from their first moment on; this one hears it after it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _succeeded(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


@dataclass(frozen=True, slots=True)
class _NotMade:
    """What a worker returns where its factory raised."""

    error: Exception


_worker: dict[str, Any] = {}  # what this worker process runs; empty in every other process


def _start_worker(make: Callable[[], Any]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker["make"] = make


def _end_with_parent() -> None:
    """Without this a worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _in_worker(item: Any) -> Any:
    if "work" not in _worker:
        try:
            _worker["work"] = _worker["make"]()
        except OnrecordError as error:
            return _NotMade(error)
        except Exception as error:
            return _NotMade(DeskError(f"A stage could not be started ({type(error).__name__}: {error})."))
    return attempt(_worker["work"], item)


def _idle() -> None:
    return None


def executor_for(workers: int) -> Executor:
    """The executor for a number of worker processes; 0 stands for one a core."""
    count = workers or os.cpu_count() or 1
    return InlineExecutor() if count == 1 else ProcessExecutor(count)
