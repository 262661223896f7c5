"""Which numbers are no figures: dates, names, labels, addresses, ages behind a name, scores, the numbers of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.annotate.counted import Counted
from onrecord.annotate.labels import names_a_thing
from onrecord.annotate.quantities import Quantity
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.unit_words import LABELS
from onrecord.annotate.word_set import word_set
from onrecord.model.annotations import TimeMention
from onrecord.model.statement import Mention

#: Nobody is older, in years.
OLDEST: Final = 120
#: A year of our time by its number alone.
YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
_ADDRESS_AFTER = re.compile(r"\s*(?:[,)]|\.(?:\s|\Z)|\Z)|,? (?:from|of(?! \d)|who|was|and his|and her)\b")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+,?\s*\(?\Z")
_LABEL_BEFORE = re.compile(r"(?P<label>[A-Za-z][\w’'&-]*)[ \u00a0-]\Z")
_NOT_ONE_BEFORE = re.compile(
    r"\b(?:no|any|some|every|each|this|that|the|another|which|only|other|bbc|day|square|number|first|last|the only)[ -]\Z",
    re.I,
)
_NOT_ONE_AFTER = re.compile(
    r"-|\s+(?:of|another|day|time|another's|by|or|can|could|would|might|may|is|was|has|had|that|who|which|in|on|at|to|and|more)\b|\s*[.,;:?!”\"’'—)]|\s*\Z",
    re.I,
)
_IDIOM_AFTER = re.compile(r"\s*(?:/\d|-?(?:on|to)-(?:one|two)\b|o['’]clock|[ap]\.?m\.?\b)", re.I)
_STREET_AFTER = re.compile(
    r" (?:Ave|Avenue|Rue|Boulevard|Via|Calle|Plaza|Piazza) [A-Z]|(?: [NSEW]\.?)? (?:\d{1,3}(?:st|nd|rd|th) |(?:[A-Z][\w’'-]+ ){1,3})(?:Street|Road|Avenue|Lane|Square|Drive|Place|Boulevard|Row|Way|St|Rd|Ave)\b"
)
#: "the princess, 67, said", but not "the number of ships, 67, is".
_APART = re.compile(r"(?P<noun>[a-z]+), \Z")
_TOTALS: Final = re.compile(r"\b(?:number|total|count|toll|figure|sum|record|most|average)\b", re.I)
#: "1) the first, 2) the second": the numbers of a list.
_LISTED_AFTER = re.compile(r"\)")
_PER_BEFORE = re.compile(r" (?:per|for every|in every|to every) \Z")
_AT = re.compile(r"\b(?:at|of) \Z")
_ADDRESS_NAME = re.compile(r" [A-Z][\w’'-]+(?: (?:d[aeiu][slr]?|la|le|of|the|[A-Z][\w’'-]+))*(?=[.,;)]|\Z)")
_OF_A_YEAR = re.compile(
    r"(?:[’']s|\b(?:[A-Z]\w+|the|of|in|by|since|until|till|before|after|from|early|late|mid|last|its|their|our|his)) \Z"
)
#: Lengths of time that are no time: "every 33 years", "charged in just three hours".
_TOOK = re.compile(
    r"\b(?:every|in (?:just|only|(?:little )?(?:more|less|fewer) than|under|over|as little as)) \Z", re.I
)
_MEASURED_AT: Final = word_set("at to of by about around nearly")
_RANKS: Final = word_set("top bottom first last final next previous other")
_NAME_OF_A_THING = re.compile(r" [A-Z][\w-]*\b(?!s\b)")
_THE = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|own|new)|[’']s) \Z")
_HALF_A = re.compile(r" an? ")
_OPENERS: Final = word_set(
    "in on at by of for to from with and or but about around over under up than the least most some nearly almost only just"
)


def is_figure(
    sentence: Sentence,
    quantity: Quantity,
    counted: Counted | None,
    times: Sequence[Mention | TimeMention],
    mentions: Sequence[Mention | TimeMention],
) -> bool:
    """Whether ``quantity`` of ``sentence`` is a figure, ``counted`` being what it counts; ``times`` and ``mentions`` stand near it."""
    text = sentence.text
    start, end = sentence.start + quantity.number_start, sentence.start + quantity.number_end
    for time in times:
        if time.start < end and start < time.end and not _is_duration(time):
            if quantity.unit and _TOOK.search(text[max(0, quantity.number_start - 30) : quantity.number_start]):
                continue
            return False
    for mention in mentions:
        if mention.start <= start and end <= mention.end and not (mention.start == start and counted):
            return False
    if _IDIOM_AFTER.match(text, quantity.number_end) or _STREET_AFTER.match(text, quantity.number_end):
        return False
    before = text[max(0, quantity.number_start - 30) : quantity.number_start]
    label = _LABEL_BEFORE.search(before)
    whole = quantity.low is not None and quantity.low == int(quantity.low)
    if before.endswith("[") and text[quantity.number_end : quantity.number_end + 1] == "]" and not quantity.unit:
        return False  # a note: "[6]"
    named = label is not None and label["label"].lower() in LABELS
    lettered = (
        len(text[quantity.number_end : quantity.end]) == 1 and text[quantity.number_end].isupper()
    )  # "section 18C"
    if named and quantity.bound == "exact" and quantity.form != "vague" and whole and (lettered or not quantity.unit):
        return False
    plain = quantity.bound in ("exact", "range") and quantity.form in ("digits", "words") and not quantity.unit
    if (
        plain
        and whole
        and names_a_thing(text, quantity.number_start, quantity.number_end, counted.phrase if counted else "")
    ):
        return False
    if quantity.low == quantity.high == 1 and quantity.form == "words" and not quantity.unit:
        return (
            counted is not None
            and not _NOT_ONE_BEFORE.search(before)
            and not _NOT_ONE_AFTER.match(text, quantity.number_end)
        )
    if _PER_BEFORE.search(before):
        return False  # the 100,000 of "18.9 deaths per 100,000 people" is a part of the unit
    if (
        not quantity.unit
        and quantity.form == "fraction"
        and counted is None
        and _HALF_A.match(text, end - sentence.start)
    ):
        return False  # "half a loaf"
    if quantity.unit or quantity.form in ("vague", "fraction"):
        return True
    if counted is None or not counted.phrase.islower():
        listed = _LISTED_AFTER.match(text, quantity.number_end)
        if listed and "(" not in text[max(0, quantity.number_start - 60) : quantity.number_start]:
            return False
        if _AT.search(before) and quantity.form == "digits" and _ADDRESS_NAME.match(text, quantity.number_end):
            return False  # "at 36 Quai des Merles"
    if (
        quantity.bound == "exact"
        and YEAR.fullmatch(text[quantity.start : quantity.number_end])
        and _OF_A_YEAR.search(before)
    ):
        return False  # "the 2018 sales", "by 2120"
    if counted is None and quantity.form == "words" and label and label["label"].lower() in ("the", "these", "those"):
        return False  # "the two agreed"
    plain = text[quantity.number_start : quantity.number_end].isalnum()
    if (
        counted is None
        and plain
        and quantity.bound == "exact"
        and quantity.form == "digits"
        and _NAME_OF_A_THING.match(text, quantity.number_end)
        and _THE.search(before)
    ):
        return False  # "its own 787 Gullwing"
    long = plain and quantity.number_end - quantity.number_start >= 7
    if counted is None and long and not (label and label["label"].lower() in _MEASURED_AT):
        return False  # a number of a document, a date run together
    if counted is None and quantity.bound == "exact" and label and label["label"].lower() in _RANKS:
        return False  # "slipped towards the bottom three"
    if label and quantity.bound == "exact" and plain:
        word = label["label"]
        inside = quantity.number_start - len(word) - 1 > 0
        named = word != word.lower() and word.lower() not in _OPENERS and (inside or word[1:] != word[1:].lower())
        if named and (counted is None or counted.phrase[:1].isupper()):
            return False  # "Nord Stream 2", "Type 45", "iPhone 11 Pro cameras"
    if (
        counted is None
        and quantity.form == "digits"
        and quantity.bound == "exact"
        and 10 < (quantity.low or 0) < OLDEST
    ):
        apart = _APART.search(before) and text[quantity.number_end : quantity.number_end + 2] == ", "
        if apart and not _TOTALS.search(text[max(0, quantity.number_start - 60) : quantity.number_start]):
            return False
    if counted is None and quantity.form == "digits" and quantity.bound == "exact" and (quantity.low or 0) < 130:
        opener = label is not None and label["label"].lower() in _OPENERS
        return opener or not (_NAME_BEFORE.search(before) and _ADDRESS_AFTER.match(text, quantity.number_end))
    return True


def _is_duration(record: Mention | TimeMention) -> bool:
    """Whether a time mention is a length of time and not a time: "for three weeks" may be a figure."""
    return isinstance(record, TimeMention) and record.when.reason.startswith("a duration")
