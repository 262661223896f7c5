"""How well statements and their speakers are found in articles marked by hand (``benchmarks/truth``), as a reader would judge it.

Reader and annotator run on each source as on any capture; the statements are led back to the characters of the capture. They are
paired with the marked ones one to one: by the overlap of their cues, then, where one of the two has no cue, by what is said (half
of the words of the shorter). What is marked as optional is neither missed nor spurious.

Shares of what is marked: ``found``, ``missed``, and the speaker ``right``, ``wrong`` or ``open`` (what is missed is none of these).
A name is right that is the marked one, or one of its other forms, after folding; a bare surname is right. Nameless is right where the
report keeps the speaker nameless, open where a careful reader would leave it open. ``spurious`` and ``duplicates`` are shares of what
is found: the former pairs with nothing; a duplicate gives a marked statement again, or is a headline's or a caption's that is held to
be body. Of the pairs: the stance (with those that a careful reader would accept, and the first choice alone), negation, whether it is
quoted (where the mark is not ``mixed``, unless the annotator says that too), the mean Jaccard index of the words of what is said.
The metrics of headings, summaries and captions begin with ``apart_``. ``speaker_right_interval`` comes from 1,000 resamplings of
the sources.

Data: a folder that holds ``seeds/*.txt`` and ``bench``, with PolNeAR dev and Wikinews 2020; texts are known by their digests.
``--split seeds``, ``further`` or ``second``; without it all.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks._common import bootstrap, ratio, start
from benchmarks.statements import indices
from onrecord.annotate import annotator
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article
from onrecord.model.capture import Capture, Refusal
from onrecord.model.names import folded, same_person
from onrecord.model.statement import Statement
from onrecord.read import reader

TRUTH = Path(__file__).parent / "truth" / "statements"
SPLITS = ("seeds", "further", "second")
TEXTS = ("seeds/*.txt", "bench/attribution/dev/text/*.txt")
TABLE = "bench/stories/wikinews_2019_2020/wikinews_2020.csv"
#: Where one has no cue, two statements are one that share this part of the words of the shorter. A duplicate's Jaccard index.
SAME = 0.5

Span = tuple[int, int]
Verdict = Literal["right", "wrong", "open"]
Annotate = Callable[[Article], Annotations]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Item:
    """A statement, marked or found, in characters of the capture. ``contents`` are the indices of its words.

    ``names`` are all that would be right, ``stances`` too: of what is found there is at most one. ``manner`` is direct, indirect or
    mixed.
    """

    where: str
    cue: Span | None
    contents: frozenset[int]
    names: tuple[str, ...]
    anonymous: bool
    stances: tuple[str, ...]
    manner: str
    negated: bool
    still_open: bool = False
    optional: bool = False
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """The marked and the found statements of one source, and which belong together, by their places in the lists."""

    marked: Sequence[Item]
    found: Sequence[Item]
    pairs: dict[int, int]


def read_truth(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The lines of a file of truth by the digest of their source."""
    sources: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        sources[record["sha256"]].append(record)
    return dict(sources)


def texts(folder: Path) -> Iterator[bytes]:
    """All texts of ``folder`` that may have been marked."""
    for pattern in TEXTS:
        for path in sorted(folder.glob(pattern)):
            yield path.read_bytes()
    if (folder / TABLE).exists():
        with (folder / TABLE).open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                yield row["text"].encode()


def marked_items(records: Iterable[dict[str, Any]], words: list[Span]) -> list[Item]:
    """The lines of one source."""
    return [
        Item(
            where=record["where"],
            cue=tuple(record["cue"]) if record["cue"] else None,
            contents=_words_in(words, record["contents"]),
            names=tuple(name for name in (record["name"], *record.get("also", ())) if name),
            anonymous=record["anonymous"],
            stances=(record["stance"], *record.get("stances_also", ())),
            manner=record["direct"],
            negated=record["negated"],
            still_open=record.get("open", False),
            optional=record.get("optional", False),
            same_as=record["same_as"],
        )
        for record in records
    ]


def found_items(article: Article, statements: Iterable[Statement], words: list[Span]) -> list[Item]:
    """What the annotator found in ``article``, in characters of its capture."""
    back = _way_back(article)
    return [
        Item(
            where=statement.segment,
            cue=(back(statement.cue.start), back(statement.cue.end)) if statement.cue else None,
            contents=_words_in(words, ((back(part.start), back(part.end)) for part in statement.contents)),
            names=(statement.speaker.name,) if statement.speaker.name else (),
            anonymous=statement.speaker.anonymous,
            stances=(statement.stance,),
            manner=_manner(statement.direct),
            negated=statement.negated,
        )
        for statement in statements
    ]


def _manner(direct: bool | str) -> str:
    if isinstance(direct, str):
        return direct
    return "direct" if direct else "indirect"


def _words_in(words: list[Span], spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(at for begin, end in spans for at in indices(words, begin, end))


def _way_back(article: Article) -> Callable[[int], int]:
    """From characters of the article to those of its capture: the start of the segment, and the repairs since then."""
    starts = [segment.start for segment in article.segments]

    def back(offset: int) -> int:
        segment = article.segments[max(0, bisect_right(starts, offset) - 1)]
        at = (segment.capture_start or 0) + offset - segment.start
        for repair in article.repairs:
            if segment.start <= repair.start and repair.end <= offset:
                at += len(repair.was) - (repair.end - repair.start)
        return at

    return back


def paired(marked: Sequence[Item], found: Sequence[Item]) -> dict[int, int]:
    """Which found statement is which marked one: by cues, then by what is said where one has no cue."""
    by_cue, by_content = [], []
    for m, one in enumerate(marked):
        for f, other in enumerate(found):
            said = jaccard(one, other)
            if one.cue and other.cue:
                shared = min(one.cue[1], other.cue[1]) - max(one.cue[0], other.cue[0])
                if shared > 0:
                    by_cue.append((-shared, one.optional, -said, m, f))
            elif _much_the_same(one, other):
                by_content.append((0, one.optional, -said, m, f))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, m, f in [*sorted(by_cue), *sorted(by_content)]:
        if m not in pairs and f not in taken:
            pairs[m] = f
            taken.add(f)
    return pairs


def jaccard(one: Item, other: Item) -> float:
    """Of the words of what is said, 1 where neither says anything."""
    union = one.contents | other.contents
    return len(one.contents & other.contents) / len(union) if union else 1.0


def _much_the_same(one: Item, other: Item) -> bool:
    shorter = min(len(one.contents), len(other.contents))
    return shorter > 0 and len(one.contents & other.contents) >= SAME * shorter


def same_name(one: str, other: str) -> bool:
    """Whether both name one actor: alike after folding, the longer ends as the shorter does and has all its words, or spellings
    of one person's name."""
    a, b = (folded(name).removeprefix("the ").split() for name in (one, other))
    if not a or not b:
        return False
    if set(a) <= set(b) or set(b) <= set(a):
        return a[-1] == b[-1]
    return same_person(one, other)


def verdict(marked: Item, found: Item) -> Verdict:
    """Whether the speaker of ``found`` is that of ``marked``."""
    if found.names:
        right = any(same_name(found.names[0], name) for name in marked.names)
    elif found.anonymous:
        right = marked.anonymous or marked.still_open
    elif marked.still_open:
        right = True
    else:
        return "open"
    return "right" if right else "wrong"


def duplicates(scored: Scored) -> set[int]:
    """The found statements that give a marked one again, or repeat the body as if they were part of it."""
    taken = set(scored.pairs.values())
    again = {
        f
        for f, item in enumerate(scored.found)
        if f not in taken and any(jaccard(scored.marked[m], item) >= SAME for m in scored.pairs)
    }
    as_body = {
        f
        for m, f in scored.pairs.items()
        if scored.marked[m].same_as in scored.pairs and scored.found[f].where == "body"
    }
    return again | as_body


def measure(given: Sequence[Scored], *, apart: bool) -> dict[str, float | int | str | list[float]]:
    """The metrics over sources, of their bodies or of what stands ``apart``: headings, summaries and captions."""
    sums = _sums(given, apart)
    marked, pairs, found = sums["marked"], sums["pairs"], sums["statements"]
    result: dict[str, float | int | str | list[float]] = {"marked": int(marked), "statements": int(found)}
    result["found"] = ratio(pairs, marked)
    for name in ("missed", "speaker_right", "speaker_wrong", "speaker_open"):
        result[name] = ratio(sums[name], marked)
    result["speaker_right_interval"] = list(bootstrap(given, lambda drawn: _right_share(_sums(drawn, apart))))
    for name in ("spurious", "duplicates"):
        result[name] = ratio(sums[name], found)
    for name in ("stance_right", "stance_first_choice", "negation_right", "content_jaccard"):
        result[name] = ratio(sums[name], pairs)
    result["direct_right"] = ratio(sums["direct_right"], sums["direct_judged"])
    return result


def _right_share(sums: dict[str, float]) -> float:
    return ratio(sums["speaker_right"], sums["marked"])


def _sums(given: Iterable[Scored], apart: bool) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for scored in given:
        repeated = duplicates(scored)
        optional = {f for m, f in scored.pairs.items() if scored.marked[m].optional}
        taken = set(scored.pairs.values())
        for f, item in enumerate(scored.found):
            if (item.where != "body") == apart and f not in optional:
                sums["statements"] += 1
                sums["spurious"] += f not in taken
                sums["duplicates"] += f in repeated
        for m, one in enumerate(scored.marked):
            if one.optional or (one.where != "body") != apart:
                continue
            sums["marked"] += 1
            if m not in scored.pairs:
                sums["missed"] += 1
                continue
            other = scored.found[scored.pairs[m]]
            sums["pairs"] += 1
            sums[f"speaker_{verdict(one, other)}"] += 1
            sums["stance_right"] += other.stances[0] in one.stances
            sums["stance_first_choice"] += other.stances[0] == one.stances[0]
            sums["negation_right"] += other.negated == one.negated
            sums["content_jaccard"] += jaccard(one, other)
            if one.manner != "mixed" or other.manner == "mixed":
                sums["direct_judged"] += 1
                sums["direct_right"] += one.manner == other.manner
    return sums


def score(source: str, data: bytes, records: Iterable[dict[str, Any]], annotate: Annotate) -> Scored:
    """The statements of one text, ``data`` in UTF-8, beside those of its ``records`` of truth."""
    words = [match.span() for match in _WORD.finditer(data.decode())]
    marked = marked_items(records, words)
    capture = Capture.of(source=source, location=source, data=data, media_type="text/plain", received_at="")
    article = reader()(capture)
    found = [] if isinstance(article, Refusal) else found_items(article, annotate(article).statements, words)
    return Scored(marked, found, paired(marked, found))


def main(argv: Sequence[str] | None = None) -> int:
    """Score one split, or all."""
    run = start("marked", __doc__ or "", "..", "the seeds, PolNeAR and vanatteveldt/wikinews", argv=argv)
    if run.split not in (None, *SPLITS):
        print(f"benchmarks.marked: there is no split {run.split}; give one of {', '.join(SPLITS)}", file=sys.stderr)
        return 2
    truth: dict[str, list[dict[str, Any]]] = {}
    for split in [run.split] if run.split else SPLITS:
        truth |= read_truth(TRUTH / f"{split}.jsonl")
    by_digest = {hashlib.sha256(data).hexdigest(): data for data in texts(run.data)}
    lacking = sorted({records[0]["source"] for key, records in truth.items() if key not in by_digest})
    if lacking:
        print(
            f"benchmarks.marked: {run.data} lacks, or has in another version, {', '.join(lacking)}; give the folder that "
            "holds seeds and bench with --data",
            file=sys.stderr,
        )
        return 2
    annotate = annotator()
    scored = [score(records[0]["source"], by_digest[key], records, annotate) for key, records in truth.items()]
    metrics = measure(scored, apart=False)
    metrics |= {f"apart_{name}": value for name, value in measure(scored, apart=True).items()}
    run.report(len(scored), metrics)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
