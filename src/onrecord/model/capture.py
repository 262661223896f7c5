"""What arrives: captures, and what became of each input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.identity import digest, make_id

MediaType = Literal[
    "text/plain",
    "text/html",
    "application/json",  # one record
    "message/rfc822",  # a mail; a page that a browser saved as .mhtml is "multipart/related"
    "multipart/related",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]

FateKind = Literal["taken", "unchanged", "revision", "removed", "expired", "refused"]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the place that led to an article says of it: a feed, a sitemap, an archive's index. All as given there.

    ``place`` is the address of that place and ``name`` what it calls itself; ``published`` and ``updated`` are ISO 8601
    where the place gave a date that could be read. It is evidence of its own, weaker than what the article says itself.
    """

    place: str
    name: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as received; never changed.

    ``source`` is the path or address as it was given (``archive.zip!/name.txt`` for a member of an archive,
    ``dump.jsonl#id=4711`` for a record); ``location`` names the same place independently of the folder one stands in and is what
    tells whether it has been seen before. ``sequence`` counts the contents seen at one location, from 1; one that comes back counts again.
    ``received_at`` is the only time that comes from a clock, or from the archive that kept the capture; it is input: no
    article is dated by it, but a date that lies after it is not believed. ``charset`` is what the server that sent it said of
    the encoding. ``note`` is what its fate is to say of how it came.
    """

    id: str
    source: str
    location: str
    sequence: int
    digest: str
    media_type: MediaType
    received_at: str
    data: bytes
    address: str | None = None
    listing: Listing | None = None
    charset: str | None = None
    note: str = ""

    @classmethod
    def of(
        cls,
        *,
        source: str,
        location: str,
        data: bytes,
        media_type: MediaType,
        received_at: str,
        sequence: int = 1,
        address: str | None = None,
        listing: Listing | None = None,
        charset: str | None = None,
        note: str = "",
    ) -> Capture:
        """A capture with its digest and identifier filled in."""
        return cls(
            id=make_id("cap", source, sequence, digest(data)),
            source=source,
            location=location,
            sequence=sequence,
            digest=digest(data),
            media_type=media_type,
            received_at=received_at,
            data=data,
            address=address,
            listing=listing,
            charset=charset,
            note=note,
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input could not be taken, in one sentence. A stage returns it in place of a record."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one input: exactly one for each content at each source.

    ``digest`` is empty where nothing could be read. ``article_id`` is the article that it became, or became a revision of.
    """

    id: str
    source: str
    digest: str
    fate: FateKind
    reason: str
    article_id: str | None = None

    @classmethod
    def of(cls, source: str, content_digest: str, fate: FateKind, reason: str, article_id: str | None = None) -> Fate:
        """A fate with its identifier filled in."""
        return cls(make_id("fate", source, content_digest), source, content_digest, fate, reason, article_id)
