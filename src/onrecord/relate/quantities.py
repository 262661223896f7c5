"""What a figure is a figure of, for comparing it with those of others: whose count it is, and whether it counts a whole.

A *whole* is a count of all that became of a crisis so far ("the toll rose to 31", "counts 34 dead from 8 to 11 March"); a part, or one
incident ("seven of the students"), is none. Only wholes of one kind are of one quantity whatever words surround them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.passage import Passage
from onrecord.relate.context import Contexts
from onrecord.relate.figure_words import FigureWords, figure_words
from onrecord.relate.independence import state_of
from onrecord.relate.rarity import rarity
from onrecord.relate.series import Measured, measure_of
from onrecord.relate.tables import FATES
from onrecord.relate.threads import day_range
from onrecord.relate.words import sentence_around, stem, term_weight, words_of

#: The share by which a figure that is "about" so many may be off.
ROUNDED = 0.1

#: The rarity from which a word tells of what a sentence is, and the characters that a subject may have.
RARE = 6.0
SUBJECT = 60

#: What says that all are counted, and not one incident.
_WHOLE = re.compile(
    r"\b(?:tolls?|so far|to date|in all|altogether|overall|in total|totals?|since|death count|body count|tally|tallies|confirmed dead|"
    r"are (?:now )?(?:dead|missing|displaced|homeless)|(?:number|count|figure|estimate)s? of|put the|puts the|list(?:s|ed)?|"
    r"counts|counted|by (?:our|its|their|his|her|the \w+['’]s) (?:own )?(?:count|reckoning|tally|estimate)|regist(?:ers?|ered|ries)|recorded|"
    r"(?:rose|risen|climbed|raised|grown?|up|increased) (?:\w+ ){0,2}to|have (?:now )?(?:been|died|left|fled)|had (?:now )?(?:been|died|left|fled)|"
    r"(?:has|have|had) (?:now |already |so far )?(?:reached|passed|recovered|killed|claimed|injured|wounded|displaced)|up to \w+day|by (?:\w+day|noon|midday|midnight|now|then|last night)|still missing|unaccounted for|between .{3,30} and|from \d{1,2} to)\b",
    re.IGNORECASE,
)

#: A figure that is only the part of those that somebody has seen: there are at least as many.
_SEEN = frozenset(
    stem(word) for word in ("body", "bodies", "corpse", "corpses", "grave", "graves", "name", "names", "case", "cases")
)

#: Words for whoever is counted.
GENERIC = (
    _SEEN
    | frozenset(map(stem, ("person", "people", "resident", "inhabitant", "victim", "human")))
    | frozenset(stem(word) for words in FATES.values() for phrase in words for word in phrase.split(" "))
)

#: Ages are of one person each.
AGES = "year of age"

_OF_ONE_THING = frozenset({"aboard", "missing"})

#: Between the name of a body and its count.
_COUNTS = re.compile(
    r"\b(?:puts?|raised?|rais(?:es|ing)|lowered|cut|revised|counts?|counted|lists?|listed|registers?|registered|records?|recorded|reports?|"
    r"reported|(?:has|have|had) (?:now |so far |since )?(?:counted|recorded|registered|recovered|collected|found|treated|given|put|confirmed)|"
    r"gives?|gave|estimates?|estimated|speaks? of|spoke of|sets?|says?|said)\b",
    re.IGNORECASE,
)
_BODIES = frozenset({"body", "office", "person", "country"})

#: Words of names that do not tell who somebody is.
_NO_NAME = frozenset(["the", "a", "an", "of", "for", "and", "in", "on", "to", "news", "wire", "service"])

#: "Thousands" leaves open how many thousands.
_VAGUE = re.compile(
    r"(?:many |several )?(?:dozens|scores|hundreds|thousands|tens of thousands|millions)\b", re.IGNORECASE
)

Voice = frozenset[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with ``words``, how it is worded; ``days``, the first and last of its time as ordinals; ``measure``, its dimension;
    ``voices``, the words of each name by which it may be given; ``countries``, where it is counted;
    ``things``, the words of what is counted that do not fit all people; ``telling``, how rare those are that are no measure;
    ``anchors``, the rare words of its sentence that are
    neither a voice nor what is counted; ``low`` and ``high``, the values that it allows; ``seen``, whether it counts what somebody has seen, of which there may be more;
    ``whole``, whether it counts all; ``named``, whether somebody else than the outlet gives it.
    """

    one: Measured
    words: FigureWords
    days: tuple[int, int] | None
    measure: str
    voices: frozenset[Voice]
    states: frozenset[str]
    countries: frozenset[str]
    things: frozenset[str]
    telling: float
    anchors: frozenset[str]
    low: float
    high: float
    seen: bool
    whole: bool
    named: bool


def at_home(measured: Sequence[Measured], contexts: Contexts) -> frozenset[str]:
    """The country that most sentences with figures name: where others name none, they are of it."""
    named = Counter(country for one in measured for country in _countries(one, contexts))
    most = max(named.values(), default=0)
    return frozenset(country for country, times in named.items() if times == most)


def counted(one: Measured, contexts: Contexts, home: frozenset[str]) -> Counted:
    """What ``one`` counts; ``home`` is the country of those that name none."""
    figure = one.figure
    low = float("-inf") if figure.low is None else figure.low
    high = float("inf") if figure.high is None else figure.high
    if figure.bound == "about":
        low, high = low - abs(low) * ROUNDED, high + abs(high) * ROUNDED
    seen = bool(words_of_unit(one) & _SEEN)
    if seen or _VAGUE.match(figure.text):
        high = float("inf")
    voices = frozenset(_voices(one, contexts))
    speaker = one.statement.speaker if one.statement else None
    state = state_of(speaker) if speaker else None
    anchors = _anchors(one, frozenset().union(*voices), contexts)
    # Of those aboard one thing, and of those saved or lost from it, there is one number.
    whole = seen or bool(one.fates & _OF_ONE_THING) or _WHOLE.search(one.sentence) is not None
    things = words_of_unit(one) - GENERIC
    measures = frozenset(stem(word.text) for word in words_of(Passage(figure.unit, 0, len(figure.unit))))
    countries = _countries(one, contexts) or home
    states = frozenset({state} if state else ())
    outlet = _words(one.article.outlet or one.article.id)
    telling = sum(rarity(term) for term in sorted(things - measures))
    return Counted(
        one, figure_words(one), day_range(one.point.when), measure_of(figure.unit), voices, states, countries, things, telling,
        anchors, low, high, seen, whole, outlet not in voices,
    )  # fmt: skip


def words_of_unit(one: Measured) -> frozenset[str]:
    """The stems of what a figure counts."""
    what = f"{one.figure.unit} {one.figure.counts}"
    return frozenset(stem(word.text) for word in words_of(Passage(what, 0, len(what))))


def _countries(one: Measured, contexts: Contexts) -> frozenset[str]:
    around = sentence_around(one.article, one.figure.start, one.figure.end)
    mentions = contexts.mentions_in(one.article.id, around.start, around.end)
    found = (
        mention.place if mention.kind == "country" else mention.country
        for mention in mentions
        if mention.kind in ("country", "place")
    )
    return frozenset(country for country in found if country)


def one_voice(a: Counted, b: Counted) -> bool:
    """Whether one and the same may give both: by a name that is the other's or part of it, or for one state."""
    return bool(a.states & b.states) or any(one <= other or other <= one for one in a.voices for other in b.voices)


def days_between(a: Counted, b: Counted) -> int:
    """Days between the times of two figures whose times are known, 0 where they overlap."""
    assert a.days is not None
    assert b.days is not None
    return max(0, b.days[0] - a.days[1], a.days[0] - b.days[1])


def apart(a: Counted, b: Counted) -> bool:
    """Whether two figures exclude each other."""
    return a.high < b.low or b.high < a.low


def _voices(one: Measured, contexts: Contexts) -> Iterator[Voice]:
    """The names by which a figure may be given: the claimant's, the bodies' that its sentence says to count; else the outlet's."""
    named = [one.point.claimant or ""]
    around = sentence_around(one.article, one.figure.start, one.figure.end)
    text = one.article.text
    named += [
        mention.name or mention.text
        for mention in contexts.mentions_in(one.article.id, around.start, one.figure.start)
        if mention.kind in _BODIES and _COUNTS.search(text, mention.end, one.figure.start)
    ]
    counts = _COUNTS.search(text, around.start, one.figure.start)
    if counts and counts.start() - around.start <= SUBJECT:
        named.append(text[around.start : counts.start()])
    found = [voice for name in named if (voice := _words(name))]
    yield from found or [_words(one.article.outlet or one.article.id)]
    if one.point.actor_id:
        yield frozenset({one.point.actor_id})


def _words(name: str) -> Voice:
    return frozenset(word.text for word in words_of(Passage(name, 0, len(name)))) - _NO_NAME


def _anchors(one: Measured, voices: frozenset[str], contexts: Contexts) -> frozenset[str]:
    """The words of a sentence that news hardly knows, or that are names."""
    counted_words = words_of_unit(one)
    found = set()
    for word in words_of(Passage(one.sentence, 0, len(one.sentence))):
        term = stem(word.text)
        named = word.capital and word.start > 0
        if not (named or rarity(term) >= RARE) or term[0].isdigit() or word.text in voices or term in counted_words:
            continue
        if term_weight(term) and not contexts.everywhere(term):
            found.add(term)
    return frozenset(found)
