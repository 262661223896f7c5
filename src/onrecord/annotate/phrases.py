"""The noun phrases beside a verb.

No parser: a subject is what stands between a verb and the nearest clause boundary to its left, and counts only if it can
speak (a name, a pronoun, an office, a body, a noun for a person or a document). What fits no pattern gives nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate import words
from onrecord.annotate.units import Token, Unit
from onrecord.model.statement import Mention

_REACH = 28  # tokens: no subject and no bracket between two commas is longer in news


_BELONGING = frozenset(("of", "from", "at", "with"))
_LONGEST_BELONGING = 10  # tokens
#: Endings of adjectives of countries whose name begins otherwise or alike ("Dutch", "French", "Russian").
_DEMONYM = ("ian", "ean", "ish", "ese", "ench", "utch", "eek", "iss", "erman", "aqi", "aeli")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens ``start`` to ``end``; ``core`` is the index after its part before any preposition."""

    start: int
    end: int
    core: int


def phrase_before(unit: Unit, at: int, plainly: bool = False) -> Phrase | None:
    """The noun phrase that ends with token ``at``, if it can speak and begins at a clause boundary.

    ``plainly`` is for verbs of which only speakers are subjects ("said"): any noun after a determiner will do.
    """
    tokens = unit.tokens
    at = before_bracket(unit, at)
    if (
        at < 0
        or tokens[at].possessive
        or (
            tokens[at].mention < 0
            and tokens[at].lower in words.PREPOSITIONS | words.DETERMINERS - words.NAMELESS_PRONOUNS
        )
    ):
        return None
    low = max(0, at - _REACH)
    start = at + 1
    joined = False
    k = at
    while k >= low:
        token = tokens[k]
        if token.quote >= 0:
            break
        if token.mention >= 0:
            while k > low and tokens[k - 1].mention == token.mention:
                k -= 1
            start = k
            k -= 1
            continue
        if token.time >= 0:
            # "people briefed on Friday's meeting": a time inside the phrase, before its last noun
            if k in {at, 0} or not token.possessive:
                break
            k -= 1
            continue
        word = token.lower
        if not token.is_word:
            listed = (
                word == ","
                and joined
                and k > 0
                and all(t.mention >= 0 or t.capital or t.lower == "the" for t in (tokens[k - 1], tokens[k + 1]))
            )
            if not listed and word not in {"&", "'", "’", "-", "/", "%"}:
                break
        elif word in {"and", "or"}:
            if k == 0 or not _joins(tokens, k):
                break
            joined = True
        elif (
            word in words.CLAUSE_WORDS
            or word in {"but", "nor"}
            or word in words.FINITE
            or word in words.AUXILIARIES
            or word in words.MODALS
            or word in words.NEGATIONS
            or (word in words.PREPOSITIONS and word not in words.JOINING_PREPOSITIONS)
        ):
            break
        elif word in words.SUBJECT_PRONOUNS:
            start = k
            break
        else:
            start = k
            if word in words.PHRASE_OPENERS and (k == 0 or not _goes_on_left(tokens[k - 1])):
                break
        k -= 1
    start = _without_opening(unit, start, at)
    if start > at:
        return None
    phrase = Phrase(start, at + 1, _core(unit, start, at + 1))
    if start >= 3 and (tokens[start - 1].lower in words.FINITE or tokens[start - 1].lower.endswith(("ed", "en"))):
        # "officials who have seen the paper said": the noun beside the verb is the relative clause's object
        for who in range(start - 1, max(0, start - 8), -1):
            if tokens[who].lower == "who":
                return phrase_before(unit, who - 1, plainly)
    return phrase if can_speak(unit, phrase, plainly) else None


def phrase_after(unit: Unit, at: int, plainly: bool = False) -> Phrase | None:
    """The noun phrase that begins with token ``at``, if it can speak. It ends at a comma, a preposition or a verb."""
    tokens = unit.tokens
    k = at
    high = min(len(tokens), at + _REACH)
    prepositions = 0
    while k < high:
        token = tokens[k]
        if token.quote >= 0 or token.time >= 0:
            break
        if token.mention >= 0:
            while k + 1 < high and tokens[k + 1].mention == token.mention:
                k += 1
            k += 1
            continue
        word = token.lower
        if not token.is_word and word not in {"&", "-", "'", "’"}:
            break
        if word in {"and", "or"} and not (k + 1 < high and _joins(tokens, k)):
            break
        if (
            word in words.CLAUSE_WORDS
            or word in words.FINITE
            or word in words.AUXILIARIES
            or word in words.MODALS
            or (word in words.SUBJECT_PRONOUNS and k > at)
            or word in words.ADVERBS
            or (word in {"but", "him", "her", "them"} and k > at)
        ):
            break
        if word in words.PREPOSITIONS:
            # one joining preposition belongs to a nameless speaker: "a spokesman for the ministry"
            named = any(t.mention >= 0 and unit.mentions[t.mention].kind == "person" for t in tokens[at:k])
            if word not in {"of", "for", "at", "from", "with"} or named or prepositions >= 2 or k == at:
                break
            prepositions += 1
        k += 1
    while k > at and (tokens[k - 1].lower in words.PREPOSITIONS or tokens[k - 1].lower in words.DETERMINERS):
        k -= 1
    if k == at:
        return None
    phrase = Phrase(at, k, _core(unit, at, k))
    return phrase if can_speak(unit, phrase, plainly) else None


def phrase_in(unit: Unit, start: int, end: int) -> Phrase | None:
    """The noun phrase that the characters ``start`` to ``end`` name, however much more they hold.

    A relative clause, an apposition or a bracket behind it is left out ("Ann Brown, who lives there"); where the phrase gives a
    role and the apposition the name, the name is taken ("the engineer, Ann Brown"). ``None`` where no word lies there.
    """
    tokens = unit.tokens
    first = next((k for k, token in enumerate(tokens) if token.end > start and token.is_word), len(tokens))
    last = first
    while last < len(tokens) and tokens[last].start < end:
        last += 1
    cuts = [first]
    for k in range(first, last):
        token, inside = tokens[k], k > first and tokens[k].mention >= 0 and tokens[k].mention == tokens[k - 1].mention
        if not inside and (token.text in {",", "(", "-", "–", "—"} or (k > first and token.lower == "who")):
            cuts.append(k + 1)
    parts = [(a, b - 1) for a, b in zip(cuts, [*cuts[1:], last + 1], strict=True) if b - 1 > a]
    if not parts:
        return None
    named = [part for part in parts[1:] if names_person(unit, *part)]
    low, high = parts[0]
    if named and not names_person(unit, low, high) and tokens[high - 1].lower not in words.BODIES | words.PEOPLE_PLURAL:
        low, high = named[0]
    while high - 1 > low and not tokens[high - 1].is_word and tokens[high - 1].text != "%":
        high -= 1
    return Phrase(low, high, _core(unit, low, high))


def names_person(unit: Unit, low: int, high: int) -> bool:
    """Whether a person's name is what the tokens ``low`` to ``high`` end with, before any preposition."""
    token = unit.tokens[_core(unit, low, high) - 1]
    return token.mention >= 0 and unit.mentions[token.mention].kind == "person" and not token.possessive


def before_bracket(unit: Unit, at: int) -> int:
    """The token before "(D-Md.)" where token ``at`` closes such a bracket, or else ``at``."""
    if at >= 0 and unit.tokens[at].text == ")":
        for k in range(at - 1, max(-1, at - 12), -1):
            if unit.tokens[k].text == "(":
                return k - 1
    return at


def after_bracket(unit: Unit, at: int) -> int:
    """The token after "(D-Md.)" where token ``at`` opens such a bracket, or else ``at``."""
    tokens = unit.tokens
    if at < len(tokens) and tokens[at].text == "(":
        for k in range(at + 1, min(len(tokens), at + 12)):
            if tokens[k].text == ")":
                return k + 1
    return at


def any_phrase_after(unit: Unit, at: int) -> Phrase | None:
    """The words from token ``at`` to the next mark, time or verb: what stands after "according to", whatever it is."""
    tokens = unit.tokens
    k = at
    while k < len(tokens) and k - at < 14 and tokens[k].quote < 0 and tokens[k].time < 0:
        token = tokens[k]
        if token.mention < 0 and (
            (not token.is_word and token.text not in {"&", "-", "'", "’"})
            or token.lower in words.CLAUSE_WORDS | words.FINITE | words.SUBJECT_PRONOUNS
        ):
            break
        k += 1
    if k == at or tokens[k - 1].lower in {"plan", "plans", "schedule", "law"} | words.DETERMINERS:
        return None
    return Phrase(at, k, _core(unit, at, k))


def named_in_apposition(unit: Unit, phrase: Phrase) -> Phrase | None:
    """The person between commas right after a phrase that gives only a role: "the engineer, Ann Brown, said"."""
    tokens = unit.tokens
    head = tokens[phrase.core - 1]
    if head.mention >= 0 and unit.mentions[head.mention].kind == "person":
        return None
    at = phrase.end + 1
    if at >= len(tokens) or tokens[phrase.end].lower != "," or tokens[at].mention < 0:
        return None
    mention = tokens[at].mention
    end = at
    while end < len(tokens) and tokens[end].mention == mention:
        end += 1
    if end < len(tokens) and tokens[end].lower in _BELONGING:  # "Ann Brown of Varsk University,"
        end = next((k for k in range(end, min(len(tokens), end + _LONGEST_BELONGING)) if tokens[k].text == ","), end)
    closed = end == len(tokens) or tokens[end].lower in {",", "."}
    singular = head.lower not in words.PEOPLE_PLURAL | words.BODIES | words.DOCUMENTS
    if unit.mentions[mention].kind != "person" or not closed or not singular:
        return None
    while tokens[end - 1].mention != mention:
        end -= 1
    return Phrase(at, end, end)


def listener_after(unit: Unit, at: int) -> int:
    """The index after the addressee that begins at token ``at`` ("told | the BBC | on Monday"), or ``at`` if none does."""
    tokens = unit.tokens
    k = at
    high = min(len(tokens), at + 14)
    while k < high and tokens[k].quote < 0 and tokens[k].time < 0:
        token = tokens[k]
        if token.mention >= 0:
            while k + 1 < high and tokens[k + 1].mention == token.mention:
                k += 1
            k += 1
            if not tokens[k - 1].possessive and not (k < high and tokens[k].capital and tokens[k].is_word):
                break
            continue
        word = token.lower
        if not token.is_word or word in words.CLAUSE_WORDS or word in words.AUXILIARIES or word in words.MODALS:
            break
        if word in words.LISTENERS:
            k += 1
            break
        if (k > at and (word in words.SUBJECT_PRONOUNS or word in words.DETERMINERS)) or word in words.PREPOSITIONS:
            break
        if k == at and word in {"he", "she", "they", "it", "there", "i", "we"}:
            return at
        k += 1
        if k < high and tokens[k - 1].capital and not tokens[k].capital and tokens[k].lower not in words.OUTLET_WORDS:
            break
    while k > at and tokens[k - 1].lower in words.DETERMINERS | words.ADVERBS and tokens[k - 1].mention < 0:
        k -= 1
    # "told Nick Ferrari at Breakfast": a show, a committee or an audience at which somebody is told
    if k > at and k + 1 < high and tokens[k].lower in {"at", "on", "of", "in"}:
        last = k + 1
        while last < high and (
            (tokens[last].capital and tokens[last].is_word) or tokens[last].lower in {"the", "a", "'s"}
        ):
            last += 1
        follows = tokens[last].lower if last < len(tokens) else "."
        closed = follows in {"that", ".", ":", ","} or tokens[k].lower == "of"
        if closed and last > k + 1 and tokens[last - 1].capital and tokens[last - 1].time < 0:
            k = last
    return k


def can_speak(unit: Unit, phrase: Phrase, plainly: bool = False) -> bool:
    """Whether the phrase's head is a name, a pronoun, or a noun for people, bodies or documents."""
    core = unit.tokens[phrase.start : phrase.core]
    if not core or core[-1].possessive or not (core[-1].is_word or core[-1].text == "%"):
        return False
    first, head = core[0].lower, core[-1]
    if len(core) == 1 and first in words.SUBJECT_PRONOUNS | words.NAMELESS_PRONOUNS:
        return True
    if first in words.SUBJECT_PRONOUNS | words.FIRST_PERSON:
        return False
    if first in words.NO_SPEAKERS and not (plainly and first == "those" and len(core) > 1):
        return False
    if head.mention >= 0:
        return not is_adjective(unit.mentions[head.mention])
    if head.lower in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.BODIES | words.BODIES_PLURAL | words.DOCUMENTS:
        return True
    if head.capital:
        # an unknown name; a word that opens a sentence is capitalised anyway
        return len(head.text) > 1 and head.lower not in words.COMMON and not head.text[0].isdigit()
    counted = first in words.DETERMINERS or first[0].isdigit()
    if plainly and first[0].isdigit() and head.text in {"%", "percent"}:
        return True
    return plainly and len(core) > 1 and counted and head.lower not in words.COMMON


def _joins(tokens: Sequence[Token], k: int) -> bool:
    """Whether the "and" at ``k`` joins two nouns of one phrase rather than two clauses."""

    def nominal(token: Token) -> bool:
        return (
            token.mention >= 0
            or (token.capital and token.is_word)
            or token.lower in words.PEOPLE_PLURAL
            or token.lower in words.PEOPLE_SINGULAR
            or token.lower in words.BODIES
        )

    right = k + 1
    if right < len(tokens) and tokens[right].lower in {"a", "an"}:
        return False  # "... to their forces and an official said": a new clause
    while right < len(tokens) and tokens[right].lower in words.DETERMINERS | {"other"}:
        right += 1
    return right < len(tokens) and nominal(tokens[k - 1]) and nominal(tokens[right])


def is_adjective(mention: Mention) -> bool:
    """Whether a place is mentioned by its adjective ("Russian"), which names nobody who could speak."""
    if mention.kind not in {"country", "place"} or mention.name is None or mention.text == mention.name:
        return False
    return mention.text.endswith(_DEMONYM) or (
        mention.text[:3].lower() == mention.name[:3].lower() and mention.text.endswith(("n", "h", "e", "i"))
    )


def _goes_on_left(token: Token) -> bool:
    """Whether a noun phrase that has reached its determiner belongs to a longer one: "a spokesman for | the ministry"."""
    return token.lower in words.JOINING_PREPOSITIONS | {"and", "or", "all", "both", "some", "many", "most", ","}


def _without_opening(unit: Unit, start: int, at: int) -> int:
    """Past what opens a sentence before its subject: adverbs, conjunctions, "In Berlin"."""
    tokens = unit.tokens
    while start <= at:
        token = tokens[start]
        if token.mention < 0 and (
            token.lower in words.ADVERBS or token.lower in {"and", "or", "but", "so", "&", "'", "’", "-", "/"}
        ):
            if token.lower in {"both", "all"}:
                break
            start += 1
        elif token.mention < 0 and token.lower in words.PREPOSITIONS:
            after = start + 1
            while after <= at and tokens[after].mention < 0:
                after += 1
            if after > at:
                return at + 1
            mention = tokens[after].mention
            while after <= at and tokens[after].mention == mention:
                after += 1
            start = after
        else:
            break
    return start


def _core(unit: Unit, start: int, end: int) -> int:
    """The index at which the phrase's first preposition stands, unless a person's name follows ("ambassador to Rome X")."""
    tokens = unit.tokens
    last = tokens[end - 1]
    if last.mention >= 0 and unit.mentions[last.mention].kind == "person" and not last.possessive:
        first = end - 1
        while first > start and tokens[first - 1].mention == last.mention:
            first -= 1
        if first == start or tokens[first - 1].lower not in words.PREPOSITIONS | {"the"}:
            return end
    for k in range(start + 1, end):
        token = tokens[k]
        if token.mention < 0 and token.lower in words.PREPOSITIONS | {"familiar", "briefed", "close"}:
            return k
    return end
