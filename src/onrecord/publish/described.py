"""Each kind of record in words: a title, steps (a heading and what is to be said under it), and the passages behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from onrecord.model.article import Article
from onrecord.model.contents import Contents
from onrecord.model.explained import Overlap, Pair
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, Figure, Series
from onrecord.model.relations import Claim, CopyGroup, CopyMember, Difference, Position, Story
from onrecord.model.statement import Actor, Statement
from onrecord.publish.references import Sources
from onrecord.publish.spelled import spelled
from onrecord.publish.wording import (
    amount_words,
    day_range,
    one_line,
    plural,
    stance_words,
    status_words,
    when_words,
)


class Redirect(Protocol):
    """An identifier that is no more, and where it leads."""

    @property
    def new(self) -> tuple[str, ...]: ...
    @property
    def sentence(self) -> str: ...


class Why(Protocol):
    """What is asked of a desk beyond its records. See :class:`onrecord.desk.why.Why`."""

    def redirect(self, identifier: str) -> Redirect | None: ...
    def pair(self, a: str, b: str) -> Pair: ...
    def overlap(self, a: str, b: str) -> Overlap: ...
    def strongest(self, article_ids: Sequence[str]) -> Mapping[str, tuple[str, float]]: ...
    def counted_under(self, claim: Claim, actors: Sequence[Actor]) -> tuple[str | None, ...]: ...


Steps = list[tuple[str, str]]
Described = tuple[str, str, Steps, list[Evidence]]


class Describer:
    """One method for each kind of record."""

    def __init__(self, contents: Contents, sources: Sources, why: Why | None) -> None:
        self.contents = contents
        self.sources = sources
        self.why = why
        relations = contents.relations
        self.statements = {statement.id: statement for each in relations for statement in each.statements}
        self.copied: dict[str, list[tuple[str, CopyMember]]] = {}
        for group in (group for each in relations for group in each.copies):
            for member in group.members:
                self.copied.setdefault(member.article_id, []).append((group.first_article_id, member))
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
            ("Value", amount_words(figure.low, figure.high, figure.bound, figure.unit, figure.text)),
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
        actors = [actor for relations in self.contents.relations for actor in relations.actors]
        unknown = (None,) * len(claim.positions)
        counted = self.why.counted_under(claim, actors) if self.why else unknown
        for item, under in zip(claim.positions, counted, strict=True):
            steps.append((item.kind, f"{item.speaker or item.origin}, {self._how_counted(item, under)}"))
        return "claim", one_line(claim.about), steps, [claim.passage, *(item.evidence for item in claim.positions)]

    def _how_counted(self, held: Position, under: str | None) -> str:
        """Where a position stands, and by which steps it leads to the origin under which it is counted."""
        article_id = held.evidence.article_id
        steps = [f"in {article_id} {self.sources.outlet(article_id)}"]
        statement = self.statements.get(held.statement_id or "")
        if statement and statement.via:
            steps.append(f"by way of {', '.join(statement.via)}")
        for first, member in self.copied.get(article_id, ()):
            if not any(span.overlaps(held.evidence.span) for span in member.shared):
                steps.append(
                    f"not in what this article shares with {first} {self.sources.outlet(first)} ({member.relation})"
                )
            else:
                steps.append(
                    f"copied from {first} {self.sources.outlet(first)} ({member.relation}, {member.similarity:.0%})"
                )
        steps.append(f"origin: {held.origin}")
        if held.kind != "supports":
            return "; ".join(steps)
        if under is None:
            steps.append("not counted by itself: its sentence names another origin")
        elif under != held.origin:
            steps.append(f"counted as {under}: both speak for one house, or are one name")
        return "; ".join(steps)

    def _difference(self, difference: Difference) -> Described:
        steps: Steps = [("In what", difference.kind), ("Why", difference.reason)]
        steps += [
            (side.speaker or self.sources.outlet(side.evidence.article_id), one_line(side.value))
            for side in difference.sides
        ]
        return "difference", one_line(difference.about), steps, [side.evidence for side in difference.sides]

    def _copies(self, group: CopyGroup) -> Described:
        steps: Steps = [("First", self.article_name(group.first_article_id)), ("Why", group.reason)]
        evidence = []
        for member in group.members:
            text = self.sources.articles[member.article_id].text
            whose = "of the first stand in it" if member.relation == "excerpt" else "of its words are the first's"
            share = "" if member.relation == "exact" else f", {member.similarity:.0%} {whose}"
            steps.append((member.relation, self.article_name(member.article_id) + share))
            if self.why is None:  # otherwise both sides of each passage are shown
                evidence += [Evidence.of(member.article_id, text, span.start, span.end) for span in member.shared]
        return "copies", one_line(self._title(group.first_article_id)), steps, evidence

    def _story(self, story: Story) -> Described:
        steps: Steps = [
            ("Title from", self.article_name(story.title_article_id)),
            ("Days", day_range(story.first, story.last)),
        ]
        strongest = self.why.strongest(story.article_ids) if self.why else {}
        shared = {reason.split(" ", 1)[0]: reason.partition(": ")[2] for reason in story.reasons}
        for article_id in story.article_ids:
            told = self.article_name(article_id)
            if article_id in strongest:
                other, chance = strongest[article_id]
                told += f" · {chance:.0%} likely of one happening with {other} ({self.sources.outlet(other)})"
            if shared.get(article_id):
                told += f" · {spelled(f'shares: {shared[article_id]}', self.sources.articles[article_id].text).replace('shares: ', 'shares ')}"
            steps.append((self._day(article_id), told))
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

    def article_name(self, article_id: str) -> str:
        """An article by its identifier, its outlet and its headline."""
        return f"{article_id} {self.sources.outlet(article_id)}, {one_line(self._title(article_id))}"

    def _title(self, article_id: str) -> str:
        article = self.sources.articles[article_id]
        return article.title or article.source

    def _day(self, article_id: str) -> str:
        return when_words(replace(self.sources.published[article_id], precision="day"))
