"""The scorer of series: what a row told in a sentence must come back as."""

from __future__ import annotations

from datetime import date

from benchmarks.series import PHRASINGS, Phrasing, Row, compare, measure, tell

from onrecord.model.picture import Bound, Figure
from onrecord.model.when import When

DAY = date(2031, 5, 2)
ROW = Row(DAY, 300, 300, "deaths", "the Ministry of Defence of Varnia", "Varnish")
PHRASING = Phrasing("{who} said at least {n} {whose} soldiers died.", "deaths", "at_least", "soldier")


def figure(low: float | None, high: float | None, bound: Bound = "at_least", unit: str = "soldier") -> Figure:
    when = When("2031-05-02", "2031-05-02", "day", "text")
    return Figure(
        "f", "a", "300", 0, 3, low, high, bound, unit, "", None, when, "level", None, False, "s", ()
    )  # fmt: skip


def test_each_field_is_right_wrong_or_open() -> None:
    (told,) = tell([ROW], [PHRASING])
    right = compare(told, figure(300, None), ("Ministry of Defence of Varnia", ""))
    assert set(right.values()) == {"right"}
    other = compare(told, figure(300, 300, "exact", ""), ("Ministry of Health", "the ministry"))
    assert other == {
        "value": "wrong",
        "bound": "wrong",
        "unit": "open",
        "who": "wrong",
        "day": "right",
        "kind": "right",
    }
    assert compare(told, figure(300, None), None)["who"] == "open"


def test_a_row_is_told_only_by_phrasings_that_fit_it() -> None:
    spread = Row(DAY, 200, 300, "deaths", "Anna Varn", "Varnish")
    added = Row(DAY, 40, 40, "losses", "Anna Varn", "Varnish", change=True)
    assert list(tell([spread, added], [PHRASING])) == []
    told = list(tell([spread, added], PHRASINGS))
    assert [(one.phrasing.bound == "range", one.phrasing.change) for one in told] == [(True, False), (False, True)]


def test_both_halves_of_the_phrasings_tell_every_kind_of_row() -> None:
    kinds = {(one.what, one.change, one.bound == "range") for one in PHRASINGS}
    for half in (PHRASINGS[::2], PHRASINGS[1::2]):
        assert {(one.what, one.change, one.bound == "range") for one in half} == kinds
    assert len(PHRASINGS) >= 25


def test_a_small_table_comes_back_from_a_desk() -> None:
    rows = [
        Row(date(2022, 5, 2 + 3 * step), n, n, "losses", "Ukraine's General Staff", "Russian")
        for step, n in enumerate((9000, 9400, 9900))
    ]
    count, metrics = measure(rows, [one for one in PHRASINGS[::2] if one.what == "losses"])
    assert count == len(rows)
    assert metrics["right"] == 1.0
    assert metrics["wrong"] == metrics["missing"] == 0.0
    assert metrics["pair_precision"] == 1.0
