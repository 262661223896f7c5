"""Words that two reports share, as one of them spells them: the record has their stems."""

from __future__ import annotations

import re

#: Letters of a stem that may be another in the word itself: "ministri" of "ministry".
_SHORTEST = 4


def spelled(reason: str, text: str) -> str:
    """``shares with X: sarn, provinc`` as ``shares with X: Sarn, province``, by the words of ``text``. A stem of no word is left out."""
    head, colon, told = reason.rpartition(": ")
    if not colon:
        return reason
    words = list(dict.fromkeys(filter(None, (_word(stem.strip(), text) for stem in told.split(",")))))
    return f"{head}: {', '.join(words)}" if words else head


def _word(stem: str, text: str) -> str:
    """The shortest word of ``text`` that begins with ``stem``, the first of equals; one in capitals only where there is no other."""
    begun = stem[:-1] if len(stem) > _SHORTEST else stem
    for part in dict.fromkeys((stem, begun)):
        found: list[str] = re.findall(rf"\b{re.escape(part)}\w*", text, re.IGNORECASE) if part else []
        if found:
            return min(found, key=lambda word: (word.isupper(), len(word)))
    return ""
