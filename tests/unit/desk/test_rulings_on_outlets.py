"""A ruling on an outlet is on it under each of its names: "Harbour Post" and "The HARBOUR Post" have one owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from onrecord.desk import Desk, open_desk
from onrecord.desk.reading.rulings import outlet_rulings
from onrecord.model.errors import RulingError
from onrecord.relate.independence import Houses
from onrecord.relate.rulings import Decided

SAID = "About 450 sailors were waiting in the port of Odense, the union's chairman, Per Holm, said on Saturday."


def page(outlet: str, words: str) -> str:
    return (
        f'<html><head><title>{words}</title><meta property="og:site_name" content="{outlet}"></head><body><article>'
        f"<h1>{words}</h1><p>3 May 2031</p><p>{words}, harbour workers told this paper.</p>"
        f"<p>The port of Odense is closed. {SAID}</p></article></body></html>"
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    moments = count()
    with open_desk(clock=lambda: datetime(2031, 5, 6, tzinfo=UTC) + timedelta(seconds=next(moments))) as desk:
        add(
            desk,
            tmp_path,
            {"The Harbour Post": "Ferry fares will rise in June", "Quorrin Herald": "Sailors wait for pay"},
        )
        yield desk


def add(desk: Desk, folder: Path, reports: dict[str, str]) -> None:
    for number, (outlet, words) in enumerate(reports.items()):
        path = folder / f"{words.split()[0]}{number}.html"
        path.write_text(page(outlet, words), encoding="utf-8")
        desk.add([path], received="2031-05-06")


def reached(desk: Desk) -> set[str]:
    """The outlets of the reports to whose threads an owner is told when they are related."""
    runner = desk._runner()
    return {
        article.outlet or ""
        for article in desk._store.all_articles()
        if any(ruling.kind == "owner" for ruling in runner._on_owners([article.id]))
    }


@pytest.mark.parametrize("named", ["harbour post", "The Harbour Post", "THE  HARBOUR POST", "Harbour Post"])
def test_an_outlet_may_be_named_as_it_is_called(desk: Desk, named: str) -> None:
    ruling = desk.rule("owner", named, "Halvard Group", by="me")
    assert ruling.target == "The Harbour Post"
    assert reached(desk) == {"The Harbour Post"}
    letter = desk.rule("reliability", named, "b", by="me", why="corrects its errors")
    assert letter.target == "The Harbour Post", "where letters are looked up"


def test_it_is_on_reports_that_name_the_outlet_otherwise(desk: Desk, tmp_path: Path) -> None:
    first = desk.rule("owner", "The Harbour Post", "Halvard Group", by="me")
    add(desk, tmp_path, {"HARBOUR POST": "Fishermen sail again tomorrow"})
    assert reached(desk) == {"The Harbour Post", "HARBOUR POST"}
    assert len(desk._store.articles_of("harbour post")) == 2
    with pytest.raises(RulingError, match="is called HARBOUR POST and The Harbour Post here"):
        desk.rule("owner", "harbour post", "Somebody", by="me")
    second = desk.rule("owner", "HARBOUR POST", "Union", by="me")
    assert second.was == first.value, "it was ruled of the same outlet"
    third = desk.rule("owner", "The Harbour Post", "Union Two", by="me")
    assert third.was == "Union"
    assert owner_of_all(desk) == {"Union Two"}, "the latest, whichever name it was ruled under"
    desk.rule("withdraw", third.id, by="me")
    assert owner_of_all(desk) == {"Union"}


def owner_of_all(desk: Desk) -> set[str]:
    owners = Decided.of(desk.contents().rulings).owners
    shown = {
        view.value
        for name in ("The Harbour Post", "HARBOUR POST")
        for view in outlet_rulings(desk.contents().rulings, name)
    }
    assert set(Houses((), owners)._owners.values()) == shown
    return shown


def test_nobody_else_is_meant(desk: Desk) -> None:
    with pytest.raises(RulingError, match="No report of this desk is by 'Harbour Posts'"):
        desk.rule("owner", "Harbour Posts", "Halvard Group", by="me")
