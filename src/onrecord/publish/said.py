"""Who says what: the statements of a thread by speaker, each once however often it is printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from onrecord.model.names import plain
from onrecord.model.relations import Relations
from onrecord.model.statement import Statement
from onrecord.model.when import When
from onrecord.publish.references import Sources
from onrecord.publish.wording import newest_first

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement as it was first printed, and the other reports (identifiers, in order) that print the same words."""

    statement: Statement
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and what it says, newest first.

    ``key`` is the actor's identifier, the name of one who is no actor, or an article and the words it has for somebody
    anonymous: nobody can tell whether the "official" of two reports is one person. ``outlets`` counts the outlets that heard
    it, ``reports`` the reports that print it, copies not counted in either.
    """

    key: str
    anonymous: bool
    sayings: tuple[Saying, ...]
    outlets: int
    reports: int


def voices(relations: Relations, sources: Sources, muted: Collection[str]) -> list[Voice]:
    """Everybody who says something in the body of a report that is no copy, the one whom most outlets heard first."""
    by_key: dict[str, list[Statement]] = defaultdict(list)
    for statement in relations.statements:
        if statement.segment == "body" and statement.id not in muted and not sources.is_full_copy(statement.article_id):
            key = voice_key(statement)
            if key:
                by_key[key].append(statement)
    made = [_voice(key, statements, sources) for key, statements in by_key.items()]
    return sorted(made, key=lambda voice: (voice.anonymous, -voice.outlets, -len(voice.sayings), voice.key))


def voice_key(statement: Statement) -> str | None:
    """What tells one speaker from another; ``None`` for one who is open or of whom the text gives nothing."""
    speaker = statement.speaker
    if speaker.actor_id or speaker.name:
        return speaker.actor_id or speaker.name
    return f"{statement.article_id} {plain(speaker.text)}" if speaker.anonymous and speaker.text else None


def said_when(statement: Statement, sources: Sources) -> When:
    """When it was said; where the text gives no time, when it was reported."""
    return statement.said if statement.said.known else sources.published[statement.article_id]


def _voice(key: str, statements: list[Statement], sources: Sources) -> Voice:
    printed: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda item: (sources.number[item.article_id], _place(item), item.id)):
        printed[_words(statement) or statement.id].append(statement)
    sayings = []
    for first, *others in printed.values():
        also = dict.fromkeys(other.article_id for other in others if other.article_id != first.article_id)
        sayings.append(Saying(first, tuple(also)))
    sayings.sort(key=lambda saying: newest_first(said_when(saying.statement, sources).start or ""))
    return Voice(
        key,
        statements[0].speaker.anonymous,
        tuple(sayings),
        outlets=len({_heard_by(statement, sources) for statement in statements}),
        reports=len({statement.article_id for statement in statements}),
    )


def _heard_by(statement: Statement, sources: Sources) -> str:
    """The outlet that heard the speaker; an outlet that is not known is not another's."""
    if statement.via:
        return plain(statement.via[0])
    outlet = sources.articles[statement.article_id].outlet
    return plain(outlet) if outlet else statement.article_id


def _words(statement: Statement) -> str:
    """What is said and how, without marks: the same in two reports that print the same words."""
    said = " ".join(" ".join(_WORD.findall(plain(content.text))) for content in statement.contents)
    return f"{statement.stance} {statement.negated} {said}" if said else ""


def _place(statement: Statement) -> int:
    return (statement.contents[0] if statement.contents else statement.evidence[0]).start
