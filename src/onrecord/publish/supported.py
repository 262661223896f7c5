"""Claims as lines: what is known, what rests on one source, what somebody denies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model.brief import Line, Quote
from onrecord.model.passage import Evidence
from onrecord.model.relations import Claim, Position
from onrecord.publish.thread import Ranked, Thread, age, grade, short
from onrecord.publish.wording import plural

#: Quotes shown for a claim that many report: one for each of the first origins.
QUOTES_PER_CLAIM = 3


def known(thread: Thread) -> Iterable[Ranked]:
    """The claims that two independent origins or more support, those with most first."""
    for claim in thread.relations.claims:
        if claim.state == "corroborated":
            yield Ranked((-len(claim.origins), age(claim), claim.id), claim_line(thread, claim))


def single_source(thread: Thread) -> Iterable[Ranked]:
    """The claims with one origin that a reader may meet elsewhere as more: anonymous, printed often, or with a figure."""
    for claim in thread.relations.claims:
        if claim.state != "single_source":
            continue
        supporting = [position for position in claim.positions if position.kind == "supports"]
        anonymous = any(position.anonymous for position in supporting)
        has_figure = any(position.figure_id for position in supporting)
        printed_in = len({position.evidence.article_id for position in claim.positions})
        if not anonymous and printed_in < 2 and not has_figure:
            continue  # one named person's words, said once, stand under "Who says what"
        note = "single anonymous source" if anonymous else ""
        if printed_in > 1:
            note = f"{note}; " if note else ""
            note += f"printed in {plural(printed_in, 'article')}, one origin"
        order = (-printed_in, 0 if has_figure else 1, 0 if anonymous else 1, age(claim), claim.id)
        yield Ranked(order, claim_line(thread, claim, note=note))


def claim_line(thread: Thread, claim: Claim, *, note: str | None = None, evidence: Sequence[Evidence] = ()) -> Line:
    """A claim with who supports it; ``evidence`` is what to quote, where that is not the claim's own choice."""
    supporting = [position for position in claim.positions if position.kind == "supports"] or list(claim.positions)
    by_origin: dict[str, Position] = {}
    for position in supporting:
        by_origin.setdefault(position.origin, position)
    evidence = evidence or [claim.passage, *(position.evidence for position in by_origin.values())]
    quotes = _distinct(thread.sources.quotes(evidence))[:QUOTES_PER_CLAIM]
    if note is None:
        note = plural(len(claim.origins), "independent origin")
        if not set(claim.origins) <= {thread.position_name(position) for position in supporting}:
            note += f": {', '.join(thread.sources.named(origin) for origin in claim.origins)}"
    label = " · ".join(filter(None, [thread.names(supporting), short(claim.about)]))
    return thread.line(
        claim.id, label, quotes, note="; ".join(filter(None, [grade(claim, thread.sources), note])), why=claim.reason
    )


def disputed_claim_line(thread: Thread, claim: Claim) -> Line:
    """A claim with each position towards it."""
    children = [
        thread.line(
            position.statement_id or position.figure_id or claim.id,
            f"{thread.position_name(position)} · {position.kind}",
            [thread.sources.quote(position.evidence)],
        )
        for position in claim.positions
    ]
    label = " · ".join(filter(None, ["claim", short(claim.about), thread.names(claim.positions)]))
    return thread.line(claim.id, label, [], note=grade(claim, thread.sources), why=claim.reason, children=children)


def _distinct(quotes: Sequence[Quote]) -> list[Quote]:
    """Without quotes that stand inside, or overlap, an earlier one of the same article."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(
            other.evidence.article_id == quote.evidence.article_id and other.evidence.span.overlaps(quote.evidence.span)
            for other in kept
        ):
            kept.append(quote)
    return kept
