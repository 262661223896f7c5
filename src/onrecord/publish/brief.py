"""Composes the brief. It selects and orders; every word inside quotation marks is a source's own."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.brief import Brief, Line, Section, ThreadBrief
from onrecord.model.contents import Contents
from onrecord.model.relations import Story
from onrecord.model.ruling import standing
from onrecord.model.state import DeskState
from onrecord.publish import agenda, disputes, gaps, movement, supported
from onrecord.publish.changed import Since, changed_section
from onrecord.publish.findings import findings
from onrecord.publish.references import Sources
from onrecord.publish.said import voice_key
from onrecord.publish.saying import who_says_what
from onrecord.publish.since import compare, held_before, held_by, uncertain
from onrecord.publish.thread import Thread
from onrecord.publish.wording import DENYING, one_line, stance_words, when_words

#: Lines shown in one section unless the reader asks for all: what fits on about a page each.
DEFAULT_LINES = 25
#: Statements shown of a report that stands alone.
STATEMENTS_PER_REPORT = 4

#: What stands where a title would, of a report or of a whole thread.
UNTITLED = "Without a title"


def compose(contents: Contents, *, lines: int | None = DEFAULT_LINES, since: DeskState | str | None = None) -> Brief:
    """The brief of a desk.

    ``lines`` bounds each section; ``None`` shows everything. Threads come largest first; where some thread has two articles
    or more, those of a single article are listed as ``others`` by their headline. ``since`` is a state of the desk that was kept,
    or a day (YYYY-MM-DD): each thread then begins with what has changed.
    """
    sources = Sources(contents)
    compared = _since(contents, sources, since) if since is not None else None
    large, others = _threads(contents, sources, lines, compared)
    return Brief(
        as_of=sources.as_of,
        threads=tuple(_thread_brief(thread) for thread in large),
        others=tuple(_as_other(thread) for thread in others),
        references=sources.references(),
        notes=_notes(contents),
        since=compared.state.name if compared else None,
    )


def changes(contents: Contents, since: DeskState | str) -> tuple[Section, ...]:
    """What has changed since a state or a day, thread by thread as in :func:`compose`, without the rest of the brief."""
    sources = Sources(contents)
    compared = _since(contents, sources, since)
    return tuple(
        changed_section(thread, compared) for thread in _threads(contents, sources, DEFAULT_LINES, compared)[0]
    )


def _threads(
    contents: Contents, sources: Sources, lines: int | None, compared: Since | None
) -> tuple[list[Thread], list[Thread]]:
    """The threads with a part of their own, the largest first, and those that are listed."""
    rulings = {ruling.target: ruling for ruling in standing(contents.rulings) if ruling.kind in ("mute", "confirm")}
    ordered = sorted(contents.relations, key=lambda relations: (-len(relations.datings), relations.thread_id))
    threads = [Thread(relations, sources, rulings, lines, compared) for relations in ordered]
    large = [thread for thread in threads if len(thread.relations.datings) > 1] or threads
    return large, [thread for thread in threads if thread not in large]


def state_of(contents: Contents, name: str, kept_at: str) -> DeskState:
    """All that a desk holds now, to be kept under ``name``."""
    return DeskState(name, Sources(contents).as_of, kept_at, held_by(contents))


def _since(contents: Contents, sources: Sources, since: DeskState | str) -> Since:
    if isinstance(since, DeskState):
        return Since.of(since, compare(since, contents))
    state = DeskState(since, None, "", held_before(contents, sources.published, since))
    return Since.of(state, compare(state, contents), uncertain(sources.published.values(), since))


def _notes(contents: Contents) -> tuple[str, ...]:
    refused = [fate for fate in contents.fates if fate.fate == "refused"]
    return tuple(f"Not read: {fate.source} ({fate.reason})" for fate in refused)


def _thread_brief(thread: Thread) -> ThreadBrief:
    sources = thread.sources
    article_ids = [dating.article_id for dating in thread.relations.datings]
    story = _main_story(thread)
    days = [sources.published[article_id] for article_id in article_ids]
    first_days = [when.first_day for when in days if when.first_day]
    last_days = [when.last_day for when in days if when.last_day]
    return ThreadBrief(
        thread_id=thread.relations.thread_id,
        title=one_line(story.title) or UNTITLED,
        title_reference=sources.number[story.title_article_id],
        article_count=len(article_ids),
        origin_count=sum(not sources.is_full_copy(article_id) for article_id in article_ids),
        first=min(first_days, default=None),
        last=max(last_days, default=None),
        sections=tuple(_sections(thread)),
    )


def _main_story(thread: Thread) -> Story:
    return min(thread.relations.stories, key=lambda story: (-len(story.article_ids), story.id))


def _sections(thread: Thread) -> Iterator[Section]:
    """The sections in the order in which they are read: the lead, then from what is certain to what is missing."""
    section = thread.section
    before = (
        section(
            "known", "What is known", supported.known(thread), "Nothing here rests on two independent origins yet."
        ),
        section("disputed", "What is disputed", disputes.disputed(thread), "No report contradicts another."),
        section("figures", "Figures as they move", movement.figures(thread), "No figure has moved."),
        section("announced", "What is announced", agenda.announced(thread), "Nothing is announced."),
        section("forecasts", "Forecasts and their record", agenda.forecasts(thread), "Nobody forecasts anything."),
    )
    single = section(
        "single_source", "On a single source", supported.single_source(thread), "No claim rests on one source alone."
    )
    yield findings(thread)
    if thread.since:
        yield changed_section(thread, thread.since)
    yield from before
    yield who_says_what(thread, (*before, single))
    yield single
    yield section("copies", "Copies", gaps.copies(thread), "No report is a copy of another.")
    yield section("gaps", "Gaps", gaps.gaps(thread), "No gap was found.")


def _as_other(thread: Thread) -> Line:
    """A thread of a single report as one line: its headline, and the first of what is said in it, denials before the rest."""
    (dating,) = thread.relations.datings
    told = [
        statement
        for statement in thread.relations.statements
        if statement.segment == "body" and statement.id not in thread.muted and voice_key(statement)
    ]
    told.sort(key=lambda statement: (statement.stance not in DENYING, statement.evidence[0].start))
    children = [
        thread.line(
            statement.id,
            f"{thread.speaker(statement)} · {stance_words(statement.stance)}",
            thread.sources.quotes(statement.evidence[:1]),
        )
        for statement in told[:STATEMENTS_PER_REPORT]
    ]
    return thread.line(
        dating.article_id,
        when_words(dating.published),
        thread.sources.quote_title(dating.article_id),
        why="nothing ties it to the other articles",
        note="new" if thread.since and dating.article_id in thread.since.new_reports else "",
        children=children,
    )
