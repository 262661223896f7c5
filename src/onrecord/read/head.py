"""The head of an article on its page: what is shown right above its title, between title and first paragraph, and behind its end.

A page shows many names and dates: of other stories, of comments, of the day. Those of the article stand here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.read import bylines, dates
from onrecord.read.lines import Line, Place, fold
from onrecord.read.page import Element, Page, Seen
from onrecord.read.published import Shown

_ABOVE, _UNDER, _BEHIND = 6, 60, 12  # lines that are looked at
_UNTITLED = 15  # lines before the first paragraph, where the title is not found
_PARAGRAPHS = 3  # up to which of them the head is looked for
_PARAGRAPH = 12  # words of what is a paragraph for sure
_NEAR = 6  # lines behind the first date that may date the article too
_TITLES = ("h1", "h2", "h3")
_LONGEST = 200  # characters; longer lines are sentences
_LABELLED_WORDS = 10  # words in a line with a date that a label or the markup says is the article's
_BARE_WORDS = 6  # the same where nothing says so and the year is missing
_BOX = 8  # characters of a line of a date that stands in a box, its day, month and year below each other


def _names(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_=\"'-])(?:{'|'.join(parts)})(?:$|[\s_\"'-])", re.I)


#: Names that pages give to their elements.
_SIGNED = _names("byline", "by-line", "authors?", "writers?", "reporters?", "contributors?")
_DATED = _names("date", "dateline", "time", "timestamp", "published", "pubdate", "posted", "article-meta", "entry-meta")
_OTHERS = (
    "comments?", "commentlist", "reply", "replies", "related", "recommended", "recommendations", "trending", "popular",
    "teasers?", "carousel",
)  # fmt: skip
_OF_OTHERS = _names(*_OTHERS)
_ELSEWHERE = _names(
    *_OTHERS, "sidebar", "latest", "today", "current-date", "masthead", "topbar", "top-bar", "weather", "ticker"
)
#: What sets the parts of a line apart in which an article is signed and dated.
_PARTED = re.compile(r"[|·•]|\s[-–—/]\s|/(?:in|by|\d{1,3})\s|^by\s", re.I)
_BESIDE = frozenset({"nav", "aside", "footer"})
_CLOSE, _WIDE = 3, 6  # elements around a line whose names are looked at


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of a page around its article: nearest to the title first ``above`` it, in reading order elsewhere."""

    above: Sequence[Seen]
    under: Sequence[Seen]
    body: Sequence[Seen]
    behind: Sequence[Seen]

    def shown(self) -> Shown:
        """The lines that may date the article. What stands under the title comes before what stands above it.

        Further down, and right behind its end, a line dates it where the markup calls it a date and all such lines
        agree on the day.
        """
        lines = [line for line in self.under if not _named(line, _OF_OTHERS, _WIDE)]
        stamps = [index for index, line in enumerate(lines) if _is_stamp(line)]
        under = [lines[index].text for index in stamps if index - stamps[0] <= _NEAR]
        above = [line.text for line in self.above if dates.date_line(line.text) and not _is_elsewhere(line)]
        behind = [line.text for line in self.behind if _is_labelled(line.text)]
        marked = [line for line in (*self.body, *self.behind[:_NEAR]) if _is_marked_date(line)]
        inside = of_one_day([line.text for line in marked if not _is_elsewhere(line)])
        return Shown(head=[*under, *above, *_boxed(lines)], inside=inside, behind=behind)

    def people(self) -> tuple[str, ...]:
        """Who signed the article, by the first kind of line that tells it: "By ...", a line that is marked as the byline, a name
        beside a date."""
        for zone in ((*self.under, *self.above), self.behind[:2]):
            lines = [line for line in zone if len(line.text) <= _LONGEST]
            for tells in (_says_by, _is_marked, _is_beside_date):
                found = [name for line in lines if tells(line) for name in bylines.beside_date(line.text)]
                if found:
                    return tuple(dict.fromkeys(found))[:6]
        return ()


def around(page: Page, title: str | None, lines: Sequence[Line]) -> Head:
    """The head of the article whose lines are ``lines`` and whose title is ``title``."""
    body = [line for line in lines if line.kind == "body" and line.place is not None]
    long = [line for line in body if line.count >= _PARAGRAPH] or body
    places = [line.place for line in long if line.place is not None]
    top = _title(page, title, min(places, default=None))
    paragraphs = sorted(place for place in places if top is None or place > top)
    first = paragraphs[0] if paragraphs else None
    # A standfirst may be taken for the first paragraph, so the head goes on behind it.
    end = paragraphs[:_PARAGRAPHS][-1][0] if paragraphs else sys.maxsize
    begin = top[1] if top else 0
    last = max(places, default=None)
    above = [seen for seen in page.lines if top is not None and seen.end <= top[0]][-_ABOVE:]
    under = [seen for seen in page.lines if begin <= seen.start and seen.end <= end]
    inside = [seen for seen in page.lines if first and last and first[0] <= seen.start and seen.end <= last[1]]
    behind = [seen for seen in page.lines if last is not None and seen.start >= last[1]][:_BEHIND]
    return Head(above[::-1], under[:_UNDER] if top else under[-_UNTITLED:], inside, behind)


def _title(page: Page, title: str | None, first: Place | None) -> Place | None:
    """Where the title stands: the highest heading with its words, of several the last one before the first paragraph.

    Pages show their titles in bars that stay at the top, and in lists of other stories.
    """
    wanted = fold(title or "")
    same = [
        seen for seen in page.lines if wanted and len(seen.text) <= 2 * len(title or "") and fold(seen.text) == wanted
    ]
    for names in (_TITLES[:1], _TITLES, None):
        found = [seen for seen in same if names is None or seen.element.name in names]
        before = [seen for seen in found if first is None or seen.end <= first[0]]
        chosen = before[-1] if before and names is not None else next(iter(before or found), None)
        if chosen is not None:
            return chosen.start, chosen.end
    return page.find(title) if title else None


def of_one_day(texts: Sequence[str]) -> Sequence[str]:
    """``texts`` where all dates in them are of one day, else nothing: those of several stories, or of comments, are not."""
    return texts if len({item.value[:10] for text in texts for item in dates.find(text)}) == 1 else []


def _boxed(lines: Sequence[Seen]) -> Iterator[str]:
    """Dates whose parts stand on lines of their own: "03", "May", "2021"."""
    for index in range(len(lines) - 1):
        for size in (2, 3):
            parts = [line.text for line in lines[index : index + size]]
            joined = " ".join(parts)
            if len(parts) == size and all(len(part) <= _BOX for part in parts) and dates.date_line(joined):
                yield joined


def _is_stamp(line: Seen) -> bool:
    if len(line.text) > _LONGEST:
        return False
    text = line.text
    return (
        dates.date_line(text)
        or _is_labelled(text)
        or _is_yearless(text)
        or _is_marked_date(line)
        or _is_signature(text)
    )


def _is_signature(text: str) -> bool:
    """Whether a line is of the kind "By Ada Orr May 3, 2021 in Sea 0 Comments" or "Sea | May 3, 2021 | Ada Orr"."""
    parted = _PARTED.search(text) is not None
    return parted and _words(text) <= _LABELLED_WORDS and not text.endswith((".", "?", "!")) and bool(dates.find(text))


def _is_yearless(text: str) -> bool:
    return bool(dates.without_year(text)) and _words(text) <= _BARE_WORDS


def _is_marked_date(line: Seen) -> bool:
    return _named(line, _DATED) and _words(line.text) <= _LABELLED_WORDS and bool(dates.find(line.text))


def _is_labelled(text: str) -> bool:
    """Whether a line is a date that a label names, with hardly more words beside it than a name and a place."""
    if len(text) > _LONGEST or text.endswith((".", "?")):
        return False
    return dates.is_labelled(text) and _words(text) <= _LABELLED_WORDS


def _words(text: str) -> int:
    return sum(1 for word in text.split() if word[0].isalpha())


def _says_by(line: Seen) -> bool:
    return bylines.is_byline(line.text)


def _is_marked(line: Seen) -> bool:
    return _named(line, _SIGNED) and bool(bylines.beside_date(line.text))


def _is_beside_date(line: Seen) -> bool:
    return bool(dates.find(line.text) and bylines.beside_date(line.text)) or bylines.beside_a_time(line.text)


def _is_elsewhere(line: Seen) -> bool:
    """Whether a line stands in a part of the page that is not the article's."""
    return _named(line, _ELSEWHERE, _WIDE) or any(element.name in _BESIDE for element in _elements(line, _WIDE))


def _named(line: Seen, names: re.Pattern[str], most: int = _CLOSE) -> bool:
    """Whether the element of a line, or one of the ``most`` around it, is called so."""
    return any(names.search(element.attributes[:400]) for element in _elements(line, most))


def _elements(line: Seen, most: int) -> Iterator[Element]:
    element: Element | None = line.element
    for _ in range(most):
        if element is None:
            return
        yield element
        element = element.parent
