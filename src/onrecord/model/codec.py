"""Records to plain JSON values and back, driven by the dataclasses' own annotations."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

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
    """The record of class ``kind`` that ``value``, made by :func:`to_plain`, stands for."""
    build: Callable[[Any], Record] = _builder(cast(Any, kind))
    return build(value)


def dumps(value: Any) -> str:
    """``value`` as one line of JSON, the same bytes for the same record."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Record], text: str) -> Record:
    """The record of class ``kind`` in a line that :func:`dumps` wrote."""
    return from_plain(kind, json.loads(text))


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of the type ``kind`` of its plain form. Types are looked into once, not for every record."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (_builder(option) for option in get_args(kind) if option is not type(None))
        return inner  # every builder leaves a missing value as it is
    if origin is tuple:
        item = _builder(get_args(kind)[0])
        if item is _as_it_is:
            return lambda value: None if value is None else tuple(value)
        return lambda value: None if value is None else tuple([item(each) for each in value])
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        plans: list[tuple[frozenset[str], list[tuple[str, Callable[[Any], Any]]]]] = []

        def build(value: Any) -> Any:
            if value is None:
                return None
            if not plans:  # made at the first record and not before: a line of a brief holds lines
                hints = get_type_hints(kind)
                builders = {field.name: _builder(hints[field.name]) for field in dataclasses.fields(kind)}
                made = [(name, each) for name, each in builders.items() if each is not _as_it_is]
                plans.append((frozenset(builders), made))
            names, made = plans[0]
            told = dict(value) if value.keys() <= names else {name: value[name] for name in value if name in names}
            for name, make in made:
                if (item := told.get(name)) is not None:
                    told[name] = make(item)
            return kind(**told)

        return build
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
