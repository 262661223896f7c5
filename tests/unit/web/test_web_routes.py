"""Every route of the application, with what is asked of each; a new one fails here until it is put into the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, SECOND, make_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk.reading import Library
from onrecord.web.app import make_app
from onrecord.web.guard import HEADERS, Guard

BASE = "http://127.0.0.1:8031"

#: Each route by its path, with a request that it answers well: method, path, form. ``{story}`` and ``{article}`` are ones of the desk.
ROUTES: dict[str, tuple[str, str, dict[str, str]]] = {
    "GET /": ("GET", "/", {}),
    "POST /today/visit": ("POST", "/today/visit", {}),
    "POST /today/keep": ("POST", "/today/keep", {"name": "morning"}),
    "GET /stories/{story_id}": ("GET", "/stories/{story}", {}),
    "GET /stories/{story_id}/claims/{state}": ("GET", "/stories/{story}/claims/single_source", {}),
    "GET /articles/{article_id}": ("GET", "/articles/{article}", {}),
    "GET /search": ("GET", "/search?q=ferry", {}),
    "GET /add": ("GET", "/add", {}),
    "POST /add": ("POST", "/add", {"pasted": "http://127.0.0.1/"}),
    "GET /add/loads/{load_id}": ("GET", "/add/loads/{load}", {}),
    "GET /add/loads/{load_id}/events": ("GET", "/add/loads/{load}/events", {}),
    "GET /feeds/{form}": ("GET", "/feeds/atom", {}),
    "GET /feeds/stories/{story_id}/{form}": ("GET", "/feeds/stories/{story}/json", {}),
    "GET /feeds/search/{form}": ("GET", "/feeds/search/atom?q=ferry", {}),
    "GET /api/openapi.json": ("GET", "/api/openapi.json", {}),
    "GET /api/today": ("GET", "/api/today", {}),
    "GET /api/stories/{story_id}": ("GET", "/api/stories/{story}", {}),
    "GET /api/articles/{article_id}": ("GET", "/api/articles/{article}", {}),
    "GET /api/search": ("GET", "/api/search?q=ferry", {}),
    "GET /api/passages/{article_id}/{start}-{end}": ("GET", "/api/passages/{article}/0-5", {}),
    "GET /api/loads": ("GET", "/api/loads", {}),
    "GET /api/loads/{load_id}": ("GET", "/api/loads/{load}", {}),
    "POST /api/loads": ("POST", "/api/loads", {"pasted": "http://127.0.0.1/"}),
    "GET /static": ("GET", "/static/onrecord.css", {}),
}


def routes(app: Any, under: str = "") -> Iterator[str]:
    for route in app.routes:
        if hasattr(route, "original_router"):  # what was included from another router
            yield from routes(route.original_router, under + route.include_context.prefix)
        else:
            for method in sorted((getattr(route, "methods", None) or {"GET"}) - {"HEAD"}):
                yield f"{method} {under}{route.path}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(make_desk(tmp_path_factory.mktemp("routes"), first=FIRST, second=SECOND))


@pytest.fixture(scope="module")
def browser(library: Library) -> Iterator[TestClient]:
    with TestClient(make_app(library), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def known(browser: TestClient) -> dict[str, str]:
    story = browser.get("/api/today").json()["leads"][0]["story_id"]
    article = browser.get("/api/search?q=ferry").json()["hits"][0]["report"]["id"]
    load = browser.post(
        "/api/loads", headers={"Origin": BASE}, files=[("pasted", (None, b"http://127.0.0.1/"))]
    ).json()["id"]
    return {"story": story, "article": article, "load": load}


def test_the_table_has_every_route(library: Library) -> None:
    guarded = make_app(library)
    assert isinstance(guarded, Guard)
    assert set(routes(guarded.inner)) == set(ROUTES)


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_every_route_carries_the_headers_and_answers_no_other_site(
    route: str, browser: TestClient, known: dict[str, str]
) -> None:
    method, path, form = ROUTES[route]
    path = path.format(**known) if "{" in path else path
    fields = [(name, (None, value.encode())) for name, value in form.items()] or None

    def ask(**headers: str) -> Any:
        return browser.request(method, path, headers=headers, files=fields)

    own = ask(Origin=BASE)
    assert own.status_code in (200, 202, 204, 303), own.text
    refused = [
        ask(Origin="https://evil.example"),
        ask(Origin="null"),
        ask(Host="evil.example"),
        ask(**{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
    ]
    if method == "POST":
        refused.append(ask())
    for answer in refused:
        assert answer.status_code in (403, 421)
    for answer in (own, *refused):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] in ("no-store", "private, no-cache")
        assert "server" not in answer.headers
