"""The leading part of a desk that is too large to be read whole."""

from __future__ import annotations

from onrecord.desk.reading.shelf import Shelf
from onrecord.desk.reading.slices import slice_of
from onrecord.desk.store import Store
from onrecord.model.codec import loads, read_plain
from onrecord.model.relations import Story


def part_words(articles: int, told: int) -> str:
    """What a reader must know of a page that tells of a part."""
    return f"The desk holds {articles:,} reports; this page tells of about {told} of its leading stories alone."


def leading_shelf(store: Store, most: int) -> Shelf:
    """What the leading stories say, with every claim that one of their differences is between."""
    leading = _leading(store, most)
    differing = (read_plain(each.body)["sides"] for each in store.resting_on(leading, ("differences",)))
    claims = sorted({side["claim_id"] for sides in differing for side in sides if side["claim_id"]})
    return slice_of(store, leading, store.records_called("claims", claims), whole_actors=True)


def _leading(store: Store, most: int) -> list[str]:
    """Articles of the stories that lead, whole stories, about ``most``."""
    day = store.newest_day() or ""
    found: dict[str, None] = {}
    leads = store.leading(day, most)
    records = store.records_called("stories", [lead.story_id for lead in leads])
    stories = {each.id: loads(Story, each.body) for each in records}
    for lead in leads:
        if lead.story_id in stories and len(found) < most:
            found |= dict.fromkeys(stories[lead.story_id].article_ids)
    return list(found)
