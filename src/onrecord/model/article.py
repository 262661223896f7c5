"""What one capture says: text in reading order, partitioned into segments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.model.identity import make_id
from onrecord.model.page_key import page_key
from onrecord.model.passage import Passage
from onrecord.model.when import UNKNOWN_TIME, When

SegmentKind = Literal[
    "heading",  # the title, and headings inside the article
    "summary",  # standfirst or deck
    "byline",
    "date_line",
    "masthead",  # the name of the outlet, its slogan
    "body",
    "caption",
    "credit",
    "related_link",
    "promotion",
    "navigation",
    "subscription_notice",
    "comment",
    "notice",  # "Listen to this article", "Loading audio", copyright lines
    "repeated",  # a scraped double of text that stands elsewhere
]


RepairKind = Literal[
    "encoding",  # bytes that were decoded in the wrong way ("â€™")
    "entity",  # an entity of HTML that was left over ("&amp;")
    "invisible",  # soft hyphens, zero-width characters, controls
    "ligature",
    "hyphen",  # a word that was hyphenated at the end of a line
    "space",  # a space that was lost between two words
    "apostrophe",  # an apostrophe that was lost
]

#: How a note begins that says what of an article is not annotated, and why.
NOT_ANNOTATED = "not annotated"
#: A note of an article in which quotations cannot be told by their marks.
QUOTES_LOST = "quotation marks are lost: what is quoted and what is reported cannot be told apart by them"


@dataclass(frozen=True, slots=True)
class Repair:
    """A change to what the capture says: ``text[start:end]`` of the article was ``was``.

    White space of other kinds and line ends of other systems are changed without a record. Runs of repairs of one kind are
    one record, with what stands between them.
    """

    start: int
    end: int
    was: str
    kind: RepairKind


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of an article's text of one kind, usually one paragraph or line.

    Segments partition the text: the first starts at 0, each ends where the next starts, the last ends with the text (white
    space between two blocks belongs to the earlier). ``capture_start`` and ``capture_end`` are characters of the decoded
    capture, ``None`` where the place could not be told. ``reason`` says why it is of this kind. ``language`` is its BCP 47 tag
    where that is another than the article's.
    """

    kind: SegmentKind
    start: int
    end: int
    capture_start: int | None
    capture_end: int | None
    reason: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one capture says.

    ``text`` is after repair; all offsets of all records are characters of it. ``outlet`` is who published the text, ``via`` the
    aggregators through which it came. ``address`` is the canonical address where one is given. ``notes`` are things a reader
    should know ("paragraphs are out of order"). ``repairs`` are what was mended in the text, in order. ``credit`` is
    the news agency that the text is credited to ("(AP)", "by Reuters"), which wrote it whoever published it; ``section``
    the part of the outlet in which it stands, as that names it.
    """

    id: str
    capture_id: str
    source: str
    address: str | None
    outlet: str | None
    via: tuple[str, ...]
    title: str | None
    byline: tuple[str, ...]
    published: When
    updated: When | None
    language: str
    text: str
    segments: tuple[Segment, ...]
    notes: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    credit: str | None = None
    section: str | None = None

    @staticmethod
    def make_id(address: str | None, source: str) -> str:
        """The identifier of the article at ``address``, however that is written, or from ``source`` where none is known."""
        return make_id("art", page_key(address) if address else source)

    def passages(self, *kinds: SegmentKind) -> tuple[Passage, ...]:
        """The segments of these kinds as passages without the white space around them, in reading order."""
        found = []
        for segment in self.segments:
            if segment.kind in kinds:
                raw = self.text[segment.start : segment.end]
                stripped = raw.strip()
                if stripped:
                    start = segment.start + raw.index(stripped)
                    found.append(Passage(stripped, start, start + len(stripped)))
        return tuple(found)

    @property
    def body(self) -> tuple[Passage, ...]:
        """The paragraphs of the article itself."""
        return self.passages("body")


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an article: ``number`` counts from 1; the highest is the current one."""

    article_id: str
    number: int
    capture_id: str
    source: str
    digest: str
    updated: When = field(default=UNKNOWN_TIME)
