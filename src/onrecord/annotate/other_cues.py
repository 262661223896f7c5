"""Attributions whose cue is no verb with a subject before it: "according to", hearsay, passives, refusals, headlines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from onrecord.annotate import words
from onrecord.annotate.attribution import PARALLEL, Attribution, Range
from onrecord.annotate.beside import (
    VerbGroup,
    is_named,
    past_familiar,
    past_times,
    quotation_ends,
    subject_before,
    verb_group,
)
from onrecord.annotate.cues import Cue
from onrecord.annotate.phrases import any_phrase_after, named_in_apposition, phrase_after, phrase_before
from onrecord.annotate.units import Unit
from onrecord.model.statement import Stance

_HEARSAY: dict[str, Stance] = {
    "said": "says",
    "understood": "says",
    "reported": "says",
    "claimed": "says",
    "alleged": "accuses",
    "rumoured": "says",
    "rumored": "says",
    "thought": "believes",
    "believed": "believes",
    "feared": "believes",
    "hoped": "believes",
    "expected": "predicts",
}


#: Of these only "it is hoped that" is hearsay; "he is expected to" is the reporter's own.
_ONLY_WITH_IT = frozenset({"feared", "hoped", "expected"})


_DECLINES = re.compile(
    r"\b(?:(?P<cue>(?:declin|refus)(?:es?|ed|ing))\s+(?P<content>(?:to\s+(?:be\s+)?(?:comment|respond|answer|discuss|say|"
    r"elaborate|confirm|disclose|give(?!\s+(?:his|her|their|a|any)\s+(?:full\s+)?name)|provide|speculate|reveal|drawn|interviewed)|comment)\w*[^.;,:\"“”]{0,160})"
    r"|(?P<cue2>(?:did|does|do|has|have|had)(?:\s+not|n['’]t)\s+(?:immediately\s+)?(?:respond|repl[yi]|return|answer)\w*)\s+"
    r"(?P<content2>(?:immediately\s+)?(?:to\s+)?(?:(?:multiple|several|repeated|a|an|the|our|his|her|their|[\w’']{2,20})\s+){0,3}"
    r"(?:requests?|calls?|emails?|messages?|inquir\w+|enquir\w+|questions?)\b[^.;,:\"“”]{0,80})"
    r"|(?P<cue3>could\s+not(?:\s+immediately)?\s+be)\s+(?P<content3>(?:immediately\s+)?reached\b[^.;,:\"“”]{0,80})"
    r"|(?P<cue4>(?:would|will)(?:\s+not|n['’]t))\s+(?P<content4>(?:comment|be\s+drawn)\b[^.;,:\"“”]{0,80}))"
)


def passive(unit: Unit, at: int, cue: Cue, group: VerbGroup) -> Attribution | None:
    """ "... was confirmed by the ministry", "..., staff were told"."""
    tokens = unit.tokens
    after = at + len(cue.words)
    if after < len(tokens) and tokens[after].lower == "by" and "object" in cue.frames:
        speaker = phrase_after(unit, after + 1)
        if speaker is not None and group.at >= 0:
            first = group.at
            while first > 0 and tokens[first - 1].lower not in words.CLAUSE_WORDS | {",", ";", ":", "and", "but"}:
                first -= 1
            while first < group.at and tokens[first].lower in {"but", "and", "so"}:
                first += 1
            return Attribution(
                "passive",
                first,
                speaker.end,
                speaker,
                (at, after),
                cue.lemma,
                cue.stance,
                (first, group.at + 1),
                None,
                None,
                group.times,
                group.negated,
            )
    if cue.lemma in {"tell", "inform"}:
        listener = subject_before(unit, group.at)
        if listener is not None and quotation_ends(unit, listener.start):
            return Attribution(
                "told without a speaker",
                listener.start,
                after,
                None,
                (at, after),
                cue.lemma,
                cue.stance,
                (0, listener.start),
                None,
                (listener.start, listener.end),
                group.times,
                anonymous=True,
            )
    return None


def hearsay(unit: Unit, at: int) -> Attribution | None:
    """ "It is understood that ...", "... are said to be ..."."""
    tokens = unit.tokens
    stance = _HEARSAY.get(tokens[at].lower)
    if stance is None:
        return None
    group = verb_group(unit, at)
    if not group.passive or group.auxiliaries & words.MODALS or group.at < 0:
        return None
    follows = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    cue = (at, at + 1)
    if tokens[group.at].lower == "it" and (group.at == 0 or tokens[group.at - 1].lower in PARALLEL | {"that"}):
        if follows in {"to", "by", ".", ",", "as"} or at + 2 >= len(tokens):
            return None
        content = (at + 2 if follows == "that" else at + 1, len(tokens))
        return Attribution(
            "hearsay", group.at, at + 1, None, (group.at, at + 1), tokens[at].lower, stance, None, content,
            times=group.times, negated=group.negated, anonymous=True,
        )  # fmt: skip
    if follows != "to" or tokens[at].lower in _ONLY_WITH_IT:
        return None
    first = group.at
    while first > 0 and tokens[first - 1].lower not in words.CLAUSE_WORDS | {",", ";", ":", "and", "but", "said"}:
        first -= 1
    before = (first, group.at + 1)
    return Attribution(
        "hearsay", first, at + 1, None, cue, tokens[at].lower, stance, before, (at + 1, len(tokens)),
        times=group.times, negated=group.negated, anonymous=True,
    )  # fmt: skip


def reportedly(unit: Unit) -> list[Attribution]:
    for at, token in enumerate(unit.tokens):
        if token.quote < 0 and token.lower in {"reportedly", "allegedly"} and unit.segment == "body":
            before = (0, at) if at else None
            after = (at + 1, len(unit.tokens)) if at + 1 < len(unit.tokens) else None
            return [
                Attribution(
                    "hearsay", at, at + 1, None, (at, at + 1), token.lower, "says", before, after, anonymous=True
                )
            ]
    return []


def according_to(unit: Unit, at: int) -> Attribution | None:
    tokens = unit.tokens
    if tokens[at].lower != "according" or at + 2 >= len(tokens) or tokens[at + 1].lower != "to":
        return None
    speaker = phrase_after(unit, at + 2) or any_phrase_after(unit, at + 2)
    if speaker is None:
        return None
    speaker = named_in_apposition(unit, speaker) or speaker
    end = past_familiar(unit, speaker.end)
    times: list[int] = []
    end = past_times(unit, end, times)
    if at == 0 or (at == 1 and tokens[0].lower in words.ADVERBS | {"but", "and"}):
        content = end + 1 if end < len(tokens) and tokens[end].lower == "," else end
        if content >= len(tokens):
            return None
        return Attribution("according to", at, end, speaker, (at, at + 2), "according to", "says", None,
                           (content, len(tokens)), times=tuple(times))  # fmt: skip
    start = at - 1 if tokens[at - 1].lower == "," else at
    return Attribution("according to", start, end, speaker, (at, at + 2), "according to", "says", (0, start),
                       None, times=tuple(times))  # fmt: skip


def declined(unit: Unit) -> list[Attribution]:
    found: list[Attribution] = []
    first = unit.tokens[0].start
    text = _joined_text(unit)
    for match in _DECLINES.finditer(text):
        number = next((n for n in ("", "2", "3", "4") if match[f"cue{n}"]), None)
        if number is None:
            continue
        cue = _token_range(unit, first + match.start(f"cue{number}"), first + match.end(f"cue{number}"))
        content = _token_range(unit, first + match.start(f"content{number}"), first + match.end(f"content{number}"))
        if cue is None or content is None or unit.tokens[cue[0]].quote >= 0:
            continue
        group = verb_group(unit, cue[0])
        subject = subject_before(unit, group.at)
        if subject is not None:
            found.append(
                Attribution("declined", subject.start, content[1], subject, cue, "decline", "declines_to_comment",
                            None, content, times=group.times)
            )  # fmt: skip
    return found


def headline(unit: Unit) -> list[Attribution]:
    """`Minister: 'We will not wait'`, `'We will not wait': minister`."""
    if unit.segment not in {"heading", "summary"}:
        return []
    tokens = unit.tokens
    for at, token in enumerate(tokens):
        if token.lower != ":" or token.quote >= 0:
            continue
        if at + 1 < len(tokens) and unit.starts_quote(at + 1):
            subject = phrase_before(unit, at - 1) if at else None
            if subject is not None and subject.start == 0:
                return [Attribution("headline", 0, at, subject, None, "", "says", None, (at + 1, len(tokens)))]
        if at >= 3 and len(tokens) - at <= 7:
            subject = phrase_after(unit, at + 1)
            if subject is not None and subject.end == len(tokens) and is_named(unit, subject):
                return [Attribution("headline", at, len(tokens), subject, None, "", "says", (0, at), None)]
        break
    return []


def _token_range(unit: Unit, start: int, end: int) -> Range | None:
    """The tokens between two characters."""
    first = bisect_left(unit.tokens, start, key=lambda token: token.start)
    last = bisect_right(unit.tokens, end, key=lambda token: token.end)
    return (first, last) if first < last else None


def _joined_text(unit: Unit) -> str:
    """The unit's words at their places, other white space folded to blanks."""
    first = unit.tokens[0].start
    row = [" "] * (unit.tokens[-1].end - first)
    for token in unit.tokens:
        row[token.start - first : token.end - first] = token.text
    return "".join(row)
