"""Train the line classifier for flattened text and write it into the package.

    python -m training.flat [--data PATH] [--split NAME] [--out FOLDER]

``PATH`` is laid out as the extraction benchmark (scrapinghub/article-extraction-benchmark, MIT); ``benchmarks.flat`` tells how its
pages are rendered and labelled. Needs ``lightgbm`` and ``inscriptis``. The same data and versions give the same model; the
manifest beside it names both.

Everything is chosen and learned on the ``tune`` half of the sites. ``by_sites_not_seen`` are the scores of each page by trees
that have seen no page of its site. ``--split all`` learns from both halves: that brought nothing (decision 0015).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from benchmarks._common import DEFAULT_BENCH, bootstrap
from benchmarks._flat_pages import RENDERINGS, Page, has_browser, pages
from benchmarks.flat import averaged, pooled, score
from benchmarks.html import host, split_of

from onrecord.model.article import SegmentKind
from onrecord.read import flat_run
from training.flat import learn
from training.flat.examples import Example, example, parts, variants

VARIANTS = 6
OUT = Path(__file__).parents[2] / "src/onrecord/read/data"


def build(given: list[Page]) -> tuple[list[Example], list[int]]:
    """All examples, and which of them are pages as they are (their indexes, in the order of ``given``)."""
    own = [parts(page) for page in given]
    folds = learn.fold_of([host(page.address) for page in given])
    found: list[Example] = []
    whole: list[int] = []
    for page, lines in zip(given, own, strict=True):
        site = host(page.address)
        lenders = [
            other
            for lender, other in zip(given, own, strict=True)
            if folds[host(lender.address)] == folds[site]
            and host(lender.address) != site
            and lender.rendering == page.rendering
        ]
        chance = random.Random(f"{learn.SEED} {page.name} {page.rendering}")
        whole.append(len(found))
        examples = [example(site, variant) for variant in variants(lines, lenders, VARIANTS, chance)]
        found += [item for number, item in enumerate(examples) if number == 0 or item.lines]
    return found, whole


def check(given: list[Page], table: learn.Table, whole: list[int], chances: learn.Array) -> dict[str, float]:
    """Body scores of the pages as they are, by trees that have not seen their sites, for each half of the sites."""
    found: dict[str, float] = {}
    for split in ("tune", "test"):
        for rendering in RENDERINGS:
            words, lines = [], []
            for page, index in zip(given, whole, strict=True):
                if page.rendering == rendering and split_of(page.address) == split:
                    said = _said(table, index, chances, len(page.pieces))
                    words.append(score(page, said, by_words=True))
                    lines.append(score(page, said, by_words=False))
            if words:
                low, high = bootstrap(words, lambda sample: averaged(sample)[2])
                name = f"{split}_{rendering}"
                found[f"{name}_f1"] = round(averaged(words)[2], 4)
                found[f"{name}_f1_low"], found[f"{name}_f1_high"] = round(low, 4), round(high, 4)
                found[f"{name}_line_f1"] = round(pooled(lines), 4)
    return found


def _said(table: learn.Table, index: int, chances: learn.Array, pieces: int) -> list[SegmentKind]:
    """Of which kind each piece of a page is; what repair left out is no body."""
    rows = slice(table.offsets[index], table.offsets[index + 1])
    example = table.examples[index]
    inside = flat_run.find(example.lines, chances[rows]).inside
    said: list[SegmentKind] = ["notice"] * pieces
    for part, yes in zip(example.parts, flat_run.told(example.lines, chances[rows], inside), strict=True):
        if yes:
            said[part] = "body"
    return said


def digest(data: Path, given: list[Page]) -> str:
    """One digest of the pages that were learned from and of the truth about them."""
    whole = hashlib.sha256()
    truth = json.loads((data / "ground-truth.json").read_text(encoding="utf-8"))
    for name in sorted({page.name for page in given}):
        whole.update((data / "html" / f"{name}.html.gz").read_bytes())
        whole.update(json.dumps(truth[name], sort_keys=True).encode())
    return whole.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.flat", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="laid out as bench/extraction (default: there)")
    parser.add_argument("--split", choices=("tune", "test", "all"), default="tune", help="which sites to learn from")
    parser.add_argument("--out", type=Path, default=OUT, help="where the model and its manifest go")
    arguments = parser.parse_args()
    data = arguments.data or Path(os.environ.get("ONRECORD_BENCH") or DEFAULT_BENCH) / "extraction"
    if not data.is_dir() or not has_browser():
        what = "inscriptis is missing: pip install inscriptis" if data.is_dir() else f"{data} is not there; give --data"
        print(f"training.flat: {what}", file=sys.stderr)
        raise SystemExit(2)
    given = [
        page
        for rendering in RENDERINGS
        for page in pages(data, None if arguments.split == "all" else arguments.split, rendering)
    ]
    examples, whole = build(given)
    table = learn.table(examples)
    print(f"{len(given)} rendered pages, {len(examples)} examples, {len(table.gold)} lines")
    chances = learn.out_of_fold(table)
    scores = check(given, table, whole, chances)
    print("not seen in training:", scores)
    body = learn.fit_body(table, np.ones(len(table.gold), dtype=bool))
    kinds, names = learn.fit_kinds(table, chances)
    arrays = learn.arrays(body, "body") | learn.arrays([kinds], "kinds", len(names))
    np.savez_compressed(
        arguments.out / "flat_model.npz", names=np.array(names), features=np.array(table.names), **arrays
    )
    manifest = {
        "model": hashlib.sha256((arguments.out / "flat_model.npz").read_bytes()).hexdigest(),
        "data": f"scrapinghub/article-extraction-benchmark, split {arguments.split}",
        "data_sha256": digest(data, given),
        "pages": len({page.name for page in given}),
        "sites": len({host(page.address) for page in given}),
        "examples": len(examples),
        "lines": len(table.gold),
        "seed": learn.SEED,
        "made_with": {name: version(name) for name in ("inscriptis", "lightgbm", "lxml", "numpy")},
        "by_sites_not_seen": scores,
    }
    (arguments.out / "flat_model.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
