"""Learn what each signal counts for when articles are grouped into stories.

    python -m training.stories --data FILE... [--out FILE]

Each ``FILE`` is laid out as for ``benchmarks.stories``; needs ``scikit-learn``. The examples are all pairs of articles of one file; a pair
of one event weighs less the larger the event is, so that articles count alike and not pairs. Scores are given twice: by
cross-validation over events (five folds; a pair is scored by a model that saw neither of its two events, and the whole file is
grouped at once), and by the model of the other files. The same data and versions give the same file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks.stories import adjusted_rand, b_cubed, f1_of, load, threads
from sklearn.linear_model import LogisticRegression

from onrecord.model.annotations import Annotated
from onrecord.relate.linkage import average_linkage
from onrecord.relate.signals import SIGNALS, signals
from onrecord.relate.sketches import sketch

Matrix = npt.NDArray[np.float64]

OUT = Path(__file__).parents[2] / "src/onrecord/relate/data/stories.json"
FOLDS = 5

#: How weakly the weights of the standardised signals are held towards 0.
LOOSE = 1.0

#: Average chances that are tried.
CHANCES = tuple(round(0.05 + 0.01 * step, 2) for step in range(40))


@dataclass(frozen=True, slots=True)
class Pairs:
    """One file: signals of shape (n, n, signals), the event of each article, and the indices of each thread's articles."""

    name: str
    signals: Matrix
    events: npt.NDArray[np.int64]
    threads: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, name: str, items: Sequence[Annotated], events: Mapping[str, int]) -> Pairs:
        ordered = sorted(items, key=lambda item: item.article.id)
        place = {item.article.id: index for index, item in enumerate(ordered)}
        linked = tuple(tuple(sorted(place[item.article.id] for item in thread)) for thread in threads(ordered))
        return cls(
            name,
            signals([sketch(item) for item in ordered]),
            np.array([events[item.article.id] for item in ordered]),
            linked,
        )

    def examples(self) -> tuple[Matrix, npt.NDArray[np.bool_], Matrix, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Of all pairs the signals, whether they are of one event, their weights, and the two articles."""
        first, second = np.triu_indices(len(self.events), 1)
        same = self.events[first] == self.events[second]
        size = Counter(self.events.tolist())
        weight = np.where(same, [2.0 / max(1, size[event] - 1) for event in self.events[first].tolist()], 1.0)
        return self.signals[first, second], same, weight, first, second


def fit(given: Matrix, same: npt.NDArray[np.bool_], weight: Matrix) -> tuple[Matrix, float]:
    """The weights of the signals, shape (signals,), and the constant."""
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    model = LogisticRegression(C=LOOSE, max_iter=1000).fit((given - mean) / spread, same, sample_weight=weight)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def chance(model: tuple[Matrix, float], given: Matrix) -> Matrix:
    found: Matrix = np.round(1 / (1 + np.exp(-(given @ model[0] + model[1]))), 6)
    return found


def held_out(one: Pairs, others: Sequence[Pairs]) -> Matrix:
    """The chance of each pair by a model that saw neither of its events; shape (n, n)."""
    events = sorted(set(one.events.tolist()))
    random.Random(FOLDS).shuffle(events)
    fold_of = {event: number % FOLDS for number, event in enumerate(events)}
    given, same, weight, first, second = one.examples()
    folds = np.array([fold_of[event] for event in one.events.tolist()])
    more = [other.examples() for other in others]
    found = np.zeros((len(folds), len(folds)))
    for a, b in combinations_with_replacement(range(FOLDS), 2):
        seen = ~np.isin(folds[first], (a, b)) & ~np.isin(folds[second], (a, b))
        model = fit(
            np.concatenate([given[seen], *(each[0] for each in more)]),
            np.concatenate([same[seen], *(each[1] for each in more)]),
            np.concatenate([weight[seen], *(each[2] for each in more)]),
        )
        ours = ((folds[first] == a) & (folds[second] == b)) | ((folds[first] == b) & (folds[second] == a))
        found[first[ours], second[ours]] = found[second[ours], first[ours]] = chance(model, given[ours])
    return found


def scores(one: Pairs, chances: Matrix, together: float) -> dict[str, float]:
    """The metrics of all articles of a file, grouped thread by thread."""
    found, number = {}, 0
    for thread in one.threads:
        for group in average_linkage(chances[np.ix_(thread, thread)], together):
            number += 1
            found.update({str(thread[index]): number for index in group})
    true = {str(index): event for index, event in enumerate(one.events.tolist())}
    each = list(b_cubed(found, true).values())
    return {
        "b3_precision": sum(precision for precision, _ in each) / len(each),
        "b3_recall": sum(recall for _, recall in each) / len(each),
        "b3_f1": f1_of(each),
        "ari": adjusted_rand(found, true),
    }


def learn(files: Sequence[Pairs], out: Path) -> None:
    """Learn from the files and write the weights."""
    judged = {one.name: held_out(one, [other for other in files if other is not one]) for one in files}
    curves = {together: [scores(one, judged[one.name], together)["b3_f1"] for one in files] for together in CHANCES}
    together = max(CHANCES, key=lambda each: (sum(curves[each]), -each))
    about: dict[str, object] = {"made by": "python -m training.stories", "files": [one.name for one in files]}
    for one in files:
        about[f"{one.name}, events left out in turn"] = _rounded(scores(one, judged[one.name], together))
        rest = [other for other in files if other is not one]
        if rest:
            table = [other.examples() for other in rest]
            model = fit(*(np.concatenate([each[part] for each in table]) for part in (0, 1, 2)))
            about[f"{one.name}, learned on the others"] = _rounded(scores(one, chance(model, one.signals), together))
    table = [one.examples() for one in files]
    weights, intercept = fit(*(np.concatenate([each[part] for each in table]) for part in (0, 1, 2)))
    text = {
        "about": about,
        "together": together,
        "intercept": round(intercept, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(SIGNALS, weights, strict=True)},
    }
    out.write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(text, indent=1, ensure_ascii=False))


def _rounded(metrics: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in metrics.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="as for benchmarks.stories")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    for path in given.data:
        if not path.is_file():
            print(f"training.stories: {path} is not there; give the files of events with --data", file=sys.stderr)
            raise SystemExit(2)
    learn([Pairs.of(path.stem, *load(path)) for path in given.data], given.out)


if __name__ == "__main__":
    main()
