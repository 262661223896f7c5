"""Records as plain text for a terminal: one line a record, its identifier first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from onrecord.publish.wording import NO_OUTLET, amount_words, one_line, status_words

#: Characters of one cell; the whole is in ``--json`` and in ``onrecord explain``.
CELL = 90

Row = Mapping[str, Any]


class Hit(Protocol):
    """What a search gives: see :class:`onrecord.desk.Hit`."""

    @property
    def article_id(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def snippet(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def matches(self) -> tuple[tuple[int, int], ...]: ...


def rows_as_text(kind: str, rows: Iterable[Row]) -> Iterator[str]:
    """One line for each row; a last line where there is none. Statements and actors have
    :mod:`onrecord.publish.listing`, stories and copies :mod:`onrecord.publish.groups`."""
    describe = _DESCRIBE[kind]
    empty = True
    for row in rows:
        empty = False
        yield "  ".join([row["id"], *(_cell(part) for part in describe(row) if part)])
    if empty:
        yield f"No {kind} on this desk."


def _cell(value: object) -> str:
    text = one_line(str(value))
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def _when(value: Row | None) -> str:
    if not value or not value.get("start"):
        return "undated"
    start, end = value["start"], value["end"]
    return start if start == end else f"{start}..{end}"


def _article(row: Row) -> list[str]:
    return [_when(row["published"]), row["outlet"] or NO_OUTLET, row["title"] or "", row["source"]]


def _figure(row: Row) -> list[str]:
    return [amount_words(row["low"], row["high"], row["bound"], row["unit"]), row["kind"], row["counts"], row["text"]]


def _event(row: Row) -> list[str]:
    return [_when(row["when"]), row["code"], status_words(row["status"]), row.get("what", ""), ", ".join(row["actors"])]


def _claim(row: Row) -> list[str]:
    return [row["state"].replace("_", " "), f"{len(row['origins'])} origins", row["about"]]


def _difference(row: Row) -> list[str]:
    return [row["kind"], row["about"], " | ".join(side["value"] for side in row["sides"])]


def _fate(row: Row) -> list[str]:
    return [row["fate"], row["source"], row["reason"]]


def _source(row: Row) -> list[str]:
    counts = f"{row['articles']} articles, {row['first']} first"
    due = f"next visit {row['next_due']}" if row["next_due"] else "not visited again"
    told = row["trouble"] or row["note"]
    return [row["kind"], row["health"], row["title"] or "", row["address"], counts, told, due]


_DESCRIBE: dict[str, Callable[[Row], list[str]]] = {
    "articles": _article,
    "figures": _figure,
    "events": _event,
    "claims": _claim,
    "differences": _difference,
    "fates": _fate,
    "sources": _source,
}


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text


def hit_as_text(hit: Hit, *, colour: bool) -> str:
    """A search hit: where it stands, then the words around the first match, with all matches marked."""
    parts, at = [], hit.start
    for start, end in hit.matches:
        if hit.start <= at <= start and end <= hit.end:
            inner = hit.snippet[start - hit.start : end - hit.start]
            parts += [hit.snippet[at - hit.start : start - hit.start], _bold(inner, colour) if colour else f"»{inner}«"]
            at = end
    parts.append(hit.snippet[at - hit.start :])
    title = _cell(hit.title or "no title")
    return f"{hit.article_id}  {hit.outlet or NO_OUTLET}  {title}\n    … {one_line(''.join(parts))} …"
