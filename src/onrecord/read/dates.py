"""When an article says that it was published and updated.

A date that a text gives is an evidence only where it stands as a date line, in the address, in a record or in markup made
for it. A date in a mail's header or of a crawl says when the text travelled and is never taken. A date that can be read in
two ways (03/04/2022) is not read at all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from onrecord.model.when import Precision, When
from onrecord.read.lines import fold
from onrecord.read.months import MONTHS, ZONES
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
        rf"(?<![\d/.-]){_YEAR}\.(?P<number>\d\d)\.(?P<day>\d\d)(?![\d/-])",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|\.|º)?[ \t-]{{1,3}}(?:of |de |do )?{_NAME},?(?: de| del| г\.)?[ \t-]{{1,3}}{_YEAR}(?!\d)",
        rf"(?<![^\W\d_]){_NAME}[ \t]{{1,3}}{_DAY}(?:st|nd|rd|th)?,?[ \t]{{1,3}}{_YEAR}(?!\d)",
        rf"(?<![\d/.-]){_DAY}\.(?P<number>\d\d?)\.{_YEAR}(?![\d/-])",
        rf"(?<![\d/.-])(?P<first>\d\d?)[/-](?P<second>\d\d?)[/-]{_YEAR}(?![\d/-])",
        rf"(?<!\d){_YEAR}年(?P<number>\d\d?)月(?P<day>\d\d?)日",
        rf"(?<![\w/.-]){_YEAR}(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\w/-])",
    )
)
_CLOCK = re.compile(
    r"(?<![\d.:/-])(?P<hour>2[0-3]|[01]?\d)(?!\d)(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?)?"
    r"[ \t]?(?P<half>[ap]\.?m\b\.?)?[ \t]?"
    r"(?P<zone>Z\b|[+-]\d\d:?\d\d\b|\(?(?:UTC|GMT)[ \t]?[+-]\d{1,2}(?::?\d\d)?\b|\(?[A-Z]{3,4}\b)?",
    re.I,
)
#: What stands between a day and its clock time.
_JOINT = re.compile(r"[\s,|–—·•-]{0,4}(?:(?:at|um|à|a las|alle|om|kl|в|о|T)[\s.]{0,2})?", re.I)
_LABEL = re.compile(
    r"\b(?P<updated>last updated|updated|last modified|modified|mis a jour|mise a jour|aktualisiert|actualizado|aggiornato"
    r"|atualizado|обновлено|оновлено|bijgewerkt)\b"
    r"|\b(?P<published>first published|published|posted|publie|veroffentlicht|publicado|pubblicato|опубликовано|опубліковано"
    r"|gepubliceerd|issued|released|created)\b"
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
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun modified created issued "
    "lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag uhr "
    "le am um den a les hrs h min read minute minutes minread"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date (and time) in a text: what it says, where it stands and under which label."""

    start: int
    end: int
    value: str
    precision: Precision
    label: Label


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published and last updated, as far as its capture tells."""

    published: When
    updated: When | None


def find(text: str) -> list[Found]:
    """The dates in ``text``, in order, with the clock times that stand beside them. No two overlap."""
    days = _days(text)
    found: list[Found] = []
    for index, (start, end, day) in enumerate(days):
        before = found[-1].end if found else 0
        after = days[index + 1][0] if index + 1 < len(days) else len(text)
        value, precision, first, last = _with_clock(text, day, start, end, before, after)
        found.append(Found(first, last, value, precision, _label(text[before:first])))
    return found


def date_line(text: str) -> list[Found]:
    """The dates of ``text`` where it is a date line: beside dates, times and the words around them hardly a word is left."""
    if len(text) > 200:
        return []
    found = find(text)
    if not found:
        return []
    rest, position = "", 0
    for item in found:
        rest += text[position : item.start] + " "
        position = item.end
    words = [word for word in fold(rest + text[position:]).split() if word not in _FURNITURE and not word.isdigit()]
    words = [word for word in words if word not in ZONES]
    return found if len(words) <= min(4, 2 * len(found)) else []


def ago(text: str) -> bool:
    """Whether ``text`` is a time seen from when the page was fetched ("31 mins ago"), which dates nothing."""
    return len(text) < 40 and _AGO.match(fold(text)) is not None


def updates(text: str) -> bool:
    """Whether the last label in ``text``, the words before a date, says that it is an update's."""
    return _label(text[-80:]) == "updated"


def late_time(text: str, published: When) -> When | None:
    """The update that a date line gives by the clock alone ("Updated 10:09"), on the day of publication."""
    if not published.start or len(published.start) < 16:
        return None
    for label in _LABEL.finditer(fold_same_length(text)):
        clock = _CLOCK.match(text, _skip_blank(text, label.end()))
        if label.lastgroup == "updated" and clock and clock["minute"]:
            value, precision = _stamp(published.start[:10], clock)
            if value[:16] > published.start[:16]:
                return When(
                    value, value, precision, "text", f"an update at {clock.group().strip()} on the day of publication"
                )
    return None


def fold_same_length(text: str) -> str:
    """Lower case with the most usual accents gone, of the same length: for finding labels at their place."""
    return text.lower().translate(_UNACCENTED) if len(text.lower()) == len(text) else text


_UNACCENTED = str.maketrans("éèêáàâäíìóòôöúùûüç", "eeeaaaaiioooouuuuc")


def iso(value: str, known_from: str, reason: str) -> When | None:
    """A time that a machine wrote: ISO 8601, RFC 2822 or a plain date. ``None`` where it is none."""
    value = value.strip()[:80]
    found = find(value)
    if not found:
        return None
    return When(found[0].value, found[0].value, found[0].precision, known_from, reason)


def in_address(address: str) -> When | None:
    """The day (or month) in the path of an address such as ``/2022/01/26/`` or ``/2022/jan/26/``."""
    try:
        path = urlsplit(address).path.lower()
    except ValueError:
        return None
    for match in _IN_ADDRESS.finditer(path):
        number = match["number"]
        month = int(number) if number.isdigit() else MONTHS.get(number)
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


def choose(candidates: Iterable[When | None]) -> When:
    """The first of ``candidates`` that is known, replaced by a later one that says the same more precisely."""
    known = [candidate for candidate in candidates if candidate is not None and candidate.known]
    if not known:
        return When(reason="the capture gives no date of publication")
    best = known[0]
    for other in known[1:]:
        if _FINENESS[other.precision] > _FINENESS[best.precision] and _inside(other, best):
            best = other
    return best


def from_lines(texts: Iterable[str]) -> Publication:
    """What the date lines (and dated bylines) of an article say: labelled dates before bare ones, times before days."""
    published: list[When] = []
    updated: list[When] = []
    bare: list[When] = []
    texts = list(texts)
    for text in texts:
        for item in find(text):
            when = When(item.value, item.value, item.precision, "text", f"the date line “{shorten(text)}”")
            {"published": published, "updated": updated, "": bare}[item.label].append(when)
    bare.sort(key=lambda when: -_FINENESS[when.precision])
    first = choose([*published, *bare])
    late = updated[0] if updated else next(filter(None, (late_time(text, first) for text in texts)), None)
    if not first.known and late is not None:
        first = first.because("only the time of an update is given")
    return Publication(first, late)


def shorten(text: str, length: int = 80) -> str:
    """``text`` in one line of at most ``length`` characters, for reasons."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


_FINENESS = {"minute": 4, "hour": 3, "day": 2, "week": 1, "month": 1, "year": 0, "interval": 0, "unknown": -1}


def _inside(fine: When, coarse: When) -> bool:
    if fine.first_day is None or coarse.first_day is None or coarse.last_day is None:
        return False
    return coarse.first_day <= fine.first_day <= coarse.last_day


def _days(text: str) -> list[tuple[int, int, str]]:
    days: list[tuple[int, int, str]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end, _ in days):
                continue
            day = _read_day(match.groupdict())
            if day is not None:
                days.append((match.start(), match.end(), day))
    return sorted(days)


def _read_day(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if first > 12 >= second:
            return _day(year, second, first)
        if second > 12 >= first:
            return _day(year, first, second)
        return _day(year, first, second) if first == second else None
    number = parts.get("number")
    month = int(number) if number else MONTHS.get(fold(parts.get("month") or ""))
    return _day(year, month, int(parts["day"] or 0)) if month else None


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
        if (clock["minute"] or clock["half"]) and all(word in _FURNITURE for word in gap.split()):
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


def only_if_later(updated: When | None, published: When) -> When | None:
    """``updated`` where it says more than ``published`` does."""
    if updated is None or not updated.known or (published.start or "")[:16] == (updated.start or "")[:16]:
        return None
    return replace(updated)
