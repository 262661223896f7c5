"""Series: one quantity as the reports give it over time, with who gives it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Passage
from onrecord.model.picture import Figure, Point, Series
from onrecord.model.statement import Mention, Speaker, Statement
from onrecord.model.when import When
from onrecord.relate.binding import Report
from onrecord.relate.context import Context, Contexts, alike
from onrecord.relate.independence import state_of
from onrecord.relate.movements import pattern
from onrecord.relate.tables import FATES, HEADS
from onrecord.relate.threads import Copied, day_range, gap_in_days, moment
from onrecord.relate.words import content_terms, sentence_around, stem, words_of

#: Likeness of two figures from which they are of one quantity. What each part adds stands in :func:`fit`.
ONE_QUANTITY = 0.38

#: Characters to either side of a figure in which a word may say what became of those counted.
FATE_REACH = 60

#: Heavy terms of a sentence of which two sentences about one quantity share one.
BLOCK_TERMS = 12

#: A number from which few things of one kind are counted in a story.
LARGE = 1000

#: Days after which a value belongs to another story: nearly a year.
LONG_AGO = 300

#: Letters of a country's code; longer keys are of towns and regions, of which a sentence may name several.
COUNTRY_CODE = 2
CURRENCY_CODE = 3

_SPANS = frozenset({"minute", "hour", "day", "night", "week", "month", "year", "decade", "mile", "kilometre", "metre"})

#: Characters before a bare number in which the noun stands that it counts.
HEAD_REACH = 220

_APIECE = re.compile(r"\W{0,2}(?:\w+ ){0,2}(?:each|apiece)\b")
_OF_A_WHOLE = re.compile(r"\bof (?:its|the|their|his|her|all)?\s*$")
_STOP = re.compile(r"[.;:!?\n]")

#: Killed and wounded together are another quantity than either.
_BOTH_FATES = re.compile(
    r"\b(?:killed|dead) (?:and|or|and/or) (?:seriously |badly )?(?:wounded|injured|maimed)\b|\bcasualt(?:y|ies)\b", re.I
)
#: What a country has whose losses or strength are counted: "the Varnish army lost 300 men".
_SIDE = re.compile(
    r"[’']?s? (?:[a-z]+ )?(?:army|forces?|military|troops|soldiers|side|losses|casualties|deaths|toll|navy|police)\b"
)

_FORCE = re.compile(r" (?:army|navy|military|(?:armed )?forces|air force|police)\Z", re.I)

#: Quantities move far in months; in fewer days than this seldom tenfold.
SOON = 60

_HEAD_OF = {stem(word): family for family, words in HEADS.items() for word in words}

#: The fates of single words, by stem, and of phrases.
_FATE_OF = {stem(phrase): fate for fate, phrases in FATES.items() for phrase in phrases if " " not in phrase}
_FATE_PHRASES = re.compile(
    "|".join(
        rf"(?P<{fate}>\b(?:" + "|".join(pattern(each) for each in phrases if " " in each) + r")\b)"
        for fate, phrases in FATES.items()
        if any(" " in each for each in phrases)
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with what it is a figure of; ``history`` where its report tells it of another time, a year or more ago."""

    figure: Figure
    article: Article
    statement: Statement | None
    context: Context
    heads: frozenset[str]
    fates: frozenset[str]
    whose: frozenset[str]
    sentence: str
    point: Point
    history: bool = False


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
            if _APIECE.match(report.article.text, figure.end):
                continue  # "columns of 600 lorries each" is no count of all the lorries
            found.append(_measured(report, figure, statements.get(figure.statement_id or ""), contexts))
    return sorted(found, key=order)


def order(one: Measured) -> tuple[str, str, bool, int]:
    """By time, then by the words themselves, in a sentence what was before first: where a report lies must not decide what is grouped first."""
    return moment(one.point.when), one.figure.evidence[0].digest, not one.figure.previous, one.figure.start


def _measured(report: Report, figure: Figure, statement: Statement | None, contexts: Contexts) -> Measured:
    article = report.article
    context = contexts.around(article, figure.start, figure.end)
    what = figure.unit or figure.counts
    if measure_of(what) == "count" and stem(what) in _HEAD_OF:
        what = f"{figure.counts} {what}"
    counted = [stem(word.text) for word in words_of(Passage(what, 0, len(what)))]
    heads = frozenset(_HEAD_OF.get(term, "") for term in counted) - {""}
    if not heads and not content_terms(f"{figure.counts} {figure.unit}"):
        heads = _head_before(article.text, figure)
    fates = frozenset(_FATE_OF.get(term, "") for term in counted) - {""}
    around = sentence_around(article, figure.start, figure.end)
    near = article.text[max(around.start, figure.start - FATE_REACH) : min(around.end, figure.end + FATE_REACH)]
    if (_of_people(heads, figure.unit)) and _BOTH_FATES.search(near):
        fates = frozenset({"casualties"})
    elif not fates and not _OF_A_WHOLE.search(article.text, max(0, figure.start - 12), figure.start):
        fates = _nearest_fate(article.text, figure)
    whose = _whose(article, figure, statement, contexts)
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
    sentence = around.text
    history = _is_history(figure.as_of, report.published)
    return Measured(figure, article, statement, context, heads, fates, whose, sentence, point, history)


def _is_history(as_of: When, published: When) -> bool:
    """Whether a report of ``published`` tells a value of long before: "in 2011 cholera killed 340"."""
    then, now = day_range(as_of), day_range(published)
    return then is not None and now is not None and now[0] - then[1] > LONG_AGO


def _of_people(heads: frozenset[str], unit: str) -> bool:
    """Whether those counted may have been killed or wounded: people, or a number without a noun, or deaths as such."""
    return bool(heads & {"troops", "people"}) or unit in ("", "person") or stem(unit) in _FATE_OF


def _whose(article: Article, figure: Figure, statement: Statement | None, contexts: Contexts) -> frozenset[str]:
    """The countries whose the counted are, by what is counted ("20 Varnish ships", "Varnish losses rose to 20") or, where that
    names none, by the last side named before the number in its sentence ("the Varnish army has lost 20 men")."""
    around = sentence_around(article, figure.start, figure.end)
    text = article.text
    if figure.counts and figure.counts not in figure.text:
        at = text.rfind(figure.counts, around.start, figure.start)
        start, end = (at, at + len(figure.counts)) if at >= 0 else (figure.start, figure.end)
    else:
        start, end = figure.start, figure.end
    own = {country for mention in contexts.mentions_in(article.id, start, end) if (country := _country(mention))}
    if own:
        return frozenset(own)
    for mention in reversed(contexts.mentions_in(article.id, around.start, figure.start)):
        country = _country(mention)
        speaks = statement is not None and _overlaps(statement.speaker, mention)
        if country and not speaks:
            # Another country between the side and the number may be the one: then it is not known.
            side = _SIDE.match(text, mention.end) or _FORCE.search(mention.text)
            return frozenset({country}) if side else frozenset()
    return frozenset()


def _overlaps(speaker: Speaker, mention: Mention) -> bool:
    return (
        speaker.start is not None
        and speaker.end is not None
        and mention.start < speaker.end
        and speaker.start < mention.end
    )


def _country(mention: Mention) -> str:
    country = mention.place if mention.kind == "country" else mention.country
    return country or ""


def _head_before(text: str, figure: Figure) -> frozenset[str]:
    """What a bare number counts: the last counted noun before it in its sentence or the one before ("the number of
    soldiers rose, to about 55,000"; "9,500 people had left. The district put it at 14,000")."""
    last = ""
    for word in words_of(Passage.of(text, max(0, figure.start - HEAD_REACH), figure.start)):
        last = _HEAD_OF.get(stem(word.text), last)
    return frozenset({last}) - {""}


def _nearest_fate(text: str, figure: Figure) -> frozenset[str]:
    """What became of those counted, by the nearest word that says so within the sentence: "killing three", "three died"."""
    start, end = max(0, figure.start - FATE_REACH), min(len(text), figure.end + FATE_REACH)
    told = [
        (word.start, word.end, fate)
        for word in words_of(Passage.of(text, start, end))
        if (fate := _FATE_OF.get(stem(word.text)))
    ]
    told += [(match.start(), match.end(), match.lastgroup or "") for match in _FATE_PHRASES.finditer(text, start, end)]
    found: list[tuple[int, str]] = []
    for first, last, fate in told:
        gap = figure.start - last if last <= figure.start else first - figure.end
        if not _STOP.search(text[min(last, figure.end) : max(first, figure.start)]):
            found.append((gap, fate))
    return frozenset({min(found)[1]}) if found else frozenset()


def find_series(measured: Sequence[Measured], thread_id: str) -> tuple[tuple[Series, ...], Mapping[str, str]]:
    """The series of a thread, and for each figure in one the identifier of its series."""
    groups: list[list[Measured]] = []
    blocks: dict[str, list[int]] = {}
    of_article: dict[str, list[tuple[int, Measured]]] = defaultdict(list)
    for one in measured:
        best: tuple[float, int] | None = None
        for number in _candidates(one, blocks):
            fits = _fits(one, groups[number])
            if not fits:
                continue
            score = (max(fits) + sum(fits) / len(fits)) / 2
            if score >= ONE_QUANTITY and (best is None or (score, -number) > (best[0], -best[1])):
                best = (score, number)
        beside = of_article[one.article.id]
        again = min((number for number, other in beside if counted_again(one, other)), default=None)
        if again is not None:
            best = (1.0, again)
        if best is None:
            groups.append([one])
            number = len(groups) - 1
        else:
            number = best[1]
            groups[number].append(one)
        beside.append((number, one))
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


def _candidates(one: Measured, blocks: Mapping[str, list[int]]) -> list[int]:
    """Quantities of the same thing in sentences that share a heavy term with the figure's."""
    return sorted({number for key in _block_keys(one) for number in blocks.get(key, ())})


def _fits(one: Measured, group: Sequence[Measured]) -> list[float]:
    """How well a figure fits each of a group, nothing where it cannot be of one quantity with one of them.

    A level is measured by the levels of the group where it has any: what is added has another size.
    """
    fits = {}
    for other in group:
        fits[other.figure.id] = fit(one, other)
        if fits[other.figure.id] <= 0:
            return []
    like = [other.figure.id for other in group if other.figure.kind == one.figure.kind]
    return [fits[each] for each in like] or list(fits.values())


def _block_keys(one: Measured) -> list[str]:
    """Blocks in which a figure's quantity is looked for: what is counted, with each heavy term of its sentence."""
    terms = sorted(one.context.terms, key=lambda term: (-one.context.terms[term], term))[:BLOCK_TERMS]
    kinds = sorted({one.figure.unit.casefold(), *one.heads, *(f"fate {fate}" for fate in one.fates)})
    named = [*terms, *(f"of {country}" for country in sorted(one.whose))]
    if (one.figure.high or one.figure.low or 0) >= LARGE:
        named.append("in thousands")
    return [f"{kind} {term}" for kind in kinds for term in named]


def fit(a: Measured, b: Measured) -> float:
    """How well two figures measure one thing, 0 where they cannot."""
    if counted_again(a, b):
        return 1.0
    unit = _unit_fits(a, b) if _may_be_one(a, b) else None
    if unit is None:
        return 0.0
    likeness = alike(a.context, b.context)
    place_a, place_b = a.figure.place_key, b.figure.place_key
    elsewhere = bool(place_a and place_b and place_a != place_b)
    if elsewhere and len(str(place_a)) == len(str(place_b)) == COUNTRY_CODE and likeness < 0.75:
        return 0.0
    score = likeness - (0.1 if elsewhere else 0.0) - (0.2 if _far_apart(a, b) else 0.0) + unit
    if a.fates & b.fates:
        score += 0.15
    if a.whose & b.whose:
        score += 0.1
    if _one_voice(a, b):
        score += 0.15
    if a.heads & b.heads and _of_one_size(a.figure, b.figure):
        score += 0.15
    return score


def _may_be_one(a: Measured, b: Measured) -> bool:
    """Whether nothing that their words tell keeps two figures from measuring one thing."""
    measure = measure_of(a.figure.unit)
    if measure != measure_of(b.figure.unit) or (a.fates != b.fates and a.fates.isdisjoint(b.fates)):
        return False
    if a.history != b.history or counts_nothing(a) != counts_nothing(b):
        return False
    other_report = a.article.id != b.article.id
    if a.history and other_report and (gap_in_days(a.point.when, b.point.when) or 0) > LONG_AGO:
        return False  # an epidemic of 2011 and a war of 2031
    if measure == "count" and a.heads and b.heads and a.heads.isdisjoint(b.heads):
        return False
    if a.whose and b.whose and a.whose.isdisjoint(b.whose):
        return False
    # "79 votes to 58", "eleven went and three came back": two quantities, also where two print it.
    differ = (a.figure.low, a.figure.high) != (b.figure.low, b.figure.high)
    return not differ or a.sentence != b.sentence or a.figure.previous or b.figure.previous


def _unit_fits(a: Measured, b: Measured) -> float | None:
    """What the units of two figures of one dimension add to their fit, ``None`` where they count other things."""
    one, other = a.figure.unit, b.figure.unit
    measure = measure_of(one)
    if measure != "count" or one in _SPANS or other in _SPANS:
        # Lengths and spans of time are given of all sorts of things: the sentences must be much alike.
        return 0.1 if measure == "%" or len(measure) == CURRENCY_CODE else -0.2
    if a.heads & b.heads:
        return 0.25
    if a.fates & b.fates and (_names_fate(a.figure) or _names_fate(b.figure)):
        return 0.25  # "20,000 deaths", "20,000 soldiers killed"
    if one and other:
        return 0.0 if one == other else None
    return -0.1


def counts_nothing(one: Measured) -> bool:
    """Whether a bare number has a fraction, as prices and rates have: "closed at 41.20"."""
    value = one.figure.low if one.figure.low is not None else one.figure.high
    return not one.figure.unit and value is not None and value % 1 != 0


def _of_one_size(a: Figure, b: Figure) -> bool:
    """Whether two levels are large and at most twice each other: of so many of one kind there is mostly one in a story."""
    values = [figure.high if figure.high is not None else figure.low for figure in (a, b) if figure.kind == "level"]
    known = [value for value in values if value is not None]
    return len(known) == 2 and min(known) >= LARGE and max(known) <= 2 * min(known)


def _one_voice(a: Measured, b: Measured) -> bool:
    """Whether one actor gives both, or two who speak for one state: a minister and the ministry."""
    if a.point.actor_id and a.point.actor_id == b.point.actor_id:
        return True
    states = [state_of(one.statement.speaker) if one.statement else None for one in (a, b)]
    return states[0] is not None and states[0] == states[1]


def counted_again(a: Measured, b: Measured) -> bool:
    """Whether one of two figures that stand side by side is a bare number that took over what the other counts."""
    return (
        a.article.id == b.article.id
        and (a.figure.counts not in a.figure.text or b.figure.counts not in b.figure.text)
        and abs(a.figure.start - b.figure.start) <= HEAD_REACH
        and bool(a.figure.counts)
        and a.sentence != b.sentence
        and (a.figure.unit, a.figure.counts) == (b.figure.unit, b.figure.counts)
    )


def _names_fate(figure: Figure) -> bool:
    return stem(figure.unit) in _FATE_OF


def _far_apart(a: Measured, b: Measured) -> bool:
    """Whether one level is more than ten times the other: quantities move, but seldom so far in weeks."""
    if a.figure.kind != b.figure.kind:
        return False  # what is added in a day is far from the whole
    values = [value for one in (a.figure, b.figure) if (value := one.high if one.high is not None else one.low)]
    if len(values) != 2 or max(values) <= 10 * min(values):
        return False
    days = [date.fromisoformat(one.point.when.first_day) for one in (a, b) if one.point.when.first_day]
    return len(days) != 2 or abs((days[0] - days[1]).days) <= SOON


@lru_cache(maxsize=4096)
def measure_of(unit: str) -> str:
    """The dimension of a unit: itself for money, percentages and symbols, ``count`` for things counted."""
    return unit if unit and (unit.isupper() or not unit.isalpha() or len(unit) <= 2) else "count"
