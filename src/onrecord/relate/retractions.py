"""Retractions: which outlet takes back what it printed, by a notice, by a correction, or in a later version of the report.

What is taken back is retracted only where nobody else says it: each position that supports it stands in that outlet's reports or in
copies of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.model.article import Article
from onrecord.model.passage import Passage
from onrecord.model.relations import Difference
from onrecord.relate.assertions import Asserted, Index, stands_in
from onrecord.relate.binding import Report
from onrecord.relate.context import Contexts, cover
from onrecord.relate.corrections import CORRECTED
from onrecord.relate.propositions import negated
from onrecord.relate.tables import RETRACTION_CUES
from onrecord.relate.threads import Copied
from onrecord.relate.words import article_sentences, content_terms

#: How much of a claim must stand in a notice that takes it back.
RETRACTED = 0.5
#: The share of content words (Dice) from which two sentences say the same in one report's versions; that of a copy's claim which the
#: dropped sentence must have.
RESTYLED = 0.5
REPRINTED = 0.8


def retract(
    reports: Sequence[Report],
    contexts: Contexts,
    copied: Copied,
    asserted: Sequence[Asserted],
    differences: Sequence[Difference],
) -> None:
    """Marks the claims that an outlet takes back."""
    index = Index(asserted)
    by_id = {report.article.id: report for report in reports}
    for claim, report in (
        *_by_notice(reports, contexts, copied, index),
        *_by_correction(by_id, index, differences),
        *_by_revision(reports, copied, asserted),
    ):
        if claim.retracted is None and _nobody_else_says(claim, report.outlet, by_id, copied):
            claim.retracted = f"taken back in {report.article.id}"


def _by_notice(
    reports: Sequence[Report], contexts: Contexts, copied: Copied, index: Index
) -> Iterator[tuple[Asserted, Report]]:
    """Notices such as "we withdraw the report that ...": the claims of the outlet, or of a copy of its article, whose words the notice has."""
    for report in reports:
        for passage in report.article.passages("body", "notice", "summary"):
            text = passage.text.casefold()
            if not any(cue in text for cue in RETRACTION_CUES):
                continue
            context = contexts.of_sentence(report.article, passage)
            for claim in index.near(context, 2):
                sources = {claim.article.id, (claim.spans and copied.source(*claim.spans[0])) or claim.article.id}
                same_outlet = claim.article.outlet and claim.article.outlet == report.article.outlet
                if not (same_outlet or report.article.id in sources) or stands_in(claim, report.article.id, passage):
                    continue
                if cover(claim.context, context) >= RETRACTED:
                    yield claim, report


def _by_correction(
    reports: dict[str, Report], index: Index, differences: Iterable[Difference]
) -> Iterator[tuple[Asserted, Report]]:
    """The claims that stand where a correction says that an outlet printed what is wrong."""
    for difference in differences:
        if difference.reason == CORRECTED:
            printed, correction = (side.evidence for side in difference.sides[:2])
            article = reports[printed.article_id].article
            wrong = Passage.of(article.text, printed.start, printed.end)
            for claim in index.standing_in(article.id, [wrong]):
                yield claim, reports[correction.article_id]


def _by_revision(
    reports: Sequence[Report], copied: Copied, asserted: Sequence[Asserted]
) -> Iterator[tuple[Asserted, Report]]:
    """The claims of copies that still print what the report that they copy has dropped or changed in a later version."""
    gone = {report.article.id: (report, tuple(_gone(report))) for report in reports if report.item.earlier}
    for claim in asserted:
        report, dropped = gone.get(copied.carries(claim.article.id) or "", (None, ()))
        said = [content_terms(proposition.passage.text) for proposition in claim.said]
        if report and any(len(terms & each) >= REPRINTED * len(terms) for terms in said if terms for each in dropped):
            yield claim, report


def _gone(report: Report) -> Iterator[frozenset[str]]:
    """The content words of each sentence of earlier versions that the current one has no more, nor in other words with the same numbers."""
    kept = [(content_terms(text), negated(text)) for text in _told(report.article)]
    said = {terms for terms, _ in kept}
    for earlier in report.item.earlier:
        for text in _told(earlier):
            terms = content_terms(text)
            if terms in said:
                continue
            if not any(
                _alike(terms, other) >= RESTYLED and _numbers(terms) == _numbers(other) and turned == negated(text)
                for other, turned in kept
            ):
                yield terms


def _told(article: Article) -> Iterator[str]:
    for passage in article.body:
        for sentence in article_sentences(article, passage.start, passage.end):
            yield sentence.text


def _numbers(terms: Iterable[str]) -> set[str]:
    return {term for term in terms if term[0].isdigit()}


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _nobody_else_says(claim: Asserted, outlet: str, reports: dict[str, Report], copied: Copied) -> bool:
    return all(
        reports[copied.carries(held.evidence.article_id) or held.evidence.article_id].outlet == outlet
        for held in claim.positions
        if held.kind == "supports"
    )
