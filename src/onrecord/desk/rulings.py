"""Rulings: which kind fits which record, and which values fit. Pure but for looking the records up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast, get_args

from onrecord.desk.store import Store
from onrecord.model.errors import RulingError
from onrecord.model.ruling import RULING_KINDS, Ruling, RulingKind
from onrecord.model.statement import Stance

#: What each kind of ruling may be about, by the names under which records are shown.
_CHECKED = ("statements", "figures", "claims", "differences", "events")
TARGETS: Mapping[str, tuple[str, ...]] = {
    "speaker": ("statements",),
    "stance": ("statements",),
    "anonymous": ("statements",),
    "figure": ("figures",),
    "date": ("articles",),
    "merge": ("articles",),
    "split": ("articles",),
    "not_a_copy": ("articles",),
    "confirm": _CHECKED,
    "mute": _CHECKED,
}

_NUMBER = r"-?\d{1,30}(?:\.\d{1,10})?"
_FIGURE = re.compile(rf"({_NUMBER})(?:\.\.({_NUMBER}))?")


def make_ruling(
    store: Store, kind: str, target: str, value: str, *, by: str, at: str, why: str
) -> tuple[Ruling, tuple[str, ...]]:
    """The ruling, checked against the records, and the articles that it is about.

    Raises ``RulingError`` where ``kind`` is none, ``target`` is no record that it fits, or ``value`` does not fit ``kind``.
    """
    if kind not in RULING_KINDS:
        raise RulingError(f"There is no ruling {kind!r}: choose one of {', '.join(RULING_KINDS)}.")
    if not by.strip():
        raise RulingError("A ruling needs the name of who decides: give one with --by.")
    fitting = TARGETS[kind]
    records = [record for record in store.records(target) if record.kind in fitting]
    if not records:
        raise RulingError(f"{target!r} is none of {', '.join(fitting)}: see their identifiers with `onrecord show`.")
    value = value.strip()
    _check_value(store, kind, target, value)
    ruling = Ruling.of(cast(RulingKind, kind), target, value, by.strip(), at, " ".join(why.split()))
    if kind in ("merge", "split", "not_a_copy"):
        return ruling, tuple(sorted((target, value)))
    if records[0].kind == "articles":
        return ruling, (target,)
    found: set[str] = set()
    for record in records:
        _collect_articles(json.loads(record.body), found)
    return ruling, tuple(sorted(found))


def _check_value(store: Store, kind: str, target: str, value: str) -> None:
    if kind == "speaker" and not value:
        raise RulingError("The ruling speaker needs the right name as its value.")
    if kind == "stance" and value not in get_args(Stance):
        raise RulingError(f"{value!r} is no stance: choose one of {', '.join(get_args(Stance))}.")
    if kind == "anonymous" and value not in ("yes", "no"):
        raise RulingError("The ruling anonymous needs yes or no as its value.")
    if kind == "figure" and not _is_figure(value):
        raise RulingError(f"{value!r} is no figure: give a number without commas, or LOW..HIGH.")
    if kind == "date" and not _is_period(value):
        raise RulingError(f"{value!r} is no date: give YYYY-MM-DD, or START..END.")
    if kind in ("merge", "split", "not_a_copy"):
        if value == target:
            raise RulingError(f"The ruling {kind} needs two different articles.")
        if not store.articles([value]):
            raise RulingError(f"{value!r} is no article of this desk: see them with `onrecord show articles`.")
    if kind in ("confirm", "mute") and value:
        raise RulingError(f"The ruling {kind} takes no value.")


def _is_figure(value: str) -> bool:
    match = _FIGURE.fullmatch(value)
    return match is not None and (match[2] is None or float(match[1]) <= float(match[2]))


def _is_period(value: str) -> bool:
    start, separator, end = value.partition("..")
    try:
        first = _day(start)
        return not separator or first <= _day(end)
    except ValueError:
        return False


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?", text):
        raise ValueError(text)
    return datetime.fromisoformat(text).date()


def _collect_articles(value: Any, found: set[str]) -> None:
    """Add every article that a record or its evidence belongs to."""
    if isinstance(value, dict):
        if isinstance(value.get("article_id"), str):
            found.add(value["article_id"])
        for item in value.values():
            _collect_articles(item, found)
    elif isinstance(value, list):
        for item in value:
            _collect_articles(item, found)
