"""Events: what happened, is under way or is announced, by trigger words and the tense around them.

Trigger words carry a root code of PLOVER (the Political Language Ontology for Verifiable Event Records); the words beside
them tell the status. What is announced for a stated time is an event even where no trigger names it ("will address the
nation on Sunday"); its code is then ``OTHER``. What somebody foresees is an event with a forecaster (``forecasts``). Precision
comes first: a trigger without an actor or a time, or one that is only feared or imagined, gives no event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from onrecord.annotate import words
from onrecord.annotate.coding import QUAD_OF, Coder, coder
from onrecord.annotate.deeds import Coding, coding_of
from onrecord.annotate.disowned import is_disowned
from onrecord.annotate.forecasts import Forecast, find_forecasts
from onrecord.annotate.outcomes import is_past, status_of, time_of, turned_after
from onrecord.annotate.partakers import Partakers, content_end, place_of
from onrecord.annotate.tagger import Pieces
from onrecord.annotate.triggers import OTHER, Found, find_triggers
from onrecord.annotate.units import Unit
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, EventStatus, Turn
from onrecord.model.statement import Mention, Statement
from onrecord.model.when import When

_NOT_STATED = When(reason="when is not stated")
#: No event of a real sentence hangs on more others than this; it bounds the time that a hostile one takes.
_NEAR = 8
#: What an act that no trigger names can be: it is only found where it is announced.
_EXPECTED = frozenset({"announced", "planned", "moved", "cancelled"})
#: Whom one speaks to without its being an event.
_LISTENERS = words.LISTENERS | {"the", "a", "an"}


def find_events(
    article: Article,
    rows: Sequence[Unit],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    pieces: Pieces,
    model: Coder | None = None,
) -> tuple[Event, ...]:
    """The events of an article's body, in order of their places; times unbound, actors by name. Never raises.

    ``rows`` are the article's units, ``pieces`` its word pieces as the tagger sees them. ``model`` is another than the package's.
    """
    rows = [row for row in rows if row.segment == "body"]
    contents = sorted(
        (content.end - content.start, content.start, content.end, number)
        for number, statement in enumerate(statements)
        for content in statement.contents
    )
    partakers = Partakers(article, rows, mentions, statements)
    coding = partial(coding_of, article.text, model=model or coder(), pieces=pieces)
    found: list[tuple[int, Event]] = []
    for unit in rows:
        partakers.enter(unit)
        items = _turned(unit, find_triggers(unit))
        said = [_said_in(statements, contents, unit.tokens[i.at].start, unit.tokens[i.end - 1].end) for i in items]
        items = [_inside(unit, item, statement) for item, statement in zip(items, said, strict=True)]
        foreseen = find_forecasts(unit, items, partial(_said_in, statements, contents), partakers)
        found.extend((unit.tokens[f.at].start, _forecast(article, unit, f)) for f in foreseen)
        seen: dict[tuple[str, int | None, EventStatus, tuple[str, ...]], None] = {}
        placed: list[Found] = []
        for number, item in enumerate(items):
            near = items[max(0, number - _NEAR) : number + _NEAR]
            if any(forecast.low <= item.at < forecast.high for forecast in foreseen) or _only_announces(items, number):
                continue
            if item.code == OTHER and any(other.low <= item.at < other.last + 4 for other in placed[-_NEAR:]):
                continue
            event = _event(article, unit, near, item, said[number], partakers, coding)
            if event is None:
                continue
            key = (event.code, time_of(unit, near, item), event.status, event.actors if not item.noun else ())
            if key not in seen and not (item.noun and any(key[:3] == other[:3] for other in list(seen)[-_NEAR:])):
                seen[key] = None
                placed.append(item)
                found.append((unit.tokens[item.at].start, event))
    return tuple(event for _, event in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def _turned(unit: Unit, items: Sequence[Found]) -> list[Found]:
    """Nouns with the part of the sentence in which they are put off or called off as their own."""
    turned = []
    for item in items:
        high = turned_after(unit, item.end) if item.noun else 0
        turned.append(replace(item, high=high, last=high) if high > item.high else item)
    return turned


def _inside(unit: Unit, item: Found, said: Statement | None) -> Found:
    """The event without what stands behind the content that tells of it: "..., Ora Lind said on Wednesday"."""
    end = content_end(unit, item.at, said)
    return replace(item, high=max(item.end, min(item.high, end)), last=max(item.end, min(item.last, end)))


def _only_announces(items: Sequence[Found], number: int) -> bool:
    """ "agreed to meet": the meeting is the event."""
    item = items[number]
    return (
        item.code == "AGREE"
        and not item.noun
        and number + 1 < len(items)
        and items[number + 1].purpose
        and items[number + 1].at <= item.end + 1
        and items[number + 1].code == "CONSULT"
    )


def _event(
    article: Article,
    unit: Unit,
    items: Sequence[Found],
    item: Found,
    said: Statement | None,
    partakers: Partakers,
    coding: Callable[..., Coding],
) -> Event | None:
    tokens = unit.tokens
    time = time_of(unit, items, item)
    actors = partakers.of(unit, items, item, said)
    status = status_of(unit, items, item, said, time)
    if status is None or (time is None and not actors) or status == "conditional" or _only_imagined(unit, item.at):
        return None
    if status != "denied" and is_disowned(unit, item.at, noun=item.noun):
        return None  # "dismissed a report that they would meet on Sunday"
    if item.noun and time is None and status not in {"moved", "cancelled", "held"} and not _willed(unit, item):
        return None
    if not item.noun and not actors and status not in _EXPECTED and not partakers.has_subject(unit, item):
        return None
    if status in _EXPECTED and time is not None and _is_over(unit, time):
        return None  # "was to be signed by last Friday"
    if status == "denied" and time is None:
        return None  # what did not happen, at no stated time
    if item.code == OTHER and (time is None or status not in _EXPECTED or is_past(unit, time)):
        return None
    place = place_of(unit, item)
    if tokens[item.end - 1].lower == "to" and not (_is_told_something(unit, item, actors) or place):
        return None  # "spoke to reporters", "moved on to other things"
    start = tokens[item.at].start
    return _made(
        article, unit, coding(unit, item, actors, status), article.text[start : tokens[item.end - 1].end], start, status, actors, place,
        unit.times[time].when if time is not None else _NOT_STATED, None,
    )  # fmt: skip


def _is_over(unit: Unit, time: int) -> bool:
    """Whether a time is said to be behind by its own words: "last Friday"."""
    relative = unit.times[time].when.relative
    return relative is not None and relative.strict and relative.direction < 0


def _forecast(article: Article, unit: Unit, found: Forecast) -> Event:
    start = unit.tokens[found.at].start
    what = article.text[start : unit.tokens[found.end - 1].end]
    coding = Coding(found.code, QUAD_OF.get(found.code, ""), "", None)
    return _made(
        article, unit, coding, what, start, "conditional", found.actors, found.place, found.when, found.forecaster
    )


def _made(
    article: Article, unit: Unit, coding: Coding, what: str, start: int, status: EventStatus, actors: tuple[str, ...],
    place: Mention | None, when: When, forecaster: str | None,
) -> Event:  # fmt: skip
    evidence = Evidence.of(article.id, article.text, unit.start, unit.end)
    return Event(
        id=make_id("ev", article.id, start, coding.code),
        story_id=None,
        code=coding.code,
        what=what,
        status=status,
        actors=actors,
        place=(place.place_name or place.name or place.text) if place else None,
        when=when,
        forecaster=forecaster,
        turns=(Turn(status, when, evidence),),
        evidence=(evidence,),
        place_key=place.place if place else None,
        quad=coding.quad,
        mode=coding.mode,
        chance=coding.chance,
    )


def _is_told_something(unit: Unit, item: Found, actors: tuple[str, ...]) -> bool:
    """Whether somebody who counts is at the other end of "spoke to"."""
    return len(actors) > 1 and unit.tokens[min(item.end, len(unit.tokens) - 1)].lower not in _LISTENERS


def _willed(unit: Unit, item: Found) -> bool:
    return any(token.lower in {"will", "'ll"} for token in unit.tokens[max(item.low, item.at - 6) : item.at])


def _only_imagined(unit: Unit, at: int) -> bool:
    """Whether the trigger stands after "fears of", "a possible", "any": nobody says that it is or will be."""
    return any(token.lower in words.IMAGINED for token in unit.tokens[max(0, at - 5) : at])


def _said_in(
    statements: Sequence[Statement], contents: Sequence[tuple[int, int, int, int]], start: int, end: int
) -> Statement | None:
    """The innermost statement in whose content ``start`` to ``end`` stands; ``contents`` are sorted by length."""
    for _, first, last, number in contents:
        if first <= start and end <= last:
            return statements[number]
    return None
