"""The store's statements in SQLAlchemy Core, the same for every database: what differs is left to a subclass.

Statements that take many identifiers are cut into runs of :data:`RUN`, so that none grows with the desk. A record is replaced
by deleting and inserting, which every database understands.
"""

from __future__ import annotations

import json
import zlib
from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Integer, Select, Table, and_, bindparam, func, literal, or_, select, tuple_

from onrecord.desk import schema as t
from onrecord.desk.arrivals import Arrivals
from onrecord.desk.follows import Follows
from onrecord.desk.handover_rows import HandoverRows
from onrecord.desk.journal import Journal
from onrecord.desk.lookups import DERIVED, OF_THREADS, LookUps
from onrecord.desk.rows import RECORD, REVISION, RUN
from onrecord.desk.store import (
    ANY,
    GROUPED,
    REACH,
    RELATED,
    STAGES,
    Former,
    Hit,
    Key,
    Level,
    Membership,
    Narrowing,
    Problem,
    Seen,
    StageName,
    StoredLink,
    StoredRecord,
    Version,
)
from onrecord.model.annotations import Annotated, Annotations, TimeMention
from onrecord.model.article import Article, Revision
from onrecord.model.capture import Capture, Fate, Listing
from onrecord.model.codec import dumps, from_plain, loads
from onrecord.model.identity import digest
from onrecord.model.outlets import names_of_one
from onrecord.model.page_key import page_key
from onrecord.model.relations import Neighbourhood, Relations, together
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.model.subscription import Subscription

#: Where an article stands among the holders of a key: the start of its publication and its identifier.
_Place = tuple[str, str]

#: Articles by which the journal remembers a former story, copy group or thread.
REMEMBERED = 8

#: How the identifiers begin that the journal keeps.
REDIRECTED = ("copy_", "story_", "thr_")

#: What stands before the time expressions in annotations as they are stored.
_TIMES = '"times":'
_JSON = json.JSONDecoder()

_LEVELS: tuple[Level, ...] = ("group", "relate")
_NAMED = {**GROUPED, **RELATED}


class SqlStore(LookUps, Journal, Arrivals, Follows, HandoverRows):
    """Everything of a :class:`~onrecord.desk.store.Store` but transactions, locks, scrubbing and search."""

    reach: int = REACH  # a test makes it small

    @abstractmethod
    def _index(self, row: int, article: Article) -> None:
        """Let a search find the article that is in row ``row`` of ``articles``."""

    @abstractmethod
    def _unindex(self, rows: Sequence[int]) -> None:
        """Let no search find what is in these rows of ``articles``."""

    @abstractmethod
    def matching(self, words: str) -> list[str]: ...

    @abstractmethod
    def count_matching(self, words: str) -> int: ...

    @abstractmethod
    def best(self, words: str, limit: int, narrowing: Narrowing = ANY, *, newest: bool = False) -> list[str]: ...

    @abstractmethod
    def search(self, words: str, article_ids: Sequence[str]) -> list[Hit]: ...

    # Captures

    def put_capture(self, capture: Capture) -> None:
        row = {column.name: getattr(capture, column.name) for column in t.captures.columns}
        listing = dumps(capture.listing) if capture.listing else None
        self._insert(t.captures, [row | {"data": zlib.compress(capture.data), "listing": listing}])

    def captures(self, ids: Sequence[str]) -> list[Capture]:
        rows = self._among(select(t.captures), t.captures.c.id, ids)
        return sorted((self._capture(row) for row in rows), key=lambda each: each.id)

    def _capture(self, row: Any) -> Capture:
        listing = loads(Listing, row.listing) if row.listing else None
        return Capture(**{**row._mapping, "data": self._unpacked(row.data), "listing": listing})

    def seen_at(self, location: str) -> list[Seen]:
        query = _SEEN.where(t.captures.c.location == location).order_by(t.captures.c.sequence)
        return [Seen(*row) for row in self._rows(query)]

    def seen_from(self, source: str) -> list[Seen]:
        query = _SEEN.where(_from(t.captures, source)).order_by(t.captures.c.source, t.captures.c.sequence)
        return [Seen(*row) for row in self._rows(query)]

    def seen_as(self, capture_ids: Sequence[str]) -> list[Seen]:
        return sorted(
            (Seen(*row) for row in self._among(_SEEN, t.captures.c.id, capture_ids)), key=lambda seen: seen.capture_id
        )

    def received(self, article_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        a, c = t.articles.c, t.captures.c
        query = select(a.article_id, func.min(c.received_at), func.max(c.received_at))
        query = query.join_from(t.articles, t.captures, a.capture_id == c.id).group_by(a.article_id)
        return {one: (first, last) for one, first, last in self._among(query, a.article_id, article_ids)}

    def delete_capture(self, capture_id: str) -> None:
        self.delete_reading(capture_id)
        self._forget_work(capture_id)
        self._forget_version(capture_id)
        self._delete(t.captures, id=capture_id)

    # Fates

    def put_fate(self, fate: Fate) -> None:
        self._delete(t.fates, id=fate.id)
        self._insert(t.fates, [{column.name: getattr(fate, column.name) for column in t.fates.columns}])

    def delete_fate(self, fate_id: str) -> None:
        self._delete(t.fates, id=fate_id)

    def fate(self, fate_id: str) -> Fate | None:
        found = self._rows(select(t.fates).where(t.fates.c.id == fate_id))
        return Fate(**found[0]._mapping) if found else None

    def fates_from(self, source: str) -> list[Fate]:
        query = select(t.fates).where(_from(t.fates, source)).order_by(t.fates.c.source, t.fates.c.digest)
        return [Fate(**row._mapping) for row in self._rows(query)]

    def removal(self, source: str, digest: str) -> Fate | None:
        c = t.fates.c
        here, content = c.source == source, c.digest == digest
        removed, expired = c.fate == "removed", c.fate == "expired"
        for match in ((here, removed), (content, removed), (here, content, expired)):
            query = select(t.fates).where(*match).order_by(c.id).limit(1)
            for row in self._rows(query):
                return Fate(**row._mapping)
        return None

    def count_removed(self) -> int:
        return int(self._column(select(func.count()).where(t.fates.c.fate.in_(("removed", "expired"))))[0])

    # Articles and their versions

    def put_reading(self, article: Article, moment: str, content: str, sequence: int) -> None:
        self.delete_reading(article.capture_id)
        body = dumps(article)
        row = {
            "capture_id": article.capture_id,
            "article_id": article.id,
            "source": article.source,
            "sequence": sequence,
            "moment": moment,
            "content": content,
            "digest": digest(body),
            "number": 0,
            "current": 0,
            "body": body,
        }
        self._insert(t.articles, [row])
        self._move_arrival(article.capture_id, article.id)

    def delete_reading(self, capture_id: str) -> None:
        c = t.articles.c
        for row, body, current in self._rows(select(c.row, c.body, c.current).where(c.capture_id == capture_id)):
            self._unindex([row])
            if current:
                self._put_text_aside(body)
        self._delete(t.articles, capture_id=capture_id)

    def _put_text_aside(self, body: str) -> None:
        """What states hold of a report that is about to change."""
        if self._newest_moment() is not None:
            article = self._record(Article, body)
            self._put_report_aside(article.id, digest(article.text))

    def reading(self, capture_id: str) -> tuple[str, str] | None:
        query = select(t.articles.c.article_id, t.articles.c.digest).where(t.articles.c.capture_id == capture_id)
        for article_id, reading in self._rows(query):
            return article_id, reading
        return None

    def versions(self, article_id: str) -> list[Version]:
        c = t.articles.c
        query = select(c.capture_id, c.source, c.sequence, c.moment, c.content, c.digest, c.number, t.captures.c.note)
        query = query.join_from(t.articles, t.captures, c.capture_id == t.captures.c.id)
        query = query.where(c.article_id == article_id).order_by(c.number, c.capture_id)
        return [Version(*row) for row in self._rows(query)]

    def number_versions(self, article_id: str, capture_ids: Sequence[str]) -> None:
        c = t.articles.c
        query = select(c.capture_id, c.row, c.current).where(c.article_id == article_id)
        before = self._column(select(c.body).where(c.article_id == article_id, c.current == 1))
        rows = {capture_id: (row, current) for capture_id, row, current in self._rows(query)}
        for number, capture_id in enumerate(capture_ids, start=1):
            change = t.articles.update().where(c.capture_id == capture_id)
            self._connection.execute(change.values(number=number, current=int(capture_id == capture_ids[-1])))
        row, was_current = rows[capture_ids[-1]]
        if not was_current:
            for body in before:
                self._put_text_aside(body)
            self._put_report_aside(article_id, None)  # unless it had a text
            article = self.articles([article_id])[article_id]
            self._unindex([row for row, current in rows.values() if current])
            self._index(row, article)
            self._list(article)

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        query = select(t.articles.c.body).where(t.articles.c.current == 1)
        found = (self._record(Article, body) for (body,) in self._among(query, t.articles.c.article_id, ids))
        return {article.id: article for article in found}

    def earlier(self, article_id: str) -> tuple[Article, ...]:
        c = t.articles.c
        query = select(c.body).where(c.article_id == article_id, c.current == 0).order_by(c.number)
        return tuple(self._record(Article, body) for body in self._column(query))

    def forget_article(self, article_id: str) -> None:
        for level in _LEVELS:
            for membership in self.memberships(level, [article_id]).values():
                self._dissolve(level, [membership.component_id], {article_id})
        self.delete_sketch(article_id)
        self._forget_arrivals(article_id)
        for table in (t.annotations, t.components, t.redirects, t.reports, t.follow_anchors):
            self._delete(table, article_id=article_id)
        self._forget_work(article_id)

    # What articles say

    def put_annotations(self, annotations: Annotations) -> None:
        body = dumps(annotations)
        self._delete(t.annotations, article_id=annotations.article_id)
        # Compressed to about a sixth: the one body that is large and read by nobody but its own stage.
        row = {"article_id": annotations.article_id, "digest": digest(body), "body": zlib.compress(body.encode())}
        self._insert(t.annotations, [row])

    def annotated(self, ids: Sequence[str]) -> dict[str, Annotated]:
        articles = self.articles(ids)
        query = select(t.annotations.c.body)
        bodies = (self._unpacked(body) for (body,) in self._among(query, t.annotations.c.article_id, list(articles)))
        found = (self._record(Annotations, body) for body in bodies)
        return {
            each.article_id: Annotated(articles[each.article_id], each, self.earlier(each.article_id))
            for each in sorted(found, key=lambda each: each.article_id)
        }

    def times(self, ids: Sequence[str]) -> dict[str, tuple[TimeMention, ...]]:
        rows = self._among(select(t.annotations.c.article_id, t.annotations.c.body), t.annotations.c.article_id, ids)
        return {
            article_id: self._times(self._unpacked(body)) for article_id, body in sorted(tuple(row) for row in rows)
        }

    def _times(self, body: bytes) -> tuple[TimeMention, ...]:
        """Those alone of annotations as they are stored: no string holds the name of a field with its marks, so it is found as a word is."""
        text = body.decode()
        try:
            plain, _ = _JSON.raw_decode(text, text.index(_TIMES) + len(_TIMES))
            return tuple(from_plain(TimeMention, each) for each in plain)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._damaged() from error

    def states(self, ids: Sequence[str]) -> dict[str, str]:
        c = t.articles.c
        parts: dict[str, list[str]] = {}
        for article_id, said in self._among(
            select(t.annotations.c.article_id, t.annotations.c.digest), t.annotations.c.article_id, ids
        ):
            parts[article_id] = [said]
        readings = self._among(select(c.article_id, c.number, c.digest), c.article_id, list(parts))
        for article_id, _, reading in sorted(tuple(row) for row in readings):
            parts[article_id].append(reading)
        return {article_id: digest("\n".join(each)) for article_id, each in parts.items()}

    # Sketches, links, neighbourhoods and threads

    def put_sketch(self, sketch: Sketch, keys: Sequence[str]) -> None:
        self.delete_sketch(sketch.article_id)
        row = {"article_id": sketch.article_id, "body": zlib.compress(dumps(sketch).encode())}
        self._insert(t.sketches, [row])
        place = {"moment": sketch.published.start or "", "article_id": sketch.article_id}
        self._insert(t.link_keys, [{"key": key, **place} for key in sorted(set(keys))])

    def delete_sketch(self, article_id: str) -> None:
        # Those on its one side come within reach of those on its other.
        self.enqueue("link", {behind for pairs in self._across(article_id) for (_, _), (_, behind) in pairs})
        self._delete(t.sketches, article_id=article_id)
        self._delete(t.link_keys, article_id=article_id)
        self._delete_links(article_id)

    def parted(self, article_id: str) -> list[tuple[str, str]]:
        apart = {pair for pairs in self._across(article_id) for pair in pairs}
        c = t.links.c
        firsts = sorted({one for (_, one), _ in apart})
        linked = {(one, other) for one, other in self._among(select(c.article_id, c.other), c.article_id, firsts)}
        return sorted(
            (one, other)
            for (since, one), (until, other) in apart
            if (one, other) in linked
            and not self._rows(_WITHIN, since=since, one=one, until=until, other=other, reach=self.reach)
        )

    def _across(self, article_id: str) -> Iterator[list[tuple[_Place, _Place]]]:
        """For each key of an article the pairs of holders around it that are out of reach by it alone, the earlier first."""
        for before, behind in self._beside(article_id).values():
            # As many stand between the two as may, and this article.
            yield list(zip(reversed(before), behind[self.reach - len(before) :], strict=False))

    def _beside(self, article_id: str) -> dict[str, tuple[list[_Place], list[_Place]]]:
        """For each key of an article its other holders within reach, before it and behind it; the nearest first."""
        found: dict[str, tuple[list[_Place], list[_Place]]] = {}
        for moment in self._column(select(_k.moment).where(_k.article_id == article_id).limit(1)):
            told = {"moment": moment, "article_id": article_id, "reach": self.reach}
            for side, query in enumerate((_BEFORE, _BEHIND)):
                for key, *place in self._rows(query, **told):
                    found.setdefault(key, ([], []))[side].append(tuple(place))
        return found

    def sketches(self, ids: Sequence[str]) -> dict[str, Sketch]:
        rows = self._among(select(t.sketches.c.body), t.sketches.c.article_id, ids)
        found = (self._record(Sketch, self._unpacked(body)) for (body,) in rows)
        return {sketch.article_id: sketch for sketch in sorted(found, key=lambda each: each.article_id)}

    def candidates(self, article_id: str) -> list[str]:
        sides = (side for both in self._beside(article_id).values() for side in both)
        return sorted({other for side in sides for _, other in side})

    def put_links(self, article_id: str, links: Sequence[StoredLink]) -> None:
        before, after = ({link.other: link for link in each} for each in (self.links(article_id), links))
        gone = [link for other, link in before.items() if after.get(other) != link]
        new = [link for other, link in after.items() if before.get(other) != link]
        for link in gone:
            self._delete(t.links, article_id=article_id, other=link.other)
            self._delete(t.links, article_id=link.other, other=article_id)
        rows = []
        for link in new:
            told = {"kind": link.kind, "weight": link.weight, "reason": link.reason, "near": int(link.near)}
            rows.append({"article_id": article_id, "other": link.other, **told})
            rows.append({"article_id": link.other, "other": article_id, **told})
        self._insert(t.links, rows)
        self.enqueue("group", {link.other for link in (*gone, *new) if link.near})

    def links(self, article_id: str) -> list[StoredLink]:
        c = t.links.c
        query = select(c.other, c.kind, c.weight, c.reason, c.near).where(c.article_id == article_id).order_by(c.other)
        return [StoredLink(row.other, row.kind, row.weight, row.reason, bool(row.near)) for row in self._rows(query)]

    def near_links(self, ids: Sequence[str]) -> dict[str, list[StoredLink]]:
        c = t.links.c
        found: dict[str, list[StoredLink]] = {one: [] for one in ids}
        query = select(c.article_id, c.other, c.kind, c.weight, c.reason).where(c.near == 1)
        for article_id, other, kind, weight, reason in sorted(
            tuple(row) for row in self._among(query, c.article_id, ids)
        ):
            found[article_id].append(StoredLink(other, kind, weight, reason, near=True))
        return found

    def neighbours(self, ids: Sequence[str], *, near: bool = False) -> set[str]:
        query = select(t.links.c.other)
        if near:
            query = query.where(t.links.c.near == 1)
        return {other for (other,) in self._among(query, t.links.c.article_id, ids)}

    def memberships(self, level: Level, ids: Sequence[str]) -> dict[str, Membership]:
        c = t.components.c
        query = select(c.article_id, c.component_id, c.fingerprint).where(c.level == level)
        rows = self._among(query, c.article_id, ids)
        return {article_id: Membership(component_id, made_from) for article_id, component_id, made_from in rows}

    def members(self, level: Level, component_ids: Sequence[str]) -> set[str]:
        c = t.components.c
        rows = self._among(select(c.article_id).where(c.level == level), c.component_id, component_ids)
        return {article_id for (article_id,) in rows}

    def replace_neighbourhood(self, members: Sequence[str], fingerprint: str, found: Neighbourhood) -> None:
        self._replace("group", found.id, members, fingerprint, {kind: getattr(found, kind) for kind in GROUPED})
        self._list_neighbourhood(members, found)

    def neighbourhoods(self, ids: Sequence[str]) -> list[Neighbourhood]:
        found = sorted({membership.component_id for membership in self.memberships("group", ids).values()})
        parts: dict[str, dict[str, list[str]]] = {one: {kind: [] for kind in GROUPED} for one in found}
        c = t.records.c
        rows = self._among(select(c.component_id, c.kind, c.position, c.body), c.component_id, found)
        for component_id, kind, _, body in sorted(tuple(row) for row in rows):
            parts[component_id][kind].append(body)
        return [self._record(Neighbourhood, _fields("id", one, kinds)) for one, kinds in parts.items()]

    def replace_thread(self, members: Sequence[str], fingerprint: str, relations: Relations) -> None:
        records = {kind: getattr(relations, kind) for kind in RELATED}
        self._replace("relate", relations.thread_id, members, fingerprint, records)
        self._list_thread(relations)
        self._number(members)
        self._tell(members, relations)

    def _replace(
        self, level: Level, component_id: str, members: Sequence[str], fingerprint: str, records: dict[str, Any]
    ) -> None:
        olds = {membership.component_id for membership in self.memberships(level, members).values()}
        rows = [
            {
                "component_id": component_id,
                "kind": kind,
                "position": position,
                "id": getattr(record, _NAMED[kind]),
                "article_id": getattr(record, "article_id", None),
                "body": dumps(record),
            }
            for kind, given in records.items()
            for position, record in enumerate(given)
        ]
        bodies = {(row["kind"], row["id"]): row["body"] for row in rows}
        ids = {component_id, *(row["id"] for row in rows)}
        self._dissolve(level, sorted(olds | {component_id}), set(members), ids, bodies)
        told = {"level": level, "component_id": component_id, "fingerprint": fingerprint}
        self._insert(t.components, [{"article_id": member, **told} for member in members])
        self._insert(t.records, rows)

    def _dissolve(
        self,
        level: Level,
        component_ids: Sequence[str],
        members: Collection[str],
        taken: Collection[str] = (),
        bodies: Mapping[Key, str] | None = None,
    ) -> None:
        """Delete components with their records; whoever of them is not in ``members`` becomes due in the step ``level``.

        Identifiers that are not ``taken`` again go into the journal, and what states hold of records that come again with other ``bodies``,
        or not at all.
        """
        if level == "relate":
            self._put_aside(component_ids, bodies or {})
        self._note_former(level, component_ids, taken)
        self.enqueue(level, sorted(self.members(level, component_ids) - set(members)))
        for component_id in component_ids:
            for table in (t.records, *OF_THREADS, t.components):
                self._delete(table, component_id=component_id)

    def _note_former(self, level: Level, component_ids: Sequence[str], taken: Collection[str]) -> None:
        c, former = t.records.c, {}
        for kind, record_id, body in self._among(
            select(c.kind, c.id, c.body).where(c.kind.in_(sorted(GROUPED))), c.component_id, component_ids
        ):
            if record_id not in taken:
                former[record_id] = _articles_of(kind, json.loads(body))
        if level == "relate":
            for component_id in component_ids:
                if component_id not in taken:
                    former[component_id] = sorted(self.members(level, [component_id]))
        for record_id in sorted({*former, *taken}):
            if record_id.startswith(REDIRECTED):
                self._delete(t.redirects, old=record_id)
        told = ((old, place, one) for old, ids in sorted(former.items()) for place, one in enumerate(ids[:REMEMBERED]))
        self._insert(t.redirects, [{"old": old, "position": place, "article_id": one} for old, place, one in told])

    def _fill(self) -> None:
        """Fill the tables for pages from all others: for a desk that was made before there were any."""
        for table in DERIVED:
            self._connection.execute(table.delete())
        c = t.components.c
        for article in self.all_articles():
            self._list(article)
        for level in _LEVELS:
            query = select(c.component_id).where(c.level == level).distinct().order_by(c.component_id)
            for component_id in self._column(query):
                members = sorted(self.members(level, [component_id]))
                if level == "group":
                    self._list_neighbourhood(members, self.neighbourhoods(members[:1])[0])
                else:
                    relations = self._thread(component_id)
                    self._list_thread(relations)
                    self._tell(members, relations)

    def former(self, identifier: str) -> Former | None:
        return next(iter([*self._former(select(t.redirects).where(t.redirects.c.old == identifier))]), None)

    def all_former(self) -> Iterator[Former]:
        return self._former(select(t.redirects))

    def _former(self, query: Select[Any]) -> Iterator[Former]:
        rows = self._stream(query.order_by(t.redirects.c.old, t.redirects.c.position))
        for old, same in groupby(rows, key=lambda row: row.old):
            held = list(same)
            yield Former(old, tuple(row.article_id for row in held), held[0].since)

    def _delete_links(self, article_id: str) -> None:
        self.enqueue("group", self.neighbours([article_id], near=True))
        self._delete(t.links, article_id=article_id)
        self._delete(t.links, other=article_id)

    # Work

    def enqueue(self, stage: StageName, units: Iterable[str]) -> None:
        wanted = sorted(set(units))
        there = self.due_among(stage, wanted)
        self._insert(t.due, [{"stage": stage, "unit": unit} for unit in wanted if unit not in there])

    def enqueue_all(self, stage: StageName) -> None:
        self._delete(t.due, stage=stage)
        unit = t.captures.c.id if stage == "read" else t.articles.c.article_id
        query = select(literal(stage), unit)
        if stage != "read":
            query = query.where(t.articles.c.current == 1)
        self._connection.execute(t.due.insert().from_select(["stage", "unit"], query))

    def due(self, stage: StageName, after: str, limit: int) -> list[str]:
        c = t.due.c
        query = select(c.unit).where(c.stage == stage, c.unit > after).order_by(c.unit).limit(limit)
        return self._column(query)

    def due_count(self, stage: StageName) -> int:
        (count,) = self._column(select(func.count()).select_from(t.due).where(t.due.c.stage == stage))
        return int(count)

    def due_among(self, stage: StageName, units: Sequence[str]) -> set[str]:
        c = t.due.c
        return {unit for (unit,) in self._among(select(c.unit).where(c.stage == stage), c.unit, units)}

    def settle(self, stage: StageName, unit: str, fingerprint: str, failure: str | None = None) -> None:
        self.settle_all(stage, [unit], fingerprint, failure)

    def settle_all(self, stage: StageName, units: Sequence[str], fingerprint: str, failure: str | None = None) -> None:
        for table in (t.due, t.done, t.problems):
            for start in range(0, len(units), RUN):
                run = table.c.unit.in_(units[start : start + RUN])
                self._connection.execute(table.delete().where(table.c.stage == stage, run))
        self._insert(t.done, [{"unit": unit, "stage": stage, "fingerprint": fingerprint} for unit in units])
        if failure is not None:
            self._insert(t.problems, [{"unit": unit, "stage": stage, "reason": failure} for unit in units])

    def fingerprint(self, stage: StageName, unit: str) -> str | None:
        query = select(t.done.c.fingerprint).where(t.done.c.unit == unit, t.done.c.stage == stage)
        return next(iter(self._column(query)), None)

    def problems(self, units: Sequence[str]) -> list[Problem]:
        return sorted(map(_problem, self._among(select(t.problems), t.problems.c.unit, units)), key=_by_unit)

    def all_problems(self) -> Iterator[Problem]:
        yield from map(_problem, self._stream(select(t.problems).order_by(t.problems.c.unit, t.problems.c.stage)))

    def _forget_work(self, unit: str) -> None:
        for table in (t.due, t.done, t.problems):
            for stage in ("read",) if unit.startswith("cap_") else STAGES[1:]:
                self._delete(table, stage=stage, unit=unit)

    def stamp(self, name: str) -> str | None:
        return next(iter(self._column(select(t.stamps.c.value).where(t.stamps.c.name == name))), None)

    def put_stamp(self, name: str, value: str | None) -> None:
        self._delete(t.stamps, name=name)
        if value is not None:
            self._insert(t.stamps, [{"name": name, "value": value}])

    def stamps(self, prefix: str) -> list[str]:
        c = t.stamps.c
        return self._column(select(c.name).where(c.name >= prefix, c.name < f"{prefix}\U0010ffff").order_by(c.name))

    # Subscriptions

    def put_subscription(self, subscription: Subscription) -> None:
        self._delete(t.subscriptions, id=subscription.id)
        row = {
            "id": subscription.id,
            "key": page_key(subscription.address),
            "place": subscription.listing.place if subscription.listing and not subscription.named else None,
            "next_due": subscription.next_due,
            "body": dumps(subscription),
        }
        self._insert(t.subscriptions, [row])

    def subscriptions(self, ids: Sequence[str]) -> list[Subscription]:
        rows = self._among(select(t.subscriptions.c.body), t.subscriptions.c.id, ids)
        return sorted((self._record(Subscription, body) for (body,) in rows), key=lambda each: each.id)

    def subscriptions_to(self, address: str) -> list[Subscription]:
        c = t.subscriptions.c
        bodies = self._column(select(c.body).where(c.key == page_key(address)).order_by(c.id))
        return [self._record(Subscription, body) for body in bodies]

    def subscriptions_due(self, moment: str) -> list[str]:
        c = t.subscriptions.c
        return self._column(select(c.id).where(c.next_due <= moment).order_by(c.next_due, c.id))

    def delete_subscriptions(self, source: str) -> None:
        self._delete(t.subscriptions, id=Subscription.make_id(source))
        self._delete(t.subscriptions, place=source)

    # Rulings

    def put_ruling(self, ruling: Ruling, anchors: Sequence[str]) -> None:
        self._delete(t.rulings, id=ruling.id)
        self._insert(t.rulings, [{column.name: getattr(ruling, column.name) for column in t.rulings.columns}])
        self._insert(t.anchors, [{"article_id": anchor, "ruling_id": ruling.id} for anchor in sorted(set(anchors))])

    def rulings_on(self, article_ids: Sequence[str]) -> list[Ruling]:
        ids = {one for (one,) in self._among(select(t.anchors.c.ruling_id), t.anchors.c.article_id, article_ids)}
        rows = self._among(select(t.rulings), t.rulings.c.id, sorted(ids))
        return sorted((Ruling(**row._mapping) for row in rows), key=lambda ruling: (ruling.at, ruling.id))

    def rulings_of(self, kinds: Sequence[str]) -> list[Ruling]:
        rows = self._among(select(t.rulings), t.rulings.c.kind, [*kinds, "withdraw"])
        every = sorted((Ruling(**row._mapping) for row in rows), key=lambda ruling: (ruling.at, ruling.id))
        found = {ruling.id for ruling in every if ruling.kind in kinds}
        for ruling in every:  # a withdrawal is later than what it withdraws
            if ruling.target in found and ruling.kind == "withdraw":
                found.add(ruling.id)
        return [ruling for ruling in every if ruling.id in found]

    def articles_of(self, outlet: str) -> list[str]:
        c = t.reports.c
        named = self._column(select(c.outlet).distinct().where(c.outlet.is_not(None)))
        rows = self._among(select(c.article_id), c.outlet, names_of_one(outlet, named))
        return sorted(one for (one,) in rows)

    def anchors(self, ruling_id: str) -> tuple[str, ...]:
        c = t.anchors.c
        return tuple(self._column(select(c.article_id).where(c.ruling_id == ruling_id).order_by(c.article_id)))

    def delete_rulings_on(self, article_id: str) -> None:
        for ruling in self.rulings_on([article_id]):
            if article_id in ruling.article_ids:
                left = ruling.without(article_id)
                self._delete(t.rulings, id=ruling.id)
                if left is not None:
                    self.put_ruling(left, left.article_ids)
            elif self.anchors(ruling.id) == (article_id,) or article_id == ruling.target:
                self._delete(t.rulings, id=ruling.id)
        self._delete(t.anchors, article_id=article_id)

    # Reading out

    def all_seen(self) -> Iterator[Seen]:
        for row in self._stream(_SEEN.order_by(t.captures.c.location, t.captures.c.sequence)):
            yield Seen(*row)

    def all_received(self) -> Iterator[tuple[str, Seen]]:
        c = t.captures.c
        for *seen, received in self._stream(_SEEN.add_columns(c.received_at).order_by(c.location, c.sequence)):
            yield received, Seen(*seen)

    def altered(self) -> Iterator[tuple[str, str]]:
        c, said = t.articles.c, t.annotations.c
        for article_id, stored, body in self._stream(select(c.article_id, c.digest, c.body).order_by(c.row)):
            if digest(body) != stored:
                yield "text", article_id
        for article_id, stored, body in self._stream(select(said.article_id, said.digest, said.body)):
            if digest(self._unpacked(body)) != stored:
                yield "annotations", article_id

    def refill(self) -> None:
        self._unindex(self._column(select(t.searched.c.rowid)))
        c = t.articles.c
        for row, body in self._stream(select(c.row, c.body).where(c.current == 1).order_by(c.row)):
            self._index(row, self._record(Article, body))
        self._fill()

    def sizes(self) -> dict[str, int]:
        (articles,) = self._column(select(func.count()).where(t.articles.c.current == 1))
        (captures,) = self._column(select(func.count()).select_from(t.captures))
        return {"articles": articles, "captures": captures}

    def all_articles(self) -> Iterator[Article]:
        c = t.articles.c
        for (body,) in self._stream(select(c.body).where(c.current == 1).order_by(c.article_id)):
            yield self._record(Article, body)

    def all_earlier(self) -> Iterator[Article]:
        c = t.articles.c
        for (body,) in self._stream(select(c.body).where(c.current == 0).order_by(c.article_id, c.number)):
            yield self._record(Article, body)

    def all_revisions(self) -> Iterator[Revision]:
        c = t.articles.c
        return map(self._revision, self._stream(REVISION.order_by(c.article_id, c.number)))

    def all_relations(self) -> Iterator[Relations]:
        own = t.components.c
        threads = select(own.component_id).where(own.level == "relate").distinct().order_by(own.component_id)
        for (thread_id,) in self._stream(threads):
            copies, stories = together(self.neighbourhoods(sorted(self.members("relate", [thread_id]))))
            yield replace(self._thread(thread_id), copies=copies, stories=stories)

    def _thread(self, thread_id: str, kinds: Collection[str] = RELATED) -> Relations:
        """A thread without its neighbourhoods, its records of these ``kinds``."""
        c = t.records.c
        parts: dict[str, list[str]] = {kind: [] for kind in (*RELATED, *GROUPED)}
        query = select(c.kind, c.body).where(c.component_id == thread_id, c.kind.in_(sorted(kinds)))
        query = query.order_by(c.kind, c.position)
        for kind, body in self._rows(query):
            parts[kind].append(body)
        return self._record(Relations, _fields("thread_id", thread_id, parts))

    def all_fates(self) -> Iterator[Fate]:
        for row in self._stream(select(t.fates).order_by(t.fates.c.source, t.fates.c.digest)):
            yield Fate(**row._mapping)

    def all_rulings(self) -> Iterator[Ruling]:
        for row in self._stream(select(t.rulings).order_by(t.rulings.c.id)):
            yield Ruling(**row._mapping)

    def all_subscriptions(self) -> Iterator[Subscription]:
        for (body,) in self._stream(select(t.subscriptions.c.body).order_by(t.subscriptions.c.id)):
            yield self._record(Subscription, body)

    def all_visited(self) -> Iterator[tuple[str, str]]:
        c = t.captures.c
        query = select(c.source, c.listing, t.articles.c.article_id)
        query = query.join_from(t.captures, t.articles, t.articles.c.capture_id == c.id)
        rows = self._stream(query.where(or_(c.listing.is_not(None), c.location.startswith("http"))))
        yield from sorted(
            {
                (self._record(Listing, listing).place if listing else source, article_id)
                for source, listing, article_id in rows
            }
        )

    def all_records(self, kind: str) -> Iterator[StoredRecord]:
        c = t.records.c
        for row in self._stream(RECORD.where(c.kind == kind).order_by(c.id, c.component_id, c.position)):
            yield StoredRecord(*row)

    def records(self, record_id: str) -> list[StoredRecord]:
        c = t.records.c
        query = RECORD.where(c.id == record_id, c.kind != "datings").order_by(c.component_id, c.kind, c.position)
        found = [StoredRecord(*row) for row in self._rows(query)]
        rulings = (Ruling(**row._mapping) for row in self._rows(select(t.rulings).where(t.rulings.c.id == record_id)))
        fate = self.fate(record_id)
        others: dict[str, Iterable[Article | Fate | Ruling]] = {
            "articles": self.articles([record_id]).values(),
            "fates": [fate] if fate is not None else [],
            "rulings": rulings,
        }
        for kind, found_there in others.items():
            found += [StoredRecord(kind, record.id, None, dumps(record)) for record in found_there]
        return found

    def records_about(self, article_id: str, kind: str) -> list[StoredRecord]:
        c = t.records.c
        query = RECORD.where(c.article_id == article_id, c.kind == kind).order_by(c.component_id, c.position)
        return [StoredRecord(*row) for row in self._rows(query)]


_k = t.link_keys.c
_held, _next = t.link_keys.alias("held"), t.link_keys.alias("next")
_at = tuple_(bindparam("moment"), bindparam("article_id"))


def _beside(nearest: Select[Any], *order: Any) -> Select[Any]:
    """The keys of an article, each with the places of the holders that ``nearest`` gives for it."""
    held = _held.c
    query = select(_k.key, held.moment, held.article_id).join_from(t.link_keys, _held, held.key == _k.key)
    query = query.where(_k.article_id == bindparam("article_id"), tuple_(held.moment, held.article_id).in_(nearest))
    return query.order_by(_k.key, *order)


_holders = select(_next.c.moment, _next.c.article_id).where(_next.c.key == _k.key).correlate(t.link_keys)
_place = tuple_(_next.c.moment, _next.c.article_id)
_backwards = (_next.c.moment.desc(), _next.c.article_id.desc())
_reach = bindparam("reach", type_=Integer)
#: The holders of each key that stand next to an article, on one side and on the other.
_BEFORE = _beside(
    _holders.where(_place < _at).order_by(*_backwards).limit(_reach), _held.c.moment.desc(), _held.c.article_id.desc()
)
_BEHIND = _beside(
    _holders.where(_place > _at).order_by(_next.c.moment, _next.c.article_id).limit(_reach),
    _held.c.moment,
    _held.c.article_id,
)
_one, _other = (tuple_(bindparam(when), bindparam(which)) for when, which in (("since", "one"), ("until", "other")))
_between = _holders.where(_place > _one, _place < _other).limit(_reach).subquery()
#: Whether fewer than ``reach`` holders of some key of both stand between two articles, of which ``one`` is the earlier.
_WITHIN = (
    select(literal(1))
    .join_from(t.link_keys, _held, _held.c.key == _k.key)
    .where(
        _k.article_id == bindparam("one"),
        _held.c.moment == bindparam("until"),
        _held.c.article_id == bindparam("other"),
        select(func.count()).select_from(_between).scalar_subquery() < _reach,
    )
    .limit(1)
)
_SEEN = select(t.captures.c.id, t.captures.c.source, t.captures.c.location, t.captures.c.sequence, t.captures.c.digest)


def _fields(name: str, value: str, parts: dict[str, list[str]]) -> str:
    """The JSON of a record of records, from that of its records."""
    rows = ",".join(f'"{kind}":[{",".join(bodies)}]' for kind, bodies in parts.items())
    return f'{{"{name}":"{value}",{rows}}}'


def _from(table: Table, source: str) -> Any:
    """Rows of a source, of the members of an archive (``a.zip!/name``) and of the records of a dump (``a.jsonl#L3``, ``a.json#3``).

    Each is a range of the index on ``source``: the character that ends it is the one after the separator.
    """
    column = table.c.source
    members = (
        and_(column >= source + mark, column < source + mark[:-1] + chr(ord(mark[-1]) + 1)) for mark in ("!/", "#")
    )
    return or_(column == source, *members)


def _articles_of(kind: str, record: dict[str, Any]) -> list[str]:
    if kind == "copies":
        return [record["first_article_id"], *(member["article_id"] for member in record["members"])]
    return list(record["article_ids"])


def _problem(row: Any) -> Problem:
    return Problem(cast(StageName, row.stage), row.unit, row.reason)


def _by_unit(problem: Problem) -> tuple[str, str]:
    return problem.unit, problem.stage
