"""Times on the calendar: every relative time of an article bound once its publication is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model.annotations import Annotated
from onrecord.model.article import Article
from onrecord.model.calendar import bind, bind_or_published
from onrecord.model.picture import Event, Figure
from onrecord.model.statement import Statement
from onrecord.model.when import When
from onrecord.relate.rulings import Decided


@dataclass(frozen=True, slots=True)
class Report:
    """An article of a thread with what it says, times bound and rulings applied."""

    item: Annotated
    published: When
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]

    @property
    def article(self) -> Article:
        return self.item.article

    @property
    def outlet(self) -> str:
        """The outlet's name, or the article's identifier where no outlet is known: an unknown one is not another's."""
        return self.article.outlet or self.article.id


def bound(item: Annotated, published: When, decided: Decided) -> Report:
    """``item`` with its times bound to ``published``."""
    annotations = item.annotations
    return Report(
        item,
        published,
        tuple(
            replace(decided.statement(statement), said=bind_or_published(statement.said, published))
            for statement in annotations.statements
        ),
        tuple(
            replace(decided.figure(figure), as_of=bind_or_published(figure.as_of, published))
            for figure in annotations.figures
        ),
        tuple(
            replace(
                event,
                when=bind(_ahead(event), published),
                turns=tuple(replace(turn, when=bind_or_published(turn.when, published)) for turn in event.turns),
            )
            for event in annotations.events
        ),
    )


def _ahead(event: Event) -> When:
    """When an event is, unbound. What is announced lies ahead, whatever the tense of the verb beside it: "has summoned them to a
    meeting on Wednesday"."""
    relative = event.when.relative
    weekday = relative is not None and relative.unit == "weekday" and not relative.strict
    if event.status in ("announced", "planned") and relative and weekday and relative.direction < 1:
        return replace(event.when, relative=replace(relative, direction=1, strict=False))
    return event.when
