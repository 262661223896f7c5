"""The figures of one article: numbers that say how much or how many of something, with whose, where and as of when.

``quantities`` finds numbers with bounds and units, ``counted`` what they count, ``no_figures`` tells which of them are none (a house
number is not, nor a score, nor a date). Here the sentence around each is asked for the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.annotate import numbers, quantities
from onrecord.annotate.changes import change, is_previous
from onrecord.annotate.counted import Counted, crowd, fate, noun_phrase, of_what, per_how_many, subject
from onrecord.annotate.no_figures import OLDEST, YEAR, is_figure
from onrecord.annotate.quantities import Quantity
from onrecord.annotate.recounts import inherited, named_again
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.unit_words import CASUALTIES, MEASURES, MONEY_WORDS
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence
from onrecord.model.picture import Figure
from onrecord.model.statement import Mention, Statement
from onrecord.model.when import Relative, When

#: Before those of whom some are counted.
_OF_ALL = re.compile(r" of (?:the|our|its|their|his|her|my|your) ")

#: "within 2 km of the plant" is no part of the plant.
_WITHIN = re.compile(r"\bwithin (?:[a-z]+ )?\Z")
_OF_THEM = re.compile(r" (?:of )?(?:the|its|their|his|her|our|all)(?= )| of(?= )")
_OF_SOMEBODY = re.compile(
    r" of (?:the |its |their )?(?:[\w-]+ ){0,2}?(?:[\w-]+[’']s|[\w-]+s[’']|these|those) (?=[A-Za-z\d])"
)
_OF_WHOM = re.compile(r" of (?:whom|which|them|(?:these|those)(?! [a-z]+s\b))\b")
_NUMBER_AHEAD = re.compile(rf"\d|(?:{numbers.WORDS})", re.I)
_PHONE = re.compile(r"\+?\(?\d[\d()]{1,6}(?:[ -]\d{2,6}){2,5}")
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
            if is_figure(sentence, quantity, counted, beside_times, beside_mentions):
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
    elif (whole := _OF_ALL.match(text, at)) is not None:
        if _NUMBER_AHEAD.match(text, whole.end()):
            return None  # "three of the five hostages": the whole is another figure, which lends its noun
        at = whole.end() - 1  # "12 of the soldiers", "26 of our nurses"
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
    if quantity.form == "vague" or not 0 < (quantity.low or quantity.high or 0) < OLDEST:
        return False
    before = text[max(0, quantity.start - 30) : quantity.start]
    if _AGED.search(before):
        return True
    ended = _NOT_AGE_AFTER.match(text, quantity.number_end) is not None or (
        (quantity.low or quantity.high) != 1 and noun_phrase(text, quantity.end) is None
    )
    between = quantity.bound in ("less_than", "more_than", "range") and _THOSE.search(before) is not None
    return ended and (between or _HE_WAS.search(before) is not None)


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
        if YEAR.fullmatch(text[first:last]) and _NAMING.search(lead) and _NAMED.match(text, last):
            continue
        between = text[end - sentence.start : first] if time.start >= end else text[last : start - sentence.start]
        borders = len(_CLAUSE_END.findall(between))
        gap = max(time.start - end, start - time.end, 0)
        if text[first:last].lower() in ("now", "currently", "today"):
            gap += _REACH  # "said yesterday that losses now exceed 300"
        candidates.append((gap + _CLAUSE_WEIGHT * borders, time.start, time.when))
    return min(candidates, key=lambda one: one[:2])[2] if candidates else _AS_PUBLISHED
