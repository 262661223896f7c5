"""Claims with their two sides, and differences, as pages show them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.relations import Claim, Difference, Position, Relations, Side
from onrecord.publish.thread import grade
from onrecord.publish.wording import newest_first, one_line, said_words

#: The order in which states are read: what is contested first, what nobody else says last.
STATES = ("disputed", "corroborated", "retracted", "superseded", "single_source")


@dataclass(frozen=True, slots=True)
class PositionView:
    """Where somebody stands towards a claim, when and in which words. ``id`` is of the statement or figure, empty where it is neither."""

    kind: str
    who: str
    when: str
    passage: Cited
    id: str = ""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim. ``against`` are those who deny or doubt it; ``grade`` is its Admiralty grade; ``why`` says how it got its state;
    ``made_by`` is the statement or figure whose passage it shows."""

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
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a difference; ``earliest`` says that it was published before all others, ``denies`` that it denies what others say."""

    value: str
    who: str
    passage: Cited
    earliest: bool = False
    denies: bool = False


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
        grade=grade(claim, shelf.sources),
        passage=shelf.cite(claim.passage),
        supports=tuple(view for view, kind in views if kind == "supports"),
        against=tuple(view for view, kind in views if kind != "supports"),
        origins=shelf.origins(claim),
        why=shelf.named(claim.reason),
        newest=_newest(claim)[:10],
        made_by=next((view.id for view, _ in views if view.passage == shelf.cite(claim.passage)), ""),
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
    given = sorted(difference.sides, key=lambda side: shelf.sources.published[side.evidence.article_id].start or "9999")
    views = [
        SideView(
            one_line(side.value),
            one_line(side.speaker or "") or shelf.sources.outlet(side.evidence.article_id),
            shelf.cite(side.evidence),
            earliest=side is given[0] and _before_all_others(shelf, side, given),
            denies=difference.kind == "denial" and side.claim_id is None,
        )
        for side in given
    ]
    sides = tuple({(view.who, _bare(view.passage.text)): view for view in reversed(views)}.values())[::-1]
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


def _before_all_others(shelf: Shelf, side: Side, given: Sequence[Side]) -> bool:
    """Whether the report of a side was published before any of the others can have been."""
    own = side.evidence.article_id
    until = shelf.sources.published[own].end
    others = [
        shelf.sources.published[each.evidence.article_id].start for each in given if each.evidence.article_id != own
    ]
    return bool(until and others) and all(start is not None and until is not None and until < start for start in others)


def _bare(text: str) -> str:
    """The words of a passage without its marks: a copy may print other quotation marks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


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
    return PositionView(
        position.kind,
        shelf.stands(position),
        said_words(position.when),
        shelf.cite(position.evidence),
        position.figure_id or position.statement_id or "",
    )


def _newest(claim: Claim) -> str:
    return max((position.when.start or "" for position in claim.positions), default="")
