"""One thread as the sections of a brief see it: its records with names, and how a line and a section are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model.brief import Chart, Line, Quote, Section, SectionName
from onrecord.model.passage import Evidence
from onrecord.model.picture import forecast_records
from onrecord.model.relations import Claim, Position, Relations
from onrecord.model.ruling import Ruling
from onrecord.model.statement import Statement
from onrecord.publish.references import Sources
from onrecord.publish.wording import newest_first, one_line

if TYPE_CHECKING:
    from onrecord.publish.changed import Since

#: Sections that a reader goes through only when something is missed are shorter.
SHORTER: Mapping[SectionName, int] = {"single_source": 12, "gaps": 15}
#: Names shown for a claim.
NAMES_PER_CLAIM = 3
#: Characters of a label taken from a source: longer ones only repeat the quote beside them.
SHORT = 48


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line and what orders it: smaller ranks come first."""

    rank: tuple[float | str, ...]
    line: Line


class Thread:
    """The records of one thread. ``as_of`` is the day of the newest evidence on the desk, ``limit`` bounds each section.

    ``series_of`` leads from a claim to the series of its figures, ``origins_at`` from a passage to whose words it is counted as.
    """

    def __init__(
        self,
        relations: Relations,
        sources: Sources,
        rulings: Mapping[str, Ruling],
        limit: int | None,
        since: Since | None = None,
    ) -> None:
        self.as_of = sources.as_of
        self.relations = relations
        self.sources = sources
        self.limit = limit
        self.since = since
        self.figures = {figure.id: figure for figure in relations.figures}
        self.muted = {target for target, ruling in rulings.items() if ruling.kind == "mute"}
        self.confirmed = {target: ruling for target, ruling in rulings.items() if ruling.kind == "confirm"}
        self.actor_names = {actor.id: actor.name for actor in relations.actors}
        self.grade_of = {claim.id: grade(claim, sources) for claim in relations.claims}
        of_figure = {point.figure_id: series.id for series in relations.series for point in series.points}
        self.series_of: dict[str, str] = {}
        self.origins_at: dict[Evidence, set[str]] = defaultdict(set)
        for claim in relations.claims:
            for position in claim.positions:
                self.origins_at[position.evidence].add(position.origin)
                if position.figure_id in of_figure:
                    self.series_of[claim.id] = of_figure[position.figure_id]
        self.forecasters = {record.forecaster: record for record in forecast_records(relations.events)}

    # Lines and sections

    def line(
        self,
        record_id: str,
        label: str,
        quotes: Sequence[Quote],
        *,
        note: str = "",
        why: str = "",
        children: Iterable[Line] = (),
        chart: Chart | None = None,
    ) -> Line:
        """A line; what an editor confirmed says so."""
        ruling = self.confirmed.get(record_id)
        if ruling:
            note = "; ".join(filter(None, [note, f"confirmed by {ruling.by}"]))
        return Line(record_id, label, note, why, tuple(quotes), tuple(children), chart)

    def is_shown(self, line: Line) -> bool:
        """A line needs evidence of its own or of its children, and must not be muted."""
        return line.record_id not in self.muted and bool(line.quotes or line.children)

    def section(self, name: SectionName, title: str, ranked: Iterable[Ranked], empty: str) -> Section:
        """The lines in order, as many as a section shows."""
        shown = [item.line for item in sorted(ranked, key=lambda item: item.rank) if self.is_shown(item.line)]
        kept = shown if self.limit is None else shown[: min(self.limit, SHORTER.get(name, self.limit))]
        return Section(name, title, tuple(kept), empty, omitted=len(shown) - len(kept))

    # Who

    def names(self, positions: Sequence[Position]) -> str:
        """Who takes these positions, each once: ``Joe Biden, Anonymous: a US official``."""
        names = dict.fromkeys(self.position_name(position) for position in positions)
        shown = list(names)[:NAMES_PER_CLAIM]
        return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")

    def position_name(self, position: Position) -> str:
        """Who takes a position, the outlet where its words are attributed to nobody."""
        name = self.actor_names.get(position.actor_id or "") or position.speaker
        if position.anonymous:
            return f"Anonymous: {one_line(name)}" if name else "Anonymous"
        return one_line(name) if name else self.sources.called(position.evidence.article_id)

    def speaker(self, statement: Statement) -> str:
        """Who speaks, or that nobody can tell."""
        speaker = statement.speaker
        name = self.actor_names.get(speaker.actor_id or "") or speaker.name
        if name:
            return name
        if speaker.anonymous:
            return f"Anonymous: {one_line(speaker.text)}" if speaker.text else "Anonymous"
        return f"Speaker left open: {one_line(speaker.text)}" if speaker.text else "Speaker left open"

    def speaker_at(self, evidence: Evidence) -> str:
        """Who takes the position that stands at ``evidence``."""
        return self.names(
            [item for claim in self.relations.claims for item in claim.positions if item.evidence == evidence]
        )

    # What

    def is_counted(self, statement: Statement) -> bool:
        """Whether a statement is neither a copy's nor a headline's that the body of its article says again."""
        return statement.repeats is None and not self.sources.is_full_copy(statement.article_id)

    def grade_at(self, evidence: Evidence) -> str:
        """The grades of the claims that rest on ``evidence``, with a stop after them; empty where none does."""
        held = (item for item in self.relations.claims if any(each.evidence == evidence for each in item.positions))
        grades = sorted({grade(claim, self.sources) for claim in held})
        return f"{', '.join(grades)}; " if grades else ""


def grade(claim: Claim, sources: Sources) -> str:
    """The Admiralty grade of a claim: the reliability of the best source that supports it (F: no editor has judged one), and credibility."""
    held = [position for position in claim.positions if position.kind == "supports"] or claim.positions
    return f"{sources.reliability(position.evidence.article_id for position in held)}{claim.credibility}"


def age(claim: Claim) -> str:
    """Orders newest first: the newest position's day, inverted digit by digit."""
    return newest_first(max((position.when.start or "" for position in claim.positions), default=""))


def short(text: str) -> str:
    """``text`` where it is short enough for a label, else nothing: the quote beside it says it."""
    line = one_line(text)
    return line if len(line) <= SHORT else ""
