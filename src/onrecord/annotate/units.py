"""Sentences as rows of tokens, joined where one quotation holds them together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.annotate.quotes import Quotation, find_quotations
from onrecord.annotate.sentences import Sentence
from onrecord.model.annotations import TimeMention
from onrecord.model.statement import Mention

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,6}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Sen|Rep|Gov|Prof|St|Col|Maj|Capt|Sgt|Adm|Jr|Sr|Rev|Hon|Sgt|No)\."
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|\d+(?:[.,]\d+)*"
    r"|\w+(?:[-'’]\w+)*"
    r"|''|``"
    r"|[^\w\s]"
)


class Token(NamedTuple):
    """A word or a mark. ``quote``, ``mention`` and ``time`` are indices into the unit's lists, -1 for none."""

    text: str
    lower: str
    start: int
    end: int
    quote: int
    mention: int
    time: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def possessive(self) -> bool:
        return self.lower.endswith(("'s", "’s"))

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that one quotation holds together, with its tokens.

    ``first`` tells whether it opens its paragraph. Quotations are those of the whole paragraph.
    """

    start: int
    end: int
    paragraph: int
    segment: str
    first: bool
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]
    mentions: Sequence[Mention]
    times: Sequence[TimeMention]

    def starts_quote(self, at: int) -> bool:
        """Whether token ``at`` opens a quotation."""
        token = self.tokens[at]
        return token.quote >= 0 and self.quotations[token.quote].start >= token.start

    def quote_end(self, at: int) -> int:
        """The index after the last token of the quotation in which token ``at`` stands."""
        quote = self.tokens[at].quote
        while at < len(self.tokens) and self.tokens[at].quote == quote:
            at += 1
        return at

    @property
    def all_quoted(self) -> bool:
        """Whether every word stands inside quotation marks."""
        return all(token.quote >= 0 for token in self.tokens if token.is_word) and any(t.is_word for t in self.tokens)


def units(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], times: Sequence[TimeMention]
) -> list[Unit]:
    """The article's units in reading order."""
    paragraphs: list[list[Sentence]] = []
    for sentence in sentences:
        if paragraphs and paragraphs[-1][0].paragraph == sentence.paragraph:
            paragraphs[-1].append(sentence)
        else:
            paragraphs.append([sentence])
    mention_starts = [mention.start for mention in mentions]
    time_starts = [time.start for time in times]
    found = []
    for group in paragraphs:
        start, end = group[0].start, group[-1].end
        quotations = find_quotations(text, start, end)
        quote_starts = [quotation.start for quotation in quotations]
        for number, (first, last) in enumerate(_joined(group, quotations)):
            tokens = tuple(
                _tokens(text, first, last, quotations, quote_starts, mentions, mention_starts, times, time_starts)
            )
            if tokens:
                found.append(
                    Unit(
                        first,
                        last,
                        group[0].paragraph,
                        group[0].segment,
                        number == 0,
                        tokens,
                        quotations,
                        mentions,
                        times,
                    )
                )
    return found


def touched(rows: Sequence[Unit], starts: Sequence[int], start: int, end: int) -> Iterator[int]:
    """The places in ``rows``, whose ``starts`` are given, of the units that the characters ``start`` to ``end`` touch."""
    at = max(0, bisect_right(starts, start) - 1)
    while at < len(rows) and rows[at].start < end:
        if rows[at].end > start:
            yield at
        at += 1


def _joined(group: Iterable[Sentence], quotations: Sequence[Quotation]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    held = at = 0
    for sentence in group:
        if spans and sentence.start < held:
            spans[-1] = (spans[-1][0], max(sentence.end, spans[-1][1]))
        else:
            spans.append((sentence.start, sentence.end))
        while at < len(quotations) and quotations[at].end <= sentence.end:
            at += 1
        if at < len(quotations) and quotations[at].start < sentence.end:
            held = max(held, quotations[at].end)
    return spans


def _tokens(
    text: str,
    start: int,
    end: int,
    quotations: Sequence[Quotation],
    quote_starts: Sequence[int],
    mentions: Sequence[Mention],
    mention_starts: Sequence[int],
    times: Sequence[TimeMention],
    time_starts: Sequence[int],
) -> Iterable[Token]:
    for match in _TOKEN.finditer(text, start, end):
        at = match.start()
        quote = bisect_right(quote_starts, at) - 1
        if quote >= 0 and quotations[quote].end <= at:
            quote = -1
        mention = bisect_right(mention_starts, at) - 1
        if mention >= 0 and mentions[mention].end <= at:
            mention = -1
        time = bisect_right(time_starts, at) - 1
        if time >= 0 and times[time].end <= at:
            time = -1
        yield Token(match[0], match[0].lower().replace("’", "'"), at, match.end(), quote, mention, time)
