"""Which articles belong to one thread: the keys by which possible neighbours are found, and the link between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.model.annotations import Annotated
from onrecord.model.when import When
from onrecord.relate.fingerprints import fingerprints
from onrecord.relate.likeness import likeness, profile, shared_terms, tokens
from onrecord.relate.remembered import Remembered

#: Likeness from which two articles are of one crisis. Two that are of one story reach .2 in nine cases of ten.
LIKE = 0.2

#: The heaviest terms of an article that serve as keys: two articles that are alike share one of these.
TERM_KEYS = 24

#: Terms that must be shared besides the score: one shared name alone makes two short texts look alike.
SHARED_TERMS = 4

#: Two that appeared within days of each other need less likeness, but more shared terms: a local report of a crisis speaks of
#: its own village and its own doctor.
LIKE_AT_ONCE = 0.15
AT_ONCE = 5
SHARED_AT_ONCE = 8

#: Days between two dated articles up to which likeness counts in full, and from which none is enough.
CLOSE = 45
FAR = 180


@dataclass(frozen=True, slots=True)
class Link:
    """Why two articles are of one thread. ``weight`` is from 0 to 1; ``kind`` is ``copy`` or ``likeness``."""

    kind: str
    weight: float
    reason: str


@Remembered
def _fingerprints(item: Annotated) -> frozenset[int]:
    return frozenset(fingerprints(tokens(item)))


def keys(annotated: Annotated) -> tuple[str, ...]:
    """The keys under which an article is found by its possible neighbours: fingerprints and heavy terms, sorted."""
    weights = profile(annotated).weights
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:TERM_KEYS]
    marks = [f"f:{value:08x}" for value in _fingerprints(annotated)]
    return tuple(sorted([*marks, *(f"t:{term}" for term in heaviest)]))


def link(a: Annotated, b: Annotated) -> Link | None:
    """What ties two articles into one thread, or ``None``. Depends on these two alone and is symmetric."""
    if a.article.id == b.article.id:
        return None
    common = _fingerprints(a) & _fingerprints(b)
    fewer = min(len(_fingerprints(a)), len(_fingerprints(b)))
    gap = days_apart(a.article.published, b.article.published)
    if fewer and len(common) >= max(2, fewer / 4):
        return Link("copy", 1.0, f"{len(common)} shared fingerprints of passages")
    if gap is not None and gap > FAR:
        return None
    one, other = profile(a), profile(b)
    score = likeness(one, other)
    if gap is not None and gap > CLOSE:
        score *= 1 - (gap - CLOSE) / (FAR - CLOSE)
    at_once = gap is not None and gap <= AT_ONCE
    if score < (LIKE_AT_ONCE if at_once else LIKE):
        return None
    shared = shared_terms(one, other)
    if len(shared) < (SHARED_TERMS if score >= LIKE else SHARED_AT_ONCE):
        return None
    return Link("likeness", round(min(1.0, score), 4), "both speak of " + ", ".join(shared[:6]))


def days_apart(a: When, b: When) -> int | None:
    """The days between two times, 0 where they overlap, ``None`` where one is unknown."""
    if not (a.first_day and a.last_day and b.first_day and b.last_day):
        return None
    a_first, a_last, b_first, b_last = (
        date.fromisoformat(day).toordinal() for day in (a.first_day, a.last_day, b.first_day, b.last_day)
    )
    return max(0, b_first - a_last, a_first - b_last)
