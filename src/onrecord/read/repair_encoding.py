"""Text that was decoded in the wrong way ("Ã©", "â€™"), mended by ftfy, with the places of what it changes.

ftfy (Robyn Speer, https://ftfy.readthedocs.io) tells such text by sequences of characters that nobody writes. Here it mends
the encoding and nothing else: quotation marks, widths, ligatures and line ends stay. It looks at a line at a time, and
returns text without places; they are found again by the characters of ASCII, which no wrong decoding touches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.read.repair_edits import Edit

#: What text in a wrong encoding always has: two characters side by side that are not ASCII, or a control character.
_SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[\x80-\x9f]|Ã ")
_LINE = re.compile(r"[^\n]+")
_RUN = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
#: A line longer than this is looked at in pieces, as ftfy itself would do.
LONGEST = 100_000


def encoding_edits(text: str) -> Iterator[Edit]:
    """The edits that give ``text`` the characters that were meant."""
    if text.isascii() or _SUSPECT.search(text) is None:
        return
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 - a seventh of a second that plain ASCII need not cost

    config = TextFixerConfig(unescape_html=False)
    for line in _LINE.finditer(text):
        for start in range(line.start(), line.end(), LONGEST):
            piece = text[start : min(line.end(), start + LONGEST)]
            if _SUSPECT.search(piece) is not None:
                fixed = fix_encoding(piece, config)
                if fixed != piece:
                    yield from _changes(piece, fixed, start)


def _changes(old: str, new: str, at: int) -> Iterator[Edit]:
    """Where ``old``, which stands at ``at``, became ``new``: runs of characters that are not ASCII.

    A space can have been a part of such a run ("Ã " for "à"): it is found by its lack.
    """
    position = 0
    pending: tuple[int, str] | None = None
    for run in _RUN.finditer(new):
        if not run[0].isascii():
            pending = (position, run[0])
            while position < len(old) and old[position] > "\x7f":
                position += 1
            continue
        found = old.find(run[0], position)
        if found < 0:
            break
        if pending is not None or found > position:
            start, meant = pending or (position, "")
            if old[start:found] != meant:
                yield Edit(at + start, at + found, meant, "encoding")
        pending, position = None, found + len(run[0])
    else:
        start, meant = pending or (position, "")
        if old[start:] != meant:
            yield Edit(at + start, at + len(old), meant, "encoding")
        return
    rest = new[run.start() if pending is None else run.start() - len(pending[1]) :]
    start = position if pending is None else pending[0]
    yield Edit(at + start, at + len(old), rest, "encoding")
