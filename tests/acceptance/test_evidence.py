"""Everything that a desk puts out leads back to characters of a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks.crisis import Crisis

from onrecord.model.brief import Brief, Line, Quote
from onrecord.model.contents import Contents
from onrecord.model.passage import Evidence
from onrecord.publish import compose


def _walk(value: Any) -> Iterator[Evidence]:
    """Every piece of evidence inside a record."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)
    elif hasattr(type(value), "__dataclass_fields__"):
        for name in type(value).__dataclass_fields__:
            yield from _walk(getattr(value, name))


def _quotes(lines: tuple[Line, ...]) -> Iterator[Quote]:
    for line in lines:
        yield from line.quotes
        yield from _quotes(line.children)


def _all_lines(brief: Brief) -> Iterator[Line]:
    yield from brief.others
    for thread in brief.threads:
        for section in thread.sections:
            yield from section.lines


@pytest.fixture(params=["seeds", "harbour"])
def contents(request: pytest.FixtureRequest) -> Contents:
    """Each desk in turn."""
    made = request.getfixturevalue(request.param)
    return made.contents if isinstance(made, Crisis) else made


def test_every_quoted_digest_is_found_in_its_article(contents: Contents) -> None:
    texts = {article.id: article.text for article in contents.articles}
    checked = 0
    for relations in contents.relations:
        for evidence in _walk(relations):
            assert evidence.start < evidence.end
            assert evidence.holds_in(texts[evidence.article_id]), evidence
            checked += 1
    assert checked > 100


def test_every_record_carries_evidence(contents: Contents) -> None:
    for relations in contents.relations:
        for group in (
            relations.statements,
            relations.figures,
            relations.events,
            relations.claims,
            relations.differences,
            relations.actors,
        ):
            for record in group:
                assert next(_walk(record), None) is not None, record


def test_passages_stand_where_they_say(contents: Contents) -> None:
    texts = {article.id: article.text for article in contents.articles}
    for relations in contents.relations:
        for statement in relations.statements:
            text = texts[statement.article_id]
            for passage in (*statement.contents, *([statement.cue] if statement.cue else [])):
                assert text[passage.start : passage.end] == passage.text
            speaker = statement.speaker
            if speaker.start is not None:
                assert text[speaker.start : speaker.end] == speaker.text
        for figure in relations.figures:
            assert texts[figure.article_id][figure.start : figure.end] == figure.text


def test_no_line_of_the_brief_without_support(contents: Contents) -> None:
    texts = {article.id: article.text for article in contents.articles}
    brief = compose(contents, lines=None)
    numbers = {reference.number: reference.article_id for reference in brief.references}
    for line in _all_lines(brief):
        quotes = list(_quotes((line,)))
        assert quotes, line
        for quote in quotes:
            assert quote.evidence.holds_in(texts[quote.evidence.article_id])
            assert texts[quote.evidence.article_id][quote.evidence.start : quote.evidence.end] == quote.text
            assert numbers[quote.reference] == quote.evidence.article_id


def test_segments_partition_every_text(contents: Contents) -> None:
    for article in (*contents.articles, *contents.earlier):
        assert article.segments[0].start == 0
        assert article.segments[-1].end == len(article.text)
        for one, other in zip(article.segments, article.segments[1:], strict=False):
            assert one.end == other.start
