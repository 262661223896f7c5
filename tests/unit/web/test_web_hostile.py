"""Colleagues and strangers who mean ill: what they write, name, upload and ask for, and what is written down of it."""

from __future__ import annotations

import io
import json
import logging
import re
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, INJECTIONS, SECOND, make_desk, of_a_page

pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("zxcvbn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")

import uvicorn
from starlette.testclient import TestClient
from tests.unit.web.test_web_access import BASE, DOOR, HOST, PASSWORDS, log_in, send, token_of
from tests.unit.web.test_web_pages import Page

from onrecord import open_desk
from onrecord.desk.accounts import ROLES, Accounts
from onrecord.desk.accounts.book import TOKENS_EACH
from onrecord.desk.reading import Library
from onrecord.model.errors import UsageError
from onrecord.web.app import make_app
from onrecord.web.server import check_owner

LOCAL = "http://127.0.0.1:8031"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("accounts")
    for role in ROLES:
        Accounts(folder).add(role.title(), role, PASSWORDS[role])
    return (folder / "accounts.sqlite").read_bytes()


@pytest.fixture
def desk(tmp_path: Path, template: bytes) -> Path:
    folder = make_desk(tmp_path, first=FIRST, second=SECOND)
    (folder / "accounts.sqlite").write_bytes(template)
    return folder


def visitor(app: Any, role: str) -> TestClient:
    client = TestClient(
        app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE}, raise_server_exceptions=False
    )
    assert log_in(client, role).status_code == 303
    client.headers["X-Form-Token"] = token_of(client, "/account")
    return client


# What they write


def test_no_ruling_puts_markup_into_a_page(tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=FIRST, second=SECOND)
    with open_desk(folder) as opened:
        statement, article = (next(iter(opened.show(kind))) for kind in ("statements", "articles"))
    with TestClient(make_app(Library(folder)), base_url=LOCAL) as client:
        client.headers["Origin"] = LOCAL
        of_a_page(client)
        shown: list[str] = []
        paths = (
            "/audit",
            f"/articles/{article['id']}",
            f"/correct/{statement['id']}",
            "/actors",
            "/",
            "/brief",
            "/brief.html",
        )
        for injection in INJECTIONS:
            for kind, target in (
                ("speaker", statement["id"]),
                ("owner", article["outlet"] or ""),
                ("confirm", statement["id"]),
            ):
                value = "" if kind == "confirm" else injection[:200]
                answer = client.post(
                    "/api/rulings", json={"kind": kind, "target": target, "value": value, "why": injection}
                )
                assert answer.status_code in (201, 400)
            shown += [client.get(path).text for path in paths]
        assert client.get("/api/audit").json()["standing"] > len(INJECTIONS)
    for html in shown:
        page = Page(html)
        assert all(re.fullmatch(r"/static/[a-z.]+\.js", each.get("src") or "") for each in page.of("script"))
        assert not page.of("img")
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
            assert not (attributes.get("href") or "").lower().lstrip().startswith(("javascript:", "data:"))


@pytest.mark.parametrize(
    "path",
    [
        "/\\evil.example",
        "/\\/evil.example",
        "//evil.example",
        "/\t/evil.example",
        "http://[",
        "https://[::1",
        "/login?next=/x",
    ],
)
def test_a_ruling_leads_to_no_other_site(desk: Path, path: str) -> None:
    with open_desk(desk) as opened:
        statement = next(iter(opened.show("statements")))["id"]
    client = visitor(make_app(Library(desk), DOOR), "editor")
    referer = path if path.startswith("http") else BASE + path
    answer = client.post("/rulings", data={"kind": "confirm", "target": statement}, headers={"Referer": referer})
    assert (answer.status_code, answer.headers["location"]) == (303, "/audit")


# What they ask for


class Counted(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<p>The secrets of this machine.</p>")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def inside() -> Iterator[str]:
    """A server of this machine that nobody elsewhere is to reach."""
    Counted.asked = 0
    with HTTPServer(("127.0.0.1", 0), Counted) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def load(client: TestClient, **fields: Any) -> dict[str, Any]:
    files = [(name, value if isinstance(value, tuple) else (None, value)) for name, value in fields.items()]
    answer = client.post("/api/loads", files=files)
    assert answer.status_code == 202, answer.text
    client.get(f"/add/loads/{answer.json()['id']}/events")
    told: dict[str, Any] = client.get(f"/api/loads/{answer.json()['id']}").json()
    return told


def test_others_reach_no_private_address_whatever_this_machine_may(desk: Path, inside: str) -> None:
    (desk / "onrecord.toml").write_text("web_allow_private = true\nweb_robots = false\n")
    client = visitor(make_app(Library(desk), DOOR), "editor")
    told = load(client, pasted=inside)
    assert told["state"] == "done"
    assert "of this machine" in json.dumps(told["fates"])
    assert Counted.asked == 0
    with pytest.raises(UsageError, match="web_allow_private"):
        check_owner(desk, DOOR)
    (desk / "onrecord.toml").write_text("")
    check_owner(desk, DOOR)


def test_addresses_that_the_machine_s_owner_names_are_reached(desk: Path, inside: str) -> None:
    (desk / "onrecord.toml").write_text('web_allowed = "127.0.0.1"\nweb_robots = false\n')
    load(visitor(make_app(Library(desk), DOOR), "editor"), pasted=inside)
    assert Counted.asked > 0
    check_owner(desk, DOOR)


# What they upload


def test_an_archive_that_swells_is_refused(desk: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * (7 << 20))
        archive.writestr("../../outside.txt", FIRST)
    told = load(visitor(make_app(Library(desk), DOOR), "editor"), files=("../../x.zip", packed.getvalue()))
    (bomb,) = (fate for fate in told["fates"] if "bomb" in fate["source"])
    assert bomb["kind"] == "refused"
    assert not list(desk.parents[1].rglob("outside*"))


# What is another's


def test_nobody_ends_or_sees_the_tokens_of_another(desk: Path) -> None:
    accounts = Accounts(desk)
    accounts.make_token("Editor", "of the editor", "write", 3)
    (token,) = accounts.tokens("Editor")
    client = visitor(make_app(Library(desk), DOOR), "owner")
    assert client.post("/account/tokens/end", data={"token": token.id}).status_code == 404
    assert "of the editor" not in client.get("/account").text
    assert accounts.tokens("Editor") == (token,)


def test_tokens_and_their_names_are_bounded(desk: Path) -> None:
    client = visitor(make_app(Library(desk), DOOR), "reader")
    for label, scope, days in (
        ("", "read", "3"),
        ("x" * 61, "read", "3"),
        ("x", "all", "3"),
        ("x", "read", "0"),
        ("x", "read", "367"),
        ("x", "read", "٣x"),
        ("x", "read", "9" * 50),
    ):
        assert client.post("/account/tokens", data={"label": label, "scope": scope, "days": days}).status_code == 400
    for number in range(TOKENS_EACH):
        assert (
            client.post("/account/tokens", data={"label": f"t{number}", "scope": "read", "days": "1"}).status_code
            == 200
        )
    assert client.post("/account/tokens", data={"label": "more", "scope": "read", "days": "1"}).status_code == 400


@pytest.mark.parametrize("length", [80, 81, 5_000])
def test_an_identifier_of_any_length_finds_nothing(desk: Path, length: int) -> None:
    client = visitor(make_app(Library(desk), DOOR), "editor")
    for path in (
        "/stories/{}",
        "/api/stories/{}",
        "/articles/{}",
        "/actors/{}",
        "/correct/{}",
        "/api/loads/{}",
        "/podcast/{}",
        "/brief.{}",
        "/feeds/stories/{}/atom",
    ):
        answer = client.get(path.format("a" * length))
        assert answer.status_code in (400, 404), path
        assert "a" * 100 not in answer.text


# What is written down of it


def test_no_secret_is_in_a_log_or_an_error(
    desk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    token = Accounts(desk).make_token("Editor", "x", "write", 1)
    code = Accounts(desk).invite("Bo", "reader")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        library = Library(desk)
        monkeypatch.setattr(library, "audit", lambda: 1 / 0)
        server = uvicorn.Server(
            uvicorn.Config(make_app(library, DOOR), log_level="warning", access_log=False, lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        client = TestClient(
            make_app(library, DOOR),
            base_url=BASE,
            follow_redirects=False,
            headers={"Origin": BASE},
            raise_server_exceptions=False,
        )
        send(client, "/login", "/login", name="Reader", password="a wrong guess of mine")
        log_in(client)
        cookie = next(iter(client.cookies.values()))
        send(client, "/invitation", "/invitation", code=code, password="quartz meadow bicycle hat")
        for lines in (
            (f"Authorization: Bearer {token}",),
            (f"Cookie: __Host-onrecord={cookie}",),
            (f"Cookie: __Host-onrecord={cookie}x; {'y' * 9000}",),
        ):
            with socket.create_connection(listener.getsockname()) as connection:
                head = "\r\n".join(
                    ["GET /api/audit?q=secret-in-a-query HTTP/1.1", f"Host: {HOST}", "Connection: close", *lines]
                )
                connection.sendall(f"{head}\r\n\r\n".encode())
                answer = b"".join(iter(lambda: connection.recv(65_536), b""))
            assert answer.startswith((b"HTTP/1.1 500", b"HTTP/1.1 401"))
            assert b"ZeroDivision" not in answer
            assert b"Traceback" not in answer
        server.should_exit = True
        thread.join()
    written = caplog.text + "".join(capfd.readouterr())
    assert "ZeroDivisionError" in written  # what failed is told to whoever runs the desk
    for secret in (
        token,
        code,
        cookie,
        PASSWORDS["reader"],
        "a wrong guess of mine",
        "quartz meadow bicycle hat",
        "secret-in-a-query",
    ):
        assert secret not in written
