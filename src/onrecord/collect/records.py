"""Files that hold several articles: JSON Lines and JSON arrays, split into one input a record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.collect.disk import too_large
from onrecord.collect.inputs import Input
from onrecord.collect.limits import Limits
from onrecord.model.capture import Refusal

#: Under which name exports put their list of articles, where they wrap it in an object.
_WRAPPERS = ("articles", "items", "records", "results", "docs", "documents", "stories", "entries", "data")
#: Under which name a record gives its address, the most telling first.
_ADDRESS_FIELDS = ("url", "address", "link", "canonical_url", "permalink", "webUrl", "web_url", "external_url", "uri")
#: Fields that only an article has: an object with one of them is a record, whatever lists it holds beside.
_TEXT_FIELDS = (
    "text",
    "body",
    "content",
    "articleBody",
    "maintext",
    "paragraphs",
    "html",
    "content_text",
    "content_html",
)
_DECODER = json.JSONDecoder()
_BLANK = " \t\r\n"


def split_array(data: bytes, source: str, location: str, limits: Limits) -> Iterator[Input | Refusal]:
    """The records of a ``.json`` file: the file itself where it is one object, ``SOURCE#1``... where it is a list of them."""
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
        yield _record(value, data, source, location, limits)
        return
    number = 0
    for number, (record, raw) in enumerate(_elements(text, start), start=1):
        if number > limits.members:
            yield Refusal(
                source, f"it holds more than {limits.members:,} records; the rest was not read: split the file"
            )
            return
        yield _record(
            record, raw.encode("utf-8", "surrogatepass"), f"{source}#{number}", f"{location}#{number}", limits
        )
    if number == 0:
        yield Refusal(source, "it holds no record; give a file with articles in it")


def split_lines(lines: Iterable[bytes], source: str, location: str, limits: Limits) -> Iterator[Input | Refusal]:
    """The records of a ``.jsonl`` file, ``SOURCE#L1``...; blank lines hold nothing. ``lines`` may be an open file."""
    taken = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line == b"\xef\xbb\xbf\n":
            continue
        taken += 1
        if taken > limits.members:
            yield Refusal(
                source, f"it holds more than {limits.members:,} records; the rest was not read: split the file"
            )
            return
        name = f"{source}#L{number}"
        if len(line) > limits.article:
            yield Refusal(name, too_large(limits.article))
            continue
        text = _decoded(line)
        try:
            value = json.loads(text or "")
        except (ValueError, RecursionError):
            yield Refusal(name, "this line is not valid JSON in UTF-8; mend or remove it")
            continue
        yield _record(value, line.strip(), name, f"{location}#L{number}", limits)
    if not taken:
        yield Refusal(source, "it holds no record; give a file with articles in it")


def _record(value: Any, data: bytes, source: str, location: str, limits: Limits) -> Input | Refusal:
    if not isinstance(value, dict):
        return Refusal(source, "this record is not a JSON object; give objects with a title and a text")
    if len(data) > limits.article:
        return Refusal(source, too_large(limits.article, len(data)))
    return Input(source, location, "application/json", data, _address(value))


def _address(record: dict[str, Any]) -> str | None:
    for field in _ADDRESS_FIELDS:
        value = record.get(field)
        if isinstance(value, str) and value.strip().lower().startswith(("http://", "https://")):
            address = value.strip()
            if address.isprintable() and " " not in address:
                return address
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
    for field in _WRAPPERS:
        inner = value.get(field)
        if isinstance(inner, list) and inner and all(isinstance(item, dict) and _has_text(item) for item in inner):
            return _member_start(text, field)
    return None


def _has_text(record: dict[str, Any]) -> bool:
    return any(field in record for field in _TEXT_FIELDS)


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
