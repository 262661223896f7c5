"""Pointing at text: spans, passages and evidence. All offsets are characters of an article's ``text``."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.identity import digest


@dataclass(frozen=True, slots=True)
class Span:
    """A range of characters, ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A span together with the characters that stand there: ``text == article.text[start:end]``."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Passage:
        """The passage of ``text`` from ``start`` to ``end``."""
        return cls(text[start:end], start, end)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a record comes from: a span of one article and the digest of the characters in it.

    ``digest`` is the SHA-256 of ``article.text[start:end]``, so that anyone who holds the article can check that
    the words still stand where the record says that they stood.
    """

    article_id: str
    start: int
    end: int
    digest: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @classmethod
    def of(cls, article_id: str, text: str, start: int, end: int) -> Evidence:
        """Evidence for ``text[start:end]`` of the article whose text is ``text``."""
        return cls(article_id, start, end, digest(text[start:end]))

    def holds_in(self, text: str) -> bool:
        """Whether ``text`` still has the quoted characters at this place."""
        return digest(text[self.start : self.end]) == self.digest
