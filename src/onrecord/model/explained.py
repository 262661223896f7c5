"""What speaks for two articles being together, and what they share: made when somebody asks, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Span
from onrecord.model.relations import CopyRelation

#: What a shared passage is: part of a copied text, or one of the things that are no copy.
SharedKind = Literal["copied", "quotation", "notice", "statement", "furniture", "form", "little"]


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal of the learned chance; ``contribution`` is ``value`` times ``weight``."""

    name: str
    value: float
    weight: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Tie:
    """How likely two articles tell of one happening, and from what.

    ``chance`` is the logistic of the contributions and ``constant``. ``days`` lie between the two publications, ``None`` where one
    is not known, and ``left`` is the share of the chance that they leave. ``score`` is what counts in the end, 1 for copies. Two
    stories are one where ``average``, over each two articles of them, reaches ``needed``. Where ``within`` is false they are of two
    neighbourhoods: they were never weighed against each other, ``chance`` is what it can be at most, and ``needed`` what it
    must be for them to be weighed.
    """

    signals: tuple[Signal, ...]
    constant: float
    chance: float
    days: int | None
    left: float
    score: float
    average: float
    needed: float
    within: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that stands in two articles, where it stands in each, and what it is."""

    kind: SharedKind
    words: int
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two articles share. ``share_a`` and ``share_b`` are the parts of their words that do, quotations and notices aside."""

    relation: CopyRelation | None
    reason: str
    share_a: float
    share_b: float
    passages: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """The link between two articles: see ``relate.links``."""

    kind: str
    weight: float
    reason: str
    near: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles held against each other. ``met`` is whether a key leads from the one to the other: only then they were compared.

    ``link`` is ``None`` where they were not, or were found to have nothing to do with each other. ``tie`` is ``None`` where an article
    could not be sketched.
    """

    article_ids: tuple[str, str]
    met: bool
    link: Tied | None
    tie: Tie | None
    overlap: Overlap
