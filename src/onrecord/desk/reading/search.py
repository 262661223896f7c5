"""The search page: reports that match, the matches marked, and whose words they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.desk.store import Hit
from onrecord.publish.wording import stance_words

#: Statements that are named under a report, and reports that one page lists.
STATEMENTS = 3
SHOWN = 50


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
    start, end = hit.matches[0] if hit.matches else (hit.start, hit.start)
    said = [
        statement
        for statement in shelf.statements_of(hit.article_id)
        if any(
            content.start <= first and last <= content.end
            for content in statement.contents
            for first, last in hit.matches
        )
    ]
    return HitView(
        report=shelf.report(hit.article_id),
        snippet=_marked(hit),
        matches=len(hit.matches),
        said=tuple(
            SaidView(shelf.speaker(item), item.stance, stance_words(item.stance), shelf.cite_statement(item))
            for item in said[:STATEMENTS]
        ),
        start=start,
        end=end,
    )


def _marked(hit: Hit) -> tuple[Snippet, ...]:
    pieces = []
    at = hit.start
    for start, end in hit.matches:
        if at <= start and end <= hit.end:
            pieces.append(Snippet(hit.snippet[at - hit.start : start - hit.start], match=False))
            pieces.append(Snippet(hit.snippet[start - hit.start : end - hit.start], match=True))
            at = end
    pieces.append(Snippet(hit.snippet[at - hit.start :], match=False))
    return tuple(piece for piece in pieces if piece.text)
