"""What holds across articles: copies, stories, claims, differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Evidence, Span
from onrecord.model.picture import Event, Figure, Series
from onrecord.model.statement import Actor, Statement
from onrecord.model.when import When

CopyRelation = Literal["exact", "near", "excerpt"]
ClaimState = Literal["single_source", "corroborated", "disputed", "superseded", "retracted"]
Credibility = Literal[1, 2, 3, 4, 5, 6]
PositionKind = Literal["supports", "denies", "doubts"]
DifferenceKind = Literal["number", "status", "time", "place", "denial"]


@dataclass(frozen=True, slots=True)
class CopyMember:
    """An article of a copy group: how it relates to the first one.

    ``similarity`` is the share (0 to 1) of the member's body words that stand in the first article's body (exact and near), or
    of the first one's words that stand in the member (excerpt). ``shared`` are the spans of the member's text that are shared.
    """

    article_id: str
    relation: CopyRelation
    similarity: float
    shared: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles with the same text. ``members`` do not list the first article; ``reason`` says why it is held to be the first."""

    id: str
    first_article_id: str
    members: tuple[CopyMember, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one happening and its follow-ups. ``title`` is the headline of ``title_article_id``.

    ``first`` and ``last`` are days (YYYY-MM-DD) of the earliest and latest known publication, ``None`` where none is known.
    ``reasons`` say for each article but the first what ties it to the others.
    """

    id: str
    title: str
    title_article_id: str
    article_ids: tuple[str, ...]
    first: str | None
    last: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What a few articles that tell of one happening, or print one text, are to each other."""

    id: str
    copies: tuple[CopyGroup, ...]
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published, given or inferred, with the reason."""

    article_id: str
    published: When


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands towards a claim. ``origin`` is what is counted: the person or outlet it comes from."""

    kind: PositionKind
    statement_id: str | None
    figure_id: str | None
    actor_id: str | None
    speaker: str | None
    anonymous: bool
    origin: str
    when: When
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements of the same proposition across articles. ``passage`` is the words that state it best, ``about`` its slot.

    ``credibility`` is its grade by the Admiralty code, from 1 (confirmed by other sources) to 6 (cannot be judged).
    """

    id: str
    story_id: str | None
    about: str
    passage: Evidence
    positions: tuple[Position, ...]
    origins: tuple[str, ...]
    state: ClaimState
    superseded_by: str | None
    reason: str
    credibility: Credibility = 6


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: the value it gives, who gives it and where it stands.

    Of a difference of status, ``stand`` says which sides tell the same ("one" and "other" are opposite; ``None`` where it is not
    known), ``cue`` is the words of the passage that tell it ("pulling back").
    """

    value: str
    speaker: str | None
    claim_id: str | None
    evidence: Evidence
    stand: Literal["one", "other"] | None = None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two claims or figures that do not fit, and in what. ``about`` names the slot in words of the sources."""

    id: str
    kind: DifferenceKind
    about: str
    sides: tuple[Side, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Relations:
    """What ``relate`` makes of one thread: every record with times bound and actors resolved.

    ``copies`` and ``stories`` are those of the neighbourhoods that the thread consists of.
    """

    thread_id: str
    datings: tuple[Dating, ...]
    copies: tuple[CopyGroup, ...]
    stories: tuple[Story, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    differences: tuple[Difference, ...]


def together(neighbourhoods: Sequence[Neighbourhood]) -> tuple[tuple[CopyGroup, ...], tuple[Story, ...]]:
    """The copy groups and the stories of some neighbourhoods, in order."""
    copies = (group for each in neighbourhoods for group in each.copies)
    stories = (story for each in neighbourhoods for story in each.stories)
    return (
        tuple(sorted(copies, key=lambda group: group.id)),
        tuple(sorted(stories, key=lambda story: (story.first or "9999", story.id))),
    )
