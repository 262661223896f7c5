"""Quotation marks: which characters of a paragraph are somebody's words.

Newspapers print straight, curly, single and mixed marks; scraping loses some of them. A mark is read by what stands beside
it (a space before it and a word after it open, a word before it and a space after it close), so that a closing mark of
another shape, a missing one and a mark without its space still give the span that a reader sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOUBLE_OPEN = "“„«"
_DOUBLE_CLOSE = "”»"
#: Two single marks in a row are a double one.
_DOUBLED = re.compile(r"''|``|‘‘|’’")
_SINGLE = "'’"
#: Characters after which a mark can open.
_BEFORE_OPENING = " \t\n\r\xa0([{—–-/:"
#: A closing mark whose opening mark is lost is believed only after these: otherwise it may be an inch or a slip.
_BEFORE_LOST = ",.!?…"
#: Single marks are also apostrophes; one that is not closed within this many characters is taken for an apostrophe.
_SINGLE_REACH = 600


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation from ``start`` (its opening mark) to ``end`` (after its closing mark, or the end of the paragraph).

    ``closed`` is false where the paragraph ends before the quotation does.
    """

    start: int
    end: int
    closed: bool


def find_quotations(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """The outermost quotations of the paragraph ``text[start:end]``, in order, not overlapping. Takes linear time."""
    paragraph = text[start:end]
    doubled = {match.start() for match in _DOUBLED.finditer(paragraph)}
    if not doubled:
        return tuple(Quotation(q.start + start, q.end + start, q.closed) for q in _scan(paragraph))
    single = _DOUBLED.sub(_one_mark, paragraph)
    return tuple(
        Quotation(
            q.start + start - (q.start - 1 in doubled), q.end + start + (q.closed and q.end - 1 in doubled), q.closed
        )
        for q in _scan(single)
    )


def _one_mark(match: re.Match[str]) -> str:
    """A doubled mark as one straight mark beside its word, with a blank on the other side, so that offsets stay."""
    text, at = match.string, match.start()
    opens = (at == 0 or text[at - 1] in _BEFORE_OPENING) and match.end() < len(text) and not text[match.end()].isspace()
    return ' "' if opens else '" '


def _scan(text: str) -> tuple[Quotation, ...]:
    start, end = 0, len(text)
    found: list[Quotation] = []
    opened: int | None = None
    nested = False
    at = start
    while at < end:
        mark = text[at]
        if opened is None:
            if mark in _DOUBLE_OPEN or (mark == '"' and _opens(text, at, start, end)):
                opened, nested = at, False
            elif mark == '"' or mark in _DOUBLE_CLOSE:
                begun = _lost_opening(text, at, found[-1].end if found else start)
                if begun is not None:
                    found.append(Quotation(begun, at + 1, True))
            elif mark in "‘'" and _opens(text, at, start, end):
                close = _single_close(text, at, end)
                if close is not None:
                    found.append(Quotation(at, close + 1, True))
                    at = close
                elif mark == "‘" and at == start:
                    found.append(Quotation(at, end, False))
                    return tuple(found)
        elif mark in _DOUBLE_CLOSE:
            if nested and text[opened] != '"':
                nested = False
            else:
                found.append(Quotation(opened, at + 1, True))
                opened = None
        elif mark == '"' and not _opens(text, at, start, end):
            if nested:
                nested = False
            else:
                found.append(Quotation(opened, at + 1, True))
                opened = None
        elif mark == '"' or mark in _DOUBLE_OPEN:
            if (mark == '"') == (text[opened] == '"'):  # the same shape opens again: the closing mark was lost
                found.append(Quotation(opened, _trimmed(text, opened, at), True))
                opened = at
            else:
                nested = True
        at += 1
    if opened is not None:
        found.append(Quotation(opened, end, False))
    return tuple(found)


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at ``at`` stands where opening marks stand: in front of a word or of three dots."""
    if at + 1 >= end or text[at + 1].isspace():
        return False
    follows = text[at + 1]
    if at == start or text[at - 1] in _BEFORE_OPENING or text[at - 1] in "“\"‘'":
        return follows.isalnum() or follows in "“\"‘'$£€[.…"
    # a lost space: was"total"; the mark stands between two words, and marks between words never close
    return text[at] == '"' and text[at - 1].isalpha() and follows.isalpha()


def _single_close(text: str, opened: int, end: int) -> int | None:
    """Where the single quotation opened at ``opened`` closes. A plural's apostrophe ("troops' ") is only the second choice."""
    if opened + 1 < end and text[opened + 1].isdigit() and text[opened + 2 : opened + 4].lower() == "0s":
        return None  # '90s
    second: int | None = None
    for at in range(opened + 1, min(end, opened + _SINGLE_REACH)):
        if text[at] == "‘" and second is not None:
            break
        if text[at] not in _SINGLE or text[at - 1].isspace():
            continue
        follows = text[at + 1] if at + 1 < end else " "
        if follows.isalnum():
            continue
        if text[at - 1] == "s" and follows == " ":
            second = at if second is None else second
            continue
        return at
    return second


def _lost_opening(text: str, at: int, floor: int) -> int | None:
    """Where a quotation begins whose closing mark stands at ``at`` and whose opening mark is lost: at its sentence."""
    if at == 0 or text[at - 1] not in _BEFORE_LOST:
        return None
    begun = floor
    for back in range(at - 2, max(floor, at - _SINGLE_REACH), -1):
        if text[back] in ".!?" and text[back + 1].isspace():
            begun = back + 1
            break
    while begun < at and text[begun].isspace():
        begun += 1
    return begun if at - begun > 1 else None


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
