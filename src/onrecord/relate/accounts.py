"""Accounts of one happening by different voices: the hours, and the sides of a border, that they give for it.

Two sentences are of one happening where both tell an act of one kind ("seized", "detained") and either stand side by side, or
both articles name the same rare thing ("the Amarant") within a day of each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.passage import Passage
from onrecord.model.relations import Difference
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.clock import Clock, apart, clocks_in
from onrecord.relate.context import Contexts
from onrecord.relate.rarity import UNHEARD, rarity
from onrecord.relate.sides import difference, side_of, voice
from onrecord.relate.tables import ACTS
from onrecord.relate.threads import Copied, gap_in_days, reports_in_order
from onrecord.relate.words import article_sentences, stem, words_of

#: Minutes by which two times of one happening must differ.
EXCLUDED = 60

#: Sentences between two accounts that stand side by side, and days between two reports of one thing.
BESIDE = 1
ONE_DAY = 1

#: Rare names that two articles must share.
NAMED_BY = 1

_ACTS = tuple(
    (kind, re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE))
    for kind, words in ACTS.items()
)
_NOT_TOLD = re.compile(
    r"\b(?:will|would|could|may|might|if|unless|plans?|planned|threatened|scheduled|due)\b", re.IGNORECASE
)
_SIDE = re.compile(
    r"\b(?:on|inside|within|in|into|over)\s+(?:the\s+)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)\s+"
    r"(?:side|bank|shore|waters|territory|soil|airspace)\b"
)


@dataclass(frozen=True, slots=True)
class _Account:
    """One sentence that tells when or on which side an act was done."""

    report: Report
    statement: Statement | None
    sentence: Passage
    number: int
    acts: frozenset[str]
    clocks: tuple[Clock, ...]
    side: str | None

    @property
    def voice(self) -> str:
        return voice(self.report, self.statement)


def of_accounts(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> Iterator[Difference]:
    """All differences in the time and the place of one happening."""
    accounts = [account for report in reports_in_order(reports) for account in _accounts(report, contexts, copied)]
    named = {report.article.id: _rare_names(report) for report in reports}
    for index, a in enumerate(accounts):
        for b in accounts[index + 1 :]:
            if not a.acts & b.acts or a.voice == b.voice or (a.statement is None and b.statement is None):
                continue
            if not _one_happening(a, b, named):
                continue
            about = " ".join(sorted(a.acts & b.acts))
            sides = [
                side_of(each.report.article, each.sentence, each.statement.speaker if each.statement else None)
                for each in (a, b)
            ]
            if _other_time(a, b):
                yield difference("time", about, sides, "one happening, times that exclude each other")
            if a.side and b.side and a.side != b.side:
                yield difference("place", about, sides, "one happening, on either side of a border")


def _accounts(report: Report, contexts: Contexts, copied: Copied) -> Iterator[_Account]:
    article = report.article
    number = 0
    for passage in article.body:
        for sentence in article_sentences(article, passage.start, passage.end):
            number += 1
            acts = frozenset(kind for kind, pattern in _ACTS if pattern.search(sentence.text))
            if not acts or _NOT_TOLD.search(sentence.text) or copied.source(article.id, sentence.start, sentence.end):
                continue
            clocks, side = clocks_in(report, sentence), _border_side(report, sentence, contexts)
            if clocks or side:
                statement = next(
                    (
                        each
                        for each in report.statements
                        if any(piece.start < sentence.end and sentence.start < piece.end for piece in each.evidence)
                    ),
                    None,
                )
                yield _Account(report, statement, sentence, number, acts, clocks, side)


def _border_side(report: Report, sentence: Passage, contexts: Contexts) -> str | None:
    """The country on whose side something happened: "on the Varnish bank"; ``None`` where the sentence names two."""
    sides = set()
    for match in _SIDE.finditer(sentence.text):
        start, end = sentence.start + match.start(1), sentence.start + match.end()
        for mention in contexts.mentions_in(report.article.id, start, end):
            sides.add((mention.place if mention.kind == "country" else mention.country) or "")
    return sides.pop() if len(sides) == 1 else None


def _one_happening(a: _Account, b: _Account, named: dict[str, frozenset[str]]) -> bool:
    if a.report is b.report:
        return 0 < b.number - a.number <= BESIDE
    gap = gap_in_days(a.report.published, b.report.published)
    shared = named[a.report.article.id] & named[b.report.article.id]
    return gap is not None and gap <= ONE_DAY and len(shared) >= NAMED_BY


def _other_time(a: _Account, b: _Account) -> bool:
    if len(a.clocks) != 1 or len(b.clocks) != 1:
        return False
    one, other = a.clocks[0], b.clocks[0]
    return one.zone == other.zone and apart(one, other) > EXCLUDED


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
