"""Whether the paragraphs of an article stand in the order in which they were written.

Reports introduce people in full and call them by their surnames afterwards. Where several people are called by surname
first and introduced later, and the article opens with a pronoun or a connective that nothing precedes, the paragraphs were
shuffled on the way. One sign alone proves nothing: features open with "He" on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.read.wordlist import words

OUT_OF_ORDER = "paragraphs are out of order"

_OPENS_IN_MID_AIR = re.compile(r"^(?:He|She|They|It came|However|But|Meanwhile|In addition|The active)\b")
_BARE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|General|Gen|Col|Herr|Frau|President|Minister)\.? ([A-Z][\w’'-]{2,30})\b"
)
_FULL = re.compile(r"\b([A-Z][a-zà-ÿ’'-]{1,20}) ([A-Z][\w’'-]{2,30})\b")
_TITLES = words("Mr Mrs Ms Dr Sir Lord General Gen Col Herr Frau President Minister Prime Foreign Secretary")


def out_of_order(paragraphs: Sequence[str]) -> str | None:
    """Why the paragraphs are held to be shuffled, with the names that tell it; ``None`` where they are not."""
    called: dict[str, int] = {}
    introduced: dict[str, int] = {}
    for index, paragraph in enumerate(paragraphs):
        for match in _FULL.finditer(paragraph):
            if match[1] not in _TITLES:
                introduced.setdefault(match[2], index)
        for match in _BARE.finditer(paragraph):
            called.setdefault(match[1], index)
    late = sorted(name for name, index in called.items() if introduced.get(name, -1) > index)
    mid_air = bool(paragraphs) and _OPENS_IN_MID_AIR.match(paragraphs[0]) is not None
    if len(late) >= 3 or (mid_air and len(late) >= 2):
        return f"{OUT_OF_ORDER}: {', '.join(late[:3])} are named by surname before they are introduced"
    return None
