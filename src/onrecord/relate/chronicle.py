"""The chronicle of a story: which days count, and the sentences that tell of them.

First the days, then the sentences of each, as in the date-wise approach of Gholipour Ghalandari and Ifrim (Examining the
State-of-the-Art in News Timeline Summarization, ACL 2020). Sentences are chosen, never written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.model.annotations import Annotated
from onrecord.model.chronicle import Chronicle, Entry
from onrecord.model.outlets import outlet_key
from onrecord.model.passage import Evidence
from onrecord.model.relations import CopyGroup
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.relate.chronicle_days import count_days, scores, weights
from onrecord.relate.chronicle_lines import Source, read_sources
from onrecord.relate.chronicle_sentences import choose, tellings
from onrecord.relate.threads import Copied


def chronicle(
    story: Sequence[Annotated],
    published: Mapping[str, When],
    copies: Sequence[CopyGroup] = (),
    *,
    days: int,
    sentences: int,
    about: str = "",
    first: str | None = None,
    last: str | None = None,
    learned: Mapping[str, float] | None = None,
) -> Chronicle:
    """The ``days`` days of a story that count most, each in at most ``sentences`` sentences; fewer where no more is told.

    ``about`` is the identifier of the story or thread. ``published`` says when each article was published. Days from ``first`` to ``last`` (YYYY-MM-DD) are considered; without
    ``last``, days up to that of the newest report: what is only announced is no part of a chronicle. ``learned`` are other
    weights than the shipped ones (:func:`~onrecord.relate.chronicle_days.weights`). Pure; the order of the articles does not matter.

    Raises ``ValueError`` where ``days`` or ``sentences`` is less than 1, or ``first`` or ``last`` no day.
    """
    if days < 1 or sentences < 1:
        raise ValueError("a chronicle has at least one day, and a day at least one sentence")
    sources = read_sources(story, published, Copied.of(copies))
    known = [source.day for source in sources if source.day is not None]
    low = date.fromisoformat(first).toordinal() if first else None
    high = date.fromisoformat(last).toordinal() if last else max(known, default=None)
    counted = {
        day: counts
        for day, counts in count_days(sources).items()
        if (low is None or low <= day) and (high is None or day <= high)
    }
    ranked = sorted(scores(counted, learned or weights()).items(), key=lambda item: (-item[1], item[0]))
    told, of_day = tellings(sources), _telling(sources)
    texts = {item.article.id: item.article.text for item in story}
    entries: list[Entry] = []
    most = ranked[0][1] if ranked else 0.0
    used: set[tuple[str, ...]] = set()
    for day, score in ranked:
        chosen = choose(day, [line for line in told.get(day, ()) if line.terms not in used], sentences)
        if not chosen:
            continue
        used.update(line.terms for line in chosen)
        telling = of_day.get(day, ())
        entries.append(
            Entry(
                date.fromordinal(day).isoformat(),
                tuple(Evidence.of(line.article_id, texts[line.article_id], line.start, line.end) for line in chosen),
                tuple(source.article_id for source in telling),
                _origins(telling),
                round(max(0.0, score / most), 4) if most > 0 else 0.0,
            )
        )
        if len(entries) == days:
            break
    undated = sum(not published.get(item.article.id, UNKNOWN_TIME).known for item in story)
    ordered = tuple(sorted(entries, key=lambda entry: entry.day))
    return Chronicle(about, ordered, len({item.article.id for item in story}), len(counted), undated)


def _telling(sources: Sequence[Source]) -> dict[int, list[Source]]:
    """By day the reports that were published on it, or later and name it: who names it before announces it."""
    found: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        named = {day for line in source.lines if not line.corrects for day in line.days}
        of = {day for day in named if source.written is None or day < source.written}
        for day in sorted(of | ({source.day} if source.day is not None else set())):
            found[day].append(source)
    return found


def _origins(telling: Sequence[Source]) -> tuple[str, ...]:
    """Who wrote the reports, each under the name that comes first among its spellings."""
    named: dict[str, str] = {}
    for name in sorted(source.origin for source in telling if not source.copied):
        named.setdefault(outlet_key(name), name)
    return tuple(sorted(named.values()))
