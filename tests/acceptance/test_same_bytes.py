"""The same inputs give the same bytes in every output, under every hash seed and with any number of workers."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.publish.outputs import FIRST, SECOND

PROGRAM = """
import sys
from onrecord.cli import main
sys.argv = ["onrecord", *sys.argv[1:]]
main()
"""

#: Several runs in one process, each with a file for its output: a hash seed is of a process, and to start one costs most.
SEVERAL = """
import json, os, sys
from onrecord.cli import main
for arguments, output in json.load(sys.stdin):
    opened = os.open(output, os.O_WRONLY | os.O_CREAT)
    os.dup2(opened, 1)
    os.close(opened)
    sys.argv = ["onrecord", *arguments]
    try:
        main()
    except SystemExit as end:
        assert not end.code, arguments
    sys.stdout.flush()
"""

OUTPUTS = [["export", "--format", name] for name in ("jsonl", "ical", "annotations", "geojson", "bundle")]
OUTPUTS += [["brief", "--since", "monday", "--format", name] for name in ("md", "html", "json")]
OUTPUTS += [["brief", "--since", "2031-05-07"]]
if importlib.util.find_spec("typst"):
    OUTPUTS += [["brief", "--since", "monday", "--format", "pdf"]]


def _run(seed: str, *arguments: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    result = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


def _several(seed: str, folder: Path, runs: list[list[str]]) -> list[bytes]:
    """What each run of the command prints."""
    files = [folder / f"{number}.out" for number in range(len(runs))]
    told = json.dumps([(arguments, str(file)) for arguments, file in zip(runs, files, strict=True)])
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", SEVERAL]
    result = subprocess.run(command, input=told.encode(), capture_output=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr.decode()
    return [file.read_bytes() for file in files]


def _outputs(folder: Path, reports: Path, seed: str, workers: str, order: int) -> dict[str, bytes]:
    desk = ["--desk", str(folder)]
    for names, day in ((FIRST, "2031-05-06"), (SECOND, "2031-05-20")):
        paths = [str(reports / name) for name in sorted(names)][::order]
        _run(seed, "add", *desk, "--received", day, "--workers", workers, *paths)
        if names is FIRST:
            _run(seed, "brief", *desk, "--keep", "monday")
    made = _several(seed, folder, [[*arguments, *desk] for arguments in OUTPUTS])
    return {" ".join(arguments): output for arguments, output in zip(OUTPUTS, made, strict=True)}


def test_the_same_bytes(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in (FIRST | SECOND).items():
        (reports / name).write_text(text, encoding="utf-8")
    one = _outputs(tmp_path / "one", reports, "1", "1", 1)
    other = _outputs(tmp_path / "other", reports, "2", "2", -1)
    assert len(one) == len(OUTPUTS)
    for name, made in one.items():
        assert made, name
        assert made == other[name], name


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief", "--since", "tuesday"], "There is no state 'tuesday' of this desk"),
        (["brief", "--keep", "2031-05-06"], "is a day"),
        (["export", "--format", "ical", "--kind", "events"], "--kind chooses among tables"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_text(FIRST["a.txt"], encoding="utf-8")
    _run("0", "add", "--desk", str(tmp_path / "desk"), "--received", "2031-05-06", str(tmp_path / "a.txt"))
    command = [sys.executable, "-c", PROGRAM, *arguments, "--desk", str(tmp_path / "desk")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2 and result.stderr.count("\n") == 1 and words in result.stderr
    assert not result.stdout


def test_files_alone_keep_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST["a.txt"], encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "brief", "--keep", "monday", str(tmp_path / "a.txt")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2 and "name a desk with --desk" in result.stderr
