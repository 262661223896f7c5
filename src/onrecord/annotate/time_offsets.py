"""Readings of times that are counted: from publication ("yesterday", "two weeks ago"), from another time, and durations.

Each function takes a match of a rule of ``time_grammar`` and gives its :class:`Reading`, or ``None`` where the words mean
something else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from onrecord.annotate import numbers
from onrecord.annotate.time_readings import SCALE, Reading, Unit, part_of, part_of_day, period, relative, unknown
from onrecord.annotate.time_words import UNIT_NAMES, WEEKDAYS
from onrecord.model.when import Precision, Relative

_DEICTIC: Final[dict[str, tuple[Relative, Precision]]] = {
    "today": (Relative("day", 0), "day"),
    "this morning": (Relative("day", 0), "day"),
    "this afternoon": (Relative("day", 0), "day"),
    "this evening": (Relative("day", 0), "day"),
    "tonight": (Relative("day", 0), "day"),
    "yesterday": (Relative("day", -1), "day"),
    "last night": (Relative("day", -1), "day"),
    "last evening": (Relative("day", -1), "day"),
    "the day before yesterday": (Relative("day", -2), "day"),
    "overnight": (Relative("day", -1, 2), "interval"),
    "tomorrow": (Relative("day", 1), "day"),
    "the day after tomorrow": (Relative("day", 2), "day"),
    "now": (Relative("day", 0), "day"),
    "right now": (Relative("day", 0), "day"),
    "at present": (Relative("day", 0), "day"),
    "at the moment": (Relative("day", 0), "day"),
}
_NOW: Final = frozenset(["now", "right now", "at present", "at the moment"])


def deictic(match: re.Match[str]) -> Reading | None:
    phrase = re.sub(r"\s+", " ", match["deictic"].lower())
    if phrase == "overnight" and re.match(
        r"\s+(?:stay|flight|train|trip|success|accommodation|guest|bus)", match.string[match.end() :]
    ):
        return None
    meaning, precision = _DEICTIC[phrase]
    timex = "PRESENT_REF" if phrase in _NOW else part_of_day(match[0])
    return Reading(match.start(), match.end(), relative(meaning, precision, f"“{phrase}”"), timex=timex)


def calendar_period(match: re.Match[str]) -> Reading | None:
    """ "last week", "next month", "this year", "earlier this week", "the end of the month"."""
    modifier, name = match["modifier"].lower(), match["unit"].lower()
    amount = {
        "last": -1,
        "past": -1,
        "this past": -1,
        "previous": -1,
        "next": 1,
        "coming": 1,
        "this coming": 1,
        "this": 0,
        "current": 0,
        "the": 0,
    }[modifier]
    part = part_of(match)
    lean = (match.groupdict().get("lean") or "").lower()
    if name == "weekend":
        meaning = Relative("weekend", direction=amount, strict=modifier in ("last", "next"))
        return Reading(match.start(), match.end(), relative(meaning, "interval", "a weekend"), tensed=amount == 0)
    if name == "fortnight":
        meaning, precision = Relative("day", -14 if amount < 0 else 0, 14), "interval"
        return Reading(match.start(), match.end(), relative(meaning, precision, "a fortnight"))  # type: ignore[arg-type]
    if name == "night":
        return None
    units: dict[str, tuple[Relative, Precision]] = {
        "week": (Relative("week", amount), "week"),
        "month": (Relative("month", amount, part=part), "interval" if part else "month"),
        "year": (Relative("year", amount, part=part), "interval" if part else "year"),
        "quarter": (Relative("quarter", amount), "interval"),
        "decade": (Relative("year", 10 * amount, 10), "interval"),
        "century": (Relative("year", 100 * amount, 100), "interval"),
    }
    if name not in units:
        return Reading(match.start(), match.end(), unknown(f"a {name} that the calendar does not fix"))
    meaning, precision = units[name]
    half = re.match(r"(?:the )?(first|second) half", match.groupdict().get("part") or "", re.I)
    if half and name == "year":
        meaning = Relative("quarter", amount, 2, month=1 if half[1].lower() == "first" else 7)
    reason = f"{modifier} {name}" if not lean else f"{lean} {modifier} {name}"
    return Reading(
        match.start(), match.end(), relative(meaning, precision, f"“{reason}”"), unit=SCALE[name][0], amount=amount
    )


def _unit(raw: str) -> str:
    return UNIT_NAMES.get(raw.lower().rstrip("s"), raw.lower().rstrip("s"))


def _amount(raw: str) -> float | None:
    """The number before a unit of time; ``None`` where it is vague."""
    lowered = raw.lower()
    if lowered in ("a", "an"):
        return 1
    if lowered[0].isdigit():
        return float(lowered)
    return numbers.words(lowered)


_PRECISION: Final[dict[Unit, Precision]] = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}


#: "two days after the vote": nothing is said of when the vote was.
_OF_AN_EVENT: Final = re.compile(r" (?!(?:that|this)\b(?! [a-z]))\w")


def counted_from(match: re.Match[str]) -> Reading | None:
    """ "two weeks ago", "three days earlier", "in two weeks' time", "a year later"."""
    groups = match.groupdict()
    raw, how = groups["count"], re.sub(r"\s+", " ", groups["how"].lower())
    unit, scale = SCALE[_unit(groups["unit"])]
    count = _amount(raw)
    forward = how in ("later", "after", "from now", "hence", "time", "afterwards", "in", "within", "after that")
    from_now = how in ("ago", "from now", "hence", "time", "in", "within")
    if count is None:
        return Reading(
            match.start(),
            match.end(),
            unknown("an uncertain number of " + _unit(groups["unit"]) + "s"),
            timex=period(None, _unit(groups["unit"])) if how == "within" else "FUTURE_REF" if forward else "PAST_REF",
        )
    amount = round(count * scale) * (1 if forward else -1)
    if how in ("after", "before") and _OF_AN_EVENT.match(match.string, match.end()):
        length = period(count, _unit(groups["unit"]))
        return Reading(
            match.start(), match.end("unit"), unknown(f"a duration ({length}), counted from an event"), timex=length
        )
    if not from_now:
        return Reading(
            match.start(), match.end(), unknown("counted from another time"), anchored=True, unit=unit, amount=amount
        )
    if how == "within":
        meaning = Relative(unit, 0, max(amount, 0) + 1)
        return Reading(
            match.start(),
            match.end(),
            relative(meaning, "interval", f"a limit counted from publication ({period(count, _unit(groups['unit']))})"),
            timex=period(count, _unit(groups["unit"])),
        )
    return Reading(
        match.start(), match.end(), relative(Relative(unit, amount), _PRECISION[unit], "counted from publication")
    )


_OF: Final = re.compile(r" of (?!(?:talks|fighting|war|work|peace)\b)")

#: "in recent weeks", "the coming days": TIMEX3 says only on which side of now.
_REFERENCES: Final = {"recent": "PAST_REF", "coming": "FUTURE_REF", "upcoming": "FUTURE_REF"}


def stretch(match: re.Match[str]) -> Reading | None:
    """ "in the last three months", "over the coming days", "in the next few days"."""
    groups = match.groupdict()
    side, raw_unit = (groups["side"] or groups["side_"]).lower(), (groups["unit"] or groups["unit_"]).lower()
    name = _unit(raw_unit)
    unit, scale = SCALE[name]
    raw = groups.get("count")
    if name in ("second", "minute", "quarter") and not raw:
        return None
    count = _amount(raw) if raw else None
    vague = count is None
    if name == raw_unit and not raw:
        count, vague = 1, False  # "the past week"
    timex = period(count, name)
    if not raw and side in _REFERENCES:
        timex = _REFERENCES[side]
    # "the coming days", "the past few weeks": no more than five of them, said to be vague
    length = max(1, round((5 if vague else float(count or 1)) * scale))
    if side in ("last", "past", "next") and _OF.match(match.string, match.end()):
        side = "closing"  # "the last days of May"
    if side in ("first", "final", "opening", "early", "closing", "following", "previous", "preceding", "intervening"):
        return Reading(
            match.start(),
            match.end(),
            unknown(f"a duration ({period(count, name)}), counted from something else"),
            timex=timex,
        )
    ahead = side in ("next", "coming", "upcoming")
    reason = f"the {side} {raw_unit}" + (", taken as up to five" if vague else "")
    if unit in ("day", "hour") or not vague:
        days = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365}[unit]
        meaning = (
            Relative("hour", 0 if ahead else -length, length + 1)
            if unit == "hour"
            else Relative("day", 1 if ahead else -length * days, length * days)
        )
        if ahead and vague:
            meaning = Relative(meaning.unit, 0 if unit == "hour" else 1, meaning.length)
        return Reading(match.start(), match.end(), relative(meaning, "interval", reason), timex=timex)
    meaning = Relative(unit, 0 if ahead else -length, length + 1)
    return Reading(match.start(), match.end(), relative(meaning, "interval", reason), timex=timex)


def duration(match: re.Match[str]) -> Reading | None:
    raw, name = match["count"], _unit(match["unit"])
    if raw.lower() in ("a", "an", "one", "some") and name in (
        "second",
        "minute",
        "morning",
        "evening",
        "night",
        "quarter",
    ):
        return None
    if name == "quarter" and ("-" in match[0] or match.string.startswith(" of ", match.end())):
        return None  # "three-quarters", "three quarters of the seats"
    length = period(_amount(raw), name)
    return Reading(match.start(), match.end(), unknown(f"a duration ({length})"), timex=length)


def in_some_time(match: re.Match[str]) -> Reading | None:
    """ "in two weeks": counted from publication where the verb looks ahead, a duration where it does not."""
    found = duration(match)
    count, name = _amount(match["count"]), _unit(match["unit"])
    if found is None or count is None:
        return found
    unit, scale = SCALE[name]
    ahead = relative(Relative(unit, round(count * scale)), _PRECISION[unit], "counted from publication")
    return replace(found, ahead=ahead)


def two_away(match: re.Match[str]) -> Reading | None:
    """ "the week after next", "the year before last"."""
    name, amount = match["unit"].lower(), 2 if "next" in match["double"].lower() else -2
    if name == "weekend":
        meaning = Relative("weekend", 1 if amount > 0 else -1, direction=1 if amount > 0 else -1, strict=True)
        return Reading(match.start(), match.end(), relative(meaning, "interval", "a weekend"))
    unit, _ = SCALE[name]
    return Reading(match.start(), match.end(), relative(Relative(unit, amount), _PRECISION[unit], f"“{match[0]}”"))


def half(match: re.Match[str]) -> Reading | None:
    """ "half an hour", "half a century"."""
    name = (match["unit"] or match["unit_"]).lower()
    length = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}[name]
    return Reading(match.start(), match.end(), unknown(f"a duration ({length})"), timex=length)


def some(match: re.Match[str]) -> Reading | None:
    """ "for months", "years of war", "within hours": more than one, nobody says how many."""
    name = _unit(match["unit"] or match["unit_"] or match["unit__"])
    length = period(None, name)
    found = Reading(match.start(), match.end(), unknown(f"a duration ({length})"), timex=length)
    if name not in _WITHIN or not match[0].lower().startswith("within"):
        return found
    # "will resign within days": counted from publication where the verb looks ahead, no more than five of them
    meaning = Relative("day", 0, _WITHIN[name], until=True)
    return replace(found, ahead=relative(meaning, "interval", f"within {name}s, taken as up to five"))


#: Days, with the one of publication, within which "within hours", "within days" and the like are taken to end.
_WITHIN: Final = {"hour": 2, "day": 6, "week": 36, "month": 151}


def whole(match: re.Match[str]) -> Reading | None:
    """ "day-long", "all week"."""
    length = period(1, _unit(match["unit"] or match["unit_"]))
    return Reading(match.start(), match.end(), unknown(f"a duration ({length})"), timex=length)


_FREQUENCIES: Final = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M",
    "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip


_EVERY: Final = {"weekend": "XXXX-WXX-WE", "night": "XXXX-XX-XXTNI", "morning": "XXXX-XX-XXTMO"}


def every(match: re.Match[str]) -> Reading | None:
    """What comes back: "every Monday", "each year", "every two weeks", "daily", "per month"."""
    groups = match.groupdict()
    if groups.get("frequency"):
        timex = _FREQUENCIES[groups["frequency"].lower()]
    elif groups.get("weekday"):
        timex = f"XXXX-WXX-{WEEKDAYS[groups['weekday'].lower()] + 1}"
    else:
        raw = groups.get("count") or "one"
        name, count = _unit(groups["unit"]), 2 if raw.lower() == "other" else _amount(raw)
        timex = period(count, name)
        if count == 1 and name in _EVERY:
            timex = _EVERY[name]
    return Reading(match.start(), match.end(), unknown(f"what comes back ({timex})"), timex=timex)


def quarter(match: re.Match[str]) -> Reading | None:
    """ "the quarter", "the latest quarter", "the year-earlier quarter"."""
    which = (match["which"] or "").lower()
    if match["back"]:
        when = unknown("counted from another time")
        return Reading(match.start(), match.end(), when, anchored=True, unit="year", amount=-1)
    # A report on a quarter comes out after its end.
    amount = {"current": 0, "previous": -2, "prior": -2}.get(which, -1)
    meaning = Relative("quarter", amount)
    return Reading(match.start(), match.end(), relative(meaning, "interval", "the quarter that ended last"))


def part_of_a_day(match: re.Match[str]) -> Reading | None:
    """ "the early morning hours of 2 May": the day follows."""
    when = unknown("a part of the day that is spoken of")
    return Reading(
        match.start(), match.end(), when, anchored=True, unit="day", timex=part_of_day(match["unit"] or "morning")
    )


def named_period(match: re.Match[str]) -> Reading | None:
    """ "in the morning", "for the year", "later in the quarter": the one of the time before it, or of publication."""
    name = match["unit"].lower()
    if part_of_day(name):
        return Reading(
            match.start("extent"),
            match.end("extent"),
            unknown("a part of the day that is spoken of"),
            anchored=True,
            unit="day",
            timex=part_of_day(name),
        )
    unit, _ = SCALE[name]
    precision: Precision = _PRECISION[unit]
    meaning = Relative(unit, 0)
    return Reading(
        match.start("extent"),
        match.end("extent"),
        relative(meaning, precision, f"the {name} of publication"),
        unit=unit,
    )


def same_or_next(match: re.Match[str]) -> Reading | None:
    """ "the same day", "the following year", "that month", "the next morning"."""
    which, name = match["which"].lower(), _unit(match["unit"])
    unit, scale = SCALE[name]
    if unit == "hour":
        return Reading(match.start(), match.end(), unknown("counted from another time"))
    timex = part_of_day(match[0])
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}.get(which.split()[-1], 0)
    return Reading(
        match.start(),
        match.end(),
        unknown("counted from another time"),
        anchored=True,
        unit=unit,
        amount=round(step * scale) or step,
        timex=timex,
    )


def day_after(match: re.Match[str]) -> Reading | None:
    unit, _ = SCALE[_unit(match["unit"])]
    step = 1 if match["how"].lower() == "after" else -1
    return Reading(
        match.start(), match.end(), unknown("counted from another time"), anchored=True, unit=unit, amount=step
    )


_VAGUE: Final = (
    (re.compile(r"current|present|nowadays|these days|to date|this time", re.I), "PRESENT_REF"),
    (re.compile(r"recent|past|lately|ago", re.I), "PAST_REF"),
    (re.compile(r"future", re.I), "FUTURE_REF"),
)


def vague(match: re.Match[str]) -> Reading | None:
    timex = next((value for pattern, value in _VAGUE if pattern.search(match[0])), "")
    return Reading(match.start(), match.end(), unknown("no interval is given"), timex=timex)
