"""Accounts of one happening by different voices: the hours and days, the places and the sides that they give for it.

Two sentences are of one happening where both tell an act of one kind ("seized", "detained") and stand side by side, or both articles
name the same rare thing ("the Amarant") within a day of each other, or their clauses have enough words in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.calendar import bind
from onrecord.model.passage import Passage
from onrecord.model.relations import Difference, Side
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.clauses import Clause, clause_of, one_thing, shared_weight
from onrecord.relate.clock import Clock, apart, clocks_in
from onrecord.relate.context import Contexts
from onrecord.relate.movements import pattern
from onrecord.relate.rarity import UNHEARD, rarity
from onrecord.relate.sides import difference, side_of, voice
from onrecord.relate.tables import ACTS, DIRECTIONS, ONCE, SELDOM
from onrecord.relate.threads import Copied, day_range, gap_in_days, reports_in_order
from onrecord.relate.words import article_sentences, stem, words_of

#: Minutes by which two times of one happening must differ.
EXCLUDED = 50
#: The same where both are given to the minute.
TO_THE_MINUTE = 20

#: Sentences between two accounts that stand side by side, days between two reports of one thing, and between two that share words.
BESIDE = 1
ONE_DAY = 1
LATELY = 4

#: Days between two accounts of one night, and what clauses share that have a name in common.
ONE_NIGHT = 1
SOMETHING = 1.0

#: Rare names that two articles must share.
NAMED_BY = 1

#: Characters between an act and the time, side or place of it.
NEAR = 110

_ACTS = tuple(
    (kind, re.compile(r"\b(?:" + "|".join(map(pattern, words)) + r")\b", re.IGNORECASE)) for kind, words in ACTS.items()
)
_DIRECTION = re.compile(
    r"\b(" + "|".join(word for pair in DIRECTIONS for word in pair) + r")(?:-hand)?\s+(?=[a-z])", re.IGNORECASE
)
_AGAINST = {one: other for pair in DIRECTIONS for one, other in (pair, pair[::-1])}
_ABOUT = re.compile(
    r"\b(?:about|around|some|shortly|just|roughly|nearly|almost|before|after|by)\s+(?=\d)", re.IGNORECASE
)
ROUND = 15

_AT = re.compile(r"\b(?:at|in|near|outside|off|on|to)\s+(?:the\s+|a\s+)?(?:[a-z]+\s+(?:of\s+)?){0,2}\Z")

_NOT_TOLD = re.compile(
    r"\b(?:will|would|could|may|might|if|unless|plans?|planned|threatened|scheduled|due)\b", re.IGNORECASE
)
_SIDE = re.compile(
    r"\b(?:on|inside|within|in|into|over)\s+(?:the\s+)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)\s+"
    r"(?:side|bank|shore|waters|territory|soil|airspace)\b"
)


@dataclass(frozen=True, slots=True)
class _Account:
    """One sentence that tells when, where or on which side an act was done; ``days`` are ordinals, ``places`` keys of the gazetteer."""

    report: Report
    statement: Statement | None
    sentence: Passage
    number: int
    acts: frozenset[str]
    clause: Clause
    clocks: tuple[Clock, ...]
    days: frozenset[int]
    directions: frozenset[str]
    places: frozenset[str]
    side: str | None

    @property
    def voice(self) -> str:
        return voice(self.report, self.statement)


def of_accounts(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> Iterator[Difference]:
    """All differences in the time and the place of one happening."""
    accounts = [account for report in reports_in_order(reports) for account in _accounts(report, contexts, copied)]
    named = {report.article.id: _rare_names(report) for report in reports}
    by_act: dict[str, list[_Account]] = {}
    for account in accounts:
        for act in account.acts:
            by_act.setdefault(act, []).append(account)
    for act in sorted(by_act):
        held = by_act[act]
        for index, a in enumerate(held):
            for b in held[index + 1 :]:
                gap = gap_in_days(a.report.published, b.report.published)
                if gap is not None and gap > LATELY:
                    break  # they stand in the order of their reports
                if a.voice == b.voice or min(a.acts & b.acts) != act:
                    continue
                yield from _differing(a, b, act, gap, named)


def _differing(
    a: _Account, b: _Account, act: str, gap: int | None, named: dict[str, frozenset[str]]
) -> Iterator[Difference]:
    close = _beside(a, b) or _of_one_matter(a, b, act, gap, named)
    one = one_thing(a.clause, b.clause)
    told = (a.statement is not None, b.statement is not None)
    attributed, both = any(told), all(told)
    if (one or (close and attributed)) and _other_time(a, b):
        yield difference("time", act, _sides(a, b), "one happening, times that exclude each other")
    elif one and act in ONCE and len(a.days) == len(b.days) == 1 and a.days != b.days:
        yield difference("time", act, _sides(a, b), "one happening, days that exclude each other")
    if (one or (close and attributed)) and a.side and b.side and a.side != b.side:
        yield difference("place", act, _sides(a, b), "one happening, on either side of a border")
    elif (
        (one or (close and both))
        and act in ONCE
        and any(_AGAINST[each] in b.directions for each in a.directions - b.directions)
    ):
        yield difference("place", act, _sides(a, b), "one happening, on opposite sides")


def _sides(*accounts: _Account) -> list[Side]:
    return [
        side_of(each.report.article, each.sentence, each.statement.speaker if each.statement else None)
        for each in accounts
    ]


def _of_one_matter(a: _Account, b: _Account, act: str, gap: int | None, named: dict[str, frozenset[str]]) -> bool:
    """Whether both reports name one rare thing, close in time, and what they tell is seldom done twice or of things in common."""
    if len(named[a.report.article.id] & named[b.report.article.id]) < NAMED_BY:
        return False
    if a.clause.names and b.clause.names and not a.clause.names & b.clause.names:
        return False
    if a.days and b.days and min(abs(one - other) for one in a.days for other in b.days) > ONE_NIGHT:
        return False
    if not (gap is not None and gap <= ONE_DAY) and not _likely_days(a) & _likely_days(b):
        return False
    return act in SELDOM or shared_weight(a.clause, b.clause) >= SOMETHING


def _likely_days(a: _Account) -> frozenset[int]:
    """The days that an account names; else that of its report and the one before."""
    published = day_range(a.report.published)
    return a.days or (frozenset({published[0], published[0] - 1}) if published else frozenset())


def _accounts(report: Report, contexts: Contexts, copied: Copied) -> Iterator[_Account]:
    article = report.article
    number = 0
    for passage in article.body:
        for sentence in article_sentences(article, passage.start, passage.end):
            number += 1
            told = {
                kind: match.span()
                for kind, words in _ACTS
                if (match := words.search(sentence.text)) and not _NOT_TOLD.search(sentence.text, 0, match.start())
            }
            if not told or copied.source(article.id, sentence.start, sentence.end):
                continue
            span = min(told.values())
            clocks, side = clocks_in(report, sentence), _border_side(report, sentence, contexts)
            days = _days(report, sentence, span)
            around = sentence.text[max(0, span[0] - NEAR) : span[1] + NEAR]
            directions = frozenset(match[1].casefold() for match in _DIRECTION.finditer(around))
            places = _places(report, sentence, span, contexts)
            if clocks or side or days or directions or places:
                statement = next(
                    (
                        each
                        for each in report.statements
                        if any(piece.start < sentence.end and sentence.start < piece.end for piece in each.evidence)
                    ),
                    None,
                )
                clause = clause_of(report, contexts, sentence, span, statement)
                acts = frozenset(told)
                yield _Account(
                    report, statement, sentence, number, acts, clause, clocks, days, directions, places, side
                )


def _days(report: Report, sentence: Passage, span: tuple[int, int]) -> frozenset[int]:
    """The days that a sentence names near an act."""
    found = set()
    for time in report.item.annotations.times:
        at = time.start - sentence.start
        if (
            0 <= at < len(sentence.text)
            and span[0] - NEAR <= at <= span[1] + NEAR
            and time.when.precision in ("day", "minute")
        ):
            bound = day_range(bind(time.when, report.published)) if time.when.known or time.when.relative else None
            if bound and bound[0] == bound[1]:
                found.add(bound[0])
    return frozenset(found)


def _places(report: Report, sentence: Passage, span: tuple[int, int], contexts: Contexts) -> frozenset[str]:
    """The towns and sites at which a sentence puts an act: named behind it, after "at" or "in"."""
    text, found = sentence.text, set()
    for mention in contexts.mentions_in(report.article.id, sentence.start + span[0], sentence.start + span[1] + NEAR):
        at = mention.start - sentence.start
        if mention.kind == "place" and mention.place and _AT.search(text, max(0, at - 40), min(at, len(text))):
            found.add(mention.place)
    return frozenset(found)


def _elsewhere(a: _Account, b: _Account) -> bool:
    """Whether each is put at one place, and not at the same."""
    return len(a.places) == len(b.places) == 1 and a.places != b.places


def _beside(a: _Account, b: _Account) -> bool:
    return a.report is b.report and 0 < b.number - a.number <= BESIDE


def _border_side(report: Report, sentence: Passage, contexts: Contexts) -> str | None:
    """The country on whose side something happened: "on the Varnish bank"; ``None`` where the sentence names two."""
    sides = set()
    for match in _SIDE.finditer(sentence.text):
        start, end = sentence.start + match.start(1), sentence.start + match.end()
        for mention in contexts.mentions_in(report.article.id, start, end):
            sides.add((mention.place if mention.kind == "country" else mention.country) or "")
    return sides.pop() if len(sides) == 1 else None


def _other_time(a: _Account, b: _Account) -> bool:
    if len(a.clocks) != 1 or len(b.clocks) != 1:
        return False
    one, other = a.clocks[0], b.clocks[0]
    exact = all(
        each.minute % ROUND and not _ABOUT.search(account.sentence.text) for each, account in ((one, a), (other, b))
    )
    return one.zone == other.zone and apart(one, other) > (TO_THE_MINUTE if exact else EXCLUDED)


def _rare_names(report: Report) -> frozenset[str]:
    """The names in an article's headings and first sentences that news hardly knows: of a ship, a village, a person."""
    found: set[str] = set()
    for passage in [*report.article.passages("heading"), *report.article.body[:2]]:
        for sentence in article_sentences(report.article, passage.start, passage.end):
            ahead = sentence.start
            found.update(
                stem(word.text)
                for word in words_of(sentence)
                if word.capital and word.start > ahead and rarity(stem(word.text)) >= UNHEARD
            )
    return frozenset(found)
