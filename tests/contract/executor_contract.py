"""What every executor must pass. Its test file subclasses :class:`ExecutorContract` and gives it a fixture ``executor``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from onrecord.desk.executors import Executor, Failure
from onrecord.model.errors import DeskError, UsageError


def doubler() -> Callable[[int], int]:
    return double


def double(number: int) -> int:
    return 2 * number


def grumbler() -> Callable[[int], int]:
    return grumble


def grumble(number: int) -> int:
    if number % 3 == 0:
        raise ValueError(f"no threes\nplease: {number}")
    return number


def counted(folder: Path) -> Callable[[int], int]:
    (folder / f"made-{os.getpid()}").touch(exist_ok=False)
    return double


def unhappy() -> Callable[[int], int]:
    raise UsageError("There is no such file.")


def broken() -> Callable[[int], int]:
    raise KeyError("table")


class ExecutorContract:
    @pytest.fixture
    def executor(self) -> Executor:
        raise NotImplementedError

    def test_results_come_in_the_order_of_the_items(self, executor: Executor) -> None:
        assert list(executor.map(doubler, range(40))) == [2 * number for number in range(40)]

    def test_no_items(self, executor: Executor) -> None:
        assert list(executor.map(doubler, [])) == []

    def test_an_error_is_a_failure_of_its_item_alone(self, executor: Executor) -> None:
        results = list(executor.map(grumbler, range(5)))
        assert [isinstance(result, Failure) for result in results] == [True, False, False, True, False]
        assert results[3] == Failure("it could not be processed (ValueError: no threes please: 3); please report this")

    def test_a_stage_is_made_once_a_worker(self, executor: Executor, tmp_path: Path) -> None:
        assert len(list(executor.map(partial(counted, tmp_path), range(20)))) == 20
        assert 1 <= len(list(tmp_path.iterdir())) <= 2

    def test_items_are_taken_as_results_are(self, executor: Executor) -> None:
        taken: list[int] = []

        def items() -> Iterator[int]:
            for number in range(1000):
                taken.append(number)
                yield number

        results = executor.map(doubler, items())
        assert next(results) == 0
        assert len(taken) < 50
        results.close()  # type: ignore[attr-defined]

    def test_an_error_of_the_factory_is_raised(self, executor: Executor) -> None:
        with pytest.raises(UsageError, match="no such file"):
            list(executor.map(unhappy, [1]))
        with pytest.raises((KeyError, DeskError)):
            list(executor.map(broken, [1]))
