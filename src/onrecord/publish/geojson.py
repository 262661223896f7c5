"""Places with what happened and was said there, as GeoJSON (RFC 7946): for a map."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from onrecord.model.contents import Contents
from onrecord.model.picture import Event, Figure
from onrecord.model.place import Spot
from onrecord.model.ruling import standing
from onrecord.model.statement import Statement
from onrecord.publish.passages import passage
from onrecord.publish.placed import Placed, placed
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
    names = {actor.id: actor.name for relations in contents.relations for actor in relations.actors}
    for told in placed(contents.relations, sources):
        if told.record.id in muted:
            continue
        spot = locate(told.name, told.key)
        if spot is None:
            unplaced[one_line(told.name)] += 1
        else:
            row = {"id": told.record.id, **_row(told, sources, names)}
            getattr(there.setdefault(spot.key, _There(spot)), told.kind).append(row)
    features = [_feature(there[key]) for key in sorted(there)]
    collection = {"type": "FeatureCollection", "features": features, "unplaced": dict(sorted(unplaced.items()))}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"


def _row(told: Placed, sources: Sources, names: dict[str, str]) -> dict[str, Any]:
    """What is told of a record, with its passages."""
    match told.record:
        case Event() as event:
            return {
                "what": one_line(event.what),
                "code": event.code,
                "status": event.status,
                "start": event.when.start,
                "end": event.when.end,
                "actors": [names.get(actor, actor) for actor in event.actors],
                "passages": [passage(sources, item) for item in event.evidence],
            }
        case Figure() as figure:
            return {
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
        case Statement() as statement:
            said = said_when(statement, sources)
            return {
                "speaker": statement.speaker.name or statement.speaker.text,
                "anonymous": statement.speaker.anonymous,
                "stance": statement.stance,
                "start": said.start,
                "end": said.end,
                "passages": [passage(sources, item) for item in statement.evidence[:1]],
            }


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
