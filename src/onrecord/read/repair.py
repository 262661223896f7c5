"""Repair of characters, with the way back to the capture.

Mended is what came between the text and its bytes: wrong decoding (by ftfy, https://ftfy.readthedocs.io), entities that were
left over, soft hyphens, zero-width characters, no-break spaces, ligatures, line ends of other systems, control characters,
words hyphenated at the end of a line. Words, spelling and marks stay as they are; what was lost between and in words is
sought later, where the whole article is known (``repair_words``).

One repair can uncover another ("&amp;amp;", text that was decoded in the wrong way twice), so they are repeated until nothing
changes: repairing what is repaired changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from onrecord.read.repair_edits import Edit, Repaired
from onrecord.read.repair_encoding import encoding_edits
from onrecord.read.wordlist import vocabulary

__all__ = ["Repaired", "folded", "repair", "repaired"]

#: Rounds after which a text is held to be made up to keep us busy; it then gets the repair of single characters alone.
ROUNDS = 12

_REMOVED = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_TABLE: dict[str, str] = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_LINE_ENDS, "\n"), **_LIGATURES}
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_SINGLE = "".join(key for key in _TABLE if len(key) == 1)
_TOUCHED = re.compile(f"\r\n|[{re.escape(_SINGLE)}]|[{re.escape(_REMOVED)}{_CONTROLS}]+|[\ud800-\udfff]+")
_WHITE = re.compile(r"\s+")
_ENTITY = re.compile(
    r"&(?:(?:amp|#0{0,4}38|#[xX]0{0,4}26);)*(?:#(?P<decimal>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));"
)
_HYPHENATED = re.compile(r"(?<![\w-])(?P<head>[A-Za-z]?[a-z]+)[-\u2010][ \t]*\n[ \t]*(?P<tail>[a-z]+)(?![\w-])")


def repair(text: str) -> Repaired:
    """``text`` with its characters mended. Linear in its length; a repaired text comes back as it is."""
    plain = _characters_mended(text)
    return _settled(Repaired.of(text)) or _settled(plain) or plain


def repaired(text: str) -> str:
    """``text`` with its characters mended, where nobody asks for the way back."""
    if text.isascii() and "&" not in text and _TOUCHED.search(text) is None and "-" not in text:
        return text
    return repair(text).text


def folded(text: str) -> Repaired:
    """``text`` with its characters mended, on one line: single spaces between its words and none around them."""
    mended = repair(text)
    inner = mended.text.strip()
    first = mended.text.index(inner)
    last = first + len(inner)
    return mended.then(
        [
            Edit(match.start(), match.end(), " " if first < match.start() < last else "", None)
            for match in _WHITE.finditer(mended.text)
            if match[0] != " " or not first < match.start() < last
        ]
    )


def _characters_mended(text: str) -> Repaired:
    return Repaired.of(text).then(list(_character_edits(text)))


def _settled(mended: Repaired) -> Repaired | None:
    """``mended`` when nothing more changes; ``None`` where it goes on and on."""
    for _ in range(ROUNDS):
        edits = _edits(mended.text)
        if not edits:
            return mended
        mended = mended.then(edits)
    return None


def _edits(text: str) -> list[Edit]:
    """What one look finds: of the kinds in this order the first that finds anything, since each may hide the next."""
    for find in (_entity_edits, encoding_edits, _character_edits, _hyphen_edits):
        edits = list(find(text))
        if edits:
            return edits
    return []


def _character_edits(text: str) -> Iterator[Edit]:
    for match in _TOUCHED.finditer(text):
        found = match[0]
        if found in _LIGATURES:
            yield Edit(match.start(), match.end(), _LIGATURES[found], "ligature")
        elif found in _TABLE:
            yield Edit(match.start(), match.end(), _TABLE[found], None)
        elif "\ud800" <= found[0] <= "\udfff":
            yield Edit(match.start(), match.end(), "\ufffd" * len(found), "encoding")
        else:
            yield Edit(match.start(), match.end(), "", "invisible")


def _entity_edits(text: str) -> Iterator[Edit]:
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        number = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16) if match["hex"] else None
        if number is not None:
            new = chr(number) if 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""
        else:
            new = html5.get(f"{match['name']};", "")
        if new:
            yield Edit(match.start(), match.end(), new, "entity")


def _hyphen_edits(text: str) -> Iterator[Edit]:
    """Words of two parts at a line's end that together are a common word and have no hyphen within a line."""
    for match in _HYPHENATED.finditer(text):
        if f"{match['head']}{match['tail']}".lower() in vocabulary().common:
            yield Edit(match.end("head"), match.start("tail"), "", "hyphen")
