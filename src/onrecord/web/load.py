"""One load in a process of its own, so that pages stay quick and what goes wrong in it takes nothing else along.

Reads one JSON object from standard input: ``desk`` (its folder), ``addresses``, ``handed`` (``path``, ``name`` and ``address`` of each),
``public_only`` and ``server`` (the process that asks; the load ends with it). Writes JSON lines: ``{"busy"}`` with one sentence while another
process writes to the desk, ``{"step", "done", "total"}`` while it works, and at the end ``{"fates", "troubles", "summary"}`` or ``{"failed"}``
with one sentence. Told to end (SIGTERM), it tidies up and says nothing more.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from onrecord.desk import open_desk
from onrecord.desk.handing import Handed
from onrecord.model.errors import DeskBusy, OnrecordError

#: Seconds between two reports of one step: nobody reads faster.
_PAUSE = 0.25

#: Seconds between two tries to write to a desk that another process writes to, and between two looks whether the server is there.
_RETRY, _WATCH = 1.0, 1.0

#: Seconds that tidying up may take once the server is gone.
_PATIENCE = 5.0

#: Endings of files that hold one report each: how many there are is known before they are opened.
_SINGLE = (".txt", ".md", ".htm", ".html", ".xhtml", ".pdf", ".docx")

_BUSY = "Another process writes to the desk: this goes on by itself when that is done."


def main() -> None:
    """Do the load that standard input describes."""
    os.nice(10)  # readers come first
    asked = json.load(sys.stdin)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_end_with, args=(asked["server"],), daemon=True).start()
    try:
        _tell(_load(asked))
    except OnrecordError as error:
        _tell({"failed": str(error)})
    except Exception:  # whatever it is, the page says one sentence, and the desk keeps what was taken
        _tell({"failed": "Onrecord failed inside; what was taken so far stays. Add the same again, a part at a time."})


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)  # so that what is under way leaves nothing behind


def _end_with(server: int) -> None:
    """Without this a load whose server was killed would go on beside the one that the next server begins."""
    while os.getppid() == server:
        time.sleep(_WATCH)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE)
    os._exit(1)


def _load(asked: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, float] = {}
    handed = [Handed(Path(each["path"]), each["name"], each["address"]) for each in asked["handed"]]
    single = all(each.name.lower().endswith(_SINGLE) or not each.name for each in handed) and not asked["addresses"]

    def progress(step: str, done: int, total: int | None) -> None:
        if step == "take" and single:
            total = len(handed)
        now = time.monotonic()
        if done == total or now - told.get(step, 0.0) >= _PAUSE:
            told[step] = now
            _tell({"step": step, "done": done, "total": total})

    public_only = {"web_allow_private": False} if asked["public_only"] else None
    while True:
        try:
            with open_desk(asked["desk"], settings=public_only) as desk:
                report = desk.add([*asked["addresses"], *handed], progress=progress)
            break
        except DeskBusy:
            if told:  # it has begun: what was taken would come as unchanged
                raise
            _tell({"busy": _BUSY})
            time.sleep(_RETRY)
    return {
        "fates": [[fate.source, fate.fate, fate.reason, fate.article_id] for fate in report.fates],
        "troubles": [[trouble.source, trouble.reason] for trouble in report.troubles],
        "summary": report.summary,
    }


def _tell(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201 - standard output is where the server listens


if __name__ == "__main__":
    main()
