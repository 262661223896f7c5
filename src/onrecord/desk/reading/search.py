"""The search page: reports that match, the matches marked, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.desk.query import FIELDS, Query
from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.desk.searching import Facet, FacetValue, Results
from onrecord.desk.store import Hit, Said
from onrecord.publish.wording import period_words, stance_words

#: Statements that are named under a report, and reports that one page lists.
STATEMENTS = 3
SHOWN = 20
#: Characters before a match that are shown, half of those after it.
CONTEXT = 110


@dataclass(frozen=True, slots=True)
class Snippet:
    """Characters of what was found; ``match`` where they are what was searched for."""

    text: str
    match: bool


@dataclass(frozen=True, slots=True)
class SaidView:
    """A statement that a report was found by."""

    who: str
    kind: str
    stance: str
    passage: Cited


@dataclass(frozen=True, slots=True)
class HitView:
    """A report that was found, its first match in its words, how many matches it has, and the statements that it was found by."""

    report: Report
    snippet: tuple[Snippet, ...]
    matches: int
    said: tuple[SaidView, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a search can be narrowed to: how many reports there are with it, and the search that finds them.

    Of what is ``chosen`` now ``query`` is the search without it.
    """

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """What can be chosen of ``name`` (outlet, actor, stance, place, time); ``more`` values are not listed."""

    name: str
    choices: tuple[Choice, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found: ``found`` reports, of which ``hits`` are those from the one numbered ``first`` (from 0) on.

    ``chosen`` are the fields of the query, each with the search without it; ``words`` is the rest of it.
    """

    query: str
    words: str
    chosen: tuple[Choice, ...]
    first: int
    hits: tuple[HitView, ...]
    found: int
    facets: tuple[FacetView, ...]
    part: str = ""  # where not all reports that match were looked at: how many were

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a search may have."""
        return FIELDS

    @property
    def no_field(self) -> str:
        """What stands before a colon in the words as a field does, and is none; else empty."""
        found = re.search(r"(?<!\S)([A-Za-z]{2,12}):(?!//)\S", self.words)
        return found[1] if found else ""

    @property
    def wider(self) -> str:
        """The same search for what begins like its one word, where that may find other forms of it; else empty."""
        word = self.words.strip()
        stem = word[: max(4, len(word) - 3)]
        return self.query.replace(word, f"{stem}*") if word.isalpha() and len(stem) < len(word) else ""

    @property
    def next(self) -> int | None:
        """The number of the first report after these; ``None`` where there is none."""
        following = self.first + SHOWN
        return following if following < self.found else None


def search_page(shelf: Shelf, results: Results, first: int = 0) -> SearchPage:
    """The page of a search, from a shelf that holds the hits and of their statements those of :func:`said_of`."""
    query = results.query
    return SearchPage(
        query=str(query),
        words=query.words,
        chosen=tuple(
            Choice(f"{name}: {_in_words(name, value)}", 0, str(query.but(**{name: ""})), chosen=True)
            for name, value in query.fields.items()
        ),
        first=first,
        hits=tuple(_hit(shelf, hit) for hit in results.hits if hit.article_id in shelf.sources.articles),
        found=results.found,
        facets=tuple(_facet(query, facet) for facet in results.facets),
        part=_part(results),
    )


def _part(results: Results) -> str:
    if results.looked_at is None:
        return ""
    which = "best" if results.query.words else "newest"
    held = (
        f"with these words there are {results.matched:,}"
        if results.query.words
        else f"the desk holds {results.matched:,}"
    )
    return f"Of the {results.looked_at} {which} only, and so are the counts: {held}. More words or fields find others."


def no_search(query: str = "") -> SearchPage:
    """The page before anything is searched for."""
    return SearchPage(query, query, (), 0, (), 0, ())


def _facet(query: Query, facet: Facet) -> FacetView:
    def choice(value: FacetValue) -> Choice:
        fields = dict.fromkeys(value.fields, "") if value.chosen else dict(value.fields)
        return Choice(_in_words(facet.name, value.label), value.count, str(query.but(**fields)), value.chosen)

    return FacetView(facet.name, tuple(map(choice, facet.values)), facet.more)


def _in_words(name: str, value: str) -> str:
    if name == "stance":
        return stance_words(value)
    return period_words(value) if name in ("time", "after", "before") else value


def _hit(shelf: Shelf, hit: Hit) -> HitView:
    article = shelf.sources.articles[hit.article_id]
    inside = [match for match in hit.matches if any(part.start <= match[0] < part.end for part in article.body)]
    start, end = (inside or hit.matches or ((hit.start, hit.start),))[0]
    # Where the headline matched too, what the text says of it is the news.
    if inside:
        snippet = _around(article.text, start, hit.matches)
    elif hit.matches or not article.body:
        snippet = _pieces(article.text, hit.start, hit.end, hit.matches)
    else:
        opening = article.body[0]
        snippet = _pieces(article.text, opening.start, _last(article.text, opening.start), ())
    return HitView(
        report=shelf.report(hit.article_id),
        snippet=snippet,
        matches=len(hit.matches),
        said=tuple(_said(shelf, hit)),
        start=start,
        end=end,
    )


def said_of(results: Results) -> dict[str, tuple[Said, ...]]:
    """Of each hit the statements that the fields choose and that hold a match, or any where fields alone choose: the first that are shown."""
    by_field = bool(results.query.actor or results.query.stance)

    def holds(said: Said, hit: Hit) -> bool:
        return any(start <= first and last <= end for start, end in said.passages for first, last in hit.matches)

    return {
        hit.article_id: tuple(
            islice(
                (
                    said
                    for said in results.said.get(hit.article_id, ())
                    if holds(said, hit) or (by_field and not hit.matches)
                ),
                STATEMENTS,
            )
        )
        for hit in results.hits
    }


def _said(shelf: Shelf, hit: Hit) -> Iterator[SaidView]:
    """The statements that a report was found by, each with the words that hold a match, or its first."""
    for statement in shelf.statements_of(hit.article_id):
        holding = [
            content
            for content in statement.contents
            if not hit.matches or any(content.start <= first and last <= content.end for first, last in hit.matches)
        ]
        for passage in shelf.cite_passages(hit.article_id, holding[:1]):
            yield SaidView(shelf.speaker(statement), statement.stance, stance_words(statement.stance), passage)


def _around(text: str, at: int, matches: Sequence[tuple[int, int]]) -> tuple[Snippet, ...]:
    """The words around a match, whole ones."""
    first = text.rfind(" ", 0, max(0, at - CONTEXT)) + 1
    return _pieces(text, first, _last(text, at), matches)


def _last(text: str, at: int) -> int:
    """The end of the words that are shown after ``at``."""
    last = text.find(" ", at + 2 * CONTEXT)
    return len(text) if last < 0 else last


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
