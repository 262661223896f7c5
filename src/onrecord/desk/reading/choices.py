"""What goes on pages beside stories and articles, chosen by indexes: a part of the desk for each, as a shelf."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain

from onrecord.desk.reading.calendar_page import InFile
from onrecord.desk.reading.shelf import Shelf
from onrecord.desk.reading.slices import MOST_PASSAGES, slice_of
from onrecord.desk.store import Store, StoredRecord, Summary
from onrecord.desk.summaries import OPEN_END
from onrecord.model.codec import loads, read_plain
from onrecord.model.names import folded
from onrecord.model.relations import Story
from onrecord.model.statement import Actor

#: Of an actor the latest statements, claims, differences, quantities and events that a page has.
STATEMENTS, CLAIMS, DIFFERENCES, QUANTITIES, EVENTS = 80, 40, 30, 15, 30
#: Actors that a list shows, each with the newest of these statements that nobody has muted; and summaries that a name is looked for in.
ACTORS, NEWEST, LISTED = 24, 2, 400
#: Articles from which an actor's names and roles are shown.
NAMES = 40
#: Events to come, and those that are past, of which the file of a calendar has the latest; of the past ones those on one page.
COMING, PAST, PAST_SHOWN = 150, 120, 40
#: Quantities on one page of figures, and about how many values they have together.
SERIES, VALUES = 40, 100
#: Speakers of an article by whom other stories are looked for, the latest statements of each that are looked at, and stories.
SPEAKERS, LATEST, STORIES = 8, 40, 5


def of_actor(store: Store, actor_id: str) -> Shelf:
    """What an actor's page shows: of one who is met in thousands of articles the latest."""
    actors = store.records_called("actors", [actor_id])
    claims = store.naming(actor_id, "claims", CLAIMS)
    records = [*actors, *store.naming(actor_id, "statements", STATEMENTS), *claims]
    records += store.resting_on([claim.id for claim in claims], ("differences",))[:DIFFERENCES]
    records += store.naming(actor_id, "series", QUANTITIES) + store.naming(actor_id, "events", EVENTS)
    near: dict[str, None] = {}
    for record in actors:
        actor = loads(Actor, record.body)
        near |= dict.fromkeys(each.article_id for each in (*actor.evidence, *(role.evidence for role in actor.roles)))
    return slice_of(store, (), records, near=list(near)[:NAMES])


def of_actors(store: Store, query: str, kind: str) -> tuple[Shelf, list[Summary]]:
    """The actors who say most, or of those with ``query`` at the beginning of a word of a name, each with the latest that one says."""
    words = folded(query)
    states = (kind,) if kind else ()
    found = (
        [each for each in store.actors_called(words.split()[-1], LISTED) if not kind or each.state == kind]
        if words
        else store.overview("actors", "heaviest", ACTORS, states=states)
    )
    by_id: dict[str, Summary] = {}
    for each in found:
        known = by_id.get(each.id)
        by_id[each.id] = each if known is None else replace(known, weight=known.weight + each.weight)
    chosen = list(by_id)[:ACTORS]
    records = store.records_called("actors", chosen)
    said = {one: store.naming(one, "statements", NEWEST) for one in chosen}
    near = [loads(Actor, each.body).evidence[0].article_id for each in records if not said[each.id]]
    shelf = slice_of(store, (), [*records, *chain.from_iterable(said.values())], near=near)
    return shelf, [by_id[one] for one in chosen]


def of_calendar(store: Store, story_id: str | None) -> Shelf:
    """What the file of a calendar holds: of a story all, of a desk what is to come and the latest that is past."""
    if story_id is not None:
        return of_story(store, story_id, "events")
    coming, past = _events(store, 0, PAST)
    return slice_of(store, (), store.records_called("events", [each.id for each in (*coming, *past)]))


def of_calendar_page(store: Store, first: int) -> tuple[Shelf, InFile, int | None]:
    """What a page of the desk's calendar shows, from the past event numbered ``first`` on, and what is in the file.

    With the number of the past event that the next page begins with; only the first page has what is to come.
    """
    coming, past = _events(store, first, PAST)
    shown = past[:PAST_SHOWN]
    if first:
        coming_in_file, past_in_file = _events(store, 0, PAST)
    else:
        coming_in_file, past_in_file = coming, past
        shown = [*coming, *shown]
    in_file = [each for each in (*coming_in_file, *past_in_file) if not each.weight]  # a forecast is none
    undated = sum(each.first_day == OPEN_END for each in in_file)
    shelf = slice_of(store, (), store.records_called("events", [each.id for each in shown]))
    further = first + PAST_SHOWN if len(past) > PAST_SHOWN else None
    return shelf, InFile(len(in_file) - undated, undated), further


def _events(store: Store, first: int, past: int) -> tuple[list[Summary], list[Summary]]:
    """What is to come, and what is past from the event numbered ``first`` on, the latest first."""
    as_of = store.newest_day() or ""
    coming = store.overview("events", "next", COMING, ending_after=as_of)
    begun = {each.id for each in coming if each.first_day <= as_of}  # and not over
    found = store.overview("events", "last_begun", first + past + len(begun), begun_before=as_of)
    return coming, [each for each in found if each.id not in begun][first : first + past]


def of_figures(store: Store, thread_id: str, first: int) -> tuple[Shelf, int | None]:
    """What a page of figures shows: the quantities that moved last, of a thread or of the desk, from the one numbered ``first`` on.

    With the number of the one that the next page begins with.
    """
    moved = store.overview("series", "latest", first + SERIES + 1, thread=thread_id)[first:]
    shown: list[str] = []
    values = 0
    for each in moved[:SERIES]:
        values += min(each.weight, MOST_PASSAGES)
        if shown and values > VALUES:
            break
        shown.append(each.id)
    further = first + len(shown) if len(shown) < len(moved) else None
    series = store.records_called("series", shown)
    told = {point["figure_id"] for each in series for point in read_plain(each.body)["points"][-MOST_PASSAGES:]}
    return slice_of(store, (), (*series, *store.records_called("figures", sorted(told)))), further


def of_places(store: Store, story_id: str) -> Shelf:
    """What the map of a story shows."""
    return of_story(store, story_id, "events", "figures", "statements")


def beside(store: Store, article_id: str, story_id: str | None) -> tuple[list[StoredRecord], list[str]]:
    """Statements of other stories by those who speak in an article, and the articles that give these stories their titles."""
    speakers: dict[str, None] = {}
    for record in store.resting_on([article_id], ("statements",)):
        actor_id = read_plain(record.body)["speaker"]["actor_id"]
        if actor_id:
            speakers[actor_id] = None
    said = {actor_id: store.naming(actor_id, "statements", LATEST) for actor_id in list(speakers)[:SPEAKERS]}
    where = {each.id: read_plain(each.body)["article_id"] for found in said.values() for each in found}
    listed = store.listed(sorted(set(where.values())))
    by_story: dict[str, dict[str, StoredRecord]] = defaultdict(dict)
    for actor_id, found in said.items():
        for each in found:
            other = listed[where[each.id]].story_id if where[each.id] in listed else None
            if other is not None and other != story_id:
                by_story[other].setdefault(actor_id, each)
    stories = {each.id: loads(Story, each.body) for each in store.records_called("stories", sorted(by_story))}
    ranked = sorted(stories.values(), key=lambda story: (story.last or "", story.id), reverse=True)
    ranked.sort(key=lambda story: -len(by_story[story.id]))
    records = [each for story in ranked[:STORIES] for each in by_story[story.id].values()]
    return records, [story.title_article_id for story in ranked[:STORIES]]


def of_story(store: Store, story_id: str, *kinds: str) -> Shelf:
    """The reports of a story, with their records of these kinds."""
    articles = [
        one for record in store.records_called("stories", [story_id]) for one in loads(Story, record.body).article_ids
    ]
    return slice_of(store, articles, kinds=("datings", *kinds))
