"""How dates, amounts and outlets are put into words: the same words in every rendering."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from onrecord.model.picture import Bound, ForecastRecord
from onrecord.model.ruling import Ruling
from onrecord.model.when import When

#: What a grade means, for those who meet the first one.
GRADES = (
    "Grades are of the Admiralty code: A to E as editors judge the best source, F where nobody has; 1 confirmed, 2 probable, 3 possible, 4 doubtful, "
    "5 improbable, 6 cannot be judged, by a count of origins and denials."
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_BOUND_WORDS: dict[Bound, str] = {
    "exact": "",
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "less_than": "less than ",
    "range": "",
}

_STATUS_WORDS = {
    "under_way": "under way",
    "unreported": "no outcome found",
    "came_true": "came true",
    "not_come_true": "did not come true",
}

#: What stands for the name of an outlet that a report does not give.
NO_OUTLET = "outlet not given"

_DOUBLE_MARKS = '"“”„«»'

#: Each digit as what it lacks to nine, so that later times come first.
_COMPLEMENTS = str.maketrans("0123456789", "9876543210")

#: One mark inside the other: no text has more.
_NESTED = 2

#: Single marks around everything; one that opens inside says that they are several quotations.
_IN_SINGLE_MARKS = re.compile(r"['‘](?:(?!\s['‘]).)*['’]")

_DAY = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2})[0-9:.+Z-]*)?(?![0-9A-Za-z])")

#: Words for a number of things that nobody counted.
_VAGUE = re.compile(
    r"\b(?:(?:a|an|one|two|three|four|five|several|many|some|a few)\s+)?(?:dozens?|scores?|tens|hundreds|thousands|millions|handful|couple)\b"
    r"(?:\s+of\s+(?:dozens|hundreds|thousands|millions)\b)?|\b(?:a\s+few|several)\b",
    re.IGNORECASE,
)

#: Identifiers of records in a sentence, in brackets or after "with". Those of articles become their numbers or their outlets.
_ID = r"(?:cl|diff|ev|fig|ser|st|story|copy|act|rul)_[0-9a-f]{12}"
_IDS = re.compile(rf"(?:; )?\bwith {_ID}(?:, {_ID})*|\s*\({_ID}(?:, {_ID})*\)")

_COPY_WORDS = {"exact": "the same text", "near": "nearly the same text", "excerpt": "an excerpt"}
_OF = {"exact": " as", "near": " as"}

#: Stances that set somebody against what others say.
DENYING = ("denies", "rejects")

_STANCE_WORDS = {"declines_to_comment": "declines to comment"}


@lru_cache(maxsize=4096)
def day_words(day: str) -> str:
    """``2022-01-19`` as ``19 January 2022``; what is no day comes back as it is."""
    try:
        value = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days_in_words(text: str) -> str:
    """``text`` with its ISO days and times as people write them."""
    return _DAY.sub(lambda found: " ".join(filter(None, [day_words(found[1]), found[2]])), text)


def open_words(reason: str) -> str:
    """Why a speaker was left open; what the record calls an article is a report on every page."""
    return reason.replace("the article", "the report")


def period_words(period: str) -> str:
    """A day, a month (``2022-01``) or a year in words."""
    if len(period) == len("2022-01") and period[5:].isdigit() and 1 <= int(period[5:]) <= len(_MONTHS):
        return f"{_MONTHS[int(period[5:]) - 1]} {period[:4]}"
    return day_words(period)


def when_words(when: When, *, unknown: str = "undated") -> str:
    """An interval in words: ``19 January 2022 00:25``, ``18 to 19 January 2022``, ``15 to 17 February 2022 (inferred)``."""
    if when.start is None or when.end is None:
        return unknown
    first, last = day_words(when.start), day_words(when.end)
    if first == last:
        words = first
        if when.precision in ("minute", "hour") and len(when.start) >= 16:
            words += f" {when.start[11:16]}"
    else:
        words = f"{_without_shared_end(first, last)} to {last}"
    return f"{words} (inferred)" if when.known_from == "inferred" else words


def due_words(when: When, *, unknown: str = "no date") -> str:
    """When something is to take place: ``by 31 March 2034`` where the report gives a limit, else the interval."""
    limit = when.relative is not None and when.relative.until and when.first_day != when.last_day
    return f"by {day_words(when.last_day)}" if limit and when.last_day else when_words(when, unknown=unknown)


def day_range(first: str | None, last: str | None) -> str:
    """The days that something covers, in words."""
    if first is None or last is None:
        return "undated"
    one, other = day_words(first), day_words(last)
    return one if one == other else f"{_without_shared_end(one, other)} to {other}"


def newest_first(day: str) -> str:
    """A sort key that puts later ISO times first and unknown ones last."""
    return day.translate(_COMPLEMENTS) or "~"


def said_words(when: When) -> str:
    """When something was said, in words; where the text gives no time, the day on which it was reported."""
    if when.known_from != "publication":
        return when_words(when)
    return f"reported {when_words(replace(when, precision='day'))}"


def _without_shared_end(first: str, last: str) -> str:
    """``first`` without the month and year that it shares with ``last``."""
    one, other = first.split(), last.split()
    while len(one) > 1 and one[-1] == other[-1]:
        one.pop()
        other.pop()
    return " ".join(one)


def number_words(value: float) -> str:
    """``150000.0`` as ``150,000``; ``1.5`` as ``1.5``."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def amount_words(low: float | None, high: float | None, bound: Bound, unit: str = "", told: str = "") -> str:
    """A figure's value: ``about 100,000``, ``at most 7,000``, ``20 to 30 %``.

    ``told`` is how the report says it: of words that count nothing ("dozens") the bounds are a reading, so they stand first.
    """
    vague = None if any(char.isdigit() for char in told) else _VAGUE.search(told)
    if vague:
        return f"{one_line(vague[0]).lower()} ({amount_words(low, high, bound, unit)})"
    known = [value for value in (low, high) if value is not None]
    if not known:
        return "an amount not given"
    if low is not None and high is not None and low != high:
        value = f"{number_words(low)} to {number_words(high)}"
    else:
        value = number_words(known[0])
    suffix = f" {unit}" if unit in ("%",) or (unit.isupper() and len(unit) == 3) else ""
    return f"{_BOUND_WORDS.get(bound, '')}{value}{suffix}"


def status_words(status: str) -> str:
    """An event's status as people say it."""
    return _STATUS_WORDS.get(status, status)


def copy_words(relation: str, of: str = "", *, again: bool = False) -> str:
    """How a copy relates to the first text, which ``of`` names; ``again``: its outlet prints its own report once more."""
    if again and relation != "excerpt":
        return f"another version of {of or 'the same report'}"
    return _COPY_WORDS[relation] + (f"{_OF.get(relation, ' of')} {of}" if of else "")


def record_words(record: ForecastRecord) -> str:
    """A forecaster's record: how many forecasts came true, did not, and are open."""
    counts = ((record.came_true, "came true"), (record.not_come_true, "did not"), (record.open, "open"))
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def stance_words(stance: str) -> str:
    """A stance as people say it."""
    return _STANCE_WORDS.get(stance, stance)


def without_ids(text: str) -> str:
    """``text`` without the identifiers of records, which say nothing to people: ``onrecord explain`` is given that of the line."""
    return _IDS.sub("", text)


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def cut_at_word(text: str, length: int) -> str:
    """``text`` on one line, cut before a word where it is longer than ``length`` characters."""
    line = one_line(text)
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0]} …"


def unquoted(text: str) -> str:
    """``text`` on one line without the quotation marks around all of it, so that others can be put there.

    Marks around a part of it stay: ``he was "very worried"``.
    """
    line = one_line(text)
    for _ in range(_NESTED):
        marks = [at for at, char in enumerate(line) if char in _DOUBLE_MARKS]
        ends = {0, len(line) - 1} & set(marks)
        if len(marks) == len(ends) == 2:
            line = line[1:-1].strip()
        elif len(marks) % 2 and ends:
            line = (line[1:] if 0 in ends else line[:-1]).strip()
        elif _IN_SINGLE_MARKS.fullmatch(line):
            line = line[1:-1].strip()
        elif line.startswith("‘") and "’" not in line:
            line = line[1:].strip()
    return line


def plural(count: int, singular: str, plural_form: str | None = None) -> str:
    """``1 article``, ``2 articles``."""
    return f"{count:,} {singular if count == 1 else plural_form or singular + 's'}"


def statements_words(count: int, still_open: int) -> str:
    """How many statements a report makes and of how many nobody can tell the speaker, so that silence is not read as absence."""
    if not count:
        return "no statement found"
    return plural(count, "statement") + (f", {still_open} with the speaker left open" if still_open else "")


def ruling_words(ruling: Ruling) -> str:
    """A ruling in words: ``split art_1 art_2 by Ann on 3 May 2031: two ships``."""
    told = " ".join(filter(None, [ruling.kind.replace("_", " "), ruling.target, ruling.value]))
    return (
        f"{told} by {ruling.by} on {day_words(ruling.at)}"
        + (f": {ruling.why}" if ruling.why else "")
        + f" ({ruling.id})"
    )


def escaped(text: str) -> str:
    """Source text with Markdown's own signs escaped, so that no report can put markup into what is printed."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else char for char in text)
