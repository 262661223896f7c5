"""Records of archives: JSON objects that hold an article under names that differ from archive to archive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from onrecord.model.article import Article, SegmentKind
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.model.record_fields import every, first
from onrecord.model.when import When
from onrecord.read import bylines, dates, facts, flat, html, outlets
from onrecord.read.decode import decode
from onrecord.read.draft import Block, Draft, compose, finish
from onrecord.read.lines import Place, split
from onrecord.read.repair import repair, repaired


def read(capture: Capture) -> Article:
    """The article in a capture of one JSON object. Raises ``NotText`` where it holds none."""
    source = decode(capture.data, declared=capture.charset)
    try:
        record = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise NotText("it is not valid JSON; check that it is complete") from error
    if not isinstance(record, dict):
        raise NotText("it is not a JSON object; give one with a title and a text")
    return finish(capture, _draft(record, source, capture.address))


def _draft(record: Mapping[str, Any], source: str, address: str | None) -> Draft:
    address = _address(record) or address
    title = _words(first(record, "title"))
    blocks = list(_blocks(record, source, title))
    if not any(block.kind is None for block in blocks):
        markup = first(record, "html")
        if isinstance(markup, str) and markup.strip():
            draft = html.draft_of(markup, address)
            for line in draft.lines:
                line.place = None
            _describe(draft, record, title, address)
            return draft
        if not blocks:
            raise NotText("the record holds no text; give one with a title and a text")
    text, lines = compose(blocks)
    draft = Draft(text, lines, title=title, address=address)
    found = flat.sort(lines, record=True, title=title)
    _describe(draft, record, title, address)
    facts.fill(draft, found)
    return draft


def _describe(draft: Draft, record: Mapping[str, Any], title: str | None, address: str | None) -> None:
    draft.title = title or draft.title
    draft.address = address or draft.address
    draft.byline = _people(first(record, "byline")) or draft.byline or _body_of(first(record, "byline"))
    outlet = _words(_name(first(record, "outlet")))
    if outlet and "://" not in outlet and len(outlet) <= 80:
        facts.fill_outlet(draft, [_of_host(outlet) or outlet])
    draft.published = _time(record, "published") or draft.published
    draft.updated = _time(record, "updated") or draft.updated
    language = first(record, "language")
    if isinstance(language, str) and 2 <= len(language.strip()) <= 12:
        draft.language = language.strip().replace("_", "-")


def _blocks(record: Mapping[str, Any], source: str, title: str | None) -> Iterator[Block]:
    """The parts of the record that are its text, in reading order, with their places."""
    cursor = _Cursor(source)
    if title:
        yield Block(title, cursor.find(str(first(record, "title"))), "heading", "the title that the record gives")
    summary = _words(first(record, "summary"))
    paragraphs = list(_paragraphs(first(record, "text")))
    opening = " ".join(paragraph for paragraph, _, _ in paragraphs[:3])
    if summary and summary[:60] not in " ".join(opening.split()):
        yield Block(summary, cursor.find(str(first(record, "summary"))), "summary", "the summary that the record gives")
    for paragraph, kind, whole in paragraphs:
        yield Block(paragraph, cursor.find(paragraph, whole), kind, "the record says so" if kind else "")


def _paragraphs(value: Any) -> Iterator[tuple[str, SegmentKind | None, bool]]:
    """(text, kind, whether it is a whole string of the record). One string is cut at its line ends."""
    if isinstance(value, str):
        mended = repair(value)
        for line in split(mended.text):  # as it is written, so that it is found again and its repairs are told
            yield value[mended.origin(line.start) : mended.origin(line.end)], None, False
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str) and item.strip():
                yield item, None, True
            elif isinstance(item, dict):
                inner = _any(item, ("text", "content", "value", "body"))
                if isinstance(inner, str) and inner.strip():
                    yield inner, _kind(item), True
    elif isinstance(value, dict):
        yield from _paragraphs(_any(value, ("paragraphs", "text", "content", "value", "body", "plain")))


_KINDS: Mapping[str, SegmentKind] = {
    "heading": "heading", "header": "heading", "subheading": "heading", "h2": "heading", "h3": "heading",
    "caption": "caption", "credit": "credit", "promo": "promotion", "related": "related_link", "byline": "byline",
}  # fmt: skip


def _kind(item: Mapping[str, Any]) -> SegmentKind | None:
    name = _any(item, ("type", "kind", "role", "tag"))
    return _KINDS.get(name.lower()) if isinstance(name, str) else None


class _Cursor:
    """Finds strings in the source of a JSON object, in order, as they are written there."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def find(self, text: str, whole: bool = True) -> Place | None:
        """The range of ``text`` between its quotation marks; ``None`` where it is written in another way."""
        for ascii_only in (False, True):
            written = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
            for form in (written, written.replace("/", "\\/")):
                wanted = f'"{form}"' if whole else form
                at = self._source.find(wanted, self._at)
                if at < 0:
                    at = self._source.find(wanted)
                if at >= 0:
                    start = at + whole
                    self._at = max(self._at, start + len(form))
                    return start, start + len(form)
        return None


def _any(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The first of the fields that holds something."""
    return next((record[name] for name in names if record.get(name) not in (None, "", [], {})), None)


def _words(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(repaired(value).split()) or None


def _name(value: Any) -> Any:
    if isinstance(value, list):
        return _name(value[0]) if value else None
    return _any(value, ("name", "title", "label")) if isinstance(value, dict) else value


def _people(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = [person for item in items for person in bylines.people(_words(_name(item)) or "")]
    return tuple(dict.fromkeys(names))


def _body_of(value: Any) -> tuple[str, ...]:
    """A byline that names an agency in place of people, as it is given."""
    name = _words(_name(value))
    return (name,) if name and len(name.split()) <= 4 and "@" not in name and "://" not in name else ()


def _address(record: Mapping[str, Any]) -> str | None:
    for _, given in every(record, "address"):
        value = _words(given)
        if value and value.lower().startswith(("http://", "https://")) and " " not in value:
            return value
    return None


def _of_host(name: str) -> str | None:
    """The known outlet at the host ``name``, where a record names a host as its outlet ("www.herald.example")."""
    if "." not in name or " " in name:
        return None
    known = outlets.of_address(f"https://{name}/")
    return known.name if known is not None else None


def _time(record: Mapping[str, Any], role: str) -> When | None:
    for name, value in every(record, role):
        text = _words(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = _moment(value) or str(value)
        when = (
            dates.iso(text, "record", f"the record's field “{name}”: {dates.shorten(str(value), 40)}") if text else None
        )
        if when is not None:
            return when
    return None


def _moment(value: float) -> str | None:
    """Seconds or milliseconds since 1970, of this century and the end of the last one; smaller numbers are days (20310502)."""
    seconds = value / 1000 if value >= _MILLISECONDS else value
    if not _SECONDS <= seconds < _MILLISECONDS:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None


_SECONDS = 3e8  # 1979; a day written as a number has eight digits and is smaller
_MILLISECONDS = 1e11
