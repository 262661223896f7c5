"""What is one claim: pairs of sentences marked by hand, and the pairs of ClaimDiff.

*Marked*: 190 pairs of sentences of statements, of different speakers in different articles on one event, that share a good deal of
their words (``truth/propositions.jsonl``: a careful reader took 89 of them to say the same). Scored are precision and recall of
``same``, which ``relate`` joins claims by, beside a cosine of all words weighted by rarity, as it was joined by before. The articles are
those of ``bench/stories/wikinews_big.json``; ``--split even`` and ``odd`` take half of its events. Three weights were
learned on all pairs, so the recall is a little kind; the cosine's threshold is the one that it had.

*ClaimDiff* (``--data``): pairs of sentences of two outlets on one event; does the second make the first stronger, or weaker. That is
no contradiction and no identity, so what is given is how far the chance of saying the same goes with the answer (area under the ROC
curve; .5 is nothing).

Wikinews sets: Francis Tseng, https://github.com/frnsys/galaxy. ClaimDiff: Ko et al. 2023, https://github.com/kaistAI/ClaimDiff.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from benchmarks import _common
from benchmarks.stories import article
from onrecord.annotate import annotator
from onrecord.model.annotations import Annotated
from onrecord.model.article import Article
from onrecord.model.passage import Passage
from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate.binding import bound
from onrecord.relate.context import Contexts
from onrecord.relate.propositions import Proposition, proposition_of, same, same_chance
from onrecord.relate.rarity import rarity
from onrecord.relate.rulings import Decided
from onrecord.relate.words import content_terms

TRUTH = Path(__file__).parent / "truth" / "propositions.jsonl"

#: The cosine from which two statements were one claim before.
BEFORE = 0.45


def propositions(items: Iterable[tuple[Annotated, Passage]]) -> list[Proposition]:
    """The propositions of passages; who somebody is plays no part."""
    pairs = list(items)
    by_id = {item.article.id: item for item, _ in pairs}
    reports = [bound(item, UNKNOWN_TIME, Decided.of(())) for item in by_id.values()]
    contexts = Contexts.of(reports, lambda name, kind: None)
    return [proposition_of(item.article, passage, contexts) for item, passage in pairs]


def marked(path: Path, wanted: Sequence[int]) -> list[tuple[Proposition, Proposition, bool]]:
    """The marked pairs of events whose number, halved, leaves one of ``wanted``."""
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["event"] % 2 in wanted]
    events = json.loads(path.read_text(encoding="utf-8"))
    annotate, made = annotator(), dict[str, Annotated]()
    found: list[tuple[Annotated, Passage]] = []
    for place in (row[side] for row in rows for side in ("a", "b")):
        name = place["article"]
        if name not in made:
            event, number = (int(part) for part in name.split("/"))
            told = events[event]["articles"][number]
            own = article(name, told["title"] or "", told["text"] or "")
            made[name] = Annotated(own, annotate(own))
        passage = Passage.of(made[name].article.text, *place["span"])
        if sha256(passage.text.encode()).hexdigest()[:16] != place["sha256"]:
            raise SystemExit(f"benchmarks.claims: {path} is not the file that was marked: {name} has other words.")
        found.append((made[name], passage))
    all_of_them = propositions(found)
    return [
        (one, other, row["same"]) for one, other, row in zip(all_of_them[::2], all_of_them[1::2], rows, strict=True)
    ]


def cosine(one: Proposition, other: Proposition) -> float:
    """The peer: the cosine of all words, names too, each weighted by its rarity."""
    a, b = (content_terms(each.passage.text) for each in (one, other))
    weights = [sum(rarity(term) ** 2 for term in sorted(terms)) for terms in (a & b, a, b)]
    return _common.ratio(weights[0], (weights[1] * weights[2]) ** 0.5)


def area(scores: Sequence[tuple[float, bool]]) -> float:
    """The area under the ROC curve: how often a right pair scores above a wrong one."""
    right, wrong = ([score for score, good in scores if good == wanted] for wanted in (True, False))
    above = sum((one > other) + (one == other) / 2 for one in right for other in wrong)
    return _common.ratio(above, len(right) * len(wrong))


def of_claim_diff(path: Path) -> list[tuple[float, bool]]:
    """The chance that two claims say the same, and the answer of the set."""
    annotate, scores = annotator(), list[tuple[float, bool]]()
    for row in json.loads(path.read_text(encoding="utf-8"))["data"]:
        sides = [article(row["pair_id"] + side, "", row[f"claim_{side}"]) for side in ("a", "b")]
        one, other = propositions((Annotated(each, annotate(each)), _body(each)) for each in sides)
        scores.append((same_chance(one, other), bool(row["relation"])))
    return scores


def _body(own: Article) -> Passage:
    first, last = own.body[0], own.body[-1]
    return Passage.of(own.text, first.start, last.end)


def _scores(found: Sequence[tuple[bool, bool]], name: str) -> Mapping[str, float]:
    joined = [good for taken, good in found if taken]
    return {
        f"{name}_precision": _common.ratio(sum(joined), len(joined)),
        f"{name}_recall": _common.ratio(sum(joined), sum(good for _, good in found)),
    }


def main(argv: list[str] | None = None) -> None:
    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--stories", type=Path, help="wikinews_big.json (default: beside the bench's contradictions)"
        )

    run = _common.start("claims", __doc__ or "", "contradictions", "ClaimDiff of kaistAI", extend, argv)
    metrics: dict[str, float | int | str | list[float]] = {}
    stories = run.rest.stories or run.data.parent / "stories" / "wikinews_big.json"
    items = 0
    if stories.exists():
        pairs = marked(stories, {"even": (0,), "odd": (1,)}.get(run.split or "", (0, 1)))
        items += len(pairs)
        metrics |= _scores([(same(one, other), good) for one, other, good in pairs], "same")
        metrics |= _scores([(cosine(one, other) >= BEFORE, good) for one, other, good in pairs], "cosine")
        metrics["same_area"] = area([(same_chance(one, other), good) for one, other, good in pairs])
        metrics["cosine_area"] = area([(cosine(one, other), good) for one, other, good in pairs])
    if run.split is None:
        for path in sorted(run.data.glob("ClaimDiff-*-train.json")) if run.data.is_dir() else [run.data]:
            scores = of_claim_diff(path)
            items += len(scores)
            metrics[f"claimdiff_{path.stem.split('-')[1]}_area"] = area(scores)
    run.report(items, metrics)


if __name__ == "__main__":
    main()
