"""The last repair of an article, once its lines have their kinds: what only the whole can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model.article import NOT_ANNOTATED, Repair, SegmentKind
from onrecord.read.language import ANNOTATED, UNDETERMINED, passage_language, primary
from onrecord.read.lines import Line
from onrecord.read.repair_doubles import doubled
from onrecord.read.repair_edits import Repaired, told_in_runs
from onrecord.read.repair_words import mend_words, quotes_lost

#: Kinds of lines that are prose, so that words and languages can be told in them.
_PROSE: frozenset[SegmentKind] = frozenset({"heading", "summary", "body", "caption"})


@dataclass(frozen=True, slots=True)
class Mended:
    """An article's text and lines after repair. ``languages`` are those of the lines that differ from the article's."""

    text: Repaired
    lines: list[Line]
    languages: list[str | None]
    title: str | None
    repairs: tuple[Repair, ...]
    notes: list[str]


def mend_article(text: Repaired, lines: Sequence[Line], title: str | None, language: str) -> Mended:
    """``text`` and its ``lines`` mended. Words are mended in English alone; every language has its doubles marked."""
    languages = [passage_language(line.text, language) if line.kind in _PROSE else None for line in lines]
    mended, mended_lines = text, list(lines)
    if primary(language) in (ANNOTATED, UNDETERMINED):
        mended, mended_lines, title = _words_mended(text, lines, languages, title)
    parts = [part for line, tongue in zip(mended_lines, languages, strict=True) for part in _parts(line, tongue)]
    notes = list(_notes(mended, parts, language))
    return Mended(
        mended,
        [line for line, _ in parts],
        [tongue for _, tongue in parts],
        title,
        told_in_runs(mended.repairs, mended.text),
        notes,
    )


def _words_mended(
    text: Repaired, lines: Sequence[Line], languages: Sequence[str | None], title: str | None
) -> tuple[Repaired, list[Line], str | None]:
    spans = [(line.start, line.end) for line in lines]
    readable = [line.kind in _PROSE and tongue is None for line, tongue in zip(lines, languages, strict=True)]
    mended, placed = mend_words(text, spans, readable)
    if mended is text:
        return text, list(lines), title
    found = []
    for line, (start, end) in zip(lines, placed, strict=True):
        words = mended.text[start:end]
        if line.kind == "heading" and line.text == title:
            title = words
        found.append(replace(line, text=words, start=start, end=end, words=[], folded="", ends=False))
    return mended, found, title


def _parts(line: Line, tongue: str | None) -> Iterator[tuple[Line, str | None]]:
    """The line, or where it repeats itself its parts, each with its language."""
    again = doubled(line.text) if line.kind == "body" else []
    position = 0
    for start, end in again:
        yield from _part(line, position, start, tongue)
        part = replace(line, text=line.text[start:end], start=line.start + start, end=line.start + end)
        part.become("repeated", "the paragraph has said the same words before")
        yield part, tongue
        position = end
    yield from _part(line, position, len(line.text), tongue)


def _part(line: Line, start: int, end: int, tongue: str | None) -> Iterator[tuple[Line, str | None]]:
    raw = line.text[start:end]
    text = raw.strip()
    if text:
        at = line.start + start + raw.index(text)
        yield replace(line, text=text, start=at, end=at + len(text)), tongue


def _notes(mended: Repaired, parts: Sequence[tuple[Line, str | None]], language: str) -> Iterator[str]:
    if primary(language) not in (ANNOTATED, UNDETERMINED):
        yield f"{NOT_ANNOTATED}: it is in another language than English ({language})"
        return
    body = [line.text for line, tongue in parts if line.kind == "body" and tongue is None]
    lost = quotes_lost(body, sum(repair.kind == "apostrophe" for repair in mended.repairs))
    if lost:
        yield lost
    others = _counted(tongue for line, tongue in parts if tongue is not None and line.kind in _PROSE)
    if others:
        yield f"{NOT_ANNOTATED} where it is in another language than English: {others}"


def _counted(tongues: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for tongue in tongues:
        counts[tongue] = counts.get(tongue, 0) + 1
    return ", ".join(
        f"{count} passage{'s' if count > 1 else ''} ({tongue})" for tongue, count in sorted(counts.items())
    )
