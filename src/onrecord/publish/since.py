"""What has changed between two states of a desk: pure comparison, in both of which order of arrival has no part.

A state is what was held (:func:`held_by`) or, for a day, what the evidence before that day supports (:func:`held_before`). A
record is found again by its passages, since its identifier may change when an earlier report arrives late; a passage is found
again by its digest, since a revision may move it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.article import Article
from onrecord.model.contents import Contents
from onrecord.model.identity import digest
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, Figure, Point, Series
from onrecord.model.relations import Claim, Difference, Position, Relations
from onrecord.model.state import DeskState, Held, HeldKind
from onrecord.model.when import When

ChangeKind = Literal[
    "report", "revised", "disputed", "moved", "closed", "withdrawn", "corroborated", "superseded", "new"
]

#: A passage wherever it stands in its article.
_Passage = tuple[str, str]

#: What an announced event has become when it is open no more.
_CLOSED = ("held", "happened", "cancelled", "unreported", "denied")

#: Sides that two differences must share to be one: two of them may well share the figure that both contradict.
_SAME_DIFFERENCE = 2


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed in the thread ``thread_id``.

    ``record`` is the record as it is now: an article's identifier for ``report`` and ``revised``, the passage that stands no more
    with the revision that had it for ``withdrawn``. ``was`` is the state before, empty for what is new. ``fresh`` are the
    passages that it rests on now and did not before.
    """

    kind: ChangeKind
    thread_id: str
    record: Claim | Event | Difference | MovedSeries | GonePassage | str
    was: str = ""
    fresh: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedSeries:
    """A quantity with values that were not known before: the last one known, and the new ones."""

    series: Series
    before: Point
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class GonePassage:
    """A passage that supported something and that the current text of its article has no more."""

    held: Held
    evidence: Evidence
    article: Article


def held_by(contents: Contents) -> tuple[Held, ...]:
    """All that a desk holds, sorted."""
    return _sorted(
        _reports(contents, lambda _: True),
        *(_held(relations, lambda _: True, lambda event: event.status) for relations in contents.relations),
    )


def held_before(contents: Contents, published: Mapping[str, When], day: str) -> tuple[Held, ...]:
    """What the evidence before ``day`` (YYYY-MM-DD) supports.

    A report is of before unless all of its date lies on ``day`` or later: what may be old is not called new. How a claim stood
    is told by the positions of then; what a revision took back on ``day`` or later was not yet.
    """
    old = {article_id for article_id, when in published.items() if not (when.first_day and when.first_day >= day)}
    late = {
        revision.article_id
        for revision in contents.revisions
        if revision.number > 1 and (revision.updated.first_day or "") >= day
    }

    def of_before(evidence: Evidence) -> bool:
        return evidence.article_id in old

    def status(event: Event) -> str:
        turns = [turn for turn in event.turns if of_before(turn.evidence)]
        ahead = (event.when.last_day or "") >= day
        told_since = len(turns) < len(event.turns) if event.status != "unreported" else ahead
        return turns[-1].status if told_since and turns else event.status

    held = []
    for relations in contents.relations:
        of_then = _held(relations, of_before, status)
        claims = {claim.id: claim for claim in relations.claims}
        for item in of_then:
            if item.kind == "claim":
                item = replace(item, state=_claim_state(claims[item.id], claims, of_before, late))  # noqa: PLW2901
            held.append(item)
    reports = (
        replace(item, state="") if item.id in late else item for item in _reports(contents, lambda one: one in old)
    )
    return _sorted(reports, held)


def uncertain(published: Iterable[When], day: str) -> int:
    """How many of these dates may lie before ``day`` or not."""
    return sum(
        1 for when in published if not when.known or ((when.first_day or "") < day and (when.last_day or "") >= day)
    )


def compare(before: DeskState | None, contents: Contents) -> tuple[Change, ...]:
    """What a desk holds now that it did not in the state ``before``, and the other way round; by thread, kind and identifier."""
    if before is None:
        return ()
    comparison = _Comparison(before.held, contents)
    changes = [change for relations in contents.relations for change in comparison.of(relations)]
    return tuple(sorted(changes, key=lambda change: (change.thread_id, change.kind, _identifier(change))))


def _identifier(change: Change) -> str:
    record = change.record
    if isinstance(record, str):
        return record
    if isinstance(record, MovedSeries):
        return record.series.id
    return record.held.id if isinstance(record, GonePassage) else record.id


# What is held


def _sorted(*groups: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted((item for group in groups for item in group), key=lambda item: (item.kind, item.id)))


def _reports(contents: Contents, wanted: Callable[[str], bool]) -> Iterable[Held]:
    for article in contents.articles:
        if wanted(article.id):
            yield Held("report", article.id, digest(article.text))


#: The records of a thread that hold something, by the names of the fields of ``Relations``.
HOLDING = ("claims", "series", "figures", "events", "differences")

Record = Claim | Series | Figure | Event | Difference


def held_of(
    record: Record, wanted: Callable[[Evidence], bool] | None = None, status: Callable[[Event], str] | None = None
) -> Iterator[Held]:
    """What one record holds: with those of its passages that are ``wanted``, nothing where they are too few."""

    def held(
        kind: HeldKind, record_id: str, state: str, evidence: Iterable[Evidence], when: When | None = None
    ) -> Iterator[Held]:
        members = tuple(dict.fromkeys(item for item in evidence if wanted is None or wanted(item)))
        if len(members) >= (_SAME_DIFFERENCE if kind == "difference" else 1):
            start, end = (when.start, when.end) if when else (None, None)
            yield Held(kind, record_id, state, members, start, end)

    if isinstance(record, Claim):
        yield from held("claim", record.id, record.state, _claimed(record))
    elif isinstance(record, Series):
        for point in record.points:
            yield from held("figure", point.figure_id, "", [point.evidence])
    elif isinstance(record, Figure):
        yield from held("figure", record.id, "", record.evidence)
    elif isinstance(record, Event):
        whole = wanted is None or all(wanted(item) for item in _told(record))
        now = record.status if status is None else status(record)
        yield from held("event", record.id, now, _told(record), record.when if whole else None)
    else:
        yield from held("difference", record.id, record.kind, [side.evidence for side in record.sides])


def _held(relations: Relations, wanted: Callable[[Evidence], bool], status: Callable[[Event], str]) -> list[Held]:
    """The records of a thread, each with those of its passages that are ``wanted``; none that has too few."""
    records = (record for kind in HOLDING for record in getattr(relations, kind))
    return list(dict.fromkeys(item for record in records for item in held_of(record, wanted, status)))


def _claimed(claim: Claim) -> list[Evidence]:
    return [position.evidence for position in claim.positions] or [claim.passage]


def _told(event: Event) -> list[Evidence]:
    return [turn.evidence for turn in event.turns] or list(event.evidence)


def _claim_state(
    claim: Claim, claims: Mapping[str, Claim], of_before: Callable[[Evidence], bool], late: Iterable[str]
) -> str:
    """How a claim stood by the positions of before alone."""
    positions = [position for position in claim.positions if of_before(position.evidence)]
    successor = claims.get(claim.superseded_by or "")
    overtaken = successor is not None and not any(map(of_before, _claimed(successor)))
    taken_back = claim.state == "retracted" and any(item.article_id in late for item in _claimed(claim))
    if len(positions) == len(claim.positions) and not overtaken and not taken_back:
        return claim.state
    return _by_positions(positions)


def _by_positions(positions: Sequence[Position]) -> str:
    if any(position.kind != "supports" for position in positions):
        return "disputed"
    return "corroborated" if len({position.origin for position in positions}) > 1 else "single_source"


# Comparing


class _Comparison:
    """What was held, by passage, against what is."""

    def __init__(self, held: Iterable[Held], contents: Contents) -> None:
        self.held: dict[HeldKind, dict[_Passage, list[Held]]] = defaultdict(lambda: defaultdict(list))
        self.reports: dict[str, str] = {}
        self.by_article: dict[str, list[Held]] = defaultdict(list)
        for item in held:
            if item.kind == "report":
                self.reports[item.id] = item.state
            for member in item.members:
                self.held[item.kind][_passage(member)].append(item)
            if item.kind == "claim":
                self.by_article[item.members[0].article_id].append(item)
        self.articles = {article.id: article for article in contents.articles}
        self.earlier: dict[str, list[Article]] = defaultdict(list)
        for article in contents.earlier:
            self.earlier[article.id].append(article)

    def of(self, relations: Relations) -> Iterable[Change]:
        thread = relations.thread_id
        for dating in relations.datings:
            state = self.reports.get(dating.article_id)
            if state is None:
                yield Change("report", thread, dating.article_id)
            elif state != digest(self.articles[dating.article_id].text):
                yield Change("revised", thread, dating.article_id)
        for difference in relations.differences:
            sides = [side.evidence for side in difference.sides]
            if self._found("difference", difference.id, sides, _SAME_DIFFERENCE) is None:
                yield Change("disputed", thread, difference, fresh=self._fresh("claim", sides))
        for claim in relations.claims:
            yield from self._claim(claim, thread)
        for series in relations.series:
            yield from self._series(series, thread)
        for event in relations.events:
            yield from self._event(event, thread)
        yield from self._gone(relations)

    def _claim(self, claim: Claim, thread: str) -> Iterable[Change]:
        old = self._found("claim", claim.id, _claimed(claim))
        fresh = self._fresh("claim", _claimed(claim))
        was = old.state if old else ""
        if claim.state == was:
            return
        kinds: dict[str, ChangeKind] = {
            "disputed": "disputed",
            "corroborated": "corroborated",
            "superseded": "superseded",
            "retracted": "withdrawn",
        }
        # What is superseded in the same news was never the last word: only its successor is new.
        if old is None and claim.state in ("superseded", "retracted"):
            return
        # A claim that lost its denial or its second origin is told by what was withdrawn.
        if old is not None and claim.state not in kinds:
            return
        yield Change(kinds.get(claim.state, "new"), thread, claim, was, fresh)

    def _series(self, series: Series, thread: str) -> Iterable[Change]:
        known = [point for point in series.points if _passage(point.evidence) in self.held["figure"]]
        values = {_value(point) for point in known}
        fresh = []
        for point in series.points:
            value = _value(point)
            if _passage(point.evidence) not in self.held["figure"] and value not in values:
                values.add(value)
                fresh.append(point)
        if known and fresh:
            own = [point for point in known if _giver(point) == _giver(fresh[-1])]
            yield Change(
                "moved",
                thread,
                MovedSeries(series, (own or known)[-1], tuple(fresh)),
                fresh=tuple(point.evidence for point in fresh),
            )

    def _event(self, event: Event, thread: str) -> Iterable[Change]:
        old = self._found("event", event.id, _told(event))
        fresh = self._fresh("event", _told(event))
        if old is None:
            if event.status in ("announced", "planned", "moved", "cancelled"):
                yield Change("new", thread, event, fresh=fresh)
            return
        timed = old.start is not None and (old.start, old.end) != (event.when.start, event.when.end)
        if event.status in _CLOSED:
            if event.status != old.state:
                yield Change("closed", thread, event, old.state, fresh)
        elif timed or event.status == "moved" != old.state:
            yield Change("moved", thread, event, old.state, fresh)

    def _gone(self, relations: Relations) -> Iterable[Change]:
        """Claims that no passage supports any more, by the passages that revisions took out."""
        standing = {_passage(item) for claim in relations.claims for item in _claimed(claim)}
        for dating in relations.datings:
            for item in self.by_article.get(dating.article_id, ()):
                if any(_passage(member) in standing for member in item.members):
                    continue
                found = self._words(item.members[0])
                if found is not None and found.words not in self.articles[dating.article_id].text:
                    yield Change(
                        "withdrawn", relations.thread_id, GonePassage(item, item.members[0], found.article), item.state
                    )

    def _words(self, evidence: Evidence) -> _Words | None:
        """The words of a passage that an earlier revision has."""
        for article in self.earlier.get(evidence.article_id, ()):
            if evidence.holds_in(article.text):
                return _Words(article.text[evidence.start : evidence.end], article)
        return None

    def _found(self, kind: HeldKind, record_id: str, evidence: Iterable[Evidence], least: int = 1) -> Held | None:
        """The record of before that shares ``least`` or more passages with these: the one of this identifier, else the nearest."""
        shared: Counter[Held] = Counter()
        for item in dict.fromkeys(evidence):
            shared.update(set(self.held[kind].get(_passage(item), ())))
        near = [held for held, count in shared.items() if count >= least]
        return min(near, key=lambda held: (held.id != record_id, -shared[held], held.id), default=None)

    def _fresh(self, kind: HeldKind, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Those of these passages that no record of before rests on."""
        return tuple(item for item in dict.fromkeys(evidence) if not self.held[kind].get(_passage(item)))


@dataclass(frozen=True, slots=True)
class _Words:
    words: str
    article: Article


def _giver(point: Point) -> str | None:
    """Who gives a value; ``None`` where a report does in its own words. What one gave before is what it has moved from."""
    return point.actor_id or point.claimant


def _value(point: Point) -> tuple[frozenset[float], str]:
    """The numbers of a point: "as many as 7,000" after "7,000" has not moved."""
    return frozenset(value for value in (point.low, point.high) if value is not None), point.kind


def _passage(evidence: Evidence) -> _Passage:
    return evidence.article_id, evidence.digest
