"""The forms in which English reports write times, each with what it means.

A rule is a regular expression, compiled once and without nested repetition, and a function from its match to a
:class:`Reading`. Where two rules match the same place the longer one is taken, so the order of the rules does not matter.
The forms follow TIMEX2 (Ferro et al. 2005), less the ones that name events ("the day the war began").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from onrecord.annotate import numbers
from onrecord.annotate.time_words import MONTHS, NOT_AFTER_WEEKDAY, NOT_BEFORE_WEEKDAY, SEASONS, UNIT_NAMES, WEEKDAYS
from onrecord.model.when import Precision, Relative, When

Part = Literal["early", "mid", "late"]
Unit = Literal["hour", "day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression means before its surroundings are asked.

    ``tensed``: the verb near it tells whether it is ahead or behind. ``anchored``: it is counted from another time ("a day
    earlier"), by ``amount`` of ``unit``; the same day, week, month or year where ``amount`` is 0. ``clock``: hours and minutes
    of a time of day.
    """

    start: int
    end: int
    when: When
    tensed: bool = False
    anchored: bool = False
    unit: Unit | None = None
    amount: int = 0
    clock: tuple[int, int] | None = None


_MONTH_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_MONTH_FULL}|{_MONTH_FULL.upper()}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_WEEKDAY_FULL = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY = rf"(?:{_WEEKDAY_FULL}|{_WEEKDAY_FULL.upper()})"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
_YEAR = r"(?:1\d{3}|20\d{2})(?!\d|,\d|\.\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|,\d|\.\d|:\d)"
_FREE = r"(?<![\w£$€.,/:#-])"
_DASH = r"\s?[-–—]\s?"
_PART = r"(?P<part>(?i:early|mid|late|(?:the )?(?:very )?(?:beginning|start|middle|end|close|first half|second half|early part|latter part) of))[- ](?:the )?(?:month of )?"
_UNIT = r"(?:hour|day|week|weekend|month|quarter|year|decade|century|centurie|minute|min|hr|night|fortnight|morning|evening|second)s?"
_COUNT = rf"(?:{numbers.WORDS}|\d{{1,4}}(?:\.\d)?|an?|several|some|many|a few|few|a couple of|couple of)"

_PARTS: Final[dict[str, Part]] = {"early": "early", "mid": "mid", "late": "late", "beginning": "early", "start": "early",
    "middle": "mid", "end": "late", "close": "late", "first": "early", "second": "late", "latter": "late"}  # fmt: skip


def read(text: str) -> list[Reading]:
    """The readings of one sentence, left to right, none overlapping another."""
    found: list[Reading] = []
    for trigger, rules in _RULES:
        if trigger.search(text):
            for pattern, build in rules:
                for match in pattern.finditer(text):
                    reading = build(match)
                    if reading is not None:
                        found.append(reading)
    found.sort(key=lambda reading: (reading.start, -reading.end))
    kept: list[Reading] = []
    for reading in found:
        if kept and reading.start < kept[-1].end:
            if reading.end - reading.start > kept[-1].end - kept[-1].start:
                kept[-1] = reading
            continue
        kept.append(reading)
    return kept


def absolute(first: date, last: date, precision: Precision, reason: str) -> When:
    """A time that the text gives in full."""
    return When(first.isoformat(), last.isoformat(), precision, "text", reason)


def relative(meaning: Relative, precision: Precision, reason: str) -> When:
    """A time counted from publication."""
    return When(None, None, precision, "text", reason, meaning)


def unknown(reason: str) -> When:
    """A time whose interval the text does not give."""
    return When(None, None, "unknown", "text", reason)


def _part(match: re.Match[str]) -> Part | None:
    raw = match.groupdict().get("part")
    if not raw:
        return None
    for word in raw.lower().replace("the ", "").replace("very ", "").split():
        if word in _PARTS:
            return _PARTS[word]
    return None


def _month_number(raw: str) -> int:
    return MONTHS[raw.lower().rstrip(".")]


def _day_number(raw: str) -> int:
    return int(re.sub(r"\D", "", raw))


def month_span(year: int, month: int, part: Part | None) -> tuple[date, date]:
    """The first and last day of a month, or of its first, second or last ten days."""
    last = monthrange(year, month)[1]
    low, high = {None: (1, last), "early": (1, 10), "mid": (11, 20), "late": (21, last)}[part]
    return date(year, month, low), date(year, month, high)


def year_span(year: int, part: Part | None) -> tuple[date, date]:
    """The first and last day of a year, or of its first, second or last four months."""
    low, high = {None: (1, 12), "early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return date(year, low, 1), date(year, high, monthrange(year, high)[1])


def dated(match: re.Match[str], month: int, day: int, year: int | None, last_day: int | None = None) -> Reading | None:
    """The reading of a month and a day, with or without a year."""
    length = (last_day - day + 1) if last_day else 1
    if length < 1:
        return None
    if year is None:
        try:
            date(2000, month, day + length - 1)  # a leap year: whether the day exists at all
        except ValueError:
            return None
        when = relative(
            Relative("date", month=month, day=day, length=length),
            "day" if length == 1 else "interval",
            "a date without a year",
        )
        return Reading(match.start(), match.end(), when, tensed=True)
    try:
        first, last = date(year, month, day), date(year, month, last_day or day)
    except ValueError:
        return None
    return Reading(match.start(), match.end(), absolute(first, last, "day" if first == last else "interval", "a date"))


def _date(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    return dated(
        match,
        _month_number(groups["month"]),
        _day_number(groups["day"]),
        int(groups["year"]) if groups.get("year") else None,
        _day_number(groups["last"]) if groups.get("last") else None,
    )


def _iso(match: re.Match[str]) -> Reading | None:
    return (
        dated(match, int(match["month"]), int(match["day"]), int(match["year"]))
        if 1 <= int(match["month"]) <= 12
        else None
    )


def _slashed(match: re.Match[str]) -> Reading | None:
    """7/2/2022 is 7 February in Britain and 2 July in America: only a number above 12 tells which."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 >= second >= 1:
        return dated(match, second, first, year)
    if second > 12 >= first >= 1 or (first == second and 1 <= first <= 12):
        return dated(match, first, second, year)
    if 1 <= first <= 12 and 1 <= second <= 12:
        return Reading(match.start(), match.end(), unknown("day and month cannot be told apart"))
    return None


def _month(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    month, part = _month_number(groups["month"]), _part(match)
    precision: Precision = "interval" if part else "month"
    if groups.get("year"):
        first, last = month_span(int(groups["year"]), month, part)
        return Reading(match.start(), match.end(), absolute(first, last, precision, "a month and a year"))
    modifier = (groups.get("modifier") or "").lower()
    direction = {"last": -1, "this past": -1, "next": 1, "this coming": 1}.get(modifier, 0)
    meaning = Relative("date", month=month, part=part, direction=direction, strict=modifier in ("last", "next"))
    return Reading(
        match.start(), match.end(), relative(meaning, precision, "a month without a year"), tensed=not direction
    )


_MONTH_LEAD = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|and|to|from|between|during|through|for|before|after|around|about|early|late|mid|throughout|next|last|this|every|each|or)[ -]|, )\Z",
    re.I,
)
_MONTH_IS_VERB = re.compile(
    r"\s+(?:be|have|not|also|on|off|into|for|has|well|never|say|said|told|yet|still|only|even|toward)\b"
)


def _bare_month(match: re.Match[str]) -> Reading | None:
    """May, March and August are other words too: alone they need a preposition before them."""
    if (
        match["month"] in ("May", "March", "MAY", "MARCH", "August", "April", "June")
        and not match.groupdict().get("modifier")
        and not _part(match)
    ):
        text = match.string
        lead = _MONTH_LEAD.search(text[max(0, match.start() - 12) : match.start()])
        if match["month"].title() in ("May", "March") and (
            not lead or (match["month"].title() == "May" and _MONTH_IS_VERB.match(text, match.end()))
        ):
            return None
        if not lead and re.match(r" [A-Z]", text[match.end() : match.end() + 2]):
            return None  # "April Jones", "June Allen"
    return _month(match)


def _weekday(match: re.Match[str]) -> Reading | None:
    text = match.string
    if NOT_AFTER_WEEKDAY.match(text, match.end()) or NOT_BEFORE_WEEKDAY.search(
        text[max(0, match.start() - 14) : match.start()]
    ):
        return None
    weekday = WEEKDAYS[match["weekday"].lower()]
    modifier = (match["modifier"] or "").lower()
    if match["plural"]:
        return Reading(match.start(), match.end(), unknown("a day of every week"))
    meaning = Relative("weekday", weekday=weekday)
    if modifier in ("last", "this past", "past", "the previous", "the past"):
        meaning = Relative("weekday", weekday=weekday, direction=-1, strict=True)
    elif modifier == "next":
        meaning = Relative("weekday", weekday=weekday, direction=1, strict=True)
    elif modifier in ("this coming", "coming", "the coming"):
        meaning = Relative("weekday", weekday=weekday, direction=1)
    return Reading(match.start(), match.end(), relative(meaning, "day", "a weekday"), tensed=not meaning.direction)


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


def _deictic(match: re.Match[str]) -> Reading | None:
    phrase = re.sub(r"\s+", " ", match["deictic"].lower())
    if phrase == "overnight" and re.match(
        r"\s+(?:stay|flight|train|trip|success|accommodation|guest|bus)", match.string[match.end() :]
    ):
        return None
    meaning, precision = _DEICTIC[phrase]
    return Reading(match.start(), match.end(), relative(meaning, precision, f"“{phrase}”"))


def _period(match: re.Match[str]) -> Reading | None:
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
        "the": 0,
    }[modifier]
    part = _part(match)
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
        "decade": (Relative("year", 10 * amount, 10), "interval"),
        "century": (Relative("year", 100 * amount, 100), "interval"),
    }
    if name not in units:
        return Reading(match.start(), match.end(), unknown(f"a {name} that the calendar does not fix"))
    meaning, precision = units[name]
    reason = f"{modifier} {name}" if not lean else f"{lean} {modifier} {name}"
    return Reading(
        match.start(), match.end(), relative(meaning, precision, f"“{reason}”"), unit=_SCALE[name][0], amount=amount
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


_SCALE: Final[dict[str, tuple[Unit, float]]] = {
    "second": ("hour", 1 / 3600), "minute": ("hour", 1 / 60), "hour": ("hour", 1), "day": ("day", 1), "night": ("day", 1),
    "morning": ("day", 1), "evening": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1),
    "quarter": ("month", 3), "year": ("year", 1), "decade": ("year", 10), "century": ("year", 100), "weekend": ("week", 1),
}  # fmt: skip
_ISO_LETTERS: Final[dict[str, str]] = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y",
    "decade": "E", "century": "C", "fortnight": "W", "weekend": "D", "morning": "D", "evening": "D", "quarter": "M",
}  # fmt: skip
_PRECISION: Final[dict[Unit, Precision]] = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}


def _ago(match: re.Match[str]) -> Reading | None:
    """ "two weeks ago", "three days earlier", "in two weeks' time", "a year later"."""
    groups = match.groupdict()
    raw, how = groups["count"], re.sub(r"\s+", " ", groups["how"].lower())
    unit, scale = _SCALE[_unit(groups["unit"])]
    count = _amount(raw)
    forward = how in ("later", "after", "from now", "hence", "time", "afterwards", "in", "within", "after that")
    from_now = how in ("ago", "from now", "hence", "time", "in", "within")
    if count is None:
        return Reading(match.start(), match.end(), unknown("an uncertain number of " + _unit(groups["unit"]) + "s"))
    amount = round(count * scale) * (1 if forward else -1)
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
        )
    return Reading(
        match.start(), match.end(), relative(Relative(unit, amount), _PRECISION[unit], "counted from publication")
    )


def _span(match: re.Match[str]) -> Reading | None:
    """ "in the last three months", "over the coming days", "in the next few days"."""
    side = match["side"].lower()
    name = _unit(match["unit"])
    unit, scale = _SCALE[name]
    raw = match.groupdict().get("count")
    if name in ("second", "minute", "quarter") and not raw:
        return None
    count = _amount(raw) if raw else None
    vague = count is None
    # "the coming days", "the past few weeks": no more than five of them, said to be vague
    length = max(1, round((5 if vague else float(count or 1)) * scale))
    if side in ("first", "final", "opening", "early", "closing", "following", "previous", "preceding", "intervening"):
        return Reading(
            match.start(), match.end(), unknown(f"a duration ({period(count, name)}), counted from something else")
        )
    ahead = side in ("next", "coming", "upcoming")
    reason = f"the {side} {match['unit'].lower()}" + (", taken as up to five" if vague else "")
    if unit in ("day", "hour") or not vague:
        days = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365}[unit]
        meaning = (
            Relative("hour", 0 if ahead else -length, length + 1)
            if unit == "hour"
            else Relative("day", 1 if ahead else -length * days, length * days)
        )
        if ahead and vague:
            meaning = Relative(meaning.unit, 0 if unit == "hour" else 1, meaning.length)
        return Reading(match.start(), match.end(), relative(meaning, "interval", reason))
    meaning = Relative(unit, 0 if ahead else -length, length + 1)
    return Reading(match.start(), match.end(), relative(meaning, "interval", reason))


def period(count: float | None, name: str) -> str:
    """A duration as ISO 8601 writes it, X for a number that the text leaves open: "P3M", "PT2H", "PXY"."""
    letter = _ISO_LETTERS[name]
    amount = "X" if count is None else f"{count * (2 if name == 'fortnight' else 1):g}"
    return f"PT{amount}{letter[1]}" if len(letter) == 2 else f"P{amount}{letter}"


def _duration(match: re.Match[str]) -> Reading | None:
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
    return Reading(match.start(), match.end(), unknown(f"a duration ({period(_amount(raw), name)})"))


def _same(match: re.Match[str]) -> Reading | None:
    """ "the same day", "the following year", "that month", "the next morning"."""
    which, name = match["which"].lower(), _unit(match["unit"])
    unit, scale = _SCALE[name]
    if unit == "hour":
        return Reading(match.start(), match.end(), unknown("counted from another time"))
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}.get(which.split()[-1], 0)
    return Reading(
        match.start(),
        match.end(),
        unknown("counted from another time"),
        anchored=True,
        unit=unit,
        amount=round(step * scale) or step,
    )


def _day_after(match: re.Match[str]) -> Reading | None:
    unit, _ = _SCALE[_unit(match["unit"])]
    step = 1 if match["how"].lower() == "after" else -1
    return Reading(
        match.start(), match.end(), unknown("counted from another time"), anchored=True, unit=unit, amount=step
    )


_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|during|before|after|to|between|and|early|late|mid|through|throughout|circa|c\.|around|about|year|or|the|around|autumn|summer|spring|winter|fall|than)[ -]|[(,;–—-] ?)\Z",
    re.I,
)
_YEAR_FOLLOW_PLURAL = re.compile(
    r" (?:[a-z]+ )?(?!(?:was|is|has|his|this|its|as|us|across|always|perhaps|thus|hours|s)\b)[a-z]{2,}(?<!s)s\b"
)
_PEOPLE = re.compile(
    r" (?:[a-z-]+ )?(?:people|men|troops|women|children|personnel|police|dead|prisoners|km|miles|hours|feet|m|kg|tons)\b"
)


def _year(match: re.Match[str]) -> Reading | None:
    text, year = match.string, int(match["year"])
    lead = _YEAR_LEAD.search(text[max(0, match.start() - 12) : match.start()])
    part = _part(match)
    if not part:
        if _PEOPLE.match(text, match.end()) and not (
            lead and lead[0].lower().strip() in ("in", "since", "by", "during", "until")
        ):
            return None
        if _YEAR_FOLLOW_PLURAL.match(text, match.end()) and (
            not lead or lead[0].lower().strip() in ("about", "around", "or", "to", "and", "than", ",")
        ):
            return None
        if (
            not lead
            and match.start() > 0
            and re.search(r"\b[A-Za-z]*[a-z]\s\Z", text[max(0, match.start() - 20) : match.start()])
            and not 1700 <= year <= 2099
        ):
            return None
        if not lead and year < 1500:
            return None
    first, last = year_span(year, part)
    return Reading(match.start(), match.end(), absolute(first, last, "interval" if part else "year", "a year"))


def _last_year(match: re.Match[str]) -> Reading | None:
    """The "45" of "1939-45"; the first year is found by itself."""
    first, raw = int(match["first"]), match["last"]
    last = int(raw) if len(raw) == 4 else first // 100 * 100 + int(raw)
    if not 0 < last - first <= 150:
        return None
    low, high = year_span(last, None)
    return Reading(match.start("last"), match.end("last"), absolute(low, high, "year", "a year, the end of a range"))


def _decade(match: re.Match[str]) -> Reading | None:
    raw = match["decade"]
    year = int(raw) if len(raw) == 4 else 1900 + int(raw)
    part = _part(match)
    low, high = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
    if len(raw) == 4 and raw.endswith("00"):
        low, high = 0, 99 if year < 2000 else 9
    when = absolute(date(year + low, 1, 1), date(year + high, 12, 31), "interval", "a decade")
    return Reading(match.start(), match.end(), when)


def _century(match: re.Match[str]) -> Reading | None:
    raw = match["century"].lower()
    ordinals = {
        "seventeenth": 17,
        "eighteenth": 18,
        "nineteenth": 19,
        "twentieth": 20,
        "twenty-first": 21,
        "sixteenth": 16,
    }
    number = ordinals.get(raw) or int(re.sub(r"\D", "", raw) or 0)
    if not 1 <= number <= 30:
        return None
    first = (number - 1) * 100
    low, high = {None: (1, 100), "early": (1, 33), "mid": (34, 66), "late": (67, 100)}[_part(match)]
    return Reading(
        match.start(),
        match.end(),
        absolute(date(first + low, 1, 1), date(first + high, 12, 31), "interval", "a century"),
    )


def season_span(season: str, year: int) -> tuple[date, date]:
    """The months of a season; winter is counted to the year in which it begins."""
    first, last = SEASONS[season]
    end = year + (last < first)
    return date(year, first, 1), date(end, last, monthrange(end, last)[1])


def _season(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    season = groups["season"].lower()
    if groups.get("year"):
        first, last = season_span(season, int(groups["year"]))
        return Reading(match.start(), match.end(), absolute(first, last, "interval", "a season and a year"))
    if not groups.get("lead") and not _part(match):
        return None
    lead = (groups.get("lead") or "").lower().split()
    month, last_month = SEASONS[season]
    length = (last_month - month) % 12 + 1
    direction = -1 if "last" in lead else 1 if "next" in lead else 0
    meaning = Relative("date", month=month, length=length, direction=direction, strict=bool(direction))
    return Reading(
        match.start(), match.end(), relative(meaning, "interval", "a season without a year"), tensed=not direction
    )


def _clock(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    word = (groups.get("word") or "").lower()
    hour = {"noon": 12, "midday": 12, "midnight": 0}.get(word, int(groups.get("hour") or 0))
    minute = int(groups.get("minute") or 0)
    half = (groups.get("half") or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    return Reading(match.start(), match.end(), unknown("a time of day"), clock=(hour, minute))


def _era(match: re.Match[str]) -> Reading | None:
    # ISO 8601 dates as the records hold them have no years before 1: the interval stays open, the year is kept in words.
    return Reading(match.start(), match.end(), unknown(f"the year {match['era']} before the common era"))


def _vague(match: re.Match[str]) -> Reading | None:
    return Reading(match.start(), match.end(), unknown("no interval is given"))


_Build = Callable[[re.Match[str]], Reading | None]


def _compile(*rules: tuple[str, _Build]) -> list[tuple[re.Pattern[str], _Build]]:
    return [(re.compile(pattern), build) for pattern, build in rules]


_MODIFIER = (
    r"(?:(?P<modifier>(?i:last|next|this past|this coming|coming|past|the previous|the coming|the past|this)) )?"
)

#: Rules behind the words without which none of them can match.
_RULES: Final = (
    (
        re.compile(r"(?i)jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
        _compile(
            (
                rf"{_FREE}(?:{_ANY_WEEKDAY},? )?(?:the )?(?P<day>{_DAY})(?: day)?(?: of)? ?(?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR})|,? of (?:that|the same) year)?",
                _date,
            ),
            (
                rf"\b(?:{_ANY_WEEKDAY},? )?(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})(?! (?:people|troops|men)\b)(?:,? (?P<year>{_YEAR})|,? of (?:that|the same) year)?",
                _date,
            ),
            (
                rf"{_FREE}(?P<day>{_DAY})(?:{_DASH}| to | and | until )(?P<last>{_DAY}) (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?",
                _date,
            ),
            (
                rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY})(?:{_DASH}| to | and )(?P<last>{_DAY})(?:,? (?P<year>{_YEAR}))?",
                _date,
            ),
            (rf"\b(?:{_PART})?(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})", _month),
            (
                rf"\b(?:{_PART})?{_MODIFIER}(?P<month>(?:{_MONTH_FULL})\b)(?! \d{{1,2}}(?:\D|$))(?:,? of (?:that|the same) year)?",
                _bare_month,
            ),
        ),
    ),
    (
        re.compile(r"(?i)\d{2,4}[-/.]\d{1,2}[-/.]\d|/\d{2,4}"),
        _compile(
            (rf"{_FREE}(?P<year>{_YEAR})([-/])(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\d)", _iso),
            (r"(?<![\w/.])(?P<first>\d\d?)([/.])(?P<second>\d\d?)\2(?P<year>(?:19|20)\d\d)(?!\d)", _slashed),
        ),
    ),
    (
        re.compile(r"(?i)day\b|days\b"),
        _compile(
            (
                rf"\b{_MODIFIER}(?P<weekday>{_WEEKDAY})(?P<plural>s)?\b(?: (?:morning|afternoon|evening|night|lunchtime)\b)?",
                _weekday,
            ),
        ),
    ),
    (
        re.compile(
            r"(?i)today|tonight|yesterday|tomorrow|overnight|morning|afternoon|evening|last night|\bnow\b|present|moment"
        ),
        _compile(
            (
                r"(?i:\b(?:earlier |later |late |early )?(?P<deictic>the day (?:before yesterday|after tomorrow)|today|tonight|yesterday|tomorrow|overnight|this morning|"
                r"this afternoon|this evening|last night|last evening|right now|now|at present|at the moment)\b(?: (?:morning|afternoon|evening|night|lunchtime)\b)?)",
                _deictic,
            ),
        ),
    ),
    (
        re.compile(r"(?i)week|month|year|decade|centur|hour|day|minute|night|fortnight|quarter|morning|evening|second"),
        _compile(
            (
                rf"\b(?:{_PART}|(?P<lean>(?i:earlier|later|late|early)) )?(?P<modifier>(?i:last|next|this past|this coming|this|past|coming|previous)) (?P<unit>(?i:week|weekend|month|year|decade|century|fortnight|quarter))\b",
                _period,
            ),
            (
                rf"\b(?:{_PART})(?P<modifier>(?i:the|this|next|last)) (?P<unit>(?i:week|month|year|decade|century))\b",
                _period,
            ),
            (r"\b(?i:(?P<part>the end of )(?P<modifier>the) (?P<unit>week|month|year|decade|century))\b", _period),
            (r"\b(?i:(?:at|over|for) (?P<modifier>the) (?P<unit>weekend))\b", _period),
            (
                rf"\b(?i:(?:(?:about|around|nearly|almost|some|just|over|more than|at least|only) )?(?P<count>{_COUNT})[ -](?:more )?(?P<unit>{_UNIT}) (?P<how>ago|earlier|later|before|afterwards|after|from now|hence|previously))\b",
                _ago,
            ),
            (rf"\b(?i:(?P<how>in|within) (?P<count>{_COUNT}) (?P<unit>{_UNIT})(?:['’]s?)?(?: time)\b)", _ago),
            (rf"\b(?i:(?P<how>within)(?: the next)? (?P<count>{_COUNT}) (?P<unit>{_UNIT})\b)", _ago),
            (
                rf"\b(?i:(?:the|these|in|over|for|during) (?P<side>last|past|next|coming|upcoming|recent|previous|following|preceding|first|final|opening|closing|intervening)(?: (?P<count>{_COUNT}))? (?P<unit>hours|days|weeks|months|years|decades|nights|minutes|seconds|centuries))\b",
                _span,
            ),
            (
                rf"(?<![\w.,-])(?i:(?:(?:about|around|nearly|almost|some|over|more than|at least|less than|up to|under) )?(?P<count>{_COUNT})(?:[ -](?:more |further |full |long |consecutive |straight )?)(?P<unit>{_UNIT}))\b(?!-old)",
                _duration,
            ),
            (
                r"\b(?i:(?P<which>(?:the|that) (?:very )?(?:same|following|next|previous|preceding|prior)|that(?: very)?) (?P<unit>day|week|month|year|night|morning|evening|decade|hour)(?! [-a-z]*old))\b",
                _same,
            ),
            (
                r"\b(?i:the (?P<unit>day|week|month|year) (?P<how>before|after))\b(?=[,.;]| (?:that|this)\b|$)",
                _day_after,
            ),
        ),
    ),
    (
        re.compile(r"\d{4}"),
        _compile(
            (rf"{_FREE}(?P<first>{_YEAR})\s?[-–—/]\s?(?P<last>\d{{4}}|\d\d)(?![\w%]|[-–—/.]\d)", _last_year),
            (rf"{_FREE}(?:{_PART})?(?P<year>{_YEAR})(?![\w%°]|[-/]\d\d?[-/]|:\d)", _year),
        ),
    ),
    (
        re.compile(r"\d0['’]?s|centur"),
        _compile(
            (rf"\b(?:the )?(?:{_PART})?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
            (rf"\bthe (?:{_PART})?['’]?(?P<decade>[2-9]0)['’]?s\b", _decade),
            (
                rf"\b(?:the )?(?:{_PART})?(?P<century>\d\d?(?:st|nd|rd|th)|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[ -](?i:century)\b",
                _century,
            ),
        ),
    ),
    (
        re.compile(r"(?i)spring|summer|autumn|winter|fall\b"),
        _compile(
            (
                rf"\b(?:the )?(?:{_PART})?(?i:(?P<season>spring|summer|autumn|winter|fall))(?: of|,)? (?P<year>{_YEAR})",
                _season,
            ),
            (
                rf"\b(?:(?P<lead>(?i:in the|the following|during the|over the|last|next|this|by|until|that|the|in|of|through the|a)) )?(?:{_PART})?(?P<season>spring|summer|autumn|winter)\b(?! (?:Olympics|Games|break|camp|school|palace))",
                _season,
            ),
        ),
    ),
    (
        re.compile(r"(?i)\d ?[ap]\.?m\b|\d:\d\d|noon|midnight|midday|\d{4} (?:hours|gmt|utc)|o'clock"),
        _compile(
            (r"(?<![\w:.])(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?)", _clock),
            (
                r"(?<![\w:.£$€])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)(?: hours| hrs)?(?: ?(?:GMT|UTC|BST|EST|EDT|CET))?",
                _clock,
            ),
            (r"(?<![\w:.£$€,])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:hours|hrs|GMT|UTC|BST)\b", _clock),
            (r"\b(?i:(?P<word>noon|midday|midnight))\b", _clock),
        ),
    ),
    (
        re.compile(r"\b(?:BCE?|B\.C\.)"),
        _compile(
            (
                rf"\b(?:(?:{_MONTH_FULL}|(?i:early|late|spring of|summer of|autumn of|winter of),?) )?(?:\d{{1,4}}[-–])?(?P<era>\d{{1,4}}) (?:BCE?\b|B\.C\.)",
                _era,
            )
        ),
    ),
    (
        re.compile(r"(?i)recent|at the time|same time|this time|that time|current|future|the past\b"),
        _compile(
            (
                r"\b(?i:recently(?! as\b)|recent(?! [a-z]+s\b)|the (?:very )?same time|at the time|(?:at )?(?:this|that) time|in recent times|currently|the (?:near |distant )?future|in the past|the past(?=[.,;]))\b",
                _vague,
            ),
        ),
    ),
)


def patterns() -> Iterator[re.Pattern[str]]:
    """Every pattern of the grammar, for the test that none of them runs away."""
    for trigger, rules in _RULES:
        yield trigger
        for pattern, _ in rules:
            yield pattern
