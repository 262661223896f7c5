"""The desk as pages read it: what it holds is read once and again only after it has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from onrecord.desk import open_desk
from onrecord.desk.reading.actors import ActorPage, ActorsPage, actor_page, actors_page
from onrecord.desk.reading.article import ArticlePage, article_page
from onrecord.desk.reading.beside import BesidePage, beside_page
from onrecord.desk.reading.brief_page import BriefPage, brief_file, brief_page, make_brief
from onrecord.desk.reading.calendar_page import CalendarPage, calendar_file, calendar_page
from onrecord.desk.reading.feeds import LENGTH, FeedPage, desk_feed, search_feed, story_feed
from onrecord.desk.reading.figures_page import FiguresPage, figures_page
from onrecord.desk.reading.places import MapPage, map_page
from onrecord.desk.reading.search import SHOWN, SearchPage, no_search, search_page
from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.desk.reading.sources_page import OutletPage, SourcesPage, outlet_page, sources_page
from onrecord.desk.reading.story import StoryPage, Telling, story_page
from onrecord.desk.reading.today import TodayPage, today_page
from onrecord.desk.sqlite import FILE_NAME
from onrecord.model.annotations import Annotations
from onrecord.model.brief import Brief
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.passage import Evidence, Span
from onrecord.model.revision_changes import RevisionChange

#: Days of a story that get a sentence, the ones that count most; every day with a report is listed.
DAYS = 12
#: Stories, and articles with several revisions, whose pages are kept until the desk changes.
KEPT = 64
#: Characters of a query, and of a passage that is asked for by its offsets: far more than any person types or reads at once.
LONGEST_QUERY, LONGEST_PASSAGE = 500, 5_000

State = tuple[tuple[int, int], ...]

Chosen = TypeVarTuple("Chosen")
Page = TypeVar("Page")


class Library:
    """Pages of the desk in ``folder``, for many readers at once. Pages hold what the desk held when they were asked for.

    Every method may raise ``NotFound``, ``DeskBusy`` and ``DeskDamaged``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None
        self._state: State = ()
        self._today = lru_cache(maxsize=KEPT)(self._make_today)
        self._story = lru_cache(maxsize=KEPT)(self._make_story)
        self._changes = lru_cache(maxsize=KEPT)(self._make_changes)
        self._annotations = lru_cache(maxsize=KEPT)(self._read_annotations)
        self._kept = lru_cache(maxsize=KEPT)(self._make)

    @property
    def folder(self) -> Path:
        """Where the desk is."""
        return self._folder

    def today(self, since: str = "") -> TodayPage:
        """The front page; ``since`` is the name of a state that was kept, or a day. Raises ``UsageError`` where it is neither."""
        return self._today(self.shelf(), since)

    def keep(self, name: str) -> None:
        """Keep what the desk holds now under ``name``, to be compared with later. Raises ``UsageError``."""
        with open_desk(self._folder) as desk:
            desk.keep(name, self.shelf().contents)

    def visit(self) -> None:
        """Note that a reader begins to look at the desk now."""
        with open_desk(self._folder) as desk:
            desk.visit(self.shelf().contents)

    def story(self, story_id: str) -> StoryPage:
        """The page of a story."""
        return self._story(self.shelf(), story_id)

    def article(self, article_id: str, target: Span | None = None) -> ArticlePage:
        """The page of an article, with ``target`` marked in it."""
        shelf = self.shelf()
        shelf.article(article_id)
        changes = self._changes(shelf, article_id) if shelf.revisions[article_id] > 1 else ()
        return article_page(shelf, article_id, changes, target, self._annotations(shelf, article_id))

    def search(self, query: str, first: int = 0) -> SearchPage:
        """What matches ``query``, from the report numbered ``first`` on; an empty one finds nothing."""
        query = _words(query)
        if not query:
            return no_search()
        shelf = self.shelf()
        with open_desk(self._folder) as desk:
            return search_page(shelf, desk.results(query, SHOWN, first), first)

    def desk_feed(self) -> FeedPage:
        """The feed of all reports."""
        with open_desk(self._folder) as desk:
            return desk_feed(self.shelf(), desk.received)

    def story_feed(self, story_id: str) -> FeedPage:
        """The feed of a story."""
        with open_desk(self._folder) as desk:
            return story_feed(self.shelf(), desk.received, story_id)

    def search_feed(self, query: str) -> FeedPage:
        """The feed of a search. Raises ``UsageError`` as :meth:`search` does, and for an empty one."""
        query = _words(query)
        with open_desk(self._folder) as desk:
            found = [hit.article_id for hit in desk.search(query, LENGTH, newest=True)]
            return search_feed(self.shelf(), desk.received, query, found)

    def actors(self, query: str = "", kind: str = "") -> ActorsPage:
        """The list of actors: those with ``query`` in a name, of one kind."""
        return self._of(actors_page, _words(query), kind)

    def actor(self, actor_id: str, stance: str = "") -> ActorPage:
        """The page of an actor; of what one said that of one stance."""
        return self._of(actor_page, actor_id, stance)

    def figures(self, thread_id: str = "") -> FiguresPage:
        """The quantities of the desk, or of one crisis."""
        return self._of(figures_page, thread_id)

    def calendar(self, story_id: str | None = None) -> CalendarPage:
        """The calendar of the desk, or of one story."""
        return self._of(calendar_page, story_id)

    def calendar_file(self, story_id: str | None = None) -> bytes:
        """The same as an iCalendar file."""
        return self._of(calendar_file, story_id).data

    def map(self, story_id: str | None = None) -> MapPage:
        """The places of the desk, or of one story."""
        return self._of(self._make_map, story_id)

    def sources(self) -> SourcesPage:
        """Outlets, and the addresses that are visited."""
        return self._of(self._make_sources)

    def outlet(self, name: str) -> OutletPage:
        """The reports of an outlet."""
        return self._of(outlet_page, name)

    def beside(self, article_id: str) -> BesidePage:
        """A copy beside the text that came first."""
        return self._of(beside_page, article_id)

    def brief(self, since: str = "", *, whole: bool = False) -> BriefPage:
        """The brief, compared with a state that was kept or a day; ``whole``: with every line."""
        return self._of(self._make_brief_page, since, whole)

    def brief_file(self, ending: str, since: str = "", *, whole: bool = False) -> tuple[str, bytes]:
        """The same as a file: its media type and its bytes."""
        return brief_file(self._of(self._make_brief, since, whole), ending)

    def passage(self, article_id: str, start: int, end: int) -> Cited:
        """The words at some characters of an article."""
        shelf = self.shelf()
        text = shelf.article(article_id).text
        if not 0 <= start < end <= min(len(text), start + LONGEST_PASSAGE):
            raise NotFound(f"The article has no passage at {start} to {end}: go back and open it from its line.")
        return shelf.cite(Evidence.of(article_id, text, start, end))

    def shelf(self) -> Shelf:
        """What the desk holds now."""
        state = self._look()
        with self._lock:
            if self._shelf is None or state != self._state:
                with open_desk(self._folder) as desk:
                    self._shelf = Shelf(desk.contents())
                self._state = state
                self._today.cache_clear()
                self._story.cache_clear()  # what was made of the old shelf would keep it in memory
                self._changes.cache_clear()
                self._annotations.cache_clear()
                self._kept.cache_clear()
            return self._shelf

    def _make_today(self, shelf: Shelf, since: str) -> TodayPage:
        with open_desk(self._folder) as desk:
            return today_page(shelf, desk.state(since) if since else None, desk.states())

    def _make_story(self, shelf: Shelf, story_id: str) -> StoryPage:
        shelf.story(story_id)
        with open_desk(self._folder) as desk:
            timeline = desk.timeline(story_id, days=DAYS, sentences=1)
        telling: Telling = {
            # The desk may have changed since the shelf was filled: then these words are shown at the next visit.
            day.day: ([quote.evidence for quote in day.quotes if shelf.holds(quote.evidence)], day.origins)
            for day in timeline.days
        }
        return story_page(shelf, story_id, telling)

    def _of(self, page: Callable[[Shelf, *Chosen], Page], *chosen: *Chosen) -> Page:
        """A page of what the desk holds now, made once for each choice."""
        found: Page = self._kept(self.shelf(), page, *chosen)
        return found

    def _make(self, shelf: Shelf, page: Callable[..., Any], *chosen: object) -> Any:
        return page(shelf, *chosen)

    def _make_map(self, shelf: Shelf, story_id: str | None) -> MapPage:
        with open_desk(self._folder) as desk:
            return map_page(shelf, desk.locate, story_id)

    def _make_sources(self, shelf: Shelf) -> SourcesPage:
        with open_desk(self._folder) as desk:
            return sources_page(shelf, desk.subscriptions())

    def _make_brief_page(self, shelf: Shelf, since: str, whole: bool) -> BriefPage:
        return brief_page(shelf, self._make_brief(shelf, since, whole), whole=whole)

    def _make_brief(self, shelf: Shelf, since: str, whole: bool) -> Brief:
        compared = None
        if since := since.strip():
            with open_desk(self._folder) as desk:
                compared = desk.state(since)
        return make_brief(shelf, compared, whole=whole)

    def _read_annotations(self, shelf: Shelf, article_id: str) -> Annotations | None:
        with open_desk(self._folder) as desk:
            found = desk.annotations(article_id)
        return found if found is None or _fits(shelf, found) else None

    def _make_changes(self, shelf: Shelf, article_id: str) -> tuple[RevisionChange, ...]:
        with open_desk(self._folder) as desk:
            return tuple(desk.changes(article_id))

    def _look(self) -> State:
        """Size and time of the desk's files: they change with every transaction."""
        found = []
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            try:
                status = (self._folder / name).stat()
                found.append((status.st_size, status.st_mtime_ns))
            except FileNotFoundError:
                found.append((0, 0))
        return tuple(found)


def _words(given: str) -> str:
    """What somebody typed, on one line. Raises ``UsageError`` where it is too long."""
    words = " ".join(given.split())
    if len(words) > LONGEST_QUERY:
        raise UsageError(f"The search is longer than {LONGEST_QUERY} characters: give the words that matter.")
    return words


def _fits(shelf: Shelf, annotations: Annotations) -> bool:
    """Whether annotations are of the text that the shelf has: the desk may have changed since it was filled."""
    text = shelf.article(annotations.article_id).text
    return all(text[each.start : each.end] == each.text for each in annotations.mentions) and all(
        text[each.start : each.end] == each.text for each in annotations.times
    )
