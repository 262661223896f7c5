"""Changes to a text that remember what was there: the way from a repaired text back to what it was made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model.article import Repair, RepairKind

#: Repairs of one kind with at most so many characters between them are told as one.
NEAR = 12


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` in place of the characters ``start`` to ``end``. Without a ``kind`` it is not worth telling a reader."""

    start: int
    end: int
    new: str
    kind: RepairKind | None


@dataclass(frozen=True, slots=True)
class Repaired:
    """``text`` after repair, ``before`` it, and where its characters stood before.

    ``starts`` and ``origins`` are the offsets, in ``text`` and in ``before``, at which runs begin: a run is a stretch that was
    left as it was, or one replacement. ``repairs`` are the changes that a reader is told, in order.
    """

    text: str
    before: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    repairs: tuple[Repair, ...] = ()

    @classmethod
    def of(cls, text: str) -> Repaired:
        """``text`` as it is."""
        return cls(text, text, (0,), (0,))

    def origin(self, offset: int) -> int:
        """The offset before repair of the character at ``offset``; for the end of the text the end of the original.

        It never falls as ``offset`` rises. The characters of a replacement stand where what they replace began, or in it.
        """
        run = bisect_right(self.starts, offset) - 1
        following = self.origins[run + 1] if run + 1 < len(self.origins) else len(self.before)
        return min(self.origins[run] + offset - self.starts[run], following)

    def then(self, edits: Sequence[Edit]) -> Repaired:
        """This text with ``edits`` made, which are in order and apart from each other. Offsets still lead to ``before``."""
        if not edits:
            return self
        text, starts, origins = _apply(self.text, edits)
        step = Repaired(text, self.text, starts, origins)
        shift = Shift(edits)
        breaks = sorted({*starts, *map(shift.start, self.starts)})
        mended = Repaired(text, self.before, tuple(breaks), tuple(self.origin(step.origin(at)) for at in breaks))
        return replace(mended, repairs=_told(self.text, self.repairs, edits))


class Shift:
    """Where characters of a text stand once ``edits`` have been made."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [edit.end for edit in edits]
        self._starts = [edit.start for edit in edits]
        self._edits = edits
        self._moved = [0]
        for edit in edits:
            self._moved.append(self._moved[-1] + len(edit.new) - (edit.end - edit.start))

    def start(self, offset: int) -> int:
        """The new offset of what begins at ``offset``: what is put in there stands before it."""
        done = bisect_right(self._ends, offset)
        return self._placed(done, offset)

    def end(self, offset: int) -> int:
        """The new offset of what ends at ``offset``: what is put in there stands behind it."""
        done = bisect_left(self._starts, offset)
        return self._placed(min(done, bisect_right(self._ends, offset)), offset)

    def _placed(self, done: int, offset: int) -> int:
        inside = done < len(self._edits) and self._starts[done] < offset
        return (self._starts[done] if inside else offset) + self._moved[done]


def _apply(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = position = 0
    for edit in edits:
        kept = text[position : edit.start]
        pieces += (kept, edit.new)
        length += len(kept)
        position = edit.end
        if edit.new:  # a replacement is a run of its own: what follows it starts anew
            starts.append(length)
            origins.append(edit.start)
            length += len(edit.new)
        starts.append(length)
        origins.append(position)
    pieces.append(text[position:])
    return "".join(pieces), tuple(starts), tuple(origins)


def _told(text: str, before: Sequence[Repair], edits: Sequence[Edit]) -> tuple[Repair, ...]:
    """The repairs of ``text`` and those that ``edits`` of it are, by their places afterwards.

    Those that overlap, or meet where one of them has no length, become one: what stood there before both of them.
    """
    told: list[Repair] = []
    moved = 0
    for start, end, olds, news in _groups(before, edits):
        was, position = "", start
        for old in olds:
            was += text[position : old.start] + old.was
            position = old.end
        was += text[position:end]
        kinds = [edit.kind for edit in news if edit.kind is not None] or [old.kind for old in olds]
        grown = sum(len(edit.new) - (edit.end - edit.start) for edit in news)
        if kinds:
            told.append(Repair(start + moved, end + moved + grown, was, kinds[-1]))
        moved += grown
    return tuple(told)


def _groups(before: Sequence[Repair], edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Repair], list[Edit]]]:
    """Repairs and edits that touch the same characters, together: where they start and end, and which they are."""
    items: list[Repair | Edit] = sorted([*before, *edits], key=lambda item: (item.start, item.end))
    group: list[Repair | Edit] = []
    end = 0
    for item in [*items, None]:
        if group and (
            item is None or item.start > end or (item.start == end and item.start < item.end and group[-1].start < end)
        ):
            yield (
                group[0].start,
                end,
                [each for each in group if isinstance(each, Repair)],
                [each for each in group if isinstance(each, Edit)],
            )
            group = []
        if item is not None:
            end = max(end, item.end) if group else item.end
            group.append(item)


def told_in_runs(repairs: Iterable[Repair], text: str) -> tuple[Repair, ...]:
    """The repairs, those of one kind that stand near each other as one: a record for a run, not for each character."""
    runs: list[Repair] = []
    for repair in repairs:
        last = runs[-1] if runs else None
        if last is not None and last.kind == repair.kind and 0 <= repair.start - last.end <= NEAR:
            between = text[last.end : repair.start]
            runs[-1] = Repair(last.start, repair.end, last.was + between + repair.was, last.kind)
        else:
            runs.append(repair)
    return tuple(runs)


def undone(text: str, repairs: Iterable[Repair]) -> str:
    """``text`` as it was before ``repairs``, which are in order."""
    pieces: list[str] = []
    position = 0
    for repair in repairs:
        pieces += (text[position : repair.start], repair.was)
        position = repair.end
    return "".join(pieces) + text[position:]
