"""The first pass over flattened text: lines that say themselves what they are, whatever stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.read import bylines, dates, pictures
from onrecord.read.lines import LONG, Line
from onrecord.read.phrases import BRACKETED_TAG, CONTACT, LEAD_IN, PICTURE_LEAD, VERSION_NOTE, phrases

_SEE_MORE = frozenset({"see more", "see all", "more", "view all", "all", "more from"})


_LONGEST_CONTACT, _LONGEST_CAPTION = 25, 50  # words


def name(lines: Sequence[Line], *, article: bool = False) -> None:
    """Give kinds to the lines that name themselves, in place. Lines that have a kind keep it.

    ``article``: markup told the lines to be an article's, so one without words or with an address alone says nothing.
    """
    for line in lines:
        if line.kind is None and not (article and (line.count == 0 or _is_address(line.text))):
            _name(line)
    pictures.mark(lines)
    if not article:
        _mark_listings(lines)


def _name(line: Line) -> None:
    if line.count == 0:
        line.become("notice", "a line without words")
    elif _is_address(line.text):
        line.become("notice", "an address by itself")
    elif dates.ago(line.text):
        line.become("related_link", "a time counted from when the page was fetched")
    elif bylines.is_byline(line.text):
        line.become("byline", "it opens with “By” and names people")
    elif dates.date_line(line.text):
        line.become("date_line", "a date and hardly a word beside it")
    elif LEAD_IN.match(line.text) and line.count <= 40:
        line.become("related_link", "a pointer to another story")
    elif VERSION_NOTE.match(line.text):
        line.become("notice", "what is new in this version, in brackets of its own")
        line.sure = True
    elif CONTACT.match(line.text) and line.count <= _LONGEST_CONTACT:
        line.become("notice", "whom to ask about the text")
    elif BRACKETED_TAG.search(line.text) and line.count < LONG:
        line.become("promotion", "a headline with a tag in brackets, as links to other stories have")
    else:
        _try_phrases(line)


def _try_phrases(line: Line) -> None:
    for phrase in phrases():
        if phrase.fits(line.folded, line.count, line.ends and line.count >= 4):
            line.become(phrase.kind, phrase.what)
            line.closes, line.sure = phrase.closes, phrase.sure
            return
    if PICTURE_LEAD.match(line.text) and line.count < _LONGEST_CAPTION:
        line.become("caption", "it says that it stands under a picture")


def _mark_listings(lines: Sequence[Line]) -> None:
    """A short line followed by "See more" of itself is the head of a list of other stories."""
    for line, following in pairwise(lines):
        short = line.folded and line.count <= 6 and following.count <= 10 and following.folded.endswith(line.folded)
        if short and following.folded.removesuffix(line.folded).strip() in _SEE_MORE:
            line.become("related_link", "a heading over other stories")


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://", "www.")) and len(text.split()) == 1
