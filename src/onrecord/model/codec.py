"""Records to plain JSON values and back, driven by the dataclasses' own annotations."""

from __future__ import annotations

import dataclasses
import json
import types
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_plain(value: Any) -> Any:
    """``value`` (a record, a tuple of records or a scalar) as dicts, lists and scalars; bytes are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not isinstance(getattr(value, field.name), bytes)
        }
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[Record], value: Any) -> Record:
    """The record of class ``kind`` that ``value``, made by :func:`to_plain`, stands for."""
    return _build(kind, value)  # type: ignore[no-any-return]


def dumps(value: Any) -> str:
    """``value`` as one line of JSON, the same bytes for the same record."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Record], text: str) -> Record:
    """The record of class ``kind`` in a line that :func:`dumps` wrote."""
    return from_plain(kind, json.loads(text))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (option for option in get_args(kind) if option is not type(None))
        return _build(inner, value)
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_build(inner, item) for item in value)
    if origin is Literal:
        return value
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        names = {field.name for field in dataclasses.fields(kind)}
        return kind(**{name: _build(hints[name], item) for name, item in value.items() if name in names})  # type: ignore[operator]
    return value
