"""Attributions: a cue, who stands beside it and what it introduces, found in one unit.

Each construction is one function; all of them return token ranges, and :func:`find_attributions` makes the ranges of one
unit fit each other (parallel ones are cut apart, nested ones become a chain).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.annotate import words
from onrecord.annotate.clauses import (
    Phrase,
    Unit,
    after_bracket,
    any_phrase_after,
    before_bracket,
    is_adjective,
    listener_after,
    named_in_apposition,
    phrase_after,
    phrase_before,
)
from onrecord.annotate.cues import Cue, cue_table
from onrecord.model.statement import Stance

Range = tuple[int, int]

#: Words before a subject at which a second attribution stands beside the first instead of inside it.
_PARALLEL = frozenset(
    ", ; - – — and but while as although though after because before when since until whereas".split()
)
_ASKING = frozenset("whether if what why how where when who which".split())
_LOOK_AHEAD = 24
#: "The Herald can reveal": what an outlet has found by itself.
_CAN = frozenset({"reveal", "disclose"})
#: Of these verbs only those who speak are subjects.
_PLAIN = frozenset({"say", "tell", "add", "announce", "warn", "confirm", "insist", "write"})
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


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges of one attribution of a unit; ``end`` is where its own words (cue, addressee, time) end.

    ``before`` and ``after`` are the contents on both sides. ``inherits`` marks cues whose subject stands earlier ("..., adding
    that"); ``outer`` is the index (in the unit's list) of the attribution in whose content this one stands.
    """

    construction: str
    start: int
    end: int
    subject: Phrase | None
    cue: Range | None
    lemma: str
    stance: Stance
    before: Range | None = None
    after: Range | None = None
    listener: Range | None = None
    times: tuple[int, ...] = ()
    negated: bool = False
    future: bool = False
    inherits: bool = False
    anonymous: bool = False
    outer: int | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """The words that go with a verb to its left: ``at`` is the token before them."""

    at: int
    auxiliaries: frozenset[str]
    negated: bool
    times: tuple[int, ...]

    @property
    def passive(self) -> bool:
        return bool(self.auxiliaries & words.BE)


@dataclass(frozen=True, slots=True)
class _Following:
    """What follows a cue: ``content`` is where what is said begins, ``None`` where nothing is said after it."""

    end: int
    content: int | None
    marker: str
    listener: Range | None
    times: tuple[int, ...]


def find_attributions(unit: Unit) -> list[Attribution]:
    """The attributions of one unit in order of their places, with contents that do not overlap on the same level."""
    found = _declined(unit)
    taken = {index for item in found for index in range(*(item.cue or (0, 0)))}
    at = 0
    tokens = unit.tokens
    heading = unit.segment == "heading"
    while at < len(tokens):
        step = 1
        token = tokens[at]
        if token.quote < 0 and token.mention < 0 and at not in taken and (not token.capital or at == 0 or heading):
            item = _according(unit, at) or _hearsay(unit, at)
            if item is None:
                cue = _cue_at(unit, at)
                if cue is not None:
                    step = len(cue.words)
                    item = _verb(unit, at, cue, found)
            if item is not None:
                found.append(item)
        at += step
    if not found:
        found = _headline(unit) or _reportedly(unit)
    return _fit(unit, sorted(found, key=lambda item: (item.start, item.end)))


def _cue_at(unit: Unit, at: int) -> Cue | None:
    for cue in cue_table().get(unit.tokens[at].lower, ()):
        if all(
            at + k < len(unit.tokens) and unit.tokens[at + k].lower == word and unit.tokens[at + k].quote < 0
            for k, word in enumerate(cue.words)
        ):
            return cue
    return None


# --- constructions -------------------------------------------------------------------------------------------------


def _verb(unit: Unit, at: int, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    group = _group(unit, at)
    after = at + len(cue.words)
    if group.at >= 0 and unit.tokens[group.at].lower == "to" and unit.tokens[group.at].mention < 0:
        return None
    if group.auxiliaries & words.MODALS and not (group.auxiliaries == {"can"} and cue.lemma in _CAN):
        return None
    if cue.stance == "asks" and _asks_for_no_name(unit, after):
        return None
    if cue.form == "past" and group.passive:
        return _passive(unit, at, cue, group)
    inverted = _inverted(unit, at, cue, group)
    if inverted is not None:
        return inverted
    if cue.form == "ing" and not group.passive:
        return _participle(unit, at, cue, group, earlier)
    subject = _subject(unit, group.at, cue.lemma in _PLAIN)
    if subject is not None and subject.start and unit.tokens[subject.start - 1].lower in {"whether", "if", "unless"}:
        return None
    inherits = False
    if subject is None:
        if not _may_inherit(unit, group, cue) or not (earlier or _opening_subject(unit, cue.lemma in _PLAIN)):
            return None
        inherits = True
    elif not _agrees(unit, subject, cue, group):
        return None
    if subject is not None and ("outlet" in cue.frames or "can" in group.auxiliaries) and not _is_outlet(unit, subject):
        return None
    return _with_contents(unit, at, cue, group, subject, inherits, _following(unit, after, cue), earlier)


def _with_contents(
    unit: Unit,
    at: int,
    cue: Cue,
    group: _Group,
    subject: Phrase | None,
    inherits: bool,
    following: _Following,
    earlier: list[Attribution],
) -> Attribution | None:
    tokens = unit.tokens
    after = at + len(cue.words)
    start = subject.start if subject else at
    quoted = "clause" in cue.frames or "quoted" in cue.frames
    before: Range | None = None
    construction = ""
    if quoted and not inherits and _quote_ends(unit, start):
        before, construction = (0, start), "quotation before"
    elif (
        "clause" in cue.frames
        and not inherits
        and following.content is None
        and start >= 2
        and tokens[start - 1].lower == ","
        and (_is_clause(unit, 0, start - 1) or _goes_on(unit, following.end))
    ):
        before, construction = (0, start), "clause before"
    content: Range | None = None
    if following.content is not None and following.content < len(tokens):
        if before is not None and following.marker in {"bare", "asking"} and not _after_colon(unit, start):
            allowed = False  # `"...?" he asked the minister`: whom, not what
        else:
            allowed = {
                "colon": quoted,
                "quote": quoted or "object" in cue.frames,
                "that": "clause" in cue.frames or "object" in cue.frames,
                "asking": "clause" in cue.frames,
                "bare": "clause" in cue.frames or "object" in cue.frames,
                "infinitive": True,
            }[following.marker]
        if following.marker == "bare" and "object" not in cue.frames and cue.lemma != "say":
            allowed = allowed and _has_verb(unit, following.content)
        if "quoted_object" in cue.frames and all(token.quote < 0 for token in tokens[following.content :]):
            allowed = False
        if allowed:
            content = (following.content, len(tokens))
            construction = construction or (
                "object" if following.marker == "bare" and "clause" not in cue.frames else following.marker
            )
    elif before is not None:
        content = _medial(unit, following.end)
    if before is None and content is None:
        return None
    if "outlet" in cue.frames or "can" in group.auxiliaries:
        construction = "outlet finding"
    return Attribution(
        construction,
        start,
        following.end,
        subject,
        (_cue_start(unit, at, group), after),
        cue.lemma,
        cue.stance,
        before,
        content,
        following.listener,
        (*group.times, *following.times, *_opening_times(unit, start)),
        group.negated,
        "will" in group.auxiliaries or "'ll" in group.auxiliaries,
        inherits,
    )


def _after_colon(unit: Unit, start: int) -> bool:
    """`'We will not wait': minister fears ...`: the headline has a quotation and goes on with a clause."""
    return start > 0 and unit.tokens[start - 1].lower == ":"


def _cue_start(unit: Unit, at: int, group: _Group) -> int:
    """Where the cue begins with its auxiliaries: "has denied", "did not say"."""
    start = at
    for k in range(at - 1, group.at, -1):
        token = unit.tokens[k]
        if token.time >= 0 or not token.is_word:
            break
        if token.lower not in words.ADVERBS or token.lower in words.NEGATIONS:
            start = k
    return start


def _inverted(unit: Unit, at: int, cue: Cue, group: _Group) -> Attribution | None:
    """`"...," said the minister, ...`"""
    tokens = unit.tokens
    if (
        group.at != at - 1
        or cue.form == "ing"
        or cue.lemma == "tell"
        or not ("clause" in cue.frames or "quoted" in cue.frames)
    ):
        return None
    quote = _quote_ends(unit, at)
    if at == 0 or not (quote or tokens[at - 1].lower == ","):
        return None
    after = at + len(cue.words)
    subject = phrase_after(unit, after, quote and cue.lemma in _PLAIN)
    if subject is None or (
        len(range(subject.start, subject.end)) == 1
        and tokens[subject.start].lower in words.SUBJECT_PRONOUNS
        and not quote
    ):
        return None
    subject = named_in_apposition(unit, subject) or subject
    end = after_bracket(unit, subject.end)
    follows = tokens[end].lower if end < len(tokens) else "."
    colon = follows == ":"
    if tokens[min(end, len(tokens) - 1)].time < 0 and not (
        follows in {".", ",", ":", ";", "?", "!", "-", "–", "—", "who", "as", "when", "after", "while", "and", "but"}
        or follows in words.PREPOSITIONS
        or follows in words.ADVERBS
        or (end < len(tokens) and unit.starts_quote(end))
    ):
        return None
    if not quote and not _is_clause(unit, 0, at - 1):
        return None
    if not quote and _subject(unit, at - 1) is not None and follows not in {".", ","}:
        return None
    times: list[int] = []
    end = _skip(unit, end, times)
    content = (
        (end + 1, len(tokens)) if colon and end + 1 < len(tokens) else _quote_after(unit, _past_apposition(unit, end))
    )
    return Attribution(
        "quotation before" if quote else "clause before",
        at,
        end,
        subject,
        (at, after),
        cue.lemma,
        cue.stance,
        (0, at),
        content,
        None,
        (*times, *_opening_times(unit, at)),
    )


def _participle(unit: Unit, at: int, cue: Cue, group: _Group, earlier: list[Attribution]) -> Attribution | None:
    """ "..., adding that ...": the subject stands earlier in the sentence."""
    tokens = unit.tokens
    if group.at < 0 or not (tokens[group.at].lower in {",", "and", "while"} or _quote_ends(unit, group.at + 1)):
        return None
    if not earlier and _opening_subject(unit, cue.lemma in _PLAIN) is None:
        return None
    following = _following(unit, at + len(cue.words), cue)
    if following.marker == "bare" and "object" in cue.frames and cue.lemma != "tell" and not earlier:
        return None
    return _with_contents(unit, at, cue, group, None, True, following, earlier)


def _passive(unit: Unit, at: int, cue: Cue, group: _Group) -> Attribution | None:
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
        listener = _subject(unit, group.at)
        if listener is not None and _quote_ends(unit, listener.start):
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


def _hearsay(unit: Unit, at: int) -> Attribution | None:
    """ "It is understood that ...", "... are said to be ..."."""
    tokens = unit.tokens
    stance = _HEARSAY.get(tokens[at].lower)
    if stance is None:
        return None
    group = _group(unit, at)
    if not group.passive or group.auxiliaries & words.MODALS or group.at < 0:
        return None
    follows = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    cue = (at, at + 1)
    if tokens[group.at].lower == "it" and (group.at == 0 or tokens[group.at - 1].lower in _PARALLEL | {"that"}):
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


def _reportedly(unit: Unit) -> list[Attribution]:
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


def _according(unit: Unit, at: int) -> Attribution | None:
    tokens = unit.tokens
    if tokens[at].lower != "according" or at + 2 >= len(tokens) or tokens[at + 1].lower != "to":
        return None
    speaker = phrase_after(unit, at + 2) or any_phrase_after(unit, at + 2)
    if speaker is None:
        return None
    speaker = named_in_apposition(unit, speaker) or speaker
    end = _past_familiar(unit, speaker.end)
    times: list[int] = []
    end = _skip(unit, end, times)
    if at == 0 or (at == 1 and tokens[0].lower in words.ADVERBS | {"but", "and"}):
        content = end + 1 if end < len(tokens) and tokens[end].lower == "," else end
        if content >= len(tokens):
            return None
        return Attribution("according to", at, end, speaker, (at, at + 2), "according to", "says", None,
                           (content, len(tokens)), times=tuple(times))  # fmt: skip
    start = at - 1 if tokens[at - 1].lower == "," else at
    return Attribution("according to", start, end, speaker, (at, at + 2), "according to", "says", (0, start),
                       None, times=tuple(times))  # fmt: skip


def _declined(unit: Unit) -> list[Attribution]:
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
        group = _group(unit, cue[0])
        subject = _subject(unit, group.at)
        if subject is not None:
            found.append(
                Attribution("declined", subject.start, content[1], subject, cue, "decline", "declines_to_comment",
                            None, content, times=group.times)
            )  # fmt: skip
    return found


def _headline(unit: Unit) -> list[Attribution]:
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
            if subject is not None and subject.end == len(tokens) and _named(unit, subject):
                return [Attribution("headline", at, len(tokens), subject, None, "", "says", (0, at), None)]
        break
    return []


# --- what stands beside a cue --------------------------------------------------------------------------------------


def _group(unit: Unit, at: int) -> _Group:
    tokens = unit.tokens
    auxiliaries: set[str] = set()
    times: list[int] = []
    negated = False
    k = at - 1
    while k >= 0:
        token = tokens[k]
        if token.quote >= 0:
            break
        if token.time >= 0:
            times.append(token.time)
            while k >= 0 and tokens[k].time == token.time:
                k -= 1
            if k >= 0 and tokens[k].lower in {"on", "late", "early", "in", "at"}:
                k -= 1
            continue
        if token.mention >= 0:
            break
        word = token.lower
        if word in words.AUXILIARIES or word in words.MODALS or word.endswith("n't"):
            auxiliaries.add(word)
            negated = negated or word.endswith("n't")
        elif word in words.NEGATIONS:
            negated = True
        elif word == "," and k >= 2 and tokens[k - 1].lower in words.ADVERBS and tokens[k - 2].lower == ",":
            k -= 2
        elif word not in words.ADVERBS:
            break
        k -= 1
    return _Group(k, frozenset(auxiliaries), negated, tuple(reversed(times)))


def _subject(unit: Unit, at: int, plainly: bool = False) -> Phrase | None:
    """The subject that ends at token ``at``, seen through a bracket between commas and through "who"."""
    tokens = unit.tokens
    if at < 0:
        return None
    at = before_bracket(unit, at)
    if at < 0:
        return None
    token = tokens[at]
    if token.lower == "who" and at > 0:
        before = at - 2 if tokens[at - 1].lower == "," else at - 1
        return phrase_before(unit, before, plainly) if before >= 0 else None
    if token.lower != ",":
        return phrase_before(unit, at, plainly)
    for back in range(at - 2, max(0, at - 30), -1):
        if tokens[back].quote >= 0:
            return None
        if tokens[back].lower == ",":
            phrase = phrase_before(unit, back - 1, plainly)
            if phrase is not None and (_named(unit, phrase) or phrase.start == 0):
                inside = tokens[back + 1 : at]
                finite = next((n for n, t in enumerate(inside) if t.lower in words.FINITE), None)
                if finite is None or any(t.lower in {"who", "which", "that", "whose"} for t in inside[: finite + 1]):
                    return named_in_apposition(unit, phrase) or phrase
    return None


def _following(unit: Unit, at: int, cue: Cue) -> _Following:
    tokens = unit.tokens
    times: list[int] = []
    listener: Range | None = None
    at = _skip(unit, at, times)
    if "person" in cue.frames and at < len(tokens):
        end = listener_after(unit, at)
        if end > at and (_told(unit, at, end) if cue.lemma == "tell" else _is_listener(unit, at, end)):
            listener = (at, end)
            at = _skip(unit, end, times)
    if (
        at < len(tokens)
        and tokens[at].lower in words.PREPOSITIONS
        and tokens[at].quote < 0
        and not _opens_number(unit, at)
    ):
        infinitive = tokens[at].lower == "to" and ("infinitive" in cue.frames or listener is not None)
        about = tokens[at].lower in {"of", "against", "about", "for"} and (
            cue.stance in {"warns", "asks"} or (cue.lemma == "tell" and tokens[at].lower == "of")
        )
        ahead = None if infinitive else _marker_ahead(unit, at, _past_adverbial(unit, at))
        if ahead is not None:
            for k in range(at, ahead):
                if tokens[k].time >= 0 and tokens[k].time not in times:
                    times.append(tokens[k].time)
            at = ahead
        elif (clause := _past_adverbial(unit, at)) is not None and not (infinitive or about):
            at = clause
        elif infinitive or about:
            return _Following(at, at, "infinitive", listener, tuple(times))
        else:
            return _Following(at, None, "", listener, tuple(times))
    if at >= len(tokens):
        return _Following(at, None, "", listener, tuple(times))
    token = tokens[at]
    if unit.starts_quote(at):
        return _Following(at, at, "quote", listener, tuple(times))
    if token.lower == "that":
        if at + 1 < len(tokens) and tokens[at + 1].lower not in {".", ","}:
            return _Following(at, at + 1, "that", listener, tuple(times))
    elif token.lower == ":":
        return _Following(at, at + 1 if at + 1 < len(tokens) else None, "colon", listener, tuple(times))
    elif token.lower in {",", "-", "–", "—"} and at + 1 < len(tokens) and unit.starts_quote(at + 1):
        return _Following(at, at + 1, "quote", listener, tuple(times))
    elif token.lower == "," and at + 1 < len(tokens) and tokens[at + 1].lower == "that":
        return _Following(at, at + 2 if at + 2 < len(tokens) else None, "that", listener, tuple(times))
    elif token.lower in _ASKING:
        return _Following(at, at, "asking", listener, tuple(times))
    elif token.is_word or token.text in "£$€#@":
        bare = token.lower not in words.CLAUSE_WORDS | words.AUXILIARIES | {"and", "but", "or"}
        after_relative = token.lower in words.FINITE | {"having"} and listener is None
        if bare or after_relative:
            return _Following(at, at, "bare", listener, tuple(times))
    return _Following(at, None, "", listener, tuple(times))


def _marker_ahead(unit: Unit, at: int, clause: int | None) -> int | None:
    """Past "in an interview with the BBC on Monday": where "that", a colon or a quotation begins what is said.

    ``clause`` is where a clause begins without such a mark; a quotation inside it is no mark.
    """
    tokens = unit.tokens
    for k in range(at, min(len(tokens), at + _LOOK_AHEAD)):
        if tokens[k].lower == "that" and tokens[k].quote < 0:
            return k if clause is None or k < clause else None
        if unit.starts_quote(k):
            return k if clause is None or k <= clause else None
        if tokens[k].lower == ":":
            return k
        if tokens[k].lower == "," and k + 1 < len(tokens) and unit.starts_quote(k + 1):
            return k
        if not tokens[k].is_word and tokens[k].lower not in {"'", "-", "&"}:
            return None
    return None


def _opens_number(unit: Unit, at: int) -> bool:
    """Whether the preposition at ``at`` belongs to a number: "about 20 people", "at least four"."""
    follows = unit.tokens[at + 1] if at + 1 < len(unit.tokens) else None
    if follows is None or not (unit.tokens[at].lower in words.NUMBER_OPENERS or follows.lower in words.NUMBER_OPENERS):
        return False
    return follows.text[0].isdigit() or follows.lower in {"to", "least", "most"} | words.DETERMINERS


def _past_adverbial(unit: Unit, at: int) -> int | None:
    """Where a new noun phrase begins after "in the call with Mr Blinken": a determiner or pronoun after no preposition."""
    tokens = unit.tokens
    if tokens[at].lower == "to" and not (at + 1 < len(tokens) and tokens[at + 1].mention >= 0):
        return None
    for k in range(at + 1, min(len(tokens), at + _LOOK_AHEAD)):
        token, before = tokens[k], tokens[k - 1]
        if token.quote >= 0 or not token.is_word:
            return None
        if before.lower in words.PREPOSITIONS | words.DETERMINERS | {"and", "or"} and before.mention < 0:
            continue
        if token.mention < 0 and token.lower in (words.PHRASE_OPENERS - {"its"}) | words.SUBJECT_PRONOUNS:
            return k
    return None


def _skip(unit: Unit, at: int, times: list[int]) -> int:
    """Past times and adverbs."""
    tokens = unit.tokens
    while at < len(tokens) and tokens[at].quote < 0:
        token = tokens[at]
        if token.time >= 0:
            times.append(token.time)
            while at < len(tokens) and tokens[at].time == token.time:
                at += 1
        elif token.lower in {"on", "late", "early"} and at + 1 < len(tokens) and tokens[at + 1].time >= 0:
            at += 1
        elif token.mention < 0 and token.lower in words.ADVERBS - {"all", "both", "only", "not", "never", "even"}:
            at += 1
        else:
            break
    return at


def _medial(unit: Unit, end: int) -> Range | None:
    """What goes on after an attribution in the middle: `"...," he said, "..."` or `..., he said, preparing for ...`."""
    tokens = unit.tokens
    if _goes_on(unit, end):
        return (end + 1, len(tokens))
    return _quote_after(unit, end)


def _quote_after(unit: Unit, end: int) -> Range | None:
    tokens = unit.tokens
    if end >= len(tokens):
        return None
    quote = next((k for k in range(end, len(tokens)) if unit.starts_quote(k)), None)
    if quote is not None and quote - end <= 3 and not any(t.is_word for t in tokens[end:quote]):
        return (quote, unit.quote_end(quote))
    if tokens[end].lower in {",", "."} and quote is not None and tokens[end].lower == ".":
        return (quote, unit.quote_end(quote)) if quote - end <= 2 else None
    return None


def _goes_on(unit: Unit, end: int) -> bool:
    """Whether what is said goes on after "..., he said, ": a comma, and then no clause of the reporter's own."""
    tokens = unit.tokens
    if end + 3 >= len(tokens) or tokens[end].lower != "," or tokens[end + 1].quote >= 0:
        return False
    follows = tokens[end + 1].lower
    return not (
        follows
        in {"who", "which", "and", "but", "as", "while", "in", "at", "on", "according", "where", "when", "after"}
        or follows.endswith("ing")
    )


def _past_apposition(unit: Unit, end: int) -> int:
    """Past ", the minister of defence" after a name."""
    tokens = unit.tokens
    if end >= len(tokens) or tokens[end].lower != "," or (end + 1 < len(tokens) and unit.starts_quote(end + 1)):
        return end
    for k in range(end + 1, min(len(tokens), end + 30)):
        if tokens[k].quote >= 0:
            return k if unit.starts_quote(k) else end
        if tokens[k].lower in {",", ".", ";"}:
            return k
    return end


def _past_familiar(unit: Unit, end: int) -> int:
    """Past "familiar with the matter", "briefed on the plans" and "who asked not to be named"."""
    tokens = unit.tokens
    if end < len(tokens) and tokens[end].lower in {"familiar", "briefed", "close", "with", "who"}:
        while end < len(tokens) and tokens[end].is_word and tokens[end].time < 0:
            end += 1
    return end


def _quote_ends(unit: Unit, at: int) -> bool:
    """Whether a quotation that reads as somebody's words ends right before token ``at``."""
    tokens = unit.tokens
    last = at - 1
    comma_outside = last >= 0 and tokens[last].quote < 0 and tokens[last].lower in {",", "-", "–", "—", ":"}
    if comma_outside:
        last -= 1
    if last < 1 or tokens[last].quote < 0:
        return False
    quotation = unit.quotations[tokens[last].quote]
    if quotation.end != tokens[last].end:
        return False
    mark_inside = tokens[last - 1].text in {",", "?", "!", ".", "…", "-", "–", "—"}
    if unit.segment == "heading" and at >= 1 and tokens[at - 1].lower == ":":
        return True
    return comma_outside or mark_inside or unit.segment in {"heading", "summary"}


def _is_clause(unit: Unit, start: int, end: int) -> bool:
    """Whether tokens ``start`` to ``end`` can be what somebody said: more than an adverbial before a subject."""
    tokens = unit.tokens[start:end]
    if not any(token.is_word for token in tokens):
        return False
    finite = any(
        t.quote < 0 and (t.lower in words.FINITE or (t.lower.endswith(("ed", "es")) and t.mention < 0)) for t in tokens
    )
    opening = tokens[0].lower
    if opening in words.PREPOSITIONS:
        return any(t.quote < 0 and t.lower in words.FINITE for t in tokens)
    if opening in words.CLAUSE_WORDS or opening.endswith("ing") or opening in {"asked", "speaking", "according"}:
        return any(t.lower == "," for t in tokens) and finite
    return finite or len(tokens) >= 8


def _has_verb(unit: Unit, start: int) -> bool:
    """Whether a clause begins at ``start``, and not just a noun phrase: "wrote a letter", "claimed 41 per cent"."""
    for token in unit.tokens[start + 1 : start + _LOOK_AHEAD]:
        if token.lower in {",", ";"}:
            return False
        if token.quote >= 0 or token.lower in words.FINITE | words.AUXILIARIES | words.MODALS:
            return True
        if token.mention < 0 and not token.capital and token.lower.endswith(("ed", "s")) and len(token.text) > 3:
            return True
    return False


def _is_listener(unit: Unit, start: int, end: int) -> bool:
    """Whether the phrase after "warned" is whom one warns, and not the subject of what one warns of."""
    tokens = unit.tokens
    phrase = tokens[start:end]
    if not any(
        t.mention >= 0 or t.capital or t.lower in words.LISTENERS | words.PEOPLE_PLURAL | words.BODIES for t in phrase
    ):
        return False
    if end >= len(tokens):
        return False
    follows = tokens[end]
    if follows.time >= 0 or unit.starts_quote(end) or not follows.is_word:
        return True
    return follows.lower in {"that", "to", "of", "against", "about", "not", "over"} | words.SUBJECT_PRONOUNS | (
        words.DETERMINERS | _ASKING
    ) or (follows.mention >= 0)


def _told(unit: Unit, start: int, end: int) -> bool:
    """Whether the words after "told" are somebody, and not "a joke"."""
    part = unit.tokens[start:end]
    return any(
        t.mention >= 0 or t.capital or t.lower in words.LISTENERS | words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.BODIES
        or t.lower in words.NO_OUTLETS | words.OUTLET_WORDS | {"interviewers", "interviewer", "audience", "briefing", "you"}
        for t in part
    ) or (end < len(unit.tokens) and unit.tokens[end].lower in {"that", "to", "not"})  # fmt: skip


def _is_outlet(unit: Unit, phrase: Phrase) -> bool:
    """Whether the phrase is, or can be, the name of an outlet: a name that is no person, office or country."""
    head = unit.tokens[phrase.core - 1]
    if any(t.text in words.OUTLET_WORDS for t in unit.tokens[phrase.start : phrase.end]):
        return True
    return head.capital and (head.mention < 0 or unit.mentions[head.mention].kind == "body")


def _asks_for_no_name(unit: Unit, at: int) -> bool:
    """ "... asked not to be named"."""
    following = [token.lower for token in unit.tokens[at : at + 4]]
    return following[:2] == ["for", "anonymity"] or (
        following[:3] == ["not", "to", "be"] and following[3:] != [] and following[3] in words.UNNAMED
    )


def _named(unit: Unit, phrase: Phrase) -> bool:
    return any(t.mention >= 0 or t.capital for t in unit.tokens[phrase.start : phrase.end])


def _agrees(unit: Unit, subject: Phrase, cue: Cue, group: _Group) -> bool:
    """Whether the subject fits the verb's form: a bare form needs a plural or an auxiliary."""
    tokens = unit.tokens[subject.start : subject.core]
    if cue.form == "ing":
        return group.passive
    if cue.form != "base":
        return not ("noun" in cue.frames and cue.form == "third") or _sure_subject(unit, subject)
    if tokens[0].lower in {"a", "an", "this", "each", "every"} and not group.auxiliaries:
        return False
    if group.auxiliaries:
        return bool(group.auxiliaries & {"do", "does", "did", "will", "didn't", "doesn't", "don't", "won't"})
    head = tokens[-1].lower
    return (
        head in words.PEOPLE_PLURAL | words.NAMELESS_PRONOUNS
        or head in {"they", "police"}
        or tokens[0].text[0].isdigit()
        or any(t.lower == "and" for t in tokens)
        or (head.endswith("s") and not head.endswith("ss") and tokens[-1].mention < 0)
    )


def _sure_subject(unit: Unit, subject: Phrase) -> bool:
    """Whether the phrase is a subject even before a word that may be a noun: "Moscow claims", not "Russian claims"."""
    head = unit.tokens[subject.core - 1]
    if head.mention < 0:
        speaking = words.SUBJECT_PRONOUNS | words.PEOPLE_SINGULAR | words.BODIES | words.DOCUMENTS
        return head.lower in speaking or head.capital
    return not is_adjective(unit.mentions[head.mention])


def _may_inherit(unit: Unit, group: _Group, cue: Cue) -> bool:
    """Whether "and warned" goes on with the subject of the clause before."""
    return (
        group.at > 0
        and unit.tokens[group.at].lower in {"and", "but"}
        and cue.form in {"past", "third"}
        and ("noun" not in cue.frames or cue.form == "past")
    )


def _opening_subject(unit: Unit, plainly: bool = False) -> Phrase | None:
    """The subject with which the unit opens, after an adverbial that ends at a comma.

    ``plainly`` takes any noun after a determiner up to the first word that looks like a verb.
    """
    tokens = unit.tokens
    at = _skip(unit, 0, [])
    if at < len(tokens) and tokens[at].lower == ",":
        at += 1
    while at < len(tokens) and tokens[at].lower in {"but", "and"}:
        at += 1
    if at < len(tokens) and (tokens[at].lower in words.PREPOSITIONS or tokens[at].lower in words.CLAUSE_WORDS):
        comma = next((k for k in range(at, min(len(tokens), at + _LOOK_AHEAD)) if tokens[k].lower == ","), None)
        if comma is None:
            return None
        at = comma + 1
    if at >= len(tokens) or tokens[at].quote >= 0:
        return None
    if tokens[at].lower in words.SUBJECT_PRONOUNS:
        return Phrase(at, at + 1, at + 1)
    end = at
    while end < len(tokens) and end - at < 12:
        if tokens[end].mention >= 0:
            mention = tokens[end].mention
            while end < len(tokens) and tokens[end].mention == mention:
                end += 1
            kind = unit.mentions[mention].kind
            if kind in {"person", "body", "country", "office"} and not tokens[end - 1].possessive:
                following = tokens[end].lower if end < len(tokens) else "."
                if following in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.BODIES:
                    return phrase_after(unit, at)
                return Phrase(at, end, end)
            continue
        if not (tokens[end].is_word and (tokens[end].lower in words.DETERMINERS or tokens[end].capital or end > at)):
            break
        if tokens[end].lower in words.FINITE | words.CLAUSE_WORDS | words.PREPOSITIONS:
            break
        if tokens[end].lower in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.BODIES:
            return phrase_after(unit, at)
        if plainly and end > at + 1 and tokens[end].lower.endswith("ed") and tokens[at].lower in words.DETERMINERS:
            return Phrase(at, end, end)
        end += 1
    if (
        plainly
        and at + 1 < end < len(tokens)
        and tokens[at].lower in words.DETERMINERS
        and tokens[end].lower in words.FINITE
    ):
        return Phrase(at, end, end)
    return None


def opening_subject(unit: Unit, plainly: bool = False) -> Phrase | None:
    """The noun phrase that is the subject of the unit's first clause, if it can speak."""
    return _opening_subject(unit, plainly)


def _opening_times(unit: Unit, start: int) -> tuple[int, ...]:
    """Times that open the sentence before the subject: "On Tuesday the minister said"."""
    tokens = unit.tokens
    if start == 0 or start > 6 or any(token.quote >= 0 for token in tokens[:start]):
        return ()
    return tuple(dict.fromkeys(token.time for token in tokens[:start] if token.time >= 0))


def _token_range(unit: Unit, start: int, end: int) -> Range | None:
    inside = [k for k, token in enumerate(unit.tokens) if token.start >= start and token.end <= end]
    return (inside[0], inside[-1] + 1) if inside else None


def _joined_text(unit: Unit) -> str:
    """The unit's words at their places, other white space folded to blanks."""
    first = unit.tokens[0].start
    row = [" "] * (unit.tokens[-1].end - first)
    for token in unit.tokens:
        row[token.start - first : token.end - first] = token.text
    return "".join(row)


# --- fitting -------------------------------------------------------------------------------------------------------


def _fit(unit: Unit, items: list[Attribution]) -> list[Attribution]:
    """Contents of one level cut apart where the next attribution begins; attributions inside contents get their outer one."""
    tokens = unit.tokens
    fitted = list(items)
    floor = 0
    for k, item in enumerate(items):
        if item.before is not None and item.before[0] == 0:
            fitted[k] = replace(fitted[k], before=_stripped(unit, max(floor, 0), item.before[1]))
            for earlier in range(k):
                if fitted[earlier].outer is None and items[earlier].start >= floor:
                    fitted[earlier] = replace(fitted[earlier], outer=k)
            floor = item.end
        if item.after is None:
            continue
        start, end = item.after
        for later in items[k + 1 :]:
            if later.start < start or later.start >= end:
                continue
            if later.before is not None and later.before[0] == 0:
                end = later.start
                break
            if later.inherits or tokens[max(later.start - 1, 0)].lower in _PARALLEL:
                end = later.start
                break
        end = _without_tail(unit, start, _sentence_of_quote(unit, start, end))
        if item.construction in {"object", "infinitive"}:
            end = _without_second_verb(unit, start, end)
        if item.start > 0 and tokens[item.start - 1].lower in {"which", "what"}:
            end = next((n for n in range(start, end) if tokens[n].lower == "," and tokens[n].quote < 0), end)
        fitted[k] = replace(fitted[k], after=_stripped(unit, start, end))
    return _chained(unit, fitted)


def _chained(unit: Unit, items: list[Attribution]) -> list[Attribution]:
    result = []
    for k, item in enumerate(items):
        if item.before is None and item.after is None:
            continue
        outer = item.outer
        if outer is None:
            for other in range(k):
                content = items[other].after
                if content is not None and content[0] <= item.start < content[1]:
                    outer = other
        result.append((k, replace(item, outer=outer)))
    # an attitude inside one's own words ("he said he hoped") is not a second statement
    kept = [
        (k, item)
        for k, item in result
        if not (
            item.outer is not None
            and item.subject is not None
            and unit.tokens[item.subject.start].lower in words.SUBJECT_PRONOUNS
            and item.subject.end - item.subject.start == 1
            and item.stance in {"believes", "predicts"}
        )
    ]
    places = {k: new for new, (k, _) in enumerate(kept)}
    return [replace(item, outer=places.get(item.outer) if item.outer is not None else None) for _, item in kept]


def _without_tail(unit: Unit, start: int, end: int) -> int:
    """The end of what is said before the reporter's own tail: ", amid ...", "as fears rise"."""
    tokens = unit.tokens
    for k in range(start + 2, end):
        if tokens[k].quote >= 0:
            continue
        if tokens[k].lower in words.TAILS and tokens[k - 1].lower == ",":
            return k
        if tokens[k].lower == "as" and k + 1 < end and tokens[k + 1].lower in words.MOODS:
            return k
    return end


def _sentence_of_quote(unit: Unit, start: int, end: int) -> int:
    """Where a content that opens with a quotation ends: with it, if it is a sentence of its own."""
    tokens = unit.tokens
    if not unit.starts_quote(start):
        return end
    last = unit.quote_end(start)
    if last >= end:
        return end
    if tokens[last - 2].text in {",", ".", "?", "!", "…"} or not tokens[last].is_word:
        following = next((k for k in range(last, min(end, last + 2)) if unit.starts_quote(k)), None)
        return end if following is not None else last
    return end


def _without_second_verb(unit: Unit, start: int, end: int) -> int:
    """The end of an object before the subject's next verb: "rejected the plan | and has called for another"."""
    tokens = unit.tokens
    for k in range(start + 1, end - 1):
        if tokens[k].quote >= 0:
            continue
        follows = tokens[k + 1]
        if (
            tokens[k].lower in {"and", "but", "then"}
            and follows.mention < 0
            and (follows.lower in {"has", "had", "have", "was", "were", "said", "will"} or follows.lower.endswith("ed"))
        ):
            return k
        if tokens[k].lower == "," and follows.lower in {"which", "who", "instead", "but"}:
            return k
    return end


def _stripped(unit: Unit, start: int, end: int) -> Range | None:
    tokens = unit.tokens
    while (
        end > start
        and tokens[end - 1].quote < 0
        and (not tokens[end - 1].is_word or tokens[end - 1].lower in _PARALLEL)
    ):
        end -= 1
    while (
        start < end
        and tokens[start].quote < 0
        and (tokens[start].text in {",", ".", ";", ":", "-", "–", "—"} or tokens[start].lower in {"but", "and"})
    ):
        start += 1
    return (start, end) if start < end and any(token.is_word for token in tokens[start:end]) else None
