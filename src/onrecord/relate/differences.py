"""Differences: claims, figures and reports that do not fit, and in what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model.article import Article
from onrecord.model.passage import Evidence
from onrecord.model.relations import Difference, Side
from onrecord.relate.accounts import of_accounts
from onrecord.relate.binding import Report
from onrecord.relate.claims import Gathered
from onrecord.relate.context import Contexts
from onrecord.relate.corrections import of_corrections
from onrecord.relate.denials import Denial
from onrecord.relate.referred import both_ways
from onrecord.relate.rivals import of_numbers
from onrecord.relate.series import Measured
from onrecord.relate.sides import difference, once
from onrecord.relate.states import of_states
from onrecord.relate.statuses import of_status
from onrecord.relate.threads import Copied


def find_differences(
    reports: Sequence[Report],
    contexts: Contexts,
    copied: Copied,
    gathered: Gathered,
    measured: Sequence[Measured],
    series_of: Mapping[str, str],
) -> tuple[Difference, ...]:
    """All differences of a thread, sorted by identifier."""
    found = [
        *_of_denials(gathered, {report.article.id: report.article for report in reports}),
        *both_ways(gathered.asserted),
        *of_numbers(gathered, measured, series_of, contexts),
        *of_status(reports, contexts, copied),
        *of_states(reports, contexts, copied),
        *of_accounts(reports, contexts, copied),
        *of_corrections(reports, contexts, copied),
    ]
    unique = {difference.id: difference for difference in found}
    return tuple(unique[key] for key in sorted(unique))


def _of_denials(gathered: Gathered, articles: Mapping[str, Article]) -> list[Difference]:
    """One difference for each claim that is denied: all who support it, all who deny it."""
    denials: dict[str, list[Denial]] = {}
    for denial in gathered.denials:
        if denial.claim_id is not None:
            denials.setdefault(denial.claim_id, []).append(denial)
    found = []
    for claim in gathered.asserted:
        against = denials.get(claim.id)
        supporting = [held for held in claim.positions if held.kind == "supports"]
        if not against or not supporting:
            continue
        sides = [Side(_words(articles, held.evidence), held.speaker, claim.id, held.evidence) for held in supporting]
        sides.extend(
            Side(denial.content, denial.speaker, None, evidence)
            for denial in against
            for evidence in (denial.statement.evidence if denial.statement else (denial.evidence,))
        )
        found.append(difference("denial", claim.about, once(sides), "one side denies what the other says"))
    return found


def _words(articles: Mapping[str, Article], evidence: Evidence) -> str:
    return " ".join(articles[evidence.article_id].text[evidence.start : evidence.end].split())
