"""What became of what was announced: later sentences that tell of its day, or that say it is off or put off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.annotations import TimeMention
from onrecord.model.calendar import bind
from onrecord.model.passage import Evidence, Passage
from onrecord.model.picture import EventStatus, Turn
from onrecord.model.when import When
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike, cover, quote
from onrecord.relate.tables import AHEAD_CUES, CANCEL_CUES, MOVE_CUES
from onrecord.relate.threads import Copied, day_range, moment
from onrecord.relate.words import article_sentences, stem

#: Likeness of a later sentence to the announcement from which it tells of it: on the very day less is needed than in a
#: sentence that only says that something is off.
HELD_LIKE = 0.27
OFF_LIKE = 0.3

#: A short sentence that tells that something took place may have few of the words of a long announcement: then it counts how much
#: of it stands there, and how many words that are.
COVERED = 0.9
COVERED_BY = 4

#: Terms that a later sentence must share with the announcement.
LEAST = 3

#: Days for which an announcement is followed up after its day.
FOLLOWED = 21

CANCEL = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in CANCEL_CUES) + r")\b", re.IGNORECASE)
MOVE = re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in MOVE_CUES) + r")\b", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\bthe (visit|trip|meeting|talks|summit|vote|round|conference|hearing|debate|march|rally|match|election|strike)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?!may \d)(?:" + "|".join(re.escape(cue) for cue in AHEAD_CUES) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Later:
    """A sentence that may tell what became of something: the days it gives, and which status it would mean.

    ``definite`` is the stem of "the visit" that is said to be off in a sentence that names no day: its days and words are then those of
    the sentence before too.
    """

    report: Report
    sentence: Passage
    days: tuple[tuple[int, int], ...]
    status: EventStatus
    context: Context
    definite: str = ""


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

    def turns(self, announced: Report, evidence: Evidence, context: Context, when: When, what: str) -> list[Turn]:
        """The turns that later reports give to an announced event: at most one of each status, the likest.

        Less likeness is needed where "the visit" is off and the words before name the day and a place or person of the visit announced.
        """
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
            if (counts[number] < LEAST and not later.definite) or not _can_tell(later, announced, evidence, day):
                continue
            score = alike(context, later.context)
            if later.status == "held" and counts[number] >= COVERED_BY:
                score = max(score, COVERED * cover(later.context, context))
            if later.definite and stem(what) == later.definite and counts[number] >= LEAST and _on(later, day):
                score = max(score, OFF_LIKE)
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
    before: Passage | None = None
    for sentence in article_sentences(report.article, passage.start, passage.end):
        days = _days(times, sentence, report)
        status: EventStatus | None = None
        if CANCEL.search(sentence.text):
            status = "cancelled"
        elif MOVE.search(sentence.text):
            status = "moved"
        elif days and not _AHEAD.search(sentence.text):
            status = "held"
        if status and not copied.source(report.article.id, sentence.start, sentence.end):
            context = contexts.of_sentence(report.article, sentence)
            definite = _DEFINITE.search(sentence.text) if status != "held" and not days and before else None
            if definite and before:
                days, context = _days(times, before, report), contexts.within(report.article, [before, sentence])
            found.append(
                Later(report, sentence, days, status, context, stem(definite[1].casefold()) if definite else "")
            )
        before = sentence
    return found


def _days(times: Sequence[TimeMention], sentence: Passage, report: Report) -> tuple[tuple[int, int], ...]:
    return tuple(
        span
        for time in times
        if sentence.start <= time.start < sentence.end and (span := day_range(bind(time.when, report.published)))
    )


def _on(later: Later, day: tuple[int, int]) -> bool:
    return any(first <= day[1] and day[0] <= last for first, last in later.days)


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
