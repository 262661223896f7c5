"""A few articles related as a desk would: their neighbourhoods, then their thread."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord import relate as room
from onrecord.model.annotations import Annotated
from onrecord.model.relations import Relations
from onrecord.model.ruling import Ruling
from onrecord.relate.links import Link


def relate(items: Sequence[Annotated], rulings: Sequence[Ruling] = ()) -> Relations:
    return room.relate(items, room.neighbourhoods(items, rulings), rulings)


def link(a: Annotated, b: Annotated) -> Link | None:
    articles = {each.article.id: each.article for each in (a, b)}
    return room.link(room.sketch(a), room.sketch(b), lambda ids: {key: articles[key] for key in ids})


def keys(item: Annotated) -> tuple[str, ...]:
    return room.keys(room.sketch(item))
