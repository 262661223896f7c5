"""The reports of a story as the chronicle reads them: sentences with the days that they name and how near the topic they are."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.annotations import Annotated
from onrecord.model.calendar import bind
from onrecord.model.passage import Passage
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.relate.rarity import rarity
from onrecord.relate.threads import Copied, day_range, moment
from onrecord.relate.words import sentences, terms_of

#: A report is as near the topic as its nearest sentences are on average.
NEAREST = 10

_OPEN = re.compile(r"[\"“‘'(]{0,2}(?:He|She|It|They|His|Her|Its|Their|We|I)\b")
_CORRECTS = re.compile(
    r"^(?:Correction|Clarification)\b|\b(?:an? (?:earlier|previous) version|(?:an|our|this) (?:article|report|story)) (?:of|on|published|said|gave)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a report's body. ``place`` counts from 0 in its report; ``written`` is the last day
    (ordinal) on which it may have been published; ``days`` are the ordinals of the days that it names and
    ``outright`` those named by a date; ``open``: it begins with a pronoun; ``corrects``: it is about an article, and the days that it names are that
    article's; ``nearness`` (0 to 1) is how near the topic of the story it is."""

    article_id: str
    start: int
    end: int
    place: int
    written: int | None
    terms: tuple[str, ...]
    days: frozenset[int]
    outright: frozenset[int]
    open: bool
    corrects: bool
    nearness: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """A report: ``day`` is the ordinal of its day of publication, ``None`` where that is not known to the day, ``written`` the last on
    which it may have been published. ``copied``: it is a copy
    of another one of the story as a whole, and has no lines that are its own."""

    article_id: str
    origin: str
    day: int | None
    written: int | None
    copied: bool
    lines: tuple[Line, ...]
    nearness: float = 0.0


def read_sources(story: Iterable[Annotated], published: Mapping[str, When], copied: Copied) -> tuple[Source, ...]:
    """The reports of a story in order of publication, with the sentences that are their own: what is copied is read once."""
    items = {item.article.id: item for item in story}
    ordered = sorted(items.values(), key=lambda item: (moment(_when(item, published)), item.article.id))
    read = [_source(item, _when(item, published), copied, items) for item in ordered]
    return _near(read)


def _when(item: Annotated, published: Mapping[str, When]) -> When:
    return published.get(item.article.id, UNKNOWN_TIME)


def _source(item: Annotated, when: When, copied: Copied, held: Mapping[str, Annotated]) -> Source:
    article = item.article
    span = day_range(when)
    day = span[0] if span is not None and span[0] == span[1] else None
    written = span[1] if span is not None else None
    whole = copied.carries(article.id) in held
    passages = [sentence for passage in article.body for sentence in sentences(passage)]
    days, outright = _named(item, when, passages)
    lines = tuple(
        Line(
            article.id,
            passage.start,
            passage.end,
            place,
            written,
            tuple(terms_of(passage.text)),
            frozenset(days[place]),
            frozenset(outright[place]),
            _OPEN.match(passage.text) is not None,
            _CORRECTS.search(passage.text) is not None,
        )
        for place, passage in enumerate(passages)
        if not whole and copied.source(article.id, passage.start, passage.end) not in held
    )
    return Source(article.id, article.credit or article.outlet or article.id, day, written, whole, lines)


def _named(
    item: Annotated, when: When, passages: Sequence[Passage]
) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
    """By the place of each sentence, the days that it names, and those of them that are named by a date."""
    days: dict[int, set[int]] = defaultdict(set)
    outright: dict[int, set[int]] = defaultdict(set)
    starts = [passage.start for passage in passages]
    for mention in item.annotations.times:
        place = bisect_right(starts, mention.start) - 1
        if place < 0 or mention.start >= passages[place].end:
            continue
        span = day_range(bind(mention.when, when))
        if span is None or span[0] != span[1]:
            continue
        days[place].add(span[0])
        relative = mention.when.relative
        if relative is None or relative.unit == "date":
            outright[place].add(span[0])
    return days, outright


def _near(read: Sequence[Source]) -> tuple[Source, ...]:
    """The same reports with how near each is to what most of them are about: words of many reports that are rare in news."""
    own = [source for source in read if source.lines]
    holding = Counter(term for source in own for term in {term for line in source.lines for term in line.terms})
    least = min(2, len(own))
    topic = {term: count / len(own) * rarity(term) for term, count in sorted(holding.items()) if count >= least}
    length = math.sqrt(sum(weight * weight for weight in topic.values()))

    def nearness(line: Line) -> float:
        held = sorted(set(line.terms))
        norm = math.sqrt(sum(rarity(term) ** 2 for term in held)) * length
        return sum(topic.get(term, 0.0) * rarity(term) for term in held) / norm if norm else 0.0

    placed = []
    for source in read:
        lines = tuple(replace(line, nearness=nearness(line)) for line in source.lines)
        nearest = sorted((line.nearness for line in lines), reverse=True)[:NEAREST]
        placed.append(replace(source, lines=lines, nearness=sum(nearest) / len(nearest) if nearest else 0.0))
    return tuple(placed)
