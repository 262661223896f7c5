"""The text below a head that was copied by hand: nobody copies a page's furniture, so its sentences are the article's.

The trained classifier learned on pages, where a short sentence behind the last long paragraph is most often a link. Here only what
says itself that it is something else is none of the article.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.read import bylines
from onrecord.read.lines import Line

#: The share of words that stand in sentences from which on a text is held to be copied: pages have menus and teasers.
_LEAST_IN_SENTENCES = 0.8
#: Words of a crosshead at most.
_LONGEST_CROSSHEAD = 7
#: Lines at the end in which an outlet may point elsewhere all the same ("More from Orr News: ...").
_FURNITURE = 3
_LONGEST_SIGNATURE = 25  # words


def settle(lines: Sequence[Line], start: int) -> None:
    """Give the paragraphs from ``start`` on, and the crossheads over them, their kinds, in place; nothing where furniture stands
    among them."""
    text = lines[start:]
    words = sum(line.count for line in text)
    if (
        words == 0
        or sum(line.count for line in text if _is_sentence(line) or line.continues) < _LEAST_IN_SENTENCES * words
    ):
        return
    if any(line.closes for line in text[:-_FURNITURE]):
        return
    for index in range(start, len(lines)):
        line = lines[index]
        if line.kind is None and _is_sentence(line):
            line.become("body", "a sentence in a text that was copied without the page around it")
    for index in range(start - 1, len(lines) - 1):
        inside = index >= start or not (lines[start].gap or bylines.opens_with_name(lines[index].text))
        if inside and _is_crosshead(lines, index):
            lines[index].become("heading", "a short line over a paragraph")


def signed(lines: Sequence[Line], start: int) -> int | None:
    """The line that signs a text at its end, given its kind: "For the committee: Ada Orr, Bo Lund"."""
    last = next((index for index in range(len(lines) - 1, start, -1) if lines[index].kind != "notice"), None)
    if last is None or lines[last].kind == "body" or lines[last].count > _LONGEST_SIGNATURE:
        return None
    if not bylines.signed(lines[last].text):
        return None
    lines[last].become("byline", "the names that the text is signed with")
    return last


def _is_sentence(line: Line) -> bool:
    return line.prose or (line.ends and line.count > 1)


def _is_crosshead(lines: Sequence[Line], index: int) -> bool:
    line, following = lines[index], lines[index + 1]
    short = line.count <= _LONGEST_CROSSHEAD and line.text[:1].isupper() and not (line.ends or line.continues)
    bare = line.kind is None or (line.kind == "navigation" and line.count == 1)
    above = line.gap or lines[index - 1].kind == "body"
    return short and bare and above and following.kind == "body"
