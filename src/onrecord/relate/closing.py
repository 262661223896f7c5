"""Forecasts closed: come true where a later report tells the deed, not come true where one after the window says that it was not done.

Else a forecast stays open, also when its window is past: that no report tells of something does not say that it did not happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from onrecord.model.passage import Evidence, Passage
from onrecord.model.picture import Event, Outcome, Turn
from onrecord.relate.binding import Report
from onrecord.relate.context import Contexts, alike, quote
from onrecord.relate.deeds import wording_of
from onrecord.relate.series import Measured
from onrecord.relate.tables import AHEAD_CUES
from onrecord.relate.threads import Copied, day_range, moment, reports_in_order
from onrecord.relate.words import article_sentences, sentence_around, stem, term_weight, words_of

#: Likeness of a sentence to the forecast from which it tells the deed, and terms that both have; its verb must be the forecast's.
TOLD_LIKE = 0.2
TOLD_BY = 3

#: Days after the window in which a report may still tell of it, or say that it was not done.
TOLD_LATE = 2
DENIED_LATE = 21

#: Before the verb: the deed is ahead, supposed or asked for; it is said not to be done.
_NOT_TOLD = re.compile(
    r"\b(?!may \d)(?:"
    + "|".join(re.escape(cue) for cue in AHEAD_CUES)
    + r"|denie[sd]|rejected|against|asked|demand\w*|urged|expects?|fears?|forecast|predict\w*|could|motion to|plan to)\b",
    re.IGNORECASE,
)
#: Characters before the verb in which a "not" is its own.
JUST_BEFORE = 16

_NOT_DONE = re.compile(r"\b(?:not|never|without|failed to|no)\b|n['’]t\b", re.IGNORECASE)


#: Likeness, article, place, what is told, and how the forecast ended by it.
_Best = tuple[float, str, int, Turn, Outcome]


def close(
    events: Sequence[Event],
    reports: Sequence[Report],
    contexts: Contexts,
    copied: Copied,
    measured: Sequence[Measured],
    series_of: Mapping[str, str],
) -> tuple[Event, ...]:
    """The events, those that somebody forecast with how they ended and, where one came true, the report that tells it."""
    if not any(event.forecaster for event in events):
        return tuple(events)
    told = _Told(reports_in_order([report for report in reports if report.published.known]))
    return tuple(_closed(event, told, contexts, copied, measured, series_of) for event in events)


class _Told:
    """The sentences of reports whose time is known, found by the stems of their words."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.by_id = {report.article.id: report for report in reports}
        self._sentences = [
            (report, sentence)
            for report in reports
            for passage in report.article.body
            for sentence in article_sentences(report.article, passage.start, passage.end)
        ]
        self._by_stem: dict[str, set[int]] = {}
        for number, (_, sentence) in enumerate(self._sentences):
            for word in wording_of(sentence.text).words:
                self._by_stem.setdefault(stem(word), set()).add(number)

    def with_all(self, stems: AbstractSet[str]) -> Iterator[tuple[Report, Passage]]:
        """The sentences that have all of ``stems``, of which there is one at least, in order."""
        numbers = set.intersection(*(self._by_stem.get(each, set()) for each in stems))
        return (self._sentences[number] for number in sorted(numbers))


def _closed(
    event: Event,
    sentences: _Told,
    contexts: Contexts,
    copied: Copied,
    measured: Sequence[Measured],
    series_of: Mapping[str, str],
) -> Event:
    window = day_range(event.when)
    if event.forecaster is None:
        return event
    if window is None:
        return replace(event, closed="open")
    forecast = event.evidence[0]
    told = _in_figures(forecast, window, measured, series_of)
    outcome: Outcome = "came_true"
    if told is None:
        told, outcome = _in_words(event, forecast, window, sentences, contexts, copied)
    if told is None:
        return replace(event, closed="open")
    turns = event.turns if any(turn.evidence == told.evidence for turn in event.turns) else (*event.turns, told)
    return replace(event, closed=outcome, turns=turns)


def _in_figures(
    forecast: Evidence, window: tuple[int, int], measured: Sequence[Measured], series_of: Mapping[str, str]
) -> Turn | None:
    """A later value of the quantity that the forecast names, at or past the one foreseen."""
    for foreseen in measured:
        figure = foreseen.figure
        inside = foreseen.article.id == forecast.article_id and forecast.start <= figure.start < forecast.end
        if not inside or figure.low is None or figure.id not in series_of:
            continue
        for one in measured:
            span = day_range(one.point.when)
            later = one.article.id != forecast.article_id and span is not None
            if not later or series_of.get(one.figure.id) != series_of[figure.id] or one.figure.kind != "level":
                continue
            if span and window[0] <= span[0] and span[1] <= window[1] and (one.figure.low or 0) >= figure.low:
                return Turn("happened", one.point.when, one.figure.evidence[0])
    return None


def _in_words(
    event: Event,
    forecast: Evidence,
    window: tuple[int, int],
    sentences: _Told,
    contexts: Contexts,
    copied: Copied,
) -> tuple[Turn | None, Outcome]:
    """The likest later sentence that tells the deed as done, or after the window as not done: its verb and enough of the forecast's words."""
    source = sentences.by_id.get(forecast.article_id)
    deed = {stem(word) for word in event.what.casefold().split(" ") if term_weight(stem(word)) > 0 and word.isalpha()}
    if source is None or not deed:
        return None, "open"
    own = contexts.of_sentence(source.article, sentence_around(source.article, forecast.start, forecast.end))
    best: _Best | None = None
    for report, sentence in sentences.with_all(deed):
        day = day_range(report.published)
        if report is source or day is None or moment(report.published) < moment(source.published):
            continue
        if day[0] > window[1] + DENIED_LATE:
            continue
        said = {stem(word.text): word for word in words_of(sentence)}
        lead = sentence.text[: max(said[term].end for term in deed) - sentence.start]
        verb = next(said[term].start for term in map(stem, event.what.casefold().split(" ")) if term in deed)
        verb -= sentence.start
        undone = _NOT_DONE.search(lead, max(0, verb - JUST_BEFORE), max(verb, 0)) is not None
        first, last = (window[1] + 1, window[1] + DENIED_LATE) if undone else (0, window[1] + TOLD_LATE)
        if _NOT_TOLD.search(lead) or not first <= day[0] <= last:
            continue
        context = contexts.of_sentence(report.article, sentence)
        score = alike(own, context)
        if score < TOLD_LIKE or len(own.terms.keys() & context.terms.keys()) < TOLD_BY:
            continue
        if copied.source(report.article.id, sentence.start, sentence.end):
            continue
        place = quote(report.article, sentence.start, sentence.end)
        turn = Turn("denied" if undone else "happened", report.published, place)
        outcome: Outcome = "not_come_true" if undone else "came_true"
        found: _Best = (score, report.article.id, -sentence.start, turn, outcome)
        if best is None or found[:3] > best[:3]:
            best = found
    return (best[3], best[4]) if best else (None, "open")
