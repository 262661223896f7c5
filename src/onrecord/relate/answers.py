"""Answers: statements, and sentences of an outlet's own, that contradict what somebody else said before, often without a word of denying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.passage import Passage
from onrecord.model.statement import Statement
from onrecord.relate.assertions import ASSERTS, Asserted, Index, Origins, position, printed_position
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts
from onrecord.relate.contradictions import Denied, Weighed, Weights, contradicts, denied_in, denied_wholly, likeness
from onrecord.relate.denials import Denial, Printed, own_words, speaks_of
from onrecord.relate.denying import DENYING, denial_within, is_denial
from onrecord.relate.negations import negations_in
from onrecord.relate.propositions import Proposition
from onrecord.relate.threads import gap_in_days, moment
from onrecord.relate.words import article_sentences, sentence_around

#: Days in which what is so today is contradicted, and what is said never to have been.
TODAY, EVER = 5, 21
#: Sentences between what is said and an answer that stands beside it; between a denial and what the denier goes on to say.
BESIDE = 3
#: Characters before a sentence in which the one before it is looked for.
FAR = 600
#: Speakers up to which an article is taken to be a document that speaks for itself.
FEW_VOICES = 2
#: A word that more sentences than these have finds nothing: it is of the crisis, not of one matter in it.
OFTEN = 400


#: Characters from the beginning and before the end in which a document says what it is.
HEAD = 300
_RELEASE = re.compile(
    r"\b(?:press (?:release|office|service|desk|contact|statement)|for immediate release|media (?:release|contact)|public notice|"
    r"operational information|(?:situation|status) (?:report|update)|open letter|communiqu[eé]|notice to \w+|notice no|bulletin no|statement (?:to|by|from|of|on))\b",
    re.IGNORECASE,
)
#: What a body answers without naming it.
_HEARSAY = re.compile(
    r"\b(?:reports?|rumou?rs?|claims?|allegations?|accusations?|stories|tale|talk|suggestions?|speculation|pictures?|to the contrary|it (?:has been|is|was) "
    r"(?:said|claimed|reported|alleged))\b",
    re.IGNORECASE,
)


#: Who had no part in a thing answers who accuses.
_NO_PART = re.compile(
    r"\bno (?:part|role|hand|knowledge|involvement|connection|responsibility)\b|\bnot (?:responsible|involved|behind)\b|\bnothing to do with\b",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"\b(?:accus|blam|behind|responsib|guilt|fault|involv|orchestrat|sponsor|order(?:ed|ing)|carried out|planted|staged|provok|work of|"
    r"hand in|part in|role in|attack by|fired by|laid by|by (?:the )?\w+ (?:forces|troops|agents))\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What somebody says that can be contradicted: a sentence of a claim, or ``printed``, the number of an outlet's own sentence."""

    report: Report
    sentence: Passage
    weighed: Weighed
    context: Context
    claim: Asserted | None
    printed: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """A denial in the making: who denies where, what is denied, and the claim that has it."""

    report: Report
    statement: Statement | None
    sentence: Passage
    claim: Asserted | None


def answer(
    reports: Sequence[Report],
    contexts: Contexts,
    origins: Origins,
    index: Index,
    printed: Printed,
    denials: Sequence[Denial],
) -> list[Denial]:
    """``denials``, with those that find what they deny only by its sense, and those that no word of denying tells."""
    told = _Tellings(reports, contexts, index, printed)
    settled = {denial.statement.id: denial for denial in denials if denial.statement is not None}
    made: list[Denial] = []
    for report in reports:
        found = [
            each
            for each in (*_of_statements(report, told, settled), *_of_sentences(report, told))
            if each.claim is not None or each.statement is None
        ]
        for each in found:
            denial = _denial(each, origins, told)
            made.append(denial)
            if each.statement is not None:
                settled.pop(each.statement.id, None)
    new = {denial.statement.id for denial in made if denial.statement is not None}
    return [*(denial for denial in denials if denial.statement is None or denial.statement.id not in new), *made]


def _of_statements(report: Report, told: _Tellings, settled: Mapping[str, Denial]) -> list[_Answer]:
    """What the statements of a report contradict; who goes on after a denial ("... denied it. "Nobody has ...," he said") denies the same."""
    found: list[_Answer] = []
    chain: list[_Answer] = []
    for statement in report.statements:
        if statement.repeats is not None or statement.segment == "caption":
            continue
        held = settled.get(statement.id)
        explicit = is_denial(statement)
        if held is not None and held.claim_id is not None:
            chain = [_Answer(report, statement, _sentence(report, statement), told.claim(held.claim_id))]
            continue
        if statement.negated or (statement.stance not in ASSERTS and not explicit):
            continue
        each = told.contradicted_by(report, statement, explicit=explicit)
        goes_on = bool(chain) and _goes_on(report, chain[-1], statement)
        if each.claim is None and goes_on and told.negates(report, statement):
            each = replace(each, claim=chain[0].claim)
        elif each.claim is not None and goes_on and chain[0].claim is None:
            found.extend(replace(earlier, claim=each.claim) for earlier in chain)
        if explicit or each.claim is not None:
            chain = [*chain, each] if goes_on else [each]
        found.append(each)
    return found


def _goes_on(report: Report, before: _Answer, statement: Statement) -> bool:
    """Whether a statement stands within a few sentences of an earlier one, by the same speaker."""
    assert before.statement is not None
    a, b = before.statement.speaker, statement.speaker
    reach = BESIDE - 1 if is_denial(before.statement) else 1
    same = a.actor_id == b.actor_id if a.actor_id and b.actor_id else (a.name or a.text) == (b.name or b.text)
    start = _sentence(report, statement).start
    return same and len(article_sentences(report.article, before.sentence.end, start)) < reach


def _sentence(report: Report, statement: Statement) -> Passage:
    place = statement.evidence[0]
    return Passage.of(report.article.text, place.start, place.end)


def _of_sentences(report: Report, told: _Tellings) -> Iterator[_Answer]:
    """What the sentences for which nobody is quoted contradict: a body's own document, or a reporter on the spot."""
    if not speaks_for_itself(report):
        return
    for number in told.printed_in(report):
        each = told.contradicted_by_outlet(report, number)
        if each.claim is not None or told.answers_hearsay(report, number):
            yield each


def speaks_for_itself(report: Report) -> bool:
    """Whether an article is a document of a body that is itself a party: a release, a notice, an open letter.

    Its head or its foot says so, or hardly anybody is quoted in it.
    """
    text = report.article.text
    if any(_RELEASE.search(part) for part in (text[:HEAD], text[-HEAD:])):
        return True
    quoted = {each.speaker.actor_id or each.speaker.name or each.speaker.text for each in report.statements}
    return len(quoted) <= FEW_VOICES


def _denial(each: _Answer, origins: Origins, told: _Tellings) -> Denial:
    article, claim = each.report.article, each.claim
    if each.statement is not None:
        statement = denial_within(each.report.statements, each.statement)
        evidence = statement.evidence[0]
        if claim is not None:
            held = position("denies", statement, origins.of(statement, evidence), each.report)
            claim.positions.append(held)
        made = Denial.by(statement, article, claim.id if claim else None, evidence)
        return replace(made, own_claim_id=told.own_claim(statement.id))
    held = printed_position("denies", each.report, each.sentence, origins)
    if claim is not None:
        claim.positions.append(held)
    words = " ".join(each.sentence.text.split())
    return Denial(article, claim.id if claim else None, held.evidence, None, words, None)


class _Tellings:
    """What can be contradicted, found by the words of what is denied."""

    def __init__(self, reports: Sequence[Report], contexts: Contexts, index: Index, printed: Printed) -> None:
        self._printed = printed
        self._weights = Weights(contexts)
        self._claims = {claim.id: claim for claim in index.claims}
        self._own: dict[str, str] = {}
        self._told: list[_Told] = []
        self._by_key: dict[str, list[int]] = {}
        self._printed_in: dict[str, list[int]] = {}
        by_id = {report.article.id: report for report in reports}
        for claim in index.claims:
            for held in claim.positions:
                if held.statement_id is not None:
                    self._own.setdefault(held.statement_id, claim.id)
            for each in claim.said:
                self._add(by_id[each.article.id], each, claim, -1)
        for number, (report, each) in enumerate(printed.sentences):
            self._printed_in.setdefault(report.article.id, []).append(number)
            self._add(report, each, None, number)

    def _add(self, report: Report, said: Proposition, claim: Asserted | None, printed: int) -> None:
        if said.negated:
            return
        weighed = self._weights.of(report.article, [said.passage])
        for key in sorted(weighed.keys()):
            self._by_key.setdefault(key, []).append(len(self._told))
        self._told.append(_Told(report, said.passage, weighed, said.context, claim, printed))

    def claim(self, claim_id: str) -> Asserted | None:
        return self._claims.get(claim_id) or next(
            (each for each in self._printed.claims() if each.id == claim_id), None
        )

    def own_claim(self, statement_id: str) -> str | None:
        """The claim that a statement makes."""
        return self._own.get(statement_id)

    def printed_in(self, report: Report) -> Sequence[int]:
        """The numbers of the sentences that an outlet states itself."""
        return self._printed_in.get(report.article.id, ())

    def negates(self, report: Report, statement: Statement) -> bool:
        """Whether a statement says that something is not so."""
        return any(True for part in _parts(report, statement) for _ in denied_in(report, part, self._weights))

    def contradicted_by(self, report: Report, statement: Statement, *, explicit: bool) -> _Answer:
        """What a statement contradicts; ``explicit`` where it denies in so many words."""
        best: tuple[float, _Told] | None = None
        speaker = self._weights.of_name(statement.speaker.name or "")
        besides = self._weights.of(report.article, statement.contents)
        for part in _parts(report, statement):
            whole = sentence_around(report.article, part.start, part.end)
            negated = list(denied_in(report, part, self._weights, _just_before(report, whole), speaker, besides))
            if statement.stance in DENYING and explicit:
                negated.append(denied_wholly(report, part, self._weights))
            best = self._best(negated, statement, best)
        return _Answer(report, statement, _sentence(report, statement), self._claim_of(best))

    def contradicted_by_outlet(self, report: Report, number: int) -> _Answer:
        """What a sentence contradicts that an outlet states itself."""
        sentence = self._printed.sentences[number][1].passage
        negated = denied_in(report, sentence, self._weights, _just_before(report, sentence))
        return _Answer(report, None, sentence, self._claim_of(self._best(negated, None, None)))

    def answers_hearsay(self, report: Report, number: int) -> bool:
        """Whether a sentence calls something false, or negates it beside words that tell of rumours or reports."""
        sentence = self._printed.sentences[number][1].passage
        negated = [each for each in negations_in(sentence.text) if sentence.text[each.start : each.end].strip()]
        if not any(True for _ in denied_in(report, sentence, self._weights)):
            return False
        around = [
            each
            for each in article_sentences(report.article, max(0, sentence.start - FAR), sentence.end + FAR)
            if each.start <= sentence.end + 2 and each.end >= sentence.start - 2
        ]
        return any(each.flat for each in negated) or any(_HEARSAY.search(each.text) for each in around)

    def _claim_of(self, best: tuple[float, _Told] | None) -> Asserted | None:
        if best is None:
            return None
        return best[1].claim or self._printed.claim(best[1].printed)

    def _best(
        self,
        negated: Iterator[Denied] | Sequence[Denied],
        statement: Statement | None,
        best: tuple[float, _Told] | None,
    ) -> tuple[float, _Told] | None:
        for denied in negated:
            for told in self._near(denied):
                if not _was_told(denied, told):
                    continue
                beside = _beside(denied, told)
                pointed = statement is not None and speaks_of(told.context, statement)
                found = likeness(denied, told.weighed, pointed=pointed)
                worth = found.shared + (1.0 if beside else 0.0)
                if best is not None and worth <= best[0]:
                    continue
                if contradicts(
                    denied, found, beside=beside and statement is not None, printed=told.claim is None
                ) and _may_answer(denied, told, statement):
                    best = (worth, told)
        return best

    def _near(self, denied: Denied) -> Iterator[_Told]:
        """What has one of the words that are negated, or a word of the same sense."""
        numbers: set[int] = set()
        for term in sorted(denied.zone):
            for key in (term, *sorted(denied.weighed.senses[term])):
                held = self._by_key.get(key, ())
                if len(held) <= OFTEN:
                    numbers.update(held)
        for number in sorted(numbers):
            yield self._told[number]


def _parts(report: Report, statement: Statement) -> Iterator[Passage]:
    """The sentences of what a statement says, each as far as it is said."""
    for content in statement.contents:
        for sentence in article_sentences(report.article, content.start, content.end) or (content,):
            start, end = max(sentence.start, content.start), min(sentence.end, content.end)
            yield Passage.of(report.article.text, start, end)


def _just_before(report: Report, sentence: Passage) -> Passage | None:
    around = article_sentences(report.article, max(0, sentence.start - FAR), sentence.start)
    return around[-1] if around else None


def _beside(denied: Denied, told: _Told) -> bool:
    """Whether what is told stands in the same report, a few sentences before."""
    if told.report is not denied.report or told.sentence.end > denied.sentence.start:
        return False
    return len(article_sentences(told.report.article, told.sentence.end, denied.sentence.start)) <= BESIDE


def _was_told(denied: Denied, told: _Told) -> bool:
    """Whether one was said before the other, and not long ago."""
    report = denied.report
    if told.report is report:
        if told.claim is None or told.sentence.end > denied.sentence.start:
            return False
    elif moment(told.report.published)[:10] > moment(report.published)[:10]:
        return False
    gap = gap_in_days(told.report.published, report.published)
    return gap is None or gap <= (EVER if denied.ever else TODAY)


def _may_answer(denied: Denied, told: _Told, statement: Statement | None) -> bool:
    """Whether one answers what somebody else said."""
    if _NO_PART.search(denied.sentence.text) and not _ACCUSES.search(told.sentence.text):
        return False  # who had no part in it does not deny that it happened
    report = denied.report
    if told.claim is None or statement is None:
        outlets = {told.report.article.outlet, report.article.outlet}
        if told.claim is None and len(outlets) == 1 and None not in outlets:
            return False
    return statement is None or told.claim is None or not own_words(told.claim, report, statement)
