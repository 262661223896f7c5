"""Words of a text with their offsets, what of it stands in quotation marks, and terms to compare by."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from onrecord.model.article import Article
from onrecord.model.passage import Passage
from onrecord.relate.remembered import Remembered
from onrecord.relate.tables import CALENDAR_WORDS, COMMON_WORDS, STOP_WORDS

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]{1,2}(?![^\W\d_]))?|[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]{0,2}\s{1,3}(?=['\"“‘(]{0,2}[^\W\d_a-zà-ÿ])|\n+")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Lt|Col|Sgt|Gov|Prof|St|No|vs|Jr|Sr)|\b[A-Z])\.$")
_QUOTE_MARK = re.compile("[\"“”‘’']")


class Word(NamedTuple):
    """A word: folded, where it stands, whether inside quotation marks, whether written with a capital."""

    text: str
    start: int
    end: int
    quoted: bool
    capital: bool


def words(article: Article) -> tuple[Word, ...]:
    """The words of the article's body in reading order."""
    found: list[Word] = []
    for passage in article.body:
        found.extend(words_of(passage))
    return tuple(found)


def words_of(passage: Passage) -> Iterator[Word]:
    """The words of one passage; offsets are those of the article."""
    quoted = quoted_ranges(passage.text)
    at = 0
    for match in _WORD.finditer(passage.text):
        start = match.start()
        while at < len(quoted) and quoted[at][1] <= start:
            at += 1
        inside = at < len(quoted) and quoted[at][0] <= start
        raw = match.group()
        yield Word(fold(raw), passage.start + start, passage.start + match.end(), inside, raw[0].isupper())


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word in lower case, without a possessive ending."""
    word = word.casefold().replace("’", "'")
    return word[:-2] if word.endswith("'s") else word


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """The parts of one paragraph that stand in double or curly quotation marks, as (start, end).

    A mark that is opened and not closed runs to the paragraph's end: that is how a quotation goes on into the next one.
    """
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    close = ""
    for match in _QUOTE_MARK.finditer(text):
        index, character = match.start(), match.group()
        if opened is None:
            if character in '"“‘' or (character == "'" and _opens_single(text, index)):
                opened, close = index, {"“": "”", "‘": "’"}.get(character, character)
        elif character == close and not (close in "'’" and _inside_word(text, index)):
            ranges.append((opened, index + 1))
            opened = None
    if opened is not None and close in '"”':
        ranges.append((opened, len(text)))
    return ranges


def _opens_single(text: str, index: int) -> bool:
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    return not before.isalnum() and after.isalnum() and text.find("'", index + 2) > 0


def _inside_word(text: str, index: int) -> bool:
    return index > 0 and text[index - 1].isalnum() and index + 1 < len(text) and text[index + 1].isalnum()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its commonest endings, so that "troops" and "troop", "denied" and "denies" meet."""
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, put in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: len(word) - len(ending)] + put
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS | CALENDAR_WORDS)
_COMMON_STEMS = frozenset(stem(word) for word in COMMON_WORDS)

#: What a term weighs before anything is known of the other texts: common words of news a quarter of rare ones.
COMMON_WEIGHT = 0.25


def term_weight(term: str) -> float:
    """How much sharing ``term`` says, from 0 to 1, by the lists alone."""
    if len(term) < 2 or term in _STOP_STEMS:
        return 0.0
    if term in _COMMON_STEMS:
        return COMMON_WEIGHT
    return 0.5 if term[0].isdigit() else 1.0


def terms(tokens: Iterable[Word]) -> list[str]:
    """The stems of the words that say what a text is about, in order, repeats kept."""
    return [term for term in (stem(word.text) for word in tokens) if term_weight(term) > 0]


def terms_of(text: str) -> list[str]:
    """The same of a stretch of text whose words are needed for nothing else."""
    return [term for term in map(_term, _WORD.findall(text)) if term]


@lru_cache(maxsize=200_000)
def _term(raw: str) -> str:
    """The stem of a word as it is written; empty for one that says nothing."""
    term = stem(fold(raw))
    return term if term_weight(term) > 0 else ""


def content_terms(text: str) -> frozenset[str]:
    """The set of content terms of a stretch of text."""
    return frozenset(terms(words_of(Passage(text, 0, len(text)))))


def sentences(passage: Passage) -> Iterator[Passage]:
    """The sentences of a passage, split at stops before a capital; a plain rule, enough to compare by."""
    start = 0
    text = passage.text
    for match in _SENTENCE_END.finditer(text):
        if "\n" not in match.group() and _ABBREVIATION.search(text, max(0, match.start() - 6), match.start() + 1):
            continue
        yield from _trimmed(passage, start, match.end())
        start = match.end()
    yield from _trimmed(passage, start, len(text))


def _trimmed(passage: Passage, start: int, end: int) -> Iterator[Passage]:
    raw = passage.text[start:end]
    stripped = raw.strip()
    if stripped:
        begin = passage.start + start + raw.index(stripped)
        yield Passage(stripped, begin, begin + len(stripped))


@Remembered
def _article_sentences(article: Article) -> tuple[tuple[Passage, ...], tuple[int, ...]]:
    """All sentences of an article, of every kind of segment, and where they start."""
    found: list[Passage] = []
    for segment in article.segments:
        found.extend(sentences(Passage.of(article.text, segment.start, segment.end)))
    return tuple(found), tuple(sentence.start for sentence in found)


def article_sentences(article: Article, start: int, end: int) -> tuple[Passage, ...]:
    """The sentences of an article that begin from ``start`` to before ``end``."""
    found, starts = _article_sentences(article)
    return found[bisect_left(starts, start) : bisect_left(starts, end)]


def sentence_around(article: Article, start: int, end: int) -> Passage:
    """The sentence of the article in which ``start`` to ``end`` stands; the range itself where no sentence holds it."""
    found, starts = _article_sentences(article)
    index = bisect_right(starts, start) - 1
    if index >= 0 and start < found[index].end:
        return found[index]
    return Passage.of(article.text, start, end)
