"""The record of one attribution inside a unit: ranges of tokens, before it becomes a statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from onrecord.annotate.phrases import Phrase
from onrecord.annotate.word_set import word_set
from onrecord.model.statement import Stance

Range = tuple[int, int]


#: Words before a subject at which a second attribution stands beside the first instead of inside it.
PARALLEL = word_set(", ; - – — and but while as although though after because before when since until whereas")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges of one attribution of a unit; ``end`` is where its own words (cue, addressee, time) end.

    ``before`` and ``after`` are the contents on both sides. ``inherits`` marks cues whose subject stands earlier ("..., adding
    that"); ``outer`` is the index (in the unit's list) of the attribution in whose content this one stands.

    From the tagger: ``contents`` and ``source`` are its spans of characters (also outside the unit), ``chance`` is how sure it is,
    ``attitude`` whether the cue tells what somebody thinks or wants and not what is said.
    """

    construction: str
    start: int
    end: int
    subject: Phrase | None
    cue: Range | None
    lemma: str
    stance: Stance
    before: Range | None = None
    after: Range | None = None
    listener: Range | None = None
    times: tuple[int, ...] = ()
    negated: bool = False
    future: bool = False
    inherits: bool = False
    anonymous: bool = False
    outer: int | None = None
    contents: tuple[tuple[int, int], ...] = ()
    source: tuple[int, int] | None = None
    chance: float | None = None
    attitude: bool = False


def without(found: Sequence[Attribution], left_out: Collection[int]) -> list[Attribution]:
    """``found`` without the items at these indices, with ``outer`` leading to where the others stand then."""
    kept = [k for k in range(len(found)) if k not in left_out]
    places: dict[int | None, int] = {k: place for place, k in enumerate(kept)}
    return [replace(found[k], outer=places.get(found[k].outer)) for k in kept]
