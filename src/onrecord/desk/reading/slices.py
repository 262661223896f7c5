"""A shelf of a part of the desk: what some articles say, and what is needed to show it, found by indexes.

Two rings are read. The inner one are the articles that a page is about: their statements and figures, and every claim, difference,
series and event that rests on one of them. The outer one are the other articles that these records name: their text, their date,
their story and whom they copy, so that each line has its passage. So a page costs what it shows, whatever its thread holds.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from onrecord.desk.lookups import BELONGING, RESTING
from onrecord.desk.reading.shelf import Shelf, Whole
from onrecord.desk.store import GROUPED, RELATED, Store, StoredRecord
from onrecord.model.codec import loads
from onrecord.model.contents import Contents
from onrecord.model.errors import DeskDamaged
from onrecord.model.relations import CopyGroup, Neighbourhood, Relations, together
from onrecord.model.ruling import OUTLET_RULINGS

#: Passages of one record that are read: of a quantity with thousands of values the newest, and those of the page's own articles.
MOST_PASSAGES = 40

#: The lists of passages that a record may have, in the order of their times.
_LISTS = {"series": "points", "events": "turns", "claims": "positions", "differences": "sides"}

_ARTICLE_ID = re.compile(r"\bart_[0-9a-z]+")  # also in the words of a reason
_PASSAGE = '"article_id":'
_ACTOR_ID = re.compile(r'"(act_[0-9a-z]+)"')


def slice_of(
    store: Store,
    article_ids: Iterable[str],
    records: Iterable[StoredRecord] = (),
    *,
    near: Iterable[str] = (),
    kinds: Sequence[str] = (*BELONGING, *RESTING),
) -> Shelf:
    """What there is to show of ``article_ids``, and of further ``records``; of the articles ``near`` them only what lists show.

    ``kinds`` are the kinds of records that the page has.

    To be called in a snapshot of the store. Raises ``DeskDamaged``.
    """
    inner = frozenset(article_ids)
    held = {
        (each.kind, each.id, each.component_id): each for each in (*store.resting_on(sorted(inner), kinds), *records)
    }
    bodies = [(each, _trimmed(each, inner)) for each in held.values()]
    # An actor's record names every article that one is met in, thousands of them.
    told = "".join(body for record, body in bodies if record.kind != "actors")
    copies, _ = together(store.neighbourhoods(sorted(inner)))
    ring = inner.union(near, _ARTICLE_ID.findall(told), *map(_articles_of, copies))
    bodies += [(each, each.body) for each in store.resting_on(sorted(ring - inner), ("datings",))]
    known = {each.id for each in held.values() if each.kind == "actors"}
    named = sorted(set(_ACTOR_ID.findall(told)) - known)
    bodies += [(each, each.body) for each in store.records_called("actors", named)]
    revisions = store.revisions(sorted(inner))
    contents = Contents(
        articles=tuple(sorted(store.articles(sorted(ring)).values(), key=lambda article: article.id)),
        earlier=tuple(
            earlier
            for one in sorted({each.article_id for each in revisions if each.number > 1})
            for earlier in store.earlier(one)
        ),
        revisions=tuple(revisions),
        relations=_relations(store, sorted(ring), bodies),
        fates=(),
        rulings=(*store.rulings_on(sorted(ring)), *store.rulings_of(OUTLET_RULINGS)),
    )
    return Shelf(contents, Whole(store.newest_day(), store.listed(sorted(ring))))


def _relations(store: Store, ring: Sequence[str], bodies: Iterable[tuple[StoredRecord, str]]) -> tuple[Relations, ...]:
    """The threads of the articles ``ring``, each with these of its records and with the neighbourhoods of these articles."""
    threads = {one: membership.component_id for one, membership in store.memberships("relate", ring).items()}
    parts: dict[str, dict[str, list[str]]] = {thread: defaultdict(list) for thread in sorted(set(threads.values()))}
    for record, body in bodies:
        if record.component_id in parts:
            parts[record.component_id][record.kind].append(body)
    around: dict[str, list[Neighbourhood]] = defaultdict(list)
    for each in store.neighbourhoods(ring):
        members = (one for story in each.stories for one in story.article_ids)
        thread = next((threads[one] for one in members if one in threads), None)
        if thread is not None:
            around[thread].append(each)
    made = []
    for thread, kinds in parts.items():
        copies, stories = together(around[thread])
        records = {kind: ",".join(kinds[kind]) for kind in RELATED}
        body = ",".join(f'"{kind}":[{rows}]' for kind, rows in (records | dict.fromkeys(GROUPED, "")).items())
        made.append(replace(_read(thread, body), copies=copies, stories=stories))
    return tuple(made)


def _read(thread: str, body: str) -> Relations:
    try:
        return loads(Relations, f'{{"thread_id":"{thread}",{body}}}')
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DeskDamaged("The desk is damaged: add the same inputs to a new desk, or restore a copy.") from error


def _trimmed(record: StoredRecord, own: Collection[str]) -> str:
    """The body of a record with at most about :data:`MOST_PASSAGES` passages: those in ``own`` articles, and the last of the others."""
    name = _LISTS.get(record.kind)
    if name is None or record.body.count(_PASSAGE) <= 2 * MOST_PASSAGES:
        return record.body
    plain = json.loads(record.body)
    passages = plain[name]
    if len(passages) > MOST_PASSAGES:
        kept = [place for place, each in enumerate(passages) if each["evidence"]["article_id"] in own][-MOST_PASSAGES:]
        others = [place for place in range(len(passages)) if place not in set(kept)]
        kept = sorted(kept + others[len(kept) - MOST_PASSAGES :] if len(kept) < MOST_PASSAGES else kept)
        plain[name] = [passages[place] for place in kept]
    if record.kind == "events":
        plain["evidence"] = plain["evidence"][:MOST_PASSAGES]
    return json.dumps(plain, ensure_ascii=False)


def _articles_of(group: CopyGroup) -> list[str]:
    return [group.first_article_id, *(member.article_id for member in group.members)]
