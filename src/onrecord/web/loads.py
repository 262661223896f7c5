"""Loads that pages asked for: one at a time, each in a process of its own, and what became of each.

The desk remembers them (:mod:`onrecord.desk.loads`), so a server that begins goes on with what another one left.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.desk.loads import Asked, Given, InputFate, Load, RememberedLoads, Step
from onrecord.model.errors import NotFound, UsageError

#: Loads that wait at most, and how often one is taken up that ends with its server each time.
WAITING, BEGUN = 20, 5

#: Seconds between two looks for a wish to stop, between two tries to get the turn, and that a process has to end by itself.
LOOK, TURN, PATIENCE = 0.2, 1.0, 5.0

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

_AGAIN = "It was cut off when the server ended, and goes on: what had been taken by then comes as unchanged."
_TOO_OFTEN = f"It was cut off {BEGUN} times, each time with the server: add the same again, a part at a time."
_TAKEN_OUT = "It was taken out before its turn: nothing of it was added."


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a load as a page shows it: ``state`` is "done", "now" or "next"."""

    words: str
    state: str
    done: int
    total: int | None


def stages(load: Load) -> tuple[Stage, ...]:
    """All steps of a load, in order. One before that which was told last is done: where it had nothing to do, it told nothing."""
    told = {step.name: step for step in load.steps}
    reached = max(
        (number for number, name in enumerate(STEPS) if name in told), default=0 if load.state == "running" else -1
    )
    found = []
    for number, (name, words) in enumerate(STEPS.items()):
        if name == "visit" and name not in told:
            continue  # most loads name no address
        step = told.get(name)
        state = "done" if number < reached else "now" if number == reached else "next"
        found.append(Stage(words, state, step.done if step else 0, step.total if step else None))
    return tuple(found)


class NewLoad:
    """A load whose files are on their way: write them into ``folder``, then :meth:`start` it."""

    def __init__(self, loads: Loads, load_id: str, folder: Path) -> None:
        self.folder = folder
        self._loads = loads
        self._id = load_id

    def start(self, what: str, addresses: Sequence[str], given: Sequence[Given]) -> Load:
        """Put the load at the end of the queue. Raises ``UsageError`` where too many wait."""
        return self._loads._start(self._id, what, Asked(tuple(addresses), tuple(given), self._loads.public_only))


class Loads:
    """The loads of the desk in ``folder``. They go on when nobody looks.

    ``public_only``: whatever the desk's settings allow on its own machine, private addresses are not asked, but for those in ``web_allowed``.
    """

    def __init__(self, folder: Path, command: Sequence[str] = COMMAND, *, public_only: bool = False) -> None:
        self.public_only = public_only
        self._folder = folder
        self._command = command
        self._kept = RememberedLoads(folder)
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._worker: threading.Thread | None = None
        self._kept.sweep()
        self.all()  # what another server left goes on

    @contextmanager
    def new(self) -> Iterator[NewLoad]:
        """A new load; nothing is left of one that is not started. Raises ``OSError`` where its files cannot be kept."""
        with self._kept.new() as (load_id, folder):
            yield NewLoad(self, load_id, folder)

    def load(self, load_id: str) -> Load:
        """The load with this identifier. Raises ``NotFound``."""
        return _there(self._kept.find(load_id))

    def all(self) -> tuple[Load, ...]:
        """All that are remembered, the newest first."""
        found = self._kept.all()
        if any(not load.ended for load in found):
            self._work_on()
        return found

    def stop(self, load_id: str) -> Load:
        """End a load, or take it out where it waits; one that has ended stays as it is. Raises ``NotFound``."""
        return _there(self._kept.stop(load_id, _TAKEN_OUT))

    # Inside

    def _start(self, load_id: str, what: str, asked: Asked) -> Load:
        with self._lock:
            if sum(load.state == "waiting" for load in self._kept.all()) >= WAITING:
                raise UsageError(f"{WAITING} loads are waiting already: add this when some of them are done.")
            load = self._kept.put(load_id, what, asked)
        self._work_on()
        return load

    def _work_on(self) -> None:
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="loads", daemon=True)
                self._worker.start()
        self._wake.set()

    def _work(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            try:
                with self._kept.turn():
                    while (load := self._next()) is not None:
                        self._do(load)
            except BlockingIOError:  # another server does them; should it end, its turn falls to this one
                self._wake.wait(TURN)
                self._wake.set()
            except OSError:  # the folder is gone, or cannot be read for now
                continue

    def _next(self) -> Load | None:
        return next((load for load in reversed(self._kept.all()) if not load.ended), None)

    def _do(self, load: Load) -> None:
        try:
            if self._kept.is_to_stop(load.id):
                self._cut_off(load.id, "stopped")
            elif load.begun >= BEGUN:
                self._cut_off(load.id, "failed", _TOO_OFTEN)
            else:
                self._run(load)
        except Exception as error:  # the queue must not end with one load
            sentence = f"The load could not be started ({type(error).__name__}): try again."
            self._kept.change(load.id, state="failed", sentence=sentence)

    def _run(self, load: Load) -> None:
        begun = load.begun + 1
        sentence = load.sentence or (_AGAIN if begun > 1 else "")
        begins = self._kept.change(load.id, state="running", begun=begun, steps=(), sentence=sentence)
        if begins is None or begins.ended:
            return
        heard = _Heard(self._kept, begins)
        with subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the server, and the load ends with that
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):  # it died at once: its status says how
                process.stdin.write(json.dumps(self._order(load.id)))
                process.stdin.close()
            listener = threading.Thread(target=heard.listen, args=(process.stdout,), daemon=True)
            listener.start()
            stopped = self._watch(process, load.id)
            listener.join(PATIENCE)
        if heard.outcome:
            self._kept.change(load.id, **heard.outcome)
        elif stopped:
            self._cut_off(load.id, "stopped")
        elif process.returncode in (-signal.SIGTERM, 128 + signal.SIGTERM) and not heard.failed:
            time.sleep(
                PATIENCE
            )  # who ends all processes ends the server, too: the next one goes on with it, or else this one
        else:
            self._cut_off(load.id, "failed", heard.failed or _died(process.returncode))

    def _order(self, load_id: str) -> dict[str, Any]:
        asked = self._kept.asked(load_id)
        return {
            "desk": str(self._folder),
            "addresses": asked.addresses,
            "handed": [
                {"path": str(each.path), "name": each.name, "address": each.address}
                for each in self._kept.handed(load_id, asked)
            ],
            "public_only": asked.public_only or self.public_only,
            "server": os.getpid(),
        }

    def _watch(self, process: subprocess.Popen[str], load_id: str) -> bool:
        """Wait until ``process`` has ended, and end it where somebody asks for that; whether somebody did."""
        while True:
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK)
                return False
            if self._kept.is_to_stop(load_id):
                process.terminate()
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                return True

    def _cut_off(self, load_id: str, state: str, sentence: str = "") -> None:
        """End a load that did not come to its end, with what the desk knows of each input."""
        fates = self._kept.fates_so_far(self._folder, load_id)
        taken = sum(fate.kind not in ("refused", "left") for fate in fates)
        self._kept.change(load_id, state=state, fates=fates, sentence=sentence or _stopped(taken), stopping=False)


class _Heard:
    """What the process of one load tells."""

    def __init__(self, kept: RememberedLoads, load: Load) -> None:
        self.outcome: dict[str, Any] = {}
        self.failed = ""
        self._kept = kept
        self._id = load.id
        self._sentence = load.sentence
        self._steps: dict[str, Step] = {}

    def listen(self, lines: Iterable[str]) -> None:
        for told in _understood(lines):
            if "failed" in told:
                self.failed = str(told["failed"])
            elif "fates" in told:
                fates = [InputFate(*fate) for fate in told["fates"]]
                fates += [InputFate(source, "trouble", reason, None) for source, reason in told["troubles"]]
                self.outcome = {"state": "done", "sentence": told["summary"], "fates": tuple(fates), "stopping": False}
            elif "busy" in told:
                self._kept.change(self._id, sentence=str(told["busy"]))
            else:
                name = told["step"]
                self._steps[name] = Step(name, STEPS.get(name, name), told["done"], told["total"])
                self._kept.change(self._id, steps=tuple(self._steps.values()), sentence=self._sentence)


def _understood(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The JSON objects among ``lines``: a library may print a line of its own."""
    for line in lines:
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict) and ({"failed", "fates", "step", "busy"} & told.keys()):
                yield told


def _there(load: Load | None) -> Load:
    if load is None:
        raise NotFound(
            "There is no such load any more: what it took is in the desk, and what it did not can be added again."
        )
    return load


def _stopped(taken: int) -> str:
    if not taken:
        return "It was stopped before anything was taken. Add the same again if it is wanted after all."
    inputs = "1 input that was taken by then stays" if taken == 1 else f"{taken:,} inputs that were taken by then stay"
    return f"It was stopped: {inputs}, and what is not read yet is read with the next load. Add the same again for the rest."


def _died(status: int) -> str:
    how = f"status {status}"
    if status < 0:
        with suppress(ValueError):
            how = signal.Signals(-status).name
    return f"The load was cut off before it was done ({how}); what was taken so far stays. Add the same again, and it goes on."
