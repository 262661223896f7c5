"""A chronicle with the words that it points at, and as Markdown. Nothing is written but numbers and days."""

from __future__ import annotations

from onrecord.model.brief import Reference
from onrecord.model.chronicle import Chronicle, Day, Timeline
from onrecord.model.contents import Contents
from onrecord.publish.references import Sources
from onrecord.publish.wording import NO_OUTLET, day_range, day_words, escaped, one_line, plural, unquoted, when_words

#: Reports listed by number for one day; the others are counted.
NUMBERS = 8


def compose_timeline(chronicle: Chronicle, contents: Contents) -> Timeline:
    """``chronicle`` with its quotes and the references that they lead to."""
    sources = Sources(contents)
    days = tuple(
        Day(
            entry.day,
            sources.quotes(entry.evidence),
            tuple(sorted(sources.number[article_id] for article_id in entry.article_ids)),
            entry.origins,
            entry.weight,
        )
        for entry in chronicle.entries
    )
    told = {number for day in days for number in day.reports} | {
        quote.reference for day in days for quote in day.quotes
    }
    references = tuple(reference for reference in sources.references() if reference.number in told)
    return Timeline(
        chronicle.about,
        _title(chronicle.about, contents),
        days,
        references,
        chronicle.reports,
        chronicle.considered,
        chronicle.undated,
    )


def timeline_as_markdown(timeline: Timeline) -> str:
    """A timeline as one document: each day with its quotes, and how many reports and origins tell of it."""
    parts = [f"# {escaped(one_line(timeline.title)) or 'Timeline'}\n\n{_scope(timeline)}"]
    printed = {reference.number: reference for reference in timeline.references}
    for day in timeline.days:
        quotes = [
            f"- “{escaped(one_line(unquoted(quote.text)))}” ({_printed_in(printed[quote.reference])}) [{quote.reference}]"
            for quote in day.quotes
        ]
        parts.append("\n".join([f"## {day_words(day.day)}", "", *quotes, "", f"*{_support(day)}*"]))
    if timeline.references:
        rows = [_row(reference) for reference in timeline.references]
        parts.append("\n".join(["## Sources", "", *rows]))
    return "\n\n".join(parts) + "\n"


def _title(about: str, contents: Contents) -> str:
    for relations in contents.relations:
        for story in relations.stories:
            if story.id == about:
                return story.title
        if relations.thread_id == about:
            largest = min(relations.stories, key=lambda story: (-len(story.article_ids), story.id), default=None)
            return largest.title if largest else ""
    return ""


def _scope(timeline: Timeline) -> str:
    if not timeline.days:
        return f"No day can be told from {plural(timeline.reports, 'report')}: none is dated or names a day."
    told = (
        f"{plural(len(timeline.days), 'day')} of {timeline.considered} of which {plural(timeline.reports, 'report')} tell, "
        "chosen by how often reports come back to them. Words in quotation marks are the sources' own."
    )
    if timeline.undated:
        told += f" {plural(timeline.undated, 'report')} without a known date: only the days that they name outright are counted."
    return f"{told} `{timeline.about}`"


def _support(day: Day) -> str:
    numbers = " ".join(f"[{number}]" for number in day.reports[:NUMBERS])
    more = f" and {len(day.reports) - NUMBERS} more" if len(day.reports) > NUMBERS else ""
    origins = plural(len(day.origins), "independent origin")
    return f"{plural(len(day.reports), 'report')}, {origins}: {numbers}{more}"


def _printed_in(reference: Reference) -> str:
    """The outlet and the day of a report: what was written before a day announces it, what was written after looks back."""
    return f"{escaped(reference.outlet or NO_OUTLET)}, {day_range(reference.published.first_day, reference.published.last_day)}"


def _row(reference: Reference) -> str:
    title = f" · {escaped(one_line(reference.title))}" if reference.title else ""
    outlet = escaped(reference.outlet or NO_OUTLET)
    return f"[{reference.number}] {outlet} · {when_words(reference.published)}{title} · <{reference.address or reference.source}>"
