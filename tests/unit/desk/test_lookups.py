"""The tables for pages follow from the others, whatever happened to a desk; and a page reads no more of a larger desk."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.desks import runner
from tests.contract.fake_stages import Arrival

from onrecord.desk.lookups import DERIVED
from onrecord.desk.sqlite import SqliteStore

TABLES = tuple(table.name for table in DERIVED)
NAMES = ("a", "b", "c", "d", "e")
TOPICS = ("#one", "#two", "#far", "")


def rows(store: SqliteStore) -> dict[str, list[tuple[Any, ...]]]:
    raw = store._connection.connection.dbapi_connection
    assert raw is not None
    return {table: sorted(raw.execute(f"SELECT * FROM {table}"), key=repr) for table in TABLES}  # type: ignore[attr-defined]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(TOPICS), st.sampled_from(("", "2031-05-01", "2031-05-02"))),
        min_size=1,
        max_size=10,
    ),
    st.sets(st.sampled_from(NAMES), max_size=2),
)
def test_they_are_what_filling_them_anew_gives(added: list[tuple[str, str, str]], removed: set[str]) -> None:
    store = SqliteStore(None)
    own = runner(store)
    for name, topic, day in added:
        own.add(
            [Arrival(name, f"@published {day}\nAnn says {topic} rain\n{topic}\n" if day else f"Bo says so\n{topic}\n")]
        )
    for name in sorted(removed & {name for name, _, _ in added}):
        own.remove(name, "asked")
    kept = rows(store)
    with store.transaction():
        store._fill()
    assert rows(store) == kept
    store.close()
