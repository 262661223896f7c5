"""What every statement of the store stands on: a connection, rows in and out, and records as they are stored."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select

from onrecord.desk import schema as t
from onrecord.model.article import Article, Revision
from onrecord.model.codec import loads
from onrecord.model.errors import DeskDamaged
from onrecord.model.when import UNKNOWN_TIME

Record = TypeVar("Record")

#: Identifiers in one statement. SQLite took 999 at most before 3.32; beyond some hundreds a longer list gains nothing.
RUN = 400

#: The columns of a :class:`~onrecord.desk.store.StoredRecord`.
RECORD = select(t.records.c.kind, t.records.c.id, t.records.c.component_id, t.records.c.body)

_c = t.articles.c
#: The columns of which :meth:`Rows._revision` makes one.
REVISION = select(_c.article_id, _c.number, _c.capture_id, _c.source, _c.content, _c.body)


class Rows(ABC):
    """A connection and what is asked of it."""

    _connection: Connection

    @abstractmethod
    def _damaged(self) -> DeskDamaged:
        """The error for contents that no Onrecord wrote."""

    def _unpacked(self, data: bytes) -> bytes:
        try:
            return zlib.decompress(data)
        except zlib.error as error:
            raise self._damaged() from error

    def _record(self, kind: type[Record], body: str | bytes) -> Record:
        try:
            return loads(kind, body if isinstance(body, str) else body.decode())
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._damaged() from error

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(table.insert(), rows)

    def _delete(self, table: Table, **equal: str) -> None:
        self._connection.execute(table.delete().where(*(table.c[name] == value for name, value in equal.items())))

    def _rows(self, query: Any, **told: Any) -> list[Any]:
        return list(self._connection.execute(query, told))

    def _stream(self, query: Any) -> Iterator[Any]:
        """Rows as they are asked for, so that a whole kind never stands in memory."""
        result = self._connection.execute(query)
        try:
            yield from result
        finally:
            if not self._connection.closed:  # left half-way, it may outlive the store
                result.close()

    def _column(self, query: Select[Any]) -> list[Any]:
        return list(self._connection.execute(query).scalars())

    def _among(self, query: Select[Any], column: Any, values: Sequence[Any]) -> Iterator[Any]:
        """The rows of ``query`` whose ``column`` is one of ``values``."""
        for start in range(0, len(values), RUN):
            yield from self._connection.execute(query.where(column.in_(values[start : start + RUN]))).all()

    def _revision(self, row: Any) -> Revision:
        updated = self._record(Article, row.body).updated or UNKNOWN_TIME
        return Revision(row.article_id, row.number, row.capture_id, row.source, row.content, updated)
