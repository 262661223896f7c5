"""The front page: what is newest by the evidence, and for each thing why it stands where it does. No clock is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.desk.reading.changed import ChangeLine, changes_since
from onrecord.desk.reading.claims import DifferenceView, difference_views
from onrecord.desk.reading.events import EventView, calendar
from onrecord.desk.reading.figures import FigureView, figure_views
from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.desk.reading.story import Gap
from onrecord.desk.states import LAST_VISIT, THIS_VISIT
from onrecord.model.relations import Story
from onrecord.model.state import DeskState
from onrecord.publish.references import is_open
from onrecord.publish.wording import day_range, day_words, newest_first, one_line, plural

#: Days that count as new, the newest day of evidence included: a morning's reader also wants last night.
NEW_DAYS = 2
#: Days back in which what was announced is still worth its outcome.
DUE_DAYS = 7
#: What becomes of what was announced, as reports tell it; where none does, it is a gap.
OUTCOMES = ("held", "happened", "moved", "cancelled", "under way")
#: Lines of each part; the story pages have all.
SHOWN = 6


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


def today_page(shelf: Shelf, since: DeskState | str | None = None, states: tuple[str, ...] = ()) -> TodayPage:
    """The front page of a desk, as of its newest evidence, and what is new since a state, a day, or the day before that evidence."""
    since = since or _back(shelf.as_of, NEW_DAYS - 1)
    words = _since_words(since)
    everything = frozenset(shelf.sources.articles)
    every = shelf.contents.relations
    threads = [relations for relations in every if len(relations.datings) > 1] or every
    differences = [view for relations in threads for view in difference_views(shelf, relations, everything)]
    moved = [view for relations in threads for view in figure_views(shelf, relations, everything)]
    ahead: list[EventView] = []
    past: list[EventView] = []
    for relations in threads:
        coming, gone = calendar(shelf, relations, everything, None)
        ahead += coming
        past += gone
    due_since = _back(shelf.as_of, DUE_DAYS) or ""
    return TodayPage(
        as_of=shelf.as_of,
        since=since.name if isinstance(since, DeskState) else since,
        since_words=words,
        states=states,
        articles=len(everything),
        independent=sum(not shelf.sources.is_full_copy(article_id) for article_id in everything),
        leads=_leads(shelf, _newer(shelf, since), words),
        changed=changes_since(shelf, since) if since else (),
        disputed=tuple(sorted(differences, key=lambda view: (newest_first(view.newest), view.id))[:SHOWN]),
        moved=tuple(sorted(moved, key=lambda view: (newest_first(view.newest), -len(view.points), view.id))[:SHOWN]),
        ahead=tuple(sorted(ahead, key=lambda view: (bool(view.forecaster), view.day or "9999", view.id))[:SHOWN]),
        due=tuple(
            sorted(
                (view for view in past if (view.day or "") >= due_since and view.status in OUTCOMES),
                key=lambda view: (newest_first(view.day or ""), view.id),
            )[:SHOWN]
        ),
        gaps=_gaps(shelf),
    )


def _since_words(since: DeskState | str | None) -> str:
    """What the page is compared with, as it stands after "since"."""
    if not isinstance(since, DeskState):
        return day_words(since) if since else ""
    kept_at = f"{day_words(since.kept_at)}, {since.kept_at[11:16]} UTC" if since.kept_at else ""
    called = {LAST_VISIT: "your last visit", THIS_VISIT: "this visit began"}.get(since.name, f"“{since.name}”")
    return f"{called} ({kept_at})" if kept_at else called


def _newer(shelf: Shelf, since: DeskState | str | None) -> Callable[[str], bool]:
    """Whether an article counts as new: it was not in the state, or is of the day or later."""
    if isinstance(since, DeskState):
        known = {item.id for item in since.held if item.kind == "report"}
        return lambda article_id: article_id not in known
    return lambda article_id: (shelf.day(article_id) or "") >= (since or "")


def _leads(shelf: Shelf, is_new: Callable[[str], bool], since: str) -> tuple[Lead, ...]:
    ranked = []
    for relations, story in shelf.stories():
        own = [article_id for article_id in story.article_ids if not shelf.sources.is_full_copy(article_id)]
        new = [article_id for article_id in own if is_new(article_id)]
        origins = sorted({shelf.writer(article_id) for article_id in new})
        everybody = {shelf.writer(article_id) for article_id in own}
        alone = len(relations.datings) == 1  # nothing ties it to the crisis
        rank = (alone, -len(origins), -len(everybody), newest_first(story.last or ""), story.id)
        ranked.append((rank, _lead(shelf, story, own, origins, since, alone)))
    return tuple(lead for _, lead in sorted(ranked, key=lambda pair: pair[0]))


def _lead(shelf: Shelf, story: Story, own: list[str], origins: list[str], since: str, alone: bool) -> Lead:
    newest = shelf.newest(own)
    told = plural(len({shelf.writer(article_id) for article_id in own}), "origin")
    new = f"New since {since} from {', '.join(origins)}" if origins else f"Nothing new since {since}"
    why = f"{new}; {told} in all" if since else f"{told}; no report is dated"
    return Lead(
        story_id=story.id,
        headline=one_line(story.title) or shelf.title(story.title_article_id),
        headline_from=shelf.cite_title(story.title_article_id),
        opening=shelf.opening(newest[0]) if newest else None,
        newest=tuple(shelf.report(article_id) for article_id in newest[:3]),
        reports=len(story.article_ids),
        independent=len(own),
        covers=day_range(story.first, story.last),
        new=len(origins),
        alone=alone,
        why=why,
    )


def _gaps(shelf: Shelf) -> tuple[Gap, ...]:
    gaps = [
        Gap(f"Not read: {fate.source}", fate.reason, None) for fate in shelf.contents.fates if fate.fate == "refused"
    ]
    undated = [article_id for article_id, when in shelf.sources.published.items() if not when.known]
    if undated:
        label = f"{plural(len(undated), 'report')} without a date"
        gaps.append(Gap(label, shelf.sources.published[undated[0]].reason, shelf.cite_title(undated[0])))
    still_open = [
        statement
        for relations in shelf.contents.relations
        for statement in relations.statements
        if is_open(statement.speaker) and not statement.repeats and statement.id not in shelf.muted
    ]
    if still_open:
        label = f"{plural(len(still_open), 'statement')} whose speaker is open"
        gaps.append(Gap(label, still_open[0].speaker.reason, shelf.cite_statement(still_open[0])))
    unreported = [(relations, event) for relations in shelf.contents.relations for event in relations.events]
    silent = sorted(
        (event for _, event in unreported if event.status == "unreported" and event.id not in shelf.muted),
        key=lambda event: (newest_first(event.when.start or ""), event.id),
    )
    if silent:
        label = f"{plural(len(silent), 'announcement')} of which no report says what became"
        gaps.append(Gap(label, f"the latest: {one_line(silent[0].what)}", shelf.cite(silent[0].evidence[0])))
    return tuple(gaps)


def _back(day: str | None, days: int) -> str | None:
    try:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat() if day else None
    except (ValueError, OverflowError):
        return day
