"""The desk as pages read it: what it holds is read once and again only after it has changed."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from onrecord.desk import open_desk
from onrecord.desk.reading.article import ArticlePage, article_page
from onrecord.desk.reading.feeds import LENGTH, FeedPage, desk_feed, search_feed, story_feed
from onrecord.desk.reading.search import SHOWN, SearchPage, no_search, search_page
from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.desk.reading.story import StoryPage, Telling, story_page
from onrecord.desk.reading.today import TodayPage, today_page
from onrecord.desk.sqlite import FILE_NAME
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
        return article_page(shelf, article_id, changes, target)

    def search(self, query: str, first: int = 0) -> SearchPage:
        """What matches ``query``, from the report numbered ``first`` on; an empty one finds nothing."""
        query = _query(query)
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
        query = _query(query)
        with open_desk(self._folder) as desk:
            found = [hit.article_id for hit in desk.search(query, LENGTH, newest=True)]
            return search_feed(self.shelf(), desk.received, query, found)

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


def _query(given: str) -> str:
    query = " ".join(given.split())
    if len(query) > LONGEST_QUERY:
        raise UsageError(f"The search is longer than {LONGEST_QUERY} characters: give the words that matter.")
    return query
