"""Statements: who said what, by a trained tagger, cue words, quotation marks and the order of paragraphs.

``tagger`` finds cues with their words and ``attributions`` does so by rules, ``tagged`` joins both, ``speakers`` tells who
speaks, and this module makes records of them and follows a quotation over sentences and paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.annotate import words
from onrecord.annotate.attribution import Attribution, Range, without
from onrecord.annotate.attributions import find_attributions
from onrecord.annotate.beside import verb_group
from onrecord.annotate.cues import find_hedge
from onrecord.annotate.occasions import Setting, said_at, setting_of
from onrecord.annotate.outlets import addressee, outlet_name
from onrecord.annotate.phrases import phrase_in
from onrecord.annotate.repeated import with_repeats
from onrecord.annotate.speakers import Speakers
from onrecord.annotate.stances import evasions, is_negated, stance_of
from onrecord.annotate.tagged import confidence as confidence_of
from onrecord.annotate.tagged import fused, tags_of
from onrecord.annotate.tagger import Tagged
from onrecord.annotate.units import Unit, touched
from onrecord.annotate.unnamed import (
    Reason,
    because,
    count_in,
    is_explained,
    reasons_in,
    speaker_words,
    tells_why,
    without_reasons,
)
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article
from onrecord.model.identity import digest, make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.statement import Form, Mention, Speaker, Stance, Statement
from onrecord.model.when import When

#: What only a rule found: the share of statements of each construction that are right in cue, speaker and content on PolNeAR's
#: training part (docs/method/statements.md). What PolNeAR does not mark (headlines without a cue, quotations of nobody) or hardly has
#: (outlets' findings) is put where constructions like it stand.
CONFIDENCE = {
    "quotation before": 0.97,
    "clause before": 0.94,
    "according to": 0.92,
    "that": 0.92,
    "colon": 0.88,
    "quote": 0.87,
    "bare": 0.84,
    "asking": 0.81,
    "object": 0.79,
    "passive": 0.76,
    "infinitive": 0.75,
    "declined": 0.7,
    "hearsay": 0.5,
    "outlet finding": 0.85,
    "told without a speaker": 0.75,
    "headline": 0.7,
    "quotation alone": 0.3,
}
#: What an open speaker takes off: a third, since a statement of somebody is worth less than one of a known person.
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
    marks_lost: bool
    evidence: list[tuple[int, int]]
    chance: float | None = None
    attitude: bool = False
    setting: Setting = field(default_factory=Setting)
    form: Form = "indirect"
    notes: list[str] = field(default_factory=list)


def find_statements(
    article: Article,
    rows: Sequence[Unit],
    mentions: Sequence[Mention],
    times: Sequence[TimeMention],
    tagged: Sequence[Tagged],
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """The statements of one article and its attitudes (see :class:`Annotations`), each in order of their places.

    ``rows`` (the units), ``mentions``, ``times`` and ``tagged`` (what the tagger found) are those of the same article, each sorted by place. Times stay unbound. Never
    raises; what fits no pattern gives no statement.
    """
    drafts = _Reading(article, rows, mentions, times, tagged).read()
    said, thought = (
        sorted(
            (_made(article, draft) for draft in drafts if draft.contents and draft.attitude == attitude),
            key=lambda item: (item.evidence[0].start, item.contents[0].start, item.id),
        )
        for attitude in (False, True)
    )
    return tuple(with_repeats(said)), tuple(thought)


class _Reading:
    """One pass over an article's units, with what has been said so far."""

    def __init__(
        self,
        article: Article,
        rows: Sequence[Unit],
        mentions: Sequence[Mention],
        times: Sequence[TimeMention],
        tagged: Sequence[Tagged],
    ) -> None:
        self._tagged = tagged
        self._text = article.text
        self._rows = rows
        self._starts = [row.start for row in rows]
        self._times = times
        self._speakers = Speakers(article, rows, mentions)
        self._drafts: list[_Draft] = []
        self._last: _Draft | None = None
        self._waiting: list[tuple[int, int]] = []  # quotations whose speaker the next paragraph may name
        self._told: list[tuple[int, int]] = []  # what the tagger gave to somebody
        self._plain: set[int] = set()  # paragraphs in which a sentence neither quotes nor attributes
        body = dict.fromkeys(unit.paragraph for unit in rows if unit.segment == "body")
        self._order = {paragraph: place for place, paragraph in enumerate(body)}

    def read(self) -> list[_Draft]:
        tags = tags_of(self._text, self._rows, self._tagged)
        found_in = [
            self._kept(unit, fused(unit, tags.get(number, ()), find_attributions(unit)))
            for number, unit in enumerate(self._rows)
        ]
        self._told = sorted(span for found in found_in for item in found for span in item.contents)
        self._plain = {
            unit.paragraph for unit, found in zip(self._rows, found_in, strict=True) if not (found or unit.all_quoted)
        }
        for unit, found in zip(self._rows, found_in, strict=True):
            if found:
                self._attributed(unit, found)
            elif unit.segment == "body":
                self._unattributed(unit)
        for draft in self._drafts:
            draft.form = self._form(draft)
        return self._drafts

    def _kept(self, unit: Unit, found: Sequence[Attribution]) -> list[Attribution]:
        """Without what only tells why somebody is not named, and with "neither confirmed nor denied" as one."""
        reasons = reasons_in(self._text, unit)
        told = [
            k
            for k, item in enumerate(found)
            if tells_why(
                unit.tokens[item.subject.start].start if item.subject else None, self._contents(unit, item), reasons
            )
        ]
        return evasions(unit, without(found, told))

    def _attributed(self, unit: Unit, found: Sequence[Attribution]) -> None:
        drafts: list[_Draft] = []
        for item in found:
            speaker = drafts[-1].speaker if item.inherits and drafts else self._speaker(unit, item)
            draft = self._draft(unit, item, speaker)
            drafts.append(draft)
            if item.outer is None:
                self._speakers.hear(unit, draft.speaker)
        for item, draft in zip(found, drafts, strict=True):
            if item.outer is not None:
                outer = drafts[item.outer].speaker
                pronoun = (outer.text or "").lower() in words.SUBJECT_PRONOUNS
                name = outer.name or (None if pronoun else outer.text)
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
        if self._is_told(whole):
            return
        self._explained(unit)
        if unit.all_quoted:
            open_at_end = not unit.quotations[unit.tokens[-1].quote].closed if unit.tokens[-1].quote >= 0 else False
            same_paragraph = near == 0
            alone = unit.first and unit.paragraph not in self._plain  # nobody else has begun to speak
            goes_on = last is not None and near == 1 and alone and last.direct and last.stance != "asks"
            if last is not None and (same_paragraph or goes_on):
                self._continue(last, unit, whole, "goes on in quotation marks without a cue")
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

    def _explained(self, unit: Unit) -> None:
        """Why the one who spoke last has no name, in a sentence of its own: "The official spoke on condition of anonymity"."""
        last = self._last
        if last is None or not last.speaker.anonymous or last.speaker.unnamed_because:
            return
        reasons = reasons_in(self._text, unit)
        speaker = self._speakers.opening(unit) if reasons else None
        near = self._order.get(unit.paragraph, -9) - self._order.get(last.unit.paragraph, -99) <= 1
        if speaker is not None and speaker.anonymous and near:
            last.speaker = replace(last.speaker, unnamed_because=because(self._text, reasons, unit.start, ()))
            last.evidence.append((unit.start, unit.end))

    def _is_told(self, whole: tuple[int, int]) -> bool:
        """Whether the tagger gave most of the unit to somebody already."""
        covered = sum(max(0, min(end, whole[1]) - max(start, whole[0])) for start, end in self._told)
        return 2 * covered >= whole[1] - whole[0]

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
            _Draft(unit, nobody, None, [span], "says", True, _NOT_STATED, [], None, False, "quotation alone", False,
                   [(unit.start, unit.end)])
        )  # fmt: skip

    def _speaker(self, unit: Unit, item: Attribution) -> Speaker:
        if item.subject is not None:
            speaker = self._speakers.of(unit, item.subject, item.lemma)
            if item.source is not None:
                start, end = self._within(unit, item.source)
                speaker = replace(speaker, text=self._text[start:end], start=start, end=end)
            if item.construction == "outlet finding":
                return replace(speaker, name=None, anonymous=True, reason="an outlet's finding; no source is given")
            return speaker
        if item.anonymous:
            return Speaker(None, None, None, None, True, reason="nobody is named")
        if item.source is not None:
            return self._elsewhere(*item.source, item.lemma)
        if item.construction == "tagged" and item.cue is not None and _is_passive(unit, *item.cue):
            return Speaker(None, None, None, None, True, reason="nobody is named")
        if item.construction == "tagged":
            return Speaker(None, None, None, None, False, reason="the sentence does not tell who")
        from_opening = self._speakers.opening(unit)
        if from_opening is not None:
            return from_opening
        return Speaker(None, None, None, None, False, reason="the subject could not be told")

    def _elsewhere(self, start: int, end: int, lemma: str) -> Speaker:
        """The speaker whom words in another sentence than the cue's name."""
        for at in self._units_of([(start, end)]):
            phrase = phrase_in(self._rows[at], start, end)
            if phrase is not None:
                found = self._speakers.of(self._rows[at], phrase, lemma)
                return replace(found, text=self._text[start:end], start=start, end=end)
        return Speaker(self._text[start:end], start, end, None, False, reason="the words do not tell who this is")

    def _draft(self, unit: Unit, item: Attribution, speaker: Speaker) -> _Draft:
        contents = self._contents(unit, item)
        reasons = reasons_in(self._text, unit) if speaker.name is None else []
        if _is_hidden(self._text, speaker, reasons):
            speaker = replace(speaker, anonymous=True, reason="the report says why there is no name")
        if speaker.anonymous:
            speaker = self._described(unit, item, speaker, reasons, contents)
            contents = without_reasons(self._text, contents, reasons)
        quoted = [sum(t.quote >= 0 and t.is_word for t in unit.tokens[a:b]) for a, b in _parts(item)]
        total = [sum(t.is_word for t in unit.tokens[a:b]) for a, b in _parts(item)]
        direct = any(q >= _DIRECT_WORDS or (q and q == n) for q, n in zip(quoted, total, strict=True))
        marks_lost = not any(quoted) and item.construction in {"clause before", "colon"}
        elsewhere = [self._rows[at] for at in self._units_of(contents) if self._rows[at] is not unit]
        said_tokens = [t for a, b in _parts(item) for t in unit.tokens[a:b]] + [
            t for row in elsewhere for t in row.tokens
        ]
        first_person = marks_lost and any(t.text == "I" or t.lower in words.FIRST_PERSON - {"i"} for t in said_tokens)
        cue = None
        if item.cue is not None:
            start, end = unit.tokens[item.cue[0]].start, unit.tokens[item.cue[1] - 1].end
            cue = Passage.of(self._text, start, end)
        setting = setting_of(self._text, unit, item, contents)
        said = _NOT_YET_SAID if item.future else _NOT_STATED
        time = said_at(unit, item.times, setting)
        if time is not None and not item.future:
            said = self._times[time].when
        to, outlet = addressee(self._text, unit, item)
        if item.construction == "outlet finding" and item.subject is not None:
            outlet = outlet_name(self._text, unit, (item.subject.start, item.subject.end))
        return _Draft(
            unit, speaker, cue, contents, stance_of(unit, item), direct or first_person, said, [outlet] if outlet else [], to or setting.to,
            is_negated(unit, item),
            item.construction, marks_lost, [(unit.start, unit.end), *((row.start, row.end) for row in elsewhere)],
            item.chance, item.attitude, setting, notes=["goes on in other sentences"] if elsewhere else [],
        )  # fmt: skip

    def _described(
        self,
        unit: Unit,
        item: Attribution,
        speaker: Speaker,
        reasons: Sequence[Reason],
        contents: Sequence[tuple[int, int]],
    ) -> Speaker:
        """The anonymous ``speaker`` with how many they are and why they are not named, where the sentence tells."""
        cue = unit.tokens[item.cue[0]].start if item.cue else unit.start
        outside = [reason for reason in reasons if not any(start < reason.start < end for start, end in contents)]
        outside = outside or [
            reason for reason in reasons if any(reason.start < end <= reason.end + 1 for _, end in contents)
        ]
        near = speaker.start if speaker.start is not None else cue
        why = because(self._text, outside, near, [cue, *(start for start, _ in contents)])
        if speaker.start is not None and speaker.end is not None:
            start, end = speaker_words(self._text, (speaker.start, speaker.end), reasons)
            if start < end:
                speaker = replace(speaker, text=self._text[start:end], end=end)
        return replace(
            speaker, count=count_in(speaker.text or "") or speaker.count, unnamed_because=why or speaker.unnamed_because
        )

    def _form(self, draft: _Draft) -> Form:
        """``mixed`` where words outside quotation marks stand beside the quoted ones that make it direct."""
        if not draft.direct:
            return "indirect"
        tokens = [
            token
            for at in self._units_of(draft.contents)
            for token in self._rows[at].tokens
            if token.is_word and any(start <= token.start < end for start, end in draft.contents)
        ]
        bare = sum(token.quote < 0 for token in tokens)
        return "mixed" if 0 < bare < len(tokens) else "direct"

    def _within(self, unit: Unit, span: tuple[int, int]) -> tuple[int, int]:
        """The part of a source in its unit: nobody's name goes on in the next paragraph."""
        start, end = max(span[0], unit.start), min(span[1], unit.end)
        return start, start + len(self._text[start:end].rstrip())

    def _contents(self, unit: Unit, item: Attribution) -> list[tuple[int, int]]:
        return list(item.contents) or [self._span(unit, part) for part in _parts(item)]

    def _units_of(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The units in which what is said stands."""
        return sorted({at for start, end in spans for at in touched(self._rows, self._starts, start, end)})

    def _span(self, unit: Unit, part: Range) -> tuple[int, int]:
        return unit.tokens[part[0]].start, unit.tokens[part[1] - 1].end


def _parts(item: Attribution) -> list[Range]:
    return [part for part in (item.before, item.after) if part is not None]


def _is_passive(unit: Unit, start: int, end: int) -> bool:
    """Whether a cue is a passive, which may keep silent who says it: "is expected", "were told"."""
    tokens, last = unit.tokens, unit.tokens[end - 1].lower
    if start + 1 == end and last.endswith("ed") and (start == 0 or tokens[start - 1].text == ","):
        return (
            end < len(tokens) and tokens[end].mention < 0 and not tokens[end].capital
        )  # "Asked why", "the storm, called"
    passive = any(token.lower in words.BE for token in tokens[start : end - 1]) or verb_group(unit, start).passive
    return passive and not last.endswith("ing")


def _is_hidden(text: str, speaker: Speaker, reasons: Sequence[Reason]) -> bool:
    """Whether a report says of a speaker without a name why there is none."""
    if speaker.start is None or speaker.end is None or speaker.name is not None or speaker.anonymous:
        return False
    return is_explained(text, (speaker.start, speaker.end), reasons)


def _made(article: Article, draft: _Draft) -> Statement:
    contents = tuple(Passage.of(article.text, start, end) for start, end in sorted(set(draft.contents)))
    hedge = next((found for found in (find_hedge(content.text) for content in contents) if found), None)
    if hedge is None and draft.cue is not None:
        hedge = find_hedge(draft.cue.text)
    band = hedge.band if hedge else "reported" if draft.construction == "hearsay" else None
    speaker = draft.speaker
    confidence = CONFIDENCE[draft.construction] if draft.chance is None else confidence_of(draft.chance)
    if speaker.name is None and not speaker.anonymous:
        confidence *= _OPEN_SPEAKER
    anchor = draft.cue.start if draft.cue else speaker.start if speaker.start is not None else contents[0].start
    spans = sorted(set(draft.evidence))
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
        hedge=band,
        segment=draft.unit.segment,
        confidence=round(confidence, 2),
        reason="; ".join([draft.construction, *draft.notes]),
        evidence=tuple(Evidence.of(article.id, article.text, start, end) for start, end in spans),
        form=draft.form,
        occasion=draft.setting.occasion,
        place=draft.setting.place,
    )
