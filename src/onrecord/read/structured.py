"""What a page says about itself for machines: JSON-LD (schema.org), meta elements, links and time elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from onrecord.read import dates
from onrecord.read.repair import repaired
from onrecord.read.wordlist import words

_ARTICLE_TYPES = words(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle reviewnewsarticle "
    "askpublicnewsarticle liveblogposting blogposting socialmediaposting report techarticle scholarlyarticle satiricalarticle "
    "advertisercontentarticle webpage"
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date_published", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "article.published", "published_time", "citation_publication_date", "dcterms.date", "dc.date", "date", "rnews:datepublished",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "modified_time",
    "article.updated", "article:modified", "revision_date", "utime", "rnews:datemodified",
)  # fmt: skip
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "byline",
    "citation_author",
)
_TITLE = ("og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title")
_DEEPEST = 12  # levels of nesting that are looked at in JSON-LD


@dataclass(slots=True)
class Structured:
    """The statements found, each list in order of trust."""

    titles: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)  # (known_from, value)
    updated: list[tuple[str, str]] = field(default_factory=list)
    language: str | None = None


def read(tree: HtmlElement) -> Structured:
    """What the page ``tree`` says about itself."""
    found = Structured()
    for item in _linked_data(tree):
        _from_linked_data(found, item)
    _from_meta(found, tree)
    for element in tree.iter("time"):
        stamp = element.get("datetime")
        if stamp and dates.find(stamp):
            updated = _is_update(element)
            (found.updated if updated else found.published).append(("time element", stamp))
    return found


def _is_update(element: HtmlElement) -> bool:
    """Whether a time element gives an update: by its own names or by the words right before it."""
    previous = element.getprevious()
    parent = element.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    named = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    return "modif" in named or "updat" in named or dates.updates(before)


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            value = json.loads(_tidy(script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(value, _DEEPEST)


def _tidy(text: str) -> str:
    text = text.strip()
    for opening, closing in (
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ):
        if text.startswith(opening):
            text = text.removeprefix(opening).strip().removesuffix(closing).strip()
    return text.rstrip(";")


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _articles(item, depth - 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = {str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
        if names & _ARTICLE_TYPES:
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if name in value:
                yield from _articles(value[name], depth - 1)


def _from_linked_data(found: Structured, item: dict[str, Any]) -> None:
    _extend(found.titles, item.get("headline"))
    _extend(found.authors, *_names(item.get("author")))
    _extend(found.outlets, *_names(item.get("publisher")))
    for name in ("url", "mainEntityOfPage", "@id"):
        value = item.get(name)
        _extend(found.addresses, value.get("@id") if isinstance(value, dict) else value)
    for name in ("datePublished", "dateCreated"):
        if isinstance(item.get(name), str):
            found.published.append(("structured data", item[name]))
    if isinstance(item.get("dateModified"), str):
        found.updated.append(("structured data", item["dateModified"]))
    if isinstance(item.get("inLanguage"), str):
        found.language = found.language or item["inLanguage"]


def _names(value: Any) -> list[str]:
    """The names in an author or publisher: a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return [] if value.startswith(("http://", "https://")) else [value]
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [name for item in value[:20] if not isinstance(item, list) for name in _names(item)]
    return []


def _from_meta(found: Structured, tree: HtmlElement) -> None:
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            values.setdefault(name.lower(), []).append(content)
    for name in _TITLE:
        _extend(found.titles, *values.get(name, ()))
    for name in _AUTHOR:
        _extend(found.authors, *values.get(name, ()))
    _extend(found.outlets, *values.get("og:site_name", ()), *values.get("application-name", ()))
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            found.addresses.insert(0, link.get("href") or "")
    _extend(found.addresses, *values.get("og:url", ()))
    found.published += [("meta", value) for name in _PUBLISHED for value in values.get(name, ())]
    found.updated += [("meta", value) for name in _UPDATED for value in values.get(name, ())]
    language = (values.get("og:locale") or [""])[0].replace("_", "-")
    found.language = found.language or tree.get("lang") or language or None


def _extend(target: list[str], *values: Any) -> None:
    for value in values:
        if isinstance(value, str):
            words = " ".join(repaired(value).split())
            if words and words not in target:
                target.append(words)
