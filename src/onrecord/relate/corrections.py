"""Corrections: what an outlet printed, and what it, or another report, says is right instead.

"An article published on 7 May said ...", "our article of 4 May gave the distance as 18 kilometres. It is 28.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model.passage import Passage
from onrecord.model.relations import Difference, DifferenceKind
from onrecord.relate.binding import Report
from onrecord.relate.context import Contexts
from onrecord.relate.propositions import Proposition, covered, proposition_of
from onrecord.relate.sides import difference, side_of
from onrecord.relate.threads import Copied, moment, reports_in_order
from onrecord.relate.words import article_sentences

#: The share of the words of what is taken back that a printed sentence must have, and how many words.
PRINTED_IT = 0.5
PRINTED_BY = 2

#: Why a correction is a difference.
CORRECTED = "the outlet corrects what it printed"

_EARLIER = re.compile(
    r"\b(?:(?:an?|the|our|this)\s+)(?:(?:earlier|previous|original|first)\s+)?(?:article|version|story|report|dispatch|headline)\b"
    r"[^.;]{0,60}?\b(?:(?:mis)?stated|(?:incorrectly|wrongly|mistakenly)?\s*(?:said|gave|reported|put|described|named))\b\s+(?:that\s+)?",
    re.IGNORECASE,
)
#: A correction says that it is one: by its heading or label, or by what it calls the earlier words.
_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions)|clarification|amended|incorrectly|wrongly|mistakenly|misstated|in error)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEARS = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
)


def of_corrections(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> Iterator[Difference]:
    """What outlets correct, beside the sentences that they correct."""
    ordered = reports_in_order(reports)
    printed: list[tuple[Report, Proposition]] | None = None
    for report in ordered:
        article = report.article
        before: Passage | None = None
        for segment in article.passages("body", "notice", "summary"):
            sentences = article_sentences(article, segment.start, segment.end)
            for index, sentence in enumerate(sentences):
                said = _EARLIER.search(sentence.text)
                # What a correction takes back it may give in the words of the report: its own are those before.
                if copied.source(article.id, sentence.start, sentence.start + said.end() if said else sentence.end):
                    continue
                labelled = _CORRECTS.search(sentence.text) or (before and _CORRECTS.search(before.text))
                if said and labelled and index + 1 < len(sentences):
                    if printed is None:
                        printed = _printed(ordered, contexts, copied)
                    yield from _taken_back(report, sentence, said.end(), sentences[index + 1], contexts, printed)
            before = segment


def takes_back(text: str) -> bool:
    """Whether a passage says what an earlier report said, as corrections do."""
    return _EARLIER.search(text) is not None


def _printed(reports: Sequence[Report], contexts: Contexts, copied: Copied) -> list[tuple[Report, Proposition]]:
    return [
        (report, proposition_of(report.article, sentence, contexts))
        for report in reports
        for passage in report.article.passages("heading", "body")
        for sentence in article_sentences(report.article, passage.start, passage.end)
        if not copied.source(report.article.id, sentence.start, sentence.end)
    ]


def _taken_back(
    report: Report,
    sentence: Passage,
    reach: int,
    right: Passage,
    contexts: Contexts,
    printed: Sequence[tuple[Report, Proposition]],
) -> Iterator[Difference]:
    """The sentence of the outlet that says what a correction takes back, best by the words that they share."""
    article = report.article
    wrong = proposition_of(article, Passage.of(article.text, sentence.start + reach, sentence.end), contexts)
    best: tuple[float, int] | None = None
    for number, (other, told) in enumerate(printed):
        if other.article.id == article.id or moment(other.published) > moment(report.published):
            continue
        if article.outlet and other.article.outlet and article.outlet != other.article.outlet:
            continue
        share, count = covered(wrong, told)
        names = len(wrong.names & told.names)
        if (wrong.numbers and not wrong.numbers & _numbers(told.passage.text)) or count + names <= PRINTED_BY:
            continue
        if share + 0.1 * names >= PRINTED_IT and (share + 0.1 * names, -number) > (best or (0.0, 0)):
            best = (share + 0.1 * names, -number)
    if best is None:
        return
    other, told = printed[-best[1]]
    sides = [
        side_of(other.article, told.passage, None),
        side_of(article, Passage.of(article.text, sentence.start, right.end), None, " ".join(right.text.split())),
    ]
    kind = _kind(wrong.passage.text, right.text, report, right, contexts)
    yield difference(kind, " ".join(wrong.passage.text.split()), sides, CORRECTED)


def _kind(wrong: str, right: str, report: Report, passage: Passage, contexts: Contexts) -> DifferenceKind:
    """In what a correction differs: a number that the words taken back do not have in common with it, else a place, else the rest."""
    if _numbers(wrong) and _numbers(right) and not _numbers(wrong) & _numbers(right):
        return "number"
    places = any(
        mention.kind in ("place", "country")
        for mention in contexts.mentions_in(report.article.id, passage.start, passage.end)
    )
    return "place" if places else "status"


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(_YEARS.sub(" ", text)))
