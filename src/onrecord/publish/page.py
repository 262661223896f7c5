"""The brief in words, as Markdown, HTML and PDF all print it: one walk over its sections, the same words in each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model.brief import Brief, Chart, Line, Quote, Reference, Section, ThreadBrief
from onrecord.publish.references import copies_under_first
from onrecord.publish.wording import (
    GRADES,
    NO_OUTLET,
    copy_words,
    cut_at_word,
    day_range,
    day_words,
    one_line,
    plural,
    statements_words,
    unquoted,
    when_words,
    without_ids,
)

#: Characters of one quote in print; what is cut can be read with ``onrecord explain``.
QUOTE_LENGTH = 320
#: Characters of one in the lead, whose lines stand in full below.
LEAD_QUOTE = 110


@dataclass(frozen=True, slots=True)
class PageQuote:
    """Words of a source without the marks around them, ``short`` as long as print has room for; ``place`` says where they stand.

    ``before``, ``marked`` and ``after`` are the passage with what stands around it.
    """

    text: str
    short: str
    reference: int
    revision: int | None
    before: str
    marked: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class PageNote:
    """What an analyst added: ``label`` says whose it is and that it is no evidence, ``at`` when it was written."""

    label: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line: its label, what is known of it, why it stands there, its quotes, the lines under it, and what is drawn of it.

    ``above`` and ``below`` are notes beside it. ``anchor`` is its name on the page. A line of the lead leads to the full one ``at`` its
    anchor, ``under`` the title of its section.
    """

    id: str
    label: str
    note: str
    why: str
    quotes: tuple[PageQuote, ...]
    children: tuple[PageLine, ...]
    chart: Chart | None
    above: tuple[PageNote, ...] = ()
    below: tuple[PageNote, ...] = ()
    anchor: str = ""
    at: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section. ``anchor`` is its name on the page, ``empty`` what stands there where it has no lines."""

    anchor: str
    title: str
    lines: tuple[PageLine, ...]
    empty: str
    omitted: int
    more: tuple[str, ...]
    above: tuple[PageNote, ...] = ()
    below: tuple[PageNote, ...] = ()


@dataclass(frozen=True, slots=True)
class PageThread:
    """A crisis: its headline with the number of the report it is from, what it covers, and its sections."""

    title: str
    reference: int
    meta: str
    sections: tuple[PageSection, ...]


@dataclass(frozen=True, slots=True)
class PageReference:
    """A report. ``about`` is what stands between outlet and place, in order; ``title`` is empty where it has none.

    ``via``, ``published``, ``byline``, ``copy`` and ``said`` are the same in parts; ``reason`` says how its date is known.
    """

    number: int
    outlet: str
    via: str
    published: str
    reason: str
    byline: str
    title: str
    copy: str
    copy_of: int | None
    said: str
    place: str
    link: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The whole brief. ``as_of`` and ``counts`` are sentences, ``references`` have each copy under what it copies.

    The rest is of one that was handed over: ``signed`` says by whom and when, ``left_out`` who muted how many lines, ``loose`` are notes
    without a line, ``colophon`` tells how it can be checked.
    """

    title: str
    day: str
    as_of: str
    counts: str
    grades: str
    threads: tuple[PageThread, ...]
    others: tuple[PageLine, ...]
    references: tuple[PageReference, ...]
    notes: tuple[str, ...]
    heading: str = "Brief"
    signed: tuple[str, ...] = ()
    above: tuple[PageNote, ...] = ()
    below: tuple[PageNote, ...] = ()
    loose: tuple[PageNote, ...] = ()
    left_out: tuple[str, ...] = ()
    colophon: tuple[str, ...] = ()


def page_of(brief: Brief) -> Page:
    """``brief`` in words."""
    by_number = {reference.number: reference for reference in brief.references}
    copies = sum(1 for reference in brief.references if reference.copy_of)
    return Page(
        title=one_line(brief.threads[0].title) if brief.threads else "Nothing on this desk yet",
        day=day_words(brief.as_of) if brief.as_of else "",
        as_of=f"As of {day_words(brief.as_of)}, the newest evidence." if brief.as_of else "No report is dated.",
        counts=f"{plural(len(brief.references), 'report')}, {plural(copies, 'copy', 'copies') if copies else 'no copy'} among them.",
        grades=GRADES,
        threads=tuple(_thread(thread, by_number) for thread in brief.threads),
        others=tuple(_line(line, by_number) for line in brief.others),
        references=tuple(_reference(reference, by_number) for reference in copies_under_first(brief.references)),
        notes=tuple(one_line(note) for note in brief.notes),
    )


def _thread(thread: ThreadBrief, by_number: dict[int, Reference]) -> PageThread:
    folded = f", {thread.origin_count} once copies are folded" if thread.origin_count < thread.article_count else ""
    return PageThread(
        title=one_line(thread.title),
        reference=thread.title_reference,
        meta=f"{day_range(thread.first, thread.last)} · {plural(thread.article_count, 'report')}{folded}",
        sections=_with_short_lead(tuple(_section(thread, section, by_number) for section in thread.sections)),
    )


def _with_short_lead(sections: tuple[PageSection, ...]) -> tuple[PageSection, ...]:
    """The same sections, with one line in the lead for each entry that stands in full below: the lead says it, and leads to it."""
    full: dict[str, tuple[str, str]] = {}
    for section in sections:
        if not section.anchor.endswith("-findings"):
            for line in section.lines:
                full.setdefault(line.id, (line.anchor, section.title))
    return tuple(
        replace(section, lines=tuple(_shortened(line, *full.get(line.id, ("", ""))) for line in section.lines))
        if section.anchor.endswith("-findings")
        else section
        for section in sections
    )


def _shortened(line: PageLine, at: str, under: str) -> PageLine:
    if not at:
        return line
    quotes = tuple(
        replace(quote, text=cut, short=cut) for quote in line.quotes[:1] if (cut := cut_at_word(quote.text, LEAD_QUOTE))
    )
    return replace(line, quotes=quotes, children=(), at=at, under=under)


def _section(thread: ThreadBrief, section: Section, by_number: dict[int, Reference]) -> PageSection:
    return PageSection(
        anchor=f"{thread.thread_id}-{section.name}",
        title=one_line(section.title),
        lines=tuple(
            _line(line, by_number, f"{thread.thread_id}-{section.name}-{line.record_id}") for line in section.lines
        ),
        empty=one_line(section.empty),
        omitted=section.omitted,
        more=section.more,
    )


def _line(line: Line, by_number: dict[int, Reference], anchor: str = "") -> PageLine:
    return PageLine(
        id=line.record_id,
        label=one_line(line.label),
        note=one_line(without_ids(line.note)),
        why=without_ids(line.why),
        quotes=tuple(_quote(quote, by_number[quote.reference]) for quote in line.quotes),
        children=tuple(_line(child, by_number) for child in line.children),
        chart=line.chart,
        anchor=anchor,
    )


def _quote(quote: Quote, reference: Reference) -> PageQuote:
    text = unquoted(quote.text)
    short = text if len(text) <= QUOTE_LENGTH else text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    place = [
        reference.outlet or NO_OUTLET,
        when_words(reference.published),
        f"characters {quote.evidence.start}–{quote.evidence.end} of {reference.address or reference.source}",
        f"digest {quote.evidence.digest[:16]}",
        f"revision {quote.revision}" if quote.revision else "",
    ]
    return PageQuote(
        text=text,
        short=short,
        reference=quote.reference,
        revision=quote.revision,
        before=one_line(quote.before),
        marked=one_line(quote.text),
        after=one_line(quote.after),
        place=" · ".join(filter(None, place)),
    )


def _copy(reference: Reference, by_number: dict[int, Reference]) -> str:
    if not reference.copy_of:
        return ""
    first = by_number.get(reference.copy_of)
    again = first is not None and bool(first.outlet) and first.outlet == reference.outlet
    return copy_words(reference.copy_relation or "", f"[{reference.copy_of}]", again=again)


def _reference(reference: Reference, by_number: dict[int, Reference]) -> PageReference:
    return PageReference(
        number=reference.number,
        outlet=one_line(reference.outlet or NO_OUTLET),
        via=one_line(f"via {', '.join(reference.via)}") if reference.via else "",
        published=when_words(reference.published),
        reason=reference.published.reason,
        byline=one_line(", ".join(reference.byline)),
        title=one_line(reference.title or ""),
        copy=_copy(reference, by_number),
        copy_of=reference.copy_of,
        said=statements_words(reference.statements, reference.open_statements),
        place=reference.address or reference.source,
        link=bool(reference.address and reference.address.startswith(("https://", "http://"))),
    )
