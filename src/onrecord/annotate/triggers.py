"""Where events are named: trigger words and announced acts, each with its clause and what of the clause is its own.

A clause ends at a mark, a conjunction, "after a ...", or a comma with a participle (", discussing ..."). Inside a clause
several events can be told ("will fly to Odrel, and then see ..."): what stands between the joining word and the next
event is an event's *own*, and only there are its time, its place and its partners looked for.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from onrecord.annotate import words
from onrecord.annotate.announced import find_acts
from onrecord.annotate.phrases import is_adjective
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set

#: The code of an announced act that no trigger word names; PLOVER has none for it.
OTHER = "OTHER"
#: Tokens on each side of a trigger in which its actors, time and tense are looked for.
REACH = 18
#: Tokens: how much of an announced act is quoted as its name.
WHAT = 6
_AHEAD = 6  # tokens after "before" in which something happens, or else no clause begins there
_SENTENCE_MARKS = frozenset([";", ":", '"', "“", "”", "(", ")"])
_CLAUSE_BREAKS = word_set("while but although because who which that whose whom where when what how")
#: Words that open an adverbial with an event of its own, unless a time follows ("before Friday").
_OCCASIONS = word_set("after before following during amid despite since")
#: "as planned", "as early as": no clause begins here.
_NO_CLAUSE_AS = word_set("planned soon early late well many much scheduled expected")
#: Words with which the name of an act does not end.
_NO_ENDS = word_set("and that before after until till")
#: Words that join a second verb to the first one's subject.
JOINERS = word_set("and then but or")
#: Words between a subject and its verb: they belong to the verb.
_VERBAL = (
    words.AUXILIARIES
    | words.MODALS
    | words.NEGATIONS
    | words.ADVERBS
    | word_set("to due set scheduled expected agreed accepted planning going about able ready")
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of ``data/plover.csv`` in one of its forms."""

    code: str
    noun: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An event named by the tokens ``at`` to ``end``; its clause is ``low`` to ``high``, its own part ``first`` to ``last``.

    ``occasion`` is the word by which a noun hangs on another clause ("after" in "after a meeting in Varsk"), or empty.
    ``purpose`` marks an infinitive behind another event ("will fly to Varsk to meet ..."), ``joined`` a second verb of the same
    subject ("met ... and visited ..."). ``ahead`` marks what only a time ahead makes an announced act ("the leaders meet on Friday").
    """

    at: int
    end: int
    low: int
    high: int
    code: str
    noun: bool
    first: int = 0
    last: int = 0
    occasion: str = ""
    purpose: bool = False
    joined: bool = False
    ahead: bool = False


@cache
def _triggers() -> dict[str, tuple[Trigger, ...]]:
    table: dict[str, list[Trigger]] = {}
    text = files("onrecord.annotate").joinpath("data", "plover.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for form in row["forms"].split(";"):
            parts = tuple(form.split())
            table.setdefault(parts[0], []).append(Trigger(row["code"], row["kind"] == "noun", parts))
    return {word: tuple(sorted(found, key=lambda t: (-len(t.words), t.noun, t.code))) for word, found in table.items()}


def codes_in(text: str) -> list[str]:
    """The codes of the trigger words of a text in lower case, in order, whatever part of speech they stand as: a baseline."""
    row = re.findall(r"[\w'-]+", text)
    found = []
    for at, word in enumerate(row):
        named = next((t for t in _triggers().get(word, ()) if tuple(row[at : at + len(t.words)]) == t.words), None)
        if named is not None:
            found.append(named.code)
    return found


def find_triggers(unit: Unit) -> list[Found]:
    """The events that a unit names, in order. An announced act whose verb is itself a trigger is that trigger's."""
    named = [*_named(unit)]
    taken = {at for item in named for at in range(item.at, item.end)}
    acts: dict[int, Found] = {}
    announced = [*_announced(unit)]
    for item in announced:
        if item.at not in taken and (item.at not in acts or acts[item.at].ahead):
            acts[item.at] = item
    scheduled = {item.at for item in announced if item.ahead}
    named = [replace(item, ahead=item.at in scheduled) for item in named]
    items = sorted([*named, *acts.values()], key=lambda item: item.at)
    return [_owned(unit, items, number) for number in range(len(items))]


def _named(unit: Unit) -> Iterable[Found]:
    """Trigger words, where they stand as the part of speech that they are triggers in."""
    at = 0
    while at < len(unit.tokens):
        trigger = _trigger_at(unit, at)
        if trigger is None:
            at += 1
            continue
        end = at + len(trigger.words)
        low, high = clause(unit, at, end)
        occasion = _occasion(unit, at) if trigger.noun else ""
        yield Found(at, end, low, high, trigger.code, trigger.noun, low, high, occasion)
        at = end


def _trigger_at(unit: Unit, at: int) -> Trigger | None:
    tokens = unit.tokens
    if tokens[at].mention >= 0 or (tokens[at].capital and at > 0):
        return None
    for trigger in _triggers().get(tokens[at].lower, ()):
        last = at + len(trigger.words)
        if tuple(t.lower for t in tokens[at:last]) == trigger.words and trigger.noun == _is_noun(unit, at, last):
            return trigger
    return None


def _announced(unit: Unit) -> Iterable[Found]:
    """What is announced by the form of its sentence, whatever the act."""
    for act in find_acts(unit):
        end = what_end(unit, act.at) if not act.noun or unit.tokens[act.at].lower == "due" else act.at + 1
        low, high = clause(unit, act.at, act.at + 1)
        named = _triggers().get(unit.tokens[act.at].lower, ())
        code = next((t.code for t in named if len(t.words) == 1 and t.noun == act.noun), OTHER)
        yield Found(act.at, end, low, high, code, act.noun, low, high, ahead=act.ahead)


def what_end(unit: Unit, verb: int) -> int:
    """Where the words end by which an act that begins with ``verb`` is named: before a time, at most ``WHAT`` words."""
    tokens = unit.tokens
    end = verb + 1
    while end < len(tokens) and end - verb < WHAT and tokens[end].is_word and tokens[end].time < 0:
        end += 1
    while end > verb + 1 and tokens[end - 1].lower in words.PREPOSITIONS | words.DETERMINERS | _NO_ENDS:
        end -= 1
    return end


def _is_noun(unit: Unit, at: int, last: int) -> bool:
    """Whether the word stands where nouns stand: after a determiner, an adjective, a preposition or a possessive."""
    tokens = unit.tokens
    if at == 0:
        return True
    before = tokens[at - 1]
    word = before.lower
    if word in words.DETERMINERS and word not in {"this", "that"}:
        # "the two met": two people, not a noun
        return not (word in {"two", "both"} and tokens[at].lower.endswith(("ed", "met", "ke")))
    if before.possessive or (word in words.PREPOSITIONS and word != "to"):
        return True
    if word in words.AUXILIARIES | words.MODALS | words.SUBJECT_PRONOUNS | {"to", "not", "who", "which", "that", "and"}:
        # "to talks", "and talks": nouns by their ending
        return word in {"to", "and"} and tokens[at].lower.endswith(("s", "ing", "ment", "ion"))
    if word in words.ADVERBS:
        return False
    if before.mention >= 0:
        if is_adjective(unit.mentions[before.mention]):
            return True
        kind = unit.mentions[before.mention].kind
        follows = tokens[last].lower if last < len(tokens) else "."
        return kind not in {"person", "office"} and follows in words.AUXILIARIES | words.MODALS
    return (
        not tokens[at].lower.endswith("ed") and not word.endswith("s") and word.isalpha() and tokens[at].lower != "met"
    )


# --- clauses -------------------------------------------------------------------------------------------------------


def clause(unit: Unit, at: int, end: int) -> tuple[int, int]:
    """The tokens of the clause around a trigger, at most ``REACH`` to each side."""
    low = at
    while low > 0 and at - low < REACH and not _ends_clause(unit, low - 1, forward=False):
        low -= 1
    high = end
    while high < len(unit.tokens) and high - end < REACH and not _ends_clause(unit, high, forward=True):
        high += 1
    return low, high


def _ends_clause(unit: Unit, k: int, *, forward: bool) -> bool:
    """Whether a clause ends at token ``k``, seen from the left (``forward``) or from the right."""
    tokens = unit.tokens
    word = tokens[k].lower
    follows = tokens[k + 1] if k + 1 < len(tokens) else None
    if word in _SENTENCE_MARKS or word in _CLAUSE_BREAKS:
        return True
    if follows is None:
        return False
    if word == ",":
        # ", said" ends what was said; seen from the right it may close an apposition (", the president, will")
        return follows.mention < 0 and ((forward and follows.lower in words.FINITE) or _is_participle(follows.lower))
    if word == "as":
        return follows.lower not in _NO_CLAUSE_AS and not (k and tokens[k - 1].lower in {"well", "soon", "early"})
    if word in _OCCASIONS or (word == "of" and k and tokens[k - 1].lower == "ahead"):
        return (follows.time < 0 or follows.possessive) and (word != "before" or _tells_more(unit, k + 1))
    return False


def _tells_more(unit: Unit, start: int) -> bool:
    """Whether something happens after "before": "before a meeting", "before he leaves", but not "before a court"."""
    for token in unit.tokens[start : start + _AHEAD]:
        if token.text == "," or token.time >= 0:
            return False
        if token.mention < 0 and (
            token.lower in _triggers()
            or token.lower in words.FINITE | words.SUBJECT_PRONOUNS
            or _is_participle(token.lower)
        ):
            return True
    return False


def _is_participle(word: str) -> bool:
    return (
        len(word) > 5
        and word.endswith("ing")
        and word not in {"during", "following", "including", "morning", "evening"}
    )


def _occasion(unit: Unit, at: int) -> str:
    """The word by which a noun phrase that ends with token ``at`` hangs on another clause."""
    tokens = unit.tokens
    for k in range(at - 1, max(-1, at - 5), -1):
        word = tokens[k].lower
        if word in _OCCASIONS:
            return word
        if word == "of" and k and tokens[k - 1].lower == "ahead":
            return "ahead"
        if not (tokens[k].is_word and (word.isalpha() or tokens[k].possessive or tokens[k].time >= 0)):
            return ""
        if word in words.PREPOSITIONS or word in words.AUXILIARIES | words.MODALS:
            return ""
    return ""


def _owned(unit: Unit, items: Sequence[Found], number: int) -> Found:
    """The item with its own part of the clause: from the word that joins it to where the next event begins."""
    tokens = unit.tokens
    item = items[number]
    group = verb_start(unit, item)
    first, last = item.low, item.high
    purpose = joined = False
    earlier = items[number - 1] if number else None
    if not item.noun and earlier is not None and tokens[item.at - 1].lower == "to" and earlier.end > item.low:
        first, purpose = item.at, True
    elif group > item.low and tokens[group - 1].lower in JOINERS:
        first, joined = group, True
    elif (
        group > item.low
        and tokens[group - 1].lower in words.SUBJECT_PRONOUNS
        and any(is_verb(unit, k) for k in range(item.low, group - 1))
    ):
        first = group - 1
    elif earlier is not None and earlier.end > item.low:
        first = next((k + 1 for k in range(item.at - 1, earlier.end - 1, -1) if tokens[k].text == ","), first)
    if item.occasion:
        last = next((k for k in range(item.end, item.high) if tokens[k].text == ","), last)
    for k in range(item.end, last - 1):
        if tokens[k].lower in JOINERS and tokens[k].mention < 0 and _verb_follows(unit, k + 1):
            last = k
            break
    for later in items[number + 1 :]:
        if later.at >= last:
            break
        if not later.noun and tokens[later.at - 1].lower == "to" and later.at - 1 > item.end:
            last = later.at - 1
            break
    while last > item.end and tokens[last - 1].text == ",":
        last -= 1
    return replace(item, first=first, last=last, purpose=purpose, joined=joined)


def _verb_follows(unit: Unit, k: int) -> bool:
    """Whether a verb stands at token ``k``, past adverbs: "and | then meet", "and | has moved"."""
    while k < len(unit.tokens) - 1 and unit.tokens[k].lower in words.ADVERBS | {"then"}:
        k += 1
    token = unit.tokens[k]
    if is_verb(unit, k):
        return True
    trigger = _trigger_at(unit, k)
    return token.mention < 0 and trigger is not None and not trigger.noun


def is_verb(unit: Unit, k: int) -> bool:
    """Whether token ``k`` looks like a verb that has a subject: an auxiliary, a modal or a past tense."""
    token = unit.tokens[k]
    return token.mention < 0 and (
        token.lower in words.FINITE or token.lower in words.AUXILIARIES | words.MODALS or token.lower.endswith("ed")
    )


def verb_start(unit: Unit, item: Found) -> int:
    """Where the verb begins that an event stands with: its own, or the one that a noun is the object of."""
    tokens = unit.tokens
    at = item.at
    if item.noun:
        while at > item.low and tokens[at - 1].lower in words.DETERMINERS | words.PREPOSITIONS:
            at -= 1
        at -= at > item.low
    while (
        at > item.low
        and tokens[at - 1].mention < 0
        and (tokens[at - 1].time >= 0 or tokens[at - 1].lower in _VERBAL - JOINERS)
    ):
        at -= 1
    return at
