"""The store's tables for pages: what a page needs is found by an index, and no thread, text or record beside it is read.

They follow from the other tables and are written with them, in the same transaction: a list of the articles (``reports``), what each
record of several articles rests on (``rests``), and what orders the records of an overview (``overview``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from sqlalchemy import Text, and_, bindparam, column, func, literal_column, select, values

from onrecord.desk import facts
from onrecord.desk import schema as t
from onrecord.desk.rows import RECORD, REVISION, RUN, Rows
from onrecord.desk.store import Fact, Leading, Listed, Name, Order, StoredRecord, Summary, Tally
from onrecord.desk.summaries import OPEN_END, of_story, of_thread
from onrecord.model.article import Article, Revision
from onrecord.model.capture import Fate
from onrecord.model.codec import dumps
from onrecord.model.names import folded
from onrecord.model.picture import EventStatus
from onrecord.model.relations import Neighbourhood, Relations
from onrecord.model.ruling import Ruling, standing
from onrecord.model.statement import Statement
from onrecord.model.when import When
from onrecord.publish.references import is_open

#: The kinds of records that belong to one article, and those that rest on several.
BELONGING = ("datings", "statements", "figures")
RESTING = ("series", "events", "claims", "differences")

#: What a record, as :mod:`codec` writes it, is found by: the articles that it rests on, the actors in it, the claims that differ.
_NAMES = {
    "statements": re.compile(r'"actor_id":"([^"]+)"'),
    "series": re.compile(r'"(?:article|actor)_id":"([^"]+)"'),
    "events": re.compile(r'(?:"article_id":|(?=[\[,]"act_)[\[,])"([^"]+)"'),
    "claims": re.compile(r'"(?:article_id|actor_id|superseded_by)":"([^"]+)"'),
    "differences": re.compile(r'"(?:article|claim)_id":"([^"]+)"'),
}

#: Behind every word that begins with others, and words of names that are looked at for a beginning that very many have.
LAST_CHARACTER, MOST_CALLED = chr(0x10FFFF), 5_000

#: The tables whose rows are those of a thread or a neighbourhood, and all that follow from others.
OF_THREADS = (t.rests, t.overview, t.facts, t.found_by, t.names)
DERIVED = (t.reports, *OF_THREADS, t.told)

#: The kinds of rulings that decide what is muted.
_MUTING = ("mute", "withdraw")


class LookUps(Rows):
    """What pages ask, and the tables that answer it."""

    # Writing them, with what they follow from

    def _list(self, article: Article) -> None:
        """Put the current version of an article into the list."""
        told = {"outlet": article.outlet, "writer": article.credit or article.outlet}
        change = t.reports.update().where(t.reports.c.article_id == article.id).values(**told)
        if not self._connection.execute(change).rowcount:
            nothing = {"story_id": None, "copied": 0, "statements": 0, "open_statements": 0, "left_open": 0}
            self._insert(t.reports, [{"article_id": article.id, **told, **_days(article.published), **nothing}])

    def _list_neighbourhood(self, members: Sequence[str], found: Neighbourhood) -> None:
        story_of = {article_id: story.id for story in found.stories for article_id in story.article_ids}
        relation = {member.article_id: member.relation for group in found.copies for member in group.members}
        copied = {one for one, how in relation.items() if how != "excerpt"}
        changes = [{"one": one, "story_id": story_of.get(one), "copied": int(one in copied)} for one in members]
        self._change_reports("story_id copied", changes)
        listed = self.listed(members)
        tied = len(members) > 1 or bool(
            self._rows(select(t.links.c.other).where(t.links.c.article_id == members[0]).limit(1))
        )
        self._summarise(
            of_story(
                found.id,
                story,
                (listed[one].writer for one in story.article_ids if one in listed and one not in copied),
                tied=tied,
            )
            for story in found.stories
        )

    def _list_thread(self, relations: Relations) -> None:
        summaries = of_thread(relations)
        self._summarise(summaries)
        days = {(each.kind, each.id): each.last_day for each in summaries}
        days |= {("statements", each.id): each.said.first_day or "" for each in relations.statements}
        rows: set[tuple[str, str, str, int]] = set()
        for kind, names in _NAMES.items():
            for position, record in enumerate(getattr(relations, kind)):
                day = days.get((kind, record.id), "")
                rows |= {(one, kind, day, position) for one in names.findall(dumps(record))}
        self._insert(
            t.rests,
            [
                {"named": one, "kind": kind, "day": day, "component_id": relations.thread_id, "position": position}
                for one, kind, day, position in sorted(rows)
            ],
        )
        self._note_facts(relations)
        said: dict[str, list[Statement]] = {dating.article_id: [] for dating in relations.datings}
        for statement in relations.statements:
            said.setdefault(statement.article_id, []).append(statement)
        counts = [
            {"one": dating.article_id, **_days(dating.published), **_counts(said[dating.article_id])}
            for dating in relations.datings
        ]
        self._change_reports("first_day start evidence_day statements open_statements left_open", counts)
        c = t.overview.c
        stories = sorted({each.story_id for each in self.listed(list(said)).values() if each.story_id is not None})
        for start in range(0, len(stories), RUN):
            change = t.overview.update().where(c.kind == "stories", c.id.in_(stories[start : start + RUN]))
            self._connection.execute(change.values(tied=int(len(said) > 1)))

    def _note_facts(self, relations: Relations) -> None:
        """What the fields of a search ask of the articles of a thread."""
        of = {"component_id": relations.thread_id}
        told = facts.of_thread(relations)
        self._insert(t.facts, [{"article_id": each.article_id, "body": facts.packed(each), **of} for each in told])
        self._insert(
            t.found_by,
            [
                {"field": field, "value": value, "day": each.first_day, "article_id": each.article_id, **of}
                for each in told
                for field, value in facts.found_by(each)
            ],
        )
        self._insert(t.names, [{**name._asdict(), **of} for name in facts.names_of(relations)])

    def _change_reports(self, columns: str, rows: Sequence[dict[str, Any]]) -> None:
        """Change these columns in the rows of the articles ``one``."""
        if rows:
            change = t.reports.update().where(t.reports.c.article_id == bindparam("one"))
            self._connection.execute(change.values({name: bindparam(name) for name in columns.split()}), rows)

    def _summarise(self, summaries: Iterable[Summary]) -> None:
        self._insert(t.overview, [{name: getattr(each, name) for name in Summary.__slots__} for each in summaries])

    # What pages ask

    def resting_on(self, article_ids: Sequence[str], kinds: Sequence[str]) -> list[StoredRecord]:
        c, r = t.records.c, t.rests.c
        own = [kind for kind in kinds if kind in BELONGING]
        shared = [kind for kind in kinds if kind in RESTING]
        found: dict[tuple[str, str, int], StoredRecord] = {}
        if own:
            query = RECORD.add_columns(c.position).where(c.kind.in_(own))
            for *record, position in self._among(query, c.article_id, article_ids):
                found[record[2], record[0], position] = StoredRecord(*record)
        if shared:
            query = select(r.component_id, r.kind, r.position).where(r.kind.in_(shared))
            found |= self._at({tuple(row) for row in self._among(query, r.named, article_ids)})
        return [found[place] for place in sorted(found)]

    def naming(self, name: str, kind: str, limit: int) -> list[StoredRecord]:
        r = t.rests.c
        query = select(r.component_id, r.kind, r.position).where(r.named == name, r.kind == kind)
        rows = self._rows(query.order_by(r.day.desc(), r.component_id, r.position).limit(limit))
        places = [tuple(row) for row in rows]
        found = self._at(places)
        return [found[place] for place in places if place in found]

    def _at(self, places: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str, int], StoredRecord]:
        """The records at these places in their threads. A join would be left to a planner that knows no sizes."""
        c = t.records.c
        positions: dict[tuple[str, str], list[int]] = defaultdict(list)
        for component_id, kind, position in sorted(places):
            positions[component_id, kind].append(position)
        found = {}
        for (component_id, kind), wanted in positions.items():
            query = RECORD.add_columns(c.position).where(c.component_id == component_id, c.kind == kind)
            for *record, position in self._among(query, c.position, wanted):
                found[component_id, kind, position] = StoredRecord(*record)
        return found

    def records_called(self, kind: str, ids: Sequence[str]) -> list[StoredRecord]:
        rows = self._among(RECORD.where(t.records.c.kind == kind), t.records.c.id, sorted(set(ids)))
        return sorted((StoredRecord(*row) for row in rows), key=lambda each: (each.id, each.component_id or ""))

    def revisions(self, ids: Sequence[str]) -> list[Revision]:
        rows = self._among(REVISION, t.articles.c.article_id, ids)
        return sorted(map(self._revision, rows), key=lambda each: (each.article_id, each.number))

    def made_from(self, component_ids: Sequence[str]) -> dict[str, str]:
        if not component_ids:
            return {}
        asked = values(column("id", Text), name="asked").data([(one,) for one in sorted(set(component_ids))]).cte()
        c = t.components.c
        # One article of each says it: a thread may have a thousand.
        made_from = select(c.fingerprint).where(c.component_id == asked.c.id).limit(1).scalar_subquery()
        return {one: fingerprint for one, fingerprint in self._rows(select(asked.c.id, made_from)) if fingerprint}

    def came_last(self, limit: int) -> list[str]:
        c = t.articles.c
        return list(dict.fromkeys(self._column(select(c.article_id).order_by(c.row.desc()).limit(limit))))

    def listed(self, ids: Sequence[str]) -> dict[str, Listed]:
        found = (_listed(row) for row in self._among(_LISTED, t.reports.c.article_id, ids))
        return {each.article_id: each for each in sorted(found, key=lambda each: each.article_id)}

    def facts(self, article_ids: Sequence[str]) -> list[Fact]:
        r, f = t.reports.c, t.facts.c
        query = select(r.article_id, r.outlet, r.first_day, f.body)
        query = query.join_from(t.reports, t.facts, r.article_id == f.article_id, isouter=True)
        rows = self._among(query, r.article_id, article_ids)
        found = {one: facts.unpacked(one, outlet or "", day, body) for one, outlet, day, body in rows}
        return [found[one] for one in article_ids if one in found]

    def names_like(self, name: str) -> list[Name]:
        n = t.names.c
        last = folded(name).split()[-1:]
        return [Name(*row) for row in self._among(select(n.word, n.called, n.alias, n.speaker), n.word, last)]

    def names_of(self, speakers: Sequence[str]) -> list[Name]:
        n = t.names.c
        query = select(literal_column("''").label("word"), n.called, n.alias, n.speaker).distinct()
        return [Name(*row) for row in self._among(query, n.speaker, speakers)]

    def more_than(self, number: int) -> bool:
        return bool(self._column(select(t.reports.c.article_id).offset(number).limit(1)))

    def newest_day(self) -> str | None:
        return self._column(select(func.max(t.reports.c.evidence_day)))[0] or None

    def revised_since(self, day: str, limit: int) -> list[str]:
        c = t.articles.c
        query = select(c.article_id).where(c.number > literal_column("1"), c.moment >= day).distinct()
        return self._column(query.order_by(c.moment.desc(), c.article_id).limit(limit))

    def tally(self) -> Tally:
        c = t.reports.c
        ((articles, copied),) = self._rows(
            select(func.count(), func.coalesce(func.sum(c.copied), 0)).select_from(t.reports)
        )
        ((undated, one),) = self._rows(select(func.count(), func.min(c.article_id)).where(c.first_day == ""))
        still_open = c.left_open > literal_column("0")  # as the index says it
        (left_open,) = self._column(select(func.coalesce(func.sum(c.left_open), 0)).where(still_open))
        newest = self._column(
            select(c.article_id).where(still_open).order_by(c.first_day.desc(), c.article_id).limit(1)
        )
        o = t.overview.c
        unreported = select(func.count()).where(o.kind == "events", o.state == "unreported")
        refused = select(func.count()).where(t.fates.c.fate == "refused")
        return Tally(
            articles=articles,
            copied=int(copied),
            undated=(undated, one),
            left_open=(int(left_open), next(iter(newest), None)),
            unreported=self._column(unreported)[0],
            refused=self._column(refused)[0],
        )

    def leading(self, since: str, limit: int) -> list[Leading]:
        c, o = t.reports.c, t.overview.c
        fresh = select(c.story_id, func.count(c.writer.distinct()).label("new"))
        fresh = fresh.where(c.first_day >= (since or OPEN_END), c.copied + 0 == 0, c.story_id.is_not(None)).group_by(
            c.story_id
        )
        late = fresh.subquery()
        stories = (o.kind == "stories", o.id == late.c.story_id)
        query = select(o.id, o.tied, late.c.new, o.weight).join_from(late, t.overview, and_(*stories))
        query = query.order_by(o.tied.desc(), late.c.new.desc(), o.weight.desc(), o.last_day.desc(), o.id).limit(limit)
        found = [Leading(row.id, bool(row.tied), row.new, row.weight) for row in self._rows(query)]
        if len(found) < limit or not found[-1].tied:
            known = {each.story_id for each in found}
            quiet = self.overview("stories", "heaviest", limit + len(known))
            found += [Leading(each.id, each.tied, 0, each.weight) for each in quiet if each.id not in known]
            found.sort(key=lambda each: not each.tied)
        return found[:limit]

    def overview(
        self,
        kind: str,
        order: Order,
        limit: int,
        *,
        states: Sequence[str] = (),
        begun_since: str = "",
        ending_after: str = "",
        begun_before: str = "",
        thread: str = "",
    ) -> list[Summary]:
        o = t.overview.c
        orders = {
            "heaviest": (o.weight.desc(), o.last_day.desc()),
            "latest": (o.last_day.desc(), o.weight.desc()),
            "last_begun": (o.first_day.desc(),),
            "next": (o.weight, o.first_day),
        }
        if order == "last_begun" and kind == "events" and not states and not begun_since:
            # An index orders those of one state by their beginning, and none those of all.
            each_state = (
                self.overview(kind, order, limit, states=[state], begun_before=begun_before, thread=thread)
                for state in get_args(EventStatus)
            )
            found = sorted((each for some in each_state for each in some), key=lambda each: each.id)
            found.sort(key=lambda each: (each.tied, each.first_day), reverse=True)
            return found[:limit]
        query = select(t.overview).where(o.kind == kind)
        if begun_since or ending_after:
            query = query.where(o.tied.in_((0, 1)))  # all of them: so an index leads to the days
        if thread:
            query = query.where(o.component_id == thread)
        if states:
            query = query.where(o.state.in_(states))
        if begun_since:
            query = query.where(o.first_day >= begun_since)
        if ending_after:
            query = query.where(o.last_day > ending_after)
        if begun_before:
            query = query.where(o.first_day <= begun_before)
        muted = self._muted()
        query = query.order_by(o.tied.desc(), *orders[order], o.id).limit(limit + len(muted))
        found = [_summary(row) for row in self._rows(query)]
        return [each for each in found if each.id not in muted][:limit]

    def actors_called(self, begins: str, limit: int) -> list[Summary]:
        n, o = t.names.c, t.overview.c
        called = select(n.speaker).where(n.word >= begins, n.word < begins + LAST_CHARACTER).limit(MOST_CALLED)
        query = select(t.overview).where(o.kind == "actors", o.id.in_(called))
        muted = self._muted()
        rows = self._rows(query.order_by(o.weight.desc(), o.last_day.desc(), o.id).limit(limit + len(muted)))
        return [each for each in map(_summary, rows) if each.id not in muted][:limit]

    def kinds(self, kind: str) -> dict[str, int]:
        o = t.overview.c
        query = select(o.state, func.count(o.id.distinct())).where(o.kind == kind).group_by(o.state)
        return dict(tuple(row) for row in self._rows(query))

    def refused(self, limit: int) -> list[Fate]:
        query = select(t.fates).where(t.fates.c.fate == "refused").order_by(t.fates.c.source, t.fates.c.id).limit(limit)
        return [Fate(**row._mapping) for row in self._rows(query)]

    def outlets(self, after: str, limit: int) -> list[tuple[str, int, int]]:
        c = t.reports.c
        query = select(c.outlet, func.count(), func.sum(c.copied)).where(c.outlet > after).group_by(c.outlet)
        return [(row[0], row[1], row[2]) for row in self._rows(query.order_by(c.outlet).limit(limit))]

    def _muted(self) -> set[str]:
        """What an editor has muted: as many as people have ruled on, so read as a whole."""
        rows = self._rows(select(t.rulings).where(t.rulings.c.kind.in_(_MUTING)))
        return {each.target for each in standing(Ruling(**row._mapping) for row in rows) if each.kind == "mute"}


_LISTED = select(t.reports)


def _listed(row: Any) -> Listed:
    told = dict(row._mapping)
    del told["evidence_day"]
    return Listed(**told | {"copied": bool(row.copied)})


def _summary(row: Any) -> Summary:
    return Summary(**dict(row._mapping) | {"tied": bool(row.tied)})


def _days(published: When) -> dict[str, str]:
    """The day of a report and the newest day that it proves: an inferred interval ends later than the report may have been written."""
    proven = published.first_day if published.known_from == "inferred" else published.last_day
    return {"first_day": published.first_day or "", "start": published.start or "", "evidence_day": proven or ""}


def _counts(statements: Sequence[Statement]) -> dict[str, int]:
    unknown = [statement for statement in statements if is_open(statement.speaker)]
    return {
        "statements": len(statements),
        "open_statements": len(unknown),
        "left_open": sum(not statement.repeats for statement in unknown),
    }
