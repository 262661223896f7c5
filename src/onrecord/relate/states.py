"""States: in which of two that exclude each other something is said to be ("shut", "open"; "in custody", "at home"), and when.

A state holds over an interval of days. Words that tell the change into it ("reopened on Sunday") begin it on their day; words that tell
that it goes on ("remains", "never", "all along") leave its beginning open; a bare state holds on the day of the report, or on the day that
the sentence names. Two voices differ where opposite states of one thing hold on one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.model.calendar import bind
from onrecord.model.passage import Passage
from onrecord.model.relations import Difference, Side
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.clauses import Clause, clause_of, one_thing, statement_at
from onrecord.relate.components import components
from onrecord.relate.context import Contexts
from onrecord.relate.denying import assails
from onrecord.relate.movements import pattern
from onrecord.relate.remembered import SENTENCES
from onrecord.relate.sides import difference, side_of, voice
from onrecord.relate.threads import Copied, day_range, moment, reports_in_order
from onrecord.relate.words import article_sentences, stem, words_of

#: What does not end.
_FOR_GOOD = frozenset({("life", 1)})
_FOR_EVER = 10**7

#: Sentences from a state to one that answers it.
BESIDE = 4

#: Characters before a state in which a "not" turns it round.
_BEFORE = 34
_AFTER = 40
_NOT = re.compile(
    r"\b(?:not|never|no longer|at no time|nobody|no one|none|without|denie[sd]|no)\b|n['’]t\b", re.IGNORECASE
)
_UNTOLD = re.compile(
    r"\b(?:if|unless|until|would|could|may(?! \d)|might|should|must|will|to be|can|whether|fear(?:s|ed)?|threaten(?:s|ed)?|plans? to|order(?:s|ed)? to|"
    r"allegations?|rumou?rs?|suggestions?|accusations?|claims? that|reports? that|demand(?:s|ed|ing)?|urg(?:e|es|ed)|call(?:s|ed)? for|asked|promis(?:es|ed))\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:remain(?:s|ed)?|still|continu\w+|never|at no time|all along|without (?:a break|interruption)|stay(?:s|ed)?|always|as before|throughout)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|from|as of|as from)\b", re.IGNORECASE)
_PAST = re.compile(r"\A(?:was|were|stuck|stayed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """``row`` and ``side`` of the table, whether the words tell the change, at ``start`` to ``end`` of a sentence."""

    row: str
    side: int
    enters: bool
    negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Told:
    report: Report
    statement: Statement | None
    sentence: Passage
    number: int
    state: State
    clause: Clause
    first: int
    last: int

    @property
    def key(self) -> str:
        return f"{self.report.article.id} {self.sentence.start:09} {self.state.start:05} {self.state.row}"

    @property
    def voice(self) -> str:
        return voice(self.report, self.statement)

    @property
    def side(self) -> Side:
        return side_of(self.report.article, self.sentence, self.statement.speaker if self.statement else None)


@cache
def _table() -> tuple[tuple[str, int, bool, re.Pattern[str]], ...]:
    text = (files("onrecord.relate") / "data" / "states.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        (
            row,
            int(side),
            enters == "1",
            re.compile(r"\b(?:" + "|".join(map(pattern, phrases.split("|"))) + r")\b", re.IGNORECASE),
        )
        for row, side, enters, phrases in rows
    )


@lru_cache(maxsize=SENTENCES)
def states_in(text: str) -> tuple[State, ...]:
    """The states that a sentence tells; of a row of which it tells both sides, none."""
    found: dict[str, list[State]] = {}
    for row, side, enters, phrases in _table():
        for match in phrases.finditer(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            if _UNTOLD.search(before):
                continue
            turned = _NOT.search(before) is not None
            found.setdefault(row, []).append(
                State(row, 1 - side if turned else side, enters and not turned, turned, match.start(), match.end())
            )
    told = (each for states in found.values() if len({state.side for state in states}) == 1 for each in states)
    return tuple(sorted(told, key=lambda state: (state.start, state.row)))


def of_states(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> Iterator[Difference]:
    """Opposite states of one thing on one day, told by different voices: one difference for all that hang together."""
    told = [each for report in reports_in_order(reports) for each in _told(report, contexts, copied)]
    by_thing: dict[tuple[str, int, str], list[int]] = {}
    for number, each in enumerate(told):
        for thing in each.clause.things:
            by_thing.setdefault((each.state.row, each.state.side, thing), []).append(number)
    pairs = {
        (told[one].key, told[other].key)
        for (row, side, thing), numbers in by_thing.items()
        if side == 0
        for one in numbers
        for other in by_thing.get((row, 1, thing), ())
        if _exclude(told[one], told[other])
    }
    pairs |= {
        (one.key, other.key)
        for one, other in _beside(told)
        if one.state.row == other.state.row and one.state.side != other.state.side and _exclude(one, other)
    }
    by_key = {each.key: each for each in told}
    for keys in components({key for pair in pairs for key in pair}, sorted(pairs)):
        members = [by_key[key] for key in keys]
        shared = set(members[0].clause.things).intersection(*(each.clause.things for each in members[1:]))
        words = [word.text for word in words_of(members[0].sentence) if stem(word.text) in shared]
        about = " ".join(dict.fromkeys(words)) or members[0].state.row
        yield difference("status", about, [each.side for each in members], "opposite states of one thing at one time")


def _beside(told: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """States of one report that stand beside each other."""
    for index, one in enumerate(told):
        for other in told[index + 1 : index + 1 + BESIDE]:
            if other.report is one.report:
                yield one, other


def _told(report: Report, contexts: Contexts, copied: Copied) -> Iterator[_Told]:
    article = report.article
    number = 0
    for passage in article.body:
        for sentence in article_sentences(article, passage.start, passage.end):
            number += 1
            if copied.source(article.id, sentence.start, sentence.end):
                continue
            for state in states_in(sentence.text):
                at = sentence.start + state.start
                statement = statement_at(report, at)
                if statement and (statement.negated or assails(statement) or statement.stance in _ASKS):
                    continue
                span = _days(report, sentence, state)
                if span is not None:
                    clause = clause_of(report, contexts, sentence, (state.start, state.end), statement)
                    yield _Told(report, statement, sentence, number, state, clause, *span)


_ASKS = frozenset({"asks", "demands", "predicts", "promises"})


def _days(report: Report, sentence: Passage, state: State) -> tuple[int, int] | None:
    """The first and the last day, as ordinals, on which a state is told to hold."""
    published = day_range(report.published)
    if published is None:
        return None
    text = sentence.text
    named = []
    for time in report.item.annotations.times:
        if not sentence.start <= time.start < sentence.end or not (time.when.known or time.when.relative):
            continue
        span = day_range(bind(time.when, report.published))
        if span is None or span[0] > published[1]:
            continue
        at = time.start - sentence.start
        until = time.when.relative is not None and time.when.relative.until
        since = until or _SINCE.search(text, max(0, at - 20), at + 6) is not None
        if since or span[1] - span[0] <= 1:
            named.append((at, span, since))
    last = _FOR_EVER if (state.row, state.side) in _FOR_GOOD else published[1]
    if state.negated or _LASTING.search(text[max(0, state.start - _BEFORE) : state.end + _AFTER]):
        return 0, published[1]
    if named:
        _, span, since = min(named, key=lambda item: abs(item[0] - state.start))
        if state.enters or since:
            return span[0], last
        if _PAST.match(text, state.start):
            return span
    return published[0], last


def _exclude(a: _Told, b: _Told) -> bool:
    if a.voice == b.voice or (a.report is b.report and a.statement is None and b.statement is None):
        return False
    if a.first > b.last or b.first > a.last:
        return False
    for one, other in ((a, b), (b, a)):
        # What changed on a day was the other way before it on that day.
        later = moment(other.report.published) > moment(one.report.published) or other.last > one.first
        # A report that gives both gives them as of one time.
        if one.state.enters and not later and (one.report is not other.report or other.state.enters):
            return False
    return one_thing(a.clause, b.clause) or _answers(a, b) or _answers(b, a)


def _answers(a: _Told, b: _Told) -> bool:
    """Whether somebody says so of what another has just spoken of: "The fire is out," said the owner. "It is still burning," ..."."""
    beside = a.report is b.report and 0 < b.number - a.number <= BESIDE
    return beside and a.statement is not None and b.statement is not None and b.clause.pointing
