"""How a line came to be: the passage with its surroundings, and each step from the capture to the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.model.article import Article
from onrecord.model.codec import to_plain
from onrecord.model.contents import Contents
from onrecord.model.errors import NotFound
from onrecord.model.explained import Overlap, Pair, SharedKind
from onrecord.model.passage import Evidence
from onrecord.model.relations import CopyGroup, Relations
from onrecord.model.revision_changes import RevisionChange
from onrecord.publish.described import Describer, Steps, Why
from onrecord.publish.pairs import pair_steps
from onrecord.publish.references import Sources
from onrecord.publish.revision_text import change_lines, summary
from onrecord.publish.wording import day_range, plural, ruling_words, when_words

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
class SharedText:
    """A passage that two articles share, as it stands in each, and what it is."""

    kind: SharedKind
    words: int
    a: Evidence
    b: Evidence
    text_a: str
    text_b: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """``steps`` are pairs of a heading and what is to be said under it; ``record`` is the record itself as plain values, empty where
    two articles were asked about: then ``pair`` is what they are to each other. ``shared`` are the passages that articles have in common, side by side.
    """

    id: str
    kind: str
    title: str
    steps: tuple[tuple[str, str], ...]
    passages: tuple[ShownPassage, ...]
    record: dict[str, Any]
    shared: tuple[SharedText, ...] = ()
    pair: Pair | None = None


def explain(
    contents: Contents,
    identifier: str,
    changes: Callable[[str], Iterable[RevisionChange]] | None = None,
    *,
    other: str = "",
    why: Why | None = None,
) -> Explanation:
    """Explains any record of a desk by its identifier (or the beginning of one, where that is unambiguous), or why two articles are
    together or not.

    ``changes`` gives what the revisions of an article changed; it is asked for an article alone. ``other`` is a second article; it needs
    ``why``, which gives the reasons of the desk, and knows identifiers that are no more.

    Raises :class:`~onrecord.model.errors.NotFound` where nothing, or more than one thing, has it, and where of two one is no article.
    """
    records = dict(_records(contents))
    found, led = _found(records, identifier, why)
    sources = Sources(contents)
    describer = Describer(contents, sources, why)
    if other:
        second, led_too = _found(records, other, why)
        for given, record in ((identifier, found), (other, second)):
            if not isinstance(record, Article):
                raise NotFound(f"{given} is no article: two articles are explained together, other records alone.")
        if found is second or why is None:
            raise NotFound(f"{found.id} and {other} are one article: name two.")
        pair = why.pair(found.id, second.id)
        return Explanation(
            id=f"{found.id} {second.id}",
            kind="articles",
            title=f"{sources.outlet(found.id)} and {sources.outlet(second.id)}",
            steps=tuple(
                (name, value) for name, value in (*led, *led_too, *pair_steps(pair, contents, describer)) if value
            ),
            passages=(),
            record={},
            shared=tuple(_shared(sources, found.id, second.id, pair.overlap)),
            pair=pair,
        )
    if isinstance(found, Relations):
        return _thread(found, led)
    kind, title, steps, evidence = describer.describe(found)
    if changes is not None and isinstance(found, Article):
        steps += _changed(changes(found.id))
    shared: list[SharedText] = []
    if why is not None and isinstance(found, CopyGroup):
        first = found.first_article_id
        for member in found.members:
            shared += _shared(sources, first, member.article_id, why.overlap(first, member.article_id))
    rulings = [ruling for ruling in contents.rulings if found.id in (ruling.target, *ruling.article_ids)]
    steps += [("Ruling", ruling_words(item)) for item in rulings]
    return Explanation(
        id=found.id,
        kind=kind,
        title=title,
        steps=tuple((name, value) for name, value in (*led, *steps) if value),
        passages=tuple(_passage(sources, item) for item in dict.fromkeys(evidence)),
        record=to_plain(found),
        shared=tuple(shared),
    )


def _found(records: Mapping[str, Any], identifier: str, why: Why | None) -> tuple[Any, Steps]:
    """The record that is meant, and what is to be said where its identifier has changed."""
    matches = [identifier] if identifier in records else sorted(name for name in records if name.startswith(identifier))
    if not matches and why is not None and (led := why.redirect(identifier)) and led.new[0] in records:
        return records[led.new[0]], [("Redirect", led.sentence)]
    if len(matches) != 1:
        more = f"{len(matches)} records begin with it; give more of it" if matches else "see `onrecord show KIND`"
        raise NotFound(f"No single record has the identifier {identifier!r}: {more}.")
    return records[matches[0]], []


def _thread(thread: Relations, led: Steps) -> Explanation:
    """A thread by its stories, the largest first; each of them can be explained."""
    stories = sorted(thread.stories, key=lambda story: (-len(story.article_ids), story.id))
    steps = [
        (story.id, f"{day_range(story.first, story.last)}, {plural(len(story.article_ids), 'article')}: {story.title}")
        for story in stories
    ]
    return Explanation(
        id=thread.thread_id,
        kind="thread",
        title=f"{plural(len(thread.datings), 'article')} that links tie together",
        steps=(*led, *steps),
        passages=(),
        record={"id": thread.thread_id, "article_ids": [each.article_id for each in thread.datings]},
    )


def _shared(sources: Sources, a: str, b: str, overlap: Overlap) -> Iterator[SharedText]:
    """The passages that two articles share, the place and the words in each."""
    texts = sources.articles[a].text, sources.articles[b].text
    for passage in overlap.passages:
        yield SharedText(
            passage.kind,
            passage.words,
            Evidence.of(a, texts[0], passage.a.start, passage.a.end),
            Evidence.of(b, texts[1], passage.b.start, passage.b.end),
            texts[0][passage.a.start : passage.a.end],
            texts[1][passage.b.start : passage.b.end],
        )


def _records(contents: Contents) -> Iterator[tuple[str, Any]]:
    for article in contents.articles:
        yield article.id, article
    for relations in contents.relations:
        yield relations.thread_id, relations
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


def _passage(sources: Sources, evidence: Evidence) -> ShownPassage:
    article = sources.articles[evidence.article_id]
    text = article.text
    capture_start, capture_end = _in_capture(article, evidence)
    return ShownPassage(
        article_id=article.id,
        outlet=sources.outlet(article.id),
        published=when_words(sources.published[article.id]),
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
