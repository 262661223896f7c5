"""The store's statements on what people follow."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from onrecord.desk import schema as t
from onrecord.desk.rows import Rows
from onrecord.model.follow import Anchor, Follow


class Follows(Rows):
    """What each person follows, with its anchors."""

    def put_follow(self, follow: Follow, anchors: Sequence[Anchor]) -> None:
        self.delete_follow(follow.id)
        self._insert(t.follows, [{column.name: getattr(follow, column.name) for column in t.follows.columns}])
        named = {anchor.name: anchor.article_id for anchor in anchors}
        self._insert(
            t.follow_anchors,
            [{"follow_id": follow.id, "anchor": name, "article_id": one} for name, one in sorted(named.items())],
        )

    def delete_follow(self, follow_id: str) -> None:
        self._delete(t.follow_anchors, follow_id=follow_id)
        self._delete(t.follows, id=follow_id)

    def follow(self, follow_id: str) -> Follow | None:
        rows = self._rows(select(t.follows).where(t.follows.c.id == follow_id))
        return Follow(**rows[0]._mapping) if rows else None

    def follows_of(self, person: str) -> list[Follow]:
        c = t.follows.c
        rows = self._rows(select(t.follows).where(c.person == person).order_by(c.since, c.id))
        return [Follow(**row._mapping) for row in rows]

    def follow_anchors(self, follow_id: str) -> list[Anchor]:
        c = t.follow_anchors.c
        rows = self._rows(select(c.anchor, c.article_id).where(c.follow_id == follow_id).order_by(c.anchor))
        return [Anchor(*row) for row in rows]

    def anchored_stories(self, follow_id: str) -> list[str]:
        c, r = t.follow_anchors.c, t.reports.c
        query = select(r.story_id, func.count()).join_from(t.follow_anchors, t.reports, r.article_id == c.anchor)
        query = query.where(c.follow_id == follow_id, r.story_id.is_not(None)).group_by(r.story_id)
        return [story_id for story_id, _ in sorted(map(tuple, self._rows(query)), key=lambda row: (-row[1], row[0]))]
