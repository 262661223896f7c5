"""Learn what each ground for a missing date counts for, and how likely an interval must be to be given.

    python -m training.dating [--data PATH] [--wikinews PATH] [--out FILE]

``PATH`` is laid out as for ``benchmarks.undated``; only the topics of its ``tune`` split are read. Needs ``scipy`` (it comes with
``scikit-learn``). The weights are those of a conditional logit over days, held back towards 0 (L2); the thresholds are chosen on
topics that were left out of the learning, in turn. The same data and versions give the same file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks._common import DEFAULT_BENCH
from benchmarks._undated_desks import Topic
from benchmarks.undated import SEED, topics
from scipy.optimize import minimize

from onrecord.relate.dating_learned import agrees, narrowest, probabilities
from training.dating.examples import Example, examples

Chances = npt.NDArray[np.float64]

OUT = Path(__file__).parents[2] / "src/onrecord/relate/data/dating.json"

#: Articles of a topic that are read at most.
MOST = 10_000

#: How strongly weights are held towards 0.
HELD_BACK = 3.0

#: Features of which the flattened texts of the training topics have none: set by hand.
BY_HAND = {"copies": 1.0}

#: Widths of the intervals that are given; the share of the given ones that must hold on topics left out, and the share of them
#: that must be short, with those of the rules.
WIDTHS = (1, 2, 3, 5, 7)
HOLDING = 0.96
SHORT, SHORT_SHARE = 3, 0.6


def fit(given: Sequence[Example], names: Sequence[str]) -> npt.NDArray[np.float64]:
    """The weights of ``names`` under which the true days are likeliest; shape (names,)."""
    given = [example for example in given if example.true in example.days]
    sizes = [len(example.days) for example in given]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    which = np.repeat(np.arange(len(given)), sizes)
    true = starts + np.array([example.days.index(example.true) for example in given])
    table = np.zeros((sum(sizes), len(names)), dtype=np.float32)
    for column, name in enumerate(names):
        for start, example in zip(starts, given, strict=True):
            feature = example.features.get(name)
            if feature is not None:
                table[start : start + len(feature), column] = feature

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        logs = (table @ weights.astype(np.float32)).astype(np.float64)
        top = np.maximum.reduceat(logs, starts)
        risen = np.exp(logs - top[which])
        total = np.add.reduceat(risen, starts)
        chances = (risen / total[which]).astype(np.float32)
        gradient = (chances @ table).astype(np.float64) - table[true].sum(axis=0) + HELD_BACK * weights
        return float(np.sum(np.log(total) + top - logs[true]) + HELD_BACK / 2 * weights @ weights), gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return np.asarray(found.x, dtype=np.float64)


def held_out(given: Sequence[Example], names: Sequence[str]) -> list[tuple[Example, Chances]]:
    """For each example the chances of its days by weights learned without its topic."""
    found = []
    for topic in sorted({example.topic for example in given}):
        rest = [example for example in given if example.topic != topic]
        weights = {**dict(zip(names, fit(rest, names), strict=True)), **BY_HAND}
        found.extend((example, probabilities(example.features, weights)) for example in given if example.topic == topic)
    return found


def answer(example: Example, likely: Chances, sure: Mapping[int, float]) -> tuple[int, int] | None:
    """The interval that is given, as first and last day: the learned one, else that of the rules."""
    first, last, _, certain = narrowest(example.days, likely, sure)
    if certain:
        return first, last
    ruled = example.by_rules
    return ruled if ruled and agrees(example.days, likely, ruled, example.size) else None


def outcome(judged: Sequence[tuple[Example, Chances]], sure: Mapping[int, float]) -> tuple[int, float, float]:
    """How many intervals are given, the share of them that hold, and the share that is short."""
    holds, widths = [], []
    for example, likely in judged:
        found = answer(example, likely, sure)
        if found:
            holds.append(found[0] <= example.true <= found[1])
            widths.append(found[1] - found[0] + 1)
    return len(holds), float(np.mean(holds or [0])), float(np.mean(np.array(widths or [0]) <= SHORT))


def thresholds(judged: Sequence[tuple[Example, Chances]]) -> dict[int, float]:
    """By width the least share of the weight from which intervals are given: those that give the most and hold."""
    best: tuple[int, dict[int, float]] = (0, dict.fromkeys(WIDTHS, 0.99))
    for short in (0.93, 0.97):
        for middle in np.arange(0.76, 0.97, 0.03):
            for long in (middle, middle + 0.04, middle + 0.08):
                sure = {
                    width: round(min(0.99, float(short if width < SHORT else middle if width == SHORT else long)), 3)
                    for width in WIDTHS
                }
                number, holding, narrow = outcome(judged, sure)
                if holding >= HOLDING and narrow >= SHORT_SHARE and number > best[0]:
                    best = number, sure
    return best[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="as for benchmarks.undated")
    parser.add_argument("--wikinews", type=Path, help="as for benchmarks.undated")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    data = given.data or Path(os.environ.get("ONRECORD_BENCH") or DEFAULT_BENCH) / "timelines"
    news = given.wikinews or data.parent / "stories" / "wikinews_2019_2020"
    if not data.is_dir():
        print(f"training.dating: {data} is not there; give the folder of topics with --data", file=sys.stderr)
        raise SystemExit(2)
    desks = list(topics(data, news, "tune", MOST))
    with ProcessPoolExecutor(given.processes) as pool:
        made = [example for found in pool.map(_of_topic, desks) for example in found]
    learn(made, given.out)


def _of_topic(topic: Topic) -> list[Example]:
    return list(examples(topic, random.Random(f"{SEED} {topic.name}")))


def learn(made: Sequence[Example], out: Path) -> None:
    """Learn from the examples and write the file."""
    names = sorted({name for example in made for name in example.features} - BY_HAND.keys())
    judged = held_out(made, names)
    sure = thresholds(judged)
    number, holding, narrow = outcome(judged, sure)
    weights = {**dict(zip(names, fit(made, names), strict=True)), **BY_HAND}
    about = {
        "made by": "python -m training.dating",
        "topics": sorted({example.topic for example in made}),
        "examples": len(made),
        "left out in turn": {"given": number, "holds": round(holding, 4), "of 3 days or less": round(narrow, 4)},
        "by hand": sorted(BY_HAND),
    }
    rounded = {name: round(float(weights[name]), 4) for name in sorted(weights)}
    out.parent.mkdir(exist_ok=True)
    text = {"about": about, "sure": {str(key): value for key, value in sure.items()}, "weights": rounded}
    out.write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(about, ensure_ascii=False))


if __name__ == "__main__":
    main()
