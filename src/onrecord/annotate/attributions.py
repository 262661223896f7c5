"""Attributions by verbs: a cue, who stands beside it and what it introduces, found in one unit.

Each construction is one function; all of them return token ranges. ``beside`` looks at what stands next to a cue,
``other_cues`` knows the cues that are no verbs, ``fitting`` makes the ranges of one unit fit each other.
"""

from __future__ import annotations

from onrecord.annotate import words
from onrecord.annotate.attribution import Attribution, Range
from onrecord.annotate.beside import (
    LOOK_AHEAD,
    Following,
    VerbGroup,
    asks_for_no_name,
    content_after,
    goes_on,
    has_verb,
    is_clause,
    is_outlet,
    opening_subject,
    opening_times,
    past_apposition,
    past_times,
    quotation_after,
    quotation_ends,
    subject_before,
    verb_group,
    what_follows,
)
from onrecord.annotate.cues import Cue, cue_table
from onrecord.annotate.fitting import fitted
from onrecord.annotate.other_cues import according_to, declined, headline, hearsay, passive, reportedly
from onrecord.annotate.phrases import Phrase, after_bracket, is_adjective, named_in_apposition, phrase_after
from onrecord.annotate.spoken import is_act, is_thing
from onrecord.annotate.units import Unit

#: "The Herald can reveal": what an outlet has found by itself.
_CAN = frozenset({"reveal", "disclose"})


#: Of these verbs only those who speak are subjects.
_PLAIN = frozenset({"say", "tell", "add", "announce", "warn", "confirm", "insist", "write"})


def find_attributions(unit: Unit) -> list[Attribution]:
    """The attributions of one unit in order of their places, with contents that do not overlap on the same level."""
    found = declined(unit)
    taken = {index for item in found for index in range(*(item.cue or (0, 0)))}
    at = 0
    tokens = unit.tokens
    heading = unit.segment == "heading"
    while at < len(tokens):
        step = 1
        token = tokens[at]
        if token.quote < 0 and token.mention < 0 and at not in taken and (not token.capital or at == 0 or heading):
            item = according_to(unit, at) or hearsay(unit, at)
            if item is None:
                cue = _cue_at(unit, at)
                if cue is not None:
                    step = len(cue.words)
                    item = _verb(unit, at, cue, found)
            if item is not None:
                found.append(item)
        at += step
    if not found:
        found = headline(unit) or reportedly(unit)
    return fitted(unit, sorted(found, key=lambda item: (item.start, item.end)))


def _cue_at(unit: Unit, at: int) -> Cue | None:
    for cue in cue_table().get(unit.tokens[at].lower, ()):
        if all(
            at + k < len(unit.tokens) and unit.tokens[at + k].lower == word and unit.tokens[at + k].quote < 0
            for k, word in enumerate(cue.words)
        ):
            return cue
    return None


def _verb(unit: Unit, at: int, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    group = verb_group(unit, at)
    after = at + len(cue.words)
    if group.at >= 0 and unit.tokens[group.at].lower == "to" and unit.tokens[group.at].mention < 0:
        return None
    if group.auxiliaries & words.MODALS and not (group.auxiliaries == {"can"} and cue.lemma in _CAN):
        return None
    if cue.stance == "asks" and asks_for_no_name(unit, after):
        return None
    if cue.form == "past" and group.passive:
        return passive(unit, at, cue, group)
    inverted = _inverted(unit, at, cue, group)
    if inverted is not None:
        return inverted
    if cue.form == "ing" and not group.passive:
        return _participle(unit, at, cue, group, earlier)
    subject = subject_before(unit, group.at, cue.lemma in _PLAIN)
    if subject is not None and subject.start and unit.tokens[subject.start - 1].lower in {"whether", "if", "unless"}:
        return None
    inherits = False
    if subject is None:
        if not _may_inherit(unit, group, cue) or not (earlier or opening_subject(unit, cue.lemma in _PLAIN)):
            return None
        inherits = True
    elif not _agrees(unit, subject, cue, group):
        return None
    if subject is not None and ("outlet" in cue.frames or "can" in group.auxiliaries) and not is_outlet(unit, subject):
        return None
    return _with_contents(unit, at, cue, group, subject, inherits, what_follows(unit, after, cue), earlier)


def _with_contents(
    unit: Unit,
    at: int,
    cue: Cue,
    group: VerbGroup,
    subject: Phrase | None,
    inherits: bool,
    following: Following,
    earlier: list[Attribution],
) -> Attribution | None:
    tokens = unit.tokens
    after = at + len(cue.words)
    start = subject.start if subject else at
    quoted = "clause" in cue.frames or "quoted" in cue.frames
    before: Range | None = None
    construction = ""
    if quoted and not inherits and quotation_ends(unit, start):
        before, construction = (0, start), "quotation before"
    elif (
        "clause" in cue.frames
        and not inherits
        and following.content is None
        and start >= 2
        and tokens[start - 1].lower == ","
        and (is_clause(unit, 0, start - 1) or goes_on(unit, following.end))
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
            allowed = allowed and has_verb(unit, following.content)
        if "quoted_object" in cue.frames and all(
            token.quote < 0 for token in tokens[following.content : following.content + LOOK_AHEAD]
        ):
            allowed = False
        if following.marker == "bare":
            allowed = allowed and not (
                is_act(unit, cue.lemma, following.content) or is_thing(unit, cue, following.content)
            )
        if allowed:
            content = (following.content, len(tokens))
            construction = construction or (
                "object" if following.marker == "bare" and "clause" not in cue.frames else following.marker
            )
    elif before is not None:
        content = content_after(unit, following.end)
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
        (*group.times, *following.times, *opening_times(unit, start)),
        group.negated,
        "will" in group.auxiliaries or "'ll" in group.auxiliaries,
        inherits,
    )


def _after_colon(unit: Unit, start: int) -> bool:
    """`'We will not wait': minister fears ...`: the headline has a quotation and goes on with a clause."""
    return start > 0 and unit.tokens[start - 1].lower == ":"


def _cue_start(unit: Unit, at: int, group: VerbGroup) -> int:
    """Where the cue begins with its auxiliaries: "has denied", "did not say"."""
    start = at
    for k in range(at - 1, group.at, -1):
        token = unit.tokens[k]
        if token.time >= 0 or not token.is_word:
            break
        if token.lower not in words.ADVERBS or token.lower in words.NEGATIONS:
            start = k
    return start


def _inverted(unit: Unit, at: int, cue: Cue, group: VerbGroup) -> Attribution | None:
    """`"...," said the minister, ...`"""
    tokens = unit.tokens
    if (
        group.at != at - 1
        or cue.form == "ing"
        or cue.lemma == "tell"
        or not ("clause" in cue.frames or "quoted" in cue.frames)
    ):
        return None
    quote = quotation_ends(unit, at)
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
    if not quote and not is_clause(unit, 0, at - 1):
        return None
    if not quote and subject_before(unit, at - 1) is not None and follows not in {".", ","}:
        return None
    times: list[int] = []
    end = past_times(unit, end, times)
    content = (
        (end + 1, len(tokens)) if colon and end + 1 < len(tokens) else quotation_after(unit, past_apposition(unit, end))
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
        (*times, *opening_times(unit, at)),
    )


def _participle(unit: Unit, at: int, cue: Cue, group: VerbGroup, earlier: list[Attribution]) -> Attribution | None:
    """ "..., adding that ...": the subject stands earlier in the sentence."""
    tokens = unit.tokens
    if group.at < 0 or not (tokens[group.at].lower in {",", "and", "while"} or quotation_ends(unit, group.at + 1)):
        return None
    if not earlier and opening_subject(unit, cue.lemma in _PLAIN) is None:
        return None
    following = what_follows(unit, at + len(cue.words), cue)
    if following.marker == "bare" and "object" in cue.frames and cue.lemma != "tell" and not earlier:
        return None
    return _with_contents(unit, at, cue, group, None, True, following, earlier)


def _agrees(unit: Unit, subject: Phrase, cue: Cue, group: VerbGroup) -> bool:
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


def _may_inherit(unit: Unit, group: VerbGroup, cue: Cue) -> bool:
    """Whether "and warned" goes on with the subject of the clause before."""
    return (
        group.at > 0
        and unit.tokens[group.at].lower in {"and", "but"}
        and cue.form in {"past", "third"}
        and ("noun" not in cue.frames or cue.form == "past")
    )
