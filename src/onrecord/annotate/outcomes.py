"""What is told of an event: its time, and whether it happened, is announced, put off, called off, denied or only possible.

Phrases of turning ("put off", "went ahead") are in ``data/turns.csv``; where none stands beside an event, the verb's tense tells.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.annotate import words
from onrecord.annotate.triggers import OTHER, REACH, Found
from onrecord.annotate.units import Token, Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.picture import EventStatus
from onrecord.model.statement import Statement

_SENTENCE_MARKS = frozenset([";", ":", '"', "“", "”", "(", ")"])
_PAST = word_set("met flew spoke withdrew shot sank struck shut sent cut fired drew")
_MOVING = word_set("back off forward moved postponed delayed deferred rescheduled pushed brought shifted adjourned")
_TURNED: tuple[EventStatus, ...] = ("moved", "cancelled")
_ENDED: tuple[EventStatus, ...] = ("moved", "cancelled", "held")
_AHEAD: tuple[EventStatus, ...] = ("announced", "conditional", "planned")
_PRESENT: tuple[EventStatus, ...] = ("happened", "under_way")
_TOLD = frozenset(
    {"held", "had", "was", "were", "did", "has", "have", "after", "since", "let", "saw", "ended", "attended"}
)
_CONDITIONS = frozenset({"if", "unless", "whether"})
#: What follows these has happened; what follows the others is still to come.
_AFTER = frozenset({"after", "following", "during", "since"})
#: In what was said by these, "would" is the future that was announced.
_FUTURE_STANCES = frozenset({"says", "announces", "promises", "confirms"})


@cache
def _turns() -> dict[EventStatus, tuple[str, ...]]:
    """The phrases that tell each status, each between blanks, in the order in which they are asked."""
    text = files("onrecord.annotate").joinpath("data", "turns.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {cast(EventStatus, row["status"]): tuple(f" {form} " for form in row["forms"].split(";")) for row in rows}


def turned_after(unit: Unit, end: int) -> int:
    """Past "have been put off until Monday" where a relative clause stands before it; ``end`` where nothing is turned."""
    tokens = unit.tokens
    high = end
    while high < len(tokens) and high - end < 2 * REACH and tokens[high].lower not in _SENTENCE_MARKS:
        high += 1
    row = f" {' '.join(token.lower for token in tokens[end:high])} "
    turned = any(phrase in row for status in _TURNED for phrase in _turns()[status])
    return high if turned else end


def time_of(unit: Unit, items: Sequence[Found], item: Found) -> int | None:
    """The time of an event, as an index into the unit's times: one that binds to the calendar or counts from publication.

    It stands in the event's own part of the clause; else it opens the clause, before its first event, or is that of the event
    whose purpose this one is.
    """
    found = _time_within(unit, item, item.first, item.last)
    if found is not None:
        return found
    if item.low and unit.tokens[item.low - 1].lower in {"when", "where"}:
        return _time_before(unit, item.low - 1)
    earlier = [other for other in items if item.low <= other.at < item.at]
    if item.purpose and earlier and earlier[-1].code in {"CONSULT", OTHER}:
        return time_of(unit, items, earlier[-1])
    if earlier and not item.occasion and not any(other.occasion for other in earlier):
        opening = min(other.at for other in earlier)
        fronted = next((k for k in range(item.low, opening) if unit.tokens[k].text == ","), item.low)
        return _time_within(unit, item, item.low, fronted)
    return None


def _time_before(unit: Unit, at: int) -> int | None:
    """The time that stands right before "when" or "where": that of both clauses."""
    before = at - 2 if at > 1 and unit.tokens[at - 1].text == "," else at - 1
    time = unit.tokens[before].time if before >= 0 else -1
    return time if time >= 0 and unit.times[time].when.relative is not None else None


def _time_within(unit: Unit, item: Found, low: int, high: int) -> int | None:
    best: tuple[int, int] | None = None
    for k in range(low, high):
        time = unit.tokens[k].time
        if time < 0 or unit.tokens[k].lower == "now":
            continue
        when = unit.times[time].when
        if not when.known and when.relative is None:
            continue
        distance = (k - item.at) if k > item.at else (item.at - k) + 2  # what follows is more often its own
        before = unit.tokens[k - 1].lower if k > item.at else ""
        if before in {"until", "till"} or (before == "to" and (unit.tokens[k - 2].time >= 0 or _is_put(unit, k - 2))):
            distance = 0  # "put off from Friday to Monday": the new time
        elif k > item.at and any(_is_now(unit, n) for n in range(item.at, k)):
            distance = 0  # "talks due on Friday will now start on Monday"
        if best is None or distance < best[0]:
            best = (distance, time)
    return best[1] if best else None


def _is_now(unit: Unit, at: int) -> bool:
    return unit.tokens[at].lower == "now" and unit.tokens[at - 1].lower == "will"


def _is_put(unit: Unit, at: int) -> bool:
    """Whether "to" behind token ``at`` gives the new time of what is moved: "put back to Monday", "moved to Friday"."""
    return unit.tokens[at].lower in _MOVING or any(token.lower in _MOVING for token in unit.tokens[max(0, at - 1) : at])


def is_past(unit: Unit, time: int) -> bool:
    """Whether the time with this index lies before publication."""
    relative = unit.times[time].when.relative
    return relative is not None and (relative.direction < 0 or (relative.direction == 0 and relative.amount < 0))


def status_of(
    unit: Unit, items: Sequence[Found], item: Found, said: Statement | None, time: int | None
) -> EventStatus | None:
    """What the words beside an event say of it; ``None`` where they do not tell.

    A bare verb joined to an earlier one ("will go, and then meet") has that one's status: they share its auxiliary.
    """
    earlier = [other for other in items if other.at < item.at and other.high >= item.first and not other.noun]
    if item.joined and earlier and _is_bare(unit, item):
        return status_of(unit, items, earlier[-1], said, time)
    tokens = unit.tokens
    turns = _turns()
    lead = _until_comma(tokens[max(item.low, item.at - 12) : item.at], last=True)
    tail = _until_comma(tokens[item.end : min(item.high, item.end + 10)], last=False) if item.noun else []
    clause = f" {' '.join(token.lower for token in tokens[item.low : item.high])} "
    if _CONDITIONS & set(lead) or (item.low > 0 and tokens[item.low - 1].lower in _CONDITIONS):
        return "conditional"
    if (
        any(token.lower in {"if", "unless"} for token in tokens[: item.low] if token.quote == tokens[item.at].quote)
        and " shall " in clause
    ):
        return "conditional"  # "If ..., we shall ..."
    if item.noun or item.code == OTHER:
        for status in _ENDED:
            if any(phrase in clause for phrase in turns[status]):
                return status
    future = time is not None and lies_ahead(unit, time)
    if item.occasion:
        ahead = item.occasion not in _AFTER or future
        return "announced" if ahead else "happened"
    beside = f" {' '.join([*lead, *tail])} ".replace(" than not ", " ")
    if any(word.endswith("n't") for word in (*lead, *tail)) or any(phrase in beside for phrase in turns["denied"]):
        return "denied"
    if " would " in beside:
        return "announced" if said is not None and said.stance in _FUTURE_STANCES else "conditional"
    for status in _AHEAD:
        if any(phrase in beside for phrase in turns[status]):
            return status
    if item.ahead and (future or item.code == OTHER):
        return "announced" if future else None
    if future and (item.noun or _is_present(unit, item)) and not _is_told(lead):
        return "announced"
    if not item.noun:
        return _verb_status(tokens[item.at].lower, lead, time)
    for status in _PRESENT:
        if any(phrase in beside for phrase in turns[status]):
            return status
    if any(word.endswith("ed") for word in lead) or (time is not None and is_past(unit, time)):
        return "happened"
    return None


def _is_bare(unit: Unit, item: Found) -> bool:
    """Whether a verb stands without a form or a word of its own that tells its tense."""
    word = unit.tokens[item.at].lower
    own = {token.lower for token in unit.tokens[item.first : item.at]}
    return not (
        item.noun or own & (words.AUXILIARIES | words.MODALS) or word in _PAST or word.endswith(("ed", "ing", "s"))
    )


def lies_ahead(unit: Unit, time: int) -> bool:
    relative = unit.times[time].when.relative
    return relative is not None and (relative.direction > 0 or relative.amount > 0)


def _is_present(unit: Unit, item: Found) -> bool:
    """Whether a trigger verb stands in the present: "meet in Varsk on Friday", "is flying to Varsk tonight"."""
    word = unit.tokens[item.at].lower
    return not word.endswith("ed") and word not in _PAST and unit.tokens[item.at - 1].lower != "to"


def _is_told(lead: Sequence[str]) -> bool:
    """Whether an event is told as done although a time ahead stands beside it: "has held talks that run until Friday"."""
    return bool(_TOLD & set(lead[-4:]))


def _until_comma(tokens: Sequence[Token], *, last: bool) -> list[str]:
    """The words after the last comma or dash (``last``), or those before the first one."""
    row = [token.lower for token in tokens]
    marks = [k for k, word in enumerate(row) if word in {",", "-", "–", "—"}]
    if not marks:
        return row
    return row[marks[-1] + 1 :] if last else row[: marks[0]]


def _verb_status(word: str, lead: Sequence[str], time: int | None) -> EventStatus | None:
    if word.endswith("ing"):
        return "under_way" if set(lead[-3:]) & words.BE else None
    if lead and lead[-1] == "to":
        return None
    if word.endswith("ed") or word in _PAST:
        return "happened"
    return "announced" if time is not None and word.endswith("s") else None
