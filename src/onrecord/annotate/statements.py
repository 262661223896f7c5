"""Statements: who said what, by cue words, quotation marks and the order of paragraphs.

The first extractor: rules that a trained one will replace behind the same function. ``attributions`` finds cues with what
stands beside them, ``speakers`` tells who speaks, and this module makes records of them and follows a quotation over
sentences and paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.annotate import words
from onrecord.annotate.attribution import Attribution, Range
from onrecord.annotate.attributions import find_attributions
from onrecord.annotate.cues import find_hedge
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.speakers import Speakers
from onrecord.annotate.units import Unit, units
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article
from onrecord.model.identity import digest, make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.statement import Mention, Speaker, Stance, Statement
from onrecord.model.when import When

#: How often a statement of each construction is right in cue, speaker and content, read off PolNeAR's training part
#: (docs/method/statements.md). An open speaker takes off a third.
CONFIDENCE = {
    "quotation before": 0.95,
    "colon": 0.95,
    "quote": 0.9,
    "that": 0.9,
    "according to": 0.9,
    "declined": 0.9,
    "clause before": 0.85,
    "bare": 0.8,
    "asking": 0.8,
    "infinitive": 0.75,
    "object": 0.75,
    "passive": 0.75,
    "headline": 0.75,
    "hearsay": 0.75,
    "told without a speaker": 0.8,
    "outlet finding": 0.85,
    "quotation alone": 0.3,
}
_OPEN_SPEAKER = 0.65
#: A quotation of this many words or more makes a statement direct; shorter ones inside a paraphrase are scare quotes.
_DIRECT_WORDS = 4
_NOT_STATED = When(reason="when it was said is not stated")
_NOT_YET_SAID = When(reason="announced as still to be said")


@dataclass(slots=True)
class _Draft:
    """A statement in the making."""

    unit: Unit
    speaker: Speaker
    cue: Passage | None
    contents: list[tuple[int, int]]
    stance: Stance
    direct: bool
    said: When
    via: list[str]
    to: str | None
    negated: bool
    construction: str
    left_open: bool
    marks_lost: bool
    evidence: list[tuple[int, int]]
    notes: list[str] = field(default_factory=list)


def find_statements(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], times: Sequence[TimeMention]
) -> tuple[Statement, ...]:
    """The statements of one article in order of their places.

    ``sentences``, ``mentions`` and ``times`` are those of the same article, each sorted by place. Times stay unbound. Never
    raises; what fits no pattern gives no statement.
    """
    rows = units(article.text, sentences, mentions, times)
    drafts = _Reading(article, rows, mentions, times).read()
    made = [_made(article, draft) for draft in drafts if draft.contents]
    return tuple(sorted(made, key=lambda item: (item.evidence[0].start, item.contents[0].start, item.id)))


class _Reading:
    """One pass over an article's units, with what has been said so far."""

    def __init__(
        self, article: Article, rows: Sequence[Unit], mentions: Sequence[Mention], times: Sequence[TimeMention]
    ) -> None:
        self._text = article.text
        self._rows = rows
        self._times = times
        self._speakers = Speakers(article, rows, mentions)
        self._drafts: list[_Draft] = []
        self._last: _Draft | None = None
        self._waiting: list[tuple[int, int]] = []
        body = dict.fromkeys(unit.paragraph for unit in rows if unit.segment == "body")
        self._order = {paragraph: place for place, paragraph in enumerate(body)}

    def read(self) -> list[_Draft]:
        for unit in self._rows:
            found = find_attributions(unit)
            if found:
                self._attributed(unit, found)
            elif unit.segment == "body":
                self._unattributed(unit)
        return self._drafts

    def _attributed(self, unit: Unit, found: Sequence[Attribution]) -> None:
        drafts: list[_Draft] = []
        for item in found:
            speaker = drafts[-1].speaker if item.inherits and drafts else self._speaker(unit, item)
            draft = self._draft(unit, item, speaker)
            drafts.append(draft)
            if item.outer is None:
                self._speakers.hear(unit, speaker)
        for item, draft in zip(found, drafts, strict=True):
            if item.outer is not None:
                outer = drafts[item.outer].speaker
                name = outer.name or outer.text
                if name and name not in draft.via and name != (draft.speaker.name or draft.speaker.text):
                    draft.via.append(name)
        drafts = [draft for draft in drafts if draft.contents]
        if not drafts:
            return
        if self._waiting and unit.segment == "body":
            if unit.tokens[0].quote >= 0 and drafts[0].direct:
                drafts[0].contents[:0] = self._waiting
                drafts[0].evidence[:0] = self._waiting
            self._waiting = []
        self._drafts.extend(drafts)
        if unit.segment == "body":
            self._last = next(
                (d for d, item in zip(reversed(drafts), reversed(found), strict=False) if item.outer is None),
                drafts[-1],
            )

    def _unattributed(self, unit: Unit) -> None:
        """A quotation without a cue goes on with the last speaker; so does the first person where the marks are lost."""
        last = self._last
        near = last is not None and self._order.get(unit.paragraph, -9) - self._order.get(last.unit.paragraph, -99)
        whole = (unit.tokens[0].start, unit.tokens[-1].end)
        if unit.all_quoted:
            open_at_end = not unit.quotations[unit.tokens[-1].quote].closed if unit.tokens[-1].quote >= 0 else False
            same_paragraph = near == 0
            goes_on = last is not None and near == 1 and unit.first and last.direct and last.stance != "asks"
            if last is not None and (same_paragraph or goes_on) and self._whole_paragraph_quoted(unit, same_paragraph):
                self._continue(last, unit, whole, "goes on in quotation marks without a cue")
                last.left_open = open_at_end
            elif open_at_end:
                self._waiting.append(whole)
            elif len(unit.tokens) > 6:
                self._alone(unit, whole)
        elif (
            last is not None
            and near == 0
            and last.marks_lost
            and all(token.quote < 0 for token in unit.tokens)
            and any(
                token.text in {"I", "We", "Our", "My"} or token.lower in words.FIRST_PERSON - {"i"}
                for token in unit.tokens
            )
        ):
            self._continue(last, unit, whole, "goes on in the first person without quotation marks")
            last.direct = True

    def _whole_paragraph_quoted(self, unit: Unit, same_paragraph: bool) -> bool:
        """Whether nothing but quotation stands in the unit's paragraph: then nobody else has begun to speak."""
        if same_paragraph:
            return True
        return all(
            other.all_quoted or bool(find_attributions(other))
            for other in self._rows
            if other.paragraph == unit.paragraph
        )

    def _continue(self, draft: _Draft, unit: Unit, span: tuple[int, int], note: str) -> None:
        draft.contents.append(span)
        draft.evidence.append((unit.start, unit.end))
        draft.unit = unit
        draft.direct = True
        if note not in draft.notes:
            draft.notes.append(note)

    def _alone(self, unit: Unit, span: tuple[int, int]) -> None:
        nobody = Speaker(None, None, None, None, False, reason="no words near the quotation name the speaker")
        self._drafts.append(
            _Draft(unit, nobody, None, [span], "says", True, _NOT_STATED, [], None, False, "quotation alone", False, False,
                   [(unit.start, unit.end)])
        )  # fmt: skip

    def _speaker(self, unit: Unit, item: Attribution) -> Speaker:
        if item.subject is not None:
            speaker = self._speakers.of(unit, item.subject, item.lemma)
            if item.construction == "outlet finding":
                return replace(speaker, name=None, anonymous=True, reason="an outlet's finding; no source is given")
            return speaker
        if item.anonymous:
            return Speaker(None, None, None, None, True, reason="nobody is named")
        from_opening = self._speakers.opening(unit)
        if from_opening is not None:
            return from_opening
        return Speaker(None, None, None, None, False, reason="the subject could not be told")

    def _draft(self, unit: Unit, item: Attribution, speaker: Speaker) -> _Draft:
        contents = [self._span(unit, part) for part in (item.before, item.after) if part is not None]
        quoted = [sum(t.quote >= 0 and t.is_word for t in unit.tokens[a:b]) for a, b in _parts(item)]
        total = [sum(t.is_word for t in unit.tokens[a:b]) for a, b in _parts(item)]
        direct = any(q >= _DIRECT_WORDS or (q and q == n) for q, n in zip(quoted, total, strict=True))
        marks_lost = not any(quoted) and item.construction in {"clause before", "colon"}
        first_person = marks_lost and any(
            t.text == "I" or t.lower in words.FIRST_PERSON - {"i"} for a, b in _parts(item) for t in unit.tokens[a:b]
        )
        cue = None
        if item.cue is not None:
            start, end = unit.tokens[item.cue[0]].start, unit.tokens[item.cue[1] - 1].end
            cue = Passage.of(self._text, start, end)
        said = _NOT_YET_SAID if item.future else _NOT_STATED
        if item.times and not item.future:
            said = self._times[item.times[0]].when
        to, via = self._addressee(unit, item)
        if item.construction == "outlet finding" and speaker.text:
            via.append(_without_article(speaker.text))
        last = unit.tokens[-1]
        left_open = last.quote >= 0 and not unit.quotations[last.quote].closed
        return _Draft(
            unit, speaker, cue, contents, item.stance, direct or first_person, said, via, to, item.negated,
            item.construction, left_open, marks_lost, [(unit.start, unit.end)],
        )  # fmt: skip

    def _addressee(self, unit: Unit, item: Attribution) -> tuple[str | None, list[str]]:
        """Whom it was told to, and the outlet through which it came, if the addressee or the occasion is one."""
        to: str | None = None
        via: list[str] = []
        zone = (item.cue[1], item.end) if item.cue else (item.start, item.end)
        if item.listener is not None:
            start, end = item.listener
            to = self._text[unit.tokens[start].start : unit.tokens[end - 1].end]
            part = unit.tokens[start:end]
            person = any(
                t.mention >= 0 and unit.mentions[t.mention].kind in {"person", "country", "office"} for t in part
            )
            refused = any(t.lower in words.NO_OUTLETS for t in part)
            named = any(t.text in words.OUTLET_WORDS for t in part) or part[-1].capital
            if named and not refused and not person and item.lemma in {"tell", "inform", "brief"}:
                via.append(_without_article(to))
        elif item.cue is not None:
            name = self._outlet_in(unit, zone) if item.lemma != "according to" else None
            if name:
                via.append(name)
        return to, via

    def _outlet_in(self, unit: Unit, zone: Range) -> str | None:
        end = zone[1]
        while (
            end < len(unit.tokens) and unit.tokens[end].quote < 0 and (unit.tokens[end].is_word) and end - zone[0] < 14
        ):
            if unit.tokens[end].lower == "that":
                break
            end += 1
        for k in range(zone[0], end):
            if unit.tokens[k].text in words.OUTLET_WORDS and unit.tokens[k].text[0].isupper():
                first = k
                while first > zone[0] and unit.tokens[first - 1].capital:
                    first -= 1
                last = k + 1
                while last < end and unit.tokens[last].capital and unit.tokens[last].is_word:
                    last += 1
                return self._text[unit.tokens[first].start : unit.tokens[last - 1].end]
        return None

    def _span(self, unit: Unit, part: Range) -> tuple[int, int]:
        return unit.tokens[part[0]].start, unit.tokens[part[1] - 1].end


def _parts(item: Attribution) -> list[Range]:
    return [part for part in (item.before, item.after) if part is not None]


def _without_article(text: str) -> str:
    head, _, rest = text.partition(" ")
    return rest if head.lower() in {"the", "a", "an"} and rest else text


def _made(article: Article, draft: _Draft) -> Statement:
    contents = tuple(Passage.of(article.text, start, end) for start, end in sorted(set(draft.contents)))
    hedge = next((found for found in (find_hedge(content.text) for content in contents) if found), None)
    if hedge is None and draft.cue is not None:
        hedge = find_hedge(draft.cue.text)
    speaker = draft.speaker
    confidence = CONFIDENCE[draft.construction]
    if speaker.name is None and not speaker.anonymous:
        confidence *= _OPEN_SPEAKER
    anchor = draft.cue.start if draft.cue else speaker.start if speaker.start is not None else contents[0].start
    spans = _merged(draft.evidence)
    return Statement(
        id=make_id("st", article.id, anchor, digest(contents[0].text)[:16]),
        article_id=article.id,
        speaker=speaker,
        cue=draft.cue,
        contents=contents,
        stance=draft.stance,
        direct=draft.direct,
        said=draft.said,
        via=tuple(draft.via),
        to=draft.to,
        negated=draft.negated,
        hedge=hedge.band if hedge else None,
        segment=draft.unit.segment,
        confidence=round(confidence, 2),
        reason="; ".join([draft.construction, *draft.notes]),
        evidence=tuple(Evidence.of(article.id, article.text, start, end) for start, end in spans),
    )


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(set(spans))
