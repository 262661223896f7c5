"""Light repair of characters, with the way back to the capture.

Only what a typesetter or a browser put between the letters is touched: soft hyphens, zero-width characters, no-break
spaces, ligatures, line ends of other systems, control characters. Words, spelling and quotation marks stay as they are.
Each replacement looks at one character (a carriage return also at the line feed after it), so repairing a part gives the
same as the part of what is repaired.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_REMOVED = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_TABLE: dict[str, str] = {
    **dict.fromkeys(_REMOVED, ""),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **_LIGATURES,
}
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_TOUCHED = re.compile(
    f"\r\n|[{re.escape(''.join(key for key in _TABLE if len(key) == 1))}]|[{_CONTROLS}]|[\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """``text`` after repair and where its characters stood before.

    ``starts`` and ``origins`` are the offsets, in ``text`` and before the repair, at which runs begin that were left as they
    were; between two runs stands one replacement.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The offset before repair of the character at ``offset``; for the end of the text the end of the original."""
        run = bisect_right(self.starts, offset) - 1
        return self.origins[run] + offset - self.starts[run]


def repair(text: str) -> Repaired:
    """``text`` with its characters mended. Linear in its length."""
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = position = 0
    for match in _TOUCHED.finditer(text):
        new = _replacement(match.group())
        kept = text[position : match.start()]
        pieces += (kept, new)
        length += len(kept) + len(new)
        position = match.end()
        if new:  # a replacement is a run of its own: what follows it starts anew
            starts.append(length - len(new))
            origins.append(match.start())
        starts.append(length)
        origins.append(position)
    pieces.append(text[position:])
    return Repaired("".join(pieces), tuple(starts), tuple(origins))


def repaired(text: str) -> str:
    """``text`` with its characters mended, where nobody asks for the way back."""
    return _TOUCHED.sub(lambda match: _replacement(match.group()), text)


def _replacement(found: str) -> str:
    if found in _TABLE:
        return _TABLE[found]
    return "\ufffd" if "\ud800" <= found <= "\udfff" else ""
