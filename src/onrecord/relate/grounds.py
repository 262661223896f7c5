"""The grounds on which a missing date is inferred: each weighs the days that are possible, and says why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model.annotations import Annotated
from onrecord.model.calendar import bind
from onrecord.model.when import When
from onrecord.relate.facts import Fact, facts, retold, sameness
from onrecord.relate.firsts import credits
from onrecord.relate.likeness import likeness, profile
from onrecord.relate.threads import Copied, day_range

#: How often the newest weekday that a report looks back on by its bare name lies 0 to 6 days back, counted on dated reports:
#: by those that never say "yesterday" outside quotations, which name their own day too, and by those that do. Then the
#: same for the other weekdays that it looks back on, and for the nearest that it looks ahead to.
NEWEST_BY_NAME = (0.58, 0.22, 0.10, 0.04, 0.02, 0.02, 0.02)
NEWEST_BESIDE_YESTERDAY = (0.12, 0.40, 0.22, 0.10, 0.07, 0.05, 0.04)
OLDER = (0.02, 0.36, 0.23, 0.13, 0.12, 0.07, 0.07)
NEXT = (0.26, 0.29, 0.12, 0.11, 0.10, 0.06, 0.06)

#: The weight of Saturday and Sunday where a report says "this week": by then most would say otherwise.
THIS_WEEK_AT_WEEKEND = 0.3

#: Days over which likeness to a dated article fades, and the weight of a day with nothing near it.
NEAR_DAYS = 3.0
FLOOR = 0.004

#: Dated articles that are looked at, the most alike; and how much shared sentences count beside likeness.
NEAREST = 8
RETOLD = 0.6

#: Words that a tagger of times takes for the day of publication and that mean no day.
_NO_DAY = frozenset({"now", "right now", "currently", "at present", "at the moment", "just now", "soon"})

#: How much more an article that is twice as like counts: two to the power of this.
POWER = 2

#: The share of matched facts that are truly one, by how alike their sentences are, as counted on dated articles whose
#: dates were hidden (docs/method/dating.md), and the days over which the wrong ones spread.
TRUE_MATCH = ((0.6, 0.75), (0.45, 0.65), (0.0, 0.5))
SPREAD = 15

#: Likeness that it takes for what two articles say of their own day to be one fact.
SAME_DAY = 0.55

#: What is left of a day before a date in a caption, and before one in the text, which may look ahead.
BEFORE_CAPTION = 0.02
BEFORE_TEXT = 0.25

#: Days over which it grows unlikely that an article shows a dated picture.
CAPTION_DAYS = 40.0

#: Days within which the same text is printed again; what is left of other days where all of it is the same, and where a part
#: is, which may be background that is printed for weeks; what is left of days before a source that the text credits.
COPY_DAYS = 1.5
COPY_FLOOR = 0.1
EXCERPT_FLOOR = 0.5
BEFORE_CREDITED = 0.02
WHOLE = 0.6

#: What is left of a day that would turn the order of two values round: outlets go on printing old ones.
BEFORE_VALUE = 0.15

#: A day and month without a year are given for days some weeks away at most.
DATE_DAYS = 12.0
DATE_FLOOR = 0.05


@dataclass(frozen=True, slots=True)
class Ground:
    """One piece of evidence: the weight of a day, and how to say it."""

    weigh: Mapping[int, float]
    default: float
    said: str
    firm: bool


def neighbours(
    item: Annotated, dated: Sequence[Annotated], given: Mapping[str, When], rarity: Mapping[str, float], days: range
) -> Ground:
    """Days near dated articles that are alike, the more so where sentences tell of the same."""
    own = profile(item)
    near = sorted(((likeness(own, profile(other), rarity), other.article.id) for other in dated), reverse=True)[
        :NEAREST
    ]
    others = {other.article.id: other for other in dated}
    alike = sum(score**POWER for score, _ in near) or 1.0
    shared = {key: retold(item, others[key], rarity) for _, key in near}
    told = sum(shared.values())
    weigh = dict.fromkeys(days, FLOOR)
    for score, key in near:
        span = day_range(given[key])
        assert span is not None
        share = score**POWER / alike + (RETOLD * min(1.0, told) * shared[key] / told if told else 0.0)
        for day in days:
            weigh[day] += share * math.exp(-max(0, span[0] - day, day - span[1]) / NEAR_DAYS)
    top = max(weigh.values())
    nearest = sorted(near, key=lambda entry: (-shared[entry[1]], -entry[0], entry[1]))[:2]
    said = ", ".join(f"{key} ({given[key].first_day})" for _, key in nearest)
    return Ground({day: weight / top for day, weight in weigh.items()}, FLOOR, f"most like {said}", False)


def matches(
    item: Annotated, dated: Sequence[Annotated], given: Mapping[str, When], rarity: Mapping[str, float], days: range
) -> list[Ground]:
    """Facts that a dated article gives with a day: the article's own words for that day must mean the same one."""
    index: dict[str, list[tuple[Annotated, Fact]]] = {}
    for other in dated:
        for fact in facts(other):
            for term in fact.terms:
                index.setdefault(term, []).append((other, fact))
    found: list[tuple[float, str, Fact, Fact]] = []
    for fact in facts(item):
        if fact.caption or not _narrow(fact):
            continue
        seen: set[tuple[str, int]] = set()
        for term in sorted(fact.terms, key=lambda term: (-fact.terms[term] * rarity.get(term, 1.0), term))[:6]:
            for other, theirs in index.get(term, ()):
                key = (other.article.id, theirs.time.start)
                if key not in seen:
                    seen.add(key)
                    score = sameness(fact, theirs, rarity) if _comparable(fact, theirs) else 0.0
                    if score >= (SAME_DAY if _own_day(fact) else 0.0) and score:
                        found.append((score, other.article.id, fact, theirs))
    grounds: dict[tuple[str, str], tuple[float, Ground]] = {}
    for score, other_id, fact, theirs in _mutual(found):
        meant = bind(theirs.time.when, given[other_id])
        span = day_range(meant)
        if span is None or span[1] - span[0] > 2:
            continue
        key2 = (repr(fact.time.when.relative), str(meant.first_day))
        if key2 in grounds and grounds[key2][0] >= score:
            continue
        meaning = {day: _bound_on(fact.time.when, day) for day in days}
        fits = {day: 1.0 for day, held in meaning.items() if held and held[0] <= span[1] and span[0] <= held[1]}
        if fits:
            said = f"“{fact.time.text}” is {meant.first_day} by {other_id}"
            grounds[key2] = (score, Ground(fits, _doubt(score, len(fits)), said, True))
    return [grounds[key][1] for key in sorted(grounds)]


def _doubt(score: float, days: int) -> float:
    """The weight of a day that a match excludes, beside 1 for those that it allows: the match may be wrong."""
    true = next(share for least, share in TRUE_MATCH if score >= least)
    wrong = (1 - true) / SPREAD
    return wrong / (true / days + wrong)


def _mutual(found: Sequence[tuple[float, str, Fact, Fact]]) -> list[tuple[float, str, Fact, Fact]]:
    """Of all likely pairs of facts those in which each is the other's best within its article."""
    ours: dict[tuple[int, str], float] = {}
    theirs: dict[tuple[str, int], float] = {}
    for score, other_id, fact, other in found:
        ours[fact.time.start, other_id] = max(score, ours.get((fact.time.start, other_id), 0.0))
        theirs[other_id, other.time.start] = max(score, theirs.get((other_id, other.time.start), 0.0))
    kept = [
        entry
        for entry in found
        if entry[0] >= ours[entry[2].time.start, entry[1]] and entry[0] >= theirs[entry[1], entry[3].time.start]
    ]
    return sorted(kept, key=lambda entry: (-entry[0], entry[1], entry[2].time.start, entry[3].time.start))


def _narrow(fact: Fact) -> bool:
    """Whether the fact's time is told closely enough to be held against another article's: a day, or a week by name."""
    relative = fact.time.when.relative
    if relative is None or relative.until or relative.shift or relative.length > 2:
        return False
    if relative.unit in ("day", "week"):
        return (
            abs(relative.amount) <= 1 and fact.time.text.casefold() not in _NO_DAY and not fact.time.text[:1].isdigit()
        )
    return relative.unit == "weekday" or (relative.unit == "date" and relative.day is not None)


def _own_day(fact: Fact) -> bool:
    """Whether the time is the day of publication: "today" stands in every report, of whatever day."""
    relative = fact.time.when.relative
    return relative is not None and relative.unit == "day" and not relative.amount


def _comparable(fact: Fact, theirs: Fact) -> bool:
    """Two weekdays by name must be one; a day that both count from publication ("today") tells nothing of the other's."""
    ours, others = fact.time.when.relative, theirs.time.when.relative
    if ours and others and ours.unit == others.unit == "weekday":
        return ours.weekday == others.weekday
    return not (ours and others and ours.unit == "hour" and others.unit == "hour")


def _bound_on(when: When, day: int) -> tuple[int, int] | None:
    published = date.fromordinal(day).isoformat()
    return day_range(bind(when, When(published, published, "day", "text")))


def weekdays(item: Annotated, days: range) -> list[Ground]:
    """Weekdays by their bare names: a report stands on or shortly after those it looks back on, before those to come."""
    named: dict[int, dict[int, str]] = {-1: {}, 1: {}}
    for fact in facts(item):
        relative = fact.time.when.relative
        if fact.caption or relative is None or relative.unit != "weekday" or relative.weekday is None:
            continue
        bare = not (relative.strict or relative.amount or relative.shift or relative.until)
        if relative.direction and bare:
            named[relative.direction].setdefault(relative.weekday, fact.time.text)
    grounds = []
    if named[-1]:
        newest = NEWEST_BESIDE_YESTERDAY if _says(item, "yesterday", "last night") else NEWEST_BY_NAME
        weigh = {}
        for day in days:
            aways = sorted(((day - 1) % 7 - weekday) % 7 for weekday in named[-1])  # ordinal 1 was a Monday
            weigh[day] = newest[aways[0]] * math.prod(OLDER[away] for away in aways[1:])
        told = ", ".join(f"“{text}”" for _, text in sorted(named[-1].items()))
        grounds.append(_scaled(weigh, f"looks back on {told}"))
    if named[1]:
        weigh = {day: NEXT[min((weekday - (day - 1) % 7) % 7 for weekday in named[1])] for day in days}
        told = ", ".join(f"“{text}”" for _, text in sorted(named[1].items()))
        grounds.append(_scaled(weigh, f"looks ahead to {told}"))
    if _says(item, "this week"):
        weigh = {day: THIS_WEEK_AT_WEEKEND if (day - 1) % 7 > 4 else 1.0 for day in days}
        grounds.append(Ground(weigh, 1.0, "", False))
    return grounds


def _scaled(weigh: Mapping[int, float], said: str) -> Ground:
    top = max(weigh.values())
    return Ground({day: weight / top for day, weight in weigh.items()}, 1.0, said, False)


def _says(item: Annotated, *phrases: str) -> bool:
    """Whether the outlet itself, outside quotation marks, gives a time in one of these words."""
    return any(fact.time.text.casefold() in phrases and not fact.quoted and not fact.caption for fact in facts(item))


def calendar_dates(item: Annotated, days: range) -> list[Ground]:
    """Dates that the article gives: it is not older than those in captions and those it looks back on."""
    grounds = []
    seen: set[tuple[object, ...]] = set()
    for fact in facts(item):
        when = fact.time.when
        span = day_range(when)
        if span and span[0] == span[1]:
            left = BEFORE_CAPTION if fact.caption else BEFORE_TEXT
            if (span, left) not in seen and days.start <= span[0]:
                seen.add((span, left))
                fade = CAPTION_DAYS if fact.caption else math.inf
                weigh = {day: math.exp(-(day - span[0]) / fade) for day in days if day >= span[0]}
                grounds.append(Ground(weigh, left, f"not before “{fact.time.text}”", fact.caption and bool(weigh)))
    return [*grounds, *_days_and_months(item, days)]


def _days_and_months(item: Annotated, days: range) -> list[Ground]:
    """Days with a month and no year: the article is not older than those it looks back on, and not much younger than the
    newest; and the other way round for those to come."""
    grounds = []
    told: dict[tuple[int, int, int], tuple[When, str]] = {}
    for fact in facts(item):
        relative = fact.time.when.relative
        if (
            relative
            and relative.unit == "date"
            and relative.day
            and relative.month
            and relative.direction
            and not fact.caption
        ):
            told.setdefault((relative.direction, relative.month, relative.day), (fact.time.when, fact.time.text))
    for direction in (-1, 1):
        same = sorted(key for key in told if key[0] == direction)
        weigh: dict[int, float] = {}
        for day in days:
            aways = [abs(span[0] - day) for key in same if (span := _bound_on(told[key][0], day))]
            if aways:
                weigh[day] = DATE_FLOOR + math.exp(-min(aways) / DATE_DAYS)
        if weigh:
            texts = ", ".join(f"“{told[key][1]}”" for key in same[:3])
            side = "after" if direction < 0 else "before"
            grounds.append(Ground(weigh, DATE_FLOOR, f"shortly {side} {texts}", True))
    return grounds


def values(item: Annotated, dated: Sequence[Annotated], given: Mapping[str, When], days: range) -> list[Ground]:
    """Values that one article calls the earlier ones ("up from 100,000"): it is not older than those that give them as theirs."""
    own_old, own_new = _by_time(item)
    after: list[tuple[int, str]] = []
    before: list[tuple[int, str]] = []
    for other in dated:
        span = day_range(given[other.article.id])
        old, new = _by_time(other)
        if span and own_old & new and not own_old & old:
            after.append((span[0], other.article.id))
        if span and old & own_new and not own_old & old:
            before.append((span[1], other.article.id))
    grounds = []
    if after:
        last, source = max(after)
        weigh = {day: 1.0 if day > last else 0.5 for day in days if day >= last}
        grounds.append(Ground(weigh, BEFORE_VALUE, f"gives as past a value that {source} gives as present", False))
    if before:
        first, source = min(before)
        weigh = {day: 1.0 if day < first else 0.5 for day in days if day <= first}
        grounds.append(Ground(weigh, BEFORE_VALUE, f"gives as present a value that {source} gives as past", False))
    return grounds


def _by_time(item: Annotated) -> tuple[frozenset[tuple[float, str]], frozenset[tuple[float, str]]]:
    """The values that an article gives as earlier and as present ones, with their units; small numbers are no marks."""
    old: set[tuple[float, str]] = set()
    new: set[tuple[float, str]] = set()
    for figure in item.annotations.figures:
        value = figure.high if figure.high is not None else figure.low
        if value is not None and value >= 20 and figure.kind == "level":
            (old if figure.previous else new).add((value, figure.unit))
    return frozenset(old), frozenset(new - old)


def copies(
    item: Annotated, dated: Sequence[Annotated], given: Mapping[str, When], copied: Copied, days: range
) -> list[Ground]:
    """Days near those of articles with the same text. A text that credits the other's outlet is not older than it."""
    others = {other.article.id: other for other in dated}
    # Which article prints whose text: the copied spans are those of the one that prints.
    printed = [(first, item, spans) for first, spans in copied.spans.get(item.article.id, ()) if first in others]
    for member in sorted(others.keys() & copied.spans.keys()):
        printed.extend(
            (member, others[member], spans) for first, spans in copied.spans[member] if first == item.article.id
        )
    grounds = []
    for key, printing, spans in printed:
        span = day_range(given[key])
        length = sum(len(passage.text) for passage in printing.article.body)
        whole = sum(piece.end - piece.start for piece in spans) >= WHOLE * length
        floor = COPY_FLOOR if whole else EXCERPT_FLOOR
        after = credits(item.article, others[key].article)
        if span is None:
            continue
        weigh = {}
        for day in days:
            away = max(0, day - span[1], span[0] - day)
            too_early = after and day < span[0]
            weigh[day] = BEFORE_CREDITED if too_early else max(floor, math.exp(-away / COPY_DAYS))
        grounds.append(Ground(weigh, floor, f"the same text as {key} ({given[key].first_day})", whole))
    return grounds
