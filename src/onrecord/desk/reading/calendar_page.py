"""The calendar page: what is announced by day, and what became of what was; the same as an iCalendar file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from onrecord.desk.reading.events import EventView, calendar, weekday
from onrecord.desk.reading.shelf import Shelf, day_or_undated
from onrecord.model.contents import Contents
from onrecord.publish import calendar as ical
from onrecord.publish.wording import newest_first, one_line, plural

#: Events that are past of which a page lists the latest.
SHOWN = 120


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day, or several from ``day`` on, and what is on them; ``words`` has the weekday of a single one, or the range."""

    day: str | None
    words: str
    count: int
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The calendar of a desk, or of one story: ``ahead`` of the newest evidence by day, ``open_day`` without a day, ``past`` the latest first.

    ``outcomes`` counts what became of those that are past; ``why`` is how many of all have a place in the file to subscribe to.
    ``further`` is the number of the past event that the next page begins with, where there is one.
    """

    as_of: str | None
    story_id: str | None
    title: str
    ahead: tuple[CalendarDay, ...]
    forecasts: tuple[EventView, ...]
    open_day: tuple[EventView, ...]
    past: tuple[CalendarDay, ...]
    past_in_all: int
    outcomes: tuple[tuple[str, int], ...]
    why: str
    further: int | None = None


@dataclass(frozen=True, slots=True)
class InFile:
    """How many events the file to subscribe to has, and how many it cannot have since nobody gives their day."""

    events: int
    undated: int


def calendar_page(
    shelf: Shelf, story_id: str | None = None, in_file: InFile | None = None, further: int | None = None
) -> CalendarPage:
    """The calendar of all that the shelf holds, or of one story. Without ``in_file`` that is what the file has. Raises ``NotFound``."""
    ahead: list[EventView] = []
    past: list[EventView] = []
    title = ""
    if story_id is not None:
        relations, story = shelf.story(story_id)
        title = one_line(story.title) or shelf.title(story.title_article_id)
        coming, gone = calendar(shelf, relations, frozenset(story.article_ids), story_id)
        ahead, past = list(coming), list(gone)
    else:
        everything = frozenset(shelf.sources.articles)
        for relations in shelf.contents.relations:
            coming, gone = calendar(shelf, relations, everything, None)
            ahead += coming
            past += gone
    announced = [event for event in ahead if not event.forecaster]
    dated = sorted((event for event in announced if event.day), key=lambda event: (event.due, event.when, event.id))
    past.sort(key=lambda event: (newest_first(event.day or ""), newest_first(event.last or ""), event.id))
    counts: dict[str, int] = {}
    for event in past:
        counts[event.status] = counts.get(event.status, 0) + 1
    made = in_file or _counted(shelf, story_id)
    return CalendarPage(
        as_of=shelf.as_of,
        story_id=story_id,
        title=title,
        ahead=_days(dated),
        forecasts=tuple(
            sorted((event for event in ahead if event.forecaster), key=lambda event: (event.due, event.id))
        ),
        open_day=tuple(event for event in announced if not event.day),
        past=_days(past[:SHOWN]),
        past_in_all=len(past),
        outcomes=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        why=f"{plural(made.events, 'event')} with a day"
        + (f"; {made.undated} without one cannot be in it" if made.undated else ""),
        further=further,
    )


def calendar_file(shelf: Shelf, story_id: str | None = None) -> ical.Calendar:
    """What is announced as an iCalendar file: of the desk, or of one story. Raises ``NotFound``."""
    return ical.calendar(_in_file(shelf, story_id))


def _counted(shelf: Shelf, story_id: str | None) -> InFile:
    dated, undated = ical.announced(_in_file(shelf, story_id))
    return InFile(len(dated), len(undated))


def _in_file(shelf: Shelf, story_id: str | None) -> Contents:
    contents = shelf.contents
    if story_id is not None:
        relations, story = shelf.story(story_id)
        own = frozenset(story.article_ids)
        events = tuple(
            event
            for event in relations.events
            if event.story_id == story_id or any(turn.evidence.article_id in own for turn in event.turns)
        )
        contents = replace(contents, relations=(replace(relations, events=events),))
    return contents


def _days(events: Sequence[EventView]) -> tuple[CalendarDay, ...]:
    grouped = ((day, tuple(same)) for day, same in groupby(events, key=lambda event: (event.day, event.last)))
    return tuple(CalendarDay(day, _in_words(day, same[0]), len(same), same) for (day, _), same in grouped)


def _in_words(day: str | None, event: EventView) -> str:
    """A day with its weekday, several as their range."""
    return event.when if event.last and event.last != day else f"{weekday(day)} {day_or_undated(day)}".strip()
