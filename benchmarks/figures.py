"""How well quantities are found: NewsQuant, or any file laid out like it.

The file is a JSON list of ``{text, quantities: [{change, value, unit, normalized_unit}]}``. Metrics: ``value_f1``, where a found
figure has the value of a marked one (each used once), and ``value_unit_f1``, where its unit is the same too. Items are split
by their place in the file: ``even`` is what rules are tuned on, ``odd`` is what counts.

What counts as the same: values within one part in a thousand; a marked range "A-B" is met by a range or by the two levels of
"from A to B"; units when the unit table knows both as the same, and counted nouns when our head noun is among the marked words.

``--peer`` runs quantulum3 on the same items, in the peers' environment (``bash benchmarks/peers/environment.sh`` makes it), and
scores what it finds in the same way.

NewsQuant: Almasian et al. 2023, https://github.com/satya77/CQE_Evaluation.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import _common
from onrecord.annotate.counted import singular
from onrecord.annotate.figures import find_figures
from onrecord.annotate.sentences import split
from onrecord.annotate.unit_words import CURRENCY_SIGNS, MEASURES, MONEY_WORDS
from onrecord.annotate.when import find_times
from onrecord.model.article import Article, Segment
from onrecord.model.picture import Figure
from onrecord.model.when import UNKNOWN_TIME

Item = dict[str, Any]

PEERS = Path(__file__).resolve().parents[1] / ".venv-peers" / "bin" / "python"


@dataclass(frozen=True)
class Found:
    """What is scored of a quantity, whoever found it."""

    low: float | None
    high: float | None
    unit: str
    text: str = ""
    start: int = 0
    end: int = 0


def ours(_: int, text: str) -> list[Found]:
    """What Onrecord finds."""
    return [Found(one.low, one.high, one.unit, one.text, one.start, one.end) for one in figures_of(text)]


def quantulum(path: Path, numbers: Sequence[int], python: Path) -> Callable[[int, str], list[Found]]:
    """What quantulum3 finds in the items of ``path`` that have these places."""
    script = Path(__file__).with_name("peers") / "quantulum.py"
    done = subprocess.run([str(python), str(script), str(path)], capture_output=True, text=True, check=True)
    printed = [json.loads(line) for line in done.stdout.splitlines()]

    def found(number: int, _: str) -> list[Found]:
        return [
            Found(ends[0], ends[-1], canonical(unit) if unit else "", start=place, end=place)
            for place, (ends, unit) in enumerate(printed[numbers[number]])
        ]

    return found


def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of ``text``, read as the body of an article."""
    segment = Segment("body", 0, len(text), None, None, "a benchmark's text")
    article = Article("art_x", "cap_x", "x", None, None, (), None, (), UNKNOWN_TIME, None, "en", text, (segment,))
    sentences = split(article)
    return find_figures(article, sentences, (), find_times(article, sentences), ())


def values(marked: str) -> tuple[float, ...]:
    """The one or two numbers of a marked value ("12-120")."""
    return tuple(float(number) for number in re.findall(r"(?:(?<=^)-)?\d+(?:\.\d+)?", marked))


def bounds(figure: Found) -> tuple[float, ...]:
    """The numbers of a figure, the open side left out."""
    found = [number for number in (figure.low, figure.high) if number is not None]
    return tuple(found) if len(set(found)) > 1 else tuple(found[:1])


def close(left: tuple[float, ...], right: tuple[float, ...]) -> bool:
    return len(left) == len(right) and all(
        abs(a - b) <= 1e-3 * max(abs(a), abs(b)) for a, b in zip(left, right, strict=True)
    )


def canonical(unit: str) -> str:
    """A marked unit under the name that the unit table gives it; rates part by part."""
    form = unit.strip().lower().replace(" ", "-")
    if form in MEASURES:
        return MEASURES[form]
    if form in MONEY_WORDS:
        return MONEY_WORDS[form]
    if unit.strip() in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[unit.strip()]
    if form == "united-states-dollar":
        return "USD"
    parts = re.split(r"\s+(?:per|an?)\s+|/", unit.strip(), maxsplit=1)
    return f"{canonical(parts[0])}/{canonical(parts[1])}" if len(parts) == 2 else form


def same_unit(item: Item, figure: Found) -> bool:
    """Whether the unit of ``figure`` is the one that is marked."""
    marked, shown = str(item["normalized_unit"]), str(item["unit"])
    given = figure.unit
    if marked in ("-", "") and shown in ("-", ""):
        return given == ""
    if given in (canonical(marked), canonical(shown), canonical(re.sub(r" of .*", "", marked))):
        return True
    words = {singular(word) for word in re.findall(r"[A-Za-z][\w’'-]*", f"{marked} {shown}")}
    known = given in MEASURES.values() or given in MONEY_WORDS.values()
    return not known and given != "" and singular(given) in words


def score(
    items: list[Item], verbose: bool = False, extract: Callable[[int, str], list[Found]] = ours
) -> dict[str, float]:
    """Precision, recall and F1 of values, and of values with units."""
    marked = found_count = right = right_unit = words = 0
    seconds = 0.0
    for number, item in enumerate(items):
        began = time.perf_counter()
        figures = extract(number, item["text"])
        seconds += time.perf_counter() - began
        words += len(item["text"].split())
        gold = list(item["quantities"])
        marked += len(gold)
        found_count += len(figures)
        missed = []
        for quantity in gold:
            wanted = values(str(quantity["value"]))
            fitting = [figure for figure in figures if close(bounds(figure), wanted)]
            pair = [figure for figure in figures if len(wanted) == 2 and bounds(figure)[:1] in (wanted[:1], wanted[1:])]
            ends = [next((figure for figure in pair if bounds(figure)[:1] == (end,)), None) for end in wanted]
            if (
                not fitting
                and len(ends) == 2
                and ends[0] is not None
                and ends[1] is not None
                and ends[0].end < ends[1].start
            ):
                # "from A to B": one marked range, two levels of ours
                found_count -= 1
                fitting = [ends[1]]
                figures.remove(ends[0])
            if not fitting:
                missed.append(quantity)
                continue
            best = max(fitting, key=lambda figure: same_unit(quantity, figure))
            figures.remove(best)
            right += 1
            if same_unit(quantity, best):
                right_unit += 1
            elif verbose:
                around = item["text"][max(0, best.start - 60) : best.end + 40]
                print(
                    "UNIT  ",
                    [best.text],
                    "gold",
                    quantity["unit"],
                    "|",
                    quantity["normalized_unit"],
                    best.unit,
                    "|",
                    around,
                )
        if verbose:
            for quantity in missed:
                print("MISSED", quantity["change"], quantity["value"], quantity["unit"], "|", item["text"][:400])
            for figure in figures:
                print(
                    "EXTRA ",
                    [figure.text],
                    figure.low,
                    figure.high,
                    figure.unit,
                    "|",
                    item["text"][max(0, figure.start - 60) : figure.end + 40],
                )

    def f1(hits: int) -> float:
        return 2 * hits / (marked + found_count) if marked + found_count else 0.0

    return {
        "value_f1": f1(right),
        "value_unit_f1": f1(right_unit),
        "value_precision": right / found_count if found_count else 0.0,
        "value_recall": right / marked if marked else 0.0,
        "quantities": marked,
        "words_per_second": words / seconds if seconds else 0.0,
    }


def main() -> None:
    """The command."""
    run = _common.start(
        "figures",
        __doc__.splitlines()[0],
        "figures/NewsQuant.json",
        "NewsQuant from github.com/satya77/CQE_Evaluation",
        _extend,
    )
    path = run.data / "NewsQuant.json" if run.data.is_dir() else run.data
    items = json.loads(path.read_text(encoding="utf-8-sig"))
    chosen = {"even": items[::2], "odd": items[1::2], None: items, "all": items}.get(run.split)
    if chosen is None:
        raise SystemExit(f"benchmarks.figures: there is no split {run.split}; take even, odd or all")
    metrics = score(chosen, verbose=run.rest.errors)
    if run.split is None:
        odd = score(items[1::2])
        metrics |= {"odd_value_f1": odd["value_f1"], "odd_value_unit_f1": odd["value_unit_f1"]}
    if run.rest.peer:
        if not run.rest.environment.exists():
            raise SystemExit(
                "benchmarks.figures: the peers' environment is missing; make it with: bash benchmarks/peers/environment.sh"
            )
        places = list(range(len(items)))[
            {"even": slice(0, None, 2), "odd": slice(1, None, 2)}.get(run.split, slice(None))
        ]
        peer = score(chosen, extract=quantulum(path, places, run.rest.environment))
        metrics |= {f"quantulum3_{name}": peer[name] for name in peer if name.startswith("value")}
    run.report(len(chosen), dict(metrics))


def _extend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--peer", action="store_true", help="quantulum3 too")
    parser.add_argument("--environment", type=Path, default=PEERS, help="the peers' Python (default: in .venv-peers)")
    parser.add_argument("--errors", action="store_true", help="print what is missed, extra or has another unit")


if __name__ == "__main__":
    main()
