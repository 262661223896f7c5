"""How far the chances of the tagger and the ``confidence`` of statements can be relied on, and which errors are left.

On the PolNeAR articles that the tagger has not learned from (one in ten of train): for bins of the tagger's chance how many of its
attributions are right (cue overlaps, source right, contents overlap), from which ``RIGHT_BY_CHANCE`` and ``LEAST_CHANCE`` of
``annotate/tagged.py`` come; relation F1 of the tagger alone by least chance; precision by class of cue and range of chance; the
same for what ``annotate`` makes of it, statements and attitudes apart, and for bins of ``confidence``; and counts of errors.
PolNeAR marks attitudes as it marks speech, so that its precision does not tell whether what was found is *said*.

``--split choose`` and ``check`` take the two halves (every other file): choose thresholds on one, report the other.

PolNeAR: Newell, Margolin and Ruths 2018, https://github.com/networkdynamics/PolNeAR (no licence stated).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import _common
from benchmarks.statements import (
    Metrics,
    Relation,
    article_of,
    f1,
    found_relations,
    indices,
    load,
    marked_relations,
    paired,
    score_file,
    source_right,
    total,
    words_of,
)
from onrecord.annotate import annotator
from onrecord.annotate.cues import cue_table, other_cue
from onrecord.annotate.tagger import Tagged, tagger

SPLITS = ("choose", "check")
#: The lower ends of the bins of chance, finer where the thresholds lie; and those of the ranges for classes of cues.
BINS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
RANGES = (0.0, 0.5, 0.7, 0.78, 0.85, 0.9, 0.95)
LEAST = (0.0, 0.5, 0.6, 0.65, 0.7, 0.74, 0.78, 0.8, 0.82, 0.84)
#: What is said agrees where the Jaccard index of its words is at least this.
_AGREES = 0.5


@dataclass(slots=True)
class Tally:
    """How many of each bin there were, how many were right, and the sum of what was given."""

    rows: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0.0]))

    def add(self, key: str, given: float, *, right: bool) -> None:
        row = self.rows[key]
        row[0] += 1
        row[1] += right
        row[2] += given

    def lines(self) -> Iterable[str]:
        """One line a bin: name, number, mean of what was given, share that was right."""
        for key in sorted(self.rows):
            count, right, given = self.rows[key]
            yield f"{key:44} {int(count):5}  given {given / count:.3f}  right {right / count:.2f}"


def class_of(words: Sequence[str]) -> str:
    """The class of a cue by its words in lower case: what the tables of cues know of it."""
    known = [cue for word in words for cue in cue_table().get(word, ())]
    if known:
        return "verb or noun of speech" if any("noun" in cue.frames for cue in known) else "verb of speech"
    if "according" in words:
        return "according to"
    others = [found for word in words if (found := other_cue(word)) is not None]
    if any(not found.attitude for found in others):
        return "other cue, said"
    return "other cue, attitude" if others else "in no table"


def binned(value: float, bins: Sequence[float]) -> str:
    return f"{max(low for low in bins if low <= value):.2f}"


def right_ones(found: Sequence[Relation], gold: Sequence[Relation], plain: list[str]) -> set[int]:
    """The places in ``found`` of those that are right by the measure of relation F1."""
    place = {id(item): at for at, item in enumerate(found)}
    return {
        place[id(mine)]
        for mine, theirs in paired(list(found), list(gold))
        if source_right(mine.source, theirs.source, plain) and mine.content & theirs.content
    }


def errors(found: Sequence[Relation], gold: Sequence[Relation], plain: list[str]) -> Counter[str]:
    """The classes of errors of one file, and what is right by the strict measure."""
    counts: Counter[str] = Counter()
    pairs = paired(list(found), list(gold))
    mine, theirs = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    for item in gold:
        if id(item) not in theirs:
            counts[f"missed: {_name(item, plain)}"] += 1
    for item in found:
        if id(item) not in mine:
            counts[f"in no list: {_name(item, plain)}"] += 1
    for one, other in pairs:
        shared, either = len(one.content & other.content), len(one.content | other.content)
        if not source_right(one.source, other.source, plain):
            which = "none given" if not one.source else "none marked" if not other.source else "another"
            counts[f"source wrong: {which}"] += 1
        elif shared < _AGREES * either or not shared:
            counts["what is said differs by more than half"] += 1
        else:
            counts["right"] += 1
    return counts


def _name(item: Relation, plain: list[str]) -> str:
    return class_of([plain[at] for at in sorted(item.cue)]) if item.cue else "no cue"


def _of_tags(tags: Sequence[Tagged], words: list[tuple[int, int]]) -> list[Relation]:
    def among(spans: Sequence[tuple[int, int]]) -> frozenset[int]:
        return frozenset(at for start, end in spans for at in indices(words, start, end))

    return [Relation(among(tag.source), among(tag.cue), among(tag.contents)) for tag in tags]


def report(pairs: Sequence[tuple[Path, Path]]) -> tuple[int, Metrics]:
    """Print the tables of ``pairs`` of text and annotation files; the number of marked attributions, and the metrics."""
    annotate, tag = annotator(), tagger()
    chances, classes, output, confidences = Tally(), Tally(), Tally(), Tally()
    wrong: Counter[str] = Counter()
    by_least = defaultdict(list)
    marked = 0
    for text_path, marked_path in pairs:
        text = text_path.read_text(encoding="utf-8")
        words = words_of(text)
        plain = [text[start:end].lower() for start, end in words]
        gold = marked_relations(marked_path.read_text(encoding="utf-8"), words)
        marked += len(gold)
        tags = [item for item in tag(text).attributions if item.contents]
        found = _of_tags(tags, words)
        right = right_ones(found, gold, plain)
        for at, item in enumerate(tags):
            chances.add(binned(item.chance, BINS), item.chance, right=at in right)
            name = f"{_name(found[at], plain)}, chance {binned(item.chance, RANGES)}"
            classes.add(name, item.chance, right=at in right)
        for least in LEAST:
            sure = [one for one, item in zip(found, tags, strict=True) if item.chance >= least]
            by_least[least].append(score_file(text, gold, sure, words))
        annotations = annotate(article_of(text, text_path.name))
        given = [*annotations.statements, *annotations.attitudes]
        made = found_relations(annotations, words)
        right = right_ones(made, gold, plain)
        for at, statement in enumerate(given):
            confidences.add(
                binned(statement.confidence, [k / 10 for k in range(10)]), statement.confidence, right=at in right
            )
            kind = "statement" if at < len(annotations.statements) else "attitude"
            source = "tagger" if statement.reason.startswith("tagged") else "rule"
            output.add(f"{kind}, {source}, {_name(made[at], plain)}", statement.confidence, right=at in right)
        wrong += errors(made, gold, plain)
    for title, tally in (
        ("the tagger, by its chance", chances),
        ("the tagger, by class of cue and chance", classes),
        ("what annotate gives, by confidence", confidences),
        ("what annotate gives, by class of cue", output),
    ):
        print(title, *tally.lines(), "", sep="\n")
    print("errors", *(f"{count:5}  {name}" for name, count in wrong.most_common()), "", sep="\n")
    metrics: Metrics = {
        f"tagger_relation_f1_from_{least:.2f}": f1(*total(files)["relation"]) for least, files in by_least.items()
    }
    return marked, metrics


def main(argv: Sequence[str] | None = None) -> int:
    """Both halves, or ``choose``, or ``check``."""
    run = _common.start(
        "chances", __doc__ or "", "attribution", "https://github.com/networkdynamics/PolNeAR", argv=argv
    )
    if run.split not in (None, *SPLITS):
        print(f"benchmarks.chances: there is no split {run.split}; give one of {', '.join(SPLITS)}", file=sys.stderr)
        return 2
    try:
        from training.statements.examples import HELD_OUT, OF  # which itself scores with benchmarks.statements

        pairs = load(run.data, "train")[HELD_OUT::OF]
    except FileNotFoundError as error:
        print(f"benchmarks.chances: {error}", file=sys.stderr)
        return 2
    items, metrics = report(pairs if run.split is None else pairs[SPLITS.index(run.split) :: len(SPLITS)])
    run.report(items, metrics)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
