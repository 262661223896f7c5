"""Rows of a desk as JSON Lines, CSV or Parquet: the same bytes for the same desk."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from onrecord.model.errors import UsageError

FORMATS = ("jsonl", "csv", "parquet")

Row = Mapping[str, Any]

#: How a cell begins that spreadsheets take for a formula, or for nothing before one: OWASP, "CSV injection", and ASVS 5.0, 1.2.10. Full-width
#: signs count as the others in some languages.
_FORMULA = re.compile(r"[\t\r\n\0]|\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def to_json_line(row: Row) -> str:
    """``row`` as one line of JSON without the line feed."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def write(rows: Iterable[Row], format_name: str, stream: BinaryIO) -> int:
    """Writes ``rows`` to ``stream`` and returns how many there were.

    Nested values are JSON inside their cell in CSV and Parquet. Text of a CSV that a spreadsheet would take for a formula stands behind an
    apostrophe, which is no part of it: JSON and Parquet have what is exact. Raises :class:`UsageError` for an unknown format, and where
    Parquet is asked for and pyarrow is not installed.
    """
    if format_name == "jsonl":
        return _write_jsonl(rows, stream)
    if format_name == "csv":
        return _write_csv(list(rows), stream)
    if format_name == "parquet":
        return _write_parquet(list(rows), stream)
    raise UsageError(f"There is no format {format_name!r}; choose one of {', '.join(FORMATS)}.")


def _write_jsonl(rows: Iterable[Row], stream: BinaryIO) -> int:
    count = 0
    for row in rows:
        stream.write(to_json_line(row).encode("utf-8", "surrogatepass") + b"\n")
        count += 1
    return count


def _columns(rows: Sequence[Row]) -> list[str]:
    """Every field of any row, in the order in which they are first met."""
    return list(dict.fromkeys(name for row in rows for name in row))


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def _write_csv(rows: Sequence[Row], stream: BinaryIO) -> int:
    text = io.StringIO(newline="")
    columns = _columns(rows)
    writer = csv.writer(text)  # RFC 4180: rows end with CR LF, and cells that hold either are quoted
    writer.writerow(columns)
    writer.writerows([_guarded(_cell(row.get(name))) for name in columns] for row in rows)
    stream.write(text.getvalue().encode("utf-8", "surrogatepass"))
    return len(rows)


def _guarded(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula with an apostrophe before it; a number stays one, written as text, too."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def _write_parquet(rows: Sequence[Row], stream: BinaryIO) -> int:
    try:
        import pyarrow  # noqa: PLC0415 - an extra, and slow to import
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise UsageError("Parquet needs pyarrow: install it with `pip install 'onrecord[parquet]'`.") from None
    columns = {name: [_cell(row.get(name)) for row in rows] for name in _columns(rows)}
    parquet.write_table(pyarrow.table(columns), stream)
    return len(rows)
