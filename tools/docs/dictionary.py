"""The data dictionary against the records: field by field, type by type, value by value."""

from __future__ import annotations

import importlib
import pkgutil
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tools.docs.markdown import Files, lines

import onrecord.model
from onrecord.desk.store import Hit
from onrecord.model.article import Article
from onrecord.model.brief import Brief
from onrecord.model.capture import Fate
from onrecord.model.chronicle import Timeline
from onrecord.model.handover import Handover, ShiftDifference
from onrecord.model.picture import Event, Figure, Series
from onrecord.model.relations import Claim, CopyGroup, Difference, Story
from onrecord.model.revision_changes import RevisionChange
from onrecord.model.ruling import Ruling
from onrecord.model.statement import Actor, Statement
from onrecord.model.subscription import Subscription
from onrecord.publish.explain import Explanation

DICTIONARY = "docs/data-dictionary.md"

#: Headings of the dictionary and the records whose fields stand under them. What a record holds has a heading of its own.
RECORDS: Mapping[str, type] = {
    "articles": Article,
    "copies": CopyGroup,
    "stories": Story,
    "statements": Statement,
    "actors": Actor,
    "figures": Figure,
    "events": Event,
    "claims": Claim,
    "differences": Difference,
    "fates": Fate,
    "revisions": RevisionChange,
    "sources": Subscription,
    "Brief": Brief,
    "Timeline": Timeline,
    "Series": Series,
    "Ruling": Ruling,
    "Handover": Handover,
    "ShiftDifference": ShiftDifference,
    "Explanation": Explanation,
    "Hit": Hit,
}

#: Fields that ``onrecord show`` adds to a record, with their types. ``tests/test_cli.py`` holds them against what is printed.
ADDED: Mapping[str, Mapping[str, str]] = {
    "articles": {"revision": "integer", "revisions": "list of object"},
    "sources": {"health": "string"} | dict.fromkeys(("articles", "first", "copies", "waiting", "failing"), "integer"),
}


def _named_values() -> dict[tuple[Any, ...], str]:
    """The names that the model gives to sets of allowed values."""
    found = {}
    for info in pkgutil.iter_modules(onrecord.model.__path__, "onrecord.model."):
        for name, value in vars(importlib.import_module(info.name)).items():
            if get_origin(value) is Literal:
                found[get_args(value)] = name
    return found


VALUE_NAMES = _named_values()


def json_type(hint: Any) -> str:
    """The type of a field as the dictionary writes it: ``list of Evidence``, ``number or null``."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (given,) = (option for option in inner if option is not type(None))
        return f"{json_type(given)} or null"
    if origin is tuple:
        return f"list of {json_type(inner[0])}"
    if origin is Literal:
        return VALUE_NAMES.get(inner, "string")
    if origin is dict:
        return "object"
    return {str: "string", int: "integer", float: "number", bool: "boolean"}.get(hint) or hint.__name__


def _parts(hint: Any) -> Iterator[Any]:
    """The records and the sets of allowed values that a field's annotation speaks of."""
    if is_dataclass(hint) or get_origin(hint) is Literal:
        yield hint
    else:
        for inner in get_args(hint):
            yield from _parts(inner)


def _expected(records: Mapping[str, type]) -> tuple[dict[str, type], dict[str, tuple[str, ...]]]:
    """The heading of every record that is reached from ``records``, and of every named set of values."""
    headings, values = dict(records), {}
    waiting = list(records.values())
    while waiting:
        for hint in get_type_hints(waiting.pop()).values():
            for part in _parts(hint):
                if get_origin(part) is Literal:
                    if get_args(part) in VALUE_NAMES:
                        values[VALUE_NAMES[get_args(part)]] = get_args(part)
                elif part not in headings.values():
                    headings[part.__name__] = part
                    waiting.append(part)
    return headings, values


_ONE_OF = re.compile(r"One of ((?:`[^`]+`(?:, )?)+)")


def _tables(text: str) -> dict[str, dict[str, list[str]]]:
    """For each heading the rows under it: the name in the first cell, and the other cells."""
    tables: dict[str, dict[str, list[str]]] = {}
    heading = ""
    for _, line, in_block in lines(text):
        if line.startswith("#") and not in_block:
            heading = line.lstrip("# ").strip()
        elif line.startswith("| `") and not in_block:
            cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
            tables.setdefault(heading, {})[cells[0].strip("`")] = cells[1:]
    return tables


def check_dictionary(files: Files, records: Mapping[str, type] = RECORDS) -> Iterator[str]:
    """Every field of every record, its type and its allowed values stand in the dictionary, and nothing else does."""
    tables = _tables(files.get(DICTIONARY, ""))
    headings, values = _expected(records)
    for heading, record in headings.items():
        rows = tables.get(heading, {})
        hints = get_type_hints(record)
        wanted = {field.name: json_type(hints[field.name]) for field in fields(record)}
        wanted |= ADDED.get(heading, {})
        for name, kind in wanted.items():
            if name not in rows:
                yield f"{DICTIONARY}: {heading}.{name} is missing"
                continue
            written = re.sub(r"\[(\w+)\]\(#\w+\)", r"\1", rows[name][0])
            if written != kind:
                yield f"{DICTIONARY}: {heading}.{name} is a {kind}, not a {written}"
            yield from _check_unnamed_values(f"{heading}.{name}", hints.get(name), rows[name][-1])
        yield from (f"{DICTIONARY}: {heading}.{name} is no field any more" for name in rows if name not in wanted)
    for heading, given in values.items():
        allowed = {str(value) for value in given}
        listed = tables.get(heading, {})
        yield from (
            f"{DICTIONARY}: {heading} lacks the value {value}" for value in sorted(allowed) if value not in listed
        )
        yield from (
            f"{DICTIONARY}: {heading} has no value {value} any more" for value in listed if value not in allowed
        )
    known = {*headings, *values}
    yield from (f"{DICTIONARY}: there is no record {heading} any more" for heading in tables if heading not in known)


def _check_unnamed_values(name: str, hint: Any, meaning: str) -> Iterator[str]:
    for part in _parts(hint):
        if get_origin(part) is Literal and get_args(part) not in VALUE_NAMES:
            found = _ONE_OF.search(meaning)
            if set(re.findall(r"`([^`]+)`", found[1] if found else "")) != set(get_args(part)):
                yield f"{DICTIONARY}: {name} must say `One of {', '.join(get_args(part))}`, each in backticks"
