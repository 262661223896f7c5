"""The reading order of a printed page: pieces of text with their places, to columns, to lines, to paragraphs.

No reader of PDF files that was tried puts columns in order when a file draws them in another one. What is done here is the
idea of Breuel's "Two Geometric Algorithms for Layout Analysis" (2002) on lines in place of letters: find the gutters, which no
line crosses and which have prose on both sides, read what is left of one before what is right of it, and everything else from
top to bottom. The unit of length is the point (1/72 inch); y grows upwards.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: A gutter has this many lines on each side at least, and they have this many characters on the average: the cells of a table
#: are fewer and shorter.
_FEWEST_LINES = 3
_FEWEST_CHARACTERS = 18
_MOST_GUTTERS = 40  # places that are tried on one page, the most frequent left edges first
_DEEPEST = 8  # columns inside columns
_ROW = 0.45  # of the size: pieces whose middles are nearer than that are one row
_SPACE = 0.18  # of the size: a gap that is a space
_CELL = 1.5  # of the size: a gap that separates cells
_PARAGRAPH = 1.4  # of the usual distance of lines: a gap that ends a paragraph
_BULLET = re.compile(r"^(?:[•▪■●◦‣–—*·\uf0b7\uf0a7]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]{0,3}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one baseline, without a wide gap in it. ``heavy``: set in bold."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    heavy: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Row:
    """Pieces that stand side by side, from left to right."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        return " | ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def middle(self) -> float:
        return self.pieces[0].middle

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def heavy(self) -> bool:
        return all(piece.heavy for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that are one paragraph; ``cells``: it is a row of a table."""

    lines: tuple[str, ...]
    size: float
    heavy: bool
    cells: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """The pieces as rows from top to bottom; pieces of a row that only a space parts are put together."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, *_from_left(piece))):
        if rows and abs(rows[-1].middle - piece.middle) <= _ROW * min(rows[-1].size, piece.size):
            rows[-1].pieces.append(piece)
        else:
            rows.append(Row([piece]))
    for row in rows:
        row.pieces.sort(key=_from_left)
        row.pieces = _joined(row.pieces, _CELL)
    return rows


def _from_left(piece: Piece) -> tuple[float, float, float, float, str, bool]:
    """An order of pieces in a row that no two different pieces share: how a file draws them must not matter."""
    return piece.left, piece.right, piece.size, piece.bottom, piece.text, piece.heavy


def _joined(pieces: list[Piece], widest: float) -> list[Piece]:
    """Pieces with gaps below ``widest`` times their size put together."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        last = joined[-1]
        gap = piece.left - last.right
        if -last.size < gap < widest * min(last.size, piece.size):
            space = " " if gap > _SPACE * last.size and not last.text.endswith(" ") else ""
            joined[-1] = Piece(
                last.text + space + piece.text,
                last.left,
                max(last.right, piece.right),
                min(last.bottom, piece.bottom),
                max(last.top, piece.top),
                max(last.size, piece.size),
                last.heavy and piece.heavy,
            )
        else:
            joined.append(piece)
    return joined


def regions(rows: list[Row], depth: int = _DEEPEST) -> list[list[Row]]:
    """The rows in reading order, in regions that each are read from top to bottom: a column, or what stands across columns."""
    found = _gutter(rows) if depth else None
    if found is None:
        return [rows] if rows else []
    at, first, last = found
    left = [Row(kept) for row in rows[first:last] if (kept := [piece for piece in row.pieces if piece.left < at])]
    right = [Row(kept) for row in rows[first:last] if (kept := [piece for piece in row.pieces if piece.left >= at])]
    return [
        *regions(rows[:first], depth - 1),
        *regions(left, depth - 1),
        *regions(right, depth - 1),
        *regions(rows[last:], depth - 1),
    ]


def _gutter(rows: list[Row]) -> tuple[float, int, int] | None:
    """The gutter that most pieces stand beside: where it is, its first row and the one behind its last."""
    edges = Counter(round(piece.left) for row in rows for piece in row.pieces)
    places = sorted((edge for edge, count in edges.items() if count >= _FEWEST_LINES), key=lambda e: (-edges[e], e))
    best: tuple[int, float, int, int] | None = None
    for edge in places[:_MOST_GUTTERS]:
        at = edge - 2.0
        first = 0
        for index in range(len(rows) + 1):
            if index < len(rows) and not any(piece.left < at < piece.right for piece in rows[index].pieces):
                continue
            begin, end = _trimmed(rows, first, index, at)
            size = _beside(rows[begin:end], at)
            if size and (best is None or size > best[0]):
                best = (size, at, begin, end)
            first = index + 1
    return best[1:] if best else None


def _trimmed(rows: list[Row], first: int, last: int, at: float) -> tuple[int, int]:
    """Without what stands alone above and below the columns, behind a wide gap: a heading across the page that is short."""
    sided = [index for index in range(first, last) if any(piece.left >= at for piece in rows[index].pieces)]
    if not sided:
        return first, first
    both = range(sided[0], sided[-1] + 1)
    pitch = median([a.middle - b.middle for a, b in pairwise(rows[first:last])] or [0.0])
    begin, end = both[0], both[-1] + 1
    while begin > first and rows[begin - 1].middle - rows[begin].middle <= 2 * pitch:
        begin -= 1
    while end < last and rows[end - 1].middle - rows[end].middle <= 2 * pitch:
        end += 1
    return begin, end


def _beside(rows: list[Row], at: float) -> int:
    """How many pieces stand beside a gutter at ``at``; 0 where it is none: too few, no prose, or not side by side."""
    left = [piece for row in rows for piece in row.pieces if piece.left < at]
    right = [piece for row in rows for piece in row.pieces if piece.left >= at]
    for side in (left, right):
        if len(side) < _FEWEST_LINES or sum(len(piece.text) for piece in side) < _FEWEST_CHARACTERS * len(side):
            return 0
    top = min(max(piece.top for piece in side) for side in (left, right))
    bottom = max(min(piece.bottom for piece in side) for side in (left, right))
    heights = [max(p.top for p in side) - min(p.bottom for p in side) for side in (left, right)]
    return len(left) + len(right) if top - bottom > 0.5 * min(heights) else 0


def runs(region: list[Row]) -> list[Run]:
    """The rows of a region as paragraphs."""
    measures: dict[tuple[int, int], float] = {}
    for row in region:
        if len(row.pieces) == 1:
            measures[_measure(row)] = max(row.right, measures.get(_measure(row), 0.0))
    for row in region:
        if _spread(row, measures.get(_measure(row), 0.0)):
            row.pieces = _joined(row.pieces, math.inf)
    left = min(row.left for row in region)
    distances = [above.middle - below.middle for above, below in pairwise(region)]
    pitch = median(distances) if distances else 0.0
    found: list[list[Row]] = []
    for row in region:
        previous = found[-1][-1] if found else None
        if previous is None or _parts(previous, row, left, measures.get(_measure(previous), 0.0), pitch):
            found.append([row])
        else:
            found[-1].append(row)
    return [
        Run(
            tuple(row.text for row in rows),
            max(row.size for row in rows),
            all(row.heavy for row in rows),
            len(rows[0].pieces) > 1,
        )
        for rows in found
    ]


def _spread(row: Row, right: float) -> bool:
    """Whether a row is a line of few words that was spread over the width of its column, and no row of a table."""
    gaps = [after.left - before.right for before, after in pairwise(row.pieces)]
    return len(gaps) > 1 and abs(row.right - right) < 2 and max(gaps) - min(gaps) < 0.2 * row.size


def _measure(row: Row) -> tuple[int, int]:
    """Rows of one size that begin at one edge are set to one width."""
    return round(row.left / 3), round(row.size)


def _parts(above: Row, below: Row, left: float, right: float, pitch: float) -> bool:
    """Whether a paragraph ends between two rows of a region. ``right`` is how far rows like the upper one reach."""
    if len(above.pieces) > 1 or len(below.pieces) > 1:
        return True
    if abs(above.size - below.size) > 0.07 * above.size or above.heavy != below.heavy:
        return True
    usual = min(pitch, 1.6 * above.size) if pitch else 1.3 * above.size
    if above.middle - below.middle > _PARAGRAPH * usual or _BULLET.match(below.text):
        return True
    room = right - above.right
    if round(above.left / 3) == round(below.left / 3) and room > _first_word(below) + above.size:
        return True  # the next word would have stood in the line above
    indented = below.left - left > above.size and above.left - left < 0.5 * above.size
    return _ENDS.search(above.text) is not None and (indented or room > 0.25 * (right - left))


def _first_word(row: Row) -> float:
    """About how wide the first word of a row is."""
    return (row.right - row.left) * len(row.text.split(" ", 1)[0]) / len(row.text)


def continued(above: Run, below: Run) -> bool:
    """Whether a paragraph goes on in the next column or on the next page: no full stop, and no new sentence."""
    if above.cells or below.cells or above.heavy != below.heavy or abs(above.size - below.size) > 0.07 * above.size:
        return False
    return not _ENDS.search(above.lines[-1]) and below.lines[0][:1].islower()
