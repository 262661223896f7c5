"""The calendar: what is announced, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.picture import Event
from onrecord.model.relations import Relations
from onrecord.publish.agenda import due_day, was_announced
from onrecord.publish.wording import due_words, newest_first, one_line, status_words, when_words

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(day: str | None) -> str:
    """``2031-05-23`` as ``Friday``; empty for what is no day."""
    try:
        return _WEEKDAYS[date.fromisoformat((day or "")[:10]).weekday()]
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class TurnView:
    """What one report says became of it."""

    status: str
    when: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class EventView:
    """Something announced. ``when`` is in words, ``day`` its first day, ``last`` its last; ``why`` says how the day is known.
    ``due`` is the day by which what is ahead is ordered."""

    id: str
    what: str
    status: str
    when: str
    day: str | None
    who: str
    place: str
    forecaster: str
    turns: tuple[TurnView, ...]
    why: str
    story_id: str | None
    last: str | None = None
    due: str = ""

    @property
    def telling(self) -> TurnView:
        """The report that says it best: of a forecast the forecaster's own words, of an announcement the latest."""
        return self.turns[0 if self.forecaster else -1]

    @property
    def on(self) -> str:
        """``when`` with the weekday of a single day: sources say "on Friday"."""
        single = self.day and self.day == (self.last or self.day) and " to " not in self.when
        return f"{weekday(self.day)} {self.when}".strip() if single else self.when


def calendar(
    shelf: Shelf, relations: Relations, articles: Collection[str], story_id: str | None
) -> tuple[tuple[EventView, ...], tuple[EventView, ...]]:
    """What is announced for after the newest evidence, the next first; and what was for before, the latest first.

    Of events of other stories only those that one of ``articles`` reports.
    """
    chosen = [
        event
        for event in relations.events
        if event.id not in shelf.muted
        and (was_announced(event) or event.forecaster is not None)
        and (event.story_id == story_id or any(turn.evidence.article_id in articles for turn in event.turns))
    ]
    ahead = [event for event in chosen if is_ahead(shelf, event)]
    past = [event for event in chosen if not is_ahead(shelf, event)]
    ahead.sort(key=lambda event: (due_day(event, shelf.as_of), event.id))
    past.sort(key=lambda event: (newest_first(event.when.start or ""), event.id))
    return tuple(event_view(shelf, event) for event in ahead), tuple(event_view(shelf, event) for event in past)


def is_ahead(shelf: Shelf, event: Event) -> bool:
    """Whether it may still come: by its day, or, where that is not known, by what was last said of it."""
    if event.status in ("held", "cancelled", "happened"):
        return False
    if event.when.last_day is None or shelf.as_of is None:
        return event.status in ("announced", "planned", "moved", "conditional")
    return event.when.last_day > shelf.as_of


def event_view(shelf: Shelf, event: Event) -> EventView:
    """One event with all its reports."""
    turns = tuple(
        TurnView(status_words(turn.status), when_words(turn.when, unknown="no date"), shelf.cite(turn.evidence))
        for turn in event.turns
    ) or tuple(TurnView(status_words(event.status), "", shelf.cite(item)) for item in event.evidence[:1])
    return EventView(
        id=event.id,
        what=one_line(event.what),
        status=turns[-1].status
        if event.status == "unreported" and is_ahead(shelf, event)
        else status_words(event.status),
        when=due_words(event.when, unknown="no day given"),
        day=event.when.first_day,
        who=", ".join(shelf.actor(actor, actor) for actor in event.actors),
        place=event.place or "",
        forecaster=one_line(event.forecaster or ""),
        turns=turns,
        why=shelf.named(event.when.reason),
        story_id=event.story_id,
        last=event.when.last_day,
        due=due_day(event, shelf.as_of),
    )
