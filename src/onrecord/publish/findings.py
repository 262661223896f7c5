"""The lead of a brief: the few lines that matter, chosen by a rule that docs/method/brief.md writes down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from onrecord.model.brief import Line, Section
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, Series
from onrecord.model.relations import Difference
from onrecord.publish.agenda import event_line, is_ahead
from onrecord.publish.disputes import ROLES, dispute_line, folded
from onrecord.publish.movement import ends, factor, series_label
from onrecord.publish.supported import claim_line
from onrecord.publish.thread import Thread, age, grade
from onrecord.publish.wording import (
    amount_words,
    day_words,
    newest_first,
    plural,
    status_words,
    when_words,
)

#: Lines of each kind.
EACH = 3
#: Days after "as of" of which the lead says what is announced.
AHEAD = 14


def findings(thread: Thread) -> Section:
    """Up to :data:`EACH` lines of each kind: known, disputed, moved, ahead, forecasts that are closed."""
    kinds = (_known(thread), _disputed(thread), _moved(thread), _ahead(thread), _closed(thread))
    lines = [line for kind in kinds for line in islice(filter(thread.is_shown, kind), EACH)]
    kept = lines if thread.limit is None else lines[: thread.limit]
    empty = "Nothing is corroborated, disputed, moved or ahead."
    return Section("findings", "Findings", tuple(kept), empty, omitted=len(lines) - len(kept))


def _led(word: str, line: Line, note: str) -> Line:
    return replace(line, label=f"{word} · {line.label}", note=note)


def _known(thread: Thread) -> Iterator[Line]:
    claims = [claim for claim in thread.relations.claims if claim.state == "corroborated"]
    for claim in sorted(claims, key=lambda item: (item.credibility, -len(item.origins), age(item), item.id)):
        line = claim_line(thread, claim)
        newest = max((position.when.first_day or "" for position in claim.positions), default="")
        as_of = f"; as of {day_words(newest)}" if newest else ""
        yield replace(line, label=f"known · {line.label}", note=line.note + as_of)


def _disputed(thread: Thread) -> Iterator[Line]:
    grade_of = {claim.id: grade(claim) for claim in thread.relations.claims}
    groups = folded(item for item in thread.relations.differences if item.id not in thread.muted)

    def newest(group: list[Difference]) -> str:
        days = (thread.sources.published[side.evidence.article_id].start for item in group for side in item.sides)
        return max(filter(None, days), default="")

    for group in sorted(groups, key=lambda item: (newest_first(newest(item)), item[0].id)):
        line = dispute_line(thread, group)
        reports = {side.evidence.article_id for item in group for side in item.sides}
        grades = sorted({grade_of[side.claim_id] for item in group for side in item.sides if side.claim_id})
        day = newest(group)
        note = [", ".join(grades), f"as of {day_words(day)}" if day else "", plural(len(reports), "report")]
        short = tuple(replace(child, quotes=child.quotes[:1]) for child in _telling(line.children))
        yield replace(line, label=f"disputed · {line.label}", note="; ".join(filter(None, note)), children=short)


def _telling(sides: tuple[Line, ...]) -> list[Line]:
    """The first side that says it, denies it, doubts it; where no side is known to, the first two values or voices."""
    roles = {child.label.partition(" · ")[0]: child for child in reversed(sides)}
    return [roles[role] for role in ROLES if role in roles] or list(sides[:2])


def _moved(thread: Thread) -> Iterator[Line]:
    def is_named(series: Series) -> bool:
        return bool(series.counts or series.unit) and series.id not in thread.muted

    found = [
        (series, both)
        for series in thread.relations.series
        if is_named(series) and (both := ends(series, thread.figures))
    ]
    for series, (first, last) in sorted(found, key=lambda item: (-factor(*item[1]), item[0].id)):
        values = [amount_words(point.low, point.high, point.bound, series.unit) for point in (first, last)]
        days = [when_words(point.when) for point in (first, last)]
        figure = thread.figures.get(first.figure_id)
        if figure and figure.previous:
            days[0] = "given as the level before"
        who = first.claimant or ""
        what = series_label(series, thread.figures).removesuffix(f" · {who}")
        yield thread.line(
            series.id,
            f"moved · {what} · {who} · {values[0]} → {values[1]}",
            thread.sources.quotes(point.evidence for point in (first, last)),
            note=f"{thread.grade_at(last.evidence)}{days[0]} → {days[1]}",
            why="the first and the last level of one quantity",
        )


def _ahead(thread: Thread) -> Iterator[Line]:
    limit = _days_after(thread.as_of)
    told: set[Evidence] = set()
    for event in sorted(thread.relations.events, key=lambda item: (item.when.start or "9999", item.id)):
        if event.forecaster is None and is_ahead(thread, event) and (event.when.first_day or "9999") <= limit:
            line = _short(thread, "ahead", event)
            passages = {quote.evidence for quote in line.quotes}
            if not passages <= told:
                told |= passages
                yield line


def _closed(thread: Thread) -> Iterator[Line]:
    forecasts = [
        item for item in thread.relations.events if item.forecaster and item.closed in ("came_true", "not_come_true")
    ]
    for event in sorted(forecasts, key=lambda item: (newest_first(item.when.end or ""), item.id)):
        if not is_ahead(thread, event):
            yield _short(thread, "forecast", event)


def _short(thread: Thread, word: str, event: Event) -> Line:
    line = event_line(thread, event, who=event.forecaster)
    quotes = [quote for child in line.children for quote in child.quotes[:1]] or list(line.quotes)
    status = (
        "announced" if word == "ahead" and event.status == "unreported" else status_words(event.closed or event.status)
    )
    told = plural(len({quote.reference for quote in quotes}), "report")
    chosen = [quotes[0], quotes[-1]] if word == "forecast" and len(quotes) > 1 else quotes[:1]
    made = replace(line, quotes=tuple(chosen), children=())
    return _led(word, made, f"{status}; {told}")


def _days_after(day: str | None) -> str:
    try:
        return (date.fromisoformat(day or "") + timedelta(days=AHEAD)).isoformat()
    except (ValueError, OverflowError):
        return ""
