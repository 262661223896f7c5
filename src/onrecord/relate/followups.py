"""What became of what was announced: later sentences that tell of its day, or that say it is off or put off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.calendar import bind
from onrecord.model.passage import Evidence, Passage
from onrecord.model.picture import EventStatus, Turn
from onrecord.model.when import When
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike, quote
from onrecord.relate.tables import AHEAD_CUES, CANCEL_CUES, MOVE_CUES
from onrecord.relate.threads import Copied, day_range, moment
from onrecord.relate.words import article_sentences

#: Likeness of a later sentence to the announcement from which it tells of it: on the very day less is needed than in a
#: sentence that only says that something is off.
HELD_LIKE = 0.27
OFF_LIKE = 0.3

#: Days for which an announcement is followed up after its day.
FOLLOWED = 21

CANCEL = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in CANCEL_CUES) + r")\b", re.IGNORECASE)
MOVE = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in MOVE_CUES) + r")\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in AHEAD_CUES) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Later:
    """A sentence that may tell what became of something: the days it gives, and which status it would mean."""

    report: Report
    sentence: Passage
    days: tuple[tuple[int, int], ...]
    status: EventStatus
    context: Context


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The sentences of a thread that may tell what became of what was announced, found by their terms."""

    found: Sequence[Later]
    by_term: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, reports: Sequence[Report], contexts: Contexts, copied: Copied) -> FollowUps:
        found: list[Later] = []
        for report in reports:
            for passage in report.article.passages("heading", "body"):
                found.extend(_in_passage(report, passage, contexts, copied))
        by_term: dict[str, list[int]] = {}
        for number, later in enumerate(found):
            for term in later.context.terms:
                by_term.setdefault(term, []).append(number)
        return cls(found, by_term)

    def turns(self, announced: Report, evidence: Evidence, context: Context, when: When) -> list[Turn]:
        """The turns that later reports give to an announced event: at most one of each status, the likest."""
        day = day_range(when)
        if day is None or day[1] - day[0] > 10:
            return []
        best: dict[EventStatus, tuple[float, int]] = {}
        counts: dict[int, int] = {}
        for term in context.terms:
            for number in self.by_term.get(term, ()):
                counts[number] = counts.get(number, 0) + 1
        for number in sorted(counts):
            later = self.found[number]
            if counts[number] < 3 or not _can_tell(later, announced, evidence, day):
                continue
            score = alike(context, later.context)
            if score >= (HELD_LIKE if later.status == "held" else OFF_LIKE):
                best[later.status] = max(best.get(later.status, (0.0, 0)), (score, -number))
        turns = []
        for status, (_, number) in sorted(best.items()):
            later = self.found[-number]
            place = quote(later.report.article, later.sentence.start, later.sentence.end)
            turns.append(Turn(status, later.report.published, place))
        return turns


def _in_passage(report: Report, passage: Passage, contexts: Contexts, copied: Copied) -> list[Later]:
    times = [time for time in report.item.annotations.times if passage.start <= time.start < passage.end]
    found = []
    for sentence in article_sentences(report.article, passage.start, passage.end):
        days = tuple(
            span
            for time in times
            if sentence.start <= time.start < sentence.end and (span := day_range(bind(time.when, report.published)))
        )
        status: EventStatus | None = None
        if CANCEL.search(sentence.text):
            status = "cancelled"
        elif MOVE.search(sentence.text):
            status = "moved"
        elif days and not _AHEAD.search(sentence.text):
            status = "held"
        if status and not copied.source(report.article.id, sentence.start, sentence.end):
            context = contexts.of_sentence(report.article, sentence)
            found.append(Later(report, sentence, days, status, context))
    return found


def _can_tell(later: Later, announced: Report, evidence: Evidence, day: tuple[int, int]) -> bool:
    """Whether this sentence is later than the announcement, and of the same day where it must be."""
    if later.report.article.id == evidence.article_id and later.sentence.start <= evidence.start:
        return False
    if moment(later.report.published) < moment(announced.published):
        return False
    published = day_range(later.report.published)
    if published is None or published[1] < day[0] - 14 or published[0] > day[1] + FOLLOWED:
        return False
    meets = any(first <= day[1] and day[0] <= last and last - first <= 3 for first, last in later.days)
    if later.status == "held":
        return meets and published[1] >= day[0]
    return meets or not later.days or later.status == "moved"
