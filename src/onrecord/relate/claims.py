"""Claims: what is asserted, who supports, denies or doubts it, and on how many origins it rests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.relations import Claim, ClaimState, Position
from onrecord.relate.answers import answer
from onrecord.relate.assertions import Asserted, Index, Origins, of_figures, of_statements
from onrecord.relate.binding import Report
from onrecord.relate.context import Contexts
from onrecord.relate.denials import Denial, Printed, alleged, deny
from onrecord.relate.doubts import doubt
from onrecord.relate.grades import credibility
from onrecord.relate.independence import Houses
from onrecord.relate.referred import take_positions
from onrecord.relate.rulings import Decided
from onrecord.relate.series import Measured
from onrecord.relate.threads import Copied, evidence_key, moment
from onrecord.relate.voices import Voices


@dataclass(frozen=True, slots=True)
class Gathered:
    """The claims of a thread, still open, with the denials among the statements."""

    asserted: tuple[Asserted, ...]
    denials: tuple[Denial, ...]


def gather(
    reports: Sequence[Report],
    contexts: Contexts,
    copied: Copied,
    story_of: Mapping[str, str],
    measured: Sequence[Measured],
    series_of: Mapping[str, str],
    referring: Sequence[Measured],
    decided: Decided | None = None,
) -> Gathered:
    """The claims of a thread: of figures by their series and value, of statements by their proposition; then who denies.

    ``referring`` are figures that measure nothing but name another's value; ``decided`` says what editors hold to be claims of their own.
    """
    origins = Origins(reports, copied)
    ruled = decided or Decided.of(())
    by_figure = of_figures(measured, series_of, contexts, origins, story_of, ruled)
    asserted = [*by_figure, *of_statements(reports, contexts, origins, story_of, ruled)]
    index = Index(asserted)
    printed = Printed(reports, contexts, copied, story_of, origins)
    take_positions(referring, by_figure, reports, origins)
    denials = deny(reports, contexts, origins, index, printed)
    denials = answer(reports, contexts, origins, index, printed, denials)
    asserted.extend(printed.claims())
    asserted.extend(alleged(denials, reports, contexts, origins, story_of))
    doubt(reports, contexts, origins, index)
    return Gathered(tuple(asserted), _without_ruled(asserted, denials, ruled))


def _without_ruled(asserted: Sequence[Asserted], denials: Sequence[Denial], decided: Decided) -> tuple[Denial, ...]:
    """The denials; who was ruled to deny or doubt another claim is taken from this one. What supports one was parted before."""
    if not decided.other_claims:
        return tuple(denials)
    makers = {
        claim.id: {
            one
            for held in claim.positions
            if held.kind == "supports"
            for one in (held.statement_id, held.figure_id)
            if one
        }
        for claim in asserted
    }
    for claim in asserted:
        claim.positions[:] = [
            held
            for held in claim.positions
            if held.kind == "supports" or not decided.is_another_claim(held.statement_id, makers[claim.id])
        ]
    return tuple(
        replace(denial, claim_id=None)
        if denial.statement and decided.is_another_claim(denial.statement.id, makers.get(denial.claim_id or "", ()))
        else denial
        for denial in denials
    )


def supersede(asserted: Sequence[Asserted], series_of: Mapping[str, str]) -> None:
    """Marks values that the same claimant replaced by a later one of the same quantity."""
    by_series: dict[str, list[Asserted]] = {}
    for claim in asserted:
        if claim.figure_ids:
            by_series.setdefault(series_of[min(claim.figure_ids)], []).append(claim)
    for claims in by_series.values():
        for claim in claims:
            later = [
                other
                for other in claims
                if other is not claim and other.speakers & claim.speakers and _newest(other) > _newest(claim)
            ]
            if later and all(held.kind == "supports" for held in claim.positions):
                claim.superseded_by = min(later, key=lambda other: (_newest(other), other.id)).id


def _newest(claim: Asserted) -> str:
    return max((held.when.start or "" for held in claim.positions if held.kind == "supports"), default="")


def settle(
    asserted: Sequence[Asserted], disputed: Iterable[str], houses: Houses, reports: Sequence[Report]
) -> tuple[Claim, ...]:
    """The claims with their states. ``disputed`` are identifiers of claims that a difference sets against another."""
    voices = Voices.of(reports)
    against = set(disputed)
    claims = []
    for claim in asserted:
        positions = tuple(
            sorted(claim.positions, key=lambda held: (moment(held.when), evidence_key(held.evidence), held.kind))
        )
        backers = voices.independent([held for held in positions if held.kind == "supports"])
        supporting = houses.origins(backers)
        denying = houses.origins([held for held in positions if held.kind == "denies"])
        state, reason = _state(claim, positions, supporting, against)
        if owners := houses.owners_of_several(backers):
            reason += f"; outlets of {', '.join(owners)} counted as one"
        claims.append(
            Claim(
                claim.id,
                claim.story_id,
                claim.about,
                claim.passage,
                positions,
                supporting,
                state,
                claim.superseded_by if state == "superseded" else None,
                reason,
                credibility(state, supporting, denying, positions),
            )
        )
    return tuple(sorted(claims, key=lambda claim: claim.id))


def _state(
    claim: Asserted, positions: Sequence[Position], supporting: Sequence[str], against: set[str]
) -> tuple[ClaimState, str]:
    if claim.retracted:
        return "retracted", claim.retracted
    deniers = sorted({held.speaker or held.origin for held in positions if held.kind == "denies"})
    if deniers:
        return "disputed", f"denied by {', '.join(deniers)}"
    if claim.superseded_by:
        return "superseded", f"the same source later gives another value ({claim.superseded_by})"
    if claim.id in against:
        return "disputed", "another source gives something that does not fit"
    doubts = sorted({held.speaker or held.origin for held in positions if held.kind == "doubts"})
    doubted = f"; doubted by {', '.join(doubts)}" if doubts else ""
    if len(supporting) > 1 and len({held.evidence.article_id for held in positions if held.kind == "supports"}) > 1:
        return "corroborated", f"{len(supporting)} independent origins{doubted}"
    if len(supporting) > 1:
        return "single_source", f"{len(supporting)} voices, but one report alone has them{doubted}"
    return "single_source", f"rests on {supporting[0] if supporting else 'no named origin'} alone{doubted}"
