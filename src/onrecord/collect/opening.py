"""What a file, or a piece of one, holds: the one place where types meet their readers.

::

    file or piece ─► unpack (gzip) ─┬─► records, tables, web archives, zip archives ─► many inputs
                                    ├─► a mail ─► the mail and what is attached to it
                                    └─► a page, a document, a text ─► one input
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, cast

from onrecord.collect import archives, attached, records, saved, tables, warc
from onrecord.collect.columns import Columns
from onrecord.collect.content import check, sniff
from onrecord.collect.disk import read_all, too_large, unpacked
from onrecord.collect.inputs import (
    CONTAINERS,
    CSV,
    HTML,
    JSON,
    JSON_LINES,
    MAIL,
    PARQUET,
    SAVED_PAGE,
    TSV,
    WARC,
    ZIP,
    Input,
    compressed,
    type_of,
)
from onrecord.collect.limits import DEFAULT_LIMITS, Limits
from onrecord.model.capture import MediaType, Refusal
from onrecord.model.errors import InputError, UnsafeInput

Found = Iterator[Input | Refusal]

#: How deep pieces lie in each other at most: a mail in an archive, a mail attached to that mail and what is attached to it.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens what arrives, under ``limits``. ``columns`` names the columns of dumps, where the user did.

    ``depth`` counts the containers around what is opened. No method raises for a bad input: that is a :class:`Refusal`.
    """

    limits: Limits = DEFAULT_LIMITS
    columns: Columns = field(default_factory=dict)
    depth: int = 0

    def file(self, stream: BinaryIO, name: str, source: str, location: str) -> Found:
        """What the open file called ``name`` holds; a name without a known ending: its content tells the type."""
        kind = type_of(name)
        try:
            if compressed(name) and kind != WARC:
                yield from self._unpacked(stream, kind, source, location)
            elif kind in CONTAINERS:
                yield from self._many(stream, kind, source, location)
            else:
                yield from self._one(read_all(stream, self.limits.of(kind)), kind, source, location)
        except InputError as error:
            yield Refusal(source, str(error))

    def data(self, data: bytes, name: str | None, source: str, location: str) -> Found:
        """What ``data`` holds, called ``name`` where something names it."""
        yield from self.file(io.BytesIO(data), name or "", source, location)

    def _unpacked(self, stream: BinaryIO, kind: str | None, source: str, location: str) -> Found:
        inner = unpacked(stream, self.limits)
        if kind in (JSON_LINES, CSV, TSV):
            yield from self._many(inner, kind, source, location)
        else:
            data = read_all(inner, min(self.limits.of(kind), self.limits.array))
            yield from self._one(data, kind, source, location)

    def _many(self, stream: BinaryIO, kind: str, source: str, location: str) -> Found:
        """What a container holds, piece by piece."""
        if not stream.read(1):
            yield Refusal(source, "it is empty; give a file with an article in it")
            return
        stream.seek(0)
        if kind == ZIP:
            inner = replace(self, depth=self.depth + 1)
            yield from archives.members(stream, source, location, self.limits, inner.data)
            return
        reader: Callable[..., Found] = {
            JSON_LINES: records.split_lines,
            CSV: tables.comma_separated,
            TSV: tables.tab_separated,
            PARQUET: tables.parquet,
            WARC: warc.pages,
        }[kind]
        yield from reader(stream, source, location, self.limits, self.columns)

    def _one(self, data: bytes, kind: str | None, source: str, location: str) -> Found:
        """What ``data`` of one type holds: one article, or a mail, a list of records."""
        check(data, kind)
        if kind is None:
            kind = sniff(data)
        if kind in CONTAINERS:
            yield from self._many(io.BytesIO(data), kind, source, location)
            return
        if kind == JSON:
            yield from records.split_array(data, source, location, self.limits, self.columns)
            return
        if len(data) > self.limits.of(kind):
            raise UnsafeInput(too_large(self.limits.of(kind), len(data)))
        address = received_at = None
        if kind == SAVED_PAGE:
            address, received_at = saved.from_archive(data)
        elif kind == HTML:
            address, received_at = saved.from_page(data)
        yield Input(source, location, cast(MediaType, kind), data, address, received_at)
        if kind == MAIL and self.depth < _DEEPEST:
            inner = replace(self, depth=self.depth + 1)
            yield from attached.pieces(data, source, location, self.limits, inner.data)
