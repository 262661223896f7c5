"""Assertions: what statements and figures say, gathered by proposition and value, each with its origin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Position, PositionKind
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike
from onrecord.relate.series import Measured
from onrecord.relate.tables import PRONOUNS
from onrecord.relate.threads import Copied, moment

#: Cosine of two contents from which they state one proposition; terms that they must share at least.
ONE_PROPOSITION = 0.45
SHARED = 3

#: The heaviest terms of a passage, by which others about the same are found.
HEAVIEST = 8

#: Characters of a content in which a "not" turns all of it round.
NEGATION_REACH = 60

#: What is so is said not to be so; "must not" and "will not" say nothing of what is.
_NEGATION = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|been)\s+(?:not|never)\b"
    r"|\b(?:is|are|was|were|has|have|had|did|does|do)n['’]t\b"
    r"|\A\W{0,3}(?:no|not|nobody|none|nothing)\b"
    r"|\b(?:has|have|had) no (?:part|role|hand|knowledge)\b"
    r"|\bnever\b",
    re.IGNORECASE,
)
_ASSERTS = frozenset({"says", "confirms", "warns", "accuses", "predicts", "believes", "promises", "announces"})


@dataclass(slots=True)
class Asserted:
    """A claim being gathered: its first statement or figure, its context, its positions."""

    id: str
    about: str
    passage: Evidence
    article: Article
    story_id: str | None
    context: Context
    positions: list[Position]
    figure_ids: set[str] = field(default_factory=set)
    speakers: set[str] = field(default_factory=set)
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    superseded_by: str | None = None
    retracted: str | None = None
    negated: bool = False


class Origins:
    """Where information comes from, once copies and citations are seen through."""

    def __init__(self, reports: Sequence[Report], copied: Copied) -> None:
        self._reports = {report.article.id: report for report in reports}
        self._copied = copied

    def outlet(self, article_id: str, start: int, end: int) -> str:
        """The outlet whose words these are: of the article copied, where they are a copy."""
        seen = {article_id}
        while (
            (source := self._copied.source(article_id, start, end)) and source in self._reports and source not in seen
        ):
            # The range is that of the member; the source's own place differs, and any of its copies says enough.
            article_id = source
            seen.add(source)
            start, end = -1, -1
        return self._reports[article_id].outlet

    def of(self, statement: Statement, evidence: Evidence) -> str:
        """The origin of a statement: the person who said it; for an unnamed one, the outlet that was told."""
        outlet = statement.via[-1] if statement.via else self.outlet(evidence.article_id, evidence.start, evidence.end)
        if statement.speaker.anonymous:
            return f"anonymous via {outlet}"
        text = statement.speaker.text or ""
        return statement.speaker.name or (text if text and text.casefold() not in PRONOUNS else outlet)


def position(kind: PositionKind, statement: Statement, origin: str, when_published: Report) -> Position:
    """The position that a statement takes."""
    speaker = statement.speaker
    when = statement.said if statement.said.known else when_published.published
    return Position(
        kind,
        statement.id,
        None,
        speaker.actor_id,
        speaker.name or speaker.text,
        speaker.anonymous,
        origin,
        when,
        statement.evidence[0],
    )


class Index:
    """Claims by the terms of their contexts, the rare ones first."""

    def __init__(self, asserted: Sequence[Asserted] = ()) -> None:
        self.claims: list[Asserted] = []
        self.outlets = frozenset(claim.article.outlet or "" for claim in asserted)
        self._by_term: dict[str, list[int]] = {}
        self._by_article: dict[str, list[int]] = {}
        for claim in asserted:
            self.add(claim)

    def add(self, claim: Asserted) -> None:
        for term in claim.context.terms:
            self._by_term.setdefault(term, []).append(len(self.claims))
        for article_id, _, _ in claim.spans:
            self._by_article.setdefault(article_id, []).append(len(self.claims))
        self.claims.append(claim)

    def standing_in(self, article_id: str, passages: Sequence[Passage]) -> list[Asserted]:
        """Claims that one of these passages of an article makes."""
        numbers = sorted(set(self._by_article.get(article_id, ())))
        return [
            claim
            for claim in (self.claims[number] for number in numbers)
            if any(stands_in(claim, article_id, passage) for passage in passages)
        ]

    def near(self, context: Context, least: int) -> list[Asserted]:
        """Claims that share at least ``least`` terms with ``context``, two of its heaviest among them."""
        counts: dict[int, int] = {}
        heaviest = sorted(context.terms, key=lambda term: (-context.terms[term], term))[:HEAVIEST]
        for term in heaviest:
            for number in self._by_term.get(term, ()):
                counts[number] = counts.get(number, 0) + 1
        found = []
        for number in sorted(number for number, count in counts.items() if count >= min(2, len(heaviest))):
            claim = self.claims[number]
            if len(context.terms.keys() & claim.context.terms.keys()) >= least:
                found.append(claim)
        return found


def of_figures(
    measured: Sequence[Measured], series_of: Mapping[str, str], origins: Origins, story_of: Mapping[str, str]
) -> list[Asserted]:
    claims: dict[tuple[str, float | None, float | None, str], Asserted] = {}
    for one in measured:
        series_id = series_of.get(one.figure.id)
        if series_id is None:
            continue
        figure = one.figure
        evidence = figure.evidence[0]
        if one.statement:
            origin = origins.of(one.statement, evidence)
        else:
            origin = origins.outlet(one.article.id, evidence.start, evidence.end)
        key = (series_id, figure.low, figure.high, figure.kind)
        point = one.point
        held = claims.get(key)
        if held is None:
            held = claims[key] = Asserted(
                make_id("cl", figure.id),
                figure.text if figure.counts in figure.text else f"{figure.text} {figure.counts}".strip(),
                evidence,
                one.article,
                story_of.get(one.article.id),
                one.context,
                [],
            )
        held.figure_ids.add(figure.id)
        held.spans.append((one.article.id, evidence.start, evidence.end))
        held.speakers.add(point.actor_id or origin)
        if one.figure.previous:
            continue
        held.positions.append(
            Position(
                "supports",
                figure.statement_id,
                figure.id,
                point.actor_id,
                point.claimant,
                bool(one.statement and one.statement.speaker.anonymous),
                origin,
                point.when,
                evidence,
            )
        )
    return [claim for claim in claims.values() if claim.positions]


def of_statements(
    reports: Sequence[Report], contexts: Contexts, origins: Origins, story_of: Mapping[str, str]
) -> list[Asserted]:
    index = Index()
    told = [
        (moment(statement.said if statement.said.known else report.published), statement.id, report, statement)
        for report in reports
        for statement in report.statements
        if statement.stance in _ASSERTS
        and not statement.negated
        and statement.contents
        and statement.segment != "caption"
        and statement.repeats is None
    ]
    for _, _, report, statement in sorted(told, key=lambda entry: entry[:2]):
        context = contexts.within(report.article, statement.contents)
        if len(context.terms) < 2:
            continue
        evidence = statement.evidence[0]
        taken = position("supports", statement, origins.of(statement, evidence), report)
        best: tuple[float, Asserted] | None = None
        for claim in index.near(context, SHARED):
            score = alike(context, claim.context)
            if score >= ONE_PROPOSITION and (best is None or (score, claim.id) > (best[0], best[1].id)):
                best = (score, claim)
        if best is None:
            claim = Asserted(
                make_id("cl", statement.id),
                " ".join(statement.contents[0].text.split()),
                evidence,
                report.article,
                story_of.get(report.article.id),
                context,
                [],
                negated=negated_in(statement),
            )
            index.add(claim)
        else:
            claim = best[1]
        claim.positions.append(taken)
        claim.speakers.add(taken.actor_id or taken.origin)
        claim.spans.extend((report.article.id, item.start, item.end) for item in statement.evidence)
    return index.claims


def negated_in(statement: Statement) -> bool:
    """Whether the content says that something is not so, near its beginning: "No mine has been laid"."""
    return bool(statement.contents) and bool(_NEGATION.search(statement.contents[0].text, 0, NEGATION_REACH))


def stands_in(claim: Asserted, article_id: str, passage: Passage) -> bool:
    return any(
        article == article_id and start < passage.end and passage.start < end for article, start, end in claim.spans
    )
