"""Numbers as reports write them: digits, words, magnitudes and vague plurals ("tens of thousands").

One regular expression, compiled once, finds them; one function reads what it found. Both when.py ("two weeks ago") and
figures.py stand on it.
"""

from __future__ import annotations

import re
from typing import Final

SMALL: Final[dict[str, int]] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

MAGNITUDES: Final[dict[str, float]] = {
    "dozen": 12, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5,
    "crore": 1e7,
}  # fmt: skip

#: Short forms that stand directly behind digits ("3.5m", "$2bn"). Those of one letter are ambiguous with units.
SUFFIXES: Final[dict[str, float]] = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip

FRACTIONS: Final[dict[str, float]] = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5,
    "tenth": 1 / 10, "tenths": 1 / 10, "eighth": 1 / 8, "eighths": 1 / 8, "sixth": 1 / 6, "sixths": 1 / 6,
}  # fmt: skip

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety"
_BELOW_HUNDRED = rf"(?:(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_TEENS}|{_UNITS}|zero)"
_MAGNITUDE = "dozen|hundred|thousand|million|billion|trillion|lakh|crore"
_PLURAL = "dozens|scores|tens|hundreds|thousands|millions|billions|trillions"

#: Digits: groups of three after commas (or thin spaces), or plain, with a decimal part. "1.500.000" is grouped by dots.
DIGITS: Final = (
    r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,6}"
    r"|\d{1,3}(?:\.\d{3}){2,6}|\d{1,15}(?:\.\d{1,9})?|\.\d{1,6}"
)

_SCALED = rf"(?:[- ](?:{_MAGNITUDE})\b(?:(?: and)? {_BELOW_HUNDRED}\b)?)"

#: One number in words: "a hundred", "one hundred and fifty thousand", "half a million", "two and a half million".
WORDS: Final = (
    rf"(?:half[- ]an? (?:{_MAGNITUDE})\b|a quarter of a (?:{_MAGNITUDE})\b"
    rf"|(?:an?|several|a few){_SCALED}{{1,4}}"
    rf"|\b{_BELOW_HUNDRED} and (?:a half|a quarter|three quarters)\b(?: (?:{_MAGNITUDE})\b)?"
    rf"|\b{_BELOW_HUNDRED}\b{_SCALED}{{0,5}})"
)

#: "tens of thousands", "hundreds", "the low hundreds".
VAGUE: Final = rf"(?:(?:low|mid|high)[- ])?(?:{_PLURAL})(?: or (?:{_PLURAL}))?(?: of (?:{_PLURAL}))?\b"

#: "a third", "two-thirds", "half". "second" and "quarter past" are not here: the one is a time, the other rare.
FRACTION: Final = rf"(?:(?:{_UNITS}|an?)[- ](?:thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)|half)\b(?= (?:of(?! an? (?:{_MAGNITUDE})\b)|the|its|their|his|her|all|an? (?!(?:{_MAGNITUDE})\b)[a-z]+)\b)"

_COUNT = rf"(?:{_UNITS}|ten|\d{{1,3}})"

#: A part of a whole: "2/3 of", "one in five", "nine out of 10". Not "24/7", nor "two in 2019" or "two in five days".
SHARE: Final = (
    rf"(?:\d{{1,3}}[/⁄]\d{{1,4}}(?= of\b)"
    rf"|\b{_COUNT} (?:out of|in)(?: every)? (?:{_UNITS}|ten|twenty|\d{{1,3}}|1,000|10,000|100,000)\b"
    rf"(?![\d%.,:/-]*\d)(?! (?:days?|weeks?|months?|years?|hours?|minutes?|games?|matches|attempts|percent|per cent|million|thousand|hundred)\b))"
)

_WORD = re.compile(r"[a-z]+")
_PLURAL_VALUE: Final[dict[str, float]] = {
    "dozens": 12, "scores": 20, "tens": 10, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
    "trillions": 1e12,
}  # fmt: skip
#: Which part of the span from N to 10 N "low", "mid" and "high" narrow it to, in multiples of N.
_BANDS: Final[dict[str, tuple[float, float]]] = {"low": (1, 4), "mid": (4, 7), "high": (7, 10)}


def digits(text: str) -> float:
    """The value of a run of digits as :data:`DIGITS` finds it."""
    plain = text.replace(",", "").replace("\u00a0", "").replace("\u2009", "").replace("\u202f", "")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return float(plain)


def words(text: str) -> float | None:
    """The value of a number in words as :data:`WORDS` or :data:`FRACTION` find it, ``None`` where it has no single value."""
    total, group, seen = 0.0, 0.0, False
    tokens = _WORD.findall(text.lower())
    if tokens[:1] == ["half"] and len(tokens) > 1 and tokens[-1] in MAGNITUDES:
        return MAGNITUDES[tokens[-1]] / 2
    if tokens[:1] == ["half"]:
        return 0.5
    if tokens[:4] == ["a", "quarter", "of", "a"]:
        return MAGNITUDES[tokens[-1]] / 4
    for index, token in enumerate(tokens):
        if token in SMALL:
            group += SMALL[token]
        elif token in ("a", "an"):
            following = tokens[index + 1] if index + 1 < len(tokens) else ""
            if following not in FRACTIONS or index == 0:
                group = group or 1
        elif token in FRACTIONS:
            group = (
                group + FRACTIONS[token]
                if index and tokens[index - 1] in ("a", "an") and index > 1
                else (group or 1) * FRACTIONS[token]
            )
        elif token in ("hundred", "dozen"):
            group = (group or 1) * MAGNITUDES[token]
        elif token in MAGNITUDES:
            scaled = (group or 1) * MAGNITUDES[token]
            # "a hundred thousand" multiplies, "two million three thousand" adds; "million million" multiplies too.
            if group == 0 and total:
                total *= MAGNITUDES[token]
            else:
                total += scaled
            group = 0.0
        elif token in ("several", "few"):
            return None
        else:
            continue
        seen = True
    return total + group if seen else None


def share(text: str) -> float | None:
    """The part that :data:`SHARE` names, ``None`` where it is no part ("three in two")."""
    ends = [
        float(token.replace(",", "")) if token[0].isdigit() else SMALL[token]
        for token in re.findall(r"\d[\d,]*|[a-z]+", text.lower())
        if token[0].isdigit() or token in SMALL
    ]
    return ends[0] / ends[1] if len(ends) == 2 and 0 < ends[0] < ends[1] else None


_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−–", "0123456789---")


def power_of_ten(text: str) -> float:
    """The factor that "×10⁻³", "x 10^6" and, with its raised digits lost, "×10−30" give."""
    exponent = text.translate(_RAISED).partition("10")[2].strip().lstrip("^*")
    return 10.0 ** int(exponent) if re.fullmatch(r"-?\d{1,2}", exponent) else 1.0


def several(text: str) -> tuple[float, float] | None:
    """What "several hundred" and "a few thousand" span: two to nine of them."""
    tokens = _WORD.findall(text.lower())
    if tokens and (tokens[0] == "several" or tokens[:2] == ["a", "few"]):
        size = 1.0
        for token in tokens:
            size *= MAGNITUDES.get(token, 1)
        return 2 * size, 9 * size
    return None


def vague(text: str) -> tuple[float, float]:
    """What a vague plural spans: "hundreds" from 100 to 1,000, "tens of thousands" from 10,000 to 100,000."""
    size, low, high = 1.0, 1.0, 10.0
    first, joint, last = text.lower().partition(" or ")
    if joint:
        # "tens or hundreds of thousands"
        more, ends = last.partition(" of ")[::2]
        return vague(f"{first} of {ends}" if ends else first)[0], vague(last if ends else more)[1]
    for token in _WORD.findall(text.lower()):
        if token in _BANDS:
            low, high = _BANDS[token]
        else:
            size *= _PLURAL_VALUE.get(token, 1)
    return low * size, high * size
