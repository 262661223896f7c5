"""What the fields of a search ask of an article, made when its thread is related: a search then reads no records.

Who says something is known by an actor's identifier; of a speaker who is no actor by the words of the name, or, where one is anonymous, of the
description, after a sign that no identifier begins with. :func:`names_of` leads from the words of a name to both.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.desk.store import Fact, Name, Said
from onrecord.model.names import folded, place_key
from onrecord.model.picture import Event
from onrecord.model.relations import Relations
from onrecord.model.statement import Speaker, Statement

#: Before the words of a name that is no actor's.
_CALLED = "="


def of_thread(relations: Relations) -> list[Fact]:
    """The facts of the articles of a thread."""
    names = {actor.id: actor.name for actor in relations.actors}
    said: dict[str, list[Said]] = defaultdict(list)
    places: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for statement in relations.statements:
        said[statement.article_id].append(_said(statement, names.get(statement.speaker.actor_id or "")))
        if statement.place:
            places[statement.article_id][statement.id, statement.place] = None
    for figure in relations.figures:
        if figure.place:
            places[figure.article_id][figure.id, figure.place] = None
    for event in relations.events:
        for article_id in sorted(_tellers(event)) if event.place else ():
            places[article_id][event.id, str(event.place)] = None
    return [
        Fact(
            article_id=dating.article_id,
            outlet="",
            first_day=dating.published.first_day or "",
            last_day=dating.published.last_day or "",
            said=tuple(said[dating.article_id]),
            places=tuple(places[dating.article_id]),
        )
        for dating in relations.datings
    ]


def names_of(relations: Relations) -> list[Name]:
    """What everybody who may be asked for is called, sorted."""
    found = set()
    for actor in relations.actors:
        whole = folded(actor.name)
        found |= {Name(word, whole, 0, actor.id) for word in whole.split()}
        aliases = (folded(alias) for alias in actor.names)
        found |= {Name(alias.split()[-1], alias, 1, actor.id) for alias in aliases if alias}
    for statement in relations.statements:
        for one in _speakers(statement.speaker):
            if one.startswith(_CALLED):
                found |= {Name(word, one[1:], 0, one) for word in one[1:].split()}
    return sorted(found)


#: Who has a name, by that and by whether it is an alias.
Roll = Mapping[tuple[str, int], Sequence[str]]


def roll_of(names: Iterable[Name]) -> Roll:
    """The speakers of these names."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name in names:
        found[name.called, name.alias].append(name.speaker)
    return found


def called(wanted: str, roll: Roll) -> frozenset[str]:
    """By what those are known who are called so: by a name, an alias or a part of one in whole words, or an identifier."""
    words = folded(wanted).split()
    if not words:
        return frozenset()
    fitting = (speakers for (name, alias), speakers in roll.items() if _fits(name, alias, words))
    return frozenset([wanted]).union(*fitting)


def _fits(name: str, alias: int, wanted: list[str]) -> bool:
    if wanted[0] not in name:  # quick, for most
        return False
    words = name.split()
    if alias:
        return words[-len(wanted) :] == wanted
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def found_by(fact: Fact) -> list[tuple[str, str]]:
    """The fields, each with a value, that find an article; sorted."""
    speakers = {("actor", one) for said in fact.said for one in said.speakers}
    return sorted(speakers | {("place", place_key(place)) for _, place in fact.places})


def packed(fact: Fact) -> str:
    """All of a fact but what the list of articles has."""
    said = [[one.id, one.stance, one.speakers, one.name, one.passages] for one in fact.said]
    return json.dumps([fact.last_day, said, fact.places], ensure_ascii=False, separators=(",", ":"))


def unpacked(article_id: str, outlet: str, first_day: str, body: str | None) -> Fact:
    """The fact that was :func:`packed`; of an article that is in no thread yet nothing but what the list has."""
    last_day, said, places = json.loads(body) if body else ("", (), ())
    return Fact(article_id, outlet, first_day, last_day, tuple(map(_unpacked, said)), tuple(map(tuple, places)))


def _unpacked(plain: list[Any]) -> Said:
    return Said(plain[0], plain[1], tuple(plain[2]), plain[3], tuple(map(tuple, plain[4])))


def _said(statement: Statement, name: str | None) -> Said:
    passages = tuple((content.start, content.end) for content in statement.contents)
    return Said(statement.id, statement.stance, tuple(_speakers(statement.speaker)), name, passages)


def _speakers(speaker: Speaker) -> Iterator[str]:
    """By what a speaker is known. Open speakers are nobody: a wrong name is worse than none."""
    if speaker.actor_id:
        yield speaker.actor_id
        return
    called = dict.fromkeys(map(folded, filter(None, (speaker.name, speaker.text if speaker.anonymous else None))))
    yield from (f"{_CALLED}{words}" for words in called if words)


def _tellers(event: Event) -> set[str]:
    told: Iterable[Any] = (*event.evidence, *(turn.evidence for turn in event.turns))
    return {each.article_id for each in told}
