"""Files that hold several articles as records: JSON Lines and JSON arrays, one input a record. Tables come here as records.

A record is known by what it is and not by where it stands: a record that is put in at the top of a file must not make each
one below it a new version of its neighbour. So its name is its own identifier where it has one, else it comes from its
address, else from its content.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from onrecord.collect.columns import NO_COLUMNS, Columns, renamed
from onrecord.collect.disk import lines_of, too_large
from onrecord.collect.inputs import Input
from onrecord.collect.limits import Limits
from onrecord.collect.names import shown
from onrecord.model.capture import Refusal
from onrecord.model.errors import InputError
from onrecord.model.identity import ID_DIGITS, digest
from onrecord.model.record_fields import FIELDS, WRAPPERS, every, first

_DECODER = json.JSONDecoder()
_BLANK = " \t\r\n"
_LONGEST_IDENTIFIER = 120  # characters; what is longer is no name for a record


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file: ``place`` is how its place in the file is told (``L12``), ``data`` its bytes.

    ``value`` is what they say, ``reason`` why they say nothing.
    """

    place: str
    data: bytes
    value: Any = None
    reason: str | None = None


def split_array(
    data: bytes, source: str, location: str, limits: Limits, columns: Columns = NO_COLUMNS
) -> Iterator[Input | Refusal]:
    """The records of a ``.json`` file: the file itself where it is one object, ``SOURCE#...`` where it is a list of them."""
    text = _decoded(data)
    if text is None:
        yield Refusal(source, "it is not JSON in UTF-8; convert it to UTF-8 and add it again")
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield Refusal(source, "it is not valid JSON; check that it is complete, or name it .txt if it is plain text")
        return
    start = _list_start(value, text)
    if start is None:
        yield _input(Record("", data, value), source, location, limits, columns)
        return

    def pieces() -> Iterator[Record]:
        for number, (record, raw) in enumerate(_elements(text, start), start=1):
            yield Record(str(number), raw.encode("utf-8", "surrogatepass"), record)

    yield from inputs_of(pieces, source, location, limits, columns)


def split_lines(
    stream: BinaryIO, source: str, location: str, limits: Limits, columns: Columns = NO_COLUMNS
) -> Iterator[Input | Refusal]:
    """The records of a ``.jsonl`` file, ``SOURCE#...``; blank lines hold nothing. ``stream`` is read twice."""

    def pieces() -> Iterator[Record]:
        stream.seek(0)
        for number, line in enumerate(lines_of(stream, limits.article), start=1):
            if not line.strip() or line == b"\xef\xbb\xbf\n":
                continue
            if len(line) > limits.article:
                yield Record(f"L{number}", b"", reason=too_large(limits.article))
                continue
            try:
                value = json.loads(_decoded(line) or "")
            except (ValueError, RecursionError):
                yield Record(f"L{number}", b"", reason="this line is not valid JSON in UTF-8; mend or remove it")
            else:
                yield Record(f"L{number}", line.strip(), value)

    yield from inputs_of(pieces, source, location, limits, columns)


def inputs_of(
    pieces: Callable[[], Iterator[Record]], source: str, location: str, limits: Limits, columns: Columns
) -> Iterator[Input | Refusal]:
    """The inputs of a file with many records. ``pieces`` gives them from the first one on, each time that it is called.

    It is called twice: which identifiers stand once is not known before the end. An ``InputError`` from it says that the file
    is damaged there; the records before are given.
    """
    times: Counter[str] = Counter()
    try:
        for number, record in enumerate(pieces()):
            if number >= limits.members:
                break
            times.update(_names(record.value, columns))
    except InputError:
        pass  # the second time tells it, behind the records before the damage
    taken = 0
    for record in pieces():
        taken += 1
        if taken > limits.members:
            yield Refusal(
                source, f"it holds more than {limits.members:,} records; the rest was not read: split the file"
            )
            return
        if not isinstance(record.value, dict):
            name = record.place
        else:
            own = (name for name in _names(record.value, columns) if times[name] == 1)
            name = next(own, None) or digest(record.data)[:ID_DIGITS]
        yield _input(record, f"{source}#{name}", f"{location}#{name}", limits, columns)
    if not taken:
        yield Refusal(source, "it holds no record; give a file with articles in it")


def _names(record: Any, columns: Columns) -> list[str]:
    """What could name ``record`` inside its file, the best first: its identifier, its address."""
    if not isinstance(record, dict):
        return []
    names = []
    given = record.get(columns["id"]) if "id" in columns else first(record, "id")
    if isinstance(given, dict) and len(given) == 1:  # {"$oid": "..."}, as MongoDB exports it
        (given,) = given.values()
    if isinstance(given, str | int) and not isinstance(given, bool):
        identifier = shown(str(given).strip())
        if 0 < len(identifier) <= _LONGEST_IDENTIFIER:
            names.append(f"id={identifier}")
    address = _address(renamed(record, columns) if columns else record)
    if address:
        names.append(digest(address)[:ID_DIGITS])
    return names


def _input(record: Record, source: str, location: str, limits: Limits, columns: Columns) -> Input | Refusal:
    if record.reason is not None:
        return Refusal(source, record.reason)
    value, data = record.value, record.data
    if not isinstance(value, dict):
        return Refusal(source, "this record is not a JSON object; give objects with a title and a text")
    if columns:
        value = renamed(value, columns)
        data = as_json(value)
    if len(data) > limits.article:
        return Refusal(source, too_large(limits.article, len(data)))
    return Input(source, location, "application/json", data, _address(value), _received(value))


def as_json(record: dict[str, Any]) -> bytes:
    """``record`` as one line of JSON, the same bytes for the same record."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _address(record: dict[str, Any]) -> str | None:
    for _, value in every(record, "address"):
        if isinstance(value, str) and value.strip().lower().startswith(("http://", "https://")):
            address = value.strip()
            if address.isprintable() and " " not in address:
                return address
    return None


def _received(record: dict[str, Any]) -> str | None:
    """When the archive says that it fetched the record, in UTC."""
    value = first(record, "received")
    try:
        moment = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        if moment is None:
            return None
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return moment.isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode(json.detect_encoding(data), "surrogatepass").removeprefix("\ufeff")
    except (UnicodeDecodeError, ValueError):
        return None


def _list_start(value: Any, text: str) -> int | None:
    """Where in ``text`` the list of records opens, ``None`` where the value is itself a record."""
    if isinstance(value, list):
        return text.index("[") + 1
    if not isinstance(value, dict) or _has_text(value):
        return None
    for field in WRAPPERS:
        inner = value.get(field)
        if isinstance(inner, list) and inner and all(isinstance(item, dict) and _has_text(item) for item in inner):
            return _member_start(text, field)
    return None


def _has_text(record: dict[str, Any]) -> bool:
    """Fields that only an article has: an object with one of them is a record, whatever lists it holds beside."""
    return any(field in record for role in ("text", "html") for field in FIELDS[role])


def _member_start(text: str, field: str) -> int:
    """Where the list under ``field`` of the outermost object opens: the object is walked member by member."""
    position = _skip(text, text.index("{") + 1)
    while True:
        name, position = _DECODER.raw_decode(text, position)
        position = _skip(text, text.index(":", position) + 1)
        if name == field and text[position] == "[":
            return position + 1
        _, position = _DECODER.raw_decode(text, position)
        position = _skip(text, _skip(text, position) + 1)  # over the comma


def _elements(text: str, position: int) -> Iterator[tuple[Any, str]]:
    """The values of the list that opens before ``position``, each with its own characters."""
    position = _skip(text, position)
    while text[position] != "]":
        value, end = _DECODER.raw_decode(text, position)
        yield value, text[position:end]
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in _BLANK:
        position += 1
    return position
