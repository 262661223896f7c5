"""The timeline: reports of one event as one event, and what became of those that were announced."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from onrecord.model.calendar import bind
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.picture import Event, EventStatus, Turn
from onrecord.model.when import When, newest_certain
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike
from onrecord.relate.followups import CANCEL, MOVE, FollowUps, Sort, ends_move, new_days
from onrecord.relate.tables import CODE_FAMILIES
from onrecord.relate.threads import Copied, day_range, evidence_key, gap_in_days, moment
from onrecord.relate.words import sentence_around, stem

_AHEAD: frozenset[EventStatus] = frozenset({"announced", "planned", "conditional"})
_DONE: frozenset[EventStatus] = frozenset({"happened", "under_way", "held"})

#: What is put off until a day was to be on another.
_UNTIL = re.compile(r"\b(?:until|till|to)\s+(?:\w+\s+){0,1}\Z", re.IGNORECASE)

#: Fit (see :func:`_fit`) from which two reports of the same sort of event are of one event.
ONE_EVENT = 0.4

#: Days of difference that two times of one event may show: reports round, and nights have two dates.
SLACK = 1


#: Days over which a time stretches that says nothing of the day: the report's own date is not known.
ROUGH = 3

#: Days within which another announcement of the same word keeps "the strike" from being the one that was announced.
ALONE = 7


@dataclass(frozen=True, slots=True)
class _Told:
    """One report of an event. ``actors`` are those resolved; "both ministers" says nothing against two names.

    ``moved_to`` marks what is moved, with the day to which it is: that is a date of its own, beside the one that was announced.
    """

    event: Event
    report: Report
    actors: frozenset[str]
    named: frozenset[str]
    place: str | None
    context: Context
    sentence: str
    days: tuple[int, ...]
    sort: Sort
    moved_to: bool = False


def find_events(
    reports: Sequence[Report],
    contexts: Contexts,
    copied: Copied,
    story_of: Mapping[str, str],
    actor_of: Callable[[str | None, str | None], str | None],
) -> tuple[Event, ...]:
    """The events of a thread, each with its turns and its last status."""
    told = []
    for report in reports:
        for event in report.events:
            evidence = event.evidence[0]
            if copied.source(report.article.id, evidence.start, evidence.end):
                continue
            sentence = sentence_around(report.article, evidence.start, evidence.end)
            actors = frozenset(actor for name in event.actors if (actor := actor_of(name, None)))
            named = frozenset(actor_of(name, None) or name for name in event.actors)
            context = contexts.of_sentence(report.article, sentence)
            place = event.place_key or event.place
            days = _days(report, event, sentence)
            told.append(
                _Told(
                    event, report, actors, named, place, context, sentence.text, days, Sort.of(event.what, sentence),
                    _is_moved_to(report, event, sentence),
                )
            )  # fmt: skip
    told.sort(
        key=lambda one: (
            moment(one.report.published),
            one.report.article.id,
            evidence_key(one.event.evidence[0]),
            one.event.id,
        )
    )
    newest = newest_certain(report.published for report in reports) or ""
    groups: list[list[_Told]] = []
    blocks: dict[str, list[int]] = {}
    for one in told:
        best: tuple[float, int] | None = None
        candidates = {number for key in _keys(one) for number in blocks.get(key, ())}
        for number in sorted(candidates):
            score = max(_fit(one, other) for other in groups[number])
            if score >= ONE_EVENT and (best is None or (score, -number) > (best[0], -best[1])):
                best = (score, number)
        if best is None:
            groups.append([one])
            number = len(groups) - 1
        else:
            number = best[1]
            groups[number].append(one)
        for key in _keys(one):
            held = blocks.setdefault(key, [])
            if number not in held:
                held.append(number)
    later = FollowUps.of(reports, contexts, copied)
    off = _off(groups)
    alone = _alone(groups)
    events = [
        _merged(group, newest, story_of, later, off.get(number, []), alone.get(number, frozenset()))
        for number, group in enumerate(groups)
    ]
    return tuple(sorted(events, key=lambda event: event.id))


def _alone(groups: Sequence[Sequence[_Told]]) -> dict[int, frozenset[str]]:
    """The words by which each announced event is named and none other that is announced for about the same days."""
    named: dict[str, list[tuple[int, int]]] = {}
    days: dict[int, int] = {}
    for number, group in enumerate(groups):
        span = day_range(_when(group))
        if span is None or group[0].moved_to or not any(_is_expected(one) for one in group):
            continue
        days[number] = span[0]
        for name in sorted({name for one in group if _is_expected(one) for name in one.sort.names}):
            named.setdefault(name, []).append((span[0], number))
    return {
        number: frozenset(
            name
            for name, others in named.items()
            if any(other == number for _, other in others)
            and not any(other != number and abs(at - day) <= ALONE for at, other in others)
        )
        for number, day in days.items()
    }


def _is_expected(one: _Told) -> bool:
    return _status_told(one) in _AHEAD or _status_told(one) == "moved"


def _off(groups: Sequence[Sequence[_Told]]) -> dict[int, list[Turn]]:
    """What is put off or called off, told in other words than it was announced: the one event of its sort announced for that day.

    "The talks that were to begin this morning are put off until Monday" is about the meeting announced for today, where one is.
    """
    ahead: dict[tuple[str, int], set[int]] = {}
    for number, group in enumerate(groups):
        for one in group:
            span = day_range(one.event.when)
            if span and span[0] == span[1] and one.event.status in ("announced", "planned"):
                ahead.setdefault((_families(one.event.code)[0], span[0]), set()).add(number)
    turns: dict[int, list[Turn]] = {}
    for number, group in enumerate(groups):
        for one in group:
            status = _status_told(one)
            if one.event.status not in ("moved", "cancelled") or status not in ("moved", "cancelled"):
                continue
            for day in one.days:
                about = ahead.get((_families(one.event.code)[0], day), set())
                if len(about) == 1 and number not in about:
                    (announced,) = about
                    first = groups[announced][0].report.published
                    if moment(first) < moment(one.report.published):
                        turns.setdefault(announced, []).append(Turn(status, _when_told(one), one.event.evidence[0]))
    return turns


def _families(code: str) -> list[str]:
    return sorted({family[0] for family in CODE_FAMILIES if code in family} | {code})


def _days(report: Report, event: Event, sentence: Passage) -> tuple[int, ...]:
    """The days that an event or its sentence names, without the days until which something is put off."""
    times = [time for time in report.item.annotations.times if sentence.start <= time.start < sentence.end]
    ends = (_UNTIL.search(sentence.text, 0, time.start - sentence.start) for time in times)
    named = (day_range(bind(time.when, report.published)) for time, end in zip(times, ends, strict=True) if not end)
    spans = [day_range(event.when), *named]
    return tuple(sorted({span[0] for span in spans if span and span[0] == span[1]}))


def _is_moved_to(report: Report, event: Event, sentence: Passage) -> bool:
    span = day_range(event.when)
    if event.status not in ("moved", "announced", "planned") or not MOVE.search(sentence.text):
        return False
    times = [time for time in report.item.annotations.times if sentence.start <= time.start < sentence.end]
    if span is None or span[1] - span[0] > ROUGH:
        return any(ends_move(sentence, time) for time in times)
    return any(first <= span[1] and span[0] <= last for first, last in new_days(times, sentence, report))


def _keys(one: _Told) -> list[str]:
    """Blocks in which an event is looked for: its sort with each actor, and with its place."""
    marks = sorted(one.actors) + ([one.place] if one.place else [])
    families = [f"{family} {mark}" for family in _families(one.event.code) for mark in [*marks, stem(one.event.what)]]
    return [*families, *(f"{kind} {day}" for kind in sorted(one.sort.kinds) for day in one.days)]


def _fit(a: _Told, b: _Told) -> float:
    """How well two reports tell of one event, 0 where they cannot: one sort of thing, one day, the same people and place."""
    gap = gap_in_days(a.event.when, b.event.when)
    moved = a.moved_to or b.moved_to
    if gap is not None and gap > (0 if moved else SLACK):
        return 0.0
    same_place = bool(a.place and a.place == b.place)
    other_place = bool(a.place and b.place and not same_place)
    shared = a.actors & b.actors
    if other_place and len(shared) < 2:
        return 0.0
    if a.actors and b.actors and not shared and not same_place:
        return 0.0
    score = alike(a.context, b.context)
    days = [span for one in (a, b) if (span := day_range(one.event.when)) and span[1] - span[0] <= 1]
    if len(days) == 2:
        score += 0.2 if gap == 0 else 0.05
    elif gap is None:
        score -= 0.05
    score += 0.1 * min(2, len(shared))
    score += 0.1 if same_place else -0.1 if other_place else 0.0
    score += 0.1 if a.sort.kinds & b.sort.kinds else 0.0
    score -= 0.2 if _of_another(a, b) or _of_another(b, a) else 0.0
    score += 0.1 if stem(a.event.what.split(" ")[0]) == stem(b.event.what.split(" ")[0]) else 0.0
    return score


def _of_another(a: _Told, b: _Told) -> bool:
    """Whether what is announced is of a thing that the report of a deed does not name: "will release the names", "released prisoners"."""
    return (
        a.event.status in _AHEAD
        and b.event.status in _DONE
        and bool(a.sort.of_what)
        and not a.sort.of_what & b.context.terms.keys()
    )


def _merged(
    group: Sequence[_Told],
    newest: str,
    story_of: Mapping[str, str],
    later: FollowUps,
    off: Sequence[Turn],
    alone: AbstractSet[str],
) -> Event:
    first = group[0]
    when = _when(group)
    turns = [Turn(_status_told(one), _when_told(one), one.event.evidence[0]) for one in group]
    announced = [one for one in group if _is_expected(one)]
    new = {one.event.evidence[0] for one in announced if announced[0].moved_to}
    if announced:
        told = later.turns([(one.report, one.event.evidence[0], one.event.what) for one in announced], when, alone)
        for turn in (*told, *off):
            if not any(_same_place(turn.evidence, other.evidence) for other in turns):
                turns.append(turn)
    turns.sort(key=lambda turn: (moment(turn.when), evidence_key(turn.evidence)))
    status, reason = _outcome(turns, when, newest, new)
    evidence: list[Evidence] = []
    for piece in (*(item for one in group for item in one.event.evidence), *(turn.evidence for turn in turns)):
        if piece not in evidence:
            evidence.append(piece)
    placed = next((one.event for one in group if one.place), first.event)
    return Event(
        make_id("ev", first.event.id),
        story_of.get(first.report.article.id),
        first.event.code,
        first.event.what,
        status,
        tuple(sorted({actor for one in group for actor in one.named})),
        placed.place,
        when if not reason else replace(when, reason="; ".join(filter(None, [when.reason, reason]))),
        next((one.event.forecaster for one in group if one.event.forecaster), None),
        tuple(turns),
        tuple(evidence),
        placed.place_key,
        first.event.quad,
        first.event.mode,
        first.event.chance,
    )


def _same_place(a: Evidence, b: Evidence) -> bool:
    return a.article_id == b.article_id and a.start < b.end and b.start < a.end


def _when_told(one: _Told) -> When:
    return one.report.published if one.report.published.known else one.event.when


def _status_told(one: _Told) -> EventStatus:
    """What one report says became of the event."""
    if one.event.status in ("cancelled", "moved", "held", "unreported", "denied"):
        return one.event.status
    day, published = day_range(one.event.when), day_range(one.report.published)
    if one.event.status in ("announced", "planned") and day and published and day[1] < published[0] - SLACK:
        return "happened"  # its day was over when it was written: a tense misread
    if CANCEL.search(one.sentence) and one.event.status not in ("happened", "under_way"):
        return "cancelled"
    if MOVE.search(one.sentence) and one.event.status in _AHEAD:
        return "moved"
    return one.event.status


def _when(group: Sequence[_Told]) -> When:
    """The narrowest time given by the newest report that gives one."""
    known = [one for one in group if one.event.when.known]
    if not known:
        return group[0].event.when

    def key(one: _Told) -> tuple[int, str, str]:
        span = day_range(one.event.when)
        assert span is not None
        return span[1] - span[0], moment(one.report.published), one.event.id

    moved = [one for one in known if _status_told(one) == "moved"]
    return (moved[-1] if moved else min(known, key=key)).event.when


def _outcome(turns: Sequence[Turn], when: When, newest: str, new: AbstractSet[Evidence]) -> tuple[EventStatus, str]:
    """The status that counts, and why where no report says it. ``new`` are passages that move something to this date.

    What is off is off, and what is put off is not held on its first date: its new date is another event.
    """
    expected = [number for number, turn in enumerate(turns) if turn.status in _AHEAD or turn.evidence in new]
    if (
        expected
    ):  # who denies a plan before its day has not called it off; who says after it that it was not done tells its end
        denied = [turn for turn in turns if turn.status == "denied"]
        if any(turn.when.first_day and when.first_day and turn.when.first_day >= when.first_day for turn in denied):
            return "cancelled", ""
    last = next((turn.status for turn in reversed(turns) if not expected or turn.status != "denied"), turns[-1].status)
    off = {turn.evidence.article_id for turn in turns if turn.status == "cancelled"}
    away = {turn.evidence.article_id for turn in turns if turn.status == "moved" and turn.evidence not in new}
    if off and not off & away:
        return "cancelled", ""
    if away:  # "did not take place. It will now be held on Friday"
        return "moved", ""
    if not expected:
        return last, ""
    if any(turn.status in _DONE for turn in turns[expected[0] + 1 :]):
        return "held", ""
    if when.last_day and newest and when.last_day < newest and (last in _AHEAD or last == "moved"):
        return "unreported", f"announced; the newest report is of {newest} and none says that it took place"
    return last, ""
