"""Differences: claims, figures and reports that do not fit, and in what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence
from onrecord.model.relations import Difference, DifferenceKind, Side
from onrecord.model.statement import Statement
from onrecord.relate.assertions import ASSERTS, Asserted
from onrecord.relate.binding import Report
from onrecord.relate.claims import Gathered
from onrecord.relate.components import components
from onrecord.relate.context import Contexts, quote
from onrecord.relate.denials import Denial
from onrecord.relate.denying import assails
from onrecord.relate.independence import state_of
from onrecord.relate.movements import movements_in
from onrecord.relate.propositions import Proposition, opposed, proposition_of, propositions_of
from onrecord.relate.series import Measured, counted_again, fit
from onrecord.relate.threads import Copied, day_range, evidence_key, gap_in_days, reports_in_order
from onrecord.relate.words import article_sentences, sentence_around

#: Days that the time of a figure may span for it to contradict another of that time.
CLOSELY = 2

#: Fit of two figures (:func:`~onrecord.relate.series.fit`) from which their values can contradict each other.
SURELY_ONE = 0.45

#: Days between two times up to which the values of two named claimants are of one time; those of one or of nobody in
#: particular are so on one day only: later ones are a movement.
ONE_TIME = 1

#: Days between two reports beyond which opposite states are a change, not a difference.
ONE_STATE = 4

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PART = re.compile(r"\b(?:first|initial|remaining|last|final|other|another|among them|including)\s+\Z", re.IGNORECASE)


def find_differences(
    reports: Sequence[Report],
    contexts: Contexts,
    copied: Copied,
    gathered: Gathered,
    measured: Sequence[Measured],
    series_of: Mapping[str, str],
) -> tuple[Difference, ...]:
    """All differences of a thread, sorted by identifier."""
    found = [
        *_of_denials(gathered, {report.article.id: report.article for report in reports}),
        *_of_numbers(gathered, measured, series_of),
        *_of_status(reports, contexts, copied),
    ]
    unique = {difference.id: difference for difference in found}
    return tuple(unique[key] for key in sorted(unique))


def _difference(kind: DifferenceKind, about: str, sides: Sequence[Side], reason: str) -> Difference:
    ordered = tuple(sorted(sides, key=lambda side: evidence_key(side.evidence)))
    first = ordered[0].evidence
    parts = [part for side in ordered for part in evidence_key(side.evidence)]
    return Difference(make_id("diff", kind, *parts), kind, about, ordered, f"{reason} (from {first.article_id})")


def _of_denials(gathered: Gathered, articles: Mapping[str, Article]) -> list[Difference]:
    """One difference for each claim that is denied: all who support it, all who deny it."""
    denials: dict[str, list[Denial]] = {}
    for denial in gathered.denials:
        if denial.claim_id is not None:
            denials.setdefault(denial.claim_id, []).append(denial)
    found = []
    for claim in gathered.asserted:
        against = denials.get(claim.id)
        supporting = [held for held in claim.positions if held.kind == "supports"]
        if not against or not supporting:
            continue
        sides = [Side(_words(articles, held.evidence), held.speaker, claim.id, held.evidence) for held in supporting]
        for denial in against:
            speaker = denial.statement.speaker
            sides.append(Side(_content(denial), speaker.name or speaker.text, None, denial.evidence))
        found.append(_difference("denial", claim.about, _once(sides), "one side denies what the other says"))
    return found


def _once(sides: Sequence[Side]) -> list[Side]:
    """Sides without those that show a passage again."""
    kept: dict[tuple[str, int, int], Side] = {}
    for side in sides:
        kept.setdefault(evidence_key(side.evidence), side)
    return list(kept.values())


def _content(denial: Denial) -> str:
    return " ".join(" ".join(content.text.split()) for content in denial.statement.contents)


def _words(articles: Mapping[str, Article], evidence: Evidence) -> str:
    return " ".join(articles[evidence.article_id].text[evidence.start : evidence.end].split())


def _of_numbers(gathered: Gathered, measured: Sequence[Measured], series_of: Mapping[str, str]) -> list[Difference]:
    """Values of one quantity at one time by different claimants that cannot both hold."""
    claim_of = {figure_id: claim for claim in gathered.asserted for figure_id in claim.figure_ids}
    by_series: dict[str, list[Measured]] = {}
    for one in measured:
        if one.figure.id in series_of and one.figure.kind == "level" and not one.figure.previous:
            by_series.setdefault(series_of[one.figure.id], []).append(one)
    found = []
    for series_id in sorted(by_series):
        points = by_series[series_id]
        clashes: dict[tuple[str, ...], list[Measured]] = {}
        for index, a in enumerate(points):
            for b in points[index + 1 :]:
                if _clash(a, b):
                    held = clashes.setdefault(tuple(sorted(claim_of[one.figure.id].id for one in (a, b))), [])
                    held.extend(one for one in (a, b) if one not in held)
        for _, clashing in sorted(clashes.items()):
            about = clashing[0].figure.counts or clashing[0].figure.unit
            sides = _once([_side_of(one, claim_of) for one in clashing])
            if len(sides) > 1:
                found.append(
                    _difference("number", about, sides, "one quantity, one time, values that exclude each other")
                )
    return found


def _side_of(one: Measured, claim_of: Mapping[str, Asserted]) -> Side:
    return Side(one.figure.text, one.point.claimant, claim_of[one.figure.id].id, one.figure.evidence[0])


def _clash(a: Measured, b: Measured) -> bool:
    if a.point.actor_id and a.point.actor_id == b.point.actor_id:
        return False  # the same claimant's later value supersedes
    if _both_print_both(a, b) or _is_part(a) or _is_part(b):
        return False
    spans = [span for one in (a, b) if (span := day_range(one.point.when)) and span[1] - span[0] <= CLOSELY]
    gap = gap_in_days(a.point.when, b.point.when) if len(spans) == 2 else None
    at_one_time = gap is not None and gap <= (ONE_TIME if a.point.claimant and b.point.claimant else 0)
    if not at_one_time and not counted_again(a, b):
        return False
    if fit(a, b) < SURELY_ONE:
        return False
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return high_a < low_b or high_b < low_a


def _both_print_both(a: Measured, b: Measured) -> bool:
    """Whether each sentence gives both values: "by 74 votes to 61" in two reports is no difference."""
    return _printed(a) & _digits(b.sentence) != set() and _printed(b) & _digits(a.sentence) != set()


def _printed(one: Measured) -> set[str]:
    return _digits(one.figure.text)


def _digits(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _is_part(one: Measured) -> bool:
    """Whether a figure counts a part of something: "the first 480 soldiers"."""
    return _PART.search(one.article.text, max(0, one.figure.start - 16), one.figure.start) is not None


def _range(one: Measured) -> tuple[float, float]:
    """The values that a figure allows: rounded ones a tenth to either side, open ones without end."""
    figure = one.figure
    low = float("-inf") if figure.low is None else figure.low
    high = float("inf") if figure.high is None else figure.high
    if figure.bound == "about":
        low, high = low - abs(low) * 0.1, high + abs(high) * 0.1
    return low, high


def _of_status(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> list[Difference]:
    """Sentences of different voices about one subject at one time that tell opposite movements: for each movement all that do."""
    told = {each.key: each for each in _moving(reports, contexts, copied)}
    by_way: dict[tuple[int, int, str], list[str]] = {}
    for key, each in told.items():
        for row, side in each.proposition.ways:
            for country in each.proposition.countries:
                by_way.setdefault((row, side, country), []).append(key)
    pairs = {
        (one, other)
        for (row, side, country), keys in by_way.items()
        if side == 0
        for one in keys
        for other in by_way.get((row, 1, country), ())
        if _exclude(told[one], told[other])
    }
    found = []
    for keys in components({key for pair in pairs for key in pair}, sorted(pairs)):
        members = [told[key] for key in keys]
        kinds = sorted(frozenset.intersection(*(each.proposition.kinds for each in members)))
        about = " ".join(kinds) or " ".join(members[0].proposition.passage.text.split())
        sides = [each.side for each in members]
        found.append(_difference("status", about, sides, "opposite movements at one time"))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells a movement, and whose it is: of a speaker, or of the outlet itself."""

    report: Report
    statement: Statement | None
    proposition: Proposition

    @property
    def key(self) -> str:
        return f"{self.report.article.id} {self.proposition.passage.start}"

    @property
    def voice(self) -> str:
        """Who speaks: a state, a person or body, or the outlet."""
        if self.statement is None:
            return f"outlet {self.report.article.outlet or self.report.article.id}"
        speaker = self.statement.speaker
        return state_of(speaker) or speaker.actor_id or speaker.name or f"nobody named in {self.report.article.id}"

    @property
    def side(self) -> Side:
        article, passage = self.report.article, self.proposition.passage
        sentence = sentence_around(article, passage.start, passage.end)
        speaker = self.statement.speaker if self.statement else None
        evidence = quote(article, sentence.start, sentence.end)
        return Side(" ".join(passage.text.split()), (speaker.name or speaker.text) if speaker else None, None, evidence)


def _moving(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> list[_Told]:
    """The sentences of statements, and of the outlets themselves, that tell a movement, in order."""
    found: list[_Told] = []
    for report in reports_in_order(reports):
        article = report.article
        attributed: list[Evidence] = []
        for statement in report.statements:
            attributed.extend(statement.evidence)
            if statement.stance not in ASSERTS or statement.repeats or statement.negated or assails(statement):
                continue
            found.extend(
                _Told(report, statement, proposition)
                for proposition in propositions_of(article, statement, contexts)
                if proposition.ways
            )
        for passage in article.body:
            for sentence in article_sentences(article, passage.start, passage.end):
                taken = any(item.start < sentence.end and sentence.start < item.end for item in attributed)
                if not taken and movements_in(sentence.text):
                    found.append(_Told(report, None, proposition_of(article, sentence, contexts)))
    return [
        told
        for told in found
        if not copied.source(told.report.article.id, told.proposition.passage.start, told.proposition.passage.end)
    ]


def _exclude(a: _Told, b: _Told) -> bool:
    """Whether two voices tell opposite things of one subject at one time."""
    if a.voice == b.voice or not opposed(a.proposition, b.proposition):
        return False
    gap = gap_in_days(a.report.published, b.report.published)
    return gap is None or gap <= ONE_STATE
