"""The API does what its OpenAPI document says, whatever is sent: requests made up by schemathesis, for each role."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, SECOND, make_desk

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("schemathesis", reason="what sends the requests is not installed: pip install schemathesis")

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.desk.accounts import ROLES, Accounts, Role
from onrecord.desk.reading import Library
from onrecord.web import app as application
from onrecord.web.door import Door
from onrecord.web.loads import Loads

HOST = "desk.example.org"
BASE = f"https://{HOST}"
EXAMPLES = 8
PASSWORDS = dict(
    zip(ROLES, ("harbour violin seven moss", "lantern ocean seven brick", "walnut orbit quiet ferry"), strict=True)
)

#: A parameter that nobody knows is ignored, as everywhere on the web; the token is sent with each request below.
GENERATION = {"allow-extra-parameters": False, "with-security-parameters": False}
CHECKS = [
    negative_data_rejection,
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    ignored_auth,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_desk(tmp_path_factory.mktemp("contract"), first=FIRST, second=SECOND, again=FIRST)
    accounts = Accounts(folder)
    for role in ROLES:
        accounts.add(role.title(), role, PASSWORDS[role])
    return folder


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[Any]:
    """The application, of which no load reaches a network: what is handed over is only counted."""
    told = """import sys; sys.stdin.read(); print('{"fates": [], "troubles": [], "summary": "Nothing to do."}')"""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "Loads", partial(Loads, command=(sys.executable, "-S", "-c", told)))
        yield application.make_app(Library(folder), Door(frozenset({HOST}), login=True))


@pytest.fixture(scope="module")
def known(folder: Path) -> dict[str, list[str]]:
    """Identifiers of the desk, by the parameters that take them: made-up ones find nothing."""
    library = Library(folder)
    story = library.today().leads[0].story_id
    articles = [hit.report.id for hit in library.search("ferry").hits]
    return {
        "story_id": [story],
        "article_id": articles,
        "actor_id": [each.id for each in library.actors("", "").heard],
        "record_id": [story, *articles],
        "name": ["retain_days", "places"],
        "form": ["atom", "json"],
    }


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_as_the_api_says(app: Any, folder: Path, known: dict[str, list[str]], role: Role) -> None:
    token = Accounts(folder).make_token(role.title(), "contract", "write", 1)
    headers = {"Host": HOST, "Authorization": f"Bearer {token}"}
    config = SchemathesisConfig.from_dict({"generation": GENERATION})
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config, headers=headers)
    asked = 0

    def check(case: Any) -> None:
        nonlocal asked
        asked += 1
        typed = case.media_type in (None, "application/json")  # in a form everything is a text, so "null" is a good one
        case.call_and_validate(checks=CHECKS if typed else CHECKS[1:], headers=headers)

    for found in schema.get_all_operations():
        operation = found.ok()
        _ask(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), check)
        _ask(
            operation.as_strategy(generation_mode=GenerationMode.POSITIVE).flatmap(partial(_of_the_desk, known)), check
        )
    assert asked > 200


def _of_the_desk(known: dict[str, list[str]], case: Any) -> SearchStrategy[Any]:
    """``case``, or the same about something that the desk has."""
    names = [name for name in case.path_parameters or {} if name in known]
    if not names:
        return st.just(case)

    def named(values: tuple[str, ...]) -> Any:
        case.path_parameters.update(zip(names, values, strict=True))
        return case

    return st.just(case) | st.tuples(*(st.sampled_from(known[name]) for name in names)).map(named)


def _ask(strategy: SearchStrategy[Any], check: Callable[[Any], None]) -> None:
    bounded = settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    with suppress(Unsatisfiable):  # nothing that it takes can be wrong
        bounded(given(strategy)(check))()
