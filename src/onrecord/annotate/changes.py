"""Whether a number is a level or a change, and whether the level is the one before: "rose by 40", "rose to 40 from 30"."""

from __future__ import annotations

import re
from typing import Final, Literal

from onrecord.annotate.counted import Counted
from onrecord.annotate.quantities import Quantity
from onrecord.annotate.word_set import word_set

Direction = Literal["up", "down"]

_UP = (
    "increas(?:e[sd]?|ing)|r(?:i|o)s(?:e[sn]?|ing)|gr(?:ow|ew|own|ows|owing)|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:e[sd]?|ing)|"
    "add(?:s|ed|ing)?|gain(?:s|ed|ing)?|boost(?:s|ed|ing)?|expand(?:s|ed|ing)?|up|advanc(?:e[sd]?|ing)|rall(?:y|ied)|rebound(?:s|ed)|hike[sd]?|rais(?:e[sd]?|ing)|swell(?:s|ed)?|swollen|spik(?:e[sd]?|ing)|"
    "widen(?:s|ed)|accelerat(?:e[sd]?)|strengthen(?:s|ed|ing)?|improv(?:e[sd]?)|growth|higher"
)
_DOWN = (
    "decreas(?:e[sd]?|ing)|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|cut(?:s|ting)?|reduc(?:e[sd]?|ing|tion)|slash(?:es|ed|ing)?|"
    "los(?:t|e|es|ing)|shr(?:a|u|i)nk(?:s|ing)?|plung(?:e[sd]?|ing)|plummet(?:s|ed|ing)?|slump(?:s|ed)?|slid(?:e|es)?|slip(?:s|ped)?|down|tumbl(?:e[sd]?)|shed(?:s|ding)?|dip(?:s|ped)?|eas(?:e[sd]|ing)|"
    "sank|sink(?:s|ing)?|lower(?:s|ed|ing)?|contract(?:ed|s)|loss|crash(?:ed|es)?|weaken(?:s|ed)"
)
_ADVERB = r"(?:(?:[a-z]+ly|further|back|another|a|an|the|its|their|as|much|more|even|so|much as|only|just|about|around|nearly|almost|some|over|under|than|less|at least) ){0,3}"
#: "rose by 300", "up 3%", "a fall of 20": the number itself is the change.
_CHANGE_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s+(?:(?:in [a-z ]{{1,30}} )?(?:by|of)\s+)?{_ADVERB}\Z", re.I
)
_BY = re.compile(
    r"\bby\s+(?:(?:about|around|some|nearly|almost|as many as|as much as|up to|more than|at least|over|only|just|another|an additional)\s+)?\Z",
    re.I,
)
#: "The army has lost 300 men" counts losses; "shares lost 3 %" and "the party lost 12 seats" tell how what one holds went down.
_NO_CHANGE_OF_THINGS = re.compile(
    r"(?:los(?:t|e|es|ing)|drop(?:s|ped|ping)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|f(?:e|a)ll(?:s|en|ing)?|slip(?:s|ped)?|s(?:a|i)nk(?:s|ing)?|crash(?:ed|es)?)\b",
    re.I,
)
_RAISED = re.compile(r"(?:rais(?:e[sd]?|ing))\b", re.I)
_LOSS_OF = re.compile(r"loss of\b", re.I)
_BY_OR_OF = re.compile(r"\b(?:by|of)\s", re.I)
#: "Shares were up 3", "20,000, up 300": not "shot down 20 drones", "lined up 40 witnesses".
_MARKET_LEAD = re.compile(
    r"(?:^|[,;:(—–-]|\d\S*|\b(?:is|was|are|were|be|been|now|closed|ended|finished|trading|went|go|goes|going|gone|moved|edged|inched|ticked|still|also|index|price|prices|shares|stock|and))\s*\Z",
    re.I,
)
_HOLDINGS: Final = word_set("% point seat job vote subscriber customer user follower place member share mark pound kg")
_MOVED_TO = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?: [a-z%]+){{0,3}} \Z", re.I)
_CHANGE_VERB = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.I)
#: "7,000 more troops", "an extra 500", "another 200", "3 percent drop".
_MORE_AFTER = re.compile(r"\s+(?:(?P<up>more|extra|additional|further)|(?P<down>fewer|less))\b(?! than)", re.I)
_PAST = re.compile(r"(?:below|above|under|beyond|past)\b", re.I)
_MORE_BEFORE = re.compile(
    r"\b(?:another|an? (?:additional|further|extra)|additional|extra|further)\s+(?:(?:about|around|some|up to|at least|nearly)\s+)?\Z",
    re.I,
)
_HARMED = re.compile(r"\b(?:kill|dead\b|die|death|wound|injur|hurt)", re.I)
_NOUN_AFTER = re.compile(
    r"(?:-[a-z]+)?\s+(?:(?P<up>increase|rise|jump|gain|surge|hike|boost|growth|climb|uptick|higher|(?:greater|more|larger|bigger) than)|(?P<down>decrease|drop|fall|decline|cut|reduction|dip|slump|plunge|loss|lower|(?:less|fewer|smaller) than))\b",
    re.I,
)
_TO = re.compile(
    r"\bto\s+(?:(?:a record|a total of|about|around|some|nearly|almost|more than|over|at least|up to|as many as|as much as|just)\s+){0,2}\Z",
    re.I,
)
_PREVIOUS = re.compile(
    r"\b(?:up from|down from|previous(?:ly)?|prior|earlier (?:estimate|figure|count|toll|total)s?|compared (?:with|to)|instead of|revised from)\b(?:[^.;:,]|[.,](?=\d)){0,45}\Z",
    re.I,
)
_FROM = re.compile(r"\bfrom (?:(?:about|around|some|nearly|almost|just|over|under) )?\Z", re.I)
#: "in 2008 to 29": the level after, behind a time.
_UNTIL = re.compile(
    r" (?:in|on|at|last|this|a|before|earlier|two|three) [^,;.]{1,30}? to (?:(?:about|around|some|nearly|almost|over) )?[\d$£€]"
)
#: A bare "from" tells of the level before only where something moved: "fell to 20 from 35", not "letters from 35 towns".
_MOVED_FROM = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|revised|chang(?:e[sd]?|ing)|mov(?:e[sd]?|ing)|went|going|goes)\b(?:[^.;:]|\.(?=\d)){{0,60}}\bfrom (?:(?:a|an|the|its|their|last|previous|earlier|record|low|high|level|total|figure|estimate|year|month|week|of|about|around|some|roughly|nearly|almost|just|over|under|more|less|than)[’'s]* ){{0,6}}\Z",
    re.I,
)


def _tells_change(before: str, found: re.Match[str], unit: str) -> bool:
    """Whether a verb right before a number makes it a change, and not what was lost, dropped, raised or shot down."""
    if _LOSS_OF.match(found[0]):
        return unit != "" and not _count_of_things(unit)
    if _BY_OR_OF.search(found[0]):
        return True
    if found[0][:2].lower() == "up" or found[0][:4].lower() == "down":
        return _MARKET_LEAD.search(before[: found.start()]) is not None
    if _RAISED.match(found[0]):
        return unit in _HOLDINGS
    return not (_NO_CHANGE_OF_THINGS.match(found[0]) and _count_of_things(unit))


def _count_of_things(unit: str) -> bool:
    """Whether what is counted is things or people, not a measure, money, or what one holds."""
    return unit not in _HOLDINGS and unit.isalpha() and unit.islower()


def change(
    text: str, quantity: Quantity, counted: Counted | None
) -> tuple[Literal["level", "change"], Direction | None]:
    """Whether the number is itself a change ("rose by 40") or a level that was reached ("rose to 40"), and which way."""
    before = text[max(0, quantity.start - 90) : quantity.start]
    if quantity.from_to:
        return "level", None
    if reached := _TO.search(before):
        moved = _MOVED_TO.search(before[: reached.start()].rstrip() + " ")
        return "level", _way(moved) if moved else None
    if (added := _MORE_BEFORE.search(before)) is not None:
        # "17 were killed and another 48 wounded" gives two levels
        beside = (
            counted is not None and counted.unit == "person" and _HARMED.search(before[: added.start()]) is not None
        )
        return ("level", None) if beside else ("change", "up")
    more = _MORE_AFTER.match(text, quantity.number_end) or _NOUN_AFTER.match(text, quantity.end)
    if more:
        return "change", _way(more)
    direct = _CHANGE_BEFORE.search(before)
    if direct and _PAST.match(text, quantity.start):
        return "level", _way(direct)  # "fell below 1,000"
    if direct and _tells_change(before, direct, counted.unit if counted else ""):
        return "change", _way(direct)
    if _BY.search(before) or text[quantity.start : quantity.number_start].lower().startswith("by "):
        verbs = list(_CHANGE_VERB.finditer(before))
        if verbs:
            return "change", _way(verbs[-1])
    return "level", None


def _way(match: re.Match[str]) -> Direction:
    return "up" if match["up"] else "down"


def is_previous(before: str, after: str) -> bool:
    """Whether a level is the one before: "up from", "compared with", "fell to 20 from", "from 20 km in May to 30"."""
    if _FROM.search(before) is not None and _UNTIL.match(after) is not None:
        return True
    return _PREVIOUS.search(before[-70:]) is not None or _MOVED_FROM.search(before) is not None
