"""The article page: the clean text with what is said in it marked, and everything else on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.desk.reading.hovers import Hover, named_on_hover
from onrecord.desk.reading.related import RelatedStory, related_stories
from onrecord.desk.reading.rulings import RulingView, rulings_about
from onrecord.desk.reading.shelf import Cited, Report, Shelf, web_address
from onrecord.desk.reading.story import CopyView, copy_view
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article
from onrecord.model.passage import Passage, Span
from onrecord.model.picture import Figure
from onrecord.model.revision_changes import PassageChange, RevisionChange
from onrecord.model.statement import Statement
from onrecord.publish.wording import amount_words, one_line, said_words, stance_words, when_words

#: What of a report is the article itself; the title and the byline stand above it, the rest is left out until asked for.
_READ = ("body", "summary", "heading")
_ABOVE = ("byline", "date_line", "masthead")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a block that are marked alike. ``statement`` is the statement that they are of and ``part`` which part of it;
    ``hover`` says of names and figures who or what they are; ``target`` marks what the reader came to see, and ``begins`` where that begins."""

    text: str
    statement: str
    stance: str
    part: str
    hover: str
    target: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A statement beside its block: who, what stance, how sure, by what rule, and what stays open."""

    id: str
    who: str
    kind: str
    stance: str
    when: str
    confidence: float
    why: str
    left_open: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class Block:
    """A segment of the text. Where it is not ``shown``, ``why`` says why it was left out."""

    kind: str
    shown: bool
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a sentence of a revision: ``kept``, ``gone`` or ``new``."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A sentence that was added, withdrawn or corrected: what stood there, and what stands there now."""

    kind: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """What one revision changed; ``moved`` counts sentences that only stand elsewhere."""

    before: int
    after: int
    changes: tuple[ChangeView, ...]
    moved: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article. ``link`` is its original address where a browser may follow it; ``original`` is the report that it copies whole."""

    report: Report
    link: str
    source: str
    via: tuple[str, ...]
    updated: str
    known_from: str
    language: str
    notes: tuple[str, ...]
    repairs: int
    blocks: tuple[Block, ...]
    left_out: int
    story_id: str | None
    story_title: str
    related: tuple[Report, ...]
    stories: tuple[RelatedStory, ...]
    original: Report | None
    copies: tuple[CopyView, ...]
    revisions: tuple[RevisionView, ...]
    rulings: tuple[RulingView, ...] = ()


def article_page(
    shelf: Shelf,
    article_id: str,
    changes: Iterable[RevisionChange] = (),
    target: Span | None = None,
    annotations: Annotations | None = None,
) -> ArticlePage:
    """The page of an article. ``changes`` are those of its revisions; ``target`` is what is to be marked; ``annotations`` say who and when
    its names and times are. Raises ``NotFound``."""
    article = shelf.article(article_id)
    report = shelf.report(article_id)
    story = shelf.story_of(article_id)
    published = shelf.sources.published[article_id]
    hovers = named_on_hover(annotations, published) if annotations else []
    blocks = _blocks(shelf, article, target, hovers)
    return ArticlePage(
        report=report,
        link=web_address(article.address),
        source=article.source,
        via=article.via,
        updated=when_words(article.updated, unknown="") if article.updated else "",
        known_from=shelf.named(published.reason),
        language=article.language,
        notes=article.notes,
        repairs=len(article.repairs),
        blocks=blocks,
        left_out=sum(not block.shown for block in blocks),
        story_id=story.id if story else None,
        story_title=one_line(story.title) if story else "",
        related=tuple(
            shelf.report(other)
            for other in sorted(story.article_ids, key=shelf.sources.number.__getitem__)
            if other != article_id
        )
        if story
        else (),
        stories=related_stories(shelf, article_id, story),
        original=shelf.report(report.copy_of) if report.copy_of else None,
        copies=tuple(
            copy_view(shelf, group, member)
            for group in shelf.copies_of(article_id)
            if group.first_article_id == article_id
            for member in group.members
        ),
        revisions=tuple(_revision(change) for change in changes),
        rulings=rulings_about(shelf.contents.rulings, {article_id}, shelf.told_of(article_id)),
    )


def _blocks(shelf: Shelf, article: Article, target: Span | None, hovers: Sequence[Hover]) -> tuple[Block, ...]:
    statements = [item for item in shelf.statements_of(article.id) if not item.repeats]
    layers = _Layers(shelf, article, statements, target, hovers)
    blocks = []
    titled = False
    for segment in article.segments:
        raw = article.text[segment.start : segment.end]
        if not raw.strip():
            continue
        is_title = segment.kind == "heading" and one_line(raw) == one_line(article.title or "")
        shown = segment.kind in _READ and not (is_title and not titled and target is None)
        titled = titled or is_title
        if segment.kind in _ABOVE or (is_title and not shown):
            continue
        notes = [item for item in statements if segment.start <= item.evidence[0].start < segment.end]
        blocks.append(
            Block(
                kind=segment.kind.replace("_", " "),
                shown=shown,
                runs=layers.runs(segment.start, segment.start + len(raw.rstrip())),
                notes=tuple(_note(shelf, item) for item in notes) if shown else (),
                why=segment.reason,
            )
        )
    return tuple(blocks)


class _Layers:
    """What is marked in a text, cut so that no two marks cross."""

    def __init__(
        self,
        shelf: Shelf,
        article: Article,
        statements: Sequence[Statement],
        target: Span | None,
        hovers: Sequence[Hover],
    ) -> None:
        self._text = article.text
        self._target = target
        self._parts: list[tuple[int, int, str, str, str]] = []
        for item in statements:
            self._parts += [(each.start, each.end, item.id, item.stance, "content") for each in item.contents]
            if item.cue:
                self._parts.append((item.cue.start, item.cue.end, item.id, item.stance, "cue"))
            if item.speaker.start is not None and item.speaker.end is not None:
                self._parts.append((item.speaker.start, item.speaker.end, item.id, item.stance, "speaker"))
        self._hovers = [
            (item.speaker.start, item.speaker.end, _hover_of_speaker(shelf, item))
            for item in statements
            if item.speaker.start is not None and item.speaker.end is not None
        ]
        spoken = {hover[:2] for hover in self._hovers}
        self._hovers += [hover for hover in hovers if hover[:2] not in spoken]
        for relations in shelf.contents.relations:
            self._hovers += [
                (figure.start, figure.end, _hover_of_figure(figure))
                for figure in relations.figures
                if figure.article_id == article.id
            ]

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        edges = {start, end}
        spans = [part[:2] for part in self._parts] + [hover[:2] for hover in self._hovers]
        if self._target:
            spans.append((self._target.start, self._target.end))
        for first, last in spans:
            edges.update(edge for edge in (first, last) if start < edge < end)
        ordered = sorted(edges)
        return tuple(self._run(one, other) for one, other in pairwise(ordered))

    def _run(self, start: int, end: int) -> Run:
        parts = [part for part in self._parts if part[0] <= start and end <= part[1]]
        # The innermost statement is the one whose words these are nearest to: "she said that he had denied ...".
        part = min(parts, key=lambda part: (part[1] - part[0], part[2]), default=(0, 0, "", "", ""))
        hovers = [hover[2] for hover in self._hovers if hover[0] <= start and end <= hover[1]]
        target = self._target is not None and self._target.start <= start and end <= self._target.end
        begins = target and self._target is not None and start == self._target.start
        return Run(self._text[start:end], part[2], part[3], part[4], "; ".join(dict.fromkeys(hovers)), target, begins)


def _hover_of_speaker(shelf: Shelf, statement: Statement) -> str:
    role = one_line(statement.speaker.role or "")
    return ", ".join(filter(None, [shelf.speaker(statement), role]))


def _hover_of_figure(figure: Figure) -> str:
    value = amount_words(figure.low, figure.high, figure.bound, figure.unit, figure.text)
    told = [value, one_line(figure.counts), figure.place or "", when_words(figure.as_of, unknown="")]
    return " · ".join(filter(None, told))


def _note(shelf: Shelf, statement: Statement) -> Note:
    return Note(
        id=statement.id,
        who=shelf.speaker(statement),
        kind=statement.stance,
        stance=("not: " if statement.negated else "") + stance_words(statement.stance),
        when=said_words(statement.said),
        confidence=statement.confidence,
        why=statement.reason,
        left_open=statement.speaker.reason.replace("local:", ""),  # the key of a desk's own place
        passage=shelf.cite_statement(statement),
    )


def _revision(change: RevisionChange) -> RevisionView:
    return RevisionView(
        before=change.before,
        after=change.after,
        changes=tuple(_change(each) for each in change.changes),
        moved=change.moved,
    )


def _change(change: PassageChange) -> ChangeView:
    return ChangeView(
        kind=change.kind,
        before=_pieces(change.before, change.gone, "gone"),
        after=_pieces(change.after, change.new, "new"),
    )


def _pieces(whole: Passage | None, differing: Sequence[Passage], kind: str) -> tuple[Piece, ...]:
    """A sentence in pieces; where none of its words are named as other, all of it is."""
    if whole is None:
        return ()
    if not differing:
        return (Piece(whole.text, kind),)
    pieces = []
    at = whole.start
    for each in sorted(differing, key=lambda passage: passage.start):
        pieces.append(Piece(whole.text[at - whole.start : each.start - whole.start], "kept"))
        pieces.append(Piece(each.text, kind))
        at = each.end
    pieces.append(Piece(whole.text[at - whole.start :], "kept"))
    return tuple(piece for piece in pieces if piece.text)
