"""Of a large desk searches look at the best that match and pages tell of its leading part, and both say so."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import _laid, _press, pages

from onrecord import open_desk
from onrecord.desk import searching, sqlite
from onrecord.desk.query import Query
from onrecord.desk.reading import Library
from onrecord.desk.reading import library as reading
from onrecord.desk.reading.ahead import Ahead
from onrecord.desk.reading.handover import draft_page
from onrecord.desk.reading.search import SHOWN
from onrecord.desk.reading.shelf import Shelf
from onrecord.desk.reading.slices import slice_of
from onrecord.desk.reading.sources_page import sources_page
from onrecord.desk.sqlite import SqliteStore
from onrecord.model.errors import DeskBusy
from onrecord.model.handover import Draft

REPORTS = 240


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of more reports than a search looks at: each of two happenings six times, in other years."""
    made = tmp_path_factory.mktemp("large")
    own = pages.runner(made)
    own.add(pages.arrival(_laid.name_of(0, number), number) for number in range(2 * _press.REPORTS))
    assert isinstance(own.store, SqliteStore)
    _laid.Laying(own.store, own.stages).lay(range(1, 6), searched=True)
    own.store.close()
    return made


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    opened = Library(folder)
    yield opened
    opened.close()


def test_a_search_of_very_many_looks_at_the_best_and_says_so(library: Library) -> None:
    page = library.search("the")
    assert page.found == searching.LOOKED_AT < REPORTS
    assert page.part == (
        f"Of the {searching.LOOKED_AT} best only, and so are the counts: with these words there are {REPORTS}. "
        "More words or fields find others."
    )
    assert len(page.hits) == SHOWN
    assert page.next == SHOWN
    counts = [choice.count for facet in page.facets for choice in facet.choices]
    assert counts
    assert all(0 < count <= searching.LOOKED_AT for count in counts)
    outlets = next(facet for facet in page.facets if facet.name == "outlet")
    for choice in outlets.choices:  # what is narrowed finds those, too, that were not among the best
        assert library.search(choice.query).found >= choice.count


def test_pages_of_such_a_search_are_one_search(library: Library) -> None:
    shown = [
        hit.report.id for first in range(0, searching.LOOKED_AT, SHOWN) for hit in library.search("the", first).hits
    ]
    assert len(shown) == len(set(shown)) == searching.LOOKED_AT
    assert library.search("the", searching.LOOKED_AT).hits == ()


def test_without_words_the_newest_are_looked_at(library: Library, folder: Path) -> None:
    page = library.search("after:2001-01-01")
    assert f"{searching.LOOKED_AT} newest only" in page.part
    assert f"the desk holds {REPORTS}" in page.part
    with open_desk(folder) as desk:
        days = sorted((row["published"]["start"][:10] for row in desk.show("articles")), reverse=True)
    assert [hit.report.day for hit in page.hits] == days[:SHOWN]


@pytest.mark.parametrize("ranked", [sqlite.RANKED, 50])
def test_fields_find_what_very_many_words_would_hide(
    folder: Path, monkeypatch: pytest.MonkeyPatch, ranked: int
) -> None:
    monkeypatch.setattr(sqlite, "RANKED", ranked)
    with open_desk(folder) as desk:
        first = min(row["published"]["start"][:10] for row in desk.show("articles"))
        old = desk.results(f"the before:{first[:4]}-03")
        assert old.found == REPORTS // 6 if ranked > REPORTS else old.found > 0
        name = min(row["name"] for row in desk.show("actors") if row["kind"] == "person")
        said = {row["article_id"] for row in desk.show("statements", actor=name)}
        found = {hit.article_id for hit in desk.search(f'the actor:"{name}"', 100)}
        assert found <= said
        assert len(found) == min(len(said), 100, ranked)
        place = next(row["place"] for row in desk.show("events") if row["place"])
        told = desk.results(f'place:"{place}"')
        assert told.found > 0
        assert Query.parse(str(told.query)).place == place


def test_pages_over_everything_tell_of_the_leading_part(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = library.brief()
    monkeypatch.setattr(reading, "PART", 100)
    part = f"The desk holds {REPORTS} reports"
    assert not any(note.startswith(part) for note in whole.notes)
    page = library.brief()
    assert page.notes[0].startswith(part)
    assert f"about {reading.BRIEFED} of its leading stories" in page.notes[0]
    assert 0 < len(page.sources) < len(whole.sources)
    assert any(section.lines for thread in page.threads for section in thread.sections)
    assert library.brief_file("json")[1]
    assert library.brief("2001-01-02").since == "2001-01-02"


def test_a_part_may_hold_a_copy_without_the_text_that_came_first(folder: Path) -> None:
    store = SqliteStore(folder, reading=True)
    groups = [json.loads(record.body) for record in store.all_records("copies")]
    group = next(group for group in groups if group["members"])
    contents = slice_of(store, [group["members"][0]["article_id"]]).contents
    store.close()
    here = tuple(article for article in contents.articles if article.id != group["first_article_id"])
    assert group["id"] in {source.id for source in contents.relations[0].copies}
    page = sources_page(Shelf(replace(contents, articles=here)))
    assert group["first_article_id"] not in {source.report.id for source in page.printed}


def test_the_list_of_actors_of_a_large_desk_has_those_who_say_most(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PART", 100)
    page = library.actors()
    with open_desk(folder) as desk:
        actors = {row["id"]: row for row in desk.show("actors")}
    assert page.found == len(actors)
    said = [row.said for row in page.heard]
    assert said == sorted(said, reverse=True)
    assert page.shown == len(page.heard) + len(page.named) <= reading.ACTORS
    assert bool(page.part) == (page.shown == reading.ACTORS)
    assert all(row.newest and row.newest.passage.text for row in page.heard)
    assert dict(page.kinds) == {
        kind: sum(row["kind"] == kind for row in actors.values()) for kind in {row["kind"] for row in actors.values()}
    }
    name = page.heard[0].name.split()[-1]
    found = library.actors(name[:4].upper())
    assert page.heard[0].id in {row.id for row in found.heard}
    assert all(any(name[:4].lower() in each.lower() for each in actors[row.id]["names"]) for row in found.heard)
    assert library.actors("", "person").heard
    assert {row.kind for row in library.actors("", "person").heard} == {"person"}
    assert library.actors("qqqq").found == 0


def test_a_page_is_made_again_beside_its_readers() -> None:
    ahead = Ahead(2, 0.0, 60.0)
    made = threading.Event()
    assert ahead.get("a", 1, 0, lambda: "first") == "first"
    assert ahead.get("a", 1, 0, lambda: "never") == "first"

    def second() -> str:
        made.wait(5)
        return "second"

    assert ahead.get("a", 2, 0, second) == "first"  # nobody waits for it
    assert ahead.get("a", 2, 0, second) == "first"
    made.set()
    for _ in range(500):
        if (found := ahead.get("a", 2, 0, second)) == "second":
            break
        time.sleep(0.01)
    assert found == "second"

    def busy() -> str:
        raise DeskBusy("Another process is writing.")

    assert ahead.get("a", 3, 0, busy) == "second"
    with pytest.raises(DeskBusy):
        ahead.get("b", 1, 0, busy)
    assert [ahead.get(name, 1, 0, lambda: "new") for name in ("b", "c", "d", "b")] == ["new"] * 4
    assert Ahead(2, 60.0, 60.0).get("a", 1, 0, lambda: 1) == 1


def test_whatever_goes_wrong_beside_readers_they_get_the_last_page_and_the_next_one_tries_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ahead = Ahead(2, 0.0, 60.0)
    assert ahead.get("a", 1, 0, lambda: "first") == "first"
    loose: list[object] = []
    monkeypatch.setattr(threading, "excepthook", loose.append)
    tries: list[int] = []

    def broken() -> str:
        tries.append(1)
        raise ValueError("a record that no page expects")

    for number in (1, 2):
        for _ in range(500):
            assert ahead.get("a", 2, 0, broken) == "first"
            if len(tries) >= number:
                break
            time.sleep(0.01)
    assert len(tries) >= 2
    started = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", _no_thread)
    for _ in range(500):
        assert ahead.get("a", 2, 0, broken) == "first", "where no thread can be started neither"
    monkeypatch.setattr(threading.Thread, "start", started)
    for _ in range(500):
        if (found := ahead.get("a", 2, 0, lambda: "second")) == "second":
            break
        time.sleep(0.01)
    assert found == "second"
    assert loose == [], "it is told in the log, with what is known of it"
    assert "a record that no page expects" in caplog.text


def _no_thread(_: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def test_a_page_from_before_a_removal_or_of_long_ago_is_given_to_nobody() -> None:
    patient = Ahead(2, 60.0, 60.0)
    assert patient.get("a", 1, 0, lambda: "with the words") == "with the words"
    assert patient.get("a", 2, 0, lambda: "never") == "with the words"
    assert patient.get("a", 2, 1, lambda: "without them") == "without them"
    forgetful = Ahead(2, 0.0, 0.0)
    assert forgetful.get("a", 1, 0, lambda: "old") == "old"
    assert forgetful.get("a", 1, 0, lambda: "never") == "old"  # it is what there is
    assert forgetful.get("a", 2, 0, lambda: "new") == "new"


def test_a_page_that_is_being_made_when_all_are_forgotten_is_given_to_nobody() -> None:
    ahead = Ahead(2, 0.0, 60.0)
    ahead.get("a", 1, 0, lambda: "before")
    begun, cleared, made = threading.Event(), threading.Event(), threading.Event()

    def slowly() -> str:
        begun.set()
        cleared.wait(10)
        threading.Timer(0.2, made.set).start()
        return "made before the ruling"

    assert ahead.get("a", 2, 0, slowly) == "before"
    begun.wait(10)
    ahead.clear()
    cleared.set()
    made.wait(10)
    assert ahead.get("a", 2, 0, lambda: "after") == "after"
    assert ahead.get("a", 2, 0, lambda: "made again") == "after"


def test_who_rules_sees_it_on_the_next_page_of_a_large_desk(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PART", REPORTS - 1)
    own = tmp_path / "desk"
    shutil.copytree(folder, own)
    library = Library(own)
    ahead = library.today().ahead
    library.rule("mute", ahead[0].id, "", by="an editor", why="no event of this crisis")
    assert ahead[0].id not in [event.id for event in library.today().ahead]
    library.close()


def test_what_is_handed_over_of_a_large_desk_is_its_brief_and_says_that_it_is_a_part(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = library.composed()
    monkeypatch.setattr(reading, "PART", 100)
    handed = library.composed()
    assert handed.notes[0] == library.brief().notes[0]
    assert handed.notes[0].startswith(f"The desk holds {REPORTS} reports")
    assert handed.notes[1:] == whole.notes
    assert 0 < len(handed.references) < len(whole.references)
    moment = "2031-05-02T05:58:03+00:00"
    assert draft_page(Draft("draft_1", "Ada", moment, moment, handed, ()), None).unread == handed.notes


def test_words_that_were_removed_from_a_large_desk_are_shown_to_nobody(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PART", 100)
    own = tmp_path / "desk"
    shutil.copytree(folder, own)
    library = Library(own)
    try:
        gone = library.brief().sources[0].article_id
        told = {source.article_id for source in library.brief().sources}
        outlets = library.sources()
        with open_desk(own) as desk:
            desk.remove(gone, "embargo")
        assert gone in told
        assert gone not in {source.article_id for source in library.brief().sources}
        assert library.sources() is not outlets
        assert gone not in library.shelf().sources.articles
    finally:
        library.close()


def test_pages_over_everything_are_made_before_anybody_asks(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PART", REPORTS - 1)
    library.prepare()

    def again(*_: object, **__: object) -> None:
        raise AssertionError("made again")

    for name in ("leading_shelf", "front"):
        monkeypatch.setattr(reading, name, again)
    assert library.today().articles == REPORTS
    assert library.map().part
    assert library.sources().part
    assert library.brief().notes


def test_a_page_that_cannot_be_made_ahead_keeps_no_other_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise DeskBusy("Another process is writing.")

    monkeypatch.setattr(Library, "map", busy)
    library.prepare()
    assert library.brief().threads
