"""Denials: who says that something is not so, and which claim, or which report of another outlet, that is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Position
from onrecord.model.statement import Statement
from onrecord.relate.assertions import HEAVIEST, Asserted, Index, Origins, negated_in, position, stands_in
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, cover, quote
from onrecord.relate.tables import DENIAL_CUES, NO_DENIALS, OFFERS, POINTERS
from onrecord.relate.threads import Copied, gap_in_days, moment
from onrecord.relate.words import article_sentences, stem, term_weight, words_of

#: The share of what a denial names that must stand in a claim for it to be the claim denied, and the same for a statement
#: that only negates ("the harbour has not been closed"): most of these answer nobody.
DENIED = 0.34
CONTRADICTED = 0.45

#: The same for a sentence that nobody is quoted for: the outlet says it on its own account.
PRINTED = 0.5

#: What it adds that the denial names the outlet that printed the claim.
NAMED_OUTLET = 0.25

#: Terms beside pointing ones up to which a denial names so little that it is about what stands before it.
THIN = 1

#: Days after a claim in which it is denied.
ANSWERED = 10

_UNTRUE = re.compile(
    r"\b(?:false|"
    + "|".join(re.escape(cue) for cue in DENIAL_CUES)
    + r")\b(?!['’”\"]?\s+(?:"
    + "|".join(NO_DENIALS)
    + r")\b)",
    re.IGNORECASE,
)
#: A denial of a figure speaks of a number.
_OF_A_NUMBER = re.compile(
    r"\d|\b(?:figures?|numbers?|count|counted|toll|estimates?|many|hundreds?|thousands?|millions?)\b", re.IGNORECASE
)
DENYING = frozenset({"denies", "rejects"})


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial and the claim that it denies, if the reports have it."""

    statement: Statement
    article: Article
    claim_id: str | None
    evidence: Evidence


class Printed:
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
        named = _outlets_named(report, statement, frozenset(told.article.outlet or "" for told in self._reports))
        counts: dict[int, int] = {}
        for term in sorted(own.terms, key=lambda term: (-own.terms[term], term))[:HEAVIEST]:
            for number in self._by_term.get(term, ()):
                counts[number] = counts.get(number, 0) + 1
        best: tuple[float, int] | None = None
        for number in sorted(number for number, count in counts.items() if count > 1):
            told, _, context = self._sentences[number]
            if told is report or moment(told.published) > moment(report.published):
                continue
            score = cover(own, context) + (NAMED_OUTLET if told.article.outlet in named else 0.0)
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


def deny(
    reports: Sequence[Report], contexts: Contexts, origins: Origins, index: Index, printed: Printed
) -> list[Denial]:
    """Each denial with the claim that it names, or, where it names little, the claim in the sentences before it."""
    denials = []
    for report in reports:
        for statement in report.statements:
            explicit = statement.stance in DENYING or _calls_untrue(statement)
            if statement.repeats or _turns_down(statement) or not (explicit or negated_in(statement)):
                continue
            evidence = statement.evidence[0]
            claim = _denied(report, statement, contexts, index, explicit=explicit)
            if claim is None and explicit:
                claim = printed.denied(report, statement, contexts.within(report.article, statement.contents[:1]))
            if claim is None and not explicit:
                continue
            if claim is not None:
                claim.positions.append(position("denies", statement, origins.of(statement, evidence), report))
            denials.append(Denial(statement, report.article, claim.id if claim else None, evidence))
    return denials


def alleged(
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


def _outlets_named(report: Report, statement: Statement, outlets: frozenset[str]) -> frozenset[str]:
    """The other outlets that the sentence of a denial names: "denied a report in the Courier that ..."."""
    said = " ".join(report.article.text[item.start : item.end] for item in statement.evidence).casefold()
    return frozenset(
        outlet
        for outlet in outlets
        if outlet and outlet != report.article.outlet and outlet.casefold().removeprefix("the ") in said
    )


def _calls_untrue(statement: Statement) -> bool:
    return any(_UNTRUE.search(content.text) for content in statement.contents)


def _turns_down(statement: Statement) -> bool:
    """Whether a demand or an offer is rejected: that calls nothing untrue."""
    named = {word.text for content in statement.contents[:1] for word in words_of(content)}
    return statement.stance == "rejects" and bool(named & OFFERS) and not _calls_untrue(statement)


def _names_little(statement: Statement) -> bool:
    """Whether a denial points at what stands before it ("denied the charge") and does not say itself what is denied."""
    named = [word.text for content in statement.contents for word in words_of(content) if word.text not in POINTERS]
    return sum(term_weight(stem(word)) > 0 for word in named) <= THIN


def _denied(
    report: Report, statement: Statement, contexts: Contexts, index: Index, *, explicit: bool
) -> Asserted | None:
    """The claim that a denial is about: the one that says what it names, or, where it names little, one just before it.

    ``explicit`` is false for statements that merely negate: for these the claim must say the same thing without the "not".
    """
    own = contexts.within(report.article, statement.contents if explicit else statement.contents[:1])
    named = _outlets_named(report, statement, index.outlets)
    found: list[tuple[float, str, Asserted]] = []
    for claim in index.near(own, 2):
        score = cover(own, claim.context) + (NAMED_OUTLET if claim.article.outlet in named else 0.0)
        if score >= (DENIED if explicit else CONTRADICTED) and _shares_substance(own, claim.context):
            found.append((score, claim.id, claim))
    found = [entry for entry in found if _may_be_denied(entry[2], report, statement)]
    if not found and explicit and (_calls_untrue(statement) or _names_little(statement)):
        before = _before(report.article, statement, 2)
        for claim in index.standing_in(report.article.id, before):
            place = max(n for n, passage in enumerate(before, 1) if stands_in(claim, report.article.id, passage))
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
    if _own_words(claim, report, statement) or claim.negated:
        return False
    if claim.figure_ids and not any(_OF_A_NUMBER.search(content.text) for content in statement.contents):
        return False
    supporting = [held for held in claim.positions if held.kind == "supports"]
    if not supporting or moment(supporting[0].when)[:10] > moment(report.published)[:10]:
        return False
    gap = gap_in_days(supporting[0].when, report.published)
    return gap is None or gap <= ANSWERED


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
