"""Who may: every route for every role, by a table that fails when a route is new; logins, cookies, forms and tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.test_web_routes import ROUTES, routes
from tests.unit.web.web_desk import FIRST, make_desk

pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("zxcvbn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")

from starlette.testclient import TestClient

from onrecord import open_desk
from onrecord.desk.accounts import ROLES, Accounts
from onrecord.desk.accounts.book import ABSOLUTE, IDLE
from onrecord.desk.reading import Library
from onrecord.web.access import LARGEST, SESSION_COOKIE, VISIT_COOKIE
from onrecord.web.app import make_app
from onrecord.web.door import Door

HOST = "desk.example.org"
BASE = f"https://{HOST}"
DOOR = Door(frozenset({HOST}), login=True)
PASSWORDS = {
    "reader": "harbour violin seven moss",
    "editor": "lantern ocean seven brick",
    "owner": "walnut orbit quiet ferry",
}

PUBLIC = ("GET /login", "POST /login", "GET /invitation", "POST /invitation", "GET /static")
OF_OWNERS = (
    "GET /accounts", "POST /accounts/invite", "POST /accounts/role", "POST /accounts/end-sessions", "POST /accounts/remove",
    "GET /settings", "POST /settings", "GET /api/settings", "GET /api/settings/changes", "PUT /api/settings/{name}",
)  # fmt: skip
OF_EDITORS = (
    "POST /today/keep", "GET /add", "POST /add", "GET /add/loads/{load_id}", "GET /add/loads/{load_id}/events", "GET /api/loads",
    "POST /add/loads/{load_id}/stop", "POST /api/loads/{load_id}/stop",
    "GET /api/loads/{load_id}", "POST /api/loads", "GET /correct/{record_id}", "POST /rulings", "POST /api/rulings",
    "GET /handover/draft", "POST /handover/draft", "POST /handover/draft/renew", "POST /handover/draft/give-up",
    "POST /handover/draft/edits", "POST /handover/draft/sign", "GET /api/handover/draft", "POST /api/handover/draft",
    "POST /api/handover/draft/renew", "POST /api/handover/draft/give-up", "POST /api/handover/draft/edits",
    "POST /api/handover/draft/sign",
)  # fmt: skip
OF_READERS = (
    "GET /", "POST /today/visit", "GET /stories/{story_id}", "GET /stories/{story_id}/claims/{state}",
    "GET /stories/{story_id}/voices/{which}", "GET /stories/{story_id}/more/{part}", "GET /stories/{story_id}/more/reports/{day}",
    "GET /stories/{story_id}/values/{series_id}", "GET /stories/{story_id}/said/{statement_id}", "GET /articles/{article_id}", "GET /search", "GET /feeds/{form}",
    "GET /feeds/stories/{story_id}/{form}", "GET /feeds/search/{form}", "GET /api/openapi.json", "GET /api/today",
    "GET /api/stories/{story_id}", "GET /api/articles/{article_id}", "GET /api/search", "GET /api/passages/{article_id}/{start}-{end}",
    "GET /articles/{article_id}/beside", "GET /passages/{article_id}/{start}-{end}", "GET /actors", "GET /actors/{actor_id}",
    "GET /figures", "GET /calendar", "GET /calendar.ics", "GET /stories/{story_id}/calendar", "GET /stories/{story_id}/calendar.ics",
    "GET /map", "GET /stories/{story_id}/map", "GET /sources", "GET /sources/outlet", "GET /brief", "GET /brief.{ending}",
    "GET /api/articles/{article_id}/beside", "GET /api/actors", "GET /api/actors/{actor_id}", "GET /api/figures", "GET /api/calendar",
    "GET /api/stories/{story_id}/calendar", "GET /api/map", "GET /api/stories/{story_id}/map", "GET /api/sources",
    "GET /api/sources/outlet", "GET /api/brief", "POST /logout", "GET /account", "POST /account/password",
    "POST /account/sessions/end", "POST /account/tokens", "POST /account/tokens/end",
    "GET /audit", "GET /api/audit", "GET /api/records/{record_id}/correction", "GET /podcast.xml", "GET /podcast/{name}", "GET /api/podcast",
    "GET /following", "POST /following", "POST /following/seen", "GET /api/following", "GET /api/following/unread", "POST /api/following",
    "POST /api/following/seen", "DELETE /api/following/{follow_id}",
    "GET /handover", "GET /handover/{number}", "GET /handover/{number}.{ending}", "GET /api/handover", "GET /api/handover/{number}",
    "GET /api/handover/{number}/since/{earlier}",
)  # fmt: skip
#: The roles that may, by route.
MAY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(PUBLIC, ("nobody", *ROLES)),
    **dict.fromkeys(OF_READERS, ROLES),
    **dict.fromkeys(OF_EDITORS, ("editor", "owner")),
    **dict.fromkeys(OF_OWNERS, ("owner",)),
}
NOWHERE = dict.fromkeys(
    ("story", "article", "copy", "actor", "load", "outlet", "code", "password", "token", "follow", "draft", "version"),
    "none",
)


class Clock:
    def __init__(self) -> None:
        self.now = 2_000_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of accounts with one of each role: hashing takes a while, so it is done once."""
    folder = tmp_path_factory.mktemp("accounts")
    made = Accounts(folder, lambda: 1_999_000_000.0)
    for role in ROLES:
        made.add(role.title(), role, PASSWORDS[role])
    return folder


@pytest.fixture
def folder(tmp_path: Path, template: Path) -> Path:
    with open_desk(tmp_path):
        pass
    (tmp_path / "accounts.sqlite").write_bytes((template / "accounts.sqlite").read_bytes())
    return tmp_path


@pytest.fixture
def accounts(folder: Path, clock: Clock) -> Accounts:
    return Accounts(folder, clock)


@pytest.fixture
def app(folder: Path, accounts: Accounts) -> Any:
    return make_app(Library(folder), DOOR, accounts)


@pytest.fixture
def browser(app: Any) -> Iterator[TestClient]:
    with TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE}) as client:
        yield client


def token_of(client: TestClient, path: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
    assert found, client.get(path).text
    return found[1]


def send(client: TestClient, path: str, page: str, **fields: str) -> Any:
    """What the form of ``page`` answers: the token is its first field."""
    return client.post(path, data={"form_token": token_of(client, page), **fields})


def log_in(client: TestClient, role: str = "reader", next_path: str = "/account", **headers: str) -> Any:
    return send(client, "/login", "/login", name=role.title(), password=PASSWORDS[role], next=next_path)


def ask(client: TestClient, route: str, **headers: str) -> Any:
    method, path, form = ROUTES[route]
    fields = [(name, (None, value.format(**NOWHERE).encode())) for name, value in form.items()] or None
    return client.request(method, path.format(**NOWHERE), headers=headers, files=fields)


def test_the_table_has_every_route(app: Any) -> None:
    assert set(routes(app.inner)) == set(MAY) == set(ROUTES)


@pytest.fixture(scope="module")
def everybody(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Any, str, str]]]:
    """By role: the application of a desk, the cookie of a login and the token of its forms."""
    folder = tmp_path_factory.mktemp("everybody")
    with open_desk(folder):
        pass
    (folder / "accounts.sqlite").write_bytes((template / "accounts.sqlite").read_bytes())
    app = make_app(Library(folder), DOOR)
    kept = {"nobody": (app, "", "")}
    for role in ROLES:
        client = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE})
        assert log_in(client, role).status_code == 303
        kept[role] = (app, client.cookies[SESSION_COOKIE], token_of(client, "/account"))
    yield kept


@pytest.mark.parametrize("role", ["nobody", *ROLES])
@pytest.mark.parametrize(
    "route", [route for route in MAY if route not in ("POST /logout", "POST /account/sessions/end")]
)
def test_every_route_refuses_whoever_may_not(everybody: dict[str, tuple[Any, str, str]], route: str, role: str) -> None:
    app, cookie, token = everybody[role]
    client = TestClient(
        app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE}, raise_server_exceptions=False
    )
    if cookie:
        client.cookies.set(SESSION_COOKIE, cookie)
    else:
        token = token_of(client, "/login")
    answer = ask(client, route, **{"X-Form-Token": token})
    if role in MAY[route]:
        assert answer.status_code != 403
        assert "Log in first" not in answer.text
        assert not answer.headers.get("location", "").startswith("/login")
    elif role != "nobody":
        assert answer.status_code == 403
        assert "ask an owner" in answer.text
    elif answer.status_code == 303:
        assert answer.headers["location"].startswith("/login?next=")
        assert route.startswith("GET")
    else:
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("route", [route for route in MAY if not route.startswith("GET")])
def test_every_change_needs_the_token_of_a_form(everybody: dict[str, tuple[Any, str, str]], route: str) -> None:
    app, cookie, _ = everybody["owner"]
    client = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE})
    client.cookies.set(SESSION_COOKIE, cookie)
    for headers in ({}, {"X-Form-Token": "x"}, {"X-Form-Token": everybody["reader"][2]}):
        answer = ask(client, route, **headers)
        assert answer.status_code == 403
        assert "older than your login" in answer.text


@pytest.mark.parametrize(
    "path", ["/accounts%0A", "/accounts%0a", "/accounts/", BASE + "//accounts", "/%61ccounts", "/static/../accounts"]
)
def test_no_spelling_of_a_path_gets_round_its_role(browser: TestClient, path: str) -> None:
    log_in(browser)
    answer = browser.get(path)
    assert "Who may" not in answer.text
    assert answer.status_code in (403, 404)


def test_a_login_has_a_cookie_that_only_the_desk_gets(browser: TestClient) -> None:
    answer = log_in(browser, next_path="/brief?whole=true")
    assert (answer.status_code, answer.headers["location"]) == (303, "/brief?whole=true")
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(f"{SESSION_COOKIE}="))
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {
        "path=/",
        "secure",
        "httponly",
        "samesite=strict",
    }
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "/\n/evil.example", ""]
)
def test_a_login_sends_nobody_to_another_site(browser: TestClient, path: str) -> None:
    assert log_in(browser, next_path=path).headers["location"] == "/"


def test_a_login_that_existed_before_is_not_taken_over(browser: TestClient) -> None:
    browser.get("/login")
    before = browser.cookies[VISIT_COOKIE]
    log_in(browser)
    first = browser.cookies[SESSION_COOKIE]
    assert first != before
    browser.cookies.clear()
    browser.cookies.set(SESSION_COOKIE, before)
    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize(
    "spoil", [lambda c: c[:-2] + "AA", lambda c: c.split(".")[0], lambda c: "." + c, lambda c: "x" * 5000]
)
def test_a_cookie_that_the_desk_did_not_sign_is_nobody_s(browser: TestClient, spoil: Any) -> None:
    log_in(browser)
    good = browser.cookies[SESSION_COOKIE]
    browser.cookies.clear()
    browser.cookies.set(SESSION_COOKIE, spoil(good))
    assert browser.get("/account").headers["location"].startswith("/login")


def test_sessions_end(browser: TestClient, clock: Clock, accounts: Accounts) -> None:
    log_in(browser)
    clock.now += IDLE - 1
    assert browser.get("/account").status_code == 200
    clock.now += IDLE + 1
    assert browser.get("/account").status_code == 303
    log_in(browser)
    for _ in range(int(ABSOLUTE // (IDLE / 2)) - 1):
        clock.now += IDLE / 2
        assert browser.get("/account").status_code == 200
    clock.now += IDLE / 2
    assert browser.get("/account").status_code == 303
    log_in(browser)
    accounts.end_all("Reader")
    assert browser.get("/account").status_code == 303


def test_logging_out_ends_the_session_on_the_desk(browser: TestClient) -> None:
    log_in(browser)
    cookie = browser.cookies[SESSION_COOKIE]
    assert send(browser, "/logout", "/account").headers["location"] == "/login"
    browser.cookies.set(SESSION_COOKIE, cookie)
    assert browser.get("/account").status_code == 303


def test_another_password_ends_the_other_logins(browser: TestClient, app: Any) -> None:
    log_in(browser)
    other = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE})
    log_in(other)
    wrong = send(browser, "/account/password", "/account", old="not this one", new="quartz meadow bicycle hat")
    assert wrong.status_code == 401
    weak = send(browser, "/account/password", "/account", old=PASSWORDS["reader"], new="password1234")
    assert weak.status_code == 400
    assert "easily guessed" in weak.text
    assert other.get("/account").status_code == 200
    changed = send(browser, "/account/password", "/account", old=PASSWORDS["reader"], new="quartz meadow bicycle hat")
    assert changed.status_code == 303
    assert browser.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


def test_a_role_holds_from_the_next_request_on(browser: TestClient, accounts: Accounts) -> None:
    log_in(browser)
    assert browser.get("/add").status_code == 403
    accounts.set_role("Reader", "editor")
    assert browser.get("/add").status_code == 200
    accounts.remove("Reader")
    assert browser.get("/").status_code == 303


def test_an_invitation_opens_once(browser: TestClient, app: Any) -> None:
    log_in(browser, "owner")
    shown = send(browser, "/accounts/invite", "/accounts", name="Bo", role="editor")
    found = re.search(rf"{BASE}/invitation#([\w-]+)", shown.text)
    assert found
    code = found[1]
    assert code not in browser.get("/accounts").text
    guest = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE})
    assert send(guest, "/invitation", "/invitation", code=code, password="short").status_code == 400
    assert send(guest, "/invitation", "/invitation", code=code, password="quartz meadow bicycle hat").status_code == 200
    assert send(guest, "/invitation", "/invitation", code=code, password="quartz meadow bicycle cap").status_code == 401
    assert send(guest, "/login", "/login", name="bo", password="quartz meadow bicycle hat").status_code == 303


def test_guessing_takes_longer_and_longer(browser: TestClient, clock: Clock) -> None:
    for _ in range(3):
        wrong = send(browser, "/login", "/login", name="Reader", password="not the password")
        assert wrong.status_code == 401
        unknown = send(browser, "/login", "/login", name="Nobody", password="not the password")
        said = [re.search(r'role="alert">([^<]+)', each.text) for each in (wrong, unknown)]
        assert said[0] and said[1] and said[0][1] == said[1][1]  # nothing tells who has an account
    held = log_in(browser)
    assert held.status_code == 429
    assert held.headers["retry-after"] == "1"
    assert log_in(browser, "editor").status_code == 303  # somebody else is not held up
    clock.now += 1
    browser.cookies.clear()
    assert log_in(browser).status_code == 303


def test_a_token_does_what_its_scope_says(browser: TestClient, accounts: Accounts, clock: Clock, app: Any) -> None:
    log_in(browser, "editor")
    shown = send(browser, "/account/tokens", "/account", label="a feed reader", scope="read", days="3")
    found = re.search(r"<code>(onr_[\w-]+)</code>", shown.text)
    assert found
    assert found[1] not in browser.get("/account").text
    for days in ("0", "367", "9" * 5_000, "a month"):
        assert send(browser, "/account/tokens", "/account", label="x", scope="read", days=days).status_code == 400
    reads, writes = found[1], accounts.make_token("Editor", "a loader", "write", 3)
    program = TestClient(app, base_url=BASE, follow_redirects=False)

    def by(token: str, method: str, path: str) -> Any:
        return program.request(method, path, headers={"Authorization": f"Bearer {token}"})

    assert by(reads, "GET", "/api/today").status_code == 200
    assert by(reads, "GET", "/feeds/atom").status_code == 200
    assert by(reads, "POST", "/api/loads").status_code == 403
    assert by(writes, "POST", "/api/loads").status_code == 400  # it may, and sent nothing
    assert by(writes, "GET", "/account").status_code == 401
    assert by("onr_none", "GET", "/api/today").status_code == 401
    assert by("", "GET", "/api/today").status_code == 401
    accounts.set_role("Editor", "reader")
    assert by(writes, "POST", "/api/loads").status_code == 403
    clock.now += 3 * 24 * 3600
    assert by(reads, "GET", "/api/today").status_code == 401


@pytest.mark.parametrize("path", ["/api/today", "/feeds/atom", "/podcast.xml", "/podcast/brief-none.mp3"])
def test_a_program_is_told_as_a_program(accounts: Accounts, app: Any, path: str) -> None:
    program = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Accept": "text/html"})
    token = {"Authorization": f"Bearer {accounts.make_token('Reader', 'a player', 'read', 3)}"}
    answers = [
        program.get(path),
        program.get(path, headers={"Authorization": "Bearer onr_none"}),
        program.post(path, headers=token),
        program.get(path, headers={"Host": "evil.example"}),
        program.get(f"{path}/no/such", headers=token),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 403, 421, 404]
    for answer in answers:
        assert list(answer.json()) == ["error"]
    assert program.get(path, headers=token).status_code in (200, 404)


def test_a_request_is_bounded(browser: TestClient) -> None:
    token = token_of(browser, "/login")
    answer = browser.post("/login", data={"form_token": token, "name": "x" * LARGEST})
    assert answer.status_code == 413


def test_only_the_names_of_the_desk_are_answered(browser: TestClient) -> None:
    for host in ("127.0.0.1", "localhost", "evil.example", f"{HOST}.evil.example", f"{HOST}@evil.example", f"{HOST}/x"):
        assert browser.get("/login", headers={"Host": host}).status_code == 421
    assert browser.get("/login", headers={"Host": f"{HOST}:8443", "Origin": f"{BASE}:8443"}).status_code == 200
    assert browser.get("/login", headers={"Origin": f"http://{HOST}"}).status_code == 403


def test_names_are_shown_as_text(browser: TestClient) -> None:
    answer = send(browser, "/login", "/login", name='"><script>alert(1)</script>', password="x")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(("role", "offered"), [("reader", False), ("editor", True), ("owner", True)])
def test_only_who_may_correct_is_offered_to(tmp_path: Path, template: Path, role: str, offered: bool) -> None:
    folder = make_desk(tmp_path, first=FIRST)
    (folder / "accounts.sqlite").write_bytes((template / "accounts.sqlite").read_bytes())
    with open_desk(folder) as desk:
        said = next(iter(desk.show("statements")))
    passage = f"/passages/{said['article_id']}/0-9?of={said['id']}"
    with TestClient(make_app(Library(folder), DOOR), base_url=BASE, headers={"Origin": BASE}) as client:
        log_in(client, role)
        assert client.get(passage).status_code == 200
        for path in (passage, f"/articles/{said['article_id']}"):
            assert (f"/correct/{said['id']}" in client.get(path).text) is offered
        assert ("/settings" in client.get("/").text) is (role == "owner")


def test_every_form_that_changes_something_begins_with_its_token() -> None:
    found = 0
    for path in (Path(make_app.__code__.co_filename).parent / "templates").glob("*.html"):
        for form in re.finditer(r'<form\b[^>]*method="post"[^>]*>(.{0,60})', path.read_text(encoding="utf-8"), re.S):
            found += 1
            assert form[1].lstrip().startswith("{{ form_token() }}"), (path.name, form[0])
    assert found > 10
