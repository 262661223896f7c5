"""Series: one quantity as the reports give it over time, with who gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Passage
from onrecord.model.picture import Figure, Point, Series
from onrecord.model.statement import Statement
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike
from onrecord.relate.tables import FATES, HEADS
from onrecord.relate.threads import Copied, moment
from onrecord.relate.words import content_terms, stem, words_of

#: Likeness of two figures from which they are of one quantity. What each part adds stands in :func:`_fit`.
ONE_QUANTITY = 0.5

_HEAD_OF = {stem(word): family for family, words in HEADS.items() for word in words}
_FATE_OF = {stem(word): fate for fate, words in FATES.items() for word in words}


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with what it is a figure of."""

    figure: Figure
    article: Article
    statement: Statement | None
    context: Context
    heads: frozenset[str]
    fates: frozenset[str]
    whose: frozenset[str]
    point: Point


def measure(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> list[Measured]:
    """The figures of a thread that are the article's own, not copied from another, in order of time."""
    found = []
    for report in reports:
        statements = {statement.id: statement for statement in report.statements}
        for figure in report.figures:
            if copied.source(report.article.id, figure.start, figure.end) or (
                figure.low is None and figure.high is None
            ):
                continue
            found.append(_measured(report, figure, statements.get(figure.statement_id or ""), contexts))
    return sorted(found, key=lambda one: (moment(one.point.when), one.figure.id))


def _measured(report: Report, figure: Figure, statement: Statement | None, contexts: Contexts) -> Measured:
    article = report.article
    context = contexts.around(article, figure.start, figure.end)
    counted = [
        stem(word.text)
        for word in words_of(Passage(f"{figure.counts} {figure.unit}", 0, len(figure.counts) + len(figure.unit) + 1))
    ]
    near = [
        stem(word.text)
        for word in words_of(Passage.of(article.text, figure.start, min(len(article.text), figure.end + 60)))
    ]
    heads = frozenset(_HEAD_OF.get(term, "") for term in counted) - {""}
    fates = frozenset(_FATE_OF.get(term, "") for term in counted) - {""}
    if not fates:
        fates = frozenset(_FATE_OF.get(term, "") for term in (*near, *context.terms)) - {""}
    whose = frozenset(
        country
        for mention in contexts.mentions_in(article.id, figure.start, figure.end + len(figure.counts) + 2)
        if (country := mention.place if mention.kind == "country" else mention.country) and ":" not in country
    )
    speaker = statement.speaker if statement else None
    when = figure.as_of if figure.as_of.known else report.published
    point = Point(
        figure.id,
        article.id,
        (speaker.name or speaker.text) if speaker else None,
        speaker.actor_id if speaker else None,
        figure.low,
        figure.high,
        figure.bound,
        figure.kind,
        when,
        figure.evidence[0],
    )
    return Measured(figure, article, statement, context, heads, fates, whose, point)


def find_series(measured: Sequence[Measured], thread_id: str) -> tuple[tuple[Series, ...], Mapping[str, str]]:
    """The series of a thread, and for each figure in one the identifier of its series."""
    groups: list[list[Measured]] = []
    blocks: dict[str, list[int]] = {}
    for one in measured:
        best: tuple[float, int] | None = None
        for number in blocks.get(one.figure.unit.casefold(), []) if not one.heads else sorted(_candidates(one, blocks)):
            fits = [_fit(one, other) for other in groups[number]]
            if min(fits) <= 0:
                continue
            score = max(fits) * 0.5 + sum(fits) / len(fits) * 0.5
            if score >= ONE_QUANTITY and (best is None or (score, -number) > (best[0], -best[1])):
                best = (score, number)
        if best is None:
            groups.append([one])
            number = len(groups) - 1
        else:
            number = best[1]
            groups[number].append(one)
        for key in _block_keys(one):
            held = blocks.setdefault(key, [])
            if number not in held:
                held.append(number)
    series, of_figure = [], {}
    for group in groups:
        if len({(one.article.id, one.figure.low, one.figure.high) for one in group}) < 2:
            continue
        first = group[0].figure
        made = Series(
            make_id("ser", first.id),
            thread_id,
            first.unit,
            max((one.figure.counts for one in group), key=lambda counts: (len(content_terms(counts)), counts)),
            tuple(one.point for one in group),
        )
        series.append(made)
        for one in group:
            of_figure[one.figure.id] = made.id
    return tuple(sorted(series, key=lambda one: one.id)), of_figure


def _block_keys(one: Measured) -> list[str]:
    return sorted({one.figure.unit.casefold(), *one.heads, *(f"fate {fate}" for fate in one.fates)})


def _candidates(one: Measured, blocks: Mapping[str, list[int]]) -> set[int]:
    return {number for key in _block_keys(one) for number in blocks.get(key, ())}


def _fit(a: Measured, b: Measured) -> float:
    """How well two figures measure one thing, 0 where they cannot."""
    money_a, money_b = _measure_of(a.figure.unit), _measure_of(b.figure.unit)
    if money_a != money_b:
        return 0.0
    if a.whose and b.whose and not a.whose & b.whose:
        return 0.0
    if a.figure.place and b.figure.place and a.figure.place != b.figure.place and not _near_enough(a, b):
        return 0.0
    if a.fates != b.fates and not a.fates & b.fates:
        return 0.0
    score = alike(a.context, b.context)
    if money_a == "count":
        if a.heads and b.heads and not a.heads & b.heads:
            return 0.0
        if a.heads & b.heads:
            score += 0.25
    else:
        score += 0.1
    if a.fates & b.fates:
        score += 0.15
    if a.whose & b.whose:
        score += 0.1
    if a.point.actor_id and a.point.actor_id == b.point.actor_id:
        score += 0.15
    return score


def _near_enough(a: Measured, b: Measured) -> bool:
    """Places differ in name and yet the sentences are nearly one: an edit of one report."""
    return alike(a.context, b.context) >= 0.75


def _measure_of(unit: str) -> str:
    """The dimension of a unit: itself for money, percentages and symbols, ``count`` for things counted."""
    return unit if unit.isupper() or not unit.isalpha() or len(unit) <= 2 else "count"
