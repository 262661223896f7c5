"""Rulings: which kind fits which record, and which values fit. Pure but for looking the records up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast, get_args

from onrecord.desk.identifiers import current
from onrecord.desk.store import Store, StoredRecord
from onrecord.model.codec import read_plain
from onrecord.model.errors import RulingError
from onrecord.model.outlets import names_of_one
from onrecord.model.ruling import (
    ARTICLE_RULINGS,
    LETTERS,
    NOT,
    OUTLET_RULINGS,
    RULING_KINDS,
    Ruling,
    RulingKind,
    for_outlets,
    passage_key,
)
from onrecord.model.statement import Stance

#: What each kind of ruling may be about, by the names under which records are shown.
_CHECKED = ("statements", "figures", "claims", "differences", "events")
TARGETS: Mapping[str, tuple[str, ...]] = {
    "speaker": ("statements",),
    "stance": ("statements",),
    "anonymous": ("statements",),
    "figure": ("figures",),
    "place": ("figures", "events"),
    "date": ("articles",),
    "merge": ("articles", "stories"),
    "split": ("articles", "stories"),
    "move": ("articles",),
    "not_a_copy": ("articles",),
    "not_same_claim": ("statements", "figures"),
    "not_a_difference": ("differences",),
    **dict.fromkeys(OUTLET_RULINGS, ()),
    "confirm": _CHECKED,
    "mute": _CHECKED,
    "withdraw": ("rulings",),
}

#: Kinds that take no value.
_BARE = ("confirm", "mute", "withdraw")

#: Characters of a name of a place, an owner or a note.
LONGEST_NAME = 200

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
    if kind in OUTLET_RULINGS:
        return _on_outlet(store, kind, target, value, by.strip(), at, " ".join(why.split()))
    fitting = TARGETS[kind]
    target, value = current(store, target), value.strip()
    records = [record for record in store.records(target) if record.kind in fitting]
    if not records:
        raise RulingError(f"{target!r} is none of {', '.join(fitting)}: see their identifiers with `onrecord show`.")
    if kind in ARTICLE_RULINGS:
        target, value = _on_articles(store, kind, target, current(store, value))
    elif kind == "not_same_claim":
        value = _others_of_claim(store, target, current(store, value))
    elif kind == "not_a_difference":
        if value:
            raise RulingError("The ruling not_a_difference takes no value.")
        value = _passages(read_plain(records[0].body))
    else:
        _check_value(kind, value)
    was = answered(kind, held(store, records[0]))
    ruling = Ruling.of(cast(RulingKind, kind), target, value, by.strip(), at, " ".join(why.split()), was)
    if kind in ARTICLE_RULINGS:
        return ruling, tuple(sorted(set(ruling.article_ids)))
    if kind == "withdraw":
        return ruling, _reached(store, target)
    if records[0].kind == "articles":
        return ruling, (target,)
    found: set[str] = set()
    for record in records:
        _collect_articles(read_plain(record.body), found)
    return ruling, tuple(sorted(found))


def held(store: Store, record: StoredRecord) -> dict[str, Any]:
    """A record as plain values; an article with the date that it is held to have."""
    plain: dict[str, Any] = read_plain(record.body)
    for dating in store.records_about(record.id, "datings") if record.kind == "articles" else ():
        plain["published"] = read_plain(dating.body)["published"]
    return plain


def answered(kind: str, record: Mapping[str, Any]) -> str:
    """What a record says of that on which a ruling of ``kind`` rules, in the form of its value; empty where that is no one value."""
    if kind == "speaker":
        speaker = record["speaker"]
        return str(speaker["name"] or speaker["text"] or "")
    if kind == "anonymous":
        return "yes" if record["speaker"]["anonymous"] else "no"
    if kind in ("stance", "place"):
        return str(record[kind] or "")
    if kind == "figure":
        low, high = (_number(record[name]) for name in ("low", "high"))
        return low if low == high else f"{low}..{high}"
    if kind == "date":
        when = record["published"]
        return str(when["start"] or "") if when["start"] == when["end"] else f"{when['start']}..{when['end']}"
    return ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10f}".rstrip("0").rstrip(".")


def _on_outlet(
    store: Store, kind: str, outlet: str, value: str, by: str, at: str, why: str
) -> tuple[Ruling, tuple[str, ...]]:
    """A ruling on an outlet. Only an owner changes what follows from its articles; letters and notes are read beside it."""
    outlet, value = " ".join(outlet.split()), " ".join(value.split())
    outlet = _outlet(store, outlet)
    articles = tuple(store.articles_of(outlet))
    if kind == "reliability":
        value = value.upper()
        if value not in LETTERS:
            raise RulingError(
                f"{value!r} is no reliability: choose a letter from A (reliable) to F (cannot be judged)."
            )
        if not why:
            raise RulingError("A judgement of a source needs its reason: give one with --why.")
    if not value or len(value) > LONGEST_NAME:
        raise RulingError(
            f"The ruling {kind} needs a value of at most {LONGEST_NAME} characters: a name, or a short note."
        )
    before = on_outlet(store.rulings_of([kind]), cast(RulingKind, kind), outlet)
    ruling = Ruling.of(cast(RulingKind, kind), outlet, value, by, at, why, before.value if before else "")
    return ruling, articles if kind == "owner" else ()


def _outlet(store: Store, named: str) -> str:
    """The outlet that an editor means, as reports of this desk name it. Raises ``RulingError``."""
    known = names_of_one(named, store.outlet_names())
    if named in known or len(known) == 1:
        return named if named in known else known[0]
    if known:
        raise RulingError(f"{named!r} is called {' and '.join(known)} here: name it as one of these.")
    raise RulingError(f"No report of this desk is by {named!r}: see the outlets with `onrecord show articles`.")


def on_outlet(rulings: Iterable[Ruling], kind: RulingKind, outlet: str) -> Ruling | None:
    """The ruling of ``kind`` that stands on an outlet: of its owner under any of its names, else under this one."""
    standing = for_outlets(rulings, kind)
    names = names_of_one(outlet, standing) if kind == "owner" else [outlet]
    return next((standing[name] for name in reversed(names) if name in standing), None)


def _reached(store: Store, ruling_id: str) -> tuple[str, ...]:
    """The articles that a ruling reaches: those that it is about, or those of the outlet whose owner it, or what it withdraws, names."""
    anchors = store.anchors(ruling_id)
    if anchors:
        return anchors
    known = {ruling.id: ruling for ruling in store.rulings_of(["owner"])}
    ruling = known.get(ruling_id)
    while ruling is not None and ruling.kind == "withdraw":
        ruling = known.get(ruling.target)
    return tuple(store.articles_of(ruling.target)) if ruling is not None else ()


def _others_of_claim(store: Store, target: str, claim_id: str) -> str:
    """The other statements and figures of the claim, which must have ``target`` among them."""
    for record in store.records(claim_id):
        if record.kind == "claims":
            held = read_plain(record.body)["positions"]
            made = {each["figure_id"] or each["statement_id"] for each in held} - {None}
            if target not in made or len(made) < 2:
                break
            return " ".join(sorted(made - {target}))
    raise RulingError(f"{claim_id!r} is no claim that {target} makes beside others: see `onrecord show claims`.")


def _passages(difference: Mapping[str, Any]) -> str:
    """The kind of a difference and the passages that it sets against each other."""
    places = {
        passage_key(each["article_id"], each["start"], each["end"])
        for each in (side["evidence"] for side in difference["sides"])
    }
    return " ".join([difference["kind"], *sorted(places)])


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
            return tuple(read_plain(record.body)["article_ids"])
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
    if kind == "place" and not 0 < len(value) <= LONGEST_NAME:
        raise RulingError("The ruling place needs the name of a place as its value.")
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
