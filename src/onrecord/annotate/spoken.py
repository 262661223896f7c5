"""Whether the words that the tagger takes for a cue tell of something said, and which verb and stance they have.

Somebody said something only where a verb says that they did: not where they could, would or wanted to, and not where a noun
tells of it ("his claim that"). All that, a cue that no table has, and a verb that here tells of an act ("denied her bail") is an
attitude; but what is quoted is said, whatever the cue.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import words
from onrecord.annotate.attribution import Range
from onrecord.annotate.beside import LOOK_AHEAD, asks_for_no_name, verb_group
from onrecord.annotate.cues import Cue, OtherCue, acts, cue_table, other_cue
from onrecord.annotate.phrases import Phrase
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set

_TOLD = word_set("asked told questioned informed reminded")
#: Before "to" and a verb these tell that it was done: "went on to say", "are quick to point out".
_DONE = word_set("on continue continues continued continuing proceeded hastened hurried quick pains keen")
#: Before a verb in -ing these tell that it was not done, or that somebody else speaks of it: "without saying", "accused of lying".
_UNDONE = word_set("without from of against about for")
_SOMEBODY = word_set("somebody someone something anybody anyone anything nothing nobody everybody everyone everything")
_OBJECTS = word_set("him her them it us me you")
#: Words of what is said without quotation marks: fewer are none, unless they are a verb's object ("praised the crews").
FEWEST = 3
#: How often what only the tagger takes for something said must be right, where no quotation marks say so too; and where the verb
#: has nothing but an object, so that it may tell of an act (``python -m benchmarks.chances``).
_UNSURE, _UNSURE_OBJECT = 0.5, 0.6


def cue_word(
    unit: Unit,
    cue: Range,
    before: Range | None,
    after: Range | None,
    subject: Phrase | None,
    *,
    quoted: bool,
    few: bool,
    right: float,
) -> OtherCue:
    """The verb, or the noun, of the tokens ``cue``, by the tables; the first that is known, as an attitude where nothing is said.

    ``before`` and ``after`` are what is said, as far as it stands in the unit, ``quoted`` whether some of it stands in quotation
    marks, ``few`` whether it is hardly more than a word; ``right`` is how often attributions like this one are right.
    """
    tokens = unit.tokens
    for k in range(*cue):
        for known in _fitting(unit, k):
            hidden = known.stance == "asks" and asks_for_no_name(unit, k + 1)
            said = quoted or (
                right >= _UNSURE
                and (not few or ("object" in known.frames and not _is_pronoun(unit, after)))
                and _is_said(unit, k, subject, noun="noun" in known.frames)
                and not (after is not None and is_thing(unit, known, after[0]))
            )
            acted = after is not None and is_act(unit, known.lemma, after[0])
            return OtherCue(known.lemma, known.stance, hidden or acted or not said)
    for k in range(*cue):
        found = other_cue(tokens[k].lower)
        if found is not None:
            clause = _has_clause(unit, found, before, after)
            told = clause or _has_object(unit, found, k, cue, after)
            sure = right >= (_UNSURE if clause else _UNSURE_OBJECT) and (not few or not clause)
            said = quoted or (told and sure and _is_said(unit, k, subject, noun=True))
            return OtherCue(found.lemma, found.stance, not said or (found.attitude and not (clause and found.held)))
    lower = " ".join(token.lower for token in tokens[cue[0] : cue[1]])
    return OtherCue(lower, "says", not quoted)


def _fitting(unit: Unit, at: int) -> Sequence[Cue]:
    """The cues that the word at ``at`` can be: "called for" only with its "for", where there is a "called" of another stance."""
    rows = cue_table().get(unit.tokens[at].lower, ())
    if not any(len(cue.words) == 1 for cue in rows):
        return rows
    beside = [token.lower for token in unit.tokens[at + 1 : at + LOOK_AHEAD] if token.lower not in words.ADVERBS]
    return [cue for cue in rows if list(cue.words[1:]) == beside[: len(cue.words) - 1]]


def is_act(unit: Unit, lemma: str, at: int) -> bool:
    """Whether the object at token ``at`` makes the verb an act: "denied | the family a visa", "confirmed | her"."""
    objects = acts().get(lemma)
    if not objects or at >= len(unit.tokens):
        return False
    if unit.tokens[at].lower in _OBJECTS:
        follows = unit.tokens[at + 1].lower if at + 1 < len(unit.tokens) else "."
        return "him" in objects and (not follows[0].isalnum() or follows in words.PREPOSITIONS | {"and", "but"})
    for token in unit.tokens[at : at + LOOK_AHEAD]:
        if not token.is_word or token.lower in words.PREPOSITIONS | words.CLAUSE_WORDS | words.FINITE:
            return False
        if token.lower in objects:
            return True
    return False


def is_thing(unit: Unit, cue: Cue, at: int) -> bool:
    """Whether a thing and no clause stands at token ``at``, after a verb that has both: "maintains | a lead of five points"."""
    if "thing" not in cue.frames or unit.tokens[at].quote >= 0 or unit.tokens[at - 1].lower in {"that", ":"}:
        return False
    return unit.tokens[at].lower != "that" and not _has_finite(unit, at)


def _has_finite(unit: Unit, at: int) -> bool:
    """Whether a word that only a clause has stands at token ``at`` or soon after it."""
    if unit.tokens[at].lower in _SOMEBODY:
        return False  # "found | somebody he would like"
    for token in unit.tokens[at : at + LOOK_AHEAD]:
        if token.lower in {",", ";", "."} | words.CLAUSE_WORDS:
            return False
        if token.quote >= 0 or token.lower in words.FINITE | words.MODALS | {"'s", "'re", "'ll"}:
            return True
    return False


def _has_clause(unit: Unit, found: OtherCue, before: Range | None, after: Range | None) -> bool:
    """Whether a clause tells what was said: "that ...", a colon, or one before the cue; of most of these verbs the object is a thing."""
    tokens = unit.tokens
    if after is None:
        return (
            before is not None
            and before[1] < len(tokens)
            and tokens[before[1]].text == ","
            and _has_finite(unit, before[0])
        )
    at = after[0]
    if tokens[at - 1].lower in {"that", ":"} or ("clause" in found.frames and _has_finite(unit, at)):
        return True
    if found.stance == "says" or found.attitude:
        return False
    verb = at + 1 if tokens[at].lower == "to" else at  # "refused to go", and not "committed to going"
    return tokens[verb - 1].lower == "to" and not (verb < len(tokens) and tokens[verb].lower.endswith("ing"))


def _has_object(unit: Unit, found: OtherCue, at: int, cue: Range, after: Range | None) -> bool:
    """Whether what is said is the verb's object, of a verb that has one: "applauded the plan", "spoke of a long winter"."""
    if after is None or found.attitude or _is_pronoun(unit, after):
        return False
    if "infinitive" in found.frames:
        return _has_infinitive(unit, after[0] + 1)
    if "about" in found.frames:
        reach = unit.tokens[at + 1 : after[0] + 1]
        return any(token.lower in {"of", "about"} for token in reach) and cue[0] <= at
    return "object" in found.frames


def _has_infinitive(unit: Unit, at: int) -> bool:
    """Whether "to" and a verb stand soon after token ``at``: "encouraged her | to go", and not "advised on | a sale to Tarn"."""
    for token, follows in zip(unit.tokens[at : at + LOOK_AHEAD], unit.tokens[at + 1 :], strict=False):
        if not token.is_word or token.lower in words.CLAUSE_WORDS | words.FINITE:
            return False
        if token.lower == "to":
            return follows.mention < 0 and not follows.capital and follows.lower not in words.DETERMINERS | _OBJECTS
    return False


def _is_pronoun(unit: Unit, after: Range | None) -> bool:
    return after is not None and after[1] - after[0] == 1 and unit.tokens[after[0]].lower in _OBJECTS


def _is_said(unit: Unit, at: int, subject: Phrase | None, *, noun: bool) -> bool:
    """Whether the word at ``at`` is a verb that tells of something said; ``noun``: whether it can be a noun too."""
    tokens = unit.tokens
    word = tokens[at].lower
    group = verb_group(unit, at)
    before = tokens[group.at].lower if group.at >= 0 else ""
    if group.passive and word in _TOLD:
        return False  # "was asked", "is told": somebody else speaks
    if before == "to":
        return tokens[group.at - 1].lower in _DONE and not group.auxiliaries
    if group.auxiliaries & words.MODALS or before in {"if", "whether", "unless"}:
        return False
    if word.endswith("ing") and not group.auxiliaries:
        possessed = before in words.PHRASE_OPENERS or (group.at >= 0 and tokens[group.at].possessive)
        nobody = subject is None and before in words.PREPOSITIONS
        return before not in _UNDONE and not nobody and not (noun and possessed)
    if noun and before and not group.auxiliaries:
        if tokens[group.at].possessive or before in words.DETERMINERS or before in words.PREPOSITIONS:
            return False
        plain = not word.endswith(("ed", "s", "d")) or word.endswith("ss")
        # "the Varnish announce": the tagger says whose words they are
        beside = subject is not None and subject.core == subject.end == group.at + 1 and subject.start < group.at
        return not plain or beside or before in words.SUBJECT_PRONOUNS
    return True
