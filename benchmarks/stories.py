"""How well articles are grouped into stories: the Wikinews sets of frnsys/galaxy, or any such JSON file.

The file is a list of events, each with ``articles`` (``title``, ``text``); the dates in it are crawl dates and are not used. Articles
are annotated, linked into threads and grouped as a desk does it. Metrics over all articles: B-cubed precision, recall and
F1 with a bootstrap interval, the adjusted Rand index, and B-cubed F1 of the threads; ``splits`` are the events in more than one
story, ``fusions`` the stories with more than one event. ``--split even`` and ``odd`` score the events at even or odd places, in one
run over all articles, and do not see where an event of one half is fused with one of the other; ``--data`` may be the folder of the
bench: then the medium set is read. The weights that ship were learned on both Wikinews sets: what they reach on events that were
left out is told by ``python -m training.stories``, which learns and scores in turn.

Wikinews sets: Francis Tseng, https://github.com/frnsys/galaxy. Metric: Bagga and Baldwin (1998), Amigó et al. (2009).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import _common
from benchmarks._desk import grouped
from onrecord.annotate import annotator
from onrecord.model.annotations import Annotated
from onrecord.model.article import Article, Segment
from onrecord.model.when import UNKNOWN_TIME


def article(name: str, title: str, text: str) -> Article:
    """An article of a headline and paragraphs, without a date."""
    whole, segments = f"{title.strip() or name}\n\n", []
    segments.append(Segment("heading", 0, len(whole), None, None, "a benchmark's title"))
    for paragraph in text.split("\n"):
        if paragraph.strip():
            start = len(whole)
            whole += paragraph + "\n"
            segments.append(Segment("body", start, len(whole), None, None, "a benchmark's text"))
    return Article(
        Article.make_id(None, name), "cap_x", name, None, None, (), title or None, (), UNKNOWN_TIME, None, "en", whole,
        tuple(segments),
    )  # fmt: skip


def load(path: Path) -> tuple[list[Annotated], dict[str, int]]:
    """The annotated articles, and the place of each one's event in the file."""
    annotate = annotator()
    items, events = [], {}
    for place, event in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        for number, told in enumerate(event["articles"]):
            made = article(f"{place:04}/{number:03}", told["title"] or "", told["text"] or "")
            items.append(Annotated(made, annotate(made)))
            events[made.id] = place
    return items, events


def threads(items: Sequence[Annotated]) -> list[list[Annotated]]:
    """The articles in threads, as a desk finds them."""
    own = grouped(items)
    by_id = {item.article.id: item for item in items}
    found = own.store.memberships("relate", sorted(by_id))
    members: dict[str, list[Annotated]] = defaultdict(list)
    for article_id in sorted(by_id):
        members[found[article_id].component_id].append(by_id[article_id])
    own.store.close()
    return list(members.values())


def b_cubed(found: Mapping[str, object], true: Mapping[str, object]) -> dict[str, tuple[float, float]]:
    """Precision and recall of each item of ``true``."""
    clusters, classes = defaultdict(set), defaultdict(set)
    for item in true:
        clusters[found[item]].add(item)
        classes[true[item]].add(item)
    scores = {}
    for item in true:
        both = len(clusters[found[item]] & classes[true[item]])
        scores[item] = (both / len(clusters[found[item]]), both / len(classes[true[item]]))
    return scores


def f1_of(scores: Sequence[tuple[float, float]]) -> float:
    return _common.f1(
        sum(precision for precision, _ in scores) / len(scores), sum(recall for _, recall in scores) / len(scores)
    )


def adjusted_rand(found: Mapping[str, object], true: Mapping[str, object]) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985)."""

    def pairs(counts: Counter[object]) -> float:
        return sum(count * (count - 1) / 2 for count in counts.values())

    both = pairs(Counter((found[item], true[item]) for item in true))
    ours, theirs = pairs(Counter(found[item] for item in true)), pairs(Counter(true.values()))
    everything = len(true) * (len(true) - 1) / 2
    expected = ours * theirs / everything if everything else 0.0
    return _common.ratio(both - expected, (ours + theirs) / 2 - expected)


def spread(groups: Mapping[str, object], among: Mapping[str, object]) -> int:
    """How many of ``groups`` have members in more than one group of ``among``."""
    reached = defaultdict(set)
    for item in groups.keys() & among.keys():
        reached[groups[item]].add(among[item])
    return sum(len(others) > 1 for others in reached.values())


def main(argv: list[str] | None = None) -> None:
    run = _common.start("stories", __doc__ or "", "stories", "the Wikinews sets of frnsys/galaxy", argv=argv)
    items, events = load(run.data / "wikinews_medium.json" if run.data.is_dir() else run.data)
    own = grouped(items)
    found = {
        article_id: story.id
        for each in own.store.neighbourhoods(sorted(events))
        for story in each.stories
        for article_id in story.article_ids
    }
    of_thread = {key: each.component_id for key, each in own.store.memberships("relate", sorted(events)).items()}
    wanted = {"even": (0,), "odd": (1,)}.get(run.split or "", (0, 1))
    true = {item: event for item, event in events.items() if event % 2 in wanted}
    scores = list(b_cubed(found, true).values())
    run.report(
        len(true),
        {
            "b3_precision": sum(precision for precision, _ in scores) / len(scores),
            "b3_recall": sum(recall for _, recall in scores) / len(scores),
            "b3_f1": f1_of(scores),
            "b3_f1_interval": list(_common.bootstrap(scores, f1_of)),
            "ari": adjusted_rand(found, true),
            "thread_b3_f1": f1_of(list(b_cubed(of_thread, true).values())),
            "events": len(set(true.values())),
            "stories": len({found[item] for item in true}),
            "splits": spread(true, found),
            "fusions": spread(found, true),
        },
    )


if __name__ == "__main__":
    main()
