"""The forms in which English reports write times, each with what it means.

A rule is a regular expression, compiled once and without nested repetition, and a function from its match to a
:class:`Reading`. Where two rules match the same place the longer one is taken, so the order of the rules does not matter.
The forms follow TIMEX2 (Ferro et al. 2005), less the ones that name events ("the day the war began").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from onrecord.annotate import numbers, time_dates, time_offsets
from onrecord.annotate.time_readings import Reading
from onrecord.annotate.time_words import DAY_WORDS, HOLIDAYS

_MONTH_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"


_MONTH = rf"(?:{_MONTH_FULL}|{_MONTH_FULL.upper()}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"


_WEEKDAY_FULL = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"


_WEEKDAY = rf"(?:{_WEEKDAY_FULL}|{_WEEKDAY_FULL.upper()})"


_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"


_YEAR = r"(?:1\d{3}|20\d{2})(?!\d|,\d|\.\d)"


_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|,\d|\.\d|:\d)"


_DAY_WORD = "|".join(sorted(DAY_WORDS, key=len, reverse=True))
_HOLIDAY = "|".join(sorted(HOLIDAYS, key=len, reverse=True)).replace("'", "['’]")
_FREE = r"(?<![\w£$€.,/:#-])"


_DASH = r"\s?[-–—]\s?"


_PART = r"(?P<part>(?i:early|mid|late|(?:the )?(?:very )?(?:beginning|start|middle|end|close|first half|second half|early part|latter part) of))[- ](?:the )?(?:month of )?"


_UNIT = r"(?:hour|day|week|weekend|month|quarter|year|decade|century|centurie|minute|min|hr|night|fortnight|morning|evening|second)s?"


_COUNT = rf"(?:{numbers.WORDS}|\d{{1,4}}(?:\.\d)?|an?|several|some|many|a few|few|a couple of|couple of)"


#: The hours and minutes of a clock as they are spoken.
_HOURS = "|".join(time_dates.HOURS)
_MINUTES = "|".join(time_dates.MINUTES)

_Build = Callable[[re.Match[str]], Reading | None]


class _Words:
    """Words of which one must be in a sentence, in small letters, before its rules are tried: much faster than a pattern."""

    def __init__(self, words: str, *phrases: str) -> None:
        self.words = (*words.split(), *phrases)

    def search(self, lowered: str) -> bool:
        return any(word in lowered for word in self.words)


def _compile(*rules: tuple[str, _Build]) -> list[tuple[re.Pattern[str], _Build]]:
    return [(re.compile(pattern), build) for pattern, build in rules]


_MODIFIER = r"(?:(?P<modifier>(?i:last|next|this past|this coming|coming|past|previous|the previous|the coming|the past|this)) )?"


#: Rules behind the words without which none of them can match.
_RULES: Final = (
    (
        _Words("jan feb mar apr may jun jul aug sep oct nov dec"),
        _compile(
            (
                rf"\b(?:{_ANY_WEEKDAY},? )?the (?P<day>(?i:{_DAY_WORD})) (?:day )?of (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?",
                time_dates.calendar_date,
            ),
            (
                rf"{_FREE}(?:{_ANY_WEEKDAY},? )?(?:the )?(?P<day>{_DAY})(?: day)?(?: of)? ?(?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR})|,? of (?:that|the same) year)?",
                time_dates.calendar_date,
            ),
            (
                rf"\b(?:{_ANY_WEEKDAY},? )?(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})(?! (?:people|troops|men)\b)(?:,? (?P<year>{_YEAR})|,? of (?:that|the same) year)?",
                time_dates.calendar_date,
            ),
            (
                rf"{_FREE}(?P<day>{_DAY})(?:{_DASH}| to | and | until )(?P<last>{_DAY}) (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?",
                time_dates.calendar_date,
            ),
            (
                rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY})(?:{_DASH}| to | and )(?P<last>{_DAY})(?:,? (?P<year>{_YEAR}))?",
                time_dates.calendar_date,
            ),
            (rf"\b(?:{_PART})?(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})", time_dates.month),
            (
                rf"\b(?:{_PART})?{_MODIFIER}(?P<month>(?:{_MONTH_FULL})\b)(?! \d{{1,2}}(?:\D|$))(?:,? of (?:that|the same) year)?",
                time_dates.bare_month,
            ),
        ),
    ),
    (
        re.compile(r"(?i)\d{2,4}[-/.]\d{1,2}[-/.]\d|/\d{2,4}"),
        _compile(
            (rf"{_FREE}(?P<year>{_YEAR})([-/])(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\d)", time_dates.iso_date),
            (
                r"(?<![\w/.])(?P<first>\d\d?)([/.])(?P<second>\d\d?)\2(?P<year>(?:19|20)\d\d)(?!\d)",
                time_dates.slashed_date,
            ),
        ),
    ),
    (
        _Words("day"),
        _compile(
            (
                rf"\b{_MODIFIER}(?P<weekday>{_WEEKDAY})(?P<plural>s)?\b(?: (?:morning|afternoon|evening|night|lunchtime)\b)?",
                time_dates.weekday,
            ),
            (
                rf"\b(?:(?P<weekday>{_WEEKDAY_FULL})(?: (?:morning|afternoon|evening|night))?,? (?:(?:of|in) )?(?P<which>(?i:last|next|this)) week|(?P<which_>(?i:last|next|this)) week,? (?:on )?(?P<weekday_>{_WEEKDAY_FULL}))\b",
                time_dates.weekday_of_week,
            ),
        ),
    ),
    (
        _Words("today tonight yesterday tomorrow overnight morning afternoon evening night now present moment"),
        _compile(
            (
                r"(?i:\b(?:earlier |later |late |early )?(?P<deictic>the day (?:before yesterday|after tomorrow)|today|tonight|yesterday|tomorrow|overnight|this morning|"
                r"this afternoon|this evening|last night|last evening|right now|now|at present|at the moment)\b(?: (?:morning|afternoon|evening|night|lunchtime)\b)?)",
                time_offsets.deictic,
            ),
        ),
    ),
    (
        _Words("week month year decade centur hour day minute night fortnight quarter morning evening second min hr"),
        _compile(
            (
                rf"\b(?:{_PART}|(?P<lean>(?i:earlier|later|late|early)) )?(?P<modifier>(?i:last|next|this past|this coming|this|past|coming|previous|current)) (?:(?:calendar|fiscal|financial) )?(?P<unit>(?i:week|weekend|month|year|decade|century|fortnight|quarter))\b(?! of\b)",
                time_offsets.calendar_period,
            ),
            (
                rf"\b(?:{_PART})(?P<modifier>(?i:the|this|next|last)) (?P<unit>(?i:week|month|year|decade|century))\b",
                time_offsets.calendar_period,
            ),
            (
                r"\b(?i:(?P<part>the end of )(?P<modifier>the) (?P<unit>week|month|year|decade|century))\b",
                time_offsets.calendar_period,
            ),
            (
                r"(?<=before )(?i:(?P<modifier>the) (?P<unit>week|month|year) (?:is|was) (?:out|over))\b",
                time_offsets.calendar_period,
            ),
            (
                r"\b(?i:the (?P<unit>week|weekend|month|year) (?P<double>after next|before last))\b",
                time_offsets.two_away,
            ),
            (
                r"\b(?i:(?:at|over|for|during|on|by|until|till|(?<=before )) ?(?P<modifier>the) (?P<unit>weekend))\b",
                time_offsets.calendar_period,
            ),
            (
                r"\b(?i:(?:over|for|during|within|in) the (?P<side>last|past|next|coming) (?P<unit>hour|day|week|month|year|decade|century|quarter)|the (?P<side_>past) (?P<unit_>hour|day|week|month|year|decade|century))\b",
                time_offsets.stretch,
            ),
            (
                r"\b(?i:(?:the )?(?:early |late )?(?P<unit>morning|afternoon|evening|night)(?: hours)?|(?:the )?(?:early|small) hours)(?= (?:of|on) )",
                time_offsets.part_of_a_day,
            ),
            (
                r"\b(?i:half an? (?P<unit>hour|day|year|decade|century)(?: (?:later|earlier|ago))?|half-(?P<unit_>hour|century|decade))\b",
                time_offsets.half,
            ),
            (
                r"\b(?i:(?:for|in|of|after|within|by|take|takes|took|lasted|spent|spend|over|through) (?:the )?(?P<unit>hours|days|weeks|months|years|decades|centuries|minutes)(?! \d)|(?P<unit__>decades|centuries)|(?P<unit_>minutes|hours|days|weeks|months|years|decades|centuries)(?= (?:of|ago|earlier|later|before|after|away)\b))\b",
                time_offsets.some,
            ),
            (
                r"\b(?i:(?:all|the whole|the entire|whole|entire) (?P<unit>day|week|month|year|night|decade)|(?:a )?(?P<unit_>hour|day|week|month|year|decade|century)-?long)\b",
                time_offsets.whole,
            ),
            (
                rf"\b(?i:(?:every|each|per) (?:(?P<count>{_COUNT}|other) )?(?P<unit>{_UNIT})|(?:every|each) (?P<weekday>{_WEEKDAY_FULL}))\b",
                time_offsets.every,
            ),
            (
                r"\b(?i:(?:earlier |later |late |early )?(?:in|of|for|on|during|through|throughout|by|until|over|within) (?P<extent>the (?:early |late )?(?P<unit>morning|afternoon|evening|night|day|week|month|year)))\b(?!-| (?:of|that|when|after|before|to|ahead|in which|in|since|[12]\d{3}|earlier|ago|old)\b)",
                time_offsets.named_period,
            ),
            (
                rf"\b(?i:(?:(?:about|around|nearly|almost|some|just|over|more than|at least|only) )?(?P<count>{_COUNT})[ -](?:more )?(?P<unit>{_UNIT}) (?P<how>ago|earlier|later|before|afterwards|after|from now|hence|previously))\b",
                time_offsets.counted_from,
            ),
            (
                rf"\b(?i:(?P<how>in|within) (?P<count>{_COUNT}) (?P<unit>{_UNIT})(?:['’]s?)?(?: time)\b)",
                time_offsets.counted_from,
            ),
            (
                rf"\b(?i:in (?:(?:about|around|nearly|almost|just|roughly) )?(?P<count>{_COUNT})[ -](?P<unit>day|week|month|year|hour)s?)\b(?! (?:time|of|ago|later|earlier)\b|['’])",
                time_offsets.in_some_time,
            ),
            (
                rf"\b(?i:(?P<how>within)(?: the next)? (?P<count>{_COUNT}) (?P<unit>{_UNIT})\b)(?!['’]s? )",
                time_offsets.counted_from,
            ),
            (
                rf"\b(?i:(?:the|these|in|over|for|during) (?P<side>last|past|next|coming|upcoming|recent|previous|following|preceding|first|final|opening|closing|intervening)(?: (?P<count>{_COUNT}))? (?P<unit>hours|days|weeks|months|quarters|years|decades|nights|minutes|seconds|centuries))\b",
                time_offsets.stretch,
            ),
            (
                rf"(?<![\w.,-])(?i:(?:(?:about|around|nearly|almost|some|over|more than|at least|less than|up to|under) )?(?P<count>{_COUNT})(?:[ -](?:more |further |full |long |consecutive |straight )?)(?P<unit>{_UNIT}))\b(?![- ]olds?\b| of age\b|['’]s? (?:march|walk|drive|ride|sail|flight|journey|travel)\b)",
                time_offsets.duration,
            ),
            (
                r"\b(?i:(?P<which>(?:the|that) (?:very )?(?:same|following|next|previous|preceding|prior)|that(?: very)?) (?P<unit>day|week|month|year|night|morning|evening|decade|hour)(?! [-a-z]*old))\b",
                time_offsets.same_or_next,
            ),
            (
                r"\b(?i:the (?P<unit>day|week|month|year) (?P<how>before|after))\b(?=[,.;]| (?:that|this)\b|$)",
                time_offsets.day_after,
            ),
        ),
    ),
    (
        _Words("quarter q1 q2 q3 q4"),
        _compile(
            (
                rf"\b(?i:the )?(?i:fiscal )?(?P<quarter>(?i:first|second|third|fourth|final|opening|1st|2nd|3rd|4th))[- ](?i:quarter)\b(?:,? (?:of )?(?:(?i:the )?(?i:fiscal )?(?i:year )?(?P<year>{_YEAR})|(?P<which>(?i:last|this|next|the) year)\b))?(?!-| of (?:an? |the (?:game|match)))",
                time_dates.quarter,
            ),
            (
                r"\b(?i:the (?:(?P<which>latest|current|same|previous|prior|most recent) )?quarter\b(?! (?:of|mile|century|hour|to|past)\b|-)|(?:the )?(?P<back>year-(?:ago|earlier)) (?:quarter|period))",
                time_offsets.quarter,
            ),
            (rf"{_FREE}(?P<year>{_YEAR})[ -]?Q(?P<quarter>[1-4])\b", time_dates.quarter),
            (rf"\bQ(?P<quarter>[1-4])\b(?:(?: of)?[ /-](?P<year>{_YEAR}))?", time_dates.quarter),
        ),
    ),
    (
        _Words("daily nightly monthly weekly hourly yearly annually fortnightly"),
        _compile(
            (
                r"\b(?P<frequency>hourly|daily|nightly|weekly|fortnightly|monthly|yearly|annually)\b",
                time_offsets.every,
            ),
        ),
    ),
    (
        _Words("day eve christmas halloween"),
        _compile((rf"\b(?P<holiday>(?i:{_HOLIDAY}))\b(?:,? (?P<year>{_YEAR}))?(?! [A-Z])", time_dates.holiday)),
    ),
    (
        re.compile(r"\d{4}"),
        _compile(
            (rf"{_FREE}(?P<first>{_YEAR})\s?[-–—/]\s?(?P<last>\d{{4}}|\d\d)(?![\w%]|[-–—/.]\d)", time_dates.last_year),
            (rf"{_FREE}(?:{_PART})?(?P<year>{_YEAR})(?![\w%°]|[-/]\d\d?[-/]|:\d)", time_dates.year),
        ),
    ),
    (
        re.compile(r"\d0['’]?s|centur"),
        _compile(
            (rf"\b(?:the )?(?:{_PART})?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b", time_dates.decade),
            (rf"\bthe (?:{_PART})?['’]?(?P<decade>[2-9]0)['’]?s\b", time_dates.decade),
            (rf"(?<!\w)(?:{_PART})?['’](?P<decade>[2-9]0)s\b", time_dates.decade),
            (
                rf"\b(?:the )?(?:{_PART})?(?P<century>\d\d?(?:st|nd|rd|th)|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[ -](?i:century)\b",
                time_dates.century,
            ),
        ),
    ),
    (
        _Words("spring summer autumn winter fall"),
        _compile(
            (
                rf"\b(?:the )?(?:{_PART})?(?i:(?P<season>spring|summer|autumn|winter|fall))(?: of|,)? (?P<year>{_YEAR})",
                time_dates.season,
            ),
            (
                rf"\b(?:(?P<lead>(?i:in the|the following|during the|over the|last|next|this|by|until|that|the|in|of|through the|a)) )?(?:{_PART}|(?:early|late|mid)[ -])?(?P<season>spring|summer|autumn|winter|(?:(?<=last )|(?<=next )|(?<=this )|(?<=in the )|(?<=early ))fall)\b(?! (?:Olympics|Games|break|camp|school|palace))",
                time_dates.season,
            ),
        ),
    ),
    (
        re.compile(
            r"\d ?[apAP]\.?[mM]\b|\d:\d\d|(?i:noon|midnight|midday|\d (?:hours|hrs|gmt|utc|bst)|o['’]clock|(?:past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
        ),
        _compile(
            (
                # "by ten to one", "from ten to two" are odds and changes.
                rf"\b(?i:(?:(?:(?<=at )|(?<=was )|(?<=is )|(?<=about )|(?<=around )|(?<=just )|(?<=shortly )|(?P<sure>(?=\S+ past|a quarter|quarter)))"
                rf"(?P<spoken>(?:a )?quarter|half|{_MINUTES})(?: minutes)? (?P<side>past|to) (?P<named>{_HOURS})(?: o['’]clock)?"
                rf"|(?P<sharp>{_HOURS}) o['’]clock))\b(?! (?:in|on|against)\b(?! the (?:morning|afternoon|evening)| \w+day))"
                r"(?=(?: (?:in the |at |this |on (?:\w{3,6}day )?)?(?P<half>morning|afternoon|evening|night)\b)?)",
                time_dates.spoken_time,
            ),
            (
                r"(?<![\w:.])(?P<hour>\d\d?) o['’]clock\b(?: (?:in the |at )(?P<half>morning|afternoon|evening|night))?",
                time_dates.time_of_day,
            ),
            (
                r"(?<![\w:.])(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?)",
                time_dates.time_of_day,
            ),
            (
                r"(?<![\w:.£$€])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)(?: hours| hrs)?(?: ?(?:GMT|UTC|BST|EST|EDT|CET))?",
                time_dates.time_of_day,
            ),
            (
                r"(?<![\w:.£$€,])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:hours|hrs|GMT|UTC|BST)\b",
                time_dates.time_of_day,
            ),
            (r"\b(?i:(?P<word>noon|midday|midnight))\b", time_dates.time_of_day),
        ),
    ),
    (
        re.compile(r"\b(?:BCE?|B\.C\.)"),
        _compile(
            (
                rf"\b(?:(?P<within>{_MONTH_FULL}|(?i:early|late|spring of|summer of|autumn of|winter of)),? )?(?:\d{{1,4}}[-–])?(?P<era>\d{{1,4}}) (?:BCE?\b|B\.C\.)",
                time_dates.before_common_era,
            )
        ),
    ),
    (
        _Words(
            "recent current future past presently nowadays lately ago",
            "at the time",
            "same time",
            "this time",
            "that time",
            "these days",
            "to date",
        ),
        _compile(
            (
                r"\b(?i:recently(?! as\b)|recent|lately|presently|nowadays|these days|to date|(?:not )?long ago|(?:some time|a while) ago|current|the (?:very )?same time|at the time|(?:at )?(?:this|that) time|in recent times|currently|(?:the |in )?(?:near |distant |foreseeable )?future(?! [A-Z]|s)|in the past|the past(?=[.,;]))\b",
                time_offsets.vague,
            ),
        ),
    ),
)


#: TIMEX3 leaves the preposition outside; "within" stays, which makes a limit of a duration.
_LEAD: Final = re.compile(
    r"(?:in|at|over|for|during|of|on|through|by|until|take|takes|took|lasted|spent|spend|after)\s(?!least|most|(?:year|month|week|quarter|decade|century|spring|summer|autumn|winter|fall|night|evening|weekend)\b)",
    re.I,
)


def read(text: str) -> list[Reading]:
    """The readings of one sentence, left to right, none overlapping another."""
    found: list[Reading] = []
    lowered = text.lower()
    for trigger, rules in _RULES:
        if trigger.search(lowered if isinstance(trigger, _Words) else text):
            for pattern, build in rules:
                for match in pattern.finditer(text):
                    reading = build(match)
                    if reading is not None:
                        lead = _LEAD.match(text, reading.start, reading.end)
                        found.append(replace(reading, start=lead.end()) if lead else reading)
    found.sort(key=lambda reading: (reading.start, -reading.end))
    kept: list[Reading] = []
    for reading in found:
        if kept and reading.start < kept[-1].end:
            if reading.end - reading.start > kept[-1].end - kept[-1].start:
                kept[-1] = reading
            continue
        kept.append(reading)
    return kept


def patterns() -> Iterator[re.Pattern[str]]:
    """Every pattern of the grammar, for the test that none of them runs away."""
    for trigger, rules in _RULES:
        if isinstance(trigger, re.Pattern):
            yield trigger
        for pattern, _ in rules:
            yield pattern
