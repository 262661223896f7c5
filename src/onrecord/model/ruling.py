"""An editor's decisions. They are inputs like any other: reprocessing never loses them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.model.identity import make_id

RulingKind = Literal[
    "speaker",  # target: statement, value: the right name
    "stance",  # target: statement, value: a stance
    "anonymous",  # target: statement, value: yes or no
    "figure",  # target: figure, value: a number, LOW..HIGH
    "date",  # target: article, value: YYYY-MM-DD or START..END
    "merge",  # target: article, value: article; they belong to one story
    "split",  # target: article, value: article; they do not
    "not_a_copy",  # target: article, value: article
    "confirm",  # target: statement, figure, claim, difference or event; value: empty
    "mute",  # the same targets; the record stays but is left out of the brief
]
RULING_KINDS: tuple[str, ...] = get_args(RulingKind)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, by whom, when and why. Of two that contradict each other the later one stands."""

    id: str
    kind: RulingKind
    target: str
    value: str
    by: str
    at: str
    why: str

    @classmethod
    def of(cls, kind: RulingKind, target: str, value: str, by: str, at: str, why: str) -> Ruling:
        """A ruling with its identifier filled in."""
        return cls(make_id("rul", kind, target, value, by, at), kind, target, value, by, at, why)
