"""Desks of dated articles for the benchmark of undated ones: Timeline17 and Wikinews, with what would give a date away masked."""

from __future__ import annotations

import csv
import random
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log
from pathlib import Path

from onrecord.annotate import annotator
from onrecord.model.annotations import Annotated
from onrecord.model.article import Article, Segment
from onrecord.model.when import UNKNOWN_TIME, When

#: Topics on which the weights were learned and the thresholds chosen (``python -m training.dating``); the others report.
TUNED_ON = frozenset({"bpoil", "MJ", "Finan", "H1N1", "wikinews_2019"})

#: Words of an article that may be hidden: shorter ones are captions, longer ones pages of comments and schedules.
SHORTEST, LONGEST = 60, 2000

#: Characters of an article that may stand in a desk: beyond it stand whole comment threads.
MOST_TEXT = 20_000

#: The share of a desk's dates that are hidden at once.
AT_ONCE = 0.1

#: A neighbour: days to it at most, and the likeness of its words at least. Two articles of this cosine tell of one matter in the
#: same words; links between news stories are commonly drawn at .2 to .3. ``LOOSE`` is reported beside it.
NEAR = 3
SAME_STORY = 0.3
LOOSE = 0.2

#: What the tokenised texts write for brackets and quotation marks.
_TOKENS = (("-LRB- ", "("), (" -RRB-", ")"), ("`` ", '"'), (" ''", '"'), (" 's", "'s"), (" ,", ","), (" .", "."))

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_FULL_DATE = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\s?,?\s?)?"
    rf"(?:\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m1>{_MONTH})\.?\s?,?\s?(?P<y1>\d{{4}})"
    rf"|\b(?P<m2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s?(?P<y2>\d{{4}})"
    r"|\b(?P<y3>\d{4})[-/ ](?P<m3>\d\d)[-/ ](?P<d3>\d\d))\b"
    r"(?:\s?[;,|-]?\s?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s?\b(?:GMT|BST|EDT|EST|UTC|JST|IST|HKT|UK)\b)?)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+|\d[\d.,]*")


@dataclass(frozen=True)
class Hidden:
    """A desk with some dates hidden: all its ``items``, and the true day of each hidden one by its identifier, as ordinals."""

    items: list[Annotated]
    true: Mapping[str, int]


@dataclass(frozen=True)
class Topic:
    """The dated articles of one desk. ``kind`` is ``timelines`` or ``wikinews``."""

    name: str
    kind: str
    items: list[Annotated]


def masked(text: str, published: date) -> str:
    """The text without full dates of the day of publication and its neighbours: a reader would take them for its date."""

    def put(match: re.Match[str]) -> str:
        year = match["y1"] or match["y2"] or match["y3"]
        month = match["m3"] or _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
        try:
            found = date(int(year), int(month), int(match["d1"] or match["d2"] or match["d3"]))
        except ValueError:
            return match.group()
        return " " if abs((found - published).days) <= 1 else match.group()

    return _FULL_DATE.sub(put, text)


def article(name: str, title: str, text: str, published: date, outlet: str) -> Article:
    """An article of a headline, where there is one, and paragraphs, with its true date and without what gives that away."""
    whole, segments = "", []
    paragraphs = [("heading", title), *(("body", paragraph) for paragraph in masked(text, published).split("\n"))]
    for kind, paragraph in paragraphs:
        if paragraph.strip():
            start = len(whole)
            whole += paragraph.strip() + "\n"
            segments.append(Segment(kind, start, len(whole), None, None, "a benchmark's text"))  # type: ignore[arg-type]
    day = When(published.isoformat(), published.isoformat(), "day", "text")
    return Article(
        Article.make_id(None, name), "cap_x", name, None, outlet, (), title or None, (), day, None, "en", whole,
        tuple(segments),
    )  # fmt: skip


def timelines(data: Path, wanted: frozenset[str] | None, most: int, chance: random.Random) -> Iterator[Topic]:
    """The topics of a folder of ``TOPIC_OUTLET`` folders: all outlets of a topic are one desk of at most ``most`` articles.

    Of a larger topic a run of neighbouring days is taken. ``wanted`` names topics; ``None`` is all.
    """
    annotate = annotator()
    folders: dict[str, list[Path]] = defaultdict(list)
    for folder in sorted(data.iterdir()):
        if (folder / "InputDocs").is_dir():
            folders[folder.name.split("_")[0]].append(folder)
    for name, parts in folders.items():
        if wanted is not None and name not in wanted:
            continue
        raw = []
        for folder in parts:
            for path in sorted(folder.glob("InputDocs/*/*.txt")):
                text = path.read_text(encoding="utf-8", errors="replace")
                if len(text.split()) >= SHORTEST and len(text) <= MOST_TEXT:
                    for token, written in _TOKENS:
                        text = text.replace(token, written)
                    outlet = folder.name.partition("_")[2]
                    raw.append((path.parent.name, f"{folder.name}/{path.parent.name}/{path.name}", text, outlet))
        raw.sort()
        first = chance.randrange(max(1, len(raw) - most + 1))
        made = [
            article(key, "", text, date.fromisoformat(day), outlet)
            for day, key, text, outlet in raw[first : first + most]
        ]
        yield Topic(name, "timelines", [Annotated(one, annotate(one)) for one in made])


def wikinews(folder: Path, wanted: frozenset[str] | None) -> Iterator[Topic]:
    """Each year of dated Wikinews items is a desk of many happenings: files ``wikinews_YEAR.csv`` with date, title and text."""
    annotate = annotator()
    csv.field_size_limit(sys.maxsize)
    for path in sorted(folder.glob("wikinews_*.csv")):
        if wanted is None or path.stem in wanted:
            with path.open(encoding="utf-8", newline="") as lines:
                made = [
                    article(
                        f"{path.stem}/{place:04}",
                        row["title"],
                        row["text"],
                        date.fromisoformat(row["date"]),
                        "Wikinews",
                    )
                    for place, row in enumerate(csv.DictReader(lines))
                ]
            yield Topic(path.stem, "wikinews", [Annotated(one, annotate(one)) for one in made])


def day_of(item: Annotated) -> int:
    return date.fromisoformat(str(item.article.published.start)).toordinal()


def rounds(items: Sequence[Annotated], most: int, chance: random.Random) -> Iterator[Hidden]:
    """Up to ``most`` articles with their dates hidden, in random order, a tenth of the desk's dates at once."""
    short = sorted(
        (item for item in items if SHORTEST <= len(item.article.text.split()) <= LONGEST),
        key=lambda item: item.article.id,
    )
    chosen = chance.sample(short, min(most, len(short)))
    step = max(1, int(AT_ONCE * len(items)))
    for start in range(0, len(chosen), step):
        true = {item.article.id: day_of(item) for item in chosen[start : start + step]}
        yield Hidden(
            [
                replace(item, article=replace(item.article, published=UNKNOWN_TIME))
                if item.article.id in true
                else item
                for item in items
            ],
            true,
        )


def neighbours(topic: Topic) -> dict[str, dict[str, float]]:
    """For each article those within :data:`NEAR` days of its true day, with the cosine of their words (tf-idf).

    Looks at words and true dates alone, never at what this project finds.
    """
    days = {item.article.id: day_of(item) for item in topic.items}
    counts = {item.article.id: Counter(_WORD.findall(item.article.text.casefold())) for item in topic.items}
    held = Counter(word for found in counts.values() for word in found)
    rows = {
        key: _unit(
            {word: (1 + log(count)) * log((len(counts) + 1) / (held[word] + 0.5)) for word, count in found.items()}
        )
        for key, found in counts.items()
    }
    order = sorted((day, key) for key, day in days.items())
    near: dict[str, dict[str, float]] = {}
    for key, day in days.items():
        low, high = (bisect_left(order, (day + side, "")) for side in (-NEAR, NEAR + 1))
        own = rows[key]
        near[key] = {
            other: sum(value * own.get(word, 0.0) for word, value in rows[other].items())
            for _, other in order[low:high]
            if other != key
        }
    return near


def _unit(row: dict[str, float]) -> dict[str, float]:
    length = sum(value * value for value in row.values()) ** 0.5 or 1.0
    return {word: value / length for word, value in row.items()}
