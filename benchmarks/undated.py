"""How well the dates of undated articles are inferred: dated articles, the date of one hidden at a time.

The data are a folder of topic folders laid out as in Timeline17 (``TOPIC/InputDocs/YYYY-MM-DD/*.txt``). Of each topic at most
``--most`` articles, evenly spread, make one thread. Metrics: ``answered``, the share of articles that get an interval;
``inside``, the share of these intervals that hold the true day, with a bootstrap interval; ``width``, the middle number of days
that an interval spans; ``narrow``, the share of all articles with an interval of at most three days that holds the day.

Timeline17: Tran et al. 2013, http://www.l3s.de/~gtran/timeline/.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks import _common
from benchmarks.stories import article
from onrecord.annotate import annotator
from onrecord.model.annotations import Annotated
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.relate.copies import find_copies
from onrecord.relate.dating import date_articles
from onrecord.relate.threads import Copied

#: What the tokenised texts write for brackets and quotation marks.
_TOKENS = (("-LRB- ", "("), (" -RRB-", ")"), ("`` ", '"'), (" ''", '"'), (" 's", "'s"), (" ,", ","), (" .", "."))


def thread(topic: Path, most: int) -> list[Annotated]:
    """The articles of a topic, dated by the folder that they stand in."""
    annotate = annotator()
    files = sorted(topic.glob("InputDocs/*/*.txt"))
    items = []
    for path in files[:: max(1, len(files) // most)][:most]:
        text = path.read_text(encoding="utf-8", errors="replace")
        for token, written in _TOKENS:
            text = text.replace(token, written)
        published = When(path.parent.name, path.parent.name, "day", "text")
        made = replace(article(f"{topic.name}/{path.parent.name}/{path.name}", "", text), published=published)
        items.append(Annotated(made, annotate(made)))
    return items


def hidden(items: Sequence[Annotated]) -> list[tuple[date, When]]:
    """The true day of each article, and what is inferred where it is hidden."""
    given = {item.article.id: item.article.published for item in items}
    found = []
    for item in items:
        without = {**given, item.article.id: UNKNOWN_TIME}
        copied = Copied.of(find_copies(items, without))
        true = date.fromisoformat(str(item.article.published.start))
        found.append((true, date_articles(items, without, copied, only=item.article.id)[item.article.id]))
    return found


def width(when: When) -> int:
    return (date.fromisoformat(str(when.last_day)) - date.fromisoformat(str(when.first_day))).days + 1


def holds(when: When, true: date) -> bool:
    return str(when.first_day) <= true.isoformat() <= str(when.last_day)


def main(argv: list[str] | None = None) -> None:
    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=40, help="articles of each topic")

    run = _common.start("undated", __doc__ or "", "timelines", "Timeline17 from L3S", extend=extend, argv=argv)
    topics = [path for path in sorted(run.data.iterdir()) if (path / "InputDocs").is_dir()]
    found = [result for topic in topics for result in hidden(thread(topic, run.rest.most))]
    answered = [(true, when) for true, when in found if when.known]
    inside = [1.0 if holds(when, true) else 0.0 for true, when in answered]
    widths = sorted(width(when) for _, when in answered) or [0]
    narrow = sum(1 for true, when in answered if width(when) <= 3 and holds(when, true))
    run.report(
        len(found),
        {
            "answered": _common.ratio(len(answered), len(found)),
            "inside": _common.ratio(sum(inside), len(inside)),
            "inside_interval": list(_common.bootstrap(inside, lambda values: sum(values) / len(values))),
            "width": widths[len(widths) // 2],
            "narrow": _common.ratio(narrow, len(found)),
        },
    )


if __name__ == "__main__":
    main()
