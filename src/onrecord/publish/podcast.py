"""The brief as something to listen to: what is read, in which chapters, and the feed of what was read.

Nothing is made up. An item is a passage of a source word for word, after who says it and before where it is from; around it stand the
titles of the brief's sections and a few fixed words. Sources of the forms: RSS 2.0, https://www.rssboard.org/rss-specification, and
Podcasting 2.0 (chapters, transcripts), https://podcasting2.org/docs/podcast-namespace.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from onrecord.model.brief import Brief, Line, Quote, Reference, Section, ThreadBrief

#: Quotes of one line that are read: both sides of a difference, two values of a figure.
QUOTES = 2

#: Words of a passage that are read: a longer one is broken off, and the listener is told.
WORDS = 90

#: Sections that say again what others say, or what nobody wants read aloud.
_UNREAD = ("findings", "copies", "gaps")

_PODCAST = "https://podcastindex.org/namespace/1.0"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM = "http://www.w3.org/2005/Atom"

#: What no XML document may hold (XML 1.0, 2.2), not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is read: ``text``, the record that it is of, and the articles that it quotes."""

    text: str
    record_id: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Items under one title."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """A piece of an episode: when it begins and ends in seconds, whether a chapter begins with it, and what is read."""

    start: float
    end: float
    chapter: str
    text: str


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode that was made. ``name`` is that of its files without an ending, ``file`` the one with the sound; ``made_at`` ISO 8601, UTC."""

    name: str
    file: str
    media_type: str
    bytes: int
    seconds: float
    title: str
    made_at: str
    as_of: str | None
    article_ids: tuple[str, ...]


def script(brief: Brief, items: int) -> tuple[Chapter, ...]:
    """What is read of a brief, at most ``items`` lines of it; each record once. None where there is nothing to read."""
    references = {reference.number: reference for reference in brief.references}
    left, read = items, set[str]()
    chapters = []
    for thread in brief.threads:
        for section in thread.sections:
            if section.name in _UNREAD:
                continue
            told = []
            for line in section.lines:
                if left and line.record_id not in read and (item := _item(line, references)) is not None:
                    told.append(item)
                    read.add(line.record_id)
                    left -= 1
            if told:
                chapters.append(Chapter(_title(thread, section, len(brief.threads)), tuple(told)))
    return tuple(chapters)


def title_of(brief: Brief) -> str:
    return f"Brief as of {_day(brief.as_of)}" if brief.as_of else "Brief of undated reports"


def _title(thread: ThreadBrief, section: Section, threads: int) -> str:
    return section.title if threads == 1 else f"{section.title}: {thread.title}"


def _item(line: Line, references: dict[int, Reference]) -> Item | None:
    quotes = [(of, quote) for of in (line, *line.children) for quote in of.quotes][:QUOTES]
    if not quotes:
        return None
    parts = []
    spoken = ""
    for of, quoted in quotes:
        label = _label(of.label or line.label)
        parts.append(("" if label == spoken else f"{label}. ") + _passage(quoted, references[quoted.reference]))
        spoken = label
    if quotes[0][0] is not line and (label := _label(line.label)):
        parts.insert(0, f"{label}.")
    articles = sorted({quoted.evidence.article_id for _, quoted in quotes})
    return Item(" ".join(parts), line.record_id, tuple(articles))


def _passage(quoted: Quote, reference: Reference) -> str:
    words = quoted.text.split()
    text = " ".join(words[:WORDS])
    broken = " The passage goes on." if len(words) > WORDS else ""
    end = "" if text.endswith((".", "!", "?", "”", '"', "’")) else "."
    where = reference.outlet or f"a report without an outlet, titled {reference.title or 'nothing'}"
    when = _day(reference.published.first_day) if reference.published.first_day else "undated"
    return f"Quote: {text}{end}{broken} From {where}, {when}."


def _label(label: str) -> str:
    spoken = re.sub(r"\[(\d+)\]", r"number \1", label)  # a reference
    return ", ".join(part.strip() for part in spoken.split("·") if part.strip()).rstrip(".")


def _day(day: str | None) -> str:
    try:
        moment = date.fromisoformat(day or "")
    except ValueError:
        return "an unknown day"
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    return f"{moment.day} {months[moment.month - 1]} {moment.year}"


def chapters_file(title: str, timed: Sequence[Timed]) -> bytes:
    """The chapters as Podcasting 2.0 has them: JSON, times in seconds."""
    told = [
        {"startTime": round(piece.start, 3), "title": piece.chapter}
        for before, piece in zip((None, *timed), timed, strict=False)
        if before is None or before.chapter != piece.chapter
    ]
    return json.dumps({"version": "1.2.0", "title": title, "chapters": told}, ensure_ascii=False, indent=1).encode()


def transcript(timed: Sequence[Timed]) -> bytes:
    """What is read and when, as WebVTT."""
    cues = (f"{_clock(piece.start)} --> {_clock(piece.end)}\n{_plain(piece.text)}\n" for piece in timed)
    return ("WEBVTT\n\n" + "\n".join(cues)).encode("utf-8", "replace")


def _plain(text: str) -> str:
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split())


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def feed(episodes: Sequence[Episode], page: str, folder: str) -> bytes:
    """RSS of these episodes, the latest first. ``page`` is the address of the feed, ``folder`` that of the folder with the files, ending in a slash."""
    for prefix, namespace in (("podcast", _PODCAST), ("itunes", _ITUNES), ("atom", _ATOM)):
        Xml.register_namespace(prefix, namespace)
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    _add(channel, "title", "Onrecord: the brief, read aloud")
    _add(channel, "link", page)
    _add(channel, "description", "What is known, disputed and announced, in the words of the sources.")
    _add(channel, "language", "en")
    _add(channel, f"{{{_ATOM}}}link", rel="self", type="application/rss+xml", href=page)
    _add(channel, f"{{{_ITUNES}}}explicit", "false")
    for each in sorted(episodes, key=lambda episode: (episode.made_at, episode.name), reverse=True):
        address = folder + quote(each.name)
        item = Xml.SubElement(channel, "item")
        _add(item, "title", each.title)
        _add(item, "guid", uuid5(NAMESPACE_URL, f"onrecord:podcast:{each.name}").urn, isPermaLink="false")
        _add(item, "pubDate", format_datetime(datetime.fromisoformat(each.made_at)))
        _add(item, "enclosure", url=folder + quote(each.file), length=str(each.bytes), type=each.media_type)
        _add(item, f"{{{_ITUNES}}}duration", str(round(each.seconds)))
        _add(item, f"{{{_PODCAST}}}chapters", url=f"{address}.chapters.json", type="application/json+chapters")
        _add(item, f"{{{_PODCAST}}}transcript", url=f"{address}.vtt", type="text/vtt", language="en")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(rss, encoding="unicode").encode(
        "utf-8", "replace"
    )


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> None:
    made = Xml.SubElement(parent, name, {key: _NO_XML.sub("", each) for key, each in attributes.items()})
    made.text = _NO_XML.sub("", text) or None


def pieces(title: str, chapters: Sequence[Chapter]) -> Iterator[tuple[str, str]]:
    """What is read, piece by piece: the chapter that it is of, and the words."""
    yield title, f"{title}."
    for chapter in chapters:
        yield chapter.title, f"{chapter.title}."
        for item in chapter.items:
            yield chapter.title, item.text
