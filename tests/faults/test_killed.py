"""A process that is killed while it adds loses nothing: the next one ends where an undisturbed one does."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.contract import fake_stages as fake
from tests.contract.desks import export_of, exported, runner
from tests.contract.fake_stages import Arrival
from tests.faults.add_program import COUNT
from tests.faults.arrivals import many

from onrecord.desk.executors import ProcessExecutor
from onrecord.desk.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.add_program", *map(str, arguments)]
    environment = {"PYTHONPATH": f"{ROOT}/src:{ROOT}", "PATH": "/usr/bin:/bin"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def result_of(folder: Path) -> bytes:
    store = SqliteStore(folder)
    try:
        return exported(store)
    finally:
        store.close()


def run(folder: Path) -> int:
    process = start(folder)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return int(told)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    statements = run(folder)
    return statements, result_of(folder)


def test_the_undisturbed_run_is_the_same_in_memory(undisturbed: tuple[int, bytes]) -> None:
    assert export_of(many(COUNT)) == undisturbed[1]


def test_killed_at_many_statements(tmp_path: Path, undisturbed: tuple[int, bytes]) -> None:
    statements, expected = undisturbed
    points = sorted(random.Random(7).sample(range(10, statements), 6))
    for point in points:
        folder = tmp_path / str(point)
        process = start(folder, point)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
        run(folder)
        assert result_of(folder) == expected, f"killed at statement {point} of {statements}"


def test_killed_again_and_again(tmp_path: Path, undisturbed: tuple[int, bytes]) -> None:
    statements, expected = undisturbed
    for _ in range(6):
        process = start(tmp_path / "desk", statements // 5)
        process.communicate(timeout=120)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
    run(tmp_path / "desk")
    assert result_of(tmp_path / "desk") == expected


def test_killed_from_outside_with_workers(tmp_path: Path, undisturbed: tuple[int, bytes]) -> None:
    folder = tmp_path / "desk"
    process = start(folder, 0, 2)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        process.communicate()
        pytest.skip("this system does not tell the children of a process (/proc)")
    workers: set[str] = set()
    while process.poll() is None and len(workers) < 2:
        workers |= set(children.read_text().split())
        time.sleep(0.01)
    process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{worker}/cmdline").exists() and _is_ours(worker) for worker in workers):
        assert time.monotonic() < deadline, "workers outlive the process that started them"
        time.sleep(0.05)
    run(folder)
    assert result_of(folder) == undisturbed[1]


def _is_ours(process: str) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    calm = [Arrival(f"{number}.txt", f"Report {number}\n#x") for number in range(12)]
    once = Arrival("once.txt", f"#x\n{fake.KILL_ONCE}{tmp_path / 'killed'}")
    always = Arrival("always.txt", fake.KILL)
    store = SqliteStore(tmp_path)
    arrivals = [*calm[:6], once, always, *calm[6:]]
    fates = {fate.source: fate for fate in runner(store, executor=ProcessExecutor(2)).add(arrivals)}
    store.close()
    assert (tmp_path / "killed").exists()
    assert [source for source, fate in fates.items() if fate.fate != "taken"] == ["always.txt"]
    assert fates["always.txt"].fate == "refused"
    assert fates["always.txt"].reason.startswith("it ended the process that worked on it")
