"""The store on SQLite: on disk with a write-ahead log, or in memory for a brief without a desk."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    URL,
    ColumnElement,
    Select,
    bindparam,
    create_engine,
    event,
    func,
    literal_column,
    select,
)
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool, StaticPool

from onrecord.desk import schema as t
from onrecord.desk.lookups import DERIVED
from onrecord.desk.rows import RUN
from onrecord.desk.sql import SqlStore
from onrecord.desk.store import ANY, RANKED, Hit, Narrowing
from onrecord.model.article import Article
from onrecord.model.errors import DeskBusy, DeskDamaged, DeskError, DeskTooNew

FILE_NAME = "desk.sqlite"

#: The index of texts, as FTS5's functions name it.
_SEARCHED: ColumnElement[str] = literal_column("searched")

#: Marks a file as a desk in its header: "onrc".
APPLICATION_ID = 0x6F6E7263

#: How long a statement waits for another process, in milliseconds: longer than one transaction takes, short for a person.
BUSY_MILLISECONDS = 2000

#: Primary result codes of SQLite, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED = 5, 6
_READ_ONLY, _IO_ERROR, _CORRUPT, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = 8, 10, 11, 13, 14, 26

_BUSY_SENTENCE = "Another process is writing to the desk {}: wait until it is done and try again."
_SENTENCES: dict[int, tuple[type[DeskError], str]] = {
    _BUSY: (DeskBusy, _BUSY_SENTENCE),
    _LOCKED: (DeskBusy, _BUSY_SENTENCE),
    _READ_ONLY: (DeskError, "The desk {} cannot be written to: check the permissions of the folder."),
    _IO_ERROR: (DeskError, "The disk failed while the desk {} was used: check the disk, then try again."),
    _CORRUPT: (DeskDamaged, "The desk {} is damaged: add the same inputs to a new desk, or restore a copy."),
    _FULL: (DeskError, "The disk is full, so the desk {} was left as it was: free some space and try again."),
    _CANNOT_OPEN: (DeskError, "The desk {} cannot be opened: check the path and the permissions of the folder."),
    _NOT_A_DATABASE: (DeskDamaged, "{} is not a desk, or is damaged: choose another folder with --desk."),
}

#: Faults of the file that are told: it is damaged, however many there are.
_MOST_FAULTS = 20

#: Characters on both sides of a match that a hit shows.
SNIPPET_CONTEXT = 90

#: Control characters that mark where a match begins and ends. A text that holds them itself has no marked matches.
_OPEN, _CLOSE = "\x02", "\x03"


class SqliteStore(SqlStore):
    """A desk's records in one SQLite database.

    ``folder`` is the desk's; ``None`` keeps everything in memory. With ``reading`` nothing can be written, the desk must exist in this
    version, and one thread after the other may use it. Raises ``DeskDamaged`` where the file is no desk,
    ``DeskTooNew`` where a later Onrecord wrote it, ``DeskBusy`` and ``DeskError`` where it cannot be used.
    """

    def __init__(self, folder: Path | None, *, reading: bool = False) -> None:
        self._folder = folder
        self._reading = reading
        self._where = str(folder) if folder is not None else "in memory"
        self._writers = 0
        self._engine = create_engine(
            _url(folder),
            poolclass=StaticPool if folder is None else NullPool,
            isolation_level="AUTOCOMMIT",  # this class says BEGIN and COMMIT itself
            connect_args={"check_same_thread": not reading},
            hide_parameters=True,  # texts of reports stay out of error messages
        )
        event.listen(self._engine, "handle_error", self._in_one_sentence)
        self._connection = self._engine.connect()
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        self._pragma("busy_timeout", BUSY_MILLISECONDS)
        self._pragma("foreign_keys", "ON")
        self._pragma("secure_delete", "ON")  # what is deleted is overwritten, see scrub
        version = self._version()
        if version > t.SCHEMA_VERSION:
            raise DeskTooNew(
                f"The desk {self._where} was written by a later Onrecord (schema {version}, this one knows "
                f"{t.SCHEMA_VERSION}): install that version, or add the same inputs to a new desk."
            )
        if self._folder is not None and self._pragma("journal_mode") != "wal":
            self._pragma("journal_mode", "WAL")
        self._pragma("synchronous", "NORMAL")  # with a write-ahead log a crash cannot damage the file
        if version < t.SCHEMA_VERSION:
            with self.transaction():
                self._migrate(self._version())
        if self._reading:
            self._pragma("query_only", "ON")

    def _version(self) -> int:
        """The schema version of the file; 0 for an empty one. ``DeskDamaged`` where it holds something else."""
        tables = self._connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if tables and self._pragma("application_id") != APPLICATION_ID:
            raise DeskDamaged(f"{self._where} is not a desk, or is damaged: choose another folder with --desk.")
        return int(self._pragma("user_version"))

    def _migrate(self, version: int) -> None:
        for step in t.MIGRATIONS[version:]:
            for statement in step:
                self._connection.exec_driver_sql(statement)
        if 0 < version < t.DERIVED_VERSION:
            self._fill()
        self._pragma("application_id", APPLICATION_ID)
        self._pragma("user_version", t.SCHEMA_VERSION)

    def _pragma(self, name: str, value: object = None) -> Any:
        statement = f"PRAGMA {name}" if value is None else f"PRAGMA {name} = {value}"
        result = self._connection.exec_driver_sql(statement)
        return result.scalar() if result.returns_rows else None

    def _in_one_sentence(self, context: Any) -> None:
        """Raise what SQLite reports as an error of ours, where it has a sentence."""
        if str(context.original_exception).startswith("Could not decode to UTF-8"):
            raise self._damaged() from context.original_exception  # Python's own: SQLite knows of no encodings
        code = getattr(context.original_exception, "sqlite_errorcode", None)
        if code is not None and (code & 0xFF) in _SENTENCES:
            kind, sentence = _SENTENCES[code & 0xFF]
            raise kind(sentence.format(self._where)) from context.original_exception

    def _damaged(self) -> DeskDamaged:
        _, sentence = _SENTENCES[_CORRUPT]
        return DeskDamaged(sentence.format(self._where))

    # Transactions and locks

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See :class:`Store`. The lock is on the folder itself and falls with the process, however that ends."""
        if self._folder is None or self._writers:
            self._writers += 1
            try:
                yield
            finally:
                self._writers -= 1
            return
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            self._lock(descriptor)
            self._writers += 1
            try:
                yield
            finally:
                self._writers -= 1
        finally:
            os.close(descriptor)

    def _lock(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DeskBusy(_BUSY_SENTENCE.format(self._where)) from None
        except OSError:
            return  # a file system that locks no folders: SQLite's own locks remain

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.exec_driver_sql("COMMIT")
        except BaseException:
            if self._in_transaction():  # some errors end the transaction by themselves
                self._connection.exec_driver_sql("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self._in_transaction():
            yield
            return
        self._connection.exec_driver_sql("BEGIN")
        try:
            yield
        finally:
            self._connection.exec_driver_sql("ROLLBACK")

    def _in_transaction(self) -> bool:
        return bool(self._connection.connection.dbapi_connection.in_transaction)  # type: ignore[union-attr]

    def scrub(self) -> None:
        # A deleted text leaves its words in the index until that is made anew, and its bytes in pages that are free.
        self._connection.exec_driver_sql("INSERT INTO searched (searched) VALUES ('rebuild')")
        self._connection.exec_driver_sql("VACUUM")
        if self._folder is not None:
            busy, _, _ = self._connection.exec_driver_sql("PRAGMA wal_checkpoint (TRUNCATE)").one()
            if busy:
                raise DeskBusy(
                    f"The text is removed, but another process still reads the desk {self._where}, so its file could not "
                    "be rewritten: end that process, then run any command that adds to the desk."
                )

    # Keeping

    schema_version = t.SCHEMA_VERSION

    def copy_to(self, folder: Path) -> None:
        # Unlike the online backup, this writes no page that is free: what was deleted is not in it.
        self._connection.exec_driver_sql("VACUUM INTO ?", (str(folder / FILE_NAME),))

    def damage(self) -> Iterator[str]:
        try:
            rows = self._connection.exec_driver_sql(f"PRAGMA integrity_check ({_MOST_FAULTS})").scalars().all()
            yield from (str(row) for row in rows if row != "ok")
            for table, row, parent, _ in self._connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                yield f"row {row} of {table} names a row of {parent} that there is not"
        except (DeskDamaged, DatabaseError) as error:
            yield str(error.orig if isinstance(error, DatabaseError) else error)

    def unsearchable(self) -> list[str]:
        c = t.articles.c
        query = select(c.article_id, c.body, t.searched.c.text).join_from(
            t.articles, t.searched, c.row == t.searched.c.rowid, isouter=True
        )
        rows = self._stream(query.where(c.current == 1).order_by(c.article_id))
        wrong = [one for one, body, text in rows if self._record(Article, body).text != text]
        searched = select(func.count()).select_from(t.searched)
        current = select(func.count()).where(c.current == 1)
        if not wrong and self._column(searched) != self._column(current):
            wrong.append("")
        return wrong

    def outdated(self) -> list[str]:
        tables = DERIVED
        # A table of this connection hides that of the desk with the same name, so what is filled are these, and no lock is taken.
        for table in tables:
            self._connection.exec_driver_sql(
                f"CREATE TEMP TABLE {table.name} AS SELECT * FROM main.{table.name} WHERE 0"  # noqa: S608 - names of the schema
            )
        try:
            self._fill()
            wrong = []
            for table in tables:
                name = table.name
                sides = (("main", "temp"), ("temp", "main"))
                queries = (
                    f"SELECT * FROM (SELECT * FROM {a}.{name} EXCEPT SELECT * FROM {b}.{name}) LIMIT 1"  # noqa: S608
                    for a, b in sides
                )
                if any(self._connection.exec_driver_sql(query).first() is not None for query in queries):
                    wrong.append(name)
            return wrong
        finally:
            for table in tables:
                self._connection.exec_driver_sql(f"DROP TABLE temp.{table.name}")

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()

    # Search

    def _index(self, row: int, article: Article) -> None:
        told = {"title": article.title or "", "outlet": article.outlet or "", "text": article.text}
        self._insert(t.searched, [{"rowid": row, **told}])

    def _unindex(self, rows: Sequence[int]) -> None:
        for row in rows:
            self._connection.execute(t.searched.delete().where(t.searched.c.rowid == row))

    def matching(self, words: str) -> list[str]:
        if not words:
            c = t.articles.c
            return list(self._column(select(c.article_id).where(c.current == 1).order_by(c.article_id)))
        chosen = select(t.articles.c.article_id).order_by(literal_column("searched.rank"), t.articles.c.article_id)
        return [row.article_id for row in self._matched(chosen, words)]

    def matching_among(self, words: str, article_ids: Sequence[str]) -> list[str]:
        c = t.articles.c
        rows = dict(self._among(select(c.row, c.article_id).where(c.current == 1), c.article_id, article_ids))
        if words and rows:
            # What came together stands together, so the rows between them are hardly more; asked one by one each is a search.
            row = t.searched.c.rowid
            between = select(row).where(row >= min(rows), row <= max(rows))
            found = {rows[each] for (each,) in self._searching(between, words) if each in rows}
        else:
            found = set(rows.values())
        return [one for one in article_ids if one in found]

    def count_matching(self, words: str) -> int:
        if not words:
            return int(self._column(select(func.count()).select_from(t.articles).where(t.articles.c.current == 1))[0])
        return int(self._searching(select(func.count()).select_from(t.searched), words)[0][0])

    def best(self, words: str, limit: int, narrowing: Narrowing = ANY, *, newest: bool = False) -> list[str]:
        if not words:
            return self._newest(limit, narrowing)
        row = t.searched.c.rowid
        oldest = self._searching(select(row).order_by(row.desc()).offset(RANKED).limit(1), words)
        recent = (row > oldest[0][0],) if oldest else ()
        c, r = t.articles.c, t.reports.c
        query = select(c.row, c.article_id)
        if narrowing == ANY and not newest:
            rank: ColumnElement[float] = literal_column("searched.rank")
            rows = [each[0] for each in self._searching(select(row).where(*recent).order_by(rank).limit(limit), words)]
            ids = dict(tuple(each) for each in self._among(query, c.row, rows))
            return [ids[each] for each in rows if each in ids]
        if (
            oldest
        ):  # of a word that very many have, the newest that fit; the sign keeps the index from looking each of them up
            fitting = select(c.row).where(c.current == 1, c.article_id.in_(_fitting(narrowing, RANKED)))
            wanted = select(row).where(literal_column("+searched.rowid").in_(fitting))
        else:
            wanted = select(row).join_from(t.searched, t.articles, c.row == row)
            wanted = wanted.join(t.reports, r.article_id == c.article_id).where(*_conditions(narrowing))
        if newest:
            if oldest:
                wanted = wanted.join_from(t.searched, t.articles, c.row == row)
                wanted = wanted.join(t.reports, r.article_id == c.article_id)
            wanted = wanted.add_columns(c.article_id).order_by(r.first_day.desc(), r.article_id).limit(limit)
            return [each.article_id for each in self._searching(wanted, words)]
        rows = [each[0] for each in self._searching(wanted.order_by(func.bm25(_SEARCHED), row).limit(limit), words)]
        ids = dict(tuple(each) for each in self._among(query, c.row, rows))
        return [ids[each] for each in rows if each in ids]

    def _newest(self, limit: int, narrowing: Narrowing) -> list[str]:
        """The newest articles that are ``narrowing``'s."""
        return self._column(_fitting(narrowing, limit))

    def outlet_names(self) -> list[str]:
        r = t.reports.c
        return self._column(select(r.outlet).distinct().where(r.outlet.is_not(None)).order_by(r.outlet))

    def search(self, words: str, article_ids: Sequence[str]) -> list[Hit]:
        c = t.articles.c
        found: dict[str, Hit] = {}
        for start in range(0, len(article_ids), RUN):
            of_these = c.article_id.in_(article_ids[start : start + RUN])
            rows = self._rows(select(c.row, c.body).where(c.current == 1, of_these))
            marked = dict.fromkeys((row for row, _ in rows), "")
            if words:  # asked by row, or all that match would be looked through
                marks = select(t.searched.c.rowid, func.highlight(_SEARCHED, 2, _OPEN, _CLOSE))
                marks = marks.where(t.searched.c.rowid.in_(bindparam("rows", expanding=True)))
                marked = dict(tuple(each) for each in self._searching(marks, words, rows=list(marked)))
            hits = (_hit(self._record(Article, body), marked[row]) for row, body in rows if row in marked)
            found.update((hit.article_id, hit) for hit in hits)
        return [found[one] for one in article_ids if one in found]

    def _matched(self, chosen: Select[Any], words: str, **told: Any) -> list[Any]:
        """The rows of ``chosen``, which selects from ``articles``, whose articles match."""
        return self._searching(
            chosen.join_from(t.searched, t.articles, t.articles.c.row == t.searched.c.rowid), words, **told
        )

    def _searching(self, query: Select[Any], words: str, **told: Any) -> list[Any]:
        """The rows of ``query``, which selects from the index of texts, for texts that match."""
        query = query.where(_SEARCHED.op("MATCH")(bindparam("words")))
        try:
            return self._rows(query, words=words, **told)
        except OperationalError:  # not in FTS5's query language: an apostrophe, a hyphen, an open quotation mark
            each = " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
            return self._rows(query, words=each or '""', **told)


def _fitting(narrowing: Narrowing, limit: int) -> Select[Any]:
    """The newest articles that are ``narrowing``'s."""
    r = t.reports.c
    return select(r.article_id).where(*_conditions(narrowing)).order_by(r.first_day.desc(), r.article_id).limit(limit)


def _conditions(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    """What a row of ``reports`` is to be for ``narrowing``."""
    r, f = t.reports.c, t.found_by.c
    found: list[ColumnElement[bool]] = []
    if narrowing.outlets is not None:
        found.append(r.outlet.in_(narrowing.outlets[:RUN]))
    if narrowing.after:
        found.append(r.evidence_day >= narrowing.after)
    if narrowing.before:
        found += [r.first_day > "", r.first_day < narrowing.before]
    for field, values in (("actor", narrowing.speakers), ("place", narrowing.places)):
        if values is not None:
            told = select(f.article_id).where(f.field == field, f.value.in_(values[:RUN]))
            found.append(r.article_id.in_(told.order_by(f.day.desc()).limit(RANKED)))
    return found


def _url(folder: Path | None) -> URL:
    """Where the database is. One in a folder that may only be read is opened as it lies there: a write-ahead log, which even
    reading needs, cannot be made beside it. One that was not closed in order is not whole without its log, so not that one."""
    if folder is None:
        return URL.create("sqlite")
    path = folder / FILE_NAME
    log = folder / f"{FILE_NAME}-wal"
    if path.exists() and not os.access(folder, os.W_OK) and not log.exists():
        read_only = {"uri": "true", "mode": "ro", "immutable": "1"}
        return URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=read_only)
    return URL.create("sqlite", database=str(path))


def _hit(article: Article, marked: str) -> Hit:
    matches = []
    if marked.replace(_OPEN, "").replace(_CLOSE, "") == article.text:
        marks = 0
        for match in re.finditer(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", marked):
            start = match.start() - marks
            matches.append((start, start + len(match[1])))
            marks += 2
    first, last = matches[0] if matches else (0, 0)
    start, end = max(0, first - SNIPPET_CONTEXT), min(len(article.text), last + SNIPPET_CONTEXT)
    while 0 < start < first and not article.text[start - 1].isspace():
        start += 1
    while last < end < len(article.text) and not article.text[end].isspace():
        end -= 1
    return Hit(article.id, article.title, article.outlet, article.text[start:end], start, end, tuple(matches))
