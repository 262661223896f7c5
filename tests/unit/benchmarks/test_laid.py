"""A desk that was laid has the rows of one that the runner made of the same articles."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks import _laid
from benchmarks._desk import Timed, arrival, runner
from benchmarks.scale import made_in

TABLES = (
    "captures", "fates", "annotations", "sketches", "link_keys", "links", "components", "records", "done", "due",
    "articles", "rests", "reports", "overview",
)  # fmt: skip


def rows(own: Timed) -> dict[str, set[tuple[Any, ...]]]:
    raw = own.store._connection.connection.dbapi_connection  # type: ignore[attr-defined]
    found = {table: set(raw.execute(f"SELECT * FROM {table}")) for table in TABLES}
    found["articles"] = {row[1:] for row in found["articles"]}  # but for its place in the file
    return found


def test_the_rows_are_those_that_the_runner_stores() -> None:
    numbers = range(90)
    laid = runner(made_in, sketch=_laid.sketch)
    laid.add(arrival(_laid.name_of(0, number)) for number in numbers)
    _laid.Laying(laid.store, laid.stages).lay([1, 2])  # type: ignore[arg-type]
    compared = runner(made_in, sketch=_laid.sketch)
    compared.add(arrival(_laid.name_of(laying, number)) for laying in (2, 0, 1) for number in numbers)
    one, other = rows(laid), rows(compared)
    for table in TABLES:
        assert one[table] == other[table], table
    # Layings meet: articles are candidates of those of another one.
    laying = {article.id: _laid.laying_of(article.source) for article in laid.store.all_articles()}
    assert any(laying[one] != laying[other] for one in laying for other in laid.store.candidates(one))
    # What is added next is linked alike.
    for desk in (laid, compared):
        desk.add([arrival(_laid.name_of(1, 97)), arrival(_laid.name_of(2, 95))])
    assert rows(laid)["links"] == rows(compared)["links"]
    assert rows(laid)["records"] == rows(compared)["records"]


def test_only_a_short_desk_that_is_done_is_laid() -> None:
    own = runner(made_in)
    own.take([arrival("made/1")])
    with pytest.raises(ValueError):
        _laid.Laying(own.store, own.stages)  # type: ignore[arg-type]
