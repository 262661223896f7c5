"""Numbers without a noun of their own that count what another figure counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.annotate.counted import fate
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.unit_words import CASUALTIES, MEASURES
from onrecord.model.picture import Figure

#: How far before a number, in characters, the figure may stand that it takes its noun from: about two long clauses.
_REACH: Final = 300
#: Changes in per cent that are told without the sign are small.
_SHARES_END: Final = 100
_JOINED = re.compile(
    r"\b(?:(?:acknowledged|admitted|confirmed|reported) (?:the )?(?:loss(?:es)?|deaths?) of|and|while|to|from|against|plus|but|with|estimates?|or)\b|,"
)
#: "puts it at 14,000", "had treated nine": another count of the same.
_COUNT_AGAIN = re.compile(
    r"\b(?:(?:puts?|putting|places?|placed|estimate[sd]?|revised?|raised?|lowered) (?:it|them|(?:the|that|its) "
    r"(?:number|figure|toll|total|count))(?: now)? (?:at|to)|treated|counted|confirmed|recorded|registered|(?:acknowledged|admitted|confirmed|reported) (?:the )?(?:loss(?:es)?|deaths?) of|"
    r"(?:number|figure|toll|total|count) (?:is|was|stands at|stood at|had reached|has reached)(?: now)?) \Z",
    re.I,
)
_OWN_FATE = re.compile(r" (?:were|was|are|have been|had been|have|had) [a-z]+\b")
_NOTHING_COUNTED = re.compile(r"\s*(?:[.,;:”\"’']|\Z|(?:and|but|because|while|by|as of|among)\b)", re.I)
#: "90 million of the 2.5 billion euros": a part counts what the whole counts.
_PART_OF = re.compile(
    r" (?:out )?of (?:(?:the |an? |its |their )?(?:[\w-]+ ){0,2}[\w-]+(?:[’']s|s[’']) )?(?:(?:the|its|their|his|her|all|some|about) ?)?(?:an? )?(?:(?:estimated|total|roughly|nearly|more than) ){0,2}",
    re.I,
)
#: "3, 4 and 5 kg": what stands between the numbers of a list.
_COMMA = re.compile(r", ")
_LAST_JOINT = re.compile(r",? (?:and|or) ")
_TOGETHER = re.compile(r",? (?:and|as well as|or) (?:another |a further )?|, ")
#: What follows an object: a mark, the end, where and when.
_ENDS = re.compile(
    r"\s*(?:[.,;:”\"’']|\Z|(?:and|in|on|at|near|during|after|before|when|this|last|over|across|outside|inside|overnight|yesterday|since|while|as)\b)"
)
_BY = re.compile(r"\bby (?:about |around |only |just |nearly )?\Z")
_THE_FIGURE = re.compile(r"\s+(?:figure|number|estimate|claim|total|count)\b", re.I)


def named_again(text: str, figures: list[Figure]) -> list[Figure]:
    """ "The 7,000 figure" counts what the number counted where the article gave it first."""
    first: dict[float | None, Figure] = {}
    completed = []
    for figure in figures:
        value = figure.high if figure.low is None else figure.low
        if figure.unit:
            first.setdefault(value, figure)
        again = not figure.unit and value in first and _THE_FIGURE.match(text, figure.end)
        completed.append(replace(figure, unit=first[value].unit, counts=first[value].counts) if again else figure)
    return completed


def _lends(figure: Figure) -> bool:
    """Whether a figure counts things, so that a bare number after it may count the same; money and shares repeat their sign."""
    return figure.unit not in ("", "%", "year of age") and not figure.unit[:3].isupper()


def _recounts(sentence: Sentence, figure: Figure, before: Figure) -> bool:
    """Whether a bare number gives another count of what the sentence before counted."""
    start, end = figure.start - sentence.start, figure.end - sentence.start
    return (
        not (figure.counts and figure.counts in figure.text)
        and sentence.start - before.end <= _REACH
        and _COUNT_AGAIN.search(sentence.text[max(0, start - 60) : start]) is not None
        and _NOTHING_COUNTED.match(sentence.text, end) is not None
    )


def listed(sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """The numbers of a list take the unit that stands behind its last: "3, 4 and 5 kg", "killed 3, 7 and 12 civilians".

    Two numbers with an "and" are no list: "it rose to 40 and 12 houses burned".
    """
    completed = list(figures)
    for last in range(len(figures) - 1, 1, -1):
        lender = figures[last]
        if not lender.unit or lender.counts not in lender.text:
            continue
        first, joint = last, _LAST_JOINT
        while first and _bare(figures[first - 1]) and joint.fullmatch(_gap(sentence, figures, first)):
            first, joint = first - 1, _COMMA
        if last - first > 1:
            for index in range(first, last):
                completed[index] = replace(figures[index], unit=lender.unit, counts=lender.counts)
    return completed


def shared_fate(sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """Those who are named together met the same: "nine policemen and two soldiers were killed", "it killed a boy, two men and six women"."""
    completed = list(figures)
    for index in range(len(figures) - 1, 0, -1):
        # from behind: the verb stands after the last of them
        met, before = completed[index], completed[index - 1]
        harm = _harm(met)
        told = fate(sentence.text, met.end - sentence.start)
        if harm and told is not None and told.phrase == harm and _may_share(sentence, before, met):
            completed[index - 1] = replace(before, counts=f"{before.counts} {harm}")
    for index in range(1, len(figures)):
        # from the front: the verb stands before the first
        met, other = completed[index - 1], completed[index]
        harm, end = _harm(met), other.end - sentence.start
        if harm and other.counts in other.text and _may_share(sentence, other, met) and _ENDS.match(sentence.text, end):
            completed[index] = replace(other, counts=f"{other.counts} {harm}")
    return completed


def _harm(figure: Figure) -> str:
    """What happened to those who are counted, where the noun stands with the number."""
    noun, _, last = figure.counts.rpartition(" ")
    return last if noun and noun in figure.text and last in CASUALTIES else ""


def _may_share(sentence: Sentence, other: Figure, met: Figure) -> bool:
    """Whether a figure of things counted stands beside another with nothing but a joint between, and has no fate of its own."""
    first, last = sorted((other, met), key=lambda figure: figure.start)
    gap = sentence.text[first.end - sentence.start : last.start - sentence.start]
    counts_things = (
        _lends(other) and other.counts != "" and other.counts in other.text and other.unit not in MEASURES.values()
    )
    return counts_things and _TOGETHER.fullmatch(gap) is not None


def _bare(figure: Figure) -> bool:
    """Whether no unit stands with a number; what "killed" before a list says is said of the noun behind it."""
    return not figure.unit or (figure.counts != "" and figure.counts not in figure.text)


def _gap(sentence: Sentence, figures: Sequence[Figure], index: int) -> str:
    """The text between a figure and the one before it."""
    return sentence.text[figures[index - 1].end - sentence.start : figures[index].start - sentence.start]


def _rated_before(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    """Whether an amount is the level after one that is a rate: "from $75 a barrel in May to $45"."""
    gap = sentence.text[before.end - sentence.start : figure.start - sentence.start]
    return before.previous and before.unit.startswith(f"{figure.unit}/") and gap.endswith(" to ") and len(gap) < 60


def _falls_too(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    """Whether a bare number is another change in per cent: "prices rose by 2 per cent but wages by 1"."""
    start = figure.start - sentence.start
    by = _BY.search(sentence.text[max(0, start - 20) : start]) is not None
    return by and before.unit == "%" and before.kind == "change" and figure.low is not None and figure.low < _SHARES_END


def _depth(text: str) -> int:
    """How many brackets are open at the end of ``text``."""
    return text.count("(") - text.count(")")


def _whole_before(sentence: Sentence, figures: Sequence[Figure]) -> Figure | None:
    """The last figure with a unit that is no conversion in brackets ("6 hectares (15 acres), up from 2.5")."""
    return next(
        (
            figure
            for figure in reversed(figures)
            if figure.unit
            and _depth(sentence.text[max(0, figure.start - sentence.start - 60) : figure.start - sentence.start]) <= 0
        ),
        None,
    )


def inherited(sentence: Sentence, figures: list[Figure], before: Figure | None) -> list[Figure]:
    """Numbers without a noun count what the one before them counts: "300 nurses in Varsk and some 40 in Odrel".

    ``before`` is the last figure of things counted in the sentences before: "The army said four people had been wounded. The infirmary said it
    had treated nine." and "The ministry puts it at around 14,000." count what it counts.
    """
    completed: list[Figure] = []
    figures = shared_fate(sentence, listed(sentence, figures))
    for index, figure in enumerate(figures):
        if not completed and before is not None and _lends(before) and _recounts(sentence, figure, before):
            completed.append(replace(figure, unit=before.unit, counts=before.counts))
            continue
        if figure.unit and completed and _rated_before(sentence, completed[-1], figure):
            completed.append(replace(figure, unit=completed[-1].unit))
            continue
        if figure.unit:
            completed.append(figure)
            continue
        donor = None
        following = figures[index + 1] if index + 1 < len(figures) else None
        gap = "" if following is None else sentence.text[figure.end - sentence.start : following.start - sentence.start]
        part_of_it = _PART_OF.fullmatch(gap) is not None
        if following is not None and following.unit and (part_of_it or (figure.previous and "(" not in gap)):
            donor = following
        elif figure.previous and _whole_before(sentence, completed) is not None:
            donor = _whole_before(sentence, completed)
        elif (
            completed
            and _lends(completed[-1])
            and not sentence.text[figure.end - sentence.start : figure.end - sentence.start + 2]
            .lstrip(" ")[:1]
            .isupper()
        ):
            gap_start = max(completed[-1].end, figure.start - _REACH)
            between = sentence.text[gap_start - sentence.start : figure.start - sentence.start]
            if _JOINED.search(between):
                donor = completed[-1]
        if donor is None and completed and _falls_too(sentence, completed[-1], figure):
            donor = completed[-1]
        if donor is None:
            completed.append(figure)
            continue
        counts = donor.counts
        if part_of_it and following is donor:
            # "200 of the 350 passengers are missing": the part is, the whole is not
            whole = " ".join(word for word in counts.split() if word not in CASUALTIES)
            figures[index + 1] = replace(following, counts=whole or counts)
        if _OWN_FATE.match(sentence.text, figure.end - sentence.start):
            # "seven people died and 35 were rescued": people, but not killed
            counts = " ".join(word for word in counts.split() if word not in CASUALTIES) or counts
        completed.append(replace(figure, unit=donor.unit, counts=counts))
    return completed
