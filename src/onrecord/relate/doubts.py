"""Doubts: who holds a claim to be open."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.passage import Passage
from onrecord.model.relations import Position
from onrecord.relate.assertions import Asserted, Index, Origins, position, stands_in
from onrecord.relate.binding import Report
from onrecord.relate.context import Contexts, cover, quote
from onrecord.relate.movements import movements_in
from onrecord.relate.propositions import Proposition, proposition_of
from onrecord.relate.tables import DOUBT_CUES
from onrecord.relate.words import article_sentences

#: How much of a claim must stand in a sentence that doubts it; what it adds that it stands just before.
DOUBTED = 0.3
JUST_BEFORE = 0.3


def doubt(reports: Sequence[Report], contexts: Contexts, origins: Origins, index: Index) -> None:
    """Sentences that hold a claim to be open: that of the sentence before, or the one that they name."""
    for report in reports:
        previous: list[Passage] = []
        for passage in report.article.body:
            for sentence in article_sentences(report.article, passage.start, passage.end):
                text = f" {sentence.text.casefold()}"
                if any(cue in text for cue in DOUBT_CUES):
                    _take_doubt(report, sentence, previous[-2:], contexts, origins, index)
                previous.append(sentence)


def _take_doubt(
    report: Report, sentence: Passage, before: Sequence[Passage], contexts: Contexts, origins: Origins, index: Index
) -> None:
    own = contexts.of_sentence(report.article, sentence)
    doubted = proposition_of(report.article, sentence, contexts)
    moving = [
        claim
        for claim in index.made_in(report.article.id)
        if any(_of_one_movement(doubted, each) for each in claim.said)
        and not stands_in(claim, report.article.id, sentence)
    ]
    best: tuple[float, str, Asserted] | None = None
    for claim in moving or index.near(contexts.within(report.article, [sentence, *before]), 2):
        if stands_in(claim, report.article.id, sentence):
            continue
        score = cover(claim.context, own) + (
            JUST_BEFORE if any(stands_in(claim, report.article.id, item) for item in before) else 0
        )
        if (moving or score >= DOUBTED) and (best is None or (score, claim.id) > best[:2]):
            best = (score, claim.id, claim)
    if best is None:
        return
    speaking = next(
        (
            statement
            for statement in report.statements
            if any(item.start <= sentence.start < item.end for item in statement.evidence)
        ),
        None,
    )
    if speaking is not None:
        taken = position("doubts", speaking, origins.of(speaking, speaking.evidence[0]), report)
    else:
        evidence = quote(report.article, sentence.start, sentence.end)
        origin = origins.outlet(report.article.id, sentence.start, sentence.end)
        taken = Position("doubts", None, None, None, None, False, origin, report.published, evidence)
    if all(held.evidence != taken.evidence or held.kind != "doubts" for held in best[2].positions):
        best[2].positions.append(taken)


def _of_one_movement(doubted: Proposition, claimed: Proposition) -> bool:
    """Whether a doubt names the movement that a claim tells: "no proof of a pullout", whosever troops these are said to be."""
    named = {movement.named for movement in movements_in(doubted.passage.text)}
    countries = not doubted.countries or doubted.countries & claimed.countries
    return bool(named & claimed.ways and doubted.kinds & claimed.kinds and countries)
