"""Composes the brief. It selects and orders; every word inside quotation marks is a source's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.article import NOT_ANNOTATED, QUOTES_LOST
from onrecord.model.brief import Brief, Line, Quote, Section, SectionName, ThreadBrief
from onrecord.model.contents import Contents
from onrecord.model.passage import Evidence, Span
from onrecord.model.picture import Event, Point, forecast_records
from onrecord.model.relations import Claim, CopyGroup, Difference, Position, Relations, Story
from onrecord.model.ruling import Ruling, standing
from onrecord.model.state import DeskState
from onrecord.model.statement import Statement
from onrecord.publish.changed import Since, changed_section
from onrecord.publish.disputes import dispute_line, folded, rank
from onrecord.publish.findings import findings
from onrecord.publish.movement import change_words, moves, series_line
from onrecord.publish.references import Sources, is_open
from onrecord.publish.said import Saying, Voice, said_when, voice_key, voices
from onrecord.publish.since import compare, held_before, held_by, uncertain
from onrecord.publish.wording import (
    amount_words,
    day_words,
    newest_first,
    one_line,
    plural,
    record_words,
    said_words,
    stance_words,
    status_words,
    when_words,
)

#: Lines shown in one section unless the reader asks for all: what fits on about a page each.
DEFAULT_LINES = 25
#: Sections that a reader goes through only when something is missed are shorter.
SHORTER: Mapping[SectionName, int] = {"single_source": 12, "gaps": 15}
#: Speakers shown: those whom most outlets heard.
VOICES = 12
#: Anonymous speakers shown after them; what only they say stands under "On a single source" too.
ANONYMOUS_VOICES = 4
#: Statements shown for one speaker, newest first: enough to see a position and its last change.
STATEMENTS_PER_VOICE = 3
#: Statements shown of a report that stands alone, and of those whose speaker is open.
STATEMENTS_PER_REPORT = 4
#: Below this chance of being right a statement says how sure it is.
UNSURE = 0.75
#: Quotes shown for a claim that many report: one for each of the first origins.
QUOTES_PER_CLAIM = 3
#: Names shown for a claim.
NAMES_PER_CLAIM = 3
#: Characters of a label taken from a source: longer ones only repeat the quote beside them.
SHORT = 48

#: The heading of a thread whose reports have no title.
UNTITLED = "Reports without a title"

_DENYING = ("denies", "rejects")

_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


def compose(contents: Contents, *, lines: int | None = DEFAULT_LINES, since: DeskState | str | None = None) -> Brief:
    """The brief of a desk.

    ``lines`` bounds each section; ``None`` shows everything. Threads come largest first; where some thread has two articles
    or more, those of a single article are listed as ``others`` by their headline. ``since`` is a state of the desk that was kept,
    or a day (YYYY-MM-DD): each thread then begins with what has changed.
    """
    sources = Sources(contents)
    compared = _since(contents, sources, since) if since is not None else None
    threads = sorted(contents.relations, key=lambda relations: (-len(relations.datings), relations.thread_id))
    large = [relations for relations in threads if len(relations.datings) > 1] or threads
    small = [relations for relations in threads if relations not in large]
    rulings = {ruling.target: ruling for ruling in standing(contents.rulings) if ruling.kind in ("mute", "confirm")}
    return Brief(
        as_of=as_of(sources),
        threads=tuple(ThreadComposer(relations, sources, rulings, lines, compared).compose() for relations in large),
        others=tuple(ThreadComposer(relations, sources, rulings, lines, compared).as_other() for relations in small),
        references=sources.references(),
        notes=_notes(contents),
        since=compared.state.name if compared else None,
    )


def changes(contents: Contents, since: DeskState | str) -> tuple[Section, ...]:
    """What has changed since a state or a day, thread by thread as in :func:`compose`, without the rest of the brief."""
    sources = Sources(contents)
    compared = _since(contents, sources, since)
    threads = sorted(contents.relations, key=lambda relations: (-len(relations.datings), relations.thread_id))
    large = [relations for relations in threads if len(relations.datings) > 1] or threads
    rulings = {ruling.target: ruling for ruling in standing(contents.rulings) if ruling.kind in ("mute", "confirm")}
    composers = (ThreadComposer(relations, sources, rulings, DEFAULT_LINES, compared) for relations in large)
    return tuple(changed_section(composer, compared) for composer in composers)


def as_of(sources: Sources) -> str | None:
    """The day of the newest evidence, ``None`` where nothing is dated."""
    # An inferred interval ends later than its article may have been written: only its beginning is evidence.
    days = (when.first_day if when.known_from == "inferred" else when.last_day for when in sources.published.values())
    return max(filter(None, days), default=None)


def state_of(contents: Contents, name: str, kept_at: str) -> DeskState:
    """All that a desk holds now, to be kept under ``name``."""
    return DeskState(name, as_of(Sources(contents)), kept_at, held_by(contents))


def _since(contents: Contents, sources: Sources, since: DeskState | str) -> Since:
    if isinstance(since, DeskState):
        return Since.of(since, compare(since, contents))
    state = DeskState(since, None, "", held_before(contents, sources.published, since))
    return Since.of(state, compare(state, contents), uncertain(sources.published.values(), since))


def grade(claim: Claim) -> str:
    """The Admiralty grade of a claim: reliability of the source, which no editor has judged (F), and credibility."""
    return f"F{claim.credibility}"


def _notes(contents: Contents) -> tuple[str, ...]:
    refused = [fate for fate in contents.fates if fate.fate == "refused"]
    return tuple(f"Not read: {fate.source} ({fate.reason})" for fate in refused)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A line and what orders it: smaller ranks come first."""

    rank: tuple[float | str, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class _Shown:
    """What sections quote, by article."""

    spans: Mapping[str, Sequence[Span]]

    @classmethod
    def of(cls, sections: Iterable[Section]) -> _Shown:
        spans: dict[str, list[Span]] = defaultdict(list)
        lines = [line for section in sections for line in section.lines]
        while lines:
            line = lines.pop()
            lines += line.children
            for quote in line.quotes:
                spans[quote.evidence.article_id].append(quote.evidence.span)
        return cls(spans)

    def quotes_of(self, statement: Statement) -> bool:
        """Whether all that is said in ``statement`` stands inside what is quoted."""
        quoted = self.spans.get(statement.article_id, ())
        told = statement.contents or statement.evidence[:1]
        return all(any(span.start <= item.start and item.end <= span.end for span in quoted) for item in told)


class ThreadComposer:
    """The sections of one thread."""

    def __init__(
        self,
        relations: Relations,
        sources: Sources,
        rulings: dict[str, Ruling],
        limit: int | None,
        since: Since | None = None,
    ) -> None:
        self.as_of = as_of(sources)
        self.figures = {figure.id: figure for figure in relations.figures}
        self.grade_of = {claim.id: grade(claim) for claim in relations.claims}
        self.since = since
        self.relations = relations
        self.sources = sources
        self.limit = limit
        self.muted = {target for target, ruling in rulings.items() if ruling.kind == "mute"}
        self.confirmed = {target: ruling for target, ruling in rulings.items() if ruling.kind == "confirm"}
        self.actor_names = {actor.id: actor.name for actor in relations.actors}
        self.forecasters = {record.forecaster: record for record in forecast_records(relations.events)}

    def compose(self) -> ThreadBrief:
        article_ids = [dating.article_id for dating in self.relations.datings]
        story = self._main_story()
        days = [self.sources.published[article_id] for article_id in article_ids]
        first_days = [when.first_day for when in days if when.first_day]
        last_days = [when.last_day for when in days if when.last_day]
        origins = [article_id for article_id in article_ids if not self.sources.is_full_copy(article_id)]
        return ThreadBrief(
            thread_id=self.relations.thread_id,
            title=one_line(story.title) or UNTITLED,
            title_reference=self.sources.number[story.title_article_id],
            article_count=len(article_ids),
            origin_count=len(origins),
            first=min(first_days, default=None),
            last=max(last_days, default=None),
            sections=self._sections(),
        )

    def _sections(self) -> tuple[Section, ...]:
        before = (
            self._section(
                "known", "What is known", self._known(), "Nothing here rests on two independent origins yet."
            ),
            self._section("disputed", "What is disputed", self._disputed(), "No report contradicts another."),
            self._section("figures", "Figures as they move", self._figures(), "No figure has moved."),
            self._section("announced", "What is announced", self._announced(), "Nothing is announced."),
            self._section("forecasts", "Forecasts and their record", self._forecasts(), "Nobody forecasts anything."),
        )
        single = self._section(
            "single_source", "On a single source", self._single_source(), "No claim rests on one source alone."
        )
        changed = (changed_section(self, self.since),) if self.since else ()
        return (
            findings(self),
            *changed,
            *before,
            self._said(_Shown.of((*before, single))),
            single,
            self._section("copies", "Copies", self._copies(), "No report is a copy of another."),
            self._section("gaps", "Gaps", self._gaps(), "No gap was found."),
        )

    def as_other(self) -> Line:
        """A thread of a single report as one line: its headline, and the first of what is said in it, denials before the rest."""
        (dating,) = self.relations.datings
        told = [
            statement
            for statement in self.relations.statements
            if statement.segment == "body" and statement.id not in self.muted and voice_key(statement)
        ]
        told.sort(key=lambda statement: (statement.stance not in _DENYING, statement.evidence[0].start))
        children = [
            self.line(
                statement.id,
                f"{self._speaker(statement)} · {stance_words(statement.stance)}",
                self.sources.quotes(statement.evidence[:1]),
            )
            for statement in told[:STATEMENTS_PER_REPORT]
        ]
        return self.line(
            dating.article_id,
            when_words(dating.published),
            self.sources.quote_title(dating.article_id),
            why="nothing ties it to the other articles",
            note="new" if self.since and dating.article_id in self.since.new_reports else "",
            children=children,
        )

    def _main_story(self) -> Story:
        return min(self.relations.stories, key=lambda story: (-len(story.article_ids), story.id))

    def _section(self, name: SectionName, title: str, ranked: Iterable[_Ranked], empty: str) -> Section:
        shown = [item.line for item in sorted(ranked, key=lambda item: item.rank) if self.is_shown(item.line)]
        kept = shown if self.limit is None else shown[: min(self.limit, SHORTER.get(name, self.limit))]
        return Section(name, title, tuple(kept), empty, omitted=len(shown) - len(kept))

    def is_shown(self, line: Line) -> bool:
        """A line needs evidence of its own or of its children, and must not be muted."""
        return line.record_id not in self.muted and bool(line.quotes or line.children)

    def line(
        self,
        record_id: str,
        label: str,
        quotes: Sequence[Quote],
        *,
        note: str = "",
        why: str = "",
        children: Iterable[Line] = (),
    ) -> Line:
        ruling = self.confirmed.get(record_id)
        if ruling:
            note = f"{note}; confirmed by {ruling.by}" if note else f"confirmed by {ruling.by}"
        return Line(record_id, label, note, why, tuple(quotes), tuple(children))

    # What is known, and what rests on one source

    def _known(self) -> Iterable[_Ranked]:
        for claim in self.relations.claims:
            if claim.state == "corroborated":
                yield _Ranked((-len(claim.origins), self.age(claim), claim.id), self.claim_line(claim))

    def _single_source(self) -> Iterable[_Ranked]:
        for claim in self.relations.claims:
            if claim.state != "single_source":
                continue
            supporting = [position for position in claim.positions if position.kind == "supports"]
            anonymous = any(position.anonymous for position in supporting)
            printed_in = len({position.evidence.article_id for position in claim.positions})
            if not anonymous and printed_in < 2 and not any(position.figure_id for position in supporting):
                continue  # one named person's words, said once, stand under "Who says what"
            note = "single anonymous source" if anonymous else ""
            if printed_in > 1:
                note = f"{note}; " if note else ""
                note += f"printed in {plural(printed_in, 'article')}, one origin"
            has_figure = any(position.figure_id for position in supporting)
            order = (-printed_in, 0 if has_figure else 1, 0 if anonymous else 1, self.age(claim), claim.id)
            yield _Ranked(order, self.claim_line(claim, note=note))

    def claim_line(self, claim: Claim, *, note: str | None = None, evidence: Sequence[Evidence] = ()) -> Line:
        """A claim with who supports it; ``evidence`` is what to quote, where that is not the claim's own choice."""
        supporting = [position for position in claim.positions if position.kind == "supports"] or list(claim.positions)
        by_origin: dict[str, Position] = {}
        for position in supporting:
            by_origin.setdefault(position.origin, position)
        evidence = evidence or [claim.passage, *(position.evidence for position in by_origin.values())]
        quotes = self._distinct(self.sources.quotes(evidence))[:QUOTES_PER_CLAIM]
        if note is None:
            note = plural(len(claim.origins), "independent origin")
            if not set(claim.origins) <= {self._position_name(position) for position in supporting}:
                note += f": {', '.join(self.sources.named(origin) for origin in claim.origins)}"
        label = " · ".join(filter(None, [self._names(supporting), _short(claim.about)]))
        return self.line(claim.id, label, quotes, note=f"{grade(claim)}; {note}", why=claim.reason)

    def _names(self, positions: Sequence[Position]) -> str:
        """Who takes these positions, each once: ``Joe Biden, Anonymous: a US official``."""
        names = dict.fromkeys(self._position_name(position) for position in positions)
        shown = list(names)[:NAMES_PER_CLAIM]
        return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")

    def _position_name(self, position: Position) -> str:
        name = self.actor_names.get(position.actor_id or "") or position.speaker
        if position.anonymous:
            return f"Anonymous: {one_line(name)}" if name else "Anonymous"
        return one_line(name) if name else self.sources.called(position.evidence.article_id)

    @staticmethod
    def _distinct(quotes: Sequence[Quote]) -> list[Quote]:
        """Without quotes that stand inside, or overlap, an earlier one of the same article."""
        kept: list[Quote] = []
        for quote in quotes:
            if not any(
                other.evidence.article_id == quote.evidence.article_id
                and other.evidence.span.overlaps(quote.evidence.span)
                for other in kept
            ):
                kept.append(quote)
        return kept

    def age(self, claim: Claim) -> str:
        """Orders newest first: the newest position's day, inverted digit by digit."""
        newest = max((position.when.start or "" for position in claim.positions), default="")
        return newest_first(newest)

    # What is disputed

    def _disputed(self) -> Iterable[_Ranked]:
        shown: set[Evidence] = set()
        for group in folded(item for item in self.relations.differences if item.id not in self.muted):
            shown.update(side.evidence for difference in group for side in difference.sides)
            yield _Ranked((0, rank(group[0]), group[0].id), dispute_line(self, group))
        for claim in self.relations.claims:
            kinds = {position.kind for position in claim.positions}
            two_sided = "supports" in kinds and len(kinds) > 1
            if two_sided and claim.state == "disputed" and not any(item.evidence in shown for item in claim.positions):
                shown.update(position.evidence for position in claim.positions)
                yield _Ranked((1, self.age(claim), claim.id), self.disputed_claim_line(claim))
        for statement in self.relations.statements:
            if statement.stance not in _DENYING or statement.negated or not self._is_counted(statement):
                continue
            if not any(_overlap(item, other) for item in statement.evidence for other in shown):
                shown.update(statement.evidence)
                yield _Ranked(
                    (2, newest_first(said_when(statement, self.sources).start or ""), statement.id),
                    self._denial_line(statement),
                )

    def difference_line(self, difference: Difference) -> Line:
        return dispute_line(self, [difference])

    def grade_at(self, evidence: Evidence) -> str:
        """The grades of the claims that rest on ``evidence``, with a stop after them; empty where none does."""
        held = (item for item in self.relations.claims if any(each.evidence == evidence for each in item.positions))
        grades = sorted({grade(claim) for claim in held})
        return f"{', '.join(grades)}; " if grades else ""

    def speaker_at(self, evidence: Evidence) -> str:
        """Who takes the position that stands at ``evidence``."""
        return self._names(
            [item for claim in self.relations.claims for item in claim.positions if item.evidence == evidence]
        )

    def disputed_claim_line(self, claim: Claim) -> Line:
        children = [
            self.line(
                position.statement_id or position.figure_id or claim.id,
                f"{self._position_name(position)} · {position.kind}",
                [self.sources.quote(position.evidence)],
            )
            for position in claim.positions
        ]
        label = " · ".join(filter(None, ["claim", _short(claim.about), self._names(claim.positions)]))
        return self.line(claim.id, label, [], note=grade(claim), why=claim.reason, children=children)

    def _denial_line(self, statement: Statement) -> Line:
        label = f"denial · {self._speaker(statement)} · {stance_words(statement.stance)}"
        return self.line(
            statement.id,
            label,
            self.sources.quotes(statement.evidence[:1]),
            why="no report of what is denied was found",
        )

    # Figures, events

    def _figures(self) -> Iterable[_Ranked]:
        for series in self.relations.series:
            if moves(series):
                articles = {point.article_id for point in series.points}
                yield _Ranked((-len(articles), -len(series.points), series.id), series_line(self, series))

    def point_line(self, point: Point, unit: str, *, note: str = "") -> Line:
        value = amount_words(point.low, point.high, point.bound, unit)
        parts = [
            point.claimant or self.sources.called(point.article_id),
            f"change: {change_words(point, unit, self.figures)}" if point.kind == "change" else value,
            when_words(point.when, unknown="no date"),
        ]
        return self.line(point.figure_id, " · ".join(parts), [self.sources.quote(point.evidence)], note=note)

    def _announced(self) -> Iterable[_Ranked]:
        for event in self.relations.events:
            if event.forecaster is None and was_announced(event):
                yield _Ranked(self._agenda_rank(event), self.event_line(event))

    def _forecasts(self) -> Iterable[_Ranked]:
        for event in self.relations.events:
            if event.forecaster is not None:
                yield _Ranked(self._agenda_rank(event), self.event_line(event, who=event.forecaster))

    def is_ahead(self, event: Event) -> bool:
        """Whether its time ends after the newest evidence and nothing has become of it: silence is no gap yet."""
        still_open = event.status in ("announced", "planned", "conditional", "moved", "unreported")
        return bool(still_open and self.as_of and event.when.last_day and event.when.last_day > self.as_of)

    def _agenda_rank(self, event: Event) -> tuple[float | str, ...]:
        """What is ahead first, by date; then what became of the rest, newest first; then what has no date."""
        start = event.when.start
        if self.is_ahead(event):
            return 0, start or "", event.id
        return (1, newest_first(start), event.id) if start else (2, "", event.id)

    def event_line(self, event: Event, *, who: str | None = None) -> Line:
        names = [self.actor_names.get(actor, actor) for actor in event.actors]
        parts = [
            when_words(event.when, unknown="no date"),
            who or "",
            event.what,
            ", ".join(names),
            event.place or "",
        ]
        children = [
            self.line(
                event.id,
                f"{status_words(turn.status)} · {when_words(turn.when, unknown='no date')}",
                [self.sources.quote(turn.evidence)],
            )
            for turn in event.turns
        ]
        return self.line(
            event.id,
            " · ".join(filter(None, parts)),
            [] if children else self.sources.quotes(event.evidence),
            note=self._event_note(event),
            why=event.when.reason,
            children=children,
        )

    def _event_note(self, event: Event) -> str:
        if event.closed is not None and event.forecaster in self.forecasters:
            record = record_words(self.forecasters[event.forecaster])
            return f"{status_words(event.closed)}; the forecaster's record here: {record}"
        if not self.is_ahead(event):
            return status_words(event.status)
        return "ahead" if event.status == "unreported" else f"ahead; {status_words(event.status)}"

    # Who says what

    def _said(self, shown: _Shown) -> Section:
        """By speaker, newest first, without what other sections quote; of a named speaker the newest is always here."""
        lines: list[Line] = []
        places = {False: VOICES, True: ANONYMOUS_VOICES}
        omitted = 0
        for voice in voices(self.relations, self.sources, self.muted):
            fresh = [saying for saying in voice.sayings if not shown.quotes_of(saying.statement)]
            chosen = fresh or ([] if voice.anonymous else list(voice.sayings[:1]))
            if self.limit is not None and (len(lines) >= self.limit or not places[voice.anonymous]):
                omitted += len(chosen)
            elif chosen:
                places[voice.anonymous] -= 1
                kept = chosen if self.limit is None else chosen[:STATEMENTS_PER_VOICE]
                omitted += len(chosen) - len(kept)
                lines.append(self._voice_line(voice, kept, len(voice.sayings) - len(chosen)))
        more = ("onrecord brief --all", "onrecord show statements --actor NAME")
        return Section("said", "Who says what", tuple(lines), "No statement was found.", omitted, more)

    def _voice_line(self, voice: Voice, sayings: Sequence[Saying], elsewhere: int) -> Line:
        newest = voice.sayings[0].statement
        count = plural(len(voice.sayings), "statement")
        if voice.reports > 1:
            count += f" in {plural(voice.reports, 'report')}"
        if elsewhere:
            count += f", {elsewhere} in other sections"
        roles = (saying.statement.speaker.role for saying in voice.sayings if not voice.anonymous)
        return self.line(
            newest.speaker.actor_id or newest.id,
            self._speaker(newest),
            [],
            note="; ".join(filter(None, [one_line(next(filter(None, roles), "")), count])),
            why=f"heard by {plural(voice.outlets, 'outlet')}",
            children=[self._saying_line(saying) for saying in sayings],
        )

    def _speaker(self, statement: Statement) -> str:
        speaker = statement.speaker
        name = self.actor_names.get(speaker.actor_id or "") or speaker.name
        if name:
            return name
        if speaker.anonymous:
            return f"Anonymous: {one_line(speaker.text)}" if speaker.text else "Anonymous"
        return f"Open: {one_line(speaker.text)}" if speaker.text else "Nobody named"

    def _saying_line(self, saying: Saying) -> Line:
        statement = saying.statement
        stance = f"not: {stance_words(statement.stance)}" if statement.negated else stance_words(statement.stance)
        via = f"via {', '.join(one_line(name) for name in statement.via)}" if statement.via else ""
        notes = []
        if saying.also:
            notes.append("also in " + " ".join(f"[{self.sources.number[article_id]}]" for article_id in saying.also))
        if statement.confidence < UNSURE:
            notes.append(f"confidence {statement.confidence:.0%}")
        return self.line(
            statement.id,
            " · ".join(filter(None, [stance, said_words(said_when(statement, self.sources)), via])),
            self.sources.quote_passages(statement.article_id, statement.contents)
            or self.sources.quotes(statement.evidence[:1]),
            note="; ".join(notes),
            why=statement.reason,
        )

    def _is_counted(self, statement: Statement) -> bool:
        """Whether a statement is neither a copy's nor a headline's that the body of its article says again."""
        return statement.repeats is None and not self.sources.is_full_copy(statement.article_id)

    # Copies, gaps

    def _copies(self) -> Iterable[_Ranked]:
        for group in self.relations.copies:
            yield _Ranked((self.sources.number[group.first_article_id], group.id), self._copy_line(group))

    def _copy_line(self, group: CopyGroup) -> Line:
        children = []
        for member in group.members:
            text = self.sources.articles[member.article_id].text
            shared = [Evidence.of(member.article_id, text, span.start, span.end) for span in member.shared[:1]]
            children.append(
                self.line(
                    member.article_id,
                    f"{self.sources.outlet(member.article_id)} · {member.relation} · {member.similarity:.0%}",
                    self.sources.quotes(shared),
                )
            )
        first = group.first_article_id
        label = f"{self.sources.outlet(first)} · {when_words(self.sources.published[first])}"
        return self.line(
            group.id,
            label,
            self.sources.quote_title(first),
            note=plural(len(group.members), "copy", "copies"),
            why=group.reason,
            children=children,
        )

    def _gaps(self) -> Iterable[_Ranked]:
        for dating in self.relations.datings:
            number = self.sources.number[dating.article_id]
            if not dating.published.known:
                label = f"No date: {self.sources.outlet(dating.article_id)}"
            elif dating.published.known_from == "inferred":
                label = f"Date inferred: {when_words(replace(dating.published, known_from='reason'))}"
            else:
                continue
            line = self.line(
                dating.article_id,
                label,
                self.sources.quote_title(dating.article_id),
                note=_days_in_words(self.sources.named(dating.published.reason)),
                why="no date that the report itself gives is believed",
            )
            yield _Ranked((0, number), line)
        yield from self._told_by_notes()
        for event in self.relations.events:
            if event.status == "unreported" and not self.is_ahead(event):
                label = f"No report since: {event.what} · {when_words(event.when, unknown='no date')}"
                yield _Ranked((2, event.id), self.line(event.id, label, self.sources.quotes(event.evidence[:1])))
        open_statements: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.relations.statements:
            if is_open(statement.speaker) and self._is_counted(statement):
                open_statements[statement.article_id].append(statement)
        for article_id, statements in open_statements.items():
            children = [
                self.line(
                    statement.id,
                    one_line(statement.speaker.text or "no speaker given"),
                    self.sources.quotes(statement.evidence[:1]),
                    note=statement.speaker.reason,
                )
                for statement in statements[:STATEMENTS_PER_REPORT]
            ]
            label = f"Speaker left open: {plural(len(statements), 'statement')} · {self.sources.outlet(article_id)}"
            yield _Ranked((3, self.sources.number[article_id]), self.line(article_id, label, [], children=children))

    def _told_by_notes(self) -> Iterable[_Ranked]:
        """What an article itself says could not be read in it."""
        for dating in self.relations.datings:
            article = self.sources.articles[dating.article_id]
            for note in article.notes:
                if note == QUOTES_LOST or note.startswith(NOT_ANNOTATED):
                    what = "Marks lost" if note == QUOTES_LOST else "Not annotated"
                    label = f"{what}: {self.sources.outlet(article.id)}"
                    line = self.line(article.id, label, self.sources.quote_title(article.id), note=note, why=note)
                    yield _Ranked((1, self.sources.number[article.id]), line)


def was_announced(event: Event) -> bool:
    expected = ("announced", "planned", "held", "moved", "cancelled", "unreported")
    return event.status in expected or any(turn.status in expected for turn in event.turns)


def _days_in_words(text: str) -> str:
    return _DAY.sub(lambda match: day_words(match[0]), text)


def _short(text: str) -> str:
    """``text`` where it is short enough for a label, else nothing: the quote beside it says it."""
    line = one_line(text)
    return line if len(line) <= SHORT else ""


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.article_id == other.article_id and one.span.overlaps(other.span)
