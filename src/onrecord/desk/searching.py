"""Searching a desk: the store finds the words, the fields choose by what the desk knows of each article, and facets count.

A facet says how many articles there would be with its value in place of the one that is chosen now, so each is counted by the very
rule that chooses: whoever follows it finds as many as it says.

Where more than :data:`LOOKED_AT` articles match, the best of them are looked at, without words the newest, and no more: indexes choose them
by words, outlet, days and speaker, and fields and facets are told of these alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache, partial

from onrecord.desk import facts
from onrecord.desk.query import Query
from onrecord.desk.store import ANY, Fact, Hit, Narrowing, Said, Store
from onrecord.model.names import place_key, plain
from onrecord.model.ruling import standing

#: Articles of which everything is known that fields and facets ask: more would take longer than a reader waits.
LOOKED_AT = 100
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

    ``said`` are, for each hit, the statements that the fields ``actor`` and ``stance`` choose. Where ``looked_at`` is not
    ``None``, it is how many of the ``matched`` articles with these words were looked at, and ``found`` and the facets tell of those.
    """

    query: Query
    found: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    matched: int = 0
    looked_at: int | None = None


def search(
    store: Store, query: Query, limit: int, first: int = 0, *, faceted: bool = True, newest: bool = False
) -> Results:
    """``limit`` hits from the one numbered ``first`` (from 0) on: the best first, without words or with ``newest`` the newest."""
    matched = store.count_matching(query.words)
    if not (faceted or newest or query.fields):
        shown = store.best(query.words, first + limit)[first:]
        return Results(query, matched, tuple(store.search(query.words, shown)), (), matched=matched)
    most = max(LOOKED_AT, 0 if faceted else first + limit)
    partly = matched > most
    asked = _asked(store, query)
    if partly:
        matching = store.best(query.words, most, _narrowing(store, query, asked), newest=newest)
    else:
        matching = store.matching(query.words)
    known = _facts(store, matching)
    if newest or not query.words:
        known.sort(key=lambda fact: (fact.first_day, fact.last_day), reverse=True)
    chooser = _Chooser(store, known, asked)
    found = [fact for fact in known if chooser.fits(fact, query)]
    chosen = found[first : first + limit]
    return Results(
        query,
        len(found),
        tuple(store.search(query.words, [fact.article_id for fact in chosen])),
        tuple(_facets(chooser, known, query)) if faceted else (),
        {fact.article_id: tuple(each for each in fact.said if chooser.speaks(query, each)) for fact in chosen},
        matched,
        len(known) if partly else None,
    )


def fitting(store: Store, query: Query, article_ids: Sequence[str]) -> list[str]:
    """Those of these articles that ``query`` finds, in their order. Costs what they are, whatever the desk holds."""
    matching = store.matching_among(query.words, article_ids)
    if not query.fields:
        return matching
    known = _facts(store, matching)
    chooser = _Chooser(store, known, _asked(store, query))
    return [fact.article_id for fact in known if chooser.fits(fact, query)]


def _asked(store: Store, query: Query) -> dict[str, frozenset[str]]:
    """By what those are known who are called as ``query`` names an actor."""
    if not query.actor:
        return {}
    return {query.actor: facts.called(query.actor, facts.roll_of(store.names_like(query.actor)))}


def _narrowing(store: Store, query: Query, asked: Mapping[str, frozenset[str]]) -> Narrowing:
    """What indexes know of the fields, so that those are looked at that may fit."""
    if not query.fields:
        return ANY
    return Narrowing(
        outlets=tuple(name for name in store.outlet_names() if _holds(name, query.outlet)) if query.outlet else None,
        speakers=tuple(sorted(asked[query.actor])) if query.actor else None,
        places=(place_key(query.place),) if query.place else None,
        after=query.after,
        before=query.before,
    )


def _facts(store: Store, article_ids: Sequence[str]) -> list[Fact]:
    """What is known of these articles, in this order, without what an editor has muted."""
    muted = {ruling.target for ruling in standing(store.all_rulings()) if ruling.kind == "mute"}
    found = store.facts(article_ids)
    if not muted:
        return found
    return [
        replace(
            fact,
            said=tuple(each for each in fact.said if each.id not in muted),
            places=tuple(each for each in fact.places if each[0] not in muted),
        )
        for fact in found
    ]


# Choosing


class _Chooser:
    """Whether an article fits a query. Who an actor's name stands for is looked up once."""

    def __init__(self, store: Store, known: Sequence[Fact], called: Mapping[str, frozenset[str]]) -> None:
        self._store = store
        self._known = known
        self._called = dict(called)
        self._roll: facts.Roll | None = None
        self.places = {fact.article_id: {place_key(place): place for _, place in fact.places[::-1]} for fact in known}

    def fits(self, fact: Fact, query: Query) -> bool:
        """Whether the article is one that the fields of ``query`` choose."""
        return (
            (not query.outlet or _holds(fact.outlet, query.outlet))
            and (not query.place or place_key(query.place) in self.places[fact.article_id])
            and _of_days(fact, query)
            and (not (query.actor or query.stance) or any(self.speaks(query, said) for said in fact.said))
        )

    def speaks(self, query: Query, said: Said) -> bool:
        """Whether a statement is one of the actor and the stance that ``query`` names; any where it names none."""
        return (not query.stance or said.stance == query.stance) and (
            not query.actor or not self.called(query.actor).isdisjoint(said.speakers)
        )

    def called(self, name: str) -> frozenset[str]:
        """By what those of the articles are known who are called so."""
        if self._roll is None:
            speakers = {one for fact in self._known for said in fact.said for one in said.speakers}
            self._roll = facts.roll_of(self._store.names_of(sorted(speakers)))
        if name not in self._called:
            self._called[name] = facts.called(name, self._roll)
        return self._called[name]


def _of_days(fact: Fact, query: Query) -> bool:
    return (not query.after or fact.last_day >= query.after) and (
        not query.before or "" < fact.first_day < query.before
    )


@lru_cache(maxsize=4096)
def _holds(name: str, words: str) -> bool:
    """Whether ``words`` stand in ``name``, one after the other and whole."""
    return f" {' '.join(plain(words).split())} " in f" {' '.join(plain(name).split())} "


# Counting


def _facets(chooser: _Chooser, known: Sequence[Fact], query: Query) -> Iterator[Facet]:
    for name in ("outlet", "actor", "stance", "place"):
        others = query.but(**{name: ""})
        pool = [fact for fact in known if chooser.fits(fact, others)]
        labels, held, holds = _values(chooser, name, pool, others)
        candidates = Counter(label for own in labels for label in own)
        ordered = sorted(candidates, key=lambda value: (-candidates[value], value))
        if name == "place":  # one for all its spellings
            ordered = list({place_key(value): value for value in reversed(ordered)}.values())[::-1]
        now = getattr(query, name)
        listed = []
        for value in ordered[:LISTED]:
            count = sum(map(holds(value), held))
            if count:
                listed.append(FacetValue(value, count, {name: value}, _same(name, value, now)))
        listed.sort(key=lambda each: (-each.count, each.label))
        yield Facet(name, tuple(listed), max(0, len(ordered) - LISTED))
    yield _times(chooser, known, query)


def _values(
    chooser: _Chooser, name: str, pool: Sequence[Fact], others: Query
) -> tuple[list[Collection[str]], Sequence[Collection[str]], Callable[[str], Callable[[Collection[str]], bool]]]:
    """Of each article the values of a field as they are shown, and as they are looked at to tell whether a value chooses it."""
    if name == "outlet":
        outlets: list[Collection[str]] = [[fact.outlet] if fact.outlet else [] for fact in pool]
        return outlets, outlets, lambda value: lambda own: any(_holds(outlet, value) for outlet in own)
    if name == "place":
        keys = [chooser.places[fact.article_id] for fact in pool]
        return [own.values() for own in keys], keys, lambda value: partial(_has, place_key(value))
    said = [[one for one in fact.said if chooser.speaks(others, one)] for fact in pool]
    if name == "stance":
        stances: list[Collection[str]] = [{one.stance for one in own} for own in said]
        return stances, stances, lambda value: partial(_has, value)
    speakers = [frozenset(speaker for one in own for speaker in one.speakers) for own in said]
    names: list[Collection[str]] = [{one.name for one in own if one.name} for own in said]
    return names, speakers, lambda value: partial(_meet, chooser.called(value))


def _has(value: str, own: Collection[str]) -> bool:
    return value in own


def _meet(wanted: frozenset[str], own: Collection[str]) -> bool:
    return not wanted.isdisjoint(own)


def _same(name: str, value: str, chosen: str) -> bool:
    if name == "place":
        return place_key(value) == place_key(chosen)
    return plain(value) == plain(chosen)


def _times(chooser: _Chooser, known: Sequence[Fact], query: Query) -> Facet:
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
        wanted = others.but(after=after, before=before)
        count = sum(_of_days(fact, wanted) for fact in pool)
        listed.append(FacetValue(period, count, {"after": after, "before": before}, chosen))
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
