"""How well statements are found: PolNeAR, or any folder laid out as ``SPLIT/text/*.txt`` and ``SPLIT/attributions/*.ann``.

Words without punctuation are what is counted. Token F1 says how many words of sources, cues and contents are found. For the
relation F1 predicted and marked attributions are paired one to one by the overlap of their cues; a pair counts when the
contents overlap and the source is right (it shares a word that is no determiner, or both are empty); the stricter figure
wants contents with a Jaccard index of .5 or more. Of a file that several people annotated, the first annotator in order of
names is taken. The interval is the 2.5th and 97.5th percentile of 1,000 resamplings of the files.

PolNeAR: Newell, Margolin and Ruths 2018, https://github.com/networkdynamics/PolNeAR (no licence stated).
"""

from __future__ import annotations

import re
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import _common
from onrecord.annotate import annotator
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.when import UNKNOWN_TIME

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "some",
        "any",
    ]
)
Counts = dict[str, tuple[int, int, int]]  # hits, predicted, marked, by metric
Metrics = dict[str, float | int | str | list[float]]


@dataclass(frozen=True)
class Relation:
    """One attribution as sets of word indices of its text."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def load(path: Path, split: str) -> list[tuple[Path, Path]]:
    """Text files of a split with the annotation of their first annotator; ``FileNotFoundError`` where there are none."""
    texts = sorted((path / split / "text").glob("*.txt"))
    pairs = []
    for text in texts:
        marked = sorted((path / split / "attributions").glob(f"{glob_safe(text.stem)}_????.ann"))
        if marked:
            pairs.append((text, marked[0]))
    if not pairs:
        raise FileNotFoundError(f"{path / split}: no text/*.txt with attributions/*.ann beside it")
    return pairs


def glob_safe(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def marked_relations(annotation: str, words: list[tuple[int, int]]) -> list[Relation]:
    """The attributions of a standoff file (brat's format) as word indices."""
    spans: dict[str, frozenset[int]] = {}
    relations = []
    for line in annotation.splitlines():
        if re.match(r"T\d+\t", line):
            name, kind, *_ = line.split("\t")
            offsets = [tuple(map(int, part.split())) for part in kind.split(" ", 1)[1].split(";")]
            spans[name] = frozenset(k for start, end in offsets for k in indices(words, start, end))
        elif line.startswith("E"):
            parts: dict[str, frozenset[int]] = {"Source": frozenset(), "Cue": frozenset(), "Content": frozenset()}
            for role in line.split("\t")[1].split():
                label, _, name = role.partition(":")
                label = label.rstrip("0123456789")
                if label in parts:
                    parts[label] = parts[label] | spans.get(name, frozenset())
            relations.append(Relation(parts["Source"], parts["Cue"], parts["Content"]))
    return relations


def found_relations(annotations: Annotations, words: list[tuple[int, int]]) -> list[Relation]:
    """The statements and attitudes of one article as word indices: PolNeAR marks both."""
    relations = []
    for statement in (*annotations.statements, *annotations.attitudes):
        speaker = statement.speaker
        source = (
            indices(words, speaker.start, speaker.end) if speaker.start is not None and speaker.end is not None else []
        )
        cue = indices(words, statement.cue.start, statement.cue.end) if statement.cue else []
        content = [k for passage in statement.contents for k in indices(words, passage.start, passage.end)]
        relations.append(Relation(frozenset(source), frozenset(cue), frozenset(content)))
    return relations


def words_of(text: str) -> list[tuple[int, int]]:
    """The words of a text as spans of characters."""
    return [match.span() for match in _WORD.finditer(text)]


def indices(words: list[tuple[int, int]], start: int, end: int) -> list[int]:
    """The words that ``start`` to ``end`` touch."""
    at = bisect_left(words, (start, 0))
    if at and words[at - 1][1] > start:
        at -= 1
    found = []
    while at < len(words) and words[at][0] < end:
        found.append(at)
        at += 1
    return found


def article_of(text: str, name: str) -> Article:
    """A PolNeAR text as an article: its first line is the title, the rest body."""
    segments, at = [], 0
    for match in re.finditer(r"\n\s*|\Z", text):
        if match.end() > at:
            segments.append(
                Segment("body" if segments else "heading", at, match.end(), None, None, "a benchmark's text")
            )
            at = match.end()
    return Article(name, "cap_x", name, None, None, (), None, (), UNKNOWN_TIME, None, "en", text, tuple(segments))


def score_file(text: str, gold: list[Relation], found: list[Relation], words: list[tuple[int, int]]) -> Counts:
    """(hits, predicted, marked) for each metric of one file."""
    result = {}
    for name in ("source", "cue", "content"):
        mine = frozenset().union(*(getattr(item, name) for item in found)) if found else frozenset()
        theirs = frozenset().union(*(getattr(item, name) for item in gold)) if gold else frozenset()
        result[name] = (len(mine & theirs), len(mine), len(theirs))
    plain = [text[start:end].lower() for start, end in words]
    hits = strict = 0
    for mine, theirs in paired(found, gold):
        if not source_right(mine.source, theirs.source, plain) or not (mine.content & theirs.content):
            continue
        hits += 1
        if len(mine.content & theirs.content) >= 0.5 * len(mine.content | theirs.content):
            strict += 1
    result["relation"] = (hits, len(found), len(gold))
    result["relation_strict"] = (strict, len(found), len(gold))
    return result


def paired(found: list[Relation], gold: list[Relation]) -> list[tuple[Relation, Relation]]:
    """Predicted and marked attributions one to one, the largest overlaps of cues first."""
    overlaps = sorted(
        (-len(mine.cue & theirs.cue), -len(mine.content & theirs.content), a, b)
        for a, mine in enumerate(found)
        for b, theirs in enumerate(gold)
        if mine.cue & theirs.cue
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, _, a, b in overlaps:
        if a not in used_found and b not in used_gold:
            used_found.add(a)
            used_gold.add(b)
            pairs.append((found[a], gold[b]))
    return pairs


def source_right(mine: frozenset[int], theirs: frozenset[int], plain: list[str]) -> bool:
    """Whether two sources share a word that is no determiner, or are both empty."""
    if not mine and not theirs:
        return True
    return any(plain[k] not in _DETERMINERS for k in mine & theirs)


def f1(hits: int, predicted: int, marked: int) -> float:
    return 2 * hits / (predicted + marked) if predicted + marked else 0.0


def total(files: Iterable[Counts]) -> Counts:
    sums: dict[str, list[int]] = {}
    for counts in files:
        for name, values in counts.items():
            row = sums.setdefault(name, [0, 0, 0])
            for k in range(3):
                row[k] += values[k]
    return {name: (row[0], row[1], row[2]) for name, row in sums.items()}


def score(pairs: Sequence[tuple[Path, Path]], annotate: Callable[[Article], Annotations]) -> tuple[int, Metrics]:
    """The number of marked attributions, and metric names and values over ``pairs`` of text and annotation files.

    Words a second are those of processor time, of all threads, with one article at a time in the order of the files' names.
    """
    files: list[Counts] = []
    marked = count = 0
    seconds = 0.0
    for text_path, marked_path in pairs:
        text = text_path.read_text(encoding="utf-8")
        words = words_of(text)
        gold = marked_relations(marked_path.read_text(encoding="utf-8"), words)
        article = article_of(text, text_path.name)
        began = time.process_time()
        annotations = annotate(article)
        seconds += time.process_time() - began
        marked += len(gold)
        count += len(words)
        files.append(score_file(text, gold, found_relations(annotations, words), words))
    result = summary(files)
    result["words_per_second"] = _common.ratio(count, seconds)
    result["memory_mb"] = _common.memory_mb()
    return marked, result


def summary(files: Sequence[Counts]) -> Metrics:
    """Metric names and values over the counts of all files, with intervals."""
    result: Metrics = {}
    sums = total(files)
    for name in ("source", "cue", "content"):
        result[f"{name}_token_f1"] = f1(*sums[name])
    for name in ("relation", "relation_strict"):
        hits, predicted, gold_count = sums[name]
        result[f"{name}_f1"] = f1(hits, predicted, gold_count)
        result[f"{name}_f1_interval"] = list(_common.bootstrap(files, lambda drawn, key=name: f1(*total(drawn)[key])))  # type: ignore[misc]
        result[f"{name}_precision"] = _common.ratio(hits, predicted)
        result[f"{name}_recall"] = _common.ratio(hits, gold_count)
    result["files"] = len(files)
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Score one split (``dev`` where none is given; ``held-out``: the part of ``train`` that the tagger did not learn from)."""
    run = _common.start(
        "statements", __doc__ or "", "attribution", "https://github.com/networkdynamics/PolNeAR", argv=argv
    )
    try:
        if run.split == "held-out":
            from training.statements.examples import HELD_OUT, OF  # which itself scores with this module

            pairs = load(run.data, "train")[HELD_OUT::OF]
        else:
            pairs = load(run.data, run.split or "dev")
    except FileNotFoundError as error:
        print(f"benchmarks.statements: {error}", file=sys.stderr)
        return 2
    items, metrics = score(pairs, annotator())
    run.report(items, metrics)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
