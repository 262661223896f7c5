"""The timeline: reports of one event as one event, and what became of those that were announced."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, EventStatus, Turn
from onrecord.model.when import When
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike
from onrecord.relate.tables import CANCEL_CUES, CODE_FAMILIES, MOVE_CUES
from onrecord.relate.threads import Copied, day_range, evidence_key, gap_in_days, moment
from onrecord.relate.words import sentence_around, stem

_AHEAD: frozenset[EventStatus] = frozenset({"announced", "planned", "conditional"})
_DONE: frozenset[EventStatus] = frozenset({"happened", "under_way", "held"})

#: Likeness of two sentences from which two reports with the same sort of event are of one event.
ONE_EVENT = 0.3

#: Days of difference that two times of one event may show: reports round, and nights have two dates.
SLACK = 1

_CANCEL = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in CANCEL_CUES) + r")\b", re.IGNORECASE)
_MOVE = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in MOVE_CUES) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """One report of an event."""

    event: Event
    report: Report
    actors: frozenset[str]
    context: Context
    sentence: str


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
            actors = frozenset(actor_of(name, None) or name for name in event.actors)
            context = contexts.within(report.article, [sentence])
            told.append(_Told(event, report, actors, context, sentence.text))
    told.sort(
        key=lambda one: (
            moment(one.report.published),
            one.report.article.id,
            evidence_key(one.event.evidence[0]),
            one.event.id,
        )
    )
    newest = max((str(report.published.last_day) for report in reports if report.published.known), default="")
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
    events = [_merged(group, newest, story_of) for group in groups]
    return tuple(sorted(events, key=lambda event: event.id))


def _families(code: str) -> list[str]:
    return sorted({family[0] for family in CODE_FAMILIES if code in family} | {code})


def _keys(one: _Told) -> list[str]:
    """Blocks in which an event is looked for: its sort with each actor, and with its place."""
    marks = sorted(one.actors) + ([one.event.place] if one.event.place else [])
    return [f"{family} {mark}" for family in _families(one.event.code) for mark in marks or [stem(one.event.what)]]


def _fit(a: _Told, b: _Told) -> float:
    """How well two reports tell of one event; 0 where they cannot."""
    if a.event.place and b.event.place and a.event.place != b.event.place:
        return 0.0
    gap = gap_in_days(a.event.when, b.event.when)
    moved = bool(_MOVE.search(a.sentence) or _MOVE.search(b.sentence))
    if gap is not None and gap > SLACK and not moved:
        return 0.0
    wide = [span for one in (a, b) if (span := day_range(one.event.when)) and span[1] - span[0] > 3]
    shared = a.actors & b.actors
    if a.actors and b.actors and not shared:
        return 0.0
    score = alike(a.context, b.context)
    if gap is not None and not wide:
        score += 0.15
    if gap is None:
        score -= 0.1
    if len(shared) > 1:
        score += 0.2
    if a.event.place and a.event.place == b.event.place:
        score += 0.1
    if stem(a.event.what) == stem(b.event.what):
        score += 0.05
    return score


def _merged(group: Sequence[_Told], newest: str, story_of: Mapping[str, str]) -> Event:
    first = group[0]
    turns = sorted(
        (Turn(_status_told(one), _when_told(one), one.event.evidence[0]) for one in group),
        key=lambda turn: (moment(turn.when), evidence_key(turn.evidence)),
    )
    when = _when(group)
    status, reason = _outcome(group, when, newest)
    evidence: list[Evidence] = []
    for one in group:
        evidence.extend(item for item in one.event.evidence if item not in evidence)
    places = [one.event.place for one in group if one.event.place]
    return Event(
        make_id("ev", first.event.id),
        story_of.get(first.report.article.id),
        first.event.code,
        first.event.what,
        status,
        tuple(sorted({actor for one in group for actor in one.actors})),
        places[0] if places else None,
        when if not reason else replace(when, reason="; ".join(filter(None, [when.reason, reason]))),
        next((one.event.forecaster for one in group if one.event.forecaster), None),
        tuple(turns),
        tuple(evidence),
    )


def _when_told(one: _Told) -> When:
    return one.report.published if one.report.published.known else one.event.when


def _status_told(one: _Told) -> EventStatus:
    """What one report says became of the event."""
    if one.event.status in ("cancelled", "moved", "held", "unreported", "denied"):
        return one.event.status
    if _CANCEL.search(one.sentence) and one.event.status not in ("happened", "under_way"):
        return "cancelled"
    if _MOVE.search(one.sentence) and one.event.status in _AHEAD:
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


def _outcome(group: Sequence[_Told], when: When, newest: str) -> tuple[EventStatus, str]:
    told = [(one, _status_told(one)) for one in group]
    announced = [one for one, status in told if status in _AHEAD]
    last = told[-1][1]
    if any(status == "cancelled" for _, status in told):
        return "cancelled", ""
    if not announced:
        return last, ""
    if any(status in _DONE and _after(one, announced[0]) for one, status in told):
        return "held", ""
    if any(status == "moved" for _, status in told):
        return "moved", ""
    if when.last_day and newest and when.last_day < newest and last in _AHEAD:
        return "unreported", f"announced; the newest report is of {newest} and none says that it took place"
    return last, ""


def _after(one: _Told, announced: _Told) -> bool:
    return moment(one.report.published) >= moment(announced.report.published) and one is not announced
