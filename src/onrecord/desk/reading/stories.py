"""The page of a story, read from a store: which story is meant, what its pages are made from, and the pages themselves."""

from __future__ import annotations

from onrecord.desk.chronicles import chronicle_of
from onrecord.desk.identifiers import current
from onrecord.desk.reading.shelf import NO_STORY
from onrecord.desk.reading.slices import Choose, slice_of
from onrecord.desk.reading.story import StoryPage, Telling, story_page
from onrecord.desk.reading.story_opening import Foremost, StoryOpening
from onrecord.desk.store import Store
from onrecord.model.codec import loads
from onrecord.model.errors import DeskBusy, NotFound
from onrecord.model.relations import Story
from onrecord.model.ruling import OUTLET_RULINGS, standing

#: Days of a story that get a sentence, the ones that count most; every day with a report is listed.
DAYS = 12


def story_called(store: Store, story_id: str) -> Story:
    """The story with this identifier, or the one that has its articles now. Raises ``NotFound``."""
    for one in (story_id, current(store, story_id)):
        for record in store.records_called("stories", [one]):
            return loads(Story, record.body)
    raise NotFound(NO_STORY.format(story_id))


def made_from(store: Store, story: Story) -> tuple[object, ...]:
    """All that the pages of a story depend on."""
    threads = {
        (each.component_id, each.fingerprint) for each in store.memberships("relate", story.article_ids).values()
    }
    outlets = tuple(ruling.id for ruling in store.rulings_of(OUTLET_RULINGS))
    ruled = tuple(ruling.id for ruling in store.rulings_on(story.article_ids))
    return (story, store.newest_day(), outlets, ruled, *sorted(threads))


def story_opening(store: Store, story: Story) -> StoryOpening:
    """What the page of a story opens with: all but the claims that stand folded."""
    rulings = standing(store.rulings_on(story.article_ids))
    chosen = Foremost(story.id, {ruling.target for ruling in rulings if ruling.kind == "mute"})
    return chosen.opening(whole_story(store, story, chosen))


def whole_story(store: Store, story: Story, choose: Choose | None = None) -> StoryPage:
    """The page of a story, with what ``choose`` chooses. Raises ``DeskBusy``."""
    shelf = slice_of(store, story.article_ids, choose=choose)
    if not shelf.contents.relations:
        raise DeskBusy("The reports of this story are being read anew: load the page again in a while.")
    chronicle = chronicle_of(store, shelf.contents, story.id, DAYS, 1)
    telling: Telling = {entry.day: (entry.evidence, entry.origins) for entry in chronicle.entries}
    return story_page(shelf, story.id, telling)
