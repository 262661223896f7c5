"""Rulings as examples to train on: what the machine answered, what an editor does, and the passage that both are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from onrecord.model.annotations import Annotations
from onrecord.model.contents import Contents
from onrecord.model.picture import Figure
from onrecord.model.ruling import OUTLET_RULINGS, Ruling, standing
from onrecord.model.statement import Statement


def corrections(contents: Contents, annotations: Callable[[str], Annotations | None]) -> Iterator[Mapping[str, Any]]:
    """A row for each ruling that stands, oldest first. ``annotations`` gives what the machine says of an article.

    Every row says the ruling and the articles that it is about with the SHA-256 of their texts. One on a statement or figure has the
    passage too: ``text`` from ``start`` to ``end`` of the article, and where in the article ``Source``, ``Cue`` and ``Content`` are.
    """
    articles = {article.id: article for article in contents.articles}
    said: dict[str, Statement | Figure] = {}
    article_of: dict[str, str] = {}
    for thread in contents.relations:
        article_of |= {each.id: each.article_id for each in thread.statements}
        article_of |= {each.id: each.article_id for each in thread.figures}
    rulings = standing(contents.rulings)
    for article_id in sorted({article_of[ruling.target] for ruling in rulings if ruling.target in article_of}):
        found = annotations(article_id)
        if found is not None:
            said |= {each.id: each for each in found.statements}
            said |= {each.id: each for each in found.figures}
    for ruling in rulings:
        record = said.get(ruling.target)
        about = [record.article_id] if record else [one for one in _articles(ruling) if one in articles]
        row: dict[str, Any] = {
            "ruling": ruling.id,
            "kind": ruling.kind,
            "target": ruling.target,
            "by": ruling.by,
            "at": ruling.at,
            "why": ruling.why,
            "articles": [{"id": one, "digest": sha256(articles[one].text.encode()).hexdigest()} for one in about],
            "machine": _machine(ruling, record),
            "editor": ruling.value or ruling.kind,
        }
        if record is not None:
            evidence = record.evidence
            start, end = min(each.start for each in evidence), max(each.end for each in evidence)
            row |= {"start": start, "end": end, "text": articles[record.article_id].text[start:end]}
            row |= _spans(record)
        yield row


def _articles(ruling: Ruling) -> tuple[str, ...]:
    if ruling.kind in OUTLET_RULINGS:
        return ()
    return ruling.article_ids or (ruling.target,)


def _machine(ruling: Ruling, record: Statement | Figure | None) -> str:
    """What the machine answers, whatever was ruled since; where that is not kept, what the desk answered before this ruling."""
    if isinstance(record, Statement) and ruling.kind in ("speaker", "stance", "anonymous"):
        speaker = record.speaker
        answers = {"speaker": speaker.name or speaker.text or "", "stance": record.stance}
        return answers.get(ruling.kind, "yes" if speaker.anonymous else "no")
    if isinstance(record, Figure) and ruling.kind == "place":
        return record.place or ""
    return ruling.was


def _spans(record: Statement | Figure) -> dict[str, list[list[int]]]:
    """Where the machine sees source, cue and content; of a figure where it stands."""
    if isinstance(record, Figure):
        return {"Figure": [[record.start, record.end]]}
    speaker = record.speaker
    named = speaker.start is not None and speaker.end is not None
    return {
        "Source": [[speaker.start or 0, speaker.end or 0]] if named else [],
        "Cue": [[record.cue.start, record.cue.end]] if record.cue else [],
        "Content": [[each.start, each.end] for each in record.contents],
    }
