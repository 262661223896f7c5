"""Handing over on a terminal: the draft with the keys of its lines, what was signed, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model.handover import (
    Draft,
    Kept,
    Note,
    Operation,
    SheetLine,
    SheetSection,
    Shift,
    ShiftDifference,
)
from onrecord.publish.handed import left_out_words, moment_words, note_label
from onrecord.publish.sheets import sheet_of
from onrecord.publish.wording import cut_at_word, day_words, plural

#: Characters of a label, and of a passage.
_LABEL, _PASSAGE = 90, 200


def handover_text(made: Draft | Operation | Kept | ShiftDifference | Sequence[Kept] | None) -> str:
    """What an action gave, in words."""
    if made is None:
        return "The draft was given up."
    if isinstance(made, Draft):
        return "\n".join(_draft(made))
    if isinstance(made, Operation):
        return f"Edit {made.number} of the draft, by {made.by}: {made.kind}."
    if isinstance(made, ShiftDifference):
        return "\n".join(_difference(made))
    if isinstance(made, Kept):
        return f"Signed as {made.number} by {made.signed_by}, {moment_words(made.signed_at)}. SHA-256 {made.digest}"
    return "\n".join(map(_kept, made)) or "Nothing was handed over yet: begin with `onrecord handover draft`."


def _kept(kept: Kept) -> str:
    as_of = day_words(kept.as_of) if kept.as_of else "no dated report"
    removed = "".join(f"; removed on {moment_words(each.at)}: {each.reason}" for each in kept.removals)
    return f"{kept.number:>4}  {moment_words(kept.signed_at)}  {kept.signed_by}  as of {as_of}  {kept.digest[:16]}{removed}"


def _draft(draft: Draft) -> Iterator[str]:
    sheet = sheet_of(draft.brief, draft.operations)
    yield f"Draft begun by {draft.begun_by}, {moment_words(draft.begun_at)}; its brief is of {moment_words(draft.taken_at)}."
    yield from _notes(sheet.above)
    for thread in sheet.threads:
        yield f"\n{thread.title}"
        for section in thread.sections:
            yield from _section(section)
    if sheet.others.lines:
        yield from _section(sheet.others)
    yield from _notes((*sheet.below, *sheet.loose))
    yield from (f"\n{left_out_words(each.by, each.lines)}" for each in sheet.left_out)
    yield from (f"Edit {each.number} ({each.kind}, by {each.by}) has no line now." for each in sheet.unplaced)


def _section(section: SheetSection) -> Iterator[str]:
    yield f"\n{section.title}  [{section.key}]"
    yield from _notes(section.above)
    for each in section.lines:
        yield from _notes(each.above)
        yield _line(each)
        yield from _notes(each.below)
    yield from _notes(section.below)


def _line(each: SheetLine) -> str:
    told = [f"left out by {each.muted_by}"] if each.muted_by else []
    told += [f"placed here by {each.moved_by}"] if each.moved_by else []
    by_whom = f" ({'; '.join(told)})" if told else ""
    return f"  {each.key}  {cut_at_word(each.line.label, _LABEL)}{by_whom}"


def _notes(notes: Sequence[Note]) -> Iterator[str]:
    for each in notes:
        yield f"  [{each.number}] {note_label(each.by)}: {each.text}"


def _difference(difference: ShiftDifference) -> Iterator[str]:
    yield f"From handover {difference.earlier} to {difference.later}"
    for each in difference.shifts:
        yield from _shift(each)
    yield f"\n{plural(difference.unchanged, 'line')} as before."


def _shift(shift: Shift) -> Iterator[str]:
    place = f" ({shift.place})" if shift.place else ""
    yield f"\n{shift.kind}  {shift.section}: {shift.label}{place}"
    for value in shift.values:
        who = f"{value.who}: " if value.who else ""
        yield f"    {who}{value.before or 'nothing'} → {value.after or 'nothing'}"
    passages = shift.after or shift.before
    for passage in passages[:2]:
        yield f"    “{cut_at_word(passage.text, _PASSAGE)}” {passage.outlet}, {passage.published}"
