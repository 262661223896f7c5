"""Sides of differences: how a difference is made of the passages that do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Passage
from onrecord.model.relations import Difference, DifferenceKind, Side
from onrecord.model.statement import Speaker, Statement
from onrecord.relate.binding import Report
from onrecord.relate.context import quote
from onrecord.relate.independence import state_of
from onrecord.relate.threads import evidence_key
from onrecord.relate.words import sentence_around


def difference(kind: DifferenceKind, about: str, sides: Sequence[Side], reason: str) -> Difference:
    """A difference of some sides, in the order of their places."""
    ordered = tuple(sorted(sides, key=lambda side: evidence_key(side.evidence)))
    first = ordered[0].evidence
    parts = [part for side in ordered for part in evidence_key(side.evidence)]
    return Difference(make_id("diff", kind, *parts), kind, about, ordered, f"{reason} (from {first.article_id})")


def once(sides: Sequence[Side]) -> list[Side]:
    """Sides without those that show a passage again."""
    kept: dict[tuple[str, int, int], Side] = {}
    for side in sides:
        kept.setdefault(evidence_key(side.evidence), side)
    return list(kept.values())


def voice(report: Report, statement: Statement | None) -> str:
    """Who speaks: a state, a person or body, or the outlet."""
    if statement is None:
        return f"outlet {report.outlet}"
    speaker = statement.speaker
    return state_of(speaker) or speaker.actor_id or speaker.name or f"nobody named in {report.article.id}"


def side_of(article: Article, passage: Passage, speaker: Speaker | None, value: str | None = None) -> Side:
    """The side that a passage is, shown with the sentence in which it stands."""
    sentence = sentence_around(article, passage.start, passage.end)
    evidence = quote(article, sentence.start, max(sentence.end, passage.end))
    shown = value or " ".join(passage.text.split())
    return Side(shown, (speaker.name or speaker.text) if speaker else None, None, evidence)
