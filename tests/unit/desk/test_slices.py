"""A page that reads a part of the desk shows what one that reads all of it would, and reads no more of a larger desk."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import _laid, _press, pages
from sqlalchemy import Engine, event

from onrecord import open_desk
from onrecord.desk.reading import Library
from onrecord.desk.reading.article import article_page
from onrecord.desk.reading.claims import ClaimView
from onrecord.desk.reading.shelf import Shelf
from onrecord.desk.reading.slices import MOST_PASSAGES
from onrecord.desk.reading.story import story_page
from onrecord.desk.sqlite import SqliteStore
from onrecord.model.errors import NotFound

DEMO = Path(__file__).parents[3] / "demo/harbour/reports"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("slices") / "desk"
    with open_desk(made) as desk:
        desk.add(sorted(DEMO.iterdir())[:14], received="2031-05-24")
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> Shelf:
    with open_desk(folder) as desk:
        return Shelf(desk.contents())


def test_a_story_reads_as_from_the_whole_desk(folder: Path, whole: Shelf) -> None:
    library = Library(folder)
    with open_desk(folder) as desk:
        for _, story in whole.stories():
            days = desk.timeline(story.id, days=12, sentences=1).days
            telling = {day.day: ([quote.evidence for quote in day.quotes], day.origins) for day in days}
            assert library.story(story.id) == story_page(whole, story.id, telling)
            assert library.story(story.id) is library.story(story.id)
    library.close()


def test_a_story_opens_with_what_its_page_shows(folder: Path, whole: Shelf) -> None:
    library = Library(folder)
    states = set()
    for _, story in whole.stories():
        page, opening = library.story(story.id), library.story_opening(story.id)
        assert replace(opening.page, claims=()) == replace(page, claims=())
        assert dict(opening.claims) == Counter(claim.state for claim in page.claims)
        assert [claim for claim in page.claims if claim in opening.page.claims] == list(opening.page.claims)
        agreed = [claim for claim in page.claims if claim.state == "corroborated"]
        assert [claim for claim in opening.page.claims if claim.state == "corroborated"] == agreed
        disputed = [claim for claim in page.claims if claim.state == "disputed"]
        assert list(opening.contested) == ([] if agreed else disputed[:3])
        assert set(states_of(opening.page.claims)) <= {"corroborated", "disputed"}
        states |= set(states_of(page.claims))
    assert states > {"corroborated", "disputed"}
    library.close()


def states_of(claims: Iterable[ClaimView]) -> list[str]:
    return [claim.state for claim in claims]


def test_an_article_reads_as_from_the_whole_desk(folder: Path, whole: Shelf) -> None:
    library = Library(folder)
    with open_desk(folder) as desk:
        for article_id in whole.sources.articles:
            changes = tuple(desk.changes(article_id))
            expected = article_page(whole, article_id, changes, None, desk.annotations(article_id))
            assert library.article(article_id) == expected
    library.close()


def test_the_front_page_leads_by_what_is_new(folder: Path, whole: Shelf) -> None:
    library = Library(folder)
    page = library.today()
    assert page.as_of == whole.as_of
    assert page.articles == len(whole.sources.articles)
    assert page.independent == sum(not whole.sources.is_full_copy(each) for each in whole.sources.articles)
    assert {lead.story_id for lead in page.leads} == {story.id for _, story in whole.stories()}

    def ranks(story_id: str) -> tuple[bool, int]:
        relations, story = whole.story(story_id)
        own = [each for each in story.article_ids if not whole.sources.is_full_copy(each)]
        new = {whole.writer(each) for each in own if (whole.day(each) or "") >= (page.since or "")}
        return len(relations.datings) == 1, -len(new)

    assert [(lead.alone, -lead.new) for lead in page.leads] == sorted(ranks(lead.story_id) for lead in page.leads)
    assert page.changed
    assert page.disputed == tuple(sorted(page.disputed, key=lambda each: each.newest, reverse=True))
    assert all(whole.as_of and (each.day or "9999") <= whole.as_of for each in page.due)
    library.close()


def test_what_is_not_there(folder: Path) -> None:
    library = Library(folder)
    for ask in (library.story, library.article):
        with pytest.raises(NotFound, match="has the identifier"):
            ask("art_none")
    with pytest.raises(NotFound):
        library.passage("art_none", 0, 1)
    library.close()


def test_a_page_is_of_the_desk_as_it_is_now(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "desk")
    library = Library(tmp_path / "desk")
    before = library.today()
    with open_desk(tmp_path / "desk") as desk:
        gone = sorted(DEMO.iterdir())[0]
        desk.remove(str(gone), "asked")
        assert library.today().articles == before.articles - 1
    library.close()


def test_a_reader_waits_for_no_writer(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "desk")
    library = Library(tmp_path / "desk")
    writer = SqliteStore(tmp_path / "desk")
    with writer.writing(), writer.transaction():
        writer.put_stamp("read", "other")
        assert library.today().leads
    writer.close()
    library.close()


# What a page costs


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A desk of 40 reports, and one of ten times as many in which they are the first."""
    small, large = (tmp_path_factory.mktemp("desks") / name for name in ("small", "large"))
    small.mkdir()
    own = pages.runner(small)
    own.add(pages.arrival(_laid.name_of(0, number), number) for number in range(2 * _press.REPORTS))
    own.store.close()
    shutil.copytree(small, large)
    own = pages.runner(large)
    assert isinstance(own.store, SqliteStore)
    _laid.Laying(own.store, own.stages).lay(range(1, 10), searched=True)
    own.store.close()
    return small, large


def statements(ask: Callable[[], object]) -> int:
    """How many statements a database is asked."""
    asked = []

    def note(*told: object) -> None:
        asked.append(told[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(asked)


def steps(folder: Path, ask: Callable[[Library], object]) -> int:
    """How many hundreds of its instructions the database runs: they count the rows that are looked at."""
    library = Library(folder)
    with library._readers.snapshot() as store:
        raw = store._connection.connection.dbapi_connection  # type: ignore[attr-defined]
    counted = [0]

    def note() -> int:
        counted[0] += 1
        return 0

    raw.set_progress_handler(note, 100)
    ask(library)
    raw.set_progress_handler(None, 0)
    library.close()
    return counted[0]


def test_a_larger_desk_asks_no_more_of_the_database(desks: tuple[Path, Path]) -> None:
    small, large = desks
    with open_desk(small) as desk:
        stories = sorted(desk.show("stories"), key=lambda story: (-len(story["article_ids"]), story["id"]))
        article_id = stories[0]["article_ids"][0]
    asks: dict[str, Callable[[Library], object]] = {
        "story": lambda library: library.story(stories[0]["id"]),
        "article": lambda library: library.article(article_id),
        "passage": lambda library: library.passage(article_id, 0, 5),
        "today": lambda library: library.today(),
    }
    for name, ask in asks.items():
        counts = []
        for folder in desks:
            library = Library(folder)
            library.passage(article_id, 0, 5)  # opens the connection
            counts.append(statements(lambda ask=ask, library=library: ask(library)))  # type: ignore[misc]
            library.close()
        # On the small one no article has neighbours beside those that are read as its own: two statements.
        assert counts[1] <= counts[0] + 2, name
        if name != "today":  # which counts the articles of the desk over an index
            assert steps(large, ask) <= 2 * steps(small, ask) + 5, name


def test_a_record_of_many_passages_is_cut_to_the_last(desks: tuple[Path, Path]) -> None:
    small, _ = desks
    page = Library(small).today()
    assert all(len(figure.points) <= MOST_PASSAGES for figure in page.moved)
