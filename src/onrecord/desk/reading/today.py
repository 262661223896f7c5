"""The front page: what is newest by the evidence, and for each thing why it stands where it does. No clock is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from onrecord.desk.reading.changed import ChangeLine, changes_since
from onrecord.desk.reading.claims import DifferenceView, difference_view
from onrecord.desk.reading.events import EventView, event_view, is_ahead
from onrecord.desk.reading.figures import FigureView, figure_view
from onrecord.desk.reading.front import NEWEST, SHOWN, Chosen, Front
from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.desk.reading.story import Gap
from onrecord.desk.states import LAST_VISIT, THIS_VISIT
from onrecord.desk.store import KeptState
from onrecord.model.state import DeskState
from onrecord.publish.references import is_open
from onrecord.publish.wording import day_range, day_words, newest_first, one_line, plural, status_words


@dataclass(frozen=True, slots=True)
class Lead:
    """A story on the front page. ``new`` counts the origins of
    its reports since the page's day; ``alone`` says that nothing ties its one report to another. ``opening`` are the first words of its newest report that is no copy; ``why`` says what its place
    rests on."""

    story_id: str
    headline: str
    headline_from: Cited | None
    opening: Cited | None
    newest: tuple[Report, ...]
    reports: int
    independent: int
    covers: str
    new: int
    alone: bool
    why: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The front page. What reports say to which nothing is tied counts only where there is nothing else. ``as_of`` is the newest day of evidence, ``since`` the day (YYYY-MM-DD) or the name of the state that
    it is compared with, ``since_words`` what that is for people, ``states`` the names of those that were kept."""

    as_of: str | None
    since: str | None
    since_words: str
    states: tuple[str, ...]
    articles: int
    independent: int
    leads: tuple[Lead, ...]
    changed: tuple[ChangeLine, ...]
    disputed: tuple[DifferenceView, ...]
    moved: tuple[FigureView, ...]
    ahead: tuple[EventView, ...]
    due: tuple[EventView, ...]
    gaps: tuple[Gap, ...]


def today_page(shelf: Shelf, chosen: Front, states: tuple[str, ...] = ()) -> TodayPage:
    """The front page of a desk, as of its newest evidence: what was ``chosen``, from a shelf that holds it; ``states`` could be compared with.

    A state that it is compared with is to be what was held then of what the shelf has.
    """
    assert not isinstance(chosen.since, KeptState)
    since, words = chosen.since, _since_words(chosen.since)
    threads = shelf.contents.relations
    differences = {each.id: each for relations in threads for each in relations.differences}
    series = {each.id: each for relations in threads for each in relations.series}
    events = {each.id: each for relations in threads for each in relations.events if each.id not in shelf.muted}
    disputed = [difference_view(shelf, differences[one]) for one in chosen.disputed if one in differences]
    figures = {each.id: each for relations in threads for each in relations.figures}
    moved = [figure_view(shelf, series[one], figures) for one in chosen.moved if one in series]
    ahead = [event_view(shelf, events[one]) for one in chosen.ahead if one in events and is_ahead(shelf, events[one])]
    due = [event_view(shelf, events[one]) for one in chosen.due if one in events and not is_ahead(shelf, events[one])]
    return TodayPage(
        as_of=shelf.as_of,
        since=since.name if isinstance(since, DeskState) else since,
        since_words=words,
        states=states,
        articles=chosen.tally.articles,
        independent=chosen.tally.articles - chosen.tally.copied,
        leads=tuple(_lead(shelf, lead, words) for lead in chosen.leads),
        changed=changes_since(shelf, since) if since else (),
        disputed=tuple(sorted(disputed, key=lambda view: (newest_first(view.newest), view.id))),
        moved=tuple(sorted(moved, key=lambda view: (newest_first(view.newest), -len(view.points), view.id))),
        ahead=tuple(sorted(ahead, key=lambda view: (bool(view.forecaster), view.day or "9999", view.id))[:SHOWN]),
        due=tuple(_by_passage(sorted(due, key=lambda view: (newest_first(view.day or ""), view.id)))[:SHOWN]),
        gaps=_gaps(shelf, chosen),
    )


def _by_passage(events: Sequence[EventView]) -> list[EventView]:
    """The same without those of which one day's line would show a passage again: two announcements may end in one sentence."""
    kept: dict[tuple[str | None, str, int], EventView] = {}
    for event in events:
        passage = event.telling.passage
        kept.setdefault((event.day, passage.article_id, passage.start), event)
    return list(kept.values())


def _since_words(since: DeskState | str | None) -> str:
    """What the page is compared with, as it stands after "since"."""
    if not isinstance(since, DeskState):
        return day_words(since) if since else ""
    kept_at = f"{day_words(since.kept_at)}, {since.kept_at[11:16]} UTC" if since.kept_at else ""
    called = {LAST_VISIT: "your last visit", THIS_VISIT: "this visit began"}.get(since.name, f"“{since.name}”")
    return f"{called} ({kept_at})" if kept_at else called


def _lead(shelf: Shelf, lead: Chosen, since: str) -> Lead:
    story, own = lead.story, lead.own
    origins = sorted({each.writer or shelf.sources.outlet(each.article_id) for each in lead.new}) if since else []
    told = plural(lead.leading.origins, "origin")
    new = f"New since {since} from {', '.join(origins)}" if origins else f"Nothing new since {since}"
    why = f"{new}; {told} in all" if since else f"{told}; no report is dated"
    return Lead(
        story_id=story.id,
        headline=one_line(story.title) or shelf.title(story.title_article_id),
        headline_from=shelf.cite_title(story.title_article_id),
        opening=shelf.opening(own[0].article_id) if own else None,
        newest=tuple(shelf.report(each.article_id) for each in own[:NEWEST]),
        reports=len(story.article_ids),
        independent=len(own),
        covers=day_range(story.first, story.last),
        new=len(origins),
        alone=not lead.leading.tied,
        why=why,
    )


def _gaps(shelf: Shelf, chosen: Front) -> tuple[Gap, ...]:
    tally = chosen.tally
    gaps = [Gap(f"Not read: {fate.source}", fate.reason, None) for fate in chosen.refused]
    if tally.refused > len(gaps):
        gaps.append(
            Gap(f"Not read: {plural(tally.refused - len(gaps), 'further input')}", "see `onrecord show fates`", None)
        )
    undated, one = tally.undated
    if one and one in shelf.sources.articles:
        reason = shelf.sources.published[one].reason
        gaps.append(Gap(f"{plural(undated, 'report')} without a date", reason, shelf.cite_title(one)))
    left_open, one = tally.left_open
    unknown = [item for item in shelf.statements_of(one or "") if is_open(item.speaker) and not item.repeats]
    if unknown:
        label = f"{plural(left_open, 'statement')} with the speaker left open"
        gaps.append(Gap(label, unknown[0].speaker.reason, shelf.cite_statement(unknown[0]), "/sources"))
    for relations in shelf.contents.relations:
        for event in relations.events:
            if event.id == chosen.silent and event.id not in shelf.muted:
                label = f"{plural(tally.unreported, 'announcement')} of which no outcome was found"
                gaps.append(
                    Gap(
                        label,
                        f"the latest: {one_line(event.what)}",
                        shelf.cite(event.evidence[0]),
                        f"/calendar?ended={quote_plus(status_words('unreported'))}#past",
                    )
                )
    return tuple(gaps)
