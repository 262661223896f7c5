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

from onrecord.desk.stages import AnnotateStage, ReadStage, RelateStage, Stages
from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.capture import Capture, Listing, Refusal
from onrecord.model.identity import digest, make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Dating, Relations, Story
from onrecord.model.ruling import Ruling
from onrecord.model.statement import Actor, Speaker, Statement
from onrecord.model.when import UNKNOWN_TIME, When

REFUSE = "%refuse"  # read returns a Refusal
EXPLODE_READ = "%explode read"
EXPLODE_ANNOTATE = "%explode annotate"
EXPLODE_KEYS = "%explode keys"
EXPLODE_LINK = "%explode link"
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


def topics(annotated: Annotated) -> tuple[str, ...]:
    if EXPLODE_KEYS in annotated.article.text:
        raise KeyError("keys")
    return tuple(sorted({word for word in annotated.article.text.split() if word.startswith("#")}))


def link(a: Annotated, b: Annotated) -> Link | None:
    assert a.article.id < b.article.id
    if EXPLODE_LINK in a.article.text + b.article.text:
        raise KeyError("link")
    shared = sorted(set(topics(a)) & set(topics(b)))
    return Link("topic", float(len(shared)), " ".join(shared)) if shared else None


def relate(log: str | None, thread: Sequence[Annotated], rulings: Sequence[Ruling]) -> Relations:
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
        stories=(
            Story(
                id=make_id("story", ids[0]),
                thread_id=make_id("thr", ids[0]),
                title=thread[0].article.title or "",
                title_article_id=ids[0],
                article_ids=ids,
                first=None,
                last=None,
                reasons=tuple(f"{len(each.earlier)} earlier" for each in thread),
            ),
        ),
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
        RelateStage(topics, link, partial(relate, path), relate_version),
    )
