"""How well the chronicle of a story picks its days and sentences: Timeline17, with tilse's own measures, beside peers.

``python -m benchmarks.timelines [--data PATH] [--environment DIR] [--rouge original] [--within] [--json]``, ``PATH`` a folder of topic folders. Each
timeline of a folder gives how many days and sentences a day are asked for, and from which day to which, as in the literature. What
was learned from a topic never judges it: for the topics that the shipped weights were learned from those of
``training/timelines/left_out.json`` are used. Peers are those of ``benchmarks._timeline_peers``; they get the same articles and the
same dates.

``date_f1``, and of tilse's measures ``ar1`` and ``ar2`` (ROUGE over days aligned by date and content, many to one), ``concat``,
``agreement`` and ``align``: F1 of precision and recall averaged over timelines, as published. The measures need the peers'
environment (``bash benchmarks/peers/environment.sh``); without it the days alone are measured.

Timeline17: Tran et al. 2013, http://l3s.de/~gtran/timeline/.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks import _common, _timeline_peers
from benchmarks._timelines import Folder, Timeline, load
from onrecord.relate.chronicle import chronicle

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = ROOT / "training/timelines/left_out.json"
OURS = "onrecord"
MEASURES = ("ar1", "ar2", "concat1", "concat2", "agreement1", "agreement2", "align1", "align2")
#: What a topic is judged by is compared in both.
DECIDING = ("date_f1", "ar1")

Score = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Task:
    """One timeline to be made: of what length, and from which day to which."""

    folder: Folder
    reference: Timeline

    @property
    def days(self) -> int:
        return len(self.reference)

    @property
    def sentences(self) -> int:
        return max(1, round(fmean(len(told) for told in self.reference.values())))

    @property
    def span(self) -> tuple[int, int]:
        days = sorted(self.reference)
        return date.fromisoformat(days[0]).toordinal(), date.fromisoformat(days[-1]).toordinal()


def within(task: Task) -> Task:
    """The same task with the articles alone that were published in the time that its timeline covers."""
    first, last = task.span
    held = tuple(document for document in task.folder.documents if first <= document.day <= last)
    return Task(Folder(task.folder.name, held, task.folder.references), task.reference)


def ours(task: Task, learned: Mapping[str, Any]) -> Timeline:
    """The timeline of the chronicle, in the lines of the folder."""
    folder, days = task.folder, sorted(task.reference)
    made = chronicle(
        [document.item for document in folder.documents],
        folder.published,
        days=task.days,
        sentences=task.sentences,
        first=days[0],
        last=days[-1],
        learned=learned["weights"],
    )
    return {
        entry.day: list(dict.fromkeys(folder.line_at(piece.article_id, piece.start) for piece in entry.evidence))
        for entry in made.entries
    }


def _peer(name: str, task: Task, learned: Mapping[str, Any]) -> Timeline:
    return _timeline_peers.predict(task.folder, name, task.days, task.sentences, task.span, learned["datewise"])


SYSTEMS: Mapping[str, Callable[[Task, Mapping[str, Any]], Timeline]] = {
    OURS: ours,
    **{name: partial(_peer, name) for name in _timeline_peers.NAMES},
}


def date_score(made: Timeline, reference: Timeline) -> dict[str, float]:
    """Precision and recall of the days."""
    both = len(made.keys() & reference.keys())
    return {"precision": _common.ratio(both, len(made)), "recall": _common.ratio(both, len(reference))}


def averaged(scores: Sequence[Score], measure: str) -> float:
    """F1 of the averages of precision and recall."""
    if not scores:
        return 0.0
    return _common.f1(
        fmean(score[measure]["precision"] for score in scores), fmean(score[measure]["recall"] for score in scores)
    )


def measured(
    made: Sequence[Timeline], tasks: Sequence[Task], environment: Path, rouge: str
) -> list[dict[str, dict[str, float]]]:
    """tilse's measures of some timelines. Raises ``RuntimeError`` with what to do where they cannot be had."""
    python = environment / "bin" / "python"
    if not python.exists():
        raise RuntimeError("tilse's measures need the peers' environment: bash benchmarks/peers/environment.sh")
    items = [{"predicted": one, "reference": task.reference} for one, task in zip(made, tasks, strict=True)]
    done = subprocess.run(
        [str(python), "-m", "benchmarks.peers.tilse_measures"],
        input=json.dumps({"rouge": rouge, "items": items}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise RuntimeError(f"tilse failed: {reason}; bash benchmarks/peers/environment.sh makes its environment anew")
    return [json.loads(line) for line in done.stdout.splitlines()]


def ahead(
    table: Mapping[str, Sequence[Score]], topics: Sequence[str], measure: str, peer: str
) -> dict[str, float | list[float]]:
    """By how much we are ahead of a peer: intervals of a paired bootstrap over timelines, and over topics."""

    def gain(chosen: Sequence[int]) -> float:
        return averaged([table[OURS][at] for at in chosen], measure) - averaged(
            [table[peer][at] for at in chosen], measure
        )

    by_topic = [[at for at, topic in enumerate(topics) if topic == name] for name in sorted(set(topics))]
    everything = range(len(topics))
    return {
        "ahead": gain(everything),
        "interval": list(_common.bootstrap(everything, gain)),
        "interval_by_topic": list(
            _common.bootstrap(by_topic, lambda drawn: gain([at for topic in drawn for at in topic]))
        ),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Run all systems and print a table; status 2 with one line where the data are missing."""

    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--environment", type=Path, default=ROOT / ".venv-peers", help="of the peers, with tilse")
        parser.add_argument("--rouge", choices=("reimpl", "original"), default="reimpl", help="original: tilse's Perl")
        parser.add_argument(
            "--within",
            action="store_true",
            help="only articles of the time that the timeline covers, as DATEWISE was run",
        )
        parser.add_argument("--verbose", action="store_true", help="print each timeline")

    source = "http://l3s.de/~gtran/timeline/"
    run = _common.start("timelines", (__doc__ or "").splitlines()[0], "timelines", source, extend, argv)
    try:
        folders = load(run.data)
    except (FileNotFoundError, NotADirectoryError) as error:
        print(f"benchmarks.timelines: {error}; fetch {source} and give its place with --data", file=sys.stderr)
        return 2
    learned = json.loads(LEFT_OUT.read_text(encoding="utf-8"))
    tasks = [Task(folder, told) for folder in folders for _, told in sorted(folder.references.items())]
    if run.rest.within:
        tasks = [within(task) for task in tasks]
    topics = [task.folder.topic for task in tasks]
    table: dict[str, list[dict[str, Any]]] = {}
    shown: tuple[str, ...] = ("date_f1",)
    for name, make in SYSTEMS.items():
        made = [make(task, learned.get(task.folder.topic, learned[""])) for task in tasks]
        table[name] = [{"date_f1": date_score(one, task.reference)} for one, task in zip(made, tasks, strict=True)]
        try:
            told = measured(made, tasks, run.rest.environment, run.rest.rouge)
            shown = ("date_f1", *MEASURES)
        except RuntimeError as error:
            if name == OURS:
                print(f"benchmarks.timelines: {error}", file=sys.stderr)
            continue
        for row, more in zip(table[name], told, strict=True):
            row.update(more)
    _print(table, tasks, shown, run.rest.verbose)
    metrics: dict[str, Any] = {}
    for name, rows in table.items():
        prefix = "" if name == OURS else f"{name}_"
        metrics |= {f"{prefix}{measure}": averaged(rows, measure) for measure in shown}
    for measure in (measure for measure in DECIDING if measure in shown):
        best = max(_timeline_peers.NAMES, key=lambda name: averaged(table[name], measure))
        metrics[f"{measure}_best_peer"] = best
        metrics |= {f"{measure}_{key}": value for key, value in ahead(table, topics, measure, best).items()}
    run.report(len(tasks), {"topics": len(set(topics)), **metrics})
    return 0


def _print(table: Mapping[str, Sequence[Score]], tasks: Sequence[Task], shown: Sequence[str], each: bool) -> None:
    print(f"{'':14}" + "".join(f"{measure:>12}" for measure in shown))
    for name, rows in table.items():
        print(f"{name:14}" + "".join(f"{averaged(rows, measure):12.4f}" for measure in shown))
        for task, row in zip(tasks, rows, strict=True) if each else ():
            print(f"  {task.folder.name:24}" + "".join(f"{averaged([row], measure):12.4f}" for measure in shown))


if __name__ == "__main__":
    raise SystemExit(main())
