"""What an overview needs to know of a record, so that it is found by an index and its thread is not read.

============== ===================== ===================== ============================ ==========================
kind           first day             last day              weight                       state
============== ===================== ===================== ============================ ==========================
``stories``    of its reports        of its reports        writers of its reports that  empty
                                                           are no full copies
``differences``of its oldest side    of its newest side    sides                        number, time, denial ...
``series``     of its first value    of its last value     values, those repeated once   its unit
``events``     when it begins        when it is over       1 where it is a forecast     its status
``claims``     of its first position of its last position  independent origins          disputed, corroborated ...
``actors``     of its first words    of its last words     statements                   person, body, country ...
============== ===================== ===================== ============================ ==========================

Of events only those that were announced or forecast, of series only those with more than one value. An event without a day that may
still come lies behind all days (:data:`OPEN_END`), and one that is over before them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from onrecord.desk.store import Summary
from onrecord.model.picture import Event, Point, Series
from onrecord.model.relations import Relations, Story
from onrecord.publish.agenda import was_announced

#: Stands for a day that nobody knows yet: after every day that is known.
OPEN_END = "9999"

#: How an event ends, and how one stands of which no day is known and that may still come.
OVER = ("held", "cancelled", "happened")
MAY_COME = ("announced", "planned", "moved", "conditional")


def of_story(component_id: str, story: Story, writers: Iterable[str | None], *, tied: bool) -> Summary:
    """A story whose reports that are no full copies are by these ``writers`` (``None`` where that is not known: all one)."""
    weight = len(set(writers))
    return Summary("stories", component_id, story.id, tied, story.first or "", story.last or "", weight, "")


def of_thread(relations: Relations) -> list[Summary]:
    """The records of a thread that overviews list."""
    thread, tied = relations.thread_id, len(relations.datings) > 1
    published = {dating.article_id: dating.published.first_day or "" for dating in relations.datings}
    made = []

    def add(kind: str, record_id: str, days: Iterable[str], weight: int, state: str) -> None:
        known = sorted(filter(None, days))
        first, last = (known[0], known[-1]) if known else ("", "")
        made.append(Summary(kind, thread, record_id, tied, first, last, weight, state))

    for difference in relations.differences:
        days = [published.get(side.evidence.article_id, "") for side in difference.sides]
        add("differences", difference.id, days, len(days), difference.kind)
    for series in relations.series:
        if moves(series):
            days = _days(point.when.first_day for point in told_once(series))
            add("series", series.id, days, len(days), series.unit)
    for claim in relations.claims:
        days = _days(position.when.first_day for position in claim.positions)
        add("claims", claim.id, days, len(claim.origins), claim.state)
    made += [_of_event(thread, event, tied=tied) for event in relations.events if expected(event)]
    said = _said(relations, published)
    for actor in relations.actors:
        days = said.get(actor.id, [])
        add("actors", actor.id, days, len(days), actor.kind)
    return made


def moves(series: Series) -> bool:
    """Whether a quantity has more than one value."""
    return len({(point.low, point.high, point.kind) for point in series.points}) > 1


def told_once(series: Series) -> list[Point]:
    """The values of a quantity, each of a claimant's the first time that it is given."""
    kept: dict[tuple[object, ...], Point] = {}
    for point in series.points:
        kept.setdefault((point.low, point.high, point.bound, point.kind, point.claimant), point)
    return list(kept.values())


def expected(event: Event) -> bool:
    """Whether somebody said that it would come."""
    return was_announced(event) or event.forecaster is not None


def _of_event(thread: str, event: Event, *, tied: bool) -> Summary:
    last = event.when.last_day or (OPEN_END if event.status in MAY_COME else "")
    first = event.when.first_day or OPEN_END
    return Summary("events", thread, event.id, tied, first, last, int(event.forecaster is not None), event.status)


def _said(relations: Relations, published: Mapping[str, str]) -> dict[str, list[str]]:
    """The days of what each actor says, empty ones for those that nobody knows."""
    found: dict[str, list[str]] = defaultdict(list)
    for statement in relations.statements:
        if statement.speaker.actor_id and not statement.repeats:
            found[statement.speaker.actor_id].append(
                statement.said.first_day or published.get(statement.article_id, "")
            )
    return found


def _days(given: Iterable[str | None]) -> list[str]:
    return [day or "" for day in given]
