"""Movements: words that say in which of two opposite ways something goes ("pulling back", "building up"), whatever verb says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.relate.remembered import SENTENCES
from onrecord.relate.tables import ARMED, HEADS, OPPOSITES, OUTCOME
from onrecord.relate.words import stem


def pattern(phrase: str) -> str:
    """A phrase of the table, its words joined by spaces or a hyphen; ``...`` stands for up to three words."""
    words = r"[\s-]+".join(re.escape(word) for word in phrase.split(" "))
    return words.replace(re.escape("...") + r"[\s-]+", r"(?:[\w'’-]+\s+){0,3}")


_PATTERNS = tuple(
    tuple(re.compile(r"\b(?:" + "|".join(pattern(each) for each in side) + r")\b", re.IGNORECASE) for side in row)
    for row in OPPOSITES
)

#: The words of the table: others can stand between them ("pulling its diplomats out").
MOVING_WORDS = frozenset(word for row in OPPOSITES for side in row for phrase in side for word in phrase.split(" "))

#: Characters before a movement in which a "no" or "not" turns it round.
_REACH = 30
_NEGATION = re.compile(r"\b(?:not|no|never|without|denie[sd]|instead of|no signs? of)\b|n['’]t\b", re.IGNORECASE)

#: Before a movement: it is asked for, supposed or still to come, and not told.
_UNTOLD = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|should|must|if|unless|may(?! \d)|might|could|would|will|"
    r"efforts? to|ask(?:s|ed|ing)?|end(?:s|ed|ing)?|reduc(?:e|es|ed|ing)|halt(?:s|ed|ing)?|stop(?:s|ped|ping)?)\b",
    re.IGNORECASE,
)

#: The same before the outcome of talks, which end one way or the other.
_SUPPOSED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|should|must|if|unless|until|may(?! \d)|might|could|would|will|fear(?:s|ed)?|"
    r"hop(?:e|es|ed|ing)|expect(?:s|ed)?|nearly|almost|close to)\b",
    re.IGNORECASE,
)

#: What a sentence sets against what it says itself: "..., despite claims that ...", "forces - part of a huge buildup - were ...".
_ASIDE = re.compile(
    r"\b(?:despite|in spite of|contrary to|although|even as)\b[^,.;]*|\s[-–—]\s[^-–—]{1,200}\s[-–—]\s", re.IGNORECASE
)

_FAMILY = {stem(word): family for family, words in (*HEADS.items(), *ARMED.items()) for word in words}


@dataclass(frozen=True, slots=True, order=True)
class Movement:
    """``row`` of the table of opposites and ``side`` of it (0 or 1), at ``start`` to ``end`` of a text; ``turned`` where a "no" turns
    the side round that the words themselves name.
    """

    row: int
    side: int
    start: int
    end: int
    turned: bool

    @property
    def way(self) -> tuple[int, int]:
        return self.row, self.side

    @property
    def named(self) -> tuple[int, int]:
        """The way that the words name, whether it is told or said not to be."""
        return self.row, 1 - self.side if self.turned else self.side


@lru_cache(maxsize=SENTENCES)
def movements_in(text: str) -> tuple[Movement, ...]:
    """The movements that a sentence tells. A negated one is its opposite; of a row of which both sides are told, none is."""
    text = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    found: list[Movement] = []
    for row, patterns in enumerate(_PATTERNS):
        told: list[Movement] = []
        for side, pattern in enumerate(patterns):
            for match in pattern.finditer(text):
                if (_SUPPOSED if row == OUTCOME else _UNTOLD).search(text, 0, match.start()):
                    continue
                turned = _NEGATION.search(text, max(0, match.start() - _REACH), match.start()) is not None
                told.append(Movement(row, 1 - side if turned else side, match.start(), match.end(), turned))
        if len({movement.side for movement in told}) == 1:
            found.extend(told)
    return tuple(sorted(found))


def family_of(term: str) -> str | None:
    """The kind of thing that a stem names, where several words name one: ``troops`` for soldiers and forces."""
    return _FAMILY.get(term)
