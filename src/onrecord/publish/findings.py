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
from onrecord.publish.agenda import due_day, event_line, is_ahead
from onrecord.publish.disputes import ROLES, dispute_line, folded, sides_of
from onrecord.publish.movement import factor, point_words, quantity, way_of
from onrecord.publish.supported import claim_line
from onrecord.publish.thread import Thread, age
from onrecord.publish.wording import (
    day_words,
    newest_first,
    one_line,
    plural,
    status_words,
    when_words,
)

#: Lines of each kind.
EACH = 3
#: Days after "as of" of which the lead says what is announced.
AHEAD = 14
#: Days before "as of" whose evidence makes a dispute one of today's.
FRESH = 7


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
    """Disputes with evidence of the last days first, among them those in which most origins stand, then the newest."""
    groups = folded((item for item in thread.relations.differences if item.id not in thread.muted), thread.series_of)
    since = _days_from(thread.as_of, -FRESH)
    weighed = [(group, _origins(thread, group), _newest(thread, group)) for group in groups]
    for group, origins, newest in sorted(
        weighed, key=lambda item: (item[2] < since, -len(item[1]), newest_first(item[2]), item[0][0].id)
    ):
        line = dispute_line(thread, group)
        note = [
            ", ".join(sorted({thread.grade_of[side.claim_id] for side in sides_of(group) if side.claim_id})),
            plural(len(origins), "independent origin"),
            f"as of {day_words(newest)}" if newest else "",
            plural(len({side.evidence.article_id for side in sides_of(group)}), "report"),
        ]
        when = f"evidence since {day_words(since)}" if since and newest >= since else "no newer evidence"
        short = tuple(replace(child, quotes=child.quotes[:1]) for child in _telling(line.children))
        yield replace(
            line,
            label=f"disputed · {line.label}",
            note="; ".join(filter(None, note)),
            why=f"{when}; {plural(len(origins), 'independent origin')}: {', '.join(origins)}",
            children=short,
        )


def _origins(thread: Thread, group: list[Difference]) -> list[str]:
    """Whose words the sides are, each origin once: as claims count them, else the speaker, else the report."""
    found = set()
    for side in sides_of(group):
        counted = thread.origins_at.get(side.evidence)
        found |= counted or {
            one_line(side.speaker) if side.speaker else thread.sources.called(side.evidence.article_id)
        }
    return sorted(thread.sources.named(origin) for origin in found)


def _newest(thread: Thread, group: list[Difference]) -> str:
    days = (thread.sources.published[side.evidence.article_id].first_day for side in sides_of(group))
    return max(filter(None, days), default="")


def _telling(sides: tuple[Line, ...]) -> list[Line]:
    """The first side that says it, denies it, doubts it; where no side is known to, the first two values or voices."""
    roles = {child.label.partition(" · ")[0]: child for child in reversed(sides)}
    return [roles[role] for role in ROLES if role in roles] or list(sides[:2])


def _moved(thread: Thread) -> Iterator[Line]:
    def is_named(series: Series) -> bool:
        return bool(series.counts or series.unit) and series.id not in thread.muted

    found = [
        (series, way)
        for series in thread.relations.series
        if is_named(series) and (way := way_of(series, thread.figures))
    ]
    for series, way in sorted(found, key=lambda item: (-factor(item[1]), item[0].id)):
        values = [point_words(point, series.unit, thread.figures) for point in way]
        days = [when_words(point.when) for point in way]
        if len(way) > 2:
            values[1] += (
                " at its peak"
                if (way[1].high or way[1].low or 0) > (way[0].high or way[0].low or 0)
                else " at its lowest"
            )
        figure = thread.figures.get(way[0].figure_id)
        if figure and figure.previous:
            days[0] = "given as the level before"
        yield thread.line(
            series.id,
            " · ".join(
                [
                    "moved",
                    quantity(series, thread.figures, thread.sources.texts),
                    one_line(way[0].claimant or ""),
                    " → ".join(values),
                ]
            ),
            thread.sources.quotes(point.evidence for point in way),
            note=f"{thread.grade_at(way[-1].evidence)}{' → '.join(days)}",
            why=f"the first and the last level that one claimant gives: {factor(way):.1f} times",
        )


def _ahead(thread: Thread) -> Iterator[Line]:
    limit = _days_from(thread.as_of, AHEAD)
    told: set[Evidence] = set()
    for event in sorted(thread.relations.events, key=lambda item: (due_day(item, thread.as_of), item.id)):
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


def _days_from(day: str | None, days: int) -> str:
    """The day so many days after (before, where negative) ``day``; empty where there is none."""
    try:
        return (date.fromisoformat(day or "") + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""
