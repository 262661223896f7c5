"""Every route of the application, with what is asked of each; a new one fails here until it is put into the table."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from tests.unit.web.web_desk import FIRST, SECOND, make_desk, of_a_page

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord import open_desk
from onrecord.desk.accounts import Accounts
from onrecord.desk.reading import Library
from onrecord.web.app import make_app
from onrecord.web.asker import local_account
from onrecord.web.guard import HEADERS, Guard

BASE = "http://127.0.0.1:8031"

#: Each route by its path, with a request that it answers well: method, path, form. ``{story}``, ``{article}`` and others are of the desk.
ROUTES: dict[str, tuple[str, str, dict[str, str]]] = {
    "GET /": ("GET", "/", {}),
    "POST /today/visit": ("POST", "/today/visit", {}),
    "POST /today/keep": ("POST", "/today/keep", {"name": "morning"}),
    "GET /stories/{story_id}": ("GET", "/stories/{story}", {}),
    "GET /stories/{story_id}/claims/{state}": ("GET", "/stories/{story}/claims/single_source", {}),
    "GET /stories/{story_id}/voices/{which}": ("GET", "/stories/{story}/voices/others", {}),
    "GET /stories/{story_id}/more/{part}": ("GET", "/stories/{story}/more/gaps", {}),
    "GET /stories/{story_id}/more/reports/{day}": ("GET", "/stories/{story}/more/reports/2031-05-02", {}),
    "GET /stories/{story_id}/values/{series_id}": ("GET", "/stories/{story}/values/ser_none", {}),
    "GET /stories/{story_id}/said/{statement_id}": ("GET", "/stories/{story}/said/st_none", {}),
    "GET /articles/{article_id}": ("GET", "/articles/{article}", {}),
    "GET /search": ("GET", "/search?q=ferry", {}),
    "GET /add": ("GET", "/add", {}),
    "POST /add": ("POST", "/add", {"pasted": "http://127.0.0.1/"}),
    "GET /add/loads/{load_id}": ("GET", "/add/loads/{load}", {}),
    "GET /add/loads/{load_id}/events": ("GET", "/add/loads/{load}/events", {}),
    "POST /add/loads/{load_id}/stop": ("POST", "/add/loads/{load}/stop", {}),
    "GET /settings": ("GET", "/settings", {}),
    "POST /settings": ("POST", "/settings", {"name": "retain_days", "value": "90"}),
    "GET /api/settings": ("GET", "/api/settings", {}),
    "GET /api/settings/changes": ("GET", "/api/settings/changes", {}),
    "PUT /api/settings/{name}": ("PUT", "/api/settings/retain_days", {"value": "91"}),
    "GET /podcast.xml": ("GET", "/podcast.xml", {}),
    "GET /podcast/{name}": ("GET", "/podcast/brief-2031-05-03-000000000000.wav", {}),
    "GET /api/podcast": ("GET", "/api/podcast", {}),
    "GET /feeds/{form}": ("GET", "/feeds/atom", {}),
    "GET /feeds/stories/{story_id}/{form}": ("GET", "/feeds/stories/{story}/json", {}),
    "GET /feeds/search/{form}": ("GET", "/feeds/search/atom?q=ferry", {}),
    "GET /api/openapi.json": ("GET", "/api/openapi.json", {}),
    "GET /api/today": ("GET", "/api/today", {}),
    "GET /api/stories/{story_id}": ("GET", "/api/stories/{story}", {}),
    "GET /api/articles/{article_id}": ("GET", "/api/articles/{article}", {}),
    "GET /api/search": ("GET", "/api/search?q=ferry", {}),
    "GET /api/passages/{article_id}/{start}-{end}": ("GET", "/api/passages/{article}/0-5", {}),
    "GET /articles/{article_id}/beside": ("GET", "/articles/{copy}/beside", {}),
    "GET /passages/{article_id}/{start}-{end}": ("GET", "/passages/{article}/0-5", {}),
    "GET /actors": ("GET", "/actors", {}),
    "GET /actors/{actor_id}": ("GET", "/actors/{actor}", {}),
    "GET /figures": ("GET", "/figures", {}),
    "GET /calendar": ("GET", "/calendar", {}),
    "GET /calendar.ics": ("GET", "/calendar.ics", {}),
    "GET /stories/{story_id}/calendar": ("GET", "/stories/{story}/calendar", {}),
    "GET /stories/{story_id}/calendar.ics": ("GET", "/stories/{story}/calendar.ics", {}),
    "GET /map": ("GET", "/map", {}),
    "GET /stories/{story_id}/map": ("GET", "/stories/{story}/map", {}),
    "GET /sources": ("GET", "/sources", {}),
    "GET /sources/outlet": ("GET", "/sources/outlet?name={outlet}", {}),
    "GET /brief": ("GET", "/brief", {}),
    "GET /brief.{ending}": ("GET", "/brief.md", {}),
    "GET /api/articles/{article_id}/beside": ("GET", "/api/articles/{copy}/beside", {}),
    "GET /api/actors": ("GET", "/api/actors", {}),
    "GET /api/actors/{actor_id}": ("GET", "/api/actors/{actor}", {}),
    "GET /api/figures": ("GET", "/api/figures", {}),
    "GET /api/calendar": ("GET", "/api/calendar", {}),
    "GET /api/stories/{story_id}/calendar": ("GET", "/api/stories/{story}/calendar", {}),
    "GET /api/map": ("GET", "/api/map", {}),
    "GET /api/stories/{story_id}/map": ("GET", "/api/stories/{story}/map", {}),
    "GET /api/sources": ("GET", "/api/sources", {}),
    "GET /api/sources/outlet": ("GET", "/api/sources/outlet?name={outlet}", {}),
    "GET /api/brief": ("GET", "/api/brief", {}),
    "GET /api/loads": ("GET", "/api/loads", {}),
    "GET /api/loads/{load_id}": ("GET", "/api/loads/{load}", {}),
    "POST /api/loads/{load_id}/stop": ("POST", "/api/loads/{load}/stop", {}),
    "POST /api/loads": ("POST", "/api/loads", {"pasted": "http://127.0.0.1/"}),
    "GET /login": ("GET", "/login", {}),
    "POST /login": ("POST", "/login", {"name": "Ada", "password": "harbour violin seven moss"}),
    "POST /logout": ("POST", "/logout", {}),
    "GET /invitation": ("GET", "/invitation", {}),
    "POST /invitation": ("POST", "/invitation", {"code": "{code}", "password": "lantern ocean seven brick"}),
    "GET /account": ("GET", "/account", {}),
    "POST /account/password": ("POST", "/account/password", {"old": "{password}", "new": "walnut orbit quiet ferry"}),
    "POST /account/sessions/end": ("POST", "/account/sessions/end", {}),
    "POST /account/tokens": ("POST", "/account/tokens", {"label": "reader", "scope": "read", "days": "3"}),
    "POST /account/tokens/end": ("POST", "/account/tokens/end", {"token": "{token}"}),
    "GET /accounts": ("GET", "/accounts", {}),
    "POST /accounts/invite": ("POST", "/accounts/invite", {"name": "Cy", "role": "reader"}),
    "POST /accounts/role": ("POST", "/accounts/role", {"name": "Spare", "role": "editor"}),
    "POST /accounts/end-sessions": ("POST", "/accounts/end-sessions", {"name": "Spare"}),
    "POST /accounts/remove": ("POST", "/accounts/remove", {"name": "Spare"}),
    "GET /correct/{record_id}": ("GET", "/correct/{article}", {}),
    "POST /rulings": ("POST", "/rulings", {"kind": "date", "target": "{article}", "value": "2031-05-02"}),
    "GET /audit": ("GET", "/audit", {}),
    "GET /api/audit": ("GET", "/api/audit", {}),
    "GET /api/records/{record_id}/correction": ("GET", "/api/records/{article}/correction", {}),
    "POST /api/rulings": ("POST", "/api/rulings", {"kind": "date", "target": "{article}", "value": "2031-05-02"}),
    "GET /following": ("GET", "/following", {}),
    "POST /following": ("POST", "/following", {"kind": "story", "target": "{story}"}),
    "POST /following/seen": ("POST", "/following/seen", {"upto": "1"}),
    "GET /api/following": ("GET", "/api/following", {}),
    "GET /api/following/unread": ("GET", "/api/following/unread", {}),
    "POST /api/following": ("POST", "/api/following", {"kind": "search", "target": "ferry"}),
    "POST /api/following/seen": ("POST", "/api/following/seen", {"upto": "1"}),
    "DELETE /api/following/{follow_id}": ("DELETE", "/api/following/{follow}", {}),
    "GET /handover": ("GET", "/handover", {}),
    "GET /handover/draft": ("GET", "/handover/draft", {}),
    "POST /handover/draft": ("POST", "/handover/draft", {}),
    "POST /handover/draft/renew": ("POST", "/handover/draft/renew", {"draft": "{draft}"}),
    "POST /handover/draft/give-up": ("POST", "/handover/draft/give-up", {"version": "{version}"}),
    "POST /handover/draft/edits": ("POST", "/handover/draft/edits", {"do": "note brief", "text": "Quiet."}),
    "POST /handover/draft/sign": ("POST", "/handover/draft/sign", {"version": "{version}"}),
    "GET /handover/{number}": ("GET", "/handover/1", {}),
    "GET /handover/{number}.{ending}": ("GET", "/handover/1.md", {}),
    "GET /api/handover": ("GET", "/api/handover", {}),
    "GET /api/handover/draft": ("GET", "/api/handover/draft", {}),
    "POST /api/handover/draft": ("POST", "/api/handover/draft", {"since": ""}),
    "POST /api/handover/draft/renew": ("POST", "/api/handover/draft/renew", {}),
    "POST /api/handover/draft/give-up": ("POST", "/api/handover/draft/give-up", {"version": "{version}"}),
    "POST /api/handover/draft/edits": (
        "POST",
        "/api/handover/draft/edits",
        {"kind": "note", "line": "brief", "text": "Quiet."},
    ),
    "POST /api/handover/draft/sign": ("POST", "/api/handover/draft/sign", {"version": "{version}"}),
    "GET /api/handover/{number}": ("GET", "/api/handover/1", {}),
    "GET /api/handover/{number}/since/{earlier}": ("GET", "/api/handover/1/since/1", {}),
    "GET /static": ("GET", "/static/onrecord.css", {}),
}

#: Routes that take JSON and no form.
TAKING_JSON = ("/api/rulings", "/api/following", "/api/handover/draft")

#: What needs somebody who has logged in, whom there is not on this machine.
NOT_LOCAL = (
    "POST /account/password",
    "POST /account/sessions/end",
    "POST /account/tokens",
    "POST /account/tokens/end",
)


def routes(app: Any, under: str = "") -> Iterator[str]:
    for route in app.routes:
        if hasattr(route, "original_router"):  # what was included from another router
            yield from routes(route.original_router, under + route.include_context.prefix)
        else:
            for method in sorted((getattr(route, "methods", None) or {"GET"}) - {"HEAD"}):
                yield f"{method} {under}{route.path}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    desk = make_desk(tmp_path_factory.mktemp("routes"), first=FIRST, second=SECOND, again=FIRST)
    (desk / "podcast").mkdir()
    (desk / "podcast" / "brief-2031-05-03-000000000000.wav").write_bytes(b"RIFF")
    return Library(desk)


@pytest.fixture(scope="module")
def browser(library: Library) -> Iterator[TestClient]:
    with TestClient(make_app(library), base_url=BASE, follow_redirects=False) as client:
        yield of_a_page(client)


@pytest.fixture(scope="module")
def known(library: Library, browser: TestClient) -> dict[str, str]:
    story = browser.get("/api/today").json()["leads"][0]["story_id"]
    reports = [hit["report"] for hit in browser.get("/api/search?q=ferry").json()["hits"]]
    copy = next(report["id"] for report in reports if report["copy_of"])
    actor = browser.get("/api/actors").json()["heard"][0]["id"]
    load = browser.post(
        "/api/loads", headers={"Origin": BASE}, files=[("pasted", (None, b"http://127.0.0.1/"))]
    ).json()["id"]
    with open_desk(library.folder) as desk:
        version = desk.handovers.begin(library.composed(), "Ada").version
        desk.handovers.sign(version, "Ada")
    spare = Accounts(library.folder)
    spare.invite("Spare", "reader")
    return {
        "code": spare.invite("Bo", "reader"),
        "password": "none is needed here",
        "token": "none",
        "story": story,
        "article": reports[0]["id"],
        "outlet": quote(reports[0]["outlet"]),
        "copy": copy,
        "actor": actor,
        "load": load,
        "follow": "made below",
    }


def a_draft(library: Library, *, begun: bool) -> dict[str, str]:
    """What names the draft that there is; where there is to be none, none is."""
    with open_desk(library.folder) as desk:
        draft = desk.handovers.draft()
        if draft is not None and not begun:
            desk.handovers.give_up(draft.version)
        if draft is None and begun:
            draft = desk.handovers.begin(library.composed(), "Ada")
    return {"draft": draft.id, "version": draft.version} if draft is not None else {}


def settled(browser: TestClient) -> None:
    """Wait until no load that another route of the table began writes to the desk."""
    until = time.monotonic() + 60
    while any(load["state"] in ("waiting", "running") for load in browser.get("/api/loads").json()):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_table_has_every_route(library: Library) -> None:
    guarded = make_app(library)
    assert isinstance(guarded, Guard)
    assert set(routes(guarded.inner)) == set(ROUTES)


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_every_route_carries_the_headers_and_answers_no_other_site(
    route: str, library: Library, browser: TestClient, known: dict[str, str]
) -> None:
    method, path, form = ROUTES[route]
    path = path.format(**known) if "{" in path else path
    if "handover/draft" in route:
        known |= a_draft(library, begun=route not in ("POST /handover/draft", "POST /api/handover/draft"))
    given = {name: value.format(**known) for name, value in form.items()}
    body: dict[str, Any] = {"files": [(name, (None, value.encode())) for name, value in given.items()] or None}
    if path.startswith(TAKING_JSON):
        body = {"json": given} if method == "POST" else {}

    def ask(**headers: str) -> Any:
        return browser.request(method, path, headers=headers, **body)

    if route.startswith("DELETE /api/following"):
        path = f"/api/following/{library.follow(local_account().name, 'search', 'harbour').id}"
    settled(browser)
    if route == "POST /accounts/role":
        Accounts(library.folder).invite("Spare", "reader")  # another route of the table has removed it
    own = ask(Origin=BASE)
    assert own.status_code in ((400,) if route in NOT_LOCAL else (200, 201, 202, 204, 303)), own.text
    refused = [
        ask(Origin="https://evil.example"),
        ask(Origin="null"),
        ask(Host="evil.example"),
        ask(**{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
    ]
    if method in ("POST", "PUT", "DELETE"):
        refused.append(ask())
    for answer in refused:
        assert answer.status_code in (403, 421)
    for answer in (own, *refused):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] in ("no-store", "private, no-cache")
        assert "server" not in answer.headers
