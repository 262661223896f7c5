"""Records to plain JSON values and back, driven by the dataclasses' own annotations."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

Record = TypeVar("Record")

#: What stays as it is. Long tuples hold these.
_SCALARS = (str, int, float)


def to_plain(value: Any) -> Any:
    """``value`` (a record, a tuple of records or a scalar) as dicts, lists and scalars; bytes are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not isinstance(getattr(value, field.name), bytes)
        }
    if isinstance(value, tuple | list):
        return [item if type(item) in _SCALARS else to_plain(item) for item in value]
    return value


def from_plain(kind: type[Record], value: Any) -> Record:
    """The record of class ``kind`` that ``value``, made by :func:`to_plain`, stands for. Raises ``ValueError`` where it stands for none."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def dumps(value: Any) -> str:
    """``value`` as one line of JSON, the same bytes for the same record. Raises ``TypeError`` where it holds bytes."""
    plain = msgspec.to_builtins(value, builtin_types=(bytes,))  # to_plain in a third of the time, with tuples in it
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Record], text: str) -> Record:
    """The record of class ``kind`` in a line that :func:`dumps` wrote. Raises ``ValueError`` where it is none."""
    try:
        return cast(Record, _decoder(cast(Any, kind)).decode(text))
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    except (
        msgspec.DecodeError,
        UnicodeEncodeError,
    ):  # half a character, as names of files may hold: only Python's reader takes it
        return from_plain(kind, json.loads(text))


def read_plain(text: str) -> Any:
    """The plain values in a line that :func:`dumps` wrote. Raises ``ValueError`` where it is none."""
    try:
        return _decoder(None).decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return json.loads(text)


@cache
def _decoder(kind: type | None) -> msgspec.json.Decoder[Any]:
    """Types are looked into once, not for every record; of ``None`` any value is one."""
    return msgspec.json.Decoder(Any if kind is None else kind)
