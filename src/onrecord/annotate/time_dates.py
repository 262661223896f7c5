"""Readings of dates: days, months, years, weekdays, seasons and times of day.

Each function takes a match of a rule of ``time_grammar`` and gives its :class:`Reading`, or ``None`` where the words mean
something else ("May" the verb, "2000 soldiers").
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.annotate.time_readings import (
    Reading,
    absolute,
    month_span,
    part_of,
    part_of_day,
    relative,
    season_span,
    unknown,
    year_span,
)
from onrecord.annotate.time_words import (
    DAY_WORDS,
    HOLIDAYS,
    MONTHS,
    NOT_AFTER_WEEKDAY,
    NOT_BEFORE_WEEKDAY,
    QUARTERS,
    SEASON_NAMES,
    SEASONS,
    WEEKDAYS,
)
from onrecord.model.when import Precision, Relative


def _month_number(raw: str) -> int:
    return MONTHS[raw.lower().rstrip(".")]


def _day_number(raw: str) -> int:
    return DAY_WORDS.get(raw.lower()) or int(re.sub(r"\D", "", raw))


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


def calendar_date(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    return dated(
        match,
        _month_number(groups["month"]),
        _day_number(groups["day"]),
        int(groups["year"]) if groups.get("year") else None,
        _day_number(groups["last"]) if groups.get("last") else None,
    )


def iso_date(match: re.Match[str]) -> Reading | None:
    return (
        dated(match, int(match["month"]), int(match["day"]), int(match["year"]))
        if 1 <= int(match["month"]) <= 12
        else None
    )


def slashed_date(match: re.Match[str]) -> Reading | None:
    """7/2/2022 is 7 February in Britain and 2 July in America: only a number above 12 tells which."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 >= second >= 1:
        return dated(match, second, first, year)
    if second > 12 >= first >= 1 or (first == second and 1 <= first <= 12):
        return dated(match, first, second, year)
    if 1 <= first <= 12 and 1 <= second <= 12:
        return Reading(match.start(), match.end(), unknown("day and month cannot be told apart"))
    return None


def month(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    month, part = _month_number(groups["month"]), part_of(match)
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


def bare_month(match: re.Match[str]) -> Reading | None:
    """May, March and August are other words too: alone they need a preposition before them."""
    if (
        match["month"] in ("May", "March", "MAY", "MARCH", "August", "April", "June")
        and not match.groupdict().get("modifier")
        and not part_of(match)
    ):
        text = match.string
        lead = _MONTH_LEAD.search(text[max(0, match.start() - 12) : match.start()])
        if match["month"].title() in ("May", "March") and (
            not lead or (match["month"].title() == "May" and _MONTH_IS_VERB.match(text, match.end()))
        ):
            return None
        if not lead and re.match(r" [A-Z]", text[match.end() : match.end() + 2]):
            return None  # "April Jones", "June Allen"
    return month(match)


def weekday(match: re.Match[str]) -> Reading | None:
    text = match.string
    if NOT_AFTER_WEEKDAY.match(text, match.end()) or NOT_BEFORE_WEEKDAY.search(
        text[max(0, match.start() - 14) : match.start()]
    ):
        return None
    weekday = WEEKDAYS[match["weekday"].lower()]
    modifier = (match["modifier"] or "").lower()
    if not modifier and text[max(0, match.start() - 3) : match.start()].lower() == " a ":
        timex = f"XXXX-WXX-{weekday + 1}{part_of_day(match[0])}"
        return Reading(match.start(), match.end(), unknown("a weekday, and nobody says which"), timex=timex)
    if match["plural"]:
        return Reading(match.start(), match.end(), unknown("a day of every week"), timex=f"XXXX-WXX-{weekday + 1}")
    meaning = Relative("weekday", weekday=weekday)
    if modifier in ("last", "this past", "past", "previous", "the previous", "the past"):
        meaning = Relative("weekday", weekday=weekday, direction=-1, strict=True)
    elif modifier == "next":
        meaning = Relative("weekday", weekday=weekday, direction=1, strict=True)
    elif modifier in ("this coming", "coming", "the coming"):
        meaning = Relative("weekday", weekday=weekday, direction=1)
    return Reading(
        match.start(),
        match.end(),
        relative(meaning, "day", "a weekday"),
        tensed=not meaning.direction,
        timex=part_of_day(match[0]),
    )


def weekday_of_week(match: re.Match[str]) -> Reading | None:
    """ "Tuesday of last week", "next week on Friday"."""
    groups = match.groupdict()
    day = WEEKDAYS[(groups["weekday"] or groups["weekday_"]).lower()]
    amount = {"last": -1, "this": 0, "next": 1}[(groups["which"] or groups["which_"]).lower()]
    return Reading(
        match.start(),
        match.end(),
        relative(Relative("week", amount, weekday=day), "day", "a day of a week"),
        timex=part_of_day(match[0]),
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


def year(match: re.Match[str]) -> Reading | None:
    text, year = match.string, int(match["year"])
    lead = _YEAR_LEAD.search(text[max(0, match.start() - 12) : match.start()])
    part = part_of(match)
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
    half = re.search(r"(first|second) half", match.groupdict().get("part") or "", re.I)
    if half:
        months = (1, 6) if half[1].lower() == "first" else (7, 12)
        first, last = date(year, months[0], 1), month_span(year, months[1], None)[1]
    else:
        first, last = year_span(year, part)
    return Reading(match.start(), match.end(), absolute(first, last, "interval" if part else "year", "a year"))


def last_year(match: re.Match[str]) -> Reading | None:
    """The "45" of "1939-45"; the first year is found by itself."""
    first, raw = int(match["first"]), match["last"]
    last = int(raw) if len(raw) == 4 else first // 100 * 100 + int(raw)
    if not 0 < last - first <= 150:
        return None
    low, high = year_span(last, None)
    return Reading(match.start("last"), match.end("last"), absolute(low, high, "year", "a year, the end of a range"))


def decade(match: re.Match[str]) -> Reading | None:
    raw = match["decade"]
    year = int(raw) if len(raw) == 4 else 1900 + int(raw)
    part = part_of(match)
    low, high = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
    if len(raw) == 4 and raw.endswith("00"):
        low, high = 0, 99 if year < 2000 else 9
    when = absolute(date(year + low, 1, 1), date(year + high, 12, 31), "interval", "a decade")
    return Reading(match.start(), match.end(), when)


def century(match: re.Match[str]) -> Reading | None:
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
    low, high = {None: (1, 100), "early": (1, 33), "mid": (34, 66), "late": (67, 100)}[part_of(match)]
    return Reading(
        match.start(),
        match.end(),
        absolute(date(first + low, 1, 1), date(first + high, 12, 31), "interval", "a century"),
        timex=f"{number - 1:02d}",
    )


def season(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    season = groups["season"].lower()
    if groups.get("year"):
        first, last = season_span(season, int(groups["year"]))
        return Reading(match.start(), match.end(), absolute(first, last, "interval", "a season and a year"))
    if not groups.get("lead") and not part_of(match):
        return None
    lead = (groups.get("lead") or "").lower().split()
    month, last_month = SEASONS[season]
    length = (last_month - month) % 12 + 1
    direction = -1 if "last" in lead else 1 if "next" in lead else 0
    meaning = Relative("date", month=month, length=length, direction=direction, strict=bool(direction))
    return Reading(
        match.start(), match.end(), relative(meaning, "interval", "a season without a year"), tensed=not direction
    )


#: The hours of a clock and the minutes before and after them, as they are spoken, and the hour from which "at night" is not morning.
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MINUTES = {"five": 5, "ten": 10, "twenty": 20, "twenty-five": 25, "twenty five": 25}
_EVENING = 5


def time_of_day(match: re.Match[str]) -> Reading | None:
    groups = match.groupdict()
    word = (groups.get("word") or "").lower()
    hour = {"noon": 12, "midday": 12, "midnight": 0}.get(word, int(groups.get("hour") or 0))
    minute = int(groups.get("minute") or 0)
    half = (groups.get("half") or "").lower()
    if half.startswith(("p", "afternoon", "evening", "night")) and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    timex = "T24:00" if word == "midnight" else f"T{hour:02d}:{minute:02d}"
    return Reading(match.start(), match.end(), unknown("a time of day"), clock=(hour, minute), timex=timex)


def spoken_time(match: re.Match[str]) -> Reading | None:
    """Readings of "ten past two", "a quarter to nine in the evening", "four o'clock"; without a part of the day, of the morning."""
    groups = {name: (text or "").lower() for name, text in match.groupdict().items()}
    hour = HOURS.index(groups["named"] or groups["sharp"]) + 1
    spoken = groups["spoken"].removeprefix("a ")
    minute = {"": 0, "quarter": 15, "half": 30}.get(spoken, MINUTES.get(spoken, 0))
    if groups["side"] == "to":
        if spoken == "half":
            return None
        hour, minute = hour - 1, 60 - minute
    late = groups["half"] in ("afternoon", "evening") or (groups["half"] == "night" and hour >= _EVENING)
    hour = hour % 12 + (12 if late else 0)
    clock = (hour, minute)
    return Reading(match.start(), match.end(), unknown("a time of day"), clock=clock, timex=f"T{hour:02d}:{minute:02d}")


def before_common_era(match: re.Match[str]) -> Reading | None:
    # ISO 8601 dates as the records hold them have no years before 1: the interval stays open, the year is kept in words.
    year, within = int(match["era"]), (match["within"] or "").lower().split(" ")[0]
    timex = f"BC{year:04d}"
    if within in MONTHS:
        timex += f"-{MONTHS[within]:02d}"
    elif within in SEASONS:
        timex += f"-{SEASON_NAMES[within]}"
    return Reading(match.start(), match.end(), unknown(f"the year {year} before the common era"), timex=timex)


def quarter(match: re.Match[str]) -> Reading | None:
    """ "the third quarter of 2030", "third-quarter", "Q3 2030", "the first quarter of last year"."""
    groups = match.groupdict()
    number = QUARTERS[groups["quarter"].lower()]
    first_month = 3 * number - 2
    if groups.get("year"):
        year = int(groups["year"])
        first, _ = month_span(year, first_month, None)
        _, last = month_span(year, first_month + 2, None)
        return Reading(match.start(), match.end(), absolute(first, last, "interval", "a quarter of a year"))
    which = (groups.get("which") or "").lower().split(" ")[0]
    if which:
        meaning = Relative("quarter", {"last": -1, "next": 1}.get(which, 0), month=first_month)
        return Reading(match.start(), match.end(), relative(meaning, "interval", f"a quarter of {which} year"))
    meaning = Relative("date", month=first_month, length=3)
    return Reading(match.start(), match.end(), relative(meaning, "interval", "a quarter without a year"), tensed=True)


def holiday(match: re.Match[str]) -> Reading | None:
    """A day of the year that has a name: "Christmas Eve", "Halloween 2030"."""
    month, day = HOLIDAYS[re.sub(r"[’']", "'", match["holiday"].lower())]
    return dated(match, month, day, int(match["year"]) if match["year"] else None)
