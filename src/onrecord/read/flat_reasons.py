"""The reason that a reader is given for a kind that the model found: what it looked at, in words."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.article import SegmentKind
from onrecord.read.flat_features import COMPANY, DOUBLES, KINSHIP, PLACE, SHAPE, WORDING

_NOUNS: dict[SegmentKind, str] = {
    "body": "a paragraph of the article",
    "heading": "a crosshead of the article",
    "summary": "a standfirst",
    "byline": "a byline",
    "date_line": "a date",
    "caption": "what stands under a picture",
    "credit": "a credit",
    "related_link": "a link to another story",
    "promotion": "an advertisement",
    "navigation": "a way around the site",
    "subscription_notice": "an offer to subscribe",
    "comment": "a reader's comment or what belongs to it",
    "notice": "a control or a notice of the page",
}
_FOR = {
    SHAPE: "it is built like a paragraph",
    WORDING: "it is worded like a report",
    COMPANY: "paragraphs stand around it",
    PLACE: "it stands where the article runs",
    KINSHIP: "it shares words with the rest of the article",
    DOUBLES: "it stands nowhere else",
}
_AGAINST = {
    SHAPE: "it is not built like a paragraph",
    WORDING: "it is not worded like a report",
    COMPANY: "few paragraphs stand around it",
    PLACE: "it stands apart from where the article runs",
    KINSHIP: "it shares few words with the article",
    DOUBLES: "it or its pattern stands there several times",
}
_NAMED = 2  # groups of features that a reason names at most
_LEAST = 0.3  # log-odds below which a group says next to nothing


def body(groups: Sequence[str], weights: Sequence[float]) -> str:
    """Why a line is the article's. ``weights``: what each of ``groups`` speaks for it, in log-odds."""
    return _reason(_NOUNS["body"], _FOR, groups, weights)


def other(kind: SegmentKind, where: str, groups: Sequence[str], weights: Sequence[float]) -> str:
    """Why a line is of another kind; ``where`` it stands ("after the article")."""
    return _reason(f"{_NOUNS.get(kind, kind)} {where}", _AGAINST, groups, [-weight for weight in weights])


def _reason(noun: str, words: dict[str, str], groups: Sequence[str], weights: Sequence[float]) -> str:
    ranked = sorted(zip(weights, groups, strict=True), key=lambda item: (-item[0], item[1]))
    named = [words[group] for weight, group in ranked[:_NAMED] if weight >= _LEAST]
    return f"{noun}: {' and '.join(named)}" if named else noun
