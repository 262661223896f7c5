"""Claims: what is asserted, who supports, denies or doubts it, and on how many origins it rests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Claim, ClaimState, Position, PositionKind
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike, cover, quote
from onrecord.relate.series import Measured
from onrecord.relate.tables import DENIAL_CUES, DOUBT_CUES, NEGATIONS, RETRACTION_CUES
from onrecord.relate.threads import Copied, evidence_key, gap_in_days, moment
from onrecord.relate.words import article_sentences, term_weight

#: Cosine of two contents from which they state one proposition; terms that they must share at least.
ONE_PROPOSITION = 0.45
SHARED = 3

#: The share of what a denial names that must stand in a claim for it to be the claim denied, and the same for a statement
#: that only negates ("the harbour has not been closed"): most of these answer nobody.
DENIED = 0.34
CONTRADICTED = .35
NEGATION_REACH = 60

#: The same for a sentence that nobody is quoted for: the outlet says it on its own account.
PRINTED = 0.5

#: Terms up to which a denial names so little ("denied the charge") that it is about what stands before it.
THIN = 3

#: Days after a claim in which it is denied.
ANSWERED = 10

#: How much of a claim must stand in a sentence that doubts it, or takes it back.
DOUBTED = 0.3
RETRACTED = 0.5

#: The heaviest terms of a passage, by which others about the same are found.
HEAVIEST = 8

#: Days between two times up to which the values of two named claimants are of one time; those of one or of nobody in
#: particular are so on one day only: later ones are a movement.
ONE_TIME = 1

_NEGATION = re.compile(
    r"(?<![^\W_])(?:" + "|".join(re.escape(word) for word in NEGATIONS) + r")(?![^\W_])|n['’]t\b", re.I
)
_ASSERTS = frozenset({"says", "confirms", "warns", "accuses", "predicts", "believes", "promises", "announces"})
_DENIES = frozenset({"denies", "rejects"})


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


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial and the claim that it denies, if the reports have it."""

    statement: Statement
    article: Article
    claim_id: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Gathered:
    """The claims of a thread, still open, with the denials among the statements."""

    asserted: tuple[Asserted, ...]
    denials: tuple[Denial, ...]


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
        return statement.speaker.name or statement.speaker.text or outlet


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


def gather(
    reports: Sequence[Report],
    contexts: Contexts,
    copied: Copied,
    story_of: Mapping[str, str],
    measured: Sequence[Measured],
    series_of: Mapping[str, str],
) -> Gathered:
    """The claims of a thread: of figures by their series and value, of statements by their proposition; then who denies."""
    origins = Origins(reports, copied)
    by_figure = _of_figures(measured, series_of, origins, story_of)
    asserted = [*by_figure, *_of_statements(reports, contexts, origins, story_of)]
    index = _Index(asserted)
    printed = _Printed(reports, contexts, copied, story_of, origins)
    denials = _deny(reports, contexts, origins, index, printed)
    asserted.extend(printed.claims())
    asserted.extend(_alleged(denials, reports, contexts, origins, story_of))
    _doubt(reports, contexts, origins, index)
    _retract(reports, contexts, copied, index)
    return Gathered(tuple(asserted), tuple(denials))


def _of_figures(
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
                f"{figure.text} {figure.counts}".strip(),
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


class _Index:
    """Claims by the terms of their contexts, the rare ones first."""

    def __init__(self, asserted: Iterable[Asserted] = ()) -> None:
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

    def standing_in(self, article_id: str, passages: Sequence[Passage]) -> list[Asserted]:
        """Claims that one of these passages of an article makes."""
        numbers = sorted(set(self._by_article.get(article_id, ())))
        return [
            claim
            for claim in (self.claims[number] for number in numbers)
            if any(_stands_in(claim, article_id, passage) for passage in passages)
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


def _of_statements(
    reports: Sequence[Report], contexts: Contexts, origins: Origins, story_of: Mapping[str, str]
) -> list[Asserted]:
    index = _Index()
    told = [
        (moment(statement.said if statement.said.known else report.published), statement.id, report, statement)
        for report in reports
        for statement in report.statements
        if statement.stance in _ASSERTS
        and not statement.negated
        and statement.contents
        and statement.segment != "caption"
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
                negated=_negated(statement),
            )
            index.add(claim)
        else:
            claim = best[1]
        claim.positions.append(taken)
        claim.speakers.add(taken.actor_id or taken.origin)
        claim.spans.extend((report.article.id, item.start, item.end) for item in statement.evidence)
    return index.claims


class _Printed:
    """The sentences that outlets state on their own account; those that somebody denies become claims."""

    def __init__(
        self,
        reports: Sequence[Report],
        contexts: Contexts,
        copied: Copied,
        story_of: Mapping[str, str],
        origins: Origins,
    ) -> None:
        self._reports, self._contexts, self._copied = reports, contexts, copied
        self._story_of, self._origins = story_of, origins
        self._sentences: list[tuple[Report, Passage, Context]] | None = None
        self._by_term: dict[str, list[int]] = {}
        self._made: dict[int, Asserted] = {}

    def claims(self) -> list[Asserted]:
        """The claims made so far, in the order of the sentences."""
        return [self._made[number] for number in sorted(self._made)]

    def denied(self, report: Report, statement: Statement, own: Context) -> Asserted | None:
        """The sentence of another article, told before, that says what ``own`` holds, as a claim of its outlet."""
        if self._sentences is None:
            self._sentences = self._gathered()
        counts: dict[int, int] = {}
        for term in sorted(own.terms, key=lambda term: (-own.terms[term], term))[:HEAVIEST]:
            for number in self._by_term.get(term, ()):
                counts[number] = counts.get(number, 0) + 1
        best: tuple[float, int] | None = None
        for number in sorted(number for number, count in counts.items() if count > 1):
            told, _, context = self._sentences[number]
            if told is report or moment(told.published) > moment(report.published):
                continue
            score = cover(own, context)
            if score >= PRINTED and (score, -number) > (best or (0.0, 0)) and _shares_substance(own, context):
                gap = gap_in_days(told.published, report.published)
                if gap is None or gap <= ANSWERED:
                    best = (score, -number)
        if best is None:
            return None
        number = -best[1]
        if number not in self._made:
            self._made[number] = self._claim(*self._sentences[number])
        return self._made[number]

    def _gathered(self) -> list[tuple[Report, Passage, Context]]:
        found: list[tuple[Report, Passage, Context]] = []
        for report in self._reports:
            attributed = [item for statement in report.statements for item in statement.evidence]
            for passage in report.article.passages("heading", "body"):
                for sentence in article_sentences(report.article, passage.start, passage.end):
                    taken = any(item.start < sentence.end and sentence.start < item.end for item in attributed)
                    if not taken and not self._copied.source(report.article.id, sentence.start, sentence.end):
                        context = self._contexts.of_sentence(report.article, sentence)
                        for term in context.terms:
                            self._by_term.setdefault(term, []).append(len(found))
                        found.append((report, sentence, context))
        return found

    def _claim(self, report: Report, sentence: Passage, context: Context) -> Asserted:
        article = report.article
        evidence = quote(article, sentence.start, sentence.end)
        origin = self._origins.outlet(article.id, sentence.start, sentence.end)
        taken = Position("supports", None, None, None, None, False, origin, report.published, evidence)
        return Asserted(
            make_id("cl", article.id, sentence.start, sentence.text),
            " ".join(sentence.text.split()),
            evidence,
            article,
            self._story_of.get(article.id),
            context,
            [taken],
            spans=[(article.id, sentence.start, sentence.end)],
        )


def _deny(
    reports: Sequence[Report], contexts: Contexts, origins: Origins, index: _Index, printed: _Printed
) -> list[Denial]:
    """Each denial with the claim that it names, or, where it names little, the claim in the sentences before it."""
    denials = []
    for report in reports:
        for statement in report.statements:
            explicit = statement.stance in _DENIES or _calls_untrue(statement)
            if not explicit and not _negated(statement):
                continue
            evidence = statement.evidence[0]
            claim = _denied(report, statement, contexts, index, explicit=explicit)
            if claim is None:
                claim = printed.denied(report, statement, contexts.within(report.article, statement.contents[:1]))
            if claim is None and not explicit:
                continue
            if claim is not None:
                claim.positions.append(position("denies", statement, origins.of(statement, evidence), report))
            denials.append(Denial(statement, report.article, claim.id if claim else None, evidence))
    return denials


def _alleged(
    denials: Sequence[Denial],
    reports: Sequence[Report],
    contexts: Contexts,
    origins: Origins,
    story_of: Mapping[str, str],
) -> list[Asserted]:
    """What is denied though no report says who claims it: known from its denial alone."""
    by_id = {report.article.id: report for report in reports}
    found = []
    for denial in denials:
        statement = denial.statement
        if denial.claim_id is None and statement.contents:
            report = by_id[denial.article.id]
            found.append(
                Asserted(
                    make_id("cl", "denied", statement.id),
                    " ".join(statement.contents[0].text.split()),
                    denial.evidence,
                    denial.article,
                    story_of.get(denial.article.id),
                    contexts.within(denial.article, statement.contents),
                    [position("denies", statement, origins.of(statement, denial.evidence), report)],
                )
            )
    return found


def _calls_untrue(statement: Statement) -> bool:
    text = f" {' '.join(content.text for content in statement.contents)} ".casefold()
    return any(f" {cue}" in text for cue in DENIAL_CUES)


def _negated(statement: Statement) -> bool:
    """Whether the content says that something is not so, near its beginning: "No mine has been laid"."""
    return bool(statement.contents) and bool(_NEGATION.search(statement.contents[0].text, 0, NEGATION_REACH))


def _denied(
    report: Report, statement: Statement, contexts: Contexts, index: _Index, *, explicit: bool
) -> Asserted | None:
    """The claim that a denial is about: the one that says what it names, or, where it names little, one just before it.

    ``explicit`` is false for statements that merely negate: for these the claim must say the same thing without the "not".
    """
    own = contexts.within(report.article, statement.contents if explicit else statement.contents[:1])
    found: list[tuple[float, str, Asserted]] = []
    for claim in index.near(own, 2):
        score = cover(own, claim.context)
        if score >= (DENIED if explicit else CONTRADICTED) and _shares_substance(own, claim.context):
            found.append((score, claim.id, claim))
    found = [entry for entry in found if _may_be_denied(entry[2], report, statement)]
    if not found and explicit and (_calls_untrue(statement) or len(own.terms) <= THIN):
        before = _before(report.article, statement, 2)
        for claim in index.standing_in(report.article.id, before):
            place = max(n for n, passage in enumerate(before, 1) if _stands_in(claim, report.article.id, passage))
            if _answers(statement, own, claim) and _may_be_denied(claim, report, statement):
                found.append((place, claim.id, claim))
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _answers(statement: Statement, own: Context, claim: Asserted) -> bool:
    """Whether a denial that names little can be about this claim: it speaks of the denier, or the denial of its claimant."""
    speaker = statement.speaker
    about_denier = speaker.actor_id in claim.context.actors or speaker.country in claim.context.countries
    return about_denier or bool(own.actors & claim.speakers)


def _shares_substance(a: Context, b: Context) -> bool:
    """Whether two contexts share more than common words and one name: two terms, one of them of full weight."""
    shared = a.terms.keys() & b.terms.keys()
    return len(shared) >= 2 and any(term_weight(term) >= 1 for term in shared)


def _may_be_denied(claim: Asserted, report: Report, statement: Statement) -> bool:
    """Not the denier's own words, not itself a negation, and not of another time."""
    if _own_words(claim, report, statement) or (claim.negated and _negated(statement)):
        return False
    supporting = [held for held in claim.positions if held.kind == "supports"]
    gap = gap_in_days(supporting[0].when, report.published) if supporting else None
    return bool(supporting) and (gap is None or gap <= ANSWERED)


def _own_words(claim: Asserted, report: Report, statement: Statement) -> bool:
    """Whether the claim is the denier's own, or stands in the very words of the denial."""
    speaker = statement.speaker.actor_id or statement.speaker.name
    if speaker and speaker in claim.speakers:
        return True
    return any(
        article == report.article.id and start < content.end and content.start < end
        for article, start, end in claim.spans
        for content in statement.contents
    )


def _stands_in(claim: Asserted, article_id: str, passage: Passage) -> bool:
    return any(
        article == article_id and start < passage.end and passage.start < end for article, start, end in claim.spans
    )


def _before(article: Article, statement: Statement, count: int) -> list[Passage]:
    """The sentences before a statement, up to ``count``, paragraphs counting on."""
    start = min(item.start for item in statement.evidence)
    found: list[Passage] = []
    for passage in article.body:
        if passage.start >= start:
            break
        found.extend(
            sentence for sentence in article_sentences(article, passage.start, passage.end) if sentence.start < start
        )
    return found[-count:]


def _doubt(reports: Sequence[Report], contexts: Contexts, origins: Origins, index: _Index) -> None:
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
    report: Report, sentence: Passage, before: Sequence[Passage], contexts: Contexts, origins: Origins, index: _Index
) -> None:
    own = contexts.of_sentence(report.article, sentence)
    best: tuple[float, str, Asserted] | None = None
    for claim in index.near(contexts.within(report.article, [sentence, *before]), 2):
        if _stands_in(claim, report.article.id, sentence):
            continue
        score = cover(claim.context, own) + (
            0.3 if any(_stands_in(claim, report.article.id, item) for item in before) else 0
        )
        if score >= DOUBTED and (best is None or (score, claim.id) > best[:2]):
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


def _retract(reports: Sequence[Report], contexts: Contexts, copied: Copied, index: _Index) -> None:
    """Sentences with which an outlet takes back what it, or an article copied from it, printed."""
    for report in reports:
        for passage in report.article.passages("body", "notice", "summary"):
            text = passage.text.casefold()
            if not any(cue in text for cue in RETRACTION_CUES):
                continue
            context = contexts.of_sentence(report.article, passage)
            for claim in index.near(context, 2):
                sources = {claim.article.id, copied.source(*claim.spans[0]) or claim.article.id}
                same_outlet = claim.article.outlet and claim.article.outlet == report.article.outlet
                if not (same_outlet or report.article.id in sources) or _stands_in(claim, report.article.id, passage):
                    continue
                if cover(claim.context, context) >= RETRACTED:
                    claim.retracted = f"taken back in {report.article.id}"


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


def settle(asserted: Sequence[Asserted], disputed: Iterable[str]) -> tuple[Claim, ...]:
    """The claims with their states. ``disputed`` are identifiers of claims that a difference sets against another."""
    against = set(disputed)
    claims = []
    for claim in asserted:
        positions = tuple(
            sorted(claim.positions, key=lambda held: (moment(held.when), evidence_key(held.evidence), held.kind))
        )
        supporting = sorted({held.origin for held in positions if held.kind == "supports"})
        state, reason = _state(claim, positions, supporting, against)
        claims.append(
            Claim(
                claim.id,
                claim.story_id,
                claim.about,
                claim.passage,
                positions,
                tuple(supporting),
                state,
                claim.superseded_by if state == "superseded" else None,
                reason,
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
    if len(supporting) > 1:
        return "corroborated", f"{len(supporting)} independent origins{doubted}"
    return "single_source", f"rests on {supporting[0] if supporting else 'no named origin'} alone{doubted}"
