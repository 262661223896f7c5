"""Under which names records of news archives keep what an article has: one table, for collecting and for reading.

The names are those of news-please and CC-News, NewsAPI, GNews, Mediastack, Media Cloud, Event Registry, Webz.io, GDELT's
article lists, the Guardian's API, JSON Feed, schema.org and the usual tables of news that people share. Within a row the most
telling name comes first: a name of later rank is looked at where no earlier one holds anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

#: Role, as ``--columns`` names it, to the names that records have for it. Those of dates of a crawl ("crawled",
#: "date_download") are no dates of publication: they say when the archive received the record.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "guid", "uid", "uuid", "_id"),
        "title": ("title", "headline", "heading", "name", "webTitle", "title_page", "subject"),
        "summary": (
            "standfirst", "subtitle", "subheadline", "dek", "deck", "summary", "trailText", "excerpt", "lead", "description",
        ),
        "text": (
            "paragraphs", "text", "body", "articleBody", "maintext", "content", "content_text", "article_text", "full_text",
            "fulltext", "cleaned_text", "bodyText", "article", "story",
        ),
        "html": ("html", "content_html", "raw_html", "body_html", "page_html", "article_html"),
        "address": (
            "url", "address", "link", "canonical_url", "canonicalUrl", "permalink", "webUrl", "web_url", "external_url",
            "article_url", "page_url", "DocumentIdentifier", "V2DocumentIdentifier", "uri",
        ),
        "outlet": (
            "outlet", "publisher", "site_name", "siteName", "sitename", "publication", "newspaper", "source_name", "media_name",
            "source", "media", "provider", "SourceCommonName", "V2SourceCommonName", "source_domain", "domain", "clean_url",
        ),
        "byline": ("byline", "author", "authors", "writer", "reporters", "by", "creator"),
        "published": (
            "published", "date", "datePublished", "date_published", "published_at", "publishedAt", "publication_date",
            "publicationDate", "published_date", "published date", "pub_date", "pubDate", "publish_date", "publishDate",
            "date_publish", "webPublicationDate", "firstPublicationDate", "issued", "time_published", "dateTimePub", "seendate",
        ),
        "updated": (
            "updated", "dateModified", "date_modified", "modified", "updated_at", "updatedAt", "date_modify", "last_modified",
            "lastModified",
        ),
        "received": ("received", "crawled", "crawled_at", "date_download", "download_date", "retrieved", "fetched", "fetched_at", "scraped_at"),
        "language": ("language", "lang", "inLanguage"),
        "caption": ("caption", "captions", "image_caption"),
    }
)  # fmt: skip

#: Under which name exports put their list of articles, where they wrap it in an object.
WRAPPERS = ("articles", "items", "records", "results", "docs", "documents", "stories", "entries", "data")


def every(record: Mapping[str, Any], role: str) -> Iterator[tuple[str, Any]]:
    """What ``record`` holds under the names of ``role``, the most telling first, each with the name that it has there.

    Names are compared as they are first, then without case and without ``_``, ``-`` and spaces.
    """
    names = FIELDS[role]
    for name in names:
        if not _empty(record.get(name)):
            yield name, record[name]
    others = {_plain(key): key for key in reversed(list(record)) if key not in names and not _empty(record[key])}
    for plain in dict.fromkeys(map(_plain, names)):
        if plain in others:
            yield others[plain], record[others[plain]]


def first(record: Mapping[str, Any], role: str) -> Any:
    """The first of :func:`every`, ``None`` where the record holds nothing under the names of ``role``."""
    return next((value for _, value in every(record, role)), None)


def has(names: Iterable[str], role: str) -> bool:
    """Whether one of ``names`` (columns, or the keys of a record) is a name of ``role``."""
    wanted = {_plain(name) for name in FIELDS[role]}
    return any(_plain(name) in wanted for name in names)


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")
