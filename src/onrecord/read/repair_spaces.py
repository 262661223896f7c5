"""Spaces that were lost between words: "toinvade", "border.The", "saidRossi", "150,000troops".

A scraper that drops a link's tags, or joins lines, drops the space beside them. Two words are told apart only where both
are common, what they make together is no word that the vocabulary knows, and exactly one place fits. That is held to be
certain where one of the two is a word of grammar that makes no compounds ("to", "and", "their"), or where the article
itself has the second word by itself ("saidRossi … Rossi"). Where an article has lost several spaces for certain, two
common words of content are parted too: in an article that has lost none "datacentre" is somebody's new word.

A word that the article writes twice is its own word. Names are parted from words, never cut: of "Stoltenberg" no part
is looked at, since no part of it stands in the article by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.read.repair_edits import Edit
from onrecord.read.wordlist import Vocabulary, words

#: One lost space between words that is certain, in at most so many words, makes an article one that has lost its spaces.
ONE_IN = 800

#: Words of grammar that open no compound and no derived word.
_FIRST = words(
    "the and that with from was were has had have their which this would will who his they been said of to these those are not "
    "but about because while during before should could must than also says told until"
)
#: Words of grammar that end none.
_LAST = words(
    "the and that with from was were has had have their which this would will who said of to for by these those because should "
    "could during about until been says told"
)
#: Those of them that end no name either.
_LAST_OF_NAMES = words("and that with from was were have which this would will said these those")
#: Words of grammar that open or end others too ("in", "on"): certain only beside one of `_BESIDE`.
_UNSURE = words("in on at by for as an is it be he she we you or its our into over after if")
_BESIDE = words(
    "the this that these those their his her its our your which other some many such several recent all any"
)
#: What is put before words, or behind them, without a space: no reason to part anything.
_PREFIXES = words(
    "anti pre post non over under out off up down mid super inter counter re pro multi semi sub trans ultra micro mega mini "
    "hyper cyber cross self euro back fore hand head eye sea air sun snow land home house work book news web data"
)
_SUFFIXES = words(
    "able like wide based hip ship men man woman women maker makers holder holders worker workers up ups out off down over "
    "back less ness ism ist ists house land time side line way ware works writer writers gate tech fold most proof ward "
    "wards wise work market trader traders field room person people"
)
_DOMAINS = words("com org net gov edu info js io co uk eu us tv me ai app html htm php pdf")

#: Letters that stand by themselves or before a possessive's end: no part of an address, a handle, a compound or a number.
_WORD = re.compile(r"(?<![\w@#/\\.&'’=*-])[A-Za-z]{4,40}(?![\w@/\\=*]|[.&-]\w|['’](?!s\b)\w)")
_SHAPE = re.compile(r"(?P<lower>[a-z]+)|(?P<first>[A-Z]?[a-z]+)(?P<second>[A-Z][a-z]+|[A-Z]{2,})|[A-Z][a-z]+")
_STOP = re.compile(
    r"(?<![\w@#/\\.&=_<-])([^\W\d_][\w’'-]{0,40}[^\W\d_]|\d{2,4})([.!?])(?=(A|I|[A-Z][a-z]+)(?![\w.@/_(>]))"
)
_COMMA = re.compile(
    r"(?<![\w@#/\\.&=_,-])[^\W\d_]{2,40}(?:,(?=[^\W\d_])|;(?=[a-z]))(?=[^\W\d_]{2,40}(?![\w@/\\=_]|[.,-]\w))"
)
_AFTER_QUOTE = re.compile(r"[\w.,!?…]”(?=\w)")
_BEFORE_QUOTE = re.compile(r"(?<=[a-z]{2}|[a-z][,:;])(?=“\w)")
_POSSESSIVE = re.compile(r"(?<![\w@#/\\.&=_-])[A-Za-z]{2,40}['’]s(?=([a-z]{3,30})(?![\w'’@/-]))")
_AFTER_NUMBER = re.compile(r"(?<![\w.,/#@-])(?:\d{1,3}(?:,\d{3}){1,4}|\d{3,4})(?=([a-z]{4,30})(?![\w'’@/-]))")
_BEFORE_NUMBER = re.compile(
    r"(?<![\w.@/#-])(?:in|of|to|by|from|since|until|about|than|and|the|over)(?=(?:19|20)\d\d(?![\w-]|[.,]\d)|\d{1,3}(?:,\d{3}){1,4}(?![\w]))"
)


@dataclass(frozen=True, slots=True)
class Usage:
    """How an article uses words: how often each stands by itself, which capitalised ones stand side by side."""

    counts: Counter[str]
    pairs: frozenset[tuple[str, str]]
    words: int

    @classmethod
    def of(cls, text: str) -> Usage:
        """The usage in ``text``."""
        found = _TOKEN.findall(text)
        capitals = [word[0].isupper() for word in found]
        pairs = {(a, b) for a, b, x, y in zip(found, found[1:], capitals, capitals[1:], strict=False) if x and y}
        return cls(Counter(found), frozenset(pairs), len(found))


_TOKEN = re.compile(r"[^\W\d_]+")


def lost_spaces(text: str, spans: Sequence[tuple[int, int]], usage: Usage, vocabulary: Vocabulary) -> list[Edit]:
    """The spaces to put into these ranges of ``text``, in order. ``usage`` is the whole article's."""
    places: list[int] = []
    sure: list[int] = []
    likely: list[int] = []
    for start, end in spans:
        places += _at_marks(text, start, end, usage, vocabulary)
        for match in _WORD.finditer(text, start, end):
            found = _parted(match[0], usage, vocabulary)
            if found is not None:
                at, certain = found
                (sure if certain else likely).append(match.start() + at)
    places += sure
    if len(sure) * ONE_IN > usage.words:
        places += likely
    return [Edit(at, at, " ", "space") for at in sorted(set(places))]


def _at_marks(text: str, start: int, end: int, usage: Usage, vocabulary: Vocabulary) -> Iterator[int]:
    """Where a space is missing beside a mark or a number."""
    for match in _STOP.finditer(text, start, end):
        before, following = match[1], match[3]
        opens = following.lower() in vocabulary.common or usage.counts[following] > 1 or len(following) > 3
        ends = before.isdigit() or (before[-2:].islower() and len(before) > 2)
        if opens and ends and following.lower() not in _DOMAINS:
            yield match.end()
    for pattern in (_COMMA, _AFTER_QUOTE, _BEFORE_QUOTE, _BEFORE_NUMBER):
        for match in pattern.finditer(text, start, end):
            yield match.end()
    for pattern in (_POSSESSIVE, _AFTER_NUMBER):
        for match in pattern.finditer(text, start, end):
            if match[1] in vocabulary.common:
                yield match.end()


def _parted(word: str, usage: Usage, vocabulary: Vocabulary) -> tuple[int, bool] | None:
    """Where ``word`` is to be parted, and whether that is certain; ``None`` where it is one word or that is not clear."""
    shape = _SHAPE.fullmatch(word)
    if shape is None or usage.counts[word] > 1 or vocabulary.knows(word.lower()):
        return None
    if shape["second"]:
        at = len(shape["first"])
        certain = _before_name(shape["first"], shape["second"], usage, vocabulary)
        return (at, certain) if certain is not None else None
    halves = [(at, word[:at], word[at:]) for at in range(2, len(word) - 1)]
    if shape["lower"]:
        fits = [(at, _fits(a, b, vocabulary)) for at, a, b in halves]
    else:
        fits = [(at, _fits_capitalised(a, b, usage, vocabulary)) for at, a, b in halves]
    for certain in (True, False):
        places = [at for at, fit in fits if fit is certain]
        if places:
            return (places[0], certain) if len(places) == 1 else None
    return None


def may_be_two(word: str, vocabulary: Vocabulary) -> bool:
    """Whether ``word``, in lower case, would be parted if the vocabulary did not know it."""
    return any(_fits(word[:at], word[at:], vocabulary) is not None for at in range(2, len(word) - 1))


def _fits(a: str, b: str, vocabulary: Vocabulary) -> bool | None:
    """Whether two words in lower case belong apart: certainly, probably (``False``), or not (``None``)."""
    if a not in vocabulary.common or b not in vocabulary.common:
        return None
    if a in _FIRST and (len(b) > 6 or (b in vocabulary.frequent and len(b) > 3) or b in _BESIDE):
        return True
    if b in _LAST and len(a) > 2:
        return True
    if (a in _UNSURE and b in _BESIDE) or (a in _BESIDE and b in _UNSURE and len(b) > 2):
        return True
    if not {a, b} <= vocabulary.frequent or a in _PREFIXES or b in _SUFFIXES:
        return None
    if b == "in" and vocabulary.knows(f"{a}ing"):  # talkin'
        return None
    return False if min(len(a), len(b)) > 2 or a in _UNSURE or b in _UNSURE else None


def _fits_capitalised(a: str, b: str, usage: Usage, vocabulary: Vocabulary) -> bool | None:
    """The same for a first word with a capital: a name that the article has by itself or that is known, or a word that
    opens a sentence."""
    if b in _LAST_OF_NAMES and len(a) > 3 and (usage.counts[a] or a in vocabulary.alone):
        return True
    opens = a.lower() in _FIRST & _BESIDE or a in ("They", "With", "From")
    return True if opens and len(b) > 3 and b in vocabulary.frequent else None


def _before_name(a: str, b: str, usage: Usage, vocabulary: Vocabulary) -> bool | None:
    """The same for a second word with a capital: a name that the article has by itself, or one that is known."""
    if not (usage.counts[b] or b in vocabulary.alone) or (len(b) < 3 and not b.isupper()):
        return None
    if a[0].isupper():
        return False if (a, b) in usage.pairs else None
    if a in _FIRST or a in _LAST or a in _UNSURE:
        return True
    return False if len(a) > 2 and a in vocabulary.frequent and a not in _PREFIXES else None
