"""Rival numbers: values of one quantity at one time, by different claimants, that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from onrecord.model.relations import Difference, Side
from onrecord.relate.assertions import Asserted
from onrecord.relate.claims import Gathered
from onrecord.relate.components import components
from onrecord.relate.context import Contexts, alike
from onrecord.relate.contrasts import set_against, set_right
from onrecord.relate.figure_words import both_print_both, figure_words, is_part, of_other_years
from onrecord.relate.quantities import AGES, Counted, apart, at_home, counted, days_between, one_voice
from onrecord.relate.series import Measured, counted_again, counts_nothing, fit, order
from onrecord.relate.sides import difference, once
from onrecord.relate.threads import gap_in_days, moment
from onrecord.relate.words import sentence_around, stem

#: Days that the time of a figure may span for it to contradict another of that time.
CLOSELY = 2

#: Fit of two figures (:func:`~onrecord.relate.series.fit`) from which their values can contradict each other.
SURELY_ONE = 0.45

#: Likeness of their sentences that two rival figures need: where what became of those counted or the kind of thing agrees, and else.
LIKELY_ONE = 0.1
LIKE = 0.5

#: Rivals count one thing: they are less than so many times apart.
AT_MOST = 4

#: Days between two times up to which the values of two named claimants are of one time; those of one or of nobody in
#: particular are so on one day only: later ones are a movement.
ONE_TIME = 1

#: Days between two counts of one kind that are compared, how many times the one may be the other, and the rare words two sentences share.
LONGEST = 7
MOST = 10
ANCHORS = 2

#: The rarity of what is counted from which there is one such quantity.
TELLING = 9.0

#: What only grows: a later count that is lower is no next value.
_GROWING = frozenset({"dead", "hurt", "casualties", "ill", "saved", "destroyed"})

#: What stays, and what grows less by the day.
_LASTING = frozenset({"aboard"})
_DWINDLING = frozenset({"missing", "waiting"})

#: Votes are for one side each.
_CHOSEN = frozenset({"for"})

#: Units of a score: "a 3-0 lead", "a six-goal thriller" are of one match and of different things.
_SCORES = frozenset({"goal", "point", "run", "wicket", "try", "set", "game", "lap", "shot", "penalty"})

#: A value from which kinds of things are counted as a whole, so that a count that contests the others can be told from parts.
WHOLE = 1000

#: With these words somebody sets a count against those that others give.
_CONTESTS = re.compile(
    r"\b(?:ridicul|reject|dismiss|deni|deny|disput|contradict|mock|scoff)\w*\b[^.;]{0,60}\b(?:numbers?|figures?|estimates?|counts?|tolls?)\b"
    r"|\bneither more nor (?:fewer|less)\b",
    re.IGNORECASE,
)


def of_numbers(
    gathered: Gathered, measured: Sequence[Measured], series_of: Mapping[str, str], contexts: Contexts
) -> list[Difference]:
    """Values of one quantity at one time by different claimants that cannot both hold: one difference for all that hang together."""
    claim_of = {figure_id: claim for claim in gathered.asserted for figure_id in claim.figure_ids}
    levels = [
        one
        for one in measured
        if one.figure.kind == "level"
        and not (one.figure.previous or one.history or counts_nothing(one))
        and one.figure.unit != AGES
    ]
    home = at_home(levels, contexts)
    counts = {one.figure.id: counted(one, contexts, home) for one in levels}
    by_series: dict[str, list[Counted]] = {}
    for figure_id, each in counts.items():
        if figure_id in series_of:
            by_series.setdefault(series_of[figure_id], []).append(each)
    pairs = {
        (a.one.figure.id, b.one.figure.id)
        for points in by_series.values()
        for a, b in _at_one_time(points)
        if _clash(a, b)
    }
    pairs |= set(_across_series(list(counts.values())))
    pairs |= {
        (a.figure.id, b.figure.id)
        for a, b in (*set_against(levels, contexts), *set_right(levels))
        if apart(counts[a.figure.id], counts[b.figure.id])
    }
    found = []
    for group in components({each for pair in pairs for each in pair}, sorted(pairs)):
        clashing = sorted((counts[each].one for each in group), key=order)
        about = max((one.figure.counts or one.figure.unit for one in clashing), key=lambda words: (len(words), words))
        sides = once([_side_of(one, claim_of) for one in clashing])
        if len(sides) > 1:
            found.append(difference("number", about, sides, "one quantity, one time, values that exclude each other"))
    return [*found, *_contested(measured, claim_of)]


def _at_one_time(points: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    """Pairs of the values of one quantity that may clash, the earlier first: of days close to each other, or of one report.

    ``points`` stand in the order of their times, so that only neighbours need to be looked at.
    """
    whole = [each for each in points if not each.words.part and stem(each.one.figure.unit) not in _SCORES]
    dated = [(each, each.days) for each in whole if each.days and each.days[1] - each.days[0] <= CLOSELY]
    for index, (a, days) in enumerate(dated):
        for at in range(index + 1, len(dated)):
            b, later = dated[at]
            if later[0] - days[1] > ONE_TIME:
                break
            if a.one.article.id != b.one.article.id:
                yield a, b
    of_article: dict[str, list[Counted]] = {}
    for each in whole:
        of_article.setdefault(each.one.article.id, []).append(each)
    for held in of_article.values():
        yield from combinations(held, 2)


def _across_series(levels: Sequence[Counted]) -> Iterator[tuple[str, str]]:
    """Pairs of figures that are no series by their words: two wholes of one kind, or two counts in sentences that name one rare thing."""
    blocks: dict[str, list[Counted]] = {}
    for each in levels:
        if each.days is None or each.words.part or each.words.ahead or each.one.fates & _CHOSEN:
            continue
        for kind in each.one.heads | each.one.fates | each.things:
            blocks.setdefault(kind, []).append(each)
    for kind in sorted(blocks):
        held = blocks[kind]
        for index, a in enumerate(held):
            for at in range(index + 1, len(held)):
                b = held[at]
                gap = days_between(a, b)
                if gap > LONGEST:
                    break  # they stand in the order of their times
                near = gap <= CLOSELY or (a.whole and b.whole)
                if near and _of_one_kind(a, b) and (_wholes(a, b, gap) or _anchored(a, b, gap)):
                    yield a.one.figure.id, b.one.figure.id


def _of_one_kind(a: Counted, b: Counted) -> bool:
    """Whether two counts that exclude each other are of one kind of thing, of one side, in one country, and by two voices."""
    one, other = a.one, b.one
    if not apart(a, b) or a.measure != b.measure:
        return False
    if one.fates and other.fates and one.fates != other.fates:
        return False
    if (one.heads and other.heads and not one.heads & other.heads) or not _of_one_thing(a, b):
        return False
    if one.whose and other.whose and not one.whose & other.whose:
        return False
    if a.countries and b.countries and not a.countries & b.countries:
        return False
    if a.words.rate != b.words.rate or of_other_years(a.words, b.words) or not _of_one_order(one, other, MOST):
        return False
    return not both_print_both(a.words, b.words) and not one_voice(a, b)


def _of_one_thing(a: Counted, b: Counted) -> bool:
    """Whether what is counted agrees; of children and of people in general only where there are more children than people."""
    if not a.things or not b.things:
        some, every = (a, b) if a.things else (b, a)
        return a.things == b.things or some.low > every.high
    return bool(a.things & b.things)


def _wholes(a: Counted, b: Counted, gap: int) -> bool:
    """Whether both count all that something became of, and the later value is not the earlier one grown."""
    if not (a.whole and b.whole and a.one.fates and a.one.fates == b.one.fates):
        return False
    if not (a.seen or b.seen) and _elsewhere(a, b):
        return False
    if a.one.fates <= _GROWING:
        return _beyond_growth(a, b)
    if a.one.fates <= _LASTING:
        return gap <= LONGEST
    return gap <= (0 if a.one.fates <= _DWINDLING else ONE_TIME)


def _anchored(a: Counted, b: Counted, gap: int) -> bool:
    """Whether both count one kind of thing in sentences that name the same rare things."""
    measured = a.measure != "count" and a.things == b.things and min(a.telling, b.telling) >= TELLING
    if measured and gap <= CLOSELY and not _elsewhere(a, b):
        return True  # "18 tonnes of sodium chlorate", "60 tonnes of sodium chlorate"
    fate = a.one.fates if a.one.fates == b.one.fates else frozenset()
    if not fate and len(a.things & b.things) < ANCHORS:
        return False
    if fate and fate <= _GROWING and not _beyond_growth(a, b):
        return False
    return gap <= CLOSELY and not _elsewhere(a, b) and len(a.anchors & b.anchors) >= ANCHORS - bool(fate)


def _beyond_growth(a: Counted, b: Counted) -> bool:
    """Whether a toll has fallen, or has two values on one day that somebody gives, the higher not by the clock the later."""
    first, second = sorted((a, b), key=lambda each: moment(each.one.point.when))
    return first.low > second.high or (_of_one_day(a, b) and (a.named or b.named) and not _grown(a, b))


def _grown(a: Counted, b: Counted) -> bool:
    """Whether the higher value was published later on, by the clock: the toll rose."""
    low, high = sorted((a, b), key=lambda each: each.low)
    times = [each.one.article.published for each in (low, high)]
    return all(when.precision == "minute" for when in times) and moment(times[0]) < moment(times[1])


def _of_one_day(a: Counted, b: Counted) -> bool:
    return a.days is not None and a.days == b.days and a.days[0] == a.days[1]


def _elsewhere(a: Counted, b: Counted) -> bool:
    # A country is where all of it is; a town in it is no other place.
    places = [
        each.one.figure.place_key for each in (a, b) if each.one.figure.place_key not in a.countries | b.countries
    ]
    return all(places) and len(set(places)) > 1


def _contested(measured: Sequence[Measured], claim_of: Mapping[str, Asserted]) -> list[Difference]:
    """Counts that are set against what others count ("ridiculed the numbers: twelve thousand, neither more nor fewer"), each with
    the newest whole counts of the same things by others.
    """
    whole = [
        one
        for one in measured
        if one.figure.kind == "level"
        and not one.figure.previous
        and one.heads
        and (one.figure.high or one.figure.low or 0) >= WHOLE
        and not is_part(one)
    ]
    found = []
    for one in whole:
        if one.statement is None or not _CONTESTS.search(_led_in(one)):
            continue
        others = [
            other
            for other in whole
            if other.heads & one.heads
            and other.article.id != one.article.id
            and other.figure.id in claim_of
            and not (one.whose and other.whose and not one.whose & other.whose)
            and (other.fates == one.fates)
            and other.point.actor_id != one.point.actor_id
            and (gap := gap_in_days(one.point.when, other.point.when)) is not None
            and gap <= ONE_TIME
            and _apart(one, other)
            and _of_one_order(one, other, 10)
            and not figure_words(other).ahead
        ]
        if others and one.figure.id in claim_of:
            about = one.figure.counts or one.figure.unit
            sides = once([_side_of(each, claim_of) for each in (one, *others)])
            found.append(difference("number", about, sides, "one count is set against the others of its time"))
    return found


def _of_one_order(a: Measured, b: Measured, times: float) -> bool:
    """Whether neither of two counts is so many times the other."""
    low, high = sorted(one.figure.high or one.figure.low or 0 for one in (a, b))
    return high < low * times


def _led_in(one: Measured) -> str:
    """The sentence of a figure and the one before."""
    around = sentence_around(one.article, one.figure.start, one.figure.end)
    before = sentence_around(one.article, max(0, around.start - 2), around.start)
    return one.article.text[before.start : around.end]


def _side_of(one: Measured, claim_of: Mapping[str, Asserted]) -> Side:
    return Side(
        one.figure.text,
        one.point.claimant,
        claim_of[one.figure.id].id if one.figure.id in claim_of else None,
        one.figure.evidence[0],
    )


def _clash(a: Counted, b: Counted) -> bool:
    """Whether two values of one quantity, of which none is of a part, are rivals."""
    one, other = a.one, b.one
    if one.point.actor_id and one.point.actor_id == other.point.actor_id:
        return False  # the same claimant's later value supersedes
    if both_print_both(a.words, b.words):
        return False
    again = counted_again(one, other)
    if again and not any(
        each.words.takes_over for each in (a, b) if each.one.figure.counts not in each.one.figure.text
    ):
        return False  # "four families slept. I counted six and ran": another thing is counted
    if of_other_years(a.words, b.words) or _goes_on(a, b) or _goes_on(b, a):
        return False
    closely = all(each.days and each.days[1] - each.days[0] <= CLOSELY for each in (a, b))
    gap = days_between(a, b) if closely else None
    at_one_time = gap is not None and gap <= (ONE_TIME if one.point.claimant and other.point.claimant else 0)
    if not at_one_time and not again:
        return False
    if one.fates and one.fates <= _GROWING and gap and _has_grown(one, other):
        return False
    return fit(one, other) >= SURELY_ONE and _apart(one, other) and (again or _rivals(a, b))


def _has_grown(a: Measured, b: Measured) -> bool:
    """Whether the later of two tolls is the higher."""
    first, second = sorted((a, b), key=lambda one: moment(one.point.when))
    return _range(second)[0] > _range(first)[1]


def _rivals(first: Counted, second: Counted) -> bool:
    """Whether two figures of one series are two accounts of one thing, and not items of a list, parts, rates or other places.

    Two figures of one article need two claimants, two of nobody in particular two outlets.
    """
    a, b = first.one, second.one
    claimants = [one.point.claimant for one in (a, b)]
    if a.article.id == b.article.id and (not all(claimants) or claimants[0] == claimants[1]):
        return False
    if not any(claimants) and (a.article.outlet or a.article.id) == (b.article.outlet or b.article.id):
        return False
    if a.figure.place_key and b.figure.place_key and a.figure.place_key != b.figure.place_key:
        return False
    if a.context.countries and b.context.countries and not a.context.countries & b.context.countries:
        return False
    if first.words.rate != second.words.rate or not _of_one_order(a, b, AT_MOST):
        return False
    fates, heads = a.fates & b.fates, a.heads & b.heads
    if "%" not in (a.figure.unit, b.figure.unit) and (fates - {"for"} or heads - {"people"}):
        return alike(a.context, b.context) >= LIKELY_ONE
    named = bool(heads) or (a.figure.unit != "" and a.figure.unit == b.figure.unit)
    return named and all(claimants) and alike(a.context, b.context) >= LIKE


def _apart(a: Measured, b: Measured) -> bool:
    """Whether two figures exclude each other."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return high_a < low_b or high_b < low_a


def _goes_on(later: Counted, earlier: Counted) -> bool:
    """Whether a report gives the next value of a count that goes on: "the number of wounded is now 11"."""
    new, old = later.one, earlier.one
    if not later.words.goes_on or new.article.id == old.article.id:
        return False
    return moment(new.article.published) >= moment(old.article.published) and _range(new)[0] > _range(old)[1]


def _range(one: Measured) -> tuple[float, float]:
    """The values that a figure allows: rounded ones a tenth to either side, open ones without end."""
    figure = one.figure
    low = float("-inf") if figure.low is None else figure.low
    high = float("inf") if figure.high is None else figure.high
    if figure.bound == "about":
        low, high = low - abs(low) * 0.1, high + abs(high) * 0.1
    return low, high
