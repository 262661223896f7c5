"""What a desk does not know, and which reports say nothing of their own: gaps and copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model.article import NOT_ANNOTATED, QUOTES_LOST
from onrecord.model.brief import Line
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event
from onrecord.model.relations import CopyGroup, Dating
from onrecord.model.statement import Statement
from onrecord.publish.agenda import is_ahead
from onrecord.publish.copied import copied_words, same_outlet
from onrecord.publish.references import is_open
from onrecord.publish.thread import Ranked, Thread
from onrecord.publish.wording import day_words, days_in_words, due_words, one_line, open_words, plural, when_words

#: Statements shown of those in a report whose speaker is open.
STATEMENTS_PER_REPORT = 4


def gaps(thread: Thread) -> Iterable[Ranked]:
    """Inferred and missing dates, what could not be read, announcements of which no outcome was found, speakers left open."""
    for dating in thread.relations.datings:
        if not dating.published.known or dating.published.known_from == "inferred":
            yield Ranked((0, thread.sources.number[dating.article_id]), _date_line(thread, dating))
    yield from _told_by_notes(thread)
    for event in thread.relations.events:
        # A forecast promises nothing: how it ended stands under "Forecasts and their record".
        if event.status == "unreported" and event.forecaster is None and not is_ahead(thread, event):
            line = thread.line(
                event.id,
                silence_words(event),
                thread.sources.quotes(event.evidence[:1]),
                note=silence_until(thread.as_of),
            )
            yield Ranked((2, event.id), line)
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
        label = f"{thread.sources.outlet(dating.article_id)}: the date was inferred, {day}"
    else:
        label = f"{thread.sources.outlet(dating.article_id)}: no date was found"
    return thread.line(
        dating.article_id,
        label,
        thread.sources.quote_title(dating.article_id),
        note=days_in_words(thread.sources.named(published.reason)),
        why="no date that the report itself gives is believed",
    )


def _told_by_notes(thread: Thread) -> Iterable[Ranked]:
    """What an article itself says could not be read in it."""
    for dating in thread.relations.datings:
        article = thread.sources.articles[dating.article_id]
        for note in article.notes:
            if note == QUOTES_LOST or note.startswith(NOT_ANNOTATED):
                what = "its quotation marks are lost" if note == QUOTES_LOST else "nothing was looked for in it"
                label = f"{thread.sources.outlet(article.id)}: {what}"
                line = thread.line(article.id, label, thread.sources.quote_title(article.id), note=note, why=note)
                yield Ranked((1, thread.sources.number[article.id]), line)


def _open_line(thread: Thread, article_id: str, statements: list[Statement]) -> Line:
    children = [
        thread.line(
            statement.id,
            one_line(statement.speaker.text or "no speaker given"),
            thread.sources.quotes(statement.evidence[:1]),
            note=open_words(statement.speaker.reason),
        )
        for statement in statements[:STATEMENTS_PER_REPORT]
    ]
    label = f"{thread.sources.outlet(article_id)}: {plural(len(statements), 'statement')} with the speaker left open"
    return thread.line(article_id, label, [], children=children)


def announced_for(when: str) -> str:
    """``for 14 March 2034``, ``by 31 March 2034``, or that no day was given."""
    return when if when.startswith("by ") else f"for {when}" if when else "without a day"


def silence_words(event: Event) -> str:
    """An announcement of which no outcome was found: ``Announced for 14 March 2034: emergency session``."""
    return f"Announced {announced_for(due_words(event.when, unknown=''))}: {one_line(event.what)}"


def silence_until(as_of: str | None) -> str:
    """That no outcome was found, and in the reports up to which day."""
    return "no outcome was found in the reports" + (f" up to {day_words(as_of)}" if as_of else "")


def copies(thread: Thread) -> Iterable[Ranked]:
    """The first report of each text that others carry, with those."""
    for group in thread.relations.copies:
        yield Ranked((thread.sources.number[group.first_article_id], group.id), _copy_line(thread, group))


def _copy_line(thread: Thread, group: CopyGroup) -> Line:
    children = []
    first = thread.sources.articles[group.first_article_id]
    for member in group.members:
        text = thread.sources.articles[member.article_id].text
        shared = [Evidence.of(member.article_id, text, span.start, span.end) for span in member.shared[:1]]
        children.append(
            thread.line(
                member.article_id,
                f"{thread.sources.outlet(member.article_id)} · {copied_words(member, first, thread.sources.articles[member.article_id])}",
                thread.sources.quotes(shared),
            )
        )
    versions = sum(same_outlet(first, thread.sources.articles[member.article_id]) for member in group.members)
    copied = len(group.members) - versions
    told = [plural(versions, "other version") if versions else "", plural(copied, "copy", "copies") if copied else ""]
    return thread.line(
        group.id,
        f"{thread.sources.outlet(first.id)} · {when_words(thread.sources.published[first.id])}",
        thread.sources.quote_title(first.id),
        note=", ".join(filter(None, told)),
        why=days_in_words(group.reason),
        children=children,
    )
