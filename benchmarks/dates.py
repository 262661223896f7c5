"""How well times are found and resolved: WikiWars (TIMEX2) or any folder of TIMEX2 or TIMEX3 files.

Metrics: ``span_f1``, where a found expression counts when it overlaps a marked one (each used once; the relaxed match of
TempEval-3), and ``value_f1``, where it must also have the same value: 2 · right values / (marked + found), which is what the
scorer of TempEval-3 prints as the F1 of the attribute value. In TIMEX3 the values are compared letter for letter; in TIMEX2 zones,
seconds and the two names of autumn do not count. Files are split by their place in the sorted list: ``even`` is what rules are
tuned on, ``odd`` is what counts.

A document's own date is the TIMEX3 whose ``functionInDocument`` is ``CREATION_TIME``, or what stands in ``<DCT>``; it is not scored.
``--data FILE.json`` takes the cases of Recognizers-Text instead; ``--peer NAME`` scores another system on the same files.

WikiWars: Mazur and Dale 2010, CC BY-SA, http://timexportal.wikidot.com/wikiwars. TIMEX2 files hold ``<TIMEX2 val=…>``,
TIMEX3 files (``.tml``) ``<TIMEX3 value=…>``.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import _common, _date_cases
from onrecord.annotate.sentences import split
from onrecord.annotate.when import find_times
from onrecord.model.article import Article, Segment
from onrecord.model.timex import timex_value
from onrecord.model.when import UNKNOWN_TIME, When

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-peers"

_TAG = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<(?P<close>/?)(?:[\w.-]+:)?(?P<name>\w[\w.-]*)"
    r"(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>",
    re.S,
)
_VALUE = re.compile(r"\b(?:val|value)\s*=\s*[\"']([^\"']*)[\"']")
_CREATION = re.compile(r"\bfunctionInDocument\s*=\s*[\"']CREATION_TIME[\"']")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_HEADER = re.compile(r"<(?:[\w.-]+:)?(?:DATETIME|DCT)\b[^>]*>(.*?)</(?:[\w.-]+:)?(?:DATETIME|DCT)>", re.S)
_BODY = re.compile(r"<(?:[\w.-]+:)?TEXT\b[^>]*>(.*?)</(?:[\w.-]+:)?TEXT>", re.S)
#: A line that is broken within a sentence, as newswire was printed.
_BROKEN_LINE = re.compile(r"(?<=[^\n.!?:\"'”])\n(?=[^\n\s])")


@dataclass(frozen=True)
class Gold:
    """A marked expression with its TIMEX value, empty where the annotators gave none."""

    start: int
    end: int
    value: str


def load(path: Path) -> tuple[str, list[Gold], When]:
    """The text of a TIMEX file, its expressions, and the day on which it says that it was written."""
    raw = path.read_text(encoding="utf-8-sig", errors="replace")
    body = _BODY.search(raw)
    content = body[1] if body else raw
    text, gold, at = "", [], 0
    open_tags: list[tuple[int, str, bool]] = []
    for tag in _TAG.finditer(content):
        text += html.unescape(content[at : tag.start()])
        at = tag.end()
        if not (tag["name"] or "").upper().startswith("TIMEX"):
            continue
        if tag["close"]:
            start, value, scored = open_tags.pop() if open_tags else (len(text), "", False)
            if scored and text[start:].strip():
                gold.append(Gold(start, len(text), value))
        elif not tag[0].endswith("/>"):
            value = _VALUE.search(tag["attributes"])
            open_tags.append((len(text), value[1] if value else "", not _CREATION.search(tag["attributes"])))
    text += html.unescape(content[at:])
    if path.suffix == ".tml":
        text = _BROKEN_LINE.sub(" ", text)
    return text, sorted(gold, key=lambda item: (item.start, -item.end)), _written(raw)


def _written(raw: str) -> When:
    """The day on which a document says that it was written."""
    header = _HEADER.search(raw)
    stated = [tag[0] for tag in _TAG.finditer(raw) if tag["attributes"] and _CREATION.search(tag["attributes"])]
    for place in [value[1] for tag in stated if (value := _VALUE.search(tag))] + ([header[1]] if header else []):
        day = _DAY.search(place)
        if day:
            stamp = "-".join(day.groups())
            return When(stamp, stamp, "day", "record", "the document says so")
    return UNKNOWN_TIME


def article_of(text: str, written: When) -> Article:
    """``text`` as an article whose every character is body."""
    segment = Segment("body", 0, len(text), None, None, "a benchmark's text")
    return Article("art_x", "cap_x", "x", None, None, (), None, (), written, None, "en", text, (segment,))


def same(gold: str, found: str, strict: bool) -> bool:
    """Whether two TIMEX values are the same; unless ``strict``, zones, seconds and the two names of autumn aside."""
    if strict:
        return gold == found
    gold = re.sub(r"(T\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?\Z", r"\1", gold).replace("-AU", "-FA")
    return gold == found.replace("-AU", "-FA")


@dataclass(frozen=True)
class Found:
    """An expression that a system found, with its TIMEX value and why."""

    start: int
    end: int
    value: str
    reason: str = ""


Finder = Callable[[Path, str, When], list[Found]]


def ours(path: Path, text: str, written: When) -> list[Found]:
    """What Onrecord finds."""
    article = article_of(text, written)
    mentions = find_times(article, split(article))
    return [Found(item.start, item.end, timex_value(item, written), item.when.reason) for item in mentions]


def peer(name: str, files: list[Path]) -> Finder:
    """What another system finds, run once on all ``files`` in the peers' environment."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        raise SystemExit(f"benchmarks.dates: {python} is not there; make it with bash benchmarks/peers/environment.sh")
    lines = []
    for path in files:
        text, _, written = load(path)
        kind = "news" if path.suffix == ".tml" else "narratives"
        lines.append(json.dumps({"text": text, "written": written.first_day, "kind": kind}))
    command = [str(python), "-m", "benchmarks.peers.times", name]
    with tempfile.TemporaryDirectory() as scratch:  # HeidelTime leaves files where it runs
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, input="\n".join(lines), capture_output=True, text=True, cwd=scratch, env=environment, check=False
        )
    if done.returncode:
        raise SystemExit(f"benchmarks.dates: {name} failed: {done.stderr.strip().splitlines()[-1:]}")
    printed = [json.loads(line)["times"] for line in done.stdout.splitlines()]
    by_file = dict(zip(files, printed, strict=True))
    return lambda path, text, written: [Found(**item) for item in by_file[path]]


def score(files: list[Path], find: Finder = ours, verbose: bool = False) -> dict[str, float]:
    """Span and value precision, recall and F1 over ``files``."""
    marked = found_count = spans = exact = values = words = 0
    seconds = 0.0
    for path in files:
        text, gold, written = load(path)
        strict = path.suffix == ".tml"
        began = time.perf_counter()
        found = find(path, text, written)
        seconds += time.perf_counter() - began
        words += len(text.split())
        marked += len(gold)
        found_count += len(found)
        free = list(gold)
        for item in found:
            near = [mark for mark in free if mark.start < item.end and item.start < mark.end]
            shown = repr(text[max(0, item.start - 40) : item.start]), [text[item.start : item.end]]
            if not near:
                if verbose:
                    print("SPURIOUS", *shown, repr(text[item.end : item.end + 30]))
                continue
            best = max(near, key=lambda mark: (same(mark.value, item.value, strict), _overlap(mark, item), -mark.start))
            free.remove(best)
            spans += 1
            exact += (best.start, best.end) == (item.start, item.end)
            if same(best.value, item.value, strict):
                values += 1
            elif verbose:
                print("VALUE", *shown, "gold", best.value, "found", item.value, "|", item.reason)
        if verbose:
            for mark in free:
                print(
                    "MISSED",
                    repr(text[max(0, mark.start - 30) : mark.start]),
                    [text[mark.start : mark.end]],
                    mark.value,
                )

    def f1(hits: int) -> float:
        return 2 * hits / (marked + found_count) if marked + found_count else 0.0

    return {
        "span_f1": f1(spans),
        "value_f1": f1(values),
        "exact_span_f1": f1(exact),
        "value_accuracy": values / spans if spans else 0.0,
        "span_precision": spans / found_count if found_count else 0.0,
        "span_recall": spans / marked if marked else 0.0,
        "expressions": marked,
        "words_per_second": words / seconds if seconds else 0.0,
    }


def _overlap(mark: Gold, item: Found) -> int:
    return min(mark.end, item.end) - max(mark.start, item.start)


def cases(path: Path, part: str | None) -> dict[str, float]:
    """For each type of the cases of Recognizers-Text: how many there are, and how many were found and were right."""
    counts: dict[str, list[int]] = {}
    for outcome in _date_cases.outcomes(path, part):
        count = counts.setdefault(outcome.type, [0, 0, 0])
        for place, hit in enumerate((True, outcome.found, outcome.right)):
            count[place] += hit
    return {
        f"{name}_{what}": value
        for name, (total, found, right) in sorted(counts.items())
        for what, value in (("count", total), ("found", found / total), ("right", right / total))
    }


def main() -> None:
    """The command."""
    run = _common.start(
        "dates", __doc__.splitlines()[0], "dates/wikiwars/keyinline", "WikiWars from timexportal.wikidot.com", _extend
    )
    if run.data.suffix == ".json":
        outcomes = cases(run.data, run.split)
        run.report(int(sum(value for name, value in outcomes.items() if name.endswith("_count"))), dict(outcomes))
        return
    files = sorted(
        path for path in run.data.rglob("*") if path.suffix in (".xml", ".tml", ".sgm", ".sgml") and path.is_file()
    )
    chosen = {"even": files[::2], "odd": files[1::2], None: files, "all": files}.get(run.split)
    if chosen is None:
        raise SystemExit(f"benchmarks.dates: there is no split {run.split}; take even, odd or all")
    if not files:
        raise SystemExit(f"benchmarks.dates: {run.data} holds no .tml, .xml or .sgm file; give a folder of TIMEX files")
    find = peer(run.rest.peer, chosen) if run.rest.peer else ours
    metrics = score(chosen, find, verbose=run.rest.errors)
    if run.rest.peer:
        del metrics["words_per_second"]  # it ran before, in a process of its own
    if run.split is None:
        odd = score(files[1::2], find)
        metrics |= {"odd_span_f1": odd["span_f1"], "odd_value_f1": odd["value_f1"]}
    run.report(len(chosen), dict(metrics))


def _extend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--peer", choices=("heideltime", "recognizers", "dateparser"), help="score another system instead"
    )
    parser.add_argument("--errors", action="store_true", help="print what is missed, spurious or means another time")


if __name__ == "__main__":
    main()
