"""The trained line classifier: which lines of a text are the article's, and of what kind the others are.

``data/flat_model.npz`` holds its trees, ``data/flat_model.json`` says what it was trained on and how well it did there.
``python -m training.flat`` makes both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import numpy as np
import numpy.typing as npt

from onrecord.model.article import SegmentKind
from onrecord.read import flat_features, flat_run
from onrecord.read.flat_features import Features, Vector
from onrecord.read.flat_run import Run
from onrecord.read.flat_trees import UNIT, Trees, chances
from onrecord.read.lines import Line


@dataclass(frozen=True, slots=True)
class Model:
    """Two ensembles: ``body`` scores whether a line is the article's, ``kinds`` has one class for each of ``names``."""

    body: Trees
    kinds: Trees
    names: tuple[SegmentKind, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of a text's lines.

    ``chances``: that each is the article's, shape (lines,); ``run``: where the article runs; ``groups``: what each group of
    features (``GROUPS``) speaks for that, in log-odds, shape (lines, groups).
    """

    features: Features
    chances: Vector
    run: Run
    groups: npt.NDArray[np.float64]


GROUPS = (
    flat_features.SHAPE,
    flat_features.WORDING,
    flat_features.COMPANY,
    flat_features.PLACE,
    flat_features.KINSHIP,
    flat_features.DOUBLES,
)


@cache
def model() -> Model:
    """The model, loaded once."""
    with (files("onrecord.read") / "data" / "flat_model.npz").open("rb") as file:
        arrays = dict(np.load(file, allow_pickle=False))
    names = tuple(cast(SegmentKind, str(name)) for name in arrays["names"])
    return Model(Trees.load(arrays, "body"), Trees.load(arrays, "kinds"), names)


def judge(lines: Sequence[Line]) -> Judgement:
    """Ask the model about all lines of a text, after the certain pass. ``lines`` may not be empty."""
    features = flat_features.of(lines)
    body = model().body
    found = chances(body.scores(features.values)[:, 0])
    run = flat_run.find(lines, found)
    columns = np.array([GROUPS.index(group) for group in features.groups])
    return Judgement(features, found, run, body.shares(features.values, columns) / UNIT)


def kinds(judgement: Judgement, title: int | None, open_: npt.NDArray[np.int64]) -> list[tuple[SegmentKind, ...]]:
    """For each of the lines ``open_`` (their indexes) the kinds, the likeliest first."""
    known = model()
    features = flat_features.standing(
        judgement.features, judgement.chances, judgement.run.start, judgement.run.end, title
    )
    scores = known.kinds.scores(features.values[open_])
    # Stable, so that kinds with the same score keep the order of their names.
    return [tuple(known.names[index] for index in order) for order in np.argsort(-scores, axis=1, kind="stable")]
