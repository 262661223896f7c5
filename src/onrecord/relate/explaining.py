"""Why two articles are together or not: what the other modules of this room decided by, told piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from onrecord.model.article import Article
from onrecord.model.explained import Overlap, Shared, SharedKind, Signal, Tie
from onrecord.model.passage import Span
from onrecord.model.relations import Claim, CopyGroup
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.model.statement import Actor
from onrecord.model.when import When
from onrecord.relate.aligning import RUN, Run
from onrecord.relate.comparing import Alignment, announced, compare
from onrecord.relate.copies import text_of
from onrecord.relate.furniture import Text
from onrecord.relate.independence import Houses
from onrecord.relate.linkage import COHESION, Matrix
from onrecord.relate.links import NEAR
from onrecord.relate.pairing import alignments
from onrecord.relate.rulings import Decided
from onrecord.relate.signals import SIGNALS, at_most, chances, learned, signals
from onrecord.relate.stories import left_after, scored
from onrecord.relate.threads import gap_in_days

#: Share of a passage's words from which it is a quotation or a notice.
MOST = 0.5


def tie(
    pair: tuple[str, str],
    neighbourhood: Sequence[Sketch],
    copies: Sequence[CopyGroup],
    rulings: Sequence[Ruling],
    stories: Sequence[Sequence[str]],
) -> Tie:
    """What speaks for two articles of one neighbourhood telling of one happening. ``stories`` has those that the two are in."""
    items = sorted(neighbourhood, key=lambda item: item.article_id)
    published = _published(items, rulings)
    place = {item.article_id: index for index, item in enumerate(items)}
    i, j = (place[one] for one in pair)
    scores = scored(items, published, copies)
    groups = [[place[one] for one in story if one in place] for story in stories] or [[i], [j]]
    average = float(scores[np.ix_(groups[0], groups[-1])].mean()) if len(groups) > 1 else _inner(scores, groups[0])
    looser = min((_inner(scores, group) for group in groups), default=0.0) if len(groups) > 1 else 0.0
    days = gap_in_days(published[pair[0]], published[pair[1]])
    return Tie(
        _weighed(signals(items)[i, j]),
        learned().intercept,
        float(chances(items)[i, j]),
        days,
        left_after(days),
        float(scores[i, j]),
        round(average, 4),
        round(max(learned().together, COHESION * looser), 4),
        within=True,
    )


def tie_apart(a: Sketch, b: Sketch, rulings: Sequence[Ruling]) -> Tie:
    """The same of two articles in different neighbourhoods: what the chance can be at most, all that they share being rare."""
    published = _published([a, b], rulings)
    days = gap_in_days(published[a.article_id], published[b.article_id])
    found = signals([a, b])[0, 1]
    found[SIGNALS.index("contrast")] = found[SIGNALS.index("text")]
    chance = at_most(a, b)
    return Tie(_weighed(found), learned().intercept, chance, days, left_after(days), chance, chance, NEAR, within=False)


def strongest(
    members: Sequence[str], neighbourhood: Sequence[Sketch], copies: Sequence[CopyGroup], rulings: Sequence[Ruling]
) -> dict[str, tuple[str, float]]:
    """For each member of a story the other one that most likely tells of the same, and that chance."""
    items = sorted(neighbourhood, key=lambda item: item.article_id)
    place = {item.article_id: index for index, item in enumerate(items)}
    scores = scored(items, _published(items, rulings), copies)
    found = {}
    for one in members:
        others = [other for other in members if other != one and other in place]
        if one in place and others:
            best = max(others, key=lambda other: (scores[place[one], place[other]], other))
            found[one] = best, float(scores[place[one], place[best]])
    return found


def _published(items: Sequence[Sketch], rulings: Sequence[Ruling]) -> dict[str, When]:
    decided = Decided.of(rulings)
    return {item.article_id: decided.published(item.article_id, item.published) for item in items}


def _weighed(values: Iterable[float]) -> tuple[Signal, ...]:
    weights: Mapping[str, float] = learned().weights
    return tuple(
        Signal(name, round(float(value), 4), weights[name], round(float(value) * weights[name], 4))
        for name, value in zip(SIGNALS, values, strict=True)
    )


def _inner(scores: Matrix, group: Sequence[int]) -> float:
    """How alike the members of a group are on average, 0 for a single one."""
    first, second = np.triu_indices(len(group), 1)
    return float(scores[np.ix_(group, group)][first, second].mean()) if len(group) > 1 else 0.0


def overlap(one: Article, other: Article, beside: Iterable[Article] = ()) -> Overlap:
    """What two articles share, and what each shared passage is. ``beside`` are those that print the same: they tell furniture."""
    texts = {each.id: text_of(each) for each in (*beside, one, other)}
    a, b = texts[one.id], texts[other.id]
    alone = compare(a, b)
    kept = alignments(texts).get((min(one.id, other.id), max(one.id, other.id))) if len(texts) > 2 else alone
    if kept is None:
        told = alone.relation is not None
        reason = "other articles carry what they share too, as furniture of their pages" if told else alone.reason
        relation, counted = None, alone
    else:
        counted = kept if len(texts) == 2 or one.id < other.id else kept.turned()
        told, reason, relation = counted.furniture, counted.reason, counted.relation
    runs = _with_quotations(a).runs(_with_quotations(b))
    passages = [
        Shared(
            _kind(run, a, b, counted, relation is not None, told),
            run.length_b,
            _span(a, run.a, run.length_a),
            _span(b, run.b, run.length_b),
        )
        for run in sorted(runs, key=lambda run: (run.b, run.a))
        if run.length_b >= RUN
    ]
    return Overlap(
        relation,
        reason,
        round(counted.shared_a / max(1, counted.length_a), 3),
        round(counted.shared_b / max(1, counted.length_b), 3),
        tuple(passages),
    )


def _kind(run: Run, a: Text, b: Text, counted: Alignment, is_copy: bool, furniture: bool) -> SharedKind:
    if any(run.b < other.b + other.length_b and other.b < run.b + run.length_b for other in counted.runs):
        if is_copy:
            return "copied"
        if furniture or counted.furniture:
            return "furniture"
        return "form" if "form" in counted.reason else "little"
    at_a, at_b = slice(run.a, run.a + run.length_a), slice(run.b, run.b + run.length_b)
    if a.quoted[at_a].mean() >= MOST or b.quoted[at_b].mean() >= MOST:
        return "quotation"
    if a.notices[at_a].mean() >= MOST or b.notices[at_b].mean() >= MOST:
        return "notice"
    return "statement" if announced(a, run.a) and announced(b, run.b) else "little"


def _with_quotations(text: Text) -> Text:
    """The text with what it quotes as its own words, so that a shared quotation is found too."""
    return Text([word._replace(quoted=False) for word in text.words])


def _span(text: Text, start: int, length: int) -> Span:
    return Span(text.words[start].start, text.words[start + length - 1].end)


def counted_under(claim: Claim, actors: Iterable[Actor]) -> tuple[str | None, ...]:
    """For each position of a claim the origin under which it counts; ``None`` for one that supports nothing."""
    houses = Houses(actors)
    named = {houses.of(held): held.origin for held in claim.positions if held.origin in claim.origins}
    by_sentence = {held.evidence: houses.of(held) for held in claim.positions if houses.of(held) in named}
    return tuple(
        (named.get(houses.of(held)) or named.get(by_sentence.get(held.evidence, "")))
        if held.kind == "supports"
        else None
        for held in claim.positions
    )
