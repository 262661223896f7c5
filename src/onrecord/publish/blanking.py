"""Taking words out of a brief that was kept: what the desk has removed must not live on in it.

A line that lost a passage loses its label too, for labels hold names, values and words of what they rest on; what it quotes from other
reports stays. Notes beside it go with it, and so does any note that repeats five words in a row of what was taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model.brief import Brief, Line, Quote, Reference, Section, ThreadBrief
from onrecord.model.handover import Note, Operation, Sheet, SheetLine, SheetSection, SheetThread
from onrecord.model.names import plain
from onrecord.model.when import When
from onrecord.publish.sheets import quotes_of, sheet_of

#: Words in a row from which on a note is taken to repeat a passage.
_TELLING = 5

#: The name of a record of which nothing is left: an identifier may be made of a name.
_NO_RECORD = ""


@dataclass(frozen=True, slots=True)
class Blanking:
    """What goes. ``stands`` says of a quote whether the desk still holds it; ``gone`` are the articles of which nothing is left.

    ``told`` stands in the place of what was taken out: ``Removed on 2 May 2031: embargo``.
    """

    stands: Callable[[Quote], bool]
    gone: Collection[str]
    told: str

    def line(self, line: Line) -> Line:
        """``line`` without what goes, the same where nothing does."""
        quotes = tuple(filter(self.stands, line.quotes))
        children = tuple(map(self.line, line.children))
        if quotes == line.quotes and children == line.children and line.record_id not in self.gone:
            return line
        record_id = line.record_id if quotes or any(each.record_id for each in children) else _NO_RECORD
        if record_id.startswith("act_") or record_id in self.gone:
            record_id = _NO_RECORD
        return Line(record_id, self.told, "", "", quotes, children)

    def reference(self, reference: Reference) -> Reference:
        """A report that is no more keeps its number."""
        if reference.article_id not in self.gone:
            return reference
        unknown = When(None, None, "unknown", "unknown", reason="it was removed")
        return Reference(reference.number, "", None, (), self.told, (), unknown, "", None, None, None)


def blank_brief(brief: Brief, blanking: Blanking) -> Brief:
    """``brief`` without what goes; the same object where nothing does."""
    made = replace(
        brief,
        threads=tuple(_thread(thread, brief.references, blanking) for thread in brief.threads),
        others=tuple(map(blanking.line, brief.others)),
        references=tuple(map(blanking.reference, brief.references)),
    )
    return brief if made == brief else made


def _thread(thread: ThreadBrief, references: Iterable[Reference], blanking: Blanking) -> ThreadBrief:
    sections: tuple[Section, ...] = tuple(
        replace(section, lines=tuple(map(blanking.line, section.lines))) for section in thread.sections
    )
    return replace(thread, sections=sections, title=_title(thread, references, blanking))


def _title(thread: ThreadBrief | SheetThread, references: Iterable[Reference], blanking: Blanking) -> str:
    held = {each.number for each in references if each.article_id not in blanking.gone}
    return thread.title if thread.title_reference in held else blanking.told


def blank_sheet(sheet: Sheet, blanking: Blanking) -> Sheet:
    """``sheet`` without what goes; the same object where nothing does."""
    repeats = _Repeats(_quotes(sheet), blanking)
    made = replace(
        sheet,
        threads=tuple(
            replace(
                thread,
                title=_title(thread, sheet.references, blanking),
                sections=tuple(_section(section, blanking, repeats) for section in thread.sections),
            )
            for thread in sheet.threads
        ),
        others=_section(sheet.others, blanking, repeats),
        references=tuple(map(blanking.reference, sheet.references)),
        above=repeats.notes(sheet.above),
        below=repeats.notes(sheet.below),
        loose=repeats.notes(sheet.loose),
    )
    return sheet if made == sheet else made


def blank_operations(brief: Brief, operations: Iterable[Operation], blanking: Blanking) -> tuple[Operation, ...]:
    """The operations on ``brief``, as it was, without words, names and places of what goes; in their order."""
    sheet = sheet_of(brief, ())
    repeats = _Repeats(_quotes(sheet), blanking)
    lines = {each.key: each.line for section in sheet.sections for each in section.lines}
    blanked = {key for key, line in lines.items() if blanking.line(line) != line}
    return tuple(_operation(each, blanked, blanking, repeats) for each in operations)


def _operation(operation: Operation, blanked: set[str], blanking: Blanking, repeats: _Repeats) -> Operation:
    passages = tuple(each for each in operation.passages if each.article_id not in blanking.gone)
    at_blanked = operation.line in blanked or passages != operation.passages
    goes = bool(operation.text) and ((at_blanked and ":" in operation.line) or repeats.found_in(operation.text))
    return replace(
        operation,
        line="removed:" if operation.line in blanked else operation.line,
        other="removed:" if operation.other in blanked else operation.other,
        passages=passages,
        text=blanking.told if goes else operation.text,
    )


def _section(section: SheetSection, blanking: Blanking, repeats: _Repeats) -> SheetSection:
    return replace(
        section,
        lines=tuple(_line(each, blanking, repeats) for each in section.lines),
        above=repeats.notes(section.above),
        below=repeats.notes(section.below),
    )


def _line(each: SheetLine, blanking: Blanking, repeats: _Repeats) -> SheetLine:
    line = blanking.line(each.line)
    if line == each.line:
        return replace(each, above=repeats.notes(each.above), below=repeats.notes(each.below))
    return SheetLine(
        each.key if line.record_id else "removed:",
        line,
        tuple(replace(note, text=blanking.told) for note in each.above),
        tuple(replace(note, text=blanking.told) for note in each.below),
        each.moved_by,
        each.muted_by,
    )


def _quotes(sheet: Sheet) -> Iterator[Quote]:
    for section in sheet.sections:
        for each in section.lines:
            yield from quotes_of(each.line)


class _Repeats:
    """Which notes repeat words that go."""

    def __init__(self, quotes: Iterable[Quote], blanking: Blanking) -> None:
        self._told = blanking.told
        self._runs: set[tuple[str, ...]] = set()
        for quote in quotes:
            if not blanking.stands(quote):
                self._runs.update(_runs(f"{quote.before} {quote.text} {quote.after}"))

    def found_in(self, text: str) -> bool:
        """Whether ``text`` holds five words in a row of what goes."""
        return any(run in self._runs for run in _runs(text))

    def notes(self, notes: tuple[Note, ...]) -> tuple[Note, ...]:
        """``notes``, those that repeat it without their words."""
        return tuple(replace(each, text=self._told) if self.found_in(each.text) else each for each in notes)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", plain(text))
    for at in range(len(words) - _TELLING + 1):
        yield tuple(words[at : at + _TELLING])


def quotes_in(brief: Brief) -> Iterator[Quote]:
    """Every quote of a brief."""
    lines = (line for thread in brief.threads for section in thread.sections for line in section.lines)
    for line in (*lines, *brief.others):
        yield from quotes_of(line)
