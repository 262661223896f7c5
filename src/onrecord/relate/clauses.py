"""Clauses: the words around an act or a state that say of what it is told, and whether two clauses are of one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model.passage import Passage
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.context import Contexts
from onrecord.relate.rarity import rarity
from onrecord.relate.words import stem, term_weight, words_of

#: Characters to either side in which the thing stands.
REACH = 140

#: What the shared words of two clauses must weigh: a name, two neighbouring words, a number of things, any other word by its rarity;
#: words that most reports have count a quarter. Chosen on two invented crises and read on Wikinews (docs/method/claims.md).
ONE_THING = 6.5
NAME = 4.0
NEIGHBOURS = 4.0
COUNTED = 4.0
BY_RARITY = 0.5

#: One person in both clauses weighs so much.
ONE_PERSON = 6.0

#: Characters before a sentence in which stands whom "he" means.
BEFORE = 420
_HE = re.compile(r"\b(?:he|she|him|her|his)\b", re.IGNORECASE)
_POINTS = re.compile(r"\W*(?:it|they|he|she|that|this|these|those)\b", re.IGNORECASE)

_ENDS = re.compile(r"[;:]|,\s(?:and|but|while|whereas|though|although|as)\b|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """``things`` are the stems of a clause, pairs of neighbours and numbers of things, each with what sharing it weighs; ``people``
    the people named in it, ``names`` all its names that are not of places nor in most reports; ``pointing``
    whether it begins with a pronoun for what was spoken of before.
    """

    things: dict[str, float]
    people: frozenset[str]
    names: frozenset[str] = frozenset()
    pointing: bool = False


def statement_at(report: Report, at: int) -> Statement | None:
    """The statement of whose content the character ``at`` is."""
    holding = (
        each for each in report.statements if any(content.start <= at < content.end for content in each.contents)
    )
    return next(holding, None)


def clause_of(
    report: Report, contexts: Contexts, sentence: Passage, span: tuple[int, int], statement: Statement | None
) -> Clause:
    """The clause around ``span``, characters of ``sentence`` that tell an act or a state; of a statement only what it says."""
    text, offset = sentence.text, sentence.start
    start, end = max(0, span[0] - REACH), min(len(text), span[1] + REACH)
    told = [(each.start - offset, each.end - offset) for each in statement.contents] if statement else []
    told = [each for each in told if each[0] < len(text) and each[1] > 0]
    if told:  # who says it is not what it is said of
        start, end = max(start, min(told)[0]), min(end, max(each[1] for each in told))
    for match in _ENDS.finditer(text, start, end):
        if match.end() <= span[0]:
            start = match.end()
        elif match.start() >= span[1]:
            end = match.start()
            break
    named: set[int] = set()
    places: set[int] = set()
    people = set()
    for mention in contexts.mentions_in(report.article.id, offset + start, offset + end):
        if mention.kind == "person":
            people.add(contexts.actor_of(mention.name, mention.kind) or mention.text)
        at = mention.start
        for part in mention.text.split(" "):
            (places if mention.kind in ("place", "country") else named).add(at)
            at += len(part) + 1
    things = {
        f"{figure.low:g} {stem(figure.unit)}": COUNTED
        for figure in report.figures
        if figure.low is not None and figure.low == figure.high and offset + start <= figure.start < offset + end
    }
    names: set[str] = set()
    before = ""
    for word in words_of(Passage(text[start:end], offset + start, offset + end)):
        term = stem(word.text)
        at = word.start - offset
        inside = span[0] <= at < span[1] or (told and not any(first <= at < last for first, last in told))
        if inside or not term_weight(term) or term[0].isdigit():
            before = ""
            continue
        weight = NAME if word.start in named | places else rarity(term) * BY_RARITY
        if (word.start in named or (word.capital and at > 0)) and word.start not in places:
            names.add(term)
        things[term] = weight / 4 if contexts.everywhere(term) else weight
        if before:
            things[f"{before} {term}"] = NEIGHBOURS
        before = term
    if not people and _HE.search(text, start, span[0]):
        people |= _spoken_of(report, contexts, sentence, statement)
    told_names = frozenset(name for name in names if not contexts.everywhere(name))
    return Clause(things, frozenset(people), told_names, _POINTS.match(text, start) is not None)


def _spoken_of(report: Report, contexts: Contexts, sentence: Passage, statement: Statement | None) -> frozenset[str]:
    """Whom "he" means: the one person, other than the speaker, whom the words just before name."""
    speaker = statement.speaker.actor_id if statement else None
    before = contexts.mentions_in(report.article.id, max(0, sentence.start - BEFORE), sentence.start)
    found = {
        contexts.actor_of(mention.name, mention.kind) or mention.text for mention in before if mention.kind == "person"
    }
    found -= {speaker or ""}
    return frozenset(found) if len(found) == 1 else frozenset()


def shared_weight(a: Clause, b: Clause) -> float:
    """What two clauses share."""
    shared = sorted(a.things.keys() & b.things.keys())
    return sum(min(a.things[term], b.things[term]) for term in shared) + (ONE_PERSON if a.people & b.people else 0)


def one_thing(a: Clause, b: Clause) -> bool:
    """Whether two clauses are of one thing: no other people, and enough words in common."""
    if a.people and b.people and not a.people & b.people:
        return False
    return shared_weight(a, b) >= ONE_THING
