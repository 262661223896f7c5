"""Searching a desk: the store finds the words, the fields choose by what the desk knows of each article, and facets count.

A facet says how many articles there would be with its value in place of the one that is chosen now, so each is counted by the very
rule that chooses: whoever follows it finds as many as it says.

Where more than :data:`LOOKED_AT` articles match, the best of them are looked at, without words the newest, and no more: indexes choose them
by words, outlet, days and speaker, and fields and facets are told of these alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from onrecord.desk.query import Query
from onrecord.desk.statements import speaks, speaks_ids
from onrecord.desk.store import ANY, Hit, Narrowing, Store
from onrecord.model.codec import from_plain
from onrecord.model.names import place_key, plain
from onrecord.model.ruling import standing
from onrecord.model.when import When

#: Articles of which everything is known that fields and facets ask: more would take longer than a reader waits.
LOOKED_AT = 200
#: Statements of one actor by which articles are found.
STATEMENTS = 2_000
#: Values that a facet lists.
LISTED = 12
#: Days that are listed one by one; more are listed by month, and more months by year.
DAYS = 14


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a field, how many articles there are with it, and the fields that choose it; ``chosen`` where it is now."""

    label: str
    count: int
    fields: Mapping[str, str]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of ``name`` (outlet, actor, stance, place, time), the most frequent first; times in order.

    ``more`` counts the values that are not listed.
    """

    name: str
    values: tuple[FacetValue, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: ``found`` articles, of which ``hits`` are some, with their facets.

    ``said`` are, for each hit, the identifiers of the statements that the fields ``actor`` and ``stance`` choose. Where ``looked_at`` is not
    ``None``, it is how many of the ``matched`` articles with these words were looked at, and ``found`` and the facets tell of those.
    """

    query: Query
    found: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matched: int = 0
    looked_at: int | None = None


def search(
    store: Store, query: Query, limit: int, first: int = 0, *, facets: bool = True, newest: bool = False
) -> Results:
    """``limit`` hits from the one numbered ``first`` (from 0) on: the best first, without words or with ``newest`` the newest."""
    matched = store.count_matching(query.words)
    if not (facets or newest or query.fields):
        shown = store.best(query.words, first + limit)[first:]
        return Results(query, matched, tuple(store.search(query.words, shown)), (), matched=matched)
    most = max(LOOKED_AT, 0 if facets else first + limit)
    partly = matched > most
    if partly:
        words = query.words or (f'"{query.place}"' if query.place else "")  # few texts tell of a place without its name
        matching = store.best(words, most, _narrowing(store, query), newest=newest)
    else:
        matching = store.matching(query.words)
    known = list(_facts(store, matching).values())
    if newest or not query.words:
        known.sort(key=lambda fact: (fact.first_day, fact.last_day), reverse=True)
    chooser = _Chooser(store, known)
    found = [fact for fact in known if chooser.fits(fact, query)]
    chosen = found[first : first + limit]
    return Results(
        query,
        len(found),
        tuple(store.search(query.words, [fact.article_id for fact in chosen])),
        tuple(_facets(chooser, known, query)) if facets else (),
        {fact.article_id: tuple(each.id for each in fact.said if chooser.speaks(query, each)) for fact in chosen},
        matched,
        len(known) if partly else None,
    )


def fitting(store: Store, query: Query, article_ids: Sequence[str]) -> list[str]:
    """Those of these articles that ``query`` finds, in their order. Costs what they are, whatever the desk holds."""
    matching = store.matching_among(query.words, article_ids)
    if not query.fields:
        return matching
    known = _facts(store, matching)
    chooser = _Chooser(store, known.values())
    return [one for one in matching if one in known and chooser.fits(known[one], query)]


def _narrowing(store: Store, query: Query) -> Narrowing:
    """What indexes know of the fields, so that those are looked at that may fit."""
    outlets = article_ids = None
    if query.outlet:
        outlets = tuple(name for name in store.outlet_names() if _holds(name, query.outlet))
    if query.actor:
        called = speaks_ids(query.actor, (json.loads(record.body) for record in store.all_records("actors")))
        said = (store.naming(one, "statements", STATEMENTS) for one in sorted(called))
        article_ids = tuple(dict.fromkeys(json.loads(each.body)["article_id"] for found in said for each in found))
    if outlets is None and article_ids is None and not (query.after or query.before):
        return ANY
    return Narrowing(outlets, article_ids, query.after, query.before)


# What is known of an article


@dataclass(slots=True)
class _Fact:
    """An article as fields choose it. Days are empty where the date is unknown."""

    article_id: str
    outlet: str = ""
    first_day: str = ""
    last_day: str = ""
    said: list[_Said] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)  # by key, as shown


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement as fields choose it."""

    id: str
    speaker: Mapping[str, Any]
    stance: str


def _facts(store: Store, article_ids: Sequence[str]) -> dict[str, _Fact]:
    facts = {one: _Fact(one, outlet or "") for one, outlet in store.outlets_of(article_ids).items()}
    muted = {ruling.target for ruling in standing(store.all_rulings()) if ruling.kind == "mute"}
    for kind, record in _records(store, facts):
        if record.get("id") in muted:
            continue
        if kind == "datings":
            published = from_plain(When, record["published"])
            fact = facts[record["article_id"]]
            fact.first_day, fact.last_day = published.first_day or "", published.last_day or ""
            continue
        if kind == "statements":
            facts[record["article_id"]].said.append(_Said(record["id"], record["speaker"], record["stance"]))
        if record["place"]:
            told = [record["article_id"]] if kind != "events" else _tellers(record)
            for one in told:
                if one in facts:
                    facts[one].places.setdefault(place_key(record["place"]), record["place"])
    return facts


def _records(store: Store, article_ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for record in store.resting_on(sorted(article_ids), ("datings", "statements", "figures", "events")):
        yield record.kind, json.loads(record.body)


def _tellers(event: Mapping[str, Any]) -> set[str]:
    return {each["article_id"] for each in (*event["evidence"], *(turn["evidence"] for turn in event["turns"]))}


# Choosing


class _Chooser:
    """Whether an article fits a query. Who an actor's name stands for is looked up once."""

    def __init__(self, store: Store, known: Iterable[_Fact]) -> None:
        self._store = store
        self._known = known
        self._actors: list[Mapping[str, Any]] | None = None
        self._speaks: dict[str, Callable[[Mapping[str, Any]], bool]] = {}

    @property
    def actors(self) -> list[Mapping[str, Any]]:
        """All actors who say something in the articles."""
        if self._actors is None:
            ids = {each.speaker["actor_id"] for fact in self._known for each in fact.said} - {None}
            self._actors = [json.loads(record.body) for record in self._store.records_called("actors", sorted(ids))]
        return self._actors

    def fits(self, fact: _Fact, query: Query) -> bool:
        """Whether the article is one that the fields of ``query`` choose."""
        return (
            (not query.outlet or _holds(fact.outlet, query.outlet))
            and (not query.place or place_key(query.place) in fact.places)
            and (not query.after or fact.last_day >= query.after)
            and (not query.before or "" < fact.first_day < query.before)
            and (not (query.actor or query.stance) or any(self.speaks(query, said) for said in fact.said))
        )

    def speaks(self, query: Query, said: _Said) -> bool:
        """Whether a statement is one of the actor and the stance that ``query`` names; any where it names none."""
        return (not query.stance or said.stance == query.stance) and (
            not query.actor or self._called(query.actor)(said.speaker)
        )

    def _called(self, name: str) -> Callable[[Mapping[str, Any]], bool]:
        if name not in self._speaks:
            self._speaks[name] = speaks(name, self.actors)
        return self._speaks[name]


def _holds(name: str, words: str) -> bool:
    """Whether ``words`` stand in ``name``, one after the other and whole."""
    return f" {' '.join(plain(words).split())} " in f" {' '.join(plain(name).split())} "


# Counting


def _facets(chooser: _Chooser, known: Sequence[_Fact], query: Query) -> Iterator[Facet]:
    names = {actor["id"]: actor["name"] for actor in chooser.actors}

    def speakers(fact: _Fact, others: Query) -> set[str]:
        said = (one for one in fact.said if chooser.speaks(others, one))
        return {str(names[one.speaker["actor_id"]]) for one in said if one.speaker["actor_id"] in names}

    values: dict[str, Callable[[_Fact, Query], Iterable[str]]] = {
        "outlet": lambda fact, _: [fact.outlet] if fact.outlet else [],
        "actor": speakers,
        "stance": lambda fact, others: {one.stance for one in fact.said if chooser.speaks(others, one)},
        "place": lambda fact, _: fact.places.values(),
    }
    for name, of in values.items():
        others = query.but(**{name: ""})
        pool = [fact for fact in known if chooser.fits(fact, others)]
        candidates = Counter(value for fact in pool for value in of(fact, others))
        ordered = sorted(candidates, key=lambda value: (-candidates[value], value))
        if name == "place":  # one for all its spellings
            ordered = list({place_key(value): value for value in reversed(ordered)}.values())[::-1]
        listed = [
            _value(chooser, pool, others, value, {name: value}, chosen=_same(name, value, getattr(query, name)))
            for value in ordered[:LISTED]
        ]
        listed = [each for each in listed if each.count]
        listed.sort(key=lambda each: (-each.count, each.label))
        yield Facet(name, tuple(listed), max(0, len(ordered) - LISTED))
    yield _times(chooser, known, query)


def _value(
    chooser: _Chooser, pool: Sequence[_Fact], others: Query, label: str, fields: Mapping[str, str], *, chosen: bool
) -> FacetValue:
    wanted = others.but(**fields)
    return FacetValue(label, sum(chooser.fits(fact, wanted) for fact in pool), fields, chosen)


def _same(name: str, value: str, chosen: str) -> bool:
    if name == "place":
        return place_key(value) == place_key(chosen)
    return plain(value) == plain(chosen)


def _times(chooser: _Chooser, known: Sequence[_Fact], query: Query) -> Facet:
    others = query.but(after="", before="")
    pool = [fact for fact in known if chooser.fits(fact, others)]
    days = sorted({fact.first_day for fact in pool if fact.first_day})
    for length in (len("2031-05-02"), len("2031-05"), len("2031")):
        periods = sorted({day[:length] for day in days})
        if len(periods) <= DAYS:
            break
    listed = []
    for period in periods[-LISTED * 2 :]:
        after, before = _bounds(period)
        chosen = (query.after, query.before) == (after, before)
        listed.append(_value(chooser, pool, others, period, {"after": after, "before": before}, chosen=chosen))
    return Facet("time", tuple(listed), max(0, len(periods) - LISTED * 2))


def _bounds(period: str) -> tuple[str, str]:
    """The first day of a day, a month or a year, and the first one after it."""
    if len(period) == len("2031-05-02"):
        day = date.fromisoformat(period)
        return period, (day + timedelta(days=1)).isoformat() if day < date.max else ""
    year, month = int(period[:4]), int(period[5:7] or 12)
    after = f"{period}-01-01"[: len("2031-05-02")] if len(period) == len("2031") else f"{period}-01"
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return after, f"{following[0]:04}-{following[1]:02}-01" if following[0] <= date.max.year else ""
