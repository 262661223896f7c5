"""Events: what happened, is under way or is announced, by trigger words and the tense around them.

Trigger words carry a root code of PLOVER (the Political Language Ontology for Verifiable Event Records); the words beside
them tell the status. Precision comes first: a trigger without an actor or a time, or one that is only feared or imagined
without anybody forecasting it, gives no event.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.annotate import words
from onrecord.annotate.clauses import Unit, units
from onrecord.annotate.sentences import Sentence
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, EventStatus, Turn
from onrecord.model.statement import Mention, Statement
from onrecord.model.when import When

_NOT_STATED = When(reason="when is not stated")
_REACH = 16  # tokens on each side of a trigger in which its actors, time and tense are looked for


@dataclass(frozen=True, slots=True)
class _Trigger:
    code: str
    noun: bool
    words: tuple[str, ...]


@cache
def _triggers() -> dict[str, tuple[_Trigger, ...]]:
    table: dict[str, list[_Trigger]] = {}
    for row in _rows("plover.csv"):
        for form in row["forms"].split(";"):
            parts = tuple(form.split())
            table.setdefault(parts[0], []).append(_Trigger(row["code"], row["kind"] == "noun", parts))
    return {word: tuple(sorted(found, key=lambda t: (-len(t.words), t.noun, t.code))) for word, found in table.items()}


@cache
def _turning() -> tuple[tuple[str, EventStatus], ...]:
    """Phrases by which an announced event is moved, cancelled or found held."""
    return tuple(
        (f" {form} ", cast(EventStatus, row["status"])) for row in _rows("turns.csv") for form in row["forms"].split(";")
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = files("onrecord.annotate").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def find_events(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[TimeMention],
    statements: Sequence[Statement],
) -> tuple[Event, ...]:
    """The events of an article's body, in order of their places; times unbound, actors by name. Never raises."""
    found: list[Event] = []
    for unit in units(article.text, [s for s in sentences if s.segment == "body"], mentions, times):
        seen: set[tuple[str, int, str]] = set()
        at = 0
        while at < len(unit.tokens):
            trigger = _trigger_at(unit, at)
            if trigger is None:
                at += 1
                continue
            event = _event(article, unit, at, trigger, statements, seen)
            if event is not None:
                found.append(event)
            at += len(trigger.words)
    return tuple(found)


def _trigger_at(unit: Unit, at: int) -> _Trigger | None:
    tokens = unit.tokens
    if tokens[at].mention >= 0 or (tokens[at].capital and at > 0):
        return None
    for trigger in _triggers().get(tokens[at].lower, ()):
        last = at + len(trigger.words)
        if tuple(token.lower for token in tokens[at:last]) == trigger.words and trigger.noun == _is_noun(unit, at, last):
            return trigger
    return None


def _is_noun(unit: Unit, at: int, last: int) -> bool:
    """Whether the word stands where nouns stand: after a determiner, an adjective, a preposition or a possessive."""
    tokens = unit.tokens
    if at == 0:
        return True
    before = tokens[at - 1]
    word = before.lower
    if word in words.DETERMINERS and word not in {"this", "that"}:
        return True
    if before.possessive or (word in words.PREPOSITIONS and word != "to"):
        return True
    if word in words.AUXILIARIES | words.MODALS | words.SUBJECT_PRONOUNS | {"to", "not", "who", "which", "that", "and"}:
        # "to talks", "and talks": nouns when nothing follows that a verb would take
        return word in {"to", "and"} and tokens[at].lower.endswith(("s", "ing", "ment", "ion"))
    if word in words.ADVERBS:
        return False
    if before.mention >= 0:
        kind = unit.mentions[before.mention].kind
        follows = tokens[last].lower if last < len(tokens) else "."
        return kind not in {"person", "office"} and (follows in words.AUXILIARIES or follows in words.MODALS)
    return not tokens[at].lower.endswith("ed") and not word.endswith("s") and word.isalpha() and tokens[at].lower != "met"


def _event(
    article: Article,
    unit: Unit,
    at: int,
    trigger: _Trigger,
    statements: Sequence[Statement],
    seen: set[tuple[str, int, str]],
) -> Event | None:
    tokens = unit.tokens
    end = at + len(trigger.words)
    low, high = _clause(unit, at, end)
    actors = _actors(unit, low, high, at, trigger.noun)
    time = _time(unit, low, high, at)
    status = _status(unit, low, high, at, trigger.noun, time)
    start = tokens[at].start
    said = _said_in(statements, start, tokens[end - 1].end)
    forecast = said is not None and (said.stance in {"predicts", "warns", "believes"} or status == "conditional")
    imagined = status == "conditional" or _only_imagined(unit, at)
    if status is None or (imagined and not (forecast and time is not None)):
        return None
    if not actors and time is None or (trigger.noun and time is None and status not in {"announced", "planned", "moved", "cancelled", "held"}):
        return None
    if not trigger.noun and not actors:
        return None
    key = (trigger.code, -1 if time is None else time, status)
    if key in seen:
        return None
    seen.add(key)
    when = unit.times[time].when if time is not None else _NOT_STATED
    evidence = Evidence.of(article.id, article.text, unit.start, unit.end)
    return Event(
        id=make_id("ev", article.id, start, trigger.code),
        story_id=None,
        code=trigger.code,
        what=article.text[start : tokens[end - 1].end],
        status=status,
        actors=actors,
        place=_place(unit, low, high, at),
        when=when,
        forecaster=(said.speaker.name or said.speaker.text) if said is not None and forecast else None,
        turns=(Turn(status, when, evidence),),
        evidence=(evidence,),
    )


def _clause(unit: Unit, at: int, end: int) -> tuple[int, int]:
    """The tokens of the clause around a trigger, at most ``_REACH`` to each side."""
    tokens = unit.tokens
    low = at
    while low > 0 and at - low < _REACH:
        word = tokens[low - 1].lower
        if word in {";", ":", "that", "while", "after", "before", "because", "but", "although"} or word in {'"', "“", "”"}:
            break
        low -= 1
    high = end
    while high < len(tokens) and high - end < _REACH:
        word = tokens[high].lower
        if word in {";", ":", "while", "but", "although", "because", "who", "which", '"', "“", "”", "that"}:
            break
        high += 1
    return low, high


def _actors(unit: Unit, low: int, high: int, at: int, noun: bool) -> tuple[str, ...]:
    names: dict[str, None] = {}
    ahead = False
    for k in range(low, high):
        token = unit.tokens[k]
        if token.mention < 0:
            continue
        mention = unit.mentions[token.mention]
        if mention.kind in {"person", "body", "country", "office"}:
            names.setdefault(mention.name or mention.text)
            ahead = ahead or k < at
    return tuple(names) if ahead or noun else ()


def _time(unit: Unit, low: int, high: int, at: int) -> int | None:
    """The time nearest to the trigger in its clause that binds to the calendar or counts from publication."""
    best: tuple[int, int] | None = None
    for k in range(low, high):
        time = unit.tokens[k].time
        if time < 0:
            continue
        when = unit.times[time].when
        if not when.known and when.relative is None:
            continue
        distance = (k - at) if k > at else (at - k) + 2  # what follows a trigger is more often its own
        if best is None or distance < best[0]:
            best = (distance, time)
    return best[1] if best else None


def _place(unit: Unit, low: int, high: int, at: int) -> str | None:
    """The key of the place after "in", "at", "to" or "near" that stands nearest to the trigger."""
    best: tuple[int, str] | None = None
    for k in range(max(low, 1), high):
        token = unit.tokens[k]
        if token.mention < 0 or unit.mentions[token.mention].place is None or token.possessive:
            continue
        previous = k - 1
        while previous > low and unit.tokens[previous].lower in {"the", "capital", "city", "town", "port", "of"}:
            previous -= 1
        if unit.tokens[previous].lower in {"in", "at", "to", "near", "outside", "off", "around"}:
            place = unit.mentions[token.mention].place
            if place and (best is None or abs(k - at) < best[0]):
                best = (abs(k - at), place)
    return best[1] if best else None


def _status(unit: Unit, low: int, high: int, at: int, noun: bool, time: int | None) -> EventStatus | None:
    tokens = unit.tokens
    row = " " + " ".join(token.lower for token in tokens[low:high]) + " "
    if noun:
        for phrase, status in _turning():
            if phrase in row and (status != "held" or " if " not in row):
                return status
    before = [token.lower for token in tokens[low:at]]
    after = [token.lower for token in tokens[at + 1 : high]]
    nearest = before[-6:] if not noun else before[-9:]
    verbs = nearest if not noun else [*nearest, *after[:5]]
    joined = " " + " ".join(verbs) + " "
    if any(phrase in joined for phrase in (" no plans ", " denied ", " denies ", " not ", " never ")) or any(v.endswith("n't") for v in verbs):
        return "denied"
    if any(v in {"could", "would", "may", "might", "should", "if", "unless", "whether"} for v in verbs):
        return "conditional"
    if any(v in {"will", "'ll"} for v in verbs) or any(
        phrase in joined
        for phrase in (" due ", " set to ", " set for ", " expected to ", " agreed to ", " going to ", " scheduled ", " is to ", " are to ", " announced ")
    ):  # fmt: skip
        return "announced"
    if any(phrase in joined for phrase in (" plans ", " planned ", " planning ", " considering ", " preparing ", " plan to ", " proposed ", " intends ")):
        return "planned"
    word = tokens[at].lower
    if not noun:
        if word.endswith("ing"):
            return "under_way" if nearest and set(nearest[-3:]) & words.BE else None
        if nearest and nearest[-1] == "to":
            return None
        if word.endswith(("ed", "t", "k", "e")) and (word.endswith("ed") or word in _PAST):
            return "happened"
        return "announced" if time is not None and word.endswith("s") else None
    if any(v in {"held", "met", "attended", "took", "followed", "had", "was", "were", "chaired", "left", "after", "since"} or v.endswith("ed") for v in verbs):
        return "happened"
    if any(v in {"are", "is", "continue", "continues", "holding", "under"} for v in verbs):
        return "under_way"
    relative = unit.times[time].when.relative if time is not None else None
    if relative is not None and relative.amount < 0:
        return "happened"
    return None


_PAST = frozenset("met flew spoke withdrew shot sank struck shut sent cut fired drew".split())


def _only_imagined(unit: Unit, at: int) -> bool:
    """Whether the trigger stands after "fears of", "a possible", "any": nobody says that it is or will be."""
    return any(token.lower in words.IMAGINED for token in unit.tokens[max(0, at - 5) : at])


def _said_in(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The innermost statement in whose content ``start`` to ``end`` stands."""
    around = [
        (content.end - content.start, number)
        for number, statement in enumerate(statements)
        for content in statement.contents
        if content.start <= start and end <= content.end
    ]
    return statements[min(around)[1]] if around else None
