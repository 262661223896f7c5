"""How well events are coded by PLOVER: root codes and quad classes, macro-F1.

``--data`` is a table laid out as ``PLV_train.tsv``, or the folder with it and PLOVER's own records. Source and target are given, the code is
asked for. A table that the shipped model has learned from (its digest is in the model) is cross-validated: five folds, three seeds, with
sentences that share half of their words in one fold; intervals are of the first seed. Any other table is coded by the model that
ships. PLOVER's records are cross-validated beside the sentences, which are then always learned from.

Peers in the same run: the trigger table of the package with the commonest code where it names none, and TF-IDF of words and pairs with a
logistic regression (scikit-learn) on the same folds. ``--articles`` also reads each sentence as an article: how often an event is found,
and how often its code is right by the trigger table and as it ships.

PLV: Hu et al. 2024, https://github.com/snowood1/Zero-Shot-PLOVER. Records: https://github.com/openeventdata/PLOVER (CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import _common
from benchmarks._coded import RECORDS, SENTENCES, SOURCE, Coded, digest, folds, records, sentences
from onrecord.annotate import annotate
from onrecord.annotate.coding import QUADS, Coder, coder, mode_of, quads
from onrecord.annotate.gazetteer import Gazetteer
from onrecord.annotate.triggers import codes_in
from onrecord.model.article import Article, Segment
from onrecord.model.when import UNKNOWN_TIME

SEEDS = 3
Pair = tuple[str, str]
Metrics = dict[str, float | int | str | list[float]]


def macro(pairs: Sequence[Pair]) -> float:
    """Macro-F1 of (marked, given) over the classes that are marked."""
    classes = sorted({marked for marked, _ in pairs})
    return sum(class_f1(pairs, name)[2] for name in classes) / max(1, len(classes))


def class_f1(pairs: Sequence[Pair], name: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one class."""
    right = sum(marked == given == name for marked, given in pairs)
    precision = _common.ratio(right, sum(given == name for _, given in pairs))
    recall = _common.ratio(right, sum(marked == name for marked, _ in pairs))
    return precision, recall, _common.f1(precision, recall)


Chances = list[dict[str, float]]


def codes_and_quads(items: Sequence[Coded], given: Chances) -> tuple[list[Pair], list[Pair]]:
    """Marked and given, of codes and of quad classes."""
    return (
        [(item.code, likeliest(found)) for item, found in zip(items, given, strict=True)],
        [(item.quad, likeliest(quads(found))) for item, found in zip(items, given, strict=True)],
    )


def likeliest(found: dict[str, float]) -> str:
    return max(sorted(found), key=found.__getitem__)


def report(metrics: Metrics, name: str, items: Sequence[Coded], given: Sequence[Chances], *, classes: bool) -> None:
    """Add the scores of ``given``: for each seed the chances of all items. ``classes``: each class by itself, too."""
    both = [codes_and_quads(items, one) for one in given]
    for kind, pairs in zip(("root", "quad"), zip(*both, strict=True), strict=True):
        metrics[f"{name}.{kind}_macro_f1"] = sum(map(macro, pairs)) / len(pairs)
        metrics[f"{name}.{kind}_interval"] = list(_common.bootstrap(pairs[0], macro, rounds=300))
        metrics[f"{name}.{kind}_accuracy"] = sum(sum(a == b for a, b in one) / len(one) for one in pairs) / len(pairs)
        for of_class in sorted({marked for marked, _ in pairs[0]}) if classes else ():
            precision, recall, score = class_f1(pairs[0], of_class)
            low, high = _common.bootstrap(pairs[0], _of(of_class), rounds=300)
            count = sum(marked == of_class for marked, _ in pairs[0])
            metrics[f"{name}.{of_class}"] = (
                f"{count:4}  P {precision:.3f}  R {recall:.3f}  F1 {score:.3f} [{low:.2f}, {high:.2f}]"
            )


def _of(name: str) -> Callable[[Sequence[Pair]], float]:
    return lambda pairs: class_f1(pairs, name)[2]


def confusions(metrics: Metrics, name: str, pairs: Sequence[Pair]) -> None:
    """The commonest errors of code."""
    for (marked, given), count in Counter(pair for pair in pairs if pair[0] != pair[1]).most_common(12):
        metrics[f"{name}.error.{marked} as {given}"] = count


def by_chance(metrics: Metrics, name: str, items: Sequence[Coded], given: Chances) -> None:
    """How often the likeliest code is right, by its chance."""
    for low, high in ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        own = [(item, found) for item, found in zip(items, given, strict=True) if low <= max(found.values()) < high]
        mean = _common.ratio(sum(max(found.values()) for _, found in own), len(own))
        right = _common.ratio(sum(item.code == likeliest(found) for item, found in own), len(own))
        metrics[f"{name}.chance_{low:.1f}"] = f"{len(own):4}  given {mean:.2f}  right {right:.2f}"


def by_triggers(items: Sequence[Coded]) -> Chances:
    """The peer: the code of the first trigger word after the source that the package's table knows, else the commonest code."""
    commonest = Counter(item.code for item in items).most_common(1)[0][0]
    found = []
    for item in items:
        start = item.deed.source[1] if item.deed.source else 0
        named = codes_in(item.text[start:].lower()) or codes_in(item.text.lower())
        found.append({named[0] if named else commonest: 1.0})
    return found


def by_words(items: Sequence[Coded], seed: int) -> Chances:
    """The peer: TF-IDF of words and pairs of words, logistic regression, on the same folds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    found: Chances = [{} for _ in items]
    for learned, held in folds(items, seed):
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        model = make_pipeline(words, LogisticRegression(C=10, class_weight="balanced", max_iter=300))
        model.fit([items[k].text for k in learned], [items[k].code for k in learned])
        for k, row in zip(held, model.predict_proba([items[k].text for k in held]), strict=True):
            found[k] = dict(zip(model.classes_.tolist(), row.tolist(), strict=True))
    return found


def score_sentences(path: Path, beside: Path | None, metrics: Metrics, *, articles: bool, seeds: int) -> int:
    """The sentences of a table; the number of them."""
    from training.events.learn import OF_PHRASES, OF_RECORDS, crossed, examples, phrases

    items = sentences(path)
    seen = examples(items)
    if digest(path) == coder().card.get("sentences_sha256"):
        metrics["sentences"] = "cross-validated: the shipped model has learned from them"
        known = examples(records(beside), OF_RECORDS) if beside else []
        others = [*known, *examples(phrases(), OF_PHRASES)]
        runs, models = zip(*(crossed(seen, others, seed) for seed in range(seeds)), strict=True)
        own = models[0]
    else:
        metrics["sentences"] = "coded by the shipped model, which has not learned from them"
        runs, own = ([coder().of(one.grams, one.pooled) for one in seen],), [coder()] * len(items)
    report(metrics, "sentences", items, runs, classes=True)
    by_chance(metrics, "sentences", items, runs[0])
    confusions(metrics, "sentences", codes_and_quads(items, runs[0])[0])
    report(metrics, "peer.triggers", items, [by_triggers(items)], classes=False)
    report(metrics, "peer.tfidf_logistic", items, [by_words(items, seed) for seed in range(seeds)], classes=False)
    if articles:
        score_articles(items, own, metrics)
    return len(items)


def score_records(path: Path, beside: Path | None, metrics: Metrics) -> int:
    """PLOVER's records, cross-validated; the number of them."""
    from training.events.learn import OF_PHRASES, crossed, examples, phrases

    items = records(path)
    others = [*(examples(sentences(beside)) if beside else []), *examples(phrases(), OF_PHRASES)]
    report(metrics, "records", items, [crossed(examples(items), others, 0)[0]], classes=True)
    told = [item for item in items if item.mode]
    given = [mode_of(item.code, item.text.lower()) for item in told]
    metrics["records.modes_marked"] = len(told)
    metrics["records.modes_right"] = _common.ratio(
        sum(item.mode == mode for item, mode in zip(told, given, strict=True)), len(told)
    )
    metrics["records.modes_given"] = _common.ratio(sum(map(bool, given)), len(told))
    return len(items)


def score_articles(items: Sequence[Coded], models: Sequence[Coder], metrics: Metrics) -> None:
    """Each sentence as an article: whether events of the marked code are found. ``models`` have not seen their sentence."""
    gazetteer = Gazetteer.load(None)
    first = models[0]
    unsure = Coder(first.codes, {}, {}, first.weights[:0], first.of_vectors * 0, first.constant * 0)
    found: Counter[str] = Counter()
    for item, model in zip(items, models, strict=True):
        end = len(item.text)
        article = Article(
            "art_1", "cap_1", "s", None, None, (), None, (), UNKNOWN_TIME, None, "en", item.text,
            (Segment("body", 0, end, None, None, "the benchmark's"),), (),
        )  # fmt: skip
        for name, one in (("table", unsure), ("shipped", model)):
            told = {event.code for event in annotate(article, gazetteer, one).events if event.chance is not None}
            found[f"{name}.sentences_with_events"] += bool(told)
            found[f"{name}.codes"] += len(told)
            found[f"{name}.right"] += item.code in told
    for name, value in sorted(found.items()):
        metrics[f"articles.{name}"] = value


def main(argv: Sequence[str] | None = None) -> None:
    """Run the benchmark."""

    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--articles", action="store_true", help="read each sentence as an article, too")
        parser.add_argument(
            "--seeds", type=int, default=SEEDS, help=f"how often it is cross-validated (default: {SEEDS})"
        )

    run = _common.start("events", (__doc__ or "").split("\n", maxsplit=1)[0], "events", SOURCE, extend, argv)
    folder = run.data if run.data.is_dir() else run.data.parent
    known = {name: folder / name if (folder / name).is_file() else None for name in (SENTENCES, RECORDS)}
    table = run.data if run.data.is_file() else known[SENTENCES]
    if table is None:
        print(f"benchmarks.events: {folder} has no {SENTENCES}; fetch {SOURCE}", file=sys.stderr)
        raise SystemExit(2)
    metrics: Metrics = {"quad classes": ", ".join(QUADS)}
    items = score_sentences(table, known[RECORDS], metrics, articles=run.rest.articles, seeds=run.rest.seeds)
    if run.data.is_dir() and known[RECORDS] is not None:
        items += score_records(known[RECORDS], known[SENTENCES], metrics)
    run.report(items, metrics)


if __name__ == "__main__":
    main()
