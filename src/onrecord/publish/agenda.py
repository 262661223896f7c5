"""Events as lines: what is announced, what somebody foresees, and what became of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model.brief import Line
from onrecord.model.picture import Event
from onrecord.publish.thread import Ranked, Thread
from onrecord.publish.wording import due_words, newest_first, record_words, status_words, when_words

_EXPECTED = ("announced", "planned", "held", "moved", "cancelled", "unreported")
_OPEN = ("announced", "planned", "conditional", "moved", "unreported")


def announced(thread: Thread) -> Iterable[Ranked]:
    """The events that were announced. What the same passages tell of one time is one line: "visit; trip"."""
    groups: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in thread.relations.events:
        if event.forecaster is None and was_announced(event) and event.id not in thread.muted:
            passages = frozenset(turn.evidence for turn in event.turns) or frozenset(event.evidence)
            groups[passages, event.status, event.when.start, event.when.end].append(event)
    for group in groups.values():
        fullest, *others = sorted(group, key=lambda event: (-len(event.actors), -len(event.what), event.id))
        yield Ranked(_rank(thread, fullest), event_line(thread, fullest, also=others))


def forecasts(thread: Thread) -> Iterable[Ranked]:
    """The events that somebody foresees."""
    for event in thread.relations.events:
        if event.forecaster is not None:
            yield Ranked(_rank(thread, event), event_line(thread, event, who=event.forecaster))


def was_announced(event: Event) -> bool:
    """Whether an event was to take place when a report first told of it."""
    return event.status in _EXPECTED or any(turn.status in _EXPECTED for turn in event.turns)


def is_ahead(thread: Thread, event: Event) -> bool:
    """Whether its time ends after the newest evidence and nothing has become of it: silence is no gap yet."""
    return bool(event.status in _OPEN and thread.as_of and event.when.last_day and event.when.last_day > thread.as_of)


def due_day(event: Event, as_of: str | None) -> str:
    """The day by which what is ahead is ordered: its first, or its last where the first is past; behind all where there is none."""
    first, last = event.when.first_day or "9999", event.when.last_day or "9999"
    return last if as_of and first <= as_of else first


def _rank(thread: Thread, event: Event) -> tuple[float | str, ...]:
    """What is ahead first, by date; then what became of the rest, newest first; then what has no date."""
    start = event.when.start
    if is_ahead(thread, event):
        return 0, due_day(event, thread.as_of), event.id
    return (1, newest_first(start), event.id) if start else (2, "", event.id)


def event_line(thread: Thread, event: Event, *, who: str | None = None, also: Sequence[Event] = ()) -> Line:
    """An event with each of its turns; ``also`` are others that the same passages tell."""
    names = [thread.actor_names.get(actor, actor) for actor in event.actors]
    what = "; ".join(dict.fromkeys(one.what for one in (event, *also)))
    parts = [due_words(event.when), who or "", what, ", ".join(names), event.place or ""]
    children = [
        thread.line(
            event.id,
            f"{'foreseen' if who and turn.status == 'conditional' else status_words(turn.status)} · {when_words(turn.when, unknown='no date')}",
            [thread.sources.quote(turn.evidence)],
        )
        for turn in event.turns
    ]
    return thread.line(
        event.id,
        " · ".join(filter(None, parts)),
        [] if children else thread.sources.quotes(event.evidence),
        note="; ".join([_note(thread, event), *(f"with {other.id}" for other in also)]),
        why=event.when.reason,
        children=children,
    )


def _note(thread: Thread, event: Event) -> str:
    if event.closed is not None and event.forecaster in thread.forecasters:
        record = thread.forecasters[event.forecaster]
        several = record.came_true + record.not_come_true + record.open > 1
        told = f"the forecaster's record here: {record_words(record)}" if several else "the forecaster's only one here"
        return f"{status_words(event.closed)}; {told}"
    if not is_ahead(thread, event):
        return status_words(event.status)
    return "ahead" if event.status == "unreported" else f"ahead; {status_words(event.status)}"
