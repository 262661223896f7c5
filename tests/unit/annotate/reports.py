"""Invented reports for the tests of statements, speakers and events."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotate import annotate
from onrecord.annotate.gazetteer import Gazetteer
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article, Segment, SegmentKind
from onrecord.model.statement import Statement
from onrecord.model.when import UNKNOWN_TIME

OWN = """name,kind,country,capital_of,latitude,longitude,aliases
Varnia,country,,,,,Varnish;Varnians
Lasmin,country,,,,,Lasmini
Varsk,town,Varnia,Varnia,,,
Odrel,town,Lasmin,Lasmin,,,
"""
GAZETTEER = Gazetteer.load(OWN)


def article_of(
    *paragraphs: str, heading: str = "", language: str = "en", notes: tuple[str, ...] = (), outlet: str | None = None
) -> Article:
    """An article of these body paragraphs, under a heading where one is given."""
    text, segments = "", []
    parts: Iterable[tuple[SegmentKind, str]] = [
        *([("heading", heading)] if heading else []),
        *[("body", words) for words in paragraphs],
    ]
    for kind, words in parts:
        segments.append(Segment(kind, len(text), len(text) + len(words) + 2, None, None, "a test's"))
        text += words + "\n\n"
    return Article(
        "art_1", "cap_1", "s", None, outlet, (), None, (), UNKNOWN_TIME, None, language, text, tuple(segments), notes
    )


def annotated(*paragraphs: str, heading: str = "", notes: tuple[str, ...] = ()) -> Annotations:
    """What these paragraphs say, with every offset checked."""
    article = article_of(*paragraphs, heading=heading, notes=notes)
    found = annotate(article, GAZETTEER)
    check_offsets(article, found)
    return found


def statements(*paragraphs: str, heading: str = "", notes: tuple[str, ...] = ()) -> tuple[Statement, ...]:
    return annotated(*paragraphs, heading=heading, notes=notes).statements


def only(*paragraphs: str, heading: str = "", notes: tuple[str, ...] = ()) -> Statement:
    """The single statement of these paragraphs."""
    found = statements(*paragraphs, heading=heading, notes=notes)
    assert len(found) == 1, [(item.speaker.text, [content.text for content in item.contents]) for item in found]
    return found[0]


def said(statement: Statement) -> str:
    """What a statement says, its passages joined by a bar."""
    return " | ".join(content.text for content in statement.contents)


def check_offsets(article: Article, found: Annotations) -> None:
    """Every passage stands where it says, and all evidence holds."""
    for statement in found.statements:
        passages = [*statement.contents, *([statement.cue] if statement.cue else [])]
        assert statement.contents
        assert all(article.text[item.start : item.end] == item.text for item in passages)
        speaker = statement.speaker
        if speaker.start is not None and speaker.end is not None:
            assert article.text[speaker.start : speaker.end] == speaker.text
        assert all(item.holds_in(article.text) for item in statement.evidence)
        assert 0 < statement.confidence <= 1
    for event in found.events:
        assert all(item.holds_in(article.text) for item in event.evidence)
