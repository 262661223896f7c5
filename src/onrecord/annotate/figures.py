"""The figures of one article: numbers that say how much or how many of something, with whose, where and as of when.

``quantities`` finds numbers with bounds and units, ``counted`` what they count. Here it is decided which of them are figures
(a house number is not, nor a score, nor a date), and the sentence around each is asked for the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.annotate import numbers, quantities
from onrecord.annotate.changes import change, is_previous
from onrecord.annotate.counted import Counted, crowd, fate, noun_phrase, of_what, per_how_many, subject
from onrecord.annotate.quantities import Quantity
from onrecord.annotate.recounts import inherited, named_again
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.unit_words import CASUALTIES, LABELS, MEASURES, MONEY_WORDS
from onrecord.annotate.word_set import word_set
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence
from onrecord.model.picture import Figure
from onrecord.model.statement import Mention, Statement
from onrecord.model.when import Relative, When

#: "within 2 km of the plant" is no part of the plant.
_WITHIN = re.compile(r"\bwithin (?:[a-z]+ )?\Z")
_ADDRESS_AFTER = re.compile(r"\s*(?:[,)]|\.\s|\Z)|,? (?:from|of(?! \d)|who|was|and his|and her)\b")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+,?\s*\(?\Z")
_LABEL_BEFORE = re.compile(r"(?P<label>[A-Za-z][\w’'&-]*)[ \u00a0-]\Z")
_OF_THEM = re.compile(r" (?:of )?(?:the|its|their|his|her|our|all)(?= )| of(?= )")
_OF_SOMEBODY = re.compile(
    r" of (?:the |its |their )?(?:[\w-]+ ){0,2}?(?:[\w-]+[’']s|[\w-]+s[’']|these|those) (?=[A-Za-z\d])"
)
_OF_WHOM = re.compile(r" of (?:whom|which|them|(?:these|those)(?! [a-z]+s\b))\b")
_NUMBER_AHEAD = re.compile(rf"\d|(?:{numbers.WORDS})", re.I)
_PHONE = re.compile(r"\+?\(?\d[\d()]{1,6}(?:[ -]\d{2,6}){2,5}")
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
_KILLING_BEFORE = re.compile(
    r"\b(?P<verb>kill|injur|wound|arrest|detain|captur|displac|evacuat)(?:ed|ing|es|s|e)\s+\Z", re.I
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|along|around|inside|outside|across|into|on|to|for|from|throughout|within|over|of)\s+(?:(?:the|its|their|eastern|western|northern|southern|central|north|south|east|west|neighbouring|nearby|occupied)\s+){0,3}\Z",
    re.I,
)
_LOCATIVE_REACH: Final = 90
#: "a quake of magnitude 6.8", "a magnitude-6.8 quake".
_MAGNITUDE = re.compile(r"\bmagnitude(?:-| | of )\Z", re.I)
_AGED = re.compile(
    r"\b(?:aged|(?:the|an) age of|ages of)\s+(?:between |from )?(?:(?:[\w-]+,? (?:(?:and|to|or) )?){1,2})?\Z|\bthe (?:oldest|youngest)(?: (?:was|being|is))? \Z",
    re.I,
)
_HE_WAS = re.compile(
    r"\bwhen I was \Z|\b(?:he|she|who)(?: (?:was|is|were)|[’']s| (?:has |had |would have |just )*turned| would (?:have been|be)| will be) \Z",
    re.I,
)
#: "children under 12", "women between 20 and 35".
_THOSE = re.compile(
    r"\b(?:those|people|children|women|men|adults|anyone|everyone|girls|boys|youths|teenagers|civilians|males|females|citizens) \Z",
    re.I,
)
_NOT_AGE_AFTER = re.compile(r"\s*(?:[.,;)]|\Z|(?:and|when|on|by|at|in|this|last|next|but|or|years?)\b)")
_OLDEST: Final = 120
#: "the princess, 67, said", but not "the number of ships, 67, is".
_APART = re.compile(r"(?P<noun>[a-z]+), \Z")
_TOTALS: Final = re.compile(r"\b(?:number|total|count|toll|figure|sum|record|most|average)\b", re.I)
#: "1) the first, 2) the second": the numbers of a list.
_LISTED_AFTER = re.compile(r"\)")
_PER_BEFORE = re.compile(r" (?:per|for every|in every|to every) \Z")
_AT = re.compile(r"\b(?:at|of) \Z")
_ADDRESS_NAME = re.compile(r" [A-Z][\w’'-]+(?: (?:d[aeiu][slr]?|la|le|of|the|[A-Z][\w’'-]+))*(?=[.,;)]|\Z)")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_OF_A_YEAR = re.compile(
    r"(?:[’']s|\b(?:[A-Z]\w+|the|of|in|by|since|until|till|before|after|from|early|late|mid|last|its|their|our|his)) \Z"
)
#: Units that are measures or money, not things that are counted.
_TABLED: Final = frozenset(MEASURES.values()) | frozenset(MONEY_WORDS.values())
#: How far from a figure, in characters, its time may stand: about two long clauses.
_REACH: Final = 300

_CASUALTY_OF: Final = {
    "kill": "killed", "injur": "injured", "wound": "wounded", "arrest": "arrested", "detain": "detained",
    "captur": "captured", "displac": "displaced", "evacuat": "evacuated",
}  # fmt: skip

_AS_PUBLISHED: Final = When(
    None, None, "day", "publication", "no time stands with it: as of publication", Relative("day", 0)
)


def find_figures(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[TimeMention],
    statements: Sequence[Statement],
) -> tuple[Figure, ...]:
    """The figures of ``sentences``, in the order of the text.

    ``low`` and ``high`` are in ``unit`` (an ISO 4217 code, an SI symbol, ``%``, a measure or a counted noun in the singular;
    ``x/y`` for rates). Dates, ages behind a name, ordinals, labels, scores and telephone numbers are no figures. Never raises
    on any text; takes time linear in its length.
    """
    contents = sorted(
        (passage.end - passage.start, passage.start, passage.end, statement.id)
        for statement in statements
        for passage in statement.contents
    )
    figures: list[Figure] = []
    time_walk, mention_walk = _Walk(times), _Walk(mentions)
    for sentence in sentences:
        found = quantities.find(sentence.text)
        near_times = time_walk.inside(sentence.start, sentence.end)
        near_mentions = mention_walk.inside(sentence.start, sentence.end)
        if not found:
            continue
        phones = [match.span() for match in _PHONE.finditer(sentence.text)] if len(sentence.text) > 10 else []
        of_sentence: list[Figure] = []
        named_until = 0
        evidence = Evidence.of(article.id, article.text, sentence.start, sentence.end)
        for quantity in found:
            phone = bisect_right(phones, (quantity.number_start, len(sentence.text)))
            if phone and quantity.number_start < phones[phone - 1][1]:
                continue
            if quantity.number_end <= named_until and not quantity.unit:
                continue  # the 737 of "two 737 jets" is a name
            counted = _counted(sentence.text, quantity)
            beside_times = _beside(near_times, sentence.start + quantity.start)
            beside_mentions = _beside(near_mentions, sentence.start + quantity.start)
            if _is_figure(sentence, quantity, counted, beside_times, beside_mentions):
                of_sentence.append(
                    _figure(article, sentence, quantity, counted, beside_times, beside_mentions, contents, evidence)
                )
                named_until = counted.end if counted else 0
        before = next((figure for figure in reversed(figures[-3:]) if figure.counts), None)
        figures.extend(inherited(sentence, of_sentence, before))
    return tuple(named_again(article.text, figures))


class _Walk:
    """Walks records that are sorted by their place along with the sentences, so that each is looked at once."""

    def __init__(self, records: Sequence[Mention | TimeMention]) -> None:
        self._records: list[Mention | TimeMention] = sorted(records, key=lambda record: (record.start, record.end))
        self._at = 0

    def inside(self, start: int, end: int) -> list[Mention | TimeMention]:
        """The records that begin between ``start`` and ``end``; calls come in the order of the text."""
        while self._at < len(self._records) and self._records[self._at].start < start:
            self._at += 1
        found: list[Mention | TimeMention] = []
        while self._at < len(self._records) and self._records[self._at].start < end:
            found.append(self._records[self._at])
            self._at += 1
        return found


def _beside(records: list[Mention | TimeMention], at: int) -> list[Mention | TimeMention]:
    """The records that begin within reach of ``at``: what keeps one endless sentence from taking quadratic time."""
    first = bisect_left(records, at - _REACH, key=lambda record: record.start)
    last = bisect_left(records, at + _REACH, key=lambda record: record.start)
    return records[first:last]


def _counted(text: str, quantity: Quantity) -> Counted | None:
    if quantity.unit:
        distance = _WITHIN.search(text[max(0, quantity.start - 12) : quantity.start])
        return Counted(quantity.unit, "" if distance else of_what(text, quantity.end), quantity.end)
    at = quantity.end
    if quantity.form in ("vague", "fraction"):
        if _OF_WHOM.match(text, at):
            return None  # "half of whom": what was counted before
        joint = _OF_SOMEBODY.match(text, at) or _OF_THEM.match(text, at)
        if joint and _NUMBER_AHEAD.match(text, joint.end() + (text[joint.end() : joint.end() + 1] == " ")):
            return None
        at = joint.end() - (text[joint.end() - 1] == " ") if joint else at
    elif text.startswith(" of the ", at):
        if _NUMBER_AHEAD.match(text, at + 8):
            return None  # "three of the five hostages": the whole is another figure, which lends its noun
        at += 7  # "12 of the soldiers"
    elif (owner := _OF_SOMEBODY.match(text, at)) is not None:
        if _NUMBER_AHEAD.match(text, owner.end()):
            return None
        at = owner.end() - 1  # "all 25 of Varnia's ministers"
    if _is_age(text, quantity):
        return Counted("year of age", "", quantity.end)
    single = quantity.form == "words" and {quantity.low, quantity.high} <= {1.0, None}
    if not single and (met := fate(text, at)) is not None:
        return met
    if quantity.form == "vague" and (people := crowd(text, at)) is not None:
        return people
    return noun_phrase(text, at, single=single, hyphenated=text[at : at + 1] == "-", part=quantity.form == "fraction")


def _is_age(text: str, quantity: Quantity) -> bool:
    """Whether a number is somebody's age: "aged 25", "he was 40", "women between 20 and 35"."""
    if quantity.form == "vague" or not 0 < (quantity.low or quantity.high or 0) < _OLDEST:
        return False
    before = text[max(0, quantity.start - 30) : quantity.start]
    if _AGED.search(before):
        return True
    ended = _NOT_AGE_AFTER.match(text, quantity.number_end) is not None or (
        (quantity.low or quantity.high) != 1 and noun_phrase(text, quantity.end) is None
    )
    between = quantity.bound in ("less_than", "more_than", "range") and _THOSE.search(before) is not None
    return ended and (between or _HE_WAS.search(before) is not None)


def _is_figure(
    sentence: Sentence,
    quantity: Quantity,
    counted: Counted | None,
    times: Sequence[Mention | TimeMention],
    mentions: Sequence[Mention | TimeMention],
) -> bool:
    text = sentence.text
    start, end = sentence.start + quantity.number_start, sentence.start + quantity.number_end
    for time in times:
        if time.start < end and start < time.end and not _is_duration(time):
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
        and _YEAR.fullmatch(text[quantity.start : quantity.number_end])
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
        and 10 < (quantity.low or 0) < _OLDEST
    ):
        apart = _APART.search(before) and text[quantity.number_end : quantity.number_end + 2] == ", "
        if apart and not _TOTALS.search(text[max(0, quantity.number_start - 60) : quantity.number_start]):
            return False
    if counted is None and quantity.form == "digits" and quantity.bound == "exact" and (quantity.low or 0) < 130:
        opener = label is not None and label["label"].lower() in _OPENERS
        return opener or not (_NAME_BEFORE.search(before) and _ADDRESS_AFTER.match(text, quantity.number_end))
    return True


_MEASURED_AT: Final = word_set("at to of by about around nearly")
_RANKS: Final = word_set("top bottom first last final next previous other")
_NAME_OF_A_THING = re.compile(r" [A-Z][\w-]*\b(?!s\b)")
_THE = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|own|new)|[’']s) \Z")
_HALF_A = re.compile(r" an? ")
_OPENERS: Final = word_set(
    "in on at by of for to from with and or but about around over under up than the least most some nearly almost only just"
)


def _is_duration(record: Mention | TimeMention) -> bool:
    """Whether a time mention is a length of time and not a time: "for three weeks" may be a figure."""
    return isinstance(record, TimeMention) and record.when.reason.startswith("a duration")


def _figure(
    article: Article,
    sentence: Sentence,
    quantity: Quantity,
    counted: Counted | None,
    times: Sequence[Mention | TimeMention],
    mentions: Sequence[Mention | TimeMention],
    contents: Sequence[tuple[int, int, int, str]],
    evidence: Evidence,
) -> Figure:
    text = sentence.text
    before = text[max(0, quantity.start - 90) : quantity.start]
    end = max(quantity.end, counted.end if counted else 0)
    unit, counts = (counted.unit, counted.phrase) if counted else ("", "")
    if counted is None and (killing := _KILLING_BEFORE.search(before[-16:])):
        unit, counts = "person", _CASUALTY_OF[killing["verb"].lower()]
    elif counted is None and _MAGNITUDE.search(before):
        unit = "magnitude"
    elif counted is None and quantity.form != "fraction" and (said_of := subject(text, quantity.start)) is not None:
        unit, counts = said_of.unit, said_of.phrase
    elif (
        counted is not None
        and counted.phrase
        and unit not in _TABLED
        and (killing := _KILLING_BEFORE.search(before[-16:]))
    ):
        harmed = _CASUALTY_OF[killing["verb"].lower()]
        counts = counts if harmed in counts.split() else f"{counts} {harmed}"
    if unit == "other" and counts.split()[-1] in CASUALTIES:
        unit = "person"  # "30 others wounded"
    if counted is not None and "/" not in unit and (denominator := per_how_many(text, end)):
        unit += denominator
    kind, way = change(text, quantity, counted)
    start, end = sentence.start + quantity.start, sentence.start + end
    place = _place(text, sentence, quantity, end, mentions)
    return Figure(
        id=make_id("fig", article.id, start, article.text[start:end]),
        article_id=article.id,
        text=article.text[start:end],
        start=start,
        end=end,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=unit,
        counts=counts,
        place=(place.place_name or place.name or place.text) if place else None,
        as_of=_as_of(sentence, start, end, times),
        kind=kind,
        direction=way,
        previous=quantity.previous
        or (kind == "level" and not quantity.from_to and is_previous(before, text[end - sentence.start :][:60])),
        statement_id=next(
            (identifier for _, first, last, identifier in contents if first <= start and end <= last), None
        ),
        evidence=(evidence,),
        place_key=place.place if place else None,
    )


def _place(
    text: str, sentence: Sentence, quantity: Quantity, end: int, mentions: Sequence[Mention | TimeMention]
) -> Mention | None:
    """The nearest place in a phrase such as "in Estonia", behind the figure first, then before it."""
    places = [
        mention
        for mention in mentions
        if isinstance(mention, Mention)
        and (mention.place or mention.kind in ("place", "country"))
        and _LOCATIVE.search(text[max(0, mention.start - sentence.start - 40) : mention.start - sentence.start])
    ]
    behind = [mention for mention in places if end <= mention.start <= end + _LOCATIVE_REACH]
    before = [
        mention
        for mention in places
        if mention.end <= sentence.start + quantity.start
        and sentence.start + quantity.start - mention.end <= _LOCATIVE_REACH
    ]
    return behind[0] if behind else before[-1] if before else None


#: Before a time that is no time of the figure's: the level of before, a beginning, an end that is ahead.
_NOT_AS_OF = re.compile(
    r"\b(?:from|compared (?:with|to)|than|versus|against|since|until|till|before|after|beginning in|starting in)\b(?:[^,;:]|(?<=\d),(?=\d)){0,40}\Z",
    re.I,
)
#: A year that tells which building or law is meant: "the 1973 building".
_NAMING = re.compile(r"(?:\b(?:the|a|an|its|their|his|her)|[’']s) \Z", re.I)
_NAMED = re.compile(
    r" (?!(?:in|on|at|by|for|to|of|and|or|as|the|a|was|were|had|has|when|that|which|with|from|but)\b)[a-z]{3,}"
)
_CLAUSE_END = re.compile(r"[;:]|, (?:and|but|while|whereas|which|though)\b|\b(?:up|down|compared)\b")
#: What a border of clauses between a figure and a time weighs, in characters of distance.
_CLAUSE_WEIGHT: Final = 80


def _as_of(sentence: Sentence, start: int, end: int, times: Sequence[Mention | TimeMention]) -> When:
    """The nearest time in the sentence that can be the figure's, as of publication where there is none."""
    text = sentence.text
    candidates: list[tuple[int, int, When]] = []
    for time in times:
        if not isinstance(time, TimeMention) or not (time.when.known or time.when.relative is not None):
            continue
        first, last = time.start - sentence.start, time.end - sentence.start
        lead = text[max(0, first - 60, end - sentence.start if time.start >= end else 0) : first]
        if time.start >= end and _NOT_AS_OF.search(lead):
            continue
        if time.end <= start and re.search(r"\b(?:since|until|till|before|beginning in|starting in)\s+\Z", lead, re.I):
            continue
        if _YEAR.fullmatch(text[first:last]) and _NAMING.search(lead) and _NAMED.match(text, last):
            continue
        between = text[end - sentence.start : first] if time.start >= end else text[last : start - sentence.start]
        borders = len(_CLAUSE_END.findall(between))
        gap = max(time.start - end, start - time.end, 0)
        if text[first:last].lower() in ("now", "currently", "today"):
            gap += _REACH  # "said yesterday that losses now exceed 300"
        candidates.append((gap + _CLAUSE_WEIGHT * borders, time.start, time.when))
    return min(candidates, key=lambda one: one[:2])[2] if candidates else _AS_PUBLISHED
