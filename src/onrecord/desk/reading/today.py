"""The front page: what is newest by the evidence, and for each thing why it stands where it does. No clock is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.desk.reading.changed import ChangeLine, changes_since
from onrecord.desk.reading.claims import DifferenceView, difference_views
from onrecord.desk.reading.events import EventView, calendar
from onrecord.desk.reading.figures import FigureView, figure_views
from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.desk.reading.story import Gap
from onrecord.model.relations import Story
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
    """The front page. What reports say to which nothing is tied counts only where there is nothing else. ``as_of`` is the newest day of evidence, ``since`` the first day that counts as new (YYYY-MM-DD)."""

    as_of: str | None
    since: str | None
    articles: int
    independent: int
    leads: tuple[Lead, ...]
    changed: tuple[ChangeLine, ...]
    disputed: tuple[DifferenceView, ...]
    moved: tuple[FigureView, ...]
    ahead: tuple[EventView, ...]
    due: tuple[EventView, ...]
    gaps: tuple[Gap, ...]


def today_page(shelf: Shelf) -> TodayPage:
    """The front page of a desk, as of its newest evidence."""
    since = _back(shelf.as_of, NEW_DAYS - 1)
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
        since=since,
        articles=len(everything),
        independent=sum(not shelf.sources.is_full_copy(article_id) for article_id in everything),
        leads=_leads(shelf, since or ""),
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


def _leads(shelf: Shelf, since: str) -> tuple[Lead, ...]:
    ranked = []
    for relations, story in shelf.stories():
        own = [article_id for article_id in story.article_ids if not shelf.sources.is_full_copy(article_id)]
        new = [article_id for article_id in own if (shelf.day(article_id) or "") >= since]
        origins = sorted({shelf.writer(article_id) for article_id in new})
        everybody = {shelf.writer(article_id) for article_id in own}
        alone = len(relations.datings) == 1  # nothing ties it to the crisis
        rank = (alone, -len(origins), -len(everybody), newest_first(story.last or ""), story.id)
        ranked.append((rank, _lead(shelf, story, own, origins, since, alone)))
    return tuple(lead for _, lead in sorted(ranked, key=lambda pair: pair[0]))


def _lead(shelf: Shelf, story: Story, own: list[str], origins: list[str], since: str, alone: bool) -> Lead:
    newest = shelf.newest(own)
    told = plural(len({shelf.writer(article_id) for article_id in own}), "origin")
    new = (
        f"New since {day_words(since)} from {', '.join(origins)}"
        if origins
        else f"Nothing new since {day_words(since)}"
    )
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
