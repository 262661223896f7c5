"""Text without markup, sorted into what is the article and what stands around it.

No rule knows a site. Every line ends with exactly one kind and the reason for it:

1. lines that say themselves what they are (:mod:`flat_certain`: phrases, credits, dates, bylines);
2. the trained classifier (:mod:`flat_model`) gives each line the chance that it is the article's, from the line, its neighbours
   and the whole; the article is the run of lines that its chances make the likeliest;
3. a text that was copied by hand opens with a head of short lines that tell title, outlet, names and dates by their places
   (:mod:`flat_head`), and goes on without furniture (:mod:`flat_copied`); elsewhere the title and what stands above it are told
   by what the article says (:mod:`flat_title`, :mod:`naming`);
4. what is not the article gets the likeliest kind that its words allow;
5. doubles: a sentence that was scraped twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.model.article import SegmentKind
from onrecord.read import (
    bylines,
    dates,
    flat_certain,
    flat_copied,
    flat_head,
    flat_model,
    flat_reasons,
    flat_run,
    flat_title,
    naming,
)
from onrecord.read.flat_model import GROUPS, Judgement
from onrecord.read.lines import Line, fold

#: Shorter sentences come back in one article by themselves ("The ministry declined to comment.").
FEWEST_OF_A_DOUBLE = 7
#: What a copy of a paragraph can be besides.
_KEEP_THEIR_KIND = frozenset({"body", "repeated", "heading", "summary"})
#: Lines under a title that may be its standfirst.
_NEAR_THE_TITLE = 4
#: Words beyond which a line without a full stop is no crosshead.
LONGEST_CROSSHEAD = 12


@dataclass(slots=True)
class Sorted:
    """What the lines of a text were found to be: the index of the title and where the article ends (exclusive)."""

    lines: list[Line]
    title: int | None
    end: int
    #: The outlet that the head of the text names.
    outlet: str | None = None
    #: The outlet or agency that the head says the text is taken from.
    credit: str | None = None

    def texts(self, *kinds: str) -> list[str]:
        return [line.text for line in self.lines if line.kind in kinds]


def sort(lines: list[Line], *, record: bool = False, title: str | None = None) -> Sorted:
    """Give every line its kind and reason, in place.

    ``record``: the lines are paragraphs that an archive kept, without a page around them, so a line without a full stop is
    a standfirst or a crosshead and no link. ``title``: the title, where something outside the lines tells it.
    """
    if not lines:
        return Sorted(lines, None, 0)
    flat_certain.name(lines)
    found = flat_model.judge(lines)
    start, end = found.run.start, found.run.end
    head = None if title or record else flat_head.find(lines)
    heading = flat_title.find(lines, start, end, title) if head is None else head.title
    if heading is not None and head is None:
        lines[heading].become(
            "heading", "the title: of the lines before the article its words come back most often in it"
        )
    if head is not None:
        flat_copied.settle(lines, head.end)
    _body(lines, found, record)
    after = -1 if heading is None else heading
    start = next((index for index, line in enumerate(lines) if line.kind == "body" and index > after), start)
    _before(lines, found, start, end, heading)
    _others(lines, found, start, end, heading)
    _doubles(lines, heading)
    last = int(np.flatnonzero(found.run.inside)[-1]) + 1 if end else 0
    if head is not None:
        last = max((index + 1 for index in range(len(lines)) if lines[index].kind == "body"), default=last)
        last = max(last, (flat_copied.signed(lines, head.end) or 0) + 1)
    return Sorted(lines, heading, last, head.name if head else None, head.credit if head else None)


def sort_article(lines: list[Line], title: str | None) -> None:
    """Give kinds to lines that markup already told to be an article's: only what plainly says otherwise is no body."""
    flat_certain.name(lines, article=True)
    heading = None
    if title is not None:
        wanted = fold(title)
        heading = next((index for index, line in enumerate(lines) if line.folded == wanted), None)
    for line in lines:
        if line.kind is None:
            line.become("body", "a paragraph in the part of the page that holds the article")
    _doubles(lines, heading)


def _body(lines: Sequence[Line], found: Judgement, record: bool) -> None:
    begun = False
    for index, yes in enumerate(flat_run.told(lines, found.chances, found.run.inside)):
        line = lines[index]
        if line.kind == "heading" or not yes:
            continue
        if record and not line.prose and not line.continues and line.count > LONGEST_CROSSHEAD:
            line.become("summary", "a line without a full stop among the paragraphs of a record")
        elif _crosshead(line):
            if begun:  # what stands before the first paragraph is a standfirst, a name or a menu
                line.become("heading", "a short line without a full stop between paragraphs")
        else:
            begun = True
            line.become("body", flat_reasons.body(GROUPS, found.groups[index].tolist()))
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.kind is None and _crosshead(line) and before.kind == after.kind == "body":
            line.become("heading", "a short line without a full stop between paragraphs")


def _crosshead(line: Line) -> bool:
    return not (line.ends or line.continues) and line.count <= 7 and line.text[:1].isupper()


def _before(lines: list[Line], found: Judgement, start: int, end: int, title: int | None) -> None:
    """What stands around the title: its outlet, its people, its standfirst, and a first sentence apart from the rest."""
    body = "\n".join(line.text for line in lines[start:end] if line.kind == "body")
    for index in range(start):
        line = lines[index]
        if line.kind is not None:
            continue
        above = title is not None and index < title
        names = bylines.names_only(line.text)
        if names and (len(names) > 1 or (not above and title is not None) or "," in line.text):
            line.become("byline", "names of people near the title")
        elif above and naming.is_masthead(lines, index, body):
            line.become("masthead", "a name above the title")
        elif above and index > 0 and lines[index - 1].kind == "masthead" and line.capitals > 0.5 and not line.prose:
            line.become("masthead", "the slogan under a masthead")
        elif title is not None and not above and _signed(lines, index, start):
            line.become("byline", "a name beside the date, with a place or a job")
        elif title is not None and not above and line.prose and found.chances[index] >= flat_run.LEAST_CHANCE:
            line.become("body", "a sentence between the title and the rest of the article")
        elif (
            title is not None and not above and index - title <= _NEAR_THE_TITLE and line.count >= 4 and not line.prose
        ):
            line.become("summary", "a line between the title and the article")


def _signed(lines: list[Line], index: int, start: int) -> bool:
    """Whether a line between title and article is a name with something behind it, next to a date or to the article."""
    line = lines[index]
    if line.count > 8 or line.ends or not bylines.opens_with_name(line.text):
        return False
    neighbours = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return index + 1 == start or any(other.kind == "date_line" for other in neighbours)


def _others(lines: list[Line], found: Judgement, start: int, end: int, title: int | None) -> None:
    """Kinds for what is left: the likeliest of those that the line's place and words allow."""
    left = np.array([index for index, line in enumerate(lines) if line.kind is None], dtype=np.int64)
    if not len(left):
        return
    for index, ranked in zip(left.tolist(), flat_model.kinds(found, title, left), strict=True):
        line = lines[index]
        kind: SegmentKind = next((kind for kind in ranked if _allowed(kind, lines, index, start, end, title)), "notice")
        where = _where(index, start, end, title)
        line.become(kind, flat_reasons.other(kind, where, GROUPS, found.groups[index].tolist()))


def _allowed(kind: SegmentKind, lines: list[Line], index: int, start: int, end: int, title: int | None) -> bool:
    line = lines[index]
    after_title = title is None or index > title
    if kind == "heading":
        return after_title and index < end and line.count <= LONGEST_CROSSHEAD and not line.ends
    if kind == "summary":
        return after_title and index < start
    if kind == "byline":
        return after_title and bool(bylines.people(line.text))
    if kind == "date_line":
        return bool(dates.find(line.text))
    return kind != "body" and (kind != "comment" or index > start)


def _where(index: int, start: int, end: int, title: int | None) -> str:
    if index >= end:
        return "after the article"
    if index >= start:
        return "between paragraphs"
    return "above the title" if title is not None and index < title else "before the article"


def _doubles(lines: list[Line], title: int | None) -> None:
    """Of a body line that stands twice, or inside another paragraph, the first whole one stays."""
    openings: dict[tuple[str, ...], list[int]] = {}
    body = [line for line in lines if line.kind == "body" and line.prose and line.count >= FEWEST_OF_A_DOUBLE]
    times = Counter(line.folded for line in body)
    seen: set[str] = set()
    for line in body:
        # What stands three times and more is a refrain of the article (the question of a series) unless it is long.
        if line.folded in seen and (times[line.folded] == 2 or line.count >= 2 * FEWEST_OF_A_DOUBLE):
            line.become("repeated", "the same words stand further up")
        seen.add(line.folded)
    for line in lines:  # a copy away from the article is a copy still
        if line.folded in seen and line.kind not in _KEEP_THEIR_KIND:
            line.become("repeated", "the same words stand in the article")
    body = [line for line in body if line.kind == "body"]
    for index, line in enumerate(body):
        words = line.folded.split()
        for at in range(len(words) - 5):
            openings.setdefault(tuple(words[at : at + 6]), []).append(index)
    for index, line in enumerate(body):
        opening = tuple(line.folded.split()[:6])
        around = (body[other] for other in openings.get(opening, [])[:20] if other != index)
        if any(other.kind == "body" and _holds(other, line) for other in around):
            line.become("repeated", "the same words stand inside another paragraph")
    if title is not None:
        for line in lines:
            if (
                line is not lines[title]
                and line.folded == lines[title].folded
                and line.kind in ("body", "summary", "heading", None)
            ):
                line.become("repeated", "the title once more")


def _holds(longer: Line, line: Line) -> bool:
    return len(longer.folded) > len(line.folded) and f" {line.folded} " in f" {longer.folded} "
