"""Ensembles of decision trees, evaluated with numpy alone.

Scores are sums of whole numbers, so they are the same on every platform and in any order. Where they come from: gradient
boosting (Friedman, "Greedy function approximation", 2001) as LightGBM does it, turned into arrays by ``training.flat``. What
each group of features added to a score is followed along the path (Saabas, "Interpreting random forests", 2014).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

#: A score of 1 (a log-odds) in the whole numbers that are added up.
UNIT = 1 << 12
#: Lines that are evaluated at once: bounds the memory that a long text takes.
_SLAB = 512

Values = npt.NDArray[np.float32]
Scores = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees with all their nodes in flat arrays of the same length.

    ``feature`` is the column that an inner node asks, -1 at a leaf; a line goes ``left`` where its value is at most
    ``threshold``, else ``right``; ``value`` is the node's part of the score in ``UNIT``. ``roots`` are the trees' first nodes
    and ``classes`` the class that each tree scores.
    """

    feature: npt.NDArray[np.int16]
    threshold: Values
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.int32]
    roots: npt.NDArray[np.int32]
    classes: npt.NDArray[np.int16]
    depth: int

    @classmethod
    def load(cls, arrays: Mapping[str, Any], name: str) -> Trees:
        """The trees called ``name`` in the model's arrays. Children stand behind their parents."""
        feature, roots = arrays[f"{name}_feature"], arrays[f"{name}_roots"].astype(np.int32)
        left, right = (arrays[f"{name}_{side}"].astype(np.int32) for side in ("left", "right"))
        level = np.zeros(len(feature), dtype=np.int32)
        for node in np.flatnonzero(feature >= 0).tolist():
            level[left[node]] = level[right[node]] = level[node] + 1
        return cls(
            feature,
            arrays[f"{name}_threshold"],
            left,
            right,
            arrays[f"{name}_value"].astype(np.int32),
            roots,
            arrays[f"{name}_classes"],
            int(level.max(initial=0)),
        )

    def scores(self, values: Values) -> Scores:
        """The scores of lines in ``UNIT``: int64 of shape (lines, classes)."""
        count = int(self.classes.max()) + 1
        slabs = [np.zeros((0, count), dtype=np.int64)]
        members = [np.flatnonzero(self.classes == index) for index in range(count)]
        for at in range(0, len(values), _SLAB):
            reached = self.value[self._descend(values[at : at + _SLAB])].astype(np.int64)
            slabs.append(np.stack([reached[:, own].sum(axis=1) for own in members], axis=1))
        return np.concatenate(slabs)

    def shares(self, values: Values, groups: npt.NDArray[np.int64]) -> Scores:
        """What each group of features added to the scores of the first class: int64 of shape (lines, groups).

        ``groups`` gives the group of each feature.
        """
        count = int(groups.max(initial=0)) + 1
        slabs = [np.zeros((0, count), dtype=np.int64)]
        for at in range(0, len(values), _SLAB):
            part = values[at : at + _SLAB]
            rows = np.arange(len(part))[:, None]
            here: npt.NDArray[Any] = np.broadcast_to(self.roots, (len(part), len(self.roots)))
            added = np.zeros(len(part) * count)  # whole numbers, far below what a float64 holds exactly
            for _ in range(self.depth):
                below = self._step(part, rows, here)
                cells = rows * count + groups[self.feature[here]]
                added += np.bincount(
                    cells.ravel(), weights=(self.value[below] - self.value[here]).ravel(), minlength=len(added)
                )
                here = below
            slabs.append(added.astype(np.int64).reshape(len(part), count))
        return np.concatenate(slabs)

    def _descend(self, values: Values) -> npt.NDArray[np.int32]:
        """The leaf that each line reaches in each tree: shape (lines, trees)."""
        here = np.broadcast_to(self.roots, (len(values), len(self.roots)))
        rows = np.arange(len(values))[:, None]
        for _ in range(self.depth):
            here = self._step(values, rows, here)
        return here

    def _step(self, values: Values, rows: npt.NDArray[Any], here: npt.NDArray[Any]) -> npt.NDArray[Any]:
        feature = self.feature[here]
        goes_left = values[rows, feature] <= self.threshold[here]
        return np.where(feature < 0, here, np.where(goes_left, self.left[here], self.right[here]))


def chances(scores: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Scores as probabilities (the logistic function), rounded: what decides is compared in rounded numbers."""
    bounded = np.clip(scores / UNIT, -30, 30)
    return np.round(1 / (1 + np.exp(-bounded)), 4)
