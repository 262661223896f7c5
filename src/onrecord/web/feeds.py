"""Feeds as Atom (RFC 4287) and JSON Feed 1.1, of the desk, of each story and of each search.

Identifiers are made of what a feed is of, not of its address, so that a desk on another port is the same to a feed reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from onrecord.desk.reading import Library
from onrecord.desk.reading.feeds import Entry, FeedPage

Form = Annotated[Literal["atom", "json"], Path(description="atom, or json for JSON Feed 1.1")]
StoryId = Annotated[str, Path(max_length=80)]

#: Where the two forms are, below the address of a feed, and what they are called.
FORMS: Mapping[str, str] = {"atom": "application/atom+xml", "json": "application/feed+json"}

_ATOM = "http://www.w3.org/2005/Atom"

#: What no XML document may hold (XML 1.0, 2.2), not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            f"{FORMS['atom']}; charset=utf-8": {"schema": {"type": "string"}},
            f"{FORMS['json']}; charset=utf-8": {
                "schema": {"type": "object", "required": ["version", "title", "items"]}
            },
        }
    },
    304: {"description": "The reader has it already: If-None-Match, If-Modified-Since"},
}


def feeds(library: Library) -> APIRouter:
    """The handlers of the feeds."""
    router = APIRouter(prefix="/feeds", tags=["feeds"], responses=_ANSWERS)

    @router.get("/{form}", summary="All reports", response_class=Response)
    def desk(request: Request, form: Form) -> Response:
        return _answer(request, form, library.desk_feed())

    @router.get("/stories/{story_id}/{form}", summary="The reports of a story", response_class=Response)
    def story(request: Request, story_id: StoryId, form: Form) -> Response:
        return _answer(request, form, library.story_feed(story_id))

    @router.get("/search/{form}", summary="The newest reports that a search finds", response_class=Response)
    def search(request: Request, form: Form, q: Annotated[str, Query(max_length=500)] = "") -> Response:
        return _answer(request, form, library.search_feed(q))

    return router


def _answer(request: Request, form: str, page: FeedPage) -> Response:
    """The feed, or that the reader has it already (RFC 9110, 13)."""
    origin = f"{request.scope['scheme']}://{request.headers['host']}"
    own = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    tag = f'"{sha256(repr((origin, own, page)).encode(errors="replace")).hexdigest()[:32]}"'
    changed = _moment(page.updated)
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": "private, no-cache",  # keep it, and ask whether it is still so
    }
    if _has_it(request, tag, changed):
        return Response(status_code=304, headers=headers)
    write: Callable[[FeedPage, str, str], str] = {"atom": as_atom, "json": as_json}[form]
    return Response(write(page, origin, own), media_type=f"{FORMS[form]}; charset=utf-8", headers=headers)


def _has_it(request: Request, tag: str, changed: datetime) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in known.split(",")}
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and parsedate_to_datetime(since) >= changed
    except (ValueError, TypeError):
        return False


def as_atom(page: FeedPage, origin: str, own: str) -> str:
    """``page`` as Atom; ``own`` is the path of the feed below ``origin``."""
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", _urn(page.path))
    _add(feed, "title", page.title)
    _add(feed, "subtitle", page.subtitle)
    _add(feed, "updated", _stamp(page.updated))
    _add(feed, "link", rel="self", type=FORMS["atom"], href=origin + own)
    _add(feed, "link", rel="alternate", type="text/html", href=origin + page.path)
    _add(_add(feed, "author"), "name", "Onrecord")
    for entry in page.entries:
        made = _add(feed, "entry")
        _add(made, "id", _urn(entry.article_id))
        _add(made, "title", entry.title)
        _add(made, "link", rel="alternate", type="text/html", href=f"{origin}/articles/{entry.article_id}")
        if entry.address:
            _add(made, "link", rel="related", href=quote(entry.address, safe=_IN_ADDRESSES))
        _add(made, "updated", _stamp(entry.received))
        if entry.published:
            _add(made, "published", _stamp(entry.published))
        for author in entry.authors:
            _add(_add(made, "author"), "name", author)
        _add(made, "category", term=entry.outlet)
        _add(made, "summary", _summary(entry), type="text")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(feed, encoding="unicode")


def as_json(page: FeedPage, origin: str, own: str) -> str:
    """``page`` as JSON Feed 1.1; see :func:`as_atom`."""
    items = []
    for entry in page.entries:
        item: dict[str, Any] = {
            "id": _urn(entry.article_id),
            "url": f"{origin}/articles/{entry.article_id}",
            "title": entry.title,
            "content_text": _summary(entry),
            "date_modified": _stamp(entry.received),
            "authors": [{"name": author} for author in entry.authors],
            "tags": [entry.outlet],
            "language": entry.language,
        }
        if entry.address:
            item["external_url"] = entry.address
        if entry.published:
            item["date_published"] = _stamp(entry.published)
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title,
        "description": page.subtitle,
        "home_page_url": origin + page.path,
        "feed_url": origin + own,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False).encode("utf-8", "replace").decode()


#: Characters that stay as they are in an address that is already written as one.
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    made = Xml.SubElement(
        parent, f"{{{_ATOM}}}{name}", {key: _NO_XML.sub("", each) for key, each in attributes.items()}
    )
    made.text = _NO_XML.sub("", text) or None
    return made


def _summary(entry: Entry) -> str:
    return f"{entry.opening}\n\n{entry.note}" if entry.opening else entry.note


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"onrecord:{name}").urn


def _moment(given: str) -> datetime:
    moment = datetime.fromisoformat(given)
    return (
        moment.replace(tzinfo=UTC, microsecond=0)
        if moment.tzinfo is None
        else moment.astimezone(UTC).replace(microsecond=0)
    )


def _stamp(given: str) -> str:
    """A time as RFC 3339 has it; one without an offset is taken as UTC, of a day its beginning."""
    return _moment(given).isoformat().replace("+00:00", "Z")
