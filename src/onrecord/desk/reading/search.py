"""The search page: reports that match, the matches marked, and whose words they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.desk.store import Hit
from onrecord.publish.wording import stance_words

#: Statements that are named under a report, and reports that one page lists.
STATEMENTS = 3
SHOWN = 50
#: Characters before a match that are shown, half of those after it.
CONTEXT = 110


@dataclass(frozen=True, slots=True)
class Snippet:
    """Characters of what was found; ``match`` where they are what was searched for."""

    text: str
    match: bool


@dataclass(frozen=True, slots=True)
class SaidView:
    """A statement that holds a match."""

    who: str
    kind: str
    stance: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class HitView:
    """A report that matches, its first match in its words, how many matches it has, and the statements that hold some."""

    report: Report
    snippet: tuple[Snippet, ...]
    matches: int
    said: tuple[SaidView, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found. ``outlets`` are the facets: each outlet with how many of the reports are its, before one was chosen."""

    query: str
    outlet: str
    hits: tuple[HitView, ...]
    found: int
    outlets: tuple[tuple[str, int], ...]


def search_page(shelf: Shelf, query: str, hits: Sequence[Hit], outlet: str = "") -> SearchPage:
    """The page of a search, in the order of ``hits``; with ``outlet`` only the reports of that one."""
    known = [hit for hit in hits if hit.article_id in shelf.sources.articles]
    counts = Counter(shelf.sources.outlet(hit.article_id) for hit in known)
    chosen = [hit for hit in known if not outlet or shelf.sources.outlet(hit.article_id) == outlet]
    return SearchPage(
        query=query,
        outlet=outlet,
        hits=tuple(_hit(shelf, hit) for hit in chosen[:SHOWN]),
        found=len(chosen),
        outlets=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    )


def _hit(shelf: Shelf, hit: Hit) -> HitView:
    article = shelf.sources.articles[hit.article_id]
    inside = [match for match in hit.matches if any(part.start <= match[0] < part.end for part in article.body)]
    start, end = (inside or hit.matches or ((hit.start, hit.start),))[0]
    # Where the headline matched too, what the text says of it is the news.
    snippet = (
        _around(article.text, start, hit.matches) if inside else _pieces(article.text, hit.start, hit.end, hit.matches)
    )
    return HitView(
        report=shelf.report(hit.article_id),
        snippet=snippet,
        matches=len(hit.matches),
        said=tuple(_said(shelf, hit))[:STATEMENTS],
        start=start,
        end=end,
    )


def _said(shelf: Shelf, hit: Hit) -> Iterator[SaidView]:
    """The statements of a report that hold a match, each with the words that do."""
    for statement in shelf.statements_of(hit.article_id):
        holding = [
            content
            for content in statement.contents
            if any(content.start <= first and last <= content.end for first, last in hit.matches)
        ]
        for passage in shelf.cite_passages(hit.article_id, holding[:1]):
            yield SaidView(shelf.speaker(statement), statement.stance, stance_words(statement.stance), passage)


def _around(text: str, at: int, matches: Sequence[tuple[int, int]]) -> tuple[Snippet, ...]:
    """The words around a match, whole ones."""
    first = text.rfind(" ", 0, max(0, at - CONTEXT)) + 1
    last = text.find(" ", at + 2 * CONTEXT)
    return _pieces(text, first, len(text) if last < 0 else last, matches)


def _pieces(text: str, start: int, end: int, matches: Sequence[tuple[int, int]]) -> tuple[Snippet, ...]:
    pieces = []
    at = start
    for first, last in matches:
        if at <= first and last <= end:
            pieces.append(Snippet(text[at:first], match=False))
            pieces.append(Snippet(text[first:last], match=True))
            at = last
    pieces.append(Snippet(text[at:end], match=False))
    return tuple(piece for piece in pieces if piece.text)
