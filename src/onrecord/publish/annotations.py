"""Statements as W3C Web Annotations (JSON-LD): who says what, on the passage where it stands.

One annotation for each statement, with a target for each passage of its content. A target has both selectors of the standard:
the position, in characters of the article's text (``articles`` of ``onrecord export``, or ``texts/`` of the evidence bundle), and
the quote with what stands before and after it, by which a reader's tool finds the passage on the live page.
https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.model.article import Article
from onrecord.model.contents import Contents
from onrecord.model.passage import Passage
from onrecord.model.ruling import standing
from onrecord.model.statement import Statement
from onrecord.publish.references import Sources
from onrecord.publish.said import said_when
from onrecord.publish.wording import one_line, said_words, stance_words

#: Characters of prefix and suffix: what Hypothesis, the usual reader of such annotations, takes too.
AROUND = 32

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def web_annotations(contents: Contents) -> bytes:
    """All statements of a desk as one ``AnnotationCollection`` on one page, by identifier, as UTF-8 that ends with a line feed.

    What an editor muted is left out.
    """
    sources = Sources(contents)
    muted = {ruling.target for ruling in standing(contents.rulings) if ruling.kind == "mute"}
    items = sorted(
        (
            _annotation(statement, sources)
            for relations in contents.relations
            for statement in relations.statements
            if statement.id not in muted
        ),
        key=lambda item: str(item["id"]),
    )
    collection = {
        "@context": _CONTEXT,
        "id": "urn:onrecord:statements",
        "type": "AnnotationCollection",
        "label": "Statements: who said what",
        "total": len(items),
        "first": {
            "id": "urn:onrecord:statements:1",
            "type": "AnnotationPage",
            "partOf": "urn:onrecord:statements",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"


def _annotation(statement: Statement, sources: Sources) -> dict[str, Any]:
    article = sources.articles[statement.article_id]
    passages = statement.contents or tuple(
        Passage.of(article.text, item.start, item.end) for item in statement.evidence[:1]
    )
    targets = [_target(passage, article) for passage in passages]
    return {
        "id": f"urn:onrecord:{statement.id}",
        "type": "Annotation",
        "motivation": ["describing", "tagging"],
        "generator": {"type": "Software", "name": "Onrecord"},
        "body": list(_bodies(statement, sources)),
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _bodies(statement: Statement, sources: Sources) -> Iterator[dict[str, Any]]:
    speaker = statement.speaker
    who = speaker.name or (
        f"anonymous: {speaker.text}" if speaker.anonymous else f"open: {speaker.text or 'nobody named'}"
    )
    stance = ("not: " if statement.negated else "") + stance_words(statement.stance)
    told = [one_line(who), stance, said_words(said_when(statement, sources))]
    told += [f"via {one_line(name)}" for name in statement.via]
    yield {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": "en",
        "value": " · ".join(told),
    }
    yield {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": stance}
    if speaker.name:
        kind = "Person" if speaker.kind == "person" else "Organization"
        known = {"id": f"urn:onrecord:{speaker.actor_id}"} if speaker.actor_id else {}
        yield {**known, "type": kind, "name": speaker.name}


def _target(passage: Passage, article: Article) -> dict[str, Any]:
    text = article.text
    return {
        "type": "SpecificResource",
        "source": article.address or f"urn:onrecord:{article.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
            {
                "type": "TextQuoteSelector",
                "exact": passage.text,
                "prefix": text[max(0, passage.start - AROUND) : passage.start],
                "suffix": text[passage.end : passage.end + AROUND],
            },
        ],
    }
