"""No statement that the runner makes for an article reads a whole table: a desk may hold a million."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import event
from tests.contract.desks import runner
from tests.contract.fake_stages import Arrival
from tests.faults.arrivals import many
from tests.faults.update_program import run as visit_feeds

from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.views import find

#: The full-text index is a table to the planner: it is looked up by its row or by a MATCH, both of which read "SCAN ... VIRTUAL".
EXCEPT = ("VIRTUAL TABLE INDEX",)

#: Statements that read a whole kind, once where a stage has changed and never for an article.
ONCE = ("INSERT INTO due (stage, unit) SELECT",)


def plans(store: SqliteStore, statements: list[tuple[str, Any]]) -> dict[str, list[str]]:
    raw = store._connection.connection.dbapi_connection
    assert raw is not None
    found: dict[str, list[str]] = {}
    for statement, parameters in statements:
        if re.match(r"SELECT|INSERT|UPDATE|DELETE", statement) and statement not in found:
            found[statement] = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    return found


def test_no_statement_for_an_article_scans_a_table(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    runner(store).add(many(30))
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        statements.append((statement, parameters[0] if many else parameters))

    event.listen(store._engine, "before_cursor_execute", note)
    runner(store).add(
        [Arrival("new.txt", "#t1\nAnna says new"), Arrival("in/004.txt", "#t0\n@address http://herald.example/0")]
    )
    runner(store).add([Arrival("new.txt", "#t2\nAnna says newer")])
    runner(store).remove("in/001.txt", "why")
    find(store, next(store.all_articles()).id)
    event.remove(store._engine, "before_cursor_execute", note)
    statements = [told for told in statements if "ORDER BY articles.article_id" not in told[0]]  # all_articles above
    found = plans(store, statements)
    assert len(found) > 40
    scans = {
        statement: step
        for statement, steps in found.items()
        for step in steps
        if step.startswith("SCAN") and not any(reason in step for reason in EXCEPT)
        if not statement.startswith(ONCE)
    }
    assert scans == {}
    store.close()


def test_a_version_makes_all_due_in_one_statement() -> None:
    store = SqliteStore(None)
    runner(store).add(many(6))
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    with store.transaction():
        store.enqueue_all("read")
    assert [statement for statement in statements if statement.startswith(ONCE)] != []
    store.close()


def test_no_statement_for_a_visit_scans_a_table() -> None:
    store = SqliteStore(None)
    visit_feeds(store)
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        statements.append((statement, parameters[0] if many else parameters))

    event.listen(store._engine, "before_cursor_execute", note)
    visit_feeds(store, everything=True)
    event.remove(store._engine, "before_cursor_execute", note)
    once = (
        "captures.location, captures.sequence",
        "FROM subscriptions ORDER BY subscriptions.id",
    )  # which to look at again
    found = plans(store, [told for told in statements if not any(words in told[0] for words in once)])
    assert len(found) > 10
    scans = [step for steps in found.values() for step in steps if step.startswith("SCAN")]
    assert scans == []
    store.close()
