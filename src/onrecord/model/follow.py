"""What a person follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from onrecord.model.identity import make_id

FollowKind = Literal["story", "actor", "figure", "place", "search"]


@dataclass(frozen=True, slots=True)
class Follow:
    """Something that ``person`` follows, since when (ISO 8601), and up to which number of the desk's arrivals it was ``seen``.

    ``target`` is an identifier of a story, an actor or a quantity (``ser_...``), the key of a place, or what is searched for; ``label``
    is the name of a place, empty for all others: a title or a name would outlive the report that it stands in.
    """

    id: str
    person: str
    kind: FollowKind
    target: str
    label: str
    seen: int
    since: str

    @classmethod
    def of(cls, person: str, kind: FollowKind, target: str, label: str, seen: int, since: str) -> Self:
        """The follow of this person and target: there is one."""
        return cls(make_id("fol", person, kind, target), person, kind, target, label, seen, since)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a follow is found by where its identifier is no more: an article of a story, a statement of an actor, a figure of a quantity,
    each with the article that it stands in; a name of a place, with none."""

    name: str
    article_id: str = ""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A report or a line that came onto the desk behind some number, with its own ``number``.

    ``id`` is the identifier of the article, statement, figure or event. ``copied``: it stands in a full copy of another report.
    ``revised``: it is a report that was there before and says other words now. ``whole``: it can be shown; not while its thread is made anew.
    """

    number: int
    id: str
    article_id: str
    copied: bool
    revised: bool = False
    whole: bool = True
