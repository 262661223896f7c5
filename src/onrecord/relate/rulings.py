"""An editor's decisions, looked up by what they are about. The machine's own answer stays in the annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast, get_args

from onrecord.model.picture import Figure
from onrecord.model.ruling import Ruling, RulingKind
from onrecord.model.statement import Stance, Statement
from onrecord.model.when import Precision, When


@dataclass(frozen=True, slots=True)
class Decided:
    """The rulings that stand: of two on one thing the later one."""

    latest: dict[tuple[str, str], Ruling]
    pairs: dict[frozenset[str], Ruling]
    apart_as_copies: frozenset[frozenset[str]]

    @classmethod
    def of(cls, rulings: Sequence[Ruling]) -> Decided:
        latest: dict[tuple[str, str], Ruling] = {}
        pairs: dict[frozenset[str], Ruling] = {}
        no_copies = set()
        for ruling in sorted(rulings, key=lambda ruling: (ruling.at, ruling.id)):
            latest[ruling.kind, ruling.target] = ruling
            pair = frozenset((ruling.target, ruling.value))
            if ruling.kind in ("merge", "split"):
                pairs[pair] = ruling
            elif ruling.kind == "not_a_copy":
                no_copies.add(pair)
        return cls(latest, pairs, frozenset(no_copies))

    def about(self, kind: RulingKind, target: str) -> Ruling | None:
        """The ruling of this kind on this record, if there is one."""
        return self.latest.get((kind, target))

    def ruled(self, kind: RulingKind) -> frozenset[frozenset[str]]:
        """The pairs of articles on which the last ruling is of this kind: ``merge`` or ``split``."""
        return frozenset(pair for pair, ruling in self.pairs.items() if ruling.kind == kind)

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

    def figure(self, figure: Figure) -> Figure:
        """The figure with its value as ruled: one number, or ``LOW..HIGH``."""
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


def because(ruling: Ruling) -> str:
    """The reason that a ruled value carries: which ruling, by whom, why."""
    return f"ruling {ruling.id} by {ruling.by}: {ruling.why}"
