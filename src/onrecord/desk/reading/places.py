"""The map: the places of a story or of the desk, and for each what happened, is announced, is counted or was said there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.desk.reading.countries import country_words
from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, Figure
from onrecord.model.place import Spot
from onrecord.model.statement import Statement
from onrecord.publish.placed import Placed, placed
from onrecord.publish.said import said_when
from onrecord.publish.wording import (
    amount_words,
    newest_first,
    one_line,
    said_words,
    stance_words,
    status_words,
    when_words,
)

#: The place of this name: the one with this key, or the only one of the name where no key is known.
Locate = Callable[[str, str | None], Spot | None]

#: Places on one map, those of most lines, and lines of one place, the newest.
PLACES, LINES = 80, 12

#: What of a place is told first.
_ORDER = ("event", "statement", "figure")


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Something of a place: ``kind`` is event, figure or statement, ``label`` what, ``note`` when."""

    kind: str
    label: str
    status: str
    note: str
    day: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with ``lines`` of ``count``: events first, then statements, then figures, the newest of each first; ``reports`` tell of it. ``kind`` is country, region, town, site or sea; degrees are WGS 84, ``None`` unknown."""

    key: str
    name: str
    kind: str
    country: str
    latitude: float | None
    longitude: float | None
    reports: int
    count: int
    lines: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """The places of a desk or a story, those of most lines first. ``unlocated`` have no coordinates; ``unplaced`` are names that stand
    for several places or none that the desk knows, with how often."""

    story_id: str | None
    title: str
    placed: tuple[PlaceView, ...]
    left_out: int
    unlocated: tuple[PlaceView, ...]
    unplaced: tuple[tuple[str, int], ...]
    part: str = ""  # of a desk that is too large to be read whole: what the page tells of


def map_page(shelf: Shelf, locate: Locate, story_id: str | None = None) -> MapPage:
    """The places of the desk, or of one story: those that its reports tell of. Raises ``NotFound``."""
    title, own, threads = "", None, shelf.contents.relations
    if story_id is not None:
        relations, story = shelf.story(story_id)
        title, own, threads = (
            one_line(story.title) or shelf.title(story.title_article_id),
            frozenset(story.article_ids),
            (relations,),
        )
    spots: dict[str, Spot] = {}
    there: dict[str, list[PlaceLine]] = defaultdict(list)
    unplaced: dict[str, int] = defaultdict(int)
    asked: dict[tuple[str, str | None], Spot | None] = {}
    for each in placed(threads, shelf.sources):
        if each.record.id in shelf.muted or not each.record.evidence:
            continue
        evidence = _shown(each.record.evidence, own)
        if evidence is None:
            continue
        asking = (each.name, each.key)
        if asking not in asked:
            asked[asking] = locate(*asking)
        spot = asked[asking]
        if spot is None:
            unplaced[one_line(each.name)] += 1
        else:
            spots[spot.key] = spot
            there[spot.key].append(_line(shelf, each, evidence))
    views = sorted(
        (_place(spots[key], lines) for key, lines in there.items()),
        key=lambda view: (-view.reports, view.name, view.key),
    )
    on_map = [view for view in views if view.latitude is not None and view.longitude is not None]
    return MapPage(
        story_id=story_id,
        title=title,
        placed=tuple(on_map[:PLACES]),
        left_out=max(0, len(on_map) - PLACES),
        unlocated=tuple(view for view in views if view.latitude is None or view.longitude is None)[:PLACES],
        unplaced=tuple(sorted(unplaced.items(), key=lambda item: (-item[1], item[0]))),
    )


def _shown(evidence: Sequence[Evidence], own: frozenset[str] | None) -> Evidence | None:
    """The passage to show: the last one of ``own`` articles, since what became of an event is told last."""
    chosen = [item for item in evidence if own is None or item.article_id in own]
    return chosen[-1] if chosen else None


def _place(spot: Spot, lines: list[PlaceLine]) -> PlaceView:
    lines = _folded(lines)
    lines.sort(
        key=lambda line: (_ORDER.index(line.kind), newest_first(line.day), line.passage.article_id, line.passage.start)
    )
    return PlaceView(
        key=spot.key,
        name=spot.name,
        kind=spot.kind,
        country=country_words(spot.country),
        latitude=spot.latitude,
        longitude=spot.longitude,
        reports=len({line.passage.article_id for line in lines}),
        count=len(lines),
        lines=tuple(lines[:LINES]),
    )


def _folded(lines: list[PlaceLine]) -> list[PlaceLine]:
    """The same with the figures of one sentence on one line."""
    kept: dict[tuple[str, str, int, object], PlaceLine] = {}
    for number, line in enumerate(lines):
        own = number if line.kind != "figure" else None
        key = (line.kind, line.passage.article_id, line.passage.start, own)
        known = kept.get(key)
        kept[key] = line if known is None else replace(known, label=f"{known.label} · {line.label}")
    return list(kept.values())


def _line(shelf: Shelf, each: Placed, evidence: Evidence) -> PlaceLine:
    passage = shelf.cite(evidence)
    match each.record:
        case Event() as event:
            when, label, status = event.when, one_line(event.what), status_words(event.status)
            who = ", ".join(shelf.actor(actor, actor) for actor in event.actors)
            label = f"{label} · {who}" if who else label
            return PlaceLine(
                "event", label, status, when_words(when, unknown="no day given"), when.first_day or "", passage
            )
        case Figure() as figure:
            value = amount_words(figure.low, figure.high, figure.bound, figure.unit, figure.text)
            day = figure.as_of.first_day or shelf.day(figure.article_id) or ""
            note = when_words(figure.as_of, unknown=f"reported {passage.published}")
            label = f"{value} {one_line(figure.counts)}" if figure.counts else one_line(figure.text)
            return PlaceLine("figure", label, "figure", note, day, passage)
        case Statement() as statement:
            said = said_when(statement, shelf.sources)
            stance = ("not: " if statement.negated else "") + stance_words(statement.stance)
            return PlaceLine(
                "statement", shelf.speaker(statement), stance, said_words(said), said.first_day or "", passage
            )
