"""One load in a process of its own, so that pages stay quick and what goes wrong in it takes nothing else along.

Reads one JSON object from standard input: ``desk`` (its folder), ``addresses``, ``handed`` (``path``, ``name`` and ``address`` of each), and
``public_only``. Writes JSON lines: ``{"step", "done", "total"}`` while it works, and at the end ``{"fates", "troubles", "summary"}`` or
``{"failed"}`` with one sentence.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from onrecord.desk import open_desk
from onrecord.desk.handing import Handed
from onrecord.model.errors import OnrecordError

#: Seconds between two reports of one step: nobody reads faster.
_PAUSE = 0.1


def main() -> None:
    """Do the load that standard input describes."""
    os.nice(10)  # readers come first
    asked = json.load(sys.stdin)
    try:
        _tell(_load(asked))
    except OnrecordError as error:
        _tell({"failed": str(error)})
    except Exception:  # whatever it is, the page says one sentence, and the desk keeps what was taken
        _tell({"failed": "Onrecord failed inside; what was taken so far stays. Add the same again, a part at a time."})


def _load(asked: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, float] = {}

    def progress(step: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if done == total or now - told.get(step, 0.0) >= _PAUSE:
            told[step] = now
            _tell({"step": step, "done": done, "total": total})

    handed = [Handed(Path(each["path"]), each["name"], each["address"]) for each in asked["handed"]]
    public_only = {"web_allow_private": False} if asked["public_only"] else None
    with open_desk(asked["desk"], settings=public_only) as desk:
        report = desk.add([*asked["addresses"], *handed], progress=progress)
    return {
        "fates": [[fate.source, fate.fate, fate.reason, fate.article_id] for fate in report.fates],
        "troubles": [[trouble.source, trouble.reason] for trouble in report.troubles],
        "summary": report.summary,
    }


def _tell(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201 - standard output is where the server listens


if __name__ == "__main__":
    main()
