"""What lies just inside and just outside of each bound: offsets, queries, days, names, passwords, ends of logins, hosts, bodies and paths.

Requests that are made up from a description seldom meet these.
"""

from __future__ import annotations

import re
import socket
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.test_web_routes import ROUTES
from tests.unit.web.web_desk import FIRST, SECOND, make_desk, of_a_page

pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("zxcvbn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")

import uvicorn
from starlette.testclient import TestClient
from tests.unit.web.test_web_access import (
    BASE,
    DOOR,
    HOST,
    MAY,
    NOWHERE,
    PASSWORDS,
    Clock,
    log_in,
    send,
    token_of,
)

from onrecord.desk.accounts import ROLES, Accounts, book
from onrecord.desk.accounts.book import ABSOLUTE, DAY, IDLE
from onrecord.desk.reading import Library
from onrecord.desk.reading.library import LONGEST_PASSAGE, LONGEST_QUERY
from onrecord.model.errors import AccessError, OnrecordError, TooManyAttempts, UsageError
from onrecord.web.access import LARGEST, SESSION_COOKIE
from onrecord.web.app import make_app
from onrecord.web.door import Door, make_door

LOCAL = "http://127.0.0.1:8031"
ASTRAL = "\U0001f6a2\U0001d400 ferries wait\n\nBy Ada Orr\n2 May 2031\n\n\U0001f6a2 Two ferries waited in Odense on Friday.\n"
LONG = "A long report\n\n2 May 2031\n\n" + "The ferry waited in the port of Odense, and nobody said why.\n\n" * 120
GOOD = "quartz meadow bicycle hat"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("bounds"), first=FIRST, second=SECOND, astral=ASTRAL, long=LONG)


@pytest.fixture(scope="module")
def here(desk: Path) -> Iterator[TestClient]:
    """A browser on the desk's own machine."""
    with TestClient(make_app(Library(desk)), base_url=LOCAL, follow_redirects=False) as client:
        client.headers["Origin"] = LOCAL
        yield of_a_page(client)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("accounts")
    made = Accounts(folder, lambda: 1_999_000_000.0)
    for role in ROLES:
        made.add(role.title(), role, PASSWORDS[role])
    return (folder / "accounts.sqlite").read_bytes()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, template: bytes, clock: Clock) -> Accounts:
    (tmp_path / "accounts.sqlite").write_bytes(template)
    return Accounts(tmp_path, clock)


@pytest.fixture
def visitor(tmp_path: Path, accounts: Accounts) -> Callable[[], TestClient]:
    """Makes browsers elsewhere, of one desk without reports."""
    app = make_app(Library(tmp_path), DOOR, accounts)
    return lambda: TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE})


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What the calls give, or the errors that they raise, begun at one moment in threads of their own."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[number] = call()
        except OnrecordError as error:
            results[number] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# Offsets


def article(here: TestClient, words: str) -> str:
    """The identifier of the report that a search finds."""
    (found,) = here.get("/api/search", params={"q": words}).json()["hits"]
    return str(found["report"]["id"])


def passage(here: TestClient, article_id: str, span: str) -> Any:
    return here.get(f"/api/passages/{article_id}/{span}")


def length_of(here: TestClient, article_id: str) -> int:
    """The length of an article, found by the last character that is one."""
    low, high = 1, 1 << 16
    while low < high:
        middle = (low + high + 1) // 2
        if passage(here, article_id, f"{middle - 1}-{middle}").status_code == 200:
            low = middle
        else:
            high = middle - 1
    return low


def test_passages_end_where_the_text_does(here: TestClient) -> None:
    article_id = article(here, "chairman announced")
    end = length_of(here, article_id)
    assert 200 < end < 600
    for span in (f"0-{end}", "0-1", f"{end - 1}-{end}"):
        answer = passage(here, article_id, span)
        assert answer.status_code == 200
        first, last = map(int, span.split("-"))
        assert len(answer.json()["text"]) == last - first
        assert here.get(f"/passages/{article_id}/{span}").status_code == 200
    for span in (f"{end}-{end + 1}", f"0-{end + 1}", "0-0", "5-4", f"{end}-{end}", f"0-{1 << 31}"):
        assert passage(here, article_id, span).status_code == 404
        assert here.get(f"/passages/{article_id}/{span}").status_code == 404
    for span in ("-1-5", f"0-{(1 << 31) + 1}", f"0-{10**40}", "0-1e1", "0-", "a-b", "0-1.5", "0x0-0x5", "0-5%00"):
        answer = passage(here, article_id, span)
        assert answer.status_code in (400, 404)
        assert answer.json()["error"].endswith((".", "be."))


def test_an_article_opens_whatever_is_to_be_marked(here: TestClient) -> None:
    article_id = article(here, "chairman announced")
    for start, end in ((0, 1), (0, 10**9), (5, 5), (9, 3), (-5, 5), (-(10**30), 10**30)):
        assert here.get(f"/articles/{article_id}?start={start}&end={end}").status_code == 200


def test_characters_outside_of_the_basic_plane_count_once(here: TestClient) -> None:
    article_id = article(here, '"Two ferries waited"')
    assert passage(here, article_id, "0-1").json()["text"] == "\U0001f6a2"
    assert passage(here, article_id, "1-2").json()["text"] == "\U0001d400"
    assert passage(here, article_id, "0-10").json()["text"] == "\U0001f6a2\U0001d400 ferries"


def test_a_passage_has_a_greatest_length(here: TestClient) -> None:
    article_id = article(here, '"nobody said why"')
    assert len(passage(here, article_id, f"3-{3 + LONGEST_PASSAGE}").json()["text"]) == LONGEST_PASSAGE
    assert passage(here, article_id, f"3-{4 + LONGEST_PASSAGE}").status_code == 404


# Queries and numbers of results

ODD = (
    "\x00",
    "a\x00b",
    "\ufffe",
    "\u202e",
    "\u0301",
    "*",
    '"',
    "()",
    "NOT",
    "outlet:",
    "a AND",
    "-",
    "\ud7ff",
    "%",
    "'; DROP",
)


@pytest.mark.parametrize("path", ["/api/search", "/search", "/feeds/search/atom", "/api/actors", "/actors"])
def test_queries_of_every_length(here: TestClient, path: str) -> None:
    for query in ("", "a", "é", "\U0001f6a2", "x" * LONGEST_QUERY, "é" * LONGEST_QUERY, *ODD):
        answer = here.get(path, params={"q": query})
        assert answer.status_code in (200, 400), (query, answer.text)
    answer = here.get(path, params={"q": "x" * (LONGEST_QUERY + 1)})
    assert answer.status_code == (200 if path == "/search" else 400)  # what is typed in the page is told in the page
    assert here.get(f"{path}?q=%ED%A0%80%FF").status_code in (200, 400)  # no UTF-8


def test_results_from_the_first_to_beyond_the_last(here: TestClient) -> None:
    def found(first: object) -> Any:
        return here.get(f"/api/search?q=Odense&first={first}")

    total = len(found(0).json()["hits"])
    assert total == 4
    assert len(found(total - 1).json()["hits"]) == 1
    for first in (total, total + 1, 1 << 31):
        assert found(first).json()["hits"] == []
        assert here.get(f"/search?q=Odense&first={first}").status_code == 200
    for wrong in (-1, (1 << 31) + 1, 10**30, "x", "", "1.5", "%00"):
        assert found(wrong).status_code == 400
        assert here.get(f"/search?q=Odense&first={wrong}").status_code == 400


# Days


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("0001-01-01", 200),
        ("9999-12-31", 200),
        ("2032-02-29", 200),
        ("2031-02-29", 400),
        ("2031-13-01", 400),
        ("0000-01-01", 400),
        ("10000-01-01", 400),
        ("-2031-01-01", 400),
        ("2031-05-02T00:00:00", 400),
    ],
)
def test_a_brief_since_any_day_of_the_calendar(here: TestClient, day: str, status: int) -> None:
    for path in ("/api/brief", "/api/today", "/brief"):
        assert here.get(path, params={"since": day}).status_code == status, path
    assert here.get("/", params={"since": day}).status_code == 200  # says it in the page
    here.get("/", params={"since": ""})


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2032-02-29"])
def test_a_report_of_any_day_is_shown_everywhere(here: TestClient, day: str) -> None:
    article_id = article(here, "chairman announced")
    ruled = here.post("/api/rulings", json={"kind": "date", "target": article_id, "value": day})
    assert ruled.status_code == 201, ruled.text
    story = next(lead["story_id"] for lead in here.get("/api/today").json()["leads"])
    paths = [
        "/",
        "/search?q=ferry",
        "/figures",
        "/calendar",
        "/calendar.ics",
        "/map",
        "/sources",
        "/actors",
        "/brief",
        "/brief.md",
        "/audit",
    ]
    paths += ["/feeds/atom", "/feeds/json", f"/articles/{article_id}"]
    for path in (*paths, f"/stories/{story}", f"/stories/{story}/calendar"):
        assert here.get(path).status_code == 200, path
    undone = here.post("/api/rulings", json={"kind": "withdraw", "target": ruled.json()["id"]})
    assert undone.status_code == 201


@pytest.mark.parametrize(
    "day", ["2031-02-29", "0000-01-01", "10000-01-01", "99999999999-01-01", "\x00", "", "2031-05-02/x"]
)
def test_no_other_day_is_ruled(here: TestClient, day: str) -> None:
    article_id = article(here, "chairman announced")
    answer = here.post("/api/rulings", json={"kind": "date", "target": article_id, "value": day})
    assert answer.status_code == 400
    assert answer.json()["error"].strip()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'{"kind": 1, "target": []}',
        b"\xff\xfe",
        b'"' + b"[" * 90_000,
        b"[" * 90_000,
        b'{"kind": "date", "target": "\\ud800"}',
        b'{"kind": "date", "target": "a", "value": 1e999}',
    ],
)
def test_a_body_that_is_no_ruling_is_told(here: TestClient, body: bytes) -> None:
    answer = here.post("/api/rulings", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert len(answer.json()["error"]) < 400


# Names and passwords


@pytest.mark.parametrize(
    "same",
    [
        "ADA BJÖRK",
        "ada björk",
        unicodedata.normalize("NFD", "Ada Björk"),
        "Ａｄａ　Björk",
        "  Ada   Björk ",
        "Ada\tBjörk",
    ],
)
def test_one_name_in_several_spellings_is_one_account(tmp_path: Path, same: str) -> None:
    accounts = Accounts(tmp_path)
    accounts.add(unicodedata.normalize("NFC", "Ada Björk"), "owner", GOOD)
    with pytest.raises(UsageError, match="already"):
        accounts.add(same, "reader", GOOD)
    assert accounts.login(same, GOOD, "192.0.2.1")[0].name == "Ada Björk"


@pytest.mark.parametrize(
    "name", ["a" * 60, "é" * 60, "नीतू शर्मा", "O’Hara", "李雷", "Ὀδυσσεύς", "Ольга-Мария", "3", "ﬁ" * 30]
)
def test_names_of_people(tmp_path: Path, name: str) -> None:
    accounts = Accounts(tmp_path)
    code = accounts.invite(name, "reader")
    assert accounts.accept(code, GOOD).role == "reader"
    assert accounts.login(name, GOOD, "")[0].name == unicodedata.normalize("NFKC", name)


@pytest.mark.parametrize(
    "name",
    [
        "a" * 61,
        "ﬁ" * 31,
        "Ada\u200f",
        "\u202eada",
        "A\u200bda",
        "\u0301Ada",
        "Аda",
        "Adа Orr",
        "Ada Ωrr",
        "\x00",
        "a\ud800",
        "",
        "\u3000",
        "-",
        "Ada\x7f",
    ],
)
def test_names_that_could_pass_for_another_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"A name has|one script"):
        Accounts(tmp_path).invite(name, "reader")


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("kvwqzjxhpyfb", True),  # 12
        ("kvwqzjxhpyf", False),  # 11
        ("kvwqzjxhpyf ", False),  # with a space at its end no more
        ("harbour violin " + "z7" * 56 + "q", True),  # 128
        ("harbour violin " + "z7" * 57, False),  # 129
        (" harbour violin seven moss ", True),
        ("\U0001f6a2\U0001d400é漢字かなдп9Ω!", True),
        (" " * 40, False),
    ],
)
def test_passwords_at_their_bounds(tmp_path: Path, password: str, good: bool) -> None:
    accounts = Accounts(tmp_path)
    if not good:
        with pytest.raises(UsageError, match="password is"):
            accounts.add("Ada", "owner", password)
        return
    accounts.add("Ada", "owner", password)
    assert accounts.login("Ada", unicodedata.normalize("NFD", password), "")[0].name == "Ada"
    for near in (password[:-1], password + " ", password.strip() + "x", password.swapcase() + "!"):
        with pytest.raises(AccessError):
            accounts.login("Ada", near, f"192.0.2.{len(near) % 200}")
    if password != password.strip():
        with pytest.raises(AccessError):
            accounts.login("Ada", password.strip(), "192.0.2.250")


# Ends


def test_a_login_ends_at_the_very_second(accounts: Accounts, clock: Clock) -> None:
    begun = clock.now
    secret = accounts.login("Reader", PASSWORDS["reader"], "")[1]
    clock.now = begun + IDLE - 0.001
    assert accounts.session(secret) is not None
    clock.now += IDLE
    assert accounts.session(secret) is None
    clock.now = begun
    secret = accounts.login("Reader", PASSWORDS["reader"], "")[1]
    while clock.now + IDLE / 2 < begun + ABSOLUTE:
        clock.now += IDLE / 2
        assert accounts.session(secret) is not None
    clock.now = begun + ABSOLUTE - 0.001
    assert accounts.session(secret) is not None
    clock.now = begun + ABSOLUTE
    assert accounts.session(secret) is None


def test_a_token_ends_at_the_very_second(accounts: Accounts, clock: Clock) -> None:
    token, made = accounts.make_token("Reader", "x", "read", 1), clock.now
    clock.now = made + DAY - 0.001
    assert accounts.bearer(token) is not None
    clock.now = made + DAY
    assert accounts.bearer(token) is None
    for days in (0, -1, 367, 10**30):
        with pytest.raises(UsageError, match="lasts"):
            accounts.make_token("Reader", "x", "read", days)
    accounts.make_token("Reader", "x" * 60, "read", 366)
    for label in ("", " ", "x" * 61):
        with pytest.raises(UsageError, match="name"):
            accounts.make_token("Reader", label, "read", 1)


def test_an_account_has_so_many_tokens(accounts: Accounts) -> None:
    results = at_once(
        *(lambda n=n: accounts.make_token("Reader", f"t{n}", "read", 1) for n in range(book.TOKENS_EACH + 3))
    )
    assert Counter(isinstance(each, str) for each in results) == {True: book.TOKENS_EACH, False: 3}


def test_an_invitation_is_used_by_one_of_two_at_once(accounts: Accounts) -> None:
    code = accounts.invite("Bo", "reader")
    results = at_once(lambda: accounts.accept(code, GOOD), lambda: accounts.accept(code, GOOD + " two"))
    assert sorted(isinstance(each, AccessError) for each in results) == [False, True]
    won = isinstance(results[1], AccessError)
    assert accounts.login("Bo", GOOD if won else GOOD + " two", "")[0].name == "Bo"


def test_whoever_recovers_an_account_leaves_nothing_to_those_who_had_it(accounts: Accounts) -> None:
    for recover in (
        lambda: accounts.set_password("Editor", GOOD),
        lambda: accounts.accept(accounts.invite("Editor", "reader"), GOOD + " two"),
    ):
        token = accounts.make_token("Editor", "x", "write", 3)
        left = accounts.invite("Editor", "reader")
        recover()
        assert accounts.bearer(token) is None
        with pytest.raises(AccessError):
            accounts.accept(left, GOOD)
    token = accounts.make_token("Editor", "x", "write", 3)
    accounts.change_password("Editor", GOOD + " two", GOOD, "")
    assert accounts.bearer(token) is not None  # programs go on when one only takes another password


# Guessing


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """No password is right, and none takes time."""
    monkeypatch.setattr(book, "is_password", lambda kept, password: False)


def failures(accounts: Accounts, tries: list[tuple[str, str]]) -> list[type]:
    told = []
    for name, address in tries:
        try:
            accounts.login(name, "guess", address)
        except AccessError as error:
            told.append(type(error))
    return told


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize(
    ("tries", "free"),
    [
        ([("Reader", "192.0.2.1")] * 5, 3),
        ([(f"n{n}", "192.0.2.1") for n in range(22)], 20),
        ([("Reader", f"192.0.2.{n}") for n in range(52)], 50),
    ],
)
def test_after_so_many_wrong_tries_the_next_waits(accounts: Accounts, tries: list[tuple[str, str]], free: int) -> None:
    assert failures(accounts, tries) == [AccessError] * free + [TooManyAttempts] * (len(tries) - free)


@pytest.mark.usefixtures("wrong")
def test_tries_at_once_count_as_those_one_after_the_other(accounts: Accounts) -> None:
    results = at_once(*(lambda: accounts.login("Reader", "guess", "192.0.2.1") for _ in range(12)))
    assert Counter(type(each) for each in results) == {AccessError: 3, TooManyAttempts: 9}


def test_the_network_of_an_address_counts_where_each_machine_has_many(visitor: Callable[[], TestClient]) -> None:
    app, told = visitor().app, []
    for number in range(5):
        client = TestClient(
            app,
            base_url=BASE,
            headers={"Origin": BASE},
            client=(f"2001:db8:0:7::{number:x}", 5),
            follow_redirects=False,
        )
        told.append(send(client, "/login", "/login", name="Reader", password="guess").status_code)
    assert told == [401, 401, 401, 429, 429]
    other = TestClient(
        app, base_url=BASE, headers={"Origin": BASE}, client=("2001:db8:0:8::1", 5), follow_redirects=False
    )
    assert log_in(other).status_code == 303


# Owners


def test_of_two_owners_who_remove_each_other_one_stays(
    tmp_path: Path, template: bytes, visitor: Callable[[], TestClient], accounts: Accounts
) -> None:
    accounts.accept(accounts.invite("Second", "owner"), GOOD)
    first, second = visitor(), visitor()
    log_in(first, "owner")
    send(second, "/login", "/login", name="Second", password=GOOD)
    tokens = [token_of(each, "/accounts") for each in (first, second)]
    answers = at_once(
        lambda: first.post("/accounts/remove", data={"form_token": tokens[0], "name": "Second"}),
        lambda: second.post("/accounts/remove", data={"form_token": tokens[1], "name": "Owner"}),
    )
    assert sum(answer.headers.get("location") == "/accounts" for answer in answers) == 1
    assert [each.role for each in accounts.all()].count("owner") == 1


def test_of_two_owners_who_step_down_at_once_one_stays(accounts: Accounts) -> None:
    accounts.accept(accounts.invite("Second", "owner"), GOOD)
    for _ in range(10):
        results = at_once(lambda: accounts.set_role("Owner", "reader"), lambda: accounts.set_role("Second", "reader"))
        assert Counter(type(each).__name__ for each in results) == {"NoneType": 1, "UsageError": 1}
        for each in ("Owner", "Second"):
            accounts.set_role(each, "owner")


# Hosts, origins and what proxies say


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (HOST, 200),
        (HOST.upper(), 200),
        (f"{HOST}:443", 200),
        (f"{HOST}:", 421),
        (f"{HOST}:123456", 421),
        (f"{HOST}:4x", 421),
        (f"{HOST}.", 421),
        (f".{HOST}", 421),
        (f"{HOST},{HOST}", 421),
        (f"{HOST}\t", 421),
        ("[::1]", 421),
        ("", 421),
        ("desk。example。org", 421),
    ],
)
def test_a_desk_answers_by_its_name_alone(visitor: Callable[[], TestClient], host: str, status: int) -> None:
    assert (
        visitor().get("/login", headers=[("Host", host.encode()), ("Origin", f"https://{host}".encode())]).status_code
        == status
    )


def test_an_address_of_the_new_kind_is_a_name(tmp_path: Path) -> None:
    door = make_door("2001:db8::7", (), Path("certificate.pem"))
    for own in ("[2001:db8::7]", "[2001:DB8::7]:8031"):
        assert door.is_own(own)
    for other in (
        "2001:db8::7",
        "[2001:db8::8]",
        "[2001:db8::7",
        "[2001:db8::7]x",
        "[2001:db8::7]:",
        "[::ffff:127.0.0.1]",
    ):
        assert not door.is_own(other)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": f"http://{HOST}"},
        {"Origin": f"{BASE}."},
        {"Origin": f"{BASE}:444"},
        {"Origin": f"{BASE} https://evil.example"},
    ],
)
def test_only_the_desk_itself_may_send(visitor: Callable[[], TestClient], headers: dict[str, str]) -> None:
    client = visitor()
    token = token_of(client, "/login")
    fields = {"form_token": token, "name": "Reader", "password": PASSWORDS["reader"]}
    assert client.post("/login", data=fields, headers=headers).status_code == 403
    assert client.post("/login", data=fields).status_code == 303


def test_nothing_that_a_browser_says_of_itself_moves_an_invitation(visitor: Callable[[], TestClient]) -> None:
    client = visitor()
    log_in(client, "owner")
    client.headers.update(
        {
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "http",
            "X-Forwarded-For": "127.0.0.1",
            "Forwarded": "host=evil.example;proto=http;for=127.0.0.1",
            "X-Original-URL": "/login",
            "X-Rewrite-URL": "/login",
        }
    )
    shown = send(client, "/accounts/invite", "/accounts", name="Bo", role="reader").text
    assert f"{BASE}/invitation#" in shown
    assert "evil.example" not in shown


# Bodies


@pytest.mark.parametrize("chunked", [False, True])
def test_a_form_is_taken_up_to_its_bound(visitor: Callable[[], TestClient], chunked: bool) -> None:
    client = visitor()
    start = f"form_token={token_of(client, '/login')}&name=Reader&password=x&next=".encode()
    for more, status in ((0, 401), (1, 413)):
        body = start + b"y" * (LARGEST - len(start) + more)
        assert len(body) == LARGEST + more
        pieces: Any = iter([body[:600], body[600:]]) if chunked else body
        answer = client.post("/login", content=pieces, headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status_code == status


def test_programs_are_bounded_too(visitor: Callable[[], TestClient], accounts: Accounts) -> None:
    headers = {
        "Authorization": f"Bearer {accounts.make_token('Editor', 'x', 'write', 1)}",
        "Content-Type": "application/json",
    }
    for size, status in ((LARGEST, 400), (LARGEST + 1, 413)):
        answer = visitor().post("/api/rulings", content=b" " * size, headers=headers)
        assert answer.status_code == status
        assert answer.json()["error"]


def test_the_token_of_a_form_is_its_first_field(visitor: Callable[[], TestClient]) -> None:
    client = visitor()
    log_in(client, "owner")
    token = token_of(client, "/accounts")
    for path in ("/accounts/invite", "/add"):
        first = [("form_token", (None, token)), ("name", (None, "Bo"))]
        assert client.post(path, files=first).status_code in (200, 400)
        for fields in (
            first[::-1],
            [("name", (None, f"form_token={token}&"))],
            [("form_token", ("a.txt", token))],
            [("form_token", (None, token + "x"))],
        ):
            assert client.post(path, files=fields).status_code == 403, fields
    for body in (
        f"name=Bo&form_token={token}",
        f" form_token={token}",
        f"form_token={token}x",
        f"form_token[]={token}",
        "",
    ):
        answer = client.post(
            "/accounts/invite", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code == 403, body
    assert client.post(f"/accounts/end-sessions?form_token={token}&name=Reader").status_code == 403  # not in an address


# Methods and paths

METHODS = ("HEAD", "OPTIONS", "TRACE", "PROPFIND", "DELETE", "PATCH", "PUT")


@pytest.fixture(scope="module")
def everybody(template: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("everybody")
    (folder / "accounts.sqlite").write_bytes(template)
    app = make_app(Library(folder), DOOR)
    kept: dict[str, tuple[Any, dict[str, str]]] = {"nobody": (app, {})}
    client = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE})
    log_in(client)
    kept["reader"] = (
        app,
        {"Cookie": f"{SESSION_COOKIE}={client.cookies[SESSION_COOKIE]}", "X-Form-Token": token_of(client, "/account")},
    )
    return kept


@pytest.mark.parametrize("method", METHODS)
def test_no_method_opens_a_route_to_nobody(everybody: dict[str, Any], method: str) -> None:
    app, _ = everybody["nobody"]
    client = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE})
    client.headers["X-Form-Token"] = token_of(client, "/login")
    for route, roles in MAY.items():
        path = ROUTES[route][1].format(**NOWHERE)
        answer = client.request(method, path)
        if "nobody" in roles:
            assert answer.status_code in (405, 200) and (answer.status_code == 405 or method == "HEAD"), path
        else:
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"] == "Bearer"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_changes_the_method(everybody: dict[str, Any], header: str) -> None:
    app, headers = everybody["reader"]
    client = TestClient(app, base_url=BASE, follow_redirects=False, headers={"Origin": BASE, **headers})
    for route in ("POST /rulings", "POST /api/rulings", "POST /today/keep", "POST /settings", "POST /accounts/invite"):
        assert client.post(ROUTES[route][1], headers={header: "GET"}).status_code == 403
    assert client.get("/audit?_method=POST", headers={header: "POST"}).status_code == 200


#: Spellings of /accounts, /settings and /api/settings as they stand on the line of a request.
SPELLINGS = (
    "/{0}/", "//{0}", "/{0}//", "/./{0}", "/x/../{0}", "/static/../{0}", "/static/..%2f{0}", "/static/%2e%2e/{0}", "/%2e/{0}", "/{0}/.", "/{0}/..;/",
    "/{0};x=1", "/{0}%00", "/{0}%0a", "/{0}%0d%0a", "/{0}%20", "/{0}%2f", "/{0}%5c", "\\{0}", "/{0}\\", "/{0}%3f", "/{0}%23", "/{0}.json", "/{0}.html",
    "/{1}", "/{2}", "/{0}%e2%80%8b", "/{0}%ef%bc%8f", "/%ef%bc%8f{0}", "/%c0%af{0}", "/{0}%ff", "https://desk.example.org/{0}", "http://evil.example/{0}",
    "/login/../{0}", "/login%2f..%2f{0}", "/invitation/..%2f{0}", "/login;/{0}", "/static//{0}", "/static/%2e%2e%2f%2e%2e%2fapp.py", "/{0}?next=/login", "*", "/%7B0%7D",
)  # fmt: skip
GUARDED = ("accounts", "settings", "api/settings")


@pytest.fixture(scope="module")
def port(everybody: dict[str, Any]) -> Iterator[int]:
    """A server, since clients tidy paths up before they send them."""
    app, _ = everybody["nobody"]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def raw(port: int, target: str, *lines: str, body: str = "", method: str = "GET") -> tuple[int, str]:
    """Status and the whole answer to a request of exactly these characters."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        head = "\r\n".join([f"{method} {target} HTTP/1.1", *(lines or ()), "Connection: close"])
        connection.sendall(f"{head}\r\n\r\n{body}".encode("latin-1"))
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    found = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    return int(found[1]) if found else 0, answer.decode("utf-8", "replace")


@pytest.mark.parametrize("role", ["nobody", "reader"])
@pytest.mark.parametrize("guarded", GUARDED)
def test_no_spelling_of_a_path_opens_it(port: int, everybody: dict[str, Any], guarded: str, role: str) -> None:
    headers = [f"Host: {HOST}", f"Origin: {BASE}", *(f"{name}: {value}" for name, value in everybody[role][1].items())]
    encoded = "".join(f"%{ord(letter):02X}" if letter != "/" else letter for letter in guarded)
    for spelling in SPELLINGS:
        target = spelling.format(guarded, guarded.title(), encoded)
        status, answer = raw(port, target, *headers)
        assert status in (303, 307, 400, 401, 403, 404, 405, 421), (target, answer[:300])
        assert "retain_days" not in answer
        assert "Who may</h2>" not in answer
        if status in (303, 307):
            assert f"location: {'/login?next=' if role == 'nobody' else BASE}" in answer, target


def test_the_server_takes_one_host_and_one_length(port: int) -> None:
    assert raw(port, "/login", f"Host: {HOST}")[0] == 200
    assert raw(port, f"{BASE}/login", "Host: evil.example")[0] == 421
    assert raw(port, "/login")[0] == 400
    assert raw(port, "/login", f"Host: {HOST}", "Host: evil.example")[0] == 400
    smuggled = raw(
        port,
        "/login",
        f"Host: {HOST}",
        "Content-Length: 4",
        "Transfer-Encoding: chunked",
        body="0\r\n\r\nGET /accounts HTTP/1.1\r\n\r\n",
        method="POST",
    )
    assert smuggled[1].count("HTTP/1.1 ") == 1
    assert raw(port, "/" + "a" * 100_000, f"Host: {HOST}")[0] in (303, 400, 404, 414, 431)
    assert len(raw(port, "/" + "a" * 60_000, f"Host: {HOST}")[1]) < 4_000


def test_a_desk_on_this_machine_is_not_reached_by_another_name_of_it() -> None:
    door = Door()
    for host in ("127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:8031"):
        assert door.is_own(host)
    for host in (
        "127.0.0.2",
        "127.1",
        "0.0.0.0",
        "localhost.",
        "2130706433",
        "[::ffff:127.0.0.1]",
        "localhost.evil.example",
        "0x7f.1",
    ):
        assert not door.is_own(host)
