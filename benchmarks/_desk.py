"""A desk over articles that are annotated already: what ``relate`` makes of them, by the way that a desk's articles go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord import relate
from onrecord.collect.inputs import Input
from onrecord.desk.executors import Executor, InlineExecutor
from onrecord.desk.runner import Runner
from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.stages import AnnotateStage, ReadStage, RelateStage, Stages
from onrecord.model.annotations import Annotated
from onrecord.model.capture import Capture
from onrecord.model.identity import make_id
from onrecord.model.relations import Neighbourhood, Relations
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch

Make = Callable[[str], Annotated]


def arrival(name: str) -> Input:
    """An input that is its own name."""
    return Input(name, name, "text/plain", name.encode())


@dataclass(slots=True)
class Timed(Runner):
    """A runner that tells the seconds it spends between annotating and relating, by the clock and of the processor.

    ``sketching`` is where it sketches, if not with the rest.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    sketching: Executor | None = None

    def _keys(self) -> None:
        inline, self.executor = self.executor, self.sketching or self.executor
        self._timed(super(Timed, self)._keys)
        self.executor = inline

    def _link(self) -> None:
        self._timed(super(Timed, self)._link)

    def _group(self) -> None:
        self._timed(super(Timed, self)._group)

    def forget_all(self) -> None:
        """Keep no record in memory: the next article finds what a new process does."""
        self._kept.clear()
        self._articles.clear()

    def _timed(self, step: Callable[[], None]) -> None:
        start, cpu = time.perf_counter(), time.process_time()
        step()
        self.seconds += time.perf_counter() - start
        self.cpu += time.process_time() - cpu


def runner(
    make: Make,
    folder: Path | None = None,
    *,
    sketch: Callable[[Annotated], Sketch] = relate.sketch,
) -> Timed:
    """A runner whose inputs are names: ``make`` gives the annotated article of one. Threads are found, not related."""
    made: dict[str, Annotated] = {}

    def read() -> Callable[[Capture], object]:
        def one(capture: Capture) -> object:
            given = make(capture.source)
            item = replace(given, article=replace(given.article, capture_id=capture.id))
            made[item.article.id] = item
            return item.article

        return one

    stages = Stages(
        ReadStage(read, "1"),  # type: ignore[arg-type]
        AnnotateStage(lambda: lambda article: made.pop(article.id).annotations, "1"),
        RelateStage(sketch, relate.keys, relate.link, relate.group, _nothing, relate.PARTING, relate.VERSION),
    )
    clock = datetime(2031, 5, 2, tzinfo=UTC)
    return Timed(SqliteStore(folder), stages, InlineExecutor(), lambda: clock)


def grouped(items: Iterable[Annotated]) -> Timed:
    """A runner over a desk in memory that holds these articles, with their neighbourhoods and threads."""
    by_name = {item.article.source: item for item in items}
    own = runner(by_name.__getitem__)
    own.add(arrival(name) for name in sorted(by_name))
    return own


def _nothing(
    thread: Sequence[Annotated], neighbourhoods: Sequence[Neighbourhood], rulings: Sequence[Ruling]
) -> Relations:
    return Relations(make_id("thr", thread[0].article.id), (), (), (), (), (), (), (), (), (), ())
