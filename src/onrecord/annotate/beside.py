"""What stands beside a cue: its auxiliaries and times, its subject, its addressee, and where what is said begins.

Every function takes a unit and token indices and looks at no more than a bounded number of tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate import words
from onrecord.annotate.attribution import Range
from onrecord.annotate.cues import Cue
from onrecord.annotate.phrases import (
    Phrase,
    before_bracket,
    listener_after,
    named_in_apposition,
    phrase_after,
    phrase_before,
)
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set

LOOK_AHEAD = 24


#: Marks that stand in pairs around an apposition: "the judge, a Roman, said", "the judge – a Roman – said".
_BRACKETS = frozenset([",", "-", "–", "—"])
_ASKING = word_set("whether if what why how where when who which")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The words that go with a verb to its left: ``at`` is the token before them."""

    at: int
    auxiliaries: frozenset[str]
    negated: bool
    times: tuple[int, ...]

    @property
    def passive(self) -> bool:
        return bool(self.auxiliaries & words.BE)


@dataclass(frozen=True, slots=True)
class Following:
    """What follows a cue: ``content`` is where what is said begins, ``None`` where nothing is said after it."""

    end: int
    content: int | None
    marker: str
    listener: Range | None
    times: tuple[int, ...]


def verb_group(unit: Unit, at: int) -> VerbGroup:
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
    return VerbGroup(k, frozenset(auxiliaries), negated, tuple(reversed(times)))


def subject_before(unit: Unit, at: int, plainly: bool = False) -> Phrase | None:
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
    if token.lower not in _BRACKETS:
        return phrase_before(unit, at, plainly)
    while at > 0 and tokens[at - 1].lower == "-" == token.lower:
        at -= 1  # "--"
    for back in range(at - 2, max(0, at - 30), -1):
        if tokens[back].quote >= 0:
            return None
        if tokens[back].lower == token.lower:
            before = back - 1
            while before > 0 and tokens[before].lower == "-":
                before -= 1
            phrase = phrase_before(unit, before, plainly)
            if phrase is not None and (is_named(unit, phrase) or phrase.start == 0):
                inside = tokens[back + 1 : at]
                finite = next((n for n, t in enumerate(inside) if t.lower in words.FINITE), None)
                if finite is None or any(t.lower in {"who", "which", "that", "whose"} for t in inside[: finite + 1]):
                    return named_in_apposition(unit, phrase) or phrase
    return None


def _opening_subject(unit: Unit, plainly: bool = False) -> Phrase | None:
    """The subject with which the unit opens, after an adverbial that ends at a comma.

    ``plainly`` takes any noun after a determiner up to the first word that looks like a verb.
    """
    tokens = unit.tokens
    at = past_times(unit, 0, [])
    if at < len(tokens) and tokens[at].lower == ",":
        at += 1
    while at < len(tokens) and tokens[at].lower in {"but", "and"}:
        at += 1
    if at < len(tokens) and (tokens[at].lower in words.PREPOSITIONS or tokens[at].lower in words.CLAUSE_WORDS):
        comma = next((k for k in range(at, min(len(tokens), at + LOOK_AHEAD)) if tokens[k].lower == ","), None)
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
                if following in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.BODIES | {"and"}:
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
    phrase = _opening_subject(unit, plainly)
    return None if phrase is None else named_in_apposition(unit, phrase) or phrase


def opening_times(unit: Unit, start: int) -> tuple[int, ...]:
    """Times that open the sentence before the subject: "On Tuesday the minister said"."""
    tokens = unit.tokens
    if start == 0 or start > 6 or any(token.quote >= 0 for token in tokens[:start]):
        return ()
    return tuple(dict.fromkeys(token.time for token in tokens[:start] if token.time >= 0))


def what_follows(unit: Unit, at: int, cue: Cue) -> Following:
    tokens = unit.tokens
    times: list[int] = []
    listener: Range | None = None
    at = past_times(unit, at, times)
    if "person" in cue.frames and at < len(tokens):
        end = listener_after(unit, at)
        if end > at and (_told(unit, at, end) if cue.lemma == "tell" else _is_listener(unit, at, end)):
            listener = (at, end)
            at = past_times(unit, end, times)
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
            return Following(at, at, "infinitive", listener, tuple(times))
        else:
            return Following(at, None, "", listener, tuple(times))
    if at >= len(tokens):
        return Following(at, None, "", listener, tuple(times))
    token = tokens[at]
    if unit.starts_quote(at):
        return Following(at, at, "quote", listener, tuple(times))
    if token.lower == "that":
        if at + 1 < len(tokens) and tokens[at + 1].lower not in {".", ","}:
            return Following(at, at + 1, "that", listener, tuple(times))
    elif token.lower == ":":
        return Following(at, at + 1 if at + 1 < len(tokens) else None, "colon", listener, tuple(times))
    elif token.lower in {",", "-", "–", "—"} and at + 1 < len(tokens) and unit.starts_quote(at + 1):
        return Following(at, at + 1, "quote", listener, tuple(times))
    elif token.lower == "," and at + 1 < len(tokens) and tokens[at + 1].lower == "that":
        return Following(at, at + 2 if at + 2 < len(tokens) else None, "that", listener, tuple(times))
    elif token.lower in _ASKING:
        return Following(at, at, "asking", listener, tuple(times))
    elif token.is_word or token.text in "£$€#@":
        bare = token.lower not in words.CLAUSE_WORDS | words.AUXILIARIES | {"and", "but", "or"}
        after_relative = token.lower in words.FINITE | {"having"} and listener is None
        if bare or after_relative:
            return Following(at, at, "bare", listener, tuple(times))
    return Following(at, None, "", listener, tuple(times))


def _marker_ahead(unit: Unit, at: int, clause: int | None) -> int | None:
    """Past "in an interview with the BBC on Monday": where "that", a colon or a quotation begins what is said.

    ``clause`` is where a clause begins without such a mark; a quotation inside it is no mark.
    """
    tokens = unit.tokens
    for k in range(at, min(len(tokens), at + LOOK_AHEAD)):
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
    """Where a new noun phrase begins after "in a talk with Mr Tesk": a determiner or pronoun after no preposition."""
    tokens = unit.tokens
    if tokens[at].lower == "to" and not (at + 1 < len(tokens) and tokens[at + 1].mention >= 0):
        return None
    for k in range(at + 1, min(len(tokens), at + LOOK_AHEAD)):
        token, before = tokens[k], tokens[k - 1]
        if token.quote >= 0 or not token.is_word:
            return None
        if before.lower in words.PREPOSITIONS | words.DETERMINERS | {"and", "or"} and before.mention < 0:
            continue
        if token.mention < 0 and token.lower in (words.PHRASE_OPENERS - {"its"}) | words.SUBJECT_PRONOUNS:
            return k
    return None


def past_times(unit: Unit, at: int, times: list[int]) -> int:
    """Past times and adverbs."""
    tokens = unit.tokens
    while at < len(tokens) and tokens[at].quote < 0:
        token = tokens[at]
        if token.time >= 0:
            times.append(token.time)
            while at < len(tokens) and tokens[at].time == token.time:
                at += 1
        elif (token.lower in {"on", "late", "early"} and at + 1 < len(tokens) and tokens[at + 1].time >= 0) or (
            token.mention < 0 and token.lower in words.ADVERBS - {"all", "both", "only", "not", "never", "even"}
        ):
            at += 1
        else:
            break
    return at


def content_after(unit: Unit, end: int) -> Range | None:
    """What goes on after an attribution in the middle: `"...," he said, "..."` or `..., he said, preparing for ...`."""
    tokens = unit.tokens
    if goes_on(unit, end):
        return (end + 1, len(tokens))
    return quotation_after(unit, end)


def quotation_after(unit: Unit, end: int) -> Range | None:
    """The quotation that begins at token ``end`` or after a mark or two."""
    tokens = unit.tokens
    if end >= len(tokens):
        return None
    quote = next((k for k in range(end, min(len(tokens), end + 4)) if unit.starts_quote(k)), None)
    if quote is None or any(token.is_word for token in tokens[end:quote]):
        return None
    return (quote, unit.quote_end(quote))


def goes_on(unit: Unit, end: int) -> bool:
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


def past_apposition(unit: Unit, end: int) -> int:
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


def past_familiar(unit: Unit, end: int) -> int:
    """Past "familiar with the matter", "briefed on the plans" and "who asked not to be named"."""
    tokens = unit.tokens
    if end < len(tokens) and tokens[end].lower in {"familiar", "briefed", "close", "with", "who"}:
        while end < len(tokens) and tokens[end].is_word and tokens[end].time < 0:
            end += 1
    return end


def quotation_ends(unit: Unit, at: int) -> bool:
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
    inside = last - 1
    while inside > 0 and tokens[inside].text in {"’", "'", "”", '"'}:
        inside -= 1  # a quotation in the quotation ends with it
    mark_inside = tokens[inside].text in {",", "?", "!", ".", "…", "-", "–", "—"}
    if tokens[0].quote == tokens[last].quote and last >= 6:
        return True  # a sentence that opens with a long quotation: the comma was lost
    if unit.segment == "heading" and at >= 1 and tokens[at - 1].lower == ":":
        return True
    return comma_outside or mark_inside or unit.segment in {"heading", "summary"}


def is_clause(unit: Unit, start: int, end: int) -> bool:
    """Whether tokens ``start`` to ``end`` can be what somebody said: more than an adverbial before a subject."""
    while start < end and (not unit.tokens[start].is_word or unit.tokens[start].lower in {"but", "and"}):
        start += 1
    tokens = unit.tokens[start : min(end, start + 3 * LOOK_AHEAD)]
    if not tokens:
        return False
    opening = tokens[0].lower
    verb = any(token.quote < 0 and token.lower in words.FINITE for token in tokens)
    if opening in words.PREPOSITIONS or opening.endswith("ing"):
        return verb and opening not in words.OCCASIONS
    verb = verb or any(t.quote < 0 and t.mention < 0 and t.lower.endswith(("ed", "es")) for t in tokens)
    if opening in words.CLAUSE_WORDS | words.OCCASIONS:
        return verb and any(token.lower == "," for token in tokens)
    return verb or len(tokens) >= (4 if opening in words.DETERMINERS else 6)


def has_verb(unit: Unit, start: int) -> bool:
    """Whether a clause begins at ``start``, and not just a noun phrase: "wrote a letter", "claimed 41 per cent"."""
    for token in unit.tokens[start + 1 : start + LOOK_AHEAD]:
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


def is_outlet(unit: Unit, phrase: Phrase) -> bool:
    """Whether the phrase is, or can be, the name of an outlet: a name that is no person, office or country."""
    head = unit.tokens[phrase.core - 1]
    if any(t.text in words.OUTLET_WORDS for t in unit.tokens[phrase.start : phrase.end]):
        return True
    return head.capital and (head.mention < 0 or unit.mentions[head.mention].kind == "body")


def asks_for_no_name(unit: Unit, at: int) -> bool:
    """ "... asked not to be named"."""
    following = [token.lower for token in unit.tokens[at : at + 4]]
    return following[:2] == ["for", "anonymity"] or (
        following[:3] == ["not", "to", "be"] and following[3:] != [] and following[3] in words.UNNAMED
    )


def is_named(unit: Unit, phrase: Phrase) -> bool:
    return any(t.mention >= 0 or t.capital for t in unit.tokens[phrase.start : phrase.end])
