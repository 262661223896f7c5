"""What a page says about itself for machines: linked data, microdata, meta elements, links and time elements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from onrecord.read import dates, linked_data, microdata
from onrecord.read.lines import fold
from onrecord.read.linked_data import Item, LinkedData
from onrecord.read.repair import repaired

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
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "byline",
    "citation_author",
)  # fmt: skip
_TITLE = ("og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title")
_SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title", "al:android:app_name")
_SECTION = ("article:section", "parsely-section", "cxenseparse:recs:category", "section")


@dataclass(slots=True)
class Structured:
    """The statements found, each list in order of trust. ``credits`` are bodies that are named as author or source."""

    titles: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)  # (known_from, value)
    updated: list[tuple[str, str]] = field(default_factory=list)
    language: str | None = None


def read(tree: HtmlElement) -> Structured:
    """What the page ``tree`` says about itself."""
    metas = _metas(tree)
    found = Structured()
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    _extend(found.addresses, *links, *metas.get("og:url", ()))
    heading = _heading(tree, [value for name in _TITLE for value in metas.get(name, ())])
    data = linked_data.read(tree)
    data.sort(found.addresses, [*metas.get("og:title", ()), *([_text(heading)] if heading is not None else [])])
    for item in [*data.articles, *data.pages]:
        _from_item(found, data, item, is_article=item in data.articles)
    _from_microdata(found, tree)
    _from_metas(found, metas)
    for item in data.sites:
        _extend(found.outlets, item.get("name"))
    _extend(found.sections, *[crumb for crumb in data.crumbs[1:] if fold(crumb) not in map(fold, found.titles)][:1])
    for stamp, is_update in microdata.times(tree, heading):
        (found.updated if is_update else found.published).append(("time element", stamp))
    language = (metas.get("og:locale") or [""])[0].replace("_", "-")
    found.language = found.language or tree.get("lang") or language or None
    return found


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            values.setdefault(name.strip().lower(), []).append(content)
    return values


def _heading(tree: HtmlElement, titles: list[str]) -> HtmlElement | None:
    """The heading that shows the title: the ``h1`` with its words, or the only one."""
    shown = [element for element in list(tree.iter("h1"))[:20] if 0 < len(_text(element).split()) <= 50]
    wanted = {fold(title) for title in titles}
    same = [element for element in shown if fold(_text(element)) in wanted]
    return (same or shown or [None])[0] if same or len(shown) == 1 else None


def _from_item(found: Structured, data: LinkedData, item: Item, *, is_article: bool) -> None:
    if is_article:
        _extend(found.titles, item.get("headline"))
        for author in _listed(item.get("author")):
            _sign(found, data.resolved(author))
        for name in ("sourceOrganization", "provider"):
            _extend(found.credits, *_names(data.resolved(item.get(name))))
        _extend(found.publishers, *_names(data.resolved(item.get("publisher"))))
        _extend(found.sections, *_listed(item.get("articleSection")))
    _extend(found.addresses, *linked_data.addresses_of(item))
    # Not "dateCreated": drafts are created long before they are published.
    if isinstance(item.get("datePublished"), str | int):
        found.published.append(("structured data", str(item["datePublished"])))
    if isinstance(item.get("dateModified"), str | int):
        found.updated.append(("structured data", str(item["dateModified"])))
    if isinstance(item.get("inLanguage"), str):
        found.language = found.language or item["inLanguage"]


def _sign(found: Structured, author: Any) -> None:
    """An author who is a body is a credit; what is not said to be either is both, for the names decide."""
    names = linked_data.kinds(author) if isinstance(author, dict) else set()
    if "person" not in names:
        _extend(found.credits, *_names(author))
    if not names & {"organization", "newsmediaorganization", "corporation"}:
        _extend(found.authors, *_names(author))
    else:
        _extend(found.credits, *_names(author))
    if "person" in names:  # agencies are often entered as people
        _extend(found.credits, *_names(author))


def _listed(value: Any) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value]


def _names(value: Any) -> list[str]:
    """The names in an author or publisher: a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return [] if value.startswith(("http://", "https://")) else [value]
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [name for item in value[:20] if not isinstance(item, list) for name in _names(item)]
    return []


def _from_microdata(found: Structured, tree: HtmlElement) -> None:
    for name, value in microdata.properties(
        tree, "headline", "datePublished", "dateModified", "articleSection", "author"
    ):
        if name == "headline":
            _extend(found.titles, value)
        elif name == "articleSection":
            _extend(found.sections, value)
        elif name == "author":
            _extend(found.authors, value)
        elif dates.find(value):
            (found.published if name == "datePublished" else found.updated).append(("structured data", value))


def _from_metas(found: Structured, metas: dict[str, list[str]]) -> None:
    for name in _TITLE:
        _extend(found.titles, *metas.get(name, ()))
    for name in _AUTHOR:
        _extend(found.authors, *metas.get(name, ()))
        _extend(found.credits, *metas.get(name, ()))
    for name in _SITE:
        _extend(found.outlets, *metas.get(name, ()))
    for name in _SECTION:
        _extend(found.sections, *metas.get(name, ()))
    found.published += [("meta", value) for name in _PUBLISHED for value in metas.get(name, ())]
    found.updated += [("meta", value) for name in _UPDATED for value in metas.get(name, ())]


def _text(element: HtmlElement) -> str:
    return " ".join(repaired("".join(element.itertext())[:4000]).split())


def _extend(target: list[str], *values: Any) -> None:
    for value in values:
        if isinstance(value, str):
            words = " ".join(repaired(value).split())
            if words and words not in target:
                target.append(words)
