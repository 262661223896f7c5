"""Claims with their two sides, and differences, as pages show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.relations import Claim, Difference, Position, Relations
from onrecord.publish.thread import grade
from onrecord.publish.wording import newest_first, one_line, said_words

#: The order in which states are read: what is contested first, what nobody else says last.
STATES = ("disputed", "corroborated", "retracted", "superseded", "single_source")


@dataclass(frozen=True, slots=True)
class PositionView:
    """Where somebody stands towards a claim, when and in which words."""

    kind: str
    who: str
    when: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim. ``against`` are those who deny or doubt it; ``grade`` is its Admiralty grade; ``why`` says how it got its state."""

    id: str
    about: str
    state: str
    grade: str
    passage: Cited
    supports: tuple[PositionView, ...]
    against: tuple[PositionView, ...]
    origins: tuple[str, ...]
    why: str
    newest: str


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a difference."""

    value: str
    who: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """Claims or figures that do not fit, in what (``kind``), and why they are held to be about one thing. ``newest`` is the newest day."""

    id: str
    kind: str
    about: str
    sides: tuple[SideView, ...]
    why: str
    newest: str
    story_id: str | None


def claim_views(shelf: Shelf, relations: Relations, story_id: str) -> tuple[ClaimView, ...]:
    """The claims of a story: by state, then those of most origins, then the newest."""
    claims = [claim for claim in relations.claims if claim.story_id == story_id and claim.id not in shelf.muted]
    claims.sort(
        key=lambda claim: (STATES.index(claim.state), -len(claim.origins), newest_first(_newest(claim)), claim.id)
    )
    return tuple(claim_view(shelf, claim) for claim in claims)


def claim_view(shelf: Shelf, claim: Claim) -> ClaimView:
    """One claim."""
    views = [(_position(shelf, position), position.kind) for position in claim.positions]
    return ClaimView(
        id=claim.id,
        about=one_line(claim.about),
        state=claim.state,
        grade=grade(claim),
        passage=shelf.cite(claim.passage),
        supports=tuple(view for view, kind in views if kind == "supports"),
        against=tuple(view for view, kind in views if kind != "supports"),
        origins=shelf.origins(claim),
        why=shelf.named(claim.reason),
        newest=_newest(claim)[:10],
    )


def difference_views(shelf: Shelf, relations: Relations, articles: Collection[str]) -> tuple[DifferenceView, ...]:
    """The differences with a side in one of ``articles``, the newest first."""
    views = [
        difference_view(shelf, difference)
        for difference in relations.differences
        if difference.id not in shelf.muted and any(side.evidence.article_id in articles for side in difference.sides)
    ]
    return tuple(sorted(views, key=lambda view: (newest_first(view.newest), view.id)))


def difference_view(shelf: Shelf, difference: Difference) -> DifferenceView:
    """One difference with all its sides."""
    sides = tuple(
        SideView(
            one_line(side.value),
            one_line(side.speaker or "") or shelf.sources.outlet(side.evidence.article_id),
            shelf.cite(side.evidence),
        )
        for side in difference.sides
    )
    stories = [shelf.story_of(side.evidence.article_id) for side in difference.sides]
    return DifferenceView(
        id=difference.id,
        kind=difference.kind,
        about=one_line(difference.about),
        sides=sides,
        why=shelf.named(difference.reason),
        newest=max((shelf.day(side.evidence.article_id) or "" for side in difference.sides), default=""),
        story_id=next((story.id for story in stories if story), None),
    )


def disputes_beside(differences: Sequence[DifferenceView], claims: Sequence[ClaimView]) -> tuple[ClaimView, ...]:
    """The disputed claims that somebody denies, without those of which ``differences`` show a passage."""
    shown = {(side.passage.article_id, side.passage.start) for each in differences for side in each.sides}
    return tuple(
        claim
        for claim in claims
        if claim.state == "disputed"
        and claim.against
        and not any(
            (item.passage.article_id, item.passage.start) in shown for item in (*claim.supports, *claim.against)
        )
    )


def _position(shelf: Shelf, position: Position) -> PositionView:
    return PositionView(position.kind, shelf.stands(position), said_words(position.when), shelf.cite(position.evidence))


def _newest(claim: Claim) -> str:
    return max((position.when.start or "" for position in claim.positions), default="")
