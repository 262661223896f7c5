"""What sorted lines tell about an article: its title, byline, outlet, aggregator, address and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.read import agencies, bylines, dates, naming, outlets, published
from onrecord.read.day_order import order_of
from onrecord.read.draft import Draft
from onrecord.read.flat import Sorted
from onrecord.read.lines import Line, fold
from onrecord.read.phrases import AGGREGATOR_LINE
from onrecord.read.published import Shown

_LONGEST_TITLE = 500  # characters
_SUFFIX = re.compile(r"\s+(?:[|•·»–—]|-)\s+([^|•·»–—]{2,50})$")


def fill(draft: Draft, found: Sorted, *, record: bool = False) -> None:
    """Fill in what is still open in ``draft`` from its lines. What is filled in already is not overruled.

    ``record``: the date line is an archive's, so the date in the address is believed first.
    """
    lines = found.lines
    if draft.title is None and found.title is not None:
        draft.title = lines[found.title].text
    mastheads = [line.text for line in lines if line.kind == "masthead"]
    if draft.address is None:
        head = lines[: _first_body(lines)]
        draft.address = next(
            (line.text for line in head if line.text.lower().startswith(("http://", "https://"))), None
        )
    if found.outlet is not None:
        mastheads = [found.outlet]
    if draft.title is not None:
        draft.title, suffix = without_suffix(draft.title, mastheads)
        mastheads += [suffix] if suffix else []
    if not draft.byline:
        draft.byline = _byline(lines, found.end)
    fill_outlet(draft, mastheads)
    if draft.outlet is None:
        name = (
            naming.in_furniture(lines)
            or naming.in_host(draft.address, draft.text)
            or naming.by_its_own_word(draft.text)
        )
        fill_outlet(draft, [name] if name else [])
    draft.via = _via(draft, lines)
    draft.credit = draft.credit or credit(draft) or found.credit
    _fill_dates(draft, lines, found.end or len(lines), record)


def without_suffix(title: str, mastheads: Sequence[str] = ()) -> tuple[str, str | None]:
    """A title without the name of its outlet behind a bar or a dash, and that name; only names that are known are cut."""
    match = _SUFFIX.search(title) if len(title) <= _LONGEST_TITLE else None  # runs of blanks cost their square
    if match is None or match.start() < 8:
        return title, None
    name = match[1].strip()
    if outlets.of_name(name) is None and fold(name) not in {fold(masthead) for masthead in mastheads}:
        return title, None
    return title[: match.start()].rstrip(), name


def credit(draft: Draft) -> str | None:
    """The agency that the lines of a draft credit its text to."""
    signed = [line.text for line in draft.lines if line.kind == "byline"]
    body = [line.text for line in draft.lines if line.kind == "body"]
    others = [line.text for line in draft.lines if line.kind == "notice"]
    return next(filter(None, map(agencies.in_byline, signed)), None) or agencies.in_text(body, others, signed)


def fill_outlet(draft: Draft, names: Sequence[str]) -> None:
    """The outlet from names that the capture gives, else from its address; aggregators are kept apart in ``via``."""
    known = outlets.of_address(draft.address)
    for name in names:
        other = outlets.of_name(name)
        if other is not None and other.aggregator:
            draft.via = _with(draft.via, other.name)
        elif draft.outlet is None:
            draft.outlet = name
    if known is not None and known.aggregator:
        draft.via = _with(draft.via, known.name)
    elif known is not None and draft.outlet is None:
        draft.outlet = known.name


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)


def _byline(lines: Sequence[Line], end: int) -> tuple[str, ...]:
    """The people of the first byline; only in front of or inside the article, not of the stories after it."""
    for line in lines[: end or len(lines)]:
        if line.kind == "byline":
            names = bylines.people(line.text) or bylines.signed(line.text)
            if names:
                return names
    return ()


def _via(draft: Draft, lines: Sequence[Line]) -> tuple[str, ...]:
    via = draft.via
    for line in lines:
        if line.kind in ("body", "heading", "caption"):
            continue
        match = AGGREGATOR_LINE.search(line.text)
        if match is None:
            continue
        name = match[1] or match[2]
        known = outlets.of_name(name)
        if known is not None and known.aggregator:
            via = _with(via, known.name)
        elif match[1] and known is None and fold(name) != fold(draft.outlet or ""):
            via = _with(via, name)
    return via


def _fill_dates(draft: Draft, lines: Sequence[Line], end: int, record: bool) -> None:
    """The dates of a draft from its ``lines``, of which those before ``end`` are the article and what stands above it."""
    begin = _first_body(lines)
    kinds = ("date_line", "byline")
    shown = Shown(
        head=[line.text for line in lines[:begin] if line.kind in kinds],
        inside=[line.text for line in lines[begin:end] if line.kind in kinds],
        behind=[line.text for line in lines[end:] if line.kind == "date_line" and dates.is_labelled(line.text)],
    )
    address = dates.in_address(draft.address) if draft.address else None
    order = order_of(shown.texts(), address=draft.address, day=address, language=draft.language)
    said = published.from_lines(shown, order, address)
    if not said.published.known:
        opening = [line.text for line in lines if line.kind == "body"][:2]
        sent = next(filter(None, (published.of_place_line(text, order) for text in opening)), None)
        said = sent or said
    reason = draft.published.reason
    draft.published = published.settle([draft.published], said.published, address, address_first=record)
    if not draft.published.known and reason:
        draft.published = draft.published.because(reason)
    draft.updated = published.only_if_later(draft.updated or said.updated, draft.published)


def _first_body(lines: Sequence[Line]) -> int:
    return next((index for index, line in enumerate(lines) if line.kind == "body"), len(lines))
