"""How well times are found and resolved: WikiWars (TIMEX2) or any folder of TIMEX2 or TIMEX3 files.

Metrics: ``span_f1``, where a found expression counts when it overlaps a marked one (each used once; the relaxed match of
TempEval-3), and ``value_f1``, where it must also have the same value: 2 · right values / (marked + found), which is what the
scorer of TempEval-3 prints as the F1 of the attribute value. In TIMEX3 the values are compared letter for letter; in TIMEX2 zones,
seconds and the two names of autumn do not count. Files are split by their place in the sorted list: ``even`` is what rules are
tuned on, ``odd`` is what counts.

A document's own date is the TIMEX3 whose ``functionInDocument`` is ``CREATION_TIME``, or what stands in ``<DCT>``; it is not scored.

WikiWars: Mazur and Dale 2010, CC BY-SA, http://timexportal.wikidot.com/wikiwars. TIMEX2 files hold ``<TIMEX2 val=…>``,
TIMEX3 files (``.tml``) ``<TIMEX3 value=…>``.
"""

from __future__ import annotations

import argparse
import html
import re
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import _common
from onrecord.annotate.sentences import split
from onrecord.annotate.when import find_times
from onrecord.model.article import Article, Segment
from onrecord.model.timex import timex_value
from onrecord.model.when import UNKNOWN_TIME, When

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


def score(files: list[Path], verbose: bool = False) -> dict[str, float]:
    """Span and value precision, recall and F1 over ``files``."""
    marked = found_count = spans = exact = values = words = 0
    seconds = 0.0
    for path in files:
        text, gold, written = load(path)
        strict = path.suffix == ".tml"
        article = article_of(text, written)
        began = time.perf_counter()
        mentions = find_times(article, split(article))
        seconds += time.perf_counter() - began
        words += len(text.split())
        marked += len(gold)
        found_count += len(mentions)
        free = list(gold)
        for mention in mentions:
            overlapping = [item for item in free if item.start < mention.end and mention.start < item.end]
            if not overlapping:
                if verbose:
                    print(
                        "SPURIOUS",
                        repr(text[max(0, mention.start - 40) : mention.start]),
                        [mention.text],
                        repr(text[mention.end : mention.end + 30]),
                    )
                continue
            value = timex_value(mention, written)
            best = max(
                overlapping,
                key=lambda item: (
                    same(item.value, value, strict),
                    min(item.end, mention.end) - max(item.start, mention.start),
                    -item.start,
                ),
            )
            free.remove(best)
            spans += 1
            exact += (best.start, best.end) == (mention.start, mention.end)
            if same(best.value, value, strict):
                values += 1
            elif verbose:
                print(
                    "VALUE",
                    [mention.text],
                    "gold",
                    best.value,
                    "found",
                    value,
                    "|",
                    mention.when.reason,
                    "|",
                    repr(text[best.start : best.end]),
                )
        if verbose:
            for item in free:
                print(
                    "MISSED",
                    repr(text[max(0, item.start - 30) : item.start]),
                    [text[item.start : item.end]],
                    item.value,
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


def main() -> None:
    """The command."""
    run = _common.start(
        "dates", __doc__.splitlines()[0], "dates/wikiwars/keyinline", "WikiWars from timexportal.wikidot.com", _extend
    )
    files = sorted(
        path for path in run.data.rglob("*") if path.suffix in (".xml", ".tml", ".sgm", ".sgml") and path.is_file()
    )
    chosen = {"even": files[::2], "odd": files[1::2], None: files, "all": files}.get(run.split)
    if chosen is None:
        raise SystemExit(f"benchmarks.dates: there is no split {run.split}; take even, odd or all")
    if not files:
        raise SystemExit(f"benchmarks.dates: {run.data} holds no .tml, .xml or .sgm file; give a folder of TIMEX files")
    metrics = score(chosen, verbose=run.rest.errors)
    if run.split is None:
        odd = score(files[1::2])
        metrics |= {"odd_span_f1": odd["span_f1"], "odd_value_f1": odd["value_f1"]}
    run.report(len(chosen), dict(metrics))


def _extend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="print what is missed, spurious or means another time")


if __name__ == "__main__":
    main()
