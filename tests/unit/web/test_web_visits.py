"""Where people have accounts each has a last visit of one's own, that no other sees or moves, and that goes with the account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, LATER, SECOND, make_desk

pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("zxcvbn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")

from starlette.testclient import TestClient

from onrecord import open_desk
from onrecord.desk.accounts import Accounts
from onrecord.desk.reading import Library
from onrecord.model.errors import UsageError
from onrecord.web.app import make_app
from onrecord.web.door import Door

HOST = "desk.example.org"
BASE = f"https://{HOST}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_desk(tmp_path, first=FIRST)


@pytest.fixture
def people(folder: Path) -> Iterator[dict[str, Any]]:
    """Clients of two people, by a program's token: it is for the same account as a login."""
    accounts = Accounts(folder)
    accounts.add("Root", "owner", "walnut orbit quiet ferry")
    app = make_app(Library(folder), Door(frozenset({HOST}), login=True))
    found: dict[str, Any] = {}
    for name in ("Zora", "Bo"):
        accounts.add(name, "reader", f"{name} lantern ocean seven brick")
        client = TestClient(app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False)
        client.headers["Authorization"] = f"Bearer {accounts.make_token(name, 'x', 'read', 3)}"
        found[name] = client
    yield found


def receive(folder: Path, text: str) -> None:
    more = folder.parent / f"{len(text)}.txt"
    more.write_text(text, encoding="utf-8")
    with open_desk(folder) as desk:
        desk.add([more], received="2031-05-24")


def visit(folder: Path, person: str) -> None:
    """As ``POST /today/visit`` does, which is for logins alone."""
    Library(folder).visit(person)


def today(client: Any, since: str = "") -> Any:
    answer = client.get("/api/today", params={"since": since})
    assert answer.status_code == 200, answer.text
    return answer.json()


def new(client: Any) -> int:
    return sum(lead["new"] for lead in today(client, "last visit")["leads"])


def test_nobody_moves_the_visits_of_another(folder: Path, people: dict[str, Any]) -> None:
    ada, bo = people["Zora"], people["Bo"]
    for person in ("Zora", "Bo"):
        visit(folder, person)
    receive(folder, SECOND)
    visit(folder, "Zora")
    visit(folder, "Bo")
    assert (new(ada), new(bo)) == (1, 1)
    visit(folder, "Zora")
    assert (new(ada), new(bo)) == (0, 1), "Zora's opening of the front page moves Bo's not"
    told = today(bo, "last visit")
    assert told["since"] == "last visit"
    assert told["since_words"].startswith("your last visit (")
    receive(folder, LATER)
    assert today(ada, "last visit")["changed"]
    brief = bo.get("/api/brief", params={"since": "last visit"})
    assert brief.status_code == 200
    assert "Zora" not in brief.text


def test_they_are_in_no_list_but_ones_own(folder: Path, people: dict[str, Any]) -> None:
    for _ in range(2):
        visit(folder, "Zora")
    with open_desk(folder) as desk:
        desk.keep("morning")
        assert desk.states() == ("morning",)
        with pytest.raises(UsageError, match=r"There is no state 'last visit' of this desk \(kept are: morning\)"):
            desk.brief(since="last visit")
    assert today(people["Zora"])["states"] == ["last visit", "morning", "this visit"]
    assert today(people["Bo"])["states"] == ["morning"]
    for path in ("/api/today", "/api/brief", "/brief.md", "/brief", "/"):
        for named in ("last visit\nZora", "last visit", "last visit\n"):
            answer = people["Bo"].get(path, params={"since": named})
            assert answer.status_code in (400, 401), (path, named)  # pages are for logins
            assert "Zora" not in answer.text


def test_visits_of_a_desk_without_accounts_are_nobodys(folder: Path, people: dict[str, Any]) -> None:
    for _ in range(2):
        visit(folder, "")
    with open_desk(folder) as desk:
        assert desk.states() == ("last visit", "this visit")
        assert desk.brief(since="last visit").since == "last visit"
    assert today(people["Zora"])["states"] == [], "what was kept before the desk had accounts is nobody's last visit"


def test_they_go_with_the_account_and_nothing_grows(folder: Path, people: dict[str, Any]) -> None:
    def rows() -> list[str]:
        with open_desk(folder) as desk:
            return sorted(each.name for each in desk._store.kept())

    for _ in range(5):
        visit(folder, "Zora")
        visit(folder, "Bo")
    assert len(rows()) == 4
    Accounts(folder).remove("Zora")
    assert len(rows()) == 2
    assert "Zora" not in "".join(rows())


@pytest.mark.parametrize("name", ["last visit", "this visit", "last visit\nZora"])
def test_nobody_keeps_a_state_under_the_name_of_a_visit(folder: Path, name: str) -> None:
    with open_desk(folder) as desk, pytest.raises(UsageError):
        desk.keep(name)


def test_the_page_notes_the_visit_of_who_is_logged_in(folder: Path, people: dict[str, Any]) -> None:
    """By the cookie of a login and the page's own token."""
    client = TestClient(people["Zora"].app, base_url=BASE, follow_redirects=False)
    page = client.get("/login").text
    found = re.search(r'name="form_token" value="([\w-]+)"', page)
    assert found
    form = {"form_token": found[1], "name": "Zora", "password": "Zora lantern ocean seven brick"}
    assert client.post("/login", data=form, headers={"Origin": BASE}).status_code == 303
    token = re.search(r'name="form_token" value="([\w-]+)"', client.get("/account").text)
    assert token
    for _ in range(2):
        answer = client.post("/today/visit", headers={"Origin": BASE, "X-Form-Token": token[1]})
        assert answer.status_code == 204
    assert 'value="last visit"' in client.get("/").text
    assert today(people["Bo"])["states"] == []
