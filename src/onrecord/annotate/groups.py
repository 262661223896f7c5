"""Phrases that stand for people or bodies whom nobody names: "nearly a third", "party bosses", "a driver", "those asked".

What they say is said by somebody, so they are anonymous speakers and not open ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import words
from onrecord.annotate.cues import cue_table
from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.units import Token, Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.names import place_key

#: Kinds of known bodies that no generic noun but their own stands for, and endings that tell a company.
_SPECIAL_KINDS = frozenset(("alliance", "government", "parliament", "court", "military", "outlet"))
_COMPANY_ENDINGS = word_set("inc corp co ltd plc group ag sa llc lines holdings motors airlines")
_COMPANIES = word_set("company firm carrier retailer manufacturer")
_NO_COMPANIES = word_set("fund college society club trust party nations bar")
_INDEFINITE = word_set("a an one another some any no")
_SINGULAR = ("er", "or", "ist", "ee", "ian", "man", "woman")
_PLURAL = ("ers", "ors", "ists", "ees", "ians", "men", "women")
_SHORTEST = 5  # letters: below it the ending tells nothing ("user", "her")
_PLURAL_VERBS = word_set("are were have do say")
#: Several people in one noun, or several bodies that nobody tells apart ("local media"): they are nobody's name.
_COLLECTIVES = word_set(
    """
    family families media press public countries nations respondents advocates groups organizations organisations inmates
    detainees prisoners hostages sons daughters legislators parishioners locals
    """
)
#: The same, whom the article may have named before where "the" stands in front ("the couple").
_PERHAPS_NAMED = word_set(
    """
    couple couples pair duo trio friends siblings brothers sisters colleagues classmates teammates defendants suspects attackers
    """
)
#: Nouns for one person by what he is to another: "his wife" stays nameless where the article gives no name with it.
KIN = word_set(
    """
    wife husband son daughter brother sister mother father uncle aunt cousin nephew niece grandfather grandmother grandson
    granddaughter stepfather stepmother stepson stepdaughter widow widower girlfriend boyfriend fiancé fiancée fiance fiancee friend
    colleague classmate roommate neighbour neighbor
    """
)
_NUMBERS = word_set("one two three four five six seven eight nine ten eleven twelve")
_ROUGHLY = word_set("about almost around nearly roughly some over fully")


def is_nameless(core: Sequence[Token], whole: Sequence[Token]) -> bool:
    """Whether a phrase counts people or calls them by what they do. ``core`` is its part before any preposition."""
    head, opening = core[-1], core[0].lower
    if opening in _ROUGHLY and len(core) > 1:
        opening = core[1].lower
    if opening in _NUMBERS and any(token.lower in _NUMBERS or token.text.isdigit() for token in whole[1:6]):
        return True  # "nine in ten", "two out of three voters"
    if not head.capital and (head.lower in _COLLECTIVES or (head.lower in _PERHAPS_NAMED and opening != "the")):
        return True
    if any(token.lower in words.QUANTITIES for token in whole[:6]) or opening[0].isdigit():
        return True
    if opening == "those" or head.lower in words.CROWDS:
        return True
    return not head.capital and is_agent(head.lower, singular=opening in _INDEFINITE)


def is_people(noun: str) -> bool:
    """Whether a noun in lower case stands for several people."""
    return noun in words.PEOPLE_PLURAL | words.CROWDS | _COLLECTIVES or is_agent(noun, singular=False)


def is_agent(noun: str, *, singular: bool) -> bool:
    """Whether a noun's ending tells that it is one for people: plural ones, and with ``singular`` those for one person too."""
    if len(noun) < _SHORTEST or noun in words.AGENTLESS or noun.removesuffix("s") in words.AGENTLESS:
        return False
    return noun.endswith(_PLURAL) or (singular and noun.endswith(_SINGULAR))


def agrees_as_plural(unit: Unit, end: int) -> bool:
    """Whether the verb behind a subject that ends before token ``end`` has the form for several: "Varnishmen say"."""
    tokens = unit.tokens
    while end < len(tokens) and tokens[end].lower in words.ADVERBS:
        end += 1
    if end >= len(tokens):
        return False
    verb = tokens[end].lower
    return verb in _PLURAL_VERBS or any(cue.form == "base" and len(cue.words) == 1 for cue in cue_table().get(verb, ()))


def is_sort_of(name: str, noun: str, *, spoke: bool = False) -> bool:
    """Whether a body of this name can be called by the generic noun ("company", "newspaper", "group").

    Of a company its name or the table must tell, unless it ``spoke`` and nothing tells that it is something else.
    """
    known = lexicon().bodies.get(place_key(name))
    kind = known.kind if known is not None else None
    last = name.lower().rstrip(".").rpartition(" ")[2]
    if noun in words.GENERIC_OUTLETS:
        return kind == "outlet" or bool(set(name.split()) & words.OUTLET_WORDS)
    if noun in _COMPANIES:
        unknown = (
            kind is None and last not in words.BODIES | _NO_COMPANIES and not set(name.split()) & words.OUTLET_WORDS
        )
        return kind == "company" or last in _COMPANY_ENDINGS or (spoke and unknown)
    return last == noun or (kind not in _SPECIAL_KINDS | {"company"} and last not in words.BODIES)
