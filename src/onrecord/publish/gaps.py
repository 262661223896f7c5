"""What a desk does not know, and which reports say nothing of their own: gaps and copies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model.article import NOT_ANNOTATED, QUOTES_LOST
from onrecord.model.brief import Line
from onrecord.model.passage import Evidence
from onrecord.model.relations import CopyGroup, Dating
from onrecord.model.statement import Statement
from onrecord.publish.agenda import is_ahead
from onrecord.publish.references import is_open
from onrecord.publish.thread import Ranked, Thread
from onrecord.publish.wording import copy_words, day_words, one_line, plural, when_words

#: Statements shown of those in a report whose speaker is open.
STATEMENTS_PER_REPORT = 4

_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


def gaps(thread: Thread) -> Iterable[Ranked]:
    """Inferred and missing dates, what could not be read, announcements without a report since, open speakers."""
    for dating in thread.relations.datings:
        if not dating.published.known or dating.published.known_from == "inferred":
            yield Ranked((0, thread.sources.number[dating.article_id]), _date_line(thread, dating))
    yield from _told_by_notes(thread)
    for event in thread.relations.events:
        # A forecast promises nothing: how it ended stands under "Forecasts and their record".
        if event.status == "unreported" and event.forecaster is None and not is_ahead(thread, event):
            label = f"No report since: {event.what} · {when_words(event.when, unknown='no date')}"
            yield Ranked((2, event.id), thread.line(event.id, label, thread.sources.quotes(event.evidence[:1])))
    open_statements: dict[str, list[Statement]] = defaultdict(list)
    for statement in thread.relations.statements:
        if is_open(statement.speaker) and thread.is_counted(statement):
            open_statements[statement.article_id].append(statement)
    for article_id, statements in open_statements.items():
        yield Ranked((3, thread.sources.number[article_id]), _open_line(thread, article_id, statements))


def _date_line(thread: Thread, dating: Dating) -> Line:
    published = dating.published
    if published.known:
        day = when_words(replace(published, known_from="reason"))
        label = f"Date inferred: {thread.sources.outlet(dating.article_id)} · {day}"
    else:
        label = f"No date: {thread.sources.outlet(dating.article_id)}"
    return thread.line(
        dating.article_id,
        label,
        thread.sources.quote_title(dating.article_id),
        note=_DAY.sub(lambda match: day_words(match[0]), thread.sources.named(published.reason)),
        why="no date that the report itself gives is believed",
    )


def _told_by_notes(thread: Thread) -> Iterable[Ranked]:
    """What an article itself says could not be read in it."""
    for dating in thread.relations.datings:
        article = thread.sources.articles[dating.article_id]
        for note in article.notes:
            if note == QUOTES_LOST or note.startswith(NOT_ANNOTATED):
                what = "Marks lost" if note == QUOTES_LOST else "Not annotated"
                label = f"{what}: {thread.sources.outlet(article.id)}"
                line = thread.line(article.id, label, thread.sources.quote_title(article.id), note=note, why=note)
                yield Ranked((1, thread.sources.number[article.id]), line)


def _open_line(thread: Thread, article_id: str, statements: list[Statement]) -> Line:
    children = [
        thread.line(
            statement.id,
            one_line(statement.speaker.text or "no speaker given"),
            thread.sources.quotes(statement.evidence[:1]),
            note=statement.speaker.reason,
        )
        for statement in statements[:STATEMENTS_PER_REPORT]
    ]
    label = f"Speaker left open: {plural(len(statements), 'statement')} · {thread.sources.outlet(article_id)}"
    return thread.line(article_id, label, [], children=children)


def copies(thread: Thread) -> Iterable[Ranked]:
    """The first report of each text that others carry, with those."""
    for group in thread.relations.copies:
        yield Ranked((thread.sources.number[group.first_article_id], group.id), _copy_line(thread, group))


def _copy_line(thread: Thread, group: CopyGroup) -> Line:
    children = []
    for member in group.members:
        text = thread.sources.articles[member.article_id].text
        shared = [Evidence.of(member.article_id, text, span.start, span.end) for span in member.shared[:1]]
        children.append(
            thread.line(
                member.article_id,
                f"{thread.sources.outlet(member.article_id)} · {copy_words(member.relation)} · {member.similarity:.0%}",
                thread.sources.quotes(shared),
            )
        )
    first = group.first_article_id
    return thread.line(
        group.id,
        f"{thread.sources.outlet(first)} · {when_words(thread.sources.published[first])}",
        thread.sources.quote_title(first),
        note=plural(len(group.members), "copy", "copies"),
        why=group.reason,
        children=children,
    )
