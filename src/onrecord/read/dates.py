"""The dates in a text, with the clock times, time zones and labels that stand beside them.

What is found is only what is written; which of it is the day of publication is told by :mod:`onrecord.read.published`. A date that
can be read in two ways (03/04/2022) is read only where something decides (:mod:`onrecord.read.day_order`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from onrecord.model.when import Precision, When
from onrecord.read.day_order import First, Order
from onrecord.read.lines import fold
from onrecord.read.months import ZONES, months, weekdays
from onrecord.read.wordlist import words

Label = Literal["published", "updated", ""]

_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_NAME = r"(?P<month>[^\W\d_]{3,12})\.?"
_FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<![\d/.-]){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?![\d/-])",
        rf"(?<![\d/.-]){_YEAR}/(?P<number>\d\d?)/(?P<day>\d\d?)(?![\d/-])",
        rf"(?<![\d/.-]){_YEAR}\.[ \t]?(?P<number>\d\d?)\.[ \t]?(?P<day>\d\d?)(?![\d/-])",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|\.|º)?[ \t/-]{{1,3}}(?:of |de |do )?{_NAME},?(?: de| del| г\.)?[ \t/-]{{1,3}}{_YEAR}(?!\d(?!\d?:\d\d))",
        rf"(?<![^\W\d_]){_NAME}[ \t]{{1,3}}{_DAY}(?:st|nd|rd|th)?,?[ \t]{{1,3}}{_YEAR}(?!\d(?!\d?:\d\d))",
        rf"(?<!\d){_YEAR}\.?[ \t]{{1,3}}{_NAME}[ \t]{{1,3}}{_DAY}(?!\d)",
        rf"(?<![\d/.-]){_DAY}\.(?P<number>\d\d?)\.{_YEAR}(?![\d/-])",
        rf"(?<![\d/.-])(?P<first>\d\d?)[/-](?P<second>\d\d?)[/-]{_YEAR}(?![\d/-])",
        rf"(?<!\d){_YEAR}[年년][ \t]?(?P<number>\d\d?)[月월][ \t]?(?P<day>\d\d?)[日일]",
        rf"(?<![\w/.-]){_YEAR}(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\w/-])",
        r"(?<![\d/.-])(?P<one>\d\d?)(?P<mark>[/.])(?P<two>\d\d?)(?P=mark)(?P<three>\d\d)(?![\d/.-])",
    )
)
_CLOCK = re.compile(
    r"(?<![.:/-])(?<!(?<!\d{3})\d)(?P<hour>2[0-3]|[01]?\d)(?!\d)(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?)?"
    r"[ \t]?(?P<half>[ap]\.?m\b\.?)?[ \t]?"
    r"(?P<zone>Z\b|[+-]\d\d:?\d\d\b|\(?(?:UTC|GMT)[ \t]?[+-]\d{1,2}(?::?\d\d)?\b|(?-i:\(?[A-Z]{3,4})\b)?",
    re.I,
)
_YEARLESS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<![\w.:/-]){_DAY}(?:st|nd|rd|th|\.)?[ \t]{{1,2}}(?:de )?{_NAME}(?![\w])",
        rf"(?<![^\W\d_]){_NAME}[ \t]{{1,2}}{_DAY}(?:st|nd|rd|th)?(?![\w:/])",
    )
)
#: Seconds, or thousandths of them, since 1970: times from 2001 on.
_EPOCH = re.compile(r"(?:1\d|2[0-4])\d{8}(?:\d{3})?")
#: What machines write where no date was entered.
_UNSET = "1970-01-01"
_LONGEST = 2_000
#: What stands between a day and its clock time.
_JOINT = re.compile(
    r"[\s,|/–—·•-]{0,4}(?:(?:at|um|às?|as|a las|alle(?: ore)?|om|klo?|pukul|saat|w|в|о|T)[\s.]{0,2})?", re.I
)
_LABEL = re.compile(
    r"\b(?P<updated>last updated|updated|update|last modified|modified|last edited|revised|mis a jour|mise a jour|modifie"
    r"|aktualisiert|stand|actualizad[oa]|aggiornat[oa]|ultima modifica|atualizad[oa]|обновлено|оновлено|bijgewerkt|uppdaterad"
    r"|oppdatert|opdateret|zaktualizowano|aktualizacja|aktualizovano|guncelleme|diperbarui|수정|최종수정)(?!\w)"
    r"|\b(?P<published>first published|originally published|published|posted|publish date|date published|publie|parution"
    r"|veroffentlicht|publicad[oa]|pubblicat[oa]|опубликовано|опубліковано|дата публикации|gepubliceerd|geplaatst|publicerad"
    r"|publisert|udgivet|opublikowano|data publikacji|publikovano|yayinlanma|yayınlanma|diterbitkan|dipublikasikan|입력|등록|승인"
    r"|issued|released|created)(?!\w)"
)
_IN_ADDRESS = re.compile(
    rf"[/_-]{_YEAR}(?P<sep>[/_-]?)(?P<number>0?[1-9]|1[0-2]|[a-z]{{3}})(?:(?P=sep)(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=/)))?(?=[/_.-]|$)"
)
_AGO = re.compile(
    r"^(?:(?:updated|posted|published)\s)?(?:about\s|an?\s)?(?:\d{1,3}\s?|an?\s)?"
    r"(?:s|m|h|d|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|wks?|months?|years?)\sago(?:\sat\s.{1,12})?$|^(?:just now|yesterday|today)$"
)
_FURNITURE = words(
    "published updated last posted first date on at am pm by time breaking news live edt est gmt utc bst et pt cet local "
    "tues thurs modified created issued uhr le am um den a as les hrs h min read minute minutes minread"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date (and time) in a text: what it says, where it stands and under which label."""

    start: int
    end: int
    value: str
    precision: Precision
    label: Label


def find(text: str, order: Order | None = None) -> list[Found]:
    """The dates in ``text``, in order, with the clock times that stand beside them. No two overlap.

    Only the first 2,000 characters are looked at: nothing longer is a date line. A numeric date that can be read in two ways
    is left out unless ``order`` decides.
    """
    text = text[:_LONGEST]
    days = _days(text, order.first if order else None)
    found: list[Found] = []
    for index, (start, end, day) in enumerate(days):
        before = found[-1].end if found else 0
        after = days[index + 1][0] if index + 1 < len(days) else len(text)
        value, precision, first, last = _with_clock(text, day, start, end, before, after)
        found.append(Found(first, last, value, precision, _label(text[before:first])))
    return found


def date_line(text: str) -> bool:
    """Whether ``text`` is a date line: beside dates, times and the words around them hardly a word is left."""
    if len(text) > 200 or "~" in text:  # "3 May ~ 4 June": when something is open, not when it was written
        return False
    found = [(item.start, item.end) for item in find(text, Order("day", ""))]
    if not found:
        return False
    rest, position = "", 0
    for start, end in found:
        rest += text[position:start] + " "
        position = end
    words = [word for word in fold(rest + text[position:]).split() if not _is_furniture(word)]
    return len(words) <= min(4, 2 * len(found))


def _is_furniture(word: str) -> bool:
    """Whether a folded word says nothing beside a date."""
    return word in _FURNITURE or word.isdigit() or word in ZONES or word in weekdays()


def ago(text: str) -> bool:
    """Whether ``text`` is a time seen from when the page was fetched ("31 mins ago"), which dates nothing."""
    return len(text) < 40 and _AGO.match(fold(text)) is not None


def updates(text: str) -> bool:
    """Whether the last label in ``text``, the words before a date, says that it is an update's."""
    return _label(text[-80:]) == "updated"


def is_labelled(text: str) -> bool:
    """Whether ``text`` says of a date in it that it is of publication or of an update."""
    return any(item.label for item in find(text))


def clock_after_label(text: str, day: str) -> tuple[str, Precision] | None:
    """The time on ``day`` of an update that is given by the clock alone ("Updated 10:09"), with its precision."""
    for label in _LABEL.finditer(fold_same_length(text[:_LONGEST])):
        clock = _CLOCK.match(text, _skip_blank(text, label.end()))
        if label.lastgroup == "updated" and clock and clock["minute"]:
            return _stamp(day, clock)
    return None


def fold_same_length(text: str) -> str:
    """Lower case with the most usual accents gone, of the same length: for finding labels at their place."""
    return text.lower().translate(_UNACCENTED) if len(text.lower()) == len(text) else text


_UNACCENTED = str.maketrans("éèêáàâäíìóòôöúùûüç", "eeeaaaaiioooouuuuc")


def iso(value: str, known_from: str, reason: str, order: Order | None = None) -> When | None:
    """A time that a machine wrote: ISO 8601, RFC 2822, seconds since 1970 or a plain date. ``None`` where it is none."""
    value = value.strip()[:80]
    if _EPOCH.fullmatch(value):
        value = datetime.fromtimestamp(int(value[:10]), UTC).isoformat(timespec="minutes")
    found = find(value, order)
    if not found or found[0].value.startswith(_UNSET):
        return None
    return When(found[0].value, found[0].value, found[0].precision, known_from, reason)


def without_year(text: str) -> list[tuple[int, int, int, int, Label]]:
    """Days without a year in ``text``: (start, end, month, day, label), in order."""
    text = text[:_LONGEST]
    if not any(character.isdigit() for character in text):
        return []
    taken = [(start, end) for start, end, _ in _days(text, None)]
    found = []
    for form in _YEARLESS:
        for match in form.finditer(text):
            month = months().get(fold(match["month"]))
            if month and not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.append((match.start(), match.end(), month, int(match["day"]), _label(text[: match.start()])))
    return sorted(found)


def in_address(address: str) -> When | None:
    """The day (or month) in the path of an address such as ``/2022/01/26/`` or ``/2022/jan/26/``."""
    try:
        path = urlsplit(address).path.lower()
    except ValueError:
        return None
    for match in _IN_ADDRESS.finditer(path):
        number = match["number"]
        month = int(number) if number.isdigit() else months().get(number)
        if month is None or (match["sep"] == "" and (match["day"] is None or len(number) < 2)):
            continue
        year = int(match["year"])
        if match["day"] is None:
            if match["sep"] != "/":
                continue
            last = calendar.monthrange(year, month)[1]
            start, end = f"{year}-{month:02}-01", f"{year}-{month:02}-{last:02}"
            return When(start, end, "month", "address", f"the address has {match.group().strip('/')} in its path")
        day = _day(year, month, int(match["day"]))
        if day:
            return When(day, day, "day", "address", f"the address has {match.group().strip('/_-')} in its path")
    return None


def shorten(text: str, length: int = 80) -> str:
    """``text`` in one line of at most ``length`` characters, for reasons."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _days(text: str, first: First | None) -> list[tuple[int, int, str]]:
    days: list[tuple[int, int, str]] = []
    if not any(character.isdigit() for character in text):
        return days
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end, _ in days):
                continue
            day = _read_day(match.groupdict(), first)
            if day is not None:
                days.append((match.start(), match.end(), day))
    return sorted(days)


def _read_day(parts: dict[str, str | None], order: First | None) -> str | None:
    if parts.get("three"):
        return _short_day(*(int(parts[name] or 0) for name in ("one", "two", "three")))
    year = int(parts["year"] or 0)
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if first > 12 >= second:
            return _day(year, second, first)
        if second > 12 >= first:
            return _day(year, first, second)
        if first == second or order == "month":
            return _day(year, first, second)
        return _day(year, second, first) if order == "day" else None
    number = parts.get("number")
    month = int(number) if number else months().get(fold(parts.get("month") or ""))
    return _day(year, month, int(parts["day"] or 0)) if month else None


def _short_day(one: int, two: int, three: int) -> str | None:
    """A day written with two digits of its year, where only one order of day, month and year makes one: 11/18/19."""
    orders = ((2000 + three, two, one), (2000 + three, one, two), (2000 + one, two, three))
    found = {day for order in orders if (day := _day(*order))}
    return found.pop() if len(found) == 1 else None


def _day(year: int, month: int, day: int) -> str | None:
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return f"{year:04}-{month:02}-{day:02}"
    return None


def _with_clock(text: str, day: str, start: int, end: int, before: int, after: int) -> tuple[str, Precision, int, int]:
    """The day with the clock time right after or right before it, and the range of both."""
    joint = _JOINT.match(text, end, after)
    clock = _CLOCK.match(text, joint.end() if joint else end, after)
    if clock is not None and (clock["minute"] or clock["half"]):
        value, precision = _stamp(day, clock)
        return value, precision, start, clock.end()
    window = max(before, start - 30)
    for clock in _CLOCK.finditer(text, window, start):
        gap = fold(text[clock.end() : start])
        if (clock["minute"] or clock["half"]) and all(_is_furniture(word) for word in gap.split()):
            value, precision = _stamp(day, clock)
            return value, precision, clock.start(), end
    return day, "day", start, end


def _stamp(day: str, clock: re.Match[str]) -> tuple[str, Precision]:
    hour, minute = int(clock["hour"]), clock["minute"]
    if clock["half"]:
        if not 1 <= hour <= 12:
            return day, "day"
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    offset = _offset(clock["zone"])
    value = f"{day}T{hour:02}:{minute or '00'}{offset}"
    return value, "minute" if minute else "hour"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    zone = zone.lower().lstrip("(")
    name = re.match(r"[a-z]*", zone)
    sign = re.search(r"([+-])(\d{1,2}):?(\d\d)?", zone)
    if sign:
        return f"{sign[1]}{int(sign[2]):02}:{sign[3] or '00'}"
    minutes = ZONES.get(name.group() if name else "")
    if minutes is None:
        return ""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _label(text: str) -> Label:
    """The label that stands last before a date."""
    labels = list(_LABEL.finditer(fold_same_length(text)))
    if not labels:
        return ""
    return "updated" if labels[-1].lastgroup == "updated" else "published"


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t:,|-–at":
        position += 1
    return position
