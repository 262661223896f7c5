"""The records of a desk as plain dicts, with the field names of the design: what ``onrecord show`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from onrecord.desk.sources import sources
from onrecord.desk.statements import Choice, attitudes, chosen
from onrecord.desk.store import Store, StoredRecord
from onrecord.model.article import Article
from onrecord.model.codec import read_plain, to_plain
from onrecord.model.errors import NotFound, UsageError

Plain = dict[str, Any]

KINDS: tuple[str, ...] = (
    "articles",
    "copies",
    "stories",
    "statements",
    "actors",
    "figures",
    "events",
    "claims",
    "differences",
    "fates",
)

#: Further kinds that ``show`` knows, for programs.
MORE_KINDS: tuple[str, ...] = ("series", "rulings", "revisions", "sources")


_ALL = Choice()


@dataclass(frozen=True, slots=True)
class Found:
    """A record looked up by its identifier: its kind, as ``show`` calls it, and its fields."""

    kind: str
    record: Plain


def show(store: Store, kind: str, choice: Choice = _ALL) -> Iterator[Plain]:
    """The records of one kind, sorted by identifier (fates by source), of statements those of ``choice``.

    Raises ``UsageError`` for an unknown kind, and for a choice among others than statements.
    """
    if kind not in KINDS + MORE_KINDS:
        raise UsageError(f"There is no kind {kind!r}: choose one of {', '.join(KINDS + MORE_KINDS)}.")
    if kind == "statements":
        rows = _merged(store.all_records(kind))
        if choice.attitudes:
            rows = chain(rows, attitudes(store))
        return chosen(rows, choice, lambda: _merged(store.all_records("actors")))
    if choice != _ALL:
        raise UsageError(f"An actor, a stance, a day and attitudes choose among statements: leave them out for {kind}.")
    if kind == "articles":
        return (_article(store, article) for article in store.all_articles())
    if kind == "fates":
        return map(to_plain, store.all_fates())
    if kind == "rulings":
        return map(to_plain, store.all_rulings())
    if kind == "sources":
        return sources(store)
    return _merged(store.all_records(kind))


def find(store: Store, record_id: str) -> Found:
    """The record with this identifier. Raises ``NotFound``."""
    records = store.records(record_id)
    if not records:
        raise NotFound(f"No record has the identifier {record_id!r}: see them with `onrecord show KIND`.")
    if records[0].kind == "articles":
        return Found("articles", _article(store, store.articles([record_id])[record_id]))
    return Found(records[0].kind, next(_merged(records)))


def _article(store: Store, article: Article) -> Plain:
    """An article with its publication as ``relate`` knows it, and its place among its versions."""
    plain: Plain = to_plain(article)
    for dating in store.records_about(article.id, "datings"):
        plain["published"] = read_plain(dating.body)["published"]
    versions = store.versions(article.id)
    plain["revision"] = versions[-1].number
    plain["revisions"] = [
        {"number": version.number, "capture_id": version.capture_id, "source": version.source} for version in versions
    ]
    return plain


def _merged(records: Iterable[StoredRecord]) -> Iterator[Plain]:
    """One dict an identifier. Only an actor can have several records: one in each thread that it is met in."""
    for _, same in groupby(records, key=lambda record: record.id):
        first, *others = (read_plain(record.body) for record in same)
        for other in others:
            for name, value in other.items():
                if isinstance(value, list):
                    first[name] = first[name] + [item for item in value if item not in first[name]]
        if others and "names" in first:
            first["names"].sort()
            first["article_ids"].sort()
        yield first
