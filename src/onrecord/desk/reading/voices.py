"""Who says what: by actor, the newest first, each statement once however often it is printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.model.relations import Relations
from onrecord.publish.said import Voice, said_when, voices
from onrecord.publish.wording import one_line, plural, said_words, stance_words


@dataclass(frozen=True, slots=True)
class SayingView:
    """One statement. ``stance`` is the word for people, ``kind`` the record's; ``also`` are other reports that print it. ``day`` is when
    it was said, or reported, as YYYY-MM-DD, empty where nobody can tell."""

    id: str
    kind: str
    stance: str
    when: str
    day: str
    via: str
    words: str
    confidence: float
    passage: Cited
    also: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class VoiceView:
    """A speaker. ``stances`` counts what it did, the most frequent first; ``why`` says what its place on the page rests on."""

    name: str
    actor_id: str | None
    role: str
    anonymous: bool
    stances: tuple[tuple[str, int], ...]
    sayings: tuple[SayingView, ...]
    outlets: int
    why: str


def voice_views(shelf: Shelf, relations: Relations, articles: Collection[str]) -> tuple[VoiceView, ...]:
    """Everybody who says something in one of ``articles``, the one whom most outlets heard first."""
    own = tuple(item for item in relations.statements if item.article_id in articles)
    found = voices(replace(relations, statements=own), shelf.sources, shelf.muted)
    return tuple(_voice(shelf, voice) for voice in found)


def _voice(shelf: Shelf, voice: Voice) -> VoiceView:
    newest = voice.sayings[0].statement
    counts: dict[str, int] = {}
    for saying in voice.sayings:
        counts[saying.statement.stance] = counts.get(saying.statement.stance, 0) + 1
    roles = () if voice.anonymous else (one_line(saying.statement.speaker.role or "") for saying in voice.sayings)
    return VoiceView(
        name=shelf.speaker(newest),
        actor_id=newest.speaker.actor_id,
        role=next(filter(None, roles), ""),
        anonymous=voice.anonymous,
        stances=tuple(
            (stance_words(stance), count)
            for stance, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        sayings=tuple(
            SayingView(
                id=saying.statement.id,
                kind=saying.statement.stance,
                stance=("not: " if saying.statement.negated else "") + stance_words(saying.statement.stance),
                when=said_words(said_when(saying.statement, shelf.sources)),
                day=said_when(saying.statement, shelf.sources).first_day or "",
                via=", ".join(one_line(name) for name in saying.statement.via),
                words=" … ".join(one_line(content.text) for content in saying.statement.contents),
                confidence=saying.statement.confidence,
                passage=shelf.cite_statement(saying.statement),
                also=tuple(shelf.report(article_id) for article_id in saying.also),
            )
            for saying in voice.sayings
        ),
        outlets=voice.outlets,
        why=f"heard by {plural(voice.outlets, 'outlet')}, in {plural(voice.reports, 'report')}",
    )
