"""Stages small enough to reason about, for tests of what stands around them. They pickle.

An input is lines of text: ``@address NAME`` and ``@published DATE`` are its metadata, ``#word`` is a topic (articles that share
one belong to one thread), ``NAME says WORDS`` a statement, and the commands below make a stage fail.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from onrecord.desk.stages import AnnotateStage, Links, ReadStage, RelateStage, Stages, Texts
from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.capture import Capture, Listing, Refusal
from onrecord.model.identity import digest, make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Dating, Neighbourhood, Relations, Story
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.model.statement import Actor, Speaker, Statement
from onrecord.model.when import UNKNOWN_TIME, When

REFUSE = "%refuse"  # read returns a Refusal
EXPLODE_READ = "%explode read"
EXPLODE_ANNOTATE = "%explode annotate"
EXPLODE_KEYS = "%explode keys"
EXPLODE_LINK = "%explode link"
EXPLODE_GROUP = "%explode group"
EXPLODE_RELATE = "%explode relate"
KILL = "%kill"  # read ends its own process
KILL_ONCE = "%kill once "  # the same, where the file named after it does not exist yet


@dataclass(frozen=True, slots=True)
class Arrival:
    """What ``collect`` gives."""

    source: str
    text: str
    address: str | None = None
    media_type: str = "text/plain"
    received_at: str | None = None
    listing: Listing | None = None
    charset: str | None = None
    note: str = ""

    @property
    def location(self) -> str:
        return f"/fake/{self.source}"

    @property
    def data(self) -> bytes:
        return self.text.encode()


@dataclass(frozen=True, slots=True)
class Link:
    kind: str
    weight: float
    reason: str
    near: bool = False


def _note(log: str | None, stage: str, unit: str) -> None:
    if log:
        with Path(log).open("a") as stream:
            stream.write(f"{stage} {unit}\n")


def reader(log: str | None = None, shout: bool = False) -> Callable[[Capture], Article | Refusal]:
    return partial(read, log, shout)


def read(log: str | None, shout: bool, capture: Capture) -> Article | Refusal:
    _note(log, "read", capture.source)
    text = capture.data.decode()
    lines = text.splitlines()
    if REFUSE in lines:
        return Refusal(capture.source, "it says nothing")
    if EXPLODE_READ in lines:
        raise ValueError("bad\nluck")
    for line in lines:
        once = Path(line.removeprefix(KILL_ONCE))
        if line == KILL or (line.startswith(KILL_ONCE) and not once.exists()):
            if line != KILL:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    told = dict(line[1:].split(" ", 1) for line in lines if line.startswith("@"))
    address = told.get("address")
    published = told.get("published")
    if shout:
        text = text.upper()
    return Article(
        id=Article.make_id(address, capture.source),
        capture_id=capture.id,
        source=capture.source,
        address=address,
        outlet=told.get("outlet"),
        via=(),
        title=lines[0] if lines else None,
        byline=(),
        published=When(published, published, "day", "text") if published else UNKNOWN_TIME,
        updated=None,
        language="en",
        text=text,
        segments=(Segment("body", 0, len(text), 0, len(text), "all of it"),) if text else (),
    )


class Shouter:
    """A reader that finds no commands: it reads everything in capitals."""

    def __call__(self, capture: Capture) -> Article | Refusal:
        louder = replace(capture, data=capture.data.upper())
        return read(None, True, louder)


def annotator(log: str | None = None) -> Callable[[Article], Annotations]:
    return partial(annotate, log)


def annotate(log: str | None, article: Article) -> Annotations:
    _note(log, "annotate", article.source)
    if EXPLODE_ANNOTATE in article.text:
        raise KeyError("annotate")
    statements = []
    start = 0
    for line in article.text.splitlines(keepends=True):
        name, says, content = line.rstrip("\n").partition(" says ")
        if says:
            passage = Passage(content, start + len(name + says), start + len(name + says + content))
            statements.append(
                Statement(
                    id=make_id("st", article.id, start, digest(content)),
                    article_id=article.id,
                    speaker=Speaker(name, start, start + len(name), name, False),
                    cue=Passage("says", start + len(name) + 1, start + len(name) + 5),
                    contents=(passage,),
                    stance="says",
                    direct=False,
                    said=UNKNOWN_TIME,
                    via=(),
                    to=None,
                    negated=False,
                    hedge=None,
                    segment="body",
                    confidence=1.0,
                    reason="",
                    evidence=(Evidence.of(article.id, article.text, start, start + len(line.rstrip("\n"))),),
                )
            )
        start += len(line)
    return Annotations(article.id, (), (), tuple(statements), (), (), 0)


@dataclass(frozen=True, slots=True)
class Parting:
    """Six hang together by any link, more by those of two topics or more."""

    most: int = 6
    levels: tuple[float, ...] = (0.0, 2.0)


def sketch(annotated: Annotated) -> Sketch:
    """The topics as terms, and of a command in the text the title."""
    article = annotated.article
    if EXPLODE_KEYS in article.text:
        raise KeyError("keys")
    topics = tuple(sorted({word for word in article.text.split() if word.startswith("#")}))
    commands = [line for line in article.text.splitlines() if line in (EXPLODE_LINK, EXPLODE_GROUP)]
    title = commands[0] if commands else article.title
    ones = (1,) * len(topics)
    return Sketch(article.id, title, article.published, topics, ones, ones, tuple(map(float, ones)), (), ())


def topics(sketch: Sketch) -> tuple[str, ...]:
    return sketch.terms


def link(a: Sketch, b: Sketch, texts: Texts) -> Link | None:
    """Near are those that share a topic that does not say that it is far."""
    assert a.article_id < b.article_id
    assert set(texts([a.article_id, b.article_id])) == {a.article_id, b.article_id}
    if EXPLODE_LINK in (a.title, b.title):
        raise KeyError("link")
    shared = sorted(set(a.terms) & set(b.terms))
    near = not all(topic.startswith("#far") for topic in shared)
    return Link("topic", float(len(shared)), " ".join(shared), near) if shared else None


def group(
    log: str | None, sketches: Sequence[Sketch], links: Links, rulings: Sequence[Ruling], texts: Texts
) -> Neighbourhood:
    assert all({a, b} <= {each.article_id for each in sketches} and a < b for a, b in links)
    if any(each.title == EXPLODE_GROUP for each in sketches):
        raise KeyError("group")
    items = sorted(sketches, key=lambda each: (each.published.start or "", each.article_id))
    ids = tuple(each.article_id for each in items)
    _note(log, "group", " ".join(ids))
    title, reasons = items[0].title or "", tuple(sorted(link.reason for link in links.values()))
    story = Story(make_id("story", ids[0]), title, ids[0], ids, None, None, reasons)
    return Neighbourhood(make_id("nbh", ids[0]), (), (story,))


def relate(
    log: str | None, thread: Sequence[Annotated], neighbourhoods: Sequence[Neighbourhood], rulings: Sequence[Ruling]
) -> Relations:
    thread = sorted(thread, key=lambda each: (each.article.published.start or "", each.article.id))
    ids = tuple(each.article.id for each in thread)
    _note(log, "relate", " ".join(sorted(each.article.source for each in thread)))
    if any(EXPLODE_RELATE in each.article.text for each in thread):
        raise KeyError("relate")
    speakers = {ruling.target: ruling.value for ruling in rulings if ruling.kind == "speaker"}
    statements = [
        replace(each, speaker=replace(each.speaker, name=speakers.get(each.id, each.speaker.name)))
        for annotated in thread
        for each in annotated.annotations.statements
    ]
    names = sorted({each.speaker.name or "" for each in statements})
    return Relations(
        thread_id=make_id("thr", ids[0]),
        datings=tuple(Dating(each.article.id, each.article.published.because("given")) for each in thread),
        copies=(),
        stories=tuple(story for each in neighbourhoods for story in each.stories),
        actors=tuple(
            Actor(
                id=make_id("act", name),
                name=name,
                kind="person",
                names=(name,),
                roles=(),
                country=None,
                article_ids=tuple(sorted({each.article_id for each in statements if each.speaker.name == name})),
                evidence=tuple(each.evidence[0] for each in statements if each.speaker.name == name)[:1],
            )
            for name in names
        ),
        statements=tuple(statements),
        figures=(),
        series=(),
        events=(),
        claims=(),
        differences=(),
    )


def fake_stages(
    log: Path | None = None,
    *,
    read_version: str = "1",
    annotate_version: str = "1",
    relate_version: str = "1",
    **read: bool,
) -> Stages:
    """Stages that write one line for each call into the file ``log``."""
    path = str(log) if log else None
    return Stages(
        ReadStage(partial(reader, path, **read), read_version),
        AnnotateStage(partial(annotator, path), annotate_version),
        RelateStage(sketch, topics, link, partial(group, path), partial(relate, path), Parting(), relate_version),
    )
