"""Differences of status: opposite movements, opposite outcomes of talks, and what one announces and another never agreed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.passage import Evidence
from onrecord.model.picture import Event
from onrecord.model.relations import Difference, Side
from onrecord.model.statement import Statement
from onrecord.relate.assertions import ASSERTS
from onrecord.relate.binding import Report
from onrecord.relate.components import components
from onrecord.relate.context import Contexts
from onrecord.relate.denying import assails
from onrecord.relate.movements import movements_in
from onrecord.relate.propositions import Proposition, opposed, proposition_of, propositions_of
from onrecord.relate.sides import difference, once, side_of, voice
from onrecord.relate.tables import CODE_FAMILIES, OUTCOME
from onrecord.relate.threads import Copied, day_range, gap_in_days, reports_in_order
from onrecord.relate.words import article_sentences, sentence_around

#: Days between two reports beyond which opposite states are a change, not a difference; of talks, a new round is soon held.
ONE_STATE = 4
ONE_ROUND = 2

#: With these words somebody says that what is announced was never settled.
_NEVER_AGREED = re.compile(
    r"\b(?:never|not|nothing (?:had|has) been)\b[^.;]{0,30}\b(?:agreed|accepted|confirmed|scheduled|arranged)\b"
    r"|\b(?:denie[sd]|denying)\b[^.;]{0,40}\b(?:agreed|agreeing|accepted|accepting|scheduled|arranged)\b"
    r"|\bno (?:such )?(?:meeting|talks|visit|summit|call|round)\b[^.;]{0,40}\b(?:planned|scheduled|agreed|arranged)\b",
    re.IGNORECASE,
)

#: What is only proposed need not be agreed.
_PROPOSED = re.compile(r"\b(?:propos\w+|invit\w+|suggest\w+|offer\w*|ask\w*|call\w* for|urg\w+)\b", re.IGNORECASE)

_MEETINGS = CODE_FAMILIES[0]


def of_status(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> Iterator[Difference]:
    """All differences of status of a thread."""
    yield from _of_movements(reports, contexts, copied)
    yield from _of_what_was_never_agreed(reports, copied)


def _of_movements(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> Iterator[Difference]:
    """Sentences of different voices about one subject at one time that tell opposite movements: for each movement all that do."""
    told = {each.key: each for each in _moving(reports, contexts, copied)}
    by_way: dict[tuple[int, int, str], list[str]] = {}
    for key, each in told.items():
        for row, side in each.proposition.ways:
            for country in each.proposition.countries:
                by_way.setdefault((row, side, country), []).append(key)
    pairs = {
        (one, other)
        for (row, side, country), keys in by_way.items()
        if side == 0
        for one in keys
        for other in by_way.get((row, 1, country), ())
        if _exclude(told[one], told[other])
    }
    ones, others = {one for one, _ in pairs}, {other for _, other in pairs}
    for keys in components({key for pair in pairs for key in pair}, sorted(pairs)):
        members = [told[key] for key in keys]
        kinds = sorted(frozenset.intersection(*(each.proposition.kinds for each in members)))
        told_in = members[0].proposition.passage.text
        words = [told_in[move.start : move.end] for move in movements_in(told_in)]
        about = " ".join(kinds) or " ".join(" ".join(words[:1] or [told_in]).split())
        sides = [_standing(told[key], key in ones, key in others) for key in keys]
        yield difference("status", about, sides, "opposite movements at one time")


def _standing(told: _Told, one: bool, other: bool) -> Side:
    """The side that a sentence is, with the words that tell its movement; one that is set against both kinds stands with neither."""
    text = told.proposition.passage.text
    words = [text[move.start : move.end] for move in movements_in(text) if move.way in told.proposition.ways]
    stand: Literal["one", "other"] | None = None if one == other else "one" if one else "other"
    return replace(told.side, stand=stand, cue=" ".join(words[0].split()) if words else "")


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells a movement, and whose it is: of a speaker, or of the outlet itself."""

    report: Report
    statement: Statement | None
    proposition: Proposition

    @property
    def key(self) -> str:
        return f"{self.report.article.id} {self.proposition.passage.start:09}"

    @property
    def voice(self) -> str:
        return voice(self.report, self.statement)

    @property
    def side(self) -> Side:
        speaker = self.statement.speaker if self.statement else None
        return side_of(self.report.article, self.proposition.passage, speaker)


def _moving(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> list[_Told]:
    """The sentences of statements, and of the outlets themselves, that tell a movement, in order."""
    found: list[_Told] = []
    for report in reports_in_order(reports):
        article = report.article
        attributed: list[Evidence] = []
        own: list[_Told] = []
        for statement in report.statements:
            attributed.extend(statement.evidence)
            if statement.stance not in ASSERTS or statement.repeats or statement.negated or assails(statement):
                continue
            own.extend(
                _Told(report, statement, proposition)
                for proposition in propositions_of(article, statement, contexts)
                if proposition.ways
            )
        for passage in article.body:
            for sentence in article_sentences(article, passage.start, passage.end):
                taken = any(item.start < sentence.end and sentence.start < item.end for item in attributed)
                if not taken and movements_in(sentence.text):
                    own.append(_Told(report, None, proposition_of(article, sentence, contexts)))
        found.extend(_with_countries(own))
    return [
        told
        for told in found
        if not copied.source(told.report.article.id, told.proposition.passage.start, told.proposition.passage.end)
    ]


def _with_countries(told: Sequence[_Told]) -> Iterator[_Told]:
    """Sentences that name no country speak of the one in the sentence just before, where that tells a movement of the same things."""
    ends: dict[int, _Told] = {}
    for each in told:
        passage = each.proposition.passage
        ends[sentence_around(each.report.article, passage.start, passage.end).end] = each
    for each in told:
        proposition = each.proposition
        if not proposition.countries and not any(move.turned for move in movements_in(proposition.passage.text)):
            start = sentence_around(each.report.article, proposition.passage.start, proposition.passage.end).start
            gap = [end for end in (start, start - 1, start - 2) if end in ends]
            before = ends[gap[0]].proposition if gap else None
            if before and before.kinds & proposition.kinds:
                yield replace(each, proposition=replace(proposition, countries=before.countries))
                continue
        yield each


def _exclude(a: _Told, b: _Told) -> bool:
    """Whether two voices tell opposite things of one subject at one time."""
    if a.voice == b.voice or not opposed(a.proposition, b.proposition):
        return False
    gap = gap_in_days(a.report.published, b.report.published)
    of_talks = any(row == OUTCOME for row, _ in a.proposition.ways & {(r, 1 - s) for r, s in b.proposition.ways})
    return gap is None or gap <= (ONE_ROUND if of_talks else ONE_STATE)


def _of_what_was_never_agreed(reports: Sequence[Report], copied: Copied) -> Iterator[Difference]:
    """Meetings that one announces for a day and another says were never agreed for it."""
    announced: dict[tuple[int, int], list[tuple[Report, Event]]] = {}
    denied: dict[tuple[int, int], list[tuple[Report, Event]]] = {}
    for report in reports_in_order(reports):
        for event in report.events:
            day = day_range(event.when)
            evidence = event.evidence[0]
            if event.code not in _MEETINGS or day is None or day[0] != day[1]:
                continue
            if copied.source(report.article.id, evidence.start, evidence.end):
                continue
            sentence = sentence_around(report.article, evidence.start, evidence.end)
            if event.status == "denied" and _NEVER_AGREED.search(sentence.text):
                denied.setdefault(day, []).append((report, event))
            elif event.status in ("announced", "planned") and not _PROPOSED.search(sentence.text):
                announced.setdefault(day, []).append((report, event))
    for day in sorted(denied):
        against = _sides(denied[day])
        deniers = {name for _, event in denied[day] for name in event.actors} | {side.speaker for side in against}
        told = [side for side in _sides(announced.get(day, ())) if side.speaker not in deniers]
        if told:
            about = announced[day][0][1].what
            sides = [
                *(replace(side, stand="one") for side in told),
                *(replace(side, stand="other") for side in against),
            ]
            yield difference("status", about, once(sides), "one announces what another never agreed to")


def _sides(events: Sequence[tuple[Report, Event]]) -> list[Side]:
    sides = []
    for report, event in events:
        sentence = sentence_around(report.article, event.evidence[0].start, event.evidence[0].end)
        said = (
            each
            for each in report.statements
            if any(_meets(piece, sentence.start, sentence.end) for piece in each.evidence)
        )
        statement = next(said, None)
        sides.append(side_of(report.article, sentence, statement.speaker if statement else None))
    return once(sides)


def _meets(piece: Evidence, start: int, end: int) -> bool:
    return piece.start < end and start < piece.end
