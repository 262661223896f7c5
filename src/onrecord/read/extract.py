"""What is taken out of a document (PDF, Word) before it is read: its paragraphs as text, and what it says of itself.

A document has no characters to point at: its places are characters of the extracted text, the paragraphs with a blank line
between two, which the same bytes always give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.article import SegmentKind
from onrecord.read.draft import Block

#: What stands between two paragraphs of the extracted text.
GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the document breaks it into lines; ``kind`` and ``reason`` where its form tells what it is."""

    text: str
    kind: SegmentKind | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """A document taken apart. ``title`` is what its form shows to be one; ``said_title`` and ``made`` are its properties.

    ``made`` is the day on which the file was made (``YYYY-MM-DD``). ``pages`` without any text are pictures, perhaps.
    """

    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    said_title: str | None = None
    made: str | None = None

    @property
    def text(self) -> str:
        """The extracted text: what places in the capture count."""
        return GAP.join(paragraph.text for paragraph in self.paragraphs)

    def blocks(self) -> Iterator[Block]:
        """The paragraphs with their places in :attr:`text`."""
        position = 0
        for paragraph in self.paragraphs:
            end = position + len(paragraph.text)
            yield Block(paragraph.text, (position, end), paragraph.kind, paragraph.reason)
            position = end + len(GAP)
