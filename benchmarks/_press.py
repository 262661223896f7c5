"""Made news in plain sentences: reports that say who said what, with figures that move, denials and announcements.

A happening has :data:`REPORTS` reports within four days, three in ten of them copies with sentences cut; :data:`HAPPENINGS` of them are one
crisis and share people and a place. The same number gives the same text. Names are made of syllables; no report is anybody's.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import lru_cache

REPORTS, HAPPENINGS = 20, 25
#: Happenings that begin on one day.
A_DAY = 2

_SYLLABLES = tuple(
    f"{first}{vowel}" for first in ("b", "br", "d", "k", "l", "m", "n", "r", "s", "st", "t", "v") for vowel in "aeio"
)
_ROLES = (
    "foreign minister", "defence minister", "prime minister", "president", "army chief", "interior minister", "ambassador",
    "mayor", "chief negotiator", "health minister",
)  # fmt: skip
_COUNTED = ("soldiers", "refugees", "tanks", "houses", "prisoners", "wounded people", "trucks of aid", "families")
_HAPPENED = ("reached", "left", "crossed into", "were brought to", "were held in", "were counted in")
_TALKS = ("talks", "a summit", "a hearing", "an inspection", "a vote", "an exchange of prisoners")
_SITES = ("bridge", "dam", "harbour", "airfield", "power station", "refinery", "hospital", "border post")
_SAYS = ("said", "confirmed", "warned", "announced")
_MONTHS = ("January", "February", "March", "April")


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


@lru_cache(maxsize=512)
def _crisis(number: int) -> tuple[str, list[tuple[str, str]]]:
    own = random.Random(f"crisis {number}")
    return _name(own, 3), [(f"{_name(own, 2)} {_name(own, 3)}", role) for role in own.sample(_ROLES, 4)]


@lru_cache(maxsize=512)
def _happening(number: int) -> tuple[str, str, list[tuple[str, str]], list[str], int]:
    own = random.Random(f"happening {number}")
    people = [(f"{_name(own, 2)} {_name(own, 3)}", own.choice(_ROLES)) for _ in range(3)]
    site = f"{_name(own, 2)} {own.choice(_SITES)}"
    return f"{_name(own, 3)}", site, people, own.sample(_COUNTED, 2), own.randrange(2, 90) * 10


def day_of(number: int) -> date:
    """The day of a report, from 4 January 2001 on."""
    of, place = divmod(number, REPORTS)
    return date(2001, 1, 4) + timedelta(days=of // A_DAY + place // 5)


def report(number: int) -> str:
    """The text of a report, as it would be pasted: outlet, headline, byline, date, paragraphs."""
    chance = random.Random(f"report {number}")
    of, place = divmod(number, REPORTS)
    told = number
    if place and chance.random() < 0.3:
        told = of * REPORTS + chance.randrange(place)
    rows = _sentences(told)
    if told != number:
        rows = [row for row in rows if chance.random() < 0.95]
    day = day_of(number)
    town, site, _, (subject, _), _ = _happening(of)
    title = f"{subject.capitalize()} at the {site} in {town}: {chance.choice(('what is known', 'the latest', 'officials disagree', 'figures rise', 'talks ahead'))}"
    body = "\n\n".join(" ".join(rows[k : k + 2]) for k in range(0, len(rows), 2))
    outlet = f"The {_name(random.Random(f'outlet {chance.randrange(300)}'), 2)} Herald"
    byline = f"By {_name(chance, 2)} {_name(chance, 2)}"
    return f"{outlet}\n\n{title}\n\n{byline}\n{_day(day)} {day.year}\n\n{body}\n"


def _sentences(number: int) -> list[str]:
    chance = random.Random(f"sentences {number}")
    of, place = divmod(number, REPORTS)
    land, leaders = _crisis(of // HAPPENINGS)
    town, site, people, counted, base = _happening(of)
    everybody = people + leaders
    day = day_of(number)
    rows = []
    for _ in range(chance.randint(8, 12)):
        (who, role), (other, other_role) = chance.sample(everybody, 2)
        what = chance.choice(counted)
        amount = base + 10 * place + chance.choice((0, 0, 10, 50))
        later = _day(day + timedelta(days=chance.randint(1, 6)))
        rows.append(
            chance.choice(
                (
                    f"About {amount} {what} {chance.choice(_HAPPENED)} the {site} in {town}, the {role} of {land}, {who}, {chance.choice(_SAYS)} on {day:%A}.",
                    f"{who}, the {role}, denied that {what} {chance.choice(_HAPPENED)} {town}.",
                    f"“We will not leave the {site} before the {what} are safe,” {who} said.",
                    f"{who} said that {chance.choice(_TALKS)} would be held in {town} on {later}.",
                    f"The {role}, {who}, accused the {other_role}, {other}, of hiding the number of {what}.",
                    f"At least {amount} {what} {chance.choice(_HAPPENED)} the {site} since {_day(day - timedelta(days=2))}, officials said.",
                    f"The road from {town} to the {site} was closed again after the rain of the night.",
                    f"{other} rejected the claim of {who} and demanded an inquiry into the {what}.",
                    f"Markets in {town} opened late, and the schools of {land} stayed closed.",
                )
            )
        )
    return rows


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
