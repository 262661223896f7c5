"""What goes on the front page, chosen by indexes: which stories lead and why, and which records have the newest passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from onrecord.desk import states
from onrecord.desk.reading.shelf import Shelf
from onrecord.desk.reading.slices import slice_of
from onrecord.desk.store import KeptState, Leading, Listed, Order, Store, StoredRecord, Summary, Tally
from onrecord.desk.summaries import OVER
from onrecord.model.capture import Fate
from onrecord.model.codec import loads
from onrecord.model.relations import Story
from onrecord.model.state import DeskState
from onrecord.publish.wording import newest_first

#: Days that count as new, the newest day of evidence included: a morning's reader also wants last night.
NEW_DAYS = 2
#: Days back in which what was announced is still worth its outcome.
DUE_DAYS = 7
#: What becomes of what was announced, as reports tell it; where none does, it is a gap.
OUTCOMES = ("held", "happened", "moved", "cancelled", "under_way")
#: Lines of each part; the story pages have all.
SHOWN = 6
#: Quantities that are drawn there: each has its values and two drawings, one of them for phones.
DRAWN = 4
#: Stories on the page, with those that nothing ties to others.
LEADS = 30
#: Reports that are looked through for what has changed: those of the first stories, and those that were revised.
FRESH = 40
#: Reports of a leading story of which the page has a line.
NEWEST = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story that leads, with its articles as lists show them; ``fresh`` are those that are new."""

    leading: Leading
    story: Story
    listed: tuple[Listed, ...]
    fresh: tuple[str, ...]

    @property
    def new(self) -> list[Listed]:
        """Those of its own reports that are new."""
        return [each for each in self.own if each.article_id in self.fresh]

    @property
    def own(self) -> list[Listed]:
        """Its reports that are no full copies, the newest first."""
        own = [each for each in self.listed if not each.copied]
        return sorted(own, key=lambda each: (newest_first(each.start), each.article_id))


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page is made of. ``since`` is what it is compared with: a state, or the first day that counts as new. The others are identifiers of records.

    ``threads`` are those that they come from. ``silent`` is the latest announcement of which no report says what became.
    """

    as_of: str | None
    since: KeptState | DeskState | str | None
    tally: Tally
    leads: tuple[Chosen, ...]
    fresh: tuple[str, ...]
    disputed: tuple[str, ...]
    moved: tuple[str, ...]
    ahead: tuple[str, ...]
    due: tuple[str, ...]
    silent: str | None
    lapsed: tuple[str, ...]
    refused: tuple[Fate, ...]
    threads: tuple[str, ...]


def front(store: Store, since: KeptState | DeskState | str | None = None) -> Front:
    """What goes on the front page, compared with ``since`` or the day before the newest evidence. To be called in a snapshot."""
    as_of = store.newest_day()
    since = since or _back(as_of, NEW_DAYS - 1)
    day = (since if isinstance(since, str) else since.as_of if since else None) or ""
    leads = _leads(store, since, day)
    fresh = [one for lead in leads for one in lead.fresh]
    revised = store.revised_since(day, FRESH) if day else []

    def events(order: Order, states: Sequence[str] = (), **days: str) -> list[Summary]:
        return store.overview("events", order, 4 * SHOWN, states=states, **days)

    ahead = [each for each in events("next", ending_after=as_of or "") if each.state not in OVER]
    due = events("last_begun", OUTCOMES, begun_since=_back(as_of, DUE_DAYS) or "", begun_before=as_of or "")
    silent = store.overview("events", "last_begun", 1, states=("unreported",))
    lapsed = events("last_begun", ("unreported",), begun_since=day) if day else []
    disputed = store.overview("differences", "latest", SHOWN)
    moved = store.overview("series", "latest", DRAWN)
    chosen = dict.fromkeys((*revised, *fresh))
    shown = [*chosen, *(each.article_id for lead in leads for each in lead.own[:NEWEST])]
    threads = {membership.component_id for membership in store.memberships("relate", shown).values()}
    threads |= {each.component_id for each in (*disputed, *moved, *ahead, *due, *silent, *lapsed)}
    return Front(
        as_of=as_of,
        since=since,
        tally=store.tally(),
        leads=tuple(leads),
        fresh=tuple(chosen)[:FRESH],
        disputed=_of_crises(disputed),
        moved=_of_crises(moved),
        ahead=_of_crises(ahead),
        due=_of_crises(due),
        silent=silent[0].id if silent else None,
        lapsed=tuple(each.id for each in lapsed),
        refused=tuple(store.refused(SHOWN)),
        threads=tuple(sorted(threads)),
    )


def front_shelf(store: Store, chosen: Front) -> Shelf:
    """All that the front page shows. To be called in the snapshot in which it was chosen."""
    tally = chosen.tally
    near = {lead.story.title_article_id for lead in chosen.leads}
    near |= {each.article_id for lead in chosen.leads for each in lead.own[:NEWEST]}
    near |= {one for _, one in (tally.undated,) if one}
    events = (*chosen.ahead, *chosen.due, *chosen.lapsed, *filter(None, [chosen.silent]))
    named = {"differences": chosen.disputed, "series": chosen.moved, "events": events}
    records: list[StoredRecord] = list(chain(*(store.records_called(kind, ids) for kind, ids in named.items())))
    claims = store.resting_on(chosen.fresh, ("claims",))
    records += store.resting_on([claim.id for claim in claims], ("claims",))  # those that the news has superseded
    if tally.left_open[1]:
        records += store.resting_on([tally.left_open[1]], ("statements",))
    return slice_of(store, chosen.fresh, records, near=near)


def _leads(store: Store, since: KeptState | DeskState | str | None, day: str) -> list[Chosen]:
    ranked = store.leading(day, LEADS)
    stories = {
        one.id: loads(Story, one.body) for one in store.records_called("stories", [each.story_id for each in ranked])
    }
    listed = store.listed([one for story in stories.values() for one in story.article_ids])
    known = states.known(store, since, sorted(listed)) if isinstance(since, KeptState | DeskState) else None

    def is_new(each: Listed) -> bool:
        return each.first_day >= day if known is None else each.article_id not in known

    made = []
    for each in ranked:
        if each.story_id in stories:
            story = stories[each.story_id]
            own = tuple(listed[one] for one in story.article_ids if one in listed)
            made.append(Chosen(each, story, own, tuple(one.article_id for one in own if since and is_new(one))))
    if known is not None:  # of those that lead by their days the ones with most that the state had not
        made.sort(
            key=lambda lead: (not lead.leading.tied, -len({each.writer for each in lead.new}), -lead.leading.origins)
        )
    return made


def _of_crises(summaries: Sequence[Summary]) -> tuple[str, ...]:
    """What reports say to which nothing is tied counts only where there is nothing else."""
    tied = [each.id for each in summaries if each.tied]
    return tuple(tied or (each.id for each in summaries))


def _back(day: str | None, days: int) -> str | None:
    try:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat() if day else None
    except (ValueError, OverflowError):
        return day
