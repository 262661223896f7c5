"""Related stories: those of the same crisis in which the same people and bodies speak."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from onrecord.desk.reading.shelf import Shelf
from onrecord.model.relations import Story
from onrecord.publish.wording import day_range, one_line

#: Stories that are named, and speakers by whom each is tied.
SHOWN, NAMED = 5, 4


@dataclass(frozen=True, slots=True)
class RelatedStory:
    """A story of the same crisis; ``shared`` are those who speak in it and in the report."""

    id: str
    headline: str
    covers: str
    shared: tuple[str, ...]


def related_stories(shelf: Shelf, article_id: str, story: Story | None) -> tuple[RelatedStory, ...]:
    """The stories beside ``story`` in which most of those speak who speak in the article, the newest of equals first."""
    if story is None:
        return ()
    relations, _ = shelf.story(story.id)
    speaking: dict[str, set[str]] = defaultdict(set)
    for statement in relations.statements:
        if statement.speaker.actor_id:
            speaking[statement.article_id].add(statement.speaker.actor_id)
    own = speaking.get(article_id, set())
    found = []
    for other in relations.stories:
        shared = own & set().union(*(speaking.get(one, ()) for one in other.article_ids))
        if other.id != story.id and shared:
            found.append((other, shared))
    found.sort(key=lambda pair: (pair[0].last or "", pair[0].id), reverse=True)
    found.sort(key=lambda pair: -len(pair[1]))
    return tuple(
        RelatedStory(
            id=other.id,
            headline=one_line(other.title) or shelf.title(other.title_article_id),
            covers=day_range(other.first, other.last),
            shared=tuple(sorted(shelf.actor(actor_id, None) for actor_id in shared)[:NAMED]),
        )
        for other, shared in found[:SHOWN]
    )
