"""Words and marks of a sentence with what their form tells."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.annotate.sentences import Sentence
from onrecord.model.names import plain

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,6}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Gov|Sen|Rep|Rev|St|Hon|Brig|Cpl)\.(?=\s)"
    r"|[A-Z]\.(?=\s?[A-Z])"  # initials
    r"|[A-Z][^\W_]*s[’'](?=\s[A-Z][a-z])"  # the Underwriters' Bureau
    r"|[^\W_]+(?:[’'\-‑][^\W_]+)*"
    r"|\S"
)
_PARTICLE = re.compile(r"(?:al|el|ar|as|at|ad|an|ash|bin|ben|d|l|o)[-’'][A-Z]")
_POSSESSIVE = re.compile(r"(?:[’'][sS]|(?<=s)[’'])\Z")


class Token(NamedTuple):
    """One word or mark. ``end`` is where it ends in the article's text with, ``stem_end`` without the possessive ``'s``;
    ``folded`` is the stem in lower case, without accents and full stops. ``joined``: only blanks stand between it and the one
    before.
    """

    text: str
    start: int
    end: int
    stem_end: int
    folded: str
    joined: bool
    possessive: bool
    word: bool
    capital: bool
    upper: bool

    @property
    def stem(self) -> str:
        return self.text[: self.stem_end - self.start]


def tokenise(sentence: Sentence) -> list[Token]:
    """The tokens of ``sentence`` in order; their offsets are characters of the article's text."""
    tokens: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(sentence.text):
        text = match[0]
        stem = _POSSESSIVE.sub("", text)
        word = text[0].isalnum()
        bare = stem.replace(".", "")
        tokens.append(
            Token(
                text=text,
                start=sentence.start + match.start(),
                end=sentence.start + match.end(),
                stem_end=sentence.start + match.start() + len(stem),
                folded=plain(stem).replace(".", "").replace("‑", "-"),
                joined=bool(tokens) and sentence.text[at : match.start()].strip(" \t\xa0") == "" and at < match.start(),
                possessive=len(stem) < len(text),
                word=word,
                capital=word and (text[0].isupper() or _inner_capital(text)),
                upper=len(bare) > 1 and bare.isupper(),
            )
        )
        at = match.end()
    return tokens


def _inner_capital(text: str) -> bool:
    """Names such as ``al-Sadr`` open with a small particle."""
    return _PARTICLE.match(text) is not None


def title_case(tokens: list[Token], *, headline: bool) -> bool:
    """Whether most words are written with a capital, so that capitals tell nothing: common in a ``headline``, rare elsewhere."""
    words = [token for token in tokens if token.word and len(token.text) > 3 and not token.text[0].isdigit()]
    share = 0.7 if headline else 0.9
    return len(words) >= (4 if headline else 6) and sum(token.capital for token in words) >= share * len(words)
