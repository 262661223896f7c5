"""Tables of articles: CSV, tab-separated values and Parquet. A row becomes a record, written as JSON with the table's names.

Rows are read in batches, never the whole table. Parquet needs pyarrow, which is not part of the base install.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any, BinaryIO

from onrecord.collect.columns import Columns, why_not
from onrecord.collect.disk import BOMB, lines_of
from onrecord.collect.inputs import Input
from onrecord.collect.limits import Limits
from onrecord.collect.records import Record, as_json, inputs_of
from onrecord.model.capture import Refusal
from onrecord.model.errors import InputError, UnreadableInput, UnsafeInput

_BATCH = 64  # rows: at the longest articles half a gibibyte, at usual ones a few hundred kilobytes
_DEEPEST = 8  # levels of lists and structures in one cell
_MOST_COLUMNS = 2000
_DELIMITERS = ",;\t|"


def comma_separated(
    stream: BinaryIO, source: str, location: str, limits: Limits, columns: Columns
) -> Iterator[Input | Refusal]:
    """The rows of a CSV file with a line of names on top; semicolons, tabs and bars between columns are found out."""
    yield from _separated(stream, None, source, location, limits, columns)


def tab_separated(
    stream: BinaryIO, source: str, location: str, limits: Limits, columns: Columns
) -> Iterator[Input | Refusal]:
    """The rows of a file of tab-separated values with a line of names on top."""
    yield from _separated(stream, "\t", source, location, limits, columns)


def parquet(
    stream: BinaryIO, source: str, location: str, limits: Limits, columns: Columns
) -> Iterator[Input | Refusal]:
    """The rows of a Parquet table."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and two hundred milliseconds
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        yield Refusal(
            source, "reading Parquet needs pyarrow; install it (pip install 'onrecord[parquet]') and add the file again"
        )
        return
    broken = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError, MemoryError)
    try:
        table = pq.ParquetFile(
            stream, thrift_string_size_limit=limits.array, thrift_container_size_limit=limits.members * 10
        )
        names = list(table.schema_arrow.names)
        groups = [table.metadata.row_group(number) for number in range(table.metadata.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
        packed = stream.seek(0, io.SEEK_END)
    except broken:
        yield Refusal(source, "it is no whole Parquet table (cut off or damaged); fetch it again")
        return
    if size > limits.ratio_from and size > limits.ratio * packed:
        yield Refusal(source, BOMB)
        return
    if len(names) > _MOST_COLUMNS or len(set(names)) < len(names):
        yield Refusal(source, "two of its columns have one name, or it has thousands; write it anew with one name each")
        return
    if refusal := why_not(names, columns):
        yield Refusal(source, refusal)
        return

    def rows() -> Iterator[Record]:
        number, left = 0, limits.unpacked
        batches = table.iter_batches(batch_size=_BATCH, use_threads=False)
        while True:
            try:
                batch = next(batches, None)
                found = batch.to_pylist() if batch is not None else None
            except broken as error:
                raise UnreadableInput("it is damaged behind the rows that were read; fetch it again") from error
            if found is None:
                return
            for row in found:
                number += 1
                record = _record(row)
                data = as_json(record)
                left -= len(data)
                if left < 0:
                    raise UnsafeInput("it unpacks to more than is allowed; split it and add the parts")
                yield Record(str(number), data, record)

    yield from inputs_of(rows, source, location, limits, columns)


def _separated(
    stream: BinaryIO, delimiter: str | None, source: str, location: str, limits: Limits, columns: Columns
) -> Iterator[Input | Refusal]:
    encoding = _encoding(stream, limits)
    # Of this process and not of one reader: a bound on what one cell may hold, as `limits` says.
    csv.field_size_limit(limits.article)
    try:
        top = next(lines_of(stream, limits.article), b"").decode(encoding, "replace").removeprefix("\ufeff")
        delimiter = delimiter or max(_DELIMITERS, key=top.count)
        names = next(_cells(stream, encoding, delimiter, limits), [])
    except InputError as error:
        yield Refusal(source, str(error))
        return
    if len(names) > _MOST_COLUMNS or len(set(names)) < len(names):
        yield Refusal(source, "two of its columns have one name, or it has thousands; give each a name of its own")
        return
    if refusal := why_not(names, columns):
        yield Refusal(source, refusal)
        return

    def rows() -> Iterator[Record]:
        cells = _cells(stream, encoding, delimiter, limits)
        next(cells, None)
        for number, row in enumerate(cells, start=1):
            if len(row) > len(names):
                yield Record(str(number), b"", reason="this row has more cells than there are columns; mend it")
                continue
            record = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
            yield Record(str(number), as_json(record), record)

    yield from inputs_of(rows, source, location, limits, columns)


def _cells(stream: BinaryIO, encoding: str, delimiter: str, limits: Limits) -> Iterator[list[str]]:
    """The rows of the file from its start, blank ones left out; raises ``UnreadableInput`` where one cannot be parsed."""
    stream.seek(0)
    reader = csv.reader(_lines(stream, encoding, limits), delimiter=delimiter)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise UnreadableInput(
                f"the row that begins before line {reader.line_num} has no end (a quotation mark that is not closed?); "
                "mend it and add the file again"
            ) from error
        if row is None:
            return
        if any(row):
            yield row


def _lines(stream: BinaryIO, encoding: str, limits: Limits) -> Iterator[str]:
    for number, line in enumerate(lines_of(stream, limits.article)):
        if len(line) > limits.article:
            raise UnreadableInput(f"line {number + 1} is longer than an article may be; mend it and add the file again")
        text = line.decode(encoding, "replace")
        yield text.removeprefix("\ufeff") if number == 0 else text


def _encoding(stream: BinaryIO, limits: Limits) -> str:
    """UTF-8 where all of the file is; else Windows-1252, which older programs write."""
    with suppress(InputError):  # told where the rows are read
        for line in lines_of(stream, limits.article):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                if len(line) <= limits.article:
                    stream.seek(0)
                    return "cp1252"
    stream.seek(0)
    return "utf-8"


def _record(row: dict[str, Any]) -> dict[str, Any]:
    return {name: plain for name, value in row.items() if (plain := _plain(value, _DEEPEST)) is not None}


def _plain(value: Any, depth: int) -> Any:
    """A cell as JSON has it: times in ISO 8601, what is no text and no number left out."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if depth == 0 or isinstance(value, bytes):
        return None
    if isinstance(value, dict):
        return {str(name): _plain(inner, depth - 1) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, depth - 1) for inner in value]
    return str(value)
