"""Flattened text: the whole text stays, every line of it with its kind."""

from __future__ import annotations

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.read import dates, facts
from onrecord.read.decode import decode
from onrecord.read.draft import Draft, finish
from onrecord.read.flat import sort
from onrecord.read.lines import Line, split
from onrecord.read.repair import repair


def read(capture: Capture) -> Article:
    """The article in a capture of flattened text. Raises ``NotText``."""
    origin = repair(decode(capture.data, declared=capture.charset))
    lines = split(origin.text)
    record = is_record(lines)
    draft = Draft(text=origin.text, lines=lines, address=capture.address, origin=origin)
    facts.fill(draft, sort(lines, record=record), record=record)
    return finish(capture, draft)


def is_record(lines: list[Line]) -> bool:
    """Whether the text is an archive's record: a title, a bare date and a bare address on the first lines, then paragraphs."""
    head = [line.text for line in lines[:5]]
    address = any(text.lower().startswith(("http://", "https://")) and len(text.split()) == 1 for text in head)
    return address and any(dates.date_line(text) and len(text) <= 25 for text in head)
