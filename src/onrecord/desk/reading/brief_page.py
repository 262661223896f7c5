"""The brief as a page: the same lines as ``onrecord brief``, each with its passages, and the files to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.model.brief import Brief, Line, Reference, Section, ThreadBrief
from onrecord.model.codec import dumps
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.state import DeskState
from onrecord.publish import DEFAULT_LINES, compose, markdown, pdf
from onrecord.publish.references import copies_under_first
from onrecord.publish.wording import (
    NO_OUTLET,
    copy_words,
    day_range,
    day_words,
    one_line,
    plural,
    when_words,
    without_ids,
)


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A line with its passages. ``gone`` are words of an earlier revision, which the article has no more. ``numbers`` are of its sources.
    A line of the lead has no lines of its own where the section named ``at`` has it in full."""

    id: str
    label: str
    note: str
    why: str
    passages: tuple[Cited, ...]
    numbers: tuple[int, ...]
    gone: tuple[str, ...]
    children: tuple[BriefLine, ...]
    at: str = ""


@dataclass(frozen=True, slots=True)
class BriefSection:
    """A part of the brief. ``empty`` is what stands there where it has no lines, ``omitted`` how many were left out."""

    name: str
    title: str
    lines: tuple[BriefLine, ...]
    empty: str
    omitted: int


@dataclass(frozen=True, slots=True)
class BriefThread:
    """One crisis."""

    id: str
    title: str
    covers: str
    reports: int
    independent: int
    sections: tuple[BriefSection, ...]


@dataclass(frozen=True, slots=True)
class BriefSource:
    """A report by its number, under which lines name it."""

    number: int
    article_id: str
    outlet: str
    title: str
    byline: str
    published: str
    address: str
    copy_of: int | None
    relation: str
    copied: str = ""


@dataclass(frozen=True, slots=True)
class BriefPage:
    """A brief. ``since`` is what it is compared with; ``whole`` says that no line was left out; ``no_pdf`` says what a PDF needs,
    where that is not here."""

    as_of: str | None
    as_of_words: str
    since: str
    whole: bool
    threads: tuple[BriefThread, ...]
    others: tuple[BriefLine, ...]
    sources: tuple[BriefSource, ...]
    notes: tuple[str, ...]
    reports: str
    no_pdf: str


def make_brief(
    shelf: Shelf, since: DeskState | str | None = None, *, whole: bool = False, lines: int = DEFAULT_LINES
) -> Brief:
    """The brief of what the shelf holds, compared with a state or a day where one is given: ``lines`` of a section, with ``whole`` all."""
    held = shelf.sources.articles  # a part of a desk may know a copy group or a story's title of which it has no text
    whole_groups = tuple(
        replace(
            each,
            copies=tuple(
                group
                for group in each.copies
                if group.first_article_id in held and all(member.article_id in held for member in group.members)
            ),
            stories=tuple(
                replace(story, title_article_id=story.title_article_id if story.title_article_id in held else own[0])
                for story in each.stories
                if (own := [one for one in story.article_ids if one in held])
            ),
        )
        for each in shelf.contents.relations
    )
    return compose(replace(shelf.contents, relations=whole_groups), lines=None if whole else lines, since=since)


def brief_page(shelf: Shelf, brief: Brief, *, whole: bool = False) -> BriefPage:
    """``brief`` with the passages of its lines."""
    copies = sum(reference.copy_of is not None for reference in brief.references)
    told = plural(len(brief.references), "report")
    outlets = {reference.number: reference.outlet for reference in brief.references}
    return BriefPage(
        as_of=brief.as_of,
        as_of_words=day_words(brief.as_of) if brief.as_of else "",
        since=brief.since or "",
        whole=whole,
        threads=tuple(_thread(shelf, thread) for thread in brief.threads),
        others=tuple(_line(shelf, line) for line in brief.others),
        sources=tuple(_source(reference, outlets) for reference in copies_under_first(brief.references)),
        notes=brief.notes,
        reports=f"{told}, {copies} of them copies" if copies else told,
        no_pdf=no_pdf(),
    )


def _as_json(brief: Brief) -> bytes:
    return (dumps(brief) + "\n").encode("utf-8", "backslashreplace")


def _as_markdown(brief: Brief) -> bytes:
    return markdown.render(brief).encode("utf-8", "backslashreplace")


#: The files in which a brief can be taken away: by ending, their media type and how they are made.
FILES: dict[str, tuple[str, Callable[[Brief], bytes]]] = {
    "md": ("text/markdown; charset=utf-8", _as_markdown),
    "json": ("application/json", _as_json),
    "pdf": ("application/pdf", pdf.render),
}


def brief_file(brief: Brief, ending: str) -> tuple[str, bytes]:
    """``brief`` as a file: its media type and its bytes. Raises ``NotFound``, and ``UsageError`` for a PDF without the extra."""
    if ending not in FILES:
        raise NotFound(f"A brief comes as {', '.join(FILES)}, not as {ending!r}: take one of them.")
    media_type, make = FILES[ending]
    return media_type, make(brief)


def no_pdf() -> str:
    """What a PDF needs, where that is not here."""
    try:
        pdf.check()
    except UsageError as error:
        return str(error)
    return ""


def _thread(shelf: Shelf, thread: ThreadBrief) -> BriefThread:
    return BriefThread(
        id=thread.thread_id,
        title=one_line(thread.title),
        covers=day_range(thread.first, thread.last),
        reports=thread.article_count,
        independent=thread.origin_count,
        sections=_with_short_lead(tuple(_section(shelf, section) for section in thread.sections)),
    )


def _with_short_lead(sections: tuple[BriefSection, ...]) -> tuple[BriefSection, ...]:
    """The same sections; what the lead says of an entry that stands in full below is one line, which leads there."""
    full: dict[str, str] = {}
    for section in sections:
        if section.name != "findings":
            for line in section.lines:
                full.setdefault(line.id, section.name)
    return tuple(
        replace(section, lines=tuple(_shortened(line, full.get(line.id, "")) for line in section.lines))
        if section.name == "findings"
        else section
        for section in sections
    )


def _shortened(line: BriefLine, at: str) -> BriefLine:
    return replace(line, passages=line.passages[:1], numbers=line.numbers[:1], children=(), at=at) if at else line


def _section(shelf: Shelf, section: Section) -> BriefSection:
    lines = tuple(_line(shelf, line) for line in section.lines)
    return BriefSection(section.name, section.title, lines, section.empty, section.omitted)


def _line(shelf: Shelf, line: Line) -> BriefLine:
    current = [quote for quote in line.quotes if quote.revision is None and shelf.holds(quote.evidence)]
    return BriefLine(
        id=line.record_id,
        label=line.label,
        note=without_ids(line.note),
        why=shelf.named(line.why),
        passages=shelf.cite_all(quote.evidence for quote in current),
        numbers=tuple(dict.fromkeys(quote.reference for quote in line.quotes)),
        gone=tuple(one_line(quote.text) for quote in line.quotes if quote not in current),
        children=tuple(_line(shelf, child) for child in line.children),
    )


def _source(reference: Reference, outlets: Mapping[int, str | None]) -> BriefSource:
    """``outlets`` are those of all reports by their numbers."""
    again = bool(reference.copy_of and reference.outlet) and outlets.get(reference.copy_of or 0) == reference.outlet
    return BriefSource(
        number=reference.number,
        article_id=reference.article_id,
        outlet=reference.outlet or NO_OUTLET,
        title=one_line(reference.title or ""),
        byline=", ".join(reference.byline),
        published=when_words(reference.published),
        address=reference.address or reference.source,
        copy_of=reference.copy_of,
        relation=reference.copy_relation or "",
        copied=copy_words(reference.copy_relation or "", str(reference.copy_of), again=again)
        if reference.copy_of
        else "",
    )
