"""How a line came to be: the passage with its surroundings, and each step from the capture to the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.model.article import Article
from onrecord.model.codec import to_plain
from onrecord.model.contents import Contents
from onrecord.model.errors import NotFound
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, Figure, Series
from onrecord.model.relations import Claim, CopyGroup, Difference, Story
from onrecord.model.revision_changes import RevisionChange
from onrecord.model.statement import Actor, Statement
from onrecord.publish.references import Sources
from onrecord.publish.revision_text import change_lines, summary
from onrecord.publish.wording import (
    amount_words,
    one_line,
    plural,
    stance_words,
    status_words,
    when_words,
)

#: Characters shown on each side of a passage: a paragraph or two.
SURROUNDINGS = 400


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with what stands around it and where it was received."""

    article_id: str
    outlet: str
    published: str
    place: str
    start: int
    end: int
    capture_start: int | None
    capture_end: int | None
    digest: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """``steps`` are pairs of a heading and what is to be said under it; ``record`` is the record itself as plain values."""

    id: str
    kind: str
    title: str
    steps: tuple[tuple[str, str], ...]
    passages: tuple[ShownPassage, ...]
    record: dict[str, Any]


def explain(
    contents: Contents, identifier: str, changes: Callable[[str], Iterable[RevisionChange]] | None = None
) -> Explanation:
    """Explains any record of a desk by its identifier (or the beginning of one, where that is unambiguous).

    ``changes`` gives what the revisions of an article changed; it is asked for an article alone.

    Raises :class:`~onrecord.model.errors.NotFound` where nothing, or more than one thing, has it.
    """
    records = dict(_records(contents))
    matches = [identifier] if identifier in records else sorted(name for name in records if name.startswith(identifier))
    if len(matches) != 1:
        more = f"{len(matches)} records begin with it; give more of it" if matches else "see `onrecord show KIND`"
        raise NotFound(f"No single record has the identifier {identifier!r}: {more}.")
    record = records[matches[0]]
    sources = Sources(contents)
    explainer = _Explainer(contents, sources)
    kind, title, steps, evidence = explainer.describe(record)
    if changes is not None and isinstance(record, Article):
        steps += _changed(changes(record.id))
    rulings = [ruling for ruling in contents.rulings if ruling.target == record.id]
    steps += [("Ruling", f"{item.kind} {item.value} by {item.by}: {item.why}") for item in rulings]
    return Explanation(
        id=record.id,
        kind=kind,
        title=title,
        steps=tuple((name, value) for name, value in steps if value),
        passages=tuple(explainer.passage(item) for item in dict.fromkeys(evidence)),
        record=to_plain(record),
    )


def _records(contents: Contents) -> Iterator[tuple[str, Any]]:
    for article in contents.articles:
        yield article.id, article
    for relations in contents.relations:
        for group in (
            relations.copies,
            relations.stories,
            relations.actors,
            relations.statements,
            relations.figures,
            relations.series,
            relations.events,
            relations.claims,
            relations.differences,
        ):
            for record in group:
                yield record.id, record


Steps = list[tuple[str, str]]
Described = tuple[str, str, Steps, list[Evidence]]


class _Explainer:
    """One method for each kind of record."""

    def __init__(self, contents: Contents, sources: Sources) -> None:
        self.contents = contents
        self.sources = sources
        self.actor_names = {actor.id: actor.name for relations in contents.relations for actor in relations.actors}

    def describe(self, record: object) -> Described:
        if isinstance(record, Article):
            return self._article(record)
        if isinstance(record, Statement):
            return self._statement(record)
        if isinstance(record, Figure):
            return self._figure(record)
        if isinstance(record, Series):
            return self._series(record)
        if isinstance(record, Event):
            return self._event(record)
        if isinstance(record, Claim):
            return self._claim(record)
        if isinstance(record, Difference):
            return self._difference(record)
        if isinstance(record, CopyGroup):
            return self._copies(record)
        if isinstance(record, Story):
            return self._story(record)
        assert isinstance(record, Actor)
        return self._actor(record)

    def _article(self, article: Article) -> Described:
        published = self.sources.published[article.id]
        kinds: dict[str, int] = {}
        for segment in article.segments:
            kinds[segment.kind] = kinds.get(segment.kind, 0) + 1
        revisions = [item for item in self.contents.revisions if item.article_id == article.id]
        steps: Steps = [
            ("Source", article.source),
            ("Address", article.address or ""),
            ("Outlet", article.outlet or "not given"),
            ("By way of", ", ".join(article.via)),
            ("Byline", ", ".join(article.byline)),
            ("Published", f"{when_words(published)} (known from {published.known_from}: {published.reason})"),
            ("Updated", when_words(article.updated) if article.updated else ""),
            ("Language", article.language),
            ("Segments", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))),
            ("Revisions", plural(len(revisions), "version") if len(revisions) > 1 else ""),
            ("Notes", "; ".join(article.notes)),
        ]
        shown = article.passages("heading")[:1] or article.body[:1]
        evidence = [Evidence.of(article.id, article.text, passage.start, passage.end) for passage in shown]
        return "article", one_line(article.title or article.source), steps, evidence

    def _statement(self, statement: Statement) -> Described:
        speaker = statement.speaker
        name = self.actor_names.get(speaker.actor_id or "") or speaker.name
        shown = name or ("anonymous" if speaker.anonymous else "left open")
        steps: Steps = [
            ("Speaker", shown + (f", as “{one_line(speaker.text)}”" if speaker.text else "")),
            ("How resolved", speaker.reason),
            ("Candidates", ", ".join(speaker.candidates)),
            ("How many", speaker.count or ""),
            ("Why not named", speaker.unnamed_because or ""),
            ("Stance", ("not: " if statement.negated else "") + stance_words(statement.stance)),
            ("Cue", f"“{statement.cue.text}”" if statement.cue else "none"),
            ("Form", statement.form),
            ("Said", f"{when_words(statement.said, unknown='not stated')} {statement.said.reason}".strip()),
            ("Via", ", ".join(statement.via)),
            ("To", statement.to or ""),
            ("Occasion", statement.occasion or ""),
            ("Where", statement.place or ""),
            ("Hedge", statement.hedge or ""),
            ("Stands in", statement.segment),
            ("Repeats", f"{statement.repeats} of the body; not counted again" if statement.repeats else ""),
            ("Found by", statement.reason),
            ("Confidence", f"{statement.confidence:.2f}"),
        ]
        return "statement", f"{shown} {stance_words(statement.stance)}", steps, list(statement.evidence)

    def _figure(self, figure: Figure) -> Described:
        steps: Steps = [
            ("Value", amount_words(figure.low, figure.high, figure.bound, figure.unit)),
            ("Counts", figure.counts),
            ("Kind", figure.kind + (f", {figure.direction}" if figure.direction else "")),
            ("As of", f"{when_words(figure.as_of, unknown='not stated')} {figure.as_of.reason}".strip()),
            ("Said in", figure.statement_id or "no statement: the outlet's own words"),
        ]
        return "figure", one_line(figure.text), steps, list(figure.evidence)

    def _series(self, series: Series) -> Described:
        steps: Steps = [
            (
                when_words(point.when, unknown="no date"),
                f"{amount_words(point.low, point.high, point.bound, series.unit)} "
                f"({point.claimant or self.sources.outlet(point.article_id)})",
            )
            for point in series.points
        ]
        return "series", one_line(series.counts), steps, [point.evidence for point in series.points]

    def _event(self, event: Event) -> Described:
        steps: Steps = [
            ("Code", event.code),
            ("Status", status_words(event.status)),
            ("When", f"{when_words(event.when, unknown='no date')} {event.when.reason}".strip()),
            ("Who", ", ".join(self.actor_names.get(actor, actor) for actor in event.actors)),
            ("Where", event.place or ""),
            ("Forecast by", event.forecaster or ""),
        ]
        steps += [(status_words(turn.status), when_words(turn.when, unknown="no date")) for turn in event.turns]
        return "event", event.what, steps, [*event.evidence, *(turn.evidence for turn in event.turns)]

    def _claim(self, claim: Claim) -> Described:
        steps: Steps = [
            ("State", claim.state.replace("_", " ")),
            ("Why", claim.reason),
            ("Origins", ", ".join(claim.origins)),
            ("Superseded by", claim.superseded_by or ""),
        ]
        steps += [(item.kind, f"{item.speaker or item.origin} (origin: {item.origin})") for item in claim.positions]
        return "claim", one_line(claim.about), steps, [claim.passage, *(item.evidence for item in claim.positions)]

    def _difference(self, difference: Difference) -> Described:
        steps: Steps = [("In what", difference.kind), ("Why", difference.reason)]
        steps += [
            (side.speaker or self.sources.outlet(side.evidence.article_id), one_line(side.value))
            for side in difference.sides
        ]
        return "difference", one_line(difference.about), steps, [side.evidence for side in difference.sides]

    def _copies(self, group: CopyGroup) -> Described:
        steps: Steps = [("First", self._article_name(group.first_article_id)), ("Why", group.reason)]
        evidence = []
        for member in group.members:
            text = self.sources.articles[member.article_id].text
            steps.append((f"{member.relation}, {member.similarity:.0%} shared", self._article_name(member.article_id)))
            evidence += [Evidence.of(member.article_id, text, span.start, span.end) for span in member.shared]
        return "copies", self._article_name(group.first_article_id), steps, evidence

    def _story(self, story: Story) -> Described:
        steps: Steps = [
            ("Title from", self._article_name(story.title_article_id)),
            ("Articles", "; ".join(self._article_name(article_id) for article_id in story.article_ids)),
            ("Together because", "; ".join(story.reasons)),
        ]
        evidence = [
            quote.evidence for article_id in story.article_ids for quote in self.sources.quote_title(article_id)
        ]
        return "story", one_line(story.title), steps, evidence

    def _actor(self, actor: Actor) -> Described:
        steps: Steps = [
            ("Kind", actor.kind),
            ("Names", ", ".join(actor.names)),
            ("Roles", ", ".join(sorted({role.role for role in actor.roles}))),
            ("Country", actor.country or ""),
        ]
        return "actor", actor.name, steps, list(actor.evidence)

    def _article_name(self, article_id: str) -> str:
        article = self.sources.articles[article_id]
        return f"{article_id} {self.sources.outlet(article_id)}, {one_line(article.title or article.source)}"

    def passage(self, evidence: Evidence) -> ShownPassage:
        article = self.sources.articles[evidence.article_id]
        text = article.text
        capture_start, capture_end = _in_capture(article, evidence)
        return ShownPassage(
            article_id=article.id,
            outlet=self.sources.outlet(article.id),
            published=when_words(self.sources.published[article.id]),
            place=article.address or article.source,
            start=evidence.start,
            end=evidence.end,
            capture_start=capture_start,
            capture_end=capture_end,
            digest=evidence.digest,
            before=text[max(0, evidence.start - SURROUNDINGS) : evidence.start],
            text=text[evidence.start : evidence.end],
            after=text[evidence.end : evidence.end + SURROUNDINGS],
        )


def _changed(changes: Iterable[RevisionChange]) -> Steps:
    """What the revisions of an article changed, sentence by sentence."""
    steps: Steps = []
    for change in changes:
        steps.append((f"Version {change.before} to {change.after}", summary(change)))
        for each in change.changes:
            for line in change_lines(each):
                name, _, told = line.lstrip("- ").partition(": ")
                steps.append((name.capitalize(), told))
    return steps


def _in_capture(article: Article, evidence: Evidence) -> tuple[int | None, int | None]:
    """Where the segments that hold the passage stood in the capture."""
    held = [segment for segment in article.segments if segment.start < evidence.end and evidence.start < segment.end]
    starts = [segment.capture_start for segment in held if segment.capture_start is not None]
    ends = [segment.capture_end for segment in held if segment.capture_end is not None]
    return (min(starts), max(ends)) if starts and ends else (None, None)
