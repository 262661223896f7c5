"""A process that is killed while it visits loses nothing and visits nothing twice: the next update ends the same."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.contract.desks import exported
from tests.faults.update_program import FEEDS, run

from onrecord.desk.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]


def start(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.faults.update_program", *map(str, arguments)]
    environment = {"PYTHONPATH": f"{ROOT}/src:{ROOT}", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def result_of(folder: Path) -> bytes:
    store = SqliteStore(folder)
    try:
        return exported(store) + repr(list(store.all_subscriptions())).encode()
    finally:
        store.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    done = start(folder)
    assert done.returncode == 0, done.stderr
    return int(done.stdout), result_of(folder)


def test_the_undisturbed_run_is_whole(undisturbed: tuple[int, bytes]) -> None:
    store = SqliteStore(None)
    run(store)
    fates = {fate.source: fate for fate in store.all_fates()}
    assert {fates[feed].fate for feed in FEEDS} == {"taken"}
    pages = {f"https://page.example/{number}" for number in range(22)}
    assert fates.keys() == pages | set(FEEDS), "one fate for each input"
    assert {source for source, fate in fates.items() if fate.fate == "refused"} == {"https://page.example/10"}
    assert {fate.source for fate in fates.values() if "feed gives" in fate.reason} == {
        "https://page.example/3",
        "https://page.example/17",
    }
    assert len(list(store.all_articles())) == 21
    store.close()


def test_killed_at_many_statements(tmp_path: Path, undisturbed: tuple[int, bytes]) -> None:
    statements, expected = undisturbed
    points = sorted([*random.Random(11).sample(range(10, statements // 2), 5), statements * 3 // 4])
    for point in points:
        folder = tmp_path / str(point)
        assert start(folder, point).returncode == -signal.SIGKILL
        assert start(folder).returncode == 0
        assert result_of(folder) == expected, f"killed at statement {point} of {statements}"
