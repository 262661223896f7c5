"""Loads that pages asked for: one at a time, each in a process of its own, and what became of each."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from onrecord.model.errors import NotFound, UsageError

State = Literal["waiting", "running", "done", "failed"]

#: Loads that wait at most, and finished ones that are remembered until the server ends.
WAITING, REMEMBERED = 20, 20

#: The process that does one load. ``-P``: nothing in the folder one happens to stand in is imported.
COMMAND = (sys.executable, "-P", "-m", "onrecord.web.load")

#: The steps as a reader understands them, in the order in which they are done.
STEPS = {
    "take": "taken in",
    "visit": "visited",
    "read": "read",
    "annotate": "statements found",
    "keys": "indexed",
    "link": "compared with others",
    "group": "copies and stories",
    "relate": "put together",
}

_FOLDER = "incoming-"


@dataclass(frozen=True, slots=True)
class Step:
    """How far one step is: ``done`` of ``total`` units (``None``: nobody knows yet)."""

    name: str
    words: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class InputFate:
    """What became of one input. ``kind`` is a fate of ``model.capture``, or "trouble" for an address that gave nothing."""

    source: str
    kind: str
    reason: str
    article_id: str | None


@dataclass(frozen=True, slots=True)
class Load:
    """One load. ``what`` says what was given; ``sentence`` sums up how it ended. ``change`` grows with every change."""

    id: str
    what: str
    state: State
    steps: tuple[Step, ...] = ()
    fates: tuple[InputFate, ...] = ()
    sentence: str = ""
    change: int = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in ("done", "failed")

    @property
    def refused(self) -> tuple[InputFate, ...]:
        """The inputs that were not taken."""
        return tuple(fate for fate in self.fates if fate.kind in ("refused", "trouble"))

    @property
    def taken(self) -> tuple[InputFate, ...]:
        """All others."""
        return tuple(fate for fate in self.fates if fate.kind not in ("refused", "trouble"))


class Loads:
    """The loads of the desk in ``folder``. They go on when nobody looks, and end with the server.

    ``public_only``: whatever the desk's settings allow on its own machine, private addresses are not asked, but for those in ``web_allowed``.
    """

    def __init__(self, folder: Path, command: Sequence[str] = COMMAND, *, public_only: bool = False) -> None:
        self._folder = folder
        self._command = command
        self._public_only = public_only
        self._lock = threading.Condition()
        self._loads: OrderedDict[str, Load] = OrderedDict()
        self._waiting: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._worker: threading.Thread | None = None
        _sweep(folder)

    def incoming(self) -> Path:
        """A new folder for files on their way into the desk, readable by its owner alone. :meth:`start` takes it over."""
        return Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=self._folder))

    def start(
        self, what: str, addresses: Sequence[str], handed: Sequence[tuple[Path, str, str]], incoming: Path
    ) -> Load:
        """Put a load at the end of the queue. ``handed`` are path, name and address of each; ``incoming`` is deleted after it.

        Raises ``UsageError`` where too many wait.
        """
        asked = {
            "desk": str(self._folder),
            "addresses": list(addresses),
            "handed": [{"path": str(path), "name": name, "address": address} for path, name, address in handed],
            "public_only": self._public_only,
            "incoming": incoming,
        }
        with self._lock:
            if len(self._waiting) >= WAITING:
                shutil.rmtree(incoming, ignore_errors=True)
                raise UsageError(f"{WAITING} loads are waiting already: add this when some of them are done.")
            load = Load(uuid4().hex[:12], what, "waiting")
            self._loads[load.id] = load
            self._waiting[load.id] = asked
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="loads", daemon=True)
                self._worker.start()
            self._lock.notify_all()
            return load

    def load(self, load_id: str) -> Load:
        """The load with this identifier. Raises ``NotFound``."""
        with self._lock:
            if load_id not in self._loads:
                raise NotFound(
                    "There is no such load any more: what it took is in the desk, and what it did not can be added again."
                )
            return self._loads[load_id]

    def all(self) -> tuple[Load, ...]:
        """All that are remembered, the newest first."""
        with self._lock:
            return tuple(reversed(self._loads.values()))

    # Inside

    def _work(self) -> None:
        while True:
            with self._lock:
                while not self._waiting:
                    self._lock.wait()
                load_id, asked = self._waiting.popitem(last=False)
            incoming = asked.pop("incoming")
            try:
                self._run(load_id, asked)
            except Exception as error:  # the queue must not end with one load
                self._change(
                    load_id,
                    state="failed",
                    sentence=f"The load could not be started ({type(error).__name__}): try again.",
                )
            finally:
                shutil.rmtree(incoming, ignore_errors=True)
                self._forget()

    def _run(self, load_id: str, asked: dict[str, Any]) -> None:
        self._change(load_id, state="running")
        ended = False
        with subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):  # it died at once: its status says how
                process.stdin.write(json.dumps(asked))
                process.stdin.close()
            for told in _understood(process.stdout):
                ended = ended or "failed" in told or "fates" in told
                self._tell(load_id, told)
        if not ended:
            self._change(load_id, state="failed", sentence=_died(process.returncode))

    def _tell(self, load_id: str, told: dict[str, Any]) -> None:
        if "failed" in told:
            self._change(load_id, state="failed", sentence=str(told["failed"]))
        elif "fates" in told:
            fates = [InputFate(*fate) for fate in told["fates"]]
            fates += [InputFate(source, "trouble", reason, None) for source, reason in told["troubles"]]
            self._change(load_id, state="done", sentence=told["summary"], fates=tuple(fates))
        else:
            steps = {step.name: step for step in self.load(load_id).steps}
            name = told["step"]
            steps[name] = Step(name, STEPS.get(name, name), told["done"], told["total"])
            self._change(load_id, steps=tuple(steps.values()))

    def _change(self, load_id: str, **changes: Any) -> None:
        with self._lock:
            load = self._loads[load_id]
            self._loads[load_id] = replace(load, change=load.change + 1, **changes)

    def _forget(self) -> None:
        with self._lock:
            ended = [load.id for load in self._loads.values() if load.ended]
            for load_id in ended[:-REMEMBERED]:
                del self._loads[load_id]


def _understood(lines: Iterator[str] | Any) -> Iterator[dict[str, Any]]:
    """The JSON objects among ``lines``: a library may print a line of its own."""
    for line in lines:
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict) and ({"failed", "fates", "step"} & told.keys()):
                yield told


def _died(status: int) -> str:
    how = f"status {status}"
    if status < 0:
        with suppress(ValueError):
            how = signal.Signals(-status).name
    return f"The load was cut off before it was done ({how}); what was taken so far stays. Add the same again, and it goes on."


def _sweep(folder: Path) -> None:
    """Delete what a server that was killed had on its way into the desk: nobody else would."""
    for left in folder.glob(f"{_FOLDER}*-*"):
        with suppress(ValueError):
            if not _runs(int(left.name.removeprefix(_FOLDER).split("-")[0])):
                shutil.rmtree(left, ignore_errors=True)


def _runs(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
