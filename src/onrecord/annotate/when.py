"""The times of one article, not yet bound to the calendar.

``time_grammar`` reads each expression by itself; here the sentence and the article are asked for the rest: the verb's tense
(``tense``), the time before it ("a day earlier"), the day a time of day belongs to, and, in a text that tells history, the
year that was named before. What stays open is kept, with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from onrecord.annotate import time_grammar, time_readings
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.tense import PUT_OFF, direction
from onrecord.annotate.time_readings import Reading
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article
from onrecord.model.when import Relative, When

_NO_ANCHOR = "counted from another time, and none stands before it"
_UNTIL = re.compile(
    r"\b(?P<lead>between now and|from now (?:until|till|to)|by|until|till|no later than|up to)(?P<gap>\s+(?:the\s+)?)\Z",
    re.I,
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?\Z", re.I)
_NOW: Final = frozenset(["between now and", "from now until", "from now till", "from now to"])

#: A text with this many dates that carry a year, and at most one "yesterday" or "on Tuesday" for every three of them, tells history: its dates without a year belong to the year that it named last.
_HISTORY_DATES: Final = 4
_HISTORY_RATIO: Final = 3

#: How many sentences back the time may stand from which "a day earlier" is counted, in a report of the day.
_ANCHOR_REACH: Final = 2


def find_times(article: Article, sentences: Sequence[Sentence]) -> tuple[TimeMention, ...]:
    """The time expressions of ``sentences``, in the order of the text.

    Absolute dates carry ``start`` and ``end``; what is counted from publication carries a ``relative``; durations and what
    cannot be resolved carry neither, with the reason. Never raises on any text.
    """
    readings = [(sentence, time_grammar.read(sentence.text)) for sentence in sentences]
    history = _tells_history([reading for _, found in readings for reading in found])
    mentions: list[TimeMention] = []
    anchor: When | None = None
    anchor_sentence = -1
    year: tuple[int, int] | None = None
    for number, (sentence, found) in enumerate(readings):
        for reading in _join_clocks(sentence.text, found):
            when, start = reading.when, reading.start
            if reading.ahead is not None and not history and _looks_ahead(sentence, reading):
                when = reading.ahead
            near = anchor if history or number - anchor_sentence <= _ANCHOR_REACH else None
            if reading.anchored or (history and reading.unit is not None and year and when.relative is not None):
                when = _count_from(near, reading)
            elif when.relative is not None:
                if history and year and when.relative.unit == "date" and not when.relative.direction:
                    when = _in_year(when, when.relative, year)
                if when.relative is not None and not when.known:
                    when, start = _in_context(sentence, reading, when)
            elif reading.clock and not when.known and near is not None and near.precision in ("day", "minute"):
                when = near.because("a time of day on the day before it")
            if reading.clock:
                when = _at(when, reading.clock)
            if (when.known or when.relative is not None) and not reading.timex.startswith("P"):
                anchor, anchor_sentence = when, number
            if when.known and when.start and _tells_year(start, when):
                year = (int(when.start[:4]), int(when.start[5:7]) if when.precision != "year" else 0)
            begin, end = sentence.start + start, sentence.start + reading.end
            while mentions and mentions[-1].end > begin:
                mentions.pop()  # the "now" of "between now and mid-February"
            mentions.append(TimeMention(sentence.text[start : reading.end], begin, end, when, reading.timex))
    return tuple(mentions)


def _looks_ahead(sentence: Sentence, reading: Reading) -> bool:
    heading = sentence.segment == "heading"
    return direction(sentence.text, reading.start, reading.end, heading=heading) > 0


def _in_context(sentence: Sentence, reading: Reading, when: When) -> tuple[When, int]:
    """``when`` with what the words around it say, and where the mention begins once "between now and" is taken in."""
    relative, start = when.relative, reading.start
    assert relative is not None
    if reading.tensed:
        heading = sentence.segment == "heading"
        lean = direction(sentence.text, reading.start, reading.end, heading=heading)
        if not lean and relative.unit == "weekday" and not heading:
            lean = -1  # where no verb tells, a report's body speaks of what has been
        relative = replace(relative, direction=lean)
    before = sentence.text[max(0, reading.start - 24) : reading.start]
    put_off = PUT_OFF.search(sentence.text[max(0, reading.start - 80) : reading.start])
    until = None if put_off else _UNTIL.search(before)
    if until and (relative.unit != "day" or relative.amount > 0):
        from_now = re.sub(r"\s+", " ", until["lead"].lower()) in _NOW
        if from_now or (relative.direction >= 0 and relative.amount >= 0):
            relative = replace(relative, until=True, direction=1 if reading.tensed else relative.direction)
            if from_now:
                start -= len(before) - until.start()
    elif _SINCE.search(before) and relative.amount <= 0:
        relative = replace(relative, until=True, direction=-1 if reading.tensed else relative.direction)
    precision = "interval" if relative.until else when.precision
    return replace(when, relative=relative, precision=precision), start


def _tells_history(readings: list[Reading]) -> bool:
    dated = sum(1 for reading in readings if reading.when.known)
    deictic = sum(
        1
        for reading in readings
        if (relative := reading.when.relative) is not None
        and (relative.unit in ("weekday", "week", "hour", "weekend") or (relative.unit == "day" and relative.amount))
    )
    return dated >= _HISTORY_DATES and dated >= _HISTORY_RATIO * deictic


#: "In 1942 …": so many characters may stand before the year with which a sentence moves the story on.
_OPENING: Final = 5


def _tells_year(start: int, when: When) -> bool:
    """Whether the story moves on to the year of ``when``: any full date does it, a bare year only at a sentence's beginning."""
    return when.precision not in ("year", "interval") or start < _OPENING


def _in_year(when: When, relative: Relative, year: tuple[int, int]) -> When:
    """A date without a year in a text that tells history."""
    number, month_before = year
    month = relative.month or 1
    if month_before - month >= 9:
        number += 1  # December, then January
    reason = f"{when.reason}; the year is the one named before it"
    try:
        if relative.day is not None:
            first = date(number, month, relative.day)
            last = first + timedelta(days=relative.length - 1)
        elif relative.length > 1:
            first, _ = time_readings.month_span(number, month, None)
            later = month - 1 + relative.length - 1
            _, last = time_readings.month_span(number + later // 12, later % 12 + 1, None)
        else:
            first, last = time_readings.month_span(number, month, relative.part)
    except ValueError:
        return when
    return replace(time_readings.absolute(first, last, when.precision, reason), known_from="inferred")


def _count_from(anchor: When | None, reading: Reading) -> When:
    """The time that lies ``reading.amount`` units from ``anchor``."""
    unit, amount = reading.unit, reading.amount
    if unit in ("month", "year") and amount < 0 and (anchor is None or not (anchor.known or anchor.relative)):
        # "from a year earlier": nothing before it, so the day of the report is what it is compared with.
        when = time_readings.relative(
            Relative(unit, amount), unit, "counted from publication: no time stands before it"
        )
        return replace(when, known_from="inferred")
    if anchor is None or unit is None:
        return reading.when.because(_NO_ANCHOR)
    reason = "counted from the time before it"
    if anchor.known and anchor.start and anchor.end:
        return _count_from_known(anchor, unit, amount, reason)
    relative = anchor.relative
    if relative is None or relative.until:
        return reading.when.because(_NO_ANCHOR)
    if unit == "year" and relative.unit == "quarter":
        amount = relative.amount + (amount if relative.month else 4 * amount)
        return replace(anchor, relative=replace(relative, amount=amount), reason=reason)
    if unit == "year" and relative.unit == "date" and relative.length == 3:
        return replace(anchor, relative=replace(relative, amount=relative.amount + amount), reason=reason)
    days = {"day": 1, "week": 7}.get(unit)
    if amount == 0:
        if unit == "day" and anchor.precision == "day":
            return anchor.because("the same day as the time before it")
        return reading.when.because("the same time as the one before it, whose interval is not known")
    if days and anchor.precision == "day":
        return replace(anchor, relative=replace(relative, shift=relative.shift + days * amount), reason=reason)
    if relative.unit == unit:
        return replace(anchor, relative=replace(relative, amount=relative.amount + amount), reason=reason)
    return reading.when.because("counted from a time that is not known closely enough")


def _count_from_known(anchor: When, unit: str, amount: int, reason: str) -> When:
    assert anchor.first_day is not None and anchor.last_day is not None
    first, last = date.fromisoformat(anchor.first_day), date.fromisoformat(anchor.last_day)
    try:
        if unit == "year":
            low, high = time_readings.year_span(first.year + amount, None)
            return time_readings.absolute(low, high, "year", reason)
        if unit == "month" and first.month == last.month:
            months = first.year * 12 + first.month - 1 + amount
            low, high = time_readings.month_span(months // 12, months % 12 + 1, None)
            return time_readings.absolute(low, high, "month", reason)
        if unit in ("day", "week") and first == last:
            day = first + timedelta(days=amount * (7 if unit == "week" else 1))
            if unit == "week" and amount == 0:
                day -= timedelta(days=day.weekday())
                return time_readings.absolute(day, day + timedelta(days=6), "week", reason)
            return time_readings.absolute(day, day, "day", reason)
    except (ValueError, OverflowError):
        pass
    return time_readings.unknown("counted from a time that is not known closely enough")


def _join_clocks(text: str, found: list[Reading]) -> list[Reading]:
    """Times of day together with the day next to them: "9am on Friday", "19 January 2022, 00:25"."""
    joined: list[Reading] = []
    for reading in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and (before.clock is None) != (reading.clock is None)
            and _adjacent(text, before.end, reading.start)
        ):
            clock, day = (before.clock, reading) if before.clock else (reading.clock, before)
            if clock and not day.anchored and (day.when.known or day.when.relative):
                timex = before.timex if before.clock else reading.timex
                joined[-1] = replace(day, start=before.start, end=reading.end, clock=clock, timex=timex)
                continue
        elif before is not None and _names_again(text, before, reading):
            joined[-1] = replace(before, end=reading.end)
            continue
        elif (
            before is not None
            and before.anchored
            and before.timex in _PARTS_OF_DAY
            and not reading.anchored
            and reading.when.precision == "day"
            and _adjacent(text, before.end, reading.start)
        ):
            joined[-1] = replace(reading, start=before.start, timex=before.timex)  # "the early hours of 2 May"
            continue
        joined.append(reading)
    return joined


def _names_again(text: str, before: Reading, reading: Reading) -> bool:
    """Whether ``reading`` is the weekday of the day before it: "tomorrow, Sunday"."""
    first, second = before.when.relative, reading.when.relative
    return (
        first is not None and second is not None and first.unit == "day" and second.unit == "weekday" and first.length == 1
        and text[before.end : reading.start] in (", ", " (", " ")
    )  # fmt: skip


_PARTS_OF_DAY: Final = frozenset(["TMO", "TAF", "TEV", "TNI"])
_BETWEEN = re.compile(
    r",?\s*(?:on |of |at |local time on |local time, |(?:GMT|BST|EST|EDT|ET|UTC|CET)(?: on|,)? )?", re.I
)


def _adjacent(text: str, end: int, start: int) -> bool:
    return start - end <= 22 and _BETWEEN.fullmatch(text, end, start) is not None


def _at(when: When, clock: tuple[int, int]) -> When:
    """``when`` with its time of day, where the day is known; a relative day keeps its precision."""
    if when.known and when.start and when.precision in ("day", "minute"):
        stamp = f"{when.start[:10]}T{clock[0]:02d}:{clock[1]:02d}"
        return replace(when, start=stamp, end=stamp, precision="minute")
    return when
