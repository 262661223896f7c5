"""Assertions: what statements and figures say, gathered by proposition and value, each with its origin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Position, PositionKind
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, quote
from onrecord.relate.denying import assails
from onrecord.relate.independence import state_of
from onrecord.relate.propositions import (
    LEAST_SHARED,
    Proposition,
    proposition_of,
    propositions_of,
    same,
    same_chance,
)
from onrecord.relate.rulings import Decided
from onrecord.relate.said import HEAVIEST, Said
from onrecord.relate.series import Measured
from onrecord.relate.tables import PRONOUNS
from onrecord.relate.threads import Copied, moment
from onrecord.relate.words import sentence_around, stem, words_of

#: Pictures, papers and recordings that one outlet was shown: two of its reports on them are one origin.
_SHOWN_TO = re.compile(r"\b(?:seen|reviewed|obtained|examined|viewed|heard) by (?P<outlet>\S.*)\Z")
#: An outlet that speaks of what it printed: "an article published on 7 May said", "this newspaper reported".
_ITSELF = re.compile(
    r"(?:an?|the|our|this)\s+(?:(?:earlier|previous|original|first)\s+)?(?:article|version|story|headline|newspaper|site|website)\b",
    re.IGNORECASE,
)
#: Before a small number of things that are known already.
_DEFINITE = re.compile(r"\b(?:the|both|these|those|all|its|their|our|his|her)\s+\Z", re.IGNORECASE)
_DEFINITE_REACH = 8
_FEW = 12
ASSERTS = frozenset({"says", "confirms", "warns", "accuses", "predicts", "believes", "promises", "announces"})


@dataclass(slots=True)
class Asserted:
    """A claim being gathered: its first statement or figure, its context, its positions, what it says sentence by sentence.

    ``low`` and ``high`` are the value of one that figures make; ``states`` are the countries for which its claimants speak, ``accuses`` where one of them accuses somebody.
    """

    id: str
    about: str
    passage: Evidence
    article: Article
    story_id: str | None
    context: Context
    positions: list[Position]
    figure_ids: set[str] = field(default_factory=set)
    low: float | None = None
    high: float | None = None
    speakers: set[str] = field(default_factory=set)
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    superseded_by: str | None = None
    retracted: str | None = None
    said: tuple[Proposition, ...] = ()
    states: frozenset[str] = frozenset()
    accuses: bool = False


class Origins:
    """Where information comes from, once copies and citations are seen through."""

    def __init__(self, reports: Sequence[Report], copied: Copied) -> None:
        self._reports = {report.article.id: report for report in reports}
        self._copied = copied

    def outlet(self, article_id: str, start: int, end: int) -> str:
        """The outlet whose words these are: of the article copied, where they are a copy."""
        article = self._reports[article_id].article
        if self._copied.carries(article_id) and not any(each.start <= start < each.end for each in article.body):
            article_id, start, end = self._copied.carries(article_id) or article_id, -1, -1  # its headline too
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
        text = statement.speaker.text or ""
        if not statement.speaker.name and (shown := _SHOWN_TO.search(text)):
            return f"documents via {shown['outlet'].strip()}"
        if _ITSELF.match(text):
            return self.outlet(evidence.article_id, evidence.start, evidence.end)
        outlet = statement.via[-1] if statement.via else self.outlet(evidence.article_id, evidence.start, evidence.end)
        if statement.speaker.anonymous:
            return f"anonymous via {outlet}"
        return statement.speaker.name or (text if text and text.casefold() not in PRONOUNS else outlet)


def position(
    kind: PositionKind, statement: Statement, origin: str, when_published: Report, passage: Passage | None = None
) -> Position:
    """The position that a statement takes; with ``passage``, its evidence is the one in which that stands."""
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
        _evidence_of(statement, passage),
    )


def printed_position(kind: PositionKind, report: Report, sentence: Passage, origins: Origins) -> Position:
    """The position that an outlet takes with a sentence of its own."""
    article = report.article
    evidence = quote(article, sentence.start, sentence.end)
    origin = origins.outlet(article.id, sentence.start, sentence.end)
    return Position(kind, None, None, None, None, False, origin, report.published, evidence)


def _evidence_of(statement: Statement, passage: Passage | None) -> Evidence:
    holding = (each for each in statement.evidence if passage and each.start < passage.end and passage.start < each.end)
    return next(holding, statement.evidence[0])


class Index:
    """Claims by the terms of their contexts, the rare ones first."""

    def __init__(self, asserted: Sequence[Asserted] = ()) -> None:
        self.claims: list[Asserted] = []
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

    def made_in(self, article_id: str) -> list[Asserted]:
        """Claims that an article makes, in order."""
        return [self.claims[number] for number in sorted(set(self._by_article.get(article_id, ())))]

    def standing_in(self, article_id: str, passages: Sequence[Passage]) -> list[Asserted]:
        """Claims that one of these passages of an article makes."""
        return [
            claim
            for claim in self.made_in(article_id)
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
    measured: Sequence[Measured],
    series_of: Mapping[str, str],
    contexts: Contexts,
    origins: Origins,
    story_of: Mapping[str, str],
    decided: Decided,
) -> list[Asserted]:
    """A claim for each value of a series, and for each matter of which it is told: a number alone is no agreement."""
    claims: dict[tuple[str, float | None, float | None, str, str], list[Asserted]] = {}
    fates: dict[str, frozenset[str]] = {}
    known = series_of.keys()
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
        alone = figure.id if decided.is_another_claim(figure.id, known) else ""
        key = (series_id, figure.low, figure.high, figure.kind, alone)
        point = one.point
        said = proposition_of(one.article, sentence_around(one.article, figure.start, figure.end), contexts)
        met = claims.setdefault(key, [])
        held = next((claim for claim in met if _is_one_matter(one, said, origin, claim, fates[claim.id])), None)
        if held is None:
            held = Asserted(
                make_id("cl", figure.id),
                figure.text if figure.counts in figure.text else f"{figure.text} {figure.counts}".strip(),
                evidence,
                one.article,
                story_of.get(one.article.id),
                one.context,
                [],
                low=figure.low,
                high=figure.high,
                said=(said,),
            )
            met.append(held)
            fates[held.id] = one.fates
        held.figure_ids.add(figure.id)
        held.spans.append((one.article.id, evidence.start, evidence.end))
        held.speakers.add(point.actor_id or origin)
        if one.figure.previous or _is_known_group(one):
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
    return [claim for met in claims.values() for claim in met if claim.positions]


def _is_one_matter(one: Measured, said: Proposition, origin: str, claim: Asserted, fates: frozenset[str]) -> bool:
    """Whether a figure tells of the matter of a claim of the same value: the same met those counted, or the sentences share a word beside
    the number and what it counts. Who told the one may tell the other in any words."""
    if one.fates & fates or (one.point.actor_id or origin) in claim.speakers or one.article.id == claim.article.id:
        return True
    figure = one.figure
    words = f"{figure.text} {figure.counts} {figure.unit}"
    counted = {stem(word.text) for word in words_of(Passage(words, 0, len(words)))}
    shared = [said.plain.keys() & other.plain.keys() - counted for other in claim.said]
    return any(not term.startswith("~") and not term[0].isdigit() for terms in shared for term in terms)


def _is_known_group(one: Measured) -> bool:
    """Whether a small number only takes up things that are known: "in the two provinces" does not say that there are two."""
    small = one.figure.low is not None and one.figure.low == one.figure.high and one.figure.low <= _FEW
    before = one.article.text[max(0, one.figure.start - _DEFINITE_REACH) : one.figure.start]
    return small and not one.fates and one.figure.kind == "level" and _DEFINITE.search(before) is not None


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence of a statement."""

    report: Report
    statement: Statement
    proposition: Proposition


def of_statements(
    reports: Sequence[Report], contexts: Contexts, origins: Origins, story_of: Mapping[str, str], decided: Decided
) -> list[Asserted]:
    """A claim for each sentence that several statements say, and for each statement one of all that no other says."""
    said, groups = Said(), list[list[_Told]]()
    for report, statement in _asserting(reports):
        if len(contexts.within(report.article, statement.contents).terms) < LEAST_SHARED:
            continue
        for proposition in propositions_of(report.article, statement, contexts):
            number = _group_of(proposition, said)
            if number is None:
                number = len(groups)
                groups.append([])
            groups[number].append(_Told(report, statement, proposition))
            said.add(number, [proposition])
    alone: dict[str, list[_Told]] = {}
    claims = []
    for group in _parted(groups, decided):
        if len({told.statement.id for told in group}) > 1:
            first = group[0]
            claims.append(
                _claim(
                    make_id("cl", first.statement.id, first.proposition.passage.start),
                    group,
                    contexts,
                    origins,
                    story_of,
                )
            )
        else:
            alone.setdefault(group[0].statement.id, []).extend(group)
    for statement_id, told in alone.items():
        claims.append(_claim(make_id("cl", statement_id), told, contexts, origins, story_of))
    return claims


def _asserting(reports: Sequence[Report]) -> list[tuple[Report, Statement]]:
    """The statements that assert something, once each, in the order of their times."""
    told = [
        (moment(statement.said if statement.said.known else report.published), statement.id, report, statement)
        for report in reports
        for statement in report.statements
        if statement.stance in ASSERTS
        and not statement.negated
        and not assails(statement)
        and statement.contents
        and statement.segment != "caption"
        and statement.repeats is None
    ]
    return [(report, statement) for _, _, report, statement in sorted(told, key=lambda entry: entry[:2])]


def _group_of(proposition: Proposition, said: Said) -> int | None:
    """The group of the sentence that most likely says the same, if one does."""
    likely = [
        (same_chance(proposition, other), -number)
        for number, other in said.alike(proposition)
        if same(proposition, other)
    ]
    return -max(likely)[1] if likely else None


def _parted(groups: Sequence[list[_Told]], decided: Decided) -> Iterator[list[_Told]]:
    """The groups without what editors ruled to be of another claim, which makes a group of its own."""
    for group in groups:
        ids = {told.statement.id for told in group}
        parted = {one for one in ids if decided.is_another_claim(one, ids)}
        for one in sorted(parted):
            yield [told for told in group if told.statement.id == one]
        if rest := [told for told in group if told.statement.id not in parted]:
            yield rest


def _claim(
    claim_id: str, group: Sequence[_Told], contexts: Contexts, origins: Origins, story_of: Mapping[str, str]
) -> Asserted:
    first = group[0]
    taken: dict[str, Position] = {}
    for told in group:
        held = position("supports", told.statement, "", told.report, told.proposition.passage)
        taken.setdefault(told.statement.id, replace(held, origin=origins.of(told.statement, held.evidence)))
    return Asserted(
        claim_id,
        " ".join(first.proposition.passage.text.split()),
        taken[first.statement.id].evidence,
        first.report.article,
        story_of.get(first.report.article.id),
        contexts.within(
            first.report.article, [told.proposition.passage for told in group if told.statement is first.statement]
        ),
        list(taken.values()),
        speakers={held.actor_id or held.origin for held in taken.values()},
        spans=[(told.report.article.id, each.start, each.end) for told in group for each in told.statement.evidence],
        said=tuple(told.proposition for told in group),
        states=frozenset(country for told in group if (country := state_of(told.statement.speaker))),
        accuses=any(told.statement.stance == "accuses" for told in group),
    )


def stands_in(claim: Asserted, article_id: str, passage: Passage) -> bool:
    return any(
        article == article_id and start < passage.end and passage.start < end for article, start, end in claim.spans
    )
