"""The head of a text that was copied by hand: a few short lines that give title, outlet, date and names before the first paragraph.

Such a text has no furniture above its title and nothing but its own lines below, so the places of its first lines say what they
are: the first one is the title, a name beside it or beside a date is the outlet's. Nothing else is taken for such a head; pages
that were rendered to text begin with their menus.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.article import SegmentKind
from onrecord.read import bylines, dates, issuers, naming
from onrecord.read.issuers import Form
from onrecord.read.lines import Line, fold
from onrecord.read.months import weekdays

#: Lines that a head has at most, the first paragraph not counted; and those of them that may be neither title, outlet, date nor
#: name (a standfirst, a crosshead over the first paragraph).
_MOST = 9
_MOST_FREE = 2
#: Words of a line of a head at most, a title's and a standfirst's not counted.
_LONGEST = 18
_LONGEST_LABEL = 4
#: Lines that a masthead and its slogan have at most.
_MASTHEAD = 2
#: What parts the pieces of one line: "Press release 58/2031 - Lund, 6 April 2031", "For immediate release. Lund, 6 April 2031".
_PIECES = re.compile(r"\s+[-–—|·•/]\s+|\s*[|•·;]\s*|\.\s+(?=[A-ZÀ-Þ\d])|\s*[()\[\]]\s*|(?<=[A-Za-z]):\s+")
#: What only an outlet's name follows.
_TOLD = r"(?:told|seen by|shared with|obtained by|leaked to|reviewed by) (?:[Tt]he )?{0}\b|\b{0} (?:can reveal|has learned|has seen)\b"
_CLOCK_ONLY = re.compile(r"^(?:last )?(?:updated|modified)\s?:?\s(?:at\s)?\d\d?[:.]\d\d\b", re.I)
_FROM = re.compile(
    r"^(?:source|from|via|by|courtesy of|reprinted from|originally published (?:in|by))\s?:?\s+(?:the )?(?=[A-ZÀ-Þ])",
    re.I,
)
_LABEL = re.compile(
    r"^(?:outlet|publication|publisher|newspaper|paper|channel|station|broadcaster|issued by|issuer|published (?:by|in|on))\s?:?\s+(?=[A-ZÀ-Þ\d])",
    re.I,
)
_SUFFIX = re.compile(r"\s+[-–—|·•]\s+([^|·•–—]{3,50})$")
_SHORTEST_TITLE, _LONGEST_TITLE = 3, 300  # words; characters
_RELEASE = re.compile(
    r"^(?:for immediate release|for release|press release|news release|media release|press statement|public notice|embargoed|"
    r"communique|statement|bulletin|urgent|breaking|breaking news|exclusive|opinion|analysis|comment|editorial|feature|live|transcript|"
    r"interview|explainer|report|notice|letter|world|politics|national|regional|local news|news|home|front page)\b",
)
#: The brackets of a place line, in which an agency names itself: "LUND, May 2 (Norwire) - ".
_BRACKETS = re.compile(r"^[^()\n]{0,100}\(([^()\n]{2,40})\)\s{0,2}(?:[-–—:.]{1,2}\s|(?=[A-ZÀ-Þ“\"]))")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a text: the index of its title, the outlet that it names, whom it says that the text is taken from, and the
    index of the first paragraph."""

    title: int
    name: str | None
    credit: str | None
    end: int


def find(lines: Sequence[Line]) -> Head | None:
    """The head that ``lines`` open with, its lines given their kinds, in place; ``None`` where they open with none.

    Lines that tell nothing are left as they were.
    """
    first = _first_paragraph(lines)
    if first is None or first < 2:
        return None
    body = "\n".join(line.text for line in lines[first:])
    roles = [_role(line) for line in lines[:first]]
    free = [index for index in range(first) if roles[index] is None and lines[index].count]
    if not any(
        issuers.named(lines[index].text) is None for index in free
    ):  # a label is the title where nothing else is
        label = next((index for index in range(first) if roles[index] == "notice" and _is_label(lines[index])), None)
        if label is not None:
            roles[label] = None
            free = sorted([*free, label])
    if not free:
        return None
    anchored = any(role in ("date_line", "byline", "credit") for role in roles)
    reading = _Reading(lines, roles, free, body, anchored)
    title, outlet, name = reading.title_and_outlet()
    others = [index for index in free if index not in (title, outlet)]
    if title is None or len(others) > (_MOST_FREE if anchored else 0) or (outlet is None and not anchored):
        return None
    if outlet is None and any(index < title for index in others):
        return None
    reading.settle(title, outlet)
    return Head(title, name or _issuer_in_title(lines, title, outlet), reading.credit((title, outlet)), first)


def _first_paragraph(lines: Sequence[Line]) -> int | None:
    for index, line in enumerate(lines[1 : _MOST + 1], start=1):
        if not line.prose or _role(line) is not None:
            continue
        if any(_role(other) in ("date_line", "byline") for other in lines[index + 1 : index + 3]) and line.count <= 30:
            continue  # a title or a standfirst that ends like a sentence
        return index
    return None


def _role(line: Line) -> SegmentKind | None:
    """What a line of a head says of itself; ``None`` where nothing."""
    if line.kind in ("date_line", "byline", "caption", "credit"):
        return line.kind
    text = line.text
    if line.count > _LONGEST:
        return "notice" if line.kind == "notice" else None
    if _CLOCK_ONLY.match(text) or (not line.prose and (is_dated(text) or _is_day(line))):
        return "date_line"
    if bylines.reporters(text) or bylines.is_byline(text) or bylines.with_job(text):
        return "byline"
    if not line.ends and _FROM.match(text) and issuers.named(_FROM.sub("", text).split(",")[0]):
        return "credit"
    return "notice" if line.kind == "notice" or _is_label(line) else None


def _is_label(line: Line) -> bool:
    """Whether a line says of what sort the text is, or in which part of a paper it stood: "Press release", "World"."""
    return _RELEASE.match(line.folded) is not None and line.count <= _LONGEST_LABEL and not line.ends


def _is_day(line: Line) -> bool:
    """Whether a line names a day that no year makes a date: "Saturday", "May 3, evening"."""
    yearless = bool(dates.without_year(line.text)) and line.count <= _LONGEST_LABEL
    return yearless or (line.count <= 2 and line.folded.split()[0] in weekdays() if line.folded else False)


def is_dated(text: str) -> bool:
    """Whether a piece of a short line is a date line of its own: "Press release 58/2031 - Lund, 6 April 2031, 10:00"."""
    if len(text) > 200 or not dates.find(text):
        return False
    if any(dates.date_line(piece) for piece in _PIECES.split(text) if piece):
        return True
    before, _, _ = (
        text[: dates.find(text)[0].start].rstrip(" ,-–—").rpartition(",")
    )  # "The Orr Gazette, Lund, 6 April 2031"
    name = text[: dates.find(text)[0].start].strip(" ,-–—")
    return any(issuers.named(each) for each in (before, name) if each)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The lines of a head with what each says of itself; ``free`` are those that say nothing."""

    lines: Sequence[Line]
    roles: list[SegmentKind | None]
    free: list[int]
    body: str
    anchored: bool

    def title_and_outlet(self) -> tuple[int | None, int | None, str | None]:
        """The title, the line that names the outlet, and the name."""
        names = {index: found for index in self.free if (found := self._name(index))}
        top = self.free[0]
        # A masthead above the title, or a title and the outlet's name below it.
        headline = next((index for index in self.free if index not in names), None)
        if top in names and headline is not None and headline <= top + _MASTHEAD:
            name, form = names[top]
            if form == "media" or (form == "body" and re.search(r" (?:of|for) ", name)) or self._confirmed(name):
                return headline, top, self._written(names[top][0])
        for index in self.free[1:3]:
            if index in names and self._beside(index):
                return top, index, None if names[index][1] == "state" else self._written(names[index][0])
        return top, *self._elsewhere()

    def _name(self, index: int) -> tuple[str, Form] | None:
        """The issuer that the line may name, where its form, or what the text says, tells that it is one."""
        text = _LABEL.sub("", self.lines[index].text)
        found = issuers.named(text)
        if found is None:
            return None
        name, form = found
        if form != "bare" or text != self.lines[index].text or self._confirmed(name):
            return found
        if self._is_place(name):
            return None
        person = bool(bylines.names_only(self.lines[index].text)) and not name.lower().startswith("the ")
        signed = "byline" in self.roles
        after = index + 1 < len(self.roles) and self.roles[index + 1] in ("date_line", "byline")
        headline = self.lines[self.free[0]]
        plain = headline.capitals < 0.7 or headline.text.isupper()
        named = name.lower().startswith("the ") or (signed and not person)
        return found if after and plain and named and 2 <= len(name.split()) <= 4 else None

    def _confirmed(self, name: str) -> bool:
        """Whether the text says that ``name`` is who issued it: in the brackets of its place line, as a name that stands whole
        wherever it stands (a reporter is no part of the report, a person goes by the surname), or as its own outlet."""
        plain = re.sub(r"^the ", "", name, flags=re.I)
        wanted = fold(plain)
        bracket = _BRACKETS.match(self.body)
        if bracket and fold(bracket[1]) and f"{wanted} ".startswith(f"{fold(bracket[1])} "):
            return True
        parts = plain.split()
        if len(wanted) < 3 or len(parts) < 2:
            return len(wanted) >= 3 and re.search(_TOLD.format(re.escape(plain)), self.body) is not None
        if naming.speaks_of_itself(plain, self.body):
            return True
        whole = re.compile(rf"\b{re.escape(plain)}\b", re.I)
        if not whole.search(self.body) or self._is_place(plain):
            return False
        rest = whole.sub(" ", self.body)
        return re.search(rf"\b{re.escape(parts[-1].capitalize())}\b", rest) is None

    def _is_place(self, name: str) -> bool:
        """Whether the article uses ``name`` as a place's: "in Port Orr", "PORT ORR, May 3"."""
        plain = re.escape(re.sub(r"^the ", "", name, flags=re.I))
        return re.search(
            rf"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|[Ii]nto|[Tt]owards?|[Tt]hrough) (?:[Tt]he )?{plain}\b",
            self.body,
        ) is not None or (re.match(rf"{plain}(?:,| \(| [-–—])", self.body, re.I) is not None)

    def _beside(self, index: int) -> bool:
        """Whether a name stands beside the title or beside a date, a byline or the article, as an outlet's does."""
        if index == self.free[0] + 1 or index + 1 == len(self.roles):
            return True
        return any(
            0 <= other < len(self.roles) and self.roles[other] in ("date_line", "byline", "notice")
            for other in (index - 1, index + 1)
        )

    def _elsewhere(self) -> tuple[None, str | None]:
        """The outlet where it shares a line with the date, or is given as the source alone."""
        for line, role in zip(self.lines, self.roles, strict=False):
            if role == "date_line" and (name := self._before_date(line.text)):
                return None, self._written(name)
        suffix = _suffix(self.lines[self.free[0]].text)
        return None, suffix or self.credit(self.free[:1])

    def credit(self, taken: Sequence[int | None]) -> str | None:
        """Whom the head says that the text is taken from: "From Norwire", "Source: Orr Gazette", an agency's name alone."""
        for index, role in enumerate(self.roles):
            text = self.lines[index].text
            if role == "credit" and _FROM.match(text):
                found = issuers.named(_FROM.sub("", text).split(",")[0])
            else:
                found = issuers.named(text) if index in self.free and index not in taken else None
            if found is not None and found[1] == "media":
                self.lines[index].become("credit", _REASONS["credit"])
                return self._written(found[0])
        return None

    def _before_date(self, text: str) -> str | None:
        """The issuer's name that a date line opens with: "CBN News, 9 March 2031, 18:20"."""
        found = dates.find(text)
        before = text[: found[0].start].strip(" ,-–—|·•/(") if found else ""
        for part in (before, before.rpartition(",")[0], *before.split(" - ")):
            name = issuers.named(part.strip(" ,")) if part else None
            if name is not None and (name[1] in ("media", "body") or self._confirmed(name[0])):
                return name[0]
        return None

    def _written(self, name: str) -> str:
        """A name in capitals as the article writes it, where it does."""
        if not name.isupper():
            return name
        other = next(
            (m[0] for m in re.finditer(rf"\b{re.escape(name)}\b", self.body, re.I) if not m[0].isupper()), None
        )
        return other or name

    def settle(self, title: int, outlet: int | None) -> None:
        """Give the lines of the head their kinds."""
        for index, role in enumerate(self.roles):
            line = self.lines[index]
            if index == title:
                line.become(
                    "heading", "the title: the first line of a text that was copied with its outlet, date or names"
                )
            elif index == outlet:
                line.become("masthead", "a name between the title and what dates or signs the article")
            elif role is not None and line.kind != role:
                line.become(role, _REASONS[role])
            elif role is None and index in self.free and line.count <= _LONGEST_LABEL and self._is_place(line.text):
                line.become("notice", "a place in the head of the article")


_REASONS: dict[SegmentKind, str] = {
    "date_line": "a date in the head of the article",
    "byline": "names of reporters in the head of the article",
    "credit": "whom the text is taken from",
    "notice": "a label in the head of the article",
}


def _suffix(title: str) -> str | None:
    """The outlet's name behind a bar or a dash at the end of a title."""
    match = _SUFFIX.search(title) if len(title) <= _LONGEST_TITLE else None
    found = issuers.named(match[1]) if match is not None else None
    if match is None or found is None or found[1] != "media" or len(title[: match.start()].split()) < _SHORTEST_TITLE:
        return None
    return found[0]


def _issuer_in_title(lines: Sequence[Line], title: int, outlet: int | None) -> str | None:
    """Under the name of a state alone: the body of it that the title opens with ("Ministry of Ports: answer to the press")."""
    if outlet is None or (found := issuers.named(lines[outlet].text)) is None or found[1] != "state":
        return None
    lead = issuers.named(lines[title].text.partition(":")[0])
    return lead[0] if lead is not None and lead[1] == "body" else found[0]
