"""What differs between two briefs that were handed over: made from these two alone, so that it stays whatever the desk does.

Lines are the same where their keys are; of the rest, those of one section that share most passages; of the rest, those of one record
or most passages in any section. A section that itself says what changed is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.brief import Line, Reference
from onrecord.model.handover import Sheet, SheetLine, SheetSection, Shift, ShiftDifference, ShiftPassage, ShiftValue
from onrecord.publish.sheets import place, quotes_of
from onrecord.publish.wording import NO_OUTLET, one_line, unquoted, when_words

#: The numbers of reports, which are others in another brief.
_NUMBERS = re.compile(r"\s*\[\d+\]")

#: The section that tells what is new since a state.
_CHANGES = "changed"

#: The lead, whose lines stand in a section of their own too.
_LEAD = "findings"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line where it stands in a sheet; ``at`` counts the lines of its section from 1."""

    each: SheetLine
    section: SheetSection
    thread: str
    at: int


def difference(earlier: Sheet, later: Sheet, numbers: tuple[int, int]) -> ShiftDifference:
    """What is new, gone, changed and moved from ``earlier`` to ``later``, in the order of the later one, what is gone at the end.

    ``numbers`` are those of the two briefs. Lines whose words were removed are compared with none.
    """
    old, new = list(_placed(earlier)), list(_placed(later))
    pairs = _paired(old, new)
    before = {id(after): first for first, after in pairs}
    strayed = _strayed(pairs)
    reports = [{each.number: each for each in sheet.references} for sheet in (earlier, later)]
    shifts = []
    unchanged = 0
    for after in new:
        first = before.get(id(after))
        if first is None:
            into = f"into “{after.section.title}”" if _is_led(after, old) else ""
            shifts.append(_shift("moved" if into else "new", after, None, reports, place=into))
            continue
        values = tuple(_values(first.each.line, after.each.line))
        if values or _words(first.each.line) != _words(after.each.line):
            other = first.section.name != after.section.name
            shifts.append(_shift("changed", after, first, reports, values, _places(first, after) if other else ""))
        elif first.section.name != after.section.name or id(after) in strayed:
            shifts.append(_shift("moved", after, first, reports, place=_places(first, after)))
        else:
            unchanged += 1
    found = {id(first) for first, _ in pairs}
    for each in old:
        if id(each) not in found:
            out = f"out of “{each.section.title}”" if _is_led(each, new) else ""
            shifts.append(_shift("moved" if out else "gone", each, None, reports, place=out, gone=True))
    elsewhere = {(each.kind, each.key.partition(":")[2]) for each in shifts if not each.key.startswith(f"{_LEAD}:")}
    told = [
        each
        for each in shifts
        if not each.key.startswith(f"{_LEAD}:") or (each.kind, each.key.partition(":")[2]) not in elsewhere
    ]
    return ShiftDifference(*numbers, tuple(told), unchanged)


def _placed(sheet: Sheet) -> Iterator[_Placed]:
    titles = {section.key: thread.title for thread in sheet.threads for section in thread.sections}
    for section in sheet.sections:
        if section.name == _CHANGES:
            continue
        shown = [each for each in section.lines if not each.muted_by]
        for at, each in enumerate(shown, start=1):
            if each.line.record_id:  # else its words were removed
                yield _Placed(each, section, titles.get(section.key, ""), at)


def _paired(old: Sequence[_Placed], new: Sequence[_Placed]) -> list[tuple[_Placed, _Placed]]:
    """The lines that are the same in both."""
    pairs: list[tuple[_Placed, _Placed]] = []
    left, right = list(old), list(new)

    def pair(same: Callable[[_Placed, _Placed], int]) -> None:
        for after in list(right):
            scored = [(same(first, after), -at) for at, first in enumerate(left)]
            best, at = max(scored, default=(0, 0))
            if best > 0:
                pairs.append((left[-at], after))
                del left[-at]
                right.remove(after)

    by_key = {first.each.key: first for first in old}
    for after in new:
        found = by_key.get(after.each.key)
        if found is not None:
            pairs.append((found, after))
            left.remove(found)
            right.remove(after)
    quoted = {id(each): {place(quote.evidence) for quote in quotes_of(each.each.line)} for each in (*old, *new)}

    def shared(first: _Placed, after: _Placed) -> int:
        return len(quoted[id(first)] & quoted[id(after)])

    pair(lambda first, after: shared(first, after) if first.section.name == after.section.name else 0)
    pair(lambda first, after: int(first.each.line.record_id == after.each.line.record_id))
    pair(lambda first, after: shared(first, after) if _LEAD not in (first.section.name, after.section.name) else 0)
    return pairs


def _is_led(placed: _Placed, others: Sequence[_Placed]) -> bool:
    """Whether a line of the lead is of a record that stands elsewhere in the other brief: it came into the lead, or left it."""
    return placed.section.name == _LEAD and any(
        each.each.line.record_id == placed.each.line.record_id for each in others if each.section.name != _LEAD
    )


def _strayed(pairs: Sequence[tuple[_Placed, _Placed]]) -> set[int]:
    """The lines that left their order: all but the longest run of their section that kept it."""
    strayed: set[int] = set()
    sections: dict[tuple[str, str], list[tuple[_Placed, _Placed]]] = {}
    for first, after in pairs:
        sections.setdefault((first.section.key, after.section.key), []).append((first, after))
    for same in sections.values():
        ordered = sorted(same, key=lambda each: each[1].at)
        kept = _longest_rising([first.at for first, _ in ordered])
        strayed.update(id(after) for at, (_, after) in enumerate(ordered) if at not in kept)
    return strayed


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        pile = bisect_left(tails, value)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(value)
            ends.append(at)
        else:
            tails[pile], ends[pile] = value, at
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _words(line: Line) -> tuple[object, ...]:
    """What a line says, without what differs between two briefs that say the same."""
    quotes = sorted({(*place(quote.evidence), quote.text) for quote in line.quotes})
    return _plain(line.label), _plain(line.note), tuple(quotes), tuple(_words(child) for child in line.children)


def _plain(text: str) -> str:
    return one_line(_NUMBERS.sub("", text))


def _values(first: Line, after: Line) -> Iterator[ShiftValue]:
    """The label and the note where they differ, then what each claimant gave last."""
    for old, new in ((first.label, after.label), (first.note, after.note)):
        if _plain(old) != _plain(new):
            yield ShiftValue("", _plain(old), _plain(new))
    before, now = _last(first), _last(after)
    for who in dict.fromkeys((*now, *before)):
        if before.get(who) != now.get(who):
            yield ShiftValue(who, before.get(who, ""), now.get(who, ""))


def _last(line: Line) -> dict[str, str]:
    values = line.chart.values if line.chart else ()
    return {each.who: each.value for each in sorted(values, key=lambda one: one.last or one.first or "")}


def _shift(
    kind: str,
    told: _Placed,
    first: _Placed | None,
    reports: Sequence[dict[int, Reference]],
    values: tuple[ShiftValue, ...] = (),
    place: str = "",
    *,
    gone: bool = False,
) -> Shift:
    old = told if gone else first
    return Shift(
        kind=kind,  # type: ignore[arg-type]  # one of the four, by its callers
        key=told.each.key,
        thread=one_line(told.thread),
        section=told.section.title,
        label=one_line(told.each.line.label),
        note=one_line(told.each.line.note),
        place=place,
        values=values,
        before=_passages(old.each.line, reports[0]) if old is not None else (),
        after=() if gone else _passages(told.each.line, reports[1]),
    )


def _places(first: _Placed, after: _Placed) -> str:
    if first.section.name != after.section.name:
        return f"from “{first.section.title}” to “{after.section.title}”"
    return "" if first.at == after.at else f"from line {first.at} to line {after.at}"


def _passages(line: Line, reports: dict[int, Reference]) -> tuple[ShiftPassage, ...]:
    made = {}
    for quote in quotes_of(line):
        report = reports[quote.reference]
        outlet = one_line(report.outlet or NO_OUTLET)
        made[place(quote.evidence)] = ShiftPassage(unquoted(quote.text), outlet, when_words(report.published))
    return tuple(made.values())
