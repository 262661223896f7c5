"""How well quantities are found: NewsQuant, or any file laid out like it.

The file is a JSON list of ``{text, quantities: [{change, value, unit, normalized_unit}]}``. Items are split by their place in the
file: ``even`` is what rules are tuned on, ``odd`` is what counts.

``value_f1`` and ``value_unit_f1`` compare as the corpus' own evaluation does: values within 1e-5, a marked range "A-B" only with
a range, units as a whole, so that of "commercial fishermen" neither "fishermen" nor "local commercial fishermen" will do. Names of
one unit are one (the table of units reads "percentage" and ``%`` alike; ``_CALLED`` has the few that it cannot know), words are compared in the singular, without "and" and
"of". Unlike there, a found quantity meets one marked quantity only: there it can be counted again.

The corpus marks "from A to B" as one range where Onrecord has two levels, the first the one before; they are put together as the
range before anything is compared, wherever they stand. The unit of a share of things ("a third of voters") is "% voters" there.

``value_head_f1`` is a milder measure of our own: a counted noun phrase is right where its head is among the marked words.

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
from onrecord.annotate.unit_words import CASUALTIES, CURRENCY_CODES, CURRENCY_SIGNS, MEASURES, MONEY_WORDS
from onrecord.annotate.when import find_times
from onrecord.model.article import Article, Segment
from onrecord.model.picture import Figure
from onrecord.model.when import UNKNOWN_TIME

Item = dict[str, Any]

#: Units that are no counted nouns.
_TABLED = frozenset(MEASURES.values()) | frozenset(MONEY_WORDS.values()) | frozenset(CURRENCY_CODES.values())
#: What the corpus calls otherwise: multiples, pence ("118.5p") and metric horsepower. Its authors translate the names of each peer so.
_CALLED = {"count": ("time",), "point": ("penny",), "horsepower": ("metric horsepower",)}
#: Words of a noun phrase that the corpus leaves out of its units.
_LEFT_OUT = frozenset(("and", "of", "the", "a", "an", "or"))

#: What stands between the two levels of "from $75 a barrel in May to $45".
_TO = re.compile(r"(?:(?!from\b)[^;,]){0,40}? to ")

PEERS = Path(__file__).resolve().parents[1] / ".venv-peers" / "bin" / "python"


@dataclass(frozen=True)
class Found:
    """What is scored of a quantity, whoever found it."""

    low: float | None
    high: float | None
    unit: str
    counts: str = ""
    text: str = ""
    start: int = 0
    end: int = 0


def ours(_: int, text: str) -> list[Found]:
    """What Onrecord finds."""
    found: list[Found] = []
    before: Figure | None = None
    for one in figures_of(text):
        if before is not None and before.previous and _TO.fullmatch(text, before.end, one.start):
            found[-1] = Found(
                before.low, one.high, one.unit, one.counts, text[before.start : one.end], before.start, one.end
            )
        else:
            share = "% " if _is_share(one) else ""
            found.append(Found(one.low, one.high, one.unit, share + one.counts, one.text, one.start, one.end))
        before = one
    return found


def _is_share(figure: Figure) -> bool:
    """Whether a figure is a share of things in words or as a fraction."""
    part = figure.low == figure.high and 0 < (figure.low or 0) < 1 and "." not in figure.text
    return part and figure.unit != "" and figure.unit not in _TABLED


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
    return len(left) == len(right) and all(abs(a - b) <= 1e-5 * abs(b) + 1e-8 for a, b in zip(left, right, strict=True))


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


def plain(phrase: str) -> tuple[str, ...]:
    """The words of a noun phrase in the singular, without those that the corpus leaves out of its units."""
    found = re.findall(r"%|[A-Za-z0-9][\w’'.-]*", phrase)
    return tuple(singular(word) for word in found if word.lower() not in _LEFT_OUT)


def same_unit(item: Item, figure: Found) -> bool:
    """Whether the unit of ``figure`` is the one that is marked, as a whole."""
    marked, shown, given = str(item["normalized_unit"]), str(item["unit"]), figure.unit
    if marked in ("-", "") and shown in ("-", ""):
        return given == ""
    if given in _TABLED or "/" in given:
        spelt = {given, f"{given} of {figure.counts}"}
        if given in _CALLED.get(marked, ()):
            return True
        return canonical(marked) in spelt or f"{canonical(marked.partition(' of ')[0])} of {of_part(marked)}" in spelt
    counts = " ".join(word for word in figure.counts.split() if word.lower() not in CASUALTIES)
    return given != "" and plain(counts or given) in (plain(marked), plain(shown))


def of_part(unit: str) -> str:
    """What a marked measure is of: "oil" of "barrels of oil"."""
    return unit.partition(" of ")[2]


def same_head(item: Item, figure: Found) -> bool:
    """Whether the unit of ``figure`` is the one that is marked, or the head of what it counts among the marked words."""
    marked, shown, given = str(item["normalized_unit"]), str(item["unit"]), figure.unit
    if marked in ("-", "") and shown in ("-", ""):
        return given == ""
    if given in (canonical(marked), canonical(shown), canonical(re.sub(r" of .*", "", marked))):
        return True
    words = {singular(word) for word in re.findall(r"[A-Za-z][\w’'-]*", f"{marked} {shown}")}
    return given not in _TABLED and given != "" and singular(given) in words


@dataclass(frozen=True)
class Paired:
    """How the quantities marked in one item and those found there meet."""

    met: list[tuple[Item, Found]]
    missed: list[Item]
    extra: list[Found]


def paired(marked: list[Item], found: list[Found], same: Callable[[Item, Found], bool]) -> Paired:
    """Each marked quantity with a found one of its value, of its unit (``same``) where there is one."""
    left, met, missed = list(found), [], []
    for quantity in marked:
        wanted = values(str(quantity["value"]))
        fitting = [figure for figure in left if close(bounds(figure), wanted)]
        if not fitting:
            missed.append(quantity)
            continue
        best = max(fitting, key=lambda figure: same(quantity, figure))
        left.remove(best)
        met.append((quantity, best))
    return Paired(met, missed, left)


def score(
    items: list[Item], verbose: bool = False, extract: Callable[[int, str], list[Found]] = ours
) -> dict[str, float]:
    """Precision, recall and F1 of values, and F1 of values with units."""
    marked = found_count = right = right_unit = right_head = words = 0
    seconds = 0.0
    for number, item in enumerate(items):
        began = time.perf_counter()
        figures = extract(number, item["text"])
        seconds += time.perf_counter() - began
        words += len(item["text"].split())
        strict = paired(item["quantities"], figures, same_unit)
        marked += len(item["quantities"])
        found_count += len(figures)
        right += len(strict.met)
        right_unit += sum(same_unit(*pair) for pair in strict.met)
        right_head += sum(same_head(*pair) for pair in paired(item["quantities"], figures, same_head).met)
        if verbose:
            _print_errors(item["text"], strict)

    def f1(hits: int) -> float:
        return 2 * hits / (marked + found_count) if marked + found_count else 0.0

    return {
        "value_f1": f1(right),
        "value_unit_f1": f1(right_unit),
        "value_head_f1": f1(right_head),
        "value_precision": right / found_count if found_count else 0.0,
        "value_recall": right / marked if marked else 0.0,
        "quantities": marked,
        "words_per_second": words / seconds if seconds else 0.0,
    }


def _print_errors(text: str, met: Paired) -> None:
    def around(figure: Found) -> str:
        return text[max(0, figure.start - 60) : figure.end + 40]

    for quantity, found in met.met:
        if not same_unit(quantity, found):
            head = "UNIT  " if not same_head(quantity, found) else "PHRASE"
            print(head, [found.text], "marked", quantity["unit"], "found", found.unit, found.counts, "|", around(found))
    for quantity in met.missed:
        print("MISSED", quantity["change"], quantity["value"], quantity["unit"], "|", text[:400])
    for found in met.extra:
        print("EXTRA ", [found.text], found.low, found.high, found.unit, "|", around(found))


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
        metrics |= {
            "odd_value_f1": odd["value_f1"],
            "odd_value_unit_f1": odd["value_unit_f1"],
            "odd_value_head_f1": odd["value_head_f1"],
        }
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
