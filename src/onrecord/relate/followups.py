"""What became of what was announced: later sentences that tell of it as done, or that say it is off or put off.

A sentence is about an occasion where it tells of the same sort of thing (the verb announced in the past, its noun with a word of holding, or
a word of its kind, see ``kinds``), fits in time, and shares enough of who, where and what. The less one of these says, the more the
others must: a sentence that names the day needs less in common than one that names none and was only published on it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from onrecord.model.annotations import TimeMention
from onrecord.model.calendar import bind
from onrecord.model.passage import Evidence, Passage
from onrecord.model.picture import EventStatus, Turn
from onrecord.model.when import When
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike, cover, quote
from onrecord.relate.deeds import Told, Wording, wording_of
from onrecord.relate.kinds import (
    COMMON,
    KINDS,
    LIGHT,
    LOOSE,
    kinds_of,
    root,
)
from onrecord.relate.remembered import SENTENCES
from onrecord.relate.tables import CANCEL_CUES, MOVE_CUES
from onrecord.relate.threads import Copied, day_range, moment, reports_in_order
from onrecord.relate.words import article_sentences, content_terms, sentence_around

#: Likeness of a later sentence of the very day, and terms shared, from which it tells of an announcement in words of no known kind.
HELD_LIKE = 0.27
OFF_LIKE = 0.3
LEAST = 3

#: A short sentence that tells that something took place may have few of the words of a long announcement: then it counts how much
#: of it stands there, and how many words that are.
COVERED = 0.9
COVERED_BY = 4

#: Weight of the terms shared (a rare name weighs 3, a rare word 1.5, a common one .3) that is asked for, by how well the sort of
#: thing fits (2: the very word, 1: a word of its kind), where the sentence names the day and where it does not.
ON_THE_DAY = {2: 1.0, 1: 1.5}
DAY_UNSAID = {2: 1.2, 1: 2.5}
OFF_ON_THE_DAY = 0.8
OFF_DAY_UNSAID = 0.7
OFF_OTHER_DAY = 2.5
#: The same where nothing else of that name is announced for these days and the sentence names it with "the".
THE_ONE = 0.2
#: The same for a word of its kind in a report of the very day.
ON_ITS_DAY = 1.8

#: Announcements of one event that are followed up.
MOST = 6

#: Days for which an announcement is followed up after its day, and days before it in which it can be called off.
FOLLOWED = 21
BEFORE = 14
#: Days after its last day on which a sentence without a day is taken to tell of it, and to say that it is off.
TOLD_AFTER = 1
OFF_AFTER = 3
#: Sorts behind every moment of a day.
AFTER_ALL = "~"
#: Characters between "not before" and its day.
JUST_BEFORE_TIME = 12

CANCEL = re.compile(
    r"\b(?:" + "|".join(re.escape(cue) for cue in CANCEL_CUES) + r")\b"
    r"|\bnever (?:came|happened|took place|began|started|arrived|left|sailed|met|opened|materiali[sz]ed|appeared|got)\b"
    r"|\b(?:did not|didn['’]t) (?:happen|take place|come|go ahead|begin|start|open|meet|arrive|leave|sail|fly|turn up|show up|materiali[sz]e)\b"
    r"|\bfailed to (?:materiali[sz]e|appear|turn up|show up|arrive|take place|meet|begin|start|come)\b"
    r"|\b(?:nobody|no one|neither side|neither) (?:came|turned up|appeared|showed up|went|arrived)\b"
    r"|\b(?:will not|won['’]t|would not) (?:now )?(?:take place|be held|go ahead|meet|sail|fly|travel|happen|open|begin|start|attend)\b"
    r"|\b(?:averted|aborted|axed|ditched|headed off|came to nothing|fell through|stood down|was off|were off|is off|are off|was axed|were axed|was ditched|had it cancelled)\b",
    re.IGNORECASE,
)
MOVE = re.compile(
    r"\b(?:"
    + "|".join(re.escape(cue) for cue in MOVE_CUES if cue != "moved to")
    + r"|put back|moved forward|moved up|slip(?:s|ped) to|shifted to|adjourned to|"
    r"delayed until|held over until|instead (?:on|for)|a (?:day|week) later than planned|"
    r"(?:been|was|were|is|are) pushed to|moved to (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|next|tomorrow|a (?:new|later|different)|the \d|\d|another))\b",
    re.IGNORECASE,
)
#: What stands before the new day of what is moved.
_TO = re.compile(
    r"\b(?:until|till|to|now \w+(?: \w+)?(?: on)?|instead on|instead for)\s+(?:the |about |at least )?\Z", re.IGNORECASE
)
#: "Will not reopen before Friday": it is put off, not called off.
_NOT_BEFORE = re.compile(
    r"\b(?:will|would|shall|is|are|can|could|was|were)(?: not|n['’]t)(?: now)?(?: \w+){1,4} (?:before|until|till)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\bthe (visit|trip|meeting|talks|summit|vote|round|conference|hearing|debate|march|rally|match|election|strike|session|flight|"
    r"ceremony|funeral|exchange|convoy|evacuation|sailing|speech|address|briefing)\b",
    re.IGNORECASE,
)
_GOING = frozenset(root(word) for word in ("travel", "go", "fly", "come", "visit", "meet", "arrive", "return", "head"))
_REFERS = re.compile(r"\W*(?:he|she|it|they|his|her|its|their|the two|both)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of thing is announced: the stems that name it, those of them that are no light verb's, and its kinds.

    ``of_what`` are the terms of which a later sentence must have one: what is published, opened or exchanged.
    """

    names: frozenset[str]
    kinds: frozenset[str]
    of_what: frozenset[str] = frozenset()

    @classmethod
    def of(cls, what: str, sentence: Passage, before: Passage | None = None) -> Sort:
        """By the words that name it; where these only say that something begins or ends, by the noun nearest to them, which for "it"
        stands in the sentence ``before``. A purpose counts too: "will travel to Varsk to inspect the wall"."""
        said = [root(word) for word in re.findall(r"[^\W\d_]+", what.casefold())]
        names = frozenset(said[:1] if said and said[0] not in LIGHT else ()) | frozenset(
            term for term in said[1:] if kinds_of([term])
        )
        opening, _, behind = sentence.text.casefold().partition(what.casefold())
        if said[:2] == ["due", "in"] or said[:2] == ["due", "at"]:
            names |= {"arriv"}
        elif not said or said[0] in LIGHT:
            refers = _REFERS.match(sentence.text) and before is not None
            nouns = [
                root(word)
                for word in re.findall(r"[^\W\d_]+", before.text.casefold() if refers and before else opening)
            ]
            nearest = next((term for term in reversed(nouns) if term not in LIGHT and kinds_of([term])), None)
            if nearest is None and nouns and not refers:
                nearest = next((term for term in nouns if term.endswith("ing") or len(term) > 4), None)
            names |= {nearest} if nearest is not None and (not kinds_of(names) or said[0] == "be") else set()
        purpose = (
            frozenset(root(word) for word in re.findall(r"\bto (\w+)\b", behind)) if names & _GOING else frozenset()
        )
        kinds = kinds_of(names) | kinds_of(purpose)
        object_ = (
            content_terms(" ".join(what.split()[1:]) + " " + behind) if said and not kinds & LOOSE else frozenset()
        )
        return cls(names, kinds, frozenset() if said and said[0] in LIGHT else object_)


@dataclass(frozen=True, slots=True)
class Later:
    """A sentence that may tell what became of something: the days it gives, those to which something is moved, and which status it would mean.

    ``definite`` is the stem of "the visit" that is said to be off in a sentence that names no day: its days and words are then those of
    the sentence before too.
    """

    report: Report
    sentence: Passage
    days: tuple[tuple[int, int], ...]
    to: tuple[tuple[int, int], ...]
    status: EventStatus
    context: Context
    stems: frozenset[str]
    wording: Wording
    definite: str = ""


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The sentences of a thread that may tell what became of what was announced, in the order of their reports, found by their terms.

    ``moments`` are when they were published.
    """

    found: Sequence[Later]
    moments: Sequence[str]
    by_term: Mapping[str, Sequence[int]]
    contexts: Contexts

    @classmethod
    def of(cls, reports: Sequence[Report], contexts: Contexts, copied: Copied) -> FollowUps:
        found: list[Later] = []
        for report in reports_in_order(reports):
            for passage in report.article.passages("heading", "body"):
                found.extend(_in_passage(report, passage, contexts, copied))
        by_term: dict[str, list[int]] = {}
        for number, later in enumerate(found):
            for term in later.context.terms:
                by_term.setdefault(term, []).append(number)
        return cls(found, [moment(later.report.published) for later in found], by_term, contexts)

    def turns(
        self, announcements: Sequence[tuple[Report, Evidence, str]], when: When, alone: AbstractSet[str]
    ) -> list[Turn]:
        """The turns that later reports give to an event announced by these reports (each with its passage and the words that
        name the event there): at most one of each status, the likest. ``alone`` are stems by which nothing else is announced
        for these days: "the strike" is then this one."""
        day = day_range(when)
        if day is None or day[1] - day[0] > 10:
            return []
        best: dict[EventStatus, tuple[float, int]] = {}
        for announced, evidence, what in announcements[:MOST]:
            for status, score in self._scored(announced, evidence, what, day, alone):
                best[status] = max(best.get(status, (0.0, 0)), score)
        turns = []
        for status, (_, number) in sorted(best.items()):
            later = self.found[-number]
            place = quote(later.report.article, later.sentence.start, later.sentence.end)
            turns.append(Turn(status, later.report.published, place))
        return turns

    def _scored(
        self, announced: Report, evidence: Evidence, what: str, day: tuple[int, int], alone: AbstractSet[str]
    ) -> Iterator[tuple[EventStatus, tuple[float, int]]]:
        """What each later sentence would mean for one announcement, with how well it fits and its number, negative."""
        sentence = sentence_around(announced.article, evidence.start, evidence.end)
        own = self.contexts.of_sentence(announced.article, sentence)
        context = self.contexts.within(announced.article, [*_before(announced, sentence), sentence])
        sort = Sort.of(what, sentence, next(iter(_before(announced, sentence)), None))
        alone = alone & sort.names
        for number in self._sharing(context, announced, day):
            later = self.found[number]
            if not _is_later(later, announced, evidence, day):
                continue
            score = (_held if later.status == "held" else _off)(later, own, context, sort, day, alone)
            if score > 0:
                yield later.status, (score, -number)
            elif later.status == "held" and (sort.names - LIGHT) & later.wording.told.undone:
                published = day_range(later.report.published)
                score = _off(later, own, context, sort, day, alone)
                if score > 0 and published is not None and published[0] >= day[0]:
                    yield "cancelled", (score, -number)

    def _sharing(self, context: Context, announced: Report, day: tuple[int, int]) -> list[int]:
        """The numbers of the sentences that share a term, from those of the announcement's moment to those of the last day on which it is
        followed up: a crisis may go on for months, and what is announced is followed up for weeks.
        """
        last_day = date.fromordinal(min(day[1] + FOLLOWED, date.max.toordinal())).isoformat()
        first = bisect_left(self.moments, moment(announced.published))
        last = bisect_right(self.moments, last_day + AFTER_ALL)
        found: set[int] = set()
        for term in context.terms:
            numbers = self.by_term.get(term, ())
            found.update(numbers[bisect_left(numbers, first) : bisect_left(numbers, last)])
        return sorted(found)


def _before(report: Report, sentence: Passage) -> list[Passage]:
    """The sentence before one that opens with a pronoun: who "he" is stands there."""
    if not _REFERS.match(sentence.text):
        return []
    before = list(article_sentences(report.article, 0, sentence.start))
    return before[-1:]


@lru_cache(maxsize=1024)
def _naming(sort: Sort) -> frozenset[str]:
    """The stems that name a sort of thing."""
    return sort.names.union(LIGHT, *(KINDS[kind].names for kind in sort.kinds))


def _shared(context: Context, later: Later, sort: Sort) -> float:
    """The weight of the terms that an announcement and a later sentence share, beside those that name the sort of thing."""
    named = _naming(sort)
    shared = sorted(term for term in context.terms.keys() & later.context.terms.keys() if root(term) not in named)
    return sum(min(context.terms[term], later.context.terms[term]) for term in shared)


def _least(sort: Sort) -> float:
    return THE_ONE if sort.kinds & COMMON else 0.0


def _done(told: Told, sort: Sort) -> int:
    """2 where the very thing is told as done, 1 where one of its kind is, else 0."""
    if (sort.names - LIGHT) & (told.verbs | told.nouns):
        return 2
    return int(any(KINDS[kind].done & told.forms or KINDS[kind].names & told.nouns for kind in sort.kinds))


def _held(
    later: Later, own: Context, context: Context, sort: Sort, day: tuple[int, int], alone: AbstractSet[str]
) -> float:
    """How well a sentence tells that what was announced for ``day`` was held, 0 where it does not."""
    published = day_range(later.report.published)
    on = _meets(later.days, day)
    if published is None or published[1] < day[0] or (later.days and not on):
        return 0.0
    fit = _done(later.wording.told, sort)
    if (sort.names - LIGHT) & (later.wording.told.undone | later.wording.told.pending) and fit < 2:
        return 0.0
    if fit and sort.of_what and not sort.of_what & later.context.terms.keys():
        return 0.0
    shared = _shared(context, later, sort)
    only = fit == 2 and bool(alone & later.wording.named)
    if fit and on and shared >= (_least(sort) if only else ON_THE_DAY[fit]):
        return 1.0 + fit + shared
    least = _least(sort) if only else DAY_UNSAID.get(fit, 0.0)
    if fit == 1 and published[1] <= day[1]:
        least = ON_ITS_DAY
    if fit and not later.days and published[0] <= day[1] + TOLD_AFTER and shared >= least:
        return fit + shared
    common = len(own.terms.keys() & later.context.terms.keys())
    if not on or later.wording.ahead or common < LEAST:
        return 0.0
    score = alike(own, later.context)
    if common >= COVERED_BY:
        score = max(score, COVERED * cover(later.context, own))
    return score if score >= HELD_LIKE else 0.0


def _off(
    later: Later, own: Context, context: Context, sort: Sort, day: tuple[int, int], alone: AbstractSet[str]
) -> float:
    """How well a sentence says that what was announced for ``day`` is off, or moved from it; 0 where it does not."""
    published = day_range(later.report.published)
    if published is None or published[0] > day[1] + FOLLOWED or (later.status == "moved" and _meets(later.to, day)):
        return 0.0
    on = _meets(later.days, day)
    if (
        later.definite
        and later.definite in sort.names
        and on
        and len(own.terms.keys() & later.context.terms.keys()) >= LEAST
    ):
        return OFF_LIKE
    named = bool((sort.names - LIGHT) & later.stems)
    kin = any(KINDS[kind].names & later.stems or KINDS[kind].done & later.wording.words for kind in sort.kinds)
    shared = _shared(context, later, sort)
    if kin and on and shared >= ON_THE_DAY[1]:
        return shared
    least = _least(sort) if alone & later.wording.named else OFF_DAY_UNSAID
    if named:
        since = [span for span in later.days if span not in later.to]
        if on and shared >= min(OFF_ON_THE_DAY, least):
            return 1.0 + shared
        if not since and published[0] <= day[1] + OFF_AFTER and shared >= least:
            return 0.1 + shared
        if (
            not on
            and day[1] >= published[0]
            and all(span[1] <= published[1] for span in since)
            and shared >= OFF_OTHER_DAY
        ):
            return shared - 1.0
    if (on or not later.days or later.status == "moved") and len(
        own.terms.keys() & later.context.terms.keys()
    ) >= LEAST:
        score = alike(own, later.context)
        return score if score >= OFF_LIKE else 0.0
    return 0.0


@lru_cache(maxsize=SENTENCES)
def _called_off(text: str) -> EventStatus | None:
    """Whether a sentence says that something is off, or put off."""
    if _NOT_BEFORE.search(text):
        return "moved"
    return "cancelled" if CANCEL.search(text) else "moved" if MOVE.search(text) else None


def _in_passage(report: Report, passage: Passage, contexts: Contexts, copied: Copied) -> list[Later]:
    times = [time for time in report.item.annotations.times if passage.start <= time.start < passage.end]
    found: list[Later] = []
    before: Passage | None = None
    for sentence in article_sentences(report.article, passage.start, passage.end):
        days = _days(times, sentence, report)
        wording = wording_of(sentence.text)
        told = wording.told
        status = _called_off(sentence.text)
        if status is None and (told.verbs or told.nouns or told.undone or (days and not wording.ahead)):
            status = "held"
        if status and not copied.source(report.article.id, sentence.start, sentence.end):
            context = contexts.of_sentence(report.article, sentence)
            definite = _DEFINITE.search(sentence.text) if status != "held" and not days and before else None
            stems, to = wording.stems, new_days(times, sentence, report)
            if definite and before:
                days, context = _days(times, before, report), contexts.within(report.article, [before, sentence])
            elif status != "held" and before and _REFERS.match(sentence.text):  # "It will now be held on Wednesday"
                days, context = (
                    (*days, *_days(times, before, report)),
                    contexts.within(report.article, [before, sentence]),
                )
                stems |= wording_of(before.text).stems
                if status == "moved" and found and found[-1].sentence == before and found[-1].status == "cancelled":
                    found[-1] = replace(found[-1], status="moved", to=to)
            name = root(definite[1].casefold()) if definite else ""
            found.append(Later(report, sentence, days, to, status, context, stems, wording, name))
        before = sentence
    return found


def _days(times: Sequence[TimeMention], sentence: Passage, report: Report) -> tuple[tuple[int, int], ...]:
    return tuple(
        span
        for time in _in_sentence(times, sentence)
        if (span := day_range(bind(time.when, report.published))) and span[1] - span[0] <= 3
    )


def _in_sentence(times: Sequence[TimeMention], sentence: Passage) -> list[TimeMention]:
    return [time for time in times if sentence.start <= time.start < sentence.end]


def new_days(times: Sequence[TimeMention], sentence: Passage, report: Report) -> tuple[tuple[int, int], ...]:
    """The days to which a sentence says that something is moved: those behind "until", "to" or "will now start on"."""
    return _days([time for time in _in_sentence(times, sentence) if ends_move(sentence, time)], sentence, report)


def ends_move(sentence: Passage, time: TimeMention) -> bool:
    """Whether a time is the one until which, or to which, something is put off."""
    lead = max(0, time.start - sentence.start)
    put_off = any(
        found.end() <= lead <= found.end() + JUST_BEFORE_TIME for found in _NOT_BEFORE.finditer(sentence.text)
    )
    return sentence.start <= time.start and (put_off or _TO.search(sentence.text, 0, lead) is not None)


def _meets(days: Sequence[tuple[int, int]], day: tuple[int, int]) -> bool:
    return any(first <= day[1] and day[0] <= last for first, last in days)


def _is_later(later: Later, announced: Report, evidence: Evidence, day: tuple[int, int]) -> bool:
    """Whether this sentence is later than the announcement and near enough to its day."""
    if later.report.article.id == evidence.article_id and later.sentence.start <= evidence.start:
        return False
    if moment(later.report.published) < moment(announced.published):
        return False
    published = day_range(later.report.published)
    return published is not None and published[1] >= day[0] - BEFORE and published[0] <= day[1] + FOLLOWED
