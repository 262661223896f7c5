"""Records of archives: JSON objects that hold an article under names that differ from archive to archive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.model.article import Article, SegmentKind
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.model.when import When
from onrecord.read import bylines, dates, facts, flat, html
from onrecord.read.decode import decode
from onrecord.read.draft import Block, Draft, compose, finish
from onrecord.read.lines import Place, split
from onrecord.read.repair import repaired

_TITLE = ("title", "headline", "heading", "name", "webTitle", "subject")
_SUMMARY = ("standfirst", "subtitle", "subheadline", "dek", "deck", "summary", "trailText", "description")
_TEXT = (
    "paragraphs",
    "text",
    "body",
    "articleBody",
    "maintext",
    "content",
    "content_text",
    "article_text",
    "full_text",
    "cleaned_text",
    "bodyText",
)
_MARKUP = ("html", "content_html", "raw_html", "body_html", "page_html")
_ADDRESS = (
    "url",
    "address",
    "link",
    "canonical_url",
    "canonicalUrl",
    "permalink",
    "webUrl",
    "web_url",
    "external_url",
    "uri",
)
_OUTLET = (
    "outlet",
    "publisher",
    "site_name",
    "siteName",
    "sitename",
    "publication",
    "newspaper",
    "source_name",
    "source",
    "media",
    "provider",
)
_BYLINE = ("byline", "author", "authors", "writer", "reporters", "by", "creator")
#: Names of dates of publication. Those of a crawl ("crawled", "date_download", "retrieved") are left out on purpose.
_PUBLISHED = ("published", "date", "datePublished", "date_published", "published_at", "publishedAt", "publication_date", "publicationDate",
              "pub_date", "pubDate", "publish_date", "publishDate", "date_publish", "webPublicationDate", "firstPublicationDate", "issued", "time_published")  # fmt: skip
_UPDATED = (
    "updated",
    "dateModified",
    "date_modified",
    "modified",
    "updated_at",
    "updatedAt",
    "date_modify",
    "last_modified",
    "lastModified",
)
_LANGUAGE = ("language", "lang", "inLanguage")
_CAPTION = ("caption", "captions", "image_caption")


def read(capture: Capture) -> Article:
    """The article in a capture of one JSON object. Raises ``NotText`` where it holds none."""
    source = decode(capture.data)
    try:
        record = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise NotText("it is not valid JSON; check that it is complete") from error
    if not isinstance(record, dict):
        raise NotText("it is not a JSON object; give one with a title and a text")
    return finish(capture, _draft(record, source, capture.address))


def _draft(record: Mapping[str, Any], source: str, address: str | None) -> Draft:
    address = _address(record) or address
    title = _words(_first(record, _TITLE))
    blocks = list(_blocks(record, source, title))
    if not any(block.kind is None for block in blocks):
        markup = _first(record, _MARKUP)
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
    draft.byline = _people(_first(record, _BYLINE)) or draft.byline or _body_of(_first(record, _BYLINE))
    outlet = _words(_name(_first(record, _OUTLET)))
    if outlet and "://" not in outlet and len(outlet) <= 80:
        facts.fill_outlet(draft, [outlet])
    published = _time(record, _PUBLISHED)
    draft.published = published or draft.published
    draft.updated = _time(record, _UPDATED) or draft.updated
    language = _first(record, _LANGUAGE)
    if isinstance(language, str) and 2 <= len(language.strip()) <= 12:
        draft.language = language.strip().replace("_", "-")


def _blocks(record: Mapping[str, Any], source: str, title: str | None) -> Iterator[Block]:
    """The parts of the record that are its text, in reading order, with their places."""
    cursor = _Cursor(source)
    if title:
        yield Block(title, cursor.find(str(_first(record, _TITLE))), "heading", "the title that the record gives")
    summary = _words(_first(record, _SUMMARY))
    paragraphs = list(_paragraphs(_first(record, _TEXT)))
    opening = " ".join(paragraph for paragraph, _, _ in paragraphs[:3])
    if summary and summary[:60] not in " ".join(opening.split()):
        yield Block(summary, cursor.find(str(_first(record, _SUMMARY))), "summary", "the summary that the record gives")
    for paragraph, kind, whole in paragraphs:
        yield Block(paragraph, cursor.find(paragraph, whole), kind, "the record says so" if kind else "")


def _paragraphs(value: Any) -> Iterator[tuple[str, SegmentKind | None, bool]]:
    """(text, kind, whether it is a whole string of the record). One string is cut at its line ends."""
    if isinstance(value, str):
        text = repaired(value)
        for line in split(text):
            yield line.text, None, False
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str) and item.strip():
                yield item, None, True
            elif isinstance(item, dict):
                inner = _first(item, ("text", "content", "value", "body"))
                if isinstance(inner, str) and inner.strip():
                    yield inner, _kind(item), True
    elif isinstance(value, dict):
        yield from _paragraphs(_first(value, ("paragraphs", "text", "content", "value", "body", "plain")))


_KINDS: Mapping[str, SegmentKind] = {
    "heading": "heading", "header": "heading", "subheading": "heading", "h2": "heading", "h3": "heading",
    "caption": "caption", "credit": "credit", "promo": "promotion", "related": "related_link", "byline": "byline",
}  # fmt: skip


def _kind(item: Mapping[str, Any]) -> SegmentKind | None:
    name = _first(item, ("type", "kind", "role", "tag"))
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


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The first of the fields that holds something; names are compared without case as a second try."""
    for name in names:
        if record.get(name) not in (None, "", [], {}):
            return record[name]
    lower = {key.lower(): value for key, value in record.items() if value not in (None, "", [], {})}
    return next((lower[name.lower()] for name in names if name.lower() in lower), None)


def _words(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(repaired(value).split()) or None


def _name(value: Any) -> Any:
    if isinstance(value, list):
        return _name(value[0]) if value else None
    return _first(value, ("name", "title", "label")) if isinstance(value, dict) else value


def _people(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = [person for item in items for person in bylines.people(_words(_name(item)) or "")]
    return tuple(dict.fromkeys(names))


def _body_of(value: Any) -> tuple[str, ...]:
    """A byline that names an agency in place of people, as it is given."""
    name = _words(_name(value))
    return (name,) if name and len(name.split()) <= 4 and "@" not in name and "://" not in name else ()


def _address(record: Mapping[str, Any]) -> str | None:
    for name in _ADDRESS:
        value = _words(record.get(name))
        if value and value.lower().startswith(("http://", "https://")) and " " not in value:
            return value
    return None


def _time(record: Mapping[str, Any], names: tuple[str, ...]) -> When | None:
    for name in names:
        value = record.get(name)
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _words(value)
        when = dates.iso(text, "record", f"the record's field “{name}”: {dates.shorten(text, 40)}") if text else None
        if when is not None:
            return when
    return None
