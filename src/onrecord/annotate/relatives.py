"""To whom a relative clause belongs that stands behind an explanation: "Ann Brown, a nurse from Varsk, | who | said"."""

from __future__ import annotations

from onrecord.annotate import words
from onrecord.annotate.groups import is_people
from onrecord.annotate.phrases import Phrase
from onrecord.annotate.units import Unit

_LONGEST = 20  # tokens of an explanation between commas
_OPENING = words.DETERMINERS | {"former", "then", "now"}


def explained_by(unit: Unit, at: int) -> Phrase | None:
    """The person who is explained by the words up to token ``at``, or who stands at it; ``None`` where there is none.

    ``at`` is the last token before the comma in front of the clause.
    """
    person = _person_ending(unit, at)
    if person is not None:
        low = person.start
        linked = low >= 2 and unit.tokens[low - 1].lower in words.PREPOSITIONS
        head = unit.tokens[low - 2].lower if linked else ""
        return None if head in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.BODIES or is_people(head) else person
    for k in range(at, max(0, at - _LONGEST), -1):
        token = unit.tokens[k]
        if token.lower in words.FINITE | words.CLAUSE_WORDS | {";", ":"} or token.quote >= 0:
            return None
        if token.text == ",":
            behind = unit.tokens[k + 1]
            explains = behind.lower in _OPENING or behind.text.isdigit()
            return _person_ending(unit, k - 1) if explains else None
    return None


def noun_at(unit: Unit, at: int) -> Phrase | None:
    """The noun at token ``at`` by itself, where it stands for people or a body: "according to | police |, who said"."""
    token = unit.tokens[at]
    speaks = is_people(token.lower) or token.lower in words.PEOPLE_SINGULAR | words.BODIES
    return Phrase(at, at + 1, at + 1) if speaks and token.mention < 0 else None


def _person_ending(unit: Unit, at: int) -> Phrase | None:
    """The named person whose mention ends with token ``at``."""
    token = unit.tokens[at] if at >= 0 else None
    if token is None or token.mention < 0 or token.possessive:
        return None
    mention = unit.mentions[token.mention]
    if mention.kind != "person" or not mention.name:
        return None
    low = at
    while low > 0 and unit.tokens[low - 1].mention == token.mention:
        low -= 1
    return Phrase(low, at + 1, at + 1)
