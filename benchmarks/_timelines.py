"""Topic folders of Timeline17 as stories: ``InputDocs/DATE/*.txt``, a tokenised sentence a line, and ``timelines/*.txt``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from onrecord.annotate.sentences import split
from onrecord.annotate.when import find_times
from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.calendar import bind
from onrecord.model.when import When

#: Signs as the tokeniser of the Penn Treebank writes them.
_SIGNS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
_LOOSE = re.compile(r" (?=[,.;:!?%)\]]|'(?:s|re|ve|ll|d|m)\b|n't\b)|(?<=[(\[$£€]) ")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Timeline = dict[str, list[str]]


@dataclass(frozen=True)
class Document:
    """An article of a folder with its lines as they stand there; ``starts`` are their places in the article's text, and ``named``
    the days (ordinals) that each line names."""

    day: int
    item: Annotated
    lines: tuple[str, ...]
    starts: tuple[int, ...]
    named: tuple[frozenset[int], ...]


@dataclass
class Folder:
    """One topic of one outlet. ``references`` are the journalists' timelines, sentences by day."""

    name: str
    documents: tuple[Document, ...]
    references: Mapping[str, Timeline] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        return self.name.split("_")[0]

    @property
    def published(self) -> dict[str, When]:
        return {document.item.article.id: document.item.article.published for document in self.documents}

    def line_at(self, article_id: str, start: int) -> str:
        """The line of the folder in which a character of an article stands."""
        document = self._by_id[article_id]
        return document.lines[bisect_right(document.starts, start) - 1]

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.item.article.id: document for document in self.documents}


def load(data: Path) -> list[Folder]:
    """The topic folders of ``data``, or ``data`` itself where it is one. Raises ``FileNotFoundError`` where there is none."""
    places = [data] if (data / "InputDocs").is_dir() else sorted(place for place in data.iterdir() if place.is_dir())
    places = [place for place in places if (place / "InputDocs").is_dir() and (place / "timelines").is_dir()]
    if not places:
        raise FileNotFoundError(f"{data} holds no topic folder with InputDocs and timelines")
    return [_folder(place) for place in places]


def timeline(text: str) -> Timeline:
    """A timeline file: a day, its sentences a line each, and a line of hyphens."""
    told: Timeline = {}
    day = ""
    for line in map(str.strip, text.splitlines()):
        if _DAY.fullmatch(line):
            day = line
        elif line.startswith("-----"):
            day = ""
        elif line and day:
            told.setdefault(day, []).append(line)
    return told


def plain(line: str) -> str:
    """A tokenised line as it may have been printed."""
    for sign, written in _SIGNS.items():
        line = line.replace(sign, written)
    return _LOOSE.sub("", line.strip())


def _folder(place: Path) -> Folder:
    files = [
        (day.name, file)
        for day in sorted((place / "InputDocs").iterdir())
        if _DAY.fullmatch(day.name)
        for file in sorted(day.glob("*.txt"))
    ]
    references = {
        file.name: told
        for file in sorted((place / "timelines").glob("*.txt"))
        if (told := timeline(file.read_text(encoding="utf-8", errors="replace")))
    }
    return Folder(place.name, tuple(_document(day, file) for day, file in files), references)


def _document(day: str, file: Path) -> Document:
    raw = file.read_text(encoding="utf-8", errors="replace")
    lines = tuple(line.strip() for line in raw.splitlines() if line.strip())
    text, starts = "", []
    for line in lines:
        starts.append(len(text))
        text += plain(line) + "\n\n"
    source = f"{day}/{file.name}"
    published = When(day, day, "day", "record", "the folder's name")
    article = Article(
        Article.make_id(None, source), "cap_x", source, None, None, (), None, (), published, None, "en", text,
        (Segment("body", 0, len(text), None, None, "a benchmark's text"),),
    )  # fmt: skip
    times = find_times(article, split(article))
    named: list[set[int]] = [set() for _ in lines]
    for mention in times:
        when = bind(mention.when, published)
        if when.known and when.first_day == when.last_day and when.first_day:
            named[bisect_right(starts, mention.start) - 1].add(date.fromisoformat(when.first_day).toordinal())
    return Document(
        date.fromisoformat(day).toordinal(),
        Annotated(article, Annotations(article.id, (), times, (), (), (), 0)),
        lines,
        tuple(starts),
        tuple(map(frozenset, named)),
    )
