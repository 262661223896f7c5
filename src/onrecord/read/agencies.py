"""The news agency that a text is credited to: by its byline, by the place line that it opens with, or by the line that ends it.

``data/agencies.csv`` holds the agencies with the forms in which they are named. A ``short`` form ("AP", "PA") is a word or a
name of much else, so it counts only where nothing but a credit can stand: in the brackets of a place line, or alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from onrecord.read.lines import fold

#: "LUND, Sweden, May 2 (Reuters) - ", "LUND (AP) — ", "(AFP) – ", "LUND: (Reuters)".
_PLACE_LINE = re.compile(
    r"^[^().!?\n]{0,60}(?:[A-Z][a-z]{1,5}\.[^().!?\n]{0,20})?\(([^()\n]{2,40})\)\s{0,2}(?:[-–—:.]{1,2}\s|(?=[A-ZÀ-Þ“\"]))"
)
#: "Lund, May 2, Reuters - ", "LUND, AP -- "; the place in capitals or a comma before the agency.
_DASHED = re.compile(r"^[^().!?\n]{2,50},\s([^(),.!?\n–—-]{2,30})\s{0,2}(?:[–—]|--?)\s")
_AT_END = re.compile(r"^[-–—(\[©]?\s{0,2}(?:(?:source|credit|by|via|from)\s?:?\s)?(.{2,40}?)\s?[)\].]?$", re.I)
_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright)[\s©]{0,3}(?:(?:19|20|21)\d\d[\s,]{0,2})?(?:the )?(.{2,40}?)(?:\.|,| all rights|$)", re.I
)
_BY = re.compile(r"^(?:by|from|von|par|por|di)\s+", re.I)
_JOINT = re.compile(r"\s*(?:[/,;|&]|\band\b)\s*")


def in_byline(text: str) -> str | None:
    """The agency that a byline or an author's name is or ends with: "Reuters", "By A B, Associated Press", "A B, AP Writer"."""
    text = _BY.sub("", " ".join(text.split())[:200])
    parts = [part for part in _JOINT.split(text) if part]
    for part in parts:
        alone = len(parts) == 1
        found = _named(part, short=alone or part != parts[0])
        words = part.split()
        if found is None and part != parts[0] and len(words) > 1:  # "AP Auto Writer", "Reuters Correspondent"
            found = _named(words[0], short=True)
        if found is not None:
            return found
    return None


def in_text(paragraphs: Sequence[str], others: Iterable[str] = (), signed: Iterable[str] = ()) -> str | None:
    """The agency that the first paragraphs open with, or that stands alone at the end.

    ``paragraphs`` are the body in order, ``others`` the lines beside it that are no links, captions or credits of pictures,
    ``signed`` the bylines: what stands behind a reporter's name there and in the brackets of the place line too is an agency,
    known or not ("Ada Orr, Norwire", "LUND (Norwire) - ").
    """
    behind = {fold(part) for text in signed for part in _JOINT.split(text)[1:]}
    for paragraph in paragraphs[:2]:
        match = _PLACE_LINE.match(paragraph) or _DASHED.match(paragraph)
        if match is None:
            continue
        found = _one_of(match[1], short=True) or (match[1].strip() if fold(match[1]) in behind else None)
        if found is not None:
            return found
    for text in paragraphs[-1:]:
        if len(text) <= 60 and (match := _AT_END.match(text)) and (found := _one_of(match[1], short=True)):
            return found
    for text in others:
        if len(text) <= 200 and (match := _COPYRIGHT.match(text)) and (found := _named(match[1].strip(), short=False)):
            return found
    return None


def of_name(name: str) -> str | None:
    """The agency that goes by ``name`` in full."""
    return _named(name, short=False)


def _one_of(text: str, *, short: bool) -> str | None:
    """The first agency of several: "Reuters/AFP"."""
    return next((found for part in _JOINT.split(text) if (found := _named(part.strip(), short=short))), None)


def _named(text: str, *, short: bool) -> str | None:
    forms, shorts = _tables()
    text = text.strip(" .,:;()")
    return forms.get(fold(text).removeprefix("the ")) or (shorts.get(text) if short else None)


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    forms: dict[str, str] = {}
    shorts: dict[str, str] = {}
    text = (files("onrecord.read") / "data" / "agencies.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for form in row["forms"].split("|"):
            forms.setdefault(fold(form), row["name"])
        for form in filter(None, row["short"].split("|")):
            shorts.setdefault(form, row["name"])
    return forms, shorts
