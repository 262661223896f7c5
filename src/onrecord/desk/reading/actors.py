"""Actors: who they are, what they have said over time, where they contradict themselves and who denies them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.desk.reading.claims import ClaimView, DifferenceView, claim_view, difference_view
from onrecord.desk.reading.countries import country_words
from onrecord.desk.reading.events import EventView, event_view
from onrecord.desk.reading.figures import FigureView, figure_view
from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.desk.reading.voices import SayingView, VoiceView, voice_views
from onrecord.desk.store import Summary
from onrecord.model.errors import NotFound
from onrecord.model.names import plain
from onrecord.model.passage import Evidence
from onrecord.model.relations import Claim, Difference, Relations, Side
from onrecord.model.statement import Actor
from onrecord.publish.wording import newest_first, one_line, plural, stance_words, when_words

#: Actors that one page lists; a name narrows it down.
SHOWN = 120


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in the list: the newest of what one said, or, of those who say nothing, where one is named."""

    id: str
    name: str
    kind: str
    role: str
    stances: tuple[tuple[str, int], ...]
    said: int
    newest: SayingView | None
    named: Cited | None
    why: str


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """The list of actors. ``kinds`` counts them by kind before one was chosen; ``found`` are those that fit, of which ``shown`` are listed."""

    query: str
    kind: str
    kinds: tuple[tuple[str, int], ...]
    heard: tuple[ActorRow, ...]
    named: tuple[ActorRow, ...]
    found: int
    shown: int
    part: str = ""  # of a desk that is too large to be read whole: what the page tells of


@dataclass(frozen=True, slots=True)
class NameView:
    """A name or a role of an actor, when it was given and where."""

    name: str
    when: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor. ``sayings`` are what one said, the newest first, of ``stance`` where one was chosen; ``stances`` counts them all.

    ``against_oneself`` are differences between two things that one said oneself, ``reversed`` claims that one both holds and denies,
    ``replaced`` those that a later one of one's own has superseded; ``denied_by`` are claims of one that others deny, ``denies`` those of others that one denies.
    """

    id: str
    name: str
    kind: str
    country: str
    names: tuple[NameView, ...]
    roles: tuple[NameView, ...]
    reports: int
    stance: str
    stances: tuple[tuple[str, str, int], ...]
    sayings: tuple[SayingView, ...]
    why: str
    against_oneself: tuple[DifferenceView, ...]
    reversed: tuple[ClaimView, ...]
    replaced: tuple[ClaimView, ...]
    denied_by: tuple[ClaimView, ...]
    denies: tuple[ClaimView, ...]
    disputed: tuple[DifferenceView, ...]
    figures: tuple[FigureView, ...]
    events: tuple[EventView, ...]


def actors_page(shelf: Shelf, query: str = "", kind: str = "") -> ActorsPage:
    """Everybody on the desk: those who say something first, whom most outlets heard first; then those who are named only.

    ``query`` is a part of a name, ``kind`` one of a mention's kinds.
    """
    voices = _voices(shelf, shelf.contents.relations)
    wanted = plain(query)
    fitting = [
        actor
        for actor in _actors(shelf.contents.relations).values()
        if any(wanted in plain(name) for name in actor.names)
    ]
    kinds = Counter(actor.kind for actor in fitting)
    chosen = [actor for actor in fitting if not kind or actor.kind == kind]
    heard = [actor for actor in chosen if actor.id in voices]
    order = {actor_id: place for place, actor_id in enumerate(voices)}
    heard.sort(key=lambda actor: order[actor.id])
    named = [actor for actor in chosen if actor.id not in voices and any(map(shelf.holds, actor.evidence))]
    named.sort(key=lambda actor: (-len(actor.article_ids), actor.name, actor.id))
    return ActorsPage(
        query=query,
        kind=kind,
        kinds=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        heard=tuple(_row(shelf, actor, voices[actor.id]) for actor in heard[:SHOWN]),
        named=tuple(_row(shelf, actor, None) for actor in named[:SHOWN]),
        found=len(heard) + len(named),
        shown=min(len(heard), SHOWN) + min(len(named), SHOWN),
    )


def leading_actors(
    shelf: Shelf, leading: Sequence[Summary], kinds: Mapping[str, int], query: str = "", kind: str = ""
) -> ActorsPage:
    """The same of a desk that is too large to be read whole: those who say most, from a shelf with the latest that each says.

    ``kinds`` counts all actors of the desk; of how many a name fits nobody counts.
    """
    actors, voices = _actors(shelf.contents.relations), _voices(shelf, shelf.contents.relations)
    heard, named = [], []
    for each in leading:
        actor, voice = actors.get(each.id), voices.get(each.id)
        if actor is not None and voice is not None:
            why = f"the latest {saying_day}" if (saying_day := voice.sayings[0].when) else ""
            heard.append(replace(_row(shelf, actor, voice), said=each.weight, stances=(), why=why))
        elif actor is not None and any(map(shelf.holds, actor.evidence)):
            named.append(_row(shelf, actor, None))
    shown = len(heard) + len(named)
    return ActorsPage(
        query=query,
        kind=kind,
        kinds=() if query else tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        heard=tuple(heard),
        named=tuple(named),
        found=shown if query else (kinds.get(kind, 0) if kind else sum(kinds.values())),
        shown=shown,
    )


def actor_page(shelf: Shelf, actor_id: str, stance: str = "") -> ActorPage:
    """The page of an actor; of what one said only that of ``stance``, where one is given. Raises ``NotFound``."""
    met = [relations for relations in shelf.contents.relations if any(each.id == actor_id for each in relations.actors)]
    if not met:
        raise NotFound(f"No actor has the identifier {actor_id!r}: look for the name in the list of actors.")
    actor = _actors(met)[actor_id]
    voice = _voices(shelf, [_said_by(relations, actor_id) for relations in met]).get(actor_id)
    sayings = voice.sayings if voice else ()
    counts = Counter(saying.kind for saying in sayings)
    claims = [claim for relations in met for claim in relations.claims if claim.id not in shelf.muted]
    own = [claim for claim in claims if _holds(claim, actor_id)]
    held = {claim.id for claim in own}
    turned = [claim for claim in own if _denies(claim, actor_id)]
    turned_ids = {claim.id for claim in turned}
    sides = [found for relations in met for found in _sides(relations, actor) if found[0].id not in shelf.muted]
    disputed = _in_order(shelf, (each for each, own_sides in sides if not contradict(each, own_sides)))
    return ActorPage(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=country_words(actor.country),
        names=_names(shelf, actor),
        roles=_roles(shelf, actor),
        reports=len(actor.article_ids),
        stance=stance,
        stances=tuple(
            (kind, stance_words(kind), count)
            for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        sayings=tuple(saying for saying in sayings if not stance or saying.kind == stance),
        why=voice.why if voice else "no report quotes it",
        against_oneself=_in_order(shelf, (each for each, own_sides in sides if contradict(each, own_sides))),
        reversed=_claims(shelf, turned),
        replaced=_claims(shelf, (claim for claim in own if claim.superseded_by in held)),
        denied_by=_beside(
            disputed,
            _claims(
                shelf, (claim for claim in own if claim.id not in turned_ids and _denied_by_others(claim, actor_id))
            ),
        ),
        denies=_beside(
            disputed, _claims(shelf, (claim for claim in claims if claim.id not in held and _denies(claim, actor_id)))
        ),
        disputed=disputed,
        figures=_figures(shelf, met, actor_id),
        events=_events(shelf, met, actor_id),
    )


def _actors(every: Iterable[Relations]) -> dict[str, Actor]:
    """One record for each actor: it has one in every thread that it is met in."""
    found: dict[str, Actor] = {}
    for relations in every:
        for actor in relations.actors:
            known = found.get(actor.id)
            found[actor.id] = actor if known is None else _together(known, actor)
    return found


def _together(one: Actor, other: Actor) -> Actor:
    return replace(
        one,
        names=tuple(sorted({*one.names, *other.names})),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        country=one.country or other.country,
        article_ids=tuple(sorted({*one.article_ids, *other.article_ids})),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )


def _said_by(relations: Relations, actor_id: str) -> Relations:
    """The same with what one actor says alone."""
    own = tuple(item for item in relations.statements if item.speaker.actor_id == actor_id)
    return replace(relations, statements=own)


def _voices(shelf: Shelf, every: Iterable[Relations]) -> dict[str, VoiceView]:
    """What each actor says, by identifier, the one whom most outlets heard in one crisis first."""
    found: dict[str, VoiceView] = {}
    everything = frozenset(shelf.sources.articles)
    for relations in every:
        for voice in voice_views(shelf, relations, everything):
            if voice.actor_id is None:
                continue
            known = found.get(voice.actor_id)
            found[voice.actor_id] = voice if known is None else _both(known, voice)
    return dict(sorted(found.items(), key=lambda item: (-item[1].outlets, -len(item[1].sayings), item[0])))


def _both(one: VoiceView, other: VoiceView) -> VoiceView:
    sayings = sorted((*one.sayings, *other.sayings), key=lambda each: (newest_first(each.day), each.id))
    stances: Counter[str] = Counter(dict(one.stances))
    stances.update(dict(other.stances))
    return replace(
        one,
        sayings=tuple(sayings),
        stances=tuple(sorted(stances.items(), key=lambda item: (-item[1], item[0]))),
        why=f"{one.why}; in another crisis {other.why}",
    )


def _row(shelf: Shelf, actor: Actor, voice: VoiceView | None) -> ActorRow:
    return ActorRow(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        role=voice.role if voice and voice.role else next((one_line(role.role) for role in actor.roles), ""),
        stances=voice.stances if voice else (),
        said=len(voice.sayings) if voice else 0,
        newest=voice.sayings[0] if voice else None,
        named=shelf.cite(next(filter(shelf.holds, actor.evidence))) if not voice else None,
        why=voice.why if voice else f"named in {plural(len(actor.article_ids), 'report')}",
    )


def _names(shelf: Shelf, actor: Actor) -> tuple[NameView, ...]:
    """The other names of an actor, each where it was met first."""
    views = []
    places = sorted(actor.evidence, key=lambda each: _moment(shelf, each))
    met = [shelf.cite(evidence) for evidence in places if shelf.holds(evidence)]
    for name in actor.names:
        passage = next((passage for passage in met if plain(name) in plain(passage.text)), None)
        if name != actor.name and passage is not None:
            views.append(NameView(name.strip(" ,;"), passage.published, passage))
    return tuple(views)


def _roles(shelf: Shelf, actor: Actor) -> tuple[NameView, ...]:
    """The roles of an actor over time: each once, where it was given first."""
    views: dict[str, NameView] = {}
    for role in sorted(actor.roles, key=lambda each: _moment(shelf, each.evidence)):
        if role.evidence.article_id in shelf.sources.articles:
            passage = shelf.cite(role.evidence)
            name = one_line(role.role)
            views.setdefault(plain(name), NameView(name, when_words(role.when, unknown=passage.published), passage))
    return tuple(views.values())


def _moment(shelf: Shelf, evidence: Evidence) -> tuple[str, str, int]:
    return shelf.day(evidence.article_id) or "9999", evidence.article_id, evidence.start


def _holds(claim: Claim, actor_id: str) -> bool:
    return any(position.actor_id == actor_id and position.kind == "supports" for position in claim.positions)


def _denies(claim: Claim, actor_id: str) -> bool:
    return any(position.actor_id == actor_id and position.kind != "supports" for position in claim.positions)


def _denied_by_others(claim: Claim, actor_id: str) -> bool:
    return any(position.actor_id != actor_id and position.kind != "supports" for position in claim.positions)


def _sides(relations: Relations, actor: Actor) -> Iterator[tuple[Difference, tuple[Side, ...]]]:
    """The differences that an actor has a side in, with those sides: by the claims that they are of, else by the name."""
    own = {
        (claim.id, position.evidence)
        for claim in relations.claims
        for position in claim.positions
        if position.actor_id == actor.id
    }
    names = {plain(name) for name in (actor.name, *actor.names)}
    for difference in relations.differences:
        sides = tuple(
            side
            for side in difference.sides
            if (side.claim_id, side.evidence) in own or plain(side.speaker or "") in names
        )
        if sides:
            yield difference, sides


def contradict(difference: Difference, sides: Sequence[Side]) -> bool:
    """Whether ``sides`` of a difference do not fit each other: two values, or of a denial what is denied (which has a claim) and the denial."""
    if difference.kind == "denial":
        return len({side.claim_id is None for side in sides}) > 1
    return len({plain(side.value) for side in sides}) > 1


def _claims(shelf: Shelf, claims: Iterable[Claim]) -> tuple[ClaimView, ...]:
    views = [claim_view(shelf, claim) for claim in claims]
    return tuple(sorted(views, key=lambda view: (newest_first(view.newest), view.id)))


def _beside(differences: Iterable[DifferenceView], claims: tuple[ClaimView, ...]) -> tuple[ClaimView, ...]:
    """The claims of which no difference shows a passage already."""
    shown = {(side.passage.article_id, side.passage.start) for each in differences for side in each.sides}
    return tuple(
        claim
        for claim in claims
        if not any((item.passage.article_id, item.passage.start) in shown for item in (*claim.supports, *claim.against))
    )


def _in_order(shelf: Shelf, differences: Iterable[Difference]) -> tuple[DifferenceView, ...]:
    views = [difference_view(shelf, difference) for difference in differences]
    return tuple(sorted(views, key=lambda view: (newest_first(view.newest), view.id)))


def _figures(shelf: Shelf, met: Iterable[Relations], actor_id: str) -> tuple[FigureView, ...]:
    """The quantities of which an actor gives a value, with its values alone."""
    views = []
    for relations in met:
        figures = {figure.id: figure for figure in relations.figures}
        for series in relations.series:
            own = tuple(point for point in series.points if point.actor_id == actor_id)
            if own and series.id not in shelf.muted:
                views.append(figure_view(shelf, replace(series, points=own), figures))
    return tuple(sorted(views, key=lambda view: (-len(view.points), newest_first(view.newest), view.id)))


def _events(shelf: Shelf, met: Iterable[Relations], actor_id: str) -> tuple[EventView, ...]:
    """What an actor takes part in, the latest first."""
    events = [
        event_view(shelf, event)
        for relations in met
        for event in relations.events
        if actor_id in event.actors and event.id not in shelf.muted
    ]
    return tuple(sorted(events, key=lambda view: (newest_first(view.day or ""), view.id)))
