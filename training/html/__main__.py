"""Make the model that sees the article among a page's lines: ``python -m training.html --data PATH``.

``PATH`` is laid out as ``bench/extraction``. The model learns from one half of the sites (``--split tune``, as in
``python -m benchmarks.html``), is cross-validated by site within it, and is written to the package's data.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from benchmarks.html import matching, scores

from onrecord.read import page_model
from training.html.examples import Example, examples
from training.html.trees import arrays

MODEL = Path(__file__).resolve().parents[2] / "src/onrecord/read/data/html_trees.npz"
FOLDS = 5
ROUNDS = 80
#: Small trees, each of a part of the features and of the lines: few sites must teach what holds on all.
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 12, "min_data_in_leaf": 15, "feature_fraction": 0.4,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 2.0, "max_bin": 63, "max_depth": 6, "deterministic": True,
    "force_row_wise": True, "num_threads": 1, "verbosity": -1,
    "seed": 1,
}  # fmt: skip


def fit(pages: Sequence[Example]) -> Any:
    import lightgbm

    data = lightgbm.Dataset(
        np.concatenate([page.values for page in pages]),
        np.concatenate([page.gold for page in pages]).astype(float),
        weight=4 * np.concatenate([page.weights for page in pages]),
    )
    return lightgbm.train(PARAMETERS, data, num_boost_round=ROUNDS)


def validated(pages: Sequence[Example]) -> list[npt.NDArray[np.float64]]:
    """The chances of all lines, each page's from a model that has not seen its site."""
    ordered = sorted({page.site for page in pages}, key=lambda site: hashlib.sha256(site.encode()).hexdigest())
    folds = {site: number % FOLDS for number, site in enumerate(ordered)}
    found: list[npt.NDArray[np.float64]] = [np.zeros(0)] * len(pages)
    for fold in range(FOLDS):
        seen = [page for page in pages if folds[page.site] != fold]
        model = fit(seen)
        for index, page in enumerate(pages):
            if folds[page.site] == fold:
                found[index] = np.asarray(model.predict(page.values))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.html", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="laid out as bench/extraction")
    parser.add_argument("--split", default="tune", help="the half that it learns from (default: tune)")
    parser.add_argument("--skip-validation", action="store_true", help="only fit and write the model")
    arguments = parser.parse_args()
    pages = list(examples(arguments.data, arguments.split))
    print(f"pages {len(pages)}, lines {sum(len(page.texts) for page in pages)}, features {pages[0].values.shape[1]}")
    if not arguments.skip_validation:
        counts = [
            matching(page.body, "\n".join(np.array(page.texts, dtype=object)[page_model.taken(chance, page.hints)]))
            for page, chance in zip(pages, validated(pages), strict=True)
        ]
        print("lines taken: precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*scores(counts)))
    np.savez_compressed(MODEL, **arrays(fit(pages), "article"))
    print(f"{MODEL.name}: {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
