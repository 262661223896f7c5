"""Events: what happened, is under way or is announced, by trigger words and the tense around them.

Trigger words carry a root code of PLOVER (the Political Language Ontology for Verifiable Event Records); the words beside
them tell the status (``data/turns.csv``). What is announced for a stated time is an event even where no trigger names it
("will address the nation on Sunday"); its code is then ``OTHER``. Precision comes first: a trigger without an actor or a
time, or one that is only feared or imagined without anybody forecasting it, gives no event.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.annotate import words
from onrecord.annotate.phrases import is_adjective
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.units import Token, Unit, units
from onrecord.annotate.word_set import word_set
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, EventStatus, Turn
from onrecord.model.statement import Mention, Statement
from onrecord.model.when import When

#: The code of an announced act that no trigger word names; PLOVER has none for it.
OTHER = "OTHER"
_NOT_STATED = When(reason="when is not stated")
_REACH = 18  # tokens on each side of a trigger in which its actors, time and tense are looked for
_WHAT = 6  # tokens: how much of an announced act is quoted as its name
_SENTENCE_MARKS = frozenset([";", ":", '"', "“", "”", "(", ")"])
_CLAUSE_BREAKS = word_set("while but although because who which that whose whom")
_PLACE_WORDS = word_set("in at to near outside off around into for from of over toward towards against across")
_LOOSE_SUBJECTS = word_set("he she they it two both sides")
_PAST = word_set("met flew spoke withdrew shot sank struck shut sent cut fired drew")
_TURNED: tuple[EventStatus, ...] = ("moved", "cancelled")
_ENDED: tuple[EventStatus, ...] = ("moved", "cancelled", "held")
_AHEAD: tuple[EventStatus, ...] = ("announced", "conditional", "planned")
_PRESENT: tuple[EventStatus, ...] = ("happened", "under_way")
#: In what was said by these, "would" is the future that was announced.
_FUTURE_STANCES = frozenset({"says", "announces", "promises", "confirms"})


@dataclass(frozen=True, slots=True)
class _Trigger:
    code: str
    noun: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A trigger in a unit: tokens ``at`` to ``end``, its clause ``low`` to ``high``."""

    at: int
    end: int
    low: int
    high: int
    code: str
    noun: bool


@cache
def _triggers() -> dict[str, tuple[_Trigger, ...]]:
    table: dict[str, list[_Trigger]] = {}
    for row in _rows("plover.csv"):
        for form in row["forms"].split(";"):
            parts = tuple(form.split())
            table.setdefault(parts[0], []).append(_Trigger(row["code"], row["kind"] == "noun", parts))
    return {word: tuple(sorted(found, key=lambda t: (-len(t.words), t.noun, t.code))) for word, found in table.items()}


@cache
def _turns() -> dict[EventStatus, tuple[str, ...]]:
    """The phrases that tell each status, each between blanks, in the order in which they are asked."""
    return {
        cast(EventStatus, row["status"]): tuple(f" {form} " for form in row["forms"].split(";"))
        for row in _rows("turns.csv")
    }


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
    found: list[tuple[int, Event]] = []
    contents = sorted(
        (content.end - content.start, content.start, content.end, number)
        for number, statement in enumerate(statements)
        for content in statement.contents
    )
    for unit in units(article.text, [s for s in sentences if s.segment == "body"], mentions, times):
        seen: set[tuple[str, int | None, str]] = set()
        placed: list[_Found] = []
        for item in (*_named(unit), *_announced(unit)):
            if item.code == OTHER and any(other.low <= item.at < other.high + 4 for other in placed):
                continue
            said = _said_in(statements, contents, unit.tokens[item.at].start, unit.tokens[item.end - 1].end)
            event = _event(article, unit, item, said)
            key = None if event is None else (event.code, _time(unit, item), event.status)
            if event is not None and key is not None and key not in seen:
                seen.add(key)
                placed.append(item)
                found.append((unit.tokens[item.at].start, event))
    return tuple(event for _, event in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


# --- where an event is named ---------------------------------------------------------------------------------------


def _named(unit: Unit) -> Iterable[_Found]:
    """Trigger words, where they stand as the part of speech that they are triggers in."""
    at = 0
    while at < len(unit.tokens):
        trigger = _trigger_at(unit, at)
        if trigger is None:
            at += 1
            continue
        end = at + len(trigger.words)
        low, high = _clause(unit, at, end)
        if trigger.noun:
            high = max(high, _turn_after(unit, end))
        yield _Found(at, end, low, high, trigger.code, trigger.noun)
        at = end


def _trigger_at(unit: Unit, at: int) -> _Trigger | None:
    tokens = unit.tokens
    if tokens[at].mention >= 0 or (tokens[at].capital and at > 0):
        return None
    for trigger in _triggers().get(tokens[at].lower, ()):
        last = at + len(trigger.words)
        if tuple(t.lower for t in tokens[at:last]) == trigger.words and trigger.noun == _is_noun(unit, at, last):
            return trigger
    return None


def _announced(unit: Unit) -> Iterable[_Found]:
    """Verbs after "will", "is to", "are due to" and the like, whatever they say, where a time stands in their clause."""
    tokens = unit.tokens
    for at in range(1, len(tokens) - 1):
        lower = tokens[at].lower
        if tokens[at].mention >= 0:
            continue
        if lower in {"will", "would"} or (
            lower == "to" and tokens[at - 1].lower in {"is", "are", "was", "were", "due", "scheduled"}
        ):
            verb = at + 1
        else:
            continue
        while verb < len(tokens) and tokens[verb].lower in words.ADVERBS - words.NEGATIONS:
            verb += 1
        if verb >= len(tokens) - 1 or not _is_plain_verb(tokens[verb].lower, tokens[verb + 1].lower):
            continue
        end = verb + 1
        while end < len(tokens) and end - verb < _WHAT and tokens[end].is_word and tokens[end].time < 0:
            end += 1
        while end > verb + 1 and tokens[end - 1].lower in words.PREPOSITIONS | words.DETERMINERS | {"and", "that"}:
            end -= 1
        low, high = _clause(unit, at, end)
        yield _Found(verb, end, low, high, OTHER, False)


def _is_plain_verb(word: str, follows: str) -> bool:
    if word in {"have", "not", "never", "likely"} or not word.isalpha():
        return False
    return (
        word != "be" or follows.endswith(("ed", "en")) or follows in {"held", "put", "sent", "taken", "made", "brought"}
    )


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
        # "to talks", "and talks": nouns by their ending
        return word in {"to", "and"} and tokens[at].lower.endswith(("s", "ing", "ment", "ion"))
    if word in words.ADVERBS:
        return False
    if before.mention >= 0:
        if is_adjective(unit.mentions[before.mention]):
            return True
        kind = unit.mentions[before.mention].kind
        follows = tokens[last].lower if last < len(tokens) else "."
        return kind not in {"person", "office"} and follows in words.AUXILIARIES | words.MODALS
    return (
        not tokens[at].lower.endswith("ed") and not word.endswith("s") and word.isalpha() and tokens[at].lower != "met"
    )


def _clause(unit: Unit, at: int, end: int) -> tuple[int, int]:
    """The tokens of the clause around a trigger, at most ``_REACH`` to each side."""
    tokens = unit.tokens
    low = at
    while low > 0 and at - low < _REACH:
        word = tokens[low - 1].lower
        if word in _SENTENCE_MARKS or word in _CLAUSE_BREAKS | {"after", "before"}:
            break
        low -= 1
    high = end
    while high < len(tokens) and high - end < _REACH:
        if tokens[high].lower in _SENTENCE_MARKS or tokens[high].lower in _CLAUSE_BREAKS:
            break
        high += 1
    return low, high


def _turn_after(unit: Unit, end: int) -> int:
    """Past "have been put off until Monday" where a relative clause stands before it; ``end`` where nothing is turned."""
    tokens = unit.tokens
    high = end
    while high < len(tokens) and high - end < 2 * _REACH and tokens[high].lower not in _SENTENCE_MARKS:
        high += 1
    row = f" {' '.join(token.lower for token in tokens[end:high])} "
    turned = any(phrase in row for status in _TURNED for phrase in _turns()[status])
    return high if turned else end


# --- what is told of it --------------------------------------------------------------------------------------------


def _event(article: Article, unit: Unit, item: _Found, said: Statement | None) -> Event | None:
    tokens = unit.tokens
    time = _time(unit, item)
    actors = _actors(unit, item, said)
    status = _status(unit, item, said, time)
    if status is None or (time is None and not actors):
        return None
    forecast = said is not None and (said.stance in {"predicts", "warns", "believes"} or status == "conditional")
    if (status == "conditional" or _only_imagined(unit, item.at)) and not (forecast and time is not None):
        return None
    if item.noun and time is None and status not in {"moved", "cancelled", "held"} and not _willed(unit, item):
        return None
    if not item.noun and not actors and not _loose_subject(unit, item):
        return None
    if item.code == OTHER and (time is None or status not in {"announced", "moved"} or _is_past(unit, time)):
        return None
    when = unit.times[time].when if time is not None else _NOT_STATED
    evidence = Evidence.of(article.id, article.text, unit.start, unit.end)
    start = tokens[item.at].start
    return Event(
        id=make_id("ev", article.id, start, item.code),
        story_id=None,
        code=item.code,
        what=article.text[start : tokens[item.end - 1].end],
        status=status,
        actors=actors,
        place=_place(unit, item),
        when=when,
        forecaster=(said.speaker.name or said.speaker.text) if said is not None and forecast else None,
        turns=(Turn(status, when, evidence),),
        evidence=(evidence,),
    )


def _actors(unit: Unit, item: _Found, said: Statement | None) -> tuple[str, ...]:
    """Names in the clause; a country only where no preposition makes it a place, a speaker only where a pronoun means him."""
    names: dict[str, None] = {}
    ahead = False
    speaker = said.speaker if said is not None else None
    if said is not None and speaker is not None and speaker.name and _speaks_of_himself(unit, item, said):
        names[speaker.name] = None
        ahead = True
    for k in range(item.low, item.high):
        token = unit.tokens[k]
        if token.mention < 0 or (k > 0 and unit.tokens[k - 1].mention == token.mention):
            continue
        mention = unit.mentions[token.mention]
        if mention.kind not in {"person", "body", "country", "office"} or is_adjective(mention):
            continue
        if speaker is not None and (speaker.start or 0) <= mention.start < (speaker.end or 0):
            continue
        if mention.kind == "country":
            previous = k - 1
            while previous > item.low and unit.tokens[previous].lower == "the":
                previous -= 1
            if previous >= 0 and unit.tokens[previous].lower in _PLACE_WORDS and k > item.at:
                continue
        names.setdefault(mention.name or mention.text)
        ahead = ahead or k < item.at
    return tuple(names) if ahead or item.noun or _loose_subject(unit, item) else ()


def _speaks_of_himself(unit: Unit, item: _Found, said: Statement) -> bool:
    """Whether a pronoun is the subject of the event in an indirect content: "said it would publish a report"."""
    if said.direct:
        return False
    start = next(
        (content.start for content in said.contents if content.start <= unit.tokens[item.at].start < content.end), None
    )
    return start is not None and any(
        token.start >= start and token.lower in words.SUBJECT_PRONOUNS for token in unit.tokens[item.low : item.at]
    )


def _loose_subject(unit: Unit, item: _Found) -> bool:
    """Whether a pronoun, "the two" or a plain noun phrase stands where the subject of an announced act stands."""
    if item.code == OTHER:
        return True
    return any(token.lower in _LOOSE_SUBJECTS and token.quote < 0 for token in unit.tokens[item.low : item.at])


def _time(unit: Unit, item: _Found) -> int | None:
    """The time nearest to the trigger in its clause that binds to the calendar or counts from publication."""
    best: tuple[int, int] | None = None
    for k in range(item.low, item.high):
        time = unit.tokens[k].time
        if time < 0:
            continue
        when = unit.times[time].when
        if not when.known and when.relative is None:
            continue
        distance = (k - item.at) if k > item.at else (item.at - k) + 2  # what follows is more often its own
        before = unit.tokens[k - 1].lower if k > item.at else ""
        if before in {"until", "till"} or (before == "to" and unit.tokens[k - 2].time >= 0):
            distance = 0  # "put off from Friday to Monday": the new time
        if best is None or distance < best[0]:
            best = (distance, time)
    return best[1] if best else None


def _is_past(unit: Unit, time: int) -> bool:
    relative = unit.times[time].when.relative
    return relative is not None and (relative.direction < 0 or (relative.direction == 0 and relative.amount < 0))


def _place(unit: Unit, item: _Found) -> str | None:
    """The key of the place after "in", "at", "to" or "near" that stands nearest to the trigger."""
    best: tuple[int, str] | None = None
    for k in range(max(item.low, 1), item.high):
        token = unit.tokens[k]
        if token.mention < 0 or unit.mentions[token.mention].place is None or token.possessive:
            continue
        previous = k - 1
        while previous > item.low and unit.tokens[previous].lower in {"the", "capital", "city", "town", "port", "of"}:
            previous -= 1
        if unit.tokens[previous].lower in {"in", "at", "to", "near", "outside", "off", "around"}:
            place = unit.mentions[token.mention].place
            if place and (best is None or abs(k - item.at) < best[0]):
                best = (abs(k - item.at), place)
    return best[1] if best else None


def _status(unit: Unit, item: _Found, said: Statement | None, time: int | None) -> EventStatus | None:
    tokens = unit.tokens
    turns = _turns()
    lead = _until_comma(tokens[max(item.low, item.at - 12) : item.at], last=True)
    tail = _until_comma(tokens[item.end : min(item.high, item.end + 10)], last=False) if item.noun else []
    clause = f" {' '.join(token.lower for token in tokens[item.low : item.high])} "
    if any(word in {"if", "unless", "whether"} for word in lead) or (
        item.low > 0 and tokens[item.low - 1].lower in {"if", "unless", "whether"}
    ):
        return "conditional"
    if item.noun or item.code == OTHER:
        for status in _ENDED:
            if any(phrase in clause for phrase in turns[status]):
                return status
    beside = f" {' '.join([*lead, *tail])} "
    if any(word.endswith("n't") for word in (*lead, *tail)) or any(phrase in beside for phrase in turns["denied"]):
        return "denied"
    if " would " in beside:
        return "announced" if said is not None and said.stance in _FUTURE_STANCES else "conditional"
    for status in _AHEAD:
        if any(phrase in beside for phrase in turns[status]):
            return status
    if not item.noun:
        return _verb_status(tokens[item.at].lower, lead, time)
    for status in _PRESENT:
        if any(phrase in beside for phrase in turns[status]):
            return status
    if any(word.endswith("ed") for word in lead) or (time is not None and _is_past(unit, time)):
        return "happened"
    return None


def _until_comma(tokens: Sequence[Token], *, last: bool) -> list[str]:
    """The words after the last comma or dash (``last``), or those before the first one."""
    row = [token.lower for token in tokens]
    marks = [k for k, word in enumerate(row) if word in {",", "-", "–", "—"}]
    if not marks:
        return row
    return row[marks[-1] + 1 :] if last else row[: marks[0]]


def _verb_status(word: str, lead: Sequence[str], time: int | None) -> EventStatus | None:
    if word.endswith("ing"):
        return "under_way" if set(lead[-3:]) & words.BE else None
    if lead and lead[-1] == "to":
        return None
    if word.endswith("ed") or word in _PAST:
        return "happened"
    return "announced" if time is not None and word.endswith("s") else None


def _willed(unit: Unit, item: _Found) -> bool:
    return any(token.lower in {"will", "'ll"} for token in unit.tokens[max(item.low, item.at - 6) : item.at])


def _only_imagined(unit: Unit, at: int) -> bool:
    """Whether the trigger stands after "fears of", "a possible", "any": nobody says that it is or will be."""
    return any(token.lower in words.IMAGINED for token in unit.tokens[max(0, at - 5) : at])


def _said_in(
    statements: Sequence[Statement], contents: Sequence[tuple[int, int, int, int]], start: int, end: int
) -> Statement | None:
    """The innermost statement in whose content ``start`` to ``end`` stands; ``contents`` are sorted by length."""
    for _, first, last, number in contents:
        if first <= start and end <= last:
            return statements[number]
    return None
