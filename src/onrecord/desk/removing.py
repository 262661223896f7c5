"""What is to be removed, worked out before anything is: a person's words, and what has been kept long enough.

A capture is never changed, and evidence is characters of its text. So words cannot be cut out of a report: the reports that hold
them are removed whole, and a plan says which those are before it is done.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from onrecord.desk.executors import Failure, attempt
from onrecord.desk.stages import AnnotateStage
from onrecord.desk.statements import attitudes, speaks
from onrecord.desk.store import Seen, Store
from onrecord.model.codec import to_plain
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.names import folded

#: Words from which on a passage is taken for the same words where they stand elsewhere.
_TELLING = 5

#: Words of a passage that are searched for: more tell nothing new.
_SEARCHED = 40

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A report that is to be removed: ``statements`` of the person stand in it and ``others`` of other people, who lose them, too.

    ``because`` says why it is among them.
    """

    article_id: str
    source: str
    title: str | None
    statements: int
    others: int
    because: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What removing a person's words takes away. ``names`` are the names under which the desk knows the person."""

    names: tuple[str, ...]
    reports: tuple[Held, ...]


def words_of(store: Store, stage: AnnotateStage, name: str, *, mentions: bool = False) -> Plan:
    """The reports in which somebody called ``name`` speaks, in any revision, or in which such words stand without the name.

    Who is called so is told as ``onrecord show statements --actor`` tells it. ``mentions``: also the reports that name the person.
    Reads the whole desk. Raises ``NotFound``, and ``UsageError`` where ``name`` holds none.
    """
    if not any(letter.isalnum() for letter in folded(name)):  # nothing would be in every name
        raise UsageError(f"{name!r} holds no name: give a name, an alias or an actor's identifier.")
    with store.snapshot():
        actors = [json.loads(record.body) for record in store.all_records("actors")]
        is_called_so = speaks(name, actors)
        because: dict[str, str] = {}
        own: dict[str, int] = {}
        all_statements: dict[str, int] = {}
        texts: set[str] = set()
        names: set[str] = set()
        statements: Iterator[Plain] = (json.loads(record.body) for record in store.all_records("statements"))
        for statement in (*statements, *attitudes(store)):
            article_id = statement["article_id"]
            all_statements[article_id] = all_statements.get(article_id, 0) + 1
            if is_called_so(statement["speaker"]):
                own[article_id] = own.get(article_id, 0) + 1
                because[article_id] = "words of the person stand in it"
                texts.update(content["text"] for content in statement["contents"])
                names.update(filter(None, (statement["speaker"]["name"],)))
        known = [actor for actor in actors if is_called_so({"actor_id": actor["id"], "name": None, "anonymous": False})]
        names.update(each for actor in known for each in (actor["name"], *actor["names"]))
        for article_id, found in _in_earlier(store, stage, is_called_so):
            because.setdefault(article_id, "words of the person stand in an earlier revision")
            texts.update(found)
        for article_id in _repeating(store, texts):
            because.setdefault(article_id, "the same words stand in it")
        if mentions:
            named = {one for actor in known for one in actor["article_ids"]}
            named.update(one for each in (*names, name) for one in _holding(store, each))
            for article_id in sorted(named):
                because.setdefault(article_id, "it names the person")
        if not because:
            raise NotFound(f"Nobody called {name!r} speaks in the desk: see who does with `onrecord show actors`.")
        articles = store.articles(sorted(because))
        reports = tuple(
            Held(
                one,
                article.source,
                article.title,
                own.get(one, 0),
                all_statements.get(one, 0) - own.get(one, 0),
                because[one],
            )
            for one, article in sorted(articles.items())
        )
    return Plan(tuple(sorted(names)), reports)


def _in_earlier(store: Store, stage: AnnotateStage, is_called_so: Any) -> Iterator[tuple[str, list[str]]]:
    """The articles in an earlier revision of which the person speaks, with those words. Annotations of these are not kept."""
    annotate = None
    for article in store.all_earlier():
        annotate = annotate or stage.make()
        said = attempt(annotate, article)
        if isinstance(said, Failure):
            continue
        found = [
            content.text
            for statement in (*said.statements, *said.attitudes)
            if is_called_so(to_plain(statement.speaker))
            for content in statement.contents
        ]
        if found:
            yield article.id, found


def _repeating(store: Store, texts: Iterable[str]) -> Iterator[str]:
    """The articles in which one of these passages stands word for word, however its lines are broken."""
    telling = sorted({words for words in map(_words, texts) if words.count(" ") + 1 >= _TELLING})
    for words in telling:
        yield from _holding(store, " ".join(words.split()[:_SEARCHED]))
    for article in store.all_earlier() if telling else ():
        text = f" {_words(article.text)} "
        if any(f" {words} " in text for words in telling):
            yield article.id


def _holding(store: Store, words: str) -> list[str]:
    """The articles that hold these words one after the other."""
    phrase = _words(words)
    return store.matching(f'"{phrase}"') if phrase else []


def _words(text: str) -> str:
    return " ".join(folded(text).split())


def expired(store: Store, days: int, now: datetime, source: str = "") -> list[Seen]:
    """The captures that were received more than ``days`` days ago, of all sources or of one (or the members of an archive).

    Received, not published: that time is always known. Reads all captures, without their bytes. Raises ``UsageError``.
    """
    if days < 1:
        raise UsageError("--days must be 1 or more: what came in today is always kept.")
    try:
        before = now.astimezone(UTC) - timedelta(days=days)
    except OverflowError as error:
        raise UsageError(f"{days} days are longer than any calendar: give fewer.") from error
    chosen = {each.capture_id for each in store.seen_from(source)} if source else None
    return [
        seen
        for received, seen in store.all_received()
        if (chosen is None or seen.capture_id in chosen) and _moment(received) < before
    ]


def _moment(received: str) -> datetime:
    moment = datetime.fromisoformat(received)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
