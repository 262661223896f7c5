"""Sketches: what of an article is compared with others, and how it is read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.model.annotations import Annotated
from onrecord.model.sketch import Sketch
from onrecord.relate.fingerprints import fingerprints
from onrecord.relate.likeness import TITLE_COUNT, Profile, profile, tokens
from onrecord.relate.remembered import Remembered
from onrecord.relate.words import Word, stem, term_weight, words_of

#: Words from the beginning of the body that are the lead.
LEAD = 120


def sketch(item: Annotated) -> Sketch:
    """The sketch of an article: its headings and its body."""
    headline = Counter(_terms(word for passage in item.article.passages("heading") for word in words_of(passage)))
    body = tokens(item)
    counts = Counter(_terms(body))
    counts.update(dict.fromkeys(headline, TITLE_COUNT))
    leads = Counter(_terms(body[:LEAD]))
    leads.update(headline)
    weights = profile(item).weights
    terms = tuple(sorted(counts))
    return Sketch(
        item.article.id,
        item.article.title,
        item.article.published,
        terms,
        tuple(counts[term] for term in terms),
        tuple(leads[term] for term in terms),
        tuple(round(weights.get(term, 0.0), 4) for term in terms),
        tuple(sorted({word.text for word in body if _telling(word.text)})),
        fingerprints(body),
    )


@Remembered
def profile_of(given: Sketch) -> Profile:
    """The terms of a sketch with what sharing them says."""
    return Profile.of(dict(zip(given.terms, given.weights, strict=True)))


def _terms(found: Iterable[Word]) -> Iterable[str]:
    return (term for term in (stem(word.text) for word in found) if term_weight(term))


def _telling(text: str) -> bool:
    """Whether a number says more than "two of them", and is no year."""
    year = len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
    return text[0].isdigit() and (len(text) > 2 or "." in text) and not year
