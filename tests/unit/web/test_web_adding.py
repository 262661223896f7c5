"""Adding: what is handed over, by what name, how much, and what is told of it when it ends well, badly or not at all."""

from __future__ import annotations

import io
import json
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, INJECTIONS, SECOND, make_desk, of_a_page

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk.loads import Given, Load, RememberedLoads
from onrecord.desk.reading import Library
from onrecord.model.errors import UsageError
from onrecord.web import adding, loads
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"
OWN = {"Origin": BASE}
OPML = b"""<?xml version="1.0"?><opml version="2.0"><head/><body><outline xmlUrl="http://10.0.0.7/feed.xml" text="Wire"/></body></opml>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("adding"), first=FIRST)


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Library(folder)), base_url=BASE, raise_server_exceptions=False) as client:
        yield of_a_page(client)


def form(*files: tuple[str, bytes], **fields: str) -> list[tuple[str, Any]]:
    return [("files", file) for file in files] + [(name, (None, value.encode())) for name, value in fields.items()]


def send(browser: TestClient, *files: tuple[str, bytes], **fields: str) -> Any:
    return browser.post("/api/loads", headers=OWN, files=form(*files, **fields))


def ended(browser: TestClient, load_id: str) -> dict[str, Any]:
    """The load once nothing more will become of it. Its events end then, so that nothing is slept for."""
    browser.get(f"/add/loads/{load_id}/events")
    load: dict[str, Any] = browser.get(f"/api/loads/{load_id}").json()
    return load


def add(browser: TestClient, *files: tuple[str, bytes], **fields: str) -> dict[str, Any]:
    answer = send(browser, *files, **fields)
    assert answer.status_code == 202, answer.text
    return ended(browser, answer.json()["id"])


def zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return packed.getvalue()


def test_files_a_mail_and_an_archive_are_taken_and_read(browser: TestClient) -> None:
    mail = (
        f"From: a@example.org\nSubject: Minister denies\nContent-Type: text/plain; charset=utf-8\n\n{SECOND}".encode()
    )
    load = add(
        browser,
        ("second.txt", SECOND.encode()),
        ("note.eml", mail),
        ("both.zip", zipped(first=FIRST, more=SECOND + "More.")),
    )
    assert load["state"] == "done"
    by_name = {fate["source"].split("/", 2)[2]: fate for fate in load["fates"]}
    assert set(by_name) == {"second.txt", "note.eml", "both.zip!/first.txt", "both.zip!/more.txt"}
    assert {fate["kind"] for fate in load["fates"]} <= {"taken", "revision", "unchanged"}
    article = browser.get(f"/articles/{by_name['second.txt']['article_id']}")
    assert "Ilse Brandt" in article.text
    assert [step["name"] for step in load["steps"]][:2] == ["take", "read"]


def test_a_text_that_is_pasted_is_a_report_of_its_address(browser: TestClient) -> None:
    load = add(browser, pasted=SECOND, address="https://news.example/ferry")
    assert [fate["source"] for fate in load["fates"]] == ["https://news.example/ferry"]
    assert "https://news.example/ferry" in browser.get(f"/articles/{load['fates'][0]['article_id']}").text
    assert add(browser, pasted="A wholly other text.\n\nIt has two paragraphs.")["fates"][0]["source"].startswith(
        "pasted/"
    )


def test_two_files_of_one_name_are_two_reports(browser: TestClient) -> None:
    load = add(
        browser,
        ("index.txt", b"Ferry one\n\nThe first ferry left on Monday."),
        ("index.txt", b"Ferry two\n\nThe other ferry stayed."),
    )
    assert len({fate["article_id"] for fate in load["fates"]}) == 2
    again = add(browser, ("index.txt", b"Ferry one\n\nThe first ferry left on Monday."))
    assert [fate["kind"] for fate in again["fates"]] == ["unchanged"]


PRIVATE = (
    "http://127.0.0.1:8031/",
    "http://localhost/",
    "http://10.0.0.1/",
    "http://169.254.169.254/latest",
    "http://[::1]/",
    "http://0x7f.1/",
)


def test_no_address_of_this_machine_or_of_a_private_network_is_asked(browser: TestClient) -> None:
    load = add(browser, pasted="\n".join(PRIVATE))
    assert [fate["kind"] for fate in load["fates"]] == ["refused"] * len(PRIVATE)
    assert all(fate["reason"] for fate in load["fates"])


def test_subscriptions_are_read_and_what_is_private_in_them_is_not_asked(browser: TestClient) -> None:
    load = add(browser, ("feeds.opml", OPML))
    assert [(fate["source"].split("/")[-1], fate["kind"]) for fate in load["fates"]] == [
        ("feeds.opml", "taken"),
        ("feed.xml", "refused"),
    ]


def test_other_kinds_of_addresses_are_refused_with_a_sentence(browser: TestClient) -> None:
    given = (
        "file:///etc/passwd",
        "ftp://news.example/x",
        "https://user:word@news.example/",
        "javascript://x%0aalert(1)",
    )
    load = add(browser, pasted="\n".join(given))
    assert [fate["kind"] for fate in load["fates"]] == ["refused"] * len(given)
    assert "word@" not in json.dumps(load)
    assert "word@" not in json.dumps(add(browser, pasted=given[2]))


NAMES = (
    "../../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "a/../../b.txt", "..", ".", "-", "-rf", "*.txt", "\u202etxt.exe",
    "x" * 1000, "a\nb.txt", "https://news.example/x", "feeds.opml/../x.txt", *INJECTIONS,
)  # fmt: skip


def test_no_name_becomes_a_path_or_markup(browser: TestClient, folder: Path) -> None:
    def there() -> list[Path]:
        return sorted(path for path in folder.parent.rglob("*") if "loads" not in path.parts)

    before = there()
    load = add(
        browser, *[(name, f"A report called so, number {n}.\n\nIt is short.".encode()) for n, name in enumerate(NAMES)]
    )
    assert there() == before
    of_loads = {path.name for path in (folder / "loads").rglob("*") if path.parent != folder / "loads"}
    assert of_loads <= {"load.json", ".load.json", "asked.json", "given"}
    assert len(load["fates"]) == len(NAMES)
    for fate in load["fates"]:
        assert ".." not in fate["source"].split("/")
        assert len(fate["source"]) < 1000
    html = browser.get(f"/add/loads/{load['id']}").text
    assert html.count("<li>") == len(NAMES)
    assert not any(part in html for part in INJECTIONS if part.startswith("<"))


def test_what_is_empty_or_no_text_is_refused_and_the_others_go_on(browser: TestClient) -> None:
    load = add(browser, ("empty.txt", b""), ("noise.txt", bytes(range(256)) * 40), ("broken.zip", b"PK\x03\x04 no archive"), ("x.exe", b"MZ\x00\x01"), ("code.py", b"print(1)"), ("good.txt", b"Good news\n\nThe ferry has come, the union said."))  # fmt: skip
    kinds = {fate["source"].split("/", 2)[2].split("!")[0]: fate for fate in load["fates"]}
    assert kinds.pop("good.txt")["kind"] == "taken"
    assert {fate["kind"] for fate in kinds.values()} == {"refused"}
    assert all(fate["reason"] for fate in kinds.values())


@pytest.mark.parametrize("fields", [{}, {"pasted": "  \n "}, {"address": "https://news.example/"}])
def test_nothing_is_told_to_be_nothing(browser: TestClient, fields: dict[str, str]) -> None:
    answer = browser.post("/api/loads", headers=OWN, files=[*form(**fields), ("other", ("x.txt", b"x"))])
    assert answer.status_code == 400
    assert "paste an address or a text" in answer.json()["error"]


def test_what_is_too_large_is_refused_while_it_comes(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "LARGEST", 1000)
    answer = send(browser, ("large.txt", b"x" * 2000))
    assert (answer.status_code, "onrecord add" in answer.json()["error"]) == (400, True)

    def undeclared() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(50):
            yield b"y" * 100

    answer = browser.post(
        "/api/loads", headers={**OWN, "Content-Type": "multipart/form-data; boundary=x"}, content=undeclared()
    )
    assert (answer.status_code, "onrecord add" in answer.json()["error"]) == (400, True)


def test_too_many_files_and_too_long_a_text_say_what_to_do(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "FILES", 2)
    monkeypatch.setattr(adding, "LONGEST", 100)
    assert ".zip" in send(browser, *[(f"{n}.txt", b"x") for n in range(3)]).json()["error"]
    assert "save it as a file" in send(browser, pasted="word " * 50).json()["error"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b"x"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"no parts at all"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(browser: TestClient, kind: str, body: bytes) -> None:
    answer = browser.post("/api/loads", headers={**OWN, "Content-Type": kind}, content=body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize("path", ["/add", "/api/loads"])
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_other_sites_cannot_add(browser: TestClient, path: str, headers: dict[str, str]) -> None:
    before = browser.get("/api/loads").json()
    assert browser.post(path, headers=headers, files=form(pasted="x")).status_code == 403
    assert browser.get("/api/loads").json() == before


def test_without_scripts_the_form_leads_to_its_load(browser: TestClient) -> None:
    answer = browser.post("/add", headers=OWN, files=form(pasted=SECOND + "Once more."), follow_redirects=False)
    assert answer.status_code == 303
    load_id = answer.headers["location"].removeprefix("/add#load-")
    ended(browser, load_id)
    assert f'id="load-{load_id}"' in browser.get("/add").text


def test_a_load_that_nobody_knows_is_told(browser: TestClient) -> None:
    for path in ("/add/loads/none", "/add/loads/none/events", "/api/loads/none"):
        assert browser.get(path).status_code == 404


# The queue


class Made:
    """A queue whose loads are done by a script in place of Onrecord."""

    def __init__(self, folder: Path, script: str) -> None:
        self.loads = loads.Loads(folder, (sys.executable, "-c", script))

    def start(self) -> str:
        with self.loads.new() as new:
            (new.folder / "0").write_bytes(b"x")
            return new.start("a text", [], [Given("0", "a.txt", "")]).id

    def wait(self, load_id: str, *states: str) -> Load:
        while (load := self.loads.load(load_id)).state not in (states or ("done", "failed", "stopped")):
            time.sleep(0.01)
        return load


DONE = """
import json, sys
json.load(sys.stdin)
print("a line of some library")
print(json.dumps({"step": "read", "done": 1, "total": 2}))
print(json.dumps({"fates": [["a.txt", "taken", "", None]], "troubles": [["b", "it is gone"]], "summary": "1 taken."}))
"""


def test_progress_and_fates_are_told(tmp_path: Path) -> None:
    made = Made(tmp_path, DONE)
    load = made.wait(made.start())
    assert (load.state, load.sentence) == ("done", "1 taken.")
    assert [(step.words, step.done, step.total) for step in load.steps] == [("read", 1, 2)]
    assert [fate.source for fate in load.taken] == ["a.txt"]
    assert [fate.reason for fate in load.refused] == ["it is gone"]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("raise SystemExit(3)", "status 3"),
        ("print('half a line')", "status 0"),
        ('print(\'{"failed": "Another process writes: try later."}\')', "Another process writes"),
    ],
)
def test_a_load_that_dies_says_so_and_the_next_one_is_done(tmp_path: Path, script: str, told: str) -> None:
    made = Made(tmp_path, script)
    first, second = made.start(), made.start()
    for load_id in (first, second):
        load = made.wait(load_id)
        assert load.state == "failed"
        assert told in load.sentence


def test_loads_wait_for_each_other_and_too_many_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads, "WAITING", 1)
    go = tmp_path / "go"
    made = Made(tmp_path, f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.01)\n{DONE}")
    first = made.start()
    made.wait(first, "running")
    second = made.start()
    assert made.loads.load(second).state == "waiting"
    with pytest.raises(UsageError, match="waiting already"):
        made.start()
    go.touch()
    assert [made.wait(each).state for each in (first, second)] == ["done", "done"]
    assert [load.id for load in made.loads.all()] == [second, first]


def test_nothing_is_left_of_what_was_handed_over(tmp_path: Path) -> None:
    kept = RememberedLoads(tmp_path)
    with kept.new() as (abandoned, _):
        (tmp_path / "loads" / abandoned / "given" / "0").write_bytes(b"of a server that was killed")
        shutil.copytree(tmp_path / "loads" / abandoned, tmp_path / "loads" / "0123456789ab")
        made = Made(tmp_path, DONE)
        assert [path.name for path in (tmp_path / "loads").iterdir()] == [abandoned]  # it may still come
        load = made.wait(made.start())
        while [path.name for path in (tmp_path / "loads" / load.id).iterdir()] != ["load.json"]:
            time.sleep(0.01)  # they are deleted after the load has ended
    assert [path.name for path in (tmp_path / "loads").iterdir()] == [load.id]


def test_the_process_itself_says_what_is_wrong_with_the_desk(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"no database, but long enough to be looked at" * 50)
    queue = loads.Loads(tmp_path)
    with queue.new() as new:
        load_id = new.start("a text", [], []).id
    while not (load := queue.load(load_id)).ended:
        time.sleep(0.01)
    assert load.state == "failed"
    assert load.sentence.endswith(".")
    assert json.dumps(load.sentence)
