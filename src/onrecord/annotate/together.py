"""Several who speak in one subject: "Ann Brown and Tam Orel", "Ann Brown and other leaders"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import words
from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.phrases import Phrase
from onrecord.annotate.units import Token, Unit

_JOINT_REACH = 4  # tokens behind "and" in which another speaker's noun stands


def together(unit: Unit, core: Sequence[Token]) -> tuple[str, ...]:
    """The names in a subject that joins several; "the US and its allies" has one name, and is not its alone."""
    joint = next((k for k, token in enumerate(core) if token.lower == "and" and token.mention < 0), None)
    if joint is None or _two_offices(unit, core, joint):
        return ()
    joined = dict.fromkeys(token.mention for token in core if token.mention >= 0 and not token.possessive)
    if joined and len({unit.mentions[at].name for at in joined}) == 1 and len(joined) > 1:
        return ()  # "another author, engineering professor Ann Brown": one person with a field of two words
    if joined or core[-1].lower in words.BODIES or not (0 < joint < len(core) - 1):
        return tuple(dict.fromkeys(unit.mentions[at].name or unit.mentions[at].text for at in joined))
    if not (core[joint - 1].capital and core[joint + 1].capital):
        return ()
    return tuple(" ".join(token.text for token in part) for part in (core[:joint], core[joint + 1 :]))


def _two_offices(unit: Unit, core: Sequence[Token], joint: int) -> bool:
    """Whether what "and" joins are two offices of one person: "party leader | and | prime minister Ann Brown"."""
    if not 0 < joint < len(core) - 1:
        return False
    mentions = [unit.mentions[token.mention] for token in core if token.mention >= 0]
    people = {mention.name for mention in mentions if mention.kind == "person"}
    named = core[-1].mention >= 0 and unit.mentions[core[-1].mention].name in people - {None}
    bare = core[0].lower not in words.DETERMINERS and core[joint + 1].lower not in words.DETERMINERS
    role = core[joint - 1]
    plain = role.mention < 0 and not (role.capital or role.lower.endswith("s") or role.lower in words.BODIES)
    return named and len(people) == 1 and bare and (role.lower in words.PEOPLE_SINGULAR or plain)


def together_with(unit: Unit, phrase: Phrase) -> tuple[str, ...]:
    """The names where "and" with more people stands right behind a person: "Ann Brown | and other leaders"."""
    tokens = unit.tokens
    head, at = tokens[phrase.end - 1], phrase.end + 1
    person = head.mention >= 0 and unit.mentions[head.mention].kind == "person"
    if not person or at >= len(tokens) or tokens[phrase.end].lower != "and":
        return ()
    name = unit.mentions[head.mention].name or head.text
    for token in tokens[at : at + _JOINT_REACH]:
        if token.mention >= 0 and unit.mentions[token.mention].kind == "person":
            return name, unit.mentions[token.mention].name or token.text
        if token.lower in words.PEOPLE_PLURAL | words.BODIES_PLURAL:
            return (name,)
        if not token.is_word or (token.lower not in words.DETERMINERS and not token.capital and token is tokens[at]):
            return ()
    return ()


def one_body(unit: Unit, core: Sequence[Token]) -> int | None:
    """The token of ``core`` at which one body's name begins that has an "and" of its own: "the | Search and Rescue Agency".

    On one side of the "and" stands a body that is known, on the other a word with a capital that names nobody: an everyday one in front,
    any one behind "of" ("Institute of Tides and Seismology").
    """
    joint = next((k for k, token in enumerate(core) if token.lower == "and" and token.mention < 0), None)
    if joint is None or not 0 < joint < len(core) - 1:
        return None
    before, behind = core[joint - 1], core[joint + 1]
    mentions = {token.mention for token in core if token.mention >= 0 and not token.possessive}
    if len(mentions) != 1 or not (before.capital and behind.capital):
        return None
    body = unit.mentions[mentions.pop()]
    if body.kind != "body":
        return None
    if behind.mention >= 0:
        own = behind.text != "The" and before.mention < 0 and lexicon().is_ordinary(before.lower)
    else:
        own = before.mention >= 0 and " of " in body.text and joint == len(core) - 2
    low = joint - 1
    while low > 0 and core[low - 1].capital and core[low - 1].lower not in words.DETERMINERS and core[low - 1].is_word:
        low -= 1
        if core[low].possessive:
            return low + 1 if own else None
    if own and before.mention >= 0:
        low = next(k for k, token in enumerate(core) if token.mention == before.mention)
    return low if own else None
