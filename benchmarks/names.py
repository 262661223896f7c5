"""How well people, bodies and places are found: the news documents of GUM, or a folder laid out like them.

Each ``.tsv`` (WebAnno 3.2) gives tokens with nested entities and the Wikipedia page of those that have one. GUM marks whole noun
phrases, we mark names, so what is compared is this: *recall*, the share of marked entities of a kind that have a proper
name (a Wikipedia page and a capital) that a mention of the kind overlaps; *precision*, the share of mentions of the kind whose last
word stands in a marked entity of the kind. ``name_recall`` of people counts those without a page too, where two or more
capitalised words stand in a row.

GUM: Zeldes 2017, https://github.com/amir-zeldes/gum; the news part is from Wikinews, CC BY 2.5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import _common
from onrecord.annotate.gazetteer import Gazetteer
from onrecord.annotate.names import find_mentions
from onrecord.annotate.sentences import split
from onrecord.annotate.tagged import tags_in
from onrecord.annotate.tagger import tagger
from onrecord.model.article import Article, Segment
from onrecord.model.statement import Mention
from onrecord.model.when import UNKNOWN_TIME

#: The kinds of GUM, and ours.
KINDS = {"person": {"person"}, "place": {"place", "country"}, "organization": {"body"}}
#: What GUM may mark a right mention as, besides: a state that acts is an organization, a museum is a place.
ALSO = {"place": {"organization"}, "organization": {"place"}}
_MARK = re.compile(r"(?P<label>[^\[|]+)(?:\[(?P<number>\d+)\])?")


@dataclass(slots=True)
class Entity:
    """A marked noun phrase."""

    kind: str
    start: int
    end: int
    page: bool = False


@dataclass(slots=True)
class Counts:
    """What became of one document's entities and mentions of one kind."""

    named: int = 0
    found: int = 0
    mentions: int = 0
    right: int = 0


def read(path: Path) -> tuple[str, list[tuple[int, int]], list[Entity]]:
    """The text, one sentence a line, the sentences' places in it, and the entities."""
    pieces: list[str] = []
    at = 0
    sentences: list[tuple[int, int]] = []
    entities: dict[str, Entity] = {}
    first = 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), "#Text="]:
        if line.startswith("#Text="):
            if at > first:
                sentences.append((first, at))
                pieces.append("\n")
                at += 1
            first = at
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 7:
            continue
        glue = "" if at == first or columns[2] in {",", ".", "'s", "’s", ";", ":", "!", "?", ")"} else " "
        pieces.append(glue + columns[2])
        start, at = at + len(glue), at + len(glue) + len(columns[2])
        for match in _MARK.finditer(columns[3]):
            if match["label"] != "_":
                key = match["number"] or f"line {columns[0]}"
                entity = entities.setdefault(key, Entity(match["label"], start, at))
                entity.end = at
        for match in _MARK.finditer(columns[6]):
            key = match["number"] or f"line {columns[0]}"
            if match["label"] != "_" and key in entities:
                entities[key].page = True
    return "".join(pieces), sentences, list(entities.values())


def mentions_of(text: str, sentences: list[tuple[int, int]], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The mentions of a document, each line a segment; its first is the title."""
    segments = tuple(
        Segment("body" if number else "heading", start, end + 1, None, None, "a benchmark's text")
        for number, (start, end) in enumerate(sentences)
    )
    article = Article("art_x", "cap_x", "x", None, None, (), None, (), UNKNOWN_TIME, None, "en", text, segments)
    sentences = split(article)
    return find_mentions(article, sentences, gazetteer, tags_in(text, sentences, tagger()).names)


def _adjective(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether a place stands as an adjective or a people, which GUM does not mark as places."""
    places = gazetteer.lookup(mention.text) if mention.kind == "place" else ()
    return bool(places) and places[0].sense in {"adjective", "people"}


def score(kind: str, text: str, entities: list[Entity], mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> Counts:
    """Counts of one document for one kind. A country may be marked as an organisation, such as a team or a state that acts."""
    counts = Counts()
    ours = [mention for mention in mentions if mention.kind in KINDS[kind] and not _adjective(mention, gazetteer)]
    marked = [entity for entity in entities if entity.kind == kind]
    accepted = [entity for entity in entities if entity.kind in {kind, *ALSO.get(kind, ())}]
    for entity in marked:
        words = text[entity.start : entity.end]
        pair = re.search(r"\b[A-Z][\w.-]+ [A-Z][\w-]+", words) if kind == "person" else None
        if (entity.page and re.match(r"(?:[Tt]he )?[A-Z]", words)) or (pair and len(words.split()) <= 5):
            counts.named += 1
            counts.found += any(mention.start < entity.end and entity.start < mention.end for mention in ours)
    for mention in ours:
        last = mention.end - 1
        counts.mentions += 1
        counts.right += any(entity.start <= last < entity.end for entity in accepted)
    return counts


def main() -> None:
    run = _common.start("names", __doc__ or "", "entities/gum_news", "GUM")
    gazetteer = Gazetteer.load()
    table: dict[str, list[Counts]] = {kind: [] for kind in KINDS}
    paths = sorted(run.data.glob("*.tsv"))
    for path in paths:
        text, sentences, entities = read(path)
        mentions = mentions_of(text, sentences, gazetteer)
        for kind, rows in table.items():
            rows.append(score(kind, text, entities, mentions, gazetteer))
    metrics: dict[str, float | int | str | list[float]] = {}
    for kind, rows in table.items():
        precision, recall = _precision(rows), _recall(rows)
        metrics[f"{kind}_precision"] = precision
        metrics[f"{kind}_recall"] = recall
        metrics[f"{kind}_f1"] = _common.f1(precision, recall)
        metrics[f"{kind}_f1_interval"] = list(
            _common.bootstrap(rows, lambda sample: _common.f1(_precision(sample), _recall(sample)))
        )
    run.report(len(paths), metrics)


def _precision(rows: Sequence[Counts]) -> float:
    return _common.ratio(sum(row.right for row in rows), sum(row.mentions for row in rows))


def _recall(rows: Sequence[Counts]) -> float:
    return _common.ratio(sum(row.found for row in rows), sum(row.named for row in rows))


if __name__ == "__main__":
    main()
