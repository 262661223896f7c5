"""What ties two articles: the keys by which possible neighbours are found, and the link between two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.sketch import Sketch
from onrecord.relate.comparing import compare
from onrecord.relate.copies import text_of
from onrecord.relate.likeness import likeness, shared_terms
from onrecord.relate.pairing import shares_passage
from onrecord.relate.rarity import rarity
from onrecord.relate.signals import at_most
from onrecord.relate.sketches import profile_of
from onrecord.relate.threads import gap_in_days

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

#: What the chance that two tell of one happening can be at most, from which they are of one neighbourhood. On the Wikinews sets all
#: values up to this one give the same stories, and the reports of a long crisis are not one neighbourhood.
NEAR = 0.4

Texts = Callable[[Sequence[str]], Mapping[str, Article]]


@dataclass(frozen=True, slots=True)
class Link:
    """Why two articles are of one thread. ``weight`` is from 0 to 1; ``kind`` is ``copy`` or ``likeness``.

    ``near`` ones tie neighbourhoods: copies, and articles that may tell of one happening.
    """

    kind: str
    weight: float
    reason: str
    near: bool


def keys(given: Sketch) -> tuple[str, ...]:
    """The keys under which an article is found by its possible neighbours: fingerprints and heavy rare terms, sorted."""
    told = {term: weight * rarity(term) for term, weight in zip(given.terms, given.weights, strict=True) if weight}
    heaviest = sorted(told, key=lambda term: (-told[term], term))[:TERM_KEYS]
    return tuple(sorted([*(f"f:{value:08x}" for value in given.marks), *(f"t:{term}" for term in heaviest)]))


def link(a: Sketch, b: Sketch, texts: Texts) -> Link | None:
    """What ties two articles, or ``None``. Depends on these two alone and is symmetric; ``texts`` gives both where they share
    fingerprints.
    """
    if a.article_id == b.article_id:
        return None
    if not set(a.marks).isdisjoint(b.marks):
        found = texts(sorted((a.article_id, b.article_id)))
        one, other = (text_of(found[each]) for each in sorted(found))
        alignment = compare(one, other) if shares_passage(one, other) else None
        if alignment is not None and alignment.relation:
            return Link("copy", 1.0, f"{alignment.relation}: {alignment.reason}", near=True)
    gap = gap_in_days(a.published, b.published)
    if gap is not None and gap > FAR:
        return None
    mine, theirs = profile_of(a), profile_of(b)
    score = likeness(mine, theirs)
    if gap is not None and gap > CLOSE:
        score *= 1 - (gap - CLOSE) / (FAR - CLOSE)
    chance = at_most(a, b)
    at_once = gap is not None and gap <= AT_ONCE
    if score < (LIKE_AT_ONCE if at_once else LIKE) and chance < NEAR:
        return None
    shared = shared_terms(mine, theirs)
    if len(shared) < (SHARED_TERMS if score >= LIKE else SHARED_AT_ONCE):
        return None
    near = chance >= NEAR
    weight = chance if near else min(NEAR, score)
    return Link("likeness", round(weight, 4), "both speak of " + ", ".join(shared[:6]), near)
