"""Whether 03/04/2022 is the third of April or the fourth of March: what else the capture says decides, or it stays open.

What counts, in this order: another numeric date of the same capture that can be read in one way alone; the date in the
address, where one of the two readings is that day; the country that the page or its host names, and its language, by
the short date that Unicode CLDR gives for them. English without a country decides nothing, for it is written both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.model.address import host_of
from onrecord.model.when import When

First = Literal["day", "month"]
NUMERIC = re.compile(r"(?<![\d/.-])(\d\d?)([/-])(\d\d?)\2((?:19|20|21)\d\d)(?![\d/-])")
_LONGEST = 2_000
#: Endings of hosts that are codes of countries but are used by everyone.
_NO_COUNTRY = frozenset(
    [
        "ac",
        "ag",
        "ai",
        "am",
        "cc",
        "co",
        "eu",
        "fm",
        "gg",
        "gl",
        "im",
        "io",
        "la",
        "ly",
        "me",
        "mu",
        "nu",
        "pw",
        "sc",
        "sh",
        "st",
        "su",
        "tk",
        "to",
        "tv",
        "vc",
        "ws",
    ]
)


@dataclass(frozen=True, slots=True)
class Order:
    """Which of two numbers comes first in a numeric date, and what decided it (in words)."""

    first: First
    because: str


def order_of(
    texts: Iterable[str], *, address: str | None = None, day: When | None = None, language: str | None = None
) -> Order | None:
    """The order of numeric dates in a capture with these ``texts``; ``None`` where nothing or too much decides.

    ``day`` is the date in its address, ``language`` the tag that it gives itself ("en-GB").
    """
    numeric = [match for text in texts for match in NUMERIC.finditer(text[:_LONGEST])]
    doubtful = [match for match in numeric if is_doubtful(match)]
    if not doubtful:
        return None
    orders: set[First] = {
        "day" if int(match[1]) > 12 else "month" for match in numeric if int(match[1]) > 12 or int(match[3]) > 12
    }
    if orders:
        first = orders.pop()
        return None if orders else Order(first, "as another date beside it is written")
    if day is not None and day.precision == "day":
        for match in doubtful:
            for first, month, number in (("day", match[3], match[1]), ("month", match[1], match[3])):
                if f"{match[4]}-{int(month):02}-{int(number):02}" == day.start:
                    return Order(first, "as the date in the address")
    return _of_country(address, language)


def is_doubtful(match: re.Match[str]) -> bool:
    """Whether a match of :data:`NUMERIC` is a day either way, and not the same one."""
    first, second = int(match[1]), int(match[3])
    return 1 <= first <= 12 and 1 <= second <= 12 and first != second


def doubtful(text: str) -> str | None:
    """The first numeric date in ``text`` that can be read in two ways, as it is written."""
    return next((match.group() for match in NUMERIC.finditer(text[:_LONGEST]) if is_doubtful(match)), None)


def _of_country(address: str | None, language: str | None) -> Order | None:
    ending = host_of(address).rpartition(".")[2]
    country = "" if len(ending) != 2 or ending in _NO_COUNTRY else {"uk": "GB"}.get(ending, ending.upper())
    parts = re.split(r"[-_]", language or "")
    spoken = parts[0].lower()
    region = next((part.upper() for part in parts[1:] if len(part) == 2), "")
    found: dict[First, str] = {}
    if (region and (first := _short_date(f"{spoken}_{region}"))) or (
        spoken not in ("", "en", "und") and (first := _short_date(spoken))
    ):
        found[first] = f"as the page's language, {language}, writes dates"
    # The language spoken there is not known: English where the page is English, else the most usual one.
    if country and (first := _short_date(f"en_{country}" if spoken in ("", "en") else f"und_{country}")):
        found.setdefault(first, f"as dates are written where the host .{ending} is")
    if len(found) != 1:
        return None
    first, because = found.popitem()
    return Order(first, because)


def _short_date(name: str) -> First | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only where a date can be read in two ways

    try:
        pattern = str(Locale.parse(name).date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError, KeyError, TypeError):
        return None
    letters = [letter for letter in pattern if letter in "dMy"]
    if not letters or letters[0] == "y":
        return None  # where the year comes first, 03/04/2022 is a foreign form
    return "day" if letters[0] == "d" else "month"
