"""A shelf of a part of the desk: what some articles say, and what is needed to show it, found by indexes.

Two rings are read. The inner one are the articles that a page is about: their statements and figures, and every claim, difference,
series and event that rests on one of them. The outer one are the other articles that these records name: their text, their date,
their story and whom they copy, so that each line has its passage. So a page costs what it shows, whatever its thread holds.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.desk.lookups import BELONGING, RESTING
from onrecord.desk.reading.shelf import Shelf, Whole
from onrecord.desk.store import GROUPED, RELATED, Store, StoredRecord
from onrecord.model.codec import from_plain, read_plain
from onrecord.model.contents import Contents
from onrecord.model.errors import DeskDamaged
from onrecord.model.relations import CopyGroup, Neighbourhood, Relations, together
from onrecord.model.ruling import OUTLET_RULINGS

#: Passages of one record that are read: of a quantity with thousands of values the newest, and those of the page's own articles.
MOST_PASSAGES = 40

#: The lists of passages that a record may have, in the order of their times.
_LISTS = {"series": "points", "events": "turns", "claims": "positions", "differences": "sides"}

# Also in the words of a reason. Begun with its letters, it is looked for as a word is, some ten times as fast.
_ARTICLE_ID = re.compile(r"art_[0-9a-z]+")
_PASSAGE = '"article_id":'
_ACTOR_ID = re.compile(r'"(act_[0-9a-z]+)"')

_DAMAGED = "The desk is damaged: add the same inputs to a new desk, or restore a copy."
#: What an actor is known by beside one's names.
_NAMELESS: dict[str, Any] = {"roles": (), "article_ids": (), "evidence": ()}


#: A record as it is stored and as plain values.
Read = tuple[StoredRecord, dict[str, Any]]
#: What of the records that were read goes on a page, in the same order.
Choose = Callable[[Sequence[Read]], Sequence[Read]]


def slice_of(
    store: Store,
    article_ids: Iterable[str],
    records: Iterable[StoredRecord] = (),
    *,
    near: Iterable[str] = (),
    kinds: Sequence[str] = (*BELONGING, *RESTING),
    choose: Choose | None = None,
    whole_actors: bool = False,
) -> Shelf:
    """What there is to show of ``article_ids``, and of further ``records``; of the articles ``near`` them only what lists show.

    ``kinds`` are the kinds of records that the page has. With ``choose`` it has those alone that this chooses: what is not shown costs
    little more than its reading. Of the actors in these records it has the names, with ``whole_actors`` all.

    To be called in a snapshot of the store. Raises ``DeskDamaged``.
    """
    inner = frozenset(article_ids)
    held = {
        (each.kind, each.id, each.component_id): each for each in (*store.resting_on(sorted(inner), kinds), *records)
    }
    read: Sequence[Read] = [(each, _plain(each)) for each in held.values()]
    if choose is not None:
        read = choose(read)
    # An actor's record names every article that one is met in, thousands of them.
    told = "".join([_cut(each, plain, inner) for each, plain in read if each.kind != "actors"])
    own = store.neighbourhoods(sorted(inner))
    copies, _ = together(own)
    ring = inner.union(near, _ARTICLE_ID.findall(told), *map(_articles_of, copies))
    around = (*own, *store.neighbourhoods(sorted(ring - _members(own))))
    known = {each.id for each, _ in read if each.kind == "actors"}
    actors = [
        (each, _plain(each)) for each in store.records_called("actors", sorted({*_ACTOR_ID.findall(told)} - known))
    ]
    if not whole_actors:
        actors = [(each, plain | _NAMELESS) for each, plain in actors]
    datings = [(each, _plain(each)) for each in store.resting_on(sorted(ring - inner), ("datings",))]
    revisions = store.revisions(sorted(inner))
    contents = Contents(
        articles=tuple(sorted(store.articles(sorted(ring)).values(), key=lambda article: article.id)),
        earlier=tuple(
            earlier
            for one in sorted({each.article_id for each in revisions if each.number > 1})
            for earlier in store.earlier(one)
        ),
        revisions=tuple(revisions),
        relations=_relations(store, sorted(ring), (*read, *datings, *actors), around),
        fates=(),
        rulings=(*store.rulings_on(sorted(ring)), *store.rulings_of(OUTLET_RULINGS)),
    )
    return Shelf(contents, Whole(store.newest_day(), store.listed(sorted(ring))))


def _relations(
    store: Store, ring: Sequence[str], read: Iterable[Read], neighbourhoods: Iterable[Neighbourhood]
) -> tuple[Relations, ...]:
    """The threads of the articles ``ring``, each with these of its records and with these of their ``neighbourhoods``."""
    threads = {one: membership.component_id for one, membership in store.memberships("relate", ring).items()}
    parts: dict[str, dict[str, list[Any]]] = {
        thread: {kind: [] for kind in RELATED} for thread in sorted(set(threads.values()))
    }
    for record, plain in read:
        if record.component_id in parts:
            parts[record.component_id][record.kind].append(plain)
    around: dict[str, list[Neighbourhood]] = defaultdict(list)
    for _, each in sorted({each.id: each for each in neighbourhoods}.items()):
        members = (one for story in each.stories for one in story.article_ids)
        thread = next((threads[one] for one in members if one in threads), None)
        if thread is not None:
            around[thread].append(each)
    made = []
    for thread, kinds in parts.items():
        copies, stories = together(around[thread])
        made.append(replace(_made(thread, kinds), copies=copies, stories=stories))
    return tuple(made)


def _plain(record: StoredRecord) -> dict[str, Any]:
    try:
        plain = read_plain(record.body)
    except ValueError as error:
        raise DeskDamaged(_DAMAGED) from error
    if not isinstance(plain, dict):
        raise DeskDamaged(_DAMAGED)
    return plain


def _made(thread: str, kinds: Mapping[str, Sequence[Any]]) -> Relations:
    try:
        return from_plain(Relations, {"thread_id": thread, **dict.fromkeys(GROUPED, ()), **kinds})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DeskDamaged(_DAMAGED) from error


def _cut(record: StoredRecord, plain: dict[str, Any], own: Collection[str]) -> str:
    """Leave ``plain`` at most about :data:`MOST_PASSAGES` passages: those in ``own`` articles, and the last of the others.

    Returns the words of what is left.
    """
    name = _LISTS.get(record.kind)
    if name is None or record.body.count(_PASSAGE) <= 2 * MOST_PASSAGES:
        return record.body
    try:
        passages = plain[name]
        if len(passages) > MOST_PASSAGES:
            kept = [place for place, each in enumerate(passages) if each["evidence"]["article_id"] in own]
            kept = kept[-MOST_PASSAGES:]
            others = [place for place in range(len(passages)) if place not in set(kept)]
            kept = sorted(kept + others[len(kept) - MOST_PASSAGES :] if len(kept) < MOST_PASSAGES else kept)
            plain[name] = [passages[place] for place in kept]
        if record.kind == "events":
            plain["evidence"] = plain["evidence"][:MOST_PASSAGES]
    except (ValueError, TypeError, KeyError) as error:
        raise DeskDamaged(_DAMAGED) from error
    return json.dumps(plain)


def _members(neighbourhoods: Iterable[Neighbourhood]) -> set[str]:
    return {one for each in neighbourhoods for story in each.stories for one in story.article_ids}


def _articles_of(group: CopyGroup) -> list[str]:
    return [group.first_article_id, *(member.article_id for member in group.members)]
