"""What feeds, sitemaps and lists of subscriptions say, whatever format they are written in."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

#: Characters of a title or a name that are kept. The longest headlines have about three hundred.
LONGEST_NAME = 1000

#: Controls, halves of a character and what XML forbids: nothing that a name is written with.
_UNSHOWN = re.compile("[\0-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.S)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article, or one further sitemap, that is listed. All as given there, times in ISO 8601.

    ``whole`` is the text of the article where the feed gives all of it, as HTML, or as plain text where ``whole_is_plain``.
    """

    address: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    whole: str | None = None
    whole_is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A feed or a sitemap (``kind``) as it was at one moment.

    ``pause`` is how many seconds it asks to be left alone between two visits, ``ended`` that it says that nothing will be
    added any more, ``nowhere`` how many of its entries have no address that can be visited.
    """

    kind: Literal["feed", "sitemap"]
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    pause: int | None = None
    ended: bool = False
    nowhere: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """One subscription of a list: its address, its title and the titles of the folders that it stands in, outermost first."""

    address: str
    title: str | None = None
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlines:
    """A list of subscriptions, in its order; ``wrong`` are those of its addresses that cannot be visited."""

    found: tuple[Outline, ...]
    wrong: tuple[str, ...] = ()


def plain(text: object) -> str | None:
    """``text``, which may hold markup, as one line of plain text; ``None`` where nothing is left."""
    if not isinstance(text, str):
        return None
    words = _UNSHOWN.sub(" ", html.unescape(_TAG.sub(" ", text[: 4 * LONGEST_NAME]))).split()
    return " ".join(words)[:LONGEST_NAME].strip() or None
