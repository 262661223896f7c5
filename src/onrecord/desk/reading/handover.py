"""Handing over, as pages show it: the draft with what everybody did to it, what was signed, and what differs between two shifts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.model.brief import Line, Quote, Reference
from onrecord.model.handover import (
    WHOLE,
    Draft,
    Kept,
    Note,
    Operation,
    Sheet,
    SheetLine,
    SheetSection,
    Shift,
    ShiftDifference,
)
from onrecord.publish.chart_svg import chart_svg
from onrecord.publish.handed import left_out_words, moment_words, note_label
from onrecord.publish.sheets import sheet_of, standing
from onrecord.publish.wording import NO_OUTLET, day_range, day_words, one_line, plural, unquoted, when_words

#: Edits that the page lists; all of them count.
SHOWN_EDITS = 60

#: In a drawing what leads to the list of reports, which a draft does not show.
_LINK = re.compile(r"<a [^>]*>|</a>")


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note with whose it is in words; ``number`` is what takes it back."""

    number: int
    by: str
    label: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a source as the brief has them, with what stands around them and where the article shows them."""

    text: str
    before: str
    after: str
    number: int
    outlet: str
    published: str
    address: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the draft. ``up`` and ``down`` are the keys of its neighbours, ``since`` what became of it since the last signed brief."""

    key: str
    label: str
    note: str
    why: str
    chart: str
    quotes: tuple[QuoteView, ...]
    children: tuple[LineView, ...]
    above: tuple[NoteView, ...]
    below: tuple[NoteView, ...]
    moved_by: str
    muted_by: str
    up: str
    down: str
    since: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the draft."""

    key: str
    name: str
    title: str
    lines: tuple[LineView, ...]
    empty: str
    omitted: int
    above: tuple[NoteView, ...]
    below: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class ThreadView:
    """One crisis of the draft."""

    title: str
    covers: str
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class EditView:
    """An edit in words. ``stands`` is false once it was taken back; ``lost`` says that it has no line now."""

    number: int
    by: str
    at: str
    words: str
    text: str
    stands: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The draft. ``version`` is what one signs, ``whole`` the key of the sheet as a whole; ``edits`` are the latest first. ``unread`` is what the
    brief does not tell of, in sentences."""

    id: str
    version: str
    taken_at: str
    seen: int
    begun_by: str
    begun: str
    taken: str
    as_of: str
    whole: str
    threads: tuple[ThreadView, ...]
    others: SectionView
    above: tuple[NoteView, ...]
    below: tuple[NoteView, ...]
    loose: tuple[NoteView, ...]
    unread: tuple[str, ...]
    left_out: tuple[str, ...]
    edits: tuple[EditView, ...]
    edit_count: int
    since: ShiftDifference | None
    lines: int


@dataclass(frozen=True, slots=True)
class KeptView:
    """A signed brief in a list."""

    number: int
    by: str
    at: str
    signed: str
    as_of: str
    digest: str
    removals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverList:
    """What was signed, the last first, and who began the draft, where there is one."""

    signed: tuple[KeptView, ...]
    draft_by: str
    draft_begun: str
    draft_edits: int


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A signed brief: ``body`` is the part of its kept HTML that is shown, byte for byte as it was signed unless words were removed since."""

    kept: KeptView
    body: str
    others: tuple[int, ...]
    next: int
    no_pdf: str


@dataclass(frozen=True, slots=True)
class ShiftPage:
    """What differs between two signed briefs, by kind."""

    earlier: KeptView
    later: KeptView
    new: tuple[Shift, ...]
    changed: tuple[Shift, ...]
    moved: tuple[Shift, ...]
    gone: tuple[Shift, ...]
    unchanged: int


def handover_list(signed: Iterable[Kept], draft: Draft | None) -> HandoverList:
    """The list, with the draft."""
    return HandoverList(
        tuple(map(kept_view, signed)),
        draft.begun_by if draft else "",
        moment_words(draft.begun_at) if draft else "",
        len(standing(draft.operations)) if draft else 0,
    )


def kept_view(kept: Kept) -> KeptView:
    """A signed brief in words."""
    removals = tuple(f"Removed on {moment_words(each.at)}: {each.reason}" for each in kept.removals)
    as_of = day_words(kept.as_of) if kept.as_of else "no dated report"
    return KeptView(
        kept.number, kept.signed_by, kept.signed_at, moment_words(kept.signed_at), as_of, kept.digest, removals
    )


def kept_page(kept: Kept, html: str, last: int, no_pdf: str) -> KeptPage:
    """The page of a signed brief from its kept HTML."""
    _, _, rest = html.partition('<main class="kept">')
    others = tuple(number for number in range(last, 0, -1) if number != kept.number)
    body = rest.rpartition("</main>")[0]
    return KeptPage(kept_view(kept), body, others, kept.number + 1 if kept.number < last else 0, no_pdf)


def shift_page(difference: ShiftDifference, earlier: Kept, later: Kept) -> ShiftPage:
    """The page of a difference."""

    def of(kind: str) -> tuple[Shift, ...]:
        return tuple(each for each in difference.shifts if each.kind == kind)

    sides = kept_view(earlier), kept_view(later)
    return ShiftPage(*sides, of("new"), of("changed"), of("moved"), of("gone"), difference.unchanged)


def draft_page(draft: Draft, since: ShiftDifference | None) -> DraftPage:
    """The page of the draft; ``since`` is how it differs from what was signed last."""
    sheet = sheet_of(draft.brief, draft.operations)
    became = {each.key: each.kind for each in since.shifts} if since else {}
    reports = {each.number: each for each in sheet.references}
    return DraftPage(
        id=draft.id,
        version=draft.version,
        taken_at=draft.taken_at,
        seen=draft.seen,
        begun_by=draft.begun_by,
        begun=moment_words(draft.begun_at),
        taken=moment_words(draft.taken_at),
        as_of=day_words(sheet.as_of) if sheet.as_of else "",
        whole=WHOLE,
        threads=tuple(
            ThreadView(
                one_line(each.title),
                f"{day_range(each.first, each.last)} · {plural(each.article_count, 'report')}",
                tuple(_section(section, reports, became) for section in each.sections),
            )
            for each in sheet.threads
        ),
        others=_section(sheet.others, reports, became),
        above=_notes(sheet.above),
        below=_notes(sheet.below),
        loose=_notes(sheet.loose),
        unread=tuple(map(one_line, sheet.unread)),
        left_out=tuple(left_out_words(each.by, each.lines) for each in sheet.left_out),
        edits=_edits(draft, sheet)[:SHOWN_EDITS],
        edit_count=len(draft.operations),
        since=since,
        lines=sum(not each.muted_by for section in sheet.sections for each in section.lines),
    )


def _section(section: SheetSection, reports: Mapping[int, Reference], became: Mapping[str, str]) -> SectionView:
    keys = ["", *(each.key for each in section.lines), ""]
    lines = tuple(
        _line(each, reports, keys[at], keys[at + 2], became.get(each.key, "")) for at, each in enumerate(section.lines)
    )
    notes = _notes(section.above), _notes(section.below)
    return SectionView(section.key, section.name, section.title, lines, section.empty, section.omitted, *notes)


def _line(each: SheetLine, reports: Mapping[int, Reference], up: str, down: str, since: str) -> LineView:
    told = _told(each.line, reports)
    return LineView(
        each.key,
        *told,
        _notes(each.above),
        _notes(each.below),
        each.moved_by,
        each.muted_by,
        up,
        down,
        since,
    )


def _told(
    line: Line, reports: Mapping[int, Reference]
) -> tuple[str, str, str, str, tuple[QuoteView, ...], tuple[LineView, ...]]:
    drawn = _LINK.sub("", chart_svg(line.chart)) if line.chart else ""
    quotes = tuple(_quote(quote, reports[quote.reference]) for quote in line.quotes)
    children = tuple(LineView("", *_told(child, reports), (), (), "", "", "", "", "") for child in line.children)
    return one_line(line.label), one_line(line.note), line.why, drawn, quotes, children


def _quote(quote: Quote, report: Reference) -> QuoteView:
    place = quote.evidence
    return QuoteView(
        text=unquoted(quote.text),
        before=one_line(quote.before),
        after=one_line(quote.after),
        number=quote.reference,
        outlet=one_line(report.outlet or NO_OUTLET),
        published=when_words(report.published),
        address=f"/articles/{place.article_id}?start={place.start}&end={place.end}#at" if not quote.revision else "",
    )


def _notes(notes: Iterable[Note]) -> tuple[NoteView, ...]:
    return tuple(
        NoteView(each.number, each.by, note_label(each.by), moment_words(each.at), each.text) for each in notes
    )


def _edits(draft: Draft, sheet: Sheet) -> tuple[EditView, ...]:
    called = {WHOLE: "the whole"}
    for section in sheet.sections:
        called[section.key] = f"“{section.title}”"
        called |= {each.key: one_line(each.line.label) for each in section.lines}
    counting = {each.number for each in standing(draft.operations)}
    lost = {each.number for each in sheet.unplaced}
    return tuple(
        EditView(
            each.number,
            each.by,
            moment_words(each.at),
            _in_words(each, called),
            each.text,
            each.number in counting,
            each.number in lost,
        )
        for each in reversed(draft.operations)
    )


def _in_words(operation: Operation, called: Mapping[str, str]) -> str:
    line = called.get(operation.line, "a line that is no more")
    if operation.kind == "undo":
        return f"took back edit {operation.undone}"
    if operation.kind == "move":
        return f"moved {line} {operation.side} {called.get(operation.other, 'a line that is no more')}"
    if operation.kind == "note":
        return f"noted {operation.side} {line}"
    return f"{operation.kind}d {line}"
