"""Who finds best who said what: Onrecord's rules beside dependency rules on spaCy and textacy's direct quotations, in one run.

``python -m benchmarks.peers [--data PATH] [--split NAME] [--json]``, with the data of ``benchmarks.statements``. Each extractor gets
the same files in a process of its own, one after the other, with libraries held to one thread; what it finds is scored by
``benchmarks.statements``. Words a second are those of processor time, all threads together, without loading. The peers need
an environment of their own: ``bash benchmarks/peers/environment.sh`` makes it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import _common, statements

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-peers"
PEERS = {"spacy": "spacy_rules", "textacy": "textacy_quotes"}
SHOWN = (
    "source_token_f1",
    "cue_token_f1",
    "content_token_f1",
    "relation_f1",
    "relation_f1_interval",
    "relation_precision",
    "relation_recall",
    "relation_strict_f1",
    "relation_strict_f1_interval",
    "words_per_second",
    "memory_mb",
)


class NotRun(Exception):
    """An extractor that could not be run; the message says why and what to do."""


def relations(attributions: Sequence[dict[str, Any]], words: list[tuple[int, int]]) -> list[statements.Relation]:
    """What a peer printed for one file as word indices."""
    return [
        statements.Relation(
            *(
                frozenset(k for start, end in item[role] for k in statements.indices(words, start, end))
                for role in ("source", "cue", "content")
            )
        )
        for item in attributions
    ]


def scored(lines: Sequence[str], pairs: Sequence[tuple[Path, Path]]) -> statements.Metrics:
    """Metrics of the JSON lines that a peer printed for the texts of ``pairs``."""
    *printed, last = [json.loads(line) for line in lines]
    by_file = {item["file"]: item["attributions"] for item in printed}
    files, count = [], 0
    for text_path, marked_path in pairs:
        text = text_path.read_text(encoding="utf-8")
        words = statements.words_of(text)
        gold = statements.marked_relations(marked_path.read_text(encoding="utf-8"), words)
        files.append(statements.score_file(text, gold, relations(by_file[text_path.name], words), words))
        count += len(words)
    return {
        **statements.summary(files),
        "words_per_second": _common.ratio(count, last["seconds"]),
        "memory_mb": last["memory_mb"],
    }


def run_peer(module: str, environment: Path, pairs: Sequence[tuple[Path, Path]]) -> statements.Metrics:
    """Run one peer on copies of the texts; ``NotRun`` where its environment is missing or it fails."""
    python = environment / "bin" / "python"
    if not python.exists():
        raise NotRun("the peers' environment is missing; make it with: bash benchmarks/peers/environment.sh")
    with tempfile.TemporaryDirectory() as folder:
        for text, _ in pairs:
            shutil.copy(text, folder)
        return scored(_printed([str(python), "-m", f"benchmarks.peers.{module}", folder]), pairs)


def run_ours(data: Path, split: str) -> statements.Metrics:
    command = [sys.executable, "-m", "benchmarks.statements", "--data", str(data.resolve()), "--split", split, "--json"]
    measured: statements.Metrics = json.loads(_printed(command)[-1])
    return measured


def _printed(command: list[str]) -> list[str]:
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **one}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise NotRun(
            f"{' '.join(command[1:3])} failed: {reason}; bash benchmarks/peers/environment.sh makes the peers' anew"
        )
    return done.stdout.splitlines()


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " to ".join(f"{item:.3f}" for item in value)
    return f"{value:.0f}" if value > 1 else f"{value:.3f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run all three and print a table; status 2 with one line where data or environment are missing."""

    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--environment", type=Path, default=ENVIRONMENT, help="of the peers (default: .venv-peers at the root)"
        )

    source = "https://github.com/networkdynamics/PolNeAR"
    run = _common.start("peers", (__doc__ or "").splitlines()[0], "attribution", source, extend, argv)
    split = run.split or "dev"
    try:
        pairs = statements.load(run.data, split)
        table = {"onrecord": run_ours(run.data, split)}
        for name, module in PEERS.items():
            table[name] = run_peer(module, run.rest.environment, pairs)
    except (FileNotFoundError, NotRun) as error:
        print(f"benchmarks.peers: {error}", file=sys.stderr)
        return 2
    print(f"{'':30}" + "".join(f"{name:>20}" for name in table))
    for metric in SHOWN:
        print(f"{metric:30}" + "".join(f"{_shown(column[metric]):>20}" for column in table.values()))
    if run.as_json:
        flat = {f"{name}_{metric}": column[metric] for name, column in table.items() for metric in SHOWN}
        run.report(len(pairs), flat)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
