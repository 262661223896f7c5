"""An editor's decisions, looked up by what they are about. The machine's own answer stays in the annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from typing import cast, get_args

from onrecord.model.picture import Event, Figure
from onrecord.model.relations import Difference
from onrecord.model.ruling import Ruling, RulingKind, for_outlets, on_stories, passage_key, standing
from onrecord.model.statement import Stance, Statement
from onrecord.model.when import Precision, When


@dataclass(frozen=True, slots=True)
class Ruled:
    """What editors say of stories, free of contradictions: of two rulings that do not go together the later one stands.

    ``together`` are articles of one story each, ``apart`` pairs that are not, and ``goes_with`` says for a moved article which
    one it follows.
    """

    together: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    goes_with: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rulings: Sequence[Ruling]) -> Ruled:
        pairs = on_stories(rulings)
        group_of: dict[str, frozenset[str]] = {}
        apart: set[frozenset[str]] = set()
        for pair, (verdict, _) in reversed(pairs.items()):
            one, other = sorted(pair)
            ours, theirs = (group_of.get(each, frozenset((each,))) for each in (one, other))
            if verdict == "together" and not any(frozenset((a, b)) in apart for a in ours for b in theirs):
                group_of |= dict.fromkeys(ours | theirs, ours | theirs)
            elif verdict == "apart" and ours != theirs:
                apart.add(pair)
        # Who is apart from one is so from all that belong together with it.
        for a, b in map(sorted, sorted(apart, key=sorted)):
            ours, theirs = (group_of.get(each, frozenset((each,))) for each in (a, b))
            apart |= {frozenset((x, y)) for x in ours for y in theirs}
        moved = ((ruling.target, ruling.moves()[0][:1]) for ruling in standing(rulings) if ruling.kind == "move")
        goes_with = {one: other for one, others in moved for other in others if other in group_of.get(one, ())}
        return cls(tuple(sorted(set(group_of.values()), key=sorted)), frozenset(apart), goes_with)


@dataclass(frozen=True, slots=True)
class Decided:
    """The rulings that stand: of two on one thing the later one."""

    latest: dict[tuple[str, str], Ruling]
    stories: Ruled
    apart_as_copies: frozenset[frozenset[str]]
    #: For a statement or figure those of a claim that it says nothing of.
    other_claims: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: A kind of difference and two passages that do not differ in it.
    no_differences: frozenset[tuple[str, frozenset[str]]] = frozenset()
    #: For an outlet its owner.
    owners: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rulings: Sequence[Ruling]) -> Decided:
        counting = standing(rulings)
        latest: dict[tuple[str, str], Ruling] = {(ruling.kind, ruling.target): ruling for ruling in counting}
        no_copies = {frozenset(ruling.article_ids) for ruling in counting if ruling.kind == "not_a_copy"}
        other_claims: dict[str, frozenset[str]] = {}
        no_differences: set[tuple[str, frozenset[str]]] = set()
        for ruling in counting:
            words = ruling.value.split()
            if ruling.kind == "not_same_claim":
                other_claims[ruling.target] = other_claims.get(ruling.target, frozenset()) | set(words)
            elif ruling.kind == "not_a_difference":
                no_differences |= {(words[0], frozenset(pair)) for pair in combinations(words[1:], 2)}
        owners = {outlet: ruling.value for outlet, ruling in for_outlets(rulings, "owner").items()}
        return cls(latest, Ruled.of(rulings), frozenset(no_copies), other_claims, frozenset(no_differences), owners)

    def about(self, kind: RulingKind, target: str) -> Ruling | None:
        """The ruling of this kind on this record, if there is one."""
        return self.latest.get((kind, target))

    def published(self, article_id: str, machine: When) -> When:
        """When the article was published: as ruled, or as the machine has it. A value that is no date changes nothing."""
        ruling = self.about("date", article_id)
        if ruling is None:
            return machine
        start, _, end = ruling.value.partition("..")
        try:
            date.fromisoformat(start[:10])
            date.fromisoformat((end or start)[:10])
        except ValueError:
            return machine
        precision: Precision = "interval" if end and end != start else "day"
        return When(start, end or start, precision, "ruling", because(ruling))

    def statement(self, statement: Statement) -> Statement:
        """The statement with speaker, anonymity and stance as ruled."""
        if ruling := self.about("speaker", statement.id):
            speaker = replace(
                statement.speaker, name=ruling.value, anonymous=False, candidates=(), reason=because(ruling)
            )
            statement = replace(statement, speaker=speaker, reason=because(ruling))
        if ruling := self.about("anonymous", statement.id):
            anonymous = ruling.value == "yes"
            speaker = statement.speaker
            name = None if anonymous else speaker.name
            statement = replace(
                statement,
                speaker=replace(speaker, anonymous=anonymous, name=name, reason=because(ruling)),
                reason=because(ruling),
            )
        if (ruling := self.about("stance", statement.id)) and ruling.value in get_args(Stance):
            statement = replace(statement, stance=cast(Stance, ruling.value), reason=because(ruling))
        return statement

    def is_another_claim(self, target: str | None, others: Iterable[str]) -> bool:
        """Whether a statement or figure was ruled to say nothing of a claim that ``others`` make."""
        return target is not None and not self.other_claims.get(target, frozenset()).isdisjoint(others)

    def differ(self, difference: Difference) -> bool:
        """Whether a difference stands: not each two of its passages were ruled to be none of its kind."""
        places = {
            passage_key(each.evidence.article_id, each.evidence.start, each.evidence.end) for each in difference.sides
        }
        pairs = [frozenset(pair) for pair in combinations(sorted(places), 2)]
        return not pairs or any((difference.kind, pair) not in self.no_differences for pair in pairs)

    def event(self, event: Event) -> Event:
        """The event with its place as ruled."""
        if ruling := self.about("place", event.id):
            place, key = placed(ruling.value)
            return replace(event, place=place, place_key=key)
        return event

    def figure(self, figure: Figure) -> Figure:
        """The figure with its place as ruled, and its value: one number, or ``LOW..HIGH``."""
        if ruling := self.about("place", figure.id):
            place, key = placed(ruling.value)
            figure = replace(figure, place=place, place_key=key)
        ruling = self.about("figure", figure.id)
        if ruling is None:
            return figure
        low, dots, high = ruling.value.partition("..")
        try:
            first = float(low) if low else None
            last = (float(high) if high else None) if dots else first
        except ValueError:
            return figure
        return replace(figure, low=first, high=last, bound="range" if dots else "exact")


def placed(value: str) -> tuple[str, str | None]:
    """The name and the key of a ruled place: ``NAME`` or ``NAME [KEY]``."""
    name, bracket, key = value.partition(" [")
    return name, key.removesuffix("]") if bracket else None


def because(ruling: Ruling) -> str:
    """The reason that a ruled value carries: which ruling, by whom, why."""
    return f"ruling {ruling.id} by {ruling.by}: {ruling.why}"
