"""``onrecord serve`` as a process of its own, so that a test can kill it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served_by_a_process(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server of the desk in ``folder`` that listens; it is killed when the block ends."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}", "PYTHONUNBUFFERED": "1"}
    command = [
        sys.executable,
        "-c",
        "from onrecord.cli import main; main()",
        "serve",
        "--desk",
        str(folder),
        "--port",
        str(port),
    ]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:  # it listens before it says so
                said.append(line)
                if f":{port}/" in line:
                    break
            else:
                raise AssertionError("".join(said))
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
