"""How well an article's date of publication is found, and with it its title and its authors.

``--part pages`` (the pages of scrapinghub/article-extraction-benchmark, MIT): the truth is what a page states for machines
(``article:published_time``, else ``datePublished`` of its JSON-LD; ``headline``, else ``og:title``; authors of type Person that
the page also shows). Each page is read three times: as it is (``given_``: agreement with what it states), with
everything for machines taken out of it, so that only what a reader sees is left (``shown_``), and so without its address
(``bare_``). htmldate reads the same in the same run. A day is right when it is the day stated, or the day at
that moment in a time zone (12 hours behind to 14 ahead of UTC) that the page may count in; ``exact`` counts the former alone. A
month that holds the day is ``coarse``, neither right nor wrong.

``--part items`` (vanatteveldt/wikinews, CC BY 2.5: ``wikinews_*.csv`` with date, title and text): title and text as one
plain text. ``stated_``: items that open with their date, as Wikinews writes it. ``silent_open``: the share of the others
that rightly stay open. ``form_``: all items, with a date line as outlets write them in twelve forms (two of them numeric: open
where day and month can be exchanged).

``--split tune`` are the sites whose host has an even digest, ``test`` the others, as in ``benchmarks.flat``. Of the latter
those whose digest has an even second byte were looked at too, once rules were found to fit the former alone; ``unseen`` are
the sites that nobody looked at.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, tostring

from benchmarks._common import bootstrap, ratio, start
from benchmarks.html import host, load, split_of
from onrecord.model.article import Article
from onrecord.model.capture import Capture, MediaType
from onrecord.read import reader
from onrecord.read.decode import decode

#: What is taken out of a page to leave what it shows: elements, and attributes that say a date or a name for machines.
_FOR_MACHINES = ("script", "meta", "link", "noscript", "template", "style")
_SAID_BY_ATTRIBUTE = re.compile(r"^(?:datetime|content|title|itemprop|itemtype|itemscope|property|typeof|data-.*|aria-.*|on\w+|value|alt)$")  # fmt: skip
_ISO = re.compile(r"\s*(?P<day>(?:19|20)\d\d-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?")  # fmt: skip
_TRACES = re.compile(r"\W+")
#: Where no time zone is east of UTC by more, nor west of it.
_EASTMOST, _WESTMOST = timedelta(hours=14), timedelta(hours=-12)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states for machines: the truth. ``days`` are the days that its moment is on somewhere."""

    day: date
    days: frozenset[date]
    title: str | None
    authors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    address: str
    whole: bytes
    shown: bytes
    stated: Stated


def stated(tree: HtmlElement) -> Stated | None:
    """The truth that a page states; ``None`` where it states no date."""
    items = list(_linked(tree))
    metas = {(meta.get("property") or meta.get("name") or ""): meta.get("content") or "" for meta in tree.iter("meta")}
    said = [metas.get("article:published_time", ""), *(str(item.get("datePublished", "")) for item in items)]
    moment = next((match for text in said if (match := _ISO.match(text))), None)
    if moment is None:
        return None
    day = date.fromisoformat(moment["day"])
    titles = [text for item in items if isinstance(text := item.get("headline"), str)]
    title = next((text for text in [*titles, metas.get("og:title", "")] if text.strip()), None)
    names = {name for item in items for name in _authors(item.get("author"))}
    return Stated(day, _days(moment), title, frozenset(names))


def _days(moment: re.Match[str]) -> frozenset[date]:
    day = date.fromisoformat(moment["day"])
    if not moment["clock"]:
        return frozenset({day})
    zone = (moment["zone"] or "").replace(":", "")
    offset = (
        timedelta() if zone in ("", "Z", "UTC") else timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
    )
    utc = datetime.fromisoformat(f"{day}T{moment['clock']}:00").replace(tzinfo=timezone(offset)).astimezone(UTC)
    return frozenset({day, (utc + _WESTMOST).date(), (utc + _EASTMOST).date()})


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                value = json.loads(script.text or "", strict=False)
            except ValueError:
                continue
            waiting = value if isinstance(value, list) else [value]
            for item in waiting:
                inner = item.get("@graph", []) if isinstance(item, dict) else []
                for each in [item, *(inner if isinstance(inner, list) else [])]:
                    if isinstance(each, dict) and re.search("Article|Posting", str(each.get("@type"))):
                        yield each


def _authors(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and item.get("@type") == "Person" and isinstance(item.get("name"), str):
            yield _folded(item["name"])


def shown(tree: HtmlElement) -> bytes:
    """The page without what it says for machines alone. Changes ``tree``."""
    for element in list(tree.iter(*_FOR_MACHINES)):
        element.drop_tree()
    etree.strip_tags(tree, etree.Comment)
    for element in tree.iter(etree.Element):
        for name in [name for name in element.attrib if _SAID_BY_ATTRIBUTE.match(str(name))]:
            del element.attrib[name]
    page: bytes = tostring(tree, encoding="utf-8", include_meta_content_type=False)
    return b'<!DOCTYPE html><meta charset="utf-8">' + page


def pages(data: Path, split: str | None) -> list[Page]:
    """The pages of this half that state their date."""
    found = []
    for _, address, source, _ in load(data):
        if not _is_in(split, address):
            continue
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(source))
        truth = stated(document_fromstring(text))
        if truth is not None:
            bare = shown(document_fromstring(text))
            visible = _folded(document_fromstring(bare).text_content())
            names = frozenset(name for name in truth.authors if f" {name} " in f" {visible} " and " " in name)
            found.append(Page(address, source, bare, Stated(truth.day, truth.days, truth.title, names)))
    return found


def _is_in(split: str | None, address: str) -> bool:
    if split == "unseen":
        return split_of(address) == "test" and hashlib.sha256(host(address).encode()).digest()[1] % 2 == 1
    return split in (None, split_of(address))


def _folded(text: str) -> str:
    return " ".join(_TRACES.sub(" ", text.casefold()).split())


def onrecord(source: bytes, address: str | None, media_type: MediaType = "text/html") -> Article | None:
    capture = Capture.of(
        source="page", location="page", data=source, media_type=media_type, received_at="", address=address
    )
    article = _READ(capture)
    return article if isinstance(article, Article) else None


_READ = reader()


def htmldate_day(source: bytes, address: str | None) -> tuple[date, date] | None:
    from htmldate import find_date

    found = find_date(decode(source), original_date=True, url=address)
    return (date.fromisoformat(found), date.fromisoformat(found)) if found else None


def verdict(found: tuple[date, date] | None, day: date, days: Iterable[date]) -> str:
    """``exact``, ``zone`` (right in another time zone), ``coarse``, ``wrong`` or ``open``."""
    if found is None:
        return "open"
    first, last = found
    if first == last:
        return "exact" if first == day else "zone" if first in days else "wrong"
    return "coarse" if first <= day <= last else "wrong"


def span(article: Article | None) -> tuple[date, date] | None:
    when = article.published if article else None
    if when is None or when.first_day is None or when.last_day is None:
        return None
    return date.fromisoformat(when.first_day), date.fromisoformat(when.last_day)


def rates(name: str, verdicts: Sequence[str]) -> dict[str, float | int | str | list[float]]:
    """Shares of the pages, and of the days given those that are right, with its interval."""
    counts = Counter(verdicts)
    given = [item for item in verdicts if item in ("exact", "zone", "wrong")]

    def precision(sample: Sequence[str]) -> float:
        return 1 - ratio(sample.count("wrong"), len(sample)) if sample else 1.0

    low, high = bootstrap(given, lambda sample: precision(list(sample)))
    return {
        f"{name}right": ratio(counts["exact"] + counts["zone"], len(verdicts)),
        f"{name}exact": ratio(counts["exact"], len(verdicts)),
        f"{name}coarse": ratio(counts["coarse"], len(verdicts)),
        f"{name}wrong": ratio(counts["wrong"], len(verdicts)),
        f"{name}open": ratio(counts["open"], len(verdicts)),
        f"{name}precision": precision(given),
        f"{name}precision_interval": [round(low, 4), round(high, 4)],
    }


def same_title(found: str | None, truth: str) -> bool:
    """Whether at least nine of ten words are the same, or one of both goes on behind the other: with a dash and the site's name."""
    one, other = _folded(found or ""), _folded(html.unescape(truth))
    begins = min(len(one), len(other)) >= 20 and (one.startswith(other) or other.startswith(one))
    words, wanted = set(one.split()), set(other.split())
    return begins or ratio(len(words & wanted), len(words | wanted)) >= 0.9


def score_pages(data: Path, split: str | None, missed: bool) -> tuple[int, dict[str, float | int | str | list[float]]]:
    items = pages(data, split)
    metrics: dict[str, float | int | str | list[float]] = {}
    readings: tuple[tuple[str, Callable[[Page], tuple[bytes, str | None]]], ...] = (
        ("given_", lambda page: (page.whole, page.address)),
        ("shown_", lambda page: (page.shown, page.address)),
        ("bare_", lambda page: (page.shown, None)),
    )
    for name, of in readings:
        articles = [onrecord(*of(page)) for page in items]
        verdicts = [
            verdict(span(article), page.stated.day, page.stated.days)
            for page, article in zip(items, articles, strict=True)
        ]
        metrics |= rates(name, verdicts)
        peers = [verdict(htmldate_day(*of(page)), page.stated.day, page.stated.days) for page in items]
        metrics |= rates(f"htmldate_{name}", peers)
        if missed:
            for page, article, own, peer in zip(items, articles, verdicts, peers, strict=True):
                if own in ("wrong", "open", "coarse"):
                    when = article.published if article else None
                    print(f"{name}{own:6} htmldate {peer:6} {page.stated.day} {page.address}\n       {when}")
        metrics |= score_naming(name, items, articles, missed)
    return len(items), metrics


def score_naming(
    name: str, items: Sequence[Page], articles: Sequence[Article | None], missed: bool
) -> dict[str, float | int | str | list[float]]:
    titles = []
    right = found = wanted = 0
    for page, article in zip(items, articles, strict=True):
        if page.stated.title:
            titles.append(same_title(article.title if article else None, page.stated.title))
            if missed and not titles[-1]:
                print(f"{name}title {page.address}\n       {article.title if article else None} | {page.stated.title}")
        if page.stated.authors:
            names = {_folded(each) for each in article.byline} if article else set()
            right += len(names & page.stated.authors)
            found += len(names)
            wanted += len(page.stated.authors)
            if missed and names != page.stated.authors:
                print(f"{name}authors {page.address}\n       {sorted(names)} | {sorted(page.stated.authors)}")
    return {
        f"{name}title": ratio(sum(titles), len(titles)),
        f"{name}author_precision": ratio(right, found),
        f"{name}author_recall": ratio(right, wanted),
    }


#: How outlets write the day on which they publish, in rotation over the items.
_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.day} {day:%B} {day.year}",
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day:%A}, {day:%B} {day.day}, {day.year} at 3:05 p.m. EST",
    lambda day: f"Published: {day:%a} {day.day} {day:%b} {day.year} 09:17 GMT",
    lambda day: (
        f"{day:%b}. {day.day}, {day.year} | Updated: {day + timedelta(days=1):%b}. {(day + timedelta(days=1)).day}, {(day + timedelta(days=1)).year}"
    ),
    lambda day: day.isoformat(),
    lambda day: f"{day:%d.%m.%Y} 18:30 Uhr",
    lambda day: f"By Ada Orr - {day:%b} {day.day}, {day.year}, 10:31 pm",
    lambda day: f"First published on {day:%d %B %Y} 16.24 CET",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"Posted {day:%d/%m/%Y}",
    lambda day: f"{day:%m/%d/%Y} 7:15 AM",
)


def score_items(data: Path, missed: bool) -> tuple[int, dict[str, float | int | str | list[float]]]:
    csv.field_size_limit(10_000_000)
    stated, silent, titles, formed = [], [], [], []
    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                day = date.fromisoformat(row["date"])
                opening = row["text"].strip().partition("\n")[0]
                article = onrecord(f"{row['title']}\n\n{row['text']}".encode(), None, "text/plain")
                found = verdict(span(article), day, {day})
                says = len(opening) <= 40 and str(day.year) in opening
                (stated if says else silent).append(found)
                titles.append(same_title(article.title if article else None, row["title"]))
                form = _FORMS[len(formed) % len(_FORMS)]
                text = row["text"].strip().partition("\n")[2] if says else row["text"]
                again = onrecord(f"{row['title']}\n\n{form(day)}\n\n{text}".encode(), None, "text/plain")
                formed.append(verdict(span(again), day, {day}))
                if missed and (found == "wrong" or (says and found != "exact") or formed[-1] != "exact"):
                    print(
                        f"{found:6} {formed[-1]:6} {form(day)!r} {row['url']}\n       {again.published if again else None}"
                    )
    return len(titles), {
        **rates("stated_", stated),
        "silent_open": ratio(silent.count("open"), len(silent)),
        **rates("form_", formed),
        "title": ratio(sum(titles), len(titles)),
    }


def main() -> None:
    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--part", choices=("pages", "items"), default="pages", help="what is read (default: pages)")
        parser.add_argument("--missed", action="store_true", help="print what was not found")

    parts = argparse.ArgumentParser(add_help=False)
    extend(parts)
    items = parts.parse_known_args()[0].part == "items"
    folder = "stories/wikinews_2019_2020" if items else "extraction"
    source = "vanatteveldt/wikinews" if items else "scrapinghub/article-extraction-benchmark"
    run = start("publication", __doc__ or "", folder, source, extend)
    missed = run.rest.missed
    count, metrics = score_items(run.data, missed) if items else score_pages(run.data, run.split, missed)
    run.report(count, metrics)


if __name__ == "__main__":
    main()
