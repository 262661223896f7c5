"""What a format's reader finds, before it becomes an :class:`Article`; and the one place where it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.model.address import canonical
from onrecord.model.article import Article, Segment, SegmentKind
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.read.language import ANNOTATED, UNDETERMINED, article_language, primary
from onrecord.read.lines import Line, Place
from onrecord.read.order import out_of_order
from onrecord.read.published import not_believed
from onrecord.read.repair import Repaired, folded
from onrecord.read.repair_article import Mended, mend_article


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
    credit: str | None = None
    section: str | None = None
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
        mended = folded(block.text)
        words = mended.text
        if words:
            line = Line(words, length, length + len(words), block.place, block.kind, block.reason, gap=True)
            line.repairs = mended.repairs
            lines.append(line)
            text.append(words)
            length += len(words) + 2
    return "\n\n".join(text), lines


def finish(capture: Capture, draft: Draft) -> Article:
    """The article of ``draft``. Raises ``NotText`` where it holds no words at all."""
    if not any(line.count for line in draft.lines):
        raise NotText("it holds no words; give a file with an article in it")
    _complete(draft, capture)
    body = [line.text for line in draft.lines if line.kind == "body"]
    language = article_language(body or [draft.text], draft.language)
    mended = mend_article(draft.origin or _as_composed(draft), draft.lines, draft.title, language)
    notes = [*draft.notes, *mended.notes]
    shuffled = out_of_order(body) if primary(language) in (ANNOTATED, UNDETERMINED) else None
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
        title=mended.title,
        byline=draft.byline,
        published=draft.published,
        updated=draft.updated,
        language=language,
        text=mended.text.text,
        segments=_segments(mended, whole=draft.origin is not None),
        notes=tuple(notes),
        repairs=mended.repairs,
        credit=draft.credit,
        section=draft.section,
    )


def _complete(draft: Draft, capture: Capture) -> None:
    """What the place that led to the capture says, and no time that lies after the capture."""
    draft.address = canonical(draft.address) or draft.address if draft.address else None
    if capture.listing is not None:
        from onrecord.read import listed  # noqa: PLC0415 - most captures have none, and it needs this module

        listed.complete(draft, capture.listing)
    doubt = not_believed(draft.published, capture.received_at)
    if doubt is not None:
        draft.published = When(reason=f"{doubt}{_remedy(capture)}")
        draft.notes.append(f"its date of publication is not believed: it {doubt}")
    if draft.updated is not None and (doubt := not_believed(draft.updated, capture.received_at)) is not None:
        draft.updated = None
        draft.notes.append(f"its time of an update is not believed: it {doubt}")


def _remedy(capture: Capture) -> str:
    """What to do about a date after the receipt: of what is fetched the clock knows the receipt, of a file its owner does."""
    return "" if capture.location.startswith(("http://", "https://")) else ": `--received` says when it was"


def _as_composed(draft: Draft) -> Repaired:
    """The text of ``draft`` with the repairs that its blocks had when it was put together."""
    repairs = (
        replace(repair, start=line.start + repair.start, end=line.start + repair.end)
        for line in draft.lines
        for repair in line.repairs
    )
    return replace(Repaired.of(draft.text), repairs=tuple(repairs))


def _segments(mended: Mended, *, whole: bool) -> tuple[Segment, ...]:
    """The lines as segments that partition the text: each reaches to the next one.

    ``whole``: the text came from the capture as a whole, so that places follow from offsets; else the lines know theirs.
    """
    segments = []
    for index, (line, language) in enumerate(zip(mended.lines, mended.languages, strict=True)):
        start = line.start if index else 0
        end = mended.lines[index + 1].start if index + 1 < len(mended.lines) else len(mended.text.text)
        place = (mended.text.origin(start), mended.text.origin(end)) if whole else line.place
        segments.append(
            Segment(
                kind=line.kind or "body",
                start=start,
                end=end,
                capture_start=place[0] if place else None,
                capture_end=place[1] if place else None,
                reason=line.reason,
                language=language,
            )
        )
    return tuple(segments)
