"""Numbers with their bounds and units in one sentence: "as many as 7,000", "£1.4million", "between 20 and 30 km".

This is the part of figures.py that needs nothing but the sentence. It decides what number is meant; what it counts, where,
when and whose it is, and whether it is a figure at all, is decided there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from onrecord.annotate import numbers
from onrecord.annotate.unit_words import (
    AS_WRITTEN,
    CASED,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    MEASURES,
    MONEY_WORDS,
    ONLY_ATTACHED,
    SIGNS_BEHIND,
    TRANSLITERATED_POUND,
)
from onrecord.annotate.word_set import word_set
from onrecord.model.picture import Bound

#: How a number is written: digits, words, a vague plural ("hundreds") or a fraction ("a third").
Form = Literal["digits", "words", "vague", "fraction"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``start`` to ``end`` of its sentence, ``number_start`` to ``number_end`` being the digits or words alone.

    ``end`` takes in the unit where it is one of measure or money; ``unit`` is empty where a noun has to tell.
    ``previous`` marks the first of "from A to B".
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    form: Form
    hyphenated: bool = False
    previous: bool = False
    from_to: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    low: float
    high: float
    scaled: bool
    money: str
    form: Form
    digits_start: int


_SIGN = "|".join(
    re.escape(sign).replace("\\$", " ?\\$") if sign[0].isalpha() else re.escape(sign) for sign in CURRENCY_SIGNS
)
_CODE = "|".join(re.escape(code) for code in sorted(CURRENCY_CODES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w£$€.,/:’'-])(?P<share>(?i:{numbers.SHARE}))|"
    r"(?<![\w./:^])(?<!\d,)(?:(?<![A-Za-z][-–’'])|(?<=\b[Ss]ub-)|(?<=\bnow-))"
    rf"(?:(?P<sign>{_SIGN})\s?|(?P<code>{_CODE})\s?|(?P<pound>{TRANSLITERATED_POUND}))?(?P<minus>(?<![\w)])[-−]|\bminus[- ])?"
    rf"(?P<digits>{numbers.DIGITS})(?![\d])(?P<power>\s?[×x]\s?10\s?(?:\^|\*\*)?[-−–]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{{1,3}}(?![\d.,]))?"
    rf"(?:(?:\s|-)?(?P<scale>(?:hundred |thousand )?(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore))\b|(?P<suffix>(?i:bn|mn|mln|bln|trn|tn|[kmbt]))\b(?![/²³]))?"
    rf"|(?<![\w£$€])(?P<vague>(?i:{numbers.VAGUE})(?!-))"
    rf"|(?<![\w£$€])(?P<fraction>(?i:{numbers.FRACTION}))"
    rf"|(?<![\w£$€’'-])(?P<words>(?i:{numbers.WORDS}))"
)
_REJECT_AFTER: Final = re.compile(
    r"(?:st|nd|rd|th)\b|[:/⁄]\d|\.\d+\.\d|-?(?i:first|second|third|[a-z]{3,9}th)\b|['’]?s\b(?!\w)"
)
_RANGE = re.compile(r"\s?[-–—]\s?|\s+to\s+|\s+and\s+|\s+or\s+|-to-|\s+to-")
_WORD = re.compile(r"(?P<gap>[ \u00a0-])?(?P<word>[A-Za-z][\w.’'/²³-]*|%|°[CF]?|º[CF]?|¢|″|[µμ]m)")
_OF_ONE = re.compile(r"(?: of)? an?(?= )")
#: The same amount in another unit or money, between an amount and what it is for: "9 billion shekels ($2.4 billion) a year".
_CONVERTED = re.compile(r" \([^()]{1,40}\)|\)(?= (?:per|an?) )")
_PER = re.compile(
    r"(?:\s+(?:per|an?|each|every)\s+|-(?:an?|per)-|/)(?P<unit>(?:square |sq |cubic )?[a-zA-Zµμ]+[23²³]?)(?!\w)"
    r"(?! (?:earlier|ago|before|later|after|previously)\b)"
)
_PER_UNITS: Final = word_set(
    "second minute hour day night week month year decade century person head capita barrel gallon ounce gram share tonne ton kg metre meter "
    "kilometre kilometer mile litre liter foot game kwh mwh mmbtu inch acre hectare unit household night line sq"
)

_BOUND_BEFORE: Final[tuple[tuple[str, Bound], ...]] = (
    ("no more than|not more than|(?<!back )up to|as many as|as much as|as high as|at most|at the most|a maximum of|maximum of|maximum|not exceeding|no higher than|as far as", "at_most"),
    ("no fewer than|no less than|not less than|at least|a minimum of|minimum of|minimum|as few as|as little as|as low as", "at_least"),
    ("more than|over|above|in excess of|exceeding|greater than|upwards of|upward of|north of|higher than|better than|topping|exceeded|exceeds|surpassed|over than|beyond|outnumbered", "more_than"),
    ("less than|fewer than|under|below|lower than|south of|short of|shy of", "less_than"),
    ("about|around|some|roughly|approximately|approx\\.?|nearly|almost|close to|closer to|an estimated|estimated at|estimated|in the region of|circa|~|towards?|nearing|approaching|near|average of|averaged|averaging|an average of|something like|virtually", "about"),
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:^|[\s(“\"'‘—–-])(?P<sub>sub-\Z)|(?:^|[\s(“\"'‘—–-])(?P<all>(?:(?:just|well|far|slightly|a little|only|by) )?(?:"
    + "|".join(f"(?P<b{number}>{words})" for number, (words, _) in enumerate(_BOUND_BEFORE))
    + r"))\s*(?:the |a |an |another |its )?\Z",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:(?P<most>at (?:the )?most|at maximum|maximum|or (?:less|fewer))|(?P<least>at (?:the )?least|or more|and (?:more|counting|up)|plus\b(?! (?:an?|the|its|their|another|some|one|two|three|\W?\d))|minimum)|(?P<about>or so|approximately)|(?P<plus>(?<=\S)\+(?!\d)))",
    re.I,
)
_FROM = re.compile(
    r"\bfrom\s+(?:the )?(?:(?:about|around|some|roughly|approximately|nearly|almost|up to|over|under|just|a) ){0,2}(?:an? )?\Z",
    re.I,
)
_MOVED = re.compile(
    r"\b(?:by|up|down|rose|risen|fell|fallen|dropped|gained|added|climbed|jumped|lost|grew|increased|decreased|slipped|advanced|declined|soared|surged|plunged)\s+(?:(?:about|around|nearly|almost|some|over) )?\Z",
    re.I,
)
_LEAST_WON: Final = 1000
_BY = re.compile(r"\bby (?:(?:about|around|nearly|almost|some|over) )?\Z", re.I)
#: "4K", "1080p": names of screens.
_SCREENS: Final = frozenset((2, 4, 5, 6, 8, 480, 720, 1080, 1440, 2160))
_BETWEEN = re.compile(r"\b(?:between|from|somewhere between)\s+\Z", re.I)


def find(text: str) -> list[Quantity]:
    """The quantities of one sentence, left to right. Linear in the length of ``text``."""
    found: list[Quantity] = []
    tokens = [token for match in _NUMBER.finditer(text) if (token := _number(match)) is not None]
    index = 0
    while index < len(tokens):
        first = tokens[index]
        second = tokens[index + 1] if index + 1 < len(tokens) else None
        pair = _pair(text, first, second) if second else None
        if pair is not None:
            found.extend(pair)
            index += 2
            continue
        single = _single(text, first)
        if single is not None:
            found.append(single)
        index += 1
    return found


def _number(match: re.Match[str]) -> _Number | None:
    text, groups = match.string, match.groupdict()
    start, end = match.span()
    if groups["share"]:
        share = numbers.share(match[0])
        return None if share is None else _Number(start, end, share, share, True, "", "fraction", start)
    if groups["vague"]:
        low, high = numbers.vague(match[0])
        return _Number(start, end, low, high, True, "", "vague", start)
    if groups["fraction"] or groups["words"]:
        if _REJECT_AFTER.match(text, end):
            return None
        span = numbers.several(match[0])
        if span:
            return _Number(start, end, *span, True, "", "vague", start)
        value = numbers.words(match[0])
        if value is None:
            return None
        scaled = any(word in match[0].lower() for word in numbers.MAGNITUDES)
        return _Number(start, end, value, value, scaled, "", "fraction" if groups["fraction"] else "words", start)
    value = numbers.digits(groups["digits"])
    scale = 1.0
    if groups["pound"] and not (groups["scale"] or groups["suffix"] or not groups["digits"].isdigit()):
        return None
    if groups["power"]:
        scale = numbers.power_of_ten(groups["power"])
    elif groups["scale"]:
        for word in groups["scale"].lower().split():
            scale *= numbers.MAGNITUDES[word]
    elif groups["suffix"]:
        suffix = groups["suffix"].lower()
        if groups["suffix"] == "K" and value in _SCREENS and not (groups["sign"] or groups["code"]):
            return None  # "a 4K screen"
        # "5m" is a length and "5t" a weight, unless money stands before it or people are counted after it
        counted = groups["suffix"] == "M" or re.match(r"\s+(?!of\b)[a-z]{3,}s\b|\s+people\b", text[end : end + 30])
        money_before = groups["sign"] or groups["code"] or groups["pound"]
        if len(suffix) == 1 and suffix != "k" and not money_before and not (counted and suffix == "m"):
            end = match.start("suffix")
        else:
            scale = numbers.SUFFIXES[suffix]
    elif _REJECT_AFTER.match(text, end):
        return None
    money = CURRENCY_SIGNS.get((groups["sign"] or "").replace(" ", ""), "") or CURRENCY_CODES.get(
        groups["code"] or "", "GBP" if groups["pound"] else ""
    )
    if groups["minus"]:
        value = -value
    value *= scale
    return _Number(start, end, value, value, scale != 1, money, "digits", match.start("digits"))


def _pair(text: str, first: _Number, second: _Number) -> list[Quantity] | None:
    """A range ("20 to 30 km", "between 5% and 6%") as one quantity, "from 20 to 30" as two levels, else ``None``."""
    gap = text[first.end : second.start]
    unit_before, unit_end = ("", first.end)
    joint = _RANGE.fullmatch(gap)
    if joint is None:
        unit_before, unit_end, _ = _unit(text, first)
        joint = _RANGE.fullmatch(text[unit_end : second.start]) if unit_before else None
        if joint is None:
            return None
        unit_behind = _unit(text, second)[0]
        if unit_behind != unit_before and not unit_behind.startswith(f"{unit_before}/"):
            return None  # "up 9 per cent to $84"
        unit_before = unit_behind  # "from 20 litres to 12 litres a week"
    link = joint[0].strip()
    lead = text[max(0, first.start - 40) : first.start]
    between = _BETWEEN.search(lead) is not None
    origin = _FROM.search(lead)
    if link == "and" and not (between and not origin):
        return None
    last = _single(text, second)
    if last is None or first.form == "fraction":
        return None
    low, high = first.low, second.high
    if second.scaled and not first.scaled and first.low < 1000:
        ratio = _scale_of(text[second.start : second.end])
        if low * ratio <= high:
            low *= ratio
    unit = last.unit or unit_before or first.money
    if link == "or" and not (0 < high - low <= max(5, low)):
        return None
    if origin is not None and link == "to":
        bound, start = _bound(text, first)
        before = Quantity(
            start, unit_end, first.start, first.end, low, low, "about" if bound == "about" else "exact", unit_before or unit,
            first.form, previous=True, from_to=True,
        )  # fmt: skip
        return [before, replace(last, unit=unit, from_to=True)]
    if link == "to" and not between and _MOVED.search(lead) and not (_BY.search(lead) and low < high <= 2 * low):
        return None  # "rose 18 to 40": a change and a level; "fell by 2 to 3 degrees" is a range
    dash = link in ("-", "–", "—")
    if low >= high or (dash and low == 0 and not unit):
        return [] if dash and not unit else None  # "3-1" and "0-2" are scores
    _, start = _bound(text, first)
    if between:
        start = first.start - len(lead) + re.search(r"\S+\s+\Z", lead).start()  # type: ignore[union-attr]
    return [Quantity(start, last.end, first.start, second.end, low, high, "range", unit, second.form, last.hyphenated)]


def _scale_of(text: str) -> float:
    for word, size in numbers.MAGNITUDES.items():
        if word in text.lower():
            return size
    suffix = re.search(r"[a-z]+\Z", text.lower())
    return numbers.SUFFIXES.get(suffix[0], 1.0) if suffix else 1.0


def _single(text: str, number: _Number) -> Quantity | None:
    unit, end, hyphenated = _unit(text, number)
    following = text[number.end : number.end + 1]
    if number.form == "digits" and following.isalpha() and not unit:
        return None  # "5G", "10K"
    bound, start = _bound(text, number)
    low: float | None = number.low
    high: float | None = number.high
    if number.low != number.high:
        bound = bound if bound in ("at_most", "at_least", "less_than", "more_than") else "range"
    after = _AFTER.match(text, end) or _AFTER.match(text, number.end)
    if after and bound in ("exact", "range"):
        bound = "at_most" if after["most"] else "about" if after["about"] else "at_least"
        end = max(end, after.end())
    if bound in ("at_most", "less_than"):
        low = None
    elif bound in ("at_least", "more_than"):
        high = None
    return Quantity(start, end, number.start, number.end, low, high, bound, unit, number.form, hyphenated)


def _bound(text: str, number: _Number) -> tuple[Bound, int]:
    """The bound that the words before a number set, and where they begin."""
    lead_start = max(0, number.start - 40)
    match = _BEFORE.search(text[lead_start : number.start])
    if match is None:
        return "exact", number.start
    if match["sub"]:
        return "less_than", lead_start + match.start("sub")
    for index, (_, bound) in enumerate(_BOUND_BEFORE):
        if match[f"b{index}"]:
            return bound, lead_start + match.start(f"b{index}")
    return "exact", number.start


def _unit(text: str, number: _Number) -> tuple[str, int, bool]:
    """The unit of measure or money of a number, where it ends, and whether a hyphen ties it to a noun ("a 12-foot wall")."""
    unit, end, hyphenated = number.money, number.end, False
    if not unit:
        unit, end, hyphenated = _measure(text, number)
    elif (
        word := re.compile(r" (?:Australian|Canadian|US|U\.S\.|Singapore|Hong Kong|New Zealand) dollars?\b").match(
            text, end
        )
    ) is not None:
        unit, end = MONEY_WORDS.get(word[0].strip().lower().replace(" ", "-"), unit), word.end()
    if unit:
        converted = _CONVERTED.match(text, end)
        per = _PER.match(text, converted.end() if converted else end)
        if per and per["unit"].lower() not in ("m", "s"):
            name = per["unit"].lower()
            name = name if name in _PER_UNITS else name.rstrip("s")
            if (
                name in _PER_UNITS
                or per["unit"].lower().replace(" ", "-") in MEASURES
                or text[per.start() : per.end()].lstrip().startswith("per ")
            ):
                denominator = MEASURES.get(name.replace(" ", "-"), name)
                if denominator != "%" or name != "cent":
                    unit, end = f"{unit}/{denominator}", end if converted else per.end()
    return unit, end, hyphenated


def _code_after(text: str, at: int) -> str:
    """The ISO 4217 code that stands behind an amount: "110 JPY"."""
    match = re.compile(rf" ?({_CODE})\b").match(text, at)
    return CURRENCY_CODES[match[1]] if match else ""


def _rate(form: str) -> str:
    """The unit of a quotient of two symbols or names: "A/cm²", empty where one of them is unknown."""
    above, slash, below = form.partition("/")
    return f"{MEASURES[above]}/{MEASURES[below]}" if slash and above in MEASURES and below in MEASURES else ""


def _measure(text: str, number: _Number) -> tuple[str, int, bool]:
    words: list[str] = []
    ends: list[int] = []
    at = number.end
    hyphenated = text[at : at + 1] == "-"
    attached = text[at : at + 1].isalpha() or text[at : at + 1] in "%°º¢"
    if text[at : at + 1] and text[at] in SIGNS_BEHIND:
        return CURRENCY_SIGNS[text[at]], at + 1, False
    if number.form == "vague" and text.startswith(" of ", at):
        at += 3
    elif number.form == "fraction" and (one := _OF_ONE.match(text, at)) is not None:
        at = one.end()  # "half an hour", "1/16 of a pint"
    for _ in range(4):
        match = _WORD.match(text, at)
        if match is None or (words and match["gap"] is None and words[-1] not in ("°", "º")):
            break
        # a hyphenated run ("year-old", "pound-feet") is taken word by word
        parts = match["word"].rstrip(".’'").split("-")
        offset = match.start("word")
        for part in parts:
            words.append(part.lower())
            offset += len(part)
            ends.append(offset)
            offset += 1
        at = match.end()
        if match["word"][-1:] in "." and match["word"] not in ("sq.", "cu."):
            break
    for length in range(min(len(words), 5), 0, -1):
        form = "-".join(words[:length])
        written = text[number.end : ends[0]].strip()
        if length == 1 and not attached and ((len(form) == 1 and form.isalpha()) or form in ONLY_ATTACHED):
            name_follows = re.compile(r"[’'-]|\.\w| [A-Z][a-z]").match(text, ends[0])
            if number.form != "digits" or number.scaled or written not in AS_WRITTEN or name_follows:
                continue
        found = CASED.get(text[ends[0] - len(form) : ends[0]], "") if length == 1 else ""
        if found is None:
            return "", number.end, hyphenated
        found = found or MEASURES.get(form) or MONEY_WORDS.get(form) or (_rate(form) if length == 1 else "")
        if length == 1 and found is None and (code := _code_after(text, number.end)):
            return code, ends[0], False
        if found and form != "pounds":
            if form == "second" and number.form != "digits":
                continue  # "one second-hand car" is rarer than "a second" is, but neither is a measure
            if form == "p" and number.low in _SCREENS:
                continue
            if form == "won" and number.low < _LEAST_WON:
                continue  # "the team of 11 won"
            return found, ends[length - 1], hyphenated
        if form in ("pound", "pounds"):
            # weights are small numbers, sums of money large ones
            return ("GBP" if number.scaled else "pound"), ends[0], hyphenated
    return "", number.end, hyphenated
