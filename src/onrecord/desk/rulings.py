"""Rulings: which kind fits which record, and which values fit. Pure but for looking the records up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast, get_args

from onrecord.desk.identifiers import current
from onrecord.desk.store import Store
from onrecord.model.errors import RulingError
from onrecord.model.ruling import ARTICLE_RULINGS, NOT, RULING_KINDS, Ruling, RulingKind
from onrecord.model.statement import Stance

#: What each kind of ruling may be about, by the names under which records are shown.
_CHECKED = ("statements", "figures", "claims", "differences", "events")
TARGETS: Mapping[str, tuple[str, ...]] = {
    "speaker": ("statements",),
    "stance": ("statements",),
    "anonymous": ("statements",),
    "figure": ("figures",),
    "date": ("articles",),
    "merge": ("articles", "stories"),
    "split": ("articles", "stories"),
    "move": ("articles",),
    "not_a_copy": ("articles",),
    "confirm": _CHECKED,
    "mute": _CHECKED,
    "withdraw": ("rulings",),
}

#: Kinds that take no value.
_BARE = ("confirm", "mute", "withdraw")

_NUMBER = r"-?\d{1,30}(?:\.\d{1,10})?"
_FIGURE = re.compile(rf"({_NUMBER})(?:\.\.({_NUMBER}))?")


def make_ruling(
    store: Store, kind: str, target: str, value: str, *, by: str, at: str, why: str
) -> tuple[Ruling, tuple[str, ...]]:
    """The ruling, checked against the records, and the articles that it is about.

    A story is named by its identifier, one that it had before, or one of its articles; the ruling names the articles that it has
    now, so that it holds whatever becomes of the story. Raises ``RulingError`` where ``kind`` is none, ``target`` is no record that it
    fits, or ``value`` does not fit ``kind``.
    """
    if kind not in RULING_KINDS:
        raise RulingError(f"There is no ruling {kind!r}: choose one of {', '.join(RULING_KINDS)}.")
    if not by.strip():
        raise RulingError("A ruling needs the name of who decides: give one with --by.")
    fitting = TARGETS[kind]
    target, value = current(store, target), value.strip()
    records = [record for record in store.records(target) if record.kind in fitting]
    if not records:
        raise RulingError(f"{target!r} is none of {', '.join(fitting)}: see their identifiers with `onrecord show`.")
    if kind in ARTICLE_RULINGS:
        target, value = _on_articles(store, kind, target, current(store, value))
    else:
        _check_value(kind, value)
    ruling = Ruling.of(cast(RulingKind, kind), target, value, by.strip(), at, " ".join(why.split()))
    if kind in ARTICLE_RULINGS:
        return ruling, tuple(sorted(set(ruling.article_ids)))
    if kind == "withdraw":
        return ruling, store.anchors(target)
    if records[0].kind == "articles":
        return ruling, (target,)
    found: set[str] = set()
    for record in records:
        _collect_articles(json.loads(record.body), found)
    return ruling, tuple(sorted(found))


def _on_articles(store: Store, kind: str, target: str, value: str) -> tuple[str, str]:
    """Target and value of a ruling on articles, in articles."""
    if value == target:
        raise RulingError(f"The ruling {kind} needs two different articles{_OR_STORIES.get(kind, '')}.")
    ours, theirs = _story(store, target), _story(store, value)
    if kind == "not_a_copy":
        if not store.articles([value]):
            raise RulingError(f"{value!r} is no article of this desk: see them with `onrecord show articles`.")
        return target, value
    if not theirs:
        raise RulingError(f"{value!r} is no article of this desk, and no story: see them with `onrecord show`.")
    if kind == "merge":
        # Of an article the story comes along; of a story all articles are meant, whatever they become part of.
        first, *others = dict.fromkeys(
            one
            for named, members in ((target, ours), (value, theirs))
            for one in (members if named.startswith(_STORY) else (named,))
        )
        return first, " ".join(others)
    if kind == "move":
        if target in theirs:
            raise RulingError(f"{target} is in that story already: name another story, or an article of one.")
        left = [one for one in ours if one != target]
        return target, " ".join([*_led_by(value, theirs), *([NOT, *left] if left else [])])
    named = [each for each in (target, value) if each.startswith(_STORY)]
    if not named:
        return target, value
    if len(named) == 2:
        raise RulingError("The ruling split needs a story and an article of it, or two articles.")
    article, members = (value, ours) if named == [target] else (target, theirs)
    if article not in members or len(members) == 1:
        raise RulingError(f"{article} is not in {named[0]} with others: see `onrecord show stories`.")
    return article, " ".join(one for one in members if one != article)


_STORY = "story_"
_OR_STORIES = {"merge": " or stories", "split": ", or a story and an article", "move": ", or an article and a story"}


def _story(store: Store, named: str) -> tuple[str, ...]:
    """The articles of a story, or of the story that an article is in; none where there is neither."""
    for record in store.records(named):
        if record.kind == "stories":
            return tuple(json.loads(record.body)["article_ids"])
        if record.kind == "articles":
            for neighbourhood in store.neighbourhoods([named]):
                for story in neighbourhood.stories:
                    if named in story.article_ids:
                        return story.article_ids
            return (named,)
    return ()


def _led_by(named: str, members: tuple[str, ...]) -> list[str]:
    """``members`` with the one that was named in front."""
    return sorted(members, key=lambda one: one != named)


def _check_value(kind: str, value: str) -> None:
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
    if kind in _BARE and value:
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
