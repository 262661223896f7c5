"""Whom something was told to, and through which outlet it came: "told reporters", "told the BBC", "in an interview on LBC"."""

from __future__ import annotations

from onrecord.annotate import words
from onrecord.annotate.attribution import Attribution, Range
from onrecord.annotate.occasions import listener_core
from onrecord.annotate.units import Unit

#: Verbs whose addressee can be an outlet that passes on what it was told.
_TELLING = frozenset({"tell", "inform"})
_REACH = 14  # tokens after a cue in which an interview or a programme is looked for


def addressee(text: str, unit: Unit, item: Attribution) -> tuple[str | None, str | None]:
    """The addressee as written and the name of the outlet, each ``None`` where there is none."""
    if item.listener is not None:
        start, end = item.listener[0], listener_core(unit, item.listener)
        to = text[unit.tokens[start].start : unit.tokens[end - 1].end]
        return to, outlet_name(text, unit, item.listener) if _passes_on(unit, item) else None
    if item.cue is None or item.lemma == "according to":
        return None, None
    return None, _occasion(text, unit, (item.cue[1], item.end))


def outlet_name(text: str, unit: Unit, part: Range) -> str:
    """The name of the body that is mentioned in the words ``part``, or the words without their article."""
    start, end = part
    for token in unit.tokens[start:end]:
        mention = unit.mentions[token.mention] if token.mention >= 0 else None
        if mention is not None and mention.kind == "body" and mention.name:
            return mention.name
    if unit.tokens[start].lower in {"the", "a", "an"} and start + 1 < end:
        start += 1
    return text[unit.tokens[start].start : unit.tokens[end - 1].end]


def _passes_on(unit: Unit, item: Attribution) -> bool:
    """Whether the addressee is, or can be, an outlet: a name that is no person, country or assembly."""
    if item.listener is None or item.lemma not in _TELLING:
        return False
    part = unit.tokens[item.listener[0] : item.listener[1]]
    kinds = {unit.mentions[token.mention].kind for token in part if token.mention >= 0}
    if kinds & {"person", "country", "office"} or any(token.lower in words.NO_OUTLETS for token in part):
        return False
    return part[-1].capital or any(token.text in words.OUTLET_WORDS for token in part)


def _occasion(text: str, unit: Unit, zone: Range) -> str | None:
    """The outlet named between a cue and what is said: "said in an interview with the Harbour Gazette that"."""
    tokens = unit.tokens
    start = end = zone[0]
    while end < len(tokens) and end - start < _REACH and tokens[end].quote < 0 and tokens[end].is_word:
        if tokens[end].lower == "that":
            break
        end += 1
    end = max(end, min(zone[1], start + _REACH))
    for k in range(start, end):
        if tokens[k].text not in words.OUTLET_WORDS or not tokens[k].capital:
            continue
        first, last = k, k + 1
        while first > start and tokens[first - 1].capital:
            first -= 1
        while last < end and tokens[last].capital and tokens[last].is_word:
            last += 1
        return outlet_name(text, unit, (first, last))
    return None
