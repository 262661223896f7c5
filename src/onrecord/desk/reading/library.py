"""The desk as pages read it: each page reads what it shows, by indexes, from one moment of the desk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from onrecord.desk import open_desk, states
from onrecord.desk.handovers import Handovers
from onrecord.desk.identifiers import current
from onrecord.desk.lookups import BELONGING
from onrecord.desk.query import Query
from onrecord.desk.reading.actors import ActorPage, ActorsPage, actor_page, actors_page, leading_actors
from onrecord.desk.reading.ahead import Ahead
from onrecord.desk.reading.article import ArticlePage, article_page
from onrecord.desk.reading.beside import BesidePage, beside_page
from onrecord.desk.reading.brief_page import BriefPage, brief_file, brief_page, make_brief, no_pdf
from onrecord.desk.reading.calendar_page import CalendarPage, calendar_file, calendar_page
from onrecord.desk.reading.choices import (
    ACTORS,
    beside,
    of_actor,
    of_actors,
    of_calendar,
    of_calendar_page,
    of_figures,
    of_places,
    of_story,
)
from onrecord.desk.reading.feeds import LENGTH, FeedPage, desk_feed, latest, search_feed, story_feed
from onrecord.desk.reading.figures_page import FiguresPage, figures_page
from onrecord.desk.reading.following import (
    FollowingPage,
    Unread,
    Watch,
    Watching,
    following_page,
    latest_said,
    unread,
    watch,
)
from onrecord.desk.reading.front import Front, front, front_shelf
from onrecord.desk.reading.handover import (
    DraftPage,
    HandoverList,
    KeptPage,
    ShiftPage,
    draft_page,
    handover_list,
    kept_page,
    shift_page,
)
from onrecord.desk.reading.kept import Kept
from onrecord.desk.reading.leading import leading_shelf, part_words
from onrecord.desk.reading.places import MapPage, map_page
from onrecord.desk.reading.readers import Readers
from onrecord.desk.reading.rulings import AuditPage, Correction, audit_page, correction
from onrecord.desk.reading.search import SHOWN, SearchPage, no_search, said_of, search_page
from onrecord.desk.reading.shelf import NO_ARTICLE, Cited, Shelf
from onrecord.desk.reading.slices import slice_of
from onrecord.desk.reading.sources_page import OutletPage, SourcesPage, outlet_page, sources_page
from onrecord.desk.reading.stories import made_from, story_called, story_opening, whole_story
from onrecord.desk.reading.story import StoryPage
from onrecord.desk.reading.story_opening import StoryOpening
from onrecord.desk.reading.today import TodayPage, today_page
from onrecord.desk.searching import search
from onrecord.desk.sqlite import FILE_NAME
from onrecord.desk.store import KeptState, Narrowing, Store
from onrecord.model.brief import Brief
from onrecord.model.codec import loads
from onrecord.model.errors import NotFound, OnrecordError, UsageError
from onrecord.model.follow import Follow, FollowKind
from onrecord.model.handover import ShiftDifference
from onrecord.model.passage import Evidence, Span
from onrecord.model.relations import Story
from onrecord.model.revision_changes import RevisionChange
from onrecord.model.ruling import OUTLET_RULINGS, Ruling
from onrecord.publish import DEFAULT_LINES

_log = logging.getLogger(__name__)

#: Pages of stories, and what changed between revisions, that are kept until what they were made from changes.
KEPT = 256
#: Characters of a query, and of a passage that is asked for by its offsets: far more than any person types or reads at once.
LONGEST_QUERY, LONGEST_PASSAGE = 500, 5_000

#: Reports of a desk that is read whole for pages over everything; of a larger one, about so many of its leading stories.
PART, LEADING = 2_000, 150
#: The same for the brief, which has a line for most of what they say, and the lines that each of its sections has then.
BRIEFED, BRIEF_LINES = 20, 10
#: Seconds for which a page of the part of a large desk is not made again while the desk changes, and those after which it is made before
#: it is given, since nobody asked meanwhile.
PATIENCE, OLDEST = 30.0, 300.0
#: The same for the front page of such a desk.
FRONT_PATIENCE, FRONT_OLDEST = 2.0, 10.0
#: Reports on the page of an outlet of a large desk.
OUTLET = 40

#: What the list of actors of such a desk says.
LEADING_ACTORS = f"Those {ACTORS} who say most. A part of a name begins with the letters that a word of it begins with."

State = tuple[tuple[int, int], ...]

Chosen = TypeVarTuple("Chosen")
Page = TypeVar("Page")
Told = TypeVar("Told", MapPage, SourcesPage)


class Library:
    """Pages of the desk in ``folder``, for many readers at once, each from one moment of the desk.

    A page reads what it shows, by indexes. One that takes long to make is kept until something that it was made from changes. Every
    method may raise ``NotFound``, ``DeskBusy`` and ``DeskDamaged``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._readers = Readers(folder)
        self._pages = Kept(KEPT)
        self._fronts = Ahead(KEPT, FRONT_PATIENCE, FRONT_OLDEST)
        self._ahead = Ahead(KEPT, PATIENCE, OLDEST)
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None
        self._state: State = ()
        self._of_all = lru_cache(maxsize=KEPT)(self._make)

    def close(self) -> None:
        """Close the connections to the desk. Every page opens new ones."""
        self._readers.close()

    @property
    def folder(self) -> Path:
        """Where the desk is."""
        return self._folder

    def today(self, since: str = "", person: str = "") -> TodayPage:
        """The front page; ``since`` is the name of a state that was kept, or a day. Raises ``UsageError`` where it is neither.

        With a ``person``, visits are that person's own, here and where else something is compared with a state.
        """
        page = self._front(states.own(since, person))
        if not person:
            return page
        with self._readers.snapshot() as store:
            return replace(page, states=states.names(store, person))

    def _front(self, since: str) -> TodayPage:
        state = self._look()  # before the snapshot: a page is never kept as newer than it is
        large, removed = self._size()
        made = partial(self._today, since)
        return (
            self._fronts.get(since, state, removed, made) if large else self._pages.get(f"front {since}", state, made)
        )

    def _today(self, since: str) -> TodayPage:
        with self._readers.snapshot() as store:
            names = states.names(store)
            chosen = front(store, states.find(store, since) if since else None)
            outlets = tuple(ruling.id for ruling in store.rulings_of(OUTLET_RULINGS))
            made_from = (chosen, names, outlets, *store.made_from(chosen.threads).items())
            return self._pages.get("today", made_from, partial(_today, store, chosen, names))

    def prepare(self) -> None:
        """Make the pages over everything, which take longest, before anybody asks for them; to be called beside."""
        for make in (self.today, self.map, self.sources, self.brief):
            try:
                make()
            except OnrecordError as error:  # whoever asks is told; nobody has yet
                _log.info("a page was not made ahead: %s", error)

    def keep(self, name: str) -> None:
        """Keep what the desk holds now under ``name``, to be compared with later. Raises ``UsageError``."""
        with open_desk(self._folder) as desk:
            desk.keep(name)
        self._begin_anew()

    def visit(self, person: str = "") -> None:
        """Note that a reader begins to look at the desk now."""
        with open_desk(self._folder) as desk:
            desk.visit(by=person)
        self._fronts.clear()

    def rule(self, kind: str, target: str, value: str, *, by: str, why: str) -> Ruling:
        """Rule on a record, as ``Desk.rule``. Raises ``RulingError``."""
        with open_desk(self._folder) as desk:
            ruling = desk.rule(kind.replace("-", "_"), target, value, by=by, why=why)
        self._begin_anew()
        return ruling

    def correction(self, record_id: str) -> Correction:
        """What the machine answers of a record, what is ruled of it, and what may be."""
        with self._readers.snapshot() as store:
            return correction(store, current(store, record_id))

    def audit(self) -> AuditPage:
        """Every ruling."""
        with self._readers.snapshot() as store:
            return audit_page(store)

    def following(self, person: str) -> FollowingPage:
        """What a person follows, with what is new in it."""
        with self._readers.snapshot() as store:
            return following_page(store, person)

    def unread(self, person: str) -> Unread:
        """How much is new in what a person follows; counted anew when the desk has changed."""
        state = self._look()

        def count() -> Unread:
            with self._readers.snapshot() as store:
                return unread(store, person)

        return self._pages.get(f"unread {person}", state, count)

    def watch(self, person: str, kind: FollowKind, target: str) -> Watch:
        """Whether a person follows what a page is of. To be asked before that page: it then shows all up to the number that this gives."""
        with self._readers.snapshot() as store:
            return watch(store, person, kind, target)

    def latest_said(self, actor_id: str) -> list[str]:
        """The statements that the page of an actor has."""
        with self._readers.snapshot() as store:
            return latest_said(store, actor_id)

    def watching(self, person: str, kind: FollowKind) -> Watching:
        """The same for a page of many things of a kind."""
        with self._readers.snapshot() as store:
            return Watching(store, person, kind)

    def follow(self, person: str, kind: str, target: str, label: str = "", upto: int | None = None) -> Follow:
        """Let a person follow something, as ``Desk.follow``. Raises ``UsageError``."""
        with open_desk(self._folder) as desk:
            return desk.follow(kind, target, by=person, label=label, upto=upto)

    def unfollow(self, person: str, target: str, kind: str = "") -> Follow:
        """Let a person follow something no more, as ``Desk.unfollow``."""
        with open_desk(self._folder) as desk:
            return desk.unfollow(target, by=person, kind=kind)

    def seen(self, person: str, upto: int, follow_id: str = "") -> None:
        """Note what a person has seen, as ``Desk.seen``."""
        with open_desk(self._folder) as desk:
            desk.seen(upto, by=person, follow_id=follow_id)

    def story(self, story_id: str) -> StoryPage:
        """The page of a story."""
        with self._readers.snapshot() as store:
            story = story_called(store, story_id)
            return self._pages.get(story.id, made_from(store, story), partial(whole_story, store, story))

    def story_opening(self, story_id: str) -> StoryOpening:
        """What the page of a story opens with: as :meth:`story`, but for the claims that stand folded."""
        with self._readers.snapshot() as store:
            story = story_called(store, story_id)
            return self._pages.get(f"opening {story.id}", made_from(store, story), partial(story_opening, store, story))

    def article(self, article_id: str, target: Span | None = None) -> ArticlePage:
        """The page of an article, with ``target`` marked in it."""
        with self._readers.snapshot() as store:
            listed = store.listed([article_id]).get(article_id)
            if listed is None:
                raise NotFound(NO_ARTICLE.format(article_id))
            stories = store.records_called("stories", [listed.story_id or ""])
            near = [one for record in stories for one in loads(Story, record.body).article_ids]
            others, titles = beside(store, article_id, listed.story_id)
            shelf = slice_of(store, [article_id], others, near=(*near, *titles), kinds=BELONGING)
            said = store.annotated([article_id]).get(article_id)
            state = store.states([article_id]).get(article_id)
        changes: tuple[RevisionChange, ...] = ()
        if shelf.revisions[article_id] > 1:
            changes = self._pages.get(f"changes {article_id}", state, partial(self._changes, article_id))
        return article_page(shelf, article_id, changes, target, said.annotations if said else None)

    def search(self, query: str, first: int = 0) -> SearchPage:
        """What matches ``query``, from the report numbered ``first`` on; an empty one finds nothing."""
        asked = Query.parse(_words(query))
        if asked == Query():
            return no_search()
        with self._readers.snapshot() as store:
            results = search(store, asked, SHOWN, first)
            said = [one.id for each in said_of(results).values() for one in each]
            found = [hit.article_id for hit in results.hits]
            shelf = slice_of(store, (), store.records_called("statements", said), near=found)
        return search_page(shelf, results, first)

    def asked(self, query: str) -> str:
        """A search as it is followed; empty where nothing is asked. Raises ``UsageError`` as :meth:`search` does."""
        return str(Query.parse(_words(query)))

    def desk_feed(self) -> FeedPage:
        """The feed of all reports."""
        with self._readers.snapshot() as store:
            held = store.count_matching("")
            newest = latest(store.received, store.listed(store.came_last(4 * LENGTH)))
            return desk_feed(slice_of(store, newest, kinds=("datings",)), store.received, held)

    def story_feed(self, story_id: str) -> FeedPage:
        """The feed of a story."""
        with self._readers.snapshot() as store:
            story_id = story_called(store, story_id).id
            return story_feed(of_story(store, story_id), store.received, story_id)

    def search_feed(self, query: str) -> FeedPage:
        """The feed of a search. Raises ``UsageError`` as :meth:`search` does, and for an empty one."""
        query = _words(query)
        asked = Query.parse(query)
        if asked == Query():
            raise UsageError("There is nothing to search for: give at least one word.")
        with self._readers.snapshot() as store:
            hits = search(store, asked, LENGTH, faceted=False, newest=True).hits
            found = [hit.article_id for hit in hits]
            return search_feed(slice_of(store, found, kinds=("datings",)), store.received, query, found)

    def actors(self, query: str = "", kind: str = "") -> ActorsPage:
        """The list of actors: those with ``query`` in a name, of one kind."""
        words = _words(query)
        with self._readers.snapshot() as store:
            if store.more_than(PART):
                shelf, leading = of_actors(store, words, kind)
                page = leading_actors(shelf, leading, store.kinds("actors"), words, kind)
                return replace(page, part=LEADING_ACTORS) if page.shown == ACTORS else page
        return self._of(actors_page, words, kind)

    def actor(self, actor_id: str, stance: str = "") -> ActorPage:
        """The page of an actor; of what one said that of one stance."""
        with self._readers.snapshot() as store:
            return actor_page(of_actor(store, actor_id), actor_id, stance)

    def figures(self, thread_id: str = "", first: int = 0) -> FiguresPage:
        """The quantities of the desk, or of one crisis, from the one numbered ``first`` on."""
        with self._readers.snapshot() as store:
            shelf, further = of_figures(store, thread_id, first)
            return figures_page(shelf, thread_id, further)

    def calendar(self, story_id: str | None = None, first: int = 0) -> CalendarPage:
        """The calendar of the desk, past events from the one numbered ``first`` on, or of one story."""
        with self._readers.snapshot() as store:
            if story_id is not None:
                story_id = story_called(store, story_id).id
                return calendar_page(of_calendar(store, story_id), story_id)
            shelf, in_file, further = of_calendar_page(store, first)
            return calendar_page(shelf, None, in_file, further)

    def calendar_file(self, story_id: str | None = None) -> bytes:
        """The same as an iCalendar file."""
        with self._readers.snapshot() as store:
            if story_id is not None:
                story_id = story_called(store, story_id).id
            return calendar_file(of_calendar(store, story_id), story_id).data

    def map(self, story_id: str | None = None) -> MapPage:
        """The places of the desk, or of one story."""
        if story_id is None:
            return self._of_desk("map", self._make_map)
        with self._readers.snapshot() as store:
            story = story_called(store, story_id)
            return self._pages.get(f"map {story.id}", made_from(store, story), partial(self._map_of, store, story.id))

    def sources(self) -> SourcesPage:
        """Outlets, and the addresses that are visited."""
        return self._of_desk("sources", self._make_sources)

    def outlet(self, name: str, first: int = 0) -> OutletPage:
        """The reports of an outlet, of a large desk from the one numbered ``first`` on, the latest first."""
        with self._readers.snapshot() as store:
            if store.more_than(PART):
                found = store.best("", first + OUTLET + 1, Narrowing(outlets=(name,)))[first:]
                shown = frozenset(found[:OUTLET])
                page = outlet_page(slice_of(store, shown, kinds=("datings",)), name, shown)
                further = first + OUTLET if len(found) > OUTLET else None
                part = f"{OUTLET} of its reports, and counts of those alone." if first or further else ""
                return replace(page, part=part, further=further)
        return self._of(outlet_page, name)

    def beside(self, article_id: str) -> BesidePage:
        """A copy beside the text that came first."""
        with self._readers.snapshot() as store:
            if not store.listed([article_id]):
                raise NotFound(NO_ARTICLE.format(article_id))
            return beside_page(slice_of(store, [article_id], kinds=("datings",)), article_id)

    def brief(self, since: str = "", *, whole: bool = False, person: str = "") -> BriefPage:
        """The brief, compared with a state that was kept or a day; ``whole``: with every line."""
        since = states.own(since.strip(), person)
        state = self._look()
        large, removed = self._size()
        if large:
            return self._ahead.get(f"brief {since} {whole}", state, removed, partial(self._large_brief, since, whole))
        return self._of(self._make_brief_page, since, whole)

    def _large_brief(self, since: str, whole: bool) -> BriefPage:
        shelf, articles = self._briefed()
        return brief_page(shelf, self._make_brief(shelf, since, whole, articles), whole=whole)

    def _briefed(self) -> tuple[Shelf, int]:
        """The leading stories of a desk that is too large for a brief of all, and how many reports it has."""
        with self._readers.snapshot() as store:
            return leading_shelf(store, BRIEFED), store.count_matching("")

    def brief_file(self, ending: str, since: str = "", *, whole: bool = False, person: str = "") -> tuple[str, bytes]:
        """The same as a file: its media type and its bytes."""
        return brief_file(self._composed(states.own(since.strip(), person), whole), ending)

    def composed(self, since: str = "", person: str = "") -> Brief:
        """The brief of now as a record, to be handed over; of a large desk it says that it tells of a part."""
        return self._composed(states.own(since.strip(), person), False)

    def _composed(self, since: str, whole: bool) -> Brief:
        with self._readers.snapshot() as store:
            large = store.more_than(PART)
        if not large:
            return self._of(self._make_brief, since, whole)
        shelf, articles = self._briefed()
        return self._make_brief(shelf, since, whole, articles)

    def handovers(self) -> HandoverList:
        """What was signed, and the draft."""
        with self._readers.snapshot() as store:
            return handover_list(store.handovers(), store.draft())

    def draft(self) -> DraftPage | None:
        """The draft of what is handed over, where there is one, with what differs from what was signed last."""
        with self._readers.snapshot() as store:
            handovers = Handovers(store, _no_clock)
            draft = handovers.draft()
            return draft_page(draft, handovers.since_last(draft)) if draft else None

    def handover(self, number: int) -> KeptPage:
        """The page of a signed brief."""
        with self._readers.snapshot() as store:
            handovers = Handovers(store, _no_clock)
            html = handovers.file(number, "html").data.decode("utf-8")
            return kept_page(handovers.kept(number), html, store.last_handover(), no_pdf())

    def handover_file(self, number: int, ending: str) -> bytes:
        """A signed brief as a file, byte for byte as it is kept; ``pdf`` is made of it."""
        with self._readers.snapshot() as store:
            handovers = Handovers(store, _no_clock)
            return handovers.pdf(number) if ending == "pdf" else handovers.file(number, ending).data

    def handover_difference(self, earlier: int, later: int) -> ShiftDifference:
        """What differs between two signed briefs."""
        with self._readers.snapshot() as store:
            return Handovers(store, _no_clock).difference(earlier, later)

    def shift(self, earlier: int, later: int) -> ShiftPage:
        """The page of that."""
        with self._readers.snapshot() as store:
            handovers = Handovers(store, _no_clock)
            return shift_page(handovers.difference(earlier, later), handovers.kept(earlier), handovers.kept(later))

    def passage(self, article_id: str, start: int, end: int) -> Cited:
        """The words at some characters of an article."""
        with self._readers.snapshot() as store:
            shelf = slice_of(store, (), near=[article_id])
        text = shelf.article(article_id).text
        if not 0 <= start < end <= min(len(text), start + LONGEST_PASSAGE):
            raise NotFound(f"The article has no passage at {start} to {end}: go back and open it from its line.")
        return shelf.cite(Evidence.of(article_id, text, start, end))

    def shelf(self) -> Shelf:
        """All that the desk holds now."""
        state = self._look()
        with self._lock:
            if self._shelf is None or state != self._state:
                with open_desk(self._folder) as desk:
                    self._shelf = Shelf(desk.contents())
                self._state = state
                self._of_all.cache_clear()  # what was made of the old shelf would keep it in memory
            return self._shelf

    def _of_desk(self, name: str, make: Callable[[Shelf], Told]) -> Told:
        """A page of all that the desk holds, or of more than :data:`PART` reports of its leading stories, made beside its readers."""
        state = self._look()
        large, removed = self._size()
        return self._ahead.get(name, state, removed, partial(self._of_part, make)) if large else self._of(make)

    def _of_part(self, make: Callable[[Shelf], Told]) -> Told:
        """The same of the leading stories, with what a reader must know of that."""
        with self._readers.snapshot() as store:
            shelf, articles = leading_shelf(store, LEADING), store.count_matching("")
        return replace(make(shelf), part=part_words(articles, LEADING))

    def _of(self, page: Callable[[Shelf, *Chosen], Page], *chosen: *Chosen) -> Page:
        """A page of what the desk holds now, made once for each choice."""
        found: Page = self._of_all(self.shelf(), page, *chosen)
        return found

    def _make(self, shelf: Shelf, page: Callable[..., Any], *chosen: object) -> Any:
        return page(shelf, *chosen)

    def _make_map(self, shelf: Shelf, story_id: str | None = None) -> MapPage:
        with open_desk(self._folder) as desk:
            return map_page(shelf, desk.locate, story_id)

    def _make_sources(self, shelf: Shelf) -> SourcesPage:
        with open_desk(self._folder) as desk:
            return sources_page(shelf, desk.subscriptions())

    def _make_brief_page(self, shelf: Shelf, since: str, whole: bool) -> BriefPage:
        return brief_page(shelf, self._make_brief(shelf, since, whole), whole=whole)

    def _map_of(self, store: Store, story_id: str) -> MapPage:
        return self._make_map(of_places(store, story_id), story_id)

    def _make_brief(self, shelf: Shelf, since: str, whole: bool, articles: int = 0) -> Brief:
        """The brief of a shelf; with ``articles`` it holds the leading stories alone of a desk of so many."""
        compared = None
        if since := since.strip():
            with self._readers.snapshot() as store:
                found = states.find(store, since)
                compared = states.as_it_was(store, found, shelf.contents) if isinstance(found, KeptState) else found
        brief = make_brief(shelf, compared, whole=whole, lines=BRIEF_LINES if articles else DEFAULT_LINES)
        return replace(brief, notes=(part_words(articles, BRIEFED), *brief.notes)) if articles else brief

    def _changes(self, article_id: str) -> tuple[RevisionChange, ...]:
        with open_desk(self._folder) as desk:
            return tuple(desk.changes(article_id))

    def _begin_anew(self) -> None:
        """Whoever has just changed something sees it on the next page."""
        self._fronts.clear()
        self._ahead.clear()

    def _size(self) -> tuple[bool, int]:
        """Whether the desk is too large to be read whole, and how much was removed from it."""
        with self._readers.snapshot() as store:
            return store.more_than(PART), store.count_removed()

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


def _no_clock() -> datetime:
    """Of readers, who change nothing."""
    raise AssertionError("a reader changes nothing")


def _words(given: str) -> str:
    """What somebody typed, on one line. Raises ``UsageError`` where it is too long."""
    words = " ".join(given.encode("utf-8", "replace").decode("utf-8").split())  # lone surrogates are no text
    if len(words) > LONGEST_QUERY:
        raise UsageError(f"The search is longer than {LONGEST_QUERY} characters: give the words that matter.")
    return words


def _today(store: Store, chosen: Front, names: tuple[str, ...]) -> TodayPage:
    shelf = front_shelf(store, chosen)
    if isinstance(chosen.since, KeptState):
        chosen = replace(chosen, since=states.as_it_was(store, chosen.since, shelf.contents))
    return today_page(shelf, chosen, names)
