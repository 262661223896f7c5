"""What a format's reader finds, before it becomes an :class:`Article`; and the one place where it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.model.article import Article, Segment, SegmentKind
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.read.language import UNDETERMINED, language_of
from onrecord.read.lines import Line, Place
from onrecord.read.order import out_of_order
from onrecord.read.repair import Repaired, repaired


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text with its place in the decoded capture, and its kind where markup or a record tells it."""

    text: str
    place: Place | None = None
    kind: SegmentKind | None = None
    reason: str = ""


@dataclass(slots=True)
class Draft:
    """An article in the making: its text, the lines of it with their kinds, and what is known about it."""

    text: str
    lines: list[Line]
    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    via: tuple[str, ...] = ()
    address: str | None = None
    published: When = UNKNOWN_TIME
    updated: When | None = None
    language: str | None = None
    notes: list[str] = field(default_factory=list)
    #: How the whole text came from the capture, where it did as a whole.
    origin: Repaired | None = None


def compose(blocks: Iterable[Block]) -> tuple[str, list[Line]]:
    """The blocks as one text, a blank line between two, and as lines. Their characters are repaired, their white space folded."""
    text: list[str] = []
    lines: list[Line] = []
    length = 0
    for block in blocks:
        words = " ".join(repaired(block.text).split())
        if words:
            lines.append(Line(words, length, length + len(words), block.place, block.kind, block.reason, gap=True))
            text.append(words)
            length += len(words) + 2
    return "\n\n".join(text), lines


def finish(capture: Capture, draft: Draft) -> Article:
    """The article of ``draft``. Raises ``NotText`` where it holds no words at all."""
    if not any(line.count for line in draft.lines):
        raise NotText("it holds no words; give a file with an article in it")
    body = [line.text for line in draft.lines if line.kind == "body"]
    language = draft.language or language_of("\n".join(body) or draft.text)
    notes = list(draft.notes)
    shuffled = out_of_order(body) if language in ("en", UNDETERMINED) else None
    if shuffled:
        notes.append(shuffled)
    if not body:
        notes.append("no paragraph of an article was found")
    return Article(
        id=Article.make_id(draft.address, capture.source),
        capture_id=capture.id,
        source=capture.source,
        address=draft.address,
        outlet=draft.outlet,
        via=draft.via,
        title=draft.title,
        byline=draft.byline,
        published=draft.published,
        updated=draft.updated,
        language=language,
        text=draft.text,
        segments=_segments(draft),
        notes=tuple(notes),
    )


def _segments(draft: Draft) -> tuple[Segment, ...]:
    """The lines as segments that partition the text: each reaches to the next one."""
    segments = []
    for index, line in enumerate(draft.lines):
        start = line.start if index else 0
        end = draft.lines[index + 1].start if index + 1 < len(draft.lines) else len(draft.text)
        place = line.place
        if draft.origin is not None:
            place = (draft.origin.origin(start), draft.origin.origin(end))
        segments.append(
            Segment(
                kind=line.kind or "body",
                start=start,
                end=end,
                capture_start=place[0] if place else None,
                capture_end=place[1] if place else None,
                reason=line.reason,
            )
        )
    return tuple(segments)
