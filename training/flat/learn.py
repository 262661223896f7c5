"""Fitting the classifier: gradient-boosted trees, cross-validated by site, and their way into arrays.

The lines of one page are much alike and each page is given many times, so a leaf must hold hundreds of lines before it says
anything; and what must speak for an article (words of speech, paragraphs around, words shared with the rest) may by
constraint not speak against it. Both make up for the few sites that there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.read import flat_certain, flat_features, flat_run, flat_title
from onrecord.read.flat_trees import UNIT
from onrecord.read.wordlist import words
from training.flat.examples import Example

FOLDS = 5
SEED = 20220224
BODY_ROUNDS, KIND_ROUNDS = 120, 30
ENSEMBLES = 3
#: Of the shortest lines outside articles (menus: many, and all alike) one in so many is learned from, with that weight.
ONE_IN = 3
SHORTEST = 3  # words

Array = npt.NDArray[Any]

_COMMON: dict[str, Any] = {
    "learning_rate": 0.08, "num_leaves": 15, "max_depth": 6, "min_data_in_leaf": 300, "feature_fraction": 0.3,
    "bagging_fraction": 0.5, "bagging_freq": 1, "lambda_l2": 10.0, "max_bin": 63, "seed": SEED, "deterministic": True,
    "force_col_wise": True, "num_threads": 2, "verbosity": -1,
}  # fmt: skip
_FOR = words(
    "common_words speech third_person headed heads head_share ends text_share text_depth near_before near_after "
    "names_share prose_inside dateline"
)
_FOR_WINDOWS = ("prose_before", "prose_after", "paragraphs_")
_AGAINST = words("to_the_reader links copies copy_of_earlier closes ago glued pattern")
_AGAINST_WINDOWS = ("refrains", "rule_")
_EITHER = frozenset({"rule_caption", "rule_date_line"})


@dataclass(slots=True)
class Table:
    """All lines of all examples as rows: ``offsets`` tell where each example's rows begin, and where the last one's end."""

    examples: Sequence[Example]
    names: tuple[str, ...]
    values: Array
    offsets: list[int]
    gold: Array
    weights: Array
    folds: Array

    def rows(self) -> Iterator[tuple[Example, slice]]:
        for index, example in enumerate(self.examples):
            yield example, slice(self.offsets[index], self.offsets[index + 1])


def table(examples: Sequence[Example]) -> Table:
    """Run the certain pass over the examples and compute their features."""
    folds = fold_of([example.site for example in examples])
    rows, offsets = [], [0]
    for example in examples:
        flat_certain.name(example.lines)
        rows.append(flat_features.of(example.lines))
        offsets.append(offsets[-1] + len(example.lines))
    gold = np.concatenate([example.gold for example in examples]).astype(np.int64)
    weights = np.concatenate([example.weights for example in examples])
    counts = np.concatenate([[line.count for line in example.lines] for example in examples])
    menus = (counts <= SHORTEST) & (gold == 0)
    kept = np.random.default_rng(SEED).random(len(gold)) < 1 / ONE_IN
    weights = np.where(menus, np.where(kept, weights * ONE_IN, 0.0), weights)
    numbers = np.concatenate([np.full(len(example.lines), folds[example.site]) for example in examples])
    return Table(examples, rows[0].names, np.concatenate([row.values for row in rows]), offsets, gold, weights, numbers)


def fold_of(sites: Sequence[str]) -> dict[str, int]:
    """Sites dealt out to the folds, in the order of their digests."""
    ordered = sorted(set(sites), key=lambda site: hashlib.sha256(site.encode()).hexdigest())
    return {site: number % FOLDS for number, site in enumerate(ordered)}


def fit_body(given: Table, chosen: Array, ensembles: int = ENSEMBLES) -> list[Any]:
    """Several ensembles that tell the article's lines, from the ``chosen`` rows; their mean counts."""
    rows = chosen & (given.weights > 0)
    return [_fit(given, rows, BODY_ROUNDS, SEED + number) for number in range(ensembles)]


def out_of_fold(given: Table) -> Array:
    """The chance of each row, from one ensemble that has not seen its site: a little worse than what ships."""
    found = np.zeros(len(given.gold))
    for fold in range(FOLDS):
        held = given.folds == fold
        found[held] = fit_body(given, ~held, ensembles=1)[0].predict(given.values[held])
    return np.round(found, 4)


def _fit(given: Table, chosen: Array, rounds: int, seed: int) -> Any:
    import lightgbm

    data = lightgbm.Dataset(given.values[chosen], given.gold[chosen], weight=given.weights[chosen])
    changes = {"objective": "binary", "seed": seed, "monotone_constraints": [_constraint(name) for name in given.names]}
    return lightgbm.train(_COMMON | changes, data, num_boost_round=rounds)


def _constraint(name: str) -> int:
    if name in _FOR or name.startswith(_FOR_WINDOWS):
        return 1
    if name in _AGAINST or (name.startswith(_AGAINST_WINDOWS) and name not in _EITHER):
        return -1
    return 0


def fit_kinds(given: Table, chances: Array) -> tuple[Any, list[str]]:
    """The trees that tell kinds, from the lines that markup gives one, and the kinds in the order of their classes.

    Rare kinds weigh more, by the root of how much rarer they are.
    """
    import lightgbm

    values = np.concatenate(
        [_standing(given, example, rows, chances[rows]) for example, rows in given.rows()], dtype=np.float32
    )
    told = [kind for example in given.examples for kind in example.kinds]
    chosen = np.array([kind is not None for kind in told]) & (given.weights > 0)
    names = sorted({kind for kind, yes in zip(told, chosen, strict=True) if kind is not None and yes})
    classes = np.array([names.index(kind) if kind in names else -1 for kind in told])[chosen]
    sums = np.bincount(classes, weights=given.weights[chosen], minlength=len(names))
    weights = given.weights[chosen] * np.sqrt(sums.max() / sums)[classes]
    data = lightgbm.Dataset(values[chosen], classes, weight=weights)
    changes = {"objective": "multiclass", "num_class": len(names), "num_leaves": 10, "learning_rate": 0.12}
    return lightgbm.train(_COMMON | changes, data, num_boost_round=KIND_ROUNDS), names


def _standing(given: Table, example: Example, rows: slice, chances: Array) -> Array:
    run = flat_run.find(example.lines, chances)
    title = flat_title.find(example.lines, run.start, run.end)
    groups = ("",) * len(given.names)
    before = flat_features.Features(given.names, groups, given.values[rows])
    return flat_features.standing(before, chances, run.start, run.end, title).values


def arrays(boosters: Sequence[Any], name: str, classes: int = 1) -> dict[str, Array]:
    """The mean of ``boosters`` as the arrays that :class:`onrecord.read.flat_trees.Trees` loads; parents before children."""
    nodes: list[tuple[int, float, int, int, int]] = []
    roots: list[int] = []
    for booster in boosters:
        for tree in booster.dump_model()["tree_info"]:
            roots.append(len(nodes))
            _add(nodes, tree["tree_structure"], UNIT / len(boosters))
    feature, threshold, left, right, value = zip(*nodes, strict=True)
    return {
        f"{name}_feature": np.array(feature, dtype=np.int16),
        f"{name}_threshold": np.array(threshold, dtype=np.float32),
        f"{name}_left": np.array(left, dtype=np.int32),
        f"{name}_right": np.array(right, dtype=np.int32),
        f"{name}_value": np.array(value, dtype=np.int32),
        f"{name}_roots": np.array(roots, dtype=np.int32),
        f"{name}_classes": np.arange(len(roots), dtype=np.int16) % classes,
    }


def _add(nodes: list[tuple[int, float, int, int, int]], node: dict[str, Any], unit: float) -> int:
    at = len(nodes)
    if "leaf_value" in node:
        nodes.append((-1, 0.0, at, at, round(node["leaf_value"] * unit)))
        return at
    nodes.append((0, 0.0, 0, 0, 0))
    left, right = _add(nodes, node["left_child"], unit), _add(nodes, node["right_child"], unit)
    nodes[at] = (node["split_feature"], node["threshold"], left, right, round(node["internal_value"] * unit))
    return at
