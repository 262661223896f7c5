"""Negations: where a sentence says that something is not so, and what that is.

Many negations deny nothing: what is not known, not said, not wanted, or will not be. Those are told by the word that is negated and by the
verb that carries the "not" (``NOT_DENIED``, ``NO_NEGATIONS`` of the tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.relate.remembered import SENTENCES
from onrecord.relate.tables import CALLED_FALSE, NO_NEGATIONS, NOT_DENIED
from onrecord.relate.words import Word

#: Words behind a negation that it is about.
REACH = 6

_BE = r"(?:is|are|was|were|am|be|been|being|has|have|had|did|does|do)"
_NEGATION = re.compile(
    rf"\b{_BE}\s+(?:(?:absolutely|simply|certainly|also|clearly|definitely|indeed)\s+)?not\b"
    rf"|\b{_BE}n['’]t\b"
    r"|\bnever\b|\bat no (?:time|point|stage)\b|\bin no way\b|\bby no means\b|\bunder no circumstances\b"
    r"|\b(?:nobody|no one|no-one|none|nothing|neither|nor)\b|\bnot (?:one|a single|a|an|any)\b|\bno\b|,\s+not\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\b\w+n['’]t (?:just|only|merely|simply|even|yet|all|always|so much|immediately|necessarily)\b|\b(?:"
    + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in NO_NEGATIONS)
    + r")\b",
    re.IGNORECASE,
)
_FALSE = re.compile(r"\b(?:" + "|".join(CALLED_FALSE) + r")", re.IGNORECASE)
_FALSE_AFTER = re.compile(
    r"\b(?:claims?|charges?|allegations?|accusations?|assertions?|suggestions?|reports?|rumou?rs?|idea|notion|talk) (?:that|of)\s+"
    r"(?P<what>[^.;?!]{5,200}?)\s+(?:is|are|was|were|has been|have been)\s+(?:\w+\s+){0,2}?"
    r"(?:untrue|false|wrong|incorrect|baseless|groundless|unfounded|not true|fabricated|invented|fiction|nonsense|a lie|lies)\b",
    re.IGNORECASE,
)
#: What one supposes, fears, asks or foresees is not told.
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|until|may|might|could|would|will|should|must|can(?:not)?|shall|as though|claim(?:s|ed|ing)? that|trying|going to|hop(?:e|es|ed)|fear(?:s|ed)?)\b|\?",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:may|might|could|would|should|must|if|unless|whether|want(?:s|ed)?|wish(?:es|ed)?|hop(?:e|es|ed|ing)|fear(?:s|ed)?|try|tries|tried|"
    r"trying|refus(?:e|es|ed|ing)|fail(?:s|ed)?|demand(?:s|ed)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|for)|ask(?:s|ed|ing)?|avoid|"
    r"prevent|unable|unlikely|yet to)\b|\b(?:anti|non|ex)-$",
    re.IGNORECASE,
)
#: What is told of somebody by the way.
_RELATIVE = re.compile(r"\bwho\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[;:.!?—]|\s[-–]\s|,\s+(?:but|and|or|which|who|while|although|because|since|as|so)\b|\b(?:but|because|while|although|whereas|since)\b",
    re.IGNORECASE,
)
#: What has never been so contradicts every report of it; what is not so today only those of today.
_EVER = re.compile(
    r"\b(?:never|at no (?:time|point|stage)|nobody|no one|not one|not a single|none)\b|\b(?:has|have|had)(?:n['’]t|\s+not)\b|\b(?:did|was|were)(?:n['’]t|\s+not)\b|\bno\b.*\w+ed\b",
    re.IGNORECASE,
)


_NONE = re.compile(
    r"\bthere(?:['’]s|['’]ve)?\s+(?:(?:is|are|was|were|has|have|had|been|simply|absolutely)\s+){0,3}(?:no|not (?:one|a single|any|a))\b|\A\W*no\b(?=(?:\s+\w+){1,3}\W*\Z)|,\s+no\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Negation:
    """``start`` to ``end`` is what is negated, of the text that was looked at; ``flat`` where it is called false in so many words;
    ``ever`` where it is said never to have been; ``none`` where there is said to be nothing of it ("There has been no looting").
    """

    start: int
    end: int
    flat: bool
    ever: bool
    none: bool = False


@lru_cache(maxsize=SENTENCES)
def negations_in(text: str) -> tuple[Negation, ...]:
    """The negations of a sentence that can deny something, in order."""
    return tuple(_negations(text))


def _negations(text: str) -> Iterator[Negation]:
    for match in _FALSE.finditer(text):
        yield Negation(match.end(), len(text), flat=True, ever=True)
    for match in _FALSE_AFTER.finditer(text):
        yield Negation(*match.span("what"), flat=True, ever=True)
    ignored = [match.span() for match in _NO_NEGATION.finditer(text)]
    for match in _NEGATION.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in ignored):
            continue
        stop = _CLAUSE_END.search(text, match.end())
        end = stop.start() if stop else len(text)
        begin = max((each.end() for each in _CLAUSE_END.finditer(text, 0, match.start())), default=0)
        if _SUPPOSED.search(text, begin, end) or _RELATIVE.search(text[: match.start()][-40:]):
            continue
        yield Negation(
            match.end(),
            end,
            flat=False,
            ever=bool(_EVER.search(text, begin, end)),
            none=bool(_NONE.search(text[begin:end])),
        )


def is_denied(words: Sequence[Word], first: Word) -> bool:
    """Whether what is negated is of the kind that is denied: not what is unknown, unsaid or unwanted.

    ``words`` stand behind the negation, ``first`` is the first of them that says what is negated.
    """
    return all(word.text not in NOT_DENIED for word in words if word.start <= first.start)


def is_supposed(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is wanted, feared or possible, and not told."""
    begin = max((each.end() for each in _CLAUSE_END.finditer(text, 0, at)), default=0)
    return bool(_WANTED.search(text, begin, at))
