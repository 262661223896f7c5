"""Following: what is new in a story, an actor, a quantity, a place or a search since a person last looked.

New is what came onto the desk behind the number up to which the person has seen it, whenever it was published. Everything else
follows from that number and from what the desk holds now: nothing is counted up or down, so nothing can be counted wrongly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from onrecord.desk.arrivals import AT
from onrecord.desk.identifiers import current
from onrecord.desk.query import Query
from onrecord.desk.searching import fitting
from onrecord.desk.statements import speaks_ids
from onrecord.desk.store import Store
from onrecord.model.codec import read_plain
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.follow import Anchor, Follow, FollowKind, Fresh
from onrecord.model.names import folded, place_key
from onrecord.model.place import Spot
from onrecord.model.ruling import standing

#: What one person may follow: more than anybody looks through, and few enough to count for every page.
MOST = 200

#: Articles, statements or figures by which a follow is found again: those at the beginning and at the end.
ANCHORS = 50

#: Of so many reports that came last a followed search is asked, and of so many with its words the fields; who was away for longer is
#: told of these.
ASKED, FITTED = 5_000, 1_000

#: Characters of what is followed: of a search as many as one may have.
LONGEST = 500

#: The place of this name: the one with this key, or the only one of the name where no key is known.
Locate = Callable[[str, str | None], Spot | None]

Item = TypeVar("Item")

_NOT_FOLLOWED = "You do not follow this: see what you follow with `onrecord following`."
_ID = re.compile(r"\b(?:story|act|ser|fig)_[0-9a-z]+\b")


@dataclass(frozen=True, slots=True)
class News:
    """What is new in something followed; ``fresh`` has it, what came last first.

    ``names`` are the stories, actors or quantities that it is now, or the names of a place: none where it is no more. ``upto`` is the
    number up to which it may be marked as seen by whoever is shown this. ``partly``: there may be more, see :data:`ASKED`.
    """

    follow: Follow
    names: tuple[str, ...]
    fresh: tuple[Fresh, ...]
    upto: int
    partly: bool = False

    @property
    def copies(self) -> int:
        """How many of the new ones stand in full copies of other reports."""
        return sum(each.copied and not each.revised for each in self.fresh)

    @property
    def revised(self) -> int:
        """How many reports were there before and say other words now."""
        return sum(each.revised for each in self.fresh)

    @property
    def gone(self) -> bool:
        """Whether it is no longer on the desk."""
        return not self.names and self.follow.kind != "search"


# Beginning and ending


def begin(
    store: Store, person: str, kind: str, target: str, label: str, locate: Locate, since: str, upto: int | None
) -> Follow:
    """Follow something from the number ``upto`` on, without one from now on. Who follows it already goes on as before.

    ``target`` is an identifier, a part of an actor's name, a place's name (with ``label`` its key), or a search. Raises ``UsageError``, ``NotFound``.
    """
    found, called = _meant(store, a_kind(kind), target.strip(), label.strip(), locate)
    with store.transaction():
        follow = Follow.of(person, a_kind(kind), found, called, _possible(store, upto), since)
        known = store.follows_of(person)
        if any(each.id == follow.id for each in known):
            return next(each for each in known if each.id == follow.id)
        if len(known) >= MOST:
            raise UsageError(f"You follow {MOST} things, and no more are possible: stop following one first.")
        store.put_follow(follow, _anchors(store, follow, (found,), locate))
    return follow


def end(store: Store, person: str, follow_id: str) -> Follow:
    """Follow it no more. Raises ``NotFound``."""
    with store.transaction():
        follow = own(store, person, follow_id)
        store.delete_follow(follow.id)
    return follow


def end_all(store: Store, person: str) -> None:
    """Forget what a person follows, all of it."""
    with store.transaction():
        for follow in store.follows_of(person):
            store.delete_follow(follow.id)


def mark(store: Store, person: str, upto: int, follow_id: str = "") -> None:
    """Note that a person has seen what has a number up to ``upto``, of one thing or of all. Raises ``NotFound``.

    What was seen stays seen. What came in since the person was shown it has a higher number and stays new.
    """
    with store.transaction():
        chosen = [own(store, person, follow_id)] if follow_id else store.follows_of(person)
        seen = _possible(store, upto)
        for follow in chosen:
            if seen > follow.seen:
                names = names_of(store, follow)
                later = replace(follow, seen=seen)
                store.put_follow(later, _anchors(store, follow, names, None) or store.follow_anchors(follow.id))


def own(store: Store, person: str, follow_id: str) -> Follow:
    """What a person follows, by its identifier. Raises ``NotFound``, also for what somebody else follows."""
    follow = store.follow(follow_id)
    if follow is None or follow.person != person:
        raise NotFound(_NOT_FOLLOWED)
    return follow


def a_kind(given: str) -> FollowKind:
    """``given`` where it is a kind of thing that can be followed. Raises ``UsageError``."""
    for kind in get_args(FollowKind):
        if given == kind:
            found: FollowKind = kind
            return found
    raise UsageError(f"{given!r} cannot be followed: choose one of {', '.join(get_args(FollowKind))}.")


def meant(store: Store, person: str, kind: str, target: str, locate: Locate) -> Follow:
    """What a person follows, as it is named to follow it. Raises ``NotFound``."""
    wanted = a_kind(kind)
    every = [each for each in store.follows_of(person) if each.kind == wanted]
    given = target.strip()
    direct = [each for each in every if given in (each.id, each.target, each.label)]
    if direct:
        return direct[0]
    found, _ = _meant(store, wanted, given, "", locate)
    for each in every:
        if found == each.target or found in names_of(store, each):
            return each
    raise NotFound(_NOT_FOLLOWED)


def _possible(store: Store, upto: int | None) -> int:
    """A number that the desk has reached: nobody has seen what is still to come."""
    position = store.position()
    return position if upto is None else max(0, min(upto, position))


# What is meant


def _meant(store: Store, kind: FollowKind, target: str, label: str, locate: Locate) -> tuple[str, str]:
    """What ``target`` stands for, and the label of a place."""
    if not target or len(target) > LONGEST:
        raise UsageError(f"Name what is to be followed, in at most {LONGEST} characters.")
    if kind == "search":
        return _search(target), ""
    if kind == "place":
        return _place(target, label, locate)
    found = _ID.search(target)
    identifier = found[0] if found else ""
    if kind == "story":
        identifier = current(store, identifier or target)
        if store.records_called("stories", [identifier]):
            return identifier, ""
        raise NotFound(f"No story has the identifier {target!r}: see them with `onrecord show stories`.")
    if kind == "actor":
        return _actor(store, identifier, target), ""
    if identifier.startswith("fig_"):
        identifier = next(iter(_series_of(store, [identifier])), "")
    if store.records_called("series", [identifier]):
        return identifier, ""
    raise NotFound(f"No quantity has the identifier {target!r}: see figures with `onrecord show figures`.")


def _search(target: str) -> str:
    asked = Query.parse(" ".join(target.split()))
    if asked == Query():
        raise UsageError("There is nothing to search for: give at least one word.")
    return str(asked)


def _place(target: str, label: str, locate: Locate) -> tuple[str, str]:
    spot = locate(label, target) if label else locate(target, None)
    if spot is None:
        raise NotFound(
            f'{label or target!r} is no place that the desk can tell from all others: follow the search place:"{label or target}".'
        )
    return spot.key, spot.name


def _actor(store: Store, identifier: str, target: str) -> str:
    if store.records_called("actors", [identifier]):
        return identifier
    actors = [read_plain(record.body) for record in store.all_records("actors")] if folded(target) else []
    whole = {each["id"] for each in actors if folded(target) in map(folded, each["names"])}
    called: list[str] = sorted((whole or speaks_ids(target, actors)) if actors else ())
    if not called:
        raise NotFound(f"Nobody on the desk is called {target!r}: see who is with `onrecord show actors`.")
    if len(called) > 1:
        names = {each["id"]: each["name"] for each in actors}
        told = ", ".join(f"{names[one]} ({one})" for one in called[:8])
        raise UsageError(f"{target!r} may be several: {told}. Give one of the identifiers.")
    return called[0]


# What it is now


def names_of(store: Store, follow: Follow) -> tuple[str, ...]:
    """What is followed as it is called now: several stories where one was split, none where it is no more."""
    if follow.kind == "search":
        return ()
    if follow.kind == "place":
        return (follow.target, *(anchor.name for anchor in store.follow_anchors(follow.id)))
    if follow.kind == "story":
        found = store.anchored_stories(follow.id) or [current(store, follow.target)]
        return tuple(one for one in found if store.records_called("stories", [one]))
    if store.records_called("actors" if follow.kind == "actor" else "series", [follow.target]):
        return (follow.target,)
    anchors = [anchor.name for anchor in store.follow_anchors(follow.id)]
    now = _speakers_of(store, anchors) if follow.kind == "actor" else _series_of(store, anchors)
    return tuple(now[:1])


def _speakers_of(store: Store, statement_ids: Sequence[str]) -> list[str]:
    """Who speaks in these statements now, whoever does in most of them first."""
    said = (read_plain(record.body) for record in store.records_called("statements", statement_ids))
    return _most(each["speaker"]["actor_id"] for each in said if each["speaker"]["actor_id"])


def _series_of(store: Store, figure_ids: Sequence[str]) -> list[str]:
    """The quantities that have these figures now, the one with most of them first."""
    figures = {
        record.id: read_plain(record.body)["article_id"] for record in store.records_called("figures", figure_ids)
    }
    resting = store.resting_on(sorted(set(figures.values())), ("series",))
    return _most(
        record.id for record in resting for point in read_plain(record.body)["points"] if point["figure_id"] in figures
    )


def _most(names: Iterator[str]) -> list[str]:
    counts = Counter(names)
    return sorted(counts, key=lambda one: (-counts[one], one))


def _anchors(store: Store, follow: Follow, names: Sequence[str], locate: Locate | None) -> list[Anchor]:
    """What leads to it, should its identifier go."""
    if follow.kind == "story":
        records = store.records_called("stories", names)
        ids = [one for record in records for one in _ends(read_plain(record.body)["article_ids"])]
        return [Anchor(one, one) for one in ids]
    if follow.kind == "actor":
        said = [record for one in names for record in store.naming(one, "statements", ANCHORS)]
        return [Anchor(record.id, read_plain(record.body)["article_id"]) for record in said]
    if follow.kind == "figure":
        points = [
            point for record in store.records_called("series", names) for point in read_plain(record.body)["points"]
        ]
        return [Anchor(point["figure_id"], point["article_id"]) for point in _ends(points)]
    if follow.kind == "place" and locate is not None:
        # The name alone stands for it where it stands for no other place.
        spot = locate(follow.label, None)
        return [Anchor(AT + place_key(follow.label))] if spot is not None and spot.key == follow.target else []
    return []


def _ends(items: list[Item]) -> list[Item]:
    return items if len(items) <= ANCHORS else items[: ANCHORS // 2] + items[-ANCHORS // 2 :]


# What is new


def muted(store: Store) -> frozenset[str]:
    """What editors have muted: it is shown to nobody, and new to nobody."""
    return frozenset(ruling.target for ruling in standing(store.rulings_of(["mute"])) if ruling.kind == "mute")


def news_of(store: Store, follow: Follow, hidden: frozenset[str] | None = None) -> News:
    """What is new in something followed, of the moment of the store's snapshot."""
    names = names_of(store, follow)
    position = store.position()
    if follow.kind == "search":
        return _found(store, follow, position)
    if follow.kind == "story":
        fresh = store.fresh_reports(names, follow.seen)
    else:
        without = muted(store) if hidden is None else hidden
        fresh = [each for each in store.fresh_lines(names, follow.seen) if each.id not in without]
    # A line whose thread is being made anew can be shown to nobody: what is marked now must not cover it.
    waiting = [each.number - 1 for each in fresh if not each.whole]
    return News(follow, names, tuple(fresh), min([position, *waiting]))


def _found(store: Store, follow: Follow, position: int) -> News:
    query = Query.parse(follow.target)
    arrived = store.arrived(follow.seen, ASKED)
    candidates = store.matching_among(query.words, arrived)
    partly = len(arrived) == ASKED
    if query.fields:
        partly = partly or len(candidates) > FITTED
        candidates = candidates[:FITTED]
        known = store.memberships("relate", candidates)
        waiting = store.fresh_among([one for one in candidates if one not in known], follow.seen)
        position = min([position, *(each.number - 1 for each in waiting)])  # what they say cannot be asked now
        candidates = fitting(store, query, candidates)
    return News(follow, (), tuple(store.fresh_among(candidates, follow.seen)), position, partly)
