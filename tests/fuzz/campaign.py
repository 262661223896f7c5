"""A long run of fuzzing: many inputs through every parser, in processes of their own that a watchdog looks at.

Input number *n* of a parser is always the same, so that a fault is told by its name and number. A worker writes down what it is
at before each input; where that stays the same for too long it hangs, where the worker ends by itself it was killed by the
input (the readers of PDF, WARC and Parquet are compiled code). Both are told, and another worker goes on behind that input.
"""

from __future__ import annotations

import multiprocessing
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection, wait
from typing import Any

from tests.fuzz.mutations import mutate, random_steps
from tests.fuzz.parsers import PARSERS, Parser

BLOCK = 200  # inputs of one parser in a row
_MEMORY = 4 << 30  # bytes of one worker: what wants more for an input of 64 KiB is a fault


@dataclass(frozen=True, slots=True)
class Fault:
    """What one input did: ``kind`` is ``raised``, ``hung`` or ``killed``."""

    parser: str
    number: int
    kind: str
    trace: str


@dataclass(slots=True)
class Report:
    """How many inputs each parser had, how many seconds they took, and what went wrong."""

    inputs: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


def input_of(parser: Parser, number: int) -> bytes:
    """Input ``number`` of a parser; the first are its samples as they are."""
    samples = _samples(parser)
    if number < len(samples):
        return parser.build(samples[number])
    source = random.Random(f"{parser.name} {number}")
    sample = samples[source.randrange(len(samples))]
    return parser.build(mutate(sample, random_steps(source), parser.tokens, samples))


@cache
def _samples(parser: Parser) -> Sequence[bytes]:
    return parser.samples()


def blocks(inputs: int, parsers: Sequence[Parser], first: int = 0) -> list[tuple[str, int, int]]:
    """``inputs`` shared out over the parsers, as (parser, first number, last number + 1), one of each parser in turn."""
    shares = sum(parser.share for parser in parsers)
    counts = [max(1, round(inputs * parser.share / shares)) for parser in parsers]
    counts[-1] = max(1, counts[-1] + inputs - sum(counts))
    pieces = [
        [(parser.name, first + n, first + min(n + BLOCK, count)) for n in range(0, count, BLOCK)]
        for parser, count in zip(parsers, counts, strict=True)
    ]
    longest = max(map(len, pieces))
    spread = [(index / len(piece), *block) for piece in pieces for index, block in enumerate(piece)]
    assert longest
    return [block[1:] for block in sorted(spread)]


def run(
    work: Sequence[tuple[str, int, int]],
    *,
    workers: int = 1,
    limit: float = 20.0,
    module: str = "tests.fuzz.parsers",
    tell: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Runs the blocks ``work``. ``limit`` is the seconds after which one input hangs; ``module`` is where ``PARSERS`` is."""
    report = Report()
    waiting = list(reversed(work))
    crew = [_Worker(module) for _ in range(min(workers, len(work)))]
    try:
        while any(worker.block or waiting for worker in crew):
            for worker in crew:
                if worker.block is None and waiting:
                    worker.give(waiting.pop())
            wait([worker.pipe for worker in crew if worker.block], timeout=0.5)
            for worker in crew:
                rest = worker.look(report, limit)
                if rest is not None:
                    waiting.append(rest)
            tell(report)
    finally:
        for worker in crew:
            worker.stop()
    return report


class _Worker:
    """A process, and what is known of it from outside."""

    def __init__(self, module: str) -> None:
        self._module = module
        self.block: tuple[str, int, int] | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, inside = context.Pipe()
        self._at: Any = context.Value("q", -1, lock=False)
        self._seen, self._since = -1, time.monotonic()
        self._process = context.Process(target=_work, args=(self._module, inside, self._at), daemon=True)
        self._process.start()
        inside.close()

    def give(self, block: tuple[str, int, int]) -> None:
        self.block = block
        self._at.value = -1
        self._seen, self._since = -1, time.monotonic()
        self.pipe.send(block)

    def look(self, report: Report, limit: float) -> tuple[str, int, int] | None:
        """Notes what has happened; the rest of the block, where the process had to be replaced."""
        if self.block is None:
            return None
        with suppress(EOFError, ConnectionResetError):
            while self.pipe.poll():
                told = self.pipe.recv()
                if isinstance(told, Fault):
                    report.faults.append(told)
                    continue
                report.inputs[self.block[0]] += told[0]
                report.seconds[self.block[0]] += told[1]
                self.block = None
                return None
        at = self._at.value
        if at != self._seen:
            self._seen, self._since = at, time.monotonic()
        hung = time.monotonic() - self._since > (limit if at >= 0 else limit + 60)  # starting loads every parser
        if self._process.is_alive() and not hung:
            return None
        name, first, last = self.block
        self.stop()
        code = self._process.exitcode
        fault = Fault(name, max(at, first), "hung" if hung else "killed", f"exit code {code}")
        report.faults.append(fault)
        report.inputs[name] += max(at, first) + 1 - first
        self.block = None
        self._start()
        return (name, max(at, first) + 1, last) if max(at, first) + 1 < last else None

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _work(module: str, pipe: Connection, at: Any) -> None:
    """The loop of a worker: blocks come in, faults and counts go out."""
    import faulthandler
    import importlib
    import resource
    import warnings

    faulthandler.disable()
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    parsers = {parser.name: parser for parser in importlib.import_module(module).PARSERS}
    while True:
        try:
            name, first, last = pipe.recv()
        except EOFError:
            return
        begin = time.process_time()
        for number in range(first, last):
            at.value = number
            trace = attempt(parsers[name], number)
            if trace is not None:
                pipe.send(Fault(name, number, "raised", trace))
        pipe.send((last - first, time.process_time() - begin))


def attempt(parser: Parser, number: int) -> str | None:
    """The traceback of what input ``number`` raised; ``None`` where it raised nothing."""
    data = input_of(parser, number)
    try:
        parser.run(data)
    except Exception:
        return traceback.format_exc(limit=-6)
    return None


def lines_of(report: Report) -> Iterator[str]:
    """The report as a table, a line for each parser, and the faults below, one of each kind and place."""
    yield f"{'parser':28} {'inputs':>10} {'faults':>7} {'a second':>9}"
    faults = Counter(fault.parser for fault in report.faults)
    for name in sorted(report.inputs):
        rate = report.inputs[name] / report.seconds[name] if report.seconds[name] else 0
        yield f"{name:28} {report.inputs[name]:>10,} {faults[name]:>7,} {rate:>9,.0f}"
    yield f"{'all':28} {sum(report.inputs.values()):>10,} {len(report.faults):>7,}"
    told: set[tuple[str, str]] = set()
    for fault in sorted(report.faults, key=lambda fault: (fault.parser, fault.number)):
        last = (fault.parser, " ".join(fault.trace.strip().splitlines()[-3:]))
        if last not in told:
            told.add(last)
            yield f"\n{fault.parser}, input {fault.number}: {fault.kind}\n{fault.trace}"


def everything(inputs: int, *, only: str = "", first: int = 0) -> list[tuple[str, int, int]]:
    """The work of a run of ``inputs`` over all parsers, or those whose name holds ``only``."""
    return blocks(inputs, [parser for parser in PARSERS if only in parser.name], first)
