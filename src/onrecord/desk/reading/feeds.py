"""Feeds: the newest reports of the desk, of a story or of a search, for feed readers to visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from onrecord.desk.reading.shelf import Shelf, web_address
from onrecord.desk.store import Listed
from onrecord.publish.wording import newest_first, one_line, plural

#: When the first and the last version of articles came in.
Received = Callable[[Sequence[str]], Mapping[str, tuple[str, str]]]

#: Stands for the time of a feed in which nothing is yet.
NEVER = "1970-01-01T00:00:00+00:00"

#: Reports of one feed: a reader that comes once a week still misses few.
LENGTH = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in a feed. ``published`` is its day or its time (ISO 8601) where that is known, ``received`` when its last version
    came in. ``opening`` is its first paragraph, ``note`` what the desk adds: date, version, of whom it is a copy. ``address`` is where it
    stands on the web, empty where that is not known."""

    article_id: str
    title: str
    outlet: str
    authors: tuple[str, ...]
    published: str | None
    received: str
    opening: str
    note: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed: ``path`` is the page that it is of, ``updated`` (ISO 8601) the latest time that the desk received any of its entries."""

    title: str
    subtitle: str
    path: str
    updated: str
    entries: tuple[Entry, ...]


def latest(received: Received, listed: Mapping[str, Listed]) -> list[str]:
    """Of these articles those of which a feed has an entry: the first versions came in last."""
    came = received(list(listed))
    return sorted(listed, key=lambda one: (newest_first(came[one][0]), newest_first(listed[one].start), one))[:LENGTH]


def desk_feed(shelf: Shelf, received: Received, held: int) -> FeedPage:
    """The feed of all reports: those of the shelf came in last; the desk holds ``held`` in all."""
    told = plural(held, "report")
    return _feed(shelf, received, "Onrecord", f"All that the desk receives; {told} now.", "/", shelf.sources.articles)


def story_feed(shelf: Shelf, received: Received, story_id: str) -> FeedPage:
    """The feed of a story. Raises ``NotFound``."""
    _, story = shelf.story(story_id)
    title = one_line(story.title) or shelf.title(story.title_article_id)
    return _feed(shelf, received, title, "The reports of one story.", f"/stories/{story.id}", story.article_ids)


def search_feed(shelf: Shelf, received: Received, query: str, found: Sequence[str]) -> FeedPage:
    """The feed of a search that has ``found`` these articles, the newest."""
    known = [one for one in found if one in shelf.sources.articles]
    return _feed(
        shelf, received, f"Search: {query}", "The newest reports that match.", f"/search?q={quote(query)}", known
    )


def _feed(shelf: Shelf, received: Received, title: str, subtitle: str, path: str, found: Iterable[str]) -> FeedPage:
    ids = list(found)
    came = received(ids)
    ids.sort(key=lambda one: (newest_first(came[one][0]), newest_first(shelf.sources.published[one].start or ""), one))
    entries = tuple(_entry(shelf, one, came[one][1]) for one in ids[:LENGTH])
    updated = max((last for _, last in came.values()), default=NEVER)
    return FeedPage(title, subtitle, path, updated, entries)


def _entry(shelf: Shelf, article_id: str, received: str) -> Entry:
    article = shelf.sources.articles[article_id]
    report = shelf.report(article_id)
    when = shelf.sources.published[article_id]
    exact = when.precision in ("minute", "hour", "day") and when.start is not None and when.first_day == when.last_day
    versions = shelf.revisions[article_id]
    parts = [report.outlet, report.published]
    if versions > 1:
        parts.append(f"version {versions}")
    if report.copy_of:
        parts.append(f"a copy of {shelf.sources.outlet(report.copy_of)}, “{shelf.title(report.copy_of)}”")
    opening = shelf.opening(article_id)
    return Entry(
        article_id=article_id,
        title=report.title,
        outlet=report.outlet,
        authors=article.byline or (report.outlet,),
        published=when.start if exact else None,
        received=received,
        opening=one_line(opening.text) if opening else "",
        note=" · ".join(parts),
        address=web_address(article.address),
        language=article.language,
    )
