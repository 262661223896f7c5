"""The section "What has changed since …": each change as a line of the brief, with its passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.brief import Line, Section
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event
from onrecord.model.relations import Claim, Difference
from onrecord.model.state import DeskState
from onrecord.publish.agenda import event_line
from onrecord.publish.disputes import dispute_line
from onrecord.publish.movement import point_line, point_words, quantity
from onrecord.publish.since import Change, ChangeKind, GonePassage, MovedSeries
from onrecord.publish.supported import claim_line, disputed_claim_line
from onrecord.publish.thread import Thread, age
from onrecord.publish.wording import day_words, newest_first, one_line, plural, status_words, when_words

#: In which order changes are told: what overturns something that a reader relies on before what adds to it.
_ORDER: Sequence[ChangeKind] = (
    "disputed",
    "withdrawn",
    "moved",
    "closed",
    "corroborated",
    "superseded",
    "new",
    "revised",
    "report",
)
_WORDS: Mapping[ChangeKind, str] = {
    "disputed": "now disputed",
    "withdrawn": "withdrawn",
    "moved": "moved",
    "closed": "closed",
    "corroborated": "now corroborated",
    "superseded": "superseded",
    "new": "new",
    "revised": "revised",
    "report": "new report",
}

#: Passages shown for one change, new ones first.
_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Since:
    """What a brief is compared with, and what came of it by thread. ``uncertain`` counts reports that may be older or newer than a day."""

    state: DeskState
    by_thread: Mapping[str, Sequence[Change]]
    new_reports: frozenset[str]
    uncertain: int = 0

    @classmethod
    def of(cls, state: DeskState, changes: Sequence[Change], uncertain: int = 0) -> Since:
        """The changes by thread."""
        by_thread: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_thread[change.thread_id].append(change)
        new = frozenset(item.record for item in changes if item.kind == "report" and isinstance(item.record, str))
        return cls(state, by_thread, new, uncertain)

    @property
    def title(self) -> str:
        """The heading of the section."""
        if not self.state.kept_at:
            return f"What has changed since {day_words(self.state.name)}"
        until = f", evidence up to {day_words(self.state.as_of)}" if self.state.as_of else ""
        return f"What has changed since “{one_line(self.state.name)}”{until}"


def changed_section(thread: Thread, since: Since) -> Section:
    """The changes in the thread's thread. Where not all fit, each kind of change gets its share of the lines."""
    by_kind: dict[ChangeKind, list[tuple[tuple[str | int, ...], Line]]] = {kind: [] for kind in _ORDER}
    told: set[Evidence] = set()
    ordered = sorted(
        since.by_thread.get(thread.relations.thread_id, ()),
        key=lambda change: isinstance(change.record, Claim),
    )
    for change in ordered:
        record = change.record
        if isinstance(record, Difference):
            told.update(side.evidence for side in record.sides)
        elif isinstance(record, MovedSeries):
            told.update(point.evidence for point in (record.before, *record.points))
        elif isinstance(record, Claim) and change.kind in ("disputed", "superseded", "new"):
            fresh = change.fresh or [position.evidence for position in record.positions]
            if told.issuperset(fresh):  # a difference or a figure that moved says it, with the same passages
                continue
        line = _line(thread, change)
        if thread.is_shown(line):
            by_kind[change.kind].append((_rank(thread, change), line))
    lines = {kind: [line for _, line in sorted(ranked, key=lambda item: item[0])] for kind, ranked in by_kind.items()}
    shares = _shares([len(lines[kind]) for kind in _ORDER], thread.limit)
    kept = [line for kind, share in zip(_ORDER, shares, strict=True) for line in lines[kind][:share]]
    empty = f"Nothing has changed since {day_words(since.state.name)}." if not since.state.kept_at else ""
    empty = empty or f"Nothing has changed since “{one_line(since.state.name)}”."
    if since.uncertain:
        empty += f" {_uncertain(since)}"
    return Section(
        "changed",
        since.title,
        tuple(kept),
        empty,
        omitted=sum(map(len, lines.values())) - len(kept),
        more=(f"onrecord brief --since {_argument(since.state.name)} --all",),
    )


def _uncertain(since: Since) -> str:
    return f"{plural(since.uncertain, 'report')} may be older or newer and {'is' if since.uncertain == 1 else 'are'} not called new."


def _argument(name: str) -> str:
    return name if name.replace("-", "").isalnum() else f"'{name}'"


def _shares(counts: Sequence[int], limit: int | None) -> list[int]:
    """How many of each are shown so that there are ``limit`` in all: one after the other gets one more, as long as it has more."""
    if limit is None or sum(counts) <= limit:
        return list(counts)
    shares = [0] * len(counts)
    while sum(shares) < limit:
        for at, count in enumerate(counts):
            if shares[at] < count and sum(shares) < limit:
                shares[at] += 1
    return shares


def _rank(thread: Thread, change: Change) -> tuple[str | int, ...]:
    """Smaller comes first: differences, figures by their points, events by their day, reports and what is gone, then claims by their
    origins. The first number tells the kind of record, since the others can be compared within one kind only.
    """
    record = change.record
    if isinstance(record, Difference):
        return 0, record.id
    if isinstance(record, MovedSeries):
        return 1, -len(record.points), record.series.id
    if isinstance(record, Event):
        return 2, record.when.start or "9999", record.id
    if isinstance(record, str):
        return 3, newest_first(thread.sources.published[record].start or ""), record
    if isinstance(record, Claim):
        figures = any(position.figure_id for position in record.positions)
        return 5, -len(record.origins), 0 if figures else 1, age(record), record.id
    return 4, record.held.id if isinstance(record, GonePassage) else record.id


def _line(thread: Thread, change: Change) -> Line:
    record, word = change.record, _WORDS[change.kind]
    if isinstance(record, str):
        return _report_line(thread, change.kind, record)
    if isinstance(record, Difference):
        return _led(word, dispute_line(thread, [record]))
    if isinstance(record, Event):
        return _led(word, event_line(thread, record, who=record.forecaster), _was(status_words(change.was)))
    if isinstance(record, MovedSeries):
        return _moved_line(thread, record, word)
    if isinstance(record, GonePassage):
        number = thread.sources.number[record.evidence.article_id]
        quote = thread.sources.quote_earlier(record.article, record.evidence)
        return thread.line(record.evidence.article_id, word, [quote], note=f"no longer in [{number}]")
    if change.kind == "disputed" and any(position.kind == "supports" for position in record.positions):
        line = disputed_claim_line(thread, record)
    elif change.kind == "disputed":
        word, line = "denied", claim_line(thread, record, note="no report of what is denied was found")
    else:
        line = claim_line(thread, record, evidence=(change.fresh or (record.passage,))[:_QUOTES])
    return _led(word, line, _was(change.was.replace("_", " ")))


def _was(state: str) -> str:
    return f"was {state}" if state else ""


def _led(word: str, line: Line, *notes: str) -> Line:
    note = "; ".join(filter(None, [line.note, *notes]))
    return Line(
        line.record_id, " · ".join(filter(None, [word, line.label])), note, line.why, line.quotes, line.children
    )


def _moved_line(thread: Thread, moved: MovedSeries, word: str) -> Line:
    unit = moved.series.unit
    points = (moved.before, *moved.points)
    values = [point_words(point, unit, thread.figures) for point in points]
    givers = [one_line(point.claimant or "") or thread.sources.outlet(point.article_id) for point in points]
    if len(set(givers)) == 1:
        movement = f"{' → '.join(values)}, {givers[0]}"
    else:  # two who count differ: nothing moved
        word = "another value"
        movement = " · ".join(f"{value} ({giver})" for value, giver in zip(values, givers, strict=True))
    return thread.line(
        moved.series.id,
        f"{word} · {quantity(moved.series, thread.figures, thread.sources.texts)}",
        [],
        note=movement,
        why="a value that was not known before",
        children=[point_line(thread, point, unit) for point in points],
    )


def _report_line(thread: Thread, kind: ChangeKind, article_id: str) -> Line:
    sources = thread.sources
    label = f"{_WORDS[kind]} · {sources.outlet(article_id)} · {when_words(sources.published[article_id])}"
    note = "a copy" if sources.is_full_copy(article_id) else ""
    return thread.line(article_id, label, sources.quote_title(article_id), note=note)
