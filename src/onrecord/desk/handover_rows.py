"""The store's statements for handing over: the one draft with its log, and what was signed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from sqlalchemy import func, select

from onrecord.desk import schema as t
from onrecord.desk.rows import Rows
from onrecord.model.brief import Brief
from onrecord.model.codec import dumps, loads
from onrecord.model.handover import Draft, Kept, KeptFile, Operation, Removal

#: Where the one draft stands.
_PLACE = 1


class HandoverRows(Rows):
    """What is handed over, in rows. None of it is in an export: it tells what people did with a desk."""

    def draft(self) -> Draft | None:
        for row in self._rows(select(t.drafts).where(t.drafts.c.place == _PLACE)):
            query = select(t.draft_operations.c.body).order_by(t.draft_operations.c.number)
            log = tuple(self._record(Operation, body) for body in self._column(query))
            brief = self._record(Brief, self._unpacked(row.body))
            return Draft(row.id, row.begun_by, row.begun_at, row.taken_at, brief, log)
        return None

    def put_draft(self, draft: Draft) -> None:
        self.delete_draft()
        told = {name: getattr(draft, name) for name in ("id", "begun_by", "begun_at", "taken_at")}
        self._insert(
            t.drafts,
            [{**told, "place": _PLACE, "body": zlib.compress(dumps(draft.brief).encode("utf-8", "backslashreplace"))}],
        )
        for operation in draft.operations:
            self.put_operation(operation)

    def put_operation(self, operation: Operation) -> None:
        self._insert(t.draft_operations, [{"number": operation.number, "body": dumps(operation)}])

    def delete_draft(self) -> None:
        self._delete(t.drafts)
        self._delete(t.draft_operations)

    def last_handover(self) -> int:
        return int(self._column(select(func.coalesce(func.max(t.handovers.c.number), 0)))[0])

    def handovers(self) -> list[Kept]:
        return [self._kept(row) for row in self._rows(select(t.handovers).order_by(t.handovers.c.number.desc()))]

    def handover(self, number: int) -> Kept | None:
        for row in self._rows(select(t.handovers).where(t.handovers.c.number == number)):
            return self._kept(row)
        return None

    def _kept(self, row: object) -> Kept:
        plain = dict(row._mapping)  # type: ignore[attr-defined]
        removals = tuple(loads(Removal, line) for line in plain.pop("removals").splitlines())
        return Kept(**plain, removals=removals)

    def handover_files(self, number: int, forms: Sequence[str]) -> list[KeptFile]:
        c = t.handover_files.c
        rows = self._rows(select(t.handover_files).where(c.number == number, c.form.in_(forms)).order_by(c.form))
        return [KeptFile(row.form, row.signed, row.digest, self._unpacked(row.data)) for row in rows]

    def handovers_naming(self, article_ids: Sequence[str]) -> list[int]:
        c = t.handover_articles.c
        return sorted({number for (number,) in self._among(select(c.number), c.article_id, article_ids)})

    def put_handover(self, kept: Kept, files: Sequence[KeptFile], article_ids: Sequence[str]) -> None:
        for table in (t.handovers, t.handover_files, t.handover_articles):
            self._connection.execute(table.delete().where(table.c.number == kept.number))
        told = {name: getattr(kept, name) for name in ("number", "signed_by", "signed_at", "as_of", "digest")}
        self._insert(t.handovers, [{**told, "removals": "\n".join(map(dumps, kept.removals))}])
        rows = [
            {"number": kept.number, "form": each.form, "signed": each.signed, "digest": each.digest}
            | {"data": zlib.compress(each.data)}
            for each in files
        ]
        self._insert(t.handover_files, rows)
        named = [{"article_id": one, "number": kept.number} for one in sorted(set(article_ids))]
        self._insert(t.handover_articles, named)
