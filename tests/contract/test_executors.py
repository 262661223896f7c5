from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.contract.executor_contract import ExecutorContract, doubler

from onrecord.desk.executors import Executor, Failure, InlineExecutor, ProcessExecutor, executor_for


def deadly(folder: Path) -> Callable[[str], str]:
    return partial(die, folder)


def die(folder: Path, word: str) -> str:
    """``always`` ends its process whenever it runs, ``once`` only the first time."""
    first = not (folder / word).exists()
    (folder / word).touch()
    if word == "always" or (word == "once" and first):
        os.kill(os.getpid(), signal.SIGKILL)
    return word.upper()


def secretive() -> Callable[[int], object]:
    return conceal


def conceal(number: int) -> object:
    return threading.Lock() if number == 1 else number


class TestInline(ExecutorContract):
    @pytest.fixture
    def executor(self) -> Executor:
        return InlineExecutor()


class TestProcesses(ExecutorContract):
    @pytest.fixture
    def executor(self) -> Executor:
        return ProcessExecutor(2)

    def test_an_item_that_kills_its_worker_fails_alone(self, executor: Executor, tmp_path: Path) -> None:
        words = ["a", "b", "always", "c", "once", *"defghijklmnop"]
        results = list(executor.map(partial(deadly, tmp_path), words))
        assert results[2] == Failure("it ended the process that worked on it, 2 times; please report this")
        assert [result for result in results if not isinstance(result, Failure)] == [
            word.upper() for word in words if word != "always"
        ]

    def test_a_result_that_does_not_pickle_fails_alone(self, executor: Executor) -> None:
        first, second, third = executor.map(secretive, range(3))
        assert (first, third) == (0, 2)
        assert isinstance(second, Failure)


def test_ctrl_c_is_for_the_caller_alone() -> None:
    """A terminal sends it to every process, also to one that has only begun to start."""
    assert set(ProcessExecutor(2).map(listener, range(4))) == {True}
    assert not ignores_interrupts(0)


def listener() -> Callable[[int], bool]:
    return ignores_interrupts


def ignores_interrupts(_: int) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_one_worker_is_no_process() -> None:
    assert isinstance(executor_for(1), InlineExecutor)
    many = executor_for(3)
    assert isinstance(many, ProcessExecutor)
    assert many.workers == 3
    assert list(executor_for(1).map(doubler, [1])) == [2]
