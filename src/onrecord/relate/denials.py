"""Denials: who says that something is not so, and which claim, or which report of another outlet, that is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.statement import Statement
from onrecord.relate.assertions import Asserted, Index, Origins, position, printed_position, stands_in
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts
from onrecord.relate.denying import DENYING, assails, calls_untrue, denial_within, is_denial
from onrecord.relate.independence import state_of
from onrecord.relate.propositions import (
    Proposition,
    one_movement,
    opposed,
    proposition_of,
    propositions_of,
)
from onrecord.relate.said import Said
from onrecord.relate.tables import POINTERS
from onrecord.relate.threads import Copied, gap_in_days, moment
from onrecord.relate.words import article_sentences, stem, term_weight, words_of

#: The share of the words of what is denied that must stand in a claim, where the claim speaks of the denier or the denial names the
#: outlet that printed it; where it does neither, and how many words that must be.
ANSWERS = 0.3
NAMES_IT = 0.65, 3

#: The same for a statement that only negates ("the harbour has not been closed"): most of these answer nobody.
CONTRADICTS = 0.95, 2

#: The same for a sentence that nobody is quoted for: the outlet says it on its own account.
PRINTED = 0.5, 3

#: What it adds that the denial names the outlet that printed the claim, or that the claim speaks of the denier.
NAMED_OUTLET = 0.25

#: Terms beside pointing ones up to which a denial names so little that it is about what stands before it.
THIN = 1

#: Days after a claim in which it is denied.
ANSWERED = 10

#: A denial of a figure speaks of a number.
_OF_A_NUMBER = re.compile(
    r"\d|\b(?:figures?|numbers?|count|counted|toll|estimates?|many|hundreds?|thousands?|millions?)\b", re.IGNORECASE
)
#: What one holds, wants or supposes, and what is only so if: it negates, and contradicts nobody's report.
_HELD = re.compile(
    r"\b(?:I|we|you|if|unless|believes?|believed|thinks?|thought|feels?|felt|wants?|wanted|worried|sure)\b"
)
#: What is threatened or asked is no report that can be false.
_IF = re.compile(r"\b(?:if|unless)\b|\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial and the claim that it denies, if the reports have it; ``statement`` is ``None`` where an outlet denies on its own account.

    ``own_claim_id`` is the claim that the denial itself is, where it says what is so.
    """

    article: Article
    claim_id: str | None
    evidence: Evidence
    statement: Statement | None
    content: str
    speaker: str | None
    own_claim_id: str | None = None

    @classmethod
    def by(cls, statement: Statement, article: Article, claim_id: str | None, evidence: Evidence) -> Denial:
        """The denial that a statement is."""
        content = " ".join(" ".join(each.text.split()) for each in statement.contents)
        return cls(article, claim_id, evidence, statement, content, statement.speaker.name or statement.speaker.text)


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
        outlets = sorted({report.article.outlet for report in reports if report.article.outlet})
        self._outlets = [(outlet, outlet.casefold().removeprefix("the ")) for outlet in outlets]
        self._sentences: list[tuple[Report, Proposition]] | None = None
        self._said = Said()
        self._made: dict[int, Asserted] = {}

    def claims(self) -> list[Asserted]:
        """The claims made so far, in the order of the sentences."""
        return [self._made[number] for number in sorted(self._made)]

    def outlets_named(self, report: Report, statement: Statement) -> frozenset[str]:
        """The other outlets that the sentence of a denial names: "denied a report in the Courier that ..."."""
        said = " ".join(report.article.text[item.start : item.end] for item in statement.evidence).casefold()
        return frozenset(outlet for outlet, name in self._outlets if name in said and outlet != report.article.outlet)

    def denied(self, report: Report, own: Sequence[Proposition], named: AbstractSet[str]) -> Asserted | None:
        """The sentence of another article, told before, that says what is denied, as a claim of its outlet."""
        sentences = self.sentences
        theirs = self._said.naming(None, None, named)
        best: tuple[float, int] | None = None
        for denied in own:
            for number, printed, share, count, pointed in self._said.covering(denied, PRINTED, theirs, ANSWERS):
                told, _ = sentences[number]
                if told is report or moment(told.published) > moment(report.published):
                    continue
                least, by = (ANSWERS, 1) if pointed else PRINTED
                if share < least or count < by or printed.negated or not _share_a_name(denied, printed):
                    continue
                worth = share + (NAMED_OUTLET if pointed else 0.0)
                gap = gap_in_days(told.published, report.published)
                if (gap is None or gap <= ANSWERED) and (worth, -number) > (best or (0.0, 0)):
                    best = (worth, -number)
        if best is None:
            return None
        return self.claim(-best[1])

    @property
    def sentences(self) -> list[tuple[Report, Proposition]]:
        """The sentences, in the order of the reports and of their places."""
        if self._sentences is None:
            self._sentences = self._gathered()
        return self._sentences

    def claim(self, number: int) -> Asserted:
        """The claim that one of :attr:`sentences` makes, made once."""
        if number not in self._made:
            self._made[number] = self._claim(*self.sentences[number])
        return self._made[number]

    def _gathered(self) -> list[tuple[Report, Proposition]]:
        found: list[tuple[Report, Proposition]] = []
        for report in self._reports:
            attributed = [item for statement in report.statements for item in statement.evidence]
            for passage in report.article.passages("heading", "body"):
                for sentence in article_sentences(report.article, passage.start, passage.end):
                    taken = any(item.start < sentence.end and sentence.start < item.end for item in attributed)
                    if not taken and not self._copied.source(report.article.id, sentence.start, sentence.end):
                        proposition = proposition_of(report.article, sentence, self._contexts)
                        self._said.add(len(found), [proposition], report.article.outlet)
                        found.append((report, proposition))
        return found

    def _claim(self, report: Report, printed: Proposition) -> Asserted:
        article, sentence = report.article, printed.passage
        taken = printed_position("supports", report, sentence, self._origins)
        return Asserted(
            make_id("cl", article.id, sentence.start, sentence.text),
            " ".join(sentence.text.split()),
            taken.evidence,
            article,
            self._story_of.get(article.id),
            printed.context,
            [taken],
            spans=[(article.id, sentence.start, sentence.end)],
            said=(printed,),
        )


def deny(
    reports: Sequence[Report], contexts: Contexts, origins: Origins, index: Index, printed: Printed
) -> list[Denial]:
    """Each denial with the claim that it names, or, where it names little, the claim in the sentences before it."""
    denials: list[Denial] = []
    passed_on: set[str] = set()
    said = Said()
    for number, each in enumerate(index.claims):
        said.add(number, each.said, each.article.outlet)
    for report in reports:
        for statement in report.statements:
            explicit = is_denial(statement)
            own = propositions_of(report.article, statement, contexts)
            if statement.repeats or not (explicit or any(denied.negated for denied in own[:1])):
                continue
            evidence = statement.evidence[0]
            named = printed.outlets_named(report, statement) if explicit else frozenset()
            claim = _denied(report, statement, own if explicit else own[:1], said, index, named, explicit=explicit)
            if claim is None and explicit:
                claim = printed.denied(report, own[:1], named)
            if claim is None and not explicit:
                continue
            denies = denial_within(report.statements, statement)
            if denies is not statement:
                evidence = denies.evidence[0]
                passed_on.add(denies.id)
            if claim is not None:
                claim.positions.append(position("denies", denies, origins.of(denies, evidence), report))
            denials.append(Denial.by(denies, report.article, claim.id if claim else None, evidence))
    return [each for each in denials if each.claim_id or each.statement is None or each.statement.id not in passed_on]


def alleged(
    denials: Sequence[Denial],
    reports: Sequence[Report],
    contexts: Contexts,
    origins: Origins,
    story_of: Mapping[str, str],
) -> list[Asserted]:
    """What is denied though no report says who claims it: known from its denial alone.

    What one denies in the same words in two reports, or in two parts of one sentence, is one.
    """
    by_id = {report.article.id: report for report in reports}
    found: list[Asserted] = []
    by_origin: dict[str, list[tuple[frozenset[str], Asserted]]] = {}
    for denial in denials:
        if denial.claim_id is not None:
            continue
        statement, report, place = denial.statement, by_id[denial.article.id], denial.evidence
        if statement is None:
            passages: Sequence[Passage] = [Passage.of(denial.article.text, place.start, place.end)]
            held = printed_position("denies", report, passages[0], origins)
        elif statement.contents:
            passages = statement.contents
            held = position("denies", statement, origins.of(statement, place), report)
        else:
            continue
        told = frozenset(word.text for passage in passages for word in words_of(passage))
        met = by_origin.setdefault(held.actor_id or held.origin, [])
        again = next((claim for words, claim in met if words == told or _one_sentence(claim.passage, place)), None)
        if again is not None:
            again.positions.append(held)
            again.spans.append((place.article_id, place.start, place.end))
            continue
        found.append(
            Asserted(
                make_id("cl", "denied", statement.id if statement else f"{place.article_id} {place.start}"),
                " ".join(passages[0].text.split()),
                place,
                denial.article,
                story_of.get(denial.article.id),
                contexts.within(denial.article, passages),
                [held],
            )
        )
        met.append((told, found[-1]))
    return found


def _one_sentence(a: Evidence, b: Evidence) -> bool:
    return a.article_id == b.article_id and a.start < b.end and b.start < a.end


def _names_little(statement: Statement) -> bool:
    """Whether a denial points at what stands before it ("denied the charge") and does not say itself what is denied."""
    named = [word.text for content in statement.contents for word in words_of(content) if word.text not in POINTERS]
    return sum(term_weight(stem(word)) > 0 for word in named) <= THIN


def _denied(
    report: Report,
    statement: Statement,
    own: Sequence[Proposition],
    said: Said,
    index: Index,
    named: AbstractSet[str],
    *,
    explicit: bool,
) -> Asserted | None:
    """The claim that a denial is about: the one that says what it names, or, where it names little, one just before it.

    ``named`` are the outlets that it names.
    ``explicit`` is false for statements that merely negate: for these the claim must say the same thing without the "not".
    """
    # What is denied is told in its own words ("denied that troops had left"), or by its contrary ("contrary to that, they build up").
    moves = one_movement if statement.stance in DENYING or assails(statement) else opposed
    enough = NAMES_IT if explicit else CONTRADICTS
    about = said.naming(statement.speaker.actor_id, statement.speaker.country, named)
    best: tuple[float, str, Asserted] | None = None
    for denied in own:
        if not explicit and _HELD.search(denied.passage.text):
            continue
        for number, claimed, share, count, pointed in said.covering(denied, enough, about, ANSWERS):
            moved = explicit and bool(denied.ways) and moves(denied, claimed)
            if best is not None and not claimed.ways and share + NAMED_OUTLET < best[0]:
                break  # those that follow share less still
            claim = index.claims[number]
            least, by = (ANSWERS, 1) if pointed and (explicit or claim.accuses) else enough
            fits = moved or (share >= least and count >= by)
            worth = (1.0 if moved else share) + (NAMED_OUTLET if pointed else 0.0)
            if not fits or claimed.negated or (best is not None and (worth, claim.id) <= best[:2]):
                continue
            if _may_be_denied(claim, report, statement):
                best = worth, claim.id, claim
    if best is None and explicit and (calls_untrue(statement) or _names_little(statement)):
        before = _before(report.article, statement, 2)
        for claim in index.standing_in(report.article.id, before):
            place = max(n for n, passage in enumerate(before, 1) if stands_in(claim, report.article.id, passage))
            if (
                (best is None or (place, claim.id) > best[:2])
                and _answers(statement, own, claim)
                and not any(_IF.search(each.passage.text) for each in claim.said)
                and _may_be_denied(claim, report, statement)
            ):
                best = place, claim.id, claim
    return best[2] if best else None


def _answers(statement: Statement, own: Sequence[Proposition], claim: Asserted) -> bool:
    """Whether a denial that names little can be about this claim: it speaks of the denier, or the denial of its claimant."""
    return speaks_of(claim.context, statement) or any(each.context.actors & claim.speakers for each in own)


def speaks_of(context: Context, statement: Statement) -> bool:
    """Whether a passage names who speaks, or the country for which they speak."""
    speaker = statement.speaker
    return speaker.actor_id in context.actors or speaker.country in context.countries


def _share_a_name(a: Proposition, b: Proposition) -> bool:
    return bool(a.names & b.names) or not (a.names and b.names)


def _may_be_denied(claim: Asserted, report: Report, statement: Statement) -> bool:
    """Not the denier's own words, not itself a negation, and not of another time."""
    if own_words(claim, report, statement):
        return False
    if claim.figure_ids and not any(_OF_A_NUMBER.search(content.text) for content in statement.contents):
        return False
    supporting = [held for held in claim.positions if held.kind == "supports"]
    if not supporting or moment(supporting[0].when)[:10] > moment(report.published)[:10]:
        return False
    gap = gap_in_days(supporting[0].when, report.published)
    return gap is None or gap <= ANSWERED


def own_words(claim: Asserted, report: Report, statement: Statement) -> bool:
    """Whether the claim is the denier's own or one of the denier's state, or stands in the very words of the denial."""
    speaker = statement.speaker.actor_id or statement.speaker.name
    if speaker and speaker in claim.speakers:
        return True
    if state_of(statement.speaker) in claim.states:
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
