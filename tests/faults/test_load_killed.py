"""A server that is killed with -9 while it takes a load in: the next one goes on by itself, and every input ends with a fate."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, SECOND, make_desk, of_a_page
from tests.web_process import free_port, served_by_a_process

from onrecord.desk import open_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
httpx2 = pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

COUNT = 60
FILES = [("files", (f"{n}.txt", f"Report {n}\n\n{SECOND} This is number {n}.".encode())) for n in range(COUNT)]
BAD = ("files", ("noise.bin", bytes(range(256))))
LATER = {"pasted": (None, "Wholly other\n\nThe lighthouse was lit again, the union said.")}


def client(port: int) -> Any:
    base = f"http://127.0.0.1:{port}"
    return of_a_page(httpx2.Client(base_url=base, headers={"Origin": base}, timeout=60))


def until(browser: Any, load_id: str, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    while not fits(load := browser.get(f"/api/loads/{load_id}").json()):
        time.sleep(0.02)
    return dict(load)


def has_ended(load: dict[str, Any]) -> bool:
    return load["state"] in ("done", "failed", "stopped")


def load_processes(folder: Path) -> list[int]:
    """The processes in ``folder`` that do a load."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"onrecord.web.load\0" in path.read_bytes() and path.with_name("cwd").readlink() == folder:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("step", ["take", "read", "annotate"])
def test_a_server_that_is_killed_leaves_no_input_without_a_fate(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # by which the processes of this test are told
    folder, port = make_desk(tmp_path, first=FIRST), free_port()
    with served_by_a_process(folder, port) as server:
        browser = client(port)
        load_id = browser.post("/api/loads", files=[*FILES, BAD]).json()["id"]
        later = browser.post("/api/loads", files=LATER).json()["id"]
        until(browser, load_id, lambda load: step in [each["name"] for each in load["steps"]])
        server.send_signal(signal.SIGKILL)
        server.wait()
    with served_by_a_process(folder, port):
        browser = client(port)
        goes_on = browser.get(f"/api/loads/{load_id}").json()
        assert not has_ended(goes_on)
        first, second = (until(browser, each, has_ended) for each in (load_id, later))
        assert load_processes(tmp_path) == []
    assert (first["state"], first["begun"], second["state"], second["begun"]) == ("done", 2, "done", 1)
    fates = {fate["source"].split("/")[-1]: fate for fate in first["fates"]}
    assert set(fates) == {f"{n}.txt" for n in range(COUNT)} | {"noise.bin"}
    assert fates.pop("noise.bin")["kind"] == "refused"
    assert {fate["kind"] for fate in fates.values()} <= {"taken", "unchanged", "revision"}
    with open_desk(folder) as desk:
        assert desk.check().faults == ()
        known = {row["id"] for row in desk.show("articles")}
    assert {fate["article_id"] for fate in fates.values()} <= known
    assert [path.name for path in (folder / "loads" / load_id).iterdir()] == ["load.json"], "the second began after it"


def test_a_load_ends_with_its_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder, port = make_desk(tmp_path, first=FIRST), free_port()
    with served_by_a_process(folder, port) as server:
        browser = client(port)
        load_id = browser.post("/api/loads", files=FILES).json()["id"]
        until(browser, load_id, lambda load: bool(load["steps"]))
        assert load_processes(tmp_path)
        server.send_signal(signal.SIGKILL)
        server.wait()
        while load_processes(tmp_path):
            time.sleep(0.05)
    with open_desk(folder) as desk:
        desk.process()  # nobody holds the desk
        assert desk.check().faults == ()
