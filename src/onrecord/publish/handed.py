"""A signed brief in words: the brief as it was, with the notes set apart from it, who signed, and how it can be checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from onrecord.model.brief import Brief, Section, ThreadBrief
from onrecord.model.handover import Handover, Note, Sheet, SheetLine, SheetSection
from onrecord.publish import html, markdown
from onrecord.publish.page import Page, PageLine, PageNote, PageSection, page_of
from onrecord.publish.wording import day_words, plural


def moment_words(moment: str) -> str:
    """``2031-05-02T05:58:03+00:00`` as ``2 May 2031, 05:58 UTC``."""
    return f"{day_words(moment)}, {datetime.fromisoformat(moment):%H:%M} UTC"


def note_label(by: str) -> str:
    """What stands above a note, wherever it is shown."""
    return f"Note of {by}, not evidence"


def left_out_words(by: str, lines: int) -> str:
    """How many lines somebody muted."""
    return f"Left out by {by}: {plural(lines, 'line')}"


def brief_of(sheet: Sheet) -> Brief:
    """The brief of a sheet: its lines in their order, without what people added."""
    threads = tuple(
        ThreadBrief(
            each.thread_id,
            each.title,
            each.title_reference,
            each.article_count,
            each.origin_count,
            each.first,
            each.last,
            tuple(_section(section) for section in each.sections),
        )
        for each in sheet.threads
    )
    others = tuple(each.line for each in sheet.others.lines)
    return Brief(sheet.as_of, threads, others, sheet.references, sheet.unread, sheet.since)


def _section(section: SheetSection) -> Section:
    lines = tuple(_told(each).line for each in section.lines)
    # The name is that of the brief's section, which a sheet only carries on.
    return Section(section.name, section.title, lines, section.empty, section.omitted)  # type: ignore[arg-type]


def _told(each: SheetLine) -> SheetLine:
    """A line that says who put it where it stands."""
    if not each.moved_by:
        return each
    placed = f"placed here by {each.moved_by}"
    note = f"{each.line.note}; {placed}" if each.line.note else placed
    return replace(each, line=replace(each.line, note=note))


def handed_page(handover: Handover, digest: str) -> Page:
    """``handover`` in words; ``digest`` is the SHA-256 of its record as it was signed."""
    sheet = handover.sheet
    page = page_of(brief_of(sheet))
    threads = tuple(
        replace(told, sections=tuple(map(_with_notes, told.sections, thread.sections)))
        for told, thread in zip(page.threads, sheet.threads, strict=True)
    )
    return replace(
        page,
        threads=threads,
        others=tuple(map(_line_with_notes, page.others, sheet.others.lines)),
        heading=f"Handover {handover.number}",
        signed=(f"Signed by {handover.signed_by}, {moment_words(handover.signed_at)}",),
        above=_notes(sheet.above),
        below=_notes(sheet.below),
        loose=_notes(sheet.loose),
        left_out=tuple(left_out_words(each.by, each.lines) for each in sheet.left_out),
        colophon=tuple(_colophon(handover, digest)),
    )


def _with_notes(told: PageSection, section: SheetSection) -> PageSection:
    lines = tuple(map(_line_with_notes, told.lines, section.lines))
    return replace(told, lines=lines, above=_notes(section.above), below=_notes(section.below))


def _line_with_notes(told: PageLine, each: SheetLine) -> PageLine:
    return replace(told, above=_notes(each.above), below=_notes(each.below))


def _notes(notes: tuple[Note, ...]) -> tuple[PageNote, ...]:
    return tuple(PageNote(note_label(each.by), moment_words(each.at), each.text) for each in notes)


def _colophon(handover: Handover, digest: str) -> list[str]:
    told = [
        f"Made from the desk on {moment_words(handover.taken_at)}, and kept as it was signed.",
        f"SHA-256 of the signed record: {digest}",
    ]
    if handover.previous:
        told.append(f"SHA-256 of handover {handover.number - 1} before it: {handover.previous}")
    told += [
        f"Removed from it on {moment_words(each.at)}: {each.reason}. The digest is that of what was signed."
        for each in handover.removals
    ]
    return told


def render_markdown(handover: Handover, digest: str) -> bytes:
    """As Markdown."""
    return markdown.render_page(handed_page(handover, digest)).encode("utf-8", "backslashreplace")


def render_html(handover: Handover, digest: str) -> bytes:
    """As one HTML file without script or requests."""
    return html.render_page(handed_page(handover, digest)).encode("utf-8", "backslashreplace")


def render_pdf(handover: Handover, digest: str) -> bytes:
    """As a PDF. Raises ``UsageError`` where typst is not installed."""
    from onrecord.publish import pdf  # noqa: PLC0415 - an extra

    return pdf.render_page(handed_page(handover, digest), handover.sheet.as_of)
