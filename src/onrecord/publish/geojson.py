"""Places with what happened and was said there, as GeoJSON (RFC 7946): for a map."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.model.contents import Contents
from onrecord.model.names import place_key
from onrecord.model.place import Spot
from onrecord.model.ruling import standing
from onrecord.publish.passages import passage
from onrecord.publish.references import Sources
from onrecord.publish.said import said_when
from onrecord.publish.wording import one_line

#: The place of this name: the one with this key, or the only one of the name where no key is known.
Locate = Callable[[str, str | None], Spot | None]


@dataclass(slots=True)
class _There:
    """What is known of one place."""

    spot: Spot
    events: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)


def geojson(contents: Contents, locate: Locate) -> bytes:
    """Every place of a desk as one ``FeatureCollection``, by key, as UTF-8 that ends with a line feed.

    A feature has ``events`` that happened or are announced there, ``figures`` that are given of it and ``statements`` that were
    made there, each with its passages. A place without coordinates has the geometry ``null``. ``unplaced``, beside the
    features, counts by name what happened or was said at places that nobody can tell from others of their name. Copies and what an editor muted are left out.
    """
    sources = Sources(contents)
    muted = {ruling.target for ruling in standing(contents.rulings) if ruling.kind == "mute"}
    there: dict[str, _There] = {}
    unplaced: dict[str, int] = defaultdict(int)
    for kind, name, key, record_id, row in _told(contents, sources):
        if record_id in muted:
            continue
        spot = locate(name, key)
        if spot is None:
            unplaced[one_line(name)] += 1
        else:
            getattr(there.setdefault(spot.key, _There(spot)), kind).append({"id": record_id, **row})
    features = [_feature(there[key]) for key in sorted(there)]
    collection = {"type": "FeatureCollection", "features": features, "unplaced": dict(sorted(unplaced.items()))}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"


def _told(contents: Contents, sources: Sources) -> Iterator[tuple[str, str, str | None, str, dict[str, Any]]]:
    """All that has a place: the list that it goes to, the place's name and key, its own identifier, and what is told of it."""
    known = _known(contents)
    for relations in sorted(contents.relations, key=lambda each: each.thread_id):
        names = {actor.id: actor.name for actor in relations.actors}
        for event in sorted(relations.events, key=lambda each: (each.when.start or "9999", each.id)):
            if event.place:
                row: dict[str, Any] = {
                    "what": one_line(event.what),
                    "code": event.code,
                    "status": event.status,
                    "start": event.when.start,
                    "end": event.when.end,
                    "actors": [names.get(actor, actor) for actor in event.actors],
                    "passages": [passage(sources, item) for item in event.evidence],
                }
                yield "events", event.place, event.place_key, event.id, row
        for figure in sorted(relations.figures, key=lambda each: (each.as_of.start or "9999", each.id)):
            if figure.place and not sources.is_full_copy(figure.article_id):
                row = {
                    "text": one_line(figure.text),
                    "low": figure.low,
                    "high": figure.high,
                    "bound": figure.bound,
                    "unit": figure.unit,
                    "counts": one_line(figure.counts),
                    "start": figure.as_of.start,
                    "end": figure.as_of.end,
                    "passages": [passage(sources, item) for item in figure.evidence],
                }
                yield "figures", figure.place, figure.place_key, figure.id, row
        for statement in sorted(relations.statements, key=lambda each: each.id):
            if statement.place and statement.repeats is None and not sources.is_full_copy(statement.article_id):
                said = said_when(statement, sources)
                row = {
                    "speaker": statement.speaker.name or statement.speaker.text,
                    "anonymous": statement.speaker.anonymous,
                    "stance": statement.stance,
                    "start": said.start,
                    "end": said.end,
                    "passages": [passage(sources, item) for item in statement.evidence[:1]],
                }
                # As written, without a key: where the desk knows one place of this name, it is that one.
                yield "statements", statement.place, known.get(place_key(statement.place)), statement.id, row


def _known(contents: Contents) -> dict[str, str]:
    """The keys of the names that stand for one place on the whole desk."""
    keys: dict[str, set[str]] = defaultdict(set)
    for relations in contents.relations:
        placed = [(event.place, event.place_key) for event in relations.events]
        placed += [(figure.place, figure.place_key) for figure in relations.figures]
        for name, key in placed:
            if name and key:
                keys[place_key(name)].add(key)
    return {name: min(found) for name, found in keys.items() if len(found) == 1}


def _feature(there: _There) -> dict[str, Any]:
    spot = there.spot
    located = spot.latitude is not None and spot.longitude is not None
    return {
        "type": "Feature",
        "id": spot.key,
        "geometry": {"type": "Point", "coordinates": [spot.longitude, spot.latitude]} if located else None,
        "properties": {
            "name": spot.name,
            "kind": spot.kind,
            "country": spot.country,
            "events": there.events,
            "figures": there.figures,
            "statements": there.statements,
        },
    }
