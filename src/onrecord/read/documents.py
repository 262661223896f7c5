"""Documents made for paper: situation reports, statements and press releases as PDF and Word.

Such a file says little of itself that can be believed. Its properties give the title of the template, the account of whoever
typed it and the day on which the file was made, which is often that of a later copy. So a title in them is believed where the
text shows it too, an author is not, and the day is told in the reason for the missing date but is none.
"""

from __future__ import annotations

import re

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.read import dates, facts, flat, pdf, word
from onrecord.read.draft import Draft, compose, finish
from onrecord.read.extract import Extract
from onrecord.read.lines import Line, fold

_HEAD = 15  # paragraphs among which a title stands
_SHORT = 10  # words of a line such as "Situation report no. 7, as of 3 May 2031"
#: A span of days ("26 April to 2 May"): what a report covers, not when it came out.
_SPAN = re.compile(r"\bperiod\b|\bcovers|\bcovering\b|\d(?:st|nd|rd|th)?(?: \w{3,12})? ?(?:–|-|to|until) ?\d", re.I)


def read(capture: Capture) -> Article:
    """The article in a capture of a PDF or a Word document. Raises ``NotText`` and other kinds of ``InputError``."""
    return finish(capture, draft_of(extract(capture), capture.address))


def extract(capture: Capture) -> Extract:
    """The document taken apart; places in its article are characters of the extract's ``text``."""
    if capture.media_type == "application/pdf":
        return pdf.extract(capture.data)
    return word.extract(capture.data)


def draft_of(found: Extract, address: str | None) -> Draft:
    """The article of a document that was taken apart."""
    text, lines = compose(found.blocks())
    title = found.title or _confirmed(found.said_title, lines)
    if title is not None:
        _open(lines, title)
    _date(lines)
    draft = Draft(text, lines, title=title, address=address)
    facts.fill(draft, flat.sort(lines, record=True, title=title))
    if not draft.published.known and found.made is not None:
        draft.published = draft.published.because(
            f"no date is given; the file was made on {found.made}, which is no date of publication"
        )
    return draft


def _confirmed(said: str | None, lines: list[Line]) -> str | None:
    """The title that the properties give, where the text shows it."""
    wanted = fold(said or "")
    return next((line.text for line in lines[:_HEAD] if wanted and line.folded == wanted), None)


def _date(lines: list[Line]) -> None:
    """The date in the head of a report, which has more words beside it than a date line of a page."""
    for line in lines[:_HEAD]:
        if line.prose:
            return
        days = [found for found in dates.find(line.text) if found.precision in ("day", "hour", "minute")]
        if line.kind is not None or line.count > _SHORT or not days:
            continue
        if _SPAN.search(line.text):
            line.become("notice", "the days that the report covers")
        elif len(days) == 1:
            line.become("date_line", "a short line with a date in the head of the report")


def _open(lines: list[Line], title: str) -> None:
    """The line of the title is left for the sorting to find, whatever its form made it."""
    wanted = fold(title)
    for line in lines[:_HEAD]:
        if line.folded == wanted:
            line.kind, line.reason = None, ""
            return
