"""How well the dates of undated articles are inferred: dated articles, a tenth of a desk's dates hidden at a time.

The data are a folder of topic folders laid out as in Timeline17 (``TOPIC_OUTLET/InputDocs/YYYY-MM-DD/*.txt``; the outlets of a
topic make one desk, of which at most ``--most`` articles of neighbouring days are taken), and dated Wikinews items (``--wikinews``,
a folder of ``wikinews_YEAR.csv``; each year is one desk). Full dates of the day of publication are taken out of the texts. Then
the real stages run: annotate, link, and the dating of each thread. ``--hide`` articles of each of the two sets, drawn with a fixed
seed, have their dates hidden.

A *neighbour* is another article of the topic within 3 days of the true day, with a date that is not hidden and a tf-idf cosine of the
words of .3 or more: one that tells of the same matter in much the same words. It is found by words and true dates alone.

Metrics, for each set (``timelines.``, ``wikinews.``) and over all: ``holds``, the share of the intervals given that hold the true day,
with a bootstrap interval; ``width``, the middle number of days of an interval; ``answered``, the share of those with a neighbour
that get an interval; ``answered_loose``, the same where a cosine of .2 is enough, ``answered_near`` where any article within the
days is, and ``answered_all``, of all; ``unknown``, the share without a neighbour that stay unknown; ``unknown_or_right``, those
of them that stay unknown or hold.

Topics are split by name: bpoil, MJ, Finan, H1N1 and wikinews_2019 were learned from (``python -m training.dating``), IraqWar,
haiti and wikinews_2020 report.

``--split report`` (default) takes the topics on which nothing was tuned, ``tune`` the others, ``all`` both.

Timeline17: Tran et al. 2013, http://www.l3s.de/~gtran/timeline/. Wikinews: https://github.com/vanatteveldt/wikinews, CC BY 2.5.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import _common
from benchmarks._undated_desks import LOOSE, SAME_STORY, TUNED_ON, Topic, neighbours, rounds, timelines, wikinews
from benchmarks.stories import threads
from onrecord.model.when import When
from onrecord.relate.copies import find_copies
from onrecord.relate.dating import date_articles
from onrecord.relate.threads import Copied, day_range

SEED = 17


@dataclass(frozen=True)
class Result:
    """One hidden article: what was inferred, its true day, and the cosine of the likest dated article within days (-1: none)."""

    topic: str
    kind: str
    article_id: str
    found: When
    true: int
    best: float

    @property
    def width(self) -> int:
        span = day_range(self.found)
        return span[1] - span[0] + 1 if span else 0

    @property
    def holds(self) -> bool:
        span = day_range(self.found)
        return span is not None and span[0] <= self.true <= span[1]


def infer(topic: Topic, hide: int, chance: random.Random) -> Iterator[Result]:
    """What the stages infer for ``hide`` articles of a desk."""
    near = neighbours(topic)
    for hidden in rounds(topic.items, hide, chance):
        for thread in threads(hidden.items):
            given = {item.article.id: item.article.published for item in thread}
            if given.keys() & hidden.true.keys():
                dated = date_articles(thread, given, Copied.of(find_copies((item.article for item in thread), given)))
                for key in sorted(given.keys() & hidden.true.keys()):
                    best = max((near[key][other] for other in near[key].keys() - hidden.true.keys()), default=-1.0)
                    yield Result(topic.name, topic.kind, key, dated[key], hidden.true[key], best)


def scores(results: Sequence[Result]) -> dict[str, float | int | str | list[float]]:
    """The metrics of some results; see the module's text."""
    answered = [result for result in results if result.found.known]
    holds = [1.0 if result.holds else 0.0 for result in answered]
    told = [result for result in results if result.best >= SAME_STORY]
    alone = [result for result in results if result.best < SAME_STORY]
    widths = sorted(result.width for result in answered) or [0]
    return {
        "given": len(answered),
        "holds": _common.ratio(sum(holds), len(holds)),
        "holds_interval": list(_common.bootstrap(holds, lambda values: sum(values) / len(values))),
        "width": widths[len(widths) // 2],
        "with_neighbour": len(told),
        "answered": _share(told),
        "answered_loose": _share([result for result in results if result.best >= LOOSE]),
        "answered_near": _share([result for result in results if result.best >= 0]),
        "answered_all": _share(results),
        "unknown": 1 - _share(alone) if alone else 0.0,
        "unknown_or_right": _common.ratio(sum(not one.found.known or one.holds for one in alone), len(alone)),
    }


def _share(results: Sequence[Result]) -> float:
    return _common.ratio(sum(result.found.known for result in results), len(results))


def topics(data: Path, news: Path, split: str | None, most: int) -> Iterator[Topic]:
    """The desks of a split."""
    names = {path.name.split("_")[0] for path in data.iterdir() if (path / "InputDocs").is_dir()}
    names |= {path.stem for path in news.glob("wikinews_*.csv")} if news.is_dir() else set()
    wanted = {"tune": names & TUNED_ON, "all": names}.get(split or "report", names - TUNED_ON)
    chance = random.Random(SEED)
    yield from timelines(data, frozenset(wanted), most, chance)
    if news.is_dir():
        yield from wikinews(news, frozenset(wanted))


def shares(desks: Sequence[Topic], hide: int) -> Iterable[tuple[Topic, int]]:
    """How many dates are hidden in each desk: ``hide`` of each set, divided evenly."""
    for place, topic in enumerate(desks):
        alike = [other for other in desks if other.kind == topic.kind]
        before = sum(other.kind == topic.kind for other in desks[:place])
        yield topic, hide * (before + 1) // len(alike) - hide * before // len(alike)


def main(argv: list[str] | None = None) -> None:
    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--wikinews", type=Path, help="dated Wikinews items (default: beside the data, if there)")
        parser.add_argument("--most", type=int, default=300, help="articles of a desk")
        parser.add_argument("--hide", type=int, default=100, help="dates that are hidden in each of the two sets")
        parser.add_argument(
            "--errors", action="store_true", help="list the intervals that do not hold, with their reasons"
        )

    run = _common.start("undated", __doc__ or "", "timelines", "Timeline17 from L3S", extend=extend, argv=argv)
    news = run.rest.wikinews or run.data.parent / "stories" / "wikinews_2019_2020"
    if not news.is_dir():
        print(f"no Wikinews items in {news}: Timeline17 alone is measured")
    desks = list(topics(run.data, news, run.split, run.rest.most))
    chance = random.Random(SEED)
    results = [result for topic, count in shares(desks, run.rest.hide) for result in infer(topic, count, chance)]
    sources = {item.article.id: item.article.source for topic in desks for item in topic.items}
    for result in results if run.rest.errors else []:
        if result.found.known and not result.holds:
            print(f"{sources[result.article_id]}: true {date.fromordinal(result.true)}, {result.found.first_day} to "
                  f"{result.found.last_day}: {result.found.reason}")  # fmt: skip
    metrics = dict(scores(results))
    for kind in ("timelines", "wikinews"):
        of_kind = [result for result in results if result.kind == kind]
        if of_kind:
            metrics.update({f"{kind}.{name}": value for name, value in scores(of_kind).items()})
    run.report(len(results), metrics)


if __name__ == "__main__":
    main()
