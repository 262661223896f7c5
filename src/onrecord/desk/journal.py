"""What records held when a state was kept: of those alone that have changed since.

A state that is kept is a name and a number. When a record changes or goes for the first time after it, what it held is put aside under the
number of the newest state: so it was then, and in every state before it since the record last changed. Keeping a state costs nothing, changing
a record after it one row, and what a record held in a state is the first that was put aside from that state on, or else what it holds now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from onrecord.desk import schema as t
from onrecord.desk.rows import Rows
from onrecord.desk.store import KeptState, Key
from onrecord.model.codec import from_plain, loads, to_plain
from onrecord.model.picture import Event, Figure, Series
from onrecord.model.relations import Claim, Difference
from onrecord.model.state import Held
from onrecord.publish.since import HOLDING, Record, held_of

_RECORDS: Mapping[str, type[Record]] = {
    "claims": Claim,
    "series": Series,
    "figures": Figure,
    "events": Event,
    "differences": Difference,
}
#: How a report is kept among the records: a digest of its text.
REPORTS = "reports"

#: Identifiers in a stored record, with the name before them.
_ARTICLE = '"article_id":"'


class Journal(Rows):
    """States that were kept, and what was held then."""

    # Keeping them

    def kept(self) -> list[KeptState]:
        query = select(t.kept.c.name, t.kept.c.moment, t.kept.c.as_of, t.kept.c.kept_at).order_by(t.kept.c.name)
        return [KeptState(*row) for row in self._rows(query)]

    def keep(self, name: str, as_of: str | None, kept_at: str) -> None:
        self.drop(name)
        moment = (self._newest_moment() or 0) + 1
        self._insert(t.kept, [{"name": name, "moment": moment, "as_of": as_of, "kept_at": kept_at}])

    def rename(self, name: str, other: str) -> None:
        self.drop(other)
        self._connection.execute(t.kept.update().where(t.kept.c.name == name).values(name=other))

    def drop(self, name: str) -> None:
        k, h = t.kept.c, t.held.c
        for moment in self._column(select(k.moment).where(k.name == name)):
            self._delete(t.kept, name=name)
            # What it shared with the state before it is now that one's alone.
            (before,) = self._column(select(func.max(k.moment)).where(k.moment < moment))
            if before is not None:
                change = t.held.update().prefix_with("OR IGNORE").where(h.moment == moment)
                self._connection.execute(change.values(moment=before))
            self._connection.execute(t.held.delete().where(h.moment == moment))

    def _newest_moment(self) -> int | None:
        (found,) = self._column(select(func.max(t.kept.c.moment)))
        return None if found is None else int(found)

    # Putting aside what is about to change

    def _put_aside(self, component_ids: Sequence[str], after: Mapping[Key, str]) -> None:
        """What the records of these threads hold, where it is no more as ``after`` (bodies by kind and identifier) has it."""
        moment = self._newest_moment()
        if moment is None:
            return
        c = t.records.c
        query = select(c.kind, c.id, c.body).where(c.kind.in_(HOLDING))
        before = {(kind, one): body for kind, one, body in self._among(query, c.component_id, component_ids)}
        changed = {key: body for key, body in before.items() if after.get(key) != body}
        new = {key: body for key, body in after.items() if key[0] in HOLDING and key not in before}
        self._note(
            moment,
            {
                **{key: _held_in(key[0], body) for key, body in changed.items()},
                **dict.fromkeys(new, ()),
            },
            {key: body + after.get(key, "") for key, body in (new | changed).items()},
        )

    def _put_report_aside(self, article_id: str, text_digest: str | None) -> None:
        """The text that a report has, ``None`` where it is new."""
        moment = self._newest_moment()
        if moment is not None:
            held = () if text_digest is None else (Held("report", article_id, text_digest),)
            self._note(moment, {(REPORTS, article_id): held}, {(REPORTS, article_id): f'{_ARTICLE}{article_id}"'})

    def _note(self, moment: int, held: Mapping[Key, Sequence[Held]], bodies: Mapping[Key, str]) -> None:
        """What these records held, unless that is noted; found by every article that ``bodies`` name."""
        h = t.held.c
        for kind in sorted({kind for kind, _ in held}):
            ids = sorted(one for other, one in held if other == kind)
            there = {one for (one,) in self._among(select(h.id).where(h.kind == kind, h.moment == moment), h.id, ids)}
            fresh = [one for one in ids if one not in there]
            told = {"kind": kind, "moment": moment}
            self._insert(t.held, [{"id": one, "body": _packed(held[kind, one]), **told} for one in fresh])
            rows = self._among(select(h.id, h.row).where(h.kind == kind, h.moment == moment), h.id, fresh)
            self._insert(
                t.held_in,
                [
                    {"article_id": article_id, "row": row}
                    for one, row in rows
                    for article_id in sorted(_articles(bodies[kind, one]))
                ],
            )

    # What was held

    def held_at(self, moment: int, keys: Iterable[Key], article_ids: Sequence[str]) -> dict[Key, tuple[Held, ...]]:
        h, i = t.held.c, t.held_in.c
        found: dict[Key, tuple[int, str]] = {}

        def note(rows: Iterable[Any]) -> None:
            for kind, one, then, body in rows:
                if (kind, one) not in found or then < found[kind, one][0]:
                    found[kind, one] = (then, body)

        query = select(h.kind, h.id, h.moment, h.body).where(h.moment >= moment)
        by_kind: dict[str, list[str]] = {}
        for kind, one in keys:
            by_kind.setdefault(kind, []).append(one)
        touched = self._among(
            select(h.kind, h.id).join_from(t.held_in, t.held, h.row == i.row), i.article_id, article_ids
        )
        for kind, one in {tuple(row) for row in touched}:
            by_kind.setdefault(kind, []).append(one)
        for kind, ids in by_kind.items():
            note(self._among(query.where(h.kind == kind), h.id, sorted(set(ids))))
        return {key: _unpacked(body) for key, (_, body) in found.items()}

    def held_of(self, article_ids: Sequence[str]) -> list[tuple[int, Key, tuple[Held, ...]]]:
        h, i = t.held.c, t.held_in.c
        query = select(h.row, h.kind, h.id, h.body).join_from(t.held_in, t.held, h.row == i.row).distinct()
        rows = {tuple(row) for row in self._among(query, i.article_id, article_ids)}
        return [(row, (kind, one), _unpacked(body)) for row, kind, one, body in sorted(rows)]

    def replace_held(self, row: int, held: Sequence[Held] | None) -> None:
        self._connection.execute(t.held_in.delete().where(t.held_in.c.row == row))
        if held is None:
            self._connection.execute(t.held.delete().where(t.held.c.row == row))
            return
        self._connection.execute(t.held.update().where(t.held.c.row == row).values(body=_packed(held)))
        articles = {member.article_id for item in held for member in item.members}
        articles |= {item.id for item in held if item.kind == "report"}
        self._insert(t.held_in, [{"article_id": one, "row": row} for one in sorted(articles)])


def _held_in(kind: str, body: str) -> tuple[Held, ...]:
    return tuple(held_of(loads(_RECORDS[kind], body)))


def _articles(body: str) -> Collection[str]:
    return {part.partition('"')[0] for part in body.split(_ARTICLE)[1:]}


def _packed(held: Sequence[Held]) -> str:
    return json.dumps(to_plain(tuple(held)), ensure_ascii=False, separators=(",", ":"))


def _unpacked(body: str) -> tuple[Held, ...]:
    return tuple(from_plain(Held, plain) for plain in json.loads(body))
