"""Forecasts: what somebody foresees for a time to come, found from the time on.

A time ahead in what is said is a forecast where words of foreseeing stand beside it ("I expect", "could", "my bet", a warning) or
where it bounds a window ("within ten days", "before the end of May") and what will happen is nothing that the speaker decides.
What people say that they themselves will do is announced, not foreseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.annotate import words
from onrecord.annotate.announced import head_noun
from onrecord.annotate.disowned import is_disowned
from onrecord.annotate.partakers import Partakers, content_start, place_of
from onrecord.annotate.triggers import OTHER, Found, clause, what_end
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.statement import Mention, Statement
from onrecord.model.when import When

#: Who foresees where a report does so in its own words.
REPORT = "the report"
#: Words by which somebody foresees, between blanks.
_FORESEEING = tuple(
    f" {form} "
    for form in [
        "i expect",
        "we expect",
        "i predict",
        "we predict",
        "i bet",
        "my bet",
        "my guess",
        "my forecast",
        "i think",
        "we think",
        "i believe",
        "we believe",
        "i fear",
        "we fear",
        "surprised if",
        "expectation is",
        "likely",
        "probably",
        "could",
        "may",
        "might",
        "bound to",
        "sooner or later",
    ]
)
#: Expectations whose holder stands before them: "she would be surprised if", "his expectation is that".
_HELD = (
    ("would", "be", "surprised", "if"),
    ("'d", "be", "surprised", "if"),
    ("expectation", "is"),
    ("prediction", "is"),
    *(
        (verb,)
        for verb in (
            "reckons",
            "reckon",
            "reckoned",
            "foresees",
            "foresaw",
            "envisages",
            "bets",
            "guesses",
            "expects",
            "predicts",
        )
    ),
    *(
        (verb, adjective)
        for verb in ("is", "was", "were", "are", "seemed", "sounded")
        for adjective in ("confident", "certain", "sure", "convinced")
    ),
)
#: By these the report itself foresees: nobody else is named.
_PROJECTED = (
    " on present trends ",
    " on current trends ",
    " at this rate ",
    " at the present rate ",
    " at the current rate ",
    " is projected to ",
    " are projected to ",
    " is forecast to ",
    " are forecast to ",
    " if nothing changes ",
)
#: What is to be reached, not done: nobody decides it by saying it.
_RESULTS = word_set(
    """
    restored ended finished completed contained cleared crushed solved resolved repaired extinguished reached settled beaten defeated
    rebuilt reconnected quelled stopped eliminated controlled secured averted overcome
    """
)
#: What is promised or demanded is not foreseen, whoever is to do it.
_COMMITTED = frozenset({"promises", "demands"})
_WINDOW_OPENERS = word_set("before by within")
_WINDOWS = ("within ", "in the next ", "in the coming ", "over the next ", "over the coming ", "between ", "by ")
_FUTURE = word_set("will would 'll could may might going")
_STATE = word_set("is are to did does do")
_FORESEEING_STANCES = frozenset({"predicts", "warns", "believes"})
_HOURS = 12  # "within 48 hours" is a window, "within the hour" is none
_QUOTATION = frozenset(['"', "“", "”", "‘", "’", "'"])
_MARKS = 3  # quotation marks over which a clause is followed back
_SPEAKER = word_set("i we")
_NO_VERBS = words.DETERMINERS | word_set("me us him them you it")
_HIMSELF = word_set("he she it")


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is foreseen: named by the tokens ``at`` to ``end``, in the clause ``low`` to ``high``."""

    at: int
    end: int
    low: int
    high: int
    code: str
    when: When
    forecaster: str
    actors: tuple[str, ...]
    place: Mention | None


def find_forecasts(
    unit: Unit, items: Sequence[Found], said_in: Callable[[int, int], Statement | None], partakers: Partakers
) -> list[Forecast]:
    """The forecasts of one unit, at most one for each time; ``said_in`` tells the statement in whose content characters stand."""
    found: list[Forecast] = []
    for first, last in _times(unit):
        forecast = _forecast(unit, items, first, last, said_in, partakers)
        if forecast is not None and is_disowned(unit, forecast.at, noun=False):
            continue
        if forecast is not None and not any(other.low <= forecast.at < other.high for other in found):
            found.append(forecast)
    return found


def _times(unit: Unit) -> Iterator[tuple[int, int]]:
    """The token ranges of times that lie ahead of publication or may."""
    at = 0
    while at < len(unit.tokens):
        number = unit.tokens[at].time
        last = at + 1
        while number >= 0 and last < len(unit.tokens) and unit.tokens[last].time == number:
            last += 1
        if number >= 0 and _ahead(unit.times[number].when, unit.times[number].text):
            yield at, last
        at = last


def _ahead(when: When, text: str) -> bool:
    relative = when.relative
    if relative is None or relative.direction < 0 or relative.amount < 0:
        return False
    if relative.unit == "hour":
        return relative.length > _HOURS
    today = relative.unit == "day" and relative.amount == 0 and relative.length == 1
    return not today or any(word in text.lower() for word in ("evening", "tonight", "night", "afternoon"))


def _forecast(
    unit: Unit,
    items: Sequence[Found],
    first: int,
    last: int,
    said_in: Callable[[int, int], Statement | None],
    partakers: Partakers,
) -> Forecast | None:
    tokens = unit.tokens
    said = said_in(tokens[first].start, tokens[last - 1].end)
    if said is None and first:  # "will be gone by | Sunday, warns ...": the time alone was taken for that of the saying
        said = said_in(tokens[first - 1].start, tokens[first - 1].end)
    low, high = clause(unit, first, last)
    for _ in range(_MARKS):  # a few quoted words do not end a clause
        if low > 1 and tokens[low - 1].text in _QUOTATION:
            low = clause(unit, low - 1, low - 1)[0]
    held = _held(unit, low, first)
    low = max(low, held[1] if held else content_start(unit, first, said))
    opening = held[0] if held else low
    row = f" {' '.join(token.lower for token in tokens[opening:high] if token.time < 0)} "
    result = any(f" be {word} " in row for word in _RESULTS) and _bounds_window(unit, first)
    projected = said is None and (result or any(phrase in row for phrase in _PROJECTED))
    foreseen = (
        held is not None
        or projected
        or (said is not None and said.stance in _FORESEEING_STANCES)
        or any(phrase in row for phrase in _FORESEEING)
    )
    forecaster = _forecaster(unit, held, said, partakers) or (REPORT if projected else None)
    if said is not None and said.stance in _COMMITTED and not foreseen:
        return None  # a promise, also of what others will do
    verb = _verb(unit, low, high, first, last, foreseen)
    if forecaster is None or not (foreseen or _bounds_window(unit, first)):
        return None
    if verb is None:
        return _of_noun(unit, items, low, high, first, forecaster) if foreseen else None
    subject = [] if tokens[verb - 1].lower == "it" else partakers.subject(unit, low, verb)
    if _decides(unit, low, verb, said, subject, foreseen):
        return None
    named = next((item for item in items if low <= item.at < high and item.code != OTHER), None)
    at = verb
    if tokens[verb].lower not in {"is", "are"}:
        at += 1
        while at < len(tokens) - 1 and tokens[at].lower in words.ADVERBS | words.NEGATIONS | {"to"}:
            at += 1
    end = named.end if named is not None and named.at == at else what_end(unit, at)
    here = Found(at, end, low, high, named.code if named else OTHER, False, low, high)
    actors = tuple(name for name in subject if name != forecaster)
    return Forecast(at, end, low, high, here.code, _window(unit, first), forecaster, actors, place_of(unit, here))


def _of_noun(unit: Unit, items: Sequence[Found], low: int, high: int, first: int, forecaster: str) -> Forecast | None:
    """What is foreseen by a noun alone: "foresees a signed agreement by Friday"."""
    before = first - 1
    while before > low and unit.tokens[before].lower in _WINDOW_OPENERS | words.PREPOSITIONS | words.DETERMINERS:
        before -= 1
    head = head_noun(unit, before)
    if head is None or head < low:
        return None
    named = next((item for item in items if item.at <= head < item.end), None)
    here = Found(head, head + 1, low, high, named.code if named else OTHER, True, low, high)
    return Forecast(head, head + 1, low, high, here.code, _window(unit, first), forecaster, (), place_of(unit, here))


def _window(unit: Unit, first: int) -> When:
    """The time with which token ``first`` begins, from publication on where it is an end: "by Friday"."""
    when = unit.times[unit.tokens[first].time].when
    if _opened_by(unit, first) in {"before", "by"} and when.relative is not None:
        return replace(when, relative=replace(when.relative, until=True))
    return when


def _held(unit: Unit, low: int, high: int) -> tuple[int, int] | None:
    """Where an expectation stands that tells by itself whose it is, and where what is expected begins."""
    for at in range(low, high):
        for form in _HELD:
            if tuple(token.lower for token in unit.tokens[at : at + len(form)]) == form:
                return at, at + len(form)
    before = low - 1  # "... expectation is | that"
    if before >= 1 and unit.tokens[before].lower == "that":
        for form in _HELD:
            if tuple(token.lower for token in unit.tokens[before - len(form) : before]) == form:
                return before - len(form), low
    return None


def _forecaster(unit: Unit, held: tuple[int, int] | None, said: Statement | None, partakers: Partakers) -> str | None:
    if said is not None:
        return said.speaker.name or said.speaker.text
    if held is None:
        return None
    for k in range(held[0] - 1, max(-1, held[0] - 4), -1):
        token = unit.tokens[k]
        if token.mention >= 0:
            mention = unit.mentions[token.mention]
            return mention.name or mention.text
        if token.lower in words.SUBJECT_PRONOUNS | {"his", "her", "its", "their"}:
            return partakers.who(unit, k) or partakers.opening(unit) or token.text
    return partakers.opening(unit)


def _verb(unit: Unit, low: int, high: int, first: int, last: int, foreseen: bool) -> int | None:
    """The word that carries the future: the nearest modal before the time or the first after it, else a present tense."""
    tokens = unit.tokens
    order: list[int] = [*range(first - 1, low - 1, -1), *range(last, high)]
    for wanted in (_FUTURE, _STATE) if foreseen else (_FUTURE,):
        for k in order:
            if tokens[k].mention >= 0 or tokens[k].lower not in wanted or k + 1 >= len(tokens):
                continue
            follows = tokens[k + 1]
            if follows.is_word and not (
                tokens[k].lower == "to" and (follows.mention >= 0 or follows.lower in _NO_VERBS)
            ):
                return k
    return None


def _opened_by(unit: Unit, first: int) -> str:
    """The word before a time, past its article."""
    k = first - 1
    while k > 0 and unit.tokens[k].lower in words.DETERMINERS:
        k -= 1
    return unit.tokens[k].lower if k >= 0 else ""


def _bounds_window(unit: Unit, first: int) -> bool:
    time = unit.times[unit.tokens[first].time]
    relative = time.when.relative
    return (
        _opened_by(unit, first) in _WINDOW_OPENERS
        or time.text.lower().startswith(_WINDOWS)
        or (relative is not None and relative.until)
    )


def _decides(unit: Unit, low: int, verb: int, said: Statement | None, subject: Sequence[str], foreseen: bool) -> bool:
    """Whether the speaker tells what he, or those for whom he speaks, will do."""
    tokens = unit.tokens
    k = verb - 1
    while k > low and tokens[k].lower in words.ADVERBS | words.NEGATIONS | words.BE:
        k -= 1
    doer = tokens[k].lower if k >= low else ""
    if doer in _SPEAKER and tokens[verb].lower in _FUTURE:
        return True
    if said is None:
        return False
    passive = verb + 1 < len(tokens) and tokens[verb + 1].lower == "be"
    if passive and any(token.lower in _RESULTS for token in tokens[verb + 2 : verb + 4]):
        return False
    if doer in _HIMSELF:
        # "we see that he is going to": he is somebody else
        own = {token.lower for token in tokens[content_start(unit, verb, said) : verb]} & _SPEAKER
        other = (said.speaker.text or "").lower() in _HIMSELF - {doer}
        return not (said.direct or own or other) or (passive and not foreseen)
    if said.speaker.name in subject and said.speaker.name is not None:
        return True
    return not foreseen and (passive or bool(subject))
