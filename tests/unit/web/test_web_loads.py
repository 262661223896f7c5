"""The queue of loads: stopping and taking out, and what a server does with what another one left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.web.web_desk import FIRST, SECOND, make_desk, of_a_page

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk import open_desk
from onrecord.desk.loads import Asked, Given, Load, RememberedLoads
from onrecord.desk.reading import Library
from onrecord.desk.sqlite import SqliteStore
from onrecord.model.errors import NotFound
from onrecord.web import loads as loads_module
from onrecord.web.app import make_app
from onrecord.web.loads import Loads, stages

BASE = "http://127.0.0.1:8031"
OWN = {"Origin": BASE}

TOLD = '{"fates": [["a.txt", "taken", "", null]], "troubles": [], "summary": "1 taken."}'


def script(work: str = "") -> tuple[str, ...]:
    """A process in place of Onrecord's that takes what it is asked, does ``work``, and says that it took one."""
    return (
        sys.executable,
        "-c",
        f"import json, os, signal, sys, time\nasked = json.load(sys.stdin)\n{work}\nprint({TOLD!r})",
    )


#: Says how far it is, and then waits for ever; a wish to end is heard, or not.
KIND = """print('{"step": "take", "done": 1, "total": 2}', flush=True)\ntime.sleep(1000)"""
DEAF = f"signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{KIND}"


def begun(queue: Loads) -> str:
    with queue.new() as new:
        (new.folder / "0").write_bytes(b"x")
        return new.start("a text", [], [Given("0", "a.txt", "")]).id


def left(folder: Path, *, state: str = "waiting", begun: int = 0) -> str:
    """A load of a server that is gone."""
    kept = RememberedLoads(folder)
    with kept.new() as (load_id, given):
        (given / "0").write_bytes(b"x")
        kept.put(load_id, "a text", Asked((), (Given("0", "a.txt", ""),), False))
    kept.change(load_id, state=state, begun=begun)
    return load_id


def until(queue: Loads, load_id: str, fits: Callable[[Load], bool]) -> Load:
    while not fits(load := queue.load(load_id)):
        time.sleep(0.01)
    return load


def ended(queue: Loads, load_id: str) -> Load:
    return until(queue, load_id, lambda load: load.ended)


@pytest.mark.parametrize("work", [KIND, DEAF])
def test_a_load_that_runs_is_ended_and_the_next_one_is_done(
    tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loads_module, "PATIENCE", 0.5)
    once = tmp_path / "once"
    queue = Loads(
        tmp_path, script(f"if not os.path.exists({str(once)!r}):\n open({str(once)!r}, 'w')\n exec({work!r})")
    )
    first, second = begun(queue), begun(queue)
    until(queue, first, lambda load: bool(load.steps))
    assert queue.stop(first).stopping
    stopped = ended(queue, first)
    assert (stopped.state, stopped.stopping) == ("stopped", False)
    assert "Add the same again" in stopped.sentence
    assert [(fate.source, fate.kind) for fate in stopped.fates] == [("dropped/2d711642b726/a.txt", "left")]
    assert ended(queue, second).state == "done"
    assert queue.stop(first) == stopped, "it has ended"


def test_one_that_waits_is_taken_out_and_never_begun(tmp_path: Path) -> None:
    queue = Loads(tmp_path, script(KIND))
    first, second = begun(queue), begun(queue)
    until(queue, first, lambda load: load.state == "running")
    out = queue.stop(second)
    assert (out.state, out.begun) == ("stopped", 0)
    assert "nothing of it was added" in out.sentence
    queue.stop(first)
    ended(queue, first)
    assert queue.load(second) == out


def test_a_load_that_nobody_knows_cannot_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Loads(tmp_path).stop("0123456789ab")


def test_a_server_goes_on_with_what_another_left(tmp_path: Path) -> None:
    cut_off, waits = left(tmp_path, state="running", begun=1), left(tmp_path)
    queue = Loads(tmp_path, script('print(\'{"step": "read", "done": 1, "total": 1}\', flush=True); time.sleep(0.5)'))
    told = until(queue, cut_off, lambda load: bool(load.steps))
    assert "cut off when the server ended, and goes on" in told.sentence
    assert [ended(queue, each).state for each in (cut_off, waits)] == ["done", "done"]
    assert (queue.load(cut_off).begun, queue.load(waits).begun) == (2, 1)
    assert [load.id for load in Loads(tmp_path, script()).all()] == [waits, cut_off]


def test_a_load_that_ends_with_each_server_is_given_up(tmp_path: Path) -> None:
    load_id = left(tmp_path, state="running", begun=loads_module.BEGUN)
    load = ended(Loads(tmp_path, script()), load_id)
    assert (load.state, load.begun) == ("failed", loads_module.BEGUN)
    assert "a part at a time" in load.sentence
    assert [fate.kind for fate in load.fates] == ["left"]


def test_a_wish_to_stop_outlasts_the_server(tmp_path: Path) -> None:
    load_id = left(tmp_path, state="running", begun=1)
    RememberedLoads(tmp_path).stop(load_id, "")
    assert ended(Loads(tmp_path, script()), load_id).state == "stopped"


def test_two_servers_do_a_load_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = script(f"open({str(log)!r}, 'a').write('x'); time.sleep(0.3)")
    ids = [left(tmp_path) for _ in range(2)]
    one, other = Loads(tmp_path, command), Loads(tmp_path, command)
    ids.append(begun(other))
    assert [ended(one, each).state for each in ids] == ["done"] * 3
    assert [ended(other, each).state for each in ids] == ["done"] * 3
    assert log.read_text() == "xxx"


def test_another_server_takes_over_when_the_first_has_ended(tmp_path: Path) -> None:
    load_id = left(tmp_path)
    with RememberedLoads(tmp_path).turn():
        queue = Loads(tmp_path, script())
        time.sleep(0.1)
        assert queue.load(load_id).state == "waiting"
    assert ended(queue, load_id).state == "done"


def test_who_ends_all_processes_does_not_end_the_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads_module, "PATIENCE", 0.1)
    once = tmp_path / "once"
    work = f"if not os.path.exists({str(once)!r}):\n open({str(once)!r}, 'w')\n os.kill(os.getpid(), signal.SIGTERM)"
    queue = Loads(tmp_path, script(work))
    load = ended(queue, begun(queue))
    assert (load.state, load.begun) == ("done", 2)


def test_the_steps_are_all_shown_and_one_of_them_is_now(tmp_path: Path) -> None:
    queue = Loads(
        tmp_path,
        script("for s in ('take', 'annotate'): print(json.dumps({'step': s, 'done': 3, 'total': 9}), flush=True)"),
    )
    load = ended(queue, begun(queue))
    assert [(stage.words, stage.state) for stage in stages(load)] == [
        ("taken in", "done"), ("read", "done"), ("statements found", "now"), ("indexed", "next"),
        ("compared with others", "next"), ("copies and stories", "next"), ("put together", "next"),
    ]  # fmt: skip
    assert {stage.state for stage in stages(Load("x", "", "waiting"))} == {"next"}
    assert [stage.state for stage in stages(Load("x", "", "running"))][:2] == ["now", "next"]


# On pages, with real processes


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("stopping"), first=FIRST)


def many(count: int) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (f"{n}.txt", f"Report {n}\n\n{SECOND} This is number {n}.".encode())) for n in range(count)]


def test_a_real_load_is_stopped_on_its_page_and_the_desk_stays_whole(desk: Path) -> None:
    with TestClient(make_app(Library(desk)), base_url=BASE) as client:
        browser = of_a_page(client)
        load_id = browser.post("/api/loads", headers=OWN, files=many(60)).json()["id"]
        while not [step for step in browser.get(f"/api/loads/{load_id}").json()["steps"] if step["name"] == "read"]:
            time.sleep(0.02)
        assert "Stop</button>" in browser.get("/add").text
        answer = browser.post(f"/add/loads/{load_id}/stop", headers=OWN, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/add#load-{load_id}")
        browser.get(f"/add/loads/{load_id}/events")
        load = browser.get(f"/api/loads/{load_id}").json()
        assert load["state"] == "stopped"
        assert len(load["fates"]) == 60
        assert "60 inputs that were taken by then stay" in load["sentence"]
        with open_desk(desk) as opened:
            assert opened.check().faults == ()
        again = browser.post("/api/loads", headers=OWN, files=many(60)).json()["id"]
        browser.get(f"/add/loads/{again}/events")
        fates = browser.get(f"/api/loads/{again}").json()["fates"]
    assert [fate["kind"] for fate in fates] == ["unchanged"] * 60
    assert all(fate["article_id"] for fate in fates), "what was not read yet is read now"
    with open_desk(desk) as opened:
        assert opened.check().faults == ()


def test_a_load_waits_while_another_process_writes(desk: Path) -> None:
    writer = SqliteStore(desk)
    with TestClient(make_app(Library(desk)), base_url=BASE) as client:
        browser = of_a_page(client)
        with writer.writing():
            load_id = browser.post("/api/loads", headers=OWN, files={"pasted": (None, SECOND + "At last.")}).json()[
                "id"
            ]
            while "Another process writes" not in browser.get(f"/api/loads/{load_id}").json()["sentence"]:
                time.sleep(0.02)
            assert "Another process writes" in browser.get("/add").text
        browser.get(f"/add/loads/{load_id}/events")
        assert browser.get(f"/api/loads/{load_id}").json()["state"] == "done"
    writer.close()


def test_stopping_wants_the_token_of_a_form(desk: Path) -> None:
    load_id = left(desk)
    with TestClient(make_app(Library(desk)), base_url=BASE) as client:
        for path in (f"/add/loads/{load_id}/stop", f"/api/loads/{load_id}/stop"):
            assert client.post(path, headers=OWN).status_code == 403
        client.get(f"/add/loads/{load_id}/events")
        assert client.get(f"/api/loads/{load_id}").json()["state"] == "done"
