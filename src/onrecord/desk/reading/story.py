"""The story page: one happening and its follow-ups, each line with the passage behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.desk.reading.claims import ClaimView, DifferenceView, claim_views, difference_views, disputes_beside
from onrecord.desk.reading.events import EventView, calendar
from onrecord.desk.reading.figures import FigureView, figure_views
from onrecord.desk.reading.rulings import RulingView, rulings_here
from onrecord.desk.reading.shelf import Cited, Report, Shelf, day_or_undated
from onrecord.desk.reading.voices import VoiceView, voice_views
from onrecord.model.passage import Evidence
from onrecord.model.relations import CopyGroup, CopyMember, Story
from onrecord.publish.gaps import announced_for, silence_until
from onrecord.publish.references import is_open
from onrecord.publish.spelled import spelled
from onrecord.publish.wording import day_range, one_line, open_words, plural, status_words, when_words


@dataclass(frozen=True, slots=True)
class StoryDay:
    """A chapter: a day of the story. ``telling`` are sentences of its reports that tell of the day, ``reports`` appeared on it.

    ``origins`` wrote the reports that tell of it: the reason for its place.
    """

    day: str | None
    words: str
    telling: tuple[Cited, ...]
    origins: tuple[str, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy: how it relates to the first text, and what share of the words is the same (0 to 1); ``told`` says both in words."""

    report: Report
    relation: str
    similarity: float
    told: str = ""


def copy_view(shelf: Shelf, group: CopyGroup, member: CopyMember) -> CopyView:
    """One member of a copy group."""
    return CopyView(shelf.report(member.article_id), member.relation, member.similarity, shelf.copied(group, member))


@dataclass(frozen=True, slots=True)
class SourceView:
    """A report with its copies folded under it. ``reason`` says why it is held to be the first, empty where it has no copies."""

    report: Report
    copies: tuple[CopyView, ...]
    reason: str
    tied_by: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known: what, why, and where it shows. ``all_at`` is the address of the page that has all that it counts."""

    label: str
    note: str
    passage: Cited | None
    all_at: str = ""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """All of a story. ``newest`` opens its newest report that is no copy, ``covers`` are its days in words. ``independent`` counts its reports without full copies; ``disputes`` are the claims with
    two sides that no difference shows already; ``ahead`` and ``past`` are announced events before and
    after the newest evidence, the next ones first."""

    id: str
    headline: str
    headline_from: Cited | None
    newest: Cited | None
    covers: str
    first: str | None
    last: str | None
    reports: int
    independent: int
    outlets: tuple[str, ...]
    days: tuple[StoryDay, ...]
    claims: tuple[ClaimView, ...]
    differences: tuple[DifferenceView, ...]
    disputes: tuple[ClaimView, ...]
    figures: tuple[FigureView, ...]
    voices: tuple[VoiceView, ...]
    ahead: tuple[EventView, ...]
    past: tuple[EventView, ...]
    sources: tuple[SourceView, ...]
    gaps: tuple[Gap, ...]
    rulings: tuple[RulingView, ...] = ()


#: The sentences that tell of a day, and who wrote the reports that do, by day (YYYY-MM-DD).
Telling = Mapping[str, tuple[Sequence[Evidence], Sequence[str]]]


def story_page(shelf: Shelf, story_id: str, telling: Telling) -> StoryPage:
    """The page of a story. ``telling`` is what its chronicle says of its days. Raises ``NotFound``."""
    relations, story = shelf.story(story_id)
    articles = frozenset(story.article_ids)
    ahead, past = calendar(shelf, relations, articles, story.id)
    claims = claim_views(shelf, relations, story.id)
    differences = difference_views(shelf, relations, articles)
    return StoryPage(
        id=story.id,
        headline=one_line(story.title) or shelf.title(story.title_article_id),
        headline_from=shelf.cite_title(story.title_article_id),
        newest=next((shelf.opening(article_id) for article_id in shelf.newest(story.article_ids)), None),
        covers=day_range(story.first, story.last),
        first=story.first,
        last=story.last,
        reports=len(story.article_ids),
        independent=sum(not shelf.sources.is_full_copy(article_id) for article_id in story.article_ids),
        outlets=tuple(sorted({shelf.sources.outlet(article_id) for article_id in story.article_ids})),
        days=_days(shelf, story, telling),
        claims=claims,
        differences=differences,
        disputes=disputes_beside(differences, claims),
        figures=figure_views(shelf, relations, articles),
        voices=voice_views(shelf, relations, articles),
        ahead=ahead,
        past=past,
        sources=_sources(shelf, story),
        gaps=_gaps(shelf, story, past),
        rulings=rulings_here(shelf.contents.rulings),
    )


def _days(shelf: Shelf, story: Story, telling: Telling) -> tuple[StoryDay, ...]:
    published: dict[str, list[str]] = defaultdict(list)
    for article_id in sorted(story.article_ids, key=shelf.sources.number.__getitem__):
        published[shelf.day(article_id) or ""].append(article_id)
    made = []
    for day in sorted({*published, *telling}, key=lambda day: day or "9999"):
        evidence, origins = telling.get(day, ((), ()))
        made.append(
            StoryDay(
                day=day or None,
                words=day_or_undated(day),
                telling=shelf.cite_all(evidence),
                origins=tuple(shelf.origin(origin) for origin in origins),
                reports=tuple(shelf.report(article_id) for article_id in published.get(day, ())),
            )
        )
    return tuple(made)


def _sources(shelf: Shelf, story: Story) -> tuple[SourceView, ...]:
    """The reports by their dates, each with the copies of it; an excerpt is listed there too and stays a report of its own."""
    tied = dict(zip(_others(story), story.reasons, strict=False))
    made = []
    for article_id in sorted(story.article_ids, key=shelf.sources.number.__getitem__):
        report = shelf.report(article_id)
        if report.copy_of in story.article_ids:
            continue
        groups = [group for group in shelf.copies_of(article_id) if group.first_article_id == article_id]
        copies = tuple(copy_view(shelf, group, member) for group in groups for member in group.members)
        reason = one_line(tied.get(article_id, "")).removeprefix(article_id).strip()
        made.append(
            SourceView(
                report,
                copies,
                shelf.named(groups[0].reason) if groups else "",
                shelf.named(spelled(reason, shelf.sources.articles[article_id].text)),
            )
        )
    return tuple(made)


def _others(story: Story) -> Collection[str]:
    return story.article_ids[1:]


def _gaps(shelf: Shelf, story: Story, past: Sequence[EventView]) -> tuple[Gap, ...]:
    gaps = []
    for article_id in sorted(story.article_ids, key=shelf.sources.number.__getitem__):
        published = shelf.sources.published[article_id]
        outlet = shelf.sources.outlet(article_id)
        if not published.known:
            note = shelf.named(published.reason)
            gaps.append(Gap(f"{outlet}: no date was found", note, shelf.cite_title(article_id)))
        elif published.known_from == "inferred":
            day = when_words(replace(published, known_from="reason"))
            note = shelf.named(published.reason)
            gaps.append(Gap(f"{outlet}: the date was inferred, {day}", note, shelf.cite_title(article_id)))
        if shelf.sources.is_full_copy(article_id):
            continue
        still_open = [item for item in shelf.statements_of(article_id) if is_open(item.speaker) and not item.repeats]
        if still_open:
            label = f"{outlet}: {plural(len(still_open), 'statement')} with the speaker left open"
            gaps.append(Gap(label, open_words(still_open[0].speaker.reason), shelf.cite_statement(still_open[0])))
    until = silence_until(shelf.as_of)
    gaps += [
        Gap(
            f"Announced {announced_for(event.on if event.day else '')}: {event.what}",
            until,
            event.turns[-1].passage,
        )
        for event in past
        if event.status == status_words("unreported") and event.turns
    ]
    return tuple(gaps)
